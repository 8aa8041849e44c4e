"""Scene 11: a scale on the logits takes the softmax from all-equal to winner-takes-all."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.beats import SweepInput
from scenes.kit.explainer import Explainer, Input, Vector, beat, sweep
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.motion import Presence, early
from scenes.kit.shapes import Part
from scenes.kit.sizes import TEXT, em
from scenes.kit.text import math, words
from scenes.kit.words import indexed
from scenes.pictures.softmax_to_max.climb import Climb
from scenes.pictures.softmax_to_max.lead import odds_won, plain_share
from scenes.pictures.softmax_to_max.mean_ruler import BETWEEN, MeanRuler
from scenes.pictures.softmax_to_max.params import SLIGHT, ScaleParams
from scenes.pictures.softmax_to_max.river import BESIDE, River

#: Seconds of the turn upwards, and how long it rests at a scale on the way.
TURN, STOP = 4.2, 0.6


class SoftmaxToMax(Explainer):
    """The softmax of c times z, from all classes equal at c = 0 to one that takes all."""

    title = "From softmax to max"
    question = "When does the largest logit take all?"
    Params = ScaleParams

    def prepare(self) -> None:
        params = self.params
        self.start, self.end = np.array(params.logits), params.end
        self.z, self.c = Vector(self.start, "z"), Input(params.plain, "c")
        #: how far the axis reaches, and how far the river is drawn: as far as the cursor has been
        self.reach, self.grown = ValueTracker(params.plain), ValueTracker(params.plain)
        #: whether the bar is there, and whether the scale of shares goes up to 1
        self.barred, self.whole = ValueTracker(1.0), ValueTracker(1.0)
        which = self.start, params.order(), params.runner_up, params.labels, params.ceiling(), params.decimals
        self.river = River(self.theme, self.layout, *which)
        body = "prediction(q_i) = exp\\(c thin logit(z_i)\\) \\/ inline(sum_j) thin exp\\(c thin logit(z_j)\\)"
        self.rule = math(body, self.theme, em(58)).put(self.layout.right, self.layout.title_baseline, "right")
        self.add(self.river, self.rule)
        self.follow(self._draw)
        self.hero = Box(self.river.box.left, self.river.box.bottom, self.river.bar.right, self.river.box.top)

    @property
    def q(self) -> np.ndarray:
        """The shares of this frame."""
        return mc.softmax(self.z.value, self.c.get_value())

    def _draw(self) -> None:
        self.grown.set_value(max(self.grown.get_value(), self.c.get_value()))
        shown = self.c, self.reach, self.grown, self.barred, self.whole
        self.river.show(self.z.value, *(tracker.get_value() for tracker in shown))

    @beat(
        lambda p: f"Multiply every logit z by c, and turn c down from {p.plain:g} to 0.",
        then="At c = 0 nothing is left of the logits: all shares are equal.",
        alt="A river of shares over the scale c; a cursor goes down to 0, where all strands are equally wide.",
        label="At scale 0",
    )
    def scale_0(self) -> None:
        self.move((self.c, 0.0), run_time=3.0)

    @beat(
        "Turn c up: who takes the whole?",
        then=ScaleParams.turned_up,
        alt="The axis makes room, then the cursor goes up; the largest logit’s strand widens until it fills the bar.",
    )
    def turn_it_up(self) -> None:
        with self.opening():  # the river is drawn anew, from its source
            self.move((self.grown, 0.0), (self.reach, self.end), run_time=0.8)
        stops = sorted({*(c for c in self.params.scales if c > 0), self.params.plain})
        for stop in stops:
            self.move((self.c, stop), run_time=clamp((TURN + STOP) / len(stops) - STOP, 0.5, 1.3))
            if stop != self.end:
                self.rest(STOP)

    @beat(
        lambda p, _: f"Small c, slowly: what does {p.second('q')}, the second-largest logit’s share, do?",
        then=lambda p, _: f"First {p.short('q')}, the runner-up’s share, rises; then it falls.",
        each=ScaleParams.rising,
        name="the runner-up rises first",
        label="The runner-up rises first",
        alt="On finer axes the runner-up’s strand alone swells, then thins; a ring stays at its curve’s top.",
    )
    def runner_up_rises_first(self, _: tuple[()]) -> None:
        river, peak, far = self.river, self.params.peak(), self.params.slow()
        with self.opening():  # one strand stays, to be drawn anew; its number takes the bar's place
            self.move((self.barred, 0.0), run_time=0.7)  # before scales change: no two are in one picture
            self.move((self.c, 0.0), (self.grown, 0.0), (self.reach, far), (self.whole, 0.0), run_time=0.4)
            self.climb = Climb(river, self.start, self.params.runner_up, peak, self.params.labels)
            self.follow(self._draw_climb)
            gone = Presence(self._aside(), 0.0, 0.4, rate=early)
            self.exchange([], [self.climb], run_time=0.4, also=[gone])
        self.move((self.c, peak), run_time=1.3)
        came = self.arriving(self.climb.stations, run_time=0.4)
        self.add(river.cursor, self.climb)  # whose dot passes over the ring, as the cursor over the line from there
        self.play(*came)
        self.move((self.c, far), run_time=1.9, even=True)

    @beat(
        lambda p, _: f"Why? Compare {p.second('z')} with the mean of all logits, weighted by q.",
        then=lambda p, _: f"{p.short('q')} rises while {p.short('z')} is above the mean, falls once it is below.",
        each=ScaleParams.rising,
        name="the mean overtakes it",
        label="The mean overtakes it",
        alt="A pointer at the mean rises on a ruler of logits; where it meets the runner-up’s, the curve has its top.",
    )
    def mean_overtakes_it(self, _: tuple[()]) -> None:
        river, climb = self.river, self.climb
        room = Box(river.box.right, river.box.bottom, self.layout.right, river.box.top)
        which = self.start, self.params.runner_up, self.params.labels
        most = float(mc.softmax(self.start, self.params.slow()).max())
        ruler = self.ruler = MeanRuler(self.theme, self.layout, room, *which, river.size, self.params.decimals, most)
        with self.opening():  # from the start again; a ruler of the logits takes the number's place
            self.follow(self._draw_mean)
            gone = [self.rule, climb.value, climb.level, climb.start]
            self.exchange(gone, [ruler, ruler.rate], (self.c, 0.0), run_time=0.8)
        self.move((self.c, self.params.peak()), run_time=1.6)
        self.appear(climb.reason)
        self.add(climb.dot)  # which passes over the tangent
        self.rest(0.5)
        self.move((self.c, self.params.slow()), run_time=1.6, even=True)

    def _draw_climb(self) -> None:
        self.climb.show(self.c.get_value())

    def _draw_mean(self) -> None:
        self.ruler.show(float(self.q @ self.start), self.q)

    @beat(
        ScaleParams.tying,
        then="Equal logits share equally, at any scale.",
        each=ScaleParams.single,
        name="ties share",
        alt="The runner-up’s logit rises to the largest; their two strands become equally wide at every scale.",
    )
    def ties_share(self, _: tuple[()]) -> None:
        river = self.river
        with self.opening():  # the logits are back, with a frame around the one that moves
            self._end_climb()
            lit = [self.rule, river.mark, *self._aside()]
            self.move((self.barred, 1.0), run_time=0.7, also=[Presence(lit, 1.0, 0.7)])
        # Evenly: where the logit slows down its digits stand, and shares with them, while the bar goes on.
        self.move((self.z[self.params.runner_up], self.start.max()), run_time=2.6, even=True)

    def _aside(self) -> list[Part]:
        """Return what stands beside the river while all strands are there."""
        river = self.river
        return [river.share_head, river.mouth.ticks[0.0], river.head, *river.rows]

    def _end_climb(self) -> None:
        """Take the runner-up's curve and the mean away, where they were shown; its strand goes back to its scale."""
        if not self.barred.get_value():
            climb, ruler = self.climb, self.ruler
            gone = ruler, ruler.rate, climb, climb.stations, climb.reason
            self.vanish(*gone, run_time=0.4)
            self.unfollow(self._draw_climb, self._draw_mean)
            self.add(self.rule)
            self.move((self.c, self.end), (self.reach, self.end), (self.whole, 1.0), run_time=0.4)

    @beat(
        "Other logits: how much of the whole does a slight lead get?",
        then=ScaleParams.won,
        alt="One logit leads by a tenth: its strand widens slowly with the scale, and nearly fills the bar at the end.",
        name="slightly larger is not enough",
    )
    def slight_lead(self) -> None:
        params, river = self.params, self.river
        first, other = (indexed("q", i) for i in (params.leader, params.runner_up))
        ratio = '#"odds"' if params.labels else f"prediction({first}) \\/ prediction({other})"
        odds = math(f'{ratio} = exp(c times logit(#"lead"))', self.theme, em(58))
        odds.put(self.layout.right, self.layout.title_baseline, "right")
        gap = "" if params.labels else f" = {indexed('z', params.leader)} - {indexed('z', params.runner_up)}"
        lead = math(f'logit(#"lead"{gap} = {SLIGHT:g})', self.theme)
        lead.put(self.layout.right - odds.advance - BETWEEN, self.layout.title_baseline, "right")
        with self.opening():  # first the scale goes back, then the logits change, which are read beside shares
            self._end_climb()
            goals = (self.c, params.plain), (self.grown, params.plain), (self.reach, params.far), (self.barred, 1.0)
            turned = Presence([river.mark, self.rule], 0.0, 0.6), self.lighting(*self._aside(), run_time=0.6)
            self.move(*goals, run_time=0.6, also=turned)
            self.remove(self.rule)
            self.move(*self.z.to(params.slight()), run_time=0.6)
            self.appear(odds, lead, self._lead_row(), run_time=0.4)
        self.move((self.c, params.far), run_time=2.6)
        self.appear(plain_share(river, params), run_time=0.4)
        self.rest(0.8)
        self.appear(odds_won(river, params), run_time=0.4)

    def _lead_row(self) -> Part:
        """Return c times the lead under the axis' ticks."""
        river, theme = self.river, self.theme
        texts = [
            words(f"{c * SLIGHT:.2g}", theme, TEXT).put(river.x(c), river.under)
            for c, there in river.axis.there.items()
            if there == 1.0
        ]
        name = math('c times logit(#"lead")', theme, TEXT).put(river.box.left - BESIDE, river.under, "right")
        return Part(name, *texts)

    @sweep(lambda p: [SweepInput("c", "", 0.0, p.end, p.end / 100, p.plain)])
    def scale(self) -> tuple[list[Callable[[float], None]], Callable[[], dict[str, float]]]:
        """Drag the scale from 0 to the last one: the cursor runs along the whole river."""
        self.reach.set_value(self.end)
        self.grown.set_value(self.end)
        river = self.river
        self.handles = [river.box]
        labels = self.params.labels

        def read() -> dict[str, float]:
            return {f"q of {labels[i]}" if labels else f"q_{i + 1}": q for i, q in enumerate(self.q)}

        return [self.c.set_value], read
