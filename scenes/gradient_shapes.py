"""Scene 9: the slopes of two losses, what a step gains, and the sigmoid as a gate between prediction and logit."""

from manim import ValueTracker

from scenes.kit.explainer import Explainer, Input, beat
from scenes.kit.formula import Formula
from scenes.kit.motion import Presence
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, em
from scenes.kit.text import math
from scenes.pictures.gradient_shapes.board import Board
from scenes.pictures.gradient_shapes.falls import Falls
from scenes.pictures.gradient_shapes.gate import Gate, Product
from scenes.pictures.gradient_shapes.params import Params
from scenes.pictures.gradient_shapes.slopes import (
    COSTS,
    CROSS_ENTROPY,
    QUADRATIC,
    ShareAxis,
    Slopes,
    Values,
    legend,
)

#: The prediction at which sweeps begin, and where that of the slopes at the prediction ends.
FIRST, LAST = 0.5, 0.1
#: The axis of those goes so far down; and which they are.
SEEN = -11.0
LAWS = {QUADRATIC: "loss(2(prediction(q) - 1))", CROSS_ENTROPY: 'loss("−"1 \\/ prediction(q))'}
#: How a slope at the prediction becomes one at the logit.
CHAIN = (
    "partial loss(L) \\/ partial logit(z) = partial loss(L) \\/ partial prediction(q)"
    " dot partial prediction(q) \\/ partial logit(z)"
)
#: The lowest slope at the logit is −1; the axis goes a little further.
LOWEST = -1.15


class GradientShapes(Explainer):
    """Slopes at the prediction and at the logit: the sigmoid in between makes the quadratic loss slow."""

    title = "Why is the quadratic loss slow where it is most wrong?"
    question = "Which factor makes learning stop?"
    Params = Params

    def prepare(self) -> None:
        theme, pixels = self.theme, self.layout.pixels
        self.end = self.params.end()
        self.q = Input(FIRST, "q")
        self.box, self.beside = pixels(195, 196, 1110, 776), pixels(1186, 196, 1862, 776)
        self.hero = pixels(90, 150, 1840, 920)
        self.across = ShareAxis(theme, self.box)
        self.slopes = Slopes(theme, self.across.axis, self.box, SEEN, 0.0)
        self.values, self.laws = Values(theme, self.slopes), legend(theme, self.beside, LAWS)
        self.quantity = self._quantity("share", "prediction(q)", self.box.top)
        #: while one picture takes the other's place the line down to q goes from the old one's height to the new one's
        self.old, self.arrived = self.box.top, ValueTracker(1.0)
        self.add(self.across, self.slopes, self.values, self.laws, self.quantity)
        self.follow(self._draw_slopes)

    def _quantity(self, kind: str, of: str, top: float) -> Formula:
        body = f'"slope of the loss" loss(L) "at the {kind}" {of}":" partial loss(L) \\/ partial {of}'
        return Formula(self.theme, body).put(self.box.left, top + 26 * PX, "left")

    def _draw_slopes(self) -> None:
        q = self.q.get_value()
        self.slopes.show(q, q, q)
        self.values.show(q, self.across.rounded(q))
        self.across.show(q, self.box.top)

    @beat(
        "Here q is the true class’s share. Follow both losses’ slopes as q falls.",
        alt="Over q, which falls to the right, the quadratic slope nears −2; cross-entropy’s dives to −10.",
        then="The quadratic slope never passes −2; cross-entropy’s dives without end.",
        label="Slopes at the prediction",
    )
    def slopes_at_the_prediction(self) -> None:
        self.move((self.q, LAST), run_time=4.6)
        self.bound = self.slopes.bound(LAST)
        self.appear(self.bound, run_time=0.4)

    @beat(
        lambda p, step: p.asked(step),
        alt=lambda p, step: (
            f"Losses over q; as q goes from {step[0]:g} to {step[1]:g}, a bar for each loss shows how far it falls."
        ),
        then=lambda p, step: p.found(step),
        label=lambda p, step: f"A step from {step[0]:g} to {step[1]:g}",
        each=lambda p: p.steps(),
        name=lambda p, step: "what a step gains" if step == p.steps()[0] else "nearer to the truth",
    )
    def what_a_step_gains(self, step: tuple[float, float]) -> None:
        start, end = step
        self.tried = self.params.steps().index(step)
        if self.tried == 0:
            gone, came = [self.slopes, self.values, self.bound, self.laws, self.quantity], self._falls()
        else:
            gone, came = [self.measures], []
            self.unfollow(self._note)
        window = self.falls.window(step)
        places = self.q, self.before, self.arrived, self.least, *self.window, *self.spot
        goals = start, start, 1.0, self.falls.triangles.least(step), *window, *self.falls.aside(step)
        goals = list(zip(places, goals, strict=True))
        with self.opening():
            if came:  # nothing is zoomed while it comes
                self.exchange(gone, came, *goals[:4], run_time=1.0)
            if any(place.get_value() != goal for place, goal in goals):
                self.add(self.falls.map)
                enlarged = Presence([self.falls.map], float(window != self.falls.all), 1.0)
                self.exchange(gone, [], *goals, run_time=1.0, also=[enlarged])
        self.follow(self._note)
        self.appear(self.board.groups[self.tried], run_time=0.4)
        self.move((self.q, end), run_time=2.0)
        if not self.falls.compared:
            self.measures = self.falls.triangles.measures(step, self.params)
            self.appear(self.measures, run_time=0.4)

    def _falls(self) -> list[Part]:
        """Return the losses and their board, to be put in the slopes' place."""
        theme, steps, params = self.theme, self.params.steps(), self.params
        self.unfollow(self._draw_slopes)
        self.falls = Falls(theme, self.across.axis, self.box, steps[0][0], compared=not params.unequal())
        self.board = Board(theme, self.beside, steps, params)
        self.before, self.least = ValueTracker(self.q.get_value()), ValueTracker(0.0)
        #: how long a step's triangles' sides are
        self.measures = Part()
        self.arrived.set_value(0.0)
        #: what is seen, and where the map stands
        self.window = [ValueTracker(end) for end in self.falls.all]
        self.spot = [ValueTracker(place) for place in self.falls.aside(steps[0])]
        self.follow(self._draw_falls)
        return [self.falls, self.board.legend]

    def _draw_falls(self) -> None:
        q = self.q.get_value()
        window = tuple(end.get_value() for end in self.window)
        self.falls.look(window).map.show(window, *(place.get_value() for place in self.spot))
        self._drop(self.falls.show(q, self.before.get_value(), self.least.get_value()))

    def _drop(self, top: float) -> None:
        share = self.arrived.get_value()
        self.across.show(self.q.get_value(), (1 - share) * self.old + share * top)

    def _note(self) -> None:
        self.board.show(self.tried, self.q.get_value(), self.before.get_value())

    @beat(
        "But learning moves the logit z: q = sigmoid(z) hardly follows near q = 0 and 1.",
        alt="A bell, the sigmoid’s slope; multiplied by it the quadratic slope dies where q is 0, the other doesn’t.",
        then="The sigmoid’s factor q makes the quadratic slow; cross-entropy’s 1/q cancels it.",
        label="The gate",
    )
    def the_gate(self) -> None:
        theme, pixels = self.theme, self.layout.pixels
        self.unfollow(self._note, self._draw_falls)
        whole, box = ShareAxis(theme, self.box).axis, pixels(195, 472, 1110, 776)
        self.gate = Gate(theme, whole, pixels(195, 206, 1110, 356))
        self.slopes = slopes = Slopes(theme, whole, box, LOWEST, 1.0)
        quantity = self._quantity("logit", "logit(z)", box.top)
        self.products = quadratic, cross_entropy = [self._product(cost) for cost in COSTS]
        #: to where the quadratic slope was swept before cross-entropy's is
        self.swept = 1.0
        later = [slopes.lines[CROSS_ENTROPY], slopes.dots[CROSS_ENTROPY]]
        self.follow(self._zoom_out, self._draw_gated)
        gone = [self.falls, self.falls.map, self.measures, self.board.legend, *self.board.groups]
        chain = Formula(theme, CHAIN).put(self.beside.left, float(self.gate.name.origin[1]), "left")
        came = [self.gate, slopes, quantity, chain, quadratic.name]
        self.old = float(self.falls.at(self.q.get_value(), CROSS_ENTROPY)[1])
        self.arrived.set_value(0.0)
        goals = zip((self.q, self.arrived, *self.window[:2]), (FIRST, 1.0, *self.falls.all[:2]), strict=True)
        with self.opening():
            self.exchange(gone, came, *goals, run_time=1.0, also=[Presence(later, 0.0, 1.0)])
            self._multiply(quadratic)
        self.unfollow(self._zoom_out)
        self.appear(quadratic, run_time=0.4)
        self.move((self.q, self.end), run_time=2.4)
        self.rest(0.2)
        self.swept = self.end
        self.appear(cross_entropy.name, run_time=0.4)
        self._multiply(cross_entropy)
        self._cancel(cross_entropy.law)
        self.move((self.q, FIRST), run_time=0.7)
        self.exchange([], [cross_entropy], run_time=0.4, also=[Presence(later, 1.0, 0.4)])
        self.move((self.q, self.end), run_time=1.6)

    def _zoom_out(self) -> None:
        self.across.axis.show(*(end.get_value() for end in self.window[:2]))

    def _product(self, cost: str) -> Product:
        """Return a slope times the bell where q ends, beside the dot that will be there."""
        digits = len(f"{1 / self.end:.0f}")
        base = float(self.slopes.at(self.end, cost)[1]) - 16 * PX
        return Product(self.theme, cost, digits, self.beside.left, base, em(58))

    def _multiply(self, product: Product) -> None:
        """Write a slope's law; its factor comes from the bell."""
        self.grow(product.law, {"gate": self.gate.top}, run_time=0.8)

    def _cancel(self, law: Formula) -> None:
        """Strike q out of cross-entropy's slope."""
        value = math("= loss(prediction(q) - 1)", self.theme, law.size)
        value.put(law.origin[0] + law.advance + 14 * PX, law.origin[1], "left")
        self.appear(*(law.strike(name) for name in ("below", "above")))
        self.appear(value, run_time=0.4)

    def _draw_gated(self) -> None:
        q = self.q.get_value()
        self.slopes.show(q, min(q, self.swept), q)
        self.gate.show(q)
        for product in self.products:
            product.show(self.across.rounded(q))
        self._drop(self.slopes.box.top)
