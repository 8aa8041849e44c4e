"""What both levers come to, between their bars."""

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.marks import Ghost
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Label, math
from scenes.kit.theme import Theme
from scenes.kit.tiles import edges
from scenes.pictures.logits_to_loss.params import Params

#: How far the line stands out over the bars, how far what is written keeps from it, and at least from the lower bar.
OUT, ASIDE, LEAST = 14 * PX, 28 * PX, 4 * PX
#: Between two shares, and how far down the line is from a piece to what is written of it.
APART, LEADER = 44 * PX, 18 * PX


class Verdict(Part):
    """One loss, beside a line through both bars where the true class's share ends.

    The formula stands right of its line, without its logarithm where that would stand out over the bars; left of it
    where only that has room; and it is left out where neither has. ``before`` is what the loss was, left of the line.
    ``shares`` are what the shares have come to, or as many of the largest as have room, and the loss, which take the
    verdict's place.
    """

    def __init__(self, theme: Theme, layout: Layout, params: Params, upper: Box, lower: Box):
        super().__init__()
        self.theme, self.params = theme, params
        q = mc.softmax(params.raised)
        true, number = float(q[params.target]), "@l[loss:0.000]"
        bodies = [f"@L{{loss(L)}} = - log {params.in_formula(true)} = {number}", f"@L{{loss(L)}} = {number}"]
        loss, y = float(mc.loss(params.raised, params.target)), (upper.bottom + lower.top) / 2
        start, x = (upper.left + share * upper.width for share in (params.share, true))
        self.add(Shape(theme.color("ink"), 0.0, stroke=5.0).path([(x, upper.top + OUT), (x, lower.bottom - OUT)]))
        self.before = Part()
        #: whether there is room for the loss
        self.tells = False
        for side, room in (("left", upper.right - x - ASIDE), ("right", x - ASIDE - layout.left)):
            aside = ASIDE if side == "left" else -ASIDE
            formulas = [Formula(theme, body, size).show(l=loss) for body in bodies for size in (HERO, TEXT)]
            roomy = [each.middle(x + aside, y, side) for each in formulas if each.advance < room]
            fitting = [each for each in roomy if each.box().bottom > lower.top + LEAST]
            if fitting:
                self.tells = True
                self.add(fitting[0])
                break
        if side == "left":
            self.before.add(Ghost(theme).between((start, upper.bottom), (start, lower.top)))
            for old in (f'muted("before:") loss(L) = loss({params.loss:.3f})', 'muted("before")'):
                label = math(old, theme, TEXT)
                if start - ASIDE - label.advance > layout.left:
                    self.before.add(label.middle(start - ASIDE, y, "right"))
                    break
        self.shares = self._shares(q, layout.left, upper, y)
        if self.tells:  # one loss, beside both bars
            number = math(f"loss({loss:.3f})", theme, TEXT).middle(layout.right, y - 26 * PX, "right")
            letter = math("loss(L)", theme, TEXT).put(layout.right - number.advance / 2, y + 10 * PX)
            self.shares.add(letter, number)

    def _shares(self, q: np.ndarray, left: float, bar: Box, y: float) -> Part:
        """Return the shares ``q``, shape (K,), each below its piece of the bar, or as near to that as others let it."""
        written: dict[int, Label] = {}
        for i in sorted(self.params.order, key=lambda i: -q[i]):
            label = math(f"prediction({self.params.stated(i, float(q[i]))})", self.theme, TEXT)
            if sum(each.advance + APART for each in written.values()) + label.advance > bar.right - left:
                break
            written[i] = label
        order = self.params.order
        ends = edges(bar.left, bar.width, q[order])
        lefts, free = {}, left
        for k, i in enumerate(order):
            if i in written:
                lefts[i] = max(free, float(ends[k] + ends[k + 1] - written[i].advance) / 2)
                free = lefts[i] + written[i].advance + APART
        free = bar.right
        for i in reversed(lefts):
            free = min(lefts[i], free - written[i].advance)
            written[i].middle(free, y, "left")
            free -= APART
        ends = {i: (float(ends[k]), float(ends[k + 1])) for k, i in enumerate(order)}
        return Part(*(written[i] for i in lefts), *(self._leader(written[i], *ends[i], bar.bottom) for i in lefts))

    def _leader(self, label: Label, start: float, end: float, up: float) -> Shape:
        """Return the line from the middle of a share's piece, ``up`` at its lower edge, to what is written of it."""
        middle, left = (start + end) / 2, label.origin[0]
        foot = float(np.clip(middle, left + ASIDE, left + label.advance - ASIDE / 4))
        line = Shape(self.theme.color("prediction"), 0.0, stroke=3.0)
        return line.path([(middle, up), (foot, up - LEADER)])
