"""Scene 2: a one-hot truth leaves one term of the cross-entropy, and one number that counts."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.beats import SweepInput
from scenes.kit.explainer import Explainer, Input, Vector, beat, sweep
from scenes.kit.formula import Formula
from scenes.kit.loss_curve import LossCurve
from scenes.kit.motion import Presence
from scenes.kit.names import class_names
from scenes.kit.numbers import brief
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import Pointer, ShareBar
from scenes.kit.sizes import HERO, PX, TICK, label_size
from scenes.kit.text import words
from scenes.kit.tiles import Roofs, Tiles, edges
from scenes.kit.words import indexed
from scenes.pictures.one_hot_truth.params import Params
from scenes.pictures.one_hot_truth.picture import Decades, Strip, TermSum

#: Nats that the ruler shows unless more are needed.
REACH = 3.04
#: A tile that is lower holds no formula.
DEEP = 130 * PX


class OneHotTruth(Explainer):
    """With all truth in one bin, one tile is left of the cross-entropy: the loss is −log q of the true bin."""

    title = "When the truth is one-hot"
    question = "What is left when one answer is right?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.y, count = params.target, len(params.q)
        self.p, self.rest_of_q = Vector(params.soft, "p"), Vector(params.wrong)
        self.share = Input(params.share, f"q_{self.y + 1}")
        highest = float(mc.surprisal(params.start[params.start > 0]).max())
        #: whether the curve is drawn; nats that the ruler shows, more where the loss needs more
        self.curving = False
        self.reach = ValueTracker(max(REACH, highest))
        box, self.top = layout.pixels(206, 740, 1706, 840), layout.pixels(0, 0, 0, 290).bottom
        self.line, self.hero = layout.pixels(0, 0, 0, 226).bottom, layout.pixels(206, 290, 1706, 840)
        names = class_names(params.labels, count, "q", theme, label_size(count), "ink")
        self.strip = Strip(theme, box, count, self.y, params.labels)
        self.bar = ShareBar(theme, box, self.y, [None if i == self.y else name for i, name in enumerate(names)], True)
        self.curve = LossCurve(theme, self.bar, self.top, self.reach.get_value())
        self.tiles = Tiles(theme, "loss", count, box.left, box.top, box.width, self.nat, fill=0.24, stroke=3.5)
        self.roofs = Roofs(theme, self.tiles)
        self.sum = TermSum(theme, params.soft, params.start, self.y, layout.right - box.left)
        self.sum.formula.put((box.left + min(box.right, box.left + self.sum.formula.advance)) / 2, self.line)
        self.sum.formula.put(max(box.x, box.left + self.sum.formula.advance / 2), self.line)
        self.add(self.curve.ruler, self.tiles, self.roofs, self.strip, self.sum)
        self.follow(self._draw_tiles)

    @property
    def nat(self) -> float:
        """Scene units for a nat, with the ruler as it is."""
        return (self.top - self.bar.box.top) / self.high

    @property
    def high(self) -> float:
        """Nats at the ruler's upper end: the loss never leaves it."""
        return max(self.reach.get_value(), self.loss) if self.curving else self.reach.get_value()

    @property
    def loss(self) -> float:
        """The loss of the frame's true share, in nats."""
        return float(mc.surprisal(self.share.get_value()))

    def _draw_tiles(self) -> None:
        """The tiles over p, and p itself."""
        p, heights = self.p.value, mc.surprisal(self.params.start)
        self.tiles.show(p, np.where(p > 0, heights, 0.0))
        self.roofs.show(p, np.where(p > 0, heights, 0.0))
        self.strip.show(p)
        self.sum.show(p)

    @beat(
        Params.drains,
        then="Only the true bin’s tile is left, 1 wide: its height is the loss L.",
        alt="All of p lies in one bin; one tile is left, 1 wide and log 1/q high; the sum’s other terms are struck.",
    )
    def all_mass_on_one_bin(self) -> None:
        self.move(*self.p.to(self.params.sure), run_time=3.0)
        strikes = self.sum.strikes()
        gone = [self.sum.formula.pieces[name] for name in self.sum.gone]
        self.play(*self.arriving(*strikes, run_time=0.6), self.dimming(*gone, run_time=0.6))
        self.strikes = strikes
        share, up = self.params.share, self.tiles.ground + self.loss * self.tiles.nat
        self.reason = Formula(
            self.theme, f"@L{{loss(L)}} = @t{{log 1\\/prediction({brief(share)})}} = @l[loss:0.000]", HERO
        ).show(l=self.loss)
        inside = (self.tiles.ground + up) / 2 - 22 * PX
        self.reason.put(self.bar.box.x, inside if up - self.tiles.ground > DEEP else up + 30 * PX)
        term = self.sum.formula.box(f"t{self.y}")
        self.grow(self.reason, {"t": (term.x, term.y)})

    def _draw_curve(self) -> None:
        """The unit bar with the true bin first, and the loss over it."""
        q = self.params.predicted(self.rest_of_q.value, self.share.get_value())
        self.bar.show(q)
        self.curve.show(self.share.get_value(), self.high)
        self.pointer.show(self.share.get_value())
        self.equation.show(q=self.share.get_value(), l=self.loss)

    def _make_curve(self) -> None:
        """Make what is written of q_y: under the bar, and over the curve."""
        zeros = f"0.{'0' * self.params.decimals}"
        self.true = f"prediction({indexed('q', self.y, self.params.labels)})"
        self.pointer = Pointer(self.theme, self.bar, f"{self.true} = @q[prediction:{zeros}]")
        body = f"@L{{loss(L)}} = - log @q[prediction:{zeros}] = @l[loss:0.000]"
        self.equation = Formula(self.theme, body, HERO).put(self.bar.box.x, self.line)

    def _start_curve(self) -> None:
        self.curving = True
        self.add(self.bar, self.curve, self.pointer, self.equation)
        self.follow(self._draw_curve)

    @beat(
        "Now move q on the true bin. Where does the loss go?",
        then=f"Ten times less on the true bin costs {np.log(10.0):.3f} more, without end.",
        question=lambda p: "And if the wrong bins trade mass with each other?" if p.trades else "",
        alt="A dot has run up the curve −log q to the left; the tile fills the stage, 4.605 nats higher than before.",
    )
    def one_number_matters(self) -> None:
        params, leaving = self.params, [self.sum, self.reason, *self.strikes]
        self._make_curve()
        texts = [*self.strip.numbers, *self.strip.names]
        self.unfollow(self._draw_tiles)
        self.play(Presence([*leaving, *texts], 0.0, 0.4))
        coming = [self.bar, self.curve.tile, self.curve.roof, self.curve.pointed, self.pointer, self.equation]
        for part in coming:
            part.set_presence(0.0)
        self._start_curve()
        self.play(Presence(coming, 1.0, 0.8), Presence([*self.strip.bodies, self.tiles, self.roofs], 0.0, 0.8))
        self.remove(*leaving, self.tiles, self.roofs, self.strip)
        if self.reach.get_value() > max(REACH, self.loss):
            self.move((self.reach, REACH), run_time=0.8)
        self.move((self.share, params.high), run_time=1.8)
        self.move((self.share, params.share), run_time=1.8)
        shares = [params.share / ten for ten in (1, 10, 100)]
        self.decades = Decades(self.theme, self.curve, shares, [params.printed(share) for share in shares], self.true)
        self.follow(self.decades.show)
        names, numbers = self.decades.roomy
        for k, share in enumerate(shares):
            if k:
                self.move((self.share, share), run_time=3.2)
            # The last level is the roof itself.
            last = k == len(shares) - 1
            parts = [] if last else [self.decades.levels[k]]
            parts += [
                self.decades.names[i] for i in (k - 1, k) if self._comes(names, i, i == k) and not (last and i == k)
            ]
            steps = [self.decades.brackets[k - 1], *([self.decades.costs[k - 1]] if numbers else [])] if k else []
            self.appear(*parts, *steps, run_time=0.4)

    def _comes(self, roomy: bool, index: int, at_once: bool) -> bool:
        """Whether a level's name comes now: at once below its level, or above it once the roof has risen on."""
        return roomy and index >= 0 and self.decades.below[index] == at_once

    @beat(
        lambda p, _: p.returns(),
        then=lambda p, _: "The wrong bins share the rest as they like: the loss stands still.",
        each=lambda p: [p.trades] if p.trades else [],
        alt=lambda p, _: (
            "The pieces of the wrong bins have changed in length; the true bin’s, the dot and the loss have not."
        ),
    )
    def the_rest_may_shuffle(self, trades: list[np.ndarray]) -> None:
        self.play(Presence([self.decades, *self.decades.levels], 0.0, 0.4))
        self.remove(*self.decades.levels, *self.decades.names, *self.decades.brackets, *self.decades.costs)
        self.unfollow(self.decades.show)
        self.move((self.share, self.params.share), run_time=1.4)
        before = self._before()
        self.appear(before, run_time=0.4)
        for rest in trades:
            self.move(*self.rest_of_q.to(rest), run_time=1.6)
            self.rest(0.3)

    def _before(self) -> Shape:
        """Return thin bars under the bar: how the wrong bins shared the rest before."""
        box, wrong = self.bar.box, self.params.wrong * (1 - self.params.share)
        ends = edges(self.bar.at(self.params.share), box.width, wrong)
        bars = [
            Shape(self.theme.tint("muted", 0.55)).box(
                start + 1.5 * PX, box.bottom - 22 * PX, end - start - 3 * PX, 14 * PX
            )
            for start, end in pairwise(ends)
            if end - start > 4 * PX
        ]
        name = words("before", self.theme, TICK, "muted").middle(box.right + 26 * PX, box.bottom - 15 * PX, "left")
        return Part(*bars, name)

    @sweep(lambda p: [SweepInput(f"q_{p.target + 1}", "", 0.005, 0.995, 0.005, p.share)])
    def true_share(self) -> tuple[list[Callable[[float], None]], Callable[[], dict[str, float]]]:
        """Move q on the true bin evenly."""
        self._make_curve()
        self.remove(self.curve.ruler, self.tiles, self.roofs, self.strip, self.sum)
        self.unfollow(self._draw_tiles)
        self.reach.set_value(REACH)
        self._start_curve()
        return [self.share.set_value], lambda: {"L": self.loss}
