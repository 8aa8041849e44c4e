"""What is carried in ClassDistance: bars as blocks of earth, and as strips into a stack."""

from collections.abc import Sequence

import numpy as np
from manim import Animation, interpolate_color

from scenes.kit.explainer import Vector
from scenes.kit.formula import Formula
from scenes.kit.motion import Drive, Presence, Travel, early, late, within
from scenes.kit.shapes import Part
from scenes.pictures.class_distance.earth import Earth
from scenes.pictures.class_distance.rows import Bars
from scenes.pictures.class_distance.stage import LEAVING, TwoRows
from scenes.pictures.class_distance.strips import Strips

#: Seconds for a row's blocks, and in what part of these they are lifted; for a row's weights.
CARRYING, LIFTED = 1.5, 0.14
WEIGHING = 0.6
#: Seconds for B's bars to rise into A's row.
RISING = 0.6
#: Seconds for bars to be gathered, and when in these they go up, and across; for a stack to be named; to become EMD’s.
GATHERING, UP_ACROSS = 0.9, ((0.1, 0.5), (0.45, 1.0))
NAMING, RECOLORING = 0.2, 0.3


class Earthworks(TwoRows):
    """Two rows whose bars are carried."""

    def prepare(self) -> None:
        super().prepare()
        #: how far each row's blocks are on their way up and across
        self.lifted, self.carried = ([Vector(np.zeros(len(self.near))) for _ in "AB"] for _ in ("up", "across"))
        #: the power of the distances that counts in each row's weights, and how much the row is EMD's already
        self.weighed, self.counted = Vector(np.zeros(2)), Vector(np.zeros(2))
        #: how far all wrong bars are on their way up and across, into a stack
        self.gathered = Vector(np.zeros(2))

    def _dig(self) -> None:
        """Put blocks of earth in the bars' place: the same picture, but each block can be carried."""
        self.blocks = [Earth(self.theme, self.places, r, q, self.d) for r, q in enumerate((self.near, self.far))]
        self._carry()
        for row in self.bars:
            row.bars.set_presence(0.0)
        self.add(*self.blocks)
        self.follow(self._carry)

    def _carry(self) -> None:
        for earth, lifted, carried in zip(self.blocks, self.lifted, self.carried, strict=True):
            earth.show(lifted.value, carried.value)

    def _bury(self) -> Animation:
        """Let the blocks stand still, to leave; return the arrival of the wrong bars, while the true one is there."""
        self.unfollow(self._carry)
        for row in self.bars:
            row.fills[self.y].set_presence(1.0)
        return Presence([row.wrong for row in self.bars], 1.0, LEAVING, rate=late)

    def _carry_all(self) -> None:
        """Carry A's blocks to the true bin, then B's: together up, and then as fast, so that far ones arrive last."""
        for lifted, carried in zip(self.lifted, self.carried, strict=True):
            ways = [Drive(lifted.to(np.ones(len(self.d))), CARRYING, within(0.0, LIFTED))]
            for i in np.flatnonzero(self.d):
                there = LIFTED + (1 - LIFTED) * self.d[i] / self.d.max()
                ways.append(Drive([(carried[i], 1.0)], CARRYING, within(LIFTED, there)))
            self.play(*ways)

    def _copied(self) -> Part:
        """Return a copy of B's wrong bars, put into A's row, unseen yet."""
        copy = Bars(self.theme, self.places, 0).show(self.far, self.fill.get_value()).wrong.set_presence(0.0)
        self.add(copy)
        return copy

    def _rising(self, copy: Part) -> list[Animation]:
        """Let A's wrong bars go and B's ``copy`` rise into their place."""
        x, y, _ = self.bars[1].wrong.get_center()
        fades = [Presence([copy], 1.0, RISING, rate=early), Presence([self.bars[0].wrong], 0.0, RISING, rate=early)]
        return [Travel(copy, (x, y), RISING), *fades]

    def _gather(self, strips: Sequence[Strips], gone: Sequence[Part]) -> None:
        """Carry wrong bars into a stack as ``strips``, the same picture at first; then that is named.

        What named bars goes, and the distances, at which none of them is any more, dim.
        """
        for row in self.bars:
            row.wrong.set_presence(0.0)
        self.add(*strips)
        ways = [Drive([(self.gathered[k], 1.0)], GATHERING, within(*part)) for k, part in enumerate(UP_ACROSS)]
        left = self.dimming(*self.away, run_time=GATHERING)
        self.play(Presence(gone, 0.0, GATHERING, rate=within(0.0, 0.3)), left, *ways)
        self.remove(*gone)
        self.appear(*(mass for row in strips for mass in row.masses), run_time=NAMING)

    def _weigh(self, strips: Sequence[Strips]) -> None:
        """Let A's shares count with their distances, which light up as they are reached, then B's.

        Before a number moves, they have EMD's colour, and what cross-entropy's loss is has gone.
        """
        gone = [self.heading, *(mass for row in strips for mass in row.masses)]
        greys = [(self.counted[row], 1.0) for row in range(2)]
        self.play(Presence(gone, 0.0, RECOLORING), Drive(greys, RECOLORING))
        self.remove(*gone)
        weights = [Drive([(self.weighed[row], 1.0)], WEIGHING) for row in range(2)]
        self.play(weights[0], self.lighting(*self.away, run_time=WEIGHING))
        self.play(weights[1])

    def _count(self, log: Formula, mass: float, counted: float, decimals: tuple[int, int]) -> None:
        """Write the mass in a logarithm, so much of its way from shares’ colour, at 0, to EMD’s, at 1.

        With few ``decimals`` it stands in the middle of where it has most: how many it has now, and those.
        """
        number, (now, most) = log.numbers["mass"], decimals
        number.decimals = now
        number.recolor(interpolate_color(self.theme.color("prediction"), self.theme.color("muted"), counted))
        _, right, baseline, _ = log.show(mass=mass).numbers["mass"].placed
        number.put(mass, right - number.width("0" * (most - now)) / 2, baseline, "right")
