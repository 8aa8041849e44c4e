"""What both levers come to, between their bars."""

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.pictures.logits_to_loss.params import Params


class Verdict(Part):
    """One loss, and a line through both bars where the true class's share ends; beside it what the loss was before.

    The formula is smaller where it would reach past the bars, and left out where it would even so.
    """

    def __init__(self, theme: Theme, layout: Layout, params: Params, upper: Box, lower: Box):
        super().__init__()
        q = float(mc.softmax(params.raised)[params.target])
        loss = float(mc.loss(params.raised, params.target))
        body = f"@L{{loss(L)}} = - log {params.in_formula(q)} = @l[loss:0.000]"
        x, out = upper.left + q * upper.width, 14 * PX
        self.add(Shape(theme.color("ink"), 0.0, stroke=5.0).path([(x, upper.top + out), (x, lower.bottom - out)]))
        #: whether there is room for the loss
        self.tells = False
        out, y = 2 * out, (upper.bottom + lower.top) / 2
        # right of the bars stands the lower one's L
        left, right = layout.left, upper.right + out
        for size in (HERO, TEXT):
            formula = Formula(theme, body, size).show(l=loss)
            half = formula.advance / 2
            before = min((upper.left + x) / 2, x - half - out)
            after = max((x + upper.right) / 2, x + half + out)
            fits = before - half >= left, after + half <= right
            if any(fits):
                self.tells = True
                first = fits[0] and (q > 0.5 or not fits[1])
                self.add(formula.middle(before if first else after, y))
                room = (x + out, right) if first else (left, x - out)
                for begin in (f"-log {params.in_formula(params.share)}", "loss(L)"):
                    old = math(f'muted("before:") {begin} = loss({params.loss:.3f})', theme, TEXT)
                    if old.advance < room[1] - room[0]:
                        middle = (max(room[0], upper.left) + min(room[1], upper.right)) / 2
                        self.add(old.middle(clamp(middle, room[0] + old.advance / 2, room[1] - old.advance / 2), y))
                        break
                break
