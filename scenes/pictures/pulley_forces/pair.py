"""Two of the pulleys' blocks from close by: the one that sinks fastest, and one that sinks too, yet fills up."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axis
from scenes.kit.block import ROPE, Block
from scenes.kit.ceiling import Fade
from scenes.kit.hanging import HAIRLINE, Hang
from scenes.kit.machine import AXIS_SPACING, REACH, TO_NAME, Machine
from scenes.kit.marks import Bracket, Ghost
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
