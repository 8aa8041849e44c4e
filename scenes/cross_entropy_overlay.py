"""Scene 1: two distributions laid over each other, and how H(p, q) adds up."""

from collections.abc import Callable

import numpy as np

from scenes.kit.beats import SweepInput
from scenes.kit.explainer import beat, sweep
from scenes.kit.formula import Formula
from scenes.kit.motion import Presence, late
from scenes.kit.paired_bars import FILL_Q, Verdicts
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Readout
from scenes.kit.two_distributions import Params
from scenes.pictures.cross_entropy_overlay.balance import ROW, Breadth
from scenes.pictures.cross_entropy_overlay.stage import TilesOnAStrip

#: A block that is lower holds no formula.
DEEP = 190 * PX


class CrossEntropyOverlay(TilesOnAStrip):
    """Two distributions p and q over the same bins, and the cross-entropy as an area of tiles."""

    title = "Cross-entropy, bin by bin"
    question = "What does a wrong prediction cost?"

    @beat(
        "Two distributions over the same bins: truth p and prediction q.",
        alt="Two bar charts side by side over the same bins: the truth p in orange, the prediction q in blue.",
    )
    def two_distributions(self) -> None:
        p, q = self.bars.bars_p, self.bars.bars_q
        self.dim(*q, run_time=0.4)
        self.rest(0.3)
        self.play(self.lighting(*q, run_time=0.4), self.dimming(*p, run_time=0.4))
        self.rest(0.3)
        self.light(*p, run_time=0.4)

    @beat(
        "Lay q over p.",
        then=Params.overlaid,
        alt="The blue bars lie on the orange ones; where both have mass the colours mix, elsewhere one sticks out.",
    )
    def overlay(self) -> None:
        self.vanish(self.bars.numbers, self.bars.under_q, run_time=0.4)
        self.move((self.where, 1.0), run_time=1.8)
        if not self.params.agrees:
            self.verdicts = Verdicts(self.theme, self.bars, self.p, self.q.value)
            self.appear(self.verdicts)

    @beat(
        "Each bin makes a tile, p wide and log 1/q high. What is its area?",
        then=Params.paired,
        alt="p’s bars have tipped over and lie end to end; on each stands a tile as high as log 1/q.",
    )
    def pair_the_bins(self) -> None:
        params = self.params
        if not params.agrees:
            self.vanish(self.verdicts, run_time=0.3)
        self.move((self.where, 2.0), run_time=0.9)
        self.add(self.feet, self.area)
        for part in (self.area.frame, self.area.over, *self.area.saved):
            part.set_presence(0.0)
        massive = self.massive
        pace = min(0.3, 1.6 / len(massive))
        self.move((self.tipped[massive[0]], 1.0), run_time=pace, also=self.arriving(self.area.ruler, run_time=pace))
        for i in massive[1:]:
            self.move((self.tipped[i], 1.0), run_time=pace)
        self.raise_tiles(int(self.p.argmax()))
        terms, total = self.state.terms, self.state.cross_entropy
        if params.adds_up:
            self.sum = self.write_sum("", terms, total, self.terms, self.line - ROW)
        else:
            self.sum = Formula(self.theme, f'"all tiles" = @total{{{params.number(total)}}}')
            self.appear(self.sum.put(self.middle, self.line - ROW))

    @beat(
        "Let the tiles run level, like water.",
        then=lambda p: f"The strip is 1 wide, so its level is the area: H(p,q) = {p.number(p.start.cross_entropy)}.",
        alt="The tiles have run level to one block, 1 wide and H(p,q) high.",
    )
    def add_them_up(self) -> None:
        area, state = self.area, self.state
        self.vanish(*self.terms.values(), *self.under.values(), run_time=0.3)
        self.move((self.level, 1.0), run_time=2.0)
        body = f"H(p, q) = @total{{{self.params.number(state.cross_entropy)}}}"
        height = state.cross_entropy * area.nat
        up = area.up(state.cross_entropy / 2) + 0.1 if height > DEEP else area.up(state.cross_entropy) + 30 * PX
        self.whole = Formula(self.theme, body, HERO).put(self.middle, up)
        self.breadth = Part(*([Breadth(self.theme, area)] if height > DEEP else []))
        source = self.sum.box("total")
        self.play(
            Presence([self.sum, area.roofs], 0.0, 0.4), Presence([area.frame], 1.0, 0.6), *self.arriving(self.breadth)
        )
        self.remove(self.sum)
        self.grow(self.whole, {"total": (source.x, source.y)}, run_time=0.8)

    @beat(
        "Now p with its own tiles, log 1/p high. Are they cheaper?",
        then=Params.exceeded,
        alt="Orange tiles of p, run level to H(p), stand before the block of H(p,q); the strip above them is KL.",
    )
    def the_excess(self) -> None:
        self.vanish(self.whole, self.breadth, run_time=0.4)
        pace = min(0.32, 1.6 / len(self.massive))
        for i in self.massive:
            self.move((self.own_raised[i], 1.0), run_time=pace)
        self.move((self.own_level, 1.0), run_time=1.6)
        self.name_parts()
        names = [self.floor_name] if self.params.agrees else [self.floor_name, self.kl_name]
        self.play(Presence([self.area.over], 1.0, 0.5), *self.arriving(*names, run_time=0.5))
        named = self.middle, self.area.up(self.state.entropy / 2)
        parts = {
            "whole": (self.middle, self.area.up(self.state.cross_entropy)),
            "floor": named,
            "excess": self.kl_at(),
        }
        numbers = [*self.balance.signs, *self.balance.numbers.values()]
        self.grow(self.balance.names, parts)
        self.appear(*numbers, run_time=0.4)
        self.remove(self.balance.names, *numbers)
        self.add(self.balance)

    @beat(
        "Move q onto p. What becomes of the two parts?",
        then=lambda p, _: p.closed(),
        each=lambda p: [] if p.agrees else [p.start.p],
        alt="The blue bars lie on the orange ones exactly; the strip KL has closed and H(p) is left.",
    )
    def make_q_right(self, right: np.ndarray) -> None:
        self.move(*self.q.to(right), run_time=2.6, also=[Presence([self.kl_name], 0.0, 2.6, rate=late)])

    @beat(
        Params.betting,
        then=Params.settled,
        alt="q crowds into one bin; the tiles of the others have grown far beyond p’s own, one has shrunk.",
    )
    def then_wrong(self) -> None:
        area, bars, params = self.area, self.bars, self.params
        bet, wrong = params.bet, params.wrong
        share = Readout(self.theme, TEXT, "ink", 2).halo(self.theme.tint("prediction", FILL_Q))

        def tell() -> None:
            x, y = bars.top(wrong, self.q.value[wrong])
            share.put(self.q.value[wrong], x, y - 52 * PX)

        self.follow(tell)
        fits = share.width("0.80") < bars.bar
        if bars.makes_room(wrong, self.p):
            self.move((self.where, 4.0), run_time=1.2)
        else:
            self.vanish(bars.head_p, bars.head_q)
        coming = self.arriving(self.kl_name, *[share] * fits, run_time=3.6)
        self.move(*self.q.to(bet.q), run_time=3.6, also=coming)
        self.play(Presence([self.kl_name, self.floor_name, area.frame], 0.0, 0.4), Presence([area.roofs], 1.0, 0.4))
        self.move((self.level, 0.0), (self.own_level, 0.0), run_time=1.4, also=[Presence(area.saved, 1.0, 1.4)])
        numbers = area.differences(bet, params.decimals)
        self.appear(*numbers.values())
        if params.excess_adds_up:
            self.write_sum('loss("KL") =', bet.excesses, bet.excess, numbers, self.third_row)

    @sweep(lambda p: [SweepInput(f"q_{p.wrong + 1}", "", *p.bets)])
    def from_right_to_wrong(self) -> tuple[list[Callable[[float], None]], Callable[[], dict[str, float]]]:
        """Move q evenly from p to the bet."""
        right, wrong = self.p, self.params.bet.q
        index = self.params.wrong

        def put(value: float) -> None:
            share = (value - right[index]) / (wrong[index] - right[index])
            for tracker, goal in self.q.to(right + share * (wrong - right)):
                tracker.set_value(goal)

        self.stand_at_the_end()
        return [put], lambda: {"H(p,q)": self.state.cross_entropy, "KL": self.state.excess}
