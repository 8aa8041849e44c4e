"""Scene 7: the forces at the logits put every edge of a network under tension, and the weights give in."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np
from manim import ValueTracker
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.explainer import Explainer, beat
from scenes.kit.marks import ForceArrow, Ghost
from scenes.kit.motion import Presence
from scenes.kit.network import NetworkPicture, diamond
from scenes.kit.params import Params as Base
from scenes.kit.params import listed
from scenes.kit.plot import Curve, Plot, round_ticks
from scenes.kit.shapes import LABEL, SMALL, Label, Part, Readout, Shape, math, words
from scenes.kit.sliders import RowBars

#: Where the axis of the loss is, and where the key begins.
PANEL, KEY = 4.75, 4.4
#: Size of the smallest writing.
CROWDED = 24
Width = Annotated[int, Field(ge=1, le=12)]


class Params(Base):
    """The network and its descent."""

    seed: Annotated[int, Field(ge=0, le=2**32 - 1, description="draws the weights and the example")] = 9
    widths: listed(Width, "nodes in each layer from the input to the logits, 1 to 12 each", most=4) = (2, 4, 3)
    rate: Annotated[float, Field(gt=0.0, le=2.0, description="step size of the descent")] = 0.25
    steps: Annotated[int, Field(ge=2, le=200, description="number of descent steps")] = 20

    @model_validator(mode="after")
    def _fit(self):
        if self.widths[-1] < 2:
            raise ValueError("the last of the widths is 1, but a softmax needs 2 classes or more; give 2 to 12")
        return self


@dataclass(frozen=True, eq=False)
class State:
    """A network at work on the example."""

    network: mc.Network
    forward: mc.Forward
    gradients: mc.Gradients


@dataclass(frozen=True, eq=False)
class Example:
    """One input and its true class."""

    x: np.ndarray
    target: int

    @classmethod
    def drawn(cls, network: mc.Network, seed: int) -> "Example":
        """Return features between 0.4 and 1 of either sign; true is what the network finds least likely."""
        generator = np.random.default_rng([seed, 1])
        count = network.widths[0]
        x = generator.choice([-1.0, 1.0], count) * generator.uniform(0.4, 1.0, count)
        return cls(x, int(np.argmin(network.forward(x).probabilities)))

    def state(self, network: mc.Network) -> State:
        """Return what flows through ``network``, forward and back."""
        return State(network, network.forward(self.x), network.backward(self.x, self.target))

    def course(self, network: mc.Network, rate: float, steps: int) -> list[State]:
        """Return the states of a descent, the start first."""
        states = [self.state(network)]
        for _ in range(steps):
            states.append(self.state(states[-1].network.step(states[-1].gradients, rate)))
        return states


class TugThroughTheNetwork(Explainer):
    """The pull at the logits tightens every edge of a small network; its weights and biases give in to it."""

    title = "The tug reaches every weight"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        start = mc.Network.random(params.widths, params.seed)
        self.example = Example.drawn(start, params.seed)
        self.course = self.example.course(start, params.rate, params.steps)
        self.losses = np.array([state.gradients.loss for state in self.course])
        layers = len(params.widths) - 1
        #: how many steps the weights have taken, the values that flow forward, and the pulls that flow back
        self.step, self.through, self.pulled = (ValueTracker(0.0) for _ in range(3))
        self.pull = ValueTracker(0.0)
        self.ahead = [ValueTracker(0.0) for _ in range(layers)]
        self.back = [ValueTracker(0.0) for _ in range(layers)]

        head, top, bottom = layout.top - 0.2, layout.top - 0.55, layout.bottom + 0.1
        pitch = (top - bottom) / max(params.widths)
        steepest = max(_largest(state.gradients.weights) for state in self.course)
        self.picture = NetworkPicture(
            theme,
            params.widths,
            (layout.left, 0.15, bottom, top),
            largest_weight=max(_largest(state.network.weights) for state in self.course),
            largest_bias=max(_largest(state.network.biases) for state in self.course),
            unit=min(0.36, 0.4 * pitch) / max(steepest, 1e-9),
        )
        outputs = self.picture.layers[-1]
        self.ys = [float(disc.at[1]) for disc in outputs]
        row = self.ys[0] - self.ys[1]
        head_width = min(0.15, 0.3 * row)
        self.arrow_x = 0.15 + 2 * self.picture.bead_radius + 0.05 + head_width
        self.arrows = [ForceArrow(theme, 0.44 * row, head_width) for _ in self.ys]
        #: a pin at each arrow's tail, without which a tiny force looks like a dash
        pin = min(0.05, 0.4 * head_width)
        self.tails = [Shape(theme.color("muted")).disc(self.arrow_x, y, pin) for y in self.ys]
        self.bars = RowBars(theme, 0.85, 1.75, self.ys, min(0.5, 0.62 * row), lit=self.example.target)
        self.shares = [
            Readout(theme, SMALL, "truth" if i == self.example.target else "ink") for i in range(len(self.ys))
        ]
        outputs[self.example.target].vessel.submobjects[1].recolor(theme.color("truth"))
        self.bars.tracks[self.example.target].recolor(theme.color("truth"))

        self.true = words("true", theme, SMALL, "truth")
        self.true.middle(self.bars.end(1.0) + 0.3 + self.shares[0].width("0.000"), self.ys[self.example.target], "left")
        layer_x = [layer[0].at[0] for layer in self.picture.layers]
        heads = [_head("input", "x", theme).put(layout.left, head, "left")]
        if layers > 1:
            heads.append(_head("hidden", "h", theme).put((layer_x[0] + layer_x[-1]) / 2, head))
        heads.append(_head("logits", "logit(z)", theme).put(layer_x[-1] - 0.1, head))
        heads.append(_head("probabilities", "prediction(q)", theme).put(self.bars.end(0.6), head))
        self.plot = Plot(
            theme,
            (PANEL, -0.6, 1.7, 2.4),
            (0, params.steps),
            (0, 1.2 * float(self.losses.max())),
            words("steps", theme, SMALL, "muted"),
            math("loss(L)", theme, LABEL),
            x_ticks=(0, params.steps),
            y_ticks=round_ticks(1.2 * float(self.losses.max())),
        )
        self.curve, self.loss_value = Curve(theme, self.plot, "loss"), Readout(theme, LABEL, "loss")
        self.add(self.picture, *self.bars.tracks, *heads, self.plot)
        picture = self.picture
        for part in (*picture.beads, *picture.knobs, *picture.rings, *(disc.content for disc in picture.discs)):
            part.set_presence(0.0)
        self.follow(self._draw)

    @property
    def state(self) -> State:
        """The network of this frame."""
        return self._after(self.step.get_value())

    @property
    def values(self) -> State:
        """The network whose values and loss are shown: that of the last way forward."""
        return self._after(self.through.get_value())

    @property
    def pulls(self) -> State:
        """The network whose gradients are shown: that of the last way back, from which the step is taken."""
        return self._after(self.pulled.get_value())

    @lru_cache(maxsize=4)  # noqa: B019  a frame asks for three networks, mostly those of the frame before
    def _after(self, steps: float) -> State:
        """Return the network after ``steps``: between two it moves straight down the gradient of the first."""
        last = min(int(steps), len(self.course) - 2)
        before = self.course[last]
        return self.example.state(before.network.step(before.gradients, (steps - last) * self.params.rate))

    def _draw(self) -> None:
        """The weights, what flows forward through them, and what pulls on them."""
        values, pulls, pull = self.values, self.pulls, self.pull.get_value()
        self.picture.show_values(values.forward, [share.get_value() for share in self.ahead])
        self.picture.show_weights(self.state.network)
        self.picture.show_tension(pulls.gradients, [share.get_value() for share in self.back])
        self.bars.show(values.forward.probabilities)
        forces = mc.forces(pulls.forward.logits, self.example.target)
        for arrow, force, y in zip(self.arrows, forces, self.ys, strict=True):
            arrow.show(pull * force, self.arrow_x, y)
        for share, q, y in zip(self.shares, values.forward.probabilities, self.ys, strict=True):
            share.middle(q, self.bars.end(1.0) + 0.15, y, "left")

    @beat(
        "Forward: an example flows through the network, and the loss says how wrong it is.",
        alt="Discs of a small network fill from left to right; bars of probability follow, then the loss as a number.",
    )
    def forward(self) -> None:
        layers = self.picture.layers
        self.play(Presence([disc.content for disc in layers[0]], 1.0, 0.5))
        for ahead, layer in zip(self.ahead, layers[1:], strict=True):
            self.move((ahead, 1.0), run_time=min(1.0, 2.4 / len(self.ahead)))
            self.play(Presence([disc.content for disc in layer], 1.0, 0.4))
        self.appear(*self.bars.bars, *self.shares, self.true, run_time=0.6)
        self.follow(self._draw_loss)
        self.appear(self.curve, self.loss_value)

    def _draw_loss(self) -> None:
        at, loss = self.through.get_value(), self.values.gradients.loss
        past = np.arange(int(at) + 1)
        self.curve.show(np.append(past, at), np.append(self.losses[past], loss))
        x, y = self.plot.at(at, loss)
        self.loss_value.put(loss, min(x + 0.15, self.layout.right - self.loss_value.width("0.000")), y + 0.15, "left")

    @beat(
        "Backward: the forces at the logits pull on the edges behind them, layer by layer.",
        alt="Arrows pull at the logits; edges turn to green and red bands, layer by layer from right to left.",
    )
    def tension(self) -> None:
        theme = self.theme
        source = "h_i" if len(self.ahead) > 1 else "x_i"
        self.show_formula(
            f'#text(font: "New Computer Modern")[at the logits: ] (partial loss(L)) / (partial w_(i j))'
            f" = {source} (prediction(q_j) - truth(p_j))",
            size=LABEL,
        )
        self.key = [
            math('#text(font: "New Computer Modern")[width:] abs(partial loss(L) \\/ partial w)', theme, SMALL),
            math('up(#text(font: "New Computer Modern")[green: raise] w)', theme, SMALL),
            math('down(#text(font: "New Computer Modern")[red: lower] w)', theme, SMALL),
            self._glyphs(-1.45 - 0.43 * 3),
        ]
        for i, line in enumerate(self.key[:3]):
            line.put(KEY, -1.45 - 0.43 * i, "left")
        self.play(Presence(self.picture.ahead, 0.0, 0.4), *self.arriving(*self.tails, Part(*self.arrows)))
        self.move((self.pull, 1.0), run_time=1.2, also=self.arriving(*self.key[:3]))
        for back in reversed(self.back):
            self.move((back, 1.0), run_time=min(1.5, 3.6 / len(self.back)))

    def _glyphs(self, y: float) -> Part:
        """Return what stands for a weight and for a bias, on the baseline ``y``."""
        theme, radius = self.theme, self.picture.bead_radius
        radius, middle = max(radius, 0.06), y + 0.09
        weight, bias = words("weight", theme, CROWDED), words("bias", theme, CROWDED)
        weight.put(KEY + 2 * radius + 0.1, y, "left")
        x = weight.origin[0] + weight.advance + 0.3
        bead, knob = (Shape(theme.color("ink")) for _ in range(2))
        bias.put(x + 2 * radius + 0.1, y, "left")
        return Part(bead.disc(KEY + radius, middle, radius), weight, diamond(knob, x + radius, middle, radius), bias)

    @beat(
        "Give in: each bead is a weight and slides as its edge pulls; forward again, L has fallen.",
        alt="Beads on edges and diamonds on discs slide; values flow again, the loss falls, pulls shrink.",
    )
    def give_in(self) -> None:
        picture = self.picture
        picture.remember(self.course[0].network)
        self.play(Presence([*picture.beads, *picture.knobs], 1.0, 0.6), *self.arriving(self.key[3]))
        self.rest(0.8)
        self.was = Ghost(self.theme)
        x, y = self.plot.at(0.0, self.losses[0])
        # The number falls with the dot at the axis; the line keeps clear of it.
        clear = 0.3 + self.loss_value.width(self.loss_value.text)
        self.was.between((x + clear, y), (x + self.plot.across, y))
        self.play(Presence(picture.rings, 1.0, 0.3), *self.arriving(self.was, run_time=0.3))
        self.move((self.step, 1.0), run_time=2.4)
        self.rest(0.4)
        self.move((self.pull, 0.0), *((back, 0.0) for back in self.back), run_time=0.6)
        for ahead in self.ahead:
            ahead.set_value(0.0)
        self.refresh()
        for line in picture.ahead:
            line.set_presence(1.0)
        self.move((self.through, 1.0), *((ahead, 1.0) for ahead in self.ahead), run_time=1.6)
        self.rest(0.4)
        self.pulled.set_value(1.0)
        self.play(Presence(picture.ahead, 0.0, 0.3))
        self.move((self.pull, 1.0), *((back, 1.0) for back in self.back), run_time=1.2)

    @beat(
        "Again and again: on this one example the loss is small now, and so is every pull.",
        alt="The loss curve falls step by step, the true bar fills, and the tension fades through the whole net.",
    )
    def again_and_again(self) -> None:
        self.play(Presence([*self.picture.rings, self.was], 0.0, 0.4))
        last = float(len(self.course) - 1)
        self.move(*((tracker, last) for tracker in (self.step, self.through, self.pulled)), run_time=5.0)


def _largest(arrays) -> float:
    """Return the largest magnitude in several arrays."""
    return float(max(np.abs(array).max() for array in arrays))


def _head(word: str, symbol: str, theme) -> Label:
    return math(f'#text(font: "New Computer Modern")[{word} ] {symbol}', theme, LABEL)
