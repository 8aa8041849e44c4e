"""A scene with a slider to drag."""

from manim import Square

from scenes.base import Box, Move, Sweep, SweepInput
from scenes.still_square import StillSquare

SLIDER = SweepInput("side", "cm", 1.0, 2.0, 0.25, 1.0)


class Swept(StillSquare):
    """A square whose side can be dragged."""

    title = "A side"

    @classmethod
    def sweeps_of(cls, params):
        """One."""
        return (Sweep("side_by_side", (SLIDER,)),)

    def turn(self):
        """It turns, and says so."""
        self.moves.append(Move(1, "angle", "rad", 0.0, 1.0, 0.0, 0.6, "smooth"))
        super().turn()

    def side_by_side(self):
        """A frame a step."""
        self.handles = [Box(-1, -3, 1, -2)]
        for step in range(5):
            side = SLIDER.low + step * SLIDER.step
            self.clear()
            self.add(Square(side_length=side))
            self.wait(1 / self.camera.frame_rate)
            self.readings.setdefault("area", []).append(side**2)
