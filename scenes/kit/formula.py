"""Formulas typeset as one thing, with live numbers in them and pieces that can be taken by name."""

import re
import string
from collections.abc import Iterator

import numpy as np
from manim import ManimColor

from .layout import Box
from .shapes import Part, Shape
from .sizes import TEXT, UNITS_PER_SIZE
from .text import DIGIT_HEIGHT, Readout, TextShape, Written, role_functions
from .theme import Theme
from .typeset import INK, outlines, shifted

#: A piece's colour carries its number as a shade of opacity that is only ever read, never drawn.
_SHADES = 0xFE
#: A steep stroke's way across, as a share of its way up.
STEEP = 2.2


class Formula(Written):
    """A formula in Typst's math syntax; roles colour their arguments as in :func:`~scenes.kit.text.math`.

    ``@name{…}`` names a piece, which then comes, dims, goes, travels or is struck out by itself.
    ``@name[0.000]`` is a live number, typeset with this many digits; ``@name[+0.000]`` one that always wears its sign,
    ``@name[prediction:0.000]`` one in a role's colour. Spaces are the typesetter's, for the formula is set as a whole.

    >>> Formula(theme, "@H{H(truth(p), prediction(q))} = @h[0.000]").show(h=1.684)  # doctest: +SKIP

    Parameters
    ----------
    body : the formula.
    size : Manim's font size.
    """

    def __init__(self, theme: Theme, body: str, size: float = TEXT):
        super().__init__()
        self.theme, self.body, self.size = theme, body, size
        self._names: list[str] = []
        self._inside: dict[str, str] = {}  # a piece and the one around it
        templates: dict[str, str] = {}
        self.pieces: dict[str, Part] = {}
        self.numbers: dict[str, Readout] = {}
        set_body = self._marked(body, "", templates)
        definitions = role_functions(theme) + "".join(self._definitions(theme))
        typeset = outlines(f"$display({set_body})$", definitions)
        scale = size * UNITS_PER_SIZE
        self.origin, self.advance = np.zeros(2), typeset.width * scale
        #: every outline with the baseline's start at the origin, and every number's right end and baseline
        self._outlines: list[tuple[Shape, np.ndarray]] = []
        self._slots: dict[str, tuple[float, float]] = {}
        self.pieces = {name: Part() for name in self._names if name not in templates}
        for colour, curves in typeset.curves.items():
            name = self._names[_SHADES - int(colour[7:], 16)] if len(colour) == 9 else ""
            if name in templates:
                self._slot(name, templates[name], typeset.starts[colour], curves, size)
                continue
            plain = colour[:7]
            shape = TextShape(theme.color("ink") if plain == INK else ManimColor(plain))
            shape.points = curves * scale
            self._outlines.append((shape, shape.points))
            (self.pieces[name] if name else self).add(shape)
        for name in self._names:
            member = self.numbers[name] if name in templates else self.pieces[name]
            around = self._inside[name]
            (self.pieces[around] if around else self).add(member)
        self.values = dict.fromkeys(self.numbers, 0.0)
        self._place()

    def _marked(self, body: str, around: str, templates: dict[str, str]) -> str:
        """Return the body with every piece and number wrapped in a function of its own."""
        done, at = "", 0
        for start, name, opening, inner, end in _named(body):
            done, at = done + body[at:start], end
            letter = _letter(len(self._names))
            self._names.append(name)
            self._inside[name] = around
            if opening == "[":
                role, _, template = inner.rpartition(":")
                templates[name] = template
                signed = template[0] in "+-−"
                decimals = len(template.partition(".")[2])
                self.numbers[name] = Readout(self.theme, self.size, role or "ink", decimals, signed)
                done += f'#piece{letter}("{template.replace("-", "−")}")'
            else:
                roles = "|".join(self.theme.roles())
                inside = re.sub(rf"(?<![\w@#])({roles})\(", rf"\g<1>{letter}(", self._marked(inner, name, templates))
                done += f"piece{letter}({inside})"
        return done + body[at:]

    def _definitions(self, theme: Theme) -> Iterator[str]:
        for number in range(len(self._names)):
            shade, letter = f"{_SHADES - number:02X}", _letter(number)
            yield f'#let piece{letter}(body) = text(fill: rgb("{INK}{shade}"), body)\n'
            for role, colour in theme.roles().items():
                yield f'#let {role}{letter}(body) = text(fill: rgb("{colour}{shade}"), body)\n'

    def _slot(self, name: str, template: str, start: tuple[float, float], curves: np.ndarray, size: float) -> None:
        """Note where a number stands; an index or exponent is smaller than the rest."""
        number = self.numbers[name]
        alone = outlines(f'#"{template.replace("-", "−")}"')
        (whole,) = alone.curves.values()
        shrink = float(np.ptp(curves[:, 1]) / np.ptp(whole[:, 1]))
        number.size = size * shrink
        unit = size * UNITS_PER_SIZE
        self._slots[name] = ((start[0] + alone.width * shrink) * unit, start[1] * unit)

    def put(self, x: float, y: float, align: str = "center", /, **values: float) -> "Formula":
        """Move the baseline to height ``y``, and the formula's left end, centre or right end to ``x``.

        Live numbers that are given are set, too: a number that is set and then moved would be drawn twice.
        """
        self.values.update(values)
        x -= {"left": 0.0, "center": 0.5, "right": 1.0}[align] * self.advance
        if x != self.origin[0] or y != self.origin[1]:
            self.origin = np.array([x, y])
            self._place()
        elif values:
            self._write()
        return self

    def middle(self, x: float, y: float, align: str = "center", /, **values: float) -> "Formula":
        """Like :meth:`put`, with ``y`` the middle of the digits instead of the baseline."""
        return self.put(x, y - DIGIT_HEIGHT / 2 * self.size * UNITS_PER_SIZE, align, **values)

    def show(self, **values: float) -> "Formula":
        """Set live numbers."""
        self.values.update(values)
        self._write()
        return self

    def _place(self) -> None:
        for shape, outline in self._outlines:
            shape.points = shifted(outline, *self.origin)
        self._write()

    def _write(self) -> None:
        for name, number in self.numbers.items():
            # A number that has lost a sign or digit keeps its last digit where it was.
            right, up = self._slots[name]
            number.put(self.values[name], self.origin[0] + right, self.origin[1] + up, "right")

    def box(self, name: str = "") -> Box:
        """Return the box of a piece or number, or of the whole formula."""
        member = self.numbers.get(name) or (self.pieces[name] if name else self)
        points = np.concatenate([leaf.points for leaf in member.get_family() if isinstance(leaf, Shape)])
        across, up = points[:, 0], points[:, 1]
        return Box(float(across.min()), float(up.min()), float(across.max()), float(up.max()))

    def strike(self, name: str, role: str = "ink", steep: bool = False) -> Shape:
        """Return the stroke that strikes a piece out, rising from left to right; a steep one along no minus."""
        box = self.box(name).inset(left=-0.06, right=-0.06)
        if steep:
            box = box.inset(bottom=-0.06)
            beside = max(0.0, box.width - STEEP * box.height) / 2
            box = box.inset(left=beside, right=beside)
        stroke = Shape(self.theme.color(role), 0.0, stroke=3.5).path([(box.left, box.bottom), (box.right, box.top)])
        stroke.strikes = True
        return stroke


def _letter(number: int) -> str:
    """Return a letter for a piece's function: Typst's names in formulas have no digits."""
    return string.ascii_uppercase[number]


def _named(body: str) -> Iterator[tuple[int, str, str, str, int]]:
    """Yield where each outermost piece or number starts, its name, opening bracket and inside, and where it ends."""
    at = 0
    while found := re.compile(r"@(\w+)([{\[])").search(body, at):
        closing = {"{": "}", "[": "]"}[found[2]]
        depth, end = 1, found.end()
        while depth:
            depth += (body[end] == found[2]) - (body[end] == closing)
            end += 1
        yield found.start(), found[1], found[2], body[found.end() : end - 1], end
        at = end
