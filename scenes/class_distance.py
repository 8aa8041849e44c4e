"""Scene 13: a near mistake and a far one, and which losses can tell them apart."""

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.explainer import beat
from scenes.kit.formula import Formula
from scenes.kit.motion import Presence
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO
from scenes.pictures.class_distance.contest import Contest
from scenes.pictures.class_distance.earth import Crossings
from scenes.pictures.class_distance.rows import FAINT, FILL
from scenes.pictures.class_distance.stage import LEAVING, LOSS, LOW, MIDDLE, TwoRows
from scenes.pictures.class_distance.two_mistakes import Params

#: Seconds for the block that is watched, and at most for each of the others.
WATCHED, OTHERS = 1.8, 0.4


class ClassDistance(TwoRows):
    """Cross-entropy treats all wrong classes alike; what it takes to make a far mistake cost more."""

    title = "How far off is a mistake?"
    question = "Should a far mistake cost more?"

    @beat(
        Params.opening,
        alt=Params.seen_first,
        question=Params.which,
    )
    def two_mistakes(self) -> None:
        self.appear(*self.asked)

    @beat(
        "Each logit is pulled by F = −∂L/∂z = p − q: from the bar to the truth.",
        then=lambda p: f"Equal: cross-entropy never asks how far off a wrong {p.kind} is.",
        alt="Arrows from each bar’s top to the truth; both losses are equal, and so are the pulls on both mistakes.",
    )
    def equal_treatment(self) -> None:
        true = f"q_{self.y + 1}" if self.y < 9 else "q_y"
        self._leave(*self.values, *self.asked, also=self._moving((self.fill, FAINT)))
        self.play(*self.arriving(*self.pulls), *self._named("cross-entropy", f"loss(L) = -log prediction({true})"))
        numbers = self._numbers(3)
        self._put_numbers(numbers, [float(mc.loss(np.log(q), self.y)) for q in (self.near, self.far)])
        self.appear(*numbers)
        self.leaving: list[Part] = [*numbers, *self._noted()]

    @beat(
        lambda p: f"Carry the earth to the true {p.kind}: the cost is mass times distance.",
        then=Params.carried,
        alt="Blocks of mass are carried to the true bin; what they sweep is mass times distance, less in A than in B.",
        label="Carry the earth",
    )
    def earth(self) -> None:
        count = len(self.near)
        self._leave(*self.leaving, *self.pulls, self.under, also=self._moving((self.fill, FILL)))
        self._dig()
        self.under = self._distances("d = {d}")
        numbers = self._numbers(2)
        if max(self.params.works()) >= 1000:
            numbers = self._numbers(0)

        terms = self._terms(self.params.carried_terms())
        height = LOW if terms else MIDDLE

        def work() -> None:
            self._put_numbers(numbers, [earth.work(self.carried.value) for earth in self.blocks], height)

        self.follow(work)
        self.play(
            *self.arriving(self.under, *numbers),
            *self._named("earth mover’s distance (EMD)", "loss(L) = inline(sum_i) prediction(q_i) thin d_i"),
            Presence([earth.number for earth in self.blocks], 1.0),
        )
        order = sorted((i for i in range(count) if i != self.y), key=lambda i: self.d[i])
        pace = max(0.2, min(OTHERS, round(12 / (count - 2)) / 5))
        for i in (self.y, *order):
            share = max(self.near[i], self.far[i])
            seconds = WATCHED if i == order[-1] else pace
            if self.blocks[0].levels[i] + self.blocks[1].levels[i] > 0:
                self.move((self.lifted[i], 1.0), run_time=0.2)
            if i != self.y:
                self.move((self.carried[i], 1.0), run_time=seconds if share else 0.2)
        times = [earth.times for earth in self.blocks if earth.far]
        if times or terms:
            self.appear(*times, *terms, run_time=0.4)
        self.unfollow(work)
        self.leaving = [*numbers, *times, *terms]

    @beat(
        "What if each wrong class’s pull is divided by its distance?",
        then=Params.idea,
        alt="The arrows on far bins shrink, their old lengths stay as dashes; in each row ups and downs end apart.",
        label="Divide by distance",
    )
    def the_notes_idea(self) -> None:
        hidden = Presence([earth.number for earth in self.blocks], 0.0, LEAVING)
        self._leave(*self.leaving, self.under, also=[hidden])
        self.move(*self._all(self.carried, 0.0), run_time=0.8)
        self.play(*self._moving(*self._all(self.lifted, 0.0)))
        self._bury()
        self.under, params = self._distances("div {d}"), self.params
        self.forces, self.ghostly = [(params.plain, params.divided)] * 2, True
        self.play(
            *self._moving((self.fill, FAINT)),
            *self.arriving(self.under, *self.pulls),
            *self._named("pulls divided by distance", f"F_i = -prediction(q_i) \\/ d_i thin (i != {self.y + 1})"),
        )
        note = self._noted()
        self.move((self.turned, 1.0), run_time=1.6)
        self._gather()
        self.leaving = note

    @beat(
        "The running totals P and Q differ by what must cross a border. Square it.",
        then="Far earth crosses more borders, and counts at every one.",
        alt="The swept areas, cut at the borders, narrow to as wide as they are high: squares, few in A, many in B.",
        label="Square what crosses each border",
    )
    def gaps_squared(self) -> None:
        theme, params = self.theme, self.params
        self._leave(*self.leaving, self.under, *self.pulls, *self._balanced(), also=self._moving((self.fill, FILL)))
        self._dig()
        self.play(*self._moving(*self._all(self.lifted, 1.0), run_time=0.2))
        self.move(*self._all(self.carried, 1.0), run_time=0.8)
        self.squared = ValueTracker(0.0)
        crossings = [
            Crossings(theme, self.places, row, q, np.array(params.positions))
            for row, q in enumerate((self.near, self.far))
        ]
        numbers = self._numbers(4 if max(params.works()) < 100 else 1)
        weights = "" if np.allclose(np.diff(params.positions), 1) else "g_k "
        formula = f"loss(L) = inline(sum_k) {weights}(prediction(Q_k) - truth(P_k))^2"
        borders = self._borders(crossings[0])

        terms = self._terms(params.crossing_terms())
        height = LOW if terms else MIDDLE

        def square() -> None:
            for crossing in crossings:
                crossing.show(self.squared.get_value())
            self._put_numbers(numbers, [crossing.total(self.squared.get_value()) for crossing in crossings], height)

        self.follow(square)
        self.play(
            Presence([*self.blocks, *self._rows()], 0.0),
            *self.arriving(*crossings, *numbers, borders),
        )
        self.move((self.squared, 1.0), run_time=2.2)
        squares = [part for crossing in crossings for part in (crossing.numbers, crossing.names)] + terms
        self.play(*self.arriving(*squares), *self._named("squared EMD", formula))
        self.unfollow(square)
        self.leaving = [*crossings, *numbers, *squares]
        self.under = borders
        self._bury()
        for row in self._rows():
            row.set_presence(0.0)

    @beat(
        "What does this loss pull on?",
        then=Params.pulled,
        alt="Arrows of the squared earth mover’s distance on both rows’ bars; in each row ups and downs are as long.",
    )
    def what_it_pulls_on(self) -> None:
        params = self.params
        self.forces, self.ghostly = [(params.squared, params.squared)] * 2, False
        self.turned.set_value(0.0)
        self.fill.set_value(FAINT)
        self.refresh()
        self._leave(*self.leaving, self.under, heading=False, also=[Presence(self._rows(), 1.0, LEAVING)])
        self.under = self._distances("d = {d}")
        self.appear(self.under, *self.pulls)
        self.leaving = list(self._noted())
        self._gather()

    @beat(
        "Distances as weights w in the log, w = 1 for the truth.",
        then=Params.weighted,
        alt="Both rows under the weighted log: the arrow on B’s far mistake is longer than that on A’s near one.",
    )
    def weights_inside_the_log(self) -> None:
        params = self.params
        self._leave(*self._balanced(), *self.leaving, self.under)
        self.under, self.forces = self._weights(), [(params.squared, params.inside)] * 2
        formula = "loss(L) = log inline(sum_j) w_j thin e^logit(z_j) - logit(z_y)"
        numbers = self._numbers(3)
        self._put_numbers(numbers, params.margin_losses())
        self.play(*self.arriving(self.under), *self._named("weighted log", formula))
        note = self._noted()
        self.move((self.turned, 1.0), run_time=1.2)
        self.appear(*numbers, run_time=0.4)
        self.leaving = [*numbers, *note]

    @beat(
        "B’s mistake grows confident: which losses still pull on it?",
        then=Params.compared,
        alt="B’s bar rises to nearly 1; over it three losses’ arrows on it: one dies, two become nearly 1 long.",
    )
    def confident(self) -> None:
        params, f = self.params, self.params.mistakes()[1]
        rows = [self.bars[0], self.bars[0].frame, *self.pulls, self.letters[0]]
        self._leave(*rows, *self.leaving, self.under)
        names = ("squared EMD", "cross-entropy", "weighted log")
        near = [float(loss(self.near)[params.mistakes()[0]]) for loss in params.compared_losses]
        self.contest = Contest(self.theme, self.places, names, near, LOSS)
        share = Formula(self.theme, f"prediction(q_{f + 1}) = @q[prediction:0.000]", HERO)
        share.middle(self.layout.right, self._middle(1), "right")
        self.under = self._distances("d = {d}")

        def contend() -> None:
            q = self.qs[1].value
            self.contest.show([loss(q)[f] for loss in params.compared_losses], self.scale)
            share.show(q=q[f])

        self.follow(contend)
        self.play(*self.arriving(self.contest, share, self.under, *self._noted()))
        self.move(*self.qs[1].to(params.confident()), run_time=2.0)
