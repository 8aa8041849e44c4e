"""Scene 13: a near mistake and a far one, and which losses can tell them apart."""

from typing import Annotated

import numpy as np
from manim import ValueTracker
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.marks import Amount, Bracket, clamp
from scenes.kit.mistakes import Earth, Mistake, Pulls
from scenes.kit.motion import Presence
from scenes.kit.params import Labels, Probability, Target, check_distribution, check_labels, check_target, listed
from scenes.kit.params import Params as Base
from scenes.kit.plot import Curve, Plot, round_ticks
from scenes.kit.round_trip import Square, Trip, plane_names, sides_name
from scenes.kit.shapes import BODY, LABEL, SMALL, Part, Shape, math, words

#: Two classes may lie so close together: in units of the positions, and as a share of the whole line.
STEP, CLOSEST = 0.25, 1 / 24
Position = Annotated[float, Field(ge=-1000.0, le=1000.0, allow_inf_nan=False)]
LOSSES = "squared EMD:", "weights inside the log:"
UPRIGHT = '#text(font: "New Computer Modern")'


class Params(Base):
    """Two mistakes that only differ in where the mass lies."""

    q_near: listed(Probability, "the prediction whose mistake is near, 3 to 12 shares that sum to 1", least=3) = (
        0.1,
        0.8,
        0.05,
        0.05,
    )
    q_far: listed(Probability, "q_near with its wrong shares in another order, so that the mistake is far", least=3) = (
        0.1,
        0.05,
        0.05,
        0.8,
    )
    positions: listed(Position, "where the classes lie on a line, growing, one a class", least=3) = (0.0, 1.0, 2.0, 3.0)
    target: Target = 0
    labels: Labels = ()

    @model_validator(mode="after")
    def _fit(self):
        count = len(self.q_near)
        for name in ("q_far", "positions"):
            if len(getattr(self, name)) != count:
                raise ValueError(f"q_near has {count} classes and {name} has {len(getattr(self, name))}; give as many")
        check_target(self.target, count)
        check_labels(self.labels, count)
        for name in ("q_near", "q_far"):
            values = getattr(self, name)
            check_distribution(name, values)
            if min(values) < 1e-9:
                raise ValueError(f"{name} has a share of {min(values):g}, an infinite logit; give each at least 1e-9")
        gaps = np.diff(self.positions)
        least = max(STEP, CLOSEST * float(gaps.sum()))
        if gaps.min() < least:
            raise ValueError(
                f"positions must grow by at least {least:.3g} each step, but one step is {gaps.min():g}; "
                "sort them, or merge classes that lie together"
            )
        near, far = (np.array(q) for q in (self.q_near, self.q_far))
        same = np.allclose(np.sort(np.delete(near, self.target)), np.sort(np.delete(far, self.target)), atol=1e-9)
        if not same or abs(near[self.target] - far[self.target]) > 1e-9:
            raise ValueError("q_far must hold q_near's shares, the wrong ones in another order; reorder q_near")
        works = [mc.wasserstein_distance(q / q.sum(), self.target, self.positions) for q in (near, far)]
        if works[0] >= works[1]:
            raise ValueError(
                f"q_near's mass must lie nearer to the truth, but its work is {works[0]:g} and q_far's {works[1]:g}; "
                "swap them, or move more mass away"
            )
        return self

    @property
    def distances(self) -> np.ndarray:
        """Distances from the true class."""
        return mc.class_distances(self.target, self.positions)

    def names(self) -> tuple[str, ...]:
        """Return the classes' labels; without labels the bins from one whole position to the next, or positions."""
        x = np.array(self.positions)
        if self.labels:
            return self.labels
        if np.all(np.diff(x) == 1) and np.all(x == np.rint(x)):
            return tuple(f"[{a:.0f},{a + 1:.0f}]" for a in x)
        return tuple(f"{a:.4g}" for a in x)

    def plane(self) -> tuple[int, int]:
        """Return the nearest and the farthest wrong class, the lower one first."""
        d = self.distances
        wrong = [i for i in range(len(d)) if i != self.target]
        first, second = sorted((min(wrong, key=lambda i: d[i]), max(wrong, key=lambda i: d[i])))
        return first, second

    def slopes(self, z: np.ndarray) -> np.ndarray:
        """Return the note's slopes: q_i divided by the distance, shape (n, K)."""
        return -mc.distance_weighted_forces(z, self.target, self.positions)

    def round_trips(self) -> list[tuple[int, int]]:
        """Return the two logits round whose plane the note's slopes do work, or nothing if they do none there."""
        first, second = self.plane()
        if first == second:
            return []
        turned = mc.circulation(self.slopes, np.zeros(len(self.positions)), (first, second))
        return [(first, second)] if abs(turned) > 1e-4 else []


class ClassDistance(Explainer):
    """Cross-entropy treats all wrong classes alike; what it takes to make a far mistake cost more."""

    title = "How far off is a mistake?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.y, self.d = params.target, params.distances
        self.near, self.far = (np.array(q) / sum(q) for q in (params.q_near, params.q_far))
        self.q = Vector(self.near)
        self.tall, self.weighted = ValueTracker(1.0), ValueTracker(0.0)
        middle = 0.35
        boxes = [(layout.left + 0.1, -middle), (middle, layout.right - 0.1)]
        heads = [words(text, theme, BODY) for text in ("A: a near mistake", "B: a far mistake")]
        self.mistakes = [
            Mistake(
                theme,
                (left, layout.bottom, right, layout.top),
                params.names(),
                np.array(params.positions),
                self.d,
                head,
            )
            for (left, right), head in zip(boxes, heads, strict=True)
        ]
        self.slopes = [params.slopes(-mc.surprisal(q)[None])[0] for q in (self.near, self.far)]
        plain = [mc.gradient_wrt_logits(-mc.surprisal(q), self.y) for q in (self.near, self.far)]
        most = self._most([*plain, *self.slopes])
        self.pulls = [Pulls(theme, m.xs, layout.bottom, m.under - 0.1, most) for m in self.mistakes]
        self.losses = [Amount(math("loss(L) =", theme, BODY), theme, "loss") for _ in "AB"]
        self.add(*self.mistakes)
        self.follow(self._draw)

    @staticmethod
    def _most(slopes: list[np.ndarray]) -> tuple[float, float]:
        """Return the largest force upwards and downwards among these slopes."""
        every = np.concatenate(slopes)
        return float(max(-every.min(), 0.02)), float(max(every.max(), 0.02))

    @property
    def predictions(self) -> tuple[np.ndarray, np.ndarray]:
        """The two predictions of this frame; A's may be on its way to B's."""
        return self.q.value, self.far

    def _draw(self) -> None:
        """Bars, losses, and forces as far as they are weighted by 1/distance."""
        weighted = self.weighted.get_value()
        for mistake, pulls, loss, q in zip(self.mistakes, self.pulls, self.losses, self.predictions, strict=True):
            z = -mc.surprisal(q)
            mistake.stretch(self.tall.get_value()).show(q)
            pulls.show((1 - weighted) * mc.forces(z, self.y) - weighted * self.params.slopes(z[None])[0])
            loss.put(float(mc.loss(z, self.y)), mistake.right - 1.85, mistake.top - 0.35)

    @beat(
        "Two mistakes with the same shares: A puts them near the true bin, B far from it.",
        alt="Two bar charts: the largest bar stands next to the true bin in A, and far from it in B.",
        question="Which of the two costs more under cross-entropy?",
    )
    def two_mistakes(self) -> None:
        self.rest(3.0)

    @beat(
        "Cross-entropy can't tell: swap wrong bins, and their pulls swap; the loss stands still.",
        alt="Both losses are equal; as A's wrong bars trade places their arrows do too, and the loss doesn't move.",
    )
    def equal_treatment(self) -> None:
        self.show_formula("loss(L) = -log prediction(q_y) quad F_i = truth(p_i) - prediction(q_i)")
        self.appear(*self.losses)
        self.rest(1.0)
        self.move((self.tall, 0.0), run_time=1.0)
        self.appear(*self.pulls)
        self.rest(0.5)
        self.move(*self.q.to(self.far), run_time=2.0)
        self.rest(0.8)
        self.move(*self.q.to(self.near), run_time=1.5)

    @beat(
        "Carry the earth to the true bin: work is mass × distance, the area that each block sweeps.",
        alt="Blocks of mass are carried to the true bin and leave tiles behind: little area in A, much in B.",
    )
    def earth_has_to_be_moved(self) -> None:
        theme = self.theme
        self.show_formula("loss(W_1) = sum_i prediction(q_i) d_i")
        count = len(self.near) - 1
        lifted, carried = Vector(np.zeros(count)), Vector(np.zeros(count))
        self.earth = [Earth(theme, m, q, self.d) for m, q in zip(self.mistakes, (self.near, self.far), strict=True)]
        works = [Amount(math("loss(W_1) =", theme, BODY), theme, "loss") for _ in "AB"]

        def draw_earth() -> None:
            for mistake, earth, work in zip(self.mistakes, self.earth, works, strict=True):
                earth.show(lifted.value, carried.value)
                work.put(earth.work(carried.value), mistake.right - 1.95, mistake.top - 0.35)

        self.follow(draw_earth)
        bars = [part for m in self.mistakes for part in (m.bars, m.shares)]
        self.vanish(*self.pulls, *self.losses, run_time=0.4)
        self.move((self.tall, 1.0), run_time=1.0)
        distances = [m.distances for m in self.mistakes]
        self.play(Presence(bars, 0.0, 0.4), *self.arriving(*self.earth, *works, *distances, run_time=0.4))
        pace = clamp(5.0 / count, 0.4, 1.4)
        for rank in range(count):
            self.move((lifted[rank], 1.0), run_time=0.4 * pace)
            self.move((carried[rank], 1.0), run_time=0.8 * pace)
        self.unfollow(draw_earth)
        squares = [
            Amount(math(f"{UPRIGHT}[squared EMD:] sum_k (Q_k - P_k)^2 =", theme, LABEL), theme, "loss", decimals=4)
            for _ in "AB"
        ]
        for square, mistake, q in zip(squares, self.mistakes, (self.near, self.far), strict=True):
            square.put(float(mc.squared_emd(q, self.y)), mistake.left, self.layout.bottom + 0.2)
        self.rest(0.5)
        self.appear(*squares)
        self.swept = [*self.earth, *works, *squares]

    @beat(
        "Divide each pull by its distance? That lets the far mistake off, and pulls don't balance.",
        alt="The arrow on B's far class shrinks to a fraction of A's; the sums of the slopes are no longer 0.",
    )
    def divide_by_distance(self) -> None:
        theme = self.theme
        self.vanish(*self.swept, run_time=0.4)
        self.light(*(part for m in self.mistakes for part in (m.bars, m.shares)), run_time=0.4)
        self.show_formula("g_(i eq.not y) = prediction(q_i) / d_i quad F_i = -g_i")
        self.move((self.tall, 0.0), run_time=1.0)
        sums = [Amount(math("sum_i g_i =", theme, LABEL), theme, "ink", signed=True) for _ in "AB"]

        def draw_sums() -> None:
            part = self.weighted.get_value()
            for total, mistake, slopes in zip(sums, self.mistakes, self.slopes, strict=True):
                total.put(part * float(slopes.sum()), mistake.right - 2.0, mistake.top - 0.35)

        self.follow(draw_sums)
        self.appear(*self.pulls, *sums)
        ghosts = [pulls.ghosts(self.y) for pulls in self.pulls]
        self.add(*ghosts)
        self.move((self.weighted, 1.0), run_time=3.0)
        self.unfollow(draw_sums)
        self.leaving = [*self.pulls, *sums, *ghosts, *(m.distances for m in self.mistakes)]

    @beat(
        "After a round trip a loss is back where it was. Here it isn't: no loss has these slopes.",
        each=Params.round_trips,
        name=lambda p, axes: "no loss has these slopes",
        alt="A dot walks round a square of two logits; the work of cross-entropy returns to 0, the other doesn't.",
    )
    def no_loss_has_these_slopes(self, axes: tuple[int, int]) -> None:
        theme, layout, way = self.theme, self.layout, ValueTracker(0.0)
        self._clear()
        corners = mc.rectangle(np.zeros(len(self.near)), axes)
        self.trips = trips = [Trip(field, corners) for field in (self._plain, self.params.slopes)]
        high = max(float(trip.works.max()) for trip in trips)
        low = min(0.0, *(float(trip.works.min()) for trip in trips))
        side = layout.top - layout.bottom - 1.3
        square = Square(
            theme, (layout.left + 0.9, layout.bottom + 0.65, side, side), corners, axes, plane_names(theme, axes, LABEL)
        )
        box = (0.2, layout.bottom + 0.65, 5.3, side - 0.75)
        names = sides_name(theme, SMALL), words("work", theme, LABEL)
        plot = Plot(
            theme, box, (0.0, 4.3), (min(low, -0.06 * high) * 1.1, 1.08 * high), *names, (0, 4), round_ticks(high)
        )
        zero = Shape(theme.color("line"), 0.0, stroke=2.0)
        zero.dashes(*plot.at([0.0, 4.3], [0.0, 0.0]))
        curves = [Curve(theme, plot, role) for role in ("loss", "ink")]
        lines = [
            Amount(math(f"{UPRIGHT}[{text}]", theme, LABEL, role), theme, role, decimals=4)
            for text, role in (("cross-entropy:", "loss"), ("divided by distance:", "ink"))
        ]

        def draw_trip() -> None:
            at = way.get_value()
            square.show(at, trips[0].place(at))
            for rank, (trip, curve, line) in enumerate(zip(trips, curves, lines, strict=True)):
                curve.show(*trip.until(at))
                line.put(trip.works[-1] if at == 4 else trip.work(at), plot.left + 1.6, layout.top - 0.2 - 0.5 * rank)

        self.follow(draw_trip)
        self.appear(square, plot, Part(zero), *curves, *lines)
        self.show_formula("integral.cont (partial loss(L)) / (partial logit(z)) dot dif logit(z) = 0")
        self.move((way, 4.0), run_time=6.0, even=True)
        gap = Bracket(theme, "ink", depth=0.1)
        (x, y), (_, top) = plot.at([4.0, 4.0], [0.0, trips[1].works[-1]])
        gap.along(min(y, top), max(y, top), x + 0.16)
        self.appear(Part(gap))
        self.unfollow(draw_trip)
        self.leaving = [square, plot, zero, *curves, *lines, gap]

    def _clear(self) -> None:
        """Empty the stage; the mistakes stay, unseen, for their names and headings."""
        self.play(Presence([*self.mistakes, *self.leaving], 0.0, 0.4))
        self.remove(*self.leaving)

    def _plain(self, z: np.ndarray) -> np.ndarray:
        return mc.gradient_wrt_logits(z, self.y)

    @beat(
        "What works: squared EMD, or weights inside the log. Far costs more, and pulls balance.",
        alt="For A and B the arrows of two losses that know distances: the far mistake is pulled harder, sums are 0.",
    )
    def what_works(self) -> None:
        layout, params = self.layout, self.params
        self._clear()
        logits = [-mc.surprisal(q) for q in (self.near, self.far)]
        emd = [mc.squared_emd_gradient(z, self.y) for z in logits]
        margin = [mc.margin_gradient(z, self.y, params.positions) for z in logits]
        self.rows = []
        for m, z, q, *slopes in zip(self.mistakes, logits, (self.near, self.far), emd, margin, strict=True):
            values = float(mc.squared_emd(q, self.y)), float(mc.margin_loss(z, self.y, params.positions))
            zones = (m.high + 0.15, m.top - 0.6), (layout.bottom, m.under + 0.3)
            every = self._most(emd), self._most(margin)
            for head, zone, value, slope, most in zip(LOSSES, zones, values, slopes, every, strict=True):
                self.rows.append(self._row(m, head, zone, value, -slope, most))
        stay = [part for m in self.mistakes for part in (m.names, m.heading)]
        self.play(Presence(stay, 1.0, 0.5), *self.arriving(*self.rows[::2], run_time=0.5))
        squares = "sum_k (Q_k - P_k)^2 quad Q_k = sum_(i <= k) prediction(q_i)"
        self.show_formula(f"{UPRIGHT}[{LOSSES[0]}] med {squares}", LABEL)
        self.rest()
        weighted = "log sum_j c_j e^logit(z_j) - logit(z_y) quad c_j = d_j quad c_y = 1"
        self.show_formula(f"{UPRIGHT}[{LOSSES[1]}] med {weighted}", LABEL)
        self.appear(*self.rows[1::2])

    def _row(self, mistake: Mistake, head: str, zone: tuple, value: float, forces: np.ndarray, most: tuple) -> Part:
        """Return the arrows of one loss for one mistake, under its name, its value and the arrows' sum."""
        low, high = zone
        name = Amount(math(f"{UPRIGHT}[{head}]", self.theme, SMALL, "loss"), self.theme, "loss", decimals=4)
        total = Amount(math("sum_i F_i =", self.theme, SMALL), self.theme, "ink")
        name.put(value, mistake.left, high - 0.3)
        total.put(float(forces.sum()), mistake.right - 1.6, high - 0.3)
        pulls = Pulls(self.theme, mistake.xs, low, high - 0.55, most)
        return Part(pulls.show(forces), name, total)
