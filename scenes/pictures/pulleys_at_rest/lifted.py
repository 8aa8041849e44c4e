"""Blocks off their rest: the true one is lifted, springs pull the others along."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

import mathcore as mc
from scenes.kit.arrows import Arrow
from scenes.kit.axis import Axis
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.tackle import CLEAR, FADING, WIDEST
from scenes.kit.text import Readout, math, words
from scenes.kit.theme import Theme
from scenes.pictures.pulleys_at_rest.marks import ArrowScale, longer
from scenes.pictures.pulleys_at_rest.resting import RestingBlocks, share_decimals
from scenes.pictures.pulleys_at_rest.soft_block import TRUTH_BAR, TRUTH_GAP
from scenes.pictures.pulleys_at_rest.springs import Springs

#: How far a block may be lifted, in logits, by the decimals of pulls: the less, the nearer these are to lift times
#: stiffness, but so much that they can be printed.
LIFTS = {
    decimals: tuple(hundredths / 100 for hundredths in range(most, least - 1, -1))
    for decimals, most, least in ((3, 25, 15), (4, 12, 6))
}
#: Height of the row of pulls over the lowest place for blocks, and from there up to what hangs from the level blocks.
PULL, OVER_PULLS = 44 * PX, 70 * PX
#: How far from a block's outer side its arrow stands, clear of the mast.
OUTER = 0.2
#: From the left margin to where the title has ended.
TITLED = 760 * PX


class LiftedBlocks(Part):
    """Blocks that rest at the logits ``rest`` under the truth that they show there, each as high as it is lifted.

    Parameters
    ----------
    rest : logits at rest, shape (K,).
    lifted : the block that is lifted first; the others' shares of the truth are equal.
    """

    def __init__(self, theme: Theme, layout: Layout, rest: np.ndarray, lifted: int, labels: Sequence[str]):
        super().__init__()
        self.rest, self.truth, self.lifted = rest, mc.softmax(rest), lifted
        #: one that stands for all others
        self.other = 0 if lifted else 1
        # The law says i of the lifted class.
        named = [f"{label} (i)" if i == lifted else label for i, label in enumerate(labels)]
        self.lift = lift_for(self.truth, lifted)
        self.blocks = blocks = RestingBlocks(theme, layout, rest[None], lifted, named, aloft=False)
        below = blocks.blocks[0].below(blocks.hang.height)
        # A lift is drawn as high as the lifted block with half its bar.
        rise = blocks.hang.height + TRUTH_GAP + TRUTH_BAR / 2
        zero = max(blocks.low + PULL + OVER_PULLS + below, layout.pixels(0, 0, 0, 700).bottom)
        self.hang = blocks.hang = replace(blocks.hang, zero=zero, unit=rise / self.lift)
        #: drawn behind the blocks, and shown after them
        stiffness = self.truth * self.truth[lifted]
        self.springs = Springs(theme, lifted, stiffness, blocks.pitch, layout.top - 30 * PX - zero - rise)
        x = layout.left + 110 * PX
        axis = Axis(theme, (x, zero), (x, zero + rise), 0.0, self.lift, ticks=(0.0, self.lift), role="logit")
        axis.add(words("lift", theme, TEXT, "logit").put(layout.left, zero + rise + 40 * PX, "left"))
        self.law = self._law(layout, labels)
        self.hero = Box(float(self.hang.lefts[0]), blocks.low, blocks.column.left, layout.top)
        numbered = range(len(rest)) if blocks.roomy else (lifted,)
        size = HERO if blocks.roomy else blocks.size
        self.pulls = {i: Readout(theme, size, decimals=blocks.decimals, signed=True) for i in numbered}
        self.arrows, self.scale = Part(), Part()
        self.add(axis, blocks, self.arrows, *self.pulls.values())
        if blocks.roomy:
            head = math('"pull" F = truth(p) - prediction(q)', theme)
            unit, foot = blocks.hang.width, layout.pixels(0, 0, 0, 350).bottom
            largest = np.abs(mc.forces(rest + self.lift * np.eye(len(rest))[lifted], self.truth)).max()
            self.scale = ArrowScale(theme, blocks.column, foot, unit, longer(unit, float(largest)))
            self.arrows.add(*(Arrow(theme, self.scale.unit, WIDEST, fading=FADING) for _ in rest))
            counted = math('logit("lift") = logit(z) - logit(z_"rest")', theme)
            self.add(counted.middle(blocks.column.left, zero + rise / 2, "left"))
            self.add(head.middle(blocks.column.left, blocks.low + PULL, "left"), self.scale)

    def _law(self, layout: Layout, labels: Sequence[str]) -> Formula:
        """Return what a spring pulls with, worked out where there is room for it."""
        theme = self.blocks.theme
        i = "i" if labels else str(self.lifted + 1)
        said = f'up(F_j) approx truth(p_{i} p_j) (logit("lift"_{i}) - logit("lift"_j))'
        one, other = self.truth[[self.lifted, self.other]]
        stiffness = f"truth({one:.4g}) times truth({other:.4g})", f"truth({one * other:.3g})"
        worked_out = [f" = {it} times @d[logit:0.000] = @f[up:0.0000]" for it in stiffness]
        laws = (Formula(theme, said + more) for more in (*worked_out, ""))
        law = next(law for law in laws if law.advance < layout.right - layout.left - TITLED or not law.numbers)
        return law.put(layout.right, layout.title_baseline, "right")

    def show(self, off: np.ndarray) -> "LiftedBlocks":
        """Draw the blocks ``off`` their rest, shape (K,), in logits; all but the lifted one are equally far off."""
        hang, z = self.hang, self.rest + off
        tops, xs, forces = hang.top(off), hang.lefts + hang.width / 2, mc.forces(z, self.truth)
        self.blocks.show(z, self.truth, tops=tops)
        self.springs.show(np.column_stack([xs, tops]))
        for i, pull in self.pulls.items():
            value = float(forces[i])
            pull.middle(value, xs[i], self.blocks.low + PULL)
            gone = pull.format(value) == pull.format(0.0)
            pull.recolor(self.blocks.theme.color("muted" if gone else "up" if value > 0 else "down"))
        for i, arrow in enumerate(self.arrows):
            side = 0.5 if i == self.lifted else OUTER if i < self.lifted else 1 - OUTER
            tail = CLEAR if forces[i] >= 0 else -self.blocks.blocks[i].below(hang.height) - CLEAR
            arrow.show(float(forces[i]), float(hang.lefts[i] + side * hang.width), float(tops[i]) + tail)
        # The scale is there while an arrow is.
        drawn = max((arrow.body.fill_alpha for arrow in self.arrows), default=0.0)
        self.scale.set_presence(drawn * self.blocks.blocks[0].outline_.presence)
        if self.law.numbers:
            # The product of the printed difference: that of the unrounded one might differ by a digit.
            apart = round(float(off[self.lifted] - off[self.other]), 3)
            self.law.show(d=apart, f=float(self.truth[self.lifted] * self.truth[self.other]) * apart)
        return self


def lift_for(p: np.ndarray, lifted: int) -> float:
    """Return how far to lift a block at rest under ``p``, (K,), for the printed pulls to add up to 0.

    As printed they also are p less q, none of them 0; if so with no lift, it is the largest.
    """
    decimals = share_decimals(len(p))

    def fits(lift: float) -> bool:
        z = np.log(p) + lift * np.eye(len(p))[lifted]
        force, truth, q = (np.round(found, decimals) for found in (mc.forces(z, p), p, mc.softmax(z)))
        return bool(np.allclose(force, truth - q, atol=1e-9) and abs(force.sum()) < 1e-9 and np.all(force))

    return next(filter(fits, LIFTS[decimals]), LIFTS[decimals][0])
