"""The pulley scene's stage: a machine, a camera that looks at it, and the pictures that follow its logits."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated

import numpy as np
from manim import ValueTracker
from pydantic import Field

import mathcore as mc
from scenes.kit.ceiling import Ceiling
from scenes.kit.explainer import Explainer
from scenes.kit.hanging import Hang
from scenes.kit.machine import Machine
from scenes.kit.motion import Travel
from scenes.kit.params import LogitParams
from scenes.kit.shapes import Part
from scenes.kit.trackers import Input, Vector
from scenes.kit.words import symbol
from scenes.pictures.pulley_forces.close_up import Balance, Strands, close_up

#: Share of the true class from which the surprise starts.
CONFIDENT = 0.01
#: A rise of a share that is smaller isn't seen on its block.
LEAST_RISE = 0.02
#: The surprise is sought up to this time of the flow, at so many moments; then twice more between two of them.
LONGEST, MOMENTS = 8.0, 80


class PulleyParams(LogitParams):
    """The logits, the true class and the descent."""

    rate: Annotated[float, Field(gt=0.0, le=5.0, description="step size of the descent")] = 0.5
    steps: Annotated[int, Field(ge=1, le=200, description="number of descent steps")] = 20

    def two(self) -> bool:
        """Whether there are just two classes."""
        return len(self.logits) == 2

    def furthest(self) -> str:
        """Return which block moves furthest when all give in."""
        if self.two():
            return "Both blocks move equally far, in opposite directions."
        return "The true block moves furthest: as far as all the others together."

    def wrong(self) -> list[int]:
        """Return the wrong classes, the one with the largest share first."""
        q = mc.softmax(np.array(self.logits))
        return sorted((i for i in range(len(q)) if i != self.target), key=lambda i: -q[i])

    def confident(self) -> tuple[float, ...]:
        """Return the logits of a confident mistake: next to nothing for the true class, the others in proportion."""
        return tuple(mc.with_share(np.array(self.logits), self.target, CONFIDENT).tolist())

    def turns(self) -> Sequence[tuple[int, float]]:
        """Return the wrong class whose share rises most from there though its logit sinks, and until when; or nothing.

        The time is the flow's (rate × steps).
        """
        return turning(self.confident(), self.target)

    def named(self, letter: str, index: int) -> str:
        """Return how a caption calls a class's logit (z) or share (q)."""
        return symbol(letter, index, self.labels)


@cache
def turning(start: tuple[float, ...], target: int) -> tuple[tuple[int, float], ...]:
    """Return the wrong class whose share rises most under the flow from ``start``, and when it turns; or nothing."""
    early, late, best = 0.0, LONGEST, None
    for _ in range(3):
        times = np.linspace(early, late, MOMENTS + 1)
        q = mc.flow(start, target, times).probabilities
        if best is None:
            rises = np.delete(q.max(0) - q[0], target)
            best = int(rises.argmax()) + (int(rises.argmax()) >= target)
            if rises.max() < LEAST_RISE:
                return ()
        turn = int(q[:, best].argmax())
        early, late = times[max(turn - 1, 0)], times[min(turn + 1, MOMENTS)]
    return ((best, float(times[turn])),)


class PulleyStage(Explainer):
    """Blocks, ropes, the true block's strands and the soft ceiling, all drawn from the logits and the camera's view."""

    def prepare(self) -> None:
        params, theme, layout = self.params, self.theme, self.layout
        self.start, self.y, self.wrong = np.array(params.logits), params.target, params.wrong()
        self.course = mc.descend(self.start, self.y, params.rate, params.steps)
        self.machine = machine = Machine(theme, layout, self.course.logits, self.y, params.labels)
        self.z = Vector(np.full_like(self.start, self.start.mean()), "z")
        self.runs = Vector(np.zeros_like(self.start))
        self.pulled, self.near, self.step = ValueTracker(0.0), ValueTracker(0.0), Input(0.0, "steps")
        # Where the camera comes from and where it goes; ``near`` says how far it is.
        self.here: Callable[[np.ndarray], Hang] = lambda z: machine.hang
        self.there = self.here
        self.strands = Strands(machine).set_presence(0.0)
        board, count = machine.board, len(self.start)
        self.ceiling = Ceiling(theme, board.left, board.right, layout.top, count, self.y).set_presence(0.0)
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

    def _others(self) -> list[Part]:
        """Return what there is of the machine apart from the true block."""
        machine = self.machine
        blocks = [block for i, block in enumerate(machine.blocks) if i != self.y]
        return [machine.tackle, machine.axis, machine.names, machine.pulls, *blocks, machine.blocks[self.y].number]

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
