"""What scene 2 writes of the wrong bins while they trade."""

from collections.abc import Sequence
from math import ceil

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.layout import Layout, columns
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part
from scenes.kit.share_bar import ShareBar
from scenes.kit.sizes import PX, label_size
from scenes.kit.theme import Theme
from scenes.kit.words import indexed

#: From the bar down to the first row's baseline, and from row to row; how many rows; least room between two entries.
FIRST, ROW, ROWS, APART = 64 * PX, 66 * PX, 2, 60 * PX


class Trades(Part):
    """Under the unit bar, what each wrong bin had and its live share: q_1: 0.30 → 0.35.

    Where there isn't room for all, those that had most are written.

    Parameters
    ----------
    q : the shares before, shape (K,), written with so many ``decimals``.
    """

    def __init__(
        self, theme: Theme, layout: Layout, bar: ShareBar, q: np.ndarray, decimals: int, labels: Sequence[str]
    ):
        super().__init__()
        number, size = f"@now[prediction:{0:.{decimals}f}]", label_size(len(q))
        wrong = [i for i in bar.order if i != bar.truth]
        bodies = {i: f'prediction({indexed("q", i, labels)})":" med {q[i]:.{decimals}f} -> {number}' for i in wrong}
        #: the entries by bin, in the bar's order
        self.entries = {i: Formula(theme, body, size) for i, body in bodies.items()}
        pitch = max(entry.advance for entry in self.entries.values()) + APART
        most = int((layout.right - layout.left + APART) / pitch)
        for i in sorted(wrong, key=lambda i: -q[i])[ROWS * most :]:
            del self.entries[i]
        rows = ceil(len(self.entries) / most)
        abreast = ceil(len(self.entries) / rows)
        half = abreast * pitch / 2
        middle = clamp(bar.box.x, layout.left - APART / 2 + half, layout.right + APART / 2 - half)
        xs = columns(middle - half, middle + half, abreast)
        for k, entry in enumerate(self.entries.values()):
            self.add(entry.put(xs[k % abreast], bar.box.bottom - FIRST - k // abreast * ROW))

    def show(self, q: np.ndarray) -> "Trades":
        """Write the shares ``q``, shape (K,)."""
        for i, entry in self.entries.items():
            entry.show(now=float(q[i]))
        return self
