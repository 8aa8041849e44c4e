"""How far the wrong classes of the walk are from the true one, in the upper left corner, to scale."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from scenes.kit.layout import Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, UNITS_PER_SIZE
from scenes.kit.text import DIGIT_HEIGHT, Label, math, words
from scenes.kit.theme import Theme
from scenes.pictures.no_such_loss.names import corner_rows
from scenes.pictures.no_such_loss.params import Params

#: The longest distance drawn on one line, and in rows; the radius of a class.
LONG, LONGEST, DOT = 400 * PX, 220 * PX, 9 * PX
#: From a class to its name, and from text to text.
BESIDE = 24 * PX


class ClassLine(Part):
    """The true class and the wrong ones of the walk on their line; below, their distances.

    ``fits`` says whether no two texts come near, ``xs`` where the classes stand.
    """

    def __init__(self, theme: Theme, layout: Layout, params: Params):
        super().__init__()
        positions, true = np.array(params.positions, dtype=float), params.target
        wrong = [i for i in params.pair() if i != true]
        low, high = (end(positions[[true, *wrong]]) for end in (np.min, np.max))
        above, below = corner_rows(layout)
        level = (above + below + DIGIT_HEIGHT * TEXT * UNITS_PER_SIZE) / 2
        roles = {true: "truth"} | dict.fromkeys(wrong, "logit")
        names = {i: words(str(i + 1), theme, TEXT, role) for i, role in roles.items()}
        numbers = {i: math(f"{params.distances()[i]:.4g}", theme, TEXT) for i in wrong}
        heads = words("class", theme, TEXT), math("d =", theme, TEXT)
        for head, row in zip(heads, (above, below), strict=True):
            head.put(layout.left, row, "left")
        start = layout.left + heads[0].advance + BESIDE + max(one.advance for one in numbers.values()) / 2
        self.xs = xs = start + LONG * (positions - low) / (high - low)
        for rows, row in ((names, above), (numbers, below)):
            for i, text in rows.items():
                text.put(xs[i], row)
        self.add(Shape(theme.color("line"), 0.0, stroke=5.0).path([(start, level), (start + LONG, level)]))
        self.fits = _clear(names.values()) and _clear(numbers.values())
        self.add(*(Shape(theme.color(role)).disc(xs[i], level, DOT) for i, role in roles.items()))
        self.add(*heads, *names.values(), *numbers.values())


def _clear(texts: Iterable[Label]) -> bool:
    """Whether texts in a row have a space between them."""
    ordered = sorted(texts, key=lambda text: text.origin[0])
    return all(one.origin[0] + one.advance + BESIDE <= other.origin[0] for one, other in pairwise(ordered))


class DistanceRows(Part):
    """A row for each wrong class of the walk: the true one, its distance, to one scale, and the wrong one."""

    def __init__(self, theme: Theme, layout: Layout, params: Params):
        super().__init__()
        distances, wrong = params.distances(), [i for i in params.pair() if i != params.target]
        unit = LONGEST / max(distances[i] for i in wrong)
        others = {i: words(str(i + 1), theme, TEXT, "logit") for i in wrong}
        for (i, other), row in zip(others.items(), corner_rows(layout), strict=False):
            true = math(f'"class" truth({params.target + 1})', theme, TEXT).put(layout.left, row, "left")
            number = math(f"d = {distances[i]:.4g}", theme, TEXT)
            level = row + DIGIT_HEIGHT / 2 * TEXT * UNITS_PER_SIZE
            start = layout.left + true.advance + BESIDE
            end = start + unit * distances[i]
            self.add(Shape(theme.color("ink"), 0.0, stroke=5.0).path([(start, level), (end, level)]))
            for role, end_ in (("truth", start), ("logit", end)):
                self.add(Shape(theme.color(role)).disc(end_, level, DOT))
            x = start + LONGEST + max(one.advance for one in others.values()) + 3 * BESIDE
            self.add(true, other.put(end + BESIDE, row, "left"), number.put(x, row, "left"))


def distances(theme: Theme, layout: Layout, params: Params) -> ClassLine | DistanceRows:
    """Return the distances on one line, or in rows where classes lie too near to each other for their names."""
    line = ClassLine(theme, layout, params)
    return line if line.fits else DistanceRows(theme, layout, params)
