"""The slope at a logit as formulas say it: the product of both slopes, and q − p."""

from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.sizes import HERO, PX, TEXT, em
from scenes.kit.theme import Theme

_SLOPE = "(partial loss(L)) / (partial logit(z_i))"


def product_of(true: str) -> str:
    """Return the slopes of loss and softmax, multiplied, the true class's shares ``true`` in pieces s and t."""
    product = f"(-1) / @s{{prediction({true})}} med @t{{prediction({true})}} med (truth(p_i) - prediction(q_i))"
    return f"{_SLOPE} = {product}"


def laws(theme: Theme, layout: Layout, left: float, first: float, true: str, others: int) -> list[Formula]:
    """Return the product of both slopes, what is left of it, and what p is in two lines.

    They stand between ``left`` and the right margin, below the ``first`` row, as large as they fit.
    """
    bodies = (
        (product_of(true), em(60), 260),
        (f"{_SLOPE} = prediction(q_i) - truth(p_i)", em(76), 260),
        ('"true class:" truth(p = 1)', TEXT, 410),
        (f'"other{"s" * (others > 1)}:" truth(p = 0)', TEXT, 468),
    )
    found = []
    for body, size, below in bodies:
        tried = [Formula(theme, body, each) for each in (size, HERO, em(54), TEXT) if each <= size]
        fits = (formula for formula in tried if formula.advance <= layout.right - left)
        found.append(next(fits, tried[-1]).put((left + layout.right) / 2, first - below * PX))
    return found
