"""Where a row's EMD lies among the distances."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.shapes import Part, Shape
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.pulls import Pull
from scenes.pictures.class_distance.rows import GAP, Places

#: From a text to a line or to another text, in ems; from a name down to a text that stands under it.
CLEAR, OVER = 1 / 3, 0.5
#: Half a digit's height, in ems.
HALF = 0.34
#: Where a label may be, first what is best: so many halves of its width, and gaps, to the right of its line.
ON = tuple((shift, 0) for shift in (0.0, -0.2, 0.2, -0.4, 0.4, -0.6, 0.6, -0.8, 0.8))
SPOTS = (*ON, (1.0, 1), (-1.0, -1))


class EmdMark(Part):
    """An upright line on a row's axis at the distance ``emd``, on that side of the true class where ``pull`` is.

    ``label``, its ``name``, stands on its top or beside that, in the first of these ``spots`` that is free. It is None
    where it would be close to the pull's texts or the bars of the shares ``q``, or where one of those stands on the
    line, which ends under it then.
    """

    def __init__(
        self,
        theme: Theme,
        places: Places,
        emd: float,
        name: str | None,
        q: np.ndarray,
        pull: Pull,
        spots: Sequence[tuple[float, int]] = SPOTS,
    ):
        super().__init__()
        self.x = places.at(pull.column, emd)
        base, em, (begin, end) = pull.base, places.em, places.reach(pull.column)
        gap, top = CLEAR * em, base + places.unit
        boxes = [found for part in pull.submobjects if part is not pull.ghost for found in box(part)]
        bottoms = [b[1] for b in boxes if b[0] - gap < self.x < b[2] + gap]
        label = math(name or "d", theme, places.size)
        half, middle = label.advance / 2, top - GAP - HALF * em
        low = middle - HALF * em - gap

        def free(x: float) -> bool:
            left, right = x - half - gap, x + half + gap
            under = (places.lefts < right) & (places.rights > left)
            clear = base + q[under].max(initial=0.0) * places.unit < low
            apart = all(b[2] < left or b[0] > right or b[3] < low + gap - OVER * em for b in boxes)
            return begin < left and right - gap < end and clear and apart

        seen = begin + gap < self.x < end
        xs = {self.x + halves * half + gaps * gap: bool(gaps) for halves, gaps in spots}
        x = next(filter(free, xs), None) if name and seen and not bottoms else None
        self.label = None if x is None else label.middle(x, middle)
        height = min([top, *(bottom - gap for bottom in bottoms)]) if x is None else top - GAP if xs[x] else low
        self.line = Shape(theme.color("muted"), 0.0, stroke=4.0)
        if seen and height - base > gap:
            self.add(self.line.strokes([(self.x, base)], [(self.x, height)]))
        if self.label:
            self.add(self.label)


def box(part: Part) -> list[np.ndarray]:
    """Return the left, bottom, right and top of what is drawn of a part, if anything is."""
    drawn = [shape.points[:, :2] for shape in part.get_family() if len(shape.points)]
    points = np.vstack(drawn) if drawn else np.zeros((0, 2))
    return [np.concatenate([points.min(axis=0), points.max(axis=0)])] if drawn else []
