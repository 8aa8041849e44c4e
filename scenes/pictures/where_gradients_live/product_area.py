"""c = a · b as a graph with an area for its result: what a nudge of a adds is b wide for each unit of it."""

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.marks import Bracket, clamp
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, em
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight
from scenes.pictures.where_gradients_live.pipes import Pipe

#: Scene units for a side of 1, and the radius of the node that multiplies.
SIDE, NODE = 190 * PX, 78 * PX
#: From the rectangle down to the length of its lower side; between the brackets of a side and of what is added to it.
LOWER, PARTED = 88 * PX, 14 * PX
#: From a factor's box to the slope that comes there, past the arrow's head.
ASIDE = 150 * PX
#: Colour of the factors and of what stands for them: they are the graph's inputs, as logits are.
INPUT = "logit"


class ProductArea(Part):
    """Two numbers, their product as a rectangle, and the slopes that run back.

    ``nudge`` is how far each is nudged. ``nudges`` are what comes with it, ``more`` what it adds to c; ``pipes`` and
    ``slopes`` come after them, from c to the node, from there to a and to b.
    """

    def __init__(self, theme: Theme, layout: Layout, a: float, b: float, nudge: float):
        super().__init__()
        self.theme, self.sides = theme, (a, b)
        values = mc.Value(a, "a"), mc.Value(b, "b")
        result = values[0] * values[1]
        result.backward()
        ink = theme.color("ink")
        self.box = layout.pixels(1120, 260, 1120 + 190 * a, 260 + 190 * b)
        heart = x, middle = layout.pixels(0, 0, 700, 0).right, self.box.y
        boxes = [layout.pixels(62, top, 336, top + 152) for top in (260, 678)]
        #: a's, b's and c's
        self.frames = [
            Shape(theme.color(role), fill, stroke=5.0).box(box.left, box.bottom, box.width, box.height)
            for box, fill, role in zip((*boxes, self.box), (0.08, 0.08, 0.15), (INPUT, INPUT, "ink"), strict=True)
        ]
        edges, turns = [(box.right, box.y) for box in boxes], [(x, box.y) for box in boxes]
        stops = [(x, middle + NODE), (x, middle - NODE)]
        way_out = [(x + NODE, middle), (self.box.left, middle)]
        pieces = [*zip(edges, turns, strict=True), *zip(turns, stops, strict=True), way_out]
        lines = Shape(theme.color("line"), 0.0, stroke=4.0)
        lines.points = straight(np.array([start for start, _ in pieces]), np.array([end for _, end in pieces]))
        self.across, self.side = (Bracket(theme, INPUT, 22 * PX) for _ in "ab")
        self.across.across(self.box.left, self.box.right, self.box.bottom - 18 * PX)
        factors = f"{INPUT}(a) = {a:g}", f"{INPUT}(b) = {b:g}"
        names = [
            math(text, theme, em(62)).middle(box.x, box.y)
            for text, box in zip((*factors, f"c = {result.data:g}"), (*boxes, self.box), strict=True)
        ]
        lower = math(factors[0], theme, TEXT).put(self.box.x, self.box.bottom - LOWER)
        self.upright = math(factors[1], theme, TEXT)
        node = Backing(theme.color("paper")).disc(*heart, NODE), Shape(ink, 0.1, stroke=5.0).disc(*heart, NODE)
        #: the node that multiplies: it stands before lines and pipes
        self.node = Part(*node, math("times", theme, em(62)).middle(*heart))
        self.add(lines, *self.frames, *names, lower, self.across, self.side, self.upright)
        #: the strips that the nudges add, what spans their short sides, and how long those are
        self.strips = [Shape(ink, 0.45, stroke=5.0) for _ in "ab"]
        self.lengths = [Formula(theme, f"Delta {INPUT}({name}) = @d[{INPUT}:+0.00]", TEXT) for name in "ab"]
        self.spans = [Bracket(theme, INPUT, 22 * PX) for _ in "ab"]
        self.nudges = [Part(*each) for each in zip(self.strips, self.spans, self.lengths, strict=True)]
        self.more = Formula(theme, "Delta c = @d[+0.00]", HERO)
        # As wide as the other factor is, and of no colour: colours say what a nudge does to the loss.
        self.pipes = Part(*(Pipe(theme, value.grad) for value in (result, *values)))
        for pipe in self.pipes:
            pipe.recolor(theme.color("muted"))
        self.ways = [way_out[::-1], *([heart, turn, edge] for turn, edge in zip(turns, edges, strict=True))]
        one = math(f"(partial c) / (partial c) = {result.grad:g}", theme, TEXT)
        self.slopes = [one.put((x + NODE + self.box.left) / 2, middle + 88 * PX)]
        # What each nudge did to c is written out, over the pipe to a and under the one to b.
        ways = zip(values, "ab", "ba", edges, (112 * PX, -124 * PX), strict=True)
        for value, name, other, (right, y), up in ways:
            moved = f"{value.grad * nudge:.2f} / {INPUT}({nudge:.2f}) = {INPUT}({other}) = {value.grad:g}"
            slope = math(f"(partial c) / (partial {INPUT}({name})) = {moved}", theme, TEXT)
            self.slopes.append(slope.put(right + ASIDE, y + up, "left"))
        #: what is left of the first slope's working when its nudge is gone
        self.rule = math(f"(partial c) / (partial {INPUT}(a)) = {INPUT}(b) = {values[0].grad:g}", theme, TEXT)
        self.rule.put(*self.slopes[1].origin, "left")

    def show(self, nudges: tuple[float, float], back: tuple[float, float, float]) -> "ProductArea":
        """Draw the strips that nudges of a and b add, and how far the slopes have run: to the node, to a, to b."""
        box, (wide, high) = self.box, (nudge * SIDE for nudge in nudges)
        gap = 4 * PX
        self.strips[0].box(box.right + gap, box.bottom, max(0.0, wide - gap), box.height)
        self.strips[1].box(box.left, box.top + gap, box.width, max(0.0, high - gap))
        self.side.along(box.bottom, box.top, box.right + wide + 18 * PX)
        self.upright.middle(box.right + wide + 60 * PX, box.y, "left")
        self.spans[0].across(box.right + PARTED, box.right + max(PARTED, wide), box.bottom - 18 * PX)
        self.spans[1].along(box.top + PARTED, box.top + max(PARTED, high), box.right + 18 * PX)
        self.lengths[0].put(box.right, box.bottom - LOWER, "left", d=nudges[0])
        self.lengths[1].middle(box.right + 60 * PX, box.top + high / 2, "left", d=nudges[1])
        # What is printed agrees: the change of c follows from the nudge as it is read.
        change = sum(round(nudge, 2) * side for nudge, side in zip(nudges, self.sides[::-1], strict=True))
        self.more.put(box.right + wide + 18 * PX, box.top + high + 30 * PX, "right", d=change)
        for pipe, way, gone in zip(self.pipes, self.ways, back, strict=True):
            pipe.along(way, clamp(gone, 0.0, 1.0))
        return self
