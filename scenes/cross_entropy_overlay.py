"""Scene 1: two distributions laid over each other, and how H(p, q) adds up."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from manim import ValueTracker
from pydantic import model_validator

import mathcore as mc
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.marks import Amount, Bracket, Measured, clamp
from scenes.kit.motion import Presence
from scenes.kit.names import class_names
from scenes.kit.overlay import Overlay
from scenes.kit.params import Labels, Probability, check_distribution, check_labels, listed
from scenes.kit.params import Params as Base
from scenes.kit.shapes import DIMMED, LABEL, SMALL, Part, Readout, Shape, math
from scenes.kit.tiles import TileNames, TileStack

#: What the confident mistake leaves to every other bin.
CRUMB = 0.03


@dataclass(frozen=True)
class State:
    """What ``mathcore`` says of the current p and q."""

    p: np.ndarray
    q: np.ndarray

    @cached_property
    def surprisals(self) -> np.ndarray:
        """Widths of the tiles, log 1/q_i in nats; a bin without mass in p has none."""
        return mc.surprisal(np.where(self.p > 0, self.q, 1.0))

    @cached_property
    def cross_entropy(self) -> float:
        """H(p, q) in nats."""
        return float(mc.cross_entropy(self.p, self.q))

    @cached_property
    def excess(self) -> float:
        """KL(p‖q) in nats."""
        return float(mc.kl_divergence(self.p, self.q))


class CrossEntropyOverlay(Explainer):
    """Two distributions p and q over the same bins, and the cross-entropy as an area of tiles."""

    title = "Cross-entropy, bin by bin"

    class Params(Base):
        """p, q and the names of the bins."""

        p: listed(Probability, "the true distribution p, summing to 1") = (0.10, 0.20, 0.40, 0.20, 0.10)
        q: listed(Probability, "the predicted distribution q, summing to 1, positive where p is") = (
            0.30,
            0.30,
            0.20,
            0.15,
            0.05,
        )
        labels: Labels = ()

        @model_validator(mode="after")
        def _fit(self):
            if len(self.p) != len(self.q):
                raise ValueError(f"p has {len(self.p)} bins and q has {len(self.q)}; give both the same number")
            check_distribution("p", self.p)
            check_distribution("q", self.q)
            check_labels(self.labels, len(self.p))
            for i, (mass, predicted) in enumerate(zip(self.p, self.q, strict=True)):
                if mass > 0 and predicted < 1e-9:
                    raise ValueError(
                        f"q is {predicted:g} in bin {i} where p is {mass:g}, an infinite loss; give it at least 1e-9"
                    )
            return self

    def prepare(self) -> None:
        theme, layout = self.theme, self.layout
        self.p = np.array(self.params.p) / sum(self.params.p)
        self.start = np.array(self.params.q) / sum(self.params.q)
        self.q, self.slide = Vector(self.start), ValueTracker(1.0)
        self.grown, self.levelled = Vector(np.zeros_like(self.p)), ValueTracker(0.0)
        self.entropy_grown = ValueTracker(0.0)
        #: tiles need room for a whole probability, two histograms don't: they start enlarged
        self.zoom = ValueTracker(clamp(0.9 / max(self.p.max(), self.start.max()), 1.0, 2.2))
        count = len(self.p)
        #: the confident mistake: nearly all mass on the bin that p holds least likely
        wrong = count - 1 - int(np.argmin(self.p[::-1]))
        self.mistake = np.full(count, CRUMB)
        self.mistake[wrong] = 1 - CRUMB * (count - 1)

        self.bins = Overlay(
            theme,
            self.params.labels,
            count,
            left=layout.left + 0.1,
            right=-1.6,
            names_bottom=layout.bottom + 0.45,
            top=layout.top - 0.55,
            offset=layout.right + 1.5,
        )
        self.base, self.unit = self.bins.base, self.bins.unit
        self.tile_left = -0.85
        widest = max(State(self.p, self.start).surprisals.max(), State(self.p, self.mistake).surprisals.max())
        self.nat = (layout.right - self.tile_left) / float(widest)
        self.add(self.bins)
        self.follow(self._draw_bins)

    @property
    def state(self) -> State:
        """The mathematics of this frame."""
        return State(self.p, self.q.value)

    def _draw_bins(self) -> None:
        """Both histograms, q as far from p as it still is."""
        self.bins.measure_by(self.unit * self.zoom.get_value())
        self.bins.show(self.p, self.q.value, self.slide.get_value())

    @beat(
        "Two distributions over the same bins: the truth p and a prediction q.",
        alt="Two bar charts side by side over the same bins: the truth p in orange, the prediction q in blue.",
    )
    def two_distributions(self) -> None:
        self.rest(1.5)

    @beat(
        "Lay q over p: now every bin holds two heights to compare.",
        alt="The blue bars have moved onto the orange ones; where both have mass the colours mix.",
    )
    def overlay(self) -> None:
        self.vanish(self.bins.numbers, self.bins.own_of_q, run_time=0.4)
        self.move((self.slide, 0.0), run_time=2.2)

    @beat(
        "Each bin throws off a tile, p high and log 1/q wide: its area is the bin's term.",
        alt="Bin after bin turns into a tile at the right: as high as p, as wide as log 1 over q.",
    )
    def pair_the_bins(self) -> None:
        theme, p = self.theme, self.p
        self.show_formula("loss(H(truth(p), prediction(q))) = sum_i truth(p_i) log 1/prediction(q_i)", size=LABEL)
        self.tiles = TileStack(theme, "loss", len(p), self.tile_left, self.base + self.unit, self.unit, self.nat)
        self.flight, self.bin = ValueTracker(0.0), 0
        self.traveller = Shape(theme.color("truth"), 0.45, stroke=2.5)
        self.pairing = Bracket(theme, "ink", depth=-0.12)
        self.term = Term(self)
        self.total = Amount(math('#text(font: "New Computer Modern")[sum] =', theme, LABEL), theme, "loss")
        self.rows = self._row_names()
        # The key would lie in the tiles' way.
        self.move((self.zoom, 1.0), run_time=1.0, also=[Presence([self.bins.key], 0.0, 0.5)])
        self.follow(self._draw_tiles)
        self.add(self.tiles, self.traveller, self.pairing)
        self.appear(self.term, self.total, self.rows, run_time=0.3)
        pace = clamp(9.0 / len(p), 0.7, 1.8)
        bars = (self.bins.p.bars, self.bins.q.bars)
        for i in range(len(p)):
            self.bin = i
            self.flight.set_value(0.0)
            others = [bar for side in bars for j, bar in enumerate(side) if j != i]
            self.play(Presence(others, DIMMED, 0.25 * pace), Presence([side[i] for side in bars], 1.0, 0.25 * pace))
            self.move((self.flight, 1.0), run_time=0.35 * pace)
            self.move((self.grown[i], 1.0), run_time=0.4 * pace)
        self.unfollow(self._draw_tiles)
        self.remove(self.traveller, self.pairing)
        self.follow(self._draw_stack)
        self.light(self.bins.p, self.bins.q, self.bins.key)

    def _row_names(self) -> Part:
        """Return the bins' names at the left of their tiles, where there is room for them."""
        names = class_names(self.params.labels, len(self.p), "x", self.theme, SMALL)
        return TileNames(self.tiles, names, self.tile_left - self.bins.right - 0.2).fitting(self.p)

    def _draw_tiles(self) -> None:
        """The stack so far, the bin in play and the tile on its way."""
        state, i, flight = self.state, self.bin, self.flight.get_value()
        grown = self.grown.value
        self.tiles.show(self.p * (grown > 0), state.surprisals * grown)
        bar = self.bins.p.bar_width
        bar_left = self.bins.xs[i] - bar / 2
        left = bar_left + flight * (self.tile_left - bar_left)
        bottom = self.base + flight * (self.tiles.slot(self.p, i) - self.base)
        thin = 0.03
        width = bar + flight * (thin - bar)
        self.traveller.box(left, bottom, max(width, grown[i] * self.nat * state.surprisals[i]), self.p[i] * self.unit)
        high = self.base + self.unit * max(self.p[i], state.q[i]) + 0.1
        self.pairing.across(bar_left, bar_left + bar, high)
        self.term.show(i, state)
        gathered = float(np.dot(grown, mc.cross_entropy_terms(self.p, state.q)))
        self.total.put(gathered, self.tile_left, self.base + self.unit + 0.2)

    def _draw_stack(self) -> None:
        """All tiles, as far levelled as they are: levelling moves area from tile to tile and keeps the sum."""
        state, level = self.state, self.levelled.get_value()
        widths = (1 - level) * state.surprisals + level * state.cross_entropy
        self.tiles.show(self.p, widths)

    @beat(
        "The heights p add up to 1, so levelled out the pile is just as wide as its area: H(p,q).",
        alt="The tiles level out to one block whose height is 1 and whose width is H(p,q), measured by a bracket.",
    )
    def add_them_up(self) -> None:
        theme = self.theme
        self.vanish(self.term, self.total, self.rows, run_time=0.3)
        one = Bracket(theme, "truth", depth=-0.12).along(self.base, self.base + self.unit, self.tile_left - 0.1)
        name = math("truth(1)", theme, LABEL).middle(self.tile_left - 0.3, self.base + self.unit / 2, "right")
        self.height_one = Part(one, name)
        self.appear(self.height_one)
        self.move((self.levelled, 1.0), run_time=2.5)
        self.whole = Whole(self)
        self.follow(self._draw_whole)
        self.appear(self.whole)

    @beat(
        "With its own tiles p needs only H(p). What q costs on top is the divergence KL(p‖q).",
        alt="An orange block as wide as H(p) covers most of the block of H(p,q); the bright strip beyond it is KL.",
    )
    def the_excess(self) -> None:
        self.own = TileStack(
            self.theme, "truth", len(self.p), self.tile_left, self.base + self.unit, self.unit, self.nat, fill=0.12
        )
        self.entropy = float(mc.entropy(self.p))
        self.own_surprisals = State(self.p, self.p).surprisals
        self.excess = Excess(self)
        self.show_formula("truth(H(p)) = sum_i truth(p_i) log 1/truth(p_i)", size=LABEL)
        self.add(self.own)
        self.follow(self._draw_own)
        self.move((self.entropy_grown, 1.0), run_time=1.8)
        self.follow(self._draw_excess)
        self.appear(self.excess)

    def _draw_whole(self) -> None:
        self.whole.show(self.state)

    def _draw_excess(self) -> None:
        self.excess.show(self.state)

    def _draw_own(self) -> None:
        """The tiles of H(p): the same heights, log 1/p wide."""
        level, grown = self.levelled.get_value(), self.entropy_grown.get_value()
        self.own.show(self.p, grown * ((1 - level) * self.own_surprisals + level * self.entropy))

    @beat(
        "Make q right: KL closes to exactly 0, and H(p,q) to H(p), not to 0.",
        alt="The blue bars move onto the orange ones; the bright strip closes and the block is as wide as H(p).",
    )
    def make_q_right(self) -> None:
        self.move(*self.q.to(self.p), run_time=2.5)

    @beat(
        "A confident mistake: the bins that q gave up grow wide, and KL shoots up.",
        alt="q crowds into one bin; the others' tiles grow far beyond their orange outlines; levelled, KL is large.",
    )
    def then_wrong(self) -> None:
        self.show_formula("loss(H(truth(p), prediction(q))) = sum_i truth(p_i) log 1/prediction(q_i)", size=LABEL)
        self.vanish(self.whole, self.excess, self.height_one, run_time=0.3)
        self.move((self.levelled, 0.0), run_time=1.0, also=self.arriving(self.rows, run_time=1.0))
        self.move(*self.q.to(self.mistake), run_time=3.0)
        self.rest()
        self.vanish(self.rows, run_time=0.3)
        self.move((self.levelled, 1.0), run_time=2.0)
        self.refresh()
        self.appear(self.whole, self.excess, self.height_one)


class Term(Part):
    """The term of the bin in play, live: p log 1/q = p × surprisal = area."""

    def __init__(self, scene: CrossEntropyOverlay):
        super().__init__()
        theme = scene.theme
        self.x, self.y = scene.tile_left, scene.layout.bottom + 0.35
        self.parts = [
            Readout(theme, LABEL, "truth", 3),
            math("times log 1 slash", theme, LABEL),
            Readout(theme, LABEL, "prediction", 3),
            math("=", theme, LABEL),
            Readout(theme, LABEL, "truth", 3),
            math("times", theme, LABEL),
            Readout(theme, LABEL, "prediction", 3),
            math("=", theme, LABEL),
            Readout(theme, LABEL, "loss", 3),
        ]
        self.add(*self.parts)

    def show(self, index: int, state: State) -> None:
        """Write the term of bin ``index``."""
        p, q = state.p[index], state.q[index]
        values = iter((p, q, p, mc.surprisal(state.q)[index], mc.cross_entropy_terms(state.p, state.q)[index]))
        x = self.x
        for part in self.parts:
            if isinstance(part, Readout):
                part.put(next(values), x, self.y, "left")
                x += part.width(part.text) + 0.14
            else:
                part.put(x, self.y, "left")
                x += part.advance + 0.14


class Whole(Part):
    """H(p,q) over the levelled block, with a bracket to scale."""

    def __init__(self, scene: CrossEntropyOverlay):
        super().__init__()
        self.scene = scene
        name = math("loss(H)(truth(p), prediction(q)) = ", scene.theme, LABEL)
        self.measure = Measured(scene.theme, name, "loss", LABEL, depth=-0.12)
        self.add(self.measure)

    def show(self, state: State) -> None:
        """Span the bracket and write the number."""
        scene, value = self.scene, state.cross_entropy
        left, top = scene.tile_left, scene.base + scene.unit + 0.1
        end, width = left + value * scene.nat, self.measure.text_width(value)
        at = clamp((left + end - width) / 2, left, scene.layout.right - width)
        self.measure.show(value, left, end, top, at, top + 0.25)


class Excess(Part):
    """H(p) and the excess KL under the levelled block, with brackets to scale, and KL's strip of the block."""

    def __init__(self, scene: CrossEntropyOverlay):
        super().__init__()
        self.scene, theme = scene, scene.theme
        self.floor = Measured(theme, math("truth(H(p)) = ", theme, LABEL), "truth", LABEL)
        name = math('#text(font: "New Computer Modern")[KL] (truth(p) parallel prediction(q)) = ', theme, LABEL, "loss")
        self.excess = Measured(theme, name, "loss", LABEL)
        self.strip = Shape(theme.color("loss"), 0.6, stroke=0.0)
        self.add(self.strip, self.floor, self.excess)

    def show(self, state: State) -> None:
        """Span the brackets and write the numbers."""
        scene, bottom = self.scene, self.scene.base - 0.1
        left = scene.tile_left
        inner, end = (left + value * scene.nat for value in (scene.entropy, state.cross_entropy))
        self.strip.box(inner, scene.base, end - inner, scene.unit)
        self.floor.show(scene.entropy, left, inner, bottom, left, bottom - 0.45)
        width = self.excess.text_width(state.excess)
        at = clamp(inner, left + self.floor.text_width(scene.entropy) + 0.4, scene.layout.right - width)
        self.excess.show(state.excess, inner, end, bottom, at, bottom - 0.45)
