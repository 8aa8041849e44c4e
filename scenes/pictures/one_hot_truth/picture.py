"""What scene 2 alone draws: p draining on its strip, a sum that loses its terms, what ten times less costs."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.loss_curve import LossCurve
from scenes.kit.marks import Bracket, Ghost, clamp
from scenes.kit.names import class_names
from scenes.kit.numbers import brief
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, label_size
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme
from scenes.kit.tiles import edges

#: How many terms of the sum are written at most.
TERMS = 5
#: Less room than this between two levels holds no name, no number.
LEVELS, STEP = 72 * PX, 46 * PX


class Strip(Part):
    """The truth p as a strip of length 1, each bin's live number in its piece while there is room."""

    def __init__(self, theme: Theme, box: Box, count: int, truth: int, labels: Sequence[str]):
        super().__init__()
        self.box, self.truth = box, truth
        size = label_size(count)
        self.bodies = [Shape(theme.color("truth"), 0.85) for _ in range(count)]
        self.numbers = [Readout(theme, size, "paper", 2) for _ in range(count)]
        self.names = class_names(labels, count, "x", theme, size, "ink")
        self.add(*self.bodies, *self.numbers, *self.names)

    def show(self, p: np.ndarray) -> "Strip":
        """Draw p, shape (K,)."""
        ends = edges(self.box.left, self.box.width, p)
        for i, (body, number, name) in enumerate(zip(self.bodies, self.numbers, self.names, strict=True)):
            start, end = float(ends[i]), float(ends[i + 1])
            gap = min(1.5 * PX, (end - start) / 4)
            body.box(start + gap, self.box.bottom, end - start - 2 * gap, self.box.height)
            number.middle(p[i], (start + end) / 2, self.box.y)
            name.put((start + end) / 2, self.box.bottom - 64 * PX)
            for text, width in ((number, number.width("0.00")), (name, name.advance)):
                room = (end - start - width - 16 * PX) / (16 * PX)
                text.set_presence(body.presence * clamp(room, 0.0, 1.0))
        return self


class TermSum(Part):
    """The cross-entropy as a sum of terms, p live in each; those that have come to 0 are struck out.

    The true term and the largest others are written, as many as fit into ``width``; dots stand for the rest.
    """

    def __init__(self, theme: Theme, p: np.ndarray, q: np.ndarray, truth: int, width: float, size: float = TEXT):
        super().__init__()
        self.theme, self.truth = theme, truth
        ranked = sorted(range(len(p)), key=lambda i: (i != truth, -p[i]))
        for count in range(min(TERMS, len(p)), 0, -1):
            self.shown = sorted(ranked[:count])
            terms = [f"@t{i}{{@p{i}[truth:0.00] log 1\\/{_log(q[i])}}}" for i in self.shown]
            body = " + ".join([*terms, *(["@rest{dots}"] if count < len(p) else [])])
            self.formula = Formula(theme, body, size)
            if self.formula.advance <= width:
                break
        self.gone = [f"t{i}" for i in self.shown if i != truth] + (["rest"] if len(self.shown) < len(p) else [])
        self.add(self.formula)

    def show(self, p: np.ndarray) -> "TermSum":
        """Write p, shape (K,)."""
        self.formula.show(**{f"p{i}": p[i] for i in self.shown})
        return self

    def strikes(self) -> list[Shape]:
        """Return the strokes that strike out all but the true term."""
        return [self.formula.strike(name, "muted") for name in self.gone]


def _log(share: float) -> str:
    return f"prediction({brief(share)})" if share else "prediction(0)"


class Decades(Part):
    """What ten times less costs: dashed levels at q_y, a tenth and a hundredth of it, and brackets between them."""

    def __init__(self, theme: Theme, curve: LossCurve, shares: Sequence[float], printed: Sequence[str], true: str):
        super().__init__()
        self.curve, self.shares = curve, shares
        self.levels = [Part(Ghost(theme), Shape(theme.color("ink"))) for _ in shares]
        self.names = [math(f"{true} = prediction({text})", theme, TEXT, "prediction") for text in printed]
        #: which names have room below their levels, right of the curve, when all levels are in view; the others stand
        #: above, from where the roof has left them
        scale = (curve.top - curve.ground) / max(float(mc.surprisal(shares[-1])), curve.ruler.high)
        free = [1 - (name.advance + 30 * PX) / curve.bar.box.width for name in self.names]
        drops = mc.surprisal(shares) - mc.surprisal(free)
        self.below = [bool(drop * scale > 74 * PX) for drop in drops]
        self.brackets = [Bracket(theme, "ink", 14 * PX) for _ in shares[1:]]
        cost = float(np.log(10.0))
        self.costs = [words(f"{cost:.3f}", theme, TEXT) for _ in shares[1:]]
        self.steps = [Part(*pair) for pair in zip(self.brackets, self.costs, strict=True)]
        self.add(*self.levels, *self.names, *self.steps)

    def show(self) -> "Decades":
        """Draw all on the curve's present scale."""
        right = self.curve.bar.box.right
        points = [self.curve.point(share) for share in self.shares]
        for (ghost, dot), name, below, (x, y) in zip(self.levels, self.names, self.below, points, strict=True):
            ghost.between((x, y), (right, y))
            dot.disc(x, y, 10 * PX)
            name.put(right - 18 * PX, y - 54 * PX if below else y + 48 * PX, "right")
        for bracket, cost, (_, low), (_, high) in zip(self.brackets, self.costs, points, points[1:], strict=False):
            bracket.along(low + 5 * PX, high - 5 * PX, right + 12 * PX)
            cost.middle(right + 38 * PX, (low + high) / 2, "left")
        return self

    @property
    def roomy(self) -> tuple[bool, bool]:
        """Whether levels are far enough apart for their names, and for the brackets' numbers, with all in view."""
        deepest = float(mc.surprisal(self.shares[-1]))
        apart = (self.curve.top - self.curve.ground) * float(np.log(10.0)) / max(deepest, self.curve.ruler.high)
        return apart > LEVELS, apart > STEP
