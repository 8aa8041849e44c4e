"""What two ways make of the shares: two columns beside the bars, each under what was done."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme

#: Between the columns; from line to line of a head, and from its lower one down to the highest row.
BETWEEN, LINE, OVER = 44 * PX, 62 * PX, 24 * PX


class TwoWays:
    """A column of shares for raising the true logit, and one for lowering all the others.

    Parameters
    ----------
    by : how far logits are nudged, as it is printed.
    size : of the shares.
    """

    def __init__(self, theme: Theme, count: int, target: int, by: str, labels: Sequence[str], size: float):
        true = words("true", theme, TEXT, "truth") if labels else math(f"logit(z_{target + 1})", theme)
        others = words("others" if count > 2 else "other", theme)
        #: of each column two lines: whose logits were moved, and how far
        self.heads = (true, math(f"+ {by}", theme, TEXT)), (others, math(f"- {by}", theme, TEXT))
        self.numbers = [[Readout(theme, size, "prediction", decimals=4) for _ in range(count)] for _ in self.heads]
        share = self.numbers[0][0].width("0.0000")
        self.widths = [max(share, *(line.advance for line in head)) for head in self.heads]
        #: how wide both are
        self.width = sum(self.widths) + BETWEEN

    def note(self, way: int, q: np.ndarray, shown: Sequence[int], left: float, ys: Sequence[float], top: float) -> Part:
        """Return the column of a way, 0 or 1, with the shares ``q`` that it came to, (K,).

        ``shown`` says which are written, ``left`` where the columns begin, ``ys`` at which heights, and ``top`` where
        the highest row ends.
        """
        x = left + way * (self.widths[0] + BETWEEN)
        for line, name in enumerate(self.heads[way]):
            name.put(x, top + OVER + (1 - line) * LINE, "left")
        for i in shown:
            self.numbers[way][i].middle(float(q[i]), x, ys[i], "left")
        return Part(*self.heads[way], *(self.numbers[way][i] for i in shown))
