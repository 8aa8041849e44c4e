"""Pictures of a neuron that learns: where it starts, how hard it is pulled, and several runs in a race."""

from collections.abc import Sequence

import numpy as np

from .layout import columns
from .neuron import Gauge
from .plot import Plot
from .shapes import LABEL, Label, Part, Readout, Shape
from .theme import Theme
from .traces import Trace


class StartMark(Part):
    """A start on a plot: a ring or a disc with its number, below the curve or above it."""

    def __init__(self, theme: Theme, plot: Plot, role: str, *, hollow: bool, above: bool):
        super().__init__()
        self.plot, self.above = plot, above
        self.trace = Trace(theme, plot, role, hollow=hollow, radius=0.12)
        self.value = Readout(theme, LABEL, "ink", 2)
        self.add(self.trace, self.value)

    def show(self, x: float, y: float) -> "StartMark":
        """Mark the point (x, y) and write y."""
        self.trace.dot_at(x, y)
        across, up = self.plot.at(x, y)
        if self.above:
            self.value.put(y, across, up + 0.22)
        else:
            self.value.put(y, across + 0.2, up - 0.42, "left")
        return self


class Stem(Part):
    """A line from the axis up to a point of a plot, a dot on it and its height as a number."""

    def __init__(self, theme: Theme, plot: Plot, role: str, *, hollow: bool, dashed: bool):
        super().__init__()
        self.plot, self.place = plot, np.zeros(2)
        self.post = Shape(theme.color(role), fill=0.0, stroke=3.0)
        self.trace = Trace(theme, plot, role, hollow=hollow, dashed=dashed)
        self.value = Readout(theme, LABEL, role)
        self.add(self.post, self.trace, self.value)

    def show(self, x: float, y: float, side: str) -> "Stem":
        """Draw the stem at ``x``, ``y`` high, its number on one side."""
        foot, tip = self.plot.at(x, self.plot.y_range[0]), self.plot.at(x, y)
        self.post.path([foot, tip])
        self.trace.dot_at(x, y)
        shift = 0.22 if side == "left" else -0.22
        self.value.put(y, tip[0] + shift, tip[1] + 0.12, side)
        self.place = tip
        return self

    def unwrite(self) -> None:
        """Leave out the number: another one stands there."""
        self.value.points = np.zeros((0, 3))


class RunGauges(Part):
    """A gauge for each run, in groups under a heading, with the run's name, the key to its curve and its output.

    Parameters
    ----------
    heads : two labels a group (what it is, and a note under it).
    names : the names of the runs, group after group.
    keys : their curves' patterns, placed here.
    left, right, top, foot : the box that all of it fills.
    """

    def __init__(
        self,
        theme: Theme,
        heads: Sequence[tuple[Label, Label]],
        names: Sequence[Label],
        keys: Sequence[Trace],
        left: float,
        right: float,
        top: float,
        foot: float,
    ):
        super().__init__()
        self.xs, self.foot = columns(left, right, len(names)), foot
        each = len(names) // len(heads)
        for group, (head, note) in enumerate(heads):
            middle = float(np.mean(self.xs[group * each : (group + 1) * each]))
            self.add(head.put(middle, top - 0.3), note.put(middle, top - 0.8))
        low, high = foot + 1.3, top - 1.2
        self.gauges = [Gauge(theme, x, low, high - low, 0.55) for x in self.xs]
        self.outputs = [Readout(theme, LABEL, "prediction", decimals=4) for _ in names]
        for x, name, key in zip(self.xs, names, keys, strict=True):
            name.put(x, foot)
            key.sample(x, foot - 0.35)
        self.add(*names, *keys, *self.gauges, *self.outputs)

    def show(self, outputs: np.ndarray) -> "RunGauges":
        """Fill the gauges to ``outputs``, shape (n,)."""
        for x, gauge, readout, output in zip(self.xs, self.gauges, self.outputs, outputs, strict=True):
            gauge.show(output)
            readout.put(output, x, self.foot + 0.75)
        return self
