"""Two of the pulleys' blocks from close by: the one that sinks fastest, and one that sinks too, yet fills up."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axis
from scenes.kit.block import ROPE, Block
from scenes.kit.ceiling import Fade
from scenes.kit.formula import Formula
from scenes.kit.hanging import HAIRLINE, Hang
from scenes.kit.machine import AXIS_SPACING, REACH, TO_NAME, Machine
from scenes.kit.marks import Bracket, Ghost, clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, em
from scenes.kit.text import Label, Readout, math, words

#: The largest zoom of the scale of logits.
BETWEEN_TWO = 2.5


class Pair(Part):
    """Two blocks from close by: the one that sinks fastest, and one whose share rises though it sinks too.

    Parameters
    ----------
    indices : the two classes, the one that sinks fastest first.
    start, end : logits between which they move, shape (K,).
    """

    WIDE, HIGH, LEFTS = 480, 216, (256, 930)

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
        self.was = {i: Ghost(theme, "logit") for i in indices}
        self.first, self.most = Ghost(theme, "ink"), float(self.q[riser])
        self.gain = Bracket(theme, "prediction")
        body = "@a[0.000] arrow.tr @b[0.000] @c{arrow.br @d[0.000]}"
        self.rise = Formula(theme, body, TEXT, "prediction").show(a=self.most)
        #: how far each has sunk: beside the left one, above the right one's start
        self.left = min(indices)
        self.drop = Bracket(theme, "logit", 14 * PX)
        self.sunk = {i: Readout(theme, TEXT, "logit", 2, signed=True) for i in indices}
        axis = machine.axis
        low, high = ((y - self.hang.zero) / unit for y in (axis.start[1], axis.end[1]))
        self.axis = Axis(theme, tuple(axis.start), tuple(axis.end), low, high, role="logit", spacing=AXIS_SPACING)
        self.axis.named(math("logit(z)", theme, TEXT))
        self.add(
            self.axis, *self.ropes.values(), *self.veils.values(), *self.blocks.values(), *self.names.values(),
            *self.was.values(), self.first, self.gain, self.rise, self.drop, *self.sunk.values(),
        )  # fmt: skip

    def show(self, z: np.ndarray) -> "Pair":
        """Draw them for logits ``z``, (K,)."""
        q, hang, tops = mc.softmax(z), self.hang, self.hang.top(z)
        for i in self.indices:
            left, top, wide = float(hang.lefts[i]), float(tops[i]), max(float(q[i]) * hang.width, HAIRLINE)
            self.blocks[i].show(q[i], left, top, hang.width, hang.height, reach=self._reach(i))
            self.ropes[i].box(left, top, wide, self.top - top)
            self.veils[i].over(left, left + hang.width, self.top - self.veils[i].reach, self.top)
            if self.labelled:
                self.names[i].middle(left + hang.width / 2, top - hang.height + 34 * PX)
            else:
                side = -1 if i == self.left else 1
                edge = left + (hang.width + REACH + TO_NAME if side > 0 else -REACH - TO_NAME)
                self.names[i].middle(edge, top, "left" if side > 0 else "right")
            was, right = float(hang.top(self.start[i])), left + hang.width
            self.was[i].between((left, was), (right + REACH, was))
            far = float(z[i] - self.start[i])
            if i == self.left:
                self._brace(right + 14 * PX, top, was)
                self.sunk[i].middle(far, right + 42 * PX, (top + was) / 2, "left")
            else:
                self.sunk[i].middle(far, right, was + 40 * PX, "right")
        self._show_rise(float(q[self.indices[1]]), float(tops[self.indices[1]]))
        return self

    def _reach(self, index: int) -> tuple[float, float]:
        if self.labelled:
            return 0.0, 0.0
        return (REACH, 0.0) if index == self.left else (0.0, REACH)

    def _brace(self, x: float, low: float, high: float) -> None:
        if high - low > 4 * PX:
            self.drop.along(low, high, x)
        else:
            self.drop.points = np.zeros((0, 3))

    def _show_rise(self, share: float, top: float) -> None:
        """Say from where the riser's share rose, how far, and what it is again once it has turned."""
        hang, riser = self.hang, self.indices[1]
        left, low = float(hang.lefts[riser]), top - hang.height
        self.most = max(self.most, share)
        first, most = (left + part * hang.width for part in (float(self.q[riser]), self.most))
        self.first.between((first, low), (first, top + 60 * PX))
        if most - first > 4 * PX:
            self.gain.across(first, most, low - 14 * PX)
        else:
            self.gain.points = np.zeros((0, 3))
        self.rise.middle(left, low - 66 * PX, "left").show(b=self.most, d=share)
        # The last number comes when it differs from the one before as printed.
        turned = clamp((self.most - share - 5e-4) / 2e-3, 0.0, 1.0) * self.gain.presence
        self.rise.pieces["c"].set_presence(turned)
