"""Blocks off their rest, and the springs between them: lifting one pulls every other along."""

import numpy as np

from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight

#: Stroke of a spring for a tension of 1, in Manim's units, and the thinnest that is drawn.
STROKE, THINNEST = 80.0, 1.6
COILS, POINTS, END = 10, 16, 0.1


class Springs(Part):
    """Springs between the lifted block and every other, drawn the thicker the harder they pull.

    The tension is the other block's force over the lift; for a small lift it is the stiffness q_i q_j.
    """

    def __init__(self, theme: Theme, lifted: int, classes: int):
        super().__init__()
        self.lifted = lifted
        self.coils = {
            i: Shape(theme.color("ink"), 0.0, stroke=THINNEST).rounded() for i in range(classes) if i != lifted
        }
        self.add(*self.coils.values())

    def show(self, ends: np.ndarray, tensions: np.ndarray, radius: float) -> "Springs":
        """Draw the springs from the lifted block's end to the others', (K, 2), with ``tensions``, (K,)."""
        start = ends[self.lifted]
        for i, spring in self.coils.items():
            spring.set_stroke(width=max(THINNEST, STROKE * float(tensions[i])))
            spring.points = coil(start, ends[i], radius)
        return self


def coil(start: np.ndarray, end: np.ndarray, radius: float) -> np.ndarray:
    """Return a spring's line from one point to another as cubic curves: straight ends, coils between."""
    way = end - start
    length = float(np.hypot(*way)) or PX
    across = np.array([-way[1], way[0]]) / length * radius
    turns = np.linspace(0.0, 1.0, COILS * POINTS + 1)
    shares = np.concatenate([[0.0], END + (1 - 2 * END) * turns, [1.0]])
    sides = np.concatenate([[0.0], np.sin(2 * np.pi * COILS * turns), [0.0]])
    corners = start + shares[:, None] * way + sides[:, None] * across
    return straight(corners[:-1], corners[1:])
