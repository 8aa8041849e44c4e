"""Scene 1: two distributions laid over each other, and how H(p, q) adds up."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from manim import ValueTracker
from pydantic import model_validator

import mathcore as mc
from scenes.kit.bars import Histogram
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.layout import columns
from scenes.kit.marks import Amount, Bracket, Measured, clamp
from scenes.kit.motion import Presence
from scenes.kit.names import NameRow
from scenes.kit.params import Labels, Probability, check_distribution, check_labels, listed
from scenes.kit.params import Params as Base
from scenes.kit.shapes import BODY, DIMMED, LABEL, SMALL, Part, Readout, Shape, math
from scenes.kit.tiles import TileStack

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

        left, right = layout.left + 0.1, -1.6
        xs = columns(left, right, count)
        width = 0.82 * (xs[1] - xs[0])
        self.names_p = NameRow(self.params.labels, xs, "x", theme, left=layout.left, right=right + 0.6)
        self.base = max(layout.bottom + 1.15, layout.bottom + self.names_p.room + 0.25)
        self.unit = layout.top - 0.55 - self.base
        self.offset = layout.right - 0.1 - right
        self.hist_p = Histogram(theme, "truth", xs, self.base, width, self.unit, fill=0.30)
        self.hist_q = Histogram(theme, "prediction", xs, self.base, width, self.unit, fill=0.45)
        self.floor = Shape(theme.color("line"), fill=0.0, stroke=3.0)
        self.floor_q = Shape(theme.color("line"), fill=0.0, stroke=3.0)
        self.names_q = NameRow(self.params.labels, xs, "x", theme, left=layout.left, right=right + 0.6)
        self.head_p = math('#text(font: "New Computer Modern")[truth ] truth(p)', theme, BODY, "truth")
        self.head_q = math('#text(font: "New Computer Modern")[prediction ] prediction(q)', theme, BODY, "prediction")

        self.tile_left = -0.9
        widest = max(State(self.p, self.start).surprisals.max(), mc.cross_entropy(self.p, self.mistake))
        self.nat = (layout.right - self.tile_left) / float(widest)

        self.numbers = [Readout(theme, SMALL, role, decimals=2) for role in ("truth", "prediction") for _ in xs]
        self.center = (left + right) / 2
        self.half = (right - left) / 2
        self.names_p.hang(self.base - 0.14)
        self.floor.path([(left, self.base), (right, self.base)])
        self.add(
            self.floor,
            self.floor_q,
            self.hist_p,
            self.hist_q,
            self.names_p,
            self.names_q,
            self.head_p,
            self.head_q,
        )
        self.follow(self._draw_prediction)
        roomy = self.numbers[0].width("0.00") < xs[1] - xs[0] - 0.05
        if roomy:
            for i, x in enumerate(xs):
                self.numbers[i].put(self.p[i], x, self.base + self.p[i] * self.hist_p.unit + 0.1)
                self.numbers[count + i].put(
                    self.start[i], x + self.offset, self.base + self.start[i] * self.hist_q.unit + 0.1
                )
            self.add(*self.numbers)

    @property
    def state(self) -> State:
        """The mathematics of this frame."""
        return State(self.p, self.q.value)

    def _draw_prediction(self) -> None:
        """Both histograms, q as far from p as it still is, the headings riding on the tallest bar."""
        apart, q = self.slide.get_value(), self.q.value
        offset = self.offset * apart
        self.hist_p.unit = self.hist_q.unit = self.unit * self.zoom.get_value()
        self.hist_p.show(self.p)
        self.hist_q.show(q, offset)
        self.names_q.hang(self.base - 0.14, offset)
        self.floor_q.path(
            [(self.center - self.half + offset, self.base), (self.center + self.half + offset, self.base)]
        )
        # Over the overlay both headings share the panel's width: p at its left, q at its right.
        height = self.base + self.hist_p.unit * max(self.p.max(), q.max()) + 0.65
        self.head_p.put(self.center - (1 - apart) * (self.half - self.head_p.advance / 2), height)
        self.head_q.put(self.center + offset + (1 - apart) * (self.half - self.head_q.advance / 2), height)

    @beat(
        "Two distributions over the same bins: the truth p and a prediction q.",
        alt="Two bar charts side by side over the same bins: the truth p in orange, the prediction q in blue.",
    )
    def two_distributions(self) -> None:
        self.rest(2.5)

    @beat(
        "Lay q over p: now every bin holds two heights to compare.",
        alt="The blue bars have moved onto the orange ones; where both have mass the colours mix.",
    )
    def overlay(self) -> None:
        self.play(Presence([*self.numbers, self.names_q, self.floor_q], 0.0, 0.4))
        self.remove(*self.numbers, self.names_q, self.floor_q)
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
        self.move((self.zoom, 1.0), run_time=1.0)
        self.follow(self._draw_tiles)
        self.add(self.tiles, self.traveller, self.pairing)
        self.appear(self.term, self.total, run_time=0.3)
        pace = clamp(9.0 / len(p), 0.7, 1.8)
        for i in range(len(p)):
            self.bin = i
            self.flight.set_value(0.0)
            others = [bar for hist in (self.hist_p, self.hist_q) for j, bar in enumerate(hist.bars) if j != i]
            pair = [self.hist_p.bars[i], self.hist_q.bars[i]]
            self.play(Presence(others, DIMMED, 0.25 * pace), Presence(pair, 1.0, 0.25 * pace))
            self.move((self.flight, 1.0), run_time=0.35 * pace)
            self.move((self.grown[i], 1.0), run_time=0.4 * pace)
        self.unfollow(self._draw_tiles)
        self.remove(self.traveller, self.pairing)
        self.follow(self._draw_stack)
        self.light(self.hist_p, self.hist_q)

    def _draw_tiles(self) -> None:
        """The stack so far, the bin in play and the tile on its way."""
        state, i, flight = self.state, self.bin, self.flight.get_value()
        grown = self.grown.value
        self.tiles.show(self.p * (grown > 0), state.surprisals * grown)
        bar_left = self.hist_p.xs[i] - self.hist_p.bar_width / 2
        left = bar_left + flight * (self.tile_left - bar_left)
        bottom = self.base + flight * (self.tiles.slot(self.p, i) - self.base)
        thin = 0.03
        width = self.hist_p.bar_width + flight * (thin - self.hist_p.bar_width)
        self.traveller.box(left, bottom, max(width, grown[i] * self.nat * state.surprisals[i]), self.p[i] * self.unit)
        high = self.base + self.unit * max(self.p[i], state.q[i]) + 0.1
        self.pairing.across(bar_left, bar_left + self.hist_p.bar_width, high)
        self.term.show(i, state)
        gathered = float(np.dot(grown, mc.cross_entropy_terms(self.p, state.q)))
        self.total.put(gathered, self.tile_left, self.base + self.unit + 0.2)

    def _draw_stack(self) -> None:
        """All tiles, as far levelled as they are: levelling moves area from tile to tile and keeps the sum."""
        state, level = self.state, self.levelled.get_value()
        widths = (1 - level) * state.surprisals + level * state.cross_entropy
        self.tiles.show(self.p, widths)

    @beat(
        "Level the tiles: the mean width is H(p,q). It exceeds H(p) by KL(p‖q), never below 0.",
        alt="The tiles level out to one block as wide as H(p,q); an orange outline inside is H(p), the rest is KL.",
    )
    def add_them_up(self) -> None:
        theme, p = self.theme, self.p
        self.vanish(self.term, self.total, run_time=0.3)
        self.outline = TileStack(
            theme, "truth", len(p), self.tile_left, self.base + self.unit, self.unit, self.nat, fill=0.0
        )
        self.entropy = float(mc.entropy(p))
        self.self_surprisals = mc.surprisal(np.where(p > 0, p, 1.0))
        legend = math("truth(H(p)) = sum_i truth(p_i) log 1/truth(p_i)", theme, LABEL)
        legend.put(self.tile_left, self.term.y, "left")
        self.add(self.outline)
        self.follow(self._draw_outline)
        self.move((self.entropy_grown, 1.0), run_time=1.5, also=self.arriving(legend))
        self.rest(1.0)
        self.vanish(legend, run_time=0.3)
        self.move((self.levelled, 1.0), run_time=2.5)
        self.sums = Sums(self)
        self.follow(lambda: self.sums.show(self.state))
        self.appear(self.sums)

    def _draw_outline(self) -> None:
        """The tiles of H(p): the same heights, log 1/p wide."""
        level, grown = self.levelled.get_value(), self.entropy_grown.get_value()
        self.outline.show(self.p, grown * ((1 - level) * self.self_surprisals + level * self.entropy))

    @beat(
        "Make q right and the excess closes to 0, not H(p,q). A confident mistake blows it up.",
        alt="As q becomes p the excess vanishes; as q turns into a confident mistake the block grows far beyond H(p).",
    )
    def make_q_right_then_wrong(self) -> None:
        self.move(*self.q.to(self.p), run_time=2.5)
        self.rest()
        self.move(*self.q.to(self.mistake), run_time=3.0)


class Term(Part):
    """The term of the bin in play: p × log 1/q = area, live."""

    def __init__(self, scene: CrossEntropyOverlay):
        super().__init__()
        theme = scene.theme
        self.x, self.y = scene.tile_left, scene.layout.bottom + 0.3
        self.parts = [
            math("truth(p) dot log 1/prediction(q) = ", theme, LABEL),
            Readout(theme, LABEL, "truth", 3),
            math("times", theme, LABEL),
            Readout(theme, LABEL, "prediction", 3),
            math("=", theme, LABEL),
            Readout(theme, LABEL, "loss", 3),
        ]
        self.add(*self.parts)

    def show(self, index: int, state: State) -> None:
        """Write the term of bin ``index``."""
        term = mc.cross_entropy_terms(state.p, state.q)[index]
        values = iter((state.p[index], mc.surprisal(state.q)[index], term))
        x = self.x
        for part in self.parts:
            if isinstance(part, Readout):
                value = next(values)
                part.put(value, x, self.y, "left")
                x += part.width(part.text) + 0.16
            else:
                part.put(x, self.y, "left")
                x += part.advance + 0.16


class Sums(Part):
    """H(p,q) over the levelled block, H(p) and the excess KL under it, with brackets to scale."""

    def __init__(self, scene: CrossEntropyOverlay):
        super().__init__()
        theme = scene.theme
        self.scene = scene
        self.whole = Measured(
            theme, math("loss(H)(truth(p), prediction(q)) = ", theme, LABEL), "loss", LABEL, depth=-0.12
        )
        self.floor = Measured(theme, math("truth(H(p)) = ", theme, LABEL), "truth", LABEL)
        self.excess = Measured(theme, math("K L(truth(p) parallel prediction(q)) = ", theme, LABEL), "ink", LABEL)
        self.strip = Shape(theme.color("loss"), 0.6, stroke=0.0)
        self.add(self.strip, self.whole, self.floor, self.excess)

    def show(self, state: State) -> None:
        """Span the brackets and write the numbers."""
        scene = self.scene
        left, top, bottom = scene.tile_left, scene.base + scene.unit + 0.1, scene.base - 0.1
        end = left + state.cross_entropy * scene.nat
        inner = left + scene.entropy * scene.nat
        self.strip.box(inner, scene.base, end - inner, scene.unit)
        width = self.whole.text_width(state.cross_entropy)
        self.whole.show(
            state.cross_entropy,
            left,
            end,
            top,
            clamp((left + end - width) / 2, left, scene.layout.right - width),
            top + 0.25,
        )
        self.floor.show(scene.entropy, left, inner, bottom, left, bottom - 0.45)
        width = self.excess.text_width(state.excess)
        at = clamp(inner, left + self.floor.text_width(scene.entropy) + 0.4, scene.layout.right - width)
        self.excess.show(state.excess, inner, end, bottom, at, bottom - 0.45)
