"""What a confident mistake is pulled by: beside each row how its loss's pull comes about, in live numbers."""

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.two_mistakes import Params

#: From a row’s middle up to the first line of three, and from one line down to the next.
FIRST, LINE = 30 * PX, 63 * PX


class Workings(Part):
    """EMD's pull on B's mistake beside the upper row, beside the lower one that of EMD inside the log.

    There are none where they don't come as printed, or have no ``room`` left of ``right``.
    """

    def __init__(self, theme: Theme, params: Params, right: float, room: float, middles: list[float]):
        super().__init__()
        self.theme, self.params, self.decimals = theme, params, params.told_decimals()
        self.y, self.f = params.target, params.mistakes()[1]
        true, far = (f"@{name}[prediction:{0:.{self.decimals or 0}f}]" for name in ("true", "far"))
        most = max(params.works()[1], params.counted(params.confident()))
        cost = f"@emd[loss:{most:.{self.decimals or 0}f}]"
        d, pull = f"{params.distances[self.f]:.4g}", "= @pull[down:+0.000]"
        bodies = (far, f"times ({cost} - {d})", pull), (f"- {far} times {d}", f"div ({true} + {cost})", pull)
        self.rows = [[Formula(theme, body) for body in row] for row in bodies]
        if self.decimals and max(line.advance for row in self.rows for line in row) < room:
            for row, middle in zip(self.rows, middles, strict=True):
                self.add(*(line.middle(right, middle + FIRST - k * LINE, "right") for k, line in enumerate(row)))

    def show(self, q: np.ndarray) -> list[float]:
        """Write numbers of B's prediction ``q``; return what both pulls come to, nothing where that isn't shown."""
        if not self.submobjects or not self.decimals:
            return []
        pulls = self.params.told(q, self.decimals)
        for row, pull in zip(self.rows, pulls, strict=True):
            row[-1].numbers["pull"].recolor(self.theme.color("up" if pull >= 0 else "down"))
            for line in row:
                line.show(true=q[self.y], far=q[self.f], emd=self.params.counted(q), pull=pull)
        return pulls
