"""The pulley scene's stage: a machine, a camera that looks at it, and the pictures that follow its logits."""

from collections.abc import Callable, Collection, Sequence

import numpy as np
from manim import Mobject, ValueTracker

import mathcore as mc
from scenes.kit.explainer import Explainer
from scenes.kit.hanging import Hang
from scenes.kit.motion import Drive, Presence, late, within
from scenes.kit.shapes import DIMMED, Part
from scenes.kit.sizes import PX
from scenes.kit.trackers import Input, Vector
from scenes.pictures.pulley_forces.ceiling import Ceiling
from scenes.pictures.pulley_forces.close_up import Strands, close_up
from scenes.pictures.pulley_forces.machine import Machine
from scenes.pictures.pulley_forces.state import State

#: A name's middle is at least so far below the ceiling.
TO_CEILING = 36 * PX


class PulleyStage(Explainer):
    """Blocks, ropes, the true block's strands and the soft ceiling, all drawn from the logits and the camera's view."""

    def prepare(self) -> None:
        params, theme, layout = self.params, self.theme, self.layout
        self.start, self.y, self.wrong = np.array(params.logits), params.target, params.wrong()
        self.course = mc.descend(self.start, self.y, params.rate, params.steps)
        self.machine = machine = Machine(theme, layout, self.course.logits, self.y, params.labels)
        for block in machine.blocks:
            block.hang_number()
        self.z = Vector(np.full_like(self.start, params.level()), "z")
        self.runs = Vector(np.zeros_like(self.start))
        self.near, self.step = ValueTracker(0.0), Input(0.0, "step")
        #: how much of their e^z the blocks under the highest have given to the ceiling
        self.lift = ValueTracker(1.0)
        # Where the camera comes from and where it goes; ``near`` says how far it is.
        self.here: Callable[[np.ndarray], Hang] = lambda z: machine.hang
        self.there = self.here
        self.looked: tuple | None = None  # what the state was made from
        self.strands = Strands(machine).set_presence(0.0)
        board = machine.board
        self.ceiling = Ceiling(theme, board.left, board.right, layout.top, self.y).set_presence(0.0)
        machine.tackle.set_presence(0.0)
        self.hero = board.inset(bottom=machine.low - board.bottom)
        self.add(machine.tackle, self.strands, self.ceiling, machine.axis, *machine.blocks, machine.names)
        self.follow(self._draw_blocks, self._draw_ropes, self._draw_pulls)

    # What follows the logits

    def views(self) -> tuple[Hang, Hang]:
        """Return how the camera sees the true block, and all that is around it: it comes close to that block alone."""
        z = self.z.value
        here, there = self.here(z), self.there(z)
        hang = here.towards(there, self.near.get_value())
        return hang, hang if here.width == there.width else min(here, there, key=lambda view: view.width)

    def now(self) -> State:
        """Return what is to be seen; the same object as long as nothing has changed."""
        z, lift = self.z.value, self.lift.get_value()
        looked = z.tobytes(), lift, self.near.get_value(), self.here, self.there
        if looked != self.looked:
            self.looked, self.state = looked, State(z, self.y, lift, *self.views())
        return self.state

    def _draw_blocks(self) -> None:
        now = self.now()
        lowered, there = 0.0, self.ceiling.line.presence
        if there:  # under the ceiling names keep clear of it
            lowered = there * np.maximum(now.tops + TO_CEILING - now.ceiling_top, 0.0)
        self.machine.show_blocks(now.q, now.tops, now.around, lowered, now.hang)

    def _draw_ropes(self) -> None:
        now = self.now()
        self.machine.tackle.show(now.around, now.q, now.levels, self.runs.value)

    def _draw_pulls(self) -> None:
        now = self.now()
        self.machine.pulls.show(now.around, now.q, now.force, now.levels)

    def _draw_own_pulls(self) -> None:
        """Draw the pulls without ropes: sideways each stays where it stood, whatever the fills do."""
        now = self.now()
        self.machine.pulls.show(now.around, mc.softmax(self.start), now.force, now.levels)

    def _draw_strands(self) -> None:
        now, wide = self.now(), self.machine.hang.width
        near = (now.hang.width - wide) / (close_up(self.machine, 0.0).width - wide)
        self.strands.show(now.q, now.hang, float(now.tops[self.y]), near)

    def _draw_ceiling(self) -> None:
        now = self.now()
        self.ceiling.show(now.ceiling_top, now.around, now.levels)

    def _draw_shares(self) -> None:
        now = self.now()
        self.shares.show(now.q, float(now.force[self.y]), now.hang)

    def _draw_course(self) -> None:
        now = self.now()
        self.shifts.show(now.z, now.around, now.levels)

    def _descend(self) -> None:
        """Set the logits to the descent's current step; between two steps they move straight along the force."""
        at, logits = self.step.get_value(), self.course.logits
        last = min(int(at), len(logits) - 2)
        self.z.value = logits[last] + (at - last) * (logits[last + 1] - logits[last])

    def look(self, view: Callable[[np.ndarray], Hang], *goals, run_time: float = 2.0, also=()) -> None:
        """Bring the camera to another view."""
        self.here, self.there = self.there, view
        self.near.set_value(0.0)
        self.move((self.near, 1.0), *goals, run_time=run_time, also=also)

    def back(
        self,
        view: Callable[[np.ndarray], Hang],
        gone: list[Part],
        around: list[Mobject],
        new: list[Part],
        *goals,
        dim: Sequence[Mobject] = (),
    ) -> None:
        """Bring the camera back from the true block: what was said there goes, what is around comes, ``dim`` some."""
        coming = [Presence(around, 1.0, 1.2, rate=late), *self.arriving(*new, run_time=1.2, rate=late)]
        coming.append(Presence(dim, DIMMED, 1.2, self.theme.dimmed, rate=late))
        self.look(view, *goals, run_time=0.8, also=[Presence(gone, 0.0, 0.4), *coming])
        self.remove(*gone)

    def running_out(self, run_time: float) -> list[Drive]:
        """Return the animations of the ropes, the nearer ones first: a rope turns on those that run below it."""
        ranks = {i: int(self.machine.order.places[i]) for i in self.wrong}
        share = 2 / (1 + max(ranks.values()))
        starts = {i: (rank - 1) * share / 2 for i, rank in ranks.items()}
        return [Drive([(self.runs[i], 1.0)], run_time, within(start, start + share)) for i, start in starts.items()]

    def _around(self) -> list[Mobject]:
        """Return what the blocks hang in."""
        return [self.machine.tackle, *self.machine.axis.present()]

    def _others(self) -> list[Part]:
        """Return what there is of the blocks apart from the true one, and its number."""
        machine = self.machine
        blocks = [block for i, block in enumerate(machine.blocks) if i != self.y]
        return [machine.names, *blocks, machine.blocks[self.y].number]

    def _unnumbered(self) -> list[Part]:
        """Return the same without the blocks' numbers."""
        return [self.machine.names, *self._without_numbers(self.wrong)]

    def _names_beside(self, classes: Collection[int]) -> list[Mobject]:
        """Return these classes' names, if they stand beside their blocks."""
        return [] if self.machine.rowed else [self.machine.names.submobjects[i] for i in classes]

    def _without_numbers(self, classes: Collection[int]) -> list[Part]:
        """Return what there is of these classes' blocks, but their numbers."""
        blocks = [self.machine.blocks[i] for i in classes]
        return [part for block in blocks for part in block if part is not block.number]

    def seen(self, classes: Collection[int]) -> list[Mobject]:
        """Return these classes' blocks, but their numbers, and names if these stand beside them."""
        return [*self._without_numbers(classes), *self._names_beside(classes)]

    def read_off(self) -> dict[str, float]:
        """Return loss, logits, shares and forces by name."""
        z = self.z.value
        found = {"L": float(mc.loss(z, self.y))}
        for letter, values in (("z", z), ("q", mc.softmax(z)), ("F", mc.forces(z, self.y))):
            found |= {f"{letter}_{i + 1}": float(value) for i, value in enumerate(values)}
        return found
