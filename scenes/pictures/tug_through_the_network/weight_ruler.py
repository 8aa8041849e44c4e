"""One weight on a ruler of its own: a bead, the way that its pull will move it, and the sum that says how far."""

from scenes.kit.axis import Axis
from scenes.kit.layout import Layout
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme

#: The ruler shows so many times the way of the bead; at least so much; a number's last digit is this share of it.
SPAN, LEAST, FINE = 3.2, 0.02, 0.06
#: The bead's radius, how thick its way is drawn, and from bead to number.
BEAD, WAY, OVER = 17 * PX, 12 * PX, 18 * PX
#: Left of the ruler's end there may be half a tick's number, and is a space; the least length at which numbers fit;
#: from tick to tick, in ems.
BESIDE, NARROW, SPACING = 70 * PX, 400 * PX, 3.5


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
        self.weight, self.way = weight, rate * pull
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
        left, rows, ruler = layout.left, layout.pixels(0, 845, 1, 924), layout.pixels(870, 0, 1425, 888)
        product = math(f'"pull" = {names} = {factors} {pulled}', theme, TEXT).put(left, rows.top, "left")
        #: comes when the hollow bead has arrived
        self.result = math(f"= {_plain(weight + self.way, decimals)}", theme, TEXT)
        body = f"w = {_plain(weight, decimals)} + {rate:g} times {role}(({_signed(pull, decimals)}))"
        for head in ('"new" ', ""):
            moved = math(head + body, theme, TEXT).put(left, rows.bottom, "left")
            end = left + moved.advance + 12 * PX + self.result.advance
            start = max(ruler.left, end + BESIDE)  # the ruler begins where the sum ends
            if ruler.right - start > NARROW:
                break
        self.result.put(end, rows.bottom, "right")
        self.y = ruler.bottom
        ends = (start, self.y), (ruler.right, self.y)
        self.axis = Axis(theme, *ends, middle - span / 2, middle + span / 2, spacing=SPACING)
        name = math("w", theme, TEXT).middle(ruler.right + 20 * PX, self.y + 14 * PX, "left")
        self.add(self.axis, self.slid, self.hole, self.bead, self.held, name, self.new, product, moved)
        #: whether the old number has room beside the new one
        self.parted = abs(self.way) * self.axis.unit > 1.3
        self.old.put(weight, float(self.axis.at(weight)), self.y + BEAD + OVER)
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

    def show(self, share: float) -> "WeightRuler":
        """Draw the bead so much of its way."""
        at = self.weight + share * self.way
        start, end = (float(self.axis.at(value)) for value in (self.weight, at))
        self.held.disc(start, self.y, BEAD)
        self.hole.disc(end, self.y, BEAD)
        self.bead.disc(end, self.y, BEAD)
        self.slid.box(start, self.y - WAY / 2, end - start, WAY)
        self.new.put(at, end, self.y + BEAD + OVER)
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
