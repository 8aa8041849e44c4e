"""The stage of CrossEntropyOverlay: bars of p and q at the left, tiles over the strip at the right, sums over them."""

from collections.abc import Mapping, Sequence

import numpy as np
from manim import ValueTracker

from scenes.kit.explainer import Explainer, Vector
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.motion import Presence, Travel, late
from scenes.kit.numbers import brief
from scenes.kit.paired_bars import PairedBars
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX
from scenes.kit.text import Readout, math
from scenes.kit.tiles import ROOF
from scenes.kit.two_distributions import BET, Params, State
from scenes.pictures.cross_entropy_overlay.balance import ROW, Balance
from scenes.pictures.cross_entropy_overlay.picture import Area, Feet

#: A block that is lower holds no name.
SHALLOW = 90 * PX
#: From a roof to the middle of the q under it, and to the baseline of a formula on it.
UNDER, UPON = ROOF + 26 * PX, 22 * PX
#: Seconds that a term takes to its place in a sum.
TERM = 0.3


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
        self.bars = PairedBars(theme, layout, self.p, start.q, params.labels, max(*self.p, *start.q, BET))
        room = layout.pixels(806, 356, 1706, 868)
        most = max(*start.surprisals, *start.own, *bet.surprisals)
        self.feet = Feet(theme, self.p, params.labels, room, self.bars.unit)
        self.area = Area(theme, count, room, self.bars.unit, most)
        self.under = self.area.predictions(start)
        self.middle, self.line = room.left + self.bars.unit / 2, layout.pixels(0, 0, 0, 182).bottom
        self.massive = [i for i, mass in enumerate(self.p) if mass > 0]
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
        for i, note in self.under.items():
            box = self.area.of_q.box(self.p, i, 0.0, self.area.heights[i])
            note.middle(box.x, box.top - UNDER)

    def raise_tiles(self, first: int) -> None:
        """Raise the tiles: the widest one slowly, with q on its way to the roof, then the others."""
        bars, area, p = self.bars, self.area, self.p
        self.terms = area.numbers(self.state, self.params.decimals)
        others = [bars.bins[i] for i in range(len(p)) if i != first]
        roof = Formula(self.theme, f"@log{{log 1\\/}}@q{{prediction({brief(self.q.value[first])})}}")

        def ride() -> None:
            ends = area.of_q.edges(p)
            roof.put(
                clamp((ends[first] + ends[first + 1]) / 2, area.box.left + roof.advance / 2, self.layout.right),
                area.up(area.heights[first]) + UPON,
            )

        ride()
        x, y = bars.top(first, self.q.value[first])
        self.play(self.dimming(*others, run_time=0.4))
        self.add(roof.set_presence(0.0))
        q = roof.pieces["q"]
        self.play(Presence([q], 1.0, 0.6), Travel(q, (x, y - 0.2), 0.6))
        self.play(Presence([roof], 1.0, 0.3))
        self.follow(ride)
        self.move((self.raised[first], 1.0), run_time=1.2)
        self.unfollow(ride)
        self.play(Presence([roof], 0.0, 0.3))
        self.remove(roof)
        notes = {i: [self.under[i]] if i in self.under else [] for i in self.massive}
        self.appear(*notes[first], run_time=0.3)
        pace = min(0.5, 2.1 / len(self.massive))
        for i in self.massive:
            if i != first:
                for note in notes[i]:
                    self.add(note.set_presence(0.0))
                coming = Presence(notes[i], 1.0, pace, rate=late)
                self.move(
                    (self.raised[i], 1.0), run_time=pace, also=[coming, self.lighting(bars.bins[i], run_time=pace)]
                )
        self.play(self.lighting(*others, run_time=0.4), *self.arriving(*self.terms.values(), run_time=0.4))

    def write_sum(
        self, lead: str, terms: Sequence[float], total: float, numbers: Mapping[int, Readout], y: float
    ) -> Formula:
        """Write the sum of areas over the tiles: one term after another out of its tile, the total last."""
        number = self.params.number
        body = "".join(
            f"{(' - ' if term < 0 else ' + ') if i else ''}@t{i}{{{number(abs(term))}}}" for i, term in enumerate(terms)
        )
        written = Formula(self.theme, f"{lead} {body} = @total{{{number(total)}}}")
        half = written.advance / 2
        written.put(clamp(self.middle, self.area.box.left + half, self.layout.right - half), y)
        self.add(written.set_presence(0.0))
        for i in range(len(terms)):
            source = self._middle_of(i)
            if i in numbers:
                points = numbers[i].points[:, :2]
                source = tuple((points.min(0) + points.max(0)) / 2)
            piece = written.pieces[f"t{i}"]
            self.play(Presence([piece], 1.0, TERM), Travel(piece, source, TERM))
        signs = [member for member in written.submobjects if isinstance(member, Shape)]
        self.play(Presence(signs, 1.0, TERM))
        self.play(Presence([written], 1.0, TERM))
        return written

    def _middle_of(self, index: int) -> tuple[float, float]:
        """Return the middle of a tile, or of what is left uncovered of it."""
        low, high = sorted((float(self.area.own[index]), float(self.area.heights[index])))
        box: Box = self.area.of_q.box(self.p, index, low, high)
        return box.x, box.y

    def name_parts(self) -> None:
        """Make the equation over the area and the names of its two parts, which follow them."""
        self.kl_name = math('"KL"', self.theme, HERO, "loss")
        holds = self.state.entropy * self.area.nat > SHALLOW
        self.floor_name = Part(*([math("H(p)", self.theme, HERO)] if holds else []))
        self.balance = Balance(self.theme, self.area, self.line, self.params.decimals, HERO)
        self.follow(self._write)

    def kl_at(self) -> tuple[float, float]:
        """Return the middle of what is uncovered, where its name stands."""
        state, area = self.state, self.area
        return area.box.left + area.unit + 20 * PX, area.up((state.entropy + state.cross_entropy) / 2)

    def _write(self) -> None:
        state, area = self.state, self.area
        self.kl_name.middle(*self.kl_at(), "left")
        for name in self.floor_name:
            name.middle(self.middle, area.up(state.entropy / 2))
        self.balance.show(state)

    @property
    def third_row(self) -> float:
        """The baseline of the third row over the area, under the equation and its numbers."""
        return self.line - ROW - 62 * PX

    def stand_at_the_end(self) -> None:
        """Put everything where a sweep finds it: feet and tiles on the strip, run level, both parts named."""
        bars, area = self.bars, self.area
        self.level.set_value(1.0)
        self.own_level.set_value(1.0)
        self.where.set_value(2.0)
        for vector in (self.tipped, self.raised, self.own_raised):
            for tracker in vector.trackers:
                tracker.set_value(1.0)
        self.name_parts()
        gone = bars.numbers, bars.under_q, bars.head_p, bars.head_q
        self.remove(*gone)
        for part in (*gone, area.roofs, *area.saved):
            part.set_presence(0.0)
        self.add(self.feet, area, self.kl_name, self.floor_name, self.balance)
