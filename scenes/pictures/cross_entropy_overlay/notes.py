"""What scene 1 writes on its tiles: how high each is, its area, and what it costs more or saves."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.distribution_state import State
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, UNITS_PER_SIZE, label_size
from scenes.kit.text import DIGIT_HEIGHT, Label, Readout, math, words
from scenes.kit.theme import Theme
from scenes.kit.tiles import ROOM
from scenes.pictures.cross_entropy_overlay.picture import Area

#: A tile lower than the first holds no number; one lower than the second no product over it.
LOW, TALL = 64 * PX, 200 * PX
#: From the strip to the middle of a tile's number, and to that of the product over it.
WRITTEN, WORKED = 78 * PX, 150 * PX
#: From a roof up to the baseline of what is written on it, and from a lid down to the middle of what is under it.
UPON, UNDER = 18 * PX, 36 * PX
#: Room at the sides of a number without its 0; how far a text on a roof stands out over a neighbour that is lower by
#: more than a line of text, or about as high; and how near two such texts may come.
SLIM, OUT, EVEN, APART = 6 * PX, 40 * PX, 4 * PX, 16 * PX
#: Height of a line of text with its distance from the roof under it.
LINE = 50 * PX


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

    def areas(self, state: State, under_lids: bool = False) -> dict[int, Readout | Label]:
        """Return the areas of the tiles, each in its tile where there is room, also for notes under lids."""
        low, written = (LOW + 2 * UNDER, UNDER + 8 * PX) if under_lids else (LOW, WRITTEN)
        found: dict[int, Readout | Label] = {}
        for i, term in enumerate(state.terms):
            widest = term == state.terms[self.first] and not under_lids
            box = self.area.of_q.box(self.p, i, 0.0, state.surprisals[i])
            number = self._number(term, HERO if widest else self.size, "ink", box.width)
            if number is not None and box.height > low:
                found[i] = number.middle(term, box.x, min(box.y, self.area.ground + written))
            elif box.height > low and box.width > 0:
                turned = words(f"{term:.{self.decimals}f}", self.theme, self.size, turned=True)
                thick = DIGIT_HEIGHT * self.size * UNITS_PER_SIZE
                if thick + 2 * ROOM < box.width and turned.advance + 2 * ROOM < box.height:
                    found[i] = turned.put(box.x + thick / 2, self.area.ground + ROOM, "left")
        return found

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
        body = f"truth({share}) times {state.surprisals[first]:.{worked}f} ="
        written = math(body, self.theme, TEXT).middle(box.x, self.area.ground + WORKED)
        fits = worked and box.height > TALL and written.advance + 2 * ROOM < box.width
        return Part(*([written] if fits else []))

    def tops(self, heights: np.ndarray, logarithm: str, worked: int, hidden: float = 0.0) -> dict[int, Label]:
        """Return how high each tile is, over its roof; under it where that is lower than ``hidden``, in nats.

        ``heights`` has shape (K,). The widest one's is written as a ``logarithm`` if it is ``worked`` out, to so many
        decimals.
        """
        found: dict[int, Label] = {}
        taken: list[tuple[float, float, float]] = []
        for i in sorted(self.massive, key=lambda i: -self.p[i]):
            number = f"{heights[i]:.{worked or 2}f}"
            box = self.area.of_q.box(self.p, i, 0.0, heights[i])
            inside = heights[i] <= hidden
            left, right = (box.left + SLIM, box.right - SLIM) if inside else self._over(heights, i)
            y = box.top - UNDER if inside else box.top + UPON
            for body in (*([f"{logarithm} = {number}"] if worked and i == self.first else []), number):
                label = math(body, self.theme, self.size)
                half = label.advance / 2
                # Beside another one it stands as far to the right or left as it may.
                places = (clamp(box.x, left + half, right - half), right - half, left + half)
                x = next((x for x in places if self._free(x - half, x + half, y, taken)), None)
                if x is not None and label.advance < right - left and not (inside and box.height < LOW):
                    taken.append((x - half, x + half, y))
                    found[i] = label.middle(x, y) if inside else label.put(x, y)
                    break
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
            # Over all roofs, at the end of a line that leads there.
            name = math(f'up(-{abs(state.excesses[alone]):.{self.decimals}f} "saved")', self.theme, TEXT)
            y = area.up(float(max(state.surprisals.max(), state.own.max()))) + UPON
            free = not len(found) or abs(piece.x - box.x) > (name.advance + q.advance) / 2 + APART
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
