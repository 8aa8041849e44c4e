"""How far the wrong classes of the walk are from the true one, over the slopes that this divides, to scale."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from scenes.kit.layout import Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, UNITS_PER_SIZE
from scenes.kit.text import DIGIT_HEIGHT, Label, math, words
from scenes.kit.theme import Theme
from scenes.pictures.no_such_loss.params import Params

#: The longest distance drawn on one line, and in rows; the radius of a class.
LONG, LONGEST, DOT = 1000 * PX, 560 * PX, 12 * PX
#: From a class to its name, and from text to text.
BESIDE = 24 * PX
#: From row to row, and from what the rows stand over up to the lower one's baseline.
LINE, OVER = 100 * PX, 56 * PX
#: How far to the right of the middle rows stand that reach up beside the title.
ASIDE = 220 * PX


class ClassLine(Part):
    """The true class and the wrong ones of the walk on their line; below, their distances.

    ``fits`` says whether no two texts come near, ``xs`` where the classes stand, ``numbers`` the wrong ones' distances.
    In ``short`` the word class stands once, before the first.
    """

    def __init__(self, theme: Theme, params: Params, over: float = 0.0, x: float = 0.0, short: bool = False):
        super().__init__()
        positions, true = np.array(params.positions, dtype=float), params.target
        wrong = [i for i in params.pair() if i != true]
        low, high = (end(positions[[true, *wrong]]) for end in (np.min, np.max))
        above, below = over + OVER + LINE, over + OVER
        level = (above + below + DIGIT_HEIGHT * TEXT * UNITS_PER_SIZE) / 2
        roles = {true: "truth"} | dict.fromkeys(wrong, "logit")
        word = "" if short else "class "
        names = {i: words(f"{word}{i + 1}", theme, TEXT, role) for i, role in roles.items()}
        self.numbers = {i: math(f"d = {params.distances()[i]:.4g}", theme, TEXT) for i in wrong}
        noted = {true: words("true", theme, TEXT, "truth")} | self.numbers
        self.xs = xs = x + LONG * ((positions - low) / (high - low) - 0.5)
        for rows, row in ((names, above), (noted, below)):
            for i, text in rows.items():
                text.put(xs[i], row)
        self.add(Shape(theme.color("line"), 0.0, stroke=6.0).path([(x + end, level) for end in (-LONG / 2, LONG / 2)]))
        self.fits = _clear(names.values()) and _clear(noted.values())
        self.add(*(Shape(theme.color(role)).disc(xs[i], level, DOT) for i, role in roles.items()))
        self.add(*names.values(), *noted.values())
        if short:
            first = min(name.origin[0] for name in names.values())
            self.add(words("class", theme, TEXT).put(first - BESIDE, above, "right"))


def _clear(texts: Iterable[Label]) -> bool:
    """Whether texts in a row have a space between them."""
    ordered = sorted(texts, key=lambda text: text.origin[0])
    return all(one.origin[0] + one.advance + BESIDE <= other.origin[0] for one, other in pairwise(ordered))


class DistanceRows(Part):
    """A row for each wrong class of the walk: the true one, its distance, to one scale, and the wrong one."""

    def __init__(self, theme: Theme, params: Params, over: float = 0.0, x: float = 0.0):
        super().__init__()
        distances, wrong = params.distances(), [i for i in params.pair() if i != params.target]
        unit = LONGEST / max(distances[i] for i in wrong)
        self.numbers = {i: math(f"d = {distances[i]:.4g}", theme, TEXT) for i in wrong}
        others = {i: words(f"class {i + 1}", theme, TEXT, "logit") for i in wrong}
        for (i, other), row in zip(others.items(), (over + OVER + LINE, over + OVER), strict=False):
            true = words(f"true class {params.target + 1}", theme, TEXT, "truth").put(x - LONG / 2, row, "right")
            level = row + DIGIT_HEIGHT / 2 * TEXT * UNITS_PER_SIZE
            start = x - LONG / 2 + BESIDE
            end = start + unit * distances[i]
            self.add(Shape(theme.color("ink"), 0.0, stroke=5.0).path([(start, level), (end, level)]))
            for role, end_ in (("truth", start), ("logit", end)):
                self.add(Shape(theme.color(role)).disc(end_, level, DOT))
            other.put(end + BESIDE, row, "left")
            self.add(true, other, self.numbers[i].put(end + 3 * BESIDE + other.advance, row, "left"))


def distances(theme: Theme, layout: Layout, params: Params, over: float) -> ClassLine | DistanceRows:
    """Return, over this height, the distances on one line, or in rows where classes lie too near for their names."""
    x = ASIDE if over + OVER + 1.5 * LINE > layout.top else 0.0
    lines = (ClassLine(theme, params, over, x, short) for short in (False, True))
    return next((line for line in lines if line.fits), None) or DistanceRows(theme, params, over, x)
