"""The true block from close by: its fill, what it lacks, and the ropes that stand on that."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.hanging import HAIRLINE, Hang
from scenes.kit.marks import Bracket, clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, em
from scenes.kit.tackle import SEAM
from scenes.kit.text import Label, math, words
from scenes.pictures.pulley_forces.ceiling import Fade
from scenes.pictures.pulley_forces.machine import Machine

#: The block's left edge and top, width and height, in pixels of a 1080p frame.
LEFT, TOP, WIDE, HIGH = 240, 430, 900, 320
#: The line between two ropes; it comes between these widths of the narrower one, of which it would take too much.
NEAR_SEAM, SEAMLESS, SEAMED = 4 * PX, 3 * PX, 9 * PX
#: So near the ropes' upper end is veiled in full: until then they run on into those around.
NEARING = 0.06
#: A name in its rope goes where that has only so much more room; all of it is there with so much again.
ENDS, GOING = 18 * PX, 7 * PX
#: How long a name may be that stands beside its rope, and the line between. It goes while the rope's width does from
#: this one, or from its first, to so much of it: before the names beside it.
LONGEST, LEADER, LED, GONE = 160 * PX, 28 * PX, 30 * PX, 0.75
#: Space between the two numbers under the block; from this pixel on there is something else.
APART, RIGHT = 40 * PX, 1360
#: From the brackets' feet to the middle of a number.
FIRST_ROW = 54 * PX
#: From the frame's top to the middle of the ropes' names, and of a second row of them.
ROPES, BELOW_ROPES = 290, 384


class Strands(Part):
    """The ropes where they stand on the true block, straight up; veiled where they run out of the picture."""

    def __init__(self, machine: Machine):
        super().__init__()
        self.machine, theme = machine, machine.theme
        self.strands = {i: Shape(machine.tackle.strands[i].get_fill_color()) for i in machine.order.wrong}
        #: dark lines between two ropes
        self.seams = Part(*(Shape(theme.color("paper")) for _ in machine.order.wrong[1:]))
        self.veil = Fade(theme, "paper", 1.0, 64 * PX, veiling=True)
        self.add(*self.strands.values(), self.seams, self.veil)

    def show(self, q: np.ndarray, hang: Hang, foot: float, near: float) -> "Strands":
        """Draw them up from height ``foot``; ``near`` says how close one looks, 0 (at the machine) to 1."""
        machine = self.machine
        axle = machine.tackle.rigging.floor - machine.tackle.rigging.radius
        head = axle + near * (machine.layout.top - axle)
        left = hang.lefts[machine.target]
        seats = machine.order.seats(q)
        for i, (start, end) in enumerate(seats):
            if i in self.strands:
                wide = max((end - start) * hang.width, HAIRLINE)
                self.strands[i].box(left + end * hang.width - wide, foot, wide, head - foot)
        bundle = np.array(sorted(tuple(seats[i]) for i in self.strands)) * hang.width
        for seam, ((start, edge), (after, end)) in zip(self.seams, pairwise(bundle), strict=True):
            narrower = min(edge - start, end - after) if after - edge < PX else 0.0
            wide = SEAM + near * (NEAR_SEAM - SEAM)
            wide *= clamp((narrower - SEAMLESS) / (SEAMED - SEAMLESS), 0.0, 1.0)
            # From afar it lies on the nearer class's rope, as at the machine.
            seam.box(left + edge - near * wide / 2, foot, wide, head - foot)
        right, veiled = left + hang.width, self.veil.reach * clamp(near / NEARING, 0.0, 1.0)
        self.veil.over(left + hang.width * q[machine.target] - HAIRLINE, right, head - veiled, head)
        return self


def close_up(machine: Machine, z: float) -> Hang:
    """Return the view that holds the true block, at logit ``z``, in its place."""
    layout, hang = machine.layout, machine.hang
    box = layout.pixels(LEFT, TOP, LEFT + WIDE, TOP + HIGH)
    closer = box.width / hang.width
    lefts = box.left + closer * (hang.lefts - hang.lefts[machine.target])
    unit = closer * hang.unit
    return Hang(lefts, box.width, box.height, box.top - unit * z, unit)


class Shares(Part):
    """Under the block: brackets with q of the true class and what it lacks, which is the force on it.

    It is written there that this is 1 − q; or, if it begins with shares ``first``, (K,), the ropes wear their names
    while these fit. Where one at an end of the bundle doesn't at first, it stands beside its rope.
    """

    def __init__(self, machine: Machine, labels: Sequence[str], first: np.ndarray | None = None):
        super().__init__()
        self.machine, theme, ruled = machine, machine.theme, first is None
        index = "" if labels else f"_{machine.target + 1}"
        self.has = Formula(theme, f"prediction(q{index}) = @q[prediction:0.000]", em(54))
        rule = f"truth(1) - prediction(q{index}) = " if ruled else ""
        self.lacks = Formula(theme, f"{rule}@f[up:0.000]", em(54))
        self.brackets = [Bracket(theme, role) for role in ("prediction", "up")]
        self.right = machine.layout.pixels(0, 0, RIGHT, 0).right
        wrong = [] if ruled else machine.order.wrong
        self.names = {i: words(labels[i], theme) if labels else math(f"q_{i + 1}", theme, em(54)) for i in wrong}
        self.leaders: dict[int, Part] = {}
        self.led: dict[int, float] = {}
        if first is not None:
            self._put_out(first)
        self.add(*self.brackets, self.has, self.lacks, *self.names.values(), *self.leaders.values())
        if labels:
            name = words(labels[machine.target], theme, em(54), "truth")
            self.add(name.put(machine.layout.right, machine.layout.title_baseline, "right"))

    def show(self, q: np.ndarray, lack: float, hang: Hang) -> "Shares":
        """Draw them for shares ``q``, (K,); ``lack`` is 1 − q of the true class."""
        machine, y = self.machine, self.machine.target
        left, low = float(hang.lefts[y]), machine.layout.pixels(0, 0, 0, TOP + HIGH).bottom
        edges = left + hang.width * np.array([0.0, q[y], 1.0])
        for bracket, first, last in zip(self.brackets, edges, edges[1:], strict=False):
            if last - first > 6 * PX:
                bracket.across(first + 2 * PX, last - 2 * PX, low - 14 * PX)
            else:
                bracket.points = np.zeros((0, 3))
        self._put(edges, low - 14 * PX)
        self.lacks.show(f=lack)
        self.has.show(q=q[y])
        seats = left + hang.width * machine.order.seats(q)
        middle, lower = (machine.layout.pixels(0, 0, 0, y).bottom for y in (ROPES, BELOW_ROPES))
        for i, name in self.names.items():
            wide = float(np.ptp(seats[i]))
            if i in self.leaders:
                # At the right there are formulas farther up.
                height = lower if i == machine.order.wrong[0] else middle
                self._lead(i, seats[i], height, clamp((wide / self.led[i] - GONE) / (0.9 - GONE), 0.0, 1.0))
                continue
            name.middle(seats[i].mean(), middle)
            name.set_presence(self.brackets[0].presence * self._fits(name, wide))
        return self

    @staticmethod
    def _fits(name: Label, wide: float) -> float:
        """Return how much of a name is there in a rope so ``wide``: all, or less of one that goes."""
        return clamp((wide - name.advance - ENDS) / GOING, 0.0, 1.0)

    def _put_out(self, first: np.ndarray) -> None:
        """Prepare the line to each name that at first stands beside the bundle."""
        order, theme = self.machine.order, self.machine.theme
        for i in {order.wrong[0], order.wrong[-1]}:
            wide = float(first[i]) * WIDE * PX
            if self._fits(self.names[i], wide) < 1.0 and self.names[i].advance < LONGEST and wide > SEAMED:
                self.led[i] = min(wide, LED)
                self.leaders[i] = Part(Shape(theme.color("ink"), 0.0, stroke=3.0), Shape(theme.color("ink")))
                self.names[i].set_color(theme.color("prediction"))

    def _lead(self, i: int, seat: np.ndarray, y: float, there: float) -> None:
        """Put a name beside its rope, the nearest class's at the right, with a line to it."""
        (line, dot), name, out = self.leaders[i].submobjects, self.names[i], i == self.machine.order.wrong[0]
        edge = float(seat[1]) + LEADER if out else float(seat[0]) - LEADER
        name.middle(edge + (8 if out else -8) * PX, y, "left" if out else "right")
        line.path([(edge, y), (float(seat.mean()), y)])
        dot.disc(float(seat.mean()), y, 4 * PX)
        for part in (line, dot, name):
            part.set_presence(self.brackets[0].presence * there)

    def _put(self, edges: np.ndarray, foot: float) -> None:
        """Put the numbers under brackets whose feet are at height ``foot``, with ``edges`` of its parts, (3,)."""
        row, middles = foot - FIRST_ROW, (edges[:-1] + edges[1:]) / 2
        has, lacks = self.has.advance / 2, self.lacks.advance / 2
        # Under a narrow part a number begins and goes on outside, as far as there is room.
        first, last, edge = self.machine.layout.left, self.right, float(edges[1])
        here = max(min(float(middles[0]), edge - has), first + has)
        there = min(max(float(middles[1]), edge + lacks, here + has + APART + lacks), last - lacks)
        self.has.middle(min(here, there - lacks - APART - has), row)
        self.lacks.middle(there, row)
