"""The look for faults finds each kind of fault, and finds none where there is none."""

import pytest

from scenes.kit.explainer import Explainer, beat
from scenes.kit.shapes import Backing, Shape
from scenes.kit.sizes import TICK, em
from scenes.kit.text import Readout, words
from tests.scenes.performing import perform


def staged(build) -> type[Explainer]:
    """Return a scene whose picture ``build`` makes."""

    class Staged(Explainer):
        """A picture."""

        title = ""

        def prepare(self):
            self.add(*build(self.theme))

        @beat("It stands.", alt="A picture.")
        def stand(self):
            self.rest(0.5)

    return Staged


def line(theme):
    """Return a line across the middle of the stage."""
    return Shape(theme.color("line"), 0.0, stroke=3.0).path([(-3, 0.1), (3, 0.1)])


def ground(theme):
    """Return an opaque ground around the middle of the stage."""
    return Backing(theme.color("paper"), 1.0).box(-2, -1, 4, 2)


def two(theme, apart):
    """Return two numbers, their ink so far apart."""
    left, right = Readout(theme).put(0.5, 0, 0, "left"), Readout(theme).put(0.5, 0, 0, "left")
    end, start = left.points[:, 0].max(), right.points[:, 0].min()
    return left, right.put(0.5, end - start + apart, 0, "left")


SOUND = {
    "a halo parts a number from a line": lambda t: [line(t), Readout(t).put(0.5, 0, 0).halo(t.color("paper"))],
    "a ground parts a number from a line": lambda t: [line(t), ground(t), Readout(t).put(0.5, 0, 0)],
    "half an em apart": lambda t: two(t, 0.18),
    "a note may be small": lambda t: [words("a note", t, TICK, "muted")],
    "in the middle": lambda t: [words("a label", t)],
}
FAULTY = {
    "is no number": lambda t: [words("q = nan", t)],
    "points that are no numbers": lambda t: [Shape(t.color("ink")).box(0, 0, float("nan"), 0.2)],
    "fill_rgbas that are no numbers": lambda t: [Shape(t.color("ink"), float("nan")).box(0, 0, 0.2, 0.2)],
    "struck through": lambda t: [line(t), words("a label", t)],
    "is too near to": lambda t: two(t, 0.08),
    "overlaps": lambda t: two(t, -0.1),
    "too small": lambda t: [words("a label", t, em(46))],
    "outside the margin": lambda t: [Shape(t.color("ink")).box(6.6, 0, 0.2, 0.2)],
}


@pytest.mark.parametrize("case", SOUND)
def test_a_sound_picture_has_no_fault(case, tmp_path):
    assert perform(staged(SOUND[case]), tmp_path).faults == {}


@pytest.mark.parametrize("fault", FAULTY)
def test_each_kind_of_fault_is_found(fault, tmp_path):
    (found,) = perform(staged(FAULTY[fault]), tmp_path).faults
    assert fault in found


def test_a_line_behind_a_ground_that_doesnt_cover_the_number_strikes_it(tmp_path):
    def build(theme):
        return [line(theme), Backing(theme.color("paper"), 1.0).box(0, -1, 0.1, 2), words("a label", theme)]

    assert "struck through" in next(iter(perform(staged(build), tmp_path).faults))
