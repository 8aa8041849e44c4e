"""What is written over the lanes through softmax: the slope times softmax's own, and what is left of that, q − p."""

from collections.abc import Sequence

from scenes.kit.formula import Formula
from scenes.kit.sizes import PX
from scenes.kit.text import Label, math
from scenes.kit.theme import Theme
from scenes.pictures.where_gradients_live.loss_graph import LossGraph
from scenes.pictures.where_gradients_live.pipes import numeral

#: From softmax to the end of what is written over a lane, and how much longer a lane is than that.
AHEAD, LONGER = 28 * PX, 60 * PX


class LaneWords:
    """Products for the rows that are worked out, and q − p for every row.

    ``product`` maps a row to the slope at q_y times softmax's own, that left side in its piece m, and what comes of it;
    without the result, or the first factor, or both, where ``room`` is less.

    Parameters
    ----------
    order : the classes, row by row.
    worked : the rows that are worked out.
    size : type.
    room : how long a lane may be.
    """

    def __init__(
        self, theme: Theme, graph: LossGraph, order: Sequence[int], worked: Sequence[int], size: float, room: float
    ):
        self.theme, self.graph, self.order, self.size = theme, graph, order, size
        trunk = f"up({numeral(graph.picked.grad)}) "
        for before, self.whole in (trunk, True), (trunk, False), ("", True), ("", False):
            self.products = {k: self._product(k, before) for k in worked}
            if max(product.advance for product in self.products.values()) + LONGER <= room:
                break
        self.sums = [self._sum(k) for k in range(len(order))]
        #: how long the lanes are
        self.lane = max(text.advance for text in [*self.products.values(), *self.sums]) + LONGER

    def _product(self, k: int, before: str) -> Formula:
        factor = float(self.graph.factors[self.order[k]])
        text = numeral(factor) if factor >= 0 else f"({numeral(factor)})"
        after = f" = {self._result(k)}" if self.whole else ""
        return Formula(self.theme, f"@m{{{before}times {text}}}{after}", self.size)

    def _result(self, k: int) -> str:
        """Return a logit's slope in its sign's colour."""
        slope = self.graph.z[self.order[k]].grad
        sign = "+" if slope > 0.0005 else "-" if slope < -0.0005 else ""
        return f"{'up' if slope < 0 else 'down'}({sign}{abs(slope):.3f})"

    def _sum(self, k: int) -> Label:
        """Return q − p, and what comes of it if that doesn't stand there already."""
        q = self.graph.q[self.order[k]].data
        after = "" if self.whole and k in self.products else f" = {self._result(k)}"
        return math(f"prediction({q:.3f}) - truth({int(k == 0)}){after}", self.theme, self.size)

    def put(self, end: float, above: Sequence[float]) -> None:
        """Write up to ``end``, each row's words at a height of their own."""
        for k, product in self.products.items():
            product.put(end, above[k], "right")
        for k, entry in enumerate(self.sums):
            kept = self.whole and k in self.products
            entry.put(self.products[k].box("m").right if kept else end, above[k], "right")
