"""Chromium, driven by Playwright; pages from files and from a plain server that knows no ranges."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import axe_playwright_python
import numpy as np
from PIL import Image

from tests.end_to_end.programs import found, needs

CHROMIUM = found("chromium", "chromium-browser", "google-chrome")
needs_chromium = needs("chromium", CHROMIUM)
#: As students come: a desk and a phone, by day and by night.
SHAPES = [((1280, 900), "dark"), ((1280, 900), "light"), ((360, 740), "dark"), ((360, 740), "light")]


class Visit:
    """A page that was opened, and what went wrong on it."""

    def __init__(self, page, address: str):
        self.page, self.trouble, self.requests = page, [], []
        page.on("console", lambda message: message.type in ("error", "warning") and self.trouble.append(message.text))
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(address)

    def left_the_machine(self) -> list[str]:
        """Requests to anywhere but files and this machine."""
        here = ("file:", "data:", "blob:", "http://127.0.0.1:", "about:")
        return [url for url in self.requests if not url.startswith(here)]

    def violations(self) -> list[str]:
        """What axe-core finds."""
        self.page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text())
        found = self.page.evaluate("axe.run()")["violations"]
        return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]

    def bar_length(self, selector: str, width: int = 320) -> float:
        """Length of the white bar in the film that this selector finds, in the film's own pixels."""
        element = self.page.locator(selector)
        picture = Image.open(BytesIO(element.screenshot()))
        grey = np.asarray(picture.convert("L"))
        row = grey[grey.shape[0] // 2]
        return (row > 128).sum() * width / len(row)

    def bar_comes_to(self, selector: str, length: float) -> bool:
        """Whether the bar is so long, within 4 pixels, before half a minute is over."""
        still = "selector => (film => !film.seeking && film.readyState >= 2)(document.querySelector(selector))"
        show = "([selector, how]) => (document.querySelector(selector).style.visibility = how)"
        for _ in range(60):
            self.page.wait_for_timeout(400)
            self.page.wait_for_function(still, arg=selector, timeout=30000)
            if abs(self.bar_length(selector) - length) <= 4:
                return True
            # A picture of the page that is taken while a film seeks may hold its old frame for good: paint it anew.
            for how in ("hidden", ""):
                self.page.evaluate(show, [selector, how])
                self.page.wait_for_timeout(50)
        return False


@contextmanager
def chromium() -> Iterator:
    """A browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on a server like ``python -m http.server``."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
