"""The slope at a logit as formulas say it: softmax's own, its product with the loss's, and q − p."""

from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.sizes import HERO, PX, TEXT, em
from scenes.kit.theme import Theme

_SLOPE = "(partial loss(L)) / (partial logit(z_i))"


def own_slope(true: str) -> str:
    """Return softmax's own slope at a logit, for the true class's share ``true``."""
    return (
        f"(partial prediction({true})) / (partial logit(z_i)) = prediction({true}) thin (truth(p_i) - prediction(q_i))"
    )


def product_of(true: str) -> str:
    """Return the slopes of loss and softmax, multiplied, the true class's shares ``true`` in pieces s and t."""
    product = f"(-1) / @s{{prediction({true})}} med @t{{prediction({true})}} med (truth(p_i) - prediction(q_i))"
    return f"{_SLOPE} = {product}"


class Laws:
    """Softmax's own slope, its ``product`` with the loss's, the ``result`` of that, and what p is; at last, their sum.

    They stand between ``left`` and the right margin, below the ``first`` row, as large as they fit.
    """

    def __init__(self, theme: Theme, layout: Layout, left: float, first: float, true: str, others: int):
        def fitting(body: str, size: float, below: int = 225) -> Formula:
            tried = [Formula(theme, body, each) for each in (size, HERO, em(54), TEXT) if each <= size]
            fits = (formula for formula in tried if formula.advance <= layout.right - left)
            return next(fits, tried[-1]).put((left + layout.right) / 2, first - below * PX)

        self.softmax, self.product = (fitting(law(true), em(60)) for law in (own_slope, product_of))
        self.result = fitting(f"{_SLOPE} = prediction(q_i) - truth(p_i)", em(76))
        whole = " = prediction(1) - truth(1) = 0"
        self.sum = fitting(f"inline(sum) prediction(q) - inline(sum) truth(p){whole}", TEXT, 368)
        if self.sum.advance > layout.right - left:
            self.sum = fitting('"sum:"' + whole.removeprefix(" ="), TEXT, 368)
        said = '"true class:" truth(p = 1)', f'"other{"s" * (others > 1)}:" truth(p = 0)'
        self.truths = [fitting(line, TEXT, below) for line, below in zip(said, (350, 412), strict=True)]
