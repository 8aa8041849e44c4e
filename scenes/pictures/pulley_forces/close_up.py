"""The true block from close by: its fill, what it lacks, and the ropes that stand on that."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.ceiling import Fade
from scenes.kit.formula import Formula
from scenes.kit.hanging import HAIRLINE, Hang
from scenes.kit.layout import Box
from scenes.kit.machine import Machine
from scenes.kit.marks import Bracket
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Label, Readout, math, words

#: The block's left edge and top, width and height, in pixels of a 1080p frame.
LEFT, TOP, WIDE, HIGH = 240, 430, 900, 360
#: How many ropes wear their names.
NAMED = 3


class Strands(Part):
    """The ropes where they stand on the true block, straight up; veiled where they run out of the picture."""

    def __init__(self, machine: Machine):
        super().__init__()
        self.machine, theme = machine, machine.theme
        self.strands = {i: Shape(machine.tackle.strands[i].get_fill_color()) for i in machine.sides.wrong}
        self.veil = Fade(theme, "paper", 1.0, 60 * PX, veiling=True)
        self.add(*self.strands.values(), self.veil)

    def show(self, q: np.ndarray, hang: Hang, foot: float, near: float) -> "Strands":
        """Draw them up from height ``foot``; ``near`` says how close one looks, 0 (at the machine) to 1."""
        machine = self.machine
        axle = machine.tackle.rigging.floor - machine.tackle.rigging.radius
        head = axle + near * (machine.layout.top - axle)
        left = hang.lefts[machine.target]
        for i, (start, end) in enumerate(machine.sides.seats(q)):
            if i in self.strands:
                wide = max((end - start) * hang.width, HAIRLINE)
                at = start * hang.width if machine.sides.signs[i] < 0 else end * hang.width - wide
                self.strands[i].box(left + at, foot, wide, head - foot)
        top = machine.layout.top
        self.veil.over(left, left + hang.width, top - self.veil.reach * near, top)
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
    """Under the block: brackets with q of the true class and what it lacks."""

    def __init__(self, machine: Machine, labels: Sequence[str]):
        super().__init__()
        self.machine, theme = machine, machine.theme
        index = "" if labels else f"_{machine.target + 1}"
        self.has = Formula(theme, f"prediction(q{index}) = @q[prediction:0.000]", em(54))
        self.lacks = Formula(theme, f"1 - prediction(q{index}) = @f[truth:0.000]", em(54))
        self.brackets = [Bracket(theme, role) for role in ("truth", "prediction", "truth")]
        self.add(*self.brackets, self.has, self.lacks)
        if labels:
            name = words(labels[machine.target], theme, em(54), "truth")
            self.add(name.put(machine.layout.left, machine.layout.top - 44 * PX, "left"))

    def show(self, q: np.ndarray, lack: float, hang: Hang) -> "Shares":
        """Draw them for shares ``q``, (K,); ``lack`` is 1 − q of the true class."""
        machine, y = self.machine, self.machine.target
        left, low = float(hang.lefts[y]), machine.layout.pixels(0, 0, 0, TOP + HIGH).bottom
        start, end = machine.sides.fills(q)[y]
        for bracket, (first, last) in zip(self.brackets, ((0.0, start), (start, end), (end, 1.0)), strict=True):
            if (last - first) * hang.width > 6 * PX:
                bracket.across(left + first * hang.width + 2 * PX, left + last * hang.width - 2 * PX, low - 14 * PX)
            else:
                bracket.points = np.zeros((0, 3))
        self.has.put(left, low - 86 * PX, "left").show(q=q[y])
        self.lacks.put(left + hang.width, low - 86 * PX, "right").show(f=lack)
        return self


def rope_labels(machine: Machine, q: np.ndarray, labels: Sequence[str]) -> dict[int, Part]:
    """Return name and share of the widest ropes, in the rope if it is wide enough, or beside the bundle.

    A rope that has no room for either goes without.
    """
    theme, layout = machine.theme, machine.layout
    hang = close_up(machine, 0.0)
    left, right = float(hang.lefts[machine.target]), float(hang.lefts[machine.target]) + hang.width
    seats = left + hang.width * machine.sides.seats(q)
    bundle = [seats[i] for i in machine.sides.wrong]
    taken: list[tuple[float, float]] = []
    found: dict[int, Part] = {}
    for i in sorted(machine.sides.wrong, key=lambda i: -q[i])[:NAMED]:
        name = (
            words(labels[i], theme, TEXT)
            if labels
            else math(f"z_{i + 1}", theme, em(56), "ink" if theme.is_light else "logit")
        )
        number = Readout(theme, em(56), "ink")
        wide = max(name.advance, number.width("0.000")) + 56 * PX
        start, end = seats[i]
        centre = (start + end) / 2
        outside = [x for x in (_beside(bundle, start, -wide), _beside(bundle, end, wide)) if x is not None]
        inside = [centre] if end - start > wide else []
        for x in inside + outside:
            span = (x - wide / 2, x + wide / 2)
            free = all(span[1] <= low or span[0] >= high for low, high in taken)
            if free and span[0] >= layout.left and span[1] <= right + 260 * PX:
                taken.append(span)
                found[i] = _label(name, number, q[i], x, layout)
                break
    return found


def _beside(bundle: list[np.ndarray], edge: float, wide: float) -> float | None:
    """Return the middle of a label beside an edge, or None if another rope is there."""
    low, high = sorted((edge, edge + wide))
    slack = 2 * PX
    if any(start < high - slack and end > low + slack for start, end in bundle):
        return None
    return (low + high) / 2


def _label(name: Label, number: Readout, share: float, x: float, layout) -> Part:
    middle = layout.pixels(0, 0, 0, 290).bottom
    return Part(name.middle(x, middle + 38 * PX), number.middle(share, x, middle - 38 * PX))


class Balance(Part):
    """The sum of the forces, a row each, with as many decimals as the printed rows need to add up."""

    def __init__(self, machine: Machine, z: np.ndarray):
        super().__init__()
        theme, layout = machine.theme, machine.layout
        force = mc.forces(z, machine.target)
        wrong = sorted(machine.sides.wrong, key=lambda i: force[i])
        kept = wrong if len(wrong) <= NAMED + 1 else wrong[:NAMED]
        rest = [i for i in wrong if i not in kept]
        values = [float(force[machine.target]), *(float(force[i]) for i in kept)]
        values += [float(force[rest].sum())] if rest else []
        decimals = next((d for d in (3, 4) if abs(sum(round(v, d) for v in values)) < 10**-d / 2), 3)
        size, right = em(60), layout.right - 40 * PX
        rows = layout.pixels(0, 300, 0, 300 + 84 * (len(values) + 1)).rows(len(values) + 1)
        heading = math("sum_i F_i", theme, em(60)).put(right, rows[0] + 128 * PX, "right")
        #: the numbers, the true class's first; and which class each is of (None: several)
        self.rows = [Readout(theme, size, "up", decimals, signed=True).middle(values[0], right, rows[0], "right")]
        self.classes: list[int | None] = [machine.target, *kept, *([None] if rest else [])]
        for value, y in zip(values[1:], rows[1:-1], strict=True):
            self.rows.append(Readout(theme, size, "down", decimals, signed=True).middle(value, right, y, "right"))
        rule = rows[-1] + 38 * PX
        line = Shape(theme.color("ink"), 0.0, stroke=4.0).path([(right - 260 * PX, rule), (right + 12 * PX, rule)])
        total = Readout(theme, size, "ink", decimals).middle(float(force.sum()), right, rows[-1] - 8 * PX, "right")
        self.sum = Part(line, total)
        self.heading = Part(heading)
        if rest:
            note = words(f"{len(rest)} others", theme, em(44), "muted")
            self.heading.add(note.middle(right - 250 * PX, rows[-2], "right"))
        self.add(self.heading, *self.rows, self.sum)
        self.box = Box(layout.right - 420 * PX, rows[-1], layout.right, layout.top)
