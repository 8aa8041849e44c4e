"""Scene 13: cross-entropy doesn't care how far off a mistake is; which losses do."""

import numpy as np
from manim import ValueTracker
from pydantic import model_validator

import mathcore as mc
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.marks import Amount
from scenes.kit.mistakes import Haulage, MistakePanel
from scenes.kit.motion import Presence
from scenes.kit.params import (
    Labels,
    Number,
    Probability,
    Target,
    check_distribution,
    check_labels,
    check_target,
    listed,
)
from scenes.kit.params import Params as Base
from scenes.kit.plot import Curve, Plot
from scenes.kit.shapes import LABEL, SMALL, Part, Shape, math, words

#: Points of the way round the square at which the work is drawn.
STOPS = 81


class Params(Base):
    """Two predictions, one with its mass near the truth and one with it far off."""

    q_near: listed(Probability, "the prediction A, its mistake next to the truth") = (0.10, 0.80, 0.05, 0.05)
    q_far: listed(Probability, "the prediction B, its mistake far off") = (0.10, 0.05, 0.05, 0.80)
    positions: listed(Number, "where the bins lie, in increasing order") = (0.0, 1.0, 2.0, 3.0)
    target: Target = 0
    labels: Labels = ()

    @model_validator(mode="after")
    def _fit(self):
        count = len(self.q_near)
        for name, values in (("q_far", self.q_far), ("positions", self.positions)):
            if len(values) != count:
                raise ValueError(f"{name} has {len(values)} entries and q_near {count}; give all the same number")
        if count < 3:
            raise ValueError(f"{count} bins came; give at least 3, so that one mistake can be farther off than another")
        for name, values in (("q_near", self.q_near), ("q_far", self.q_far)):
            check_distribution(name, values)
            if min(values) < 1e-6:
                raise ValueError(f"{name} has an entry of {min(values):g}; give each bin at least 1e-6")
        if any(b <= a for a, b in zip(self.positions, self.positions[1:], strict=False)):
            raise ValueError(
                f"positions must increase, but are {', '.join(f'{p:g}' for p in self.positions)}; sort them"
            )
        check_target(self.target, count)
        check_labels(self.labels, count)
        return self

    def names(self) -> tuple[str, ...]:
        """Return the bins' names: the labels, or the intervals of width 1 that begin at the positions."""
        return self.labels or tuple(f"[{p:g},{p + 1:g}]" for p in self.positions)


class ClassDistance(Explainer):
    """Plain cross-entropy treats all wrong bins alike; losses that know distance, and one idea that is no loss."""

    title = "How far off is a mistake?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.y, self.positions = params.target, np.array(params.positions)
        self.qs = [np.array(q) / sum(q) for q in (params.q_near, params.q_far)]
        self.zs = [-mc.surprisal(q) for q in self.qs]
        self.ways = mc.class_distances(self.y, self.positions)
        heads = ("A: the mistake is near", "B: the mistake is far off")
        boxes = ((layout.left + 0.2, -0.5), (0.5, layout.right - 0.2))
        strongest = max(np.abs(f(z)).max() for z in self.zs for f in (self.plain, self.noted, self.earth, self.margin))
        self.panels = [
            MistakePanel(
                theme,
                words(head, theme, LABEL),
                params.names(),
                len(q),
                (left, right, layout.bottom, layout.top),
                self.y,
                strongest,
            )
            for head, q, (left, right) in zip(heads, self.qs, boxes, strict=True)
        ]
        #: where the bars of A stand: a swap moves them
        self.places = Vector(self.panels[0].xs)
        self.add(*self.panels)
        self.follow(self._draw_bars)

    # The four fields of force, each (K,) -> (K,)

    def plain(self, z: np.ndarray) -> np.ndarray:
        """Forces of cross-entropy."""
        return mc.forces(z, self.y)

    def noted(self, z: np.ndarray) -> np.ndarray:
        """The note's idea: each wrong force divided by its distance."""
        return mc.distance_weighted_forces(z, self.y, self.positions)

    def earth(self, z: np.ndarray) -> np.ndarray:
        """Forces of the squared earth mover's distance."""
        return -mc.squared_emd_gradient(z, self.y)

    def margin(self, z: np.ndarray) -> np.ndarray:
        """Forces of cross-entropy with distances as weights inside the logarithm."""
        return -mc.margin_gradient(z, self.y, self.positions)

    def _draw_bars(self) -> None:
        self.panels[0].show(self.qs[0], self.places.value)
        self.panels[1].show(self.qs[1])

    def _pull(self, field) -> None:
        """Draw the arrows of ``field`` in both panels; A's go with its bars."""
        self.panels[0].pull(field(self.zs[0]), self.places.value)
        self.panels[1].pull(field(self.zs[1]))

    def _numbers(
        self, formula: str, values, role: str = "ink", signed: bool = False, row: float = 0.0, decimals: int = 3
    ) -> Part:
        """Return the same quantity's two values, each under its own bars."""
        part = Part()
        for panel, value in zip(self.panels, values, strict=True):
            amount = Amount(math(formula, self.theme, LABEL), self.theme, role, decimals, signed)
            part.add(amount.put(float(value), panel.left + row, panel.numbers_y))
        return part

    @beat(
        "Ordered bins; the truth is framed. Two predictions, each with most of its mass wrong.",
        alt="Two bar charts over the same ordered bins: A's tall wrong bar stands next to the true bin, B's far away.",
        question="Which mistake costs more?",
    )
    def two_mistakes(self) -> None:
        self.rest(2.0)

    @beat(
        "Cross-entropy reads only the true bin: both cost the same.",
        alt="Under both charts stands the same loss; only the true bin's mass enters.",
    )
    def same_cost(self) -> None:
        self.show_formula("loss(L) = - log prediction(q_y)")
        wrong = [bar for panel in self.panels for i, bar in enumerate(panel.bars.bars) if i != self.y]
        self.play(Presence(wrong, 0.25, 0.6))
        self.losses = self._numbers("loss(L) =", [mc.loss(z, self.y) for z in self.zs], "loss")
        self.appear(self.losses)
        self.rest(1.5)
        self.play(Presence(wrong, 1.0, 0.6))

    @beat(
        "It treats all wrong bins alike: swap two, and the pulls just swap with them.",
        alt="Two wrong bars of A trade places, their arrows go with them, and the loss does not move.",
    )
    def equal_treatment(self) -> None:
        self.show_formula("F_i = truth(p_i) - prediction(q_i)")
        self.follow(self._pull_plain)
        self.appear(*(panel.forces for panel in self.panels))
        self.rest(1.0)
        near, far = self._largest_and_farthest()
        home = self.panels[0].xs
        swapped = home.copy()
        swapped[[near, far]] = home[[far, near]]
        # The numbers would run through each other.
        numbers = self.panels[0].values
        self.play(Presence(numbers, 0.0, 0.3))
        self.move(*self.places.to(swapped), run_time=2.0)
        self.play(Presence(numbers, 1.0, 0.3))
        self.rest()
        self.play(Presence(numbers, 0.0, 0.3))
        self.move(*self.places.to(home), run_time=1.2)
        self.play(Presence(numbers, 1.0, 0.3))

    def _pull_plain(self) -> None:
        self._pull(self.plain)

    def _largest_and_farthest(self) -> tuple[int, int]:
        """Return A's largest wrong bin and the wrong bin farthest from the truth (or next to farthest)."""
        wrong = [i for i in range(len(self.qs[0])) if i != self.y]
        near = max(wrong, key=lambda i: self.qs[0][i])
        return near, max((i for i in wrong if i != near), key=lambda i: self.ways[i])

    @beat(
        "Carry the mass to the truth: work is mass times way, and far mistakes cost more.",
        alt="Wrong bars are carried to the true bin; each leaves a tile as high as its mass and as wide as its way.",
    )
    def earth_has_to_be_moved(self) -> None:
        self.unfollow(self._pull_plain)
        self.vanish(self.losses, *(panel.forces for panel in self.panels), run_time=0.4)
        self.show_formula("W_1 = sum_i prediction(q_i) thin d_i")
        carried = Vector(np.zeros_like(self.ways))
        top, low = self.panels[0].numbers_y - 0.2, self.panels[0].foot
        way = (self.panels[0].right - self.panels[0].left - 0.1) / self.ways.max()
        heaps = [
            Haulage(self.theme, len(q), p.left, top, top - low, way) for q, p in zip(self.qs, self.panels, strict=True)
        ]

        def draw_haulage() -> None:
            for heap, panel, q in zip(heaps, self.panels, self.qs, strict=True):
                heap.show(panel, q, self.ways, carried.value)

        def draw_work() -> None:
            for amount, panel, q in zip(work.submobjects, self.panels, self.qs, strict=True):
                amount.put(float(np.dot(q * self.ways, carried.value)), panel.left, panel.numbers_y)

        work = self._numbers("loss(W_1) =", (0.0, 0.0), "loss")
        wrong = [bar for panel in self.panels for i, bar in enumerate(panel.bars.bars) if i != self.y]
        self.follow(draw_haulage)
        self.follow(draw_work)
        for bar in wrong:
            bar.set_presence(0.0)
        self.add(*heaps)
        self.appear(work, run_time=0.3)
        pace = min(1.3, 5.0 / len(self.ways))
        for i in sorted((i for i in range(len(self.ways)) if i != self.y), key=lambda i: self.ways[i]):
            self.move((carried[i], 1.0), run_time=pace)
        self.rest(1.0)
        squared = self._numbers(
            'loss("EMD"^2) =', [mc.squared_emd(q, self.y) for q in self.qs], "loss", row=2.8, decimals=4
        )
        self.appear(squared)
        self.rest(2.0)
        self.haulage = [*heaps, work, squared]
        self.unfollow(draw_haulage, draw_work)

    @beat(
        "An idea: divide each pull by its distance. But that lets the far mistake off.",
        alt="The arrows are divided by distance: B's far pull shrinks to a third, and the sums are no longer 0.",
    )
    def the_notes_idea(self) -> None:
        self.vanish(*self.haulage, run_time=0.4)
        self.light(*(panel.bars for panel in self.panels))
        self.show_formula("F_i = - prediction(q_i) / d_i")
        self._pull(self.noted)
        ghosts = [panel.ghost(self.plain(z)) for panel, z in zip(self.panels, self.zs, strict=True)]
        self.appear(*ghosts, *(panel.forces for panel in self.panels))
        self.rest(1.5)
        sums = self._numbers("sum_i F_i =", [np.sum(self.noted(z)) for z in self.zs], signed=True)
        self.appear(sums)
        self.shown = [*ghosts, sums]

    @beat(
        "And no loss has such slopes: once round a square, their work is not 0.",
        alt="A dot goes once round a square of two logits; its work ends above 0 for the idea, at 0 for cross-entropy.",
    )
    def no_loss_has_these_slopes(self) -> None:
        self.play(Presence([*self.panels, *self.shown, *(panel.forces for panel in self.panels)], 0.0, 0.5))
        self.remove(*self.shown)
        self.show_formula("integral.cont nabla loss(L) dot dif logit(z) = 0")
        i, j = self._axes()
        corners = mc.rectangle(np.zeros(len(self.ways)), (i, j))
        at = ValueTracker(0.0)
        rounds = [
            Round(self, left, head, lambda z, field=field: -field(z), corners, (i, j))
            for left, head, field in (
                (self.layout.left, "the idea", self.noted),
                (0.4, "cross-entropy", self.plain),
            )
        ]

        def draw_rounds() -> None:
            for way in rounds:
                way.show(at.get_value())

        self.follow(draw_rounds)
        self.appear(*rounds)
        self.move((at, 1.0), run_time=5.0, even=True)
        self.rest(1.0)
        self.rounds, self.draw_rounds = rounds, draw_rounds

    def _axes(self) -> tuple[int, int]:
        """Return the nearest and the farthest wrong class."""
        wrong = sorted((i for i in range(len(self.ways)) if i != self.y), key=lambda i: self.ways[i])
        return wrong[0], wrong[-1]

    @beat(
        "Losses can know distance and still balance: squared EMD, or distances inside the log.",
        alt="For two other losses the arrows show a stronger pull on the far mistake, and both sums are 0.",
    )
    def what_works(self) -> None:
        self.unfollow(self.draw_rounds)
        self.vanish(*self.rounds, run_time=0.4)
        self.light(*self.panels)
        for formula, field in (
            ('loss("EMD"^2) = sum_k (Q_k - P_k)^2', self.earth),
            ("loss(L) = log sum_j d_j e^logit(z_j) - logit(z_y)", self.margin),
        ):
            self.show_formula(formula)
            self._pull(field)
            sums = self._numbers("sum_i F_i =", [np.sum(field(z)) for z in self.zs])
            parts = [panel.forces for panel in self.panels]
            self.appear(*parts, sums)
            self.rest(2.5)
            if field == self.earth:
                self.vanish(*parts, sums, run_time=0.4)


class Round(Part):
    """A point's way round a square of two logits, and the work that a field does on it."""

    def __init__(self, scene: ClassDistance, left: float, head: str, field, corners: np.ndarray, axes: tuple[int, int]):
        super().__init__()
        theme, side = scene.theme, 2.3
        low = scene.layout.bottom + 1.45
        self.corners, self.axes = corners, axes
        self.origin, self.side = np.array([left + 0.6, low]), side
        square = Shape(theme.color("line"), 0.0, stroke=3.0).box(*self.origin, side, side)
        self.trail, self.dot = Shape(theme.color("logit"), 0.0, stroke=5.0), Shape(theme.color("logit"))
        self.stops = np.linspace(0.0, 4.0, STOPS)
        points = self._points(self.stops)
        steps = mc.work(field, points[:-1], points[1:], order=8)
        self.done = np.concatenate([[0.0], np.cumsum(steps)])
        reach = float(np.abs(self.done).max()) * 1.15
        plot = Plot(
            theme,
            (left + 3.75, low, 2.4, side),
            (0, 4),
            (-reach, reach),
            words("way", theme, SMALL, "muted"),
            words("work", theme, SMALL, "loss"),
            y_ticks=(0,),
        )
        self.zero = Shape(theme.color("line"), 0.0, stroke=2.0)
        self.zero.dashes(plot.at(0, 0), plot.at(4, 0))
        self.curve = Curve(theme, plot, "loss")
        self.total = Amount(math("integral.cont =", theme, LABEL), theme, "loss", decimals=4)
        self.total_at = (left + 3.75, scene.layout.bottom + 0.35)
        i, j = axes
        x = self.origin[0]
        self.add(
            words(head, theme, LABEL).put(left, low + side + 0.75, "left"),
            square,
            math(f"logit(z_{i + 1})", theme, SMALL).put(x + side / 2, low - 0.4),
            math(f"logit(z_{j + 1})", theme, SMALL).middle(x - 0.2, low + side / 2, "right"),
            plot,
            self.zero,
            self.trail,
            self.dot,
            self.curve,
            self.total,
        )

    def _points(self, at: np.ndarray) -> np.ndarray:
        """Return the logits after ``at`` sides of the square, shape (n, K)."""
        side = np.minimum(at.astype(int), 3)
        part = (at - side)[:, None]
        return self.corners[side] + part * (self.corners[side + 1] - self.corners[side])

    def show(self, share: float) -> None:
        """Draw the way and the work up to ``share`` of the round."""
        at = 4.0 * share
        past = self.stops[self.stops <= at + 1e-9]
        ways = self._points(np.append(past, at))[:, list(self.axes)] * self.side + self.origin
        if len(past) > 1:
            self.trail.path(ways)
        self.dot.disc(*ways[-1], 0.1)
        done = np.interp(np.append(past, at), self.stops, self.done)
        self.curve.show(np.append(past, at), done)
        self.total.put(float(done[-1]), *self.total_at)
