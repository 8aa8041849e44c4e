"""Scene 13: a near mistake and a far one, and which losses can tell them apart."""

import numpy as np

from scenes.kit.explainer import beat
from scenes.kit.motion import Presence
from scenes.kit.shapes import Part
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.pictures.class_distance.earthworks import Earthworks
from scenes.pictures.class_distance.pulls import Pull
from scenes.pictures.class_distance.rows import FAINT, FILL, decimals_of
from scenes.pictures.class_distance.shares import TrueShare
from scenes.pictures.class_distance.stage import LEAVING, LINE, LOW
from scenes.pictures.class_distance.strips import Strips
from scenes.pictures.class_distance.two_mistakes import Params, printed
from scenes.pictures.class_distance.workings import Workings

#: EMD, as what it sweeps, and what it is; how a pull on a wrong class's logit is introduced, which is not the truth's.
EMD = 'muted("EMD")'
EMD_SUM = f"{EMD} = inline(sum_i) prediction(q_i) thin d_i"
PULL, MINUS = '"pull on a wrong" logit(z) "is"', 'class("unary", minus)'
#: Its pull on a logit; EMD inside the log, of this true share, and what that pulls a wrong class's by.
EMD_PULL = f"prediction(q) ({EMD} - d)"
INSIDE = f"loss(L) = log (1 + {EMD}\\/{{share}})"
INSIDE_PULL = f"{MINUS} prediction(q) thin d \\/ ({{share}} + {EMD})"
#: What counts in cross-entropy's log: the wrong shares’ mass.
WRONG = 'prediction("wrong")'
#: From a row’s middle up to a pull, and down to what is left of it; up to EMD, and to the product that it is in.
ROW, APART, UNDER = 88 * PX, 99 * PX, -8 * PX
#: Seconds to read the log; to see that the stack is what it counts.
READ, STACKED = 2.3, 0.6


class ClassDistance(Earthworks):
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
        lambda p: f"A wrong {p.kind}’s truth p is 0: its z is pulled by −q.",
        then="Equal, but a far mistake should cost more.",
        alt="An arrow down in each mistake’s bar, as long as the bar is high; both losses are equal, and both pulls.",
    )
    def equal_treatment(self) -> None:
        self.noted = self._noted()
        losses = [self.params.log_loss(q, power=0.0) for q in (self.near, self.far)]
        numbers = self._numbers(self.params.log_decimals() or 2, max(losses))
        self._put_numbers(numbers, losses)
        with self.opening():
            self._leave(also=self._moving((self.fill, FAINT)))
            pull = "-partial loss(L) \\/ partial logit(z)"
            heading = self._named(f'"cross-entropy:" thick loss(L) = -log {self.share}"," thick "pull" = {pull}')
            self.exchange(self.asked, numbers, run_time=0.6, also=heading)
        self.exchange(self.wrong, [*self.pulls, *self.noted], run_time=0.6)
        self.leaving: list[Part] = [*numbers]

    @beat(
        "Let the distance d count: divide each pull by it?",
        then=Params.idea,
        alt="The arrow on B’s far mistake shrinks, its old length stays as dashes; A’s near one stays as long.",
        label="Divide by distance",
    )
    def the_notes_idea(self) -> None:
        params, rows = self.params, list(zip((self.near, self.far), self.params.mistakes(), strict=True))
        pulls = self._beside([f"down({printed(-float(q[i]))})" for q, i in rows], HERO, ROW)
        divisors = self._beside([f"div {self.d[i]:.4g}" for _, i in rows], HERO)
        quotients = self._beside([f"= down({pull})" for pull in params.quotients()], HERO, -ROW)
        with self.opening():
            self._leave(*self.leaving, self.under)
            self.forces = [lambda q: params.divided(q, self.power.get_value())] * 2
            self.before = [-float(q[i]) for q, i in rows]
            heading = self._named(f'"divided by distance:" thick {PULL} {MINUS} prediction(q) \\/ d')
            self.play(*self.arriving(self._distances(), *pulls, *divisors), *heading)
        self.move((self.power, 1.0), run_time=1.6)
        self.appear(*quotients)
        self.leaving = [*pulls, *divisors, *quotients, *self.noted]

    @beat(
        lambda p: f"Carry the earth to the true {p.kind}: the cost is mass times distance.",
        then=Params.carried,
        alt="Blocks of mass are carried to the true bin; what they sweep is mass times distance, less in A than in B.",
        label="Carry the earth",
    )
    def earth(self) -> None:
        terms, height = self._terms()
        numbers = self._numbers(self.params.emd_decimals(), max(self.params.works()))
        for row, label in enumerate(self.asked):
            label.middle(self.layout.right, self._height(row, height), "right")
        with self.opening():
            self._leave(*self.leaving, *self.pulls, also=self._moving((self.fill, FILL)))
            self._dig()

            def work() -> None:
                works = [earth.work(way.value) for earth, way in zip(self.blocks, self.carried, strict=True)]
                self._put_numbers(numbers, works, height)

            self.follow(work)
            self.play(
                *self.arriving(*self.asked, *self.wrong),
                *self._named(f'"earth mover’s distance:" thick loss(L) = {EMD_SUM}'),
            )
        self.exchange([*self.asked, *self.wrong, *self.own, *self.truths], numbers, run_time=0.4)
        self._carry_all()
        times = [earth.times for earth in self.blocks if earth.far]
        self.appear(*times, *terms, run_time=0.4)
        self.unfollow(work)
        self.leaving = [*numbers, *times, *terms]

    @beat(
        "EMD pulls a logit up where its distance d is below EMD.",
        then=Params.pulled,
        alt="An arrow in each mistake’s bar: EMD’s pull, which is up where the distance is less than EMD.",
    )
    def what_it_pulls_on(self) -> None:
        params, rows = self.params, self.params.known()
        results = self._beside(params.emd_pulls(), TEXT, UNDER - 1.5 * LINE)
        with self.opening():
            back = [self._bury(), *self._moving((self.fill, FAINT))]
            self._leave(*self.leaving, *self.blocks, also=back)
            self.scale = self._scale(params.emd, params.inside)
            self.forces, self.before = [params.emd] * 2, [None] * 2
            self.refresh()
            self.noted, marks = self._noted(), self._marks([row[0] for row in rows] or [EMD] * 2)
            # EMD's name and number stand in the picture or, apart from the product that it is in, beside that
            marked = all(mark.label for mark in marks)
            pulled = [] if self.noted else [EMD_PULL] * 2
            first = self._beside(pulled if marked else [row[0] for row in rows], TEXT, APART)
            equal = "= " if marked and pulled else ""
            known = [*first, *self._listed([[equal + row[1], row[2]] for row in rows], UNDER)]
            heading = self._named(f'{EMD_SUM}"," thick "pull on" logit(z) "is" {EMD_PULL}')
            came = self.arriving(*known, *self.own, *self.truths, *self.noted, *marks)
            self.play(*came, *heading)
        for row, pull in enumerate(self.pulls):
            self.appear(pull, *results[row : row + 1], run_time=0.8)
        self.leaving = [*known, *marks, *results, *self.noted]

    @beat(
        "In cross-entropy’s log, let each wrong share count d times.",
        then="So B costs more than A, as under EMD.",
        alt="Strips of the wrong shares grow from a width of 1 to their distances: B comes to cost more than A.",
        label="EMD inside the log",
    )
    def emd_inside_the_log(self) -> None:
        params, rows = self.params, list(enumerate(zip((self.near, self.far), self.params.mistakes(), strict=True)))
        decimals = params.emd_decimals()
        few = min(decimals_of(self.near), decimals or 2)
        strips = [Strips(self.theme, self.places, row, q, params.weights, i, few) for row, (q, i) in rows]
        most = max(params.log_loss(q, power) for _, (q, _) in rows for power in (0.0, 1.0))
        numbers, logs = self._numbers(params.log_decimals() or 2, most), self._logs()
        # strips that are drawn narrower don’t end where the columns do that have these distances
        self.unlike = [] if np.isclose(strips[0].unit, self.places.distance) else [self.under]

        def weigh() -> None:
            powers, counted = self.weighed.value, self.counted.value
            masses = [params.counted(q, powers[row]) for row, (q, _) in rows]
            if logs:  # on the way, too, a loss is what its printed working comes to
                masses = [round(mass, decimals) for mass in masses]
            for log, mass, power, much in zip(logs, masses, powers, counted, strict=bool(logs)):
                self._count(log, mass, much, (decimals if power else few, decimals))
            losses = [float(np.log1p(mass / q[self.y])) for mass, (_, (q, _)) in zip(masses, rows, strict=True)]
            self._put_numbers(numbers, losses, LOW)
            for row, power, much in zip(strips, powers, counted, strict=True):
                row.show(params.weights**power, *self.gathered.value, much)

        with self.opening():
            self._leave(*self.leaving, *self.pulls, also=self._moving((self.fill, FILL)))
            self.follow(weigh)
            known = f'-log {self.share}"," thick {WRONG} = 1 - {self.share}'
            heading = self._named(f"loss(L) = log (1 + {WRONG}\\/{self.share}) = {known}")
            self.play(*self.arriving(*self.wrong, *numbers, *logs), *heading)
        self.rest(READ)
        self._gather(strips, [*self.wrong, *self.unlike])
        self.rest(STACKED)
        self._weigh(strips)
        self.unfollow(weigh)
        self.play(*self._named(f'{INSIDE.format(share=self.share)}"," thick {EMD_SUM}'))
        self.leaving = [*strips, *numbers, *logs]

    @beat(
        Params.and_inside,
        then=Params.weighted,
        alt="An arrow down in each mistake’s bar: the pull of EMD inside the log.",
    )
    def pulls_inside_the_log(self) -> None:
        params, known, pull = self.params, self.params.known_inside(), INSIDE_PULL.format(share=self.share)
        listed = self._listed([[pull, *row[:2]] for row in known or ([], [])], LINE / 2)
        results = self._beside([row[2] for row in known], TEXT, -1.5 * LINE)
        with self.opening():
            back = Presence([row.wrong for row in self.bars], 1.0, LEAVING)
            self._leave(*self.leaving, also=[*self._moving((self.fill, FAINT)), back])
            self.forces, self.pulls = [params.inside] * 2, self._pulled()
            self.refresh()
            heading = self._named(f'"pull on a wrong" logit(z) "from" {INSIDE.format(share=self.share)}')
            self.noted = self._noted()
            self.play(*self.arriving(*self.unlike, *listed, *self.noted), *heading)
        for row, pull in enumerate(self.pulls):
            self.appear(pull, *results[row : row + 1], run_time=0.8)
        self.leaving = [*listed, *results, *self.noted, *self.own, *self.pulls]

    @beat(
        "Both rows are B, growing confident. Which loss lets go?",
        then=Params.compared,
        alt="B’s far mistake in both rows rises to nearly 1: EMD’s arrow dies, that of EMD inside the log grows.",
    )
    def confident(self) -> None:
        params, (_, f), b = self.params, self.params.mistakes(), self.qs[1]
        room, middles = self.layout.right - self.places.floor[1], [self._middle(row) for row in range(2)]
        formulas = EMD_PULL, INSIDE_PULL.format(share=self.share)
        workings = Workings(self.theme, params, self.layout.right, room, middles, formulas)
        names = [*self._row_name(0, EMD), *self._row_name(1, EMD, '"in" med "log"')]
        most, rows = float(self.far[self.y]), [row for row, own in enumerate(self.own) if own.submobjects]
        shares = [TrueShare(self.theme, self.places, row, most, workings.decimals or 3) for row in rows]

        def show() -> None:
            for pull, force in zip(self.pulls, workings.show(b.value), strict=False):
                pull.say(force)
            for share in shares:
                share.show(float(b.value[self.y]))

        with self.opening():
            copy = self._copied()
            self._leave(*self.leaving, *self.letters, also=self._rising(copy))
            self.remove(copy)
            self.bars[0].wrong.set_presence(1.0)
            self.qs = (b, b)
            self.forces, self.before = [params.emd, params.inside], [float(params.emd(self.far)[f]), None]
            self.pulls = [Pull(self.theme, self.places, row, f, float(self.far[f])) for row in range(2)]
            self.refresh()
            self.follow(show)
            told = f'"in log:" thick {INSIDE.format(share=self.share)}'
            drawn = f'"pulls drawn" 1 : {self.scale:g}' if self.scale != 1 else ""
            heading = self._named(f'{told}"," thick {drawn}' if drawn else f'{EMD_SUM}"," thick {told}')
            self.play(*self.arriving(*self.pulls, *names, *shares, workings), *heading)
        # While both arrows change, their numbers are enough; the rest is worked out once they stand.
        worked = [line for row in workings.rows for line in row if workings.numbered]
        self.move(*b.to(params.confident()), run_time=2.3, also=[Presence(worked, 0.0, 0.4)])
        if worked:
            self.play(Presence(worked, 1.0, 0.4))
