"""The stage of scene 8: a neuron and what is drawn of it frame by frame, from its weight, its bias and the update."""

import numpy as np

import mathcore as mc
from scenes.kit.costs import COSTS, QUADRATIC
from scenes.kit.explainer import Explainer, Input
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math, words
from scenes.pictures.learning_slowdown.neuron import Neuron
from scenes.pictures.learning_slowdown.race import Board, Race
from scenes.pictures.learning_slowdown.runs import CAP, Course
from scenes.pictures.learning_slowdown.sigmoid import Flatness, SigmoidPlot

#: Around a name.
CLEAR = 16 * PX


class NeuronStage(Explainer):
    """The pictures' inputs and followers, and the moves that several beats make."""

    def prepare(self) -> None:
        theme, params = self.theme, self.params
        pixels = self.layout.pixels
        self.runs = {(cost, start): params.run(cost, start) for cost in COSTS for start in (0, 1)}
        self.first = params.outputs()
        self.weight, self.bias = Input(0.0, "w"), Input(0.0, "b")
        self.update_ = Input(0.0, "update")
        self.box, self.wide_box = pixels(600, 232, 1826, 846), pixels(150, 232, 1560, 846)
        place = pixels(245, 517, 245, 517)
        self.neuron = Neuron(theme, place.x, place.y, pixels(424, 232, 523, 846))
        foot = self.neuron.tube.inside
        self.target = Part(
            Shape(theme.color("truth"), 0.0, stroke=6.0).path(
                [(foot.left - 14 * PX, foot.bottom), (self.box.right, foot.bottom)]
            ),
            words("target", theme, TEXT, "truth").put(foot.x, foot.bottom - 68 * PX),
        )
        self.sigmoid = SigmoidPlot(theme, self.box, self.params.pairs(), foot.right)
        self.add(self.neuron, self.sigmoid, self.target)
        self.hero = self.layout.pixels(404, 140, 1826, 920)
        self.follow(self._draw_neuron, self._ride)

    @property
    def output(self) -> float:
        """The neuron's output in this frame."""
        return float(mc.sigmoid(self.weight.get_value() + self.bias.get_value()))

    def _draw_neuron(self) -> None:
        self.neuron.show(self.weight.get_value(), self.bias.get_value(), self.output)

    def _ride(self) -> None:
        self.sigmoid.at_logit(self.weight.get_value() + self.bias.get_value())

    def _reach(self, weight: float, bias: float, run_time: float) -> Flatness:
        """Bring the neuron somewhere, and return what will tell how flat its sigmoid is there."""
        self.move((self.weight, weight), (self.bias, bias), run_time=run_time)
        return self.sigmoid.mark(weight + bias)

    def _start(self, start: int, gone: list, came: list) -> None:
        """Bring the neuron and its curve to a start, and leave a mark at its tube."""
        self.neuron.tube.forget()
        self.update_.set_value(0.0)
        (weight, bias), course = self.params.pairs()[start], self.courses[start].until(0.0)
        self.exchange(gone, [*came, course], (self.weight, weight), (self.bias, bias))
        self.bring_to_front(self.target, course)
        self.neuron.tube.remember(self.first[start])
        self.appear(self.reading.show(course, 0.0), run_time=0.4)

    def _names(self) -> list[Part]:
        """Return from where to where each run goes, at its curve, off all that will pass there; empty without room."""
        first, second = (math(self.params.named_span(start), self.theme, TEXT) for start in (0, 1))
        (wrong, worse), stands = self.courses, self.reading.taken(self.courses[0])[-1]
        self.reading.keep_off(worse, wrong)
        passed = self.reading.taken(worse)
        names, taken = [Part(), Part()], passed[-1:]  # the second name comes when the reading has passed
        if wrong.place_name(first, [worse.line], [stands, *passed]):
            names[0] = first
            box = Box(*first.origin, first.origin[0] + first.advance, first.origin[1] + CAP * TEXT)
            taken.append(box.inset(*4 * [-CLEAR]))
        if worse.place_name(second, [wrong.line], taken):
            names[1] = second
        return names

    def _learn(self, start: int, run_time: float) -> None:
        """Train from one start with the quadratic loss; the curve grows with the updates."""
        course, run = self.courses[start], self.runs[QUADRATIC, start]

        def draw() -> None:
            at = self.update_.get_value()
            # of the last whole update, as q beside the curve
            for tracker, value in zip((self.weight, self.bias), run.weights(float(np.floor(at + 1e-9))), strict=True):
                tracker.set_value(value)
            course.until(at)
            self.reading.show(course, at)

        self.lead(draw)
        self.move((self.update_, float(self.params.epochs)), run_time=run_time, even=True)
        self.unfollow(draw)

    def _course(self, start: int) -> Course:
        """Return the quadratic loss's run from a start, in the lines that the race has."""
        return Course(self.theme, self.clock, self.runs[QUADRATIC, start], dashed=True, thin=start == 0)

    def _draw_ghost(self) -> None:
        """Show where the first start was after as many updates."""
        self.ghost.dot_at(self.update_.get_value())

    def _draw_factors(self) -> None:
        self.pulls.draw(*(tracker.get_value() for tracker in self.drawn))

    def _draw_pull(self) -> None:
        self.pulls.pull_by(self.power, self.pulled.get_value())

    def _set_race(self, *starts: int) -> None:
        """Build the plot of both losses' runs from these starts, at update 0."""
        runs = {(cost, start): self.runs[cost, start] for cost in COSTS for start in starts}
        self.field = Race(self.theme, self.wide_box, runs, QUADRATIC)
        self.hero = self.layout.pixels(110, 150, 1580, 920)
        self.update_.set_value(0.0)
        self.follow(self._draw_race)

    def _beside_title(self, body: str) -> Formula:
        """Return what is given, in the title's line."""
        return Formula(self.theme, body).put(self.layout.right, self.layout.title_baseline, "right")

    def _field(self) -> list[Part | Shape]:
        """Return what the race is drawn of, in drawing order."""
        field = self.field
        return [field.axes, field.quantity, field.unit, field.target, field.half, *field.courses.values()]

    def _set_board(self, *starts: int) -> None:
        """Build the board of both losses' outputs from these starts."""
        box, rates = self.layout.pixels(1478, 184, 1866, 930), dict(zip(COSTS, self.params.rates, strict=True))
        written = {start: f"{self.first[start]:.3f}" for start in starts}  # as fine as the outputs beside them
        self.board = Board(self.theme, box, written, rates, QUADRATIC)
        self.follow(self._write_board)

    def _draw_race(self) -> None:
        self.field.until(self.update_.get_value())

    def _write_board(self) -> None:
        at = self.update_.get_value()
        self.board.show({run: self.runs[run].output(at) for run in self.board.outputs})

    def _draw_pair(self) -> None:
        # in whole updates: what lies between two is no output of either neuron
        self.pair.until(float(np.floor(self.update_.get_value() + 1e-9)))
