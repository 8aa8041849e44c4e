"""The stage's part under the soft ceiling: the loss as a gap, nudges, and the flow from a badly wrong start."""

from collections.abc import Callable

import numpy as np
from manim import Mobject

import mathcore as mc
from scenes.kit.hanging import Hang
from scenes.kit.motion import Presence
from scenes.kit.shapes import Part
from scenes.kit.trackers import Input
from scenes.pictures.pulley_forces.beside_ceiling import Lower
from scenes.pictures.pulley_forces.nudged import Nudged
from scenes.pictures.pulley_forces.stage import PulleyStage


class CeilingStage(PulleyStage):
    """A pulley stage with what only the soft ceiling needs."""

    def prepare(self) -> None:
        super().prepare()
        #: what each nudge did to the loss, in their order
        self.nudged: list[Nudged] = []

    def _draw_gap(self) -> None:
        now = self.now()
        self.gap.show(now.around, float(now.levels[self.y]), now.ceiling_top)
        self.sum.show(now.around, now.ceiling, float(now.z[self.y]), float(mc.loss(now.z, self.y)))

    def _draw_nudged(self) -> None:
        self.nudged[-1].show(self.z.value)

    def too_low(self, view: Hang) -> tuple[list[Part], Lower]:
        """Return the blocks and names that at the start hang too low to be seen in a view; and what tells so."""
        machine = self.machine
        classes = np.flatnonzero(view.top(self.start) - view.height < machine.low)
        unseen = [machine.blocks[i] for i in classes]
        unseen += self._names_beside(classes)
        return unseen, Lower(machine, classes, self.start)

    def prepare_nudge(self, nudged: Nudged) -> None:
        """Take away of what was found before what would be in the way of a nudge's sum."""
        gone = [part for before in self.nudged for part in nudged.replaces(before)]
        if gone:
            self.play(Presence(gone, 0.0, 0.3))
        self.nudged.append(nudged)
        # As a part of the ceiling they are behind the blocks.
        self.ceiling.add(nudged.marks.set_presence(0.0))

    def work_out(self, nudged: Nudged) -> None:
        """Bring what the force on a block promises of its nudge."""
        self.appear(nudged.worked, run_time=0.4)
        nudged.add(nudged.worked)

    def bring_back(self, nudged: Nudged) -> None:
        """Bring a nudged block back, without its marks; what was found stays, dimmed: its nudge is no more."""
        leaving = [Presence([nudged.marks], 0.0, 0.3), self.dimming(nudged.gain, nudged.worked)]
        i = nudged.index
        self.move((self.z[i], float(self.start[i])), run_time=0.5, also=leaving)
        self.ceiling.remove(nudged.marks)

    def joining(self) -> list[list[Part]]:
        """Return what is seen of each block, but its number: the next highest one first, the highest left out."""
        order = np.argsort(-self.start)[1:]
        return [self._without_numbers([i]) if self.machine.blocks[i] not in self.unseen else [] for i in order]

    def aside(self) -> list[Mobject]:
        """Return what is seen of the blocks that aren't nudged, but their numbers."""
        return self.seen([i for i in self.wrong if i not in self.pair and self.machine.blocks[i] not in self.unseen])

    def hand_over(self, falls: Part, led: set[int] | None) -> None:
        """Take the falls away; a true block that now holds the ceiling up is lit instead of those that ``led`` it."""
        lit = [] if led is None else [self.lighting(*self.seen([self.y])), self.dimming(*self.seen(led))]
        self.play(Presence([falls], 0.0, 0.5), *lit)

    def flowing(self, path: mc.FlowPath, time: Input) -> Callable[[], None]:
        """Return what sets the logits to those of a path at ``time``."""

        def put() -> None:
            self.z.value = path.at(time.get_value())

        return put
