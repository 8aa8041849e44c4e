"""The slope at a logit as formulas say it: softmax's own, its product with the loss's, and q − p."""

from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO, PX, TEXT, em
from scenes.kit.theme import Theme

_SLOPE = "(partial loss(L)) / (partial logit(z_i))"


def _softmax_slope(true: str, same: str) -> str:
    return f"(partial prediction({true})) / (partial logit(z_i)) = prediction({true}) thin ({same} - prediction(q_i))"


def _same(true: str) -> str:
    return f"i = {true.removeprefix('q_')}"


def own_slope(true: str) -> str:
    """Return softmax's own slope at a logit, for the true class's share ``true``: softmax knows no truth."""
    return _softmax_slope(true, f"[{_same(true)}]")


def product_of(true: str) -> str:
    """Return the slopes of loss and softmax, multiplied, the true class's shares ``true`` in pieces s and t."""
    product = f"(-1) / @s{{prediction({true})}} med @t{{prediction({true})}} med (truth(p_i) - prediction(q_i))"
    return f"{_SLOPE} = {product}"


class Laws:
    """Softmax's own slope, its ``product`` with the loss's, the ``result`` of that, and in two lines what p is.

    They stand between ``left`` and the right margin, as large as they fit. ``softmax`` has its slope above the
    ``first`` row and leaves room for numbers. Later all stand below that row: ``factor`` is softmax's slope again.
    """

    def __init__(self, theme: Theme, layout: Layout, left: float, first: float, true: str, others: int):
        def fitting(body: str, size: float, below: int) -> Formula:
            tried = [Formula(theme, body, each) for each in (size, HERO, em(54), TEXT) if each <= size]
            fits = (formula for formula in tried if formula.advance <= layout.right - left)
            return next(fits, tried[-1]).put((left + layout.right) / 2, first - below * PX)

        def lines(below: int, *bodies: str) -> list[Formula]:
            return [fitting(body, TEXT, below + 66 * line) for line, body in enumerate(bodies)]

        same = _same(true)
        meant = lines(556, f'[{same}] "is" 1 "for" {same},', '"else 0: it is" truth(p_i)')
        self.softmax = Part(fitting(own_slope(true), em(60), -68), *meant)
        self.factor = fitting(_softmax_slope(true, "truth(p_i)"), em(60), 225)
        self.product = fitting(product_of(true), em(60), 225)
        self.result = fitting(f"{_SLOPE} = prediction(q_i) - truth(p_i)", em(76), 225)
        self.truths = lines(368, '"true class:" truth(p = 1)', f'"other{"s" * (others > 1)}:" truth(p = 0)')
