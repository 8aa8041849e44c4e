"""What stands beside blocks that come to rest, or don't: a ladder of times, the arrows' scale, the lead at rest."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, TITLE
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme
from scenes.kit.words import indexed

#: From rung to rung at least, and up to what heads them; how long a rung is, and from there to its time.
ROW, HEADED, RUNG, ASIDE = 50 * PX, 68 * PX, 26 * PX, 12 * PX
#: Room for the clock's number, with a space before it; and between what stands on its line.
FIVE_DIGITS, SPACE, APART = 172 * PX, 14 * PX, 56 * PX
#: The scale's bar stands for this force at first; how long the longest arrow may be when arrows are made longer.
SAMPLE, LONGEST = 0.5, 150 * PX
#: Half of the stroke at either end of a bracket or of the scale's bar.
CAP = 18 * PX
#: How far above and below an equals sign the ends of a bracket beside it are out of its way.
FAR = 44 * PX


def rungs(times: Sequence[float], heights: Sequence[float]) -> list[int]:
    """Return which times get a rung: the last one, and those right before it that leave room for their numbers."""
    first = len(times) - 1
    while first > 0 and heights[first] - heights[first - 1] >= ROW:
        first -= 1
    return list(range(first, len(times)))


class Ladder(Part):
    """Rungs at the heights that the true block reached, each with its time and the pull that was left.

    The first one brings the columns' heads, which stand over the place of the last one.

    Parameters
    ----------
    column : where the rungs stand.
    times, heights, pulls : of the rungs that there may be.
    decimals : of the pulls.
    """

    def __init__(
        self,
        theme: Theme,
        column: Box,
        times: Sequence[float],
        heights: Sequence[float],
        pulls: Sequence[float],
        force: Label,
        decimals: int,
    ):
        super().__init__()
        self.column = column
        self.kept = rungs(times, heights)
        over = heights[-1] + HEADED
        heads = math("t", theme).middle(column.left, over, "left"), force.middle(column.right, over, "right")
        self.rungs: dict[int, Part] = {}
        for k in self.kept:
            rung = Shape(theme.color("logit")).box(column.left - ASIDE, heights[k] - 3 * PX, -RUNG, 6 * PX)
            time = words(f"{times[k]:g}", theme).middle(column.left, heights[k], "left")
            pull = Readout(theme, TEXT, "up", decimals, signed=True)
            pull.middle(pulls[k], column.right, heights[k], "right")
            self.rungs[k] = Part(rung, time, pull, *(heads if k == self.kept[0] else ()))


class Clock(Part):
    """What the marks on blocks are, and how far the run is: F = p − q, and t = rate × steps, on the title's line."""

    def __init__(self, theme: Theme, layout: Layout):
        super().__init__()
        self.right, self.y = layout.right, layout.title_baseline
        self.count = Readout(theme, TITLE, "ink", 0)
        steps = math('t = "rate" times "steps" =', theme).put(self.right - FIVE_DIGITS, self.y, "right")
        body = '"pull" F = truth("bar" p) - prediction("fill" q)'
        key = Formula(theme, body).put(self.right - FIVE_DIGITS - steps.advance - APART, self.y, "right")
        self.add(key, steps, self.count)

    def show(self, time: float) -> "Clock":
        """Write rate × steps so far, with a decimal where a whole number would stand still."""
        self.count.decimals = 1 if time < 99.95 else 0
        self.count.put(time, self.right - FIVE_DIGITS + SPACE, self.y, "left")
        return self


class ArrowScale(Part):
    """A bar as long as the arrow of some force, right of the blocks' feet; and how many times as long arrows are.

    Parameters
    ----------
    column : where it stands.
    foot : the height of its lower end.
    unit : how long a force of 1 is when arrows are once as long, in scene units.
    times : how many times as long they are now: the bar, as long as ever, stands for so much less.
    """

    def __init__(self, theme: Theme, column: Box, foot: float, unit: float, times: int = 1):
        super().__init__()
        #: scene units for a force of 1
        self.unit, self.force = times * unit, SAMPLE / times
        x, top = column.left + CAP, foot + SAMPLE * unit
        self.bar = span(Shape(theme.color("muted"), 0.0, stroke=4.0), x, foot, top)
        self.add(self.bar, math(f"F = {self.force:g}", theme).middle(x + 2 * CAP, (foot + top) / 2, "left"))
        if times > 1:
            self.add(math(f'#"arrows" times {times}', theme).middle(column.left, top + 40 * PX, "left"))


def span(shape: Shape, x: float, low: float, high: float) -> Shape:
    """Let a shape become an upright bar at ``x`` with a stroke across at either end."""
    return shape.strokes([(x, low), (x - CAP, low), (x - CAP, high)], [(x, high), (x + CAP, low), (x + CAP, high)])


def longer(unit: float, largest: float) -> int:
    """Return how many times as long, a round number to 500, arrows may be of which the longest stands for ``largest``.

    ``unit`` is how long a force of 1 is when arrows are once as long.
    """
    rounds = (digit * 10**power for power in range(3) for digit in (1, 2, 5))
    return max((times for times in rounds if times * unit * largest <= LONGEST), default=1)


class Lead(Part):
    """How far the true block hangs above the others at rest: z_y − z_j, the log of p_y over p of a wrong class j.

    Parameters
    ----------
    column : where it stands, right of the blocks.
    upper, lower : heights of the true block and of the others at rest.
    spans : from where to where dashes lead from the others to the bracket, at their height.
    p : the true class's share of the truth, and a wrong one's.
    name : of the difference, in Typst's math.
    """

    def __init__(
        self,
        theme: Theme,
        column: Box,
        upper: float,
        lower: float,
        spans: Sequence[tuple[float, float]],
        p: tuple[float, float],
        name: str,
    ):
        super().__init__()
        x = column.left + 14 * PX
        bracket = span(Shape(theme.color("logit"), 0.0, stroke=5.0), x, lower, upper)
        dashes = [Shape(theme.color("logit"), 0.0, stroke=2.5) for _ in spans]
        below = Part(*(line.dashes((a, lower), (b, lower)) for line, (a, b) in zip(dashes, spans, strict=True)))
        middle, slot = (upper + lower) / 2, "0." + "0" * enough_decimals(*p)
        said = Formula(theme, name).middle(column.right, middle + 104 * PX, "right")
        # An equals sign where it has room: next to the bracket's bar, if its ends are far enough above and below.
        whys = [Formula(theme, f"{equals}log thin @y[truth:{slot}]/@w[truth:{slot}]") for equals in ("= ", "")]
        room = column.right - x - 16 * PX - (0.0 if upper - lower > 2 * FAR else CAP)
        why = next((why for why in whys if why.advance < room), whys[-1]).show(y=p[0], w=p[1])
        value = Formula(theme, "= @lead[logit:0.000]", HERO).show(lead=float(np.log(p[0] / p[1])))
        self.add(bracket, below, said, why.middle(column.right, middle, "right"))
        self.add(value.middle(column.right, middle - 112 * PX, "right"))


def enough_decimals(high: float, low: float) -> int:
    """Return how many decimals two shares need for a calculator to get the printed log of their ratio."""
    lead = round(float(np.log(high / low)), 3)
    needed = (
        d for d in range(1, 8) if round(low, d) and round(float(np.log(round(high, d) / round(low, d))), 3) == lead
    )
    return next(needed, 8)


def lead_name(labels: Sequence[str], target: int) -> str:
    """Return the lead at rest in Typst's math: the true logit less any other, numbered unless classes have names."""
    return '#"lead in" logit(z)' if labels else f'logit(z_{target + 1}) - logit("others")'


def pull_name(theme: Theme, labels: Sequence[str], target: int) -> Label:
    """Return what heads the pulls: F of the true class, which is upwards."""
    return math(f"up({indexed('F', target, labels)})", theme)
