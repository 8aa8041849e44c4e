"""Scene 7: the forces at the logits put every edge of a network under tension, and the weights give in."""

from functools import lru_cache

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.explainer import Explainer, Input, beat
from scenes.kit.layout import Box
from scenes.kit.motion import Presence
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK
from scenes.kit.text import Label, Readout, math, words
from scenes.pictures.tug_through_the_network.net import Net, bar
from scenes.pictures.tug_through_the_network.outputs import Outputs
from scenes.pictures.tug_through_the_network.params import Params, State, largest
from scenes.pictures.tug_through_the_network.weight_lens import WeightLens


class TugThroughTheNetwork(Explainer):
    """The pull at the logits tightens every edge of a small network; its weights and biases give in to it."""

    title = "The tug reaches every weight"
    question = "How does a pull reach a weight?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.example, self.course = params.example, params.course
        self.hero, self.classes = layout.pixels(54, 140, 1600, 930), max(params.widths)
        gaps = len(params.widths) - 1
        #: how many steps were taken; how far values have flowed ahead and tension has come back, gap by gap
        self.step = Input(0.0, "steps")
        self.ahead, self.back = ([ValueTracker(0.0) for _ in range(gaps)] for _ in "ab")
        steepest = max(largest(state.gradients.weights) for state in self.course)
        self.net = Net(theme, layout, params.widths, steepest)
        self.outputs = Outputs(theme, layout, self.net.at[-1], self.net.radius, self.net.pitch, self.example.target)
        head = layout.top - 42 * PX
        self.heads = [
            self._head("input", "x").put(max(self.net.xs[0], layout.left + 0.9), head),
            *([self._head("hidden", "h").put((self.net.xs[1] + self.net.xs[-2]) / 2, head)] if gaps > 1 else []),
            self._head("logits", "logit(z)").put(self.net.xs[-1], head),
            self._head("shares", "prediction(q)").put(self.outputs.left + self.outputs.width / 2, head),
        ]
        self.forces_head = self._head("forces", "F").put(layout.right, head, "right")
        self.add(
            self.net, self.net.numbers[0], *self.net.names[1:], self.outputs.wires, *self.outputs.blocks, *self.heads
        )
        self.outputs.filled.set_presence(0.0)
        self.follow(self._draw)

    def _head(self, word: str, symbol: str) -> Label:
        return math(f'#text(font: "New Computer Modern Math", weight: 450)[{word}] {symbol}', self.theme, TEXT, "muted")

    @property
    def state(self) -> State:
        """The network of this frame."""
        return self._after(float(self.step.get_value()))

    @lru_cache(maxsize=2)  # noqa: B019  for as long as the scene lives
    def _after(self, steps: float) -> State:
        """Return the network after ``steps``: between two it moves straight down the gradient of the first."""
        last = min(int(steps), len(self.course) - 2)
        before = self.course[last]
        return self.example.state(before.network.step(before.gradients, (steps - last) * self.params.rate))

    def _draw(self) -> None:
        """What flows forward, what pulls back, and what comes out."""
        state = self.state
        self.net.show_values(state.forward, [share.get_value() for share in self.ahead])
        self.net.show_tension(state.gradients, [share.get_value() for share in self.back])
        forces = mc.forces(state.forward.logits, self.example.target)
        self.outputs.show(state.forward.probabilities, forces, float(state.gradients.loss))

    @beat(
        "Forward: an example flows through the network to its shares.",
        then=Params.first,
        alt="Values appear in the nodes of a small network from left to right; blocks fill to the shares; the loss.",
    )
    def forward(self) -> None:
        net, outputs = self.net, self.outputs
        for ahead, names, numbers in zip(self.ahead, net.names[1:], net.numbers[1:], strict=True):
            self.move((ahead, 1.0), run_time=1.0)
            self.vanish(names, run_time=0.2)
            self.appear(numbers, run_time=0.4)
        self.play(Presence([outputs.filled], 1.0))
        self.appear(outputs.total)

    @beat(
        "The forces at the logits reach back. How hard is each weight pulled?",
        then="How wide an edge is drawn says how hard the error pulls on its weight.",
        alt="Arrows pull at the logits; edges turn wide or thin, solid green or hollow red, from right to left.",
    )
    def tension(self) -> None:
        self.appear(self.outputs.forces, self.forces_head)
        self.key = self._key()
        name = "h_i" if len(self.back) > 1 else "x_i"
        middle = (self.net.xs[-2] + self.net.xs[-1]) / 2
        self.law = math(f'"pull on" w = {name} thin F_j', self.theme, TEXT).put(middle, self.outputs.baseline)
        self.play(Presence(self.net.ahead, 0.0, 0.4), *self.arriving(self.key, self.law, run_time=0.4))
        for back in reversed(self.back):
            self.move((back, 1.0), run_time=1.2)

    def _key(self) -> Part:
        """Return what solid and hollow edges mean."""
        theme, x, y = self.theme, self.layout.left, self.outputs.baseline
        key = Part()
        for word, role in (("raise", "up"), ("lower", "down")):
            sample = Shape(theme.color(role))
            ends = np.array([(x, y + 16 * PX), (x + 76 * PX, y + 16 * PX)])
            sample.points = bar(*ends, 26 * PX, hollow=role == "down")
            label = math(f'"{word}" w', theme, TEXT).put(x + 94 * PX, y, "left")
            key.add(sample, label)
            x += 94 * PX + label.advance + 40 * PX
        return key

    @beat(
        "Look at one weight through a lens.",
        then="One weight gives in to its pull: it slides by the rate times the pull.",
        alt="A lens shows the weight that is pulled hardest as a bead on a ruler, sliding by rate times pull.",
    )
    def one_weight(self) -> None:
        net, (i, j) = self.net, self.params.strongest()
        last = len(net.bands) - 1
        start = self.course[0]
        pull, weight = -float(start.gradients.weights[-1][i, j]), float(start.network.weights[-1][i, j])
        near, far = net.at[-2][i], net.at[-1][j]
        x, y = near + (0.62 if i == j else 0.42) * (far - near)
        source = Box(x - 46 * PX, y - 46 * PX, x + 46 * PX, y + 46 * PX)
        names = f"{'h' if last else 'x'}_({i + 1}) thin F_({j + 1})"
        self.lens = WeightLens(self.theme, self.layout, weight, pull, self.params.rate, names, source)
        net.rays.set_presence(0.0)
        self.behind = [self.key, *self._under_the_lens()]
        self.play(Presence(self.behind, 0.0, 0.4))
        others = [band for band in net.bands[last] if band is not net.edge(last, i, j)]
        self.aside = [*others, *(band for k in range(last) for band in net.bands[k] if band.presence > 0)]
        self.slid = ValueTracker(0.0)
        net.rays.points = self.lens.rays
        self.play(self.dimming(*self.aside), *self.arriving(self.lens), Presence([net.rays], 1.0))
        self.follow(self._slide)
        self.rest(0.6)
        self.move((self.slid, 1.0), run_time=2.4)
        self.old = [self.lens.old] if self.lens.parted else []
        self.appear(*self.old, run_time=0.4)

    def _slide(self) -> None:
        self.lens.show(self.slid.get_value())

    def _under_the_lens(self) -> list[Part]:
        """Return what of the network the lens would cover."""
        net, edge = self.net, self.lens.lens.frame.right
        covered = [k for k, x in enumerate(net.xs[:-2]) if x - net.radius < edge]
        parts: list[Part] = [self.heads[0]] if covered else []
        if len(covered) > 1:
            parts.append(self.heads[1])
        for k in covered:
            parts += [net.discs[k], net.numbers[k], net.bands[k]]
        return parts

    @beat(
        "Now every weight gives in to its pull at once, by one step.",
        then=Params.one_step,
        alt="All values, edges and blocks change while the network takes one step; the old loss stays beside.",
    )
    def give_in(self) -> None:
        self.unfollow(self._slide)
        self.vanish(self.lens, *self.old, self.net.rays, run_time=0.4)
        self.net.rays.points = np.zeros((0, 3))
        self.play(self.lighting(*self.aside), Presence(self.behind, 1.0))
        self.was = words(f"was {self.params.losses()[0]:.3f}", self.theme, TICK, "muted")
        self.was.put(self.outputs.loss_left - 0.3, self.outputs.baseline, "right")
        self.play(Presence([self.law], 0.0, 0.4))
        self.remove(self.law)
        middle = self.law.origin[0] + self.law.advance / 2
        self.counted = words("step", self.theme, TEXT, "muted").put(middle, self.outputs.baseline, "right")
        self.count = Readout(self.theme, TEXT, "ink", 0)
        self.follow(self._count)
        self.appear(self.was, self.counted, self.count, run_time=0.4)
        self.move((self.step, 1.0), run_time=3.0)

    def _count(self) -> None:
        """Say which step the network is on, from 1."""
        on = max(1.0, np.ceil(self.step.get_value() - 1e-9))
        self.count.put(on, self.counted.origin[0] + self.counted.advance + 0.16, self.outputs.baseline, "left")

    @beat(
        "Forward, back, and a step: again and again.",
        then=Params.in_the_end,
        alt="Step after step the blocks and edges follow; where the loss falls, edges get thin and arrows short.",
    )
    def again_and_again(self) -> None:
        self.move((self.step, float(len(self.course) - 1)), run_time=5.0)
