"""Blocks off their rest, and the springs between them: lifting one pulls every other along."""

import numpy as np
from manim import interpolate_color

from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight

#: Stroke of a spring for a stiffness of 1, in Manim's units, and the thinnest that is drawn.
STROKE, THINNEST = 80.0, 1.1
COILS, POINTS, END = 10, 16, 0.1
#: From one spring's lane to the next at most, all lanes at most, and how much of its lane a coil reaches up.
LANE, LANES, REACH = 115 * PX, 240 * PX, 0.24
DOT = 8 * PX
#: A slack spring is muted; with its ends at heights so different it has its full colour.
TAUT = 100 * PX


class Springs(Part):
    """Springs between the lifted block and every other, as thick as they are stiff, q_i q_j.

    Each has a lane of its own over the blocks, the farther the higher, and is fastened to masts on its two blocks: so
    none crosses another.

    Parameters
    ----------
    stiffness : of the spring to each block, shape (K,).
    room : over the blocks, for all lanes.
    """

    def __init__(self, theme: Theme, lifted: int, stiffness: np.ndarray, room: float = LANES):
        super().__init__()
        self.theme, self.lifted = theme, lifted
        ranks = np.abs(np.arange(len(stiffness)) - lifted)
        lane = min(LANE, min(room, LANES) / ranks.max())
        #: height of each spring's lane over its block, shape (K,), and how far its coils reach
        self.lanes, self.radius = ranks * lane, REACH * lane
        others = [i for i in range(len(stiffness)) if i != lifted]
        self.coils = {
            i: Shape(theme.color("ink"), 0.0, stroke=max(THINNEST, STROKE * float(stiffness[i]))).rounded()
            for i in others
        }
        self.masts = [Shape(theme.color("muted"), 0.0, stroke=3.0) for _ in stiffness]
        self.dots = {i: (Shape(theme.color("ink")), Shape(theme.color("ink"))) for i in others}
        self.add(*self.masts, *self.coils.values(), *(dot for pair in self.dots.values() for dot in pair))

    def show(self, feet: np.ndarray) -> "Springs":
        """Draw the springs between masts on the blocks' upper edges, at ``feet``, shape (K, 2)."""
        highest = np.where(np.arange(len(feet)) == self.lifted, self.lanes.max(), self.lanes)
        for (x, y), mast, high in zip(feet, self.masts, highest, strict=True):
            mast.path([(x, y), (x, y + high)])
        for i, spring in self.coils.items():
            start, end = feet[self.lifted] + [0.0, self.lanes[i]], feet[i] + [0.0, self.lanes[i]]
            spring.points = coil(start, end, self.radius)
            stretch = min(1.0, abs(float(end[1] - start[1])) / TAUT)
            spring.recolor(interpolate_color(self.theme.color("muted"), self.theme.color("ink"), stretch))
            for dot, at in zip(self.dots[i], (start, end), strict=True):
                dot.disc(*at, DOT)
        return self


def coil(start: np.ndarray, end: np.ndarray, radius: float) -> np.ndarray:
    """Return a spring from one point to another as cubic curves: straight ends, coils between."""
    turns = np.linspace(0.0, 1.0, COILS * POINTS + 1)
    shares = np.concatenate([[0.0], END + (1 - 2 * END) * turns, [1.0]])[:, None]
    sides = np.concatenate([[0.0], np.sin(2 * np.pi * COILS * turns), [0.0]])[:, None]
    way = end - start
    across = np.array([-way[1], way[0]]) / max(float(np.hypot(*way)), PX)
    corners = start + shares * way + sides * across * radius
    return straight(corners[:-1], corners[1:])
