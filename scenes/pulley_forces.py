"""Scene 6: the logit gradients as forces in a pulley system whose pulls balance exactly."""

from typing import Annotated

import numpy as np
from manim import ValueTracker
from pydantic import Field

import mathcore as mc
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.layout import columns
from scenes.kit.marks import Amount, ForceArrow
from scenes.kit.motion import Presence
from scenes.kit.names import NameRow
from scenes.kit.params import LogitParams
from scenes.kit.plot import Curve, Plot
from scenes.kit.pulleys import Beam, Block, Pulleys
from scenes.kit.shapes import LABEL, SMALL, Label, Part, Readout, Shape, math, words

#: The surprise is sought in so many steps of a twentieth of the rate.
FINE_STEPS, FINE = 160, 20.0
#: Probabilities of the two cases of "force is error".
WRONG, RIGHT = 0.05, 0.95


class Params(LogitParams):
    """The logits, the true class and the descent."""

    rate: Annotated[float, Field(gt=0.0, le=5.0, description="step size of the descent")] = 0.5
    steps: Annotated[int, Field(ge=1, le=200, description="number of descent steps")] = 20

    def fastest(self) -> int:
        """Return the wrong class that is pulled down hardest."""
        return int(np.argmin(mc.forces(np.array(self.logits), self.target)))

    def risers(self) -> list[int]:
        """Return the most probable wrong class whose probability rises at first, or nothing."""
        z = np.array(self.logits)
        fine = mc.descend(z, self.target, self.rate / FINE, FINE_STEPS)
        gains = fine.probabilities[1] - fine.probabilities[0]
        rising = [i for i in range(len(z)) if i != self.target and gains[i] > 0]
        return sorted(rising, key=lambda i: -fine.probabilities[0, i])[:1]


class PulleyForces(Explainer):
    """The gradient at the logits as forces: the pulls down on the wrong classes balance the one pull up."""

    title = "Every logit feels a force"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.start, self.y = np.array(params.logits), params.target
        count = len(self.start)
        self.course = mc.descend(self.start, self.y, params.rate, params.steps)
        self.fine = mc.descend(self.start, self.y, params.rate / FINE, FINE_STEPS)
        self.z, self.pull, self.step = Vector(np.zeros(count)), ValueTracker(0.0), ValueTracker(0.0)

        crowded = count > 8
        self.panel = 4.0
        axis = layout.left + 0.75
        xs = columns(axis + 0.15, self.panel - 0.45, count)
        pitch = xs[1] - xs[0]
        self.head = min(0.17, 0.16 * pitch)
        block = min(1.05, pitch - 2 * self.head - 0.1)
        # The arrow stands beside its block, on the side where the true class's bundle has no wheel.
        aside = -1.0 if self.y == 0 else 1.0
        self.side = aside * (block / 2 + self.head + 0.05)
        xs = [x - aside * (self.head + 0.025) for x in xs]
        size = 24 if crowded else LABEL
        bounds = {"left": axis - 0.5, "right": self.panel - 0.2}
        if params.labels:
            self.names = NameRow(params.labels, xs, "z", theme, **bounds, truth=self.y)
        else:
            self.names = NameRow((), xs, "z", theme, **bounds, role="logit")
        self.names.hang(layout.bottom + self.names.room)
        self.row = layout.bottom + self.names.room + 0.22
        self.pulls = [Readout(theme, size, decimals=2 if crowded else 3, signed=True) for _ in xs]

        low, beam = self.row + 0.55, layout.top - 0.12
        self.beam = Beam(theme, axis - 0.3, self.panel - 0.25, beam)
        shown = np.concatenate([np.zeros((1, count)), [self.start], self.course.logits, self.fine.logits])
        widest = mc.softmax(np.linspace(shown[0], shown[1], 20)).max(0)
        widest = np.maximum(widest, mc.softmax(shown[1:]).max(0))
        self.pulleys = Pulleys(theme, xs, self.y, beam, widest, unit=0.6, radius=0.1 if crowded else 0.17)
        up = 0.46 if crowded else 0.56
        high = self.pulleys.foot - up / 2 - 0.2
        bottom = low + up / 2
        least, most = float(shown.min()), float(shown.max())
        self.z_unit = min(1.0, (high - bottom) / max(most - least, 1e-9))
        middle = (high + bottom) / 2 - self.z_unit * (least + most) / 2
        self.zero = middle
        forces = mc.forces(shown[1:], self.y)
        ceiling = beam - 0.1 if self.y in (0, count - 1) else self.pulleys.foot - 0.05
        heights = self.height_of(shown[1:])
        room = np.where(forces > 0, ceiling - heights, heights - low + 0.1)
        self.force_unit = float(min(2.2, (room / np.maximum(np.abs(forces), 1e-9)).min()))
        self.arrows = [ForceArrow(theme, self.force_unit, self.head) for _ in xs]
        #: a mark at each arrow's tail, without which a tiny force looks like a minus sign
        self.tails = [Shape(theme.color("muted"), 0.0, stroke=2.0) for _ in xs]
        self.blocks = [Block(theme, block, up, 2 if crowded else 3, truth=i == self.y, size=size) for i in range(count)]
        self.xs, self.scale_part = np.array(xs), self._scale(axis, least, most, low, high)
        self.add(self.beam, self.scale_part, self.pulleys, *self.blocks, self.names)
        self.follow(self._draw)

    def height_of(self, z):
        """Return the height at which a logit hangs."""
        return self.zero + self.z_unit * np.asarray(z)

    def _scale(self, x: float, least: float, most: float, low: float, high: float) -> Part:
        """Return the scale of logits at the left and the dashed line at 0."""
        theme = self.theme
        step = next(s for s in (1, 2, 5, 10, 20, 50) if s * self.z_unit >= 0.55 or s == 50)
        ticks = [k * step for k in range(int(np.ceil(least / step)), int(np.floor(most / step)) + 1)]
        line = Shape(theme.color("line"), 0.0, stroke=3.0).path(
            [(x, self.height_of(least) - 0.2), (x, self.height_of(most) + 0.2)]
        )
        marks = [
            Shape(theme.color("line"), 0.0, stroke=3.0).path([(x - 0.08, self.height_of(t)), (x, self.height_of(t))])
            for t in ticks
        ]
        texts = [
            words(f"{t}".replace("-", "\N{MINUS SIGN}"), theme, SMALL, "logit").middle(
                x - 0.16, self.height_of(t), "right"
            )
            for t in ticks
        ]
        name = math("logit(z)", theme, LABEL).put(x, self.height_of(most) + 0.35)
        zero = Shape(theme.color("line"), 0.0, stroke=2.0).dashes(
            (x, self.height_of(0.0)), (self.panel - 0.3, self.height_of(0.0))
        )
        return Part(zero, line, *marks, *texts, name)

    def _draw(self) -> None:
        """Blocks at their logits, filled to q; strands and arrows to scale once they pull."""
        z, pull = self.z.value, self.pull.get_value()
        q, force = mc.softmax(z), mc.forces(z, self.y)
        heights = self.height_of(z)
        for i, block in enumerate(self.blocks):
            block.show(q[i], self.xs[i], heights[i])
            self.arrows[i].show(pull * force[i], self.xs[i] + self.side, heights[i])
            tail = self.xs[i] + self.side
            self.tails[i].path([(tail - self.head, heights[i]), (tail + self.head, heights[i])])
            self.pulls[i].recolor(self.theme.color("up" if force[i] >= 0 else "down"))
            self.pulls[i].put(force[i], self.xs[i], self.row)
        self.pulleys.show(pull * q, heights + self.blocks[0].up / 2)

    @beat(
        "Each class is a block at the height of its logit, filled to its probability.",
        alt="Blocks hang from pulleys on one beam; each stands at the height of its logit, filled to its probability.",
    )
    def hang(self) -> None:
        self.legend = self._legend(
            math('#text(font: "New Computer Modern")[height: logit ] logit(z)', self.theme, LABEL),
            math('#text(font: "New Computer Modern")[filling: share ] prediction(q)', self.theme, LABEL),
            math('#text(font: "New Computer Modern")[framed: true, ] truth(p = 1)', self.theme, LABEL, "truth"),
        )
        self.appear(self.legend)
        self.move(*self.z.to(self.start), run_time=2.5)
        self.rest(0.5)

    def _legend(self, *lines: Label, below: int = 0) -> Part:
        """Return lines of the key to the picture, in the panel at the right."""
        for i, line in enumerate(lines):
            line.put(self.panel + 0.2, 1.3 - 0.6 * (i + below), "left")
        return Part(*lines)

    @beat(
        "Each wrong class weighs its q; over the pulleys they hoist the true class, by 1 − q.",
        alt="Red arrows pull the wrong blocks down, a green one the true block up; ropes are as wide as the pulls.",
    )
    def pull_on_the_ropes(self) -> None:
        self.show_formula("F_i = - (partial loss(L)) / (partial logit(z_i)) = truth(p_i) - prediction(q_i)")
        self.arrow_part = Part(*self.tails, *self.arrows)
        self.appear(self.arrow_part, run_time=0.2)
        key = self._legend(
            math('#text(font: "New Computer Modern")[arrow: force ] F', self.theme, LABEL),
            math('#text(font: "New Computer Modern")[rope: width] abs(F)', self.theme, LABEL),
            below=len(self.legend.submobjects),
        )
        self.move((self.pull, 1.0), run_time=2.2, also=self.arriving(key))
        self.legend.add(*key.submobjects)
        self.pull_row = Part(*self.pulls)
        self.appear(self.pull_row, run_time=0.5)

    @beat(
        "Laid end to end, the pulls down are exactly as long as the one pull up: they sum to 0.",
        alt="Copies of the red arrows stack end to end beside the green one: the same length; the sum reads 0.000.",
        question="Let go: which block will move furthest?",
    )
    def balance(self) -> None:
        theme, flight = self.theme, ValueTracker(0.0)
        force, heights = mc.forces(self.z.value, self.y), self.height_of(self.z.value)
        copies = [ForceArrow(theme, self.force_unit, self.head) for _ in self.arrows]
        x_up, x_down = self.panel + 0.75, self.panel + 1.75
        length = force[self.y] * self.force_unit
        base = 0.3 - length / 2
        tails, level = np.empty(len(force)), base + length
        for i in sorted(range(len(force)), key=lambda i: force[i]):
            if i == self.y:
                tails[i] = base
            else:
                tails[i], level = level, level + force[i] * self.force_unit

        def draw_copies() -> None:
            part = flight.get_value()
            for i, copy in enumerate(copies):
                x_from, x_to = self.xs[i] + self.side, x_up if i == self.y else x_down
                copy.show(force[i], x_from + part * (x_to - x_from), heights[i] + part * (tails[i] - heights[i]))

        self.vanish(self.legend, run_time=0.3)
        self.follow(draw_copies)
        moving = Part(*copies)
        self.add(moving)
        self.move((flight, 1.0), run_time=2.2)
        rules = [
            Shape(theme.color("line"), 0.0, stroke=2.5).dashes((x_up - 0.4, y), (x_down + 0.4, y))
            for y in (base, base + length)
        ]
        total = Amount(math("sum_i F_i =", theme, LABEL), theme, "ink")
        total.put(float(np.sum(force)), self.panel + 0.45, base - 0.75)
        self.scales = Part(*rules, total)
        self.appear(self.scales)
        self.unfollow(draw_copies)
        self.scales.add(moving)

    @beat(
        "Descent gives in to the pulls: they fade, L falls, and the sum of all z never changes.",
        alt="The true block rises, the wrong ones sink; arrows and ropes thin out while the loss curve falls.",
    )
    def give_in(self) -> None:
        theme, course = self.theme, self.course
        self.vanish(self.scales, run_time=0.4)
        steps = len(course.losses) - 1
        most = float(course.losses.max())
        self.plot = Plot(
            theme,
            (self.panel + 0.35, -1.1, 2.1, 2.6),
            (0, steps),
            (0, most * 1.3),
            words("steps", theme, SMALL, "muted"),
            math("loss(L)", theme, LABEL),
            x_ticks=(0, steps),
        )
        curve = Curve(theme, self.plot, "loss")
        fallen = Readout(theme, LABEL, "loss")
        total = Amount(math("sum_i logit(z_i) =", theme, LABEL), theme, "logit")

        def draw_course() -> None:
            at = self.step.get_value()
            past = np.arange(int(at) + 1)
            z = self.z.value
            times, losses = np.append(past, at), np.append(course.losses[past], mc.loss(z, self.y))
            curve.show(times, losses)
            x, y = self.plot.at(at, losses[-1])
            fallen.put(losses[-1], min(x + 0.1, self.layout.right - fallen.width("0.000")), y + 0.2, "left")
            total.put(float(np.sum(z)), self.panel + 0.35, -2.35)

        self.follow(draw_course)
        fallen_part = Part(fallen)
        self.appear(self.plot, curve, fallen_part, total, run_time=0.5)
        self.lead(self._descend)
        self.move((self.step, float(steps)), run_time=min(6.0, 0.3 * steps + 1.0), even=True)
        self.unfollow(self._descend, draw_course)
        self.panel_parts = [self.plot, curve, fallen_part, total]

    @beat(
        "The pull is the error: confidently wrong it hauls, nearly right it only tugs.",
        alt="The true block twice: nearly empty under a thick bundle and a long arrow, nearly full under a thin one.",
    )
    def force_is_error(self) -> None:
        machine = [self.scale_part, self.pulleys, *self.blocks, self.names, self.arrow_part, self.pull_row]
        self.play(Presence([*machine, *self.panel_parts], 0.0, 0.5))
        self.remove(*self.panel_parts)
        others = np.delete(self.start, self.y)
        cases = [
            Haul(self, x, share, others, head)
            for x, share, head in ((-4.0, WRONG, "confidently wrong"), (2.0, RIGHT, "nearly right"))
        ]
        for case in cases:
            self.appear(case)
            self.rest(0.7)
        self.machine, self.cases = machine, cases

    @beat(
        lambda p, i: (
            f"Pulls act on logits: at first q{i + 1} rises though z{i + 1} sinks, for z{p.fastest() + 1} sinks faster."
        ),
        each=Params.risers,
        name=lambda p, i: "surprise",
        alt=lambda p, i: f"Small steps: logit {i + 1} goes down while its probability, relative to its start, goes up.",
    )
    def surprise(self, riser: int) -> None:
        theme, fine = self.theme, self.fine
        self.vanish(*self.cases, run_time=0.4)
        for tracker, z in zip(self.z.trackers, self.start, strict=True):
            tracker.set_value(z)
        self.refresh()
        self.light(*self.machine)
        shares = fine.probabilities[:, riser]
        last = max(1, int(np.argmax(shares)))
        self.step.set_value(0.0)
        self.course = fine
        watched = {riser, self.params.fastest()}
        aside = [
            part
            for i, parts in enumerate(zip(self.blocks, self.tails, self.arrows, self.pulls, strict=True))
            if i not in watched
            for part in parts
        ]
        self.dim(*aside, *(s for i, s in self.pulleys.strands.items() if i not in watched), run_time=0.4)
        gain = float(shares[last] - shares[0])
        plot = Plot(
            theme,
            (self.panel + 0.35, -0.5, 2.1, 1.9),
            (0, last),
            (0.0, gain * 1.35),
            words("small steps", theme, SMALL, "muted"),
            math(f"Delta prediction(q_{riser + 1})", theme, LABEL),
            x_ticks=(0, last),
        )
        curve = Curve(theme, plot, "prediction")
        sunk = Amount(math(f"Delta logit(z_{riser + 1}) =", theme, LABEL), theme, "down", decimals=4, signed=True)
        risen = Amount(math(f"Delta prediction(q_{riser + 1}) =", theme, LABEL), theme, "up", decimals=4, signed=True)

        def draw_surprise() -> None:
            at = self.step.get_value()
            past = np.arange(int(at) + 1)
            q = mc.softmax(self.z.value)[riser]
            curve.show(np.append(past, at), np.append(shares[past], q) - shares[0])
            sunk.put(self.z[riser].get_value() - self.start[riser], self.panel + 0.2, -1.65)
            risen.put(q - shares[0], self.panel + 0.2, -2.25)

        self.follow(draw_surprise)
        self.appear(plot, curve, sunk, risen, run_time=0.5)
        self.lead(self._descend)
        self.move((self.step, float(last)), run_time=4.0, even=True)
        self.unfollow(self._descend)
        self.light(*self.blocks, self.arrow_part, self.pull_row, self.pulleys)

    def _descend(self) -> None:
        """Set the logits to the descent's current step; between two steps they move straight along the force."""
        at, logits = self.step.get_value(), self.course.logits
        last = min(int(at), len(logits) - 2)
        for tracker, z in zip(
            self.z.trackers, logits[last] + (at - last) * (logits[last + 1] - logits[last]), strict=True
        ):
            tracker.set_value(z)


class Haul(Part):
    """The true block alone under its bundle of strands, at a given probability."""

    def __init__(self, scene: PulleyForces, x: float, share: float, others: np.ndarray, head: str):
        super().__init__()
        theme, layout, y = scene.theme, scene.layout, scene.y
        wrong = (1.0 - share) * mc.softmax(others)
        force = float(mc.forces(-mc.surprisal(np.insert(wrong, y, share)), y)[y])
        unit, top, low = 2.2, layout.top - 0.12, -1.2
        left = x - force * unit / 2
        for part in wrong:
            strand = Shape(theme.color("prediction"), 0.5, stroke=1.2)
            self.add(strand.box(left, low, part * unit, top - low))
            left += part * unit
        block = Block(theme, 2.6, 0.9, 3, truth=True, size=LABEL).show(share, x, low - 0.45)
        arrow = ForceArrow(theme, unit).show(force, x + 1.75, low - 0.45)
        value = Readout(theme, LABEL, "up", signed=True).middle(force, x + 2.1, low - 0.45, "left")
        name = words(head, theme, LABEL).put(x, low - 1.45)
        self.add(block, arrow, value, name)
