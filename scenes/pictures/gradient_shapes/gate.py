"""The sigmoid, which lets little of a nudge through at its ends, and what it leaves of the losses' pulls."""

import numpy as np

import mathcore as mc
from scenes.kit.arrows import silhouette
from scenes.kit.axis import Axes, Axis
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.curves import DOT, LINE, LOWER, ROW

#: How far a nudge moves z.
NUDGE = 1.0
#: The upright axis goes so far below q = 0, for what is drawn there.
UNDER = 0.14
#: How far above z's axis the arrow of a nudge lies; how wide on q's axis the bar of what follows is.
ABOVE, BAR = 26 * PX, 22 * PX
#: Opacity of the bands from a nudge to what follows.
FAINT = 0.28


class Sigmoid(Part):
    """The output q over the logit z, which falls to the right, with a dot on it.

    Parameters
    ----------
    box : the plot's.
    far : how far the axis of z goes to both sides of 0.
    """

    def __init__(self, theme: Theme, box: Box, far: float):
        super().__init__()
        self.axes = Axes(
            Axis.below(theme, box, far, -far, spacing=3.0, gap=LOWER),
            Axis.beside(theme, box, -UNDER, 1.05, ticks=(0.0, 0.5, 1.0)),
        )
        left, right = far, -far
        z = np.linspace(left, right, 400)
        ends = [Shape(theme.color("line"), 0.0, stroke=2.5).path(self.axes.at([left, right], q)) for q in (0.0, 1.0)]
        curve = Shape(theme.color("prediction"), 0.0, stroke=7.0).path(self.axes.at(z, mc.sigmoid(z)))
        self.dot, self.link = Shape(theme.color("prediction")), Shape(theme.color("muted"), 0.0, stroke=3.0)
        #: what is drawn at z
        self.at_z = [self.link, self.dot]
        below = math('"logit" logit(z)', theme, TEXT).put(box.x, box.bottom - ROW)
        name = math('prediction(q) = "sigmoid"(logit(z))', theme, TEXT)
        name.put(*self.axes.at(-0.55, 0.78).tolist(), "left")
        #: how steep it is, for the end
        self.slope = math('"slope" thick prediction(partial q \\/ partial logit(z) = q (1 - q))', theme, TEXT)
        self.slope.put(float(name.origin[0]), float(name.origin[1]) - 1.2 * LINE, "left")
        self.add(self.axes, *ends, curve, self.link, self.dot, below, name)

    def show(self, z: float) -> "Sigmoid":
        """Bring the dot to ``z``."""
        place, foot = self.axes.at([z, z], [float(mc.sigmoid(z)), -UNDER])
        self.dot.disc(*place, 0.7 * DOT)
        self.link.dashes(place, foot, 4 * PX, 9 * PX)
        return self


class Nudge(Part):
    """A nudge of z as an arrow on its axis, how far q follows as a bar on its own; bands from axis to curve to axis.

    Parameters
    ----------
    sigmoid : the curve.
    start : where the nudge begins.
    left, base : where it is written from where z is nudged; what q does stands below.
    """

    def __init__(self, theme: Theme, sigmoid: Sigmoid, start: float, left: float, base: float):
        super().__init__()
        self.axes, self.start = sigmoid.axes, start
        self.bands = [Shape(theme.color(role), FAINT) for role in ("logit", "prediction")]
        self.arrow, self.bar = Shape(theme.color("logit")), Shape(theme.color("prediction"))
        begins = f"logit(z = {start:.3g} arrow.r {start + NUDGE:.3g})".replace("-", "−")
        share = f'prediction(q = {float(mc.sigmoid(start)):.3f}) "rises by"'
        follows = math(share, theme, TEXT).put(left, base - 1.1 * LINE, "left")
        self.number = Readout(theme, HERO, "prediction", 3)
        self.place = left, base - 2.35 * LINE
        written = math(begins, theme, TEXT).put(left, base, "left"), follows, self.number
        #: how steep the sigmoid is where the nudge begins, for the end
        steep = float(mc.sigmoid_slope(mc.sigmoid(start)))
        self.slope = math(f'"slope at start" prediction({steep:.4f})', theme, TEXT)
        self.slope.put(left, self.place[1] - LINE, "left")
        self.add(*self.bands, self.bar, self.arrow, *written)

    def show(self, z: float) -> "Nudge":
        """Draw the nudge as far as it has come."""
        way = np.linspace(self.start, z, 20)
        curve = self.axes.at(way, mc.sigmoid(way))
        (tail, low), (tip, high) = curve[0].tolist(), curve[-1].tolist()
        left, foot = self.axes.x_axis.start.tolist()
        for band, corners in zip(self.bands, ([(tip, foot), (tail, foot)], [(left, high), (left, low)]), strict=True):
            band.outline(np.append(curve, corners, axis=0))
        head = min(32 * PX, tail - tip)
        shape = silhouette(0.0, tail - tip - head, tail - tip, 5 * PX, 17 * PX)
        self.arrow.outline(shape * [-1.0, 1.0] + (tail, foot + ABOVE))
        self.bar.box(left, low, BAR, high - low)
        self.number.put(float(np.diff(mc.sigmoid(way[[0, -1]]))[0]), *self.place, "left")
        return self
