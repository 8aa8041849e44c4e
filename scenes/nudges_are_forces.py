"""Scene 12: the loss against a nudge of each logit: its slopes are the forces of the pulley picture."""

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.layout import columns
from scenes.kit.marks import Amount, Bracket, ForceArrow
from scenes.kit.motion import Presence
from scenes.kit.names import NameRow
from scenes.kit.params import LogitParams
from scenes.kit.plot import Plot, round_ticks
from scenes.kit.pulleys import Beam, Block
from scenes.kit.responses import Responses
from scenes.kit.shapes import LABEL, SMALL, Label, Part, Readout, Shape, math, words
from scenes.kit.theme import Theme
from scenes.kit.traces import Trace

#: How far each logit is nudged to both sides.
REACH = 1.25
#: How far the tangents reach; a little more than the step over which they are measured.
LEAN = 1.12
#: A wrong class has little say below this share, if another one has at least three times as much.
SMALL_SHARE = 0.1
#: Width of a rope that carries a whole unit of force.
ROPE = 0.6
#: A share is tiny if log 1/q is larger than this.
FAR = 4.0
#: What the beam takes with its hatching.
BEAM_ROOM = 0.35


class Params(LogitParams):
    """The logits and the true class."""

    def shares(self) -> np.ndarray:
        """Return q."""
        return mc.softmax(np.array(self.logits))

    def rival(self) -> int:
        """Return the most probable wrong class."""
        return int(np.argmax(np.where(np.arange(len(self.logits)) == self.target, -1.0, self.shares())))

    def small(self) -> list[int]:
        """Return the wrong classes with little mass, if there is one with much more."""
        q, rival = self.shares(), self.rival()
        wrong = (i for i in range(len(q)) if i != self.target)
        return [i for i in wrong if q[i] < SMALL_SHARE and 3 * q[i] < q[rival]]

    def few(self) -> list[list[int]]:
        """Return the classes of the beat on small mass, or nothing to tell."""
        return [self.small()] if self.small() else []

    def step(self) -> float:
        """Return a nudge of the rival that leads far from its tangent.

        That is 1, but more for a tiny share, whose curve is flat up to log 1/q, and the other way for one near 1.
        """
        q, rival = self.shares(), self.rival()
        much, little = float(mc.surprisal(q[rival])), float(mc.surprisal(np.delete(q, rival).sum()))
        if little > FAR:
            return -float(np.ceil(little))
        return float(np.ceil(much)) if much > FAR else 1.0

    def told(self) -> str:
        """Return what slope and loss say to that nudge, in words."""
        step = self.step()
        answer = mc.nudge(np.array(self.logits), self.rival(), step, self.target)
        act, move = ("Raise", "rises") if step > 0 else ("Lower", "falls")
        return (
            f"{act} z{self.rival() + 1} by {abs(step):g}: the slope says {abs(answer.first_order):.3f},"
            f" the loss {move} by {abs(answer.loss_change):.3f}."
        )


def _either(indices: list[int]) -> str:
    names = [f"z{i + 1}" for i in indices]
    return " or ".join(names) if len(names) < 3 else f"any of these {len(names)}"


class NudgesAreForces(Explainer):
    """The loss against a nudge of each logit: the slopes are the forces, and good for small nudges only."""

    title = "A nudge feels a force"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.z, self.y = np.array(params.logits), params.target
        self.q, self.forces = params.shares(), mc.forces(self.z, self.y)
        self.slopes = mc.gradient_wrt_logits(self.z, self.y)
        count = len(self.z)
        self.nudge, self.least, self.most = Vector(np.zeros(count)), ValueTracker(0.0), ValueTracker(0.0)
        self.lean, self.made_room = ValueTracker(0.0), ValueTracker(0.0)

        grid = np.linspace(-REACH, REACH, 61)
        changes = [self._change(i, grid) for i in range(count)] + [LEAN * self.slopes, -LEAN * self.slopes]
        changes = np.concatenate(changes)
        window = min(-0.35, 1.08 * np.min(changes)), max(0.35, 1.08 * np.max(changes))
        crowded = count > 8
        axis = layout.left + 0.95
        self.xs = np.array(columns(axis + 0.1, layout.right - 0.12, count))
        pitch = self.xs[1] - self.xs[0]
        self.plots = Responses(
            theme,
            axis,
            self.xs,
            min(2.2, 0.42 * pitch),
            REACH,
            window,
            ["up" if force >= 0 else "down" for force in self.forces],
        )
        size = 24 if crowded else LABEL
        self.names = NameRow(params.labels, self.xs, "z", theme, left=layout.left, right=layout.right, truth=self.y)
        self.floor = layout.bottom + self.names.room
        self.names.hang(self.floor)
        decimals = 2 if crowded else 3
        self.slope_row = Row(theme, math("q_i - p_i", theme, SMALL), layout.left, self.xs, size, decimals)
        self.force_row = Row(theme, math("F_i", theme, SMALL), layout.left, self.xs, size, decimals)
        self.change_row = Row(theme, math("Delta loss(L)", theme, SMALL), layout.left, self.xs, size, decimals)
        self.rises: list[Bracket] = []
        self.arrows: list[ForceArrow] = []
        self.add(self.names, self.plots)
        self.follow(self._draw_plots)

    def _change(self, index, nudge):
        """Return the exact change of the loss when one logit is nudged; classes and nudges broadcast."""
        return mc.nudge(self.z, index, nudge, self.y).loss_change

    @property
    def zone(self) -> float:
        """Height of the pulley picture: what the longest arrows up and down take, and some room for the blocks.

        Arrows are on the plots' scale, so zone = a + s · plots with s the arrows' share of the plots' window, and
        zone + plots is the room that there is.
        """
        low, high = self.plots.window
        share = float(self.forces.max() - self.forces.min()) / (high - low)
        room = self.layout.top - 0.1 - self.floor - 1.3
        least = BEAM_ROOM + 0.7
        return (least + share * room) / (1 + share)

    @property
    def row_height(self) -> float:
        """Baseline of the numbers under the plots in this frame."""
        return self.floor + 0.18 + self.made_room.get_value() * (self.zone + 0.47)

    def _draw_plots(self) -> None:
        """Curves as far as they are swept, dots at their nudges, tangents as far as they lean out."""
        plots, lean = self.plots, self.lean.get_value()
        plots.place(self.row_height + 0.65, self.layout.top - 0.1)
        swept = np.linspace(self.least.get_value(), self.most.get_value(), 41)
        classes, nudges = np.arange(len(self.z)), self.nudge.value
        curves, changes = self._change(classes[:, None], swept), self._change(classes, nudges)
        for i in classes:
            plots.show(i, swept, curves[i], nudges[i], changes[i])
            plots.lean(i, self.slopes[i], lean)
        self.slope_row.show(self.slopes, self.row_height)
        self.change_row.show(changes, self.row_height)

    @beat(
        "Nudge one logit by δ and leave the others: each draws its own curve of the loss.",
        alt="A small plot for each logit: a dot slides along the nudge and draws the exact change of the loss.",
    )
    def loss_against_nudge(self) -> None:
        true = self.y + 1
        self.show_formula(
            f'loss(L) = - ln prediction(q_{true}) "," quad #text(font: "New Computer Modern")[class ] truth({true})'
            ' #text(font: "New Computer Modern")[ is true]',
            LABEL,
        )
        everywhere = np.ones(len(self.z))
        self.move(*self.nudge.to(-REACH * everywhere), (self.least, -REACH), run_time=2.0)
        self.move(*self.nudge.to(0.0 * everywhere), run_time=1.0)
        self.move(*self.nudge.to(REACH * everywhere), (self.most, REACH), run_time=2.0)
        self.move(*self.nudge.to(0.0 * everywhere), run_time=1.0)

    @beat(
        "At δ = 0 each curve has a slope, and the slope is q − p.",
        alt="A tangent leans against each curve at no nudge; its slope stands under it, prediction minus truth.",
        question="Where have these numbers shown up before?",
    )
    def slopes_at_rest(self) -> None:
        self.show_formula("(partial loss(L)) / (partial logit(z_i)) = prediction(q_i) - truth(p_i)")
        self.move((self.lean, LEAN), run_time=1.8)
        self.appear(self.slope_row)
        self.rest(0.8)

    @beat(
        "The force is the slope turned round: the same lengths pull on the blocks of the pulleys.",
        alt="Brackets measure each tangent's rise over one step and fly to the blocks, where they become arrows.",
    )
    def same_numbers(self) -> None:
        self.move((self.made_room, 1.0), run_time=1.5)
        self.machine = self._machine()
        self.appear(self.machine)
        self.show_formula("F_i = - (partial loss(L)) / (partial logit(z_i)) = truth(p_i) - prediction(q_i)")
        unit = self.plots.unit
        head = min(0.15, 0.14 * (self.xs[1] - self.xs[0]))
        self.arrows = [ForceArrow(self.theme, unit, head) for _ in self.xs]
        depth = min(0.12, 0.12 * (self.xs[1] - self.xs[0]))
        self.rises = [Bracket(self.theme, "ink", depth) for _ in self.xs]
        flight = ValueTracker(0.0)
        lengths = unit * np.abs(self.slopes)
        starts = [self.plots.at(i, 1.0, min(slope, 0.0)) for i, slope in enumerate(self.slopes)]
        xs = self.xs + self.beside
        ends = np.column_stack([xs - depth / 2, self.heights + unit * np.minimum(self.forces, 0.0)])

        def fly() -> None:
            """From the tangent's rise over one step to the place beside the block: the same length."""
            part = flight.get_value()
            for rise, length, start, end in zip(self.rises, lengths, starts, ends, strict=True):
                x, low = start + part * (end - start)
                rise.along(low, low + length, x)

        self.follow(fly)
        self.appear(Part(*self.rises), run_time=0.5)
        self.rest(1.0)
        self.move((flight, 1.0), run_time=2.0)
        self.unfollow(fly)
        # a mark at each arrow's tail, without which a tiny force looks like a minus sign
        self.tails = [Shape(self.theme.color("muted"), 0.0, stroke=2.0) for _ in xs]
        for arrow, tail, force, x, y in zip(self.arrows, self.tails, self.forces, xs, self.heights, strict=True):
            arrow.show(force, x, y)
            tail.path([(x - head, y), (x + head, y)])
        turned = self.arriving(Part(*self.tails, *self.arrows), run_time=0.5)
        self.play(Presence(self.rises, 0.0, 0.5), *turned)
        self.remove(*self.rises)
        self.force_row.show(self.forces, self.floor + 0.18)
        for value, force in zip(self.force_row.values, self.forces, strict=True):
            value.recolor(self.theme.color("up" if force >= 0 else "down"))
        self.appear(self.force_row, run_time=0.4)

    def _machine(self) -> Part:
        """Return beam, ropes and blocks under the plots; every block hangs at the height of its logit."""
        theme, count = self.theme, len(self.z)
        low = self.floor + 0.5
        beam = low + self.zone - BEAM_ROOM
        up, pitch = min(0.42, 0.28 * self.zone), self.xs[1] - self.xs[0]
        across = min(1.0, 0.56 * pitch)
        self.beside = across / 2 + min(0.25, 0.17 * pitch)
        reach = self.plots.unit
        # The arrows' room: the true block's up to the beam, a wrong block's down to the numbers.
        high = min(beam - 0.12 - up / 2, beam - 0.05 - reach * float(self.forces.max()))
        deep = max(low + up / 2, low + reach * float(-self.forces.min()))
        spread = max(float(np.ptp(self.z)), 1e-9)
        deep = min(deep, high)
        self.heights = deep + (self.z - self.z.min()) / spread * (high - deep)
        ropes = [Shape(theme.color("prediction"), 0.5, stroke=1.2) for _ in self.z]
        blocks = []
        for i, (x, y, rope) in enumerate(zip(self.xs, self.heights, ropes, strict=True)):
            thick = abs(self.forces[i]) * ROPE
            rope.box(x - thick / 2, y, thick, beam - y)
            blocks.append(
                Block(theme, across, up, 2 if count > 8 else 3, truth=i == self.y, size=24 if count > 8 else SMALL)
            )
            blocks[-1].show(self.q[i], x, y)
        self.blocks = [Part(rope, block) for rope, block in zip(ropes, blocks, strict=True)]
        return Part(Beam(theme, self.plots.axis, self.layout.right, beam), *self.blocks)

    @beat(
        lambda p, i: f"Wrong classes with little mass have little say: lowering {_either(i)} hardly moves L.",
        each=Params.few,
        name=lambda p, i: "small mass",
        alt="Logits with nearly empty blocks go down by one and the loss hardly moves; the full one's moves it far.",
    )
    def small_mass(self, few: list[int]) -> None:
        rival = self.params.rival()
        others = [i for i in range(len(self.z)) if i not in few]
        self.play(Presence([self.slope_row], 0.0, 0.3), Presence(self._column(*others), 0.25, 0.5))
        self.remove(self.slope_row)
        row = self.change_row
        self.appear(row.name_label, *(row.values[i] for i in few), run_time=0.3)
        self.move(*((self.nudge[i], -1.0) for i in few), run_time=1.8)
        self.rest(1.0)
        arriving = self.arriving(row.values[rival], run_time=0.4)
        self.play(*arriving, Presence(self._column(rival), 1.0, 0.4))
        self.move((self.nudge[rival], -1.0), run_time=1.8)

    def _column(self, *indices: int) -> list[Part]:
        """Return all that belongs to some classes."""
        return [
            part
            for i in indices
            for part in (self.plots.plots[i], self.blocks[i], self.tails[i], self.arrows[i], self.force_row.values[i])
        ]

    @beat(
        lambda p: p.told(),
        alt="One curve, large, with its tangent; as the nudge grows a bracket measures how far they part.",
    )
    def how_far_to_trust(self) -> None:
        theme, i, step = self.theme, self.params.rival(), self.params.step()
        everything = [
            self.plots,
            self.names,
            self.machine,
            *self.tails,
            *self.arrows,
            self.force_row,
            self.slope_row,
            self.change_row,
        ]
        self.show_formula(f"Delta loss(L) = ln(1 + prediction(q_{i + 1}) (e^delta - 1))", LABEL)
        self.unfollow(self._draw_plots)
        self.play(Presence(everything, 0.0, 0.3))
        self.remove(*everything)
        nudges = np.sort(np.linspace(-0.5 * step, 1.6 * step, 127))
        changes = self._change(i, nudges)
        low, top = 1.05 * min(changes.min(), self.slopes[i] * nudges[0]), 1.05 * changes.max()
        plot = Plot(
            theme,
            (self.layout.left + 1.0, -2.1, 6.6, 3.95),
            (nudges[0], nudges[-1]),
            (low, top),
            math("delta", theme, LABEL),
            math("Delta loss(L)", theme, LABEL),
            x_ticks=sorted((0, step)),
            y_ticks=round_ticks(top, low),
        )
        curve = Trace(theme, plot, "loss", radius=0.12).show(nudges, changes)
        tangent = Trace(theme, plot, "down").show(nudges, self.slopes[i] * nudges)
        side = np.sign(step)
        gap, wedge = Bracket(theme, "ink", depth=0.14 * side), Shape(theme.color("loss"), 0.3)
        self.far = ValueTracker(0.0)
        self.lines = Parting(self, i)

        def draw_parting() -> None:
            d = self.far.get_value()
            exact, straight = float(self._change(i, d)), float(self.slopes[i] * d)
            curve.dot_at(d, exact)
            tangent.dot_at(d, straight)
            (x, y_top), (_, y_low) = plot.at(d, exact), plot.at(d, straight)
            gap.along(y_low, y_top, x + 0.2 * side)
            upto = np.linspace(0.0, d, 41)
            sides = plot.at(upto, self._change(i, upto)), plot.at(upto, self.slopes[i] * upto)
            wedge.outline(np.concatenate([sides[0], sides[1][::-1]]))
            self.lines.show(d, straight, exact)

        self.follow(draw_parting)
        self.appear(Part(wedge), plot, curve, tangent, self.lines, Part(gap), run_time=0.6)
        self.move((self.far, step / 4), run_time=1.5)
        self.rest(0.8)
        self.move((self.far, 1.5 * step), run_time=2.5)
        self.move((self.far, step), run_time=1.2)


class Row(Part):
    """A name at the left and a signed number under each column."""

    def __init__(self, theme: Theme, name: Label, left: float, xs: np.ndarray, size: float, decimals: int):
        super().__init__()
        self.left, self.xs, self.name_label = left, xs, name
        self.values = [Readout(theme, size, "ink", decimals, signed=True) for _ in xs]
        self.add(name, *self.values)

    def show(self, numbers: np.ndarray, y: float) -> None:
        """Write the numbers on baseline ``y``."""
        self.name_label.put(self.left, y, "left")
        for value, number, x in zip(self.values, numbers, self.xs, strict=True):
            value.put(number, x, y)


class Parting(Part):
    """The nudge, what the tangent says and what is so, live."""

    def __init__(self, scene: NudgesAreForces, index: int):
        super().__init__()
        theme = scene.theme
        self.left, self.end = 1.75, scene.layout.right
        text = '#text(font: "New Computer Modern")'
        self.rows = [
            Amount(math(f"{text}[nudge of ] logit(z_{index + 1})", theme, LABEL), theme, "logit", 3, signed=True),
            Amount(words("tangent says", theme, LABEL, "down"), theme, "down", 3, signed=True),
            Amount(words("the loss changes by", theme, LABEL, "loss"), theme, "loss", 3, signed=True),
            Amount(words("apart", theme, LABEL), theme, "ink", 3, signed=True),
        ]
        self.add(*self.rows)

    def show(self, nudge: float, straight: float, exact: float) -> None:
        """Write the numbers."""
        for row, value, y in zip(
            self.rows, (nudge, straight, exact, exact - straight), (1.2, 0.4, -0.4, -1.2), strict=True
        ):
            row.right(value, self.left, self.end, y)
