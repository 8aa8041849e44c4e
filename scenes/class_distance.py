"""Scene 13: a near mistake and a far one, and which losses can tell them apart."""

import numpy as np
from manim import ValueTracker

from scenes.kit.explainer import beat
from scenes.kit.formula import Formula
from scenes.kit.motion import Presence, early, late
from scenes.kit.shapes import Part
from scenes.pictures.class_distance.contest import Contest
from scenes.pictures.class_distance.earth import Crossings
from scenes.pictures.class_distance.rows import FAINT, FILL, Other
from scenes.pictures.class_distance.stage import DISTANCES, LEAVING, LINE, LOGITS, LOSS, LOW, MIDDLE, WEIGHTS, TwoRows
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
        "Cross-entropy pulls logits z by F = p − q: from the bar to the truth.",
        then=lambda p: f"Equal: cross-entropy never asks how far off a wrong {p.kind} is.",
        alt="Arrows from each bar’s top to the truth; both losses are equal, and so are the pulls on both mistakes.",
    )
    def equal_treatment(self) -> None:
        n, f = self.params.mistakes()
        names = [*self.pulls[0].names((self.y, n)), *self.pulls[1].names((f,))]
        with self.opening():
            self._leave(*self.values, *self.asked, also=self._moving((self.fill, FAINT)))
            heading = self._named("cross-entropy", f"loss(L) = -log prediction(q_{self.y + 1})")
            self.play(*self.arriving(*self.pulls, *names), *heading)
        loss = self.params.surprisal
        numbers = self._numbers(self.params.decimals(loss))
        self._put_numbers(numbers, [loss(q) for q in (self.near, self.far)])
        self.appear(*numbers)
        self.leaving: list[Part] = [*numbers, *names]

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
            self._leave(*self.leaving, *self.pulls, self.under, also=self._moving((self.fill, FILL)))
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
        "Divide each wrong class’s pull by its distance?",
        then=Params.idea,
        alt="The arrows on far bins shrink, their old lengths stay as dashes; in each row ups and downs end apart.",
        label="Divide by distance",
    )
    def the_notes_idea(self) -> None:
        params = self.params
        with self.opening():
            back = self._moving(*self._all(self.carried, 0.0), *self._all(self.lifted, 0.0), run_time=0.6)
            hidden = Presence([earth.number for earth in self.blocks], 0.0, LEAVING)
            self._leave(*self.leaving, self.under, also=[hidden, *back])
            self._bury()
            self.scale = self._scale()
            self.forces, self.ghostly = [(params.plain, params.divided)] * 2, True
            self.refresh()
            self.under, note = self._below(DISTANCES), self._noted()
            self.play(
                *self._moving((self.fill, FAINT)),
                *self.arriving(self.under, *self.pulls, *note),
                *self._named("cross-entropy", "F = truth(p) - prediction(q)"),
            )
        self._leave()
        formula = f"down(F_i) = -prediction(q_i) \\/ d_i thin (i != {self.y + 1})"
        self.move((self.turned, 1.0), run_time=1.4)
        self.play(*self._named("pulls divided by distance", formula), *self.arriving(*self.balances))
        self.leaving = [*self.balances, *note]

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
        names, borders = [crossing.names for crossing in crossings], self._borders(crossings[0])
        gap = "" if params.even else "g_k "

        def square() -> None:
            for crossing in crossings:
                crossing.show(self.squared.get_value())
            totals = [crossing.total(self.squared.get_value()) for crossing in crossings]
            self._put_numbers(numbers, totals, LOW if terms else MIDDLE)

        with self.opening():
            self._leave(*self.leaving, self.under, *self.pulls)
            self.follow(square)
            self.play(
                Presence(self._rows(), 0.0, rate=early),
                *self.arriving(*crossings, *numbers, borders),
                *self.arriving(*names, rate=late),
                *self._named("EMD", f"loss(L) = inline(sum_k) {gap}thin |prediction(Q_k) - truth(P_k)|"),
            )
        self._leave()
        formula = f"loss(L) = inline(sum_k) {gap}(prediction(Q_k) - truth(P_k))^2"
        self.move((self.squared, 1.0), run_time=2.2)
        self.unfollow(square)
        squares = [crossing.numbers for crossing in crossings] + terms
        self.play(*self._named("squared EMD", formula), *self.arriving(*squares))
        self.leaving, self.under = [*crossings, *names, *numbers, *squares], borders

    @beat(
        Params.wondered,
        then=Params.pulled,
        alt="Arrows of EMD on both rows’ bars turn into squared EMD’s; in each row ups and downs are as long.",
    )
    def what_it_pulls_on(self) -> None:
        params = self.params
        self.forces, self.ghostly = [(params.emd, params.squared)] * 2, False
        self.turned.set_value(0.0)
        self.fill.set_value(FAINT)
        self.refresh()
        with self.opening():
            self._leave(*self.leaving, self.under, also=[Presence(self._rows(), 1.0, LEAVING, rate=late)])
            self.under, note, slope = self._below(LOGITS), self._noted(), "-partial loss(L) \\/ partial logit(z_i)"
            force = self._named("EMD", f"F_i = {slope} = prediction(q_i) (loss(L) - d_i)")
            numbers = self._numbers(3)
            self._put_numbers(numbers, params.works())
            self.play(*self.arriving(self.under, *self.pulls, *numbers, *note), *force)
        self.rest(1.0)
        self._leave(*numbers)
        self.move((self.turned, 1.0), run_time=1.4)
        self.play(*self._named("squared EMD", f"F_i = {slope}"), *self.arriving(*self.balances))
        self.leaving = [*self.balances, *note]

    @beat(
        "Inside the log, weigh each wrong q by w = d.",
        then=Params.weighted,
        alt="Both rows under the weighted log: the arrow on B’s far mistake is longer than that on A’s near one.",
    )
    def weights_inside_the_log(self) -> None:
        params, y = self.params, self.y + 1
        self.forces = [(params.squared, params.inside)] * 2
        self.turned.set_value(0.0)
        formula = f"loss(L) = -log \\( prediction(q_{y}) \\/ inline(sum_j) w_j thin prediction(q_j) \\)"
        with self.opening():
            self._leave(*self.leaving, self.under, *self.pulls)
            self.under = self._below(WEIGHTS)
            self.turned.set_value(1.0)
            self.refresh()
            note = self._noted()
            self.play(*self.arriving(self.under, *note, *self.values), *self._named("weighted log", formula))
        numbers = self._numbers(params.decimals(params.margin_loss))
        self._put_numbers(numbers, params.margin_losses())
        self.exchange(self.values, self.pulls, run_time=0.6)
        self.appear(*numbers)
        self.leaving = [*numbers, *note]

    @beat(
        "Both grow confident: which losses still pull and mind distance?",
        then=Params.compared,
        alt="B’s bar rises to nearly 1, and A’s, dashed; of three losses’ arrows on B’s one dies, two grow.",
    )
    def confident(self) -> None:
        params, (n, f) = self.params, self.params.mistakes()
        contest = Contest(self.theme, self.places, ("squared EMD", "cross-entropy", "weighted log"), LOSS)
        self.contest, other = contest, Other(self.theme, self.places, 1, n, "A")
        shares = []
        for name, i, above in (("A", n, LINE / 2), ("B", f, -LINE / 2)):
            share = Formula(self.theme, f'"{name}:" thick prediction(q_{i + 1}) = @q[prediction:0.000]')
            shares.append(share.middle(self.layout.right, self._middle(1) + above, "right"))

        def contend() -> None:
            q = self.qs[1].value
            share = float(q[f])
            contest.show([loss(q)[f] for loss in params.compared_losses], params.costs(share), self.scale)
            other.show(share)
            for mistake in shares:
                mistake.show(q=share)

        with self.opening():
            rows = [self.bars[0], self.bars[0].frame, *self.pulls, self.letters[0]]
            self._leave(*rows, *self.leaving, self.under)
            self.follow(contend)
            self.under = self._below(LOGITS)
            role = "down" if max(loss(self.far)[f] for loss in params.compared_losses) < 0 else "ink"
            force = f"{role}(F_{f + 1}) = -partial loss(L) \\/ partial logit(z_{f + 1})"
            came = self.arriving(contest, other, *shares, self.under, *self._noted())
            self.play(*came, *self._named("pull on B’s mistake", force))
        self.move(*self.qs[1].to(params.confident()), run_time=2.6)
        self.appear(*(cost for row in contest.costs for cost in row), run_time=0.4)
        if params.log_wins:
            self.dim(*contest.column(0), *contest.column(1))
