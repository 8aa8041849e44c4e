"""Scene 1: two distributions laid over each other, and how H(p, q) adds up."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker

from scenes.kit.beats import SweepInput
from scenes.kit.explainer import Explainer, Vector, beat, sweep
from scenes.kit.formula import Formula
from scenes.kit.marks import clamp
from scenes.kit.motion import Presence, Travel
from scenes.kit.numbers import brief
from scenes.kit.paired_bars import FILL_Q, PairedBars, Verdicts
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.two_distributions import BET, Params, State
from scenes.pictures.cross_entropy_overlay.picture import KL, Area, Balance, Breadth, Feet

#: A block that is lower holds no formula, no name.
DEEP, SHALLOW = 190 * PX, 90 * PX
BETTING = "And if q bets on the wrong bin?"


class CrossEntropyOverlay(Explainer):
    """Two distributions p and q over the same bins, and the cross-entropy as an area of tiles."""

    title = "Cross-entropy, bin by bin"
    question = "What does a wrong prediction cost?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        start, bet = params.start, params.bet
        self.p, self.q = start.p, Vector(start.q, "q")
        count = len(self.p)
        #: where the bars stand; how far feet have tipped, tiles have risen and run level, p's own tiles likewise
        self.where, self.level, self.own_level = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.tipped, self.raised, self.own_raised = (Vector(np.zeros(count)) for _ in range(3))
        self.bars = PairedBars(theme, layout, self.p, start.q, params.labels, max(*self.p, *start.q, BET))
        room = layout.pixels(806, 290, 1706, 868)
        most = max(*start.surprisals, *start.own, *bet.surprisals)
        self.feet = Feet(theme, self.p, params.labels, room, self.bars.unit)
        self.area = Area(theme, count, room, self.bars.unit, most)
        self.middle, self.line = room.left + self.bars.unit / 2, layout.pixels(0, 0, 0, 182).bottom
        self.hero = layout.stage.inset(top=0.4)
        self.add(self.bars)
        self.follow(self._draw)

    @property
    def state(self) -> State:
        """The mathematics of this frame."""
        return State(self.p, self.q.value)

    def _draw(self) -> None:
        """Everything that is drawn to scale, from the frame's p and q."""
        self.bars.show(self.p, self.q.value, self.where.get_value())
        self.feet.show(self.tipped.value, self.bars)
        self.area.show(
            self.state, self.raised.value, self.level.get_value(), self.own_raised.value, self.own_level.get_value()
        )

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
        if not self.params.agrees:
            self.vanish(self.verdicts, run_time=0.3)
        self.move((self.where, 2.0), run_time=0.9)
        self.add(self.feet, self.area)
        self.area.frame.set_presence(0.0)
        for saved in self.area.saved:
            saved.set_presence(0.0)
        massive = [i for i, mass in enumerate(self.p) if mass > 0]
        pace = min(0.3, 1.6 / len(massive))
        self.move((self.tipped[massive[0]], 1.0), run_time=pace, also=self.arriving(self.area.ruler, run_time=pace))
        for i in massive[1:]:
            self.move((self.tipped[i], 1.0), run_time=pace)
        self._pair(int(self.p.argmax()), massive)
        self._sum_up()

    def _pair(self, first: int, massive: list[int]) -> None:
        """Raise the tiles: the widest one slowly, with q on its way to the roof, then the others."""
        bars, area, p = self.bars, self.area, self.p
        numbers = area.numbers(self.state, self.params.decimals)
        others = [bars.bins[i] for i in range(len(p)) if i != first]
        roof = Formula(self.theme, f"log 1\\/@q{{prediction({brief(self.q.value[first])})}}")

        def ride() -> None:
            ends = area.of_q.edges(p)
            roof.put(
                clamp((ends[first] + ends[first + 1]) / 2, area.box.left + roof.advance / 2, self.layout.right),
                area.up(area.heights[first]) + 22 * PX,
            )

        ride()
        x, y = bars.top(first, self.q.value[first])
        self.play(self.dimming(*others, run_time=0.6))
        self.grow(roof, {"q": (x, y - 0.2)}, run_time=0.7)
        self.follow(ride)
        self.move((self.raised[first], 1.0), run_time=1.2)
        if first in numbers:
            self.appear(numbers[first], run_time=0.4)
        self.unfollow(ride)
        narrow = roof.advance > p[first] * area.unit
        if narrow:  # the neighbours would rise through it
            self.vanish(roof, run_time=0.3)
        pace = min(0.5, 2.1 / len(massive))
        for i in massive:
            if i != first:
                lit = [bars.bins[i]]
                coming = self.arriving(numbers[i], run_time=pace) if i in numbers else []
                self.move((self.raised[i], 1.0), run_time=pace, also=[*coming, self.lighting(*lit, run_time=pace)])
        self.play(Presence([] if narrow else [roof], 0.0, 0.3), self.lighting(*others, run_time=0.3))
        self.remove(roof)
        self.terms = numbers

    def _sum_up(self) -> None:
        """Write the sum of the areas over the tiles, each term on its way out of its tile."""
        params, state = self.params, self.state
        printed = [params.number(term) for term in state.terms]
        if params.adds_up:
            body = " + ".join(f"@t{i}{{{term}}}" for i, term in enumerate(printed))
            sources = {f"t{i}": self._middle_of(i) for i in range(len(printed))}
        else:
            body, sources = '@t0{"all tiles"}', {"t0": self._middle_of(0)}
        self.sum = Formula(self.theme, f"{body} = @total{{{params.number(state.cross_entropy)}}}")
        low, high = (
            edge + side * self.sum.advance / 2 for edge, side in ((self.area.box.left, 1), (self.layout.right, -1))
        )
        self.sum.put(clamp(self.middle, low, high), self.line - 40 * PX)
        self.grow(self.sum, sources)

    def _middle_of(self, index: int) -> tuple[float, float]:
        """Return the middle of a tile."""
        box = self.area.of_q.box(self.p, index, 0.0, self.area.heights[index])
        return box.x, box.y

    @beat(
        "Let the tiles run level, like water.",
        then=lambda p: f"The strip is 1 wide, so its level is the area: H(p,q) = {p.number(p.start.cross_entropy)}.",
        alt="The tiles have run level to one block, 1 wide and H(p,q) high.",
    )
    def add_them_up(self) -> None:
        area, state = self.area, self.state
        self.vanish(*self.terms.values(), run_time=0.3)
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
        question=lambda p: BETTING if p.agrees else "",
        alt="Orange tiles of p, run level to H(p), stand before the block of H(p,q); the strip above them is KL.",
    )
    def the_excess(self) -> None:
        self.vanish(self.whole, self.breadth, run_time=0.4)
        massive = [i for i, mass in enumerate(self.p) if mass > 0]
        pace = min(0.32, 1.6 / len(massive))
        for i in massive:
            self.move((self.own_raised[i], 1.0), run_time=pace)
        self.move((self.own_level, 1.0), run_time=1.6)
        self._name_parts()
        self.appear(self.kl_name, self.floor_name, run_time=0.4)
        named = self.middle, self.area.up(self.state.entropy / 2)
        parts = {
            "whole": (self.middle, self.area.up(self.state.cross_entropy)),
            "floor": named,
            "excess": self._kl_at(),
        }
        numbers = [*self.balance.signs, *self.balance.numbers.values()]
        self.grow(self.balance.names, parts)
        self.appear(*numbers, run_time=0.4)
        self.remove(self.balance.names, *numbers)
        self.add(self.balance)

    def _name_parts(self) -> None:
        """Make the equation over the area and the names of its two parts, which follow them."""
        self.kl_name = math('"KL"', self.theme, HERO, "loss")
        holds = self.state.entropy * self.area.nat > SHALLOW
        self.floor_name = Part(*([math("H(p)", self.theme, HERO)] if holds else []))
        self.balance = Balance(self.theme, self.area, self.line, self.params.decimals, HERO)
        self.follow(self._write)

    def _kl_at(self) -> tuple[float, float]:
        """Return the middle of what is uncovered, where its name stands."""
        state, area = self.state, self.area
        return area.box.left + area.unit + 20 * PX, area.up((state.entropy + state.cross_entropy) / 2)

    def _write(self) -> None:
        state, area = self.state, self.area
        self.kl_name.middle(*self._kl_at(), "left")
        for name in self.floor_name:
            name.middle(self.middle, area.up(state.entropy / 2))
        self.balance.show(state)

    @beat(
        "Move q onto p. What becomes of the two parts?",
        then=lambda p, _: p.closed(),
        question=BETTING,
        each=lambda p: [] if p.agrees else [p.start.p],
        alt="The blue bars lie on the orange ones exactly; the strip KL has closed and H(p) is left.",
    )
    def make_q_right(self, right: np.ndarray) -> None:
        self.move(*self.q.to(right), run_time=2.6)

    @beat(
        Params.betting,
        then=Params.settled,
        alt="q crowds into one bin; the tiles of the others have grown far beyond p’s own, one has shrunk.",
    )
    def then_wrong(self) -> None:
        area, bet = self.area, self.params.bet
        excess = Formula(self.theme, f"loss({KL}) = @kl[loss:0.000]", HERO).put(self.middle, self.line - 40 * PX)
        fill = self.theme.tint("prediction", FILL_Q)
        share = Readout(self.theme, TEXT, "ink", 2).halo(fill)
        box = self.balance.names.box("excess")

        def tell() -> None:
            excess.show(kl=self.state.excess)
            x, y = self.bars.top(self.params.wrong, self.q.value[self.params.wrong])
            share.put(self.q.value[self.params.wrong], x, y - 52 * PX)

        self.follow(tell)
        fits = share.width("0.80") < self.bars.bar
        leaving = [self.bars.head_p, self.bars.head_q, self.balance]
        self.play(Presence(leaving, 0.0, 0.5), *self.arriving(excess), Travel(excess, (box.x, box.y), 0.8))
        self.remove(*leaving)
        self.move(*self.q.to(bet.q), run_time=3.8, also=self.arriving(*[share] * fits, run_time=3.8))
        self.play(Presence([self.kl_name, self.floor_name, area.frame], 0.0, 0.4), Presence([area.roofs], 1.0, 0.4))
        self.move((self.level, 0.0), (self.own_level, 0.0), run_time=1.4, also=[Presence(area.saved, 1.0, 1.4)])
        self.appear(*area.differences(bet, self.params.decimals).values())

    @sweep(lambda p: [SweepInput(f"q_{p.wrong + 1}", "", *p.bets)])
    def from_right_to_wrong(self) -> tuple[list[Callable[[float], None]], Callable[[], dict[str, float]]]:
        """Move q evenly from p to the bet."""
        right, wrong = self.p, self.params.bet.q
        index = self.params.wrong

        def put(value: float) -> None:
            share = (value - right[index]) / (wrong[index] - right[index])
            for tracker, goal in self.q.to(right + share * (wrong - right)):
                tracker.set_value(goal)

        for tracker in (self.level, self.own_level):
            tracker.set_value(1.0)
        self.where.set_value(2.0)
        for vector in (self.tipped, self.raised, self.own_raised):
            for tracker in vector.trackers:
                tracker.set_value(1.0)
        self._name_parts()
        self.remove(self.bars.numbers, self.bars.under_q, self.bars.head_p, self.bars.head_q)
        for part in (
            self.bars.numbers,
            self.bars.under_q,
            self.bars.head_p,
            self.bars.head_q,
            self.area.roofs,
            *self.area.saved,
        ):
            part.set_presence(0.0)
        self.add(self.feet, self.area, self.kl_name, self.floor_name, self.balance)
        return [put], lambda: {"H(p,q)": self.state.cross_entropy, "KL": self.state.excess}
