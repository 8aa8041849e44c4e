"""The shares' numbers over their bars, and what the truth is named in its column."""

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX
from scenes.kit.text import Label, Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.rows import GAP, Places, decimals_of

#: What the true share is named, as there is room: in a column so many ems wider than that.
OWN, AROUND = ("prediction(q_{} = {})", 'prediction(q_{} class("normal", =) {})'), 1.0
#: What an index hangs below its line; how high a small letter is, and what it hangs below its line, in ems.
INDEX, X_HEIGHT, DEPTH = 8 * PX, 0.45, 0.22
#: From a number up to its name, in ems.
OVER = 1.28
#: In a column so wide there is room for the true share's name.
ROOMY = 170 * PX
#: What the truth is named, the longest one for which there is room.
TRUTH = '"truth" thick p = 1', '"truth"', "p = 1"


def around(places: Places, name: Label | Formula) -> bool:
    """Whether a column has room around a name of the true share."""
    return name.advance + AROUND * places.em < places.width


def values(theme: Theme, places: Places, row: int, q: np.ndarray) -> tuple[Part, Part, Part]:
    """Return the shares' numbers that make room for pulls, the true one's, which stays, and truth's name and share.

    Numbers stand over their bars, the true one with its name. In narrow columns it goes, too.
    """
    base, unit, y, decimals = places.bases[row], places.unit, places.target, decimals_of(q)
    wrong, own, named = Part(), Part(), Part()
    for i in places.shown(theme, f"{0:.{decimals}f}", q, places.xs):
        share = TrueShare(theme, places, row, q[y], decimals) if i == y else None
        number: Part
        if share and share.numbered:
            number = share.show(q[y])
        else:
            number = readout = Readout(theme, places.size, "prediction", decimals)
            readout.put(q[i], places.xs[i], base + q[i] * unit + GAP)
            if readout.width(readout.text) > 0.9 * places.width:
                readout.halo(theme.color("paper"))
        (own if i == y and places.width >= ROOMY else wrong).add(number)
    for truth in truth_at(theme, places, row, q[y]):
        named.add(truth)
    return wrong, own, named


def truth_at(theme: Theme, places: Places, row: int, share: float) -> list[Label]:
    """Return what the truth is named, at the top of its column, if it has room and would stand over such a share."""
    room, top = places.width - 0.1, places.bases[row] + places.unit - GAP - 0.72 * places.em
    names = (math(f"truth({name})", theme, places.size) for name in TRUTH)
    fit = [name for name in names if name.advance < room and share < 0.6]
    return [name.put(places.xs[places.target], top) for name in fit[:1]]


class TrueShare(Part):
    """The true class's share in a row, live over its bar: with its name before it, or over it, as there is room.

    Else it is the name alone, and not ``numbered``. ``share`` is the most that it will be.
    """

    def __init__(self, theme: Theme, places: Places, row: int, share: float, decimals: int = 3):
        super().__init__()
        self.places, self.base, name = places, places.bases[row], f"q_{places.target + 1}"
        number = f"@share[prediction:{0:.{decimals}f}]"
        forms = [Formula(theme, form.format(places.target + 1, number), places.size) for form in OWN]
        lines = [Formula(theme, number, places.size), Formula(theme, f"prediction({name})", places.size)]
        top = self.base + share * places.unit + GAP + INDEX + (OVER + X_HEIGHT + 1 / 3) * places.em
        over = [float(truth.origin[1]) - DEPTH * places.em for truth in truth_at(theme, places, row, share)]
        roomy = around(places, lines[0]) and top < min(over, default=self.base + places.unit)
        rooms = [around(places, forms[0]), roomy, around(places, forms[1])]
        self.lines = next(
            (kept for kept, room in zip(([forms[0]], lines, [forms[1]]), rooms, strict=True) if room), lines[1:]
        )
        self.numbered = any(rooms)
        self.add(*self.lines)

    def show(self, share: float) -> "TrueShare":
        """Stand over a bar of this share."""
        foot = self.base + share * self.places.unit + GAP + INDEX
        for k, line in enumerate(self.lines):
            if line.numbers:
                line.show(share=share)
            line.put(self.places.xs[self.places.target], foot + k * OVER * self.places.em)
        return self
