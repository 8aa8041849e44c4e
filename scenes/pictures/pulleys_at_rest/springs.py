"""Blocks off their rest, and the springs between them: lifting one pulls every other along."""

import numpy as np

from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight

#: Stroke of a spring for a tension of 1, in Manim's units, and the thinnest that is drawn.
STROKE, THINNEST = 80.0, 1.6
COILS, POINTS, END = 10, 16, 0.1
#: Springs bow upwards, so that each is seen over what stands between its ends: a share of their distance, and the most.
BOW, HIGHEST = 0.45, 150 * PX


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
    """Return a spring's bowed line from one point to another as cubic curves: smooth ends, coils between."""
    turns = np.linspace(0.0, 1.0, COILS * POINTS + 1)
    shares = np.concatenate([[0.0], END + (1 - 2 * END) * turns, [1.0]])[:, None]
    sides = np.concatenate([[0.0], np.sin(2 * np.pi * COILS * turns), [0.0]])[:, None]
    top = (start + end) / 2 + [0.0, min(BOW * abs(end[0] - start[0]), HIGHEST)]
    line = (1 - shares) ** 2 * start + 2 * shares * (1 - shares) * top + shares**2 * end
    way = 2 * (1 - shares) * (top - start) + 2 * shares * (end - top)
    across = np.column_stack([-way[:, 1], way[:, 0]]) / np.maximum(np.hypot(way[:, :1], way[:, 1:]), PX)
    corners = line + sides * across * radius
    return straight(corners[:-1], corners[1:])
