"""A step along the lines of logits: where the markers were, and arrows that say by how much all moved."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.arrows import silhouette
from scenes.kit.marks import clamp
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX, label_size
from scenes.kit.text import MINUS, words
from scenes.kit.theme import Theme
from scenes.pictures.logits_to_loss.levers import LANE, Lever

#: From the line down to the arrows; length of an arrow's head; from a number to its arrow's pieces, and their least;
#: from a marker to an arrow in its lane.
ARROWS, HEAD, GAP, ROOM, FREE = 124 * PX, 30 * PX, 12 * PX, 32 * PX, 10 * PX


class Shift(Part):
    """A step of some markers along their line: an arrow for each with the step's number; dashed where it was.

    Parameters
    ----------
    moving : the classes that move.
    start : all logits before, shape (K,).
    step : how far they move.
    """

    def __init__(self, theme: Theme, lever: Lever, moving: Sequence[int], start: np.ndarray, step: float):
        super().__init__()
        self.lever, self.start, self.step = lever, start, step
        self.arrows = {i: Shape(theme.color("logit")) for i in self._apart(moving)}
        for i in self.arrows:
            ghost = Shape(theme.color("muted"), 0.0, stroke=3.5)
            self.add(lever.markers[i].show(lever.at(start[i]), lever.lane[i]).trace(ghost))
        self.add(*self.arrows.values())
        text = f"{'+' if step > 0 else MINUS}{abs(step):g}"
        #: the numbers, each on a ground that parts it from its arrow
        self.numbers: dict[int, Part] = {}
        for i in self.arrows:
            number = words(text, theme, label_size(len(start)), "logit")
            if abs(self.ends(i, step)[1] - self.ends(i, step)[0]) > number.advance + 2 * ROOM + HEAD:
                x, y, half = sum(self.ends(i, step)) / 2, self.height(i), number.advance / 2 + GAP
                ground = Backing(theme.color("paper")).box(x - half, y - HEAD / 2, 2 * half, HEAD)
                self.numbers[i] = Part(ground, number.middle(x, y))
        self.add(*self.numbers.values())

    def _apart(self, moving: Sequence[int]) -> list[int]:
        """Return the moving classes whose arrows don't run into each other; the true one's has its own lane."""
        kept: list[int] = []
        for i in sorted(moving, key=lambda i: self.start[i]):
            last = [self.start[j] for j in kept if j != self.lever.truth][-1:]
            if i == self.lever.truth or not last or self.start[i] - last[0] > abs(self.step):
                kept.append(i)
        return kept

    def height(self, index: int) -> float:
        """Return how high a class's arrow lies: under the line, or in the true class's lane."""
        return self.lever.y + LANE if index == self.lever.truth else self.lever.y - ARROWS

    def ends(self, index: int, way: float) -> tuple[float, float]:
        """Return where a class's arrow begins and ends after its ``way``: in the lane, between the markers."""
        start, end = (float(self.lever.at(self.start[index] + gone)) for gone in (0.0, way))
        half = self.lever.markers[index].half + FREE if index == self.lever.truth else 0.0
        side = np.sign(way) * half
        return (start + side, end - side) if abs(end - start) > 2 * half else (start + side, start + side)

    def show(self, z: np.ndarray) -> "Shift":
        """Draw the arrows as far as the logits ``z``, shape (K,), have come."""
        for i, arrow in self.arrows.items():
            start, end = self.ends(i, z[i] - self.start[i])
            arrow.outline(_arrow(start, end, self.height(i)))
            if i in self.numbers:
                # It comes once the arrow has passed its place.
                number = self.numbers[i][1]
                passed = (
                    abs(end - start) - abs(number.origin[0] + number.advance / 2 - start) - number.advance / 2 - GAP
                )
                self.numbers[i].set_presence(arrow.presence * clamp(passed / HEAD, 0.0, 1.0))
        return self


def _arrow(start: float, end: float, y: float) -> np.ndarray:
    """Return the corners of a level arrow from ``start`` to ``end``; a short one is a head alone."""
    way = 1.0 if end >= start else -1.0
    head = min(HEAD, abs(end - start))
    neck, shaft, half = end - way * head, 4.5 * PX, 15 * PX * head / HEAD
    return np.array([0.0, y]) + silhouette(start, neck, end, shaft, half)
