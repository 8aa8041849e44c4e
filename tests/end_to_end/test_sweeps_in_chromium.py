"""Every slider that the scenes offer: its number, its readings and its frame are the manifest's."""

import importlib
import json
import os
import subprocess
import sys

import numpy as np
import pytest

from scenes import CATALOGUE
from tests.conftest import ROOT
from tests.end_to_end.browser import Visit, chromium, needs_chromium

pytestmark = [pytest.mark.long, needs_chromium]
POSITIONS = 20


def _swept() -> list[str]:
    """The scenes that offer sweeps."""
    classes = {name: getattr(importlib.import_module(module), name) for name, module in CATALOGUE.items()}
    return [name for name, scene in classes.items() if scene.sweeps_of(scene.Params())]


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    """The page's clips by name, one beat of each and its sweeps, and the page."""
    place = tmp_path_factory.mktemp("swept")
    tables = [f'[[clips]]\nscene = "{name}"\nbeats = [1]' for name in _swept()]
    (place / "swept.toml").write_text("\n".join(['title = "Swept"', *tables]))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "rendering", "page", "--talk", "swept.toml", "-q", "draft"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CROSS_ENTROPY_CACHE": str(place / "store")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    document = json.loads((place / "swept" / "page" / "dark" / "manifest.json").read_text())
    return place / "swept" / "index.html", {clip["name"]: clip for clip in document["clips"]}


@pytest.fixture(scope="module")
def page(clips):
    with chromium() as browser:
        visit = Visit(browser.new_page(viewport={"width": 1280, "height": 900}), clips[0].as_uri())
        yield visit.page
        assert visit.trouble == []


def _positions(sweep: dict) -> list[tuple[int, int, int]]:
    """Input, step and frame of positions spread evenly over all sliders, their outer ends among them."""
    places = []
    for number, each in enumerate(sweep["inputs"]):
        steps = round((each["high"] - each["low"]) / each["step"]) + 1
        places += [(number, step, len(places) + step) for step in range(steps)]
    return [places[round(at)] for at in np.linspace(0, len(places) - 1, POSITIONS)]


def _number(shown: str) -> float:
    return float(shown.split()[0].replace("−", "-"))


def test_as_many_scenes_as_promised_have_sliders():
    assert len(_swept()) >= 7


@pytest.mark.parametrize("name", _swept())
def test_what_is_shown_beside_a_slider_is_what_the_manifest_says(clips, page, name):
    for section, sweep in zip(page.locator(f"#{name} .sweep").all(), clips[1][name]["sweeps"], strict=True):
        section.scroll_into_view_if_needed()
        film, dial, radios = section.locator("video"), section.locator(".dial"), section.locator("input[type=radio]")
        section.locator("video[src]").evaluate("film => loaded(film)")
        positions = _positions(sweep)
        assert len(set(positions)) == POSITIONS
        for number, step, frame in positions:
            slider = sweep["inputs"][number]
            if len(sweep["inputs"]) > 1:
                radios.nth(number).check()
            dial.evaluate("(dial, step) => { dial.value = step; dial.dispatchEvent(new Event('input')); }", step)
            shown = section.locator(".input output").inner_text()
            assert _number(shown) == pytest.approx(slider["low"] + step * slider["step"], abs=1e-6)
            assert dial.get_attribute("aria-valuetext").startswith(shown)
            for reading, values in sweep["readings"].items():
                told = section.locator(f'[data-reading="{reading}"]').inner_text()
                assert _number(told) == pytest.approx(values[frame], abs=0.0005 + 1e-9)
            page.wait_for_function(
                "([film, frame, fps]) => !film.seeking && Math.floor(film.currentTime * fps) === frame",
                arg=[film.element_handle(), frame, sweep["fps"]],
                timeout=30000,
            )
