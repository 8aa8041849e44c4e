"""Scene 11: a scale on the logits takes the softmax from all-equal to winner-takes-all."""

from typing import Annotated

import numpy as np
from manim import ValueTracker
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.bars import Histogram
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.layout import columns
from scenes.kit.marks import Amount, clamp
from scenes.kit.names import NameRow, class_names
from scenes.kit.params import Labels, Logits, check_labels, listed
from scenes.kit.params import Params as Base
from scenes.kit.plot import Plot
from scenes.kit.shapes import LABEL, SMALL, Label, Part, Readout, Shape, math, words

#: The lead that is only slight.
SLIGHT = 0.1
Scale = Annotated[float, Field(ge=0.0, le=100.0, allow_inf_nan=False)]


class Params(Base):
    """The logits, and where the scale stops on its way up."""

    logits: Logits = (2.5, -1.0, 3.2, 0.5)
    scales: listed(Scale, "scales c at which the turn from 0 upwards stops, rising, up to 100", least=1) = (
        0,
        1,
        2,
        5,
        10,
    )
    labels: Labels = ()

    @model_validator(mode="after")
    def _fit(self):
        check_labels(self.labels, len(self.logits))
        if any(b <= a for a, b in zip(self.scales, self.scales[1:], strict=False)) or self.scales[-1] <= 0:
            came = ", ".join(f"{c:g}" for c in self.scales)
            raise ValueError(f"scales are {came}; give them in rising order, the last one above 0")
        return self

    @property
    def plain(self) -> float:
        """The scale of the plain softmax, 1, or the last one if the turn ends before."""
        return min(1.0, self.scales[-1])

    def slight(self) -> np.ndarray:
        """Return logits of which the first leads slightly, shape (K,)."""
        return SLIGHT * np.eye(len(self.logits))[0]

    def slight_share(self) -> float:
        """Return what that lead earns at the plain scale."""
        return float(mc.softmax(self.slight(), self.plain)[0])


class SoftmaxToMax(Explainer):
    """The softmax of c times z, from all classes equal at c = 0 to one that takes all."""

    title = "From softmax to max"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.start, self.count = np.array(params.logits), len(params.logits)
        self.end = params.scales[-1]
        self.z, self.c = Vector(self.start), ValueTracker(params.plain)
        #: the part of the scale that has been visited: the curves are drawn over it
        self.low, self.high = ValueTracker(params.plain), ValueTracker(params.plain)
        self.lead_seen = ValueTracker(0.0)

        panel, left = 0.75, layout.left + 0.75
        xs = columns(panel, layout.right, self.count)
        pitch = xs[1] - xs[0]
        names = NameRow(params.labels, xs, "z", theme, left=panel - 0.4, right=layout.right)
        self.row = LogitRow(self, xs, pitch)
        bottom = layout.bottom + 0.1
        self.row_y = bottom + self.row.room - 0.2
        self.base = max(bottom + self.row.room + names.room + 0.3, layout.bottom + 1.2)
        names.hang(self.base - 0.14)
        self.unit = layout.top - 0.7 - self.base
        self.bars = Histogram(theme, "prediction", xs, self.base, 0.78 * pitch, self.unit, fill=0.45)
        floor = Shape(theme.color("line"), 0.0, stroke=3.0).path([(panel, self.base), (layout.right, self.base)])
        digit = Readout(theme, SMALL)
        decimals = [d for d in (3, 2) if digit.width("0." + "0" * d) < pitch - 0.08]
        self.numbers = [Readout(theme, SMALL, "prediction", decimals[0]) for _ in xs] if decimals else []

        axis, name = (
            math('#text(font: "New Computer Modern")[scale ] c', theme, SMALL),
            math("prediction(q_i)", theme, LABEL),
        )
        across = panel - 0.7 - left
        self.plot = Plot(
            theme,
            (left, self.base, across, self.unit),
            (0.0, self.end),
            (0.0, 1.0),
            axis,
            name,
            x_ticks=self._ticks(across),
            y_ticks=(0, 0.5, 1),
        )
        axis.put(left + across / 2, self.base - 0.85)
        name.put(layout.left, layout.top - 0.3, "left")
        self.grid = self.end * np.linspace(0.0, 1.0, 240) ** 2
        self.curves = [Shape(theme.color("prediction"), 0.0, stroke=4.5) for _ in xs]
        self.dots = [Shape(theme.color("prediction")) for _ in xs]
        self.level = Shape(theme.color("prediction"), 0.0, stroke=2.5)
        self.here = Shape(theme.color("ink"), 0.0, stroke=2.5)
        self.scale = Amount(math("c =", theme, LABEL), theme, "ink", decimals=2)
        self.lead = Lead(self)
        self.panel = panel
        self.tags = Tags(self, class_names(params.labels, self.count, "q", theme, SMALL, "prediction"))
        self.add(self.plot, self.here, *self.curves, *self.dots, self.tags, self.level, floor, self.bars)
        self.add(names, self.row, *self.numbers, self.scale, self.lead)
        self.follow(self._draw)

    def _ticks(self, across: float) -> list[float]:
        """Return 0, the last scale, and of those between the ones that have room for their numbers."""
        kept = [0.0, self.end]
        for c in sorted(self.params.scales, reverse=True):
            if min(abs(c - other) for other in kept) / self.end * across > 0.42:
                kept.append(c)
        return kept

    @property
    def q(self) -> np.ndarray:
        """The shares of this frame."""
        return mc.softmax(self.z.value, self.c.get_value())

    def _draw(self) -> None:
        z, c, q, plot = self.z.value, self.c.get_value(), self.q, self.plot
        self.bars.show(q)
        for weight, bar, curve in zip(
            np.clip(1.0 - (q.max() - q) / 0.01, 0.0, 1.0), self.bars.bars, self.curves, strict=True
        ):
            bar.fill_alpha = 0.3 + 0.4 * weight
            bar.set_presence(bar.presence)
            curve.set_stroke(width=3.5 + 4.0 * weight)
        for i, number in enumerate(self.numbers):
            number.put(q[i], self.bars.xs[i], self.base + q[i] * self.unit + 0.1)
        low, high = min(c, self.low.get_value()), max(c, self.high.get_value())
        scales = np.concatenate([[low], self.grid[(self.grid > low) & (self.grid < high)], [high]])
        for curve, dot, shares, share in zip(self.curves, self.dots, mc.softmax(z, scales).T, q, strict=True):
            curve.path(plot.at(scales, shares))
            dot.disc(*plot.at(c, share), 0.09)
        x, y = plot.at(c, q.max())
        self.here.dashes((x, self.base), (x, self.base + self.unit))
        leader = int(np.argmax(q))
        self.level.points = self._beside_numbers(x, self.bars.xs[leader] - self.bars.bar_width / 2, y)
        width = self.scale.name_label.advance + 0.14 + self.scale.value.width(self.scale.value.format(self.end))
        x = clamp(x - width / 2, plot.left + 0.3, plot.left + plot.across - width)
        self.scale.put(c, x, self.base + self.unit + 0.42)
        self.lead.show(z, c, self.panel, self.base + self.unit + 0.5)
        self.row.show(z, self.row_y)
        # A curve that goes on to the right of its dot leaves no room for a name there.
        ended = clamp(1.0 - (high - c) / (0.03 * self.end), 0.0, 1.0)
        self.tags.show(plot.at(np.full(self.count, c), q), ended)

    def _beside_numbers(self, left: float, right: float, y: float) -> np.ndarray:
        """Return a dashed level line at height ``y`` that leaves out the numbers over the bars."""
        line, pieces, start = Shape(self.theme.color("ink")), [], left
        for number in self.numbers:
            (low_x, low_y), (high_x, high_y) = number.points[:, :2].min(0) - 0.06, number.points[:, :2].max(0) + 0.06
            if low_y < y < high_y and start < high_x and low_x < right:
                pieces.append((start, low_x))
                start = high_x
        pieces.append((start, right))
        lines = [line.dashes((a, y), (b, y)).points for a, b in pieces if b > a]
        return np.concatenate([np.zeros((0, 3)), *lines])

    @beat(
        "Scale the logits by c. At c = 0 nothing is left of them: all classes are equal.",
        alt="As the scale c goes down to 0, the bars of the shares level out to the same height.",
    )
    def scale_0(self) -> None:
        self.show_formula("prediction(q_i) = e^(c logit(z_i)) / (sum_j e^(c logit(z_j)))", size=LABEL)
        self.rest(0.8)
        self.move((self.c, 0.0), (self.low, 0.0), run_time=2.5)

    @beat(
        "Turn c up: the leader takes ever more of the whole, and in the end all the others fade.",
        alt="Curves of the shares against the scale c: the largest climbs towards 1, the others sink towards 0.",
        question="What if a second logit were just as large?",
    )
    def turn_it_up(self) -> None:
        for before, c in zip((0.0, *self.params.scales), self.params.scales, strict=False):
            if c > before:
                self.move((self.c, c), run_time=clamp(6.0 * (c - before) / self.end, 1.0, 2.5))
                self.rest(0.4)
        self.high.set_value(self.end)

    @beat(
        "So softmax turns into argmax: all goes to the largest. But equals share, at any scale.",
        alt="One logit is raised until it ties with the largest; at the same scale both now hold one half.",
        question=lambda p: f"And a lead of just {SLIGHT:g}: how much does it take at c = {p.plain:g}?",
    )
    def largest_takes_all(self) -> None:
        order = np.argsort(-self.start, kind="stable")
        tied = self.start.copy()
        tied[order[1]] = tied[order[0]]
        self.rest(0.8)
        self.move(*self.z.to(tied), run_time=3.0)

    @beat(
        lambda p: (
            f"At c = {p.plain:g} a lead of {SLIGHT:g} takes only {p.slight_share():.3f}:"
            " what counts is c times the lead."
        ),
        alt="Logits 0.1, 0, 0, 0: from the dashed even share the leader's curve rises slowly and stays far from 1.",
    )
    def slightly_larger_is_not_enough(self) -> None:
        theme, plain, plot, even = self.theme, self.params.plain, self.plot, 1.0 / self.count
        self.move(*self.z.to(self.params.slight()), (self.c, plain), run_time=2.5)
        ring = Shape(theme.color("ink"), 0.0, stroke=3.0).disc(*plot.at(plain, self.q[0]), 0.14)
        y = self.base + even * self.unit
        inside, across = (Shape(theme.color("ink"), 0.0, stroke=2.0) for _ in range(2))
        inside.dashes((plot.left, y), (plot.left + plot.across, y))
        name = words(f"even share {even:.3f}", theme, LABEL)
        key = Shape(theme.color("ink"), 0.0, stroke=2.0)
        # over the bars of those that don't lead, which are never higher than the even share
        name_y = self.base + max(0.62 * self.unit, even * self.unit + 0.6)
        name.put(self.layout.right, name_y, "right")
        edge = self.layout.right - name.advance - 0.15
        key.dashes((edge - 0.6, name_y + 0.09), (edge, name_y + 0.09))

        def draw_even() -> None:
            across.points = self._beside_numbers(self.panel, self.layout.right, y)

        self.follow(draw_even)
        self.appear(Part(ring, inside, across, key, name), run_time=0.4)
        self.rest()
        self.move((self.c, self.end), run_time=3.0)


class Lead(Part):
    """How far the largest logit leads the second, and c times that, live."""

    def __init__(self, scene: SoftmaxToMax):
        super().__init__()
        theme, count = scene.theme, scene.count
        upright = '#text(font: "New Computer Modern")[lead] ='
        self.word = math(upright, theme, LABEL)
        self.pair = [[math(f"logit(z_{i + 1})", theme, LABEL) for i in range(count)] for _ in range(2)]
        self.signs = [math(sign, theme, LABEL) for sign in ("-", "=")]
        self.room = self.pair[0][-1].advance
        self.gap, self.scaled = (
            Readout(theme, LABEL, "logit", 2),
            Amount(math(f"c times {upright}", theme, LABEL), theme, "logit", 2),
        )
        self.add(self.word, *self.pair[0], *self.pair[1], *self.signs, self.gap, self.scaled)

    @property
    def value(self) -> Readout:
        """The number of c times the lead."""
        return self.scaled.value

    def show(self, z: np.ndarray, c: float, left: float, y: float) -> "Lead":
        """Write both from ``left`` on, baseline ``y``."""
        order = np.argsort(-z, kind="stable")[:2]
        x = left + self.word.put(left, y, "left").advance + 0.14
        for rank, sign in enumerate(self.signs):
            for i, name in enumerate(self.pair[rank]):
                name.put(x, y, "left").set_presence(self.word.leaves[0].presence * (i == order[rank]))
            x += self.room + 0.12
            x += sign.put(x, y, "left").advance + 0.12
        lead = float(z[order[0]] - z[order[1]])
        self.gap.put(lead, x, y, "left")
        self.scaled.put(c * lead, x + self.gap.width("0.00") + 0.5, y)
        return self


class LogitRow(Part):
    """The logits in a row under their classes, on two lines where one has no room."""

    def __init__(self, scene: SoftmaxToMax, xs: list[float], pitch: float):
        super().__init__()
        theme, most = scene.theme, float(np.abs(scene.start).max())
        fits = [
            (decimals, lines)
            for decimals, lines in ((2, 1), (1, 1), (1, 2))
            if Readout(theme, SMALL, decimals=decimals).width(f"+{most:.{decimals}f}") + 0.1 < pitch * lines
        ]
        self.xs, (decimals, self.lines) = xs, fits[0] if fits else (0, 2)
        self.values = [Readout(theme, SMALL, "logit", decimals, signed=True) for _ in xs]
        self.room = 0.4 * self.lines
        #: the last column's number stays inside the margin
        self.right = scene.layout.right - self.values[0].width(f"+{most:.{decimals}f}") / 2
        self.add(*self.values)

    def show(self, z: np.ndarray, y: float) -> "LogitRow":
        """Write the logits, the upper line at ``y``."""
        for i, (value, x, logit) in enumerate(zip(self.values, self.xs, z, strict=True)):
            value.put(logit, min(x, self.right), y - 0.38 * (i % self.lines))
        return self


class Tags(Part):
    """Names at the dots of the curves, if they fit between plot and bars: the leader's over its level, the others
    under it, in the order of their dots, one over the other where these crowd."""

    #: from one name to the next
    STEP = 0.34

    def __init__(self, scene: SoftmaxToMax, names: list[Label]):
        super().__init__()
        self.names, self.floor = names, scene.base
        room = scene.panel - scene.plot.left - scene.plot.across
        if all(name.advance < room - 0.2 for name in names):
            self.add(*names)

    def show(self, dots: np.ndarray, presence: float) -> "Tags":
        """Place the names right of ``dots``, shape (K, 2)."""
        ys = dots[:, 1]
        leader = int(np.argmax(ys))
        others = sorted((i for i in range(len(ys)) if i != leader), key=lambda i: ys[i])
        heights = []
        for i in others:
            heights.append(max(ys[i] - 0.08, self.floor + 0.06, heights[-1] + self.STEP if heights else -np.inf))
        limit = ys[leader] - 0.3
        for k in reversed(range(len(heights))):
            limit = heights[k] = min(heights[k], limit)
            limit -= self.STEP
        room = clamp((heights[0] - self.floor + 0.1) / 0.08, 0.0, 1.0)
        for i, y in zip([leader, *others], [ys[leader] + 0.12, *heights], strict=True):
            self.names[i].put(dots[i, 0] + 0.14, y, "left").set_presence(presence * room)
        return self
