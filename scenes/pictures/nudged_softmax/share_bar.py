"""A share as a bar: what it kept, what it gained, and what it lost."""

from scenes.kit.arrows import Hatch
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.theme import Theme

#: How solid the ground is on which a loss is hatched: without it a narrow one would be a row of dots.
GROUND = 0.4
#: Paper between what a share had and what it gained.
PARTED = 4 * PX


class Lost(Part):
    """A rectangle that a share lost: hatched, on a ground of the same colour."""

    def __init__(self, theme: Theme, pitch: float, stroke: float):
        super().__init__()
        self.ground, self.hatch = Shape(theme.color("down"), GROUND), Hatch(theme, "down", pitch, stroke)
        self.add(self.ground, self.hatch)

    def within(self, box: Box) -> "Lost":
        """Fill a box."""
        self.ground.box(box.left, box.bottom, box.width, box.height)
        self.hatch.within(box)
        return self


class ShareBar(Part):
    """A bar that is as long as a share, with what it gained or lost since the start."""

    def __init__(self, theme: Theme):
        super().__init__()
        self.kept, self.gained = Shape(theme.color("prediction")), Shape(theme.gained())
        self.lost = Lost(theme, 18 * PX, 2.5)
        self.add(self.kept, self.lost, self.gained)

    def show(self, room: Box, before: float, now: float, parted: bool) -> "ShareBar":
        """Draw a share in the ``room`` of a share of 1; ``parted`` says whether paper parts the gain from the rest."""
        left, low, high = room.left, room.bottom, room.height
        old, new = before * room.width, now * room.width
        slit = min(PARTED, max(0.0, new - old), 0.4 * old) if parted else 0.0
        self.kept.box(left, low, min(old - slit, new), high)
        self.gained.box(left + old, low, max(0.0, new - old), high)
        self.lost.within(Box(left + min(old, new), low, left + old, room.top))
        return self
