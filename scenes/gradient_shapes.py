"""Scene 9: two losses, what a step gains, how they pull, and the sigmoid as a gate between prediction and logit."""

import numpy as np
from manim import ValueTracker

from scenes.kit.axis import STROKE
from scenes.kit.costs import CROSS_ENTROPY, QUADRATIC
from scenes.kit.explainer import Explainer, Input, beat
from scenes.kit.formula import Formula
from scenes.kit.motion import Presence
from scenes.kit.shapes import Shape
from scenes.kit.sizes import PX, TEXT, em
from scenes.kit.text import Label, math, sentence, words
from scenes.pictures.gradient_shapes.curves import GAP, ROW, Curves, ShareAxis, Values, pull
from scenes.pictures.gradient_shapes.falls import Fall, losses
from scenes.pictures.gradient_shapes.gate import NUDGE, Nudge, Sigmoid
from scenes.pictures.gradient_shapes.params import Params

#: The share at which sweeps begin; where those of the losses, of their pulls, and of the pulls on the logit end.
FIRST, LAST, STRONG, END = 0.5, 0.1, 0.2, 0.01
#: The axis of the pulls on the share: how far up it goes, and its ticks; and which they are.
SEEN = 7.0, (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
LAWS = {QUADRATIC: "2(1 - prediction(q))", CROSS_ENTROPY: "1 \\/ prediction(q)"}
#: How they become pulls on the logit, of which none passes 1.
PRODUCTS = {
    QUADRATIC: "= loss(2(1 - prediction(q))) dot @left{prediction(q)} prediction((1 - q))",
    CROSS_ENTROPY: "= loss(frac(1, @below{prediction(q)})) dot @above{prediction(q)} thin prediction((1 - q))",
}
HIGHEST = 1.08, (0.0, 0.5, 1.0)
#: From a large number down to the formula in its product's place, and on to what is left of it; the stroke under a q.
DOWN, LEFT = {QUADRATIC: 84 * PX, CROSS_ENTROPY: 124 * PX}, 112 * PX
BELOW, UNDERLINE = 8 * PX, 6.0


class GradientShapes(Explainer):
    """Pulls on the prediction and on the logit: the sigmoid in between makes the quadratic loss slow."""

    title = "Why is the quadratic loss slow on the worst predictions?"
    question = "Which factor makes learning stop?"
    Params = Params

    def prepare(self) -> None:
        theme, pixels = self.theme, self.layout.pixels
        self.q, self.z = Input(FIRST, "q"), Input(0.0, "z")
        #: how bright curves are where q hasn't come yet
        self.rest_of_curves = ValueTracker(0.0)
        self.box, self.hero = pixels(195, 196, 1340, 776), pixels(90, 150, 1840, 920)
        self.on = words("more wrong →", theme, TEXT, "muted")
        self.on.put(self.layout.right, self.box.bottom - ROW, "right")
        frame = Shape(theme.color("line"), 0.0, stroke=STROKE)  # stays while axes take each other's place
        frame.path([self.box.at(0, 1), self.box.at(0, 0), self.box.at(1, 0)])
        self.across = ShareAxis(theme, self.box)
        self.curves = losses(theme, self.across, self.box, self.params.steps()[0][0])
        self.quantity = sentence("loss L", theme, TEXT).put(self.box.left, self.box.top + 26 * PX, "left")
        self.falls: list[Fall] = []
        self.add(frame, self.on, self.across, self.curves, self.quantity)
        self.follow(self._draw)

    def _draw(self) -> None:
        q = self.q.get_value()
        self.across.show(q)
        self.curves.show(q, self.rest_of_curves.get_value())

    def _pulls(self, seen: tuple, power: float, of: str, laws: dict[str, str] | None = None) -> list:
        """Put pulls in the place of the curves that are followed, and return them with what is written over them."""
        high, ticks = seen
        self.rest_of_curves.set_value(0.0)
        self.curves = Curves(self.theme, self.across, self.box, high, pull(power), ticks, laws)
        self.quantity = Formula(self.theme, of).put(self.box.left, self.box.top + 26 * PX, "left")
        self.follow(self._draw)
        return [self.curves, self.quantity]

    def _go_on(self, *also: Label) -> None:
        """Brighten where the curves go when q goes on to 0, with what is written there."""
        self.move((self.rest_of_curves, 1.0), run_time=0.6, also=self.arriving(*also, run_time=0.6))

    @beat(
        "q is the true class’s predicted share. Follow both losses as q falls.",
        alt="Over q, which falls to the right, the quadratic loss nears 1; cross-entropy leaves the picture upwards.",
        then="The quadratic loss never passes 1; cross-entropy has no limit.",
        label="Two losses",
    )
    def the_losses(self) -> None:
        self.move((self.q, LAST), run_time=2.6)
        self.bound = self.curves.bound(0.0)
        self._go_on(self.bound)

    @beat(
        lambda p, step: p.asked(step),
        alt=lambda p, step: (
            f"Losses over q; as q goes from {step[0]:g} to {step[1]:g}, a bar each says how far they fall."
        ),
        then=lambda p, step: p.found(step),
        label=lambda p, step: f"A step from {step[0]:g} to {step[1]:g}",
        each=lambda p: p.steps(),
        name=lambda p, step: "what a step gains" if step == p.steps()[0] else "nearer to the truth",
    )
    def what_a_step_gains(self, step: tuple[float, float]) -> None:
        start, end = step
        if self.falls:
            self.unfollow(self._note)
        with self.opening():
            gone = self.falls[-1].passing(start) if self.falls else [self.bound]
            self.vanish(*gone, run_time=0.4)
            if self.q.get_value() != start:
                self.move((self.q, start), run_time=0.6)
        fall = Fall(self.theme, self.curves, self.params, len(self.falls), self.layout.right)
        self.falls.append(fall)
        self.follow(self._note)
        self.appear(fall, run_time=0.3)
        self.move((self.q, end), run_time=1.8)

    def _note(self) -> None:
        self.falls[-1].show(self.q.get_value())

    @beat(
        "Gradient descent follows the pull: how strong is each as q falls?",
        alt="Over q the quadratic loss’s pull on q nears 2; cross-entropy’s soars and leaves the picture upwards.",
        then="Both pulls grow as q falls: along q neither loss is slow.",
        label="Pulls on the prediction",
    )
    def pulls_on_the_prediction(self) -> None:
        gone = [self.curves, self.quantity, *self.falls]
        self.unfollow(self._draw, self._note)
        of = '"pull on" prediction(q)":" thick loss(- partial L \\/ partial prediction(q))'
        came = self._pulls(SEEN, 0.0, of, LAWS)
        with self.opening():  # q is written anew where it starts
            now = self.across.now
            self.play(Presence([*gone, now], 0.0, 0.5))
            self.remove(*gone)
            self.q.set_value(FIRST)
            self.read = [*self.curves.rings(FIRST).values(), *self.curves.read(FIRST)]
            self.play(*self.arriving(*came, *self.read, run_time=0.5), Presence([now], 1.0, 0.5))
        self.move((self.q, STRONG), run_time=2.4)
        read = self.curves.read(STRONG)
        self.read += read
        self._go_on(*read)

    @beat(
        "But learning moves the logit z. Nudge z by 1: how far does q follow?",
        alt="A sigmoid over the logit z: nudged by 1 in the middle, q rises far; where q is almost 0, hardly at all.",
        then="Where q is near 0, the sigmoid lets hardly any of a nudge through.",
        label="The gate",
    )
    def the_gate(self) -> None:
        theme, box = self.theme, self.box
        low = round(float(np.log(END / (1 - END))), 1)
        self.sigmoid = Sigmoid(theme, box, float(np.ceil(1 - low)))
        left = box.right + GAP
        bases = [box.top - (34 + 310 * number) * PX for number in (0, 1)]
        self.nudges = [Nudge(theme, self.sigmoid, z, left, y) for z, y in zip((0.0, low), bases, strict=True)]
        gone = [self.across, self.curves, self.quantity, *self.read]
        self.quantity = sentence("share q", theme, TEXT).put(box.left, box.top + 26 * PX, "left")
        self.unfollow(self._draw)
        self.follow(self._draw_gate)
        with self.opening():
            self.exchange(gone, [self.sigmoid, self.quantity], run_time=1.0)
        for nudge in self.nudges:
            if self.z.get_value() != nudge.start:  # the dot is there anew: going there is no nudge
                self.rest(0.7)
                self.play(Presence(self.sigmoid.at_z, 0.0, 0.2))
                self.z.set_value(nudge.start)
            self.pushed = nudge
            self.follow(self._push)
            self.play(*self.arriving(nudge, run_time=0.3), Presence(self.sigmoid.at_z, 1.0, 0.3))
            self.move((self.z, nudge.start + NUDGE), run_time=1.0)
            self.unfollow(self._push)
        self.appear(self.sigmoid.slope, *(nudge.slope for nudge in self.nudges), run_time=0.4)

    def _push(self) -> None:
        self.pushed.show(self.z.get_value())

    def _draw_gate(self) -> None:
        self.sigmoid.show(self.z.get_value())

    @beat(
        "On z, the sigmoid’s slope multiplies both pulls. What is left as q nears 0?",
        alt="Over q, the quadratic pull times the sigmoid’s slope dies where q is 0; cross-entropy’s is a line.",
        then="The slope’s factor q slows the quadratic loss; cross-entropy’s 1/q cancels it.",
        label="Pulls on the logit",
    )
    def pulls_on_the_logit(self) -> None:
        theme = self.theme
        gone = [self.sigmoid, self.sigmoid.slope, self.quantity, *self.nudges]
        gone += [nudge.slope for nudge in self.nudges]
        self.unfollow(self._draw_gate)
        self.q.set_value(FIRST)
        of = (
            '"pull on" logit(z)":" thick loss(- partial L \\/ partial logit(z)) = '
            "loss(- partial L \\/ partial prediction(q)) dot prediction(partial q \\/ partial logit(z))"
        )
        came = self._pulls(HIGHEST, 1.0, of)
        self.values = Values(theme, self.curves)
        self.follow(self._write)
        came += [self.across, self.values]
        with self.opening():
            self.exchange(gone, came, run_time=1.0)
        self.move((self.q, END), run_time=2.4)
        self.rest(0.9)
        left = float(self.across.axis.at(END)) + GAP
        laws = {cost: Formula(theme, product, em(52)) for cost, product in PRODUCTS.items()}
        for cost, law in laws.items():
            law.put(left, self.values.heights[cost] - DOWN[cost], "left")
        self.exchange([part for factors in self.values.factors.values() for part in factors], [*laws.values()])
        self.rest(0.7)
        law = laws[CROSS_ENTROPY]
        rest = math("= prediction(1 - q)", theme, law.size).put(left, law.origin[1] - LEFT, "left")
        self.appear(law.strike("below"), law.strike("above"), run_time=0.5)
        left, low, right, _ = laws[QUADRATIC].box("left")  # the q that nothing cancels
        mark = Shape(theme.color("prediction"), 0.0, stroke=UNDERLINE)
        mark.path([(left, low - BELOW), (right, low - BELOW)])
        self.appear(rest, mark, run_time=0.5)

    def _write(self) -> None:
        q = self.q.get_value()
        self.values.show(q, self.across.rounded(q))
