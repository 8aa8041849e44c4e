"""The two slopes at the start of the walk, each as a straight ramp along its edge of the rectangle."""

from collections.abc import Iterable

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.theme import Theme
from scenes.pictures.no_such_loss.loop import View
from scenes.pictures.no_such_loss.params import SIDES, Params

#: From the upper edge of a ramp's end to the baseline of its label.
ABOVE = 34 * PX
#: What a label needs below and above its baseline, and what it has below where there is nothing over it.
UNDER, OVER, CLEAR = 24 * PX, 48 * PX, 38 * PX


class Planks(Part):
    """A ramp along both edges that meet at the start, as steep as the slope is there, with its number at its end.

    Each can be divided by its distance, for which the name of the slope goes and comes again with its divisor. The
    rows ``changed`` are those whose distance isn't 1, the nearer class's first.
    """

    def __init__(self, theme: Theme, view: View, params: Params):
        super().__init__()
        self.view, pair = view, list(params.pair())
        zero = np.zeros((1, len(params.positions)))
        self.slopes, self.divisors = params.slopes(zero)[0][pair], params.distances()[pair]
        self.ramps = [Shape(theme.color("prediction"), 0.4, stroke=5.0).rounded() for _ in pair]
        self.changed = sorted((k for k in range(2) if self.divisors[k] != 1.0), key=lambda k: self.divisors[k])
        zeros = "0" * _decimals(self.slopes, self.divisors)
        self.labels: list[Formula] = []
        for k, i in enumerate(pair):
            one, less = ("-1", " - 1") if i == params.target else ("0", "")
            over = f"@over{{\\/ {self.divisors[k]:.4g}}}" if k in self.changed else ""
            body = f'"start slope" @s[prediction:{one}.{zeros}] @is{{= prediction(q_{i + 1}){less}}} {over}'
            self.labels.append(Formula(theme, body, TEXT))
        self.add(*self.ramps, *self.labels)
        self.names = [label.pieces["is"] for label in self.labels]
        self.overs = {k: self.labels[k].pieces["over"] for k in self.changed}
        self.divide(0.0)

    def divide(self, share: float, rows: Iterable[int] = (0, 1)) -> "Planks":
        """Draw these slopes over this power of their distance: 0 for the slope itself, 1 for the divided one."""
        for k in rows:
            ramp, label = self.ramps[k], self.labels[k]
            slope = self.slopes[k] / self.divisors[k] ** share
            u, v = ((1.0, 0.0), (0.0, 1.0))[k]
            ramp.outline([*self.view.at([0.0, u, u], [0.0, v, v], [0.0, 0.0, slope * SIDES[k]])])
            x, y = self.view.at(u, v, max(slope, 0.0) * SIDES[k])
            # over a ramp that rises there is room towards the start, over one that sinks beyond its end
            inwards = "right" if x > self.view.at(0, 0, 0.0)[0] else "left"
            outwards = "left" if inwards == "right" else "right"
            label.put(x, y + ABOVE, inwards if slope > 0 else outwards, s=slope)
            below = CLEAR if slope > 0 else UNDER  # the other ramp may pass over one that sinks
            label.put(label.origin[0], self._clear(*label.origin, label.advance, below), "left")
        return self

    def _clear(self, left: float, y: float, wide: float, below: float) -> float:
        """Return ``y``, or where an edge of the ground strikes a label so wide, the baseline so far over that edge."""
        corners, edges = self.view.facing(np.array([0, 1, 1]), np.array([1, 1, 0]), self.view.floor).T
        far = np.interp([left, np.clip(corners[1], left, left + wide), left + wide], corners, edges)
        struck = far.min() < y + OVER and y - UNDER < far.max()
        return float(far.max()) + below if struck else y

    def undivided(self) -> list[Shape]:
        """Return everything of the labels but the divisors."""
        later = [leaf for over in self.overs.values() for leaf in over.leaves]
        return [leaf for label in self.labels for leaf in label.leaves if leaf not in later]

    def top(self) -> float:
        """Return up to where ramps and labels reach, undivided, as they are then drawn, or divided."""
        tops = [max(part.get_top()[1] for part in (*self.divide(share).ramps, *self.labels)) for share in (1.0, 0.0)]
        return float(max(tops))


def _decimals(slopes: np.ndarray, divisors: np.ndarray) -> int:
    """Return the fewest decimals with which a printed slope, divided, is the printed one, and none is 0."""

    def agree(decimals: int) -> bool:
        come, told = np.round(np.round(slopes, decimals) / divisors, decimals), np.round(slopes / divisors, decimals)
        return bool((np.abs(come - told) < 1e-9).all() and told.all())

    return next((decimals for decimals in (3, 4) if agree(decimals)), 5)
