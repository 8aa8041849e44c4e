"""The two slopes at the start of the walk, each as a straight ramp along its edge of the rectangle."""

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.places import Room
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import TEXT
from scenes.kit.theme import Theme
from scenes.pictures.no_such_loss.loop import View
from scenes.pictures.no_such_loss.params import SIDES, Params

#: From the middle of a ramp to the middle of its label, in pixels: across, up.
ASIDE = ((-60, 150), (60, 150))


class Planks(Part):
    """A ramp along each front edge, as steep as the slope of the loss is at the start, with its number.

    Each can be divided by its distance, for which the name of the slope goes and comes again with its divisor. The
    rows ``changed`` are those whose distance isn't 1.

    Parameters
    ----------
    room : where the labels may stand, between ``lines``.
    """

    def __init__(self, theme: Theme, view: View, params: Params, room: Room, lines: list[np.ndarray]):
        super().__init__()
        self.view, pair = view, list(params.pair())
        zero = np.zeros((1, len(params.positions)))
        self.slopes, self.divisors = params.slopes(zero)[0][pair], params.distances()[pair]
        self.ramps = [Shape(theme.color("prediction"), 0.4, stroke=5.0) for _ in pair]
        self.changed = [k for k in range(2) if self.divisors[k] != 1.0]
        self.labels: list[Formula] = []
        for k, (i, (u, v)) in enumerate(zip(pair, ((0.5, 0.0), (0.0, 0.5)), strict=True)):
            less = " - 1" if i == params.target else ""
            over = f"@over{{\\/ {self.divisors[k]:.4g}}}" if k in self.changed else ""
            zeros = "0" * params.decimals()
            body = f'"slope" @s[prediction:0.{zeros}] @is{{= prediction(q_{i + 1}){less}}} {over}'
            label = Formula(theme, body, TEXT)
            middle = view.at(u, v, max(self.slopes[k], 0.0) * SIDES[k] / 2)
            tips = self.slopes[k] * SIDES[k] / np.array([1.0, self.divisors[k]])
            ramps = [view.at([0.0, 2 * u], [0.0, 2 * v], [0.0, tip]) for tip in tips]
            spot = room.near(label.advance, middle, ASIDE[k], [*lines, *ramps])
            self.labels.append(label.middle(spot.x, spot.y))
        self.add(*self.ramps, *self.labels)
        self.names = [label.pieces["is"] for label in self.labels]
        self.overs = [self.labels[k].pieces["over"] for k in self.changed]
        self.divide(0.0)

    def divide(self, share: float) -> "Planks":
        """Draw each slope over this power of its distance: 0 for the slope itself, 1 for the divided one."""
        for k, (ramp, label) in enumerate(zip(self.ramps, self.labels, strict=True)):
            slope = self.slopes[k] / self.divisors[k] ** share
            u, v = ((1.0, 0.0), (0.0, 1.0))[k]
            ramp.outline([*self.view.at([0.0, u, u], [0.0, v, v], [0.0, 0.0, slope * SIDES[k]])])
            label.show(s=slope)
        return self

    def undivided(self) -> list[Shape]:
        """Return everything but the divisors."""
        later = [leaf for over in self.overs for leaf in over.leaves]
        return [leaf for leaf in self.leaves if leaf not in later]

    def divided(self) -> list[Part]:
        """Return what comes to the labels once the slopes are divided."""
        return [*(self.names[k] for k in self.changed), *self.overs]
