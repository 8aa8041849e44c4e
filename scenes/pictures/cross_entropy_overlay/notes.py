"""What scene 1 writes on its tiles: how high each is, its area, and what it costs more or saves."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.distribution_state import State
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, label_size
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme
from scenes.kit.tiles import ROOM
from scenes.pictures.cross_entropy_overlay.picture import Area

#: A tile that is lower holds no number.
LOW = 64 * PX
#: From the strip to the middle of a tile's number at most, from there to that of the product over it, and least room
#: over that.
WRITTEN, WORKED, TOP = 78 * PX, 68 * PX, 34 * PX
#: From a roof up to the baseline of what is written on it, and from a lid down to the middle of what is under it.
UPON, UNDER = 18 * PX, 36 * PX
#: Room at the sides of a number without its 0; how far a text on a roof stands out over a neighbour that is lower by
#: more than a line of text, or about as high; and how near two such texts may come.
SLIM, OUT, EVEN, APART = 6 * PX, 40 * PX, 4 * PX, 16 * PX
#: Height of a line of text with its distance from the roof under it; from a line to one over it that has a fraction.
LINE, OVER = 50 * PX, 62 * PX


class Notes:
    """Makes what is written on an area's tiles; what has no room is left out.

    Parameters
    ----------
    decimals : of the areas.
    """

    def __init__(self, theme: Theme, area: Area, p: np.ndarray, decimals: int):
        self.theme, self.area, self.p, self.decimals = theme, area, p, decimals
        self.size, self.first = label_size(len(p)), int(p.argmax())
        self.massive = [i for i, mass in enumerate(p) if mass > 0]

    def areas(self, state: State) -> dict[int, Readout]:
        """Return the areas of the tiles, each in its tile where there is room."""
        found: dict[int, Readout] = {}
        for i, term in enumerate(state.terms):
            box = self.area.of_q.box(self.p, i, 0.0, state.surprisals[i])
            number = self._number(term, HERO if i == self.first else self.size, "ink", box.width)
            if number is not None and box.height > LOW:
                found[i] = number.middle(term, box.x, min(box.y, self._line(state)))
        return found

    def _line(self, state: State) -> float:
        """Return the middle of the areas' line: so low that the widest tile has room for its product, too."""
        room = state.surprisals[self.first] * self.area.nat - WORKED - TOP
        return self.area.ground + clamp(room, LOW / 2, WRITTEN)

    def _number(self, value: float, size: float, role: str, width: float) -> Readout | None:
        """Return a number that fits into a width, without its 0 where that is narrow; None where it doesn't."""
        for tried, room, short in ((size, ROOM, False), (self.size, ROOM, False), (self.size, SLIM, True)):
            number = Readout(self.theme, tried, role, self.decimals, short=short)
            if number.width(number.format(value)) + 2 * room < width:
                return number
        return None

    def product(self, state: State, worked: int, share: str) -> Part:
        """Return p × log 1/q of the widest tile, to stand over its area, where there is room and it comes out."""
        first = self.first
        box = self.area.of_q.box(self.p, first, 0.0, state.surprisals[first])
        y = self._line(state) + WORKED
        written = math(f"truth({share}) times {state.surprisals[first]:.{worked}f} =", self.theme, TEXT)
        fits = worked and y + TOP <= box.top + 1e-9 and written.advance + 2 * ROOM < box.width
        return Part(*([written.middle(box.x, y)] if fits else []))

    def tops(self, heights: np.ndarray, logarithm: str, worked: int) -> dict[int, Part]:
        """Return how high each tile is, over its roof, ``heights`` of shape (K,).

        The widest one's stands under its ``logarithm`` if it is ``worked`` out, to so many decimals.
        """
        found: dict[int, Part] = {}
        taken: list[tuple[float, float, float]] = []
        for i in sorted(self.massive, key=lambda i: -self.p[i]):
            label = math(f"{heights[i]:.{worked or 2}f}", self.theme, self.size)
            box = self.area.of_q.box(self.p, i, 0.0, heights[i])
            (left, right), half, y = self._over(heights, i), label.advance / 2, box.top + UPON
            # Beside another one it stands as far to the right or left as it may.
            places = (clamp(box.x, left + half, right - half), right - half, left + half)
            x = next((x for x in places if self._free(x - half, x + half, y, taken)), None)
            if x is None or label.advance > right - left:
                continue
            taken.append((x - half, x + half, y))
            found[i] = Part(label.put(x, y))
            reason = math(f"{logarithm} =", self.theme, self.size)
            if worked and i == self.first and reason.advance < box.width:
                taken.append((box.x - reason.advance / 2, box.x + reason.advance / 2, y + OVER))
                found[i].add(reason.put(box.x, y + OVER))
        return found

    @staticmethod
    def _free(start: float, end: float, y: float, taken: Sequence[tuple[float, float, float]]) -> bool:
        """Return whether a text from ``start`` to ``end`` at height ``y`` stands clear of all that are ``taken``."""
        return not any(start < b + APART and a < end + APART and abs(y - up) < LINE for a, b, up in taken)

    def _over(self, heights: np.ndarray, index: int) -> tuple[float, float]:
        """Return from where to where a text on a tile's roof may reach: over lower neighbours, not into higher ones."""
        box, at = self.area.of_q.box(self.p, index, 0.0, heights[index]), self.massive.index(index)
        reach = []
        for other in (at - 1, at + 1):
            if not 0 <= other < len(self.massive):
                reach.append(2 * EVEN)
                continue
            lower = (heights[index] - heights[self.massive[other]]) * self.area.nat
            beyond = min(OUT, self.p[self.massive[other]] * self.area.unit)  # no farther than that neighbour
            reach.append(-2 * SLIM if lower < -1e-9 else min(EVEN, beyond) if lower < LINE else beyond)
        return box.left - reach[0], box.right + reach[1]

    def explained(self, state: State, numbers: dict[int, Readout]) -> Part:
        """Name log 1/q and log 1/p at the widest tile's upper edges, and the piece of a bin that alone saves."""
        found, area = Part(), self.area
        box = area.of_q.box(self.p, self.first, state.own[self.first], state.surprisals[self.first])
        q, p = (math(f"log 1\\/{symbol}", self.theme, TEXT) for symbol in ("prediction(q)", "truth(p)"))
        if q.advance + 2 * ROOM < box.width:
            found.add(q.put(box.x, box.top + UPON))
            if box.bottom - area.ground > LOW:
                found.add(p.middle(box.x, box.bottom - UNDER))
        saving = [i for i in self.massive if state.excesses[i] < -(10.0**-self.decimals)]
        if len(saving) != 1:
            return found
        (alone,) = saving
        piece = area.of_q.box(self.p, alone, state.surprisals[alone], state.own[alone])
        if alone in numbers and numbers[alone].points[:, 0].min() > piece.right:
            found.add(words("saved", self.theme, TEXT, "up").middle(piece.right + ROOM, piece.y - 56 * PX, "left"))
        elif alone not in numbers and piece.height > LOW:
            # Over all roofs and what is written on them, at the end of a line that leads there.
            name = math(f'up(-{abs(state.excesses[alone]):.{self.decimals}f} "saved")', self.theme, TEXT)
            y = area.up(float(max(state.surprisals.max(), state.own.max()))) + UPON + OVER
            free = not len(found) or abs(piece.x - box.x) > q.advance / 2 + APART
            if free and piece.x - name.advance / 2 > area.box.left:
                line = Shape(self.theme.color("up"), 0.0, stroke=3.0).path(
                    [(piece.x, piece.top), (piece.x, y - 8 * PX)]
                )
                found.add(line, name.put(piece.x, y))
        return found

    def differences(self, state: State) -> dict[int, Readout]:
        """Return what each bin costs more, on its uncovered piece, or saves, beside or on its hatching."""
        found: dict[int, Readout] = {}
        for i, change in enumerate(state.excesses):
            size = HERO if change == max(state.excesses) else self.size
            low, high = sorted((state.surprisals[i], state.own[i]))
            box = self.area.of_q.box(self.p, i, low, high)
            if self.p[i] == 0 or box.height < LOW:
                continue
            number = self._number(change, size, "ink" if change > 0 else "up", box.width)
            if number is not None:
                number.middle(change, box.x, box.y)
                if change < 0:
                    number.halo(self.theme.color("paper"))
            elif change < 0 and i == len(self.p) - 1:
                number = Readout(self.theme, size, "up", self.decimals).middle(change, box.right + ROOM, box.y, "left")
            else:
                continue
            found[i] = number
        return found
