"""How hard a row's mistake is pulled: one arrow, and the force as a number beside it."""

from scenes.kit.arrows import Arrow
from scenes.kit.marks import Ghost, clamp
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, UNITS_PER_SIZE, em
from scenes.kit.text import DIGIT_HEIGHT, Readout, math
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.rows import GAP, INSET, Places

#: The force, the number that these beats are about, where its column has room for it.
PULL = em(54)
#: Of a wide column: how far from its middle the arrow stands, to the left, and the middle of the number.
ASIDE, BESIDE = 0.33, 0.11
#: From a bar’s top to a number over it; from a tip to one that follows it.
SIGNED, CLEAR = 16 * PX, 26 * PX
#: A bar so high has room for the number inside, with what is pulled on below it; an arrow’s half-width.
ROOMY, HALF = 152 * PX, 28 * PX
#: From a bar’s middle up to its number’s, and down to that of what is pulled on; so high a bar has room for that alone.
UPPER, LOWER, ALONE = 12 * PX, 42 * PX, 70 * PX
#: Between what a number over a bar is called and the number, in ems.
SPACE = 0.3
#: Around a text between two lines, on both sides together, and from a text's middle to what it is over; in ems.
MARGINS, OVER = 0.8, 0.9
#: An arrow isn’t drawn up to the first of these lengths, and is whole from the second on.
FADING = 3 * PX, 8 * PX


class Pull(Part):
    """The force on the class ``column`` of a row, whose share is ``share`` at first.

    It is measured from the floor, a wrong class's truth: an arrow down ends there, one up starts there. So
    cross-entropy's reaches from the bar's top to the truth. The number stands beside it, in the bar if that is high
    from the start, and the logit that is pulled on in the bar. Where the column isn't wide, it stands over the tip,
    with what it is called if that has room over the column.
    """

    def __init__(self, theme: Theme, places: Places, row: int, column: int, share: float):
        super().__init__()
        self.theme, self.places, self.base, self.column = theme, places, places.bases[row], column
        high = share * places.unit
        self.inside = places.wide and high >= ROOMY
        half, x = min(0.1 * places.width, HALF), float(places.xs[column])
        self.x, self.text_x = (x - ASIDE * places.width, x + BESIDE * places.width) if places.wide else (x, x)
        # what is pulled on, beside the arrow if there is room, with or without on
        gap = places.em / 2
        room = places.width - 2 * (INSET + half) - 3 * gap
        names = (math(f"{on} logit(z_{column + 1})", theme, places.size) for on in ('"on"', ""))
        name = next((name for name in names if places.wide or name.advance < room), None)
        if name and high >= ALONE and not places.wide:
            self.x = x - (name.advance + gap) / 2
        rooms = {size: Readout(theme, size).width("−0.000") + places.em / 3 for size in (PULL, places.size)}
        size = PULL if rooms[PULL] < places.width else places.size
        # over its bar a number alone may be taken for the share
        said, (begin, end) = math('"pull"', theme, places.size), places.reach(column)
        fits = said.advance + SPACE * places.em + rooms[places.size] < places.width
        self.said = said if fits and not places.wide else None
        size = places.size if self.said else size
        # as many as the number beside it has, though it be wider than a bar of many
        self.decimals = 3 if rooms[size] < end - begin else 2
        self.arrow = Arrow(theme, places.unit, half, rim=True, stout=True, fading=FADING)
        self.number = Readout(theme, size, "down", self.decimals, signed=True)
        if not places.wide:
            around = self.number.width(f"−{0:.{self.decimals}f}") / 2
            self.text_x = clamp(x, begin + around, end - around)
        over = [self.said, self.number] if self.said else [] if self.inside else [self.number]
        for text in over:
            text.halo(theme.color("paper"))  # it may meet an edge, of a neighbour or of a bar that grows
        #: in a wide column the number keeps its height while the bar grows
        self.over = self.base + min(high + SIGNED, places.unit - GAP - DIGIT_HEIGHT * size * UNITS_PER_SIZE)
        self.amid = self.base + high / 2
        self.ghost = Ghost(theme, "down")
        self.add(self.ghost, self.arrow, *([self.said] if self.said else []), self.number)
        self.name = name if name and high >= ALONE else None
        if self.name:
            middle = self.text_x if places.wide else x + half + gap / 2
            self.add(self.name.middle(middle, self.amid - (LOWER if self.inside else 0.0)))

    def keep_off(self, line: float) -> None:
        """Let texts in a bar stand on one side of an upright line, in the middle of what is free there, if they can.

        They may stand over an arrow that is as short as now.
        """
        places, i, arrow = self.places, self.column, self.x + HALF
        wide = max(self.number.width(self.number.text), self.name.advance if self.name else 0.0)
        if not self.inside or abs(self.text_x - line) > (wide + places.em) / 2:
            return
        left, right = float(places.lefts[i]) + INSET, float(places.rights[i]) - INSET
        middle, around = self.amid - self.base, OVER * places.em
        up = max(0.0, abs(self.arrow.length) + around - (middle - LOWER))
        over = [(left, line, up)] if UPPER + up + around < middle else []
        for begin, end, lift in (*over, (arrow, line, 0.0), (line, right, 0.0)):
            if end - begin > wide + MARGINS * places.em:
                self.text_x, self.amid = (begin + end) / 2, self.amid + lift
                if self.name:
                    self.name.middle(self.text_x, self.amid - LOWER)
                return

    def _called(self, force: float) -> float:
        """Put what a number over a bar is called; return where its number's middle is."""
        wide = max(self.number.width(text) for text in (self.number.format(force), f"−{0:.{self.decimals}f}"))
        space = SPACE * self.places.em
        right = float(self.places.xs[self.column]) + (self.said.advance + space + wide) / 2
        self.said.put(right - wide - space, self.text_y, "right")
        return right - wide / 2

    def show(self, force: float, share: float, scale: float = 1.0, before: float | None = None) -> "Pull":
        """Draw the force on a bar of this share, 1/``scale`` of a row's height for a force of 1.

        ``before`` is the force that it was: what is gone of it stays as a ghost.
        """
        unit, top = self.places.unit / scale, self.base + share * self.places.unit
        high = self.base + abs(force) * unit
        self.arrow.unit = unit
        self.arrow.show(force, self.x, self.base if force > 0 else high)
        gone = self.base + abs(before or 0.0) * unit
        self.ghost.between((self.x, high), (self.x, gone if gone > high + 2 * GAP else high))
        self.text_y = self.over if self.places.wide else max(top, high, gone) + CLEAR
        return self.say(force)

    def say(self, force: float) -> "Pull":
        """Write the force, or what its printed working comes to, where :meth:`show` has made room for it."""
        self.number.recolor(self.theme.color("up" if round(force, 3) >= 0 else "down"))
        self.number.decimals = min(self.decimals, 2 if abs(force) >= 10 else 9)
        if self.inside:
            self.number.middle(force, self.text_x, self.amid + UPPER)
        else:
            self.number.put(force, self._called(force) if self.said else self.text_x, self.text_y)
        return self
