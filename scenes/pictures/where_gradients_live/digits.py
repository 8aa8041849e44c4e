"""How many digits are printed, so that a calculator gets from what is printed what else is printed."""

from dataclasses import dataclass
from math import log

from scenes.pictures.where_gradients_live.loss_graph import LossGraph
from scenes.pictures.where_gradients_live.pipes import numeral

#: Decimals of shares, significant digits of slopes, decimals of products: these are tried, and are best where none do.
TRIED, BEST = ((3, 3, 3), (3, 3, 2), (4, 3, 2), (4, 4, 3), (4, 4, 2)), (4, 4, 3)


@dataclass(frozen=True)
class Digits:
    """How many decimals shares have, how many digits slopes, and how many decimals the products of two slopes."""

    shares: int
    slopes: int
    products: int

    @classmethod
    def of(cls, graph: LossGraph) -> "Digits":
        """Return the fewest with which all that is printed of a graph agrees."""
        tried = (cls(*each) for each in TRIED)
        return next((digits for digits in tried if digits._agree(graph)), cls(*BEST))

    def share(self, value: float) -> str:
        """Return a share as printed."""
        return f"{value:.{self.shares}f}"

    def slope(self, value: float) -> str:
        """Return a slope as printed."""
        return numeral(value, self.slopes)

    def signed(self, value: float) -> str:
        """Return a slope as printed, with its sign, if it has one."""
        return f"+{self.slope(value)}" if value > 0 else self.slope(value)

    def product(self, value: float) -> str:
        """Return a product of two slopes as printed."""
        return f"{value:.{self.products}f}"

    def divisor(self, share: float) -> str:
        """Return a share as −1 is divided by it: with more digits where that comes out otherwise than as printed."""
        text = self.share(share)
        return text if float(text) and self.slope(-1 / float(text)) == self.slope(-1 / share) else numeral(share, 5)

    def mixed(self, true: float, truth: int, own: float) -> str:
        """Return softmax's own slope, q_y (p − q), as it comes of the printed shares."""
        return self.slope(float(self.share(true)) * (truth - float(self.share(own))))

    def _agree(self, graph: LossGraph) -> bool:
        q, slope = [share.data for share in graph.q], self.slope(graph.picked.grad)
        true = float(self.share(q[graph.target]))
        whole = sum(float(self.share(share)) for share in q)
        if not 0 < true < 1 or abs(whole - 1) > 1e-9 or self.divisor(q[graph.target]) != self.share(true):
            return False
        for i in (graph.target, graph.rival):
            factor = self.slope(float(graph.factors[i]))
            if "dot" in factor or self.mixed(true, int(i == graph.target), q[i]) != factor:
                return False
            if self.product(float(slope) * float(factor)) != self.product(graph.z[i].grad):
                return False
        return f"{-log(true):.3f}" == f"{graph.loss.data:.3f}"
