"""A small network: nodes with their values, edges as wide as the pull on their weights."""

from collections.abc import Sequence

import numpy as np
from manim import interpolate_color

import mathcore as mc
from scenes.kit.arrows import rounded
from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX, label_size
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight

#: Nodes are so large at most, and edges so wide; as shares of the nodes' distance where there are many.
RADIUS, WIDEST = 66 * PX, 34 * PX
NEAR, BROAD = 0.41, 0.16
#: From a node's outline to its value on either side, at least.
BESIDE = 11 * PX
#: Nodes that are nearer to each other have no names.
NAMED = 70 * PX
#: No edge is thinner than a hair; one whose pull is worth less than the other width has the colour of its wire.
HAIR, NONE = 2.0 * PX, 0.1 * PX
#: In a hollow edge this share of its width is empty, or so much if that is more; its rails are at least so wide.
EMPTY, LEAST, RAIL = 0.15, 3.5 * PX, 2.5 * PX
#: Columns of the layers, in pixels from the left, for two, three and four layers.
COLUMNS = {2: (360, 1196), 3: (150, 640, 1196), 4: (150, 480, 810, 1196)}
#: Between the first and the last row of nodes' outer edges, in pixels from the top.
ROWS = 218, 782


class Net(Part):
    """Layers of nodes from left to right, and edges, as wide as the pull on their weights: raised ones solid, lowered
    ones hollow.

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
        size = label_size(max(widths))
        #: half of how wide a node is: where nodes are many they are flat
        self.half = max(self.radius, Readout(theme, size).width("−0.00") / 2 + BESIDE)
        widest = min(WIDEST, BROAD * self.pitch)
        #: scene units for a pull of 1
        self.unit = widest / max(steepest, 1e-9)
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
        #: the nodes, their values, and their names, which stand there until the values come, if there is room
        self.discs, self.numbers, self.names = [], [], []
        for k, middles in enumerate(self.at):
            role = "logit" if k == len(widths) - 1 else "muted"
            discs = Part()
            for x, y in middles:
                edge = rounded(Box(x - self.half, y - self.radius, x + self.half, y + self.radius), self.radius)
                discs.add(Backing(theme.color("paper"), 1.0).outline(edge))
                discs.add(Shape(theme.color(role), 0.0, stroke=4.0 if max(widths) < 5 else 2.5).outline(edge))
            self.discs.append(discs)
            self.numbers.append(Part(*(Readout(theme, size, "ink", 2) for _ in middles)))
            letter = "x" if k == 0 else "z" if k == len(widths) - 1 else "h"
            named = enumerate(middles, start=1) if self.pitch > NAMED else ()
            symbols = (math(f"{letter}_({i})", theme, size, "muted").middle(x, y) for i, (x, y) in named)
            self.names.append(Part(*symbols))
        self.add(*self.wires, *self.ahead, *self.bands, *self.discs)

    def ends(self, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Return both ends of every edge of gap ``k`` in the order of its weights, shape (edges, 2) each."""
        left, right = self.at[k], self.at[k + 1]
        return np.repeat(left, len(right), axis=0), np.tile(right, (len(left), 1))

    def into(self, k: int, j: int) -> np.ndarray:
        """Return the lines of gap ``k`` that end at its node ``j``, from circle to circle, as cubic curves."""
        return self._between(self.at[k], self.at[k + 1][j])

    def out_of(self, k: int, i: int) -> np.ndarray:
        """Return the lines from node ``i`` of layer ``k`` to the next layer, from circle to circle, as cubic curves."""
        return self._between(self.at[k][i], self.at[k + 1])

    def _between(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        ways = ends - starts
        trim = self.radius * ways / np.linalg.norm(ways, axis=1, keepdims=True)
        return straight(starts + trim, ends - trim)

    def middle(self, k: int) -> float:
        """Return where the middle of gap ``k`` is, across."""
        return (self.xs[k] + self.xs[k + 1]) / 2

    def edge(self, k: int, i: int, j: int) -> Shape:
        """Return the band of one weight."""
        return self.bands[k][i * self.widths[k + 1] + j]

    def show_values(self, forward: mc.Forward, ahead: Sequence[float]) -> None:
        """Write the activations; light each gap's edges a share of the way ahead."""
        for middles, numbers, values in zip(self.at, self.numbers, forward.activations, strict=True):
            for (x, y), number, value in zip(middles, numbers, values, strict=True):
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
                band.recolor(interpolate_color(line, full, min(1.0, wide / NONE)))
                band.points = bar(near, far, wide, hollow=slope > 0) if share else NOTHING


NOTHING = np.zeros((0, 3))


def bar(start: np.ndarray, end: np.ndarray, wide: float, hollow: bool = False) -> np.ndarray:
    """Return a straight bar as cubic curves: solid, or two rails at its outer edges and nothing between.

    What is thinner than two rails is solid.
    """
    way = end - start
    length = float(np.hypot(*way))
    if length == 0:
        return NOTHING
    across = np.array([-way[1], way[0]]) / length
    half = max(wide, HAIR) / 2
    empty = min(max(EMPTY * half, LEAST / 2), half - RAIL)
    if not hollow or empty <= 0:
        return _strip(start, end, across, -half, half)
    return np.concatenate([_strip(start, end, across, -half, -empty), _strip(start, end, across, empty, half)])


def _strip(start: np.ndarray, end: np.ndarray, across: np.ndarray, low: float, high: float) -> np.ndarray:
    corners = np.array([start + low * across, end + low * across, end + high * across, start + high * across])
    return straight(corners, np.roll(corners, -1, axis=0))
