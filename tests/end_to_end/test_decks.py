"""The commands `deck` and `page`: what they write, what they leave alone, what they refuse."""

import json
import re
import shutil

import av
import pytest

from rendering.commands.deck import TARGETS
from tests.conftest import ROOT, new_project

#: A slider of four steps for the square: at each it is turned a little further.
SWEPT = '''
    @classmethod
    def sweeps_of(cls, params):
        """How far it is turned."""
        return (Sweep("turn_it", (SweepInput("angle", "°", 0.0, 90.0, 30.0, 30.0),)),)

    def construct(self):
        """Play the beats, or the sweep."""
        if not self.swept:
            return super().construct()
        self.next_section("turn_it")
        self.readings["area"] = []
        for step in range(4):
            square = Square(color=YELLOW, fill_opacity=0.5).rotate(step * PI / 6)
            self.add(square)
            self.wait(1 / self.camera.frame_rate)
            self.remove(square)
            self.readings["area"].append(4.0)

    def stand(self)'''


@pytest.fixture(scope="module")
def lecturer(tmp_path_factory):
    """A project with the parts of the kit that decks and pages read: how symbols and themes look."""
    project = new_project(tmp_path_factory.mktemp("lecturer") / "project")
    kit = project.root / "scenes" / "kit"
    kit.mkdir()
    for name in ("__init__", "words", "theme", "contrast"):
        shutil.copy(ROOT / "scenes" / "kit" / f"{name}.py", kit)
    project.edit("scenes/still_square.py", "\n    def stand(self)", SWEPT)
    project.edit("scenes/still_square.py", "Explainer, Params", "Explainer, Params, Sweep, SweepInput")
    return project


def test_every_target_is_written_beside_films_of_its_own(lecturer):
    done = lecturer.run("deck", "-ql", "--to", ",".join(TARGETS))
    folder = lecturer.clips / "deck"
    for target, name in TARGETS.items():
        assert (folder / name).stat().st_size > 500
        assert f"{target}: {folder / name}, " in done.stdout
    assert (folder / "StillSquare" / "01-stand.mp4").is_file()
    assert not (lecturer.clips / "manifest.json").exists()


def test_a_deck_again_renders_nothing(lecturer):
    lecturer.run("deck", "-ql")
    done = lecturer.run("deck", "-ql", "--to", "html")
    assert done.stdout.startswith("2 up to date;")


def test_split_is_a_file_a_clip_and_one_file_needs_no_other(lecturer):
    lecturer.run("deck", "-ql", "--to", "pptx", "--split", "StillSquare")
    assert (lecturer.clips / "deck" / "StillSquare.pptx").is_file()
    lecturer.run("deck", "-ql", "--one-file", "StillSquare")
    page = (lecturer.clips / "deck" / "deck.html").read_text()
    assert "data:video/mp4;base64," in page
    assert not re.search(r'(?:src|href|data-film)="(?!data:|#)', page)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--to", "powerpoint"], r"--to is 'powerpoint'; .*pptx"),
        (["--to", ""], r"--to names no target; choose from pptx, html"),
        (["--to", "html", "--split"], r"--split is for --to pptx; leave it out, or add pptx to --to"),
        (["--to", "pptx", "--one-file"], r"--one-file is for --to html"),
        (["--to", "pptx", "--template", "mine.pptx"], r"--template mine\.pptx is not a file; give a presentation"),
    ],
)
def test_what_does_not_go_together_is_refused_in_one_line(lecturer, tmp_path, arguments, told):
    done = lecturer.run("deck", "-ql", "-o", str(tmp_path / "out"), *arguments, code=2)
    (line,) = done.stderr.strip().splitlines()
    assert re.search(told, line)
    assert not (tmp_path / "out").exists()


def test_the_page_has_clips_and_sweeps_of_its_own(lecturer):
    lecturer.run("page", "-ql", "StillSquare")
    page = (lecturer.clips / "index.html").read_text()
    own = json.loads((lecturer.clips / "page" / "dark" / "manifest.json").read_text())
    assert [clip["name"] for clip in own["clips"]] == ["StillSquare"]
    assert "page/dark/StillSquare.mp4" in page
    assert (lecturer.clips / "page" / "dark" / "pictures" / "StillSquare.webp").is_file()
    (sweep,) = own["clips"][0]["sweeps"]
    assert sweep["readings"] == {"area": [4.0] * 4}
    with av.open(str(lecturer.clips / "page" / "dark" / sweep["file"])) as film:
        assert sum(1 for _ in film.decode(video=0)) == 4
    assert '"first":0,"last":3,"start":1' in page
    assert f'src="page/dark/{sweep["file"]}"' in page
    assert not (lecturer.clips / "manifest.json").exists()


@pytest.mark.long
def test_the_page_offers_what_else_is_in_the_folder(lecturer):
    lecturer.run("deck", "-ql", "--to", "html")
    lecturer.run("render", "-ql", "StillSquare", "--format", "mp4,gif")
    lecturer.run("page", "-ql", "--themes", "dark,light", "StillSquare")
    page = (lecturer.clips / "index.html").read_text()
    assert 'href="deck/deck.html"' in page
    assert 'href="StillSquare.mp4" download' in page
    assert "animated picture" in page
    assert (lecturer.clips / "page" / "light" / "StillSquare.mp4").is_file()
    assert 'data-clips="dark light"' in page


def test_an_unknown_theme_is_refused(lecturer, tmp_path):
    done = lecturer.run("page", "-o", str(tmp_path / "out"), "--themes", "dark,grey", code=2)
    assert "--themes has 'grey'" in done.stderr
    assert not (tmp_path / "out").exists()
