"""The feet of scene 1's tiles: p's own bars, tipped over."""

from collections.abc import Sequence
from itertools import product

import numpy as np

from scenes.kit.layout import Box
from scenes.kit.names import GAP, LINE, class_names, spread, staggered
from scenes.kit.paired_bars import PairedBars
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, UNITS_PER_SIZE, label_size
from scenes.kit.text import DIGIT_HEIGHT, Label, words
from scenes.kit.theme import Theme
from scenes.kit.tiles import ROOM, Foot, edges

#: How high a foot is lifted on its way, and how thick it lies.
LIFT, THICKNESS = 0.9, 58 * PX
#: From the strip down to the names, from a name to its number, and how far both may stand out to the left of the strip.
HANG, BESIDE, OUT = 18 * PX, 14 * PX, 60 * PX
#: How far a name’s middle may be moved off its foot’s, on one row: of its own width.
NEAR = 0.6


def in_feet(theme: Theme, p: np.ndarray, unit: float, short: Sequence[str], padded: Sequence[str]) -> Sequence[str]:
    """Return how p is written in the feet: as over the bars, if that only adds 0s, or shorter where more then fit."""

    def held(texts: Sequence[str]) -> list[bool]:
        sizes = [words(text, theme, label_size(len(p))).advance + ROOM for text in texts]
        return [size < length for size, length in zip(sizes, p * unit, strict=True)]

    return padded if np.allclose([float(text) for text in padded], p) and held(padded) == held(short) else short


class FootNames:
    """The bins' names under the strip, all or none: those that are longer than their foot at a thread, on a second row.

    A share that has no room in its foot stands under the name, if names are on one row; otherwise beside it: all of
    those if they have room, or the least that has.

    Parameters
    ----------
    written : p as it is written, one text a bin.
    starts : where the feet begin and end, shape (K + 1,).
    right : how far texts may reach to the right.
    two : whether there is room for a second row.
    """

    def __init__(
        self,
        theme: Theme,
        p: np.ndarray,
        labels: Sequence[str],
        written: Sequence[str],
        starts: np.ndarray,
        right: float,
        two: bool,
    ):
        self.theme, self.size = theme, label_size(len(p))
        names = class_names(labels, len(p), "x", theme, self.size, "ink")
        shares = [words(text, theme, self.size, "truth") for text in written]
        middles, there = (starts[:-1] + starts[1:]) / 2, p > 0
        slim = [i for i, foot in enumerate(np.diff(starts)) if there[i] and shares[i].advance + ROOM >= foot]
        #: by bin: where its share stands, if that is under the name
        self.under = _under(slim, names, shares, middles, there)
        tried = ([],) if self.under else (slim, *([i] for i in sorted(slim, key=lambda i: p[i])), [])
        for told, sides in product(tried, ((0.0,), (-1.0, 0.0, 1.0), ())):
            wide = [name.advance + (BESIDE + shares[i].advance if i in told else 0.0) for i, name in enumerate(names)]
            if sides:
                rows = staggered(wide, starts, there, rows=2 if two and not self.under else 1, sides=sides)
            else:
                rows = _in_a_row(np.array(wide), names, middles, there)
            reaches = [(x + moved, width / 2) for x, (_, moved), width in zip(middles, rows or [], wide, strict=False)]
            if rows and all(starts[0] - OUT < x - half and x + half < right for x, half in reaches):
                break
        #: the bins whose share stands beside the name
        self.told = set(told)
        #: by bin: its name, its share if that stands there, and its thread if it has one
        self.pieces: dict[int, Part] = {}
        self.rows = 2 if self.under else max((row for row, _ in rows or []), default=0) + 1
        self.hung = [
            (i, row, middles[i], moved, wide[i], names[i], shares[i])
            for i, (row, moved) in enumerate(rows or [])
            if there[i]
        ]

    @property
    def room(self) -> float:
        """How much the names take below the strip."""
        return HANG + self.size * UNITS_PER_SIZE * (0.9 + LINE * (self.rows - 1))

    def hang(self, top: float) -> "FootNames":
        """Hang the names below the strip's lower edge."""
        em = self.size * UNITS_PER_SIZE
        for i, row, x, moved, wide, name, share in self.hung:
            y = top - HANG - DIGIT_HEIGHT * em - row * LINE * em
            thread = Shape(self.theme.color("line"), 0.0, stroke=2.5)
            # Down to a name under it; alongside one that it stands beside.
            low = y + 0.8 * em if abs(moved) < wide / 2 else y
            threads = [thread.path([(x, top), (x, low)])] if row else []
            name.put(float(x) + moved - wide / 2, y, "left")
            beside = [share.put(float(x) + moved + wide / 2, y, "right")] if i in self.told else []
            if i in self.under:
                beside = [share.put(self.under[i], y - LINE * em)]
            self.pieces[i] = Part(name, *beside, *threads)
        return self


def _under(
    slim: Sequence[int], names: Sequence[Label], shares: Sequence[Label], middles: np.ndarray, there: np.ndarray
) -> dict[int, float]:
    """Return where shares stand under their names: all of them, or none if names or shares have no room on one row."""
    if not slim or not _in_a_row(np.array([name.advance for name in names]), names, middles, there):
        return {}
    slots = np.zeros(len(names), dtype=bool)
    slots[slim] = True
    row = _in_a_row(np.array([share.advance for share in shares]), shares, middles, slots)
    places = {i: float(middles[i]) + row[i][1] for i in slim} if row else {}
    near = all(abs(x - middles[i]) <= shares[i].advance / 4 for i, x in places.items())
    return places if near else {}


def _in_a_row(
    wide: np.ndarray, names: Sequence[Label], middles: np.ndarray, there: np.ndarray
) -> list[tuple[int, float]] | None:
    """Return names on one row, moved aside where their feet are narrow; None if one would not stand at its foot."""
    at = np.flatnonzero(there)
    half = wide[at] / 2
    places = spread(middles[at], half[:-1] + half[1:] + GAP, -np.inf, np.inf)
    moved = places - middles[at]
    # Where the middle of the name itself is, without a share beside it.
    away = np.abs(moved - half + [names[i].advance / 2 for i in at])
    if (away > [NEAR * names[i].advance for i in at]).any() or (np.abs(moved) > half).any():
        return None
    found = np.zeros(len(wide))
    found[at] = moved
    return [(0, float(x)) for x in found]


class Feet(Part):
    """Copies of p's bars tip over, one by one, and lie end to end: the strip that the tiles stand on.

    Parameters
    ----------
    written : p as it is written, one text a bin.
    """

    def __init__(self, theme: Theme, p: np.ndarray, written: Sequence[str], names: FootNames, box: Box, unit: float):
        super().__init__()
        self.p, self.box, self.unit = p, box, unit
        self.edges = edges(box.left, unit, p)
        self.feet = [Foot(theme, mass, label_size(len(p)), text) for mass, text in zip(p, written, strict=True)]
        self.names = names.hang(box.bottom).pieces
        self.add(*(Part(foot, *([self.names[i]] if i in self.names else [])) for i, foot in enumerate(self.feet)))

    def show(self, tipped: np.ndarray, bars: PairedBars) -> "Feet":
        """Draw each foot on its way from its bar, 0, to the strip, 1; ``tipped`` has shape (K,)."""
        for i, (foot, share) in enumerate(zip(self.feet, tipped, strict=True)):
            length = self.p[i] * self.unit
            if i in self.names:
                self.names[i].set_presence(1.0 if share == 1.0 else 0.0)
            if share == 0.0 or length == 0.0:
                foot.body.points = np.zeros((0, 3))
                foot.number.set_presence(0.0)
            elif share == 1.0:
                foot.show(float(self.edges[i]), self.box.bottom, length, THICKNESS)
            else:
                foot.number.set_presence(0.0)
                foot.body.outline(self._corners(i, share, bars))
        return self

    def _corners(self, index: int, share: float, bars: PairedBars) -> np.ndarray:
        """Return the corners of a bar that turns to the right as it flies, as long as it was."""
        length = self.p[index] * self.unit
        start = np.array([bars.xs_p[index], bars.ground + length / 2])
        end = np.array([(self.edges[index] + self.edges[index + 1]) / 2, self.box.bottom + THICKNESS / 2])
        turn = share * np.pi / 2
        along = np.array([np.sin(turn), np.cos(turn)]) * length / 2
        across = np.array([along[1], -along[0]]) / length * (bars.bar + share * (THICKNESS - bars.bar))
        # It comes down at its place: over none that lies there already.
        across_first = np.array([1 - (1 - share) ** 3, share])
        middle = start + across_first * (end - start) + [0.0, LIFT * np.sin(np.pi * share)]
        return np.array(
            [middle - along - across, middle + along - across, middle + along + across, middle - along + across]
        )
