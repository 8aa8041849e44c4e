"""How far what sweeps an area goes: ticks under the lower row, each with its distance."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.rows import APART, Places

#: How distances are written under columns and blocks: in the first of these forms that fits.
DISTANCES = "d = {d}", "{d}"
#: How far a tick goes down.
TICKED = 10 * PX


class Marks(Part):
    """Distances where blocks end that are ``unit`` wide for each 1 of them, and 0 where they begin.

    ``named``: whether the true class, which these blocks fill, has its name there.
    """

    def __init__(self, theme: Theme, places: Places, distances: Sequence[float], unit: float, named: bool):
        super().__init__()
        blocks = {i: places.block(i) for i in range(len(distances)) if i != places.target}
        begins = sorted({begin for begin, _ in blocks.values()})
        ends = [begin + side * distances[i] * unit for i, (begin, side) in blocks.items()]
        told = [*(0.0 for _ in begins), *(distances[i] for i in blocks)]
        truth = [math('truth("truth")', theme, places.size)] if named else []
        x = places.xs[places.target]
        if truth and len(begins) == 1:  # in a narrow column its name keeps off the first mark
            zero, side = math(DISTANCES[0].format(d=0), theme, places.size), np.sign(begins[0] - x)
            reach = (truth[0].advance + zero.advance) / 2 + APART * places.em + PX
            x -= side * clamp(reach - abs(begins[0] - x), 0.0, (places.width - truth[0].advance) / 2)
        rows = [[*truth, *(math(form.format(d=f"{d:.4g}"), theme, places.size) for d in told)] for form in DISTANCES]
        labels = places.under(rows, [*(x for _ in truth), *begins, *ends])
        self.add(labels)
        for x in (*begins, *ends) if len(labels) else ():
            tick, floor = Shape(theme.color("line"), 0.0, stroke=3.0), places.bases[1]
            self.add(tick.path([(x, floor), (x, floor - TICKED)]))
