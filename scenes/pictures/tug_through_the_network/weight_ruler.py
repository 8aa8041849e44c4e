"""One weight on a ruler of its own: where it is, where its pull will move it, and the sum that says how far."""

from scenes.kit.axis import Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, UNITS_PER_SIZE
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme

#: The ruler shows so many times the way of the bead; at least so much; a number's last digit is this share of it.
SPAN, LEAST, FINE = 2.6, 0.02, 0.06
#: The bead's radius, how thick its way is drawn, and from bead to number.
BEAD, WAY, OVER = 17 * PX, 12 * PX, 18 * PX
#: Left of the ruler's end there may be half a tick's number, and is a space; between two numbers over it there is more;
#: between those of ticks, in ems.
BESIDE, BETWEEN, SPACING = 70 * PX, 20 * PX, 0.8


class WeightRuler(Part):
    """A weight, what it was, and the sum that says where it goes.

    Parameters
    ----------
    weight, rate : before the step.
    value, force : what comes in at the weight's edge, and the force at its end: the pull is their product.
    names : of these two, in Typst's math: h_2 and F_1.
    """

    def __init__(
        self, theme: Theme, layout: Layout, weight: float, value: float, force: float, rate: float, names: str
    ):
        super().__init__()
        pull = value * force
        self.weight, self.rate, self.way = weight, rate, rate * pull
        role = "up" if pull >= 0 else "down"
        middle, span = weight + self.way / 2, max(SPAN * abs(self.way), LEAST)
        #: the weight as it is; what it will be is a hollow bead, for nothing in the network has moved yet
        self.held = Shape(theme.color("ink")).halo(theme.color("paper"), 4 * PX)
        self.slid = Shape(theme.color(role))
        self.hole, self.bead = Backing(theme.color("paper"), 1.0), Shape(theme.color("ink"), 0.0, stroke=4.0)
        decimals = self._decimals(value * force, weight, rate, span)
        self.old = Readout(theme, TEXT, "muted", decimals)
        self.new = Readout(theme, HERO, "ink", decimals)
        pulled = f"{role}({_signed(pull, decimals)})"
        factors = f"{_plain(value, 2)} times {_bracketed(force, 3)} ="
        printed = round(value, 2) * round(force, 3)
        if f"{printed:.{decimals}f}" != f"{pull:.{decimals}f}":
            factors = ""  # as they stand in the picture they would give another pull
        left, rows, ruler = layout.left, layout.pixels(0, 845, 1, 924), layout.pixels(870, 0, 1405, 888)
        product = math(f'"pull" = {names} = {factors} {pulled}', theme, TEXT).put(left, rows.top, "left")
        moved = math(f'"new" w = w + {rate:g} times "pull"', theme, TEXT).put(left, rows.bottom, "left")
        each = math('"each" w "and" b "moves by"', theme, TEXT).put(left, rows.top, "left")
        places = max(2, len(f"{rate:g}".partition(".")[2]) + 1)
        self.part = Formula(theme, f'@part[0.{"0" * places}] times "its first pull"').put(left, rows.bottom, "left")
        #: what is said beside the ruler, of this weight and then of all of them
        self.pull, self.sharing = Part(product, moved), Part(each, self.part)
        start = max(ruler.left, left + product.advance, left + max(moved.advance, self.part.advance) + BESIDE)
        self.y = ruler.bottom
        ends = (start, self.y), (ruler.right, self.y)
        wide = max(self.old.width(self.old.format(one)) for one in (weight, weight + self.way))
        spacing = wide / (TEXT * UNITS_PER_SIZE) + SPACING
        self.axis = Axis(theme, *ends, middle - span / 2, middle + span / 2, spacing=spacing)
        name = math("w", theme, TEXT).middle(ruler.right + 20 * PX, self.y + 14 * PX, "left")
        self.add(self.axis, self.slid, self.hole, self.bead, self.held, name, self.new)
        self.old.put(weight, float(self.axis.at(weight)), self.y + BEAD + OVER)
        self.show(1.0)
        #: whether the old number has room beside the new one
        apart = (self.new.width(self.new.text) + self.old.width(self.old.text)) / 2 + BETWEEN
        self.parted = abs(self.way) * self.axis.unit > apart
        self.show(0.0)

    @staticmethod
    def _decimals(pull: float, weight: float, rate: float, span: float) -> int:
        """Return with how many decimals the sum comes out as printed, and numbers agree with the ruler's ticks."""
        for decimals in (2, 3, 4):
            total = round(weight, decimals) + rate * round(pull, decimals)
            right = f"{total:.{decimals}f}" == f"{weight + rate * pull:.{decimals}f}"
            if right and 10.0**-decimals <= FINE * span:
                return decimals
        return 4

    def show(self, share: float, given: float = 0.0) -> "WeightRuler":
        """Draw the hollow bead so much of its way, and the weight itself, when all are given their pulls."""
        at = self.weight + share * self.way
        start, end = (float(self.axis.at(value)) for value in (self.weight, at))
        self.held.disc(start + given * (end - start), self.y, BEAD)
        self.hole.disc(end, self.y, BEAD)
        self.bead.disc(end, self.y, BEAD)
        self.slid.box(start, self.y - WAY / 2, end - start, WAY)
        self.new.put(at, end, self.y + BEAD + OVER)
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


def _bracketed(value: float, decimals: int) -> str:
    """Return a number that follows a sign: a negative one stands in brackets."""
    text = _plain(value, decimals)
    return f"({text})" if text.startswith("minus") else text
