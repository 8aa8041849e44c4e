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
from scenes.pictures.logits_to_loss.params import Params

#: How far the line stands out over the bars, how far what is written keeps from it, and at least from the lower bar.
OUT, ASIDE, LEAST = 14 * PX, 28 * PX, 4 * PX
#: Between two shares.
APART = 44 * PX


class Verdict(Part):
    """One loss, beside a line through both bars where the true class's share ends.

    The formula stands right of its line, without its logarithm where that would stand out over the bars; left of it
    where only that has room; and it is left out where neither has. ``before`` is what the loss was, ``shares`` are what
    the shares that no formula has have come to, or as many of the largest as have room: both stand left of the line.
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
        taken, unsaid = x - ASIDE, params.order
        for side, room in (("left", upper.right - x - ASIDE), ("right", x - ASIDE - layout.left)):
            aside = ASIDE if side == "left" else -ASIDE
            formulas = [Formula(theme, body, size).show(l=loss) for body in bodies for size in (HERO, TEXT)]
            roomy = [each.middle(x + aside, y, side) for each in formulas if each.advance < room]
            fitting = [each for each in roomy if each.box().bottom > lower.top + LEAST]
            if fitting:
                self.tells = True
                self.add(fitting[0])
                unsaid = params.order[1:] if fitting[0].body == bodies[0] else params.order
                taken -= fitting[0].advance + APART if side == "right" else 0.0
                break
        if side == "left":
            self.before.add(Ghost(theme).between((start, upper.bottom), (start, lower.top)))
            for old in (f'muted("before:") loss(L) = loss({params.loss:.3f})', 'muted("before")'):
                label = math(old, theme, TEXT)
                if start - ASIDE - label.advance > layout.left:
                    self.before.add(label.middle(start - ASIDE, y, "right"))
                    break
        self.shares = self._shares(unsaid, q, layout.left, taken, (upper.left + taken) / 2, y)

    def _shares(self, unsaid: list[int], q: np.ndarray, left: float, right: float, middle: float, y: float) -> Part:
        """Return shares in a row between ``left`` and ``right``, around ``middle`` if they can."""
        written: dict[int, Label] = {}
        for i in sorted(unsaid, key=lambda i: -q[i]):
            label = math(f"prediction({self.params.stated(i, float(q[i]))})", self.theme, TEXT)
            if sum(each.advance + APART for each in written.values()) + label.advance > right - left:
                break
            written[i] = label
        row = [written[i] for i in self.params.order if i in written]
        whole = sum(label.advance + APART for label in row) - APART
        x = max(left, min(middle - whole / 2, right - whole))
        for label in row:
            label.middle(x, y, "left")
            x += label.advance + APART
        return Part(*row)
