"""The sums of scene 1's areas, over the tiles whose areas they are."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.marks import clamp
from scenes.kit.names import spread
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Written, math
from scenes.kit.theme import Theme
from scenes.pictures.cross_entropy_overlay.balance import ROW
from scenes.pictures.cross_entropy_overlay.picture import Area

#: Least room between a term and the sign beside it; between the last term and what all come to.
BESIDE, BEHIND = 7 * PX, 13 * PX


class OverTiles(Written):
    """A sum whose terms stand each over its tile, and what it comes to behind, line by line.

    Parameters
    ----------
    signs : the signs between terms.
    terms, ends : the terms, and what they come to.
    """

    def __init__(self, theme: Theme, signs: Sequence[str], terms: Sequence[str], ends: Sequence[str]):
        super().__init__()
        self.size = TEXT
        added = [f"{sign} {term}" for sign, term in zip(signs, terms[1:], strict=True)]
        self.body = " ".join([terms[0], *added, *ends])
        self.signs, self.terms, self.ends = ([math(text, theme) for text in texts] for texts in (signs, terms, ends))
        #: the terms by name, as a formula has them
        self.pieces = {f"t{i}": term for i, term in enumerate(self.terms)}
        self.pitch = max(term.advance for term in self.terms) + self.signs[0].advance + 2 * BESIDE
        #: what stands out to the right of the last term's middle
        self.beyond = self.terms[-1].advance / 2 + BEHIND + max(end.advance for end in self.ends)
        self.add(*self.signs, *self.terms, *self.ends)

    def put(self, xs: Sequence[float], y: float) -> "OverTiles":
        """Stand the terms' middles at ``xs``, on a baseline at ``y``."""
        for term, x in zip(self.terms, xs, strict=True):
            term.put(float(x), y)
        stops = [float(term.origin[0]) + term.advance for term in self.terms]
        for sign, stop, term in zip(self.signs, stops, self.terms[1:], strict=False):
            sign.put((stop + float(term.origin[0])) / 2, y)
        for line, end in enumerate(self.ends):
            end.put(stops[-1] + BEHIND, y - line * ROW, "left")
        self.origin = self.terms[0].origin
        return self


class Sums:
    """Writes sums of an area's tiles.

    Parameters
    ----------
    right : how far they may reach to the right.
    decimals : of areas.
    """

    def __init__(self, theme: Theme, area: Area, p: np.ndarray, right: float, decimals: int):
        self.theme, self.area, self.p, self.right, self.decimals = theme, area, p, right, decimals
        self.middle = area.box.left + area.unit / 2

    def of(self, areas: Sequence[float], total: float, y: float, role: str = "ink", name: str = "") -> Written:
        """Return the sum of areas in their role's colour, and what it is called; what is saved has a colour of its own.

        Each term stands over its tile where all have room; else they stand in a row. They are pieces: t0, t1, …
        """
        printed = [round(area, self.decimals) for area in areas]
        roles = ["up" if area < 0 else role for area in printed]
        signs = [f"{kind}({'-' if area < 0 else '+'})" for kind, area in zip(roles, printed, strict=True)]
        terms = [f"{kind}({abs(area):.{self.decimals}f})" for kind, area in zip(roles, printed, strict=True)]
        end = f"= {role}({total:.{self.decimals}f})"
        if min(self.p) > 0 and printed[0] >= 0:
            written = OverTiles(self.theme, signs[1:], terms, [*([f"= {name}"] if name else []), end])
            edges = self.area.of_q.edges(self.p)
            middles = (edges[:-1] + edges[1:]) / 2
            xs = spread(middles, written.pitch, -np.inf, self.right - written.beyond)
            if (np.abs(xs - middles) <= np.diff(edges) / 2).all():
                return written.put(xs, y)
        signs[0] = "" if printed[0] >= 0 else signs[0]
        named = [f"{sign} @t{i}{{{term}}}" for i, (sign, term) in enumerate(zip(signs, terms, strict=True))]
        return self._in_a_row(" ".join([*([f"{name} ="] if name else []), *named, end]), y)

    def total(self, whose: str, total: float, y: float, role: str = "ink") -> Written:
        """Return the area of all tiles of p or q, where its sum isn't written out."""
        return self._in_a_row(f'{whose}{role}("’s tiles" = {total:.{self.decimals}f})', y)

    def _in_a_row(self, body: str, y: float) -> Formula:
        written = Formula(self.theme, body)
        half = written.advance / 2
        return written.put(clamp(self.middle, self.area.box.left + half, self.right - half), y)
