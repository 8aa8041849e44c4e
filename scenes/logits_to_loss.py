"""Scene 3: from signed logits to shares of one whole, and from the true share to the loss."""

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.bars import UnitBar
from scenes.kit.equation import Equation, Magnitude
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.log_scale import LogScale
from scenes.kit.marks import Amount, Ghost
from scenes.kit.motion import Presence
from scenes.kit.names import class_names
from scenes.kit.params import LogitParams
from scenes.kit.shapes import DIMMED, LABEL, SMALL, Label, Part, Readout, math, words
from scenes.kit.signed_rows import PowerRows, SegmentNames, SignedRows
from scenes.kit.theme import Theme

#: How far the levers are moved.
LEVER = 1.0
#: How far the largest wrong logit is lowered to show that the bar stays full.
DROP = 2.0


class LogitsToLoss(Explainer):
    """Signed logits become positive, then shares of one whole; the true share's log, its sign turned, is the loss."""

    title = "From logits to loss"
    Params = LogitParams

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.start, self.y = np.array(params.logits), params.target
        self.count = len(self.start)
        self.z = Vector(np.zeros(self.count))
        #: how far the bars have come down into the whole, the true share up to the axis, the log over the axis
        self.landed, self.plucked, self.turned = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.named = ValueTracker(0.0)

        self.left = 0.75
        length = layout.right - 0.12 - self.left
        self.whole = UnitBar(theme, self.count, self.left, layout.bottom + 0.2, length, 0.5, lit=self.y, fill=0.6)
        # The true share wears the colour of truth, above its neighbours' edges.
        true = self.whole.segments[self.y].set_stroke(theme.color("truth"), 4.0)
        self.whole.remove(true).add(true)
        shares = [math(f"q_{i + 1}", theme, SMALL) for i in range(self.count)]
        self.segment_names = SegmentNames(self.whole, shares)
        head, low = layout.top - 0.2, self.whole.bottom + self.whole.thickness + 0.3
        pitch = (head - 0.3 - low) / self.count
        self.ys = [head - 0.3 - (i + 0.5) * pitch for i in range(self.count)]
        self.thickness = min(0.5, 0.62 * pitch)
        names = class_names(params.labels, self.count, "z", theme, SMALL, "logit")
        names[self.y] = class_names(params.labels, self.count, "z", theme, SMALL, "truth")[self.y]
        for name, y in zip(names, self.ys, strict=True):
            name.middle(layout.left, y, "left")
        sign = words("true", theme, SMALL, "truth")
        sign.middle(layout.left + names[self.y].advance + 0.14, self.ys[self.y], "left")

        rows_left = max(sign.origin[0] + sign.advance, layout.left + max(name.advance for name in names)) + 0.2
        wrong = [i for i in range(self.count) if i != self.y]
        self.top = max(wrong, key=lambda i: self.start[i])
        low_z = min(0.0, self.start.min() - LEVER, self.start[self.top] - DROP)
        high_z = max(0.0, self.start.max() + LEVER)
        self.rows = SignedRows(theme, "logit", rows_left, -2.0, -1.05, self.ys, self.thickness, low_z, high_z)
        #: scene units for e^0 by which the bars laid end to end just fill the whole; less if one had no room then
        self.fit = length / float(np.sum(np.exp(self.start)))
        unit = min(self.fit, (length - 1.8) / max(1.0, float(np.exp(self.start.max()))))
        self.powers = PowerRows(theme, "logit", self.left, self.left - 0.15, self.ys, self.thickness, unit)
        for bars in (self.rows.bars, self.powers.bars):
            bars[self.y].set_stroke(theme.color("truth"), 4.0)
        self.shares = [Amount(math(f"prediction(q_{i + 1}) =", theme, SMALL), theme, "ink") for i in range(self.count)]
        self.head_e = math("e^logit(z)", theme, LABEL, "logit").put(self.left, head, "left")
        head_z = math('#text(font: "New Computer Modern")[logits ] logit(z)', theme, LABEL, "logit")
        head_z.put(rows_left, head, "left")
        self.one = self._one()
        self.add(*names, sign, head_z, self.head_e, self.rows, self.powers, self.one)
        self.follow(self._draw_rows)

    def _one(self) -> Part:
        """Return the dashed line at e^0: what is left of it comes from a negative logit."""
        x, reach = self.left + self.powers.unit, self.thickness / 2 + 0.1
        line = Ghost(self.theme, "muted").between((x, self.ys[0] + reach), (x, self.ys[-1] - reach))
        name = math("e^0 = 1", self.theme, SMALL, "muted")
        return Part(line, name.put(max(x, self.left + name.advance / 2), self.ys[-1] - reach - 0.35))

    @property
    def q(self) -> np.ndarray:
        """The probabilities of this frame."""
        return mc.softmax(self.z.value)

    @property
    def loss(self) -> float:
        """The loss of this frame, in nats."""
        return float(mc.loss(self.z.value, self.y))

    def _draw_rows(self) -> None:
        z = self.z.value
        self.rows.show(z)
        self.powers.show(z)

    @beat(
        "Exponentiate: whatever the sign of z, its power of e is positive.",
        alt="Signed bars of logits grow at the left; at the right a bar of e to the z answers each, never below 0.",
    )
    def exponentiate(self) -> None:
        self.rest(0.8)
        self.move(*self.z.to(self.start), run_time=3.0)

    @beat(
        "Share out: end to end the powers fill one whole. What one loses the others gain.",
        alt="The bars come down and lie end to end in one full bar; as one logit falls the bar stays full.",
    )
    def share_out(self) -> None:
        whole = self.whole
        self.show_formula("prediction(q_i) = e^logit(z_i) / (sum_j e^logit(z_j))", size=LABEL)
        total = math("sum_i prediction(q_i) = 1", self.theme, SMALL)
        total.middle(self.left - 0.2, whole.bottom + whole.thickness / 2, "right")
        self.vanish(self.one, run_time=0.3)
        self.follow(self._draw_whole)
        self.appear(whole, run_time=0.4)
        self.move((self.landed, 1.0), run_time=2.2)
        self.add(self.segment_names)
        share_column = Part(*self.shares)
        self.move((self.named, 1.0), run_time=0.5, also=self.arriving(total, share_column, run_time=0.5))
        self.rest(0.8)
        top, high = self.z[self.top], self.start[self.top]
        self.move((top, high - DROP), run_time=1.6)
        self.rest(0.4)
        self.move((top, high), run_time=1.2)
        self.share_column = share_column

    def _draw_whole(self) -> None:
        """The shares of the whole; on their way down they are the rows' bars, measured ever more by the whole."""
        z, down, whole, powers = self.z.value, self.landed.get_value(), self.whole, self.powers
        q = self.q
        if down < 1.0:
            edges, unit = whole.edges(q), powers.unit + down * (self.fit - powers.unit)
            for segment, start, power, y in zip(whole.segments, edges, np.exp(z), self.ys, strict=False):
                low, thick = y - self.thickness / 2, self.thickness + down * (whole.thickness - self.thickness)
                bottom = low + down * (whole.bottom - low)
                segment.box(self.left + down * (start - self.left), bottom, power * unit, thick)
        else:
            whole.show(q)
        self.segment_names.show(q, self.named.get_value())
        for share, value, y in zip(self.shares, q, self.ys, strict=True):
            share.right(value, self.layout.right - 1.55, self.layout.right, y)

    @beat(
        "Pluck out the true share, take its log, turn the sign: that is the loss.",
        alt="The true share is lifted to an axis; its log hangs below it and is turned over to stand above: the loss.",
        question="To lower the loss: which logits can a network move, and which way?",
    )
    def pluck_log_negate(self) -> None:
        self.play(Presence([self.powers, self.head_e, self.share_column], 0.0, 0.4))
        self.remove(self.powers, self.head_e, self.share_column)
        self.scale = self._scale()
        self.follow(self._draw_scale)
        self.appear(self.scale.axes, run_time=0.4)
        others = [segment for i, segment in enumerate(self.whole.segments) if i != self.y]
        self.add(self.scale.share)
        self.play(Presence(others, DIMMED, 0.4))
        self.move((self.plucked, 1.0), run_time=1.6)
        self.appear(self.scale.log, self.log_line, self.scale.log_name, run_time=0.6)
        self.rest()
        self.show_formula("loss(L) = - log prediction(q_y)", size=LABEL)
        stale = [self.log_line, self.scale.log_name]
        self.move((self.turned, np.pi), run_time=1.8, also=[Presence(stale, 0.0, 0.4)])
        self.remove(*stale)
        self.appear(self.loss_line, self.scale.loss_name, run_time=0.4)

    def _scale(self) -> LogScale:
        """Return the scale of the log over the unit bar, and set its two lines."""
        theme, whole = self.theme, self.whole
        most = max(3.2, 1.1 * self.loss)
        shares = np.geomspace(np.exp(-most), 1.0, 200)
        low = whole.bottom + whole.thickness + 0.3
        curve = np.stack([shares, -mc.surprisal(shares)])
        scale = LogScale(theme, whole, self.y, low, self.layout.top, curve)

        def line(words: str, role: str) -> Equation:
            share, value = Magnitude(theme, LABEL, "prediction"), Readout(theme, LABEL, role)
            return Equation(math(words, theme, LABEL), share, math("=", theme, LABEL), value)

        self.log_line, self.loss_line = line("log", "prediction"), line("loss(L) = - log", "loss")
        return scale

    def _draw_scale(self) -> None:
        q, loss, scale = self.q, self.loss, self.scale
        scale.show(q, -loss, self.plucked.get_value(), self.turned.get_value())
        for line, value, y in ((self.log_line, -loss, scale.middle - 1.3), (self.loss_line, loss, scale.middle + 1.1)):
            values = [q[self.y], value]
            line.put(values, min(self.left + 0.36 * self.whole.length, self.layout.right - line.advance(values)), y)

    @beat(
        "Two levers, one loss: raise the true logit or lower the rest; only differences count.",
        alt="Raising the true logit lowers the loss to a ghost line; lowering all others meets the same line.",
    )
    def two_levers(self) -> None:
        raised = self.start + LEVER * np.eye(self.count)[self.y]
        self.light(*self.whole.segments, run_time=0.3)
        self.move(*self.z.to(raised), run_time=1.8)
        levers = [math(f"logit(z_{self.y + 1}) + 1", self.theme, LABEL), math('"all others" - 1', self.theme, LABEL)]
        first, second = self._results(levers)
        ghosts = self._ghosts()
        first.show(self.loss)
        self.appear(ghosts, first, run_time=0.5)
        self.rest()
        self.move(*self.z.to(self.start), run_time=1.2)
        self.move(*self.z.to(raised - LEVER), run_time=1.8)
        second.show(self.loss)
        self.appear(second, run_time=0.4)

    def _ghosts(self) -> Part:
        """Return dashed lines where the loss is and the logits were."""
        rows, half = self.rows, self.thickness / 2 + 0.06
        x, y = self.scale.at(self.q[self.y], self.loss)
        lines = [((self.left, y), (min(x + 0.5, self.layout.right), y))]
        for z, row in zip(self.start, self.ys, strict=True):
            end = rows.zero + z * rows.unit
            lines.append(((end, row - half), (end, row + half)))
        return Part(*(Ghost(self.theme).between(*line) for line in lines))

    def _results(self, levers: list[Label]) -> list["Result"]:
        """Return the lines of the board, a lever each, their arrows under one another."""
        middle = self.left + 0.36 * self.whole.length + max(lever.advance for lever in levers)
        return [
            Result(self.theme, lever, middle, self.scale.middle - 0.95 - 0.6 * row) for row, lever in enumerate(levers)
        ]


class Result(Part):
    """A line of the board: what was done, and the loss that came of it; the lever ends at ``x``."""

    def __init__(self, theme: Theme, lever: Label, x: float, y: float):
        super().__init__()
        self.at = (x + 0.18, y)
        self.loss = Amount(math("arrow.r loss(L) =", theme, LABEL), theme, "loss")
        self.add(lever.put(x, y, "right"), self.loss)

    def show(self, loss: float) -> None:
        """Write the loss."""
        self.loss.put(loss, *self.at)
