"""What both levers come to, between their bars."""

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.marks import Ghost
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import ShareBar
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Label, math
from scenes.kit.theme import Theme
from scenes.kit.tiles import edges
from scenes.kit.typeset import straight
from scenes.pictures.logits_to_loss.params import Params

#: How far the line stands out over the bars, how far what is written keeps from it, and at least from the lower bar.
OUT, ASIDE, LEAST = 14 * PX, 28 * PX, 4 * PX
#: Between two shares, and how far away from a piece the line ends that leads to what is written of it.
APART, LEADER = 44 * PX, 18 * PX


class Verdict(Part):
    """One loss, beside a line through both bars where the true class's share ends.

    The formula stands right of its line, without its logarithm where that has no room; left of it where only that has;
    and it is left out where neither has. ``before`` is what the loss was, left of the line. ``shares`` are what the
    shares have come to, or as many of the largest as have room, and the loss, which take the verdict's place; ``bar``,
    one of the two, may name them.
    """

    def __init__(self, theme: Theme, layout: Layout, params: Params, bar: ShareBar, upper: Box, lower: Box):
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
        for side, room in (("left", layout.right - x - ASIDE), ("right", x - ASIDE - layout.left)):
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
        self.shares = self._shares(q, layout.left, bar, upper, lower)
        if self.tells:  # one loss, beside both bars
            number = math(f"loss({loss:.3f})", theme, TEXT).middle(layout.right, y - 26 * PX, "right")
            letter = math("loss(L)", theme, TEXT).put(layout.right - number.advance / 2, y + 10 * PX)
            self.shares.add(letter, number)

    def _shares(self, q: np.ndarray, left: float, bar: ShareBar, upper: Box, lower: Box) -> Part:
        """Return the shares ``q``, shape (K,), between their pieces of both bars, or as near as others let them."""
        wide = {i: float(q[i]) * upper.width for i in self.params.order}
        named = [i for i in wide if bar.shown(i, wide[i]) == 1.0]
        written: dict[int, Label] = {}
        for i in sorted(wide, key=lambda i: -wide[i]):
            share = float(q[i])
            body = f'"{self.params.printed(share)}"' if i in named else self.params.stated(i, share)
            label = math(f"prediction({body})", self.theme, TEXT)
            if sum(each.advance + APART for each in written.values()) + label.advance > upper.right - left:
                break
            written[i] = label
        parts = edges(upper.left, upper.width, q[self.params.order])
        middles = {i: float(parts[k] + parts[k + 1]) / 2 for k, i in enumerate(wide) if i in written}
        lefts, free = {}, left
        for i, middle in middles.items():
            lefts[i] = max(free, middle - written[i].advance / 2)
            free = lefts[i] + written[i].advance + APART
        free = upper.right
        for i in reversed(lefts):
            free = min(lefts[i], free - written[i].advance)
            written[i].middle(free, (upper.bottom + lower.top) / 2, "left")
            free -= APART
        leaders = [self._leaders(written[i], middle, upper, lower, i in named) for i, middle in middles.items()]
        return Part(*(written[i] for i in middles), *leaders)

    def _leaders(self, label: Label, middle: float, upper: Box, lower: Box, both: bool) -> Shape:
        """Return the lines to what is written of a share from the ``middle`` of its piece, if possible of ``both``."""
        left = label.origin[0]
        foot = float(np.clip(middle, left + ASIDE, left + label.advance - ASIDE / 4))
        pieces = [((middle, upper.bottom), (foot, upper.bottom - LEADER))]
        if both and foot == middle:  # elsewhere indices hang down there
            pieces.append(((middle, lower.top), (foot, lower.top + LEADER)))
        lines = Shape(self.theme.color("prediction"), 0.0, stroke=3.0)
        lines.points = straight(*(np.array(ends) for ends in zip(*pieces, strict=True)))
        return lines
