"""What scene 2 writes of the wrong bins while they trade: under each its share, and its name where that has no room."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.layout import Layout
from scenes.kit.marks import clamp
from scenes.kit.names import class_names, spread
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import Pointer
from scenes.kit.sizes import PX, label_size
from scenes.kit.theme import Theme

#: From what the pointer says down to the shares; least room between two of these, and between two names.
ROW, APART, NEAR = 68 * PX, 44 * PX, 20 * PX
#: Over so much room a name comes or goes.
COMING = 16 * PX


class Trades(Part):
    """Under the unit bar, each wrong bin's share before and now, under its piece: 0.30 → 0.35; or its share alone.

    What had to stand so far aside that it were read as another bin's is left out, the least share first. The names of
    pieces that are too narrow for them hang under those.

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
        number = f"@now[prediction:{0:.{decimals}f}]"
        wrong = [i for i in self.bar.order if i != self.bar.truth]
        names = class_names(labels, len(start), "q", theme, size, "ink")
        #: draws nothing; its presence is that of all names
        self.named = Shape(theme.color("ink"))
        self.names = {i: names[i] for i in wrong}
        bodies = [{i: f"prediction({start[i]:.{decimals}f}) -> {number}" for i in wrong}, dict.fromkeys(wrong, number)]
        for body in bodies:
            #: the entries by bin, in the bar's order
            self.entries = {i: Formula(theme, text, size) for i, text in body.items()}
            if self._near(rests):
                break
        for i in sorted(wrong[1:], key=lambda i: start[i]):
            if not self._near(rests):
                del self.entries[i]
        self.add(self.named, *self.names.values(), *self.entries.values())

    def _near(self, rests: Sequence[np.ndarray]) -> bool:
        """Return whether each entry stands under its piece's middle wherever the trades rest, and all have room."""
        half = max(entry.advance for entry in self.entries.values()) / 2
        wide = len(self.entries) * (2 * half + APART) - APART
        far = [np.abs(np.subtract(*self._places(q))).max() for q in rests]
        return wide <= self.layout.right - self.layout.left and max(far) <= half

    def _places(self, q: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where entries stand and where their pieces' middles are, in the bar's order."""
        ends = self.bar.ends(q)
        middles = np.array([sum(ends[i]) / 2 for i in self.entries])
        half = max(entry.advance for entry in self.entries.values()) / 2
        return spread(middles, 2 * half + APART, self.layout.left + half, self.layout.right - half), middles

    def show(self, q: np.ndarray) -> "Trades":
        """Write the shares ``q``, shape (K,)."""
        for entry, i, x in zip(self.entries.values(), self.entries, self._places(q)[0], strict=True):
            entry.put(float(x), self.pointer.line - ROW).show(now=float(q[i]))
        self._hang_names(self.bar.ends(q))
        return self

    def _hang_names(self, ends: dict[int, tuple[float, float]]) -> None:
        """Hang the names that their pieces have no room for beside what the pointer says, where they have room."""
        said = self.pointer.label
        end = float(said.origin[0]) + said.advance
        #: from where to where each stands, and how much its piece lacks it
        told = []
        for i, name in self.names.items():
            start, stop = ends[i]
            half = name.advance / 2
            x = min((start + stop) / 2, self.layout.right - half)
            told.append((x - half, x + half, 1.0 - clamp((stop - start - name.advance - COMING) / COMING, 0.0, 1.0)))
        for k, name in enumerate(self.names.values()):
            left, right, lacked = told[k]
            rooms = [(left - end - NEAR, 1.0)]
            rooms += [(max(left - b, a - right) - NEAR, other) for j, (a, b, other) in enumerate(told) if j != k]
            free = min(1.0 - other * (1.0 - clamp(room / COMING, 0.0, 1.0)) for room, other in rooms)
            name.put((left + right) / 2, self.pointer.line).set_presence(self.named.presence * lacked * free)
