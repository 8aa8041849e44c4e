"""What stands beside blocks that come to rest, or don't: a ladder of times, the arrows' scale, the lead at rest."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.arrows import Arrow
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.tackle import WIDEST
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme

#: From rung to rung at least; how long a rung is, left of its column, and from there to its time.
ROW, RUNG, ASIDE = 50 * PX, 26 * PX, 12 * PX
#: Room for the clock's number, with a space before it.
FIVE_DIGITS, SPACE = 136 * PX, 14 * PX
#: The sample arrow stands for this force at first; how long the longest arrow may be when arrows are made longer.
SAMPLE, LONGEST = 0.5, 150 * PX


def rungs(times: Sequence[float], heights: Sequence[float]) -> list[int]:
    """Return which times get a rung: the last one, and those right before it that leave room for their numbers."""
    first = len(times) - 1
    while first > 0 and heights[first] - heights[first - 1] >= ROW:
        first -= 1
    return list(range(first, len(times)))


class Ladder(Part):
    """Rungs at the heights that the true block reached, each with its time and the pull that was left.

    The lowest one brings the columns' heads.

    Parameters
    ----------
    column : where the rungs stand.
    times, heights, pulls : of the rungs that there may be.
    """

    def __init__(
        self,
        theme: Theme,
        column: Box,
        times: Sequence[float],
        heights: Sequence[float],
        pulls: Sequence[float],
        force: Label,
    ):
        super().__init__()
        self.column = column
        self.kept = rungs(times, heights)
        low = heights[self.kept[0]] - 1.3 * ROW
        heads = math("t", theme).middle(column.left, low, "left"), force.middle(column.right, low, "right")
        self.rungs: dict[int, Part] = {}
        for k in self.kept:
            rung = Shape(theme.color("logit")).box(column.left - ASIDE, heights[k] - 3 * PX, -RUNG, 6 * PX)
            time = words(f"{times[k]:g}", theme).middle(column.left, heights[k], "left")
            pull = Readout(theme, TEXT, "up", 4, signed=True)
            pull.middle(pulls[k], column.right, heights[k], "right")
            self.rungs[k] = Part(rung, time, pull, *(heads if k == self.kept[0] else ()))


class Clock(Part):
    """What the marks on blocks are, and how far the run is: F = p − q, and t = rate × steps, on the title's line."""

    def __init__(self, theme: Theme, layout: Layout):
        super().__init__()
        self.right, self.y = layout.right, layout.title_baseline
        self.count = Readout(theme, TEXT, "ink", 0)
        steps = math('t = "rate" times "steps" =', theme).put(self.right - FIVE_DIGITS, self.y, "right")
        body = '"pull" F = truth("bar" p) - prediction("fill" q)'
        key = Formula(theme, body).put(self.right - FIVE_DIGITS - steps.advance - 70 * PX, self.y, "right")
        self.add(key, steps, self.count)

    def show(self, time: float) -> "Clock":
        """Write rate × steps so far, with a decimal where a whole number would stand still."""
        self.count.decimals = 1 if time < 99.95 else 0
        self.count.put(time, self.right - FIVE_DIGITS + SPACE, self.y, "left")
        return self


class ArrowScale(Part):
    """An arrow and the force that it stands for, right of the blocks' feet; and how many times as long arrows are.

    It is as long as it was when they get longer: it stands for so much less.

    Parameters
    ----------
    column : where it stands.
    unit : how long a force of 1 is when arrows are once as long, in scene units.
    times : how many times as long they are now.
    """

    def __init__(self, theme: Theme, column: Box, foot: float, unit: float, times: int = 1):
        super().__init__()
        #: scene units for a force of 1
        self.unit, self.force = times * unit, SAMPLE / times
        x, tail = column.left + WIDEST, foot + 24 * PX
        self.arrow = Arrow(theme, self.unit, WIDEST).show(self.force, x, tail)
        self.arrow.body.recolor(theme.color("muted"))  # it pulls nothing
        name = math(f"F = {self.force:g}", theme).middle(x + 46 * PX, tail + self.arrow.length / 2, "left")
        #: what it stands for, and how many times as long arrows are
        self.told = Part(name)
        if times > 1:
            told = math(f'#"arrows" times {times}', theme)
            self.told.add(told.middle(column.left, tail + self.arrow.length + 36 * PX, "left"))
        self.add(self.arrow, self.told)


def longer(unit: float, largest: float, longest: float = LONGEST) -> int:
    """Return how many times as long, a round number to 50, arrows may be whose ``longest`` stands for ``largest``."""
    rounds = (digit * 10**power for power in range(2) for digit in (1, 2, 5))
    return max((times for times in rounds if times * unit * largest <= longest), default=1)


class Lead(Part):
    """How far the true block hangs above the others at rest: z_y − z_j, the log of p_y over p of a wrong class j.

    Parameters
    ----------
    column : where it stands, right of the blocks.
    upper, lower : heights of the true block and of the others at rest.
    beside : where dashes that lead from the others' height to the bracket begin.
    p : the true class's share of the truth, and a wrong one's.
    name : of the difference, in Typst's math.
    """

    def __init__(
        self,
        theme: Theme,
        column: Box,
        upper: float,
        lower: float,
        beside: float,
        p: tuple[float, float],
        name: str,
    ):
        super().__init__()
        x = column.left + 14 * PX
        cap = 18 * PX
        bracket = Shape(theme.color("logit"), 0.0, stroke=5.0)
        bracket.points = np.concatenate(
            [
                Shape(theme.color("logit")).path(ends).points
                for ends in (
                    [(x, lower), (x, upper)],
                    [(x - cap, upper), (x + cap, upper)],
                    [(x - cap, lower), (x + cap, lower)],
                )
            ]
        )
        below = Shape(theme.color("logit"), 0.0, stroke=2.5).dashes((beside, lower), (x - cap, lower))
        middle, slot = (upper + lower) / 2, "0." + "0" * enough_decimals(*p)
        said = Formula(theme, name).middle(column.right, middle + 104 * PX, "right")
        # An equals sign where it has room.
        whys = [Formula(theme, f"{equals}log thin @y[truth:{slot}]/@w[truth:{slot}]") for equals in ("= ", "")]
        room = column.right - x - cap - 16 * PX
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
    """Return what heads the pulls: F, with the class's number unless classes have names."""
    return math("F" if labels else f"F_{target + 1}", theme)
