"""Scene 11: a scale on the logits takes the softmax from all-equal to winner-takes-all."""

from typing import Annotated

import numpy as np
from manim import ValueTracker
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.bars import Histogram
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.layout import columns
from scenes.kit.marks import Amount, Ghost, clamp
from scenes.kit.names import NameRow, class_names
from scenes.kit.params import Labels, Logits, check_labels, listed
from scenes.kit.params import Params as Base
from scenes.kit.plot import Plot
from scenes.kit.shapes import LABEL, SMALL, Label, Part, Readout, Shape, math

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
        self.lead = Amount(math('c times #text(font: "New Computer Modern")[lead] =', theme, LABEL), theme, "logit", 2)
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
        for i, number in enumerate(self.numbers):
            number.put(q[i], self.bars.xs[i], self.base + q[i] * self.unit + 0.1)
        low, high = min(c, self.low.get_value()), max(c, self.high.get_value())
        scales = np.concatenate([[low], self.grid[(self.grid > low) & (self.grid < high)], [high]])
        for curve, dot, shares, share in zip(self.curves, self.dots, mc.softmax(z, scales).T, q, strict=True):
            curve.path(plot.at(scales, shares))
            dot.disc(*plot.at(c, share), 0.09)
        x, y = plot.at(c, q.max())
        self.here.dashes((x, self.base), (x, self.base + self.unit))
        self.level.dashes((x, y), (self.panel, y))
        first, second = np.sort(z)[[-1, -2]]
        width = self.scale.name_label.advance + 0.14 + self.scale.value.width("0.00")
        x = clamp(x - width / 2, plot.left + 0.3, plot.left + plot.across - width)
        self.scale.put(c, x, self.base + self.unit + 0.2)
        self.lead.put(c * (first - second), self.panel, self.base + self.unit + 0.5)
        self.row.show(z, self.row_y)
        # A curve that goes on to the right of its dot leaves no room for a name there.
        ended = clamp(1.0 - (high - c) / (0.03 * self.end), 0.0, 1.0)
        self.tags.show(plot.at(np.full(self.count, c), q), ended)

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
        "So softmax becomes max: the largest takes all. But equals share, at any scale.",
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
            f"A lead of {SLIGHT:g} takes {p.slight_share():.3f}, an equal part is {1 / len(p.logits):.3f}: "
            "what counts is c times the lead."
        ),
        alt="Logits 0.1, 0, 0, 0: the leader's curve rises slowly and is far from 1 even at the largest scale.",
    )
    def slightly_larger_is_not_enough(self) -> None:
        theme, plain = self.theme, self.params.plain
        self.move(*self.z.to(self.params.slight()), (self.c, plain), run_time=2.5)
        x, y = self.plot.at(plain, self.q[0])
        ring = Shape(theme.color("ink"), 0.0, stroke=3.0).disc(x, y, 0.14)
        middle, half = self.bars.xs[0], 0.6 * self.bars.bar_width
        self.appear(Part(ring, Ghost(theme).between((middle - half, y), (middle + half, y))), run_time=0.4)
        self.rest()
        self.move((self.c, self.end), run_time=3.0)


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
    """Names at the dots of the curves, where a dot stands alone and its name fits between plot and bars."""

    def __init__(self, scene: SoftmaxToMax, names: list[Label]):
        super().__init__()
        self.names, self.floor = names, scene.base
        room = scene.panel - scene.plot.left - scene.plot.across
        if all(name.advance < room - 0.2 for name in names):
            self.add(*names)

    def show(self, dots: np.ndarray, presence: float) -> "Tags":
        """Place the names right of ``dots``, shape (K, 2): the higher a dot, the lower its name beside it."""
        gaps = np.abs(dots[:, None, 1] - dots[None, :, 1]) + np.diag(np.full(len(dots), np.inf))
        for name, (x, y), gap in zip(self.names, dots, gaps.min(1), strict=True):
            name.put(x + 0.14, y + 0.12 - 0.42 * clamp(y - self.floor - 0.2, 0.0, 1.0), "left")
            name.set_presence(presence * clamp((gap - 0.48) / 0.08, 0.0, 1.0))
        return self
