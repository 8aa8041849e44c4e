"""What stands over the columns of the picture."""

from scenes.kit.layout import Layout
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math
from scenes.kit.theme import Theme
from scenes.pictures.tug_through_the_network.bands import key
from scenes.pictures.tug_through_the_network.net import Net
from scenes.pictures.tug_through_the_network.outputs import Outputs


class Heads:
    """The columns' names: ``first`` from the start, the others and the edges' ``key`` once there are forces."""

    def __init__(self, theme: Theme, layout: Layout, net: Net, outputs: Outputs):
        y, middle, deep = layout.top - 42 * PX, (net.xs[1] + net.xs[-2]) / 2, len(net.widths) > 2

        def head(word: str, symbol: str) -> Label:
            return math(f'#text(font: "New Computer Modern Math", weight: 450)[{word}] {symbol}', theme, TEXT)

        #: over the hidden layers, which there may not be, without and with the forces there
        self.hidden = [head("hidden", "h").put(middle, y)] if deep else []
        self.with_forces = head("hidden", 'h "and" F "into" h').put(middle, y)
        self.first = [
            head("input", "x").put(max(net.xs[0], layout.left + 0.9), y),
            *self.hidden,
            head("logits", "logit(z)").put(net.xs[-1], y),
            head("shares", "prediction(q)").put(outputs.left + outputs.width / 2, y),
        ]
        self.key = key(theme, layout)
        self.forces = math("F = truth(p) minus prediction(q)", theme, TEXT).put(layout.right, y, "right")
