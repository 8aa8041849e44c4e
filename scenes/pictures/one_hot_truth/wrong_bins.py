"""What scene 2 writes of the wrong bins while they trade: each one's share now, what each had before, their names."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Layout
from scenes.kit.names import class_names, spread
from scenes.kit.numbers import largest_remainder
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import BESIDE, TRUE, WRONG, Pointer
from scenes.kit.sizes import PX, TICK, label_size
from scenes.kit.text import Readout, words
from scenes.kit.theme import Theme

#: From names down to the shares below them; least room between two columns, and to what the pointer says.
ROW, APART, NEAR = 62 * PX, 24 * PX, 36 * PX
#: Less room than this over a name's length holds no name.
COMING = 16 * PX
#: From the shares down to the bar that tells how it was, how high that is, the gap between its pieces, and what room
#: a number needs in one.
BELOW, HIGH, GAP, AROUND = 20 * PX, 44 * PX, 4 * PX, 4 * PX


class Trades(Part):
    """Under the unit bar each wrong bin's share now, and below, in a bar half as high, how all was before.

    Shares stand under their pieces. Where a piece becomes too narrow for its name, all names hang over their shares
    instead, and there is no room for what was before. What had to stand so far aside that it were read as another
    bin's is left out, the least share first.

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
        self.bar, self.layout, self.decimals = pointer.bar, layout, decimals
        start, size = rests[0], label_size(len(rests[0]))
        self.wrong = [i for i in self.bar.order if i != self.bar.truth]
        names = class_names(labels, len(start), "q", theme, size, "ink")
        widths = {i: min(stop - first for first, stop in (self.bar.ends(q)[i] for q in rests)) for i in self.wrong}
        hanging = any(widths[i] < names[i].advance + COMING for i in self.wrong)
        #: the baselines of names and of shares, and where what the pointer says ends
        self.upper, self.line = pointer.line, pointer.line - ROW * hanging
        self.said = float(max(leaf.points[:, 0].max() for leaf in pointer.label.leaves if len(leaf.points)))
        #: the shares by bin, in the bar's order, and half of the width of each one's column
        self.entries = {i: Readout(theme, size, "prediction", decimals) for i in self.wrong}
        self.halves = {
            i: max(entry.width(entry.format(0.0)), names[i].advance * hanging) / 2 for i, entry in self.entries.items()
        }
        for i in sorted(self.wrong[1:], key=lambda i: start[i]):
            if not self._near(rests):
                del self.entries[i]
        #: those that hang, by bin
        self.names = {i: names[i] for i in self.entries} if hanging else {}
        self.add(*([] if hanging else self._before(theme, start, size)), *self.names.values(), *self.entries.values())

    def _before(self, theme: Theme, start: np.ndarray, size: float) -> list[Part]:
        """Return the bar of how it was, with the wrong bins' shares where there is room, and its name."""
        box, middle = self.bar.box, self.line - BELOW - HIGH / 2
        found: list[Part] = [words("before", theme, TICK, "muted").middle(box.right + BESIDE, middle, "left")]
        for i, (left, right) in self.bar.ends(start).items():
            lit = i == self.bar.truth
            piece = Shape(theme.tint("prediction", (TRUE if lit else WRONG)[theme.is_light]))
            width = max(0.0, right - left - GAP)
            found.append(piece.box((left + right - width) / 2, middle - HIGH / 2, width, HIGH))
            share = Readout(theme, size, "ink", self.decimals, short=True)
            if not lit and share.width(share.format(start[i])) + 2 * AROUND < width:
                found.append(share.middle(start[i], (left + right) / 2, middle))
        return found

    def _near(self, rests: Sequence[np.ndarray]) -> bool:
        """Return whether each entry stands under its piece's middle wherever the trades rest, and all have room."""
        halves = np.array([self.halves[i] for i in self.entries])
        wide = 2 * halves.sum() + (len(halves) - 1) * APART
        near = all((np.abs(np.subtract(*self._places(q))) <= halves).all() for q in rests)
        return wide <= self.layout.right - self.said - NEAR and near

    def _places(self, q: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where entries stand and where their pieces' middles are, in the bar's order."""
        ends, halves = self.bar.ends(q), np.array([self.halves[i] for i in self.entries])
        middles = np.array([sum(ends[i]) / 2 for i in self.entries])
        low, high = self.said + NEAR + halves[0], self.layout.right - halves[-1]
        return spread(middles, halves[:-1] + halves[1:] + APART, low, high), middles

    def show(self, q: np.ndarray) -> "Trades":
        """Write the shares ``q``, shape (K,), so that the printed ones add up."""
        printed = dict(zip(self.wrong, largest_remainder(q[self.wrong], self.decimals), strict=True))
        for (i, entry), x in zip(self.entries.items(), self._places(q)[0], strict=True):
            entry.put(float(printed[i]), float(x), self.line)
            if i in self.names:
                self.names[i].put(float(x), self.upper)
        return self
