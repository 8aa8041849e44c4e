"""Sliders, one a class: on the scale of the logits, or, on a finer one, by how far each was nudged."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.axis import plain
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, Readout, words
from scenes.kit.theme import Theme
from scenes.pictures.nudged_softmax.params import printed

#: Half the width of a knob.
KNOB_SIDE = 6 * PX
#: The coarse scale has so many ticks, the finer one one at its middle and one at each end.
TICKS = 11
#: How long a rail is at least, and from one to the next of the three texts under it.
RAIL, PARTED = 300 * PX, 48 * PX


def rail_length(theme: Theme, nudge: float) -> float:
    """Return how long rails are: so that −0.4, start and +0.4 under one are read as three."""
    return max(RAIL, words(f"+{printed(nudge)}start", theme, TEXT).advance + 2 * PARTED)


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
    nudge : how far a logit is nudged; the finer scale of a rail goes so far to both sides of its own start.
    size : of names and values.
    decimals : of values.
    """

    def __init__(
        self,
        theme: Theme,
        names: Sequence[Label],
        ys: Sequence[float],
        *,
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
        #: how each slider was drawn last; most stand still while one moves
        self.drawn: list[tuple[float, float, float] | None] = [None for _ in names]
        line, logit = theme.color("line"), theme.color("logit")
        self.rails = [Shape(line, 0.0, stroke=4.0) for _ in names]
        self.ticks = [Shape(line, 0.0, stroke=3.5) for _ in names]
        self.was = [Shape(logit, 0.0, stroke=3.0) for _ in names]
        self.ways = [Shape(logit) for _ in names]
        self.knobs = [Shape(logit) for _ in names]
        self.values = [Readout(theme, size, "logit", decimals, signed=True) for _ in names]
        columns = [names, self.rails, self.ticks, self.was, self.ways, self.knobs]
        columns += [] if values_end else [self.values]
        #: the sliders, row by row
        self.rows = [Part(*row) for row in zip(*columns, strict=True)]
        self.add(*self.rows)
        #: under the lowest row, where values stand over the knobs: the logits' scale, and the nudges'
        by = printed(nudge)
        texts = (plain(-reach), "0", plain(reach)), (f"\N{MINUS SIGN}{by}", "start", f"+{by}")
        self.scale, self.steps = (
            Part(*(words(text, theme, TEXT, "muted") for text in (() if values_end else row))) for row in texts
        )

    def at(self, i: int, z, across: float = 0.0):
        """Return where logits ``z`` lie on rail ``i``; any shape."""
        far, near = z / self.reach, (z - self.start[i]) / self.nudge
        return self._place(far + self.near * (near - far), across)

    def _place(self, place, across: float):
        """Return a place on the rails, of any shape: −1 is their left end, 1 their right one."""
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
            drawn = float(value), across, near
            if drawn != self.drawn[i]:
                self._slide(i, float(value), y, across)
                self.drawn[i] = drawn
        for scale in (self.scale, self.steps):
            for text, place in zip(scale, (-1.0, 0.0, 1.0), strict=False):
                text.put(self._place(place, across), foot)
        return self

    def _slide(self, i: int, z: float, y: float, across: float) -> None:
        high, x, old = self.knob, self.at(i, z, across), self.at(i, self.start[i], across)
        self.names[i].middle(self.names_end + across, y, "right")
        self.rails[i].path([(self.left + across, y), (self.right + across, y)])
        self._tick(i, x, y, across)
        # Where it was would shine through a dimmed knob that stands there.
        reach = high if abs(x - old) > PX else 0.0
        self.was[i].dashes((old, y - reach), (old, y + reach), 0.07, 0.05)
        self.ways[i].box(min(x, old), y - 3 * PX, abs(x - old), 6 * PX)
        self.knobs[i].box(x - KNOB_SIDE, y - high, 2 * KNOB_SIDE, 2 * high)
        if self.values_end is None:
            self.values[i].put(z, x, y + high + 14 * PX)
        else:
            self.values[i].middle(z, self.values_end + across, y, "right")

    def _tick(self, i: int, knob: float, y: float, across: float) -> None:
        """Draw the ticks of rail ``i``: while it is zoomed, the logits' part and leave it, and the nudges' come."""
        logits, steps = np.linspace(-self.reach, self.reach, TICKS), self.start[i] + self.nudge * np.array([-1, 0, 1])
        xs = self.at(i, np.concatenate([logits, steps]), across)
        highs = 0.42 * self.knob * np.repeat([1.0 - self.near, self.near], [len(logits), len(steps)])
        # None outside its rail, nor where it would shine through a dimmed knob.
        inside = (xs > self.left + across - PX) & (xs < self.right + across + PX)
        drawn = inside & (np.abs(xs - knob) > KNOB_SIDE) & (highs > 0)
        xs, highs = xs[drawn], highs[drawn]
        self.ticks[i].strokes(np.column_stack([xs, y - highs]), np.column_stack([xs, y + highs]))
