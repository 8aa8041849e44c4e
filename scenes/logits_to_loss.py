"""Scene 3: from signed logits to shares of one whole, and from the true share to the loss."""

from manim import ValueTracker

import mathcore as mc
from scenes.kit.explainer import Explainer, Input, Vector, beat
from scenes.kit.layout import Box
from scenes.kit.loss_curve import PILLAR, LossCurve
from scenes.kit.motion import Presence, early, late
from scenes.kit.names import class_names
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import TRUE, ShareBar
from scenes.kit.sizes import HERO, PX, TEXT, label_size
from scenes.kit.text import Label, math
from scenes.kit.words import indexed
from scenes.pictures.logits_to_loss.levers import Lever, between
from scenes.pictures.logits_to_loss.params import LEVER, Params
from scenes.pictures.logits_to_loss.powers import Powers
from scenes.pictures.logits_to_loss.shares import Shares, fraction, total
from scenes.pictures.logits_to_loss.shift import Shift
from scenes.pictures.logits_to_loss.thin import Foot, Thin
from scenes.pictures.logits_to_loss.verdict import Verdict

#: Nats that the ruler shows unless the loss needs more, and how much higher than the loss it is then.
REACH, MORE = 1.9, 1.15
#: Where the two bars lie: upper and lower edge, in pixels.
ROWS = (398, 462), (560, 624)
#: Where their logits' lines lie, in pixels from the top.
LINES = 272, 788
#: How much higher than digits a letter with an index stands in a bar, clear of its frame.
RAISED = 12 * PX
#: Seconds for which a picture stands that one is asked to guess from.
GUESS = 1.4


class LogitsToLoss(Explainer):
    """Signed logits become positive, then shares of one whole; the true share's minus log is the loss."""

    title = "From logits to loss"
    question = "How do logits become a loss?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.scale, self.slid, self.down = Input(0.0, "c"), ValueTracker(0.0), ValueTracker(0.0)
        self.powers = Powers(theme, layout, params)
        self.whole = self.powers.plan.whole
        self.bar = self._bar()
        self.hero = layout.stage
        self.add(self.powers)
        self.powers.raised.set_presence(0.0)
        self.follow(self._draw_powers)

    def _names(self) -> list[Label | None]:
        """Return what the shares are called, those that have ample room in the bar at the start."""
        params, count = self.params, len(self.params.logits)
        names = class_names(params.labels, count, "q", self.theme, label_size(count), "ink")
        ample = [name.advance + 40 * PX < q * self.whole.width for name, q in zip(names, params.q, strict=True)]
        return [name if fits else None for name, fits in zip(names, ample, strict=True)]

    def _draw_powers(self) -> None:
        self.powers.show(self.scale.get_value(), self.slid.get_value())

    @beat(
        "Logits z may be negative, probabilities may not: raise e to each logit.",
        then="Even for negative z, the power is positive.",
        alt="Signed bars of the logits at the left; at the right a bar of e to the z for each, none below 0.",
    )
    def exponentiate(self) -> None:
        self.play(Presence([self.powers.raised], 1.0, 0.5))
        self.move((self.scale, 1.0), run_time=2.8)

    @beat(
        "Lay them end to end, the true class first: which part of the whole is each?",
        then="Softmax: the powers fill one whole; each share is a probability q.",
        alt="The powers lie on a staircase and, fallen, end to end in one full bar: the true class’s share is lit.",
    )
    def share_out(self) -> None:
        powers = self.powers
        # Where a power's number finds no room at the stairs, it goes.
        struck = [powers.powers[i] for i in powers.struck]
        gone = [powers.signed, *struck, *(powers.powers[i] for i in powers.order if i not in powers.places)]
        self.play(Presence(gone, 0.0, 0.4))
        self.remove(*gone)
        riding = Part(*(powers.powers[i] for i in powers.places if i not in powers.struck))
        self.add(*riding)  # before the edges of bars that they pass
        self.move((self.slid, 1.0), run_time=1.0)
        self.unfollow(self._draw_powers)
        riding.set_presence(1.0)  # no edge strikes them where they stand now
        blue, pieces = self.theme.color("prediction"), self.bar.pieces
        falling = [Shape(piece.fill_color).set_stroke(blue, 3.0) for piece in pieces]

        def fall() -> None:
            powers.drop(self.down.get_value(), falling)

        self.follow(fall)
        # They fall out from behind the stairs.
        self.add(*falling, *powers.drops, *powers.bars, *riding)
        Part(*powers.drops).set_presence(0.0)
        self.move((self.down, 1.0), run_time=1.2, also=[Presence(powers.drops, 1.0, 0.6)])
        self.unfollow(fall)
        self.remove(*falling)
        marked = Part(self.bar.named, *self.bar.marks).set_presence(0.0)
        self.follow(self._draw_bar)
        self.add(self.bar)
        self.total = total(self.theme, self.params, powers)
        self.shares = Shares(self.theme, self.params, self.bar, self.layout.right)
        self.appear(*self.total, *struck, run_time=0.4)
        self.play(Presence([marked], 1.0, 0.5), *self.arriving(self.shares, run_time=0.5))
        self.quotient = fraction(self.theme, self.layout, self.params, powers)
        self.appear(*self.quotient)

    def _draw_bar(self) -> None:
        self.bar.show(self.params.q)

    @beat(
        Params.costs,
        then="The loss is minus the natural log of the true class’s share; it is 0 at 1.",
        alt="Over the bar stands the curve −log q; above the end of the true class’s piece it is as high as the loss.",
    )
    def minus_log(self) -> None:
        params, powers, theme = self.params, self.powers, self.theme
        high = max(REACH, MORE * params.loss)
        top = self.layout.pixels(0, 0, 0, 290).bottom
        self.curve = LossCurve(theme, self.bar, top, high, aside=0.0, size=TEXT, role="loss")
        self._write_loss()
        leaving = [self.shares, *self.quotient, *self.total, *powers.bars, *powers.powers, *powers.drops]
        curve = self.curve.show(params.share, high)
        named = [curve.name] if curve.name.leaves[0].presence == 1.0 else []  # there is room for it
        #: how far the loss has been read off: up to the curve, and from there to the ruler
        risen, crossed = ValueTracker(0.0), ValueTracker(0.0)
        (x, y), across = curve.point(params.share), Shape(theme.color("loss"), 0.0, stroke=3.0)

        def draw() -> None:
            curve.pillar.box(x - PILLAR / 2, curve.ground, PILLAR, risen.get_value() * (y - curve.ground))
            across.dashes((x, y), (x + crossed.get_value() * (self.whole.left - x), y))

        self.follow(draw)
        axis = math("prediction(q)", theme, TEXT).middle(self.whole.right + 24 * PX, self.whole.y, "left")
        self.plotted = Part(curve.ruler, curve.curve, self.plot_name, axis)
        # The dot stands before the lines that it ties together.
        self.read_off = Part(curve.pillar, across, curve.dot, *named)
        coming = self.arriving(self.plotted, self.foot, run_time=1.0, rate=late)
        self.play(Presence(leaving, 0.0, 1.0, rate=early), *coming)
        self.remove(*leaving)
        self.add(curve.pillar, across)
        self.move((risen, 1.0), run_time=1.4)
        self.move((crossed, 1.0), run_time=0.8, also=self.arriving(curve.dot, run_time=0.3))
        self.appear(self.equation, *named)
        self.unfollow(draw)

    def _write_loss(self) -> None:
        """Make what is written of the true share: under the bar, and over the curve."""
        params, theme = self.params, self.theme
        self.foot = Foot(theme, params, self.bar)
        body = f"loss(L) = - log {params.in_formula(params.share)} = loss({params.loss:.3f})"
        self.equation = math(body, theme, HERO)
        middle = max(self.whole.x, self.whole.left + self.equation.advance / 2)
        self.equation.put(middle, self.layout.pixels(0, 0, 0, 226).bottom)
        #: what the curve is called, over it
        x, y = self.curve.point(0.62)
        self.plot_name = math("- log prediction(q)", theme, TEXT, "loss").put(x, y + 56 * PX, "left")

    @beat(
        Params.asks,
        then=Params.either_way,
        alt="Two bars alike, one over the other: one from the true logit raised, one from all others lowered.",
    )
    def two_levers(self) -> None:
        params, theme, layout = self.params, self.theme, self.layout
        bars = self._bar(), self._bar()
        upper = Lever(theme, layout, params, bars[0], LINES[0])
        lower = Lever(theme, layout, params, bars[1], LINES[1])
        raised = Shift(theme, upper, params.order[:1], params.z, LEVER)
        lowered = Shift(theme, lower, params.order[1:], params.z, -LEVER)
        self.levers = upper, lower
        true = indexed("z", params.target, params.labels)
        ways = upper.called(f'"raise" logit({true})'), lower.called(f'"lower {params.others}"')
        self.above, self.below = Vector(params.z, "z"), Vector(params.z, "z")
        old, parted = self.whole, ValueTracker(0.0)
        end = min(old.right, layout.right - upper.reach)
        edges = [layout.pixels(0, top, 0, low) for top, low in ROWS]
        boxes = [Box(old.left, edge.bottom, end, edge.top) for edge in edges]
        verdict = Verdict(theme, params, bars[0], layout.left, end + upper.reach, *boxes)
        # Until that comes, pieces without room for their names have these between the bars.
        states = params.q, mc.softmax(params.raised)
        thin = Thin(theme, params, bars[0], boxes, params.order, states, (layout.left, layout.right - upper.reach))
        self.gone = [raised, lowered, *ways, *verdict.was]
        law = math(f"loss(L) = -log prediction({indexed('q', params.target, params.labels)})", theme, TEXT)
        law.put(layout.right, layout.title_baseline, "right")

        def draw() -> None:
            rows = zip(self.levers, boxes, (self.above, self.below), (raised, lowered), strict=True)
            for lever, box, z, step in rows:
                lever.bar.put(between(old, box, parted.get_value()))
                lever.show(z.value)
                step.show(z.value)
            thin.show(verdict.line, [mc.softmax(z.value) for z in (self.above, self.below)])

        hidden = [part for lever in self.levers for part in (lever.line, lever.marked)]
        for part in (*hidden, lower.bar.named, thin, raised, lowered):
            part.set_presence(0.0)
        self.unfollow(self._draw_bar)
        self.follow(draw)
        self.remove(self.bar)
        self.add(lower.bar, upper.bar)
        self.add(upper.line, raised, upper.marked, lower.line, lowered, lower.marked, thin)
        self.vanish(self.plotted, self.read_off, self.foot, self.equation, run_time=0.4)
        # The bar becomes two, one for each way.
        lines = [part for lever in self.levers for part in (*lever.line, *lever.pills)]
        self.move((parted, 1.0), run_time=0.8, also=[Presence(lines, 1.0, 0.8, rate=late)])
        # Names come when the markers hide the line behind them, and the bar has passed.
        named = lower.bar.named, upper.marked, lower.marked, thin.named
        came = self.arriving(upper.cost, lower.cost, law, *ways, run_time=0.4)
        self.play(*came, Presence(named, 1.0, 0.4))
        self.rest(GUESS)
        self.move(*self.above.to(params.raised), run_time=1.8, also=[Presence([raised], 1.0, 0.5)])
        self.rest(0.4)
        self.move(*self.below.to(params.lowered), run_time=1.8, also=[Presence([lowered], 1.0, 0.5)])
        self.vanish(thin, run_time=0.2)
        self.appear(verdict, run_time=0.4)

    @beat(
        "Slide the whole lower row by +1: which share changes?",
        then="None: both rows are alike now. Only gaps between logits count.",
        alt="All logits of the lower row have moved by the same step; both bars and losses stand as they stood.",
    )
    def slide_all(self) -> None:
        params, (upper, lower) = self.params, self.levers
        true = indexed("z", params.target, params.labels)
        called = upper.called(f'logit({true}) "raised"'), lower.called('"slide all"')
        self.exchange(self.gone, called, run_time=0.4)
        self.rest(GUESS)
        step = Shift(self.theme, lower, params.order, params.lowered, LEVER).set_presence(0.0)
        self.add(step, lower.marked)
        self.follow(lambda: step.show(self.below.value))
        self.move(*self.below.to(params.raised), run_time=1.8, also=[Presence([step], 1.0, 0.5)])

    def _bar(self) -> ShareBar:
        """Return a unit bar with its names, the true class's in what stands out from its piece, which has a frame."""
        count, theme, true = len(self.params.logits), self.theme, self.params.target
        names = self._names()
        names[true] = class_names(self.params.labels, count, "q", theme, label_size(count), "paper")[true]
        for leaf in names[true].leaves:
            leaf.halo(theme.tint("prediction", TRUE[theme.is_light]), 3 * PX)
        bar = ShareBar(theme, self.whole, true, names, marked=True, lift=0.0 if self.params.labels else RAISED)
        for mark in bar.marks:  # which parts it from a piece as dark
            mark.halo(theme.color("paper"), 6 * PX)
        return bar
