"""What scene 2 writes of the wrong bins while they trade: what each had before, its share now, and missing names."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Layout
from scenes.kit.marks import clamp
from scenes.kit.names import class_names, spread
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import BESIDE, POINTER, Pointer
from scenes.kit.sizes import PX, TICK, label_size
from scenes.kit.text import Readout, words
from scenes.kit.theme import Theme

#: From what the pointer says down to the shares below it; least room between two of these, and between two names.
ROW, APART, NEAR = 68 * PX, 24 * PX, 20 * PX
#: Over so much room a name comes or goes.
COMING = 16 * PX
#: How far below the bar the strip lies that tells how it was, how thick it is, and the gap between its pieces.
BELOW, THICK, GAP = 7 * PX, 16 * PX, 4 * PX


class Trades(Part):
    """Under the unit bar, a thin strip of how the wrong bins shared the rest before, and each one's share now.

    Shares stand under their pieces, in the row of what the pointer says; one row lower if names hang in that: those of
    pieces that are too narrow for them. What had to stand so far aside that it were read as another bin's is left out,
    the least share first.

    Parameters
    ----------
    rests : q wherever the trades come to rest, from before on, each of shape (K,); written with so many ``decimals``.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        pointer: Pointer,
        rests: Sequence[np.ndarray],
        decimals: int,
        labels: Sequence[str],
    ):
        super().__init__()
        self.pointer, self.bar, self.layout = pointer, pointer.bar, layout
        start, size = rests[0], label_size(len(rests[0]))
        self.wrong = wrong = [i for i in self.bar.order if i != self.bar.truth]
        names = class_names(labels, len(start), "q", theme, size, "ink")
        #: draws nothing; its presence is that of all names
        self.named = Shape(theme.color("ink"))
        self.names = {i: names[i] for i in wrong}
        widths = {i: min(stop - first for first, stop in (self.bar.ends(q)[i] for q in rests)) for i in wrong}
        hanging = any(widths[i] < name.advance + COMING for i, name in self.names.items())
        self.names = self.names if hanging else {}
        #: the shares' baseline, and from where on they may stand
        self.line = pointer.line - ROW * hanging
        self.left = layout.left if hanging else self._said + NEAR
        #: the shares by bin, in the bar's order
        self.entries = {i: Readout(theme, size, "prediction", decimals) for i in wrong}
        for i in sorted(wrong[1:], key=lambda i: start[i]):
            if not self._near(rests):
                del self.entries[i]
        self.add(*self._before(theme, start), self.named, *self.names.values(), *self.entries.values())

    def _before(self, theme: Theme, start: np.ndarray) -> list[Shape]:
        """Return the strip of how it was, right of the pointer's tip, and its name where the pointer says nothing."""
        box, ends = self.bar.box, self.bar.ends(start)
        first = ends[self.bar.truth][1] + POINTER[0] + GAP
        found = []
        for i in self.wrong:
            left, right = max(ends[i][0] + GAP / 2, first), ends[i][1] - GAP / 2
            piece = Shape(theme.tint("prediction", theme.dimmed))
            found.append(piece.box(left, box.bottom - BELOW, max(0.0, right - left), -THICK))
        name = words("before", theme, TICK, "muted")
        name.middle(box.right + BESIDE, box.bottom - BELOW - THICK / 2, "left")
        return [*found, *([name] if self._said < box.right else [])]

    @property
    def _said(self) -> float:
        """Where what the pointer says ends."""
        said = self.pointer.label
        return float(max(leaf.points[:, 0].max() for leaf in said.leaves if len(leaf.points)))

    @property
    def _half(self) -> float:
        """Half of a share's width."""
        return max(entry.width(entry.format(0.0)) for entry in self.entries.values()) / 2

    def _near(self, rests: Sequence[np.ndarray]) -> bool:
        """Return whether each entry stands under its piece's middle wherever the trades rest, and all have room."""
        wide = len(self.entries) * (2 * self._half + APART) - APART
        far = [np.abs(np.subtract(*self._places(q))).max() for q in rests]
        return wide <= self.layout.right - self.left and max(far) <= self._half

    def _places(self, q: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where entries stand and where their pieces' middles are, in the bar's order."""
        ends, half = self.bar.ends(q), self._half
        middles = np.array([sum(ends[i]) / 2 for i in self.entries])
        return spread(middles, 2 * half + APART, self.left + half, self.layout.right - half), middles

    def show(self, q: np.ndarray) -> "Trades":
        """Write the shares ``q``, shape (K,)."""
        for (i, entry), x in zip(self.entries.items(), self._places(q)[0], strict=True):
            entry.put(float(q[i]), float(x), self.line)
        self._hang_names(self.bar.ends(q))
        return self

    def _hang_names(self, ends: dict[int, tuple[float, float]]) -> None:
        """Hang the names that their pieces have no room for beside what the pointer says, where they have room."""
        end = self._said
        #: from where to where each stands, and how much its piece lacks it
        told = []
        for i, name in self.names.items():
            start, stop = ends[i]
            half = name.advance / 2
            x = min((start + stop) / 2, self.bar.box.right - half)
            told.append((x - half, x + half, 1.0 - clamp((stop - start - name.advance - COMING) / COMING, 0.0, 1.0)))
        for k, name in enumerate(self.names.values()):
            left, right, lacked = told[k]
            rooms = [(left - end - NEAR, 1.0)]
            rooms += [(max(left - b, a - right) - NEAR, other) for j, (a, b, other) in enumerate(told) if j != k]
            free = min(1.0 - other * (1.0 - clamp(room / COMING, 0.0, 1.0)) for room, other in rooms)
            name.put((left + right) / 2, self.pointer.line).set_presence(self.named.presence * lacked * free)
