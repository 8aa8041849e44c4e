"""Scene 13: a near mistake and a far one, and which losses can tell them apart."""

import numpy as np
from manim import ValueTracker

from scenes.kit.explainer import beat
from scenes.kit.formula import Formula
from scenes.kit.motion import Presence
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO, TEXT
from scenes.pictures.class_distance.earth import Crossings
from scenes.pictures.class_distance.pulls import Pull
from scenes.pictures.class_distance.rows import FAINT, FILL
from scenes.pictures.class_distance.stage import ABOVE, BOTH, DISTANCES, LEAVING, LOGITS, LOW, MIDDLE, WEIGHTS, TwoRows
from scenes.pictures.class_distance.two_mistakes import Params

#: What the weighted log is of, over the true share, and its pull.
WEIGHTED = "inline(sum_j) w_j thin prediction(q_j)"
WEIGHTED_PULL = f"-w thin prediction(q) \\/ {WEIGHTED}"
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
        lambda p: f"Cross-entropy pulls a wrong {p.kind}’s logit z by p − q = −q.",
        then=lambda p: f"Equal: cross-entropy never asks how far off a wrong {p.kind} is.",
        alt="An arrow down in each mistake’s bar, as long as the bar is high; both losses are equal, and both pulls.",
    )
    def equal_treatment(self) -> None:
        self.noted = self._noted()
        with self.opening():
            self._leave(*self.wrong, self.under, also=self._moving((self.fill, FAINT)))
            self.under = self._below(LOGITS)
            heading = self._named("cross-entropy", f"loss(L) = -log prediction(q_{self.y + 1})")
            self.play(*self.arriving(self.under, *self.pulls, *self.noted), *heading)
        loss = self.params.surprisal
        numbers = self._numbers(self.params.decimals(loss))
        self._put_numbers(numbers, [loss(q) for q in (self.near, self.far)])
        self.exchange(self.asked, numbers, run_time=0.6)
        self.leaving: list[Part] = [*numbers]

    @beat(
        "Divide each pull by the distance d to the truth?",
        then=Params.idea,
        alt="The arrow on B’s far mistake shrinks, its old length stays as dashes; A’s near one stays as long.",
        label="Divide by distance",
    )
    def the_notes_idea(self) -> None:
        params, mistakes = self.params, self.params.mistakes()
        divisors = self._beside([f"div {self.d[i]:.4g}" for i in mistakes])
        with self.opening():
            self._leave(*self.leaving, self.under)
            self.forces, self.ghostly = [(params.plain, params.divided)] * 2, True
            self.under = self._below(BOTH)
            self.play(*self.arriving(self.under, *divisors), *self._named("cross-entropy", '"pull" = -prediction(q)'))
        self._leave()
        self.move((self.turned, 1.0), run_time=1.6)
        self.play(*self._named("divided by distance", '"pull" = -prediction(q) \\/ d'))
        self.leaving = [*divisors, *self.noted]

    @beat(
        lambda p: f"Carry the earth to the true {p.kind}: the cost is mass times distance.",
        then=Params.carried,
        alt="Blocks of mass are carried to the true bin; what they sweep is mass times distance, less in A than in B.",
        label="Carry the earth",
    )
    def earth(self) -> None:
        count, sums = len(self.near), self.params.carried_sums()
        numbers, terms = self._numbers(sums.decimals), self._terms(sums.terms)
        with self.opening():
            self._leave(*self.leaving, *self.pulls, *self.own, self.under, also=self._moving((self.fill, FILL)))
            self._dig()

            def work() -> None:
                works = [earth.work(self.carried.value) for earth in self.blocks]
                self._put_numbers(numbers, works, LOW if terms else MIDDLE)

            self.follow(work)
            self.under = self._below(DISTANCES)
            self.play(
                *self.arriving(self.under, *self.asked),
                *self._named("earth mover’s distance (EMD)", "loss(L) = inline(sum_i) prediction(q_i) thin d_i"),
                Presence([earth.number for earth in self.blocks], 1.0),
            )
        self.exchange(self.asked, numbers, run_time=0.4)
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
        Params.areas,
        then=Params.squares,
        alt="What crosses each border, as wide as the gap, narrows to as wide as it is high: squares, large in B.",
        label="Square what crosses each border",
    )
    def gaps_squared(self) -> None:
        params, x, self.squared = self.params, np.array(self.params.positions), ValueTracker(0.0)
        crossings = [Crossings(self.theme, self.places, row, q, x) for row, q in enumerate((self.near, self.far))]
        sums = params.crossing_sums()
        numbers, terms = self._numbers(sums.decimals), self._terms(sums.terms)
        borders, gap = self._borders(crossings[0]), "" if params.even else "g_k thin "

        def square() -> None:
            for crossing in crossings:
                crossing.show(self.squared.get_value())
            totals = [crossing.total(self.squared.get_value()) for crossing in crossings]
            self._put_numbers(numbers, totals, LOW if terms else MIDDLE)

        with self.opening():
            swept = [part for earth in self.blocks for part in (*earth.tiles, earth.number)]
            self._leave(*self.leaving, self.under, also=[Presence(swept, 0.0, LEAVING)])
            self.follow(square)
            came = self.arriving(*crossings, *numbers, borders)
            self.play(*came, *self._named("EMD", f"loss(L) = inline(sum_k) {gap}c_k"))
        self._leave(*numbers)  # on the way an area is no loss's
        self.move((self.squared, 1.0), run_time=2.2)
        self.unfollow(square)
        came = self.arriving(*terms, *numbers)
        self.play(*came, *self._named("squared EMD", f"loss(L) = inline(sum_k) {gap}c_k^2"))
        self.leaving, self.under = [*crossings, *numbers, *terms], borders

    @beat(
        Params.wondered,
        then=Params.pulled,
        alt="In each mistake’s bar EMD’s pull makes way for squared EMD’s: weak on A’s, strong on B’s far one.",
    )
    def what_it_pulls_on(self) -> None:
        params = self.params
        losses = self._beside([f"loss(L) = loss({work:.4g})" for work in params.works()], HERO)
        shares = self._beside(params.shares(), TEXT, ABOVE)
        with self.opening():
            back = self._moving(*self._all(self.carried, 0.0), *self._all(self.lifted, 0.0), run_time=0.6)
            self._leave(*self.leaving, self.under, also=back)
            self._bury()
            self.scale = self._scale(params.emd, params.squared, params.inside)
            self.forces, self.ghostly = [(params.emd, params.squared)] * 2, False
            self.turned.set_value(0.0)
            self.refresh()
            self.under, self.noted = self._below(BOTH), self._noted()
            came = self.arriving(self.under, *self.pulls, *losses, *shares, *self.noted)
            heading = self._named("EMD", '"pull" = prediction(q) (loss(L) - d)')
            self.play(*self._moving((self.fill, FAINT)), *came, *heading)
        self.rest(1.6)
        self._leave(*losses, *self.pulls)
        self.turned.set_value(1.0)
        self.refresh()
        squared, ways = params.squared_losses(), params.ways()
        known = self._beside([f"loss(L) = loss({loss:.4g})" for loss in squared if ways], HERO)
        known += self._beside([f"{params.way} = {way:.4g}" for way in ways], TEXT, -ABOVE)
        pull = params.squared_pull('"to" truth("truth")')
        heading = self._named("squared EMD", f'"pull" = {pull}')
        self.play(*heading, *self.arriving(*self.pulls, *known))
        self.leaving = [*self.pulls, *shares, *known]

    @beat(
        "Inside the log, weigh each wrong q by w = d.",
        then=Params.weighted,
        alt="Both rows under the weighted log: B’s far mistake costs more than A’s near one, and its arrow is longer.",
    )
    def weights_inside_the_log(self) -> None:
        params = self.params
        numbers = self._numbers(params.decimals(params.margin_loss))
        self._put_numbers(numbers, params.margin_losses())
        fractions = self._beside(params.fractions(), TEXT, ABOVE)
        share = f"prediction(q_{self.y + 1})"
        self.forces = [(params.squared, params.inside)] * 2
        self.turned.set_value(0.0)
        with self.opening():
            self._leave(*self.leaving, self.under)
            self.turned.set_value(1.0)
            self.refresh()
            self.under = self._below(WEIGHTS)
            heading = self._named("weighted log", f"loss(L) = log \\( {WEIGHTED} \\/ {share} \\)")
            self.play(*self.arriving(self.under, *self.wrong, *self.own), *heading)
        self.appear(*fractions, *numbers)
        self._leave(*self.wrong)
        self.play(*self._named("weighted log", f'"pull" = {WEIGHTED_PULL}'), *self.arriving(*self.pulls))
        self.leaving = [*fractions, *numbers, *self.own, *self.pulls]

    @beat(
        "Let B grow confident in its far mistake: which loss still pulls?",
        then=Params.compared,
        alt="B twice, its far mistake’s bar rises to nearly 1: squared EMD’s arrow dies, the weighted log’s grows.",
    )
    def confident(self) -> None:
        params, (_, f) = self.params, self.params.mistakes()
        names = [*self._beside(('"squared"', '"weighted"'), HERO, ABOVE), *self._beside(('"EMD"', '"log"'), HERO)]
        names += self._beside((params.squared_pull(), WEIGHTED_PULL), TEXT, -ABOVE)
        with self.opening():
            self._leave(*self.leaving, self.under, self.letters[0], also=self._moving(*self.qs[0].to(self.far)))
            self.qs, first = (self.qs[1], self.qs[1]), params.squared(self.far)
            self.forces, self.ghostly = [(lambda q: first, params.squared), (params.inside, params.inside)], True
            self.turned.set_value(1.0)
            self.pulls[0] = Pull(self.theme, self.places, 0, f, float(self.far[f]))
            self.heading = share = Formula(
                self.theme, f'"pull on B’s mistake," thick prediction(q_{f + 1}) = @share[prediction:0.000]'
            )
            share.put(self.layout.right, self.layout.title_baseline, "right")
            self.follow(lambda: share.show(share=float(self.qs[1].value[f])))
            self.refresh()
            self.under = self._below(BOTH)
            self.appear(share, self._letter("B", 0), self.under, *self.pulls, *names)
        self.move(*self.qs[1].to(params.confident()), run_time=2.6)
