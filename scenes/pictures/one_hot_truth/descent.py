"""What scene 2 draws over the unit bar: a share with more digits as it falls, and what ten times less costs."""

from collections.abc import Callable, Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.loss_curve import LossCurve
from scenes.kit.marks import Bracket, Ghost
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import OUT, ShareBar
from scenes.kit.sizes import HERO, PX, TEXT, UNITS_PER_SIZE
from scenes.kit.text import DIGIT_HEIGHT, Label, Readout, Written, math
from scenes.kit.theme import Theme
from scenes.pictures.one_hot_truth.params import decimals_of

#: Less room than this between two levels holds no name and nothing large, no number.
LEVELS, STEP = 86 * PX, 52 * PX
#: Thickness of the line at the dot's level; from the bar to its ruler, and from that to its numbers.
LEVEL, RULER, GAP = 4 * PX, 14 * PX, 8 * PX
#: From a name to what stands beside it; from its baseline down to its level.
ASIDE, UPON = 18 * PX, 36 * PX
#: From the curve up to what being right costs, at most, how far its index hangs down, and least room around both.
SURE, INDEX, FREE = 36 * PX, 14 * PX, 38 * PX
#: How deep a bracket is, and from its feet to what it says.
DEPTH, BEHIND = 14 * PX, 38 * PX


class Falling(Written):
    """A formula that ends in a share: the smaller it is, the more digits it has, and all before it stands still.

    Parameters
    ----------
    body : the formula up to the share.
    digits : significant digits of the share; the formula is placed as for a share of a tenth or more.
    """

    def __init__(self, theme: Theme, body: str, digits: int, size: float = TEXT, space: float = 0.0):
        super().__init__()
        self.body, self.size = body, size
        self.formula, self.digits = Formula(theme, body, size), digits
        self.number = Readout(theme, size, "prediction", digits)
        self.space = space * size * UNITS_PER_SIZE
        self.advance = self.formula.advance + self.space + self.number.width(f"0.{'0' * digits}")
        self.origin = np.zeros(2)
        self.add(self.formula, self.number)

    def put(self, x: float, y: float) -> "Falling":
        """Move the baseline to height ``y``, the middle to ``x``."""
        self.origin = np.array([x - self.advance / 2, y])
        self.formula.put(*self.origin, "left")
        return self

    def show(self, q: float, **values: float) -> "Falling":
        """Write the share ``q`` and the formula's live numbers."""
        self.formula.show(**values)
        self.number.decimals = decimals_of(q, self.digits)
        self.number.put(q, self.origin[0] + self.formula.advance + self.space, self.origin[1], "left")
        return self


def ruled(theme: Theme, q: str, left: float, top: float) -> Label:
    """Return what a ruler that ends at ``top`` shows: −log of what ``q`` calls, and its unit behind it."""
    return math(f'-log {q} med muted("(nats)")', theme, TEXT).put(left, top + 18 * PX, "left")


class PointedCurve(LossCurve):
    """The curve with its dot named L and a level line from the ruler to the dot: what is right of it is free.

    It is named over the ruler, of what q_y is called: ``true``.
    """

    def __init__(self, theme: Theme, bar: ShareBar, top: float, high: float, true: str):
        super().__init__(theme, bar, top, high, RULER, size=TEXT, gap=GAP, role="ink")
        #: draws nothing; its presence is that of the dot's name
        self.named = Shape(theme.color("ink"))
        self.pointed.add(self.named)
        #: what the ruler shows
        self.head = ruled(theme, true, bar.box.left, top)
        self.add(self.head)
        self.ruler.remove(self.unit)
        self.remove(self.tile)

    def show(self, share: float, high: float) -> "PointedCurve":
        """Draw the loss of a true bin's ``share``, the ruler ``high`` nats high."""
        super().show(share, high)
        x, y = self.point(share)
        half = min(LEVEL / 2, y - self.ground)
        ruler = self.bar.box.left - RULER
        self.roof.box(ruler, y - half, x - ruler, 2 * half)
        self.name.put(x + 26 * PX, y + 18 * PX, "left")
        self.name.set_presence(self.named.presence)
        return self


class Decades(Part):
    """What ten times less costs: dashed levels at q_y, a tenth and a hundredth of it, and brackets between them.

    The last level is where the dot stays; what it says is over the picture already.

    Parameters
    ----------
    shares : the levels' shares.
    high : a share that is as good as right.
    printed : returns how a share is written.
    true : what q_y is called.
    """

    def __init__(
        self,
        theme: Theme,
        curve: LossCurve,
        shares: Sequence[float],
        high: float,
        printed: Callable[[float], str],
        true: str,
    ):
        super().__init__()
        self.curve, self.shares, self.high = curve, list(shares), high
        *self.names, sure = (
            math(f'{true} = prediction({printed(share)})"," med loss(L) = loss({mc.surprisal(share):.3f})', theme, TEXT)
            for share in (*shares[:-1], high)
        )
        self.levels = [Part(Ghost(theme), Shape(theme.color("ink"))) for _ in self.shares]
        #: the dot at the share that is as good as right, and what that costs
        self.sure = Part(Shape(theme.color("ink")), sure)
        #: where names begin: right of the dots
        widest = max(name.advance for name in self.names)
        self.start = min(curve.bar.at(self.shares[0]) + 3 * ASIDE, curve.bar.box.right - ASIDE - widest)
        #: whether the dot, and the curve left of it, leave a name its room over its level
        self.free = [curve.bar.at(share) + 3 * ASIDE <= self.start + 1e-9 for share in self.shares]
        self.brackets = [Bracket(theme, "ink", DEPTH) for _ in self.shares[1:]]
        # in symbols: differences of levels as they are printed can be one last digit off
        worded = f"{true} div 10 arrow.r loss(L + log 10)"
        #: where brackets stand: right of the names, or past the levels' ends where there is no room for what they say
        self.stop = self.start + widest + 2 * ASIDE + DEPTH
        room = (curve.bar.box.right + OUT - self.stop - BEHIND) * self.roomy[0]
        sizes = [size for size in (HERO, TEXT) if math(worded, theme, size).advance < room]
        if not sizes:
            self.stop = curve.bar.box.right + 12 * PX
        said, size = (worded, sizes[0]) if sizes else (f"loss(+ {np.log(10.0):.2f})", TEXT)
        self.costs = [math(said, theme, size) for _ in self.shares[1:]]
        self.steps = [Part(*pair) for pair in zip(self.brackets, self.costs, strict=True)]
        self.add(*self.levels, *self.names, *self.steps, self.sure)

    def show(self) -> "Decades":
        """Draw all on the curve's present scale."""
        right = self.curve.bar.box.right
        points = [self.curve.point(share) for share in self.shares]
        for (ghost, dot), (x, y) in zip(self.levels, points, strict=True):
            ghost.between((x, y), (min(self.stop, right), y))
            dot.disc(x, y, 10 * PX)
        for name, (_, y) in zip(self.names, points, strict=False):
            name.put(self.start, y + UPON, "left")
        dot, name = self.sure
        dot.disc(*self.curve.point(self.high), 10 * PX)
        curve = self._under_sure(name.advance)
        free = points[0][1] - curve - DIGIT_HEIGHT * TEXT * UNITS_PER_SIZE
        name.put(right, curve + min(SURE, (free + INDEX) / 2), "right")
        name.set_presence(dot.presence * (free > FREE))
        for bracket, cost, (_, low), (_, high) in zip(self.brackets, self.costs, points, points[1:], strict=False):
            bracket.along(low + 10 * PX, high - 10 * PX, self.stop)
            cost.middle(self.stop + BEHIND, (low + high) / 2, "left")
        return self

    def coming(self, k: int) -> list[Part]:
        """Return what comes when the dot has come to the ``k``-th level: all that has room."""
        named, counted = self.roomy
        parts: list[Part] = [self.levels[k]]
        if named and k < len(self.names) and self.free[k]:
            parts.append(self.names[k])
        if k == 0:
            return [*parts, self.sure]
        return [*parts, self.brackets[k - 1], *([self.costs[k - 1]] if counted else [])]

    def _under_sure(self, wide: float) -> float:
        """Return how high the curve is where a text so wide begins that ends at the bar's end."""
        bar = self.curve.bar
        begins = (bar.box.right - wide - bar.box.left) / bar.box.width
        return self.curve.point(begins)[1]

    @property
    def roomy(self) -> tuple[bool, bool]:
        """Whether levels are far enough apart for their names, and for the brackets' numbers, with all in view."""
        deepest = float(mc.surprisal(self.shares[-1]))
        apart = (self.curve.top - self.curve.ground) * float(np.log(10.0)) / max(deepest, self.curve.ruler.high)
        return apart > LEVELS, apart > STEP
