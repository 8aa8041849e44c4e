"""Where a row's EMD lies among the distances."""

import numpy as np

from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.pulls import Pull
from scenes.pictures.class_distance.rows import GAP, Places

#: From a text to a line or to another text, in ems; no piece of the line is shorter.
CLEAR, LEAST = 1 / 3, 10 * PX
#: Half a digit's height, in ems; of half a label's width, how far it may be beside its line.
HALF, SHIFTS = 0.34, (0.0, -0.2, 0.2, -0.4, 0.4, -0.6, 0.6, -0.8, 0.8)


class EmdMark(Part):
    """An upright line on a row's axis at the distance ``emd``, on that side of the true class where ``pull`` is.

    It is broken where parts of the pull stand. ``label``, its ``name``, stands on its top, or is None where it would
    touch those or the bars of the shares ``q``; without it the line ends at the first of them.
    """

    def __init__(
        self,
        theme: Theme,
        places: Places,
        emd: float,
        name: str | None,
        q: np.ndarray,
        pull: Pull,
    ):
        super().__init__()
        self.x = float(places.xs[places.target]) + places.block(pull.column)[1] * emd * places.distance
        base, gap, (begin, end) = pull.base, CLEAR * places.em, places.reach(pull.column)
        boxes = [found for part in pull.submobjects if part is not pull.ghost for found in box(part)]
        label = math(name or "d", theme, places.size)
        half, middle = label.advance / 2, base + places.unit - GAP - HALF * places.em
        low, seen = middle - HALF * places.em - gap, begin + gap < self.x < end

        def free(x: float) -> bool:
            left, right = x - half - gap, x + half + gap
            under = (places.lefts < right) & (places.rights > left)
            clear = base + q[under].max(initial=0.0) * places.unit < low
            apart = all(b[2] < left or b[0] > right or b[3] < low for b in boxes)
            return begin < left and right - gap < end and clear and apart

        cuts = sorted((b[1] - gap, b[3] + gap) for b in boxes if b[0] - gap < self.x < b[2] + gap)
        whole = all(above < low - LEAST for _, above in cuts)  # a piece of the line hangs on the label
        over = [self.x + shift * half for shift in SHIFTS] if name and seen and whole else []
        x = next(filter(free, over), None)
        self.label = None if x is None else label.middle(x, middle)
        self.line = Shape(theme.color("muted"), 0.0, stroke=4.0)
        if seen:
            top = low if self.label else base + places.unit
            pieces, at = [], base
            for bottom, above in [*cuts, (top, top)]:
                if min(bottom, top) - at > LEAST:
                    pieces.append((at, min(bottom, top)))
                at = max(at, above)
            pieces = pieces if self.label else pieces[:1]
            if pieces:
                self.line.strokes([(self.x, bottom) for bottom, _ in pieces], [(self.x, end) for _, end in pieces])
                self.add(self.line)
        if self.label:
            self.add(self.label)


def box(part: Part) -> list[np.ndarray]:
    """Return the left, bottom, right and top of what is drawn of a part, if anything is."""
    drawn = [shape.points[:, :2] for shape in part.get_family() if len(shape.points)]
    points = np.vstack(drawn) if drawn else np.zeros((0, 2))
    return [np.concatenate([points.min(axis=0), points.max(axis=0)])] if drawn else []
