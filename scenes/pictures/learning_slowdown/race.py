"""Trainings over the updates, and a board with their outputs."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.arrows import silhouette
from scenes.kit.axis import Axes, Axis, steady
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.places import is_clear
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Label, math, sentence, words
from scenes.kit.theme import Theme
from scenes.pictures.learning_slowdown.runs import CAP, THICK, THIN, Course, Run
from scenes.pictures.learning_slowdown.slowdown import TEN

#: Height of a digit of texts, in whole pixels; from one line of the board to the next.
TEXT_CAP, LINE = 32 * PX, 74 * PX
#: Least distance in ems of ticks above each other, and of those side by side: the first two have the name between them,
#: and where the axis rests no tick is on its way.
SPACING, APART = 3.5, (7.0, 7.6, 8.2, 8.8)
GAP = 24 * PX
#: How long a line is that stands for a run.
SAMPLE = 64 * PX
#: From the level axis down to the baseline of its names; from the upright one to its numbers, past a dot on it.
UNDER_AXIS = 51 * PX
OFF = 26 * PX
#: The output that runs are compared at; dots of a thin line and the space between.
HALF, DOTS = 0.5, (4 * PX, 9 * PX)
#: Around a number beside a line.
CLEAR = 11 * PX
#: From one row of the key to the next; how far the target's line goes on, and from there to its name.
ROW, ON, BEYOND = 62 * PX, 40 * PX, 22 * PX


class Race:
    """Outputs of several runs over the updates; the axes can be zoomed.

    Parameters
    ----------
    box : the plot's.
    runs : two costs' runs by (cost, start), start 1 the more wrong one, start 0 the other, if it is there.
    dashed : the cost whose runs are dashed.
    """

    def __init__(self, theme: Theme, box: Box, runs: dict[tuple[str, int], Run], dashed: str):
        self.theme, self.box = theme, box
        updates = next(iter(runs.values())).updates
        self.axes = Axes(
            Axis.below(theme, box, 0.0, updates, spacing=_apart(box.width, (updates, TEN))),
            Axis.beside(theme, box, 0.0, 1.0, spacing=SPACING, gap=OFF),
        )
        self.quantity = self.name_output("output q")
        self.unit = words("updates", theme, TEXT, "muted")
        self.courses = {}
        for cost, start in sorted(runs, key=lambda run: -run[1]):  # thin ones, and their dots, in front
            run = runs[cost, start]
            self.courses[cost, start] = Course(theme, self.axes, run, dashed=cost == dashed, thin=start == 0)
        half = float(self.axes.y_axis.at(HALF))
        self.half = Shape(theme.color("muted"), 0.0, stroke=3.0).dashes((box.left, half), (box.right, half), *DOTS)
        target = words("target", theme, TEXT, "truth").middle(box.right + ON + BEYOND, box.bottom, "left")
        ends = [(box.left, box.bottom), (box.right + ON, box.bottom)]
        self.target = Part(Shape(theme.color("truth"), 0.0, stroke=6.0).path(ends), target)
        self.name_time()

    def name_output(self, name: str) -> Label:
        """Return the upright axis' name, in its place."""
        return sentence(name, self.theme, TEXT).put(self.box.left - OFF, self.box.top + CLEAR + GAP, "left")

    def name_time(self) -> Label:
        """Put the level axis' name between its first two ticks, and return it; call it when the axis stands."""
        axis = self.axes.x_axis
        first = min(value for value, there in axis.there.items() if value > 0 and there > 0)
        return self.unit.put(float(axis.at(first / 2)), self.box.bottom - UNDER_AXIS)

    def until(self, at: float) -> "Race":
        """Draw all runs up to a time in updates."""
        for course in self.courses.values():
            course.until(at)
        return self

    def key(self, steps: Sequence[str], right: float, baseline: float) -> Part:
        """Return each loss's name and step size behind a line like its run's, in two rows that end at ``right``."""
        costs = [cost for cost, _ in self.courses]
        names = [math(f'"{cost}:" eta = {step}', self.theme, TEXT) for cost, step in zip(costs, steps, strict=True)]
        left, found = right - max(name.advance for name in names), Part()
        for row, (name, course) in enumerate(zip(names, self.courses.values(), strict=True)):
            name.put(left, baseline - row * ROW, "left")
            level = name.origin[1] + TEXT_CAP / 2
            sample = Shape(self.theme.color("prediction"), 0.0, stroke=THICK)
            draw = sample.dashed if course.trace.is_dashed else sample.path
            draw(np.array([(left - GAP - SAMPLE, level), (left - GAP, level)]))
            found.add(sample, name)
        return found

    def later(self, first: Run, second: Run, share: float = HALF) -> Part:
        """Return the arrow from where one run passes a level to where another does, how much later, and both feet.

        Where only one of them passes, its foot.
        """
        from_, to = first.first_below(share), second.first_below(share)
        arrow, text = Shape(self.theme.color("ink")), Part()
        if from_ is None or to is None:
            lone = [self._foot(update, share, alone=True) for update in (from_, to) if update is not None]
            return Part(*(mark for foot in lone for mark in foot))
        if to <= from_:
            return Part()
        (left, y), (right, _) = self.axes.at(from_, share), self.axes.at(to, share)
        label = words(f"{to - from_} updates later", self.theme, TEXT)
        head, half, shaft, clear = 30 * PX, 15 * PX, 3 * PX, 26 * PX
        left, right = left + clear, right - clear
        if right - left < label.advance:
            return Part()
        curves = [course.line for course in self.courses.values()]
        middles = (left + right) / 2, left + label.advance / 2, right - label.advance / 2
        for middle in middles:
            room = Box(middle - label.advance / 2, y + GAP, middle + label.advance / 2, y + GAP + TEXT_CAP)
            if is_clear(room.inset(*4 * [-CLEAR]), curves):
                text.add(label.put(middle, y + GAP))
                break
        neck = right - head
        arrow.outline(np.array([0.0, y]) + silhouette(left, neck, right, shaft, half))
        return Part(arrow, text, *self._foot(from_, share), *self._foot(to, share))

    def _foot(self, update: int, share: float, alone: bool = False) -> list[Shape | Label]:
        """Return the line down from a level at an update, and the update's number beside it where no curve passes.

        The number stands left of it, right under the level, or, with no arrow from there, above the level, if it can.
        """
        (x, y), (_, foot) = self.axes.at(update, share), self.axes.at(update, 0.0)
        line = Shape(self.theme.color("muted"), 0.0, stroke=3.0).dashes((x, foot), (x, y), *DOTS)
        number = words(f"{update}", self.theme, HERO)
        wide, tall, curves = number.advance + 2 * CLEAR, CAP * HERO + 2 * CLEAR, [c.line for c in self.courses.values()]
        first = (x + CLEAR, y) if alone else (x - wide - CLEAR, y - tall - 2.5 * CLEAR)
        for left, low in (first, (x, foot), (x - wide, y - tall - CLEAR), (x, y - tall - CLEAR)):
            room = Box(float(left), float(low), float(left) + wide, float(low) + tall)
            if self.box.left < room.left and room.right < self.box.right and is_clear(room, curves):
                return [line, number.put(room.x, room.bottom + 1.6 * CLEAR)]  # off the target's line
        return [line]


def _apart(length: float, ranges: Sequence[int]) -> float:
    """Return the least distance of an axis' ticks at which none is on its way in any of these ranges, if it can be."""
    units = [length / high for high in ranges]
    return next((apart for apart in APART if all(steady(unit, apart) == unit for unit in units)), APART[-1])


class Board(Part):
    """For each cost its name and rate, and for each start its line and the output that it has come to, live.

    Parameters
    ----------
    box : where it stands.
    starts : the starts as they are written, by number, in the order of rows.
    rates : step sizes by cost.
    dashed : the cost whose line is dashed.
    """

    def __init__(self, theme: Theme, box: Box, starts: dict[int, str], rates: dict[str, float], dashed: str):
        super().__init__()
        self.outputs: dict[tuple[str, int], Formula] = {}
        for i, (cost, rate) in enumerate(rates.items()):
            top = box.top - TEXT_CAP - i * ((2 + len(starts)) * LINE + GAP)
            self.add(words(cost, theme, TEXT).put(box.left, top, "left"))
            self.add(math(f"eta = {rate:g}", theme, TEXT).put(box.left, top - LINE, "left"))
            for row, (start, written) in enumerate(starts.items()):
                body = f'"{written}" arrow.r @q[prediction:0.000]'
                base = top - (2 + row) * LINE
                sample = Shape(theme.color("prediction"), 0.0, stroke=THICK if start else THIN)
                level = base + TEXT_CAP / 2
                ends = np.array([(box.left, level), (box.left + 52 * PX, level)])
                (sample.dashed if cost == dashed else sample.path)(ends)
                output = Formula(theme, body).put(box.left + 68 * PX, base, "left")
                self.outputs[cost, start] = output
                self.add(sample, output)

    def show(self, outputs: dict[tuple[str, int], float]) -> "Board":
        """Write the outputs."""
        for run, output in outputs.items():
            self.outputs[run].show(q=output)
        return self
