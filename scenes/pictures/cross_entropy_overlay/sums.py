"""The sums of scene 1's areas, over the tiles."""

from collections.abc import Sequence

from scenes.kit.formula import Formula
from scenes.kit.marks import clamp
from scenes.kit.theme import Theme
from scenes.pictures.cross_entropy_overlay.picture import Area


class Sums:
    """Writes sums of an area's tiles.

    Parameters
    ----------
    right : how far they may reach to the right.
    decimals : of areas.
    """

    def __init__(self, theme: Theme, area: Area, right: float, decimals: int):
        self.theme, self.area, self.right, self.decimals = theme, area, right, decimals
        self.middle = area.box.left + area.unit / 2

    def of(self, areas: Sequence[float], total: float, y: float, role: str = "ink", name: str = "") -> Formula:
        """Return the sum of areas in their role's colour, and what it is called; what is saved has a colour of its own.

        Its terms are pieces: t0, t1, …
        """
        printed = [round(area, self.decimals) for area in areas]
        roles = ["up" if area < 0 else role for area in printed]
        signs = [f"{kind}({'-' if area < 0 else '+'})" for kind, area in zip(roles, printed, strict=True)]
        terms = [f"{kind}({abs(area):.{self.decimals}f})" for kind, area in zip(roles, printed, strict=True)]
        end = f"= {role}({total:.{self.decimals}f})"
        signs[0] = "" if printed[0] >= 0 else signs[0]
        named = [f"{sign} @t{i}{{{term}}}" for i, (sign, term) in enumerate(zip(signs, terms, strict=True))]
        return self._in_a_row(" ".join([*([f"{name} ="] if name else []), *named, end]), y)

    def total(self, whose: str, total: float, y: float, role: str = "ink") -> Formula:
        """Return the area of all tiles of p or q, where its sum isn't written out."""
        return self._in_a_row(f'{whose}{role}("’s tiles" = {total:.{self.decimals}f})', y)

    def value(self, name: str, number: str, y: float) -> Formula:
        """Return what a sum comes to under its name, where its terms aren’t written out."""
        return self._in_a_row(f"{name} = {number}", y)

    def _in_a_row(self, body: str, y: float) -> Formula:
        written = Formula(self.theme, body)
        half = written.advance / 2
        return written.put(clamp(self.middle, self.area.box.left + half, self.right - half), y)
