"""The PowerPoint deck in LibreOffice: it opens, and its pages are the posters."""

import subprocess
import zipfile

import numpy as np
import pytest
from PIL import Image

from rendering.publishing.decks.pptx import pptx_bytes
from tests.end_to_end.programs import found, needs
from tests.lectures import PALETTE, lecture_in

SOFFICE, PDFTOPPM = found("soffice"), found("pdftoppm")
pytestmark = [pytest.mark.long, needs("libreoffice-impress poppler-utils", SOFFICE, PDFTOPPM)]


def _convert(source, kind, folder):
    profile = (folder / "profile").as_uri()
    command = [
        SOFFICE,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        folder,
        source,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{source.stem}.{kind}"


@pytest.fixture(scope="module")
def lecture(tmp_path_factory):
    return lecture_in(tmp_path_factory.mktemp("lecture"))


@pytest.fixture(scope="module")
def deck(lecture, tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    (folder / "deck.pptx").write_bytes(pptx_bytes(lecture, PALETTE))
    return folder / "deck.pptx"


def test_its_pages_are_the_posters(lecture, deck):
    document = _convert(deck, "pdf", deck.parent)
    command = [PDFTOPPM, "-png", "-scale-to-x", "320", "-scale-to-y", "180", document, deck.parent / "page"]
    subprocess.run(command, check=True, timeout=60)
    pages = [np.asarray(Image.open(each).convert("RGB"), int) for each in sorted(deck.parent.glob("page-*.png"))]
    first, second, third = (beat for clip in lecture.clips for beat in clip.beats)
    expected = [None, first.first, first.last, second.first, None, third.first, third.last]
    assert len(pages) == len(expected)
    for page, file in zip(pages, expected, strict=True):
        if file is None:
            assert np.abs(page[5, 5] - (14, 17, 22)).max() <= 2  # paper
            assert page.max() > 150  # and words
        else:
            still = np.asarray(Image.open(lecture.folder / file).convert("RGB"), int)
            assert np.abs(page - still).mean() < 2.5


def test_its_films_play_after_what_came_before(deck):
    with zipfile.ZipFile(_convert(deck, "odp", deck.parent)) as parts:
        content = parts.read("content.xml").decode()
    assert content.count("<draw:plugin") == 3
    assert content.count('presentation:preset-class="media-call"') >= 3
    assert content.count('presentation:node-type="after-previous"') == 3
    assert content.count('anim:command="play"') == 3
