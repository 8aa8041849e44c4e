"""Texts: words, formulas, sentences with symbols in them, and live numbers."""

from functools import cache, lru_cache
from itertools import accumulate
from math import isinf

import numpy as np
from manim import ManimColor

from .shapes import Part, Shape
from .sizes import CAPTION, TEXT, UNITS_PER_SIZE
from .theme import Theme
from .typeset import INK, outlines, shifted
from .words import escaped, runs


class Written(Part):
    """Glyphs that belong to one text, whatever it is made of: ``body`` says which, ``size`` how large it is set."""

    body: str
    size: float


class TextShape(Shape):
    """The glyphs of one colour in a text, as one compound outline."""

    is_text = True


class Label(Written):
    """A text or formula, placed by its baseline.

    Parameters
    ----------
    body : Typst markup, made by :func:`words` or :func:`math`.
    size : Manim's font size (48 is half a unit to the em).
    color : colour of what the formula itself leaves uncoloured.
    """

    def __init__(self, body: str, theme: Theme, size: float = TEXT, color: str = "ink", turned: bool = False):
        super().__init__()
        scale = size * UNITS_PER_SIZE
        typeset = outlines(body, role_functions(theme))
        for colour, curves in typeset.curves.items():
            shape = TextShape(theme.color(color) if colour == INK else ManimColor(colour))
            shape.points = curves * scale
            if turned:
                shape.points = shape.points[:, [1, 0, 2]] * [-1.0, 1.0, 1.0]
            self.add(shape)
        #: each shape's outline with the baseline's start at the origin: where a label came along leaves no trace
        self.outlines = [shape.points for shape in self.submobjects]
        #: where the baseline starts and how far the text advances
        self.origin, self.advance = np.zeros(2), typeset.width * scale
        self.body, self.size, self.turned, self.role = body, size, turned, color

    def put(self, x: float, y: float, align: str = "center") -> "Label":
        """Move the baseline to height ``y``, and the text's left end, centre or right end to ``x``.

        A turned label runs upwards: its baseline goes to ``x``, and its lower end, centre or upper end to ``y``.
        """
        offset = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * self.advance
        return self._to(x, y - offset) if self.turned else self._to(x - offset, y)

    def middle(self, x: float, y: float, align: str = "center") -> "Label":
        """Like :meth:`put`, with ``y`` the middle of the digits instead of the baseline."""
        return self.put(x, y - DIGIT_HEIGHT / 2 * self.size * UNITS_PER_SIZE, align)

    def _to(self, x: float, y: float) -> "Label":
        if x != self.origin[0] or y != self.origin[1]:
            for shape, outline in zip(self.submobjects, self.outlines, strict=True):
                shape.points = shifted(outline, x, y)
            self.origin = np.array([x, y])
        return self


def words(text: str, theme: Theme, size: float = TEXT, color: str = "ink", turned: bool = False) -> Label:
    """Return plain words; every character shows as itself, nothing is markup."""
    return Label("#" + escaped(text), theme, size, color, turned)


def math(formula: str, theme: Theme, size: float = TEXT, color: str = "ink") -> Label:
    """Return a formula in Typst's math syntax, each symbol in its role's colour.

    A role's name colours its argument: ``truth(p_i) log 1/prediction(q_i)``.
    """
    return Label(f"$display({formula})$", theme, size, color)


def sentence(text: str, theme: Theme, size: float = CAPTION, color: str = "ink") -> Label:
    """Return a sentence whose symbols (p, q₃, z, L, H(p,q), …) are set as such, each in its role's colour."""
    return Label("".join(_run(*run) for run in runs(text)), theme, size, color)


def _run(text: str, role: str, sub: str) -> str:
    """Return the markup of a run of a sentence."""
    if not role:
        return "#" + escaped(text)
    formula = _FORMULAS.get(text, text)
    return f"${role}({formula}{f'_{sub}' if len(sub) == 1 else f'_({sub})' if sub else ''})$"


#: Typst for the symbols of a sentence that are more than a letter.
_FORMULAS = {
    "H(p,q)": "H(truth(p), prediction(q))",
    "H(p, q)": "H(truth(p), prediction(q))",
    "KL": "upright(K L)",
    "KL(p‖q)": "upright(K L)(p parallel q)",
    "EMD": "upright(E M D)",
    "e^z": "e^z",
}


@cache
def role_functions(theme: Theme) -> str:
    """Return Typst definitions of one function a role."""
    return "".join(f'#let {role}(body) = text(fill: rgb("{colour}"), body)\n' for role, colour in theme.roles().items())


#: Height of a digit, in ems (New Computer Modern).
DIGIT_HEIGHT = 0.666


MINUS = "\N{MINUS SIGN}"


@cache
def _glyph(character: str) -> tuple[np.ndarray, float]:
    """Return one glyph's curves and advance, in ems; compiled once a process."""
    body = "$minus$" if character == MINUS else "#" + escaped(character)
    typeset = outlines(body)
    return next(iter(typeset.curves.values())), typeset.width


@lru_cache(1024)
def _lined_up(text: str, scale: float, align: str) -> np.ndarray:
    """Return the curves of a number that is put at the origin; most come again, in another place or a little later."""
    glyphs = [_glyph(character) for character in text]
    starts = np.array([0.0, *accumulate(width for _, width in glyphs)])
    if align == "point":
        offset = starts[text.index(".")] if "." in text else starts[-1]
    else:
        offset = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * starts[-1]
    curves = [glyph for glyph, _ in glyphs]
    points = np.concatenate(curves)
    points[:, 0] += np.repeat(starts[:-1] - offset, [len(glyph) for glyph in curves])
    return points * scale


class Readout(Shape):
    """A live number whose digits keep their places, so that nothing trembles.

    Redrawn from glyphs compiled once: an update is an addition of arrays. Fixed decimals, a true minus sign;
    with ``signed`` a plus sign too. What rounds to zero has no sign.

    Parameters
    ----------
    decimals : digits after the point.
    signed : always show the sign (forces, changes); else only a minus.
    short : leave out the 0 before the point.
    """

    is_text = True

    def __init__(
        self,
        theme: Theme,
        size: float = TEXT,
        color: str = "ink",
        decimals: int = 3,
        signed: bool = False,
        short: bool = False,
    ):
        super().__init__(theme.color(color))
        self.size, self.decimals, self.signed, self.text, self.role = size, decimals, signed, "", color
        self.short = short
        #: the text and place that :meth:`put` drew last
        self.placed: tuple[str, float, float, str] | None = None

    def format(self, value: float) -> str:
        """Return the text shown for ``value``."""
        digits = "∞" if isinf(value) else f"{abs(value):.{self.decimals}f}"
        digits = digits.removeprefix("0") if self.short and "." in digits else digits
        if not digits.strip("0."):
            return digits
        return (MINUS if value < 0 else "+" if self.signed else "") + digits

    def width(self, text: str) -> float:
        """Return the advance width of ``text`` in scene units."""
        return sum(_glyph(c)[1] for c in text) * self.size * UNITS_PER_SIZE

    def put(self, value: float, x: float, y: float, align: str = "center") -> "Readout":
        """Show ``value`` with the baseline at ``y``.

        ``align`` is "left", "right" (both exact ends of the number), "center", or "point": the decimal point's
        left edge at ``x``.
        """
        if self._stands("number", value, x, y, align, self.decimals, self.short, self.signed):
            return self
        text = self.format(value)
        placed = (text, float(x), float(y), align)
        if self.placed == placed and self.points is self.drawn:
            return self  # it has changed too little to be seen
        self.text, self.placed = text, placed
        self.points = self.drawn = shifted(_lined_up(text, self.size * UNITS_PER_SIZE, align), x, y)
        return self

    def middle(self, value: float, x: float, y: float, align: str = "center") -> "Readout":
        """Like :meth:`put`, with ``y`` the middle of the digits instead of the baseline."""
        return self.put(value, x, y - DIGIT_HEIGHT / 2 * self.size * UNITS_PER_SIZE, align)
