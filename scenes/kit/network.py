"""A network at work: discs filled to their activations, beads at their weights, edges under tension."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc

from .graph import DARK, Band
from .marks import clamp
from .shapes import SMALL, Backing, Part, Readout, Shape
from .theme import Theme
from .typeset import straight

#: Where on its edge a bead may slide: so much of the way from the edge's middle.
SLIDE = 0.34
#: How far round its disc a bias bead may travel.
TURN = 0.8 * np.pi


class Disc(Part):
    """A node: a vessel filled to its activation, empty at −1, half full at 0, full at 1; its bias a knob on the rim.

    A knob is a diamond, as wide as the beads of the weights, which are round.

    Parameters
    ----------
    role : colour of the rim.
    bead : radius of the knob.
    liquid : whether the activation lies from −1 to 1 and is shown as a level.
    biased : whether it has a bias; the knob is at the top for 0, clockwise of it for more.
    numbered : whether there is room for the activation's number.
    """

    def __init__(
        self,
        theme: Theme,
        role: str,
        x: float,
        y: float,
        radius: float,
        bead: float,
        *,
        liquid: bool,
        biased: bool,
        numbered: bool,
    ):
        super().__init__()
        self.at, self.radius, self.bead, self.biased = np.array([x, y]), radius, bead, biased
        back = Backing(theme.color("paper"), 1.0).disc(x, y, radius)
        self.liquid = Shape(theme.color("muted"), 0.32) if liquid else None
        rim = Shape(theme.color(role), 0.0, stroke=3.0).disc(x, y, radius)
        self.number = Readout(theme, SMALL, "ink", 2) if numbered else None
        self.knob_ghost, self.knob = (Shape(theme.color("ink"), fill, stroke=2.0) for fill in (0.0, 1.0))
        self.vessel = Part(back, rim)
        self.content = Part(*(part for part in (self.liquid, self.number) if part is not None))
        self.add(back, self.content, rim, *([self.knob_ghost, self.knob] if biased else []))

    def show(self, activation: float) -> "Disc":
        """Fill the disc to ``activation``."""
        if self.liquid is not None:
            half = np.arccos(np.clip(-activation, -1.0, 1.0))
            angles = -np.pi / 2 + np.linspace(-half, half, 33)
            self.liquid.outline(self.at + self.radius * np.column_stack([np.cos(angles), np.sin(angles)]))
        if self.number is not None:
            self.number.middle(activation, *self.at)
        return self

    def knob_at(self, bias: float, largest: float) -> np.ndarray:
        """Return where outside the rim the knob stands for ``bias``."""
        angle = np.pi / 2 - TURN * bias / largest
        return self.at + (self.radius + self.bead) * np.array([np.cos(angle), np.sin(angle)])


class NetworkPicture(Part):
    """Layers of discs from left to right, every edge with a bead at its weight and a band for its tension.

    A band is |∂L/∂w| × ``unit`` wide; it is green where descent raises the weight (its bead slides to the right) and
    red where it lowers it (to the left).

    Parameters
    ----------
    widths : nodes in each layer.
    left, right, bottom, top : the box that the discs' middles span, with a disc's room around it.
    largest_weight, largest_bias : what the beads' ways are scaled to.
    unit : scene units for a gradient of 1.
    """

    def __init__(
        self,
        theme: Theme,
        widths: Sequence[int],
        box: tuple[float, float, float, float],
        largest_weight: float,
        largest_bias: float,
        unit: float,
    ):
        super().__init__()
        left, right, bottom, top = box
        self.theme, self.widths, self.unit = theme, tuple(widths), unit
        self.largest_weight, self.largest_bias = largest_weight, largest_bias
        pitch = (top - bottom) / max(widths)
        self.roomy = max(widths) <= 5
        self.radius = min(0.47, 0.41 * pitch)
        self.bead_radius = clamp(0.085 * pitch, 0.035, 0.085)
        xs = np.linspace(left + self.radius, right - self.radius, len(widths))
        last = len(widths) - 1
        self.layers: list[list[Disc]] = []
        for k, (x, count) in enumerate(zip(xs, widths, strict=True)):
            gap = min((top - bottom) / count, 1.55)
            ys = [(top + bottom) / 2 + ((count - 1) / 2 - i) * gap for i in range(count)]
            role = "logit" if k == last else "ink"
            self.layers.append(
                [
                    Disc(
                        theme,
                        role,
                        x,
                        y,
                        self.radius,
                        self.bead_radius,
                        liquid=k < last,
                        biased=k > 0,
                        numbered=self.roomy,
                    )
                    for y in ys
                ]
            )
        stroke = 2.5 if self.roomy else 1.0
        gaps = range(last)
        #: one compound shape a layer of edges, as all its hairlines, and all its beads, are alike
        self.wires = [Shape(theme.color("line"), 0.0, stroke=stroke) for _ in gaps]
        self.ahead = [Shape(theme.color("muted"), 0.0, stroke=1.4 * stroke) for _ in gaps]
        self.ghosts = [Shape(theme.color("ink"), 0.0, stroke=min(2.0, stroke)) for _ in gaps]
        self.beads = [Shape(theme.color("ink"), 1.0) for _ in gaps]
        self.bands = [[Band(theme, stroke=0.6 * stroke) for _ in self._edges(k)] for k in gaps]
        self.discs = [disc for layer in self.layers for disc in layer]
        bands = [band for layer in self.bands for band in layer]
        self.add(*self.wires, *self.ahead, *bands, *self.ghosts, *self.beads, *self.discs)

    @property
    def knobs(self) -> list[Shape]:
        """The knobs of all biases."""
        return [disc.knob for disc in self.discs if disc.biased]

    @property
    def rings(self) -> list[Shape]:
        """What marks where beads and knobs were."""
        return [*self.ghosts, *(disc.knob_ghost for disc in self.discs if disc.biased)]

    def _edges(self, k: int) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return both ends of every edge of layer ``k``, in the order of its weights."""
        return [(a.at, b.at) for a in self.layers[k] for b in self.layers[k + 1]]

    def bead_at(self, start: np.ndarray, end: np.ndarray, weight: float) -> np.ndarray:
        """Return where on its edge the bead of ``weight`` is: in the middle for 0."""
        return start + (0.5 + SLIDE * weight / self.largest_weight) * (end - start)

    def show_values(self, forward: mc.Forward, ahead: Sequence[float]) -> "NetworkPicture":
        """Fill the discs; light each layer's edges a share of the way ahead."""
        for layer, activations in zip(self.layers, forward.activations, strict=True):
            for disc, activation in zip(layer, activations, strict=True):
                disc.show(float(activation))
        for k, (line, share) in enumerate(zip(self.ahead, ahead, strict=True)):
            _lines(line, [(start, start + share * (end - start)) for start, end in self._edges(k)] if share > 0 else [])
        return self

    def show_weights(self, network: mc.Network) -> "NetworkPicture":
        """Put beads and knobs where weights and biases are."""
        return self._place(network, self.beads, "knob")

    def remember(self, network: mc.Network) -> "NetworkPicture":
        """Leave rings where weights and biases were."""
        return self._place(network, self.ghosts, "knob_ghost")

    def _place(self, network: mc.Network, beads: Sequence[Shape], knob: str) -> "NetworkPicture":
        for k, (weights, biases) in enumerate(zip(network.weights, network.biases, strict=True)):
            edges = zip(self._edges(k), weights.ravel(), strict=True)
            _dots(beads[k], [self.bead_at(*ends, float(weight)) for ends, weight in edges], self.bead_radius)
            for disc, bias in zip(self.layers[k + 1], biases, strict=True):
                diamond(getattr(disc, knob), *disc.knob_at(float(bias), self.largest_bias), self.bead_radius)
        return self

    def show_tension(self, gradients: mc.Gradients, back: Sequence[float]) -> "NetworkPicture":
        """Draw each layer's bands, their light a share of the way back from the layer's right end."""
        for k, (weights, share) in enumerate(zip(gradients.weights, back, strict=True)):
            unlit = []
            for (start, end), band, slope in zip(self._edges(k), self.bands[k], weights.ravel(), strict=True):
                lit = share if abs(slope) > DARK else 0.0
                band.recolor(self.theme.color("down" if slope > 0 else "up"))
                band.span(start, end, abs(float(slope)) * self.unit, lit)
                if lit < 1:
                    unlit.append((start, end + lit * (start - end)))
            _lines(self.wires[k], unlit)
        return self


def _lines(shape: Shape, ends: Sequence[tuple[np.ndarray, np.ndarray]]) -> Shape:
    """Make ``shape`` the straight lines between pairs of points."""
    if not len(ends):
        shape.points = np.zeros((0, 3))
        return shape
    shape.points = straight(*np.array(ends).transpose(1, 0, 2))
    return shape


def diamond(shape: Shape, x: float, y: float, radius: float) -> Shape:
    """Make ``shape`` a square on its corner, ``radius`` from its middle to each."""
    return shape.outline([(x - radius, y), (x, y + radius), (x + radius, y), (x, y - radius)])


def _dots(shape: Shape, middles: Sequence[np.ndarray], radius: float) -> Shape:
    """Make ``shape`` discs of one radius."""
    circle = shape.disc(0.0, 0.0, radius).points
    places = np.zeros((len(middles), 1, 3))
    places[:, 0, :2] = middles
    shape.points = (circle + places).reshape(-1, 3)
    return shape
