"""Names of classes in a row: level where they fit, on two rows or turned where they don't."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .marks import clamp
from .shapes import Part, Shape
from .sizes import TEXT, UNITS_PER_SIZE
from .text import DIGIT_HEIGHT, Label, math, words
from .theme import Theme

#: Least space between two names, and from one to a thread that it stands beside.
GAP, BESIDE = 0.14, 0.14
LINE = 1.35


def class_names(
    labels: Sequence[str],
    count: int,
    symbol: str,
    theme: Theme,
    size: float = TEXT,
    role: str = "muted",
    turned: bool = False,
    truth: int | None = None,
) -> list[Label]:
    """Return a name for each class: its label, or ``symbol`` with its number, counted from 1 as in print.

    The true class, if there is one, wears the colour of truth.
    """
    roles = ["truth" if i == truth else role for i in range(count)]
    if labels:
        return [words(label, theme, size, role, turned) for label, role in zip(labels, roles, strict=True)]
    return [math(f"{symbol}_{i + 1}", theme, size, role) for i, role in enumerate(roles)]


class NameRow(Part):
    """The names of all classes below their columns.

    ``room`` is the space that the row takes below its upper edge. A name that would leave the row at its left or right
    end may stand ``inwards`` by so much. Those of a second row hang on threads that begin so much above the row as
    ``threaded`` says; 0 for none.
    """

    def __init__(
        self,
        labels: Sequence[str],
        xs: Sequence[float],
        symbol: str,
        theme: Theme,
        *,
        left: float,
        right: float,
        size: float = TEXT,
        role: str = "muted",
        truth: int | None = None,
        inwards: float = 0.0,
        threaded: float = 0.0,
    ):
        super().__init__()
        pitch = min(right - left for left, right in pairwise(sorted(xs)))
        em = size * UNITS_PER_SIZE
        self.cap = DIGIT_HEIGHT * em

        def make(turned: bool) -> list[Label]:
            return class_names(labels, len(xs), symbol, theme, size, role, turned=turned, truth=truth)

        def fits(names: list[Label], rows: int) -> bool:
            self.asides = [
                clamp(x, left + name.advance / 2, right - name.advance / 2) - x
                for x, name in zip(xs, names, strict=True)
            ]
            wide = any(name.advance + max(map(abs, self.asides)) + GAP > rows * pitch for name in names)
            return not wide and max(map(abs, self.asides)) <= inwards + 1e-9

        self.xs, self.names = list(xs), make(turned=False)
        #: each name's place from the left
        self.places = np.argsort(np.argsort(xs))
        self.rows = next((rows for rows in (1, 2) if fits(self.names, rows)), 0)
        if self.rows == 0 and labels:
            self.names, self.asides = make(turned=True), [0.0] * len(xs)
            self.room = max(name.advance for name in self.names)
        else:
            self.room = em * (0.9 + LINE * (max(self.rows, 1) - 1))
        self.threaded = threaded
        #: by class, of the second row
        second = np.flatnonzero(self.places % 2) if self.rows == 2 and threaded else ()
        self.threads = {int(i): Shape(theme.color("line"), 0.0, stroke=2.5) for i in second}
        self.add(*self.names, *self.threads.values())

    def hang(self, top: float, offset: float = 0.0) -> "NameRow":
        """Hang the names below ``top``, their columns moved right by ``offset``."""
        for i, (x, name) in enumerate(zip(self.xs, self.names, strict=True)):
            if name.turned:
                name.put(x + offset + self.cap / 2, top, "right")
            else:
                row = self.places[i] % 2 if self.rows == 2 else 0
                em = name.size * UNITS_PER_SIZE
                y = top - self.cap - row * LINE * em
                name.put(x + self.asides[i] + offset, y)
                if i in self.threads:
                    self.threads[i].path([(x + offset, top + self.threaded), (x + offset, y + 0.8 * em)])
        return self


def staggered(
    widths: Sequence[float],
    ends: Sequence[float],
    there: Sequence[bool],
    rows: int,
    right: float = float("inf"),
    sides: Sequence[float] = (0.0,),
) -> list[tuple[int, float]] | None:
    """Return for each name its row, 0 or 1, and how far it is moved to the right; None if there is no room for all.

    Pieces lie end to end, from ``ends[i]`` to ``ends[i + 1]``; those not ``there`` have no name. A name that is hardly
    longer than its piece stands on the first row, another one on the second, at a thread that hangs between the names
    of the first; or on the first all the same, where only that has room. Where none has, the last one is moved, but
    stays under its piece's middle and left of ``right``. A name at a thread stands on the first of ``sides`` with room:
    from -1, left of the thread, to 1, right of it.
    """
    found, free = [(0, 0.0)] * len(widths), [float("-inf")] * 2
    for i, (width, start, end) in enumerate(zip(widths, ends, ends[1:], strict=False)):
        if not there[i]:
            continue
        middle, left = (start + end) / 2, (start + end - width) / 2
        hangs = rows > 1 and middle > free[0] + GAP
        beside = [side * (width / 2 + BESIDE) for side in sides]
        hung = [moved for moved in beside if hangs and left + moved > free[1] + GAP and left + moved + width <= right]
        first, second = left > free[0] + GAP, bool(hung)
        if first and (width < end - start + GAP or (rows > 1 and not second)):
            row, moved = 0, 0.0
        elif second:
            row, moved = 1, hung[0]
        else:
            moves = [(row, free[row] + GAP - left) for row in range(1 + hangs) if not any(there[i + 1 :])]
            near = [(row, moved) for row, moved in moves if 0 <= moved < width / 2 and left + moved + width <= right]
            if not near:
                return None
            row, moved = near[0]
        found[i] = row, moved
        free = [middle, left + moved + width] if row else [left + moved + width, free[1]]
    return found


def spread(xs: Sequence[float], pitch: float | np.ndarray, low: float, high: float) -> np.ndarray:
    """Return places, shape (K,), as near to the rising ``xs`` as can be, ``pitch`` apart at least, in [low, high].

    The pitch is one for all, or one for each pair of neighbours, shape (K − 1,).
    """
    steps = np.append(0.0, np.cumsum(np.broadcast_to(pitch, len(xs) - 1)))
    # Less those steps they need only not fall: what falls shares its mean (pool adjacent violators).
    pools: list[tuple[float, int]] = []
    for x in np.asarray(xs) - steps:
        pool = (float(x), 1)
        while pools and pools[-1][0] > pool[0]:
            (before, many), (mean, more) = pools.pop(), pool
            pool = ((before * many + mean * more) / (many + more), many + more)
        pools.append(pool)
    level = np.concatenate([np.full(many, mean) for mean, many in pools])
    return np.clip(level, low, high - steps[-1]) + steps


def fitting(xs: Sequence[float], widths: Sequence[float], order: Sequence[int], gap: float) -> list[int]:
    """Return which of the texts at ``xs`` keep ``gap`` between them, taken in ``order`` as long as there is room."""
    kept: list[int] = []
    for i in order:
        if all(abs(xs[i] - xs[j]) >= (widths[i] + widths[j]) / 2 + gap for j in kept):
            kept.append(i)
    return kept


def block_names(
    labels: Sequence[str],
    xs: Sequence[float],
    theme: Theme,
    size: float,
    truth: int | None,
    floor: float,
    bounds: dict[str, float],
) -> NameRow:
    """Return the names of blocks in a row whose foot stands at ``floor``, between ``bounds`` (left and right).

    A label is written in ink, the true class's, if there is one, in the colour of truth; a symbol z_i in the logits'.
    """
    row = NameRow(
        labels,
        list(xs),
        "z",
        theme,
        **bounds,
        size=size,
        role="ink" if labels else "logit",
        truth=truth if labels else None,
    )
    return row.hang(floor + row.room)


def edge_names(count: int, theme: Theme, size: float) -> Part:
    """Return the names z_1, z_2, … that stand beside blocks' edges, with a rim of paper around each."""
    names = Part(*(math(f"logit(z_{i + 1})", theme, size) for i in range(count)))
    for shape in names.leaves:
        shape.halo(theme.color("paper"))
    return names
