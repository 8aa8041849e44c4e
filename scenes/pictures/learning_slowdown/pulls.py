"""The pull on a weight over the neuron's output: the error, the sigmoid's slope, and their product."""

import numpy as np

import mathcore as mc
from scenes.kit.arrows import silhouette
from scenes.kit.axis import Axes, Axis
from scenes.kit.costs import CROSS_ENTROPY, QUADRATIC
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme
from scenes.pictures.learning_slowdown.runs import CAP

GRID = np.unique(np.concatenate([np.linspace(0.0, 1.0, 241), 1 - np.geomspace(1e-3, 0.05, 40)]))
#: Half the width of the arrow from the quadratic pull up to the risen one, its head's length, half of that one's width.
SHAFT, HEAD, HALF_HEAD = 2.5 * PX, 26 * PX, 13 * PX
#: Half of what a pull's dot measures, and the quadratic pull's while it is compared.
DOT, WEAK = 17 * PX, 11 * PX
GAP = 26 * PX
#: From a pull's number down to what is under it.
CLEAR = 10 * PX
#: Opacity of what is under the quadratic pull.
FILL = 0.2
#: How the bell is named, and half the name's width in outputs; the first that has room, at the first of these outputs.
NAMES = ('"slope" prediction(q) (1 - prediction(q))', 0.1), ("prediction(q) (1 - prediction(q))", 0.06)
PLACES = (0.5, 0.62, 0.65, 0.72, 0.8, 0.88, 0.9, 0.92, 0.95, 0.98)


class PullPlot:
    """One honest scale for error q, factor q(1 − q) and pull q (q(1 − q))^s, all of them from 0 to 1.

    Parameters
    ----------
    box : the plot's.
    starts : outputs at which the pull is read off, the more wrong one last.
    written : how these are written.
    """

    def __init__(self, theme: Theme, box: Box, starts: tuple[float, float], written: tuple[str, str]):
        self.box, self.starts = box, starts
        x = Axis.below(theme, box, 0.0, 1.0, ticks=())
        y = Axis.beside(theme, box, 0.0, 1.0, ticks=(0.0, 0.5, 1.0))
        self.axes = Axes(x, y)
        self.area = Shape(theme.color("down"), FILL)
        self.bell = Shape(theme.color("ink"), 0.0, stroke=4.5)
        self.error = Shape(theme.color("prediction"), 0.0, stroke=4.5)  # for a target of 0 it is the output
        self.quadratic, self.cross_entropy = (Shape(theme.color("down"), 0.0, stroke=8.0) for _ in "qc")
        self.stems = [Shape(theme.color("muted"), 0.0, stroke=3.0) for _ in starts]
        self.risen = [Shape(theme.color("ink")) for _ in starts]
        self.ends = [Shape(theme.color("prediction")) for _ in starts]
        self.dots = [Shape(theme.color("down")) for _ in starts]
        self.numbers = _numbers(theme, TEXT, HERO)
        self.error_name = math('"error" prediction(q) - truth(0)', theme, TEXT)
        self.quadratic_name, self.cross_entropy_name = (
            words(cost, theme, TEXT, "down") for cost in (QUADRATIC, CROSS_ENTROPY)
        )
        for name in (self.error_name, self.cross_entropy_name):
            name.put(*self._over(0.33, 0.33, 34 * PX), "right")
        #: whether the less wrong start's quadratic pull has its number right of the stem, where the pull falls
        sides = (True, False) if self._between > self.numbers[0].width("0.000") + 2 * GAP else (False,)
        free = [(*named, q, side) for side in sides for named in NAMES for q in PLACES if self._free(q, named[1], side)]
        name, half, at, self.right = free[0] if free else (*NAMES[-1], 0.5, False)
        self.bell_name = math(name, theme, TEXT).halo(theme.color("paper"))
        self.bell_name.put(*self._over(at, float(mc.sigmoid_slope(max(0.5, at - half))), 24 * PX))
        hump = float(mc.gated_error(GRID[abs(GRID - at) < 0.08], 1.0).max())
        self.quadratic_name.put(*self._over(at, hump, 28 * PX))
        self.names = self._axis_names(theme, written)

    def _free(self, q: float, half: float, right: bool) -> bool:
        """Whether a name has room over the bell at q: off the stems, and off the numbers beside them."""
        beside = 0.1 if right else 0.02
        return all(q + half < start - 0.15 or start + beside < q - half for start in self.starts)

    def _over(self, q: float, value: float, gap: float) -> tuple[float, float]:
        x, y = self.axes.at(q, value)
        return float(x), float(y) + gap

    def _axis_names(self, theme: Theme, written: tuple[str, str]) -> Part:
        """Return what stands under the level axis: the target, the two starts, the quantity."""
        base = self.box.bottom - 68 * PX
        target = words("target 0", theme, TEXT, "truth").put(self.box.left, base, "left")
        name = math('prediction(q)", more wrong →"', theme, TEXT, "muted").put(self.box.left + 240 * PX, base, "left")
        places = [float(self.axes.at(q, 0.0)[0]) for q in self.starts]
        texts = [words(output, theme, TEXT, "prediction") for output in written]
        for text, x in zip(texts, places, strict=True):
            text.put(x, base)
        apart = texts[0].advance + GAP
        self.start_names = Part(texts[1], *(texts[:1] if places[1] - places[0] > apart else ()))
        return Part(target, name)

    def draw(self, error: float, bell: float) -> "PullPlot":
        """Draw error line and bell up to these outputs; the starts stand on the line as far as it goes."""
        self._draw(self.error, self.axes.at(GRID, GRID)[error >= GRID])
        self._draw(self.bell, self.axes.at(GRID, mc.sigmoid_slope(GRID))[bell >= GRID])
        for stem, end, q in zip(self.stems, self.ends, self.starts, strict=True):
            (x, y), (_, foot) = self.axes.at(q, q), self.axes.at(q, 0.0)
            stem.dashes((x, foot), (x, y), 4 * PX, 9 * PX)
            end.disc(x, y, 11 * PX)
        return self

    def _draw(self, shape: Shape, points: np.ndarray, dashed: bool = False) -> None:
        if len(points) > 1:
            (shape.dashed if dashed else shape.path)(points)
        else:
            shape.points = np.zeros((0, 3))

    def pull_by(self, power: float, reach: float = 1.0) -> "PullPlot":
        """Draw the pull up to an output, with the factor to a power: 1 is the quadratic loss, 0 is cross-entropy.

        Pull, dot and number of a start come when the curve has reached it. Cross-entropy's pull stands over the
        quadratic one, which is dashed as all that is quadratic, and an arrow at each start leads from there to it, in
        the stem's place.
        """
        points = self.axes.at(GRID, mc.gated_error(GRID, power))
        curve, drawn = self.quadratic if power else self.cross_entropy, points[reach >= GRID]
        self._draw(curve, drawn, dashed=curve is self.quadratic)
        if power:
            self.area.outline(np.concatenate([drawn, [[drawn[-1, 0], self.axes.y_axis.start[1]]]]))
        for i, q in enumerate(self.starts):
            value = float(mc.gated_error(q, power))
            x, y = self.axes.at(q, value)
            low, reached = float(self.axes.at(q, mc.gated_error(q, 1.0))[1]), reach >= q
            self.dots[i].disc(x, y, DOT if reached else 0.0)
            tip = float(y) - DOT
            arrow = silhouette(low, tip - HEAD, tip, SHAFT, HALF_HEAD) if reached else np.zeros((0, 2))
            self.risen[i].outline(np.array([x, 0.0]) + arrow[:, ::-1])
            if reached and not power:
                self.stems[i].dashes((x, float(self.axes.y_axis.start[1])), (x, low), 4 * PX, 9 * PX)
            self._write(self.numbers[i], i, value, points, quadratic=bool(power))
            self.numbers[i].set_presence(clamp((reach - q) / min(0.01, 1 - q), 0.0, 1.0))
        return self

    def weak(self, theme: Theme) -> Part:
        """Return what stays of the quadratic pull at the starts while cross-entropy's rises: dots and numbers."""
        pull, values = self.axes.at(GRID, mc.gated_error(GRID, 1.0)), mc.gated_error(np.array(self.starts), 1.0)
        dots = [
            Shape(theme.color("down")).disc(*self.axes.at(q, value), WEAK)
            for q, value in zip(self.starts, values, strict=True)
        ]
        numbers = _numbers(theme, TEXT, TEXT)
        for i in self.told:
            self._write(numbers[i], i, float(values[i]), pull, quadratic=True)
        return Part(*dots, *(numbers[i] for i in self.told))

    def _write(self, number: Readout, i: int, value: float, points: np.ndarray, quadratic: bool) -> None:
        """Write a pull: the more wrong one's behind the plot's end if that is near, else over all that is beside it.

        That is left of it, or right of the less wrong start's ``quadratic`` pull if there is room.
        """
        x, y = (float(at) for at in self.axes.at(self.starts[i], value))
        wide, half = number.width(number.format(value)), CAP * number.size / 2
        if i == 1 and self.at_the_end:
            number.middle(value, self.box.right + 1.2 * GAP, max(y, self.box.bottom + half + CLEAR), "left")
            return
        right = i == 0 and quadratic and self.right
        start, end = (x, x + wide + 2 * GAP) if right else (x - wide - 2 * GAP, x - GAP)
        reach = (points[:, 0] > start) & (points[:, 0] <= end)
        bell = float(mc.sigmoid_slope(max(0.5, (start - self.box.left) / self.axes.x_axis.unit)))
        floor = max(float(points[reach, 1].max()), float(self.axes.at(0.0, bell)[1]))
        place = start + GAP if right else end - 12 * PX
        number.middle(value, place, floor + half + CLEAR, "left" if right else "right")

    @property
    def at_the_end(self) -> bool:
        """Whether the more wrong start is so near to 1 that its number stands behind the plot."""
        return float(self.axes.at(self.starts[1], 0.0)[0]) > self.box.right - 120 * PX

    @property
    def _between(self) -> float:
        """The room between both starts, or from the first to the second's number if that stands there."""
        first, second = (float(self.axes.at(q, 0.0)[0]) for q in self.starts)
        return second - first - (0.0 if self.at_the_end else self.numbers[1].width("0.000") + 2 * GAP)

    @property
    def told(self) -> list[int]:
        """The starts whose pulls have room for a number each."""
        return [0, 1] if self._between > (12 * PX if self.at_the_end else 0.0) else [1]


def _numbers(theme: Theme, *sizes: float) -> list[Readout]:
    """Return the two starts' numbers: the second may stand over the first's stem."""
    first, second = (Readout(theme, size, "down", 3) for size in sizes)
    return [first, second.halo(theme.color("paper"))]
