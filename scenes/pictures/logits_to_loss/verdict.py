"""What both levers come to, between their bars."""

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.marks import Ghost
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.pictures.logits_to_loss.params import Params

#: How far the line stands out over the bars, how far what is written keeps from it, and at least from the lower bar.
OUT, ASIDE, LEAST = 14 * PX, 28 * PX, 4 * PX


class Verdict(Part):
    """One loss, beside a line through both bars where the true class's share ends.

    The formula stands right of its line, smaller where it would stand out over the bars; left of it where only that
    has room; and it is left out where neither has.
    """

    def __init__(self, theme: Theme, layout: Layout, params: Params, upper: Box, lower: Box):
        super().__init__()
        q = float(mc.softmax(params.raised)[params.target])
        body = f"@L{{loss(L)}} = - log {params.in_formula(q)} = @l[loss:0.000]"
        loss, y = float(mc.loss(params.raised, params.target)), (upper.bottom + lower.top) / 2
        start, x = (upper.left + share * upper.width for share in (params.share, q))
        self.add(Shape(theme.color("ink"), 0.0, stroke=5.0).path([(x, upper.top + OUT), (x, lower.bottom - OUT)]))
        #: what the loss was before, left of where the true class's share ended
        self.before = Part()
        #: whether there is room for the loss
        self.tells = False
        beyond, before = (upper.right - x - ASIDE, layout.right - x - ASIDE), x - ASIDE - layout.left
        for side, rooms in (("left", beyond), ("right", (before, before))):
            aside = ASIDE if side == "left" else -ASIDE
            formulas = [Formula(theme, body, size).show(l=loss).middle(x + aside, y, side) for size in (HERO, TEXT)]
            roomy = [each for each, room in zip(formulas, rooms, strict=True) if each.advance < room]
            fitting = [each for each in roomy if each.box().bottom > lower.top + LEAST]
            if fitting:
                self.tells = True
                self.add(fitting[0])
                break
        if side == "left":
            self.before.add(Ghost(theme).between((start, upper.bottom), (start, lower.top)))
            for old in (f"-log {params.in_formula(params.share)} = loss({params.loss:.3f})", ""):
                label = math(f'muted("before{":" if old else ""}") {old}', theme, TEXT)
                if start - ASIDE - label.advance > layout.left:
                    self.before.add(label.middle(start - ASIDE, y, "right"))
                    break
