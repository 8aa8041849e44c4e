"""Graphs of values: nodes with a value and a gradient, edges as wide as the gradient that flows back over them."""

import numpy as np

from mathcore import Value

from .equation import Magnitude
from .shapes import LABEL, Backing, Part, Readout, Shape
from .theme import Theme

#: A gradient smaller than this gives no light: float64's own noise would.
DARK = 1e-12


def named_edges(result: Value) -> dict[tuple[str, str], float]:
    """Return what flows back over each edge between named nodes: ∂(result)/∂(parent) by way of that child alone.

    Unnamed steps between two names are folded into one edge by the chain rule, so that the flows over the edges that
    leave a node sum to its gradient. Keys are (parent's name, child's name); ``result.backward()`` has been called.
    """
    flows: dict[tuple[str, str], float] = {}
    for child in filter(lambda node: node.label and node.parents, result.nodes()):
        arrived = {child: child.grad}
        for node in reversed(child.nodes()):
            light = arrived.get(node)
            if light is None:
                continue
            if node.label and node is not child:
                flows[node.label, child.label] = light
                continue
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                arrived[parent] = arrived.get(parent, 0.0) + slope * light
    return flows


class Band(Shape):
    """A straight band, ``thickness`` wide across its direction, its ends cut upright."""

    def __init__(self, theme: Theme, stroke: float = 1.6):
        super().__init__(theme.color("ink"), 0.85, stroke)
        self.theme, self.thickness = theme, 0.0

    def span(self, start, end, thickness: float, reach: float = 1.0) -> "Band":
        """Lead from ``end`` back towards ``start`` (both (x, y)), a share ``reach`` of the way."""
        start, end = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
        self.thickness = thickness
        if reach <= 0.0:
            self.points = np.zeros((0, 3))
            return self
        tip = end + reach * (start - end)
        along = (end - start) / np.linalg.norm(end - start)
        half = np.array([0.0, thickness / 2 / abs(along[0])])
        return self.outline([tip + half, end + half, end - half, tip - half])


class Wire(Part):
    """An edge: a hairline, a brighter one while values flow ahead, and the gradient that flows back as a band.

    Parameters
    ----------
    start, end : (x, y) of the parent's and the child's side.
    unit : scene units for a gradient of 1.
    role : the band's colour; without one it is green where descent raises the parent and red where it lowers it.
    """

    def __init__(self, theme: Theme, start, end, unit: float, role: str | None = None, stroke: float = 2.5):
        super().__init__()
        self.theme, self.unit, self.role = theme, unit, role
        self.start, self.side = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
        self.hairline = Shape(theme.color("line"), fill=0.0, stroke=stroke)
        self.ahead = Shape(theme.color("muted"), fill=0.0, stroke=1.4 * stroke)
        self.band = Band(theme, min(1.6, 0.6 * stroke))
        self.add(self.hairline, self.ahead, self.band)
        self.dock(0.0)

    @property
    def slant(self) -> float:
        """How much taller than wide across the wire its upright cut is."""
        along = self.side - self.start
        return float(np.linalg.norm(along) / abs(along[0]))

    def dock(self, port: float) -> "Wire":
        """End ``port`` above the middle of the child's side."""
        self.end = self.side + np.array([0.0, port])
        self.hairline.path([self.start, self.end])
        return self

    def lead(self, share: float) -> "Wire":
        """Let the values come a share of the way from parent to child."""
        if share > 0:
            self.ahead.path([self.start, self.start + share * (self.end - self.start)])
        else:
            self.ahead.points = np.zeros((0, 3))
        return self

    def flow_back(self, flow: float, share: float) -> "Wire":
        """Let the gradient ``flow`` come a share of the way back from child to parent."""
        self.band.recolor(self.theme.color(self.role or ("down" if flow > 0 else "up")))
        lit = share if abs(flow) > DARK else 0.0
        self.band.span(self.start, self.end, abs(flow) * self.unit, lit)
        if lit < 1:
            self.hairline.path([self.start, self.end + lit * (self.start - self.end)])
        else:
            self.hairline.points = np.zeros((0, 3))
        return self


def ports(wires: list[Wire], flows: list[float]) -> list[float]:
    """Return where bands to one child must end so that they lie side by side there, from the upper to the lower."""
    heights = [abs(flow) * wire.unit * wire.slant for wire, flow in zip(wires, flows, strict=True)]
    level, places = sum(heights) / 2, []
    for height in heights:
        places.append(level - height / 2)
        level -= height
    return places


class Slope(Magnitude):
    """A gradient as a live number: signed, with a power of ten where it is huge, and a plain 0 where nothing flows."""

    def format(self, value: float) -> str:
        """Return the text shown for ``value``."""
        if abs(value) <= DARK:
            return "0"
        if abs(value) < 1e4:
            return Readout.format(self, value)
        return ("\N{MINUS SIGN}" if value < 0 else "+") + super().format(abs(value))


class ValueNode(Part):
    """A node of a graph: its value in a box, its gradient under it or, in a crowd, before it.

    Parameters
    ----------
    x, y : the box's middle.
    across, up : the box's size.
    role : colour of the frame.
    decimals : of the value.
    under : whether the gradient stands under the box, else at its left.
    """

    def __init__(
        self,
        theme: Theme,
        role: str,
        x: float,
        y: float,
        across: float,
        up: float,
        *,
        decimals: int = 3,
        size: float = LABEL,
        stroke: float = 3.0,
        under: bool = True,
    ):
        super().__init__()
        self.theme, self.at, self.across, self.up, self.under = theme, (x, y), across, up, under
        self.left, self.right = np.array([x - across / 2, y]), np.array([x + across / 2, y])
        back = Backing(theme.color("paper"), 1.0).box(x - across / 2, y - up / 2, across, up)
        self.share = Shape(theme.color("prediction"), 0.5)
        self.frame = Shape(theme.color(role), 0.0, stroke=stroke).box(x - across / 2, y - up / 2, across, up)
        self.value = Readout(theme, size, "ink", decimals)
        self.gradient = Slope(theme, size, "ink", 3, signed=True)
        self.box_part, self.content = Part(back, self.frame), Part(self.share, self.value)
        self.add(back, self.share, self.frame, self.value)

    def show(self, value: float, share: float | None = None) -> "ValueNode":
        """Write ``value``; fill the box to ``share`` of its length."""
        if share is not None:
            self.share.box(self.left[0], self.at[1] - self.up / 2, share * self.across, self.up)
        self.value.middle(value, *self.at)
        return self

    def show_gradient(self, gradient: float, role: str | None = None) -> "ValueNode":
        """Write the gradient, in the colour of where descent takes the value."""
        dark = abs(gradient) <= DARK
        self.gradient.recolor(self.theme.color(role or ("muted" if dark else "down" if gradient > 0 else "up")))
        if self.under:
            gap = 0.1 + self.gradient.size / 48 * 0.5 * 0.333
            self.gradient.middle(gradient, self.at[0], self.at[1] - self.up / 2 - gap)
        else:
            self.gradient.middle(gradient, self.left[0] - 0.15, self.at[1], "right")
        return self
