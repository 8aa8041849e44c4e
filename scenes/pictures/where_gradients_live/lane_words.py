"""What is written over the lanes through softmax: its own slope, that times what arrives, and what is left, q − p."""

from collections.abc import Sequence

from scenes.kit.formula import Formula
from scenes.kit.sizes import PX
from scenes.kit.text import Label, math
from scenes.kit.theme import Theme
from scenes.pictures.where_gradients_live.digits import Digits
from scenes.pictures.where_gradients_live.loss_graph import LossGraph

#: From softmax to the end of what is written over a lane, and how much longer a lane is than that.
AHEAD, LONGER = 20 * PX, 52 * PX


class LaneWords:
    """Softmax's own slopes and products for the rows that are worked out, and q − p for every row.

    ``origins`` maps a row to the shares of which softmax's own slope is made, and that slope; to this alone where both
    don't agree in print, or have no ``room``. ``factors`` maps it to the slope, by which softmax multiplies what
    arrives; ``products``, to the slope at q_y times that, this left side in its piece m, and what comes of it; without
    the result, or the first factor, or both, where there is less room. Nor is there a result with fewer decimals than
    q − p: no slope is printed in two ways.

    Parameters
    ----------
    digits : how many are printed.
    order : the classes, row by row.
    worked : the rows that are worked out.
    size : type.
    room : how long a lane may be.
    """

    def __init__(
        self,
        theme: Theme,
        graph: LossGraph,
        digits: Digits,
        order: Sequence[int],
        worked: Sequence[int],
        size: float,
        room: float,
    ):
        self.theme, self.graph, self.digits, self.order, self.size = theme, graph, digits, order, size
        self.factors = {k: math(self._factor(k), theme, size) for k in worked}
        trunk = f"up({digits.slope(graph.picked.grad)}) "
        agrees = digits.products == digits.shares
        for before, whole in (trunk, agrees), (trunk, False), ("", agrees), ("", False):
            self.products = {k: self._product(k, before, whole) for k in worked}
            if max(product.advance for product in self.products.values()) + LONGER <= room:
                break
        #: whether what comes of a product stays when q − p takes its left side's place
        self.kept = whole
        self.sums = [self._sum(k) for k in range(len(order))]
        self.origins = {k: self._origin(k, room - LONGER) for k in worked}
        #: how long the lanes are
        self.lane = max(text.advance for text in [*self.products.values(), *self.sums, *self.origins.values()]) + LONGER

    def _origin(self, k: int, room: float) -> Label:
        digits, graph, i = self.digits, self.graph, self.order[k]
        true, own, factor, truth = graph.q[graph.target].data, graph.q[i].data, float(graph.factors[i]), int(k == 0)
        made = f"prediction({digits.share(true)}) thin (truth({truth}) - prediction({digits.share(own)}))"
        whole = math(f"{made} = {digits.signed(factor)}", self.theme, self.size)
        agrees = digits.mixed(true, truth, own) == digits.slope(factor)
        return whole if agrees and whole.advance <= room else math(digits.signed(factor), self.theme, self.size)

    def _product(self, k: int, before: str, whole: bool) -> Formula:
        after = f" = {self._result(k, self.digits.products)}" if whole else ""
        return Formula(self.theme, f"@m{{{before}{self._factor(k)}}}{after}", self.size)

    def _factor(self, k: int) -> str:
        """Return by what softmax multiplies a slope on its way to a row's logit."""
        factor = self.digits.slope(float(self.graph.factors[self.order[k]]))
        return f"times ({factor})" if factor.startswith("-") else f"times {factor}"

    def _result(self, k: int, decimals: int) -> str:
        """Return a logit's slope in its sign's colour."""
        slope = self.graph.z[self.order[k]].grad
        text = f"{abs(slope):.{decimals}f}"
        sign = "" if not float(text) else "+" if slope > 0 else "-"
        return f"{'up' if slope < 0 else 'down'}({sign}{text})"

    def _sum(self, k: int) -> Label:
        """Return q − p, and what comes of it if that doesn't stand there already."""
        q, decimals = self.graph.q[self.order[k]].data, self.digits.shares
        after = "" if self.kept and k in self.products else f" = {self._result(k, decimals)}"
        return math(f"prediction({self.digits.share(q)}) - truth({int(k == 0)}){after}", self.theme, self.size)

    def put(self, end: float, above: Sequence[float]) -> None:
        """Write up to ``end``, each row's words at a height of their own."""
        for k, product in self.products.items():
            product.put(end, above[k], "right")
            self.factors[k].put(end, above[k], "right")
            self.origins[k].put(end, above[k], "right")
        for k, entry in enumerate(self.sums):
            kept = self.kept and k in self.products
            entry.put(self.products[k].box("m").right if kept else end, above[k], "right")
