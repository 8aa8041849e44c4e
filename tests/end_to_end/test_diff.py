"""Before and after a change, beat by beat; what is published stays."""

import base64
import io
import re
import shutil

import numpy as np
import pytest
from PIL import Image


@pytest.fixture
def project(rendered, tmp_path):
    """A rendered project that may be changed."""
    shutil.copytree(rendered.root, tmp_path / "project")
    return type(rendered)(tmp_path / "project")


def pictures(project):
    """(alternative text, pixels) of each picture on the page."""
    page = (project.clips / "diff.html").read_text()
    found = re.findall(r'<img src="data:image/png;base64,([^"]+)" alt="([^"]+)">', page)
    return [(alt, np.asarray(Image.open(io.BytesIO(base64.b64decode(data))), int)) for data, alt in found]


def published(project):
    """Every file of the output folder but the page."""
    return {
        path: path.read_bytes()
        for path in sorted(project.clips.rglob("*"))
        if path.is_file() and path.name not in ("diff.html", ".lock")
    }


def test_changed_beats_are_shown_and_the_others_listed(project):
    before = published(project)
    project.edit("scenes/raised_logit.py", "Line([-4, 3, 0], [4, 1, 0], color=RED)", "Line([-4, 3, 0], [4, -1, 0])")
    done = project.run("diff")
    assert done.stdout == (
        "RaisedLogit: 1 of 3 beats changed: turned\nStillSquare: nothing changed\n"
        f"before and after: {project.clips / 'diff.html'}\n"
    )
    page = (project.clips / "diff.html").read_text()
    assert "<p>Beats that did not change: equal, raised.</p>" in page
    assert "<h2>Scenes that did not change</h2>\n<p>StillSquare</p>" in page
    shown = pictures(project)
    assert 2 <= len(shown) <= 6
    for (old_alt, old), (new_alt, new) in zip(shown[::2], shown[1::2], strict=True):
        assert old_alt.startswith("turned before, at ")
        assert new_alt == old_alt.replace("before", "after")
        assert old.shape == new.shape == (450, 800, 3)
    # The lines end far apart, and the last picture shown is where they do.
    assert np.abs(old - new).mean() > 0.5
    assert published(project) == before


def test_a_change_that_draws_the_same_is_no_change(project):
    project.edit("mathcore/__init__.py", "A mathematics", "Mathematics")
    done = project.run("diff", "RaisedLogit")
    assert done.stdout.startswith("RaisedLogit: nothing changed\n")
    assert pictures(project) == []


def test_new_and_gone_beats_are_shown_on_their_side(project):
    project.edit("scenes/still_square.py", 'Beat("turn",', 'Beat("spin",')
    project.edit("scenes/still_square.py", "def turn(self)", "def spin(self)")
    done = project.run("diff", "StillSquare")
    assert done.stdout.startswith("StillSquare: 2 of 3 beats changed: spin (new), turn (gone)\n")
    assert [alt.split(",")[0] for alt, _ in pictures(project)] == ["spin after", "turn before"]


def test_published_parameters_are_those_compared(project):
    project.run("render", "RaisedLogit", "-ql", "--set", "raise_by=1")
    project.edit("mathcore/__init__.py", "A mathematics", "Mathematics")
    assert project.run("diff", "RaisedLogit").stdout.startswith("RaisedLogit: nothing changed\n")


def test_without_a_before_there_is_an_error(project):
    done = project.run("diff", "StillSquare", "-o", "elsewhere", code=2)
    assert done.stderr == (
        "error: StillSquare was never rendered into elsewhere, so there is no before; render it first\n"
    )
    (project.clips / "StillSquare.mp4").unlink()
    done = project.run("diff", code=2)
    assert done.stderr.endswith("StillSquare.mp4 is not as StillSquare was published; render StillSquare first\n")
