"""c = a · b as a graph with an area for its result: what a nudge of a adds is b wide for each unit of it."""

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.marks import Bracket, clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, em
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight
from scenes.pictures.where_gradients_live.pipes import Pipe

#: Colours of a and b; the slope at one of them is the other one, and wears its colour.
ROLES = "logit", "prediction"
#: Scene units for a side of 1.
SIDE = 190 * PX


class ProductArea(Part):
    """Two numbers, their product as a rectangle, and the slopes that run back.

    ``forward`` stands from the start, ``change`` comes with the nudge; ``pipes`` and ``slopes`` come after it.
    """

    def __init__(self, theme: Theme, layout: Layout, a: float, b: float):
        super().__init__()
        self.theme, self.a, self.b = theme, a, b
        values = mc.Value(a, "a"), mc.Value(b, "b")
        result = values[0] * values[1]
        result.backward()
        ink = theme.color("ink")
        self.box = layout.pixels(1120, 236, 1120 + 190 * a, 236 + 190 * b)
        middle = self.box.y
        self.heart = (layout.pixels(0, 0, 700, 0).right, middle)
        boxes = [layout.pixels(62, top, 336, top + 152) for top in (236, 654)]
        frames = [Shape(ink, 0.08, stroke=5.0).box(box.left, box.bottom, box.width, box.height) for box in boxes]
        names = [
            math(f"{role}({name} = {value:g})", theme, em(62)).middle(box.x, box.y)
            for role, name, value, box in zip(ROLES, "ab", (a, b), boxes, strict=True)
        ]
        area = Shape(ink, 0.15, stroke=5.0).box(self.box.left, self.box.bottom, self.box.width, self.box.height)
        times = Shape(ink, 0.1, stroke=5.0).disc(*self.heart, 78 * PX)
        edges = [(box.right, box.y) for box in boxes]
        lines = Shape(theme.color("line"), 0.0, stroke=4.0)
        turns = [(self.heart[0], box.y) for box in boxes]
        stops = [(self.heart[0], middle + 78 * PX), (self.heart[0], middle - 78 * PX)]
        way_out = [(self.heart[0] + 78 * PX, middle), (self.box.left, middle)]
        pieces = [*zip(edges, turns, strict=True), *zip(turns, stops, strict=True), way_out]
        lines.points = straight(np.array([start for start, _ in pieces]), np.array([end for _, end in pieces]))
        self.forward = Part(
            lines,
            *frames,
            times,
            math("times", theme, em(62)).middle(*self.heart),
            area,
            *names,
            math(f"loss(c = {result.data:g})", theme, HERO).middle(self.box.x, middle),
            math(f"{ROLES[0]}(a = {a:g})", theme, TEXT).put(self.box.x, self.box.bottom - 60 * PX),
        )
        self.side = Part(Bracket(theme, "ink", 22 * PX), math(f"{ROLES[1]}(b = {b:g})", theme, TEXT))
        #: the strip that a nudge adds, its width, and its area
        self.strip = Shape(theme.color(ROLES[0]), 0.5, stroke=5.0)
        self.wider = Formula(theme, f"{ROLES[0]}(Delta a) = @d[{ROLES[0]}:+0.00]", TEXT)
        self.more = Formula(theme, "loss(Delta c) = @d[loss:+0.00]", HERO)
        self.change = Part(self.strip, self.wider, self.more)
        self.pipes = Part(
            Pipe(theme, result.grad, role="ink"),
            *(Pipe(theme, value.grad, role="ink") for value in values),
        )
        self.ways = [way_out[::-1], *(list(way[::-1]) for way in zip(edges, turns, stops, strict=True))]
        self.slopes = [
            math(f"{role}({slope:g})", theme, HERO).put(x, y)
            for role, slope, x, y in (
                ("loss", result.grad, (self.heart[0] + 78 * PX + self.box.left) / 2, middle + 30 * PX),
                (ROLES[1], values[0].grad, (edges[0][0] + self.heart[0]) / 2, edges[0][1] + 44 * PX),
                (ROLES[0], values[1].grad, (edges[1][0] + self.heart[0]) / 2, edges[1][1] + 36 * PX),
            )
        ]
        self.add(self.forward, self.side)

    def show(self, nudge: float, back: float) -> "ProductArea":
        """Draw the strip that a nudge of a adds, and the slopes as far back as they have run, 0 to 2."""
        box, width = self.box, nudge * SIDE
        self.strip.box(box.right + 4 * PX, box.bottom, max(0.0, width - 4 * PX), box.height)
        self.side[0].along(box.bottom, box.top, box.right + width + 18 * PX)
        self.side[1].middle(box.right + width + 60 * PX, box.y, "left")
        self.wider.put(box.right + width / 2 + 20 * PX, box.bottom - 60 * PX).show(d=nudge)
        self.more.put(box.right + width / 2, box.top + 22 * PX).show(d=nudge * self.b)
        for number, (pipe, way) in enumerate(zip(self.pipes, self.ways, strict=True)):
            pipe.along(way, clamp(back - (number > 0), 0.0, 1.0))
        return self
