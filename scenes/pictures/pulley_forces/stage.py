"""The pulley scene's stage: a machine, a camera that looks at it, and the pictures that follow its logits."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.ceiling import Ceiling
from scenes.kit.explainer import Explainer
from scenes.kit.hanging import Hang
from scenes.kit.machine import Machine
from scenes.kit.motion import Presence, Travel, early, late
from scenes.kit.shapes import Part, Shape
from scenes.kit.trackers import Input, Vector
from scenes.pictures.pulley_forces.close_up import Balance, Strands, close_up


class PulleyStage(Explainer):
    """Blocks, ropes, the true block's strands and the soft ceiling, all drawn from the logits and the camera's view."""

    def prepare(self) -> None:
        params, theme, layout = self.params, self.theme, self.layout
        self.start, self.y, self.wrong = np.array(params.logits), params.target, params.wrong()
        self.course = mc.descend(self.start, self.y, params.rate, params.steps)
        self.machine = machine = Machine(theme, layout, self.course.logits, self.y, params.labels)
        self.z = Vector(np.full_like(self.start, params.level()), "z")
        self.runs = Vector(np.zeros_like(self.start))
        self.pulled, self.near, self.step = ValueTracker(0.0), ValueTracker(0.0), Input(0.0, "steps")
        # Where the camera comes from and where it goes; ``near`` says how far it is.
        self.here: Callable[[np.ndarray], Hang] = lambda z: machine.hang
        self.there = self.here
        self.strands = Strands(machine).set_presence(0.0)
        board, count = machine.board, len(self.start)
        self.ceiling = Ceiling(theme, board.left, board.right, layout.top, count).set_presence(0.0)
        machine.tackle.set_presence(0.0)
        self.hero = board.inset(bottom=machine.low - board.bottom)
        self.add(machine.tackle, self.strands, self.ceiling, machine.axis, *machine.blocks, machine.names)
        self.follow(self._draw_blocks, self._draw_ropes)

    # What follows the logits

    def now(self) -> tuple[np.ndarray, np.ndarray, Hang, np.ndarray]:
        """Return logits, shares, the camera's view and the blocks' upper edges."""
        z = self.z.value
        hang = self.here(z).towards(self.there(z), self.near.get_value())
        return z, mc.softmax(z), hang, hang.top(z)

    def _draw_blocks(self) -> None:
        _, q, hang, tops = self.now()
        self.machine.show_blocks(q, tops, hang)

    def _draw_ropes(self) -> None:
        z, q, hang, tops = self.now()
        self.machine.tackle.show(hang, q, tops, self.runs.value)
        self.machine.pulls.show(hang, q, mc.forces(z, self.y), tops, self.pulled.get_value())

    def _draw_strands(self) -> None:
        _, q, hang, tops = self.now()
        wide = self.machine.hang.width
        near = (hang.width - wide) / (close_up(self.machine, 0.0).width - wide)
        self.strands.show(q, hang, float(tops[self.y]), near)

    def _draw_ceiling(self) -> None:
        z, q, hang, tops = self.now()
        height = float(hang.top(mc.log_sum_exp(z)))
        self.ceiling.show(height, hang, self.machine.sides.fills(q), tops)
        self.gap.show(hang, float(tops[self.y]), height)
        self.sum.show(float(mc.log_sum_exp(z)), float(z[self.y]), float(mc.loss(z, self.y)))

    def _draw_shares(self) -> None:
        z, q, hang, _ = self.now()
        self.shares.show(q, float(mc.forces(z, self.y)[self.y]), hang)

    def _draw_course(self) -> None:
        z = self.z.value
        self.falling.show(self.step.get_value(), z, self.y)
        for mark in self.moved:
            mark.show(float(z[mark.index]))

    def cross(self, gone: list[Part], came: list[Part], run_time: float = 0.9) -> None:
        """Let one picture turn into another without a blank between; no two texts show at once."""
        for part in came:
            part.set_presence(0.0)
        self.add(*came)
        texts, shapes = _parted(came)
        old_texts, old_shapes = _parted(gone)
        self.play(
            Presence(old_texts, 0.0, run_time, rate=early), Presence(old_shapes, 0.0, run_time),
            Presence(texts, 1.0, run_time, rate=late), Presence(shapes, 1.0, run_time),
        )  # fmt: skip
        self.remove(*gone)

    def _put(self, z: np.ndarray) -> None:
        for tracker, value in zip(self.z.trackers, z, strict=True):
            tracker.set_value(value)

    def _descend(self) -> None:
        """Set the logits to the descent's current step; between two steps they move straight along the force."""
        at, logits = self.step.get_value(), self.course.logits
        last = min(int(at), len(logits) - 2)
        self._put(logits[last] + (at - last) * (logits[last + 1] - logits[last]))

    def look(self, view: Callable[[np.ndarray], Hang], *goals, run_time: float = 2.0, also=()) -> None:
        """Bring the camera to another view."""
        self.here, self.there = self.there, view
        self.near.set_value(0.0)
        self.move((self.near, 1.0), *goals, run_time=run_time, also=also)

    def _around(self) -> list[Part]:
        """Return what the blocks hang in: they move in the camera's view, this doesn't."""
        return [self.machine.tackle, self.machine.axis]

    def _others(self) -> list[Part]:
        """Return what there is of the machine apart from the true block and what is around."""
        machine = self.machine
        blocks = [block for i, block in enumerate(machine.blocks) if i != self.y]
        return [machine.names, machine.pulls, *blocks, machine.blocks[self.y].number]

    def send(self, balance: Balance) -> None:
        """Send each force from its place in the close-up to its row in the sum: two slowly, then the rest together."""
        wide, lacking = close_up(self.machine, self.start[self.y]), self.shares.lacks.box("f")
        seats = wide.lefts[self.y] + wide.width * self.machine.sides.seats(mc.softmax(self.start)).mean(1)
        flights = []
        for row, i in zip(balance.rows, balance.classes, strict=True):
            flights.append(self.arriving(row, run_time=0.8))
            if i is not None:
                over = float(seats[i]), wide.top(self.start[self.y]) + 1.0
                flights[-1].append(Travel(row, (lacking.x, lacking.y) if i == self.y else over, 0.8))
        for together in (flights[:1], flights[1:2], flights[2:]):
            if together:
                self.play(*(animation for flight in together for animation in flight))

    def read_off(self) -> dict[str, float]:
        """Return loss, logits, shares and forces by name."""
        z = self.z.value
        found = {"L": float(mc.loss(z, self.y))}
        for letter, values in (("z", z), ("q", mc.softmax(z)), ("F", mc.forces(z, self.y))):
            found |= {f"{letter}_{i + 1}": float(value) for i, value in enumerate(values)}
        return found


def _parted(parts: list[Part]) -> tuple[list[Shape], list[Shape]]:
    """Return the texts in some parts, and all their other shapes."""
    leaves = [leaf for part in parts for leaf in part.get_family() if isinstance(leaf, Shape)]
    return [leaf for leaf in leaves if leaf.is_text], [leaf for leaf in leaves if not leaf.is_text]
