"""What the sides of a round climb, each number beside its side."""

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT, TITLE, UNITS_PER_SIZE
from scenes.kit.text import DIGIT_HEIGHT
from scenes.kit.theme import Theme
from scenes.pictures.no_such_loss.loop import FINE, Round, View
from scenes.pictures.no_such_loss.params import Params

#: From a path up to a number and from the ground's edge down to it; from a number to the height in the middle.
ABOVE, BELOW, BESIDE = 30 * PX, 22 * PX, 80 * PX
#: A number that is longer has no room to be large.
LONG = 310 * PX
#: How far, as a share of its width, a number over a side at the back stands farther out than the side's middle.
OUT = 0.35


class Rises(Part):
    """A number for each side, counted from 0 as they are walked: over those at the back, below the ground in front.

    Where slopes are ``divided``, so is what they climb: the number is the one that it was, over its divisor.
    """

    def __init__(self, theme: Theme, params: Params, divided: bool):
        super().__init__()
        closed, distances = params.rounds()[0], params.distances()
        zero = f"@climb[loss:+0.{'0' * params.finer()}]"
        over = [f"{zero}\\/{distances[i]:.4g}" if divided and distances[i] != 1.0 else zero for i in params.pair()]
        large = max(Formula(theme, body, TITLE).advance for body in over) < LONG
        size = TITLE if large else TEXT
        self.labels = [Formula(theme, over[side % 2], size).show(climb=closed.sides[side]) for side in range(4)]
        self.add(*self.labels)

    def stand(self, view: View, round_: Round, middle: tuple[float, float]) -> "Rises":
        """Put each number beside its side of this round, clear of what stands at ``middle``, from left to right."""
        for side, label in enumerate(self.labels):
            ways = np.linspace(side, side + 1, FINE + 1)
            ahead = side in ((view.front - 1) % 4, view.front)
            heights = [view.floor if ahead else round_.height(way) for way in ways]
            line = view.along(ways, np.array(heights))
            line = line[np.argsort(line[:, 0])]
            x, half = (line[0, 0] + line[-1, 0]) / 2, label.advance / 2
            leftwards = line[0, 0] + line[-1, 0] < view.far_left + view.far_right
            if not ahead:
                x += (-2 if leftwards else 2) * OUT * half
            elif leftwards:
                x = min(x, middle[0] - BESIDE - half)
            else:
                x = max(x, middle[1] + BESIDE + half)
            at = np.linspace(x - half - BELOW, x + half + BELOW, 21)
            ys = np.interp(at, *line.T)
            tall = DIGIT_HEIGHT * label.size * UNITS_PER_SIZE
            label.put(x, float(ys.min()) - BELOW - tall if ahead else float(ys.max()) + ABOVE)
        return self
