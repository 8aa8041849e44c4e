"""Scene 10: Nielsen's softmax sliders, nudged one by one."""

import numpy as np

import mathcore as mc
from scenes.kit.beats import SweepInput
from scenes.kit.explainer import beat, sweep
from scenes.kit.marks import clamp
from scenes.kit.motion import Presence
from scenes.kit.trackers import input_name
from scenes.pictures.nudged_softmax.nudge_names import nudged
from scenes.pictures.nudged_softmax.params import NudgeParams
from scenes.pictures.nudged_softmax.stage import NudgeStage
from scenes.pictures.nudged_softmax.whole import NudgeWhole


class NudgedSoftmax(NudgeStage):
    """Nudge one logit at a time and watch every probability answer: small mass has a small say."""

    title = "Nudge one logit, watch every share"
    question = "Whose nudge helps the true class most?"
    Params = NudgeParams

    @beat(
        lambda p: (
            f"Softmax turns {p.count} logits z into {p.count} shares q. Drag one, watch "
            f"{'both' if p.count == 'two' else 'them all'}."
        ),
        then="One logit moves, and every share answers.",
        question=lambda p: "" if p.count == "two" else f"Whose nudge by {p.by} helps the true class most?",
        alt=lambda p: f"{p.count.capitalize()} sliders at the left, a bar of probability each; one moves, all bars do.",
        label=lambda p: f"{p.count.capitalize()} sliders, {p.count} bars",
        name=lambda p: f"{p.count} sliders, {p.count} bars",
    )
    def sliders_and_bars(self) -> None:
        reach = self.params.reach
        self.play(*self.into_play(self.params.rival), *self.arriving(self.table.ghosts, run_time=0.5))
        self.take(self.params.rival, (-reach, 1.5), (reach, 1.0), (self.start[self.params.rival], 0.6))
        others = [i for i in np.argsort(-self.before, kind="stable") if i != self.params.rival]
        for i in others[:2]:
            high = reach if self.before[i] < 0.5 else -reach
            self.take(int(i), (high, 0.7), (self.start[i], 0.5))
        self.play(*self.into_play(*range(self.table.count)))

    @beat(
        lambda p: (
            f"Zoom in, then raise {p.z(p.target)} by {p.by}: how far does its share go?"
            if p.labels
            else f"Zoom in on each start, then raise {p.z(p.target)} by {p.by}: how far does {p.q} go?"
        ),
        then=NudgeParams.after_raising,
        alt="The rulers become finer; the true class’s slider goes up, and what its bar gains grows on a board, too.",
        name=lambda p: f"raise z{p.target + 1}",
        label=lambda p: f"Raise {p.z(p.target)}",
    )
    def raise_it(self) -> None:
        with self.opening():
            # Of the other shares it is enough to see which rise and which fall: one number is left to watch.
            gone = Presence(self.table.others, 0.0, 0.4)
            self.move((self.alone, 0.0), run_time=0.6, also=[gone, *self.into_play(self.y)])
            self.appear(self.board.head, self.board.wall, self.board.scale, run_time=0.4)
        self.exchange([self.table.sliders.scale], [self.table.sliders.steps], (self.near, 1.0), run_time=0.8)
        self.add(self.board)
        self.try_out(self.y, 2.0)

    @beat(
        lambda p: f"Lower {p.z(p.rival)} by {p.by} instead: how much does {p.q} gain?",
        then=NudgeParams.after_the_rival,
        alt="The largest rival’s slider goes down; the true class’s bar gains a green piece, noted on the board.",
        name=lambda p: f"lower z{p.rival + 1}",
        label=lambda p: f"Lower {p.z(p.rival)}",
    )
    def lower_the_rival(self) -> None:
        with self.opening():
            self.back(0.7, self.params.rival)
        self.try_out(self.params.rival, 1.8)

    @beat(
        NudgeParams.asking_the_small_ones,
        then=NudgeParams.after_the_small_ones,
        each=NudgeParams.small_ones,
        alt="The other sliders go down one after the other; the board notes what the true class’s bar gains.",
        name="the small ones",
    )
    def lower_the_small_ones(self, others: tuple[int, ...]) -> None:
        pace = clamp(1.8 / len(others), 0.15, 0.9)
        hold = clamp(round(1.4 / len(others), 1), 0.2, 0.7)
        with self.opening():
            self.back(0.7, others[0])
        for i in others:
            if i != others[0]:
                self.back(0.7 * pace, i)
            self.try_out(i, 1.3 * pace)
            if i != others[-1]:
                self.rest(hold)

    @beat(
        "The gains, ranked; beside each, the share it can take from.",
        then=NudgeParams.law,
        alt="Gains as bars from the largest to the smallest; beside each grows the share its nudge can take from.",
        label="What a nudge is worth",
    )
    def ranking(self) -> None:
        table, board, ranks = self.table, self.board, self.ranks
        gone = [table, table.ghosts, table.sliders.steps, table.gain, table.answers, *table.sliders.values]
        gone += [board, board.head, board.wall, board.scale, *board.sources, *board.numbers]
        with self.opening():
            self.exchange(gone, [ranks])
            self.unfollow(self.draw_table)
        self.hero = ranks.hero
        self.add(ranks.second)
        self.follow(self.draw_shares_pushed)
        self.move((self.told, table.count), run_time=2.8, even=True)

    @beat(
        NudgeParams.two_ways,
        then=NudgeParams.after_two_ways,
        alt="Raising the true logit, then lowering all the others: the two halves of each bar end at the same place.",
        label="Two ways, one result",
    )
    def two_ways_one_result(self) -> None:
        with self.opening():
            self.bring_back_the_table()
        raised, (first, second, *gains) = self.start + self.raised, self.ways
        self.move(*self.z.to(raised), run_time=0.9, also=self.into_play(self.y))
        self.appear(first, gains[0], run_time=0.4)
        # What is kept goes to its half before anything else moves: so no bar is seen through another.
        self.table.keep(self.q)
        self.move((self.split, 1.0), run_time=0.4)
        others = self.into_play(*np.delete(np.arange(self.table.count), self.y))
        self.move(*self.z.to(self.start), run_time=0.6, also=others)
        self.move(*self.z.to(raised - self.params.nudge), run_time=1.1, also=self.arriving(second, run_time=0.4))
        self.appear(gains[1], run_time=0.4)

    @beat(
        lambda p: f"Raise {'both' if p.count == 'two' else f'all {p.count}'} logits by {p.by}: which shares move?",
        then=lambda p: (
            f"{'Both' if p.count == 'two' else 'All'} rose by {p.by}: no share moves, only gaps between logits count."
        ),
        alt="All sliders go up together; the gaps between them stay, and so does every bar.",
        label="Shift them all",
    )
    def shift_all(self) -> None:
        self.gap_column = self.gaps()
        everyone = self.into_play(*range(self.table.count))
        with self.opening():
            gone = Presence(self.ways, 0.0, 0.5)
            self.move(*self.z.to(self.start), (self.split, 0.0), run_time=0.6, also=[gone, *everyone])
            self.remove(*self.ways)
            self.appear(self.gap_column, run_time=0.4)
        self.move(*self.z.to(self.start + self.params.nudge), run_time=2.0)

    @beat(
        NudgeParams.laying,
        then=lambda p: (
            f"What {'it' if p.labels else p.q} gains is exactly what "
            f"{'the other loses' if p.count == 'two' else 'the others lose'}: the whole stays one."
        ),
        alt="All shares in one full bar; the true share grows in a copy below, and the others shrink by as much.",
    )
    def one_whole(self) -> None:
        table, params = self.table, self.params
        done = nudged(self.theme, self.y, params.nudge, params.labels, table.size)
        self.whole = NudgeWhole(self.theme, table, params, done)
        with self.opening():
            gone = [Presence([self.gap_column], 0.0, 0.5)]
            self.move(*self.z.to(self.start), run_time=0.8, also=gone)
        gone = [table.sliders, table.sliders.steps, table.written, table.truth, *table.other_frames, table.ghosts]
        self.play(Presence([*gone, *table.sliders.values], 0.0, 0.5))
        self.remove(table, table.ghosts, table.sliders.steps, self.gap_column, *table.sliders.values)
        self.unfollow(self.draw_table)
        self.hero = self.whole.hero
        self.follow(self.draw_whole)
        self.add(self.whole)
        self.move((self.landed, 1.0), run_time=1.4, even=True)
        self.move((self.copied, 1.0), run_time=0.7)
        self.appear(self.whole.account, run_time=0.4)
        self.move((self.z[self.y], self.start[self.y] + params.nudge), run_time=2.2)

    @sweep(
        lambda p: [
            SweepInput(input_name("z", i, p.labels), "", -p.reach, p.reach, p.reach / 50, z)
            for i, z in enumerate(p.logits)
        ]
    )
    def each_logit(self):
        """Drag the sliders of the first beat: all shares answer, dashed lines say where they were."""
        table, labels = self.table, self.params.labels
        self.add(table.ghosts)
        self.handles = [table.sliders.grip(i, table.centred) for i in range(table.count)]

        def read() -> dict[str, float]:
            shares = {input_name("q", i, labels): q for i, q in enumerate(self.q)}
            return shares | {"L": float(mc.loss(self.z.value, self.y))}

        return [tracker.set_value for tracker in self.z.trackers], read
