"""The springs between blocks off their rest: lifting one pulls every other along."""

import numpy as np
from manim import interpolate_color

from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight

#: Stroke of a spring for a stiffness of 1, in Manim's units, and the thinnest that can be seen from the last row.
STROKE, THINNEST = 32.0, 2.0
#: A turn is at least so long, and three times the thickest wire; straight ends take at least such a share each.
TURN, POINTS, END = 24 * PX, 16, 0.1
#: From one spring's lane to the next at most, all lanes at most, and how much of its lane a coil reaches up.
LANE, LANES, REACH = 115 * PX, 240 * PX, 0.24
#: The lowest lane is so much higher than the others are apart, as a share of that: clear of the lifted block.
FIRST = 0.5
#: Radius of the dot in which a spring is fastened, and what of it is seen beside a thick wire.
DOT, RIM = 8 * PX, 4 * PX
#: A slack spring has so much of its colour; with its ends at heights so different it has all of it.
SLACK, TAUT = 0.8, 100 * PX


class Springs(Part):
    """Springs between the lifted block and every other, of wires whose cross-sections are as p_i p_j.

    That is how stiff they are, which is q_i q_j at rest. All have the same turns, however far the block: a thicker one
    is a stiffer one, and equal ones look equal. Each has a lane of its own over the blocks, the farther the higher, its
    turns next to its block, and is fastened to masts on its two blocks: so none crosses another.

    Parameters
    ----------
    stiffness : of the spring to each block, shape (K,).
    pitch : from one block to the next.
    room : over the blocks, for all lanes.
    """

    def __init__(self, theme: Theme, lifted: int, stiffness: np.ndarray, pitch: float, room: float = LANES):
        super().__init__()
        self.theme, self.lifted = theme, lifted
        ranks = np.abs(np.arange(len(stiffness)) - lifted)
        lane = min(LANE, min(room, LANES) / (FIRST + ranks.max()))
        #: height of each spring's lane over its block, shape (K,), and how far its coils reach
        self.lanes, self.radius = np.where(ranks, FIRST + ranks, 0.0) * lane, REACH * lane
        others = [i for i in range(len(stiffness)) if i != lifted]
        strokes = {i: max(THINNEST, STROKE * float(stiffness[i]) ** 0.5) for i in others}
        self.coils = {i: Shape(theme.color("truth"), 0.0, stroke=strokes[i]).rounded() for i in others}
        # No turn is so long that the shortest spring hasn't two.
        turn = min(max(TURN, 3 * max(strokes.values()) / 100), (1 - 2 * END) * pitch / 2)
        self.turns = int((1 - 2 * END) * pitch / turn + 1e-9)
        #: what share of each spring's way its turns take when it is level, and where on it their middle is
        self.shares = {i: self.turns * turn / (pitch * ranks[i]) for i in others}
        self.middles = {i: 1 - 0.5 / ranks[i] for i in others}
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
            spring.points = coil(start, end, self.radius, self.turns, self.shares[i], self.middles[i])
            stretch = min(1.0, abs(float(end[1] - start[1])) / TAUT)
            slack, taut = self.theme.tint("truth", SLACK), self.theme.color("truth")
            spring.recolor(interpolate_color(slack, taut, stretch))
            for dot, at in zip(self.dots[i], (start, end), strict=True):
                dot.disc(*at, max(DOT, spring.stroke_width / 200 + RIM))
        return self


def coil(start: np.ndarray, end: np.ndarray, radius: float, count: int, share: float, middle: float) -> np.ndarray:
    """Return a spring from one point to another as cubic curves: straight but for ``count`` turns.

    They take such a share of the way; ``middle`` is how much of it leads to their middle.
    """
    turns = np.linspace(0.0, 1.0, count * POINTS + 1)
    shares = np.concatenate([[0.0], middle + share * (turns - 0.5), [1.0]])[:, None]
    sides = np.concatenate([[0.0], np.sin(2 * np.pi * count * turns), [0.0]])[:, None]
    way = end - start
    across = np.array([-way[1], way[0]]) / max(float(np.hypot(*way)), PX)
    corners = start + shares * way + sides * across * radius
    return straight(corners[:-1], corners[1:])
