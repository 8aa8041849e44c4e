"""What stands beside the soft ceiling: its sum, from which the loss follows, and how far a raised block lifts it."""

from collections.abc import Sequence

from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.machine import Machine
from scenes.kit.marks import Ghost
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, em
from scenes.kit.text import words
from scenes.kit.typeset import escaped
from scenes.pictures.pulley_forces.beside_pulleys import stacked


class CeilingSum(Part):
    """log Σ e^z less the true logit is the loss, as one subtracts on paper."""

    def __init__(self, machine: Machine, labels: Sequence[str]):
        super().__init__()
        theme, layout, right = machine.theme, machine.layout, machine.column.right
        self.roomy = machine.roomy
        y = machine.target + 1
        if not self.roomy:
            body = "loss(L) = loss(log Sigma e^z) - logit(z_y) = @c[loss:0.000] - @z[logit:0.000] = @L[loss:0.000]"
            self.line = Formula(theme, body, em(50)).put(layout.right, layout.title_baseline, "right")
            self.add(self.line)
            return
        heights = stacked(machine, 215, 362, 442, 580)
        name = "logit(z)" if labels else f"logit(z_{y})"
        self.rows = [
            Formula(theme, "loss(log sum_j e^(logit(z_j)))", em(54)).middle(right, heights[0], "right"),
            Formula(theme, "@c[loss:0.000]", em(56)).middle(right, heights[1], "right"),
            Formula(theme, f"- {name}", em(56)).middle(right - 190 * PX, heights[2], "right"),
            Formula(theme, "@z[logit:0.000]", em(56)).middle(right, heights[2], "right"),
            Formula(theme, "loss(L) = @L[loss:0.000]", em(64)).middle(right, heights[3], "right"),
        ]
        rule = heights[2] - 60 * PX
        self.add(*self.rows, Shape(theme.color("ink"), 0.0, stroke=4.0).path([(right - 300 * PX, rule), (right, rule)]))

    def show(self, ceiling: float, z: float, loss: float) -> "CeilingSum":
        """Show the three numbers."""
        for formula in self.rows if self.roomy else [self.line]:
            formula.show(**{k: v for k, v in {"c": ceiling, "z": z, "L": loss}.items() if k in formula.numbers})
        return self


class Lifted(Part):
    """How far a block was raised, and how far the ceiling went with it.

    Parameters
    ----------
    index : the block's class.
    ceiling : the logit at which the ceiling was.
    place : 0 for the first trial's place in the column, 1 for the second's, below it.
    """

    def __init__(self, machine: Machine, index: int, hang: Hang, ceiling: float, labels: Sequence[str], place: int = 0):
        super().__init__()
        theme, right = machine.theme, machine.column.right
        # Where the ceiling was, seen between the blocks.
        edges = [
            machine.board.left,
            *(x for left in hang.lefts for x in (left, left + hang.width)),
            machine.board.right,
        ]
        height = float(hang.top(ceiling))
        self.ghosts = Part(
            *(
                Ghost(theme, "loss").between((start + 12 * PX, height), (end - 12 * PX, height))
                for k, (start, end) in enumerate(zip(edges[::2], edges[1::2], strict=True))
                if k not in (machine.target, machine.target + 1)  # beside the true block the gap is named
            )
        )
        name = f"logit(z_{index + 1})"
        if labels:
            fits = words(labels[index], theme, em(54)).advance < 150 * PX or not machine.roomy
            name = f"#{escaped(labels[index])}" if fits else "logit(z)"
        self.block = Formula(theme, f"{name} thin @d[logit:+0.000]", em(54))
        self.ceiling = Formula(theme, "loss(#text[ceiling]) thin @c[loss:+0.000]", em(54))
        self.add(self.block, self.ceiling)
        if machine.roomy:
            upper, lower = stacked(machine, *((664, 737), (815, 888))[place])
            self.block.middle(right, upper, "right")
            self.ceiling.middle(right, lower, "right")
        else:
            # In the title strip, in place of the ceiling's sum.
            y = machine.layout.title_baseline
            self.ceiling.put(right, y, "right")
            self.block.put(right - self.ceiling.advance - 60 * PX, y, "right")

    def show(self, block: float, ceiling: float) -> "Lifted":
        """Show both changes, in logits."""
        self.block.show(d=block)
        self.ceiling.show(c=ceiling)
        return self
