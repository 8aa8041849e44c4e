"""The pulleys' blocks seen in other ways: under the soft ceiling, and two from close by; and their rulers."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axis
from scenes.kit.block import ROPE, Block
from scenes.kit.ceiling import Fade
from scenes.kit.hanging import HAIRLINE, Hang
from scenes.kit.machine import AXIS_SPACING, REACH, TO_NAME, Machine
from scenes.kit.marks import Bracket, Ghost, clamp
from scenes.kit.shapes import Label, Part, Readout, Shape, math, words
from scenes.kit.sizes import HERO, PX, TEXT, em

#: The largest zoom of the scale of logits under the ceiling, and between two blocks.
UNDER_CEILING, BETWEEN_TWO = 1.7, 2.5


def posts_view(machine: Machine, states: np.ndarray, spare: float = 0.0, below: float = 24 * PX) -> Hang:
    """Return the view under the soft ceiling in which all ``states``, (S, K), fit.

    ``spare`` logits more have room above, and so much stays free ``below`` the blocks.
    """
    layout, hang = machine.layout, machine.hang
    high, low = layout.top - 20 * PX, machine.low + hang.height + below
    most = float(mc.log_sum_exp(states).max()) + spare
    unit = min(UNDER_CEILING * hang.unit, (high - low) / (most - float(states.min())))
    return Hang(hang.lefts, hang.width, hang.height, high - unit * most, unit)


class Ruler(Part):
    """Under a block: how wide its fill is, q, and how wide the block is, 1. The first that has room below wears it."""

    #: What it takes below a block.
    ROOM = 150 * PX

    def __init__(self, machine: Machine, classes: Sequence[int], z: np.ndarray, labels: Sequence[str]):
        super().__init__()
        theme, hang = machine.theme, machine.hang
        lows = hang.top(z) - hang.height
        index = next((i for i in classes if lows[i] - self.ROOM > machine.low), None)
        if index is None:
            return
        left, low = float(hang.lefts[index]), float(lows[index])
        start, end = (left + hang.width * f for f in machine.sides.fills(mc.softmax(z))[index])
        name = "prediction(q)" if labels else f"prediction(q_{index + 1})"
        # The two lie one below the other, their texts at the outer ends, where no rope is.
        for first, last, text, role, down in (
            (start, end, name, "prediction", 16),
            (left, left + hang.width, "1", "ink", 84),
        ):
            self.add(Bracket(theme, role).across(first, last, low - down * PX))
            self.add(math(text, theme, machine.size).middle((first + last) / 2, low - (down + 42) * PX))


class LossGap(Part):
    """The gap between the true block's upper edge and the ceiling, measured beside the block and named L."""

    def __init__(self, machine: Machine):
        super().__init__()
        self.machine, theme = machine, machine.theme
        self.bar = Shape(theme.color("loss"))
        self.name = math("loss(L)", theme, HERO)
        self.add(self.bar)
        if machine.roomy:
            self.add(self.name)

    def show(self, hang: Hang, top: float, ceiling: float) -> "LossGap":
        """Draw it from ``top`` to ``ceiling``."""
        left_side = self.machine.rowed or self.machine.on_right(self.machine.target)
        left = float(hang.lefts[self.machine.target])
        x = left - 30 * PX if left_side else left + hang.width + 30 * PX
        half, foot = 3 * PX, 16 * PX
        ceiling = max(ceiling, top + 3 * PX)
        self.bar.outline(
            [
                (x - foot, top - half), (x + foot, top - half), (x + foot, top + half), (x + half, top + half),
                (x + half, ceiling), (x - half, ceiling), (x - half, top + half), (x - foot, top + half),
            ]
        )  # fmt: skip
        middle = min((top + ceiling) / 2, ceiling - 36 * PX)
        self.name.middle(x + (-1 if left_side else 1) * 26 * PX, middle, "right" if left_side else "left")
        return self


class Moved(Part):
    """How far a block has moved: a bracket from where it was to where it is, with the number, where there is room."""

    #: Shorter moves have no bracket.
    LEAST = 44 * PX

    def __init__(self, machine: Machine, index: int, start: float):
        super().__init__()
        self.machine, self.index, self.start = machine, index, start
        self.bracket = Bracket(machine.theme, "logit", 14 * PX)
        self.number = Readout(machine.theme, machine.size, "logit", 2, signed=True)
        self.number.halo(machine.theme.color("paper"))
        self.add(self.bracket, self.number)

    def fits(self, start: np.ndarray, end: np.ndarray) -> bool:
        """Whether there is room for it once the logits have gone from ``start`` to ``end``, (K,) each."""
        machine, i, hang = self.machine, self.index, self.machine.hang
        far = abs(float(hang.top(end[i]) - hang.top(start[i])))
        if not machine.roomy or machine.rowed or far < self.LEAST:
            return False
        if i == machine.target:
            room = hang.lefts[0] - float(machine.axis.start[0])
            return i == 0 and room > self.number.width("−0.00") + 44 * PX
        rope = float(mc.softmax(end)[i]) * hang.width
        return hang.width - rope > self.number.width("−0.00") + 40 * PX

    def show(self, z: float) -> "Moved":
        """Draw the move to logit ``z``."""
        hang, i, sign = self.machine.hang, self.index, 1 if self.machine.on_right(self.index) else -1
        left, (was, now) = float(hang.lefts[i]), (float(hang.top(v)) for v in (self.start, z))
        low, high = min(was, now), max(was, now)
        # The true block's bracket stands on the side away from its name, a wrong one's above the end of its edge.
        outer = sign if i != self.machine.target else -sign
        edge = left + (hang.width if outer > 0 else 0.0)
        if i == self.machine.target:
            x = edge + outer * 14 * PX
            self.bracket.reach = outer * 12 * PX
            self.number.middle(z - self.start, x + outer * 22 * PX, (low + high) / 2, "left" if outer > 0 else "right")
        else:
            x = edge + outer * 8 * PX
            self.bracket.reach = outer * 14 * PX
            self.number.middle(z - self.start, x - outer * 20 * PX, (low + high) / 2, "right" if outer > 0 else "left")
        self.bracket.along(low, high, x)
        # It comes as the move grows long enough for its number to stand clear of the block.
        self.set_presence(clamp((high - low - self.LEAST) / (24 * PX) + 1.0, 0.0, 1.0))
        return self


class Pair(Part):
    """Two blocks from close by: the one that sinks fastest, and one whose share rises though it sinks too.

    Parameters
    ----------
    indices : the two classes, the one that sinks fastest first.
    start, end : logits between which they move, shape (K,).
    """

    WIDE, HIGH, LEFTS = 500, 216, (262, 926)

    def __init__(self, machine: Machine, indices: tuple[int, int], start, end, labels: Sequence[str]):
        super().__init__()
        layout, theme = machine.layout, machine.theme
        self.indices, self.start, self.top = indices, start, layout.top
        fastest, riser = indices
        spots = dict(zip(sorted(indices), self.LEFTS, strict=True))
        boxes = {i: layout.pixels(spots[i], 200, spots[i] + self.WIDE, 200 + self.HIGH) for i in indices}
        box = boxes[fastest]
        room = box.top - (layout.bottom + box.height + 104 * PX)
        unit = min(BETWEEN_TWO * machine.hang.unit, room / float(start[fastest] - end[riser]))
        self.hang = Hang(
            np.array([boxes[i].left if i in boxes else 0.0 for i in range(machine.count)]),
            box.width, box.height, box.top - unit * float(start[fastest]), unit,
        )  # fmt: skip
        self.q = mc.softmax(start)
        self.ropes = {i: Shape(theme.tint("prediction", ROPE[theme.is_light][1])) for i in indices}
        self.veils = {i: Fade(theme, "paper", 1.0, 50 * PX, veiling=True) for i in indices}
        self.blocks = {i: Block(theme, size=HERO) for i in indices}
        self.names: dict[int, Label] = {
            i: words(labels[i], theme, TEXT) if labels else math(f"logit(z_{i + 1})", theme, em(56)) for i in indices
        }
        self.labelled = bool(labels)
        self.was = [Ghost(theme, "logit"), Ghost(theme, "ink")]
        self.gain, self.rise = Bracket(theme, "prediction"), Readout(theme, em(56), "prediction", signed=True)
        axis = machine.axis
        low, high = ((y - self.hang.zero) / unit for y in (axis.start[1], axis.end[1]))
        self.axis = Axis(theme, tuple(axis.start), tuple(axis.end), low, high, role="logit", spacing=AXIS_SPACING)
        self.axis.named(math("logit(z)", theme, TEXT))
        self.add(
            self.axis, *self.ropes.values(), *self.veils.values(), *self.blocks.values(), *self.names.values(),
            *self.was, self.gain, self.rise,
        )  # fmt: skip

    def show(self, z: np.ndarray) -> "Pair":
        """Draw them for logits ``z``, (K,)."""
        q, hang, tops = mc.softmax(z), self.hang, self.hang.top(z)
        for i in self.indices:
            left, top, wide = float(hang.lefts[i]), float(tops[i]), max(float(q[i]) * hang.width, HAIRLINE)
            self.blocks[i].show(q[i], left, top, hang.width, hang.height, reach=(0.0, 0.0 if self.labelled else REACH))
            self.ropes[i].box(left, top, wide, self.top - top)
            self.veils[i].over(left, left + hang.width, self.top - self.veils[i].reach, self.top)
            if self.labelled:
                self.names[i].middle(left + hang.width / 2, top - hang.height + 34 * PX)
            else:
                self.names[i].middle(left + hang.width + REACH + TO_NAME, top, "left")
        riser = self.indices[1]
        left, low, was = float(hang.lefts[riser]), float(tops[riser]) - hang.height, float(hang.top(self.start[riser]))
        first, last = (left + float(s[riser]) * hang.width for s in (self.q, q))
        self.was[0].between((left + hang.width * 0.45, was), (left + hang.width + REACH, was))
        self.was[1].between((first, low), (first, float(tops[riser]) + 60 * PX))
        if last - first > 4 * PX:
            self.gain.across(first, last, low - 14 * PX)
        else:
            self.gain.points = np.zeros((0, 3))
        self.rise.middle(float(q[riser] - self.q[riser]), max((first + last) / 2, left + 70 * PX), low - 66 * PX)
        return self
