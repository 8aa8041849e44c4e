"""What scene 2 shows while the wrong bins trade: the share of each under its piece, and how q was before."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Box
from scenes.kit.names import spread
from scenes.kit.numbers import largest_remainder
from scenes.kit.shapes import Part
from scenes.kit.share_bar import BESIDE, ShareBar
from scenes.kit.sizes import PX, TEXT, label_size
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme

#: Decimals of the shares.
DECIMALS = 3
#: Least room between two shares, and to what is said of the true bin.
APART, NEAR = 24 * PX, 36 * PX
#: From a bar up to the one of before; from its end how far shares may reach, and to the middle of what it costs; from
#: the uppermost bar up to the columns' heads.
ROW, OUT, COST, HEAD = 190 * PX, 12 * PX, 122 * PX, 24 * PX


class Shares(Part):
    """The wrong bins' shares under a unit bar, each under its piece.

    What had to stand so far aside that it were read as another bin's is left out, the least share first.

    Parameters
    ----------
    rests : q wherever the trades come to rest, from before on, each of shape (K,).
    low : right of what shares stand.
    """

    def __init__(self, theme: Theme, bar: ShareBar, rests: Sequence[np.ndarray], low: float):
        super().__init__()
        self.bar, start = bar, rests[0]
        self.wrong = [i for i in bar.order if i != bar.truth]
        #: the shares by bin, in the bar's order
        self.entries = {i: Readout(theme, label_size(len(start)), "prediction", DECIMALS) for i in self.wrong}
        sample = self.entries[self.wrong[0]]
        self.half = sample.width(sample.format(0.0)) / 2
        self.low, self.high = low + NEAR + self.half, bar.box.right + OUT - self.half
        for i in sorted(self.wrong, key=lambda i: start[i])[:-1]:
            if not self._near(rests):
                del self.entries[i]
        self.add(*self.entries.values())

    def _near(self, rests: Sequence[np.ndarray]) -> bool:
        """Return whether each share stands under its piece's middle wherever the trades rest, and all have room."""
        wide = (len(self.entries) - 1) * (2 * self.half + APART)
        near = all((np.abs(np.subtract(*self._places(q))) <= self.half).all() for q in rests)
        return wide <= self.high - self.low and near

    def _places(self, q: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where shares stand and where their pieces' middles are, in the bar's order."""
        ends = self.bar.ends(q)
        middles = np.array([sum(ends[i]) / 2 for i in self.entries])
        return spread(middles, 2 * self.half + APART, self.low, self.high), middles

    def show(self, q: np.ndarray, line: float) -> "Shares":
        """Write the shares ``q``, shape (K,), on a baseline, so that the printed ones add up."""
        printed = dict(zip(self.wrong, largest_remainder(q[self.wrong], DECIMALS), strict=True))
        for (i, entry), x in zip(self.entries.items(), self._places(q)[0], strict=True):
            entry.put(float(printed[i]), float(x), line)
        return self


def cost(theme: Theme, box: Box, loss: str) -> Label:
    """Return the loss beside a bar, level with the names in it."""
    return math(f"loss({loss})", theme, TEXT).middle(box.right + COST, box.y)


def called(theme: Theme, box: Box, word: str) -> Label:
    """Return what a bar is called, beside its left end."""
    return words(word, theme, TEXT, "ink").middle(box.left - BESIDE, box.y, "right")


def heads(theme: Theme, box: Box, rows: int) -> Part:
    """Return what stands over the columns: q over what the bars are called, L over what they cost."""
    y = box.top + rows * ROW + HEAD
    shares = math("prediction(q)", theme, TEXT).put(box.left - BESIDE, y, "right")
    return Part(shares, math("loss(L)", theme, TEXT).put(box.right + COST, y))


class Before(Part):
    """How q was before: a bar over the one that trades, its pieces and what is written of them on the same places.

    Parameters
    ----------
    bar : the bar that trades, now showing ``q``, shape (K,); this one stands so many ``rows`` over it.
    names : the bins' names; those without room are left out.
    shares : what is written under the bar that trades; the true bin's ``share`` stands at ``said``.
    loss : what q cost.
    word : what this bar is called.
    """

    def __init__(
        self,
        theme: Theme,
        bar: ShareBar,
        rows: int,
        names: Sequence[Label],
        q: np.ndarray,
        shares: Shares,
        share: str,
        said: np.ndarray,
        loss: str,
        word: str,
    ):
        super().__init__()
        box, up = bar.box, rows * ROW
        raised = ShareBar(theme, Box(box.left, box.bottom + up, box.right, box.top + up), bar.truth, names).show(q)
        raised.remove(*(name for name in names if not name.leaves[0].presence))
        true = math(share, theme, TEXT).put(said[0], said[1] + up, "left")
        beside = called(theme, raised.box, word), cost(theme, raised.box, loss)
        self.add(raised, true, shares.show(q, said[1] + up), *beside)
