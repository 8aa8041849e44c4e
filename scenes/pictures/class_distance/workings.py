"""What a confident mistake is pulled by: beside each row its loss's pull as a formula, and in live numbers."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.two_mistakes import Params

#: From one line down to the next.
LINE = 63 * PX
#: From the middle of a row's last line down to that of the next row's first, at least.
APART = 68 * PX


class Workings(Part):
    """EMD's pull on B's mistake beside the upper row, beside the lower one that of EMD inside the log.

    Numbers stand under their ``formulas`` unless they don't come as printed, or have no ``room`` left of ``right``.
    """

    def __init__(
        self,
        theme: Theme,
        params: Params,
        right: float,
        room: float,
        middles: list[float],
        formulas: Sequence[str],
    ):
        super().__init__()
        self.theme, self.params, self.decimals = theme, params, params.told_decimals()
        self.y, self.f = params.target, params.mistakes()[1]
        true, far = (f"@{name}[prediction:{0:.{self.decimals or 0}f}]" for name in ("true", "far"))
        most = max(params.works()[1], params.counted(params.confident()))
        cost = f"@emd[muted:{most:.{self.decimals or 0}f}]"
        d, pull = f"{params.distances[self.f]:.4g}", "= @pull[down:+0.000]"
        bodies = (f"= {far}", f"times ({cost} - {d})", pull), (f"= - {far} times {d}", f"div ({true} + {cost})", pull)
        self.rows = [[Formula(theme, body) for body in row] for row in bodies]
        wide, high = max(line.advance for row in self.rows for line in row), len(self.rows[0]) * LINE
        self.numbered = bool(self.decimals) and wide < room and high + APART < middles[0] - middles[1]
        count = 1 + len(self.rows[0]) * self.numbered
        for formula, row, middle in zip(formulas, self.rows, middles, strict=True):
            for k, line in enumerate([math(formula, theme, TEXT), *row][:count]):
                self.add(line.middle(right, middle + ((count - 1) / 2 - k) * LINE, "right"))

    def show(self, q: np.ndarray) -> list[float]:
        """Write numbers of B's prediction ``q``; return what both pulls come to, nothing where that isn't shown."""
        if not self.numbered or not self.decimals:
            return []
        pulls = self.params.told(q, self.decimals)
        for row, pull in zip(self.rows, pulls, strict=True):
            row[-1].numbers["pull"].recolor(self.theme.color("up" if pull >= 0 else "down"))
            for line in row:
                line.show(true=q[self.y], far=q[self.f], emd=self.params.counted(q), pull=pull)
        return pulls
