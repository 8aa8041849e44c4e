"""Scene 2: a one-hot truth leaves one term of the cross-entropy, and one number that counts."""

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from manim import ValueTracker
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.equation import Magnitude
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.marks import Amount, Bracket, Measured, clamp
from scenes.kit.motion import Presence
from scenes.kit.names import class_names
from scenes.kit.overlay import Overlay
from scenes.kit.params import Labels, Probability, check_distribution, check_labels, check_target, listed
from scenes.kit.params import Params as Base
from scenes.kit.plot import Plot
from scenes.kit.shapes import DIMMED, LABEL, SMALL, Part, Shape, math
from scenes.kit.tile_rows import TileNames, TileStack

#: Where the sweep of q_y turns.
LOW, HIGH = 0.05, 0.95
#: The least that q may leave to the true bin, and to some wrong one.
LEAST = 1e-9
#: The shortest stretch of a dashed level that is drawn.
STRETCH = 0.25


class Params(Base):
    """The prediction, the true bin and the names of the bins."""

    q: listed(Probability, "the predicted distribution q, summing to 1") = (0.30, 0.30, 0.20, 0.15, 0.05)
    target: Annotated[int, Field(ge=0, description="the true bin, counted from 0; the middle one unless given")] = 2
    labels: Labels = ()

    @model_validator(mode="before")
    @classmethod
    def _middle(cls, values: Any) -> Any:
        """Take the middle bin of the user's own q where no bin is named."""
        if isinstance(values, dict) and "target" not in values and isinstance(values.get("q"), str | list | tuple):
            q = values["q"]
            values = {**values, "target": max(0, len(q.split(",") if isinstance(q, str) else q) - 1) // 2}
        return values

    @model_validator(mode="after")
    def _fit(self):
        check_distribution("q", self.q)
        check_target(self.target, len(self.q))
        check_labels(self.labels, len(self.q))
        true = self.q[self.target]
        if true < LEAST:
            raise ValueError(f"q is {true:g} in the true bin {self.target}, an infinite loss; give it at least 1e-9")
        if 1 - true < LEAST:
            raise ValueError(f"q leaves nothing to the wrong bins; give the true bin {self.target} less than {true:g}")
        return self

    def trades(self) -> list[int]:
        """Return the true bin if there are wrong bins that can trade mass around it, or nothing."""
        return [self.target] if len(self.q) > 2 else []


@dataclass(frozen=True)
class State:
    """The truth and the prediction of a frame, and what ``mathcore`` says of them."""

    p: np.ndarray
    q: np.ndarray

    @property
    def widths(self) -> np.ndarray:
        """Widths of the tiles, log 1/q_i in nats, shape (K,)."""
        return mc.surprisal(self.q)

    @property
    def loss(self) -> float:
        """H(p, q) in nats."""
        return float(mc.cross_entropy(self.p, self.q))


def soft_truth(q: np.ndarray, target: int) -> np.ndarray:
    """Return a truth that isn't sure yet: from bin to bin away from ``target`` it halves; none where q has none."""
    p = mc.ordinal_labels(target, np.log(2) * np.arange(len(q))) * (q > 0)
    return p / p.sum()


def shared_out(share: float, rest: np.ndarray, target: int) -> np.ndarray:
    """Return q, shape (K,): ``share`` in the true bin, what is left split over the wrong ones as ``rest``."""
    return np.insert((1.0 - share) * rest, target, share)


class OneHotTruth(Explainer):
    """With all truth in one bin, one tile is left of the cross-entropy: the loss is −log q of the true bin."""

    title = "When the truth is one-hot"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.y, start = params.target, np.array(params.q) / sum(params.q)
        self.count, self.start = len(start), float(start[self.y])
        wrong = np.delete(start, self.y)
        self.soft, self.sure = soft_truth(start, self.y), np.eye(self.count)[self.y]
        self.p = Vector(self.soft)
        self.share, self.rest_of_q = ValueTracker(self.start), Vector(wrong / wrong.sum())
        self.apart, self.named = ValueTracker(1.0), ValueTracker(0.0)

        left, right = layout.left + 0.1, -1.9
        self.bins = Overlay(
            theme,
            params.labels,
            self.count,
            left,
            right,
            layout.bottom + 0.45,
            layout.top - 0.55,
            layout.right - 0.1 - right,
            truth=self.y,
        )
        #: what is written of q_y stands between the bins and the ticks of the tile's axis
        self.tick_room = 0.38
        number = Magnitude(theme, SMALL, "prediction", decimals=3)
        written = max(number.width(number.format(share)) for share in (LOW, HIGH, self.start))
        self.tile_left, self.end = max(-0.55, right + 0.25 + written + self.tick_room), layout.right - 0.15
        self.widest = float(mc.surprisal(start[start > 0]).max())
        #: nats that the axis of the loss reaches
        self.most = max(3.0, float(mc.surprisal(min(LOW, self.start))))
        self.nat = ValueTracker((self.end - self.tile_left) / self.widest)
        self.tiles = TileStack(
            theme, "loss", self.count, self.tile_left, self.bins.height(1.0), self.bins.unit, self.nat.get_value(), 0.4
        )
        names = class_names(params.labels, self.count, "x", theme, SMALL, truth=self.y)
        self.rows = TileNames(self.tiles, names, self.tile_left - self.bins.right - 0.2)
        self.add(self.bins)
        self.follow(self._draw_bins)

    @property
    def state(self) -> State:
        """The mathematics of this frame."""
        return State(self.p.value, shared_out(self.share.get_value(), self.rest_of_q.value, self.y))

    def _draw_bins(self) -> None:
        state = self.state
        self.bins.show(state.p, state.q, self.apart.get_value())

    def _draw_tiles(self) -> None:
        state = self.state
        self.tiles.nat = self.nat.get_value()
        self.tiles.show(state.p, state.widths)
        self.rows.show(state.p, self.named.get_value())

    @beat(
        "One example has one true class: all of p drains into a single bin.",
        alt="The orange bars of the truth p sink to nothing but one, which grows to 1; the blue prediction q stays.",
        question="The truth is sure: which parts of the cross-entropy are left?",
    )
    def all_mass_on_one_bin(self) -> None:
        self.rest()
        self.move(*self.p.to(self.sure), run_time=3.0)

    @beat(
        "Again from a soft p: tiles are p high, so only one is left, 1 high. Its width is the loss.",
        alt="p spreads out again and collapses once more: all tiles but one vanish; it is 1 high and log 1/q_y wide.",
    )
    def terms_vanish(self) -> None:
        theme, bins = self.theme, self.bins
        self.move(*self.p.to(self.soft), run_time=1.4)
        self.play(Presence([bins.own_of_q, bins.numbers], 0.0, 0.4))
        self.move((self.apart, 0.0), run_time=1.4)
        self.show_formula("loss(H(truth(p), prediction(q))) = sum_i truth(p_i) log 1/prediction(q_i)", size=LABEL)
        self.total = Amount(math("loss(H)(truth(p), prediction(q)) =", theme, LABEL), theme, "loss")

        def draw_total() -> None:
            self.total.put(self.state.loss, self.tile_left, bins.height(1.0) + 0.3)

        self.follow(self._draw_tiles, draw_total)
        self.add(self.rows)
        self.move((self.named, 1.0), run_time=0.6, also=self.arriving(self.tiles, self.total))
        self.rest(1.0)
        self.move(*self.p.to(self.sure), run_time=3.0)
        self.unfollow(draw_total)
        self.move((self.named, 0.0), run_time=0.3, also=[Presence([self.total], 0.0, 0.3)])
        self.remove(self.total, self.rows)
        self.measure = Measured(theme, math("loss(L) = log 1\\/prediction(q_y) =", theme, LABEL), "loss", LABEL, -0.12)
        self.follow(self._draw_measure)
        one = Bracket(theme, "truth", depth=-0.12).along(bins.base, bins.height(1.0), self.tile_left - 0.1)
        height = math("truth(1)", theme, LABEL).middle(self.tile_left - 0.32, bins.height(0.5), "right")
        self.height_one = Part(one, height)
        self.appear(self.height_one, run_time=0.4)
        self.appear(self.measure, bins.mark_truth(self.y, theme), run_time=0.4)

    def _draw_measure(self) -> None:
        """The bracket over the one tile, and its width written over it."""
        loss, top = self.state.loss, self.bins.height(1.0) + 0.1
        room = self.layout.right - self.measure.text_width(loss)
        middle = self.tile_left + (loss * self.nat.get_value() - self.measure.text_width(loss)) / 2
        end = self.tile_left + loss * self.nat.get_value()
        self.measure.show(loss, self.tile_left, end, top, clamp(middle, self.tile_left, room), top + 0.3)

    @beat(
        "One number matters: the q of the true bin. Near 1 it costs nothing; near 0 the loss soars.",
        alt="The true bin's bar, a dot on the curve −log q and the width of the tile move together.",
        question=lambda p: "What happens to the loss when the wrong bins trade mass?" if p.trades() else "",
    )
    def one_number_matters(self) -> None:
        theme, bins = self.theme, self.bins
        self.show_formula("loss(L) = log 1/prediction(q_y) = - log prediction(q_y)", size=LABEL)
        self.wrong_bars = [bar for i, bar in enumerate(bins.q.bars) if i != self.y]
        self.play(Presence(self.wrong_bars, DIMMED, 0.4), Presence([self.height_one], 0.0, 0.4))
        self.remove(self.height_one)
        self.move((self.nat, (self.end - self.tile_left) / self.most), run_time=0.8)
        plot = self.plot = self._plot()
        self.curve_name = math("loss(L) = - log prediction(q)", theme, SMALL)
        self.curve_name.put(self.tile_left + 0.68 * plot.across, bins.height(0.42), "left")
        curve = Shape(theme.color("loss"), fill=0.0, stroke=5.0)
        shares = np.geomspace(min(LOW, self.start), 1.0, 160)
        curve.path(plot.at(mc.surprisal(shares), shares))
        self.pointer = Pointer(self)
        self.follow(lambda: self.pointer.show(self.state))
        self.appear(plot, Part(curve), self.pointer, self.curve_name)
        self.follow(self._clear_curve_name)
        self.rest(0.4)
        self.move((self.share, LOW), run_time=1.6)
        self.rest(0.5)
        self.move((self.share, HIGH), run_time=3.0)
        self.rest(0.5)
        self.move((self.share, self.start), run_time=1.6)

    def _plot(self) -> Plot:
        """Return the axes of the tile: q upwards as in the bars, nats to the right as in the tiles."""
        theme, bins, across = self.theme, self.bins, self.end - self.tile_left
        step = next(s for s in (1, 2, 5, 10) if s * across / self.most >= 1.2 or s == 10)
        axis = math('loss(L) #text(font: "New Computer Modern")[ in nats]', theme, SMALL)
        name = math("prediction(q)", theme, SMALL)
        plot = Plot(
            theme,
            (self.tile_left, bins.base, across, bins.unit),
            (0.0, self.most),
            (0.0, 1.0),
            axis,
            name,
            x_ticks=np.arange(0.0, self.most + 1e-9, step),
            y_ticks=(0, 1),
        )
        axis.put(self.tile_left + across / 2, bins.base - 0.85)
        name.put(self.tile_left - 0.15, bins.height(1.0) + 0.3, "right")
        return plot

    def _clear_curve_name(self) -> None:
        """Take the curve's name away as the tile comes to lie under it."""
        edge = self.tile_left + self.state.loss * self.nat.get_value()
        self.curve_name.set_presence(clamp((self.curve_name.origin[0] - 0.05 - edge) / 0.25, 0.0, 1.0))

    @beat(
        "The wrong bins may shuffle as they like: the loss stands still.",
        each=Params.trades,
        name=lambda p, _: "the rest may shuffle",
        alt="The wrong bins trade mass among themselves while the true bin, the dot and the loss stay where they are.",
    )
    def the_rest_may_shuffle(self, _) -> None:
        self.light(*self.wrong_bars, run_time=0.4)
        before = self.rest_of_q.value
        for rest in (np.eye(self.count - 1)[-1], np.full(self.count - 1, 1 / (self.count - 1)), before[::-1], before):
            self.move(*self.rest_of_q.to(rest), run_time=1.6)
            self.rest(0.4)


class Level(Shape):
    """A dashed level line with gaps."""

    def stretches(self, ends: list[tuple[float, float]], y: float) -> "Level":
        """Draw dashes at ``y`` from each stretch's left to its right end, where it isn't too short for some."""
        pieces = [self.dashes((left, y), (right, y)).points for left, right in ends if right > left + STRETCH]
        self.points = np.concatenate(pieces) if pieces else np.zeros((0, 3))
        return self


class Pointer(Part):
    """From the true bar's top level to the dot on the curve: q_y as a tick that moves."""

    def __init__(self, scene: OneHotTruth):
        super().__init__()
        theme = scene.theme
        self.scene = scene
        self.level = Level(theme.color("prediction"), fill=0.0, stroke=2.5)
        self.across = Shape(theme.color("prediction"), fill=0.0, stroke=2.5)
        self.dot = Shape(theme.color("loss"))
        self.value = Magnitude(theme, SMALL, "prediction", decimals=3)
        self.add(self.level, self.across, self.dot, self.value)

    def show(self, state: State) -> None:
        """Point out q_y and its loss."""
        scene = self.scene
        share = state.q[scene.y]
        x, y = scene.plot.at(state.loss, share)
        right = scene.tile_left - scene.tick_room
        self.value.middle(share, right, y, "right")
        self.level.stretches(self._open(state, right - self.value.width(self.value.text) - 0.08), y)
        self.across.dashes((scene.tile_left, y), (x, y))
        self.dot.disc(x, y, 0.1)

    def _open(self, state: State, end: float) -> list[tuple[float, float]]:
        """Return from where to where the level of q_y runs on to ``end``: it goes behind higher bars."""
        bins = self.scene.bins
        half, start = bins.p.bar_width / 2, bins.xs[self.scene.y] + bins.p.bar_width / 2
        stretches = []
        for x, q in zip(bins.xs, state.q, strict=True):
            if x > start and q >= state.q[self.scene.y]:
                stretches.append((start, x - half))
                start = x + half
        return [*stretches, (start, end)]
