"""A share on the axis of q, and over or under it its log."""

import numpy as np

from .bars import UnitBar
from .shapes import SMALL, Part, Shape, math, words
from .theme import Theme

#: Thickness of the share on the axis, and of the bar that is its log.
SHARE, SLIM = 0.28, 0.16


class LogScale(Part):
    """The log of one share, hung under the axis of q and turned over it: −log q.

    The axis is as long as the unit bar that the share is taken from, so the share keeps its length. Before the turn
    the picture is log q seen from the front; after it −log q, in the colour of the loss; in between it is the same
    sheet seen at an angle.

    Parameters
    ----------
    whole : the unit bar.
    index : the share that is plucked out of it.
    bottom, top : the room.
    curve : shares and their logs in nats, shape (2, n); the lowest log is where the scale ends, on either side.
    """

    def __init__(self, theme: Theme, whole: UnitBar, index: int, bottom: float, top: float, curve: np.ndarray):
        super().__init__()
        self.theme, self.whole, self.index = theme, whole, index
        (self.shares, self.logs), most = curve, float(-curve[1].min())
        head, top = top - 0.2, top - 0.4
        self.middle, self.nat = (bottom + top) / 2, (top - bottom) / 2 / most
        self.axes = self._axes(bottom, top, most)
        #: what the upright axis shows before the turn and after it
        self.log_name = math("log prediction(q)", theme, SMALL).put(whole.left, head)
        self.loss_name = math("loss(L)", theme, SMALL).put(whole.left, head)
        self.share = Shape(theme.color("prediction"), 0.6, stroke=3.0).set_stroke(theme.color("truth"))
        self.curve = Shape(theme.color("prediction"), 0.0, stroke=5.0)
        self.bar, self.dot = Shape(theme.color("prediction")), Shape(theme.color("prediction"))
        self.log = Part(self.curve, self.bar, self.dot)
        self.add(self.axes, self.share, self.log)

    def _axes(self, bottom: float, top: float, most: float) -> Part:
        theme, left, right = self.theme, self.whole.left, self.whole.left + self.whole.length
        step = next(s for s in (1, 2, 5, 10, 20, 50) if s * self.nat >= 0.45 or s == 50)
        across, up = (Shape(theme.color("line"), 0.0, stroke=3.0) for _ in range(2))
        axes = Part(across.path([(left, self.middle), (right, self.middle)]), up.path([(left, bottom), (left, top)]))
        for k in range(-int(most / step), int(most / step) + 1):
            y = self.middle + k * step * self.nat
            tick = Shape(theme.color("line"), 0.0, stroke=3.0).path([(left - 0.07, y), (left, y)])
            text = words(f"{k * step}".replace("-", "\N{MINUS SIGN}"), theme, SMALL, "muted")
            axes.add(tick, text.middle(left - 0.15, y, "right"))
        one, name = words("1", theme, SMALL, "muted"), math("prediction(q)", theme, SMALL)
        axes.add(one.put(right, self.middle - 0.45, "right"), name.put(left + 0.9 * (right - left), self.middle - 0.45))
        return axes

    def at(self, share, nats) -> np.ndarray:
        """Return where a share and a number of nats lie; arrays of n values give shape (n, 2)."""
        share, nats = np.broadcast_arrays(share, nats)
        return np.stack([self.whole.left + share * self.whole.length, self.middle + nats * self.nat], axis=-1)

    def show(self, q: np.ndarray, log: float, plucked: float = 1.0, turned: float = 0.0) -> "LogScale":
        """Draw the share of ``q``, shape (K,), on its way up to the axis, and its log turned by 0 to π."""
        whole, share, side = self.whole, q[self.index], np.cos(turned)
        start = whole.edges(q)[self.index]
        thick = whole.thickness + plucked * (SHARE - whole.thickness)
        bottom = whole.bottom + plucked * (self.middle - SHARE / 2 - whole.bottom)
        self.share.box(start + plucked * (whole.left - start), bottom, share * whole.length, thick)
        for shape in self.log:
            shape.recolor(self.theme.color("loss" if side < 0 else "prediction"))
        self.curve.path(self.at(self.shares, side * self.logs))
        x, y = self.at(share, side * log)
        self.bar.box(x - SLIM / 2, self.middle, SLIM, y - self.middle)
        self.dot.disc(x, y, 0.11)
        return self
