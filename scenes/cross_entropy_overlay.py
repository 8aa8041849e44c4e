"""Scene 1: two distributions laid over each other, and how H(p, q) adds up."""

from collections.abc import Callable

import numpy as np

from scenes.kit.beats import SweepInput
from scenes.kit.explainer import beat, sweep
from scenes.kit.motion import Presence, late
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO, PX
from scenes.kit.text import math
from scenes.kit.tinted import inked
from scenes.pictures.cross_entropy_overlay.balance import Sides
from scenes.pictures.cross_entropy_overlay.comparison import Comparison
from scenes.pictures.cross_entropy_overlay.params import Params
from scenes.pictures.cross_entropy_overlay.picture import FILL_OWN
from scenes.pictures.cross_entropy_overlay.stage import TilesOnAStrip

#: A block that is lower holds no formula.
DEEP = 190 * PX
#: From a sum to the one under it.
SUMS = 66 * PX


class CrossEntropyOverlay(TilesOnAStrip):
    """Two distributions p and q over the same bins, and the cross-entropy as an area of tiles."""

    title = "Cross-entropy, bin by bin"
    question = "What does a wrong prediction cost?"

    @beat(
        "Two distributions over the same bins: truth p and prediction q.",
        alt="Two bar charts side by side over the same bins: the truth p in orange, the prediction q in blue.",
    )
    def two_distributions(self) -> None:
        """Nothing moves: there is enough to be read."""

    @beat(
        "Lay q over p.",
        then=Params.overlaid,
        alt="The blue bars lie on the orange ones; where both have mass the colours mix, elsewhere one sticks out.",
    )
    def overlay(self) -> None:
        bars = self.bars
        self.vanish(bars.numbers, bars.under_q, run_time=0.4)
        self.move((self.where, 1.0), run_time=1.6)
        self.compared = Comparison(self.theme, bars, self.p, self.q.value)
        self.play(Presence([bars.out], 1.0, 0.6), *self.arriving(self.compared))

    @beat(
        "Tip p over: its bars become widths.",
        alt="p’s bars have tipped over and lie end to end on a strip beside the histogram.",
    )
    def tip_over(self) -> None:
        self.add(self.feet, self.area)
        for part in (self.area.ruler, self.area.frame, self.area.over, *self.area.saved):
            part.set_presence(0.0)
        self.move((self.where, 2.0), run_time=0.8, also=[Presence([self.bars.out, self.compared], 0.0, 0.25)])
        self.remove(self.compared)
        first = int(self.p.argmax())
        self.move((self.tipped[first], 1.0), run_time=1.1)
        others = [i for i in self.massive[::-1] if i != first]
        for i in others:
            self.move((self.tipped[i], 1.0), run_time=min(0.3, 1.2 / len(others)))
        # Only then, for they fly where these stand.
        self.appear(self.area.ruler, self.bars.leaders, self.bars.shares, run_time=0.4)

    @beat(
        "On each width a tile rises, log 1/q high.",
        then=Params.paired,
        alt="On each of p’s bars, which lie end to end, stands a tile as high as log 1/q.",
    )
    def pair_the_bins(self) -> None:
        params, total = self.params, self.state.cross_entropy
        if params.adds_up:
            self.sum = self.sums.of(self.state.terms, total, self.line)
        else:
            self.sum = self.sums.total("prediction(q)", total, self.line)
        self.add(self.sum.set_presence(0.0))
        self.raise_tiles(int(self.p.argmax()))

    @beat(
        "Let the tiles run level, like water.",
        then=Params.levelled,
        alt="The tiles have run level to one block, 1 wide and H(p,q) high.",
    )
    def add_them_up(self) -> None:
        area, total = self.area, self.state.cross_entropy
        gone = [self.product, *self.heights.values()]
        self.play(Presence(gone, 0.0, 0.4), self.dimming(*self.histogram, run_time=0.4))
        self.remove(*gone)
        self.move((self.level, 1.0), run_time=1.8)
        high = total * area.nat > DEEP
        up = area.up(total / 2) + 0.1 if high else area.up(total) + 30 * PX
        self.whole = math(self.params.area(total), self.theme, HERO).put(self.middle, up)
        self.wide = Part(*([Sides(self.theme, area, total)] if high else []))
        self.name_whole()
        framed = [Presence([area.frame], 1.0, 0.5), Presence([area.roofs], 0.0, 0.5)]
        self.play(*framed, *self.arriving(self.wide, self.whole_name, run_time=0.5))
        self.sum_name = self.named(self.sum, "H(truth(p), prediction(q))")
        self.appear(self.whole, self.sum_name)

    @beat(
        "Raise p’s own tiles, log 1/p high. Is their sum smaller?",
        then=Params.exceeded,
        alt="Orange tiles of p, run level to H(p), stand before the block of H(p,q); the strip above them is KL.",
    )
    def the_excess(self) -> None:
        area, params = self.area, self.params
        gone = Presence([self.whole, self.wide], 0.0, 0.4)
        self.move(*((self.own_raised[i], 1.0) for i in self.massive), run_time=1.0, also=[gone])
        self.remove(self.whole, self.wide)
        right, line = params.right, self.line - SUMS
        whole = self.state.cross_entropy
        notes = [
            self.notes.own(right, whole, params.own_worked),
            *self.notes.own_areas(right, whole, ceiling=line),
        ]
        for note in notes:
            inked(note, self.theme, "truth", self.theme.tint("truth", FILL_OWN))
        if params.own_adds_up:
            own = self.sums.of(right.terms, right.entropy, line, "truth")
        else:
            own = self.sums.total("truth(p)", right.entropy, line, "truth")
        notes += [own, self.named(own, "truth(H(p))")]
        self.appear(*notes, run_time=0.4)
        self.rest(2.5)
        self.vanish(self.sum, self.sum_name, *notes, run_time=0.3)
        self.move((self.own_level, 1.0), run_time=1.4)
        self.name_parts()
        names = [self.floor_name] if params.agrees else [self.floor_name, self.kl_name]
        self.play(Presence([area.over], 1.0, 0.5), *self.arriving(*names, run_time=0.5))
        self.play(*self.arriving(self.balance), self.lighting(*self.histogram))

    @beat(
        "Let q move onto p. What becomes of the two parts?",
        then=lambda p, _: p.closed(),
        each=lambda p: [] if p.agrees else [p.start.p],
        alt="The blue bars lie on the orange ones exactly; the strip KL has closed and H(p) is left.",
    )
    def make_q_right(self, right: np.ndarray) -> None:
        self.move(*self.q.to(right), run_time=2.6, also=[Presence([self.kl_name], 0.0, 2.6, rate=late)])

    @beat(
        Params.betting,
        then=Params.rises,
        alt="q crowds into one bin; the block of H(p,q) has risen far above H(p), and the strip KL is as high.",
    )
    def then_wrong(self) -> None:
        self.move(*self.q.to(self.params.bet.q), run_time=3.2, also=self.arriving(self.kl_name, run_time=3.2))

    @beat(
        "Back to tiles: which bins pay for this bet?",
        then=Params.settled,
        alt="The tiles of all bins but one have grown far beyond p’s own; that of the bin bet on has shrunk.",
    )
    def who_pays(self) -> None:
        area, params, bet = self.area, self.params, self.params.bet
        gone = [self.kl_name, self.floor_name, self.balance, self.whole_name]
        self.play(Presence([*gone, area.frame], 0.0, 0.4))
        self.remove(self.balance, self.whole_name)
        coming = Presence([area.roofs, *area.saved], 1.0, 0.9)
        named = self.arriving(self.notes.explained(bet), run_time=0.9, rate=late)
        self.move((self.level, 0.0), (self.own_level, 0.0), run_time=0.9, also=[coming, *named])
        self.appear(*self.notes.differences(bet).values())
        if params.excess_adds_up:
            self.appear(self.sums.of(bet.excesses, bet.excess, self.line, "loss", 'loss("KL")'))
        else:
            # As in the equation before.
            excess = self.balance.numbers["excess"].text
            self.appear(self.sums.value('loss("KL")', f"loss({excess})", self.line))

    @sweep(lambda p: [SweepInput(f"q_{p.wrong + 1}", "", *p.bets)])
    def from_right_to_wrong(self) -> tuple[list[Callable[[float], None]], Callable[[], dict[str, float]]]:
        """Move q evenly from p to the bet."""
        right, wrong = self.p, self.params.bet.q
        index = self.params.wrong

        def put(value: float) -> None:
            share = (value - right[index]) / (wrong[index] - right[index])
            self.q.value = right + share * (wrong - right)

        self.stand_at_the_end()
        return [put], lambda: {"H(p,q)": self.state.cross_entropy, "KL": self.state.excess}
