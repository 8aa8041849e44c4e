"""The table of slopes beside the plot: a row at each line's end."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.layout import Layout
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.text import math
from scenes.pictures.nudges_are_forces.plot import ASIDE, NudgePlot, difference

#: How far what stands over the rows is above the first one.
OVER = 76 * PX


class SlopeRows(Part):
    """Beside each line's end: the class, q − p, and what that makes."""

    def __init__(self, plot: NudgePlot, layout: Layout, labels: Sequence[str]):
        super().__init__()
        theme, q = plot.theme, mc.softmax(plot.z)
        self.plot, self.places = plot, plot.heights()
        self.left, self.names, self.sums, self.leaders = plot.box.right + ASIDE, plot.row_names, {}, {}
        for i, y in self.places.items():
            self.names[i].middle(self.left, y, "left").halo(theme.color("paper"))
            total = difference(theme, plot.size, int(i == plot.target)).middle(layout.right, y, "right")
            self.sums[i] = total.show(q=q[i], s=plot.slope(i)).set_presence(0.0)
            self.leaders[i] = Shape(theme.color("line"), 0.0, stroke=2.5)
        #: comes with the first sum
        self.head = self._head(max(self.places.values()) + OVER, bool(labels)).set_presence(0.0)
        self.add(*self.names.values(), *self.leaders.values(), *self.sums.values(), self.head)

    def _head(self, y: float, named: bool) -> Part:
        """Return what stands over the rows: each symbol over its numbers."""
        theme, size = self.plot.theme, self.plot.size
        q, p, s = (next(iter(self.sums.values())).box(piece).x for piece in "qps")
        places = {"prediction(q)": q, "truth(p)": p} if named else {"prediction(q_i)": q, "truth(p_i)": p}
        name = math('logit(z) #"of"' if named else "logit(z_i)", theme, size).middle(self.left, y, "left")
        return Part(name, *(math(text, theme, size).middle(x, y) for text, x in (places | {'#"slope"': s}).items()))

    def show(self, laid: np.ndarray) -> "SlopeRows":
        """Let a name come when its curve is there; leaders go to the curves' ends, and on to the tangents', (K,)."""
        end = float(self.plot.axes.x_axis.at(1.0))
        for i, y in self.places.items():
            came, slope = float(self.plot.raised[i]), self.plot.slope(i)
            tip = float(self.plot.axes.y_axis.at(came + laid[i] * (slope - came)))
            self.leaders[i].path([(end + 20 * PX, tip), (self.left - 12 * PX, y)])
            for part in (self.names[i], self.leaders[i]):
                part.set_presence(clamp((self.plot.highs[i] - 0.85) / 0.1, 0.0, 1.0))
        return self

    def leave(self, gone: np.ndarray) -> "SlopeRows":
        """Let each class's row be gone so far, (K,), and with the last one what stands over them."""
        for i in self.places:
            for part in (self.names[i], self.leaders[i], self.sums[i]):
                part.set_presence(1.0 - gone[i])
        self.head.set_presence(1.0 - gone.min())
        return self
