"""A small map of the whole picture, with a frame around the piece of it that is seen enlarged."""

import numpy as np

import mathcore as mc
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_shapes.slopes import COSTS, GRID, QUADRATIC

#: The shares at the left and the right end of a picture, and its lowest and its highest loss.
Window = tuple[float, float, float, float]

#: How large the map is, its rim, the room of its name above, and the least that its frame measures.
WIDE, HIGH = 262 * PX, 150 * PX
RIM, NAME, LEAST = 10 * PX, 56 * PX, 12 * PX


class Overview(Part):
    """Both losses as far as they are seen when nothing is enlarged, a frame around what is, and a note that it is so.

    Parameters
    ----------
    whole : what is seen when nothing is enlarged.
    left, base : where the note is written.
    """

    def __init__(self, theme: Theme, whole: Window, left: float, base: float):
        super().__init__()
        self.whole = whole
        self.ground, self.edge = Backing(theme.color("paper")), Shape(theme.color("line"), 0.0, stroke=3.0)
        self.curves = {cost: Shape(theme.color("loss"), 0.0, stroke=5.0) for cost in COSTS}
        self.frame = Shape(theme.color("ink"), 0.0, stroke=5.0)
        places = {cost: self._at(GRID, mc.prediction_loss(GRID, cost)) for cost in COSTS}
        self.lines = {cost: points[points[:, 1] <= HIGH] for cost, points in places.items()}
        self.name, note = words("whole", theme, TEXT), words("(enlarged)", theme, TEXT).put(left, base, "left")
        self.add(self.ground, self.edge, *self.curves.values(), self.frame, self.name, note)

    def _at(self, q, loss) -> np.ndarray:
        """Return where losses lie from the map's lower left corner, shape (n, 2)."""
        left, right, low, top = self.whole
        return np.stack([(q - left) / (right - left) * WIDE, (loss - low) / (top - low) * HIGH], axis=-1)

    def show(self, window: Window, x: float, y: float) -> "Overview":
        """Draw the map from its lower left corner on, and the frame around ``window``."""
        self.ground.box(x - RIM, y - RIM, WIDE + 2 * RIM, HIGH + NAME + RIM)
        self.edge.path([(x, y + HIGH), (x, y), (x + WIDE, y)])
        self.name.put(x, y + HIGH + RIM, "left")
        for cost, curve in self.curves.items():
            (curve.dashed if cost == QUADRATIC else curve.path)(self.lines[cost] + (x, y))
        left, right, low, top = window
        corners = self._at(np.array([left, right]), np.array([low, top])) + np.array([x, y])
        middle, (wide, high) = corners.mean(axis=0), np.maximum(np.ptp(corners, axis=0), LEAST)
        self.frame.box(middle[0] - wide / 2, middle[1] - high / 2, wide, high)
        return self
