"""One weight on a ruler of its own: where it is, where its pull will move it, and the sum that says how far."""

from scenes.kit.axis import Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.tug_through_the_network.hidden import factor

#: The ruler shows so many times the way of the bead, at least so much; a number's last digit is this share of it.
SPAN, LEAST, FINE = 2.2, 0.02, 0.06
#: The bead's radius, that of the ring where it will be, how thick its way is drawn, and from axis to number.
BEAD, AIM, WAY, OVER = 14 * PX, 20 * PX, 12 * PX, 35 * PX
#: Right of the ruler its name stands in two lines so far from it, the lower one so far under it.
NAME, UNDER, LINE = 16 * PX, 7 * PX, 55 * PX
#: From the ruler to the middle of a number below it, and from what is said at its left to the ruler.
BELOW, BESIDE = 48 * PX, 60 * PX


class WeightRuler(Part):
    """A weight, what it was, and the sum that says where it goes.

    Parameters
    ----------
    weight, rate : before the step.
    value, force : what comes in at the weight's edge, and the force at its end: the pull is their product.
    start, end : of the edge: a node in Typst's math, h_2, and the number of its logit.
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
        #: over the weight its value; below the ruler what it will be and, later, what it was
        self.now = Readout(theme, HERO, "ink", decimals)
        self.aim, self.old = (Readout(theme, TEXT, "muted", decimals) for _ in "ab")
        pulled = f"{role}({_signed(pull, decimals)})"
        factors = f"{_plain(value, 2)} times {factor(force)} ="
        printed = round(value, 2) * round(force, 3)
        if f"{printed:.{decimals}f}" != f"{pull:.{decimals}f}":
            factors = ""  # as they stand in the picture they would give another pull
        left, rows, ruler = layout.left, layout.pixels(0, 845, 1, 924), layout.pixels(870, 0, 1335, 888)
        product = math(f'"pull" = {start} thin F_({end}) = {factors} {pulled}', theme, TEXT).put(left, rows.top, "left")
        moved = math(f'"new" w = w + {rate:g} times "pull"', theme, TEXT).put(left, rows.bottom, "left")
        each = math('"each" w "and" b "moves by"', theme, TEXT).put(left, rows.top, "left")
        places = max(2, len(f"{rate:g}".partition(".")[2]) + 1)
        self.part = Formula(theme, f'@part[0.{"0" * places}] times "its first pull"').put(left, rows.bottom, "left")
        #: what is said beside the ruler, of this weight and then of all of them
        self.pull, self.sharing = Part(product, moved), Part(each, self.part)
        first = max(ruler.left, left + max(product.advance, moved.advance, self.part.advance) + BESIDE)
        self.y = ruler.bottom
        # Its numbers are those of the weight.
        self.axis = Axis(theme, (first, self.y), (ruler.right, self.y), middle - span / 2, middle + span / 2, ticks=())
        right, low = ruler.right + NAME, self.y - UNDER
        upper = math('w "from"', theme, TEXT).put(right, low + LINE, "left")
        lower = math(f'{start} "to" logit(z_({end}))', theme, TEXT).put(right, low, "left")
        self.add(self.axis, self.slid, self.hole, self.held, self.ring, upper, lower, self.now)
        for small, at in ((self.aim, weight + self.way), (self.old, weight)):
            small.middle(at, float(self.axis.at(at)), self.y - BELOW)
        self.show(0.0)

    @staticmethod
    def _decimals(pull: float, weight: float, rate: float, span: float) -> int:
        """Return with how many decimals the sum comes out as printed, and the ends of the way differ."""
        for decimals in (2, 3, 4):
            total = round(weight, decimals) + rate * round(pull, decimals)
            right = f"{total:.{decimals}f}" == f"{weight + rate * pull:.{decimals}f}"
            if right and 10.0**-decimals <= FINE * span:
                return decimals
        return 4

    def show(self, share: float, given: float = 0.0) -> "WeightRuler":
        """Draw the ring so much of its way, and the weight itself, when all are given their pulls."""
        now = self.weight + given * self.way
        start, held, end = (float(self.axis.at(self.weight + part * self.way)) for part in (0.0, given, share))
        self.held.disc(held, self.y, BEAD)
        self.hole.disc(end, self.y, AIM)
        self.ring.disc(end, self.y, AIM)
        self.slid.box(start, self.y - WAY / 2, end - start, WAY)
        self.now.put(now, held, self.y + OVER)
        self.part.show(part=given * self.rate)
        return self


def _plain(value: float, decimals: int) -> str:
    """Return a number in Typst's math."""
    text = f"{abs(value):.{decimals}f}"
    return f"minus {text}" if value < 0 and text.strip("0.") else text


def _signed(value: float, decimals: int) -> str:
    """Return a force in Typst's math, with its sign."""
    text = _plain(value, decimals)
    return text if text.startswith("minus") or not text.strip("0.") else f"plus {text}"
