"""Sliders and the rows of bars that answer them."""

from collections.abc import Sequence

import numpy as np

from .shapes import SMALL, Part, Readout, Shape
from .theme import Theme

#: Half the height and half the width of a knob: narrow, so that a small nudge can be seen.
KNOB, KNOB_SIDE = 0.19, 0.045


class Sliders(Part):
    """One slider a logit: a track with a tick at 0, a knob at z, the value beside it.

    Parameters
    ----------
    left, right : ends of the tracks; the values stand right of them.
    ys : heights of the rows.
    low, high : logits at the ends of the tracks.
    """

    def __init__(self, theme: Theme, left: float, right: float, ys: Sequence[float], low: float, high: float):
        super().__init__()
        self.left, self.right, self.ys, self.low, self.high = left, right, list(ys), low, high
        self.rows: list[Part] = []
        self.knobs: list[Shape] = []
        self.values: list[Readout] = []
        knob = min(KNOB, 0.4 * abs(ys[0] - ys[1]))
        for y in ys:
            track = Shape(theme.color("line"), fill=0.0, stroke=4.0).path([(left, y), (right, y)])
            zero = Shape(theme.color("line"), fill=0.0, stroke=3.0).path(
                [(self.at(0.0), y - 0.6 * knob), (self.at(0.0), y + 0.6 * knob)]
            )
            self.knobs.append(Shape(theme.color("logit")))
            self.values.append(Readout(theme, SMALL, "logit", decimals=2, signed=True))
            self.rows.append(Part(track, zero, self.knobs[-1], self.values[-1]))
        self.knob = knob
        self.add(*self.rows)

    def at(self, z: float) -> float:
        """Return where logit ``z`` lies on the track."""
        return self.left + (z - self.low) / (self.high - self.low) * (self.right - self.left)

    def place(self, knob: Shape, z: float, y: float) -> Shape:
        """Put a knob's outline at logit ``z`` of the row at height ``y``."""
        return knob.box(self.at(z) - KNOB_SIDE, y - self.knob, 2 * KNOB_SIDE, 2 * self.knob)

    def show(self, z: np.ndarray) -> "Sliders":
        """Move the knobs to ``z``, shape (K,)."""
        for knob, value, logit, y in zip(self.knobs, self.values, z, self.ys, strict=True):
            self.place(knob, logit, y)
            value.middle(logit, self.right + 0.2, y, "left")
        return self


class RowBars(Part):
    """Level bars in tracks of length 1, one a row."""

    def __init__(self, theme: Theme, left: float, length: float, ys: Sequence[float], thickness: float, lit: int):
        super().__init__()
        self.left, self.length, self.ys, self.thickness = left, length, list(ys), thickness
        self.tracks = [
            Shape(theme.color("truth" if i == lit else "line"), fill=0.0, stroke=4.0 if i == lit else 2.0).box(
                left, y - thickness / 2, length, thickness
            )
            for i, y in enumerate(ys)
        ]
        self.bars = [Shape(theme.color("prediction"), 0.8 if i == lit else 0.45, stroke=2.0) for i in range(len(ys))]
        self.add(*self.tracks, *self.bars)

    def end(self, share: float) -> float:
        """Return where a bar of ``share`` ends."""
        return self.left + share * self.length

    def show(self, shares: np.ndarray) -> "RowBars":
        """Draw ``shares``, shape (K,)."""
        for bar, share, y in zip(self.bars, shares, self.ys, strict=True):
            bar.box(self.left, y - self.thickness / 2, share * self.length, self.thickness)
        return self
