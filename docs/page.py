"""Make the README's picture of the course page anew: a clip at the end of a beat, and its slider a few steps on.

    ./render.sh page PulleyForces && .venv/bin/python docs/page.py [FOLDER]

writes page.png into this folder. FOLDER holds the page; it is clips/ unless said otherwise. Chromium must be installed,
and the packages of the tests, which `./render.sh test quick` installs.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

CLIP, BEAT, STEP = "PulleyForces", "balance", "4"
#: Width of the window and of the picture, and the room above the clip and below the slider, in pixels.
WINDOW, WIDE, ABOVE, BELOW = 1280, 1024, 42, 14

#: Bring the film to the beat's last sentence and the slider to a step; both have been painted then.
SHOWN = """async ([clip, beat, step]) => {
  const player = players.get(clip), told = player.beats.find(({ name }) => name === beat).said.at(-1);
  const dial = document.querySelector(`#${clip} .dial`);
  const sought = (film) => new Promise((done) => film.addEventListener("seeked", () => done(film), { once: true }));
  const films = [player.film, document.querySelector(`#${clip} .sweep video`)].map(sought);
  player.seek(told.end - 6 * player.frame);
  dial.value = step;
  dial.dispatchEvent(new Event("input"));
  for (const film of await Promise.all(films)) if (film.readyState < 2) await sought(film);
  const top = document.querySelector(`#${clip} h2`).getBoundingClientRect().top;
  return [scrollY + top, scrollY + document.querySelector(`#${clip} .sweep`).getBoundingClientRect().bottom];
}"""


def taken(page_file: Path) -> Image.Image:
    """Return the picture of the clip on the page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WINDOW, "height": 1200}, color_scheme="dark")
        page.goto(page_file.resolve().as_uri())
        page.locator(f"#{CLIP}").scroll_into_view_if_needed()
        page.wait_for_timeout(1000)  # the slider's film comes when it is nearly in sight
        top, bottom = page.evaluate(SHOWN, [CLIP, BEAT, STEP])
        page.wait_for_timeout(500)
        box = {"x": 0, "y": top - ABOVE, "width": WINDOW, "height": ABOVE + bottom - top + BELOW}
        picture = Image.open(BytesIO(page.screenshot(full_page=True, clip=box)))
        browser.close()
    return picture.convert("RGB").resize((WIDE, round(WIDE * picture.height / picture.width)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    docs = Path(__file__).parent
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else docs.parent / "clips"
    taken(folder / "index.html").save(docs / "page.png", optimize=True)
