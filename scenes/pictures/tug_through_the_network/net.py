"""A small network: nodes with their values, edges as wide as the pull on their weights."""

from collections.abc import Iterable, Sequence

import numpy as np
from manim import interpolate_color

import mathcore as mc
from scenes.kit.arrows import rounded
from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import PX, TEXT, label_size
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight
from scenes.pictures.tug_through_the_network.bands import HAIR, NOTHING, Band

#: Nodes are so large at most, and edges so wide; as shares of the nodes' distance where there are many.
RADIUS, WIDEST = 66 * PX, 34 * PX
NEAR, BROAD = 0.41, 0.14
#: Edges are so wide at least, where they are few.
LEAST = 3 * PX
#: Where nodes are nearer than this, those with one number are so flat at most; a hidden one has its name inside, so
#: far beside its middle, and is so wide from there.
TIGHT, FLAT, INSIDE, WIDE = 160 * PX, 46 * PX, 91 * PX, 138 * PX
#: From a node's outline to its value on either side, at least.
BESIDE = 28 * PX
#: Hidden nodes that are larger have room for a force under their value, and are so much wider for its arrow.
ROOM, WIDER = 54 * PX, 20 * PX
#: The ring around a node that is looked at is so far from its outline, and at most this share of the nodes' distance.
RING, RINGED = 11 * PX, 0.05
#: So far around a ring nothing is drawn but its node: edges end before it.
FREE = 8 * PX
#: Edges meet a node one under the other, spread over so much of its radius; where they cross, rims so wide part them.
SPREAD, RIM = 1.6, 3 * PX
#: Nodes that are nearer to each other have no names; these are so much higher than their upper edges, those of nodes
#: with a force under their value the more; no outline comes so near to them.
NAMED, HIGHER, OFF = 120 * PX, (3 * PX, 12 * PX), 8 * PX
#: Columns of the layers, in pixels from the left, for two, three and four layers.
COLUMNS = {2: (360, 1196), 3: (150, 570, 1240), 4: (150, 480, 810, 1196)}
#: So much further right are inputs that are ringed.
RINGS = 6 * PX
#: Between the first and the last row of nodes' outer edges, in pixels from the top.
ROWS = 208, 776


class Net(Part):
    """Layers of nodes from left to right, and edges, as wide as the pull on their weights: raised ones solid, lowered
    ones dashed.

    Parameters
    ----------
    widths : nodes in each layer.
    slopes : of the loss in the weights when the edges are first seen: wide ones are drawn over thin ones.
    steepest : the largest pull on a weight that is to be shown.
    """

    def __init__(
        self, theme: Theme, layout: Layout, widths: Sequence[int], slopes: Sequence[np.ndarray], steepest: float
    ):
        super().__init__()
        self.theme, self.widths = theme, tuple(widths)
        room = layout.pixels(0, ROWS[0], 1920, ROWS[1])
        self.pitch = room.height / max(widths)
        self.radius = min(RADIUS, NEAR * self.pitch)
        size = label_size(max(widths))
        #: half of how wide a node is: where nodes are many they are flat
        self.half = max(self.radius, Readout(theme, size).width("−0.00") / 2 + BESIDE)
        #: whether forces are written into hidden nodes
        self.roomy = len(widths) == 3 and self.radius > ROOM
        #: whether these have their names inside, for there is no room for them between nodes
        self.tight = NAMED < self.pitch < TIGHT
        one = min(self.radius, FLAT) if self.tight else self.radius
        self.radii = [self.radius if self.roomy and k == 1 else one for k in range(len(widths))]
        widest = min(WIDEST, BROAD * self.pitch)
        #: no edge is thinner, and one whose pull is worth less has so much of its colour
        self.hair = LEAST if max(widths) <= 5 else HAIR
        #: scene units for a pull of 1
        self.unit = widest / max(steepest, 1e-9)
        self.xs = [layout.pixels(x, 0, x, 1).left for x in COLUMNS[len(widths)]]
        self.xs[0] += RINGS if self.roomy else 0.0
        self.at = [
            np.array([(x, room.y + ((count - 1) / 2 - i) * self.pitch) for i in range(count)])
            for x, count in zip(self.xs, widths, strict=True)
        ]
        gaps = range(len(widths) - 1)
        #: both ends of every edge, gap by gap
        self.lines = [self.ends(k) for k in gaps]
        wire = 2.5 if max(widths) <= 5 else 1.2
        self.wires = [Shape(theme.color("line"), 0.0, stroke=wire) for _ in gaps]
        #: edges that are to come under tension later than the others of their gap: their wires stay, in their order
        self.waiting = [np.zeros(len(starts), dtype=bool) for starts, _ in self.lines]
        self.ahead = [Shape(theme.color("ink"), 0.0, stroke=1.4 * wire) for _ in gaps]
        #: nodes and edges that are looked at by themselves; they come and go as the scene wants
        self.picked = Shape(theme.color("ink"), 0.0, stroke=1.4 * wire)
        self.picked.halo(theme.color("paper"), FREE).set_presence(0.0)
        #: one band for each weight, in their order
        self.bands = [Part(*(Band(theme.color("up")) for _ in range(widths[k] * widths[k + 1]))) for k in gaps]
        for bands in self.bands:
            bands.halo(theme.color("paper"), RIM)
        orders = [np.argsort(np.abs(np.ravel(found)), kind="stable") for found in slopes]
        layered = (Part(*(bands[i] for i in order)) for bands, order in zip(self.bands, orders, strict=True))
        #: the nodes and their values
        self.discs, self.numbers = [], []
        for k, middles in enumerate(self.at):
            role = "logit" if k == len(widths) - 1 else "muted"
            discs = Part()
            for node in range(len(middles)):
                edge = self._outline(k, node)
                discs.add(Backing(theme.color("paper"), 1.0).outline(edge))
                discs.add(Shape(theme.color(role), 0.0, stroke=4.0 if max(widths) < 5 else 2.5).outline(edge))
            self.discs.append(discs)
            self.numbers.append(Part(*(Readout(theme, size, "ink", 2) for _ in middles)))
        names = [self._names(k) for k in range(len(widths))] if self.pitch > NAMED else []
        #: how far each node's value has made room, from the middle, shape (nodes, 2)
        self.shifts = [np.zeros((count, 2)) for count in widths]
        self.add(*self.wires, *self.ahead, *layered, self.picked, *self.discs, *names)

    def _names(self, k: int) -> Part:
        """Return the names of a layer's nodes, on their upper edges or inside: no edge of the network ends there."""
        letter = {0: "x", len(self.widths) - 1: "z"}.get(k, "h")
        up = self.radii[k] + HIGHER[self.tight or (self.roomy and k == 1)]
        place = (-INSIDE, 0.0) if self.tight and self.roomy and k == 1 else (0.0, up)
        named = enumerate(self.at[k] + place, start=1)
        names = Part(*(math(f"{letter}_({i})", self.theme, TEXT).middle(x, y) for i, (x, y) in named))
        return names.halo(self.theme.color("paper"), OFF)

    def grid(self, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Return both ends of every edge of gap ``k``, shape (nodes before it, nodes behind it, 2) each."""
        left, right = self.at[k], self.at[k + 1]
        starts = left[:, None] + self._ports(k, len(right), 1.0)[None]
        return starts, right[None] + self._ports(k + 1, len(left), -1.0)[:, None]

    def _ports(self, k: int, count: int, side: float) -> np.ndarray:
        """Return where so many edges meet a node of layer ``k`` on one side, from its middle, shape (count, 2)."""
        down = np.arange(count) - (count - 1) / 2
        across = np.full(count, side * (self._half(k) - self.radii[k]))
        return np.column_stack([across, -SPREAD * self.radii[k] / count * down])

    def ends(self, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Return both ends of every edge of gap ``k`` in the order of its weights, shape (edges, 2) each."""
        starts, ends = self.grid(k)
        return starts.reshape(-1, 2), ends.reshape(-1, 2)

    def pick(self, nodes: Iterable[tuple[int, int]], starts=(), ends=()) -> None:
        """Ring nodes, each a layer and a number there, and pick the edges with these ends, shape (edges, 2) each."""
        rings = [self._outline(k, node, min(RING, RINGED * self.pitch)) for k, node in nodes]
        turned = [np.roll(ring, -1, axis=0) for ring in rings]
        self.picked.points = straight(np.vstack([*rings, *starts]), np.vstack([*turned, *ends]))

    def single_out(self, k: int, i: int, j: int) -> list[Band]:
        """Ring the nodes of an edge that comes under tension before the others of its gap; return their bands."""
        self.pick([(k, i), (k + 1, j)])
        others = [band for band in self.bands[k] if band is not self.edge(k, i, j)]
        self.waiting[k][:] = [band is not self.edge(k, i, j) for band in self.bands[k]]
        return others

    def _half(self, k: int) -> float:
        """Return half of how wide a layer's nodes are."""
        if self.roomy and k == 1:
            return WIDE if self.tight else self.half + WIDER
        return self.half

    def _outline(self, k: int, node: int, around: float = 0.0) -> np.ndarray:
        """Return the corners of a node's outline, or of one so far around it, shape (n, 2)."""
        (x, y), high = self.at[k][node], self.radii[k] + around
        half = self._half(k) + around
        return rounded(Box(x - half, y - high, x + half, y + high), high)

    def middle(self, k: int) -> float:
        """Return where the middle of gap ``k`` is, across."""
        return (self.xs[k] + self.xs[k + 1]) / 2

    def edge(self, k: int, i: int, j: int) -> Shape:
        """Return the band of one weight."""
        return self.bands[k][i * self.widths[k + 1] + j]

    def show_values(self, forward: mc.Forward, ahead: Sequence[float]) -> None:
        """Write the activations; light each gap's edges a share of the way ahead."""
        for middles, shifts, numbers, values in zip(
            self.at, self.shifts, self.numbers, forward.activations, strict=True
        ):
            for (x, y), number, value in zip(middles + shifts, numbers, values, strict=True):
                number.middle(float(value), x, y)
        for k, share in enumerate(ahead):
            start, end = self.lines[k]
            self.ahead[k].points = straight(start, start + share * (end - start)) if share > 0 else NOTHING

    def show_tension(self, gradients: mc.Gradients, back: Sequence[float]) -> None:
        """Draw each gap's bands so far as the tension has come, a share of the way back from their right ends."""
        for k, (slopes, share) in enumerate(zip(gradients.weights, back, strict=True)):
            starts, ends = self.lines[k]
            lit = ends + share * (starts - ends)
            stay = self.waiting[k] | (share < 1)
            until = np.where(self.waiting[k][:, None], ends, lit)
            self.wires[k].points = straight(starts[stay], until[stay]) if stay.any() else NOTHING
            for band, near, far, slope in zip(self.bands[k], lit, ends, slopes.ravel(), strict=True):
                wide, role = abs(float(slope)) * self.unit, "up" if slope <= 0 else "down"
                line, full = self.theme.color("line"), self.theme.color(role)
                band.recolor(interpolate_color(line, full, min(1.0, wide / self.hair)))
                band.between(near, far, max(wide, self.hair), dashed=slope > 0)
