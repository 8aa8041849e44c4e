"""The slope at a logit as formulas say it: softmax's own, its product with the loss's, and q − p."""

from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO, PX, TEXT, em
from scenes.kit.theme import Theme

_SLOPE = "(partial loss(L)) / (partial logit(z_i))"


def softmax_slope(true: str) -> str:
    """Return softmax's own slope at a logit, for the true class's share ``true``."""
    return (
        f"(partial prediction({true})) / (partial logit(z_i)) = prediction({true}) thin (truth(p_i) - prediction(q_i))"
    )


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

        def truths(below: int) -> list[Formula]:
            bodies = '"true class:" truth(p = 1)', f'"other{"s" * (others > 1)}:" truth(p = 0)'
            return [fitting(body, TEXT, below + 58 * line) for line, body in enumerate(bodies)]

        self.softmax = Part(fitting(softmax_slope(true), em(60), -68), *truths(562))
        self.factor = fitting(softmax_slope(true), em(60), 225)
        self.product = fitting(product_of(true), em(60), 225)
        self.result = fitting(f"{_SLOPE} = prediction(q_i) - truth(p_i)", em(76), 225)
        self.truths = truths(372)
