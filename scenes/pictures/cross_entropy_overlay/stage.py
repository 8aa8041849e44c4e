"""The stage of CrossEntropyOverlay: bars of p and q at the left, tiles over the strip at the right, sums over them."""

import numpy as np
from manim import ValueTracker

from scenes.kit.distribution_state import State
from scenes.kit.explainer import Explainer, Vector
from scenes.kit.layout import Box
from scenes.kit.motion import Presence, late
from scenes.kit.paired_bars import PairedBars
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO, PX
from scenes.kit.text import Written, math
from scenes.kit.tiles import edges
from scenes.kit.tinted import inked
from scenes.pictures.cross_entropy_overlay.balance import ROW, Balance, Excess, Level
from scenes.pictures.cross_entropy_overlay.feet import Feet, FootNames, in_feet
from scenes.pictures.cross_entropy_overlay.notes import Notes
from scenes.pictures.cross_entropy_overlay.params import Params
from scenes.pictures.cross_entropy_overlay.picture import FILL_OWN, Area
from scenes.pictures.cross_entropy_overlay.sums import Sums

#: A block that is lower holds no name.
SHALLOW = 90 * PX
#: From a name and its = to the sum beside it, and room for a number over the highest bar.
BESIDE, OVER_BARS = 16 * PX, 60 * PX


class TilesOnAStrip(Explainer):
    """Two distributions p and q over the same bins, whose tiles stand on a strip of length 1."""

    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        start, bet = params.start, params.bet
        self.p, self.q = start.p, Vector(start.q, "q")
        count = len(self.p)
        #: where the bars stand; how far feet have tipped, tiles have risen and run level, p's own tiles likewise
        self.where, self.level, self.own_level = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.tipped, self.raised, self.own_raised = (Vector(np.zeros(count)) for _ in range(3))
        largest, wrong = max(*self.p, *start.q, *bet.q), params.wrong
        self.bars = PairedBars(
            theme, layout, self.p, start.q, params.labels, largest, wrong, decimals=params.share_decimals
        )
        most = max(*start.surprisals, *start.own, *bet.surprisals)
        room, unit = layout.pixels(856, 368, 1756, 868), self.bars.unit
        two_rows = self.bars.names_p.rows != 1
        short, padded = ([write(mass) for mass in self.p] for write in (params.printed, params.share))
        written = in_feet(theme, self.p, unit, short, padded)
        ends = edges(room.left, unit, self.p)
        names = FootNames(theme, self.p, params.labels, written, ends, layout.right, two_rows)
        room = Box(room.left, max(room.bottom, layout.bottom + names.room), room.right, room.top)
        self.feet = Feet(theme, self.p, written, names, room, unit)
        self.area = Area(theme, count, room, unit, most)
        self.notes = Notes(theme, self.area, layout.right, self.p, written, params.finer)
        self.sums = Sums(theme, self.area, layout.right, params.finer)
        self.heights = self.notes.over(start, self.named_heights())
        self.middle, self.line = room.left + unit / 2, layout.pixels(0, 0, 0, 182).bottom
        self.massive = [i for i, mass in enumerate(self.p) if mass > 0]
        self.hero = layout.stage.inset(top=0.4)
        self.add(self.bars)
        self.follow(self._draw)

    @property
    def state(self) -> State:
        """The mathematics of this frame."""
        return State(self.p, self.q.value)

    def named_heights(self) -> list[list[str]]:
        """Return how the most likely bin's log 1/q may be written, lines upwards: with q if it follows from that."""
        start, params, most = self.params.start, self.params, int(self.p.argmax())
        height, name = f"prediction({params.area(start.surprisals[most])})", "prediction(log 1\\/q)"
        share = [f"prediction(q) = prediction({params.share(start.q[most])})"] * params.worked
        return [[f"{name} = {height}", *share], [height, name], [height]]

    def _draw(self) -> None:
        """Everything that is drawn to scale, from the frame's p and q."""
        self.bars.show(self.p, self.q.value, self.where.get_value())
        self.feet.show(self.tipped.value, self.bars)
        self.area.show(
            self.state, self.raised.value, self.level.get_value(), self.own_raised.value, self.own_level.get_value()
        )

    def raise_tiles(self, first: int) -> None:
        """Raise the tiles, and with each its area in the sum: the widest one slowly, worked out; then the others."""
        bars = self.bars
        self.product = self.notes.worked(self.state, self.params.worked)
        others = [Part(*bars.bins[i], *bars.share_of(i)) for i in range(len(self.p)) if i != first]
        written = [self.heights[first]] if first in self.heights else []
        self.play(self.dimming(*others, run_time=0.4))
        self.move((self.raised[first], 1.0), run_time=1.2, also=self.arriving(*written, run_time=1.2, rate=late))
        self.play(*self.arriving(self.product), *self._summed(first, 0.6))
        pace = min(0.4, 1.6 / len(self.massive))
        for i in self.massive:
            if i != first:
                coming = [self.heights[i]] if i in self.heights else []
                notes = [*self.arriving(*coming, run_time=pace, rate=late), *self._summed(i, pace)]
                lit = self.lighting(*bars.bins[i], *bars.share_of(i), run_time=pace)
                self.move((self.raised[i], 1.0), run_time=pace, also=[*notes, lit])
        self.play(self.lighting(*others, run_time=0.3), Presence([self.sum], 1.0, 0.6))

    def _summed(self, index: int, run_time: float) -> list[Presence]:
        """Bring a bin's term in the sum, if that is written out."""
        pieces = self.sum.pieces
        return [Presence([pieces[f"t{index}"]], 1.0, run_time, rate=late)] if f"t{index}" in pieces else []

    def named(self, written: Written, body: str) -> Part:
        """Return a name to stand before a sum that is written out, or after it if headings are in the way."""
        if not written.pieces:
            return Part()
        (left, y), heading = written.origin, self.bars.head_q
        name = math(f"{body} =", self.theme).put(left - BESIDE, y, "right")
        low = self.bars.stacks and self.bars.high + OVER_BARS < self.line - ROW
        if low and name.origin[0] > heading.origin[0] + heading.advance + BESIDE:
            return Part(name)
        name = math(f"= {body}", self.theme).put(left + written.advance + BESIDE, y, "left")
        return Part(*([name] if name.origin[0] + name.advance < self.layout.right else []))

    def name_whole(self) -> None:
        """Make the name of the block's height, which follows it."""
        self.whole_name = Level(self.theme, self.area)
        self.follow(lambda: self.whole_name.show(self.state.cross_entropy))

    def name_parts(self) -> None:
        """Make the equation over the area and the names of its two parts, which follow them."""
        self.kl_name = Excess(self.theme, self.area)
        holds = self.state.entropy * self.area.nat > SHALLOW
        self.floor_name = Part(*([math("truth(H(p))", self.theme, HERO)] if holds else []))
        inked(self.floor_name, self.theme, "truth", self.theme.tint("truth", FILL_OWN))
        self.balance = Balance(self.theme, self.area, self.line, self.params.decimals, HERO)
        self.follow(self._write)

    def _write(self) -> None:
        state, area = self.state, self.area
        self.kl_name.show(state)
        for name in self.floor_name:
            name.middle(self.middle, area.up(state.entropy / 2))
        self.balance.show(state)

    @property
    def histogram(self) -> list[Part]:
        """The bars at the left, with what stands over and under them."""
        return [*self.bars.bins, self.bars.shares, self.bars.leaders, self.bars.names_p]

    def stand_at_the_end(self) -> None:
        """Put everything where a sweep finds it: feet and tiles on the strip, run level, both parts named."""
        bars, area = self.bars, self.area
        self.level.set_value(1.0)
        self.own_level.set_value(1.0)
        self.where.set_value(2.0)
        for vector in (self.tipped, self.raised, self.own_raised):
            vector.value = np.ones(len(self.p))
        self.name_whole()
        self.name_parts()
        for part in (bars.numbers, bars.under_q, area.roofs, *area.saved):
            part.set_presence(0.0)
        self.add(
            bars.shares, bars.leaders, self.feet, area, self.whole_name, self.kl_name, self.floor_name, self.balance
        )
