"""One weight on a ruler of its own: where it is, where its pull will move it, and the sum that says how far."""

from decimal import ROUND_HALF_UP, Decimal

from scenes.kit.axis import Axis
from scenes.kit.layout import Layout
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.tug_through_the_network.outputs import force_name
from scenes.pictures.tug_through_the_network.params import Params
from scenes.pictures.tug_through_the_network.told import factor, plain, signed, weight_name

#: The ruler shows so many times the way of the bead, at least so much; a number's last digit is this share of it.
SPAN, LEAST, FINE = 2.2, 0.02, 0.06
#: With so many decimals a value and a force may be printed as factors of the pull.
FINER = (2, 3), (3, 3), (3, 4), (4, 4)
#: The bead's radius, that of the ring where it will be, how thick its way is drawn, and from axis to numbers.
BEAD, AIM, WAY, OVER = 14 * PX, 20 * PX, 12 * PX, 35 * PX
#: A ruler is so long at least; it begins at one of places that are so far from each other.
SHORT, STEP = 200 * PX, 10 * PX
#: From the ruler to its name at its left, and between numbers; from the name to what is said at its left.
NAME, BESIDE = 24 * PX, 70 * PX


class WeightRuler(Part):
    """A weight, what it was, and the sum that says where it goes.

    Parameters
    ----------
    weight, rate : before the step.
    value, force : what comes in at the weight's edge, and the force at its end: the pull is their product.
    start, end : of the edge: a node in Typst's math, h_2, and the number of its logit.
    name : the weight's, in Typst's math.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        weight: float,
        value: float,
        force: float,
        rate: float,
        start: str,
        end: int,
        name: str,
    ):
        super().__init__()
        pull = value * force
        self.weight, self.rate, self.way = weight, rate, rate * pull
        role = "up" if pull >= 0 else "down"
        middle, span = weight + self.way / 2, max(SPAN * abs(self.way), LEAST)
        #: the weight as it is; where it will be is a ring, for nothing in the network has moved yet
        self.held = Shape(theme.color("ink")).halo(theme.color("paper"), 4 * PX)
        self.slid = Shape(theme.color(role))
        self.hole, self.ring = Backing(theme.color("paper"), 1.0), Shape(theme.color("ink"), 0.0, stroke=4.0)
        decimals = self._decimals(value * force, weight, rate, span)
        #: over the ruler what the weight is, what it will be and, later, what it was
        self.now = Readout(theme, HERO, "ink", decimals)
        self.aim, self.old = (Readout(theme, TEXT, "muted", decimals) for _ in "ab")
        pulled = f"{role}({signed(pull, decimals)})"
        # as they stand in the picture, or as much finer as gives the printed pull
        finer = (pair for pair in FINER if _comes_out(Decimal(0), value, force, pull, (*pair, decimals)))
        factors = " ".join(f"{plain(value, v)} times {factor(force, f)} =" for v, f in [*finer][:1])
        left, rows, ruler = layout.left, layout.pixels(0, 845, 1, 924), layout.pixels(930, 0, 1490, 908)
        self.product = math(f'"pull" = {start} thin {force_name(end - 1)} = {factors} {pulled}', theme, TEXT).put(
            left, rows.top, "left"
        )
        moved = math(f'"new" w = w + {rate:g} times "pull"', theme, TEXT).put(left, rows.bottom, "left")
        #: what is said beside the ruler, before the weight moves and when it has moved
        self.pull, self.sum = Part(self.product, moved), Part()
        old, new, by = (plain(one, decimals) for one in (weight, weight + self.way, pull))
        by = f"({role}({by}))" if pull < 0 else f"{role}({by})"
        summed = math(f'"new" w = {old} + {rate:g} times {by} = {new}', theme, TEXT).put(left, rows.top, "left")
        # in the network the pull is another by now
        was = math(f'"old pull" = {pulled}', theme, TEXT).put(left, rows.bottom, "left")
        if _adds_up(weight, rate, pull, decimals):
            self.sum.add(summed, was)
        called = math(f'{name} "from" {start} "to" logit(z_({end}))', theme, TEXT)
        lower = moved.advance + BESIDE + called.advance + NAME
        beyond = left + max(text.advance for text in (self.product, *self.sum.submobjects)) + BESIDE
        first, apart = self._first(max(ruler.left, left + lower), ruler.right, beyond, abs(self.way) / span)
        self.y = ruler.bottom
        # Its numbers are those of the weight.
        self.axis = Axis(theme, (first, self.y), (ruler.right, self.y), middle - span / 2, middle + span / 2, ticks=())
        called.put(first - NAME, rows.bottom, "right")
        self.add(self.axis, self.slid, self.hole, self.held, self.ring, called, self.now)
        here, there = (float(self.axis.at(at)) for at in (weight, weight + self.way))
        apart = apart if self.way >= 0 else -apart
        # Ends that lie on each other have their numbers at the same side, if there is no room at the other.
        end = here + apart + self.aim.width(self.aim.format(weight + self.way)) / 2
        self.apart = apart if end <= ruler.right + NAME else -apart
        self.old.put(weight, there - apart, self.y + OVER)
        self.show(0.0)

    @classmethod
    def of(cls, theme: Theme, layout: Layout, params: Params) -> "WeightRuler":
        """Return the ruler of the weight whose pull is worked out."""
        start, (i, j) = params.course[0], params.worked_weight()
        weight, value = float(start.network.weights[-1][i, j]), float(start.forward.activations[-2][i])
        node, force = "h" if params.hidden() else "x", -float(start.gradients.biases[-1][j])
        return cls(
            theme,
            layout,
            weight=weight,
            value=value,
            force=force,
            rate=params.rate,
            start=f"{node}_({i + 1})",
            end=j + 1,
            name=weight_name(i, j),
        )

    @staticmethod
    def _decimals(pull: float, weight: float, rate: float, span: float) -> int:
        """Return with how many decimals the ends of the way differ and, if it can, the sum comes out as printed."""
        fine = [decimals for decimals in (2, 3, 4) if 10.0**-decimals <= FINE * span] or [4]
        return next((decimals for decimals in fine if _adds_up(weight, rate, pull, decimals)), fine[0])

    def _first(self, first: float, right: float, beyond: float, share: float) -> tuple[float, float]:
        """Return where the ruler begins, at ``first`` or later, and how far apart the numbers over it are.

        Each is over its end of the way, which is this share of the ruler, but clear of the other and of what ends at
        ``beyond``.
        """
        texts = [self.now.format(weight) for weight in (self.weight, self.weight + self.way)]
        wide, other = (max(map(shown.width, texts)) / 2 for shown in (self.now, self.old))
        while True:
            middle, half = (first + right) / 2, share * (right - first) / 2
            apart = max(2 * half, wide + other + NAME)
            if min(middle - half - wide, middle + half - apart - other) >= beyond or first >= right - SHORT:
                return first, apart
            first = min(first + STEP, right - SHORT)

    def show(self, share: float, given: float = 0.0) -> "WeightRuler":
        """Draw the ring so much of its way, and the weight itself, when all are given their pulls."""
        now = self.weight + given * self.way
        start, held, end = (float(self.axis.at(self.weight + part * self.way)) for part in (0.0, given, share))
        self.held.disc(held, self.y, BEAD)
        self.hole.disc(end, self.y, AIM)
        self.ring.disc(end, self.y, AIM)
        self.slid.box(start, self.y - WAY / 2, end - start, WAY)
        self.now.put(now, held, self.y + OVER)
        self.aim.put(self.weight + share * self.way, start + self.apart, self.y + OVER)
        return self


def _adds_up(weight: float, rate: float, pull: float, decimals: int) -> bool:
    """Whether weight + rate × pull comes as printed from what is printed with so many decimals."""
    told = Decimal(f"{weight:.{decimals}f}")
    return _comes_out(told, rate, pull, weight + rate * pull, (None, decimals, decimals))


def _comes_out(told: Decimal, one: float, other: float, result: float, decimals: tuple[int | None, int, int]) -> bool:
    """Whether a printed number plus a product comes as printed from what is printed; halves are rounded up, as taught.

    ``decimals`` are those of both factors and of the result; none are given to a factor that is printed as it is.
    """
    first, second = (
        Decimal(f"{x:g}" if n is None else f"{x:.{n}f}") for x, n in zip((one, other), decimals, strict=False)
    )
    printed = Decimal(f"{result:.{decimals[-1]}f}")
    return (told + first * second).quantize(printed, ROUND_HALF_UP) == printed
