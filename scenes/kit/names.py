"""Names of classes in a row: level where they fit, on two rows or turned where they don't."""

from collections.abc import Sequence
from itertools import pairwise

from .shapes import Part
from .sizes import TEXT, UNITS_PER_SIZE
from .text import DIGIT_HEIGHT, Label, math, words
from .theme import Theme

#: Least space between two names.
GAP = 0.14
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

    ``room`` is the space that the row takes below its upper edge.
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
    ):
        super().__init__()
        pitch = min(right - left for left, right in pairwise(xs))
        em = size * UNITS_PER_SIZE
        self.cap = DIGIT_HEIGHT * em

        def make(turned: bool) -> list[Label]:
            return class_names(labels, len(xs), symbol, theme, size, role, turned, truth)

        def fits(names: list[Label], rows: int) -> bool:
            if any(name.advance + GAP > rows * pitch for name in names):
                return False
            return all(
                left <= x - name.advance / 2 and x + name.advance / 2 <= right
                for x, name in zip(xs, names, strict=True)
            )

        self.xs, self.names = list(xs), make(turned=False)
        self.rows = next((rows for rows in (1, 2) if fits(self.names, rows)), 0)
        if self.rows == 0 and labels:
            self.names = make(turned=True)
            self.room = max(name.advance for name in self.names)
        else:
            self.room = em * (0.9 + LINE * (max(self.rows, 1) - 1))
        self.add(*self.names)

    def hang(self, top: float, offset: float = 0.0) -> "NameRow":
        """Hang the names below ``top``, their columns moved right by ``offset``."""
        for i, (x, name) in enumerate(zip(self.xs, self.names, strict=True)):
            if name.turned:
                name.put(x + offset + self.cap / 2, top, "right")
            else:
                row = i % 2 if self.rows == 2 else 0
                name.put(x + offset, top - self.cap - row * LINE * name.size * UNITS_PER_SIZE)
        return self


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
