"""A small network: nodes with their values, edges as wide as the pull on their weights."""

from collections.abc import Sequence

import numpy as np
from manim import interpolate_color

import mathcore as mc
from scenes.kit.layout import Layout
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight

#: Nodes are so large at most, and edges so wide; as shares of the nodes' distance where there are many.
RADIUS, WIDEST = 72 * PX, 34 * PX
NEAR, BROAD = 0.41, 0.16
#: Thinner edges are hairlines, and fade; a hollow edge's rails are so far apart, and this share of its width.
HAIR, BETWEEN, WIDER = 2.0 * PX, 5 * PX, 0.2
#: Columns of the layers, in pixels from the left, for two, three and four layers.
COLUMNS = {2: (640, 1196), 3: (150, 640, 1196), 4: (150, 480, 810, 1196)}
#: Between the first and the last row of nodes' outer edges, in pixels from the top.
ROWS = 222, 807


class Net(Part):
    """Layers of nodes from left to right, and edges: raised weights solid, lowered ones hollow, of equal ink.

    Parameters
    ----------
    widths : nodes in each layer.
    steepest : the largest pull on a weight that is to be shown.
    """

    def __init__(self, theme: Theme, layout: Layout, widths: Sequence[int], steepest: float):
        super().__init__()
        self.theme, self.widths = theme, tuple(widths)
        room = layout.pixels(0, ROWS[0], 1920, ROWS[1])
        self.pitch = room.height / max(widths)
        self.radius = min(RADIUS, NEAR * self.pitch)
        #: scene units for a pull of 1
        self.unit = min(WIDEST, BROAD * self.pitch) / max(steepest, 1e-9)
        self.xs = [layout.pixels(x, 0, x, 1).left for x in COLUMNS[len(widths)]]
        self.at = [
            np.array([(x, room.y + ((count - 1) / 2 - i) * self.pitch) for i in range(count)])
            for x, count in zip(self.xs, widths, strict=True)
        ]
        gaps = range(len(widths) - 1)
        wire = 2.5 if max(widths) <= 5 else 1.2
        self.wires = [Shape(theme.color("line"), 0.0, stroke=wire) for _ in gaps]
        self.ahead = [Shape(theme.color("ink"), 0.0, stroke=1.4 * wire) for _ in gaps]
        #: one band for each weight, in their order
        self.bands = [Part(*(Shape(theme.color("up")) for _ in range(widths[k] * widths[k + 1]))) for k in gaps]
        self.numbered = Readout(theme, TEXT).width("−0.00") < 1.78 * self.radius
        #: the nodes, their values, and their names, which stand there until the values come
        self.discs, self.numbers, self.names = [], [], []
        for k, middles in enumerate(self.at):
            role = "logit" if k == len(widths) - 1 else "muted"
            discs = Part()
            for x, y in middles:
                discs.add(Backing(theme.color("paper"), 1.0).disc(x, y, self.radius))
                discs.add(Shape(theme.color(role), 0.0, stroke=4.0 if self.numbered else 2.5).disc(x, y, self.radius))
            self.discs.append(discs)
            self.numbers.append(Part(*(Readout(theme, TEXT, "ink", 2) for _ in middles if self.numbered)))
            letter = "x" if k == 0 else "z" if k == len(widths) - 1 else "h"
            symbols = [math(f"{letter}_({i + 1})", theme, TEXT, "muted") for i in range(len(middles) * self.numbered)]
            places = zip(symbols, middles, strict=False)
            self.names.append(Part(*(symbol.middle(x, y) for symbol, (x, y) in places)))
        self.add(*self.wires, *self.ahead, *self.bands, *self.discs)

    def ends(self, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Return both ends of every edge of gap ``k`` in the order of its weights, shape (edges, 2) each."""
        left, right = self.at[k], self.at[k + 1]
        return np.repeat(left, len(right), axis=0), np.tile(right, (len(left), 1))

    def into(self, k: int, j: int) -> np.ndarray:
        """Return the lines of gap ``k`` that end at its node ``j``, from circle to circle, as cubic curves."""
        starts, end = self.at[k], self.at[k + 1][j]
        ways = end - starts
        trim = self.radius * ways / np.linalg.norm(ways, axis=1, keepdims=True)
        return straight(starts + trim, end - trim)

    def middle(self, k: int) -> float:
        """Return where the middle of gap ``k`` is, across."""
        return (self.xs[k] + self.xs[k + 1]) / 2

    def edge(self, k: int, i: int, j: int) -> Shape:
        """Return the band of one weight."""
        return self.bands[k][i * self.widths[k + 1] + j]

    def show_values(self, forward: mc.Forward, ahead: Sequence[float]) -> None:
        """Write the activations; light each gap's edges a share of the way ahead."""
        for middles, numbers, values in zip(self.at, self.numbers, forward.activations, strict=True):
            for (x, y), number, value in zip(middles, numbers, values, strict=False):
                number.middle(float(value), x, y)
        for k, share in enumerate(ahead):
            start, end = self.ends(k)
            self.ahead[k].points = straight(start, start + share * (end - start)) if share > 0 else np.zeros((0, 3))

    def show_tension(self, gradients: mc.Gradients, back: Sequence[float]) -> None:
        """Draw each gap's bands so far as the tension has come, a share of the way back from their right ends."""
        for k, (slopes, share) in enumerate(zip(gradients.weights, back, strict=True)):
            starts, ends = self.ends(k)
            lit = ends + share * (starts - ends)
            self.wires[k].points = straight(starts, lit) if share < 1 else np.zeros((0, 3))
            for band, near, far, slope in zip(self.bands[k], lit, ends, slopes.ravel(), strict=True):
                wide, role = abs(float(slope)) * self.unit, "up" if slope <= 0 else "down"
                line, full = self.theme.color("line"), self.theme.color(role)
                band.recolor(interpolate_color(line, full, min(1.0, wide / HAIR)))
                band.points = bar(near, far, wide, hollow=slope > 0) if share else NOTHING


NOTHING = np.zeros((0, 3))


def bar(start: np.ndarray, end: np.ndarray, wide: float, hollow: bool = False) -> np.ndarray:
    """Return a straight bar as cubic curves: solid, or two rails of half its width each and nothing between."""
    way = end - start
    length = float(np.hypot(*way))
    if length == 0:
        return NOTHING
    across = np.array([-way[1], way[0]]) / length
    half, apart = max(wide, HAIR) / 2, (BETWEEN + WIDER * wide) * min(1.0, wide / HAIR) / 2
    if not hollow:
        return _strip(start, end, across, -half, half)
    return np.concatenate(
        [_strip(start, end, across, -half - apart, -apart), _strip(start, end, across, apart, half + apart)]
    )


def _strip(start: np.ndarray, end: np.ndarray, across: np.ndarray, low: float, high: float) -> np.ndarray:
    corners = np.array([start + low * across, end + low * across, end + high * across, start + high * across])
    return straight(corners, np.roll(corners, -1, axis=0))
