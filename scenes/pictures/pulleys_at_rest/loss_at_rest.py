"""The loss on its way to rest: it falls to H(p), and only KL fades."""

import numpy as np

from scenes.kit.axis import Axes, Axis, Trace
from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme

#: From the baseline of the title's strip to that of a row under it.
SECOND_ROW = 70 * PX
#: How far the line of H(p) goes on beyond the curve's last dot, to its name.
BEYOND = 30 * PX
#: From where the curve begins up to its name.
NAMED = 44 * PX


class LossAtRest(Part):
    """The loss over time on a log scale, above what the truth itself costs.

    Times are shown as log(1 + t), so that 0 has a place and rest is reached.

    Parameters
    ----------
    times, losses : the whole run, shape (T,) each, losses in nats.
    entropy : H(p), in nats.
    p : the true class's share of the truth, and a wrong one's.
    own_p, own_q : the true class's p and q, in Typst's math.
    decimals : of its q.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        times: np.ndarray,
        losses: np.ndarray,
        entropy: float,
        p: tuple[float, float],
        own_p: str,
        own_q: str,
        decimals: int,
    ):
        super().__init__()
        self.entropy = entropy
        self.moments, self.losses = np.log1p(times), losses
        box = layout.stage.inset(left=130 * PX, bottom=150 * PX, right=230 * PX, top=70 * PX)
        top = 1.2 * float(losses.max())
        powers = [0, *(10**k for k in range(7) if np.log1p(10**k) < 0.9 * self.moments[-1]), times[-1]]
        x = Axis.below(
            theme, box, 0.0, float(self.moments[-1]),
            ticks=tuple(float(np.log1p(t)) for t in powers), write=lambda u: f"{np.expm1(u):.0f}",
        )  # fmt: skip
        y = Axis.beside(theme, box, 0.0, top).named(words("loss in nats", theme))
        x.add(math('t = "rate" times "steps, as " log(1 + t)', theme).put(box.right, box.bottom - 118 * PX, "right"))
        self.axes, self.box = Axes(x, y), box
        self.excess = Shape(theme.tint("loss", 0.34))
        self.floor = Shape(theme.tint("truth", 0.3))
        # Wider than the curve, which in the end lies on it.
        self.rest = Shape(theme.color("truth"), 0.0, stroke=13.0)
        self.curve = Trace(theme, self.axes, "ink", stroke=7.0)
        excess = "loss(upright(K L)(truth(p) parallel prediction(q)))"
        numbers = "@h[truth:0.000] + @k[loss:0.000] = @all[0.000]"
        self.sum = Formula(theme, f'"loss" = truth(H(p)) + {excess} = {numbers}')
        self.sum.put(layout.right, layout.title_baseline, "right")
        body = f'truth({own_p}) = truth({p[0]:.4g})", others" truth({p[1]:.4g})'
        self.truth = math(body, theme).put(layout.right, layout.title_baseline - SECOND_ROW, "right")
        level = float(self.axes.at(0.0, entropy)[1])
        self.name = math("truth(H(p))", theme, TEXT).middle(box.right + BEYOND + 14 * PX, level, "left")
        #: goes along with the dot, right of it, so long as there is room, and over the curve
        self.share = Formula(theme, f"prediction({own_q}) = @q[prediction:{0:.{decimals}f}]")
        #: what has been drawn: the curve, and the strip under it, if that is high enough for its name
        y = float(self.axes.at(0.0, entropy + 0.5 * float(np.ptp(losses)))[1])
        curve = words("loss", theme).middle(box.left + 24 * PX, float(self.axes.at(0.0, losses[0])[1]) + NAMED, "left")
        self.strip = Part(curve)
        if float(np.ptp(losses)) > 0.3 * top:
            self.strip.add(math("loss(upright(K L))", theme, TEXT).middle(box.left + 70 * PX, y))
        self.add(self.floor, self.excess, self.axes, self.rest, self.curve)
        self.add(self.name, self.sum, self.truth, self.share)

    def show(self, moment: float, loss: float, kl: float, share: float) -> "LossAtRest":
        """Draw the run up to log(1 + t), at which the loss and KL, in nats, and the true class's q are these."""
        past = self.moments < moment
        x, y = np.append(self.moments[past], moment), np.append(self.losses[past], loss)
        self.curve.show(x, y)
        above = self.axes.at(x, y)
        level, ground = float(self.axes.at(0.0, self.entropy)[1]), self.box.bottom
        left, right = self.box.left, float(above[-1, 0])
        self.excess.outline([*above, (right, level), (left, level)])
        self.floor.box(left, ground, right - left, level - ground)
        self.rest.path([(left, level), (self.box.right + BEYOND, level)])
        beside = min(right + 20 * PX, self.box.right - self.share.advance)
        over = float(np.interp(beside, above[:, 0], above[:, 1])) + 52 * PX  # the curve falls
        self.share.middle(beside, over, "left", q=share)
        # The printed terms' sum: that of the unrounded ones might differ by a digit.
        self.sum.show(h=self.entropy, k=kl, all=round(self.entropy, 3) + round(kl, 3))
        return self
