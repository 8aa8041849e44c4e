"""Sliders, one a class: on the scale of the logits, or, on a finer one, by how far each was nudged."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.axis import plain
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, Readout, words
from scenes.kit.theme import Theme

#: Half the width of a knob.
KNOB_SIDE = 6 * PX
#: So many nudges lie from a rail's middle to its end on the finer scale.
WINDOW = 1.3


class NudgeSliders(Part):
    """Rails with knobs, each with its class's name and its logit's value, and a dashed line where it was.

    Parameters
    ----------
    names, ys : the classes' names and the heights of their rows.
    names_end, left, right : where names end, and the rails' ends, before the table is moved.
    values_end : where values end beside the rails, or None for values over the knobs.
    knob : half the height of a knob.
    start : the logits from which they are nudged, shape (K,).
    reach : the coarse scale goes from −reach to reach.
    nudge : how far a logit is nudged.
    size : of names and values.
    decimals : of values.
    """

    def __init__(
        self,
        theme: Theme,
        names: Sequence[Label],
        ys: Sequence[float],
        names_end: float,
        left: float,
        right: float,
        values_end: float | None,
        knob: float,
        start: np.ndarray,
        reach: float,
        nudge: float,
        size: float,
        decimals: int,
    ):
        super().__init__()
        self.theme, self.names, self.ys, self.knob = theme, names, ys, knob
        self.names_end, self.left, self.right, self.values_end = names_end, left, right, values_end
        self.start, self.reach, self.nudge = start, reach, nudge
        #: from 0, the scale of the logits, to 1, that of the nudges
        self.near = 0.0
        line, logit = theme.color("line"), theme.color("logit")
        self.rails = [Shape(line, 0.0, stroke=4.0) for _ in names]
        self.middles = [Shape(line, 0.0, stroke=3.5) for _ in names]
        self.was = [Shape(logit, 0.0, stroke=3.0) for _ in names]
        self.ways = [Shape(logit) for _ in names]
        self.knobs = [Shape(logit) for _ in names]
        self.values = [Readout(theme, size, "logit", decimals, signed=True) for _ in names]
        columns = [names, self.rails, self.middles, self.was, self.ways, self.knobs]
        columns += [] if values_end else [self.values]
        #: the sliders, row by row
        self.rows = [Part(*row) for row in zip(*columns, strict=True)]
        self.add(*self.rows)
        #: under the lowest row, where values stand over the knobs: the logits' scale, and the nudges'
        texts = (plain(-reach), "0", plain(reach)), self._steps()
        self.scale, self.steps = (
            Part(*(words(text, theme, TEXT, "muted") for text in (() if values_end else row))) for row in texts
        )

    def _steps(self) -> tuple[str, ...]:
        """Return what the nudges' scale says: a nudge to both sides, and between them the start if there is room."""
        steps = plain(-self.nudge), "start", f"+{plain(self.nudge)}"
        wide = [words(step, self.theme, TEXT).advance for step in steps]
        step = (self.right - self.left) / 2 / WINDOW
        if (max(wide) + wide[1]) / 2 + 16 * PX < step:
            return steps
        return steps[::2] if max(wide) + 16 * PX < 2 * step else steps[1:2]

    def at(self, i: int, z: float, across: float = 0.0) -> float:
        """Return where logit ``z`` lies on rail ``i``."""
        far, near = z / self.reach, (z - self.start[i]) / (WINDOW * self.nudge)
        return self._place(far + self.near * (near - far), across)

    def _place(self, place: float, across: float) -> float:
        """Return a place on the rails: −1 is their left end, 1 their right one."""
        return across + (self.left + self.right) / 2 + place * (self.right - self.left) / 2

    def grip(self, i: int, across: float = 0.0) -> Box:
        """Return the box in which the knob of slider ``i`` runs from end to end."""
        left, right, y = self.left + across - KNOB_SIDE, self.right + across + KNOB_SIDE, self.ys[i]
        return Box(left, y - self.knob, right, y + self.knob)

    def show(self, z: np.ndarray, across: float, near: float, foot: float) -> "NudgeSliders":
        """Draw logits ``z``, shape (K,), moved right by ``across``; the scales' baseline is ``foot``.

        ``near`` goes from the scale of the logits (0) to that of the nudges (1).
        """
        self.near = near
        for i, (value, y) in enumerate(zip(z, self.ys, strict=True)):
            self._slide(i, float(value), y, across)
        for scale, most in ((self.scale, 1.0), (self.steps, 1 / WINDOW)):
            places = (0.0,) if len(scale) == 1 else np.linspace(-most, most, len(scale))
            for text, place in zip(scale, places, strict=False):
                text.put(self._place(place, across), foot)
        return self

    def _slide(self, i: int, z: float, y: float, across: float) -> None:
        high, x, old = self.knob, self.at(i, z, across), self.at(i, self.start[i], across)
        self.names[i].middle(self.names_end + across, y, "right")
        self.rails[i].path([(self.left + across, y), (self.right + across, y)])
        # The middle, and where it was, would shine through a dimmed knob that stands there.
        middle = self._place(0.0, across)
        reach = 0.42 * high if abs(x - middle) > KNOB_SIDE else 0.0
        self.middles[i].path([(middle, y - reach), (middle, y + reach)])
        reach = high if abs(x - old) > PX else 0.0
        self.was[i].dashes((old, y - reach), (old, y + reach), 0.07, 0.05)
        self.ways[i].box(min(x, old), y - 3 * PX, abs(x - old), 6 * PX)
        self.knobs[i].box(x - KNOB_SIDE, y - high, 2 * KNOB_SIDE, 2 * high)
        if self.values_end is None:
            self.values[i].put(z, x, y + high + 14 * PX)
        else:
            self.values[i].middle(z, self.values_end + across, y, "right")
