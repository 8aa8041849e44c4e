"""Axes with a quantity, a unit and round ticks; and curves drawn on them, with a dot at the end."""

from bisect import bisect_left
from collections.abc import Callable

import numpy as np

from .layout import Box
from .marks import clamp
from .shapes import Part, Shape
from .sizes import PX, TICK, UNITS_PER_SIZE
from .text import DIGIT_HEIGHT, Label, words
from .theme import Theme

TICK_LENGTH = 10 * PX
#: From text to tick.
GAP = 12 * PX
STROKE = 3.0
#: The share of their distance over which ticks come and go.
FADE = 0.06


def plain(value: float) -> str:
    """Return a tick's number as it is printed."""
    return f"{value:.10g}".replace("-", "\N{MINUS SIGN}")


class Axis(Part):
    """A line with round ticks (1, 2, 5 times a power of ten), which come and go smoothly when the range changes.

    Parameters
    ----------
    start, end : the line's ends, level or upright; ``low`` lies at ``start``, ``high`` at ``end``.
    low, high : the range shown.
    ticks : the values marked, or None for round ones.
    write : how a tick's value is printed.
    role, size : the texts' colour, and Manim's font size of them.
    spacing : least distance of two round ticks, in ems; None for as near as their texts have room.
    gap : from text to tick.
    least : the least step of round ticks.
    clear : so near to its end, where its name stands, it has no round tick; 0 for ticks up to the end.
    """

    def __init__(
        self,
        theme: Theme,
        start: tuple[float, float],
        end: tuple[float, float],
        low: float,
        high: float,
        ticks: tuple[float, ...] | None = None,
        write: Callable[[float], str] = plain,
        role: str = "muted",
        size: float = TICK,
        spacing: float | None = None,
        gap: float = GAP,
        least: float = 0.0,
        clear: float = 0.0,
    ):
        super().__init__()
        self.theme, self.start, self.end = theme, np.array(start, dtype=float), np.array(end, dtype=float)
        self.upright = abs(end[1] - start[1]) > abs(end[0] - start[0])
        self.length = float(np.linalg.norm(self.end - self.start))
        self.ticks, self.write, self.role, self.size, self.spacing, self.gap = ticks, write, role, size, spacing, gap
        self.least, self.clear = least, clear
        self.line = Shape(theme.color("line"), 0.0, stroke=STROKE).path([start, end])
        self.marks: dict[float, tuple[Shape, Label]] = {}
        self.there: dict[float, float] = {}
        self.add(self.line)
        self.show(low, high)

    @classmethod
    def below(cls, theme: Theme, box: Box, low: float, high: float, **options) -> "Axis":
        """Return an axis along a box's lower side."""
        return cls(theme, (box.left, box.bottom), (box.right, box.bottom), low, high, **options)

    @classmethod
    def beside(cls, theme: Theme, box: Box, low: float, high: float, **options) -> "Axis":
        """Return an axis along a box's left side."""
        return cls(theme, (box.left, box.bottom), (box.left, box.top), low, high, **options)

    @property
    def unit(self) -> float:
        """Scene units for a value of 1."""
        return self.length / (self.high - self.low)

    def at(self, value):
        """Return where values lie: heights on an upright axis, else places across; any shape."""
        base = self.start[1] if self.upright else self.start[0]
        return base + (np.asarray(value, dtype=float) - self.low) * self.unit

    def show(self, low: float, high: float) -> "Axis":
        """Show another range."""
        low, high = float(low), float(high)
        if self.marks and (low, high) == (self.low, self.high):
            return self
        self.low, self.high = low, high
        shown = dict.fromkeys(self.ticks, 1.0) if self.ticks is not None else self._round_ticks()
        for value in [*self.marks, *(value for value in shown if value not in self.marks)]:
            if value not in self.marks:
                self.marks[value] = (
                    Shape(self.theme.color("line"), 0.0, stroke=STROKE),
                    words(self.write(value), self.theme, self.size, self.role),
                )
                self.marks[value][1].role = "muted"  # whatever its colour, it is a note
                self.add(*self.marks[value])
            self._draw_tick(value, shown.get(value, 0.0))
        return self

    def present(self) -> list[Shape]:
        """Return all shapes but the ticks that are not there in this range."""
        gone = [part for value, parts in self.marks.items() if not self.there[value] for part in parts]
        hidden = {id(leaf) for part in gone for leaf in part.get_family()}
        return [leaf for leaf in self.leaves if id(leaf) not in hidden]

    def _draw_tick(self, value: float, presence: float) -> None:
        mark, text = self.marks[value]
        place = float(self.at(value))
        if self.upright:
            x = float(self.start[0])
            mark.path([(x - TICK_LENGTH, place), (x, place)])
            text.middle(x - TICK_LENGTH - self.gap, place, "right")
        else:
            y = float(self.start[1])
            mark.path([(place, y - TICK_LENGTH), (place, y)])
            text.put(place, y - TICK_LENGTH - self.gap - DIGIT_HEIGHT * self.size * UNITS_PER_SIZE)
        # Only if it changed, so that an axis that was dimmed stays so.
        if self.there.get(value) != presence:
            self.there[value] = presence
            for part in (mark, text):
                part.set_presence(presence)

    def _round_ticks(self) -> dict[float, float]:
        """Return the round values in the range, and how far each is there.

        The step is the finest for which texts have room. Where a zoom is about to change it, ticks of the old step
        that the new one hasn't got fade out before, the others fade in after, so that nothing blinks or crowds.
        """
        need, unit = self._room(), abs(self.unit)
        place = bisect_left(_STEPS, max(need / unit, self.least))
        finer, step, coarser = _STEPS[place - 1 : place + 2]
        leaving = clamp((step * unit / need - 1) / FADE, 0.0, 1.0)
        coming = clamp((1 - finer * unit / need) / FADE, 0.0, 1.0)
        least, most = sorted((self.low, self.high))
        slack = 1e-9 * (most - least)
        first, last = int(np.ceil((least - slack) / step)), int(np.floor((most + slack) / step))
        values = [float(f"{k * step:.9g}") for k in range(first, last + 1)]
        return {
            value: min(
                1.0 if _is_multiple(value, coarser) else leaving,
                1.0 if _is_multiple(value, finer) else coming,
                clamp((abs(self.high - value) * unit - self.clear) / (2 * PX), 0.0, 1.0) if self.clear else 1.0,
            )
            for value in values
        }

    def _room(self) -> float:
        """Return the least distance of two ticks: two lines, or four digits and a space, if no other is asked for."""
        return (self.spacing or (2.2 if self.upright else 3.0)) * self.size * UNITS_PER_SIZE

    def named(self, name: Label, at: float | None = None) -> "Axis":
        """Add the axis' name: over an upright axis; on a level one under value ``at``, or behind its end."""
        x, y = self.end
        if self.upright:
            name.put(x - TICK_LENGTH, y + 0.2, "left")
        elif at is None:
            name.middle(x + 2 * GAP, y, "left")
        else:
            name.put(float(self.at(at)), y - TICK_LENGTH - GAP - DIGIT_HEIGHT * name.size * UNITS_PER_SIZE)
        self.add(name)
        return self

    def between(self, name: Label) -> "Axis":
        """Add the unit's name to an upright axis, in its column of numbers, halfway between the two highest ticks."""
        *_, low, high = [0.0, *sorted(value for value, there in self.there.items() if there > 0)]
        name.middle(float(self.start[0]) - TICK_LENGTH - GAP, float(self.at((low + high) / 2)), "right")
        self.add(name)
        return self


#: Round steps, from the finest.
_STEPS = [float(f"{digit}e{power}") for power in range(-12, 13) for digit in (1, 2, 5)]


def _is_multiple(value: float, step: float) -> bool:
    return abs(value / step - round(value / step)) < 1e-6


def steady(unit: float, spacing: float, size: float = TICK) -> float:
    """Return the largest unit, at most this one, at which no round tick is on its way: for an axis that rests there."""
    need = spacing * size * UNITS_PER_SIZE
    place = bisect_left(_STEPS, need / unit)
    finer, step = _STEPS[place - 1 : place + 1]
    if step * unit < (1 + FADE) * need:
        return (1 - FADE) * need / step
    return min(unit, (1 - FADE) * need / finer)


class Axes(Part):
    """A level and an upright axis that share their lower left corner."""

    def __init__(self, x: Axis, y: Axis):
        super().__init__(x, y)
        self.x_axis, self.y_axis = x, y

    def at(self, x, y) -> np.ndarray:
        """Return where points lie; arrays of n values give shape (n, 2)."""
        x, y = np.broadcast_arrays(self.x_axis.at(x), self.y_axis.at(y))
        return np.stack([x, y], axis=-1)


class Trace(Part):
    """A curve on a pair of axes that may end in a dot.

    Parameters
    ----------
    role : its colour.
    stroke : Manim's stroke width.
    dot : the dot's radius in scene units, 0 for none.
    dashed : whether the line is dashed.
    """

    def __init__(
        self, theme: Theme, axes: Axes, role: str, stroke: float = 6.0, dot: float = 12 * PX, dashed: bool = False
    ):
        super().__init__()
        self.axes, self.radius, self.is_dashed = axes, dot, dashed
        self.line = Shape(theme.color(role), 0.0, stroke=stroke)
        self.dot = Shape(theme.color(role))
        self.add(self.line, self.dot)

    def show(self, x, y) -> "Trace":
        """Draw the points (x, y), shape (n,) each, n ≥ 1, the dot on the last one."""
        points = self.axes.at(np.atleast_1d(x), np.atleast_1d(y))
        if len(points) > 1:
            (self.line.dashed if self.is_dashed else self.line.path)(points)
        else:
            self.line.points = np.zeros((0, 3))
        if self.radius:
            self.dot.disc(*points[-1], self.radius)
        return self
