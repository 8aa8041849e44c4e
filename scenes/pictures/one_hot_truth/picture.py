"""What scene 2 draws of p: how it drains on its strip, and the tiles' areas, whose sum comes to one of them."""

from collections.abc import Iterable, Sequence

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.motion import Presence, early, late
from scenes.kit.names import LINE, class_names, staggered
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, UNITS_PER_SIZE, label_size
from scenes.kit.text import Readout, math
from scenes.kit.theme import Theme
from scenes.kit.tiles import edges
from scenes.pictures.one_hot_truth.descent import Falling
from scenes.pictures.one_hot_truth.params import slot

#: How many terms of the sum are written at most.
TERMS = 6
#: Over so much room a name comes or goes; and a number in the strip, with room at its sides.
COMING, FADING, SIDES = 16 * PX, 8 * PX, 20 * PX
#: From a name to its number, and from the strip down to the names' baseline.
BESIDE, HANG = 16 * PX, 64 * PX
#: What stands out over its piece goes while that loses so much of its length.
LOST = 0.03
#: A piece that is slimmer than this is hardly more than its outline.
SLIVER = 6 * PX


def hide_slivers(pieces: Iterable[Sequence[Shape]], widths: np.ndarray) -> None:
    """Show only those pieces that are more than an outline, each row of them with these ``widths``."""
    for row in pieces:
        for shape, width in zip(row, widths, strict=True):
            shape.set_presence(float(width > SLIVER))


class Strip(Part):
    """The truth p as a strip of length 1, each bin's live number in its piece while there is room.

    Where there is none from the start it stands beside the bin's name. Names that are longer than their piece stand on
    a second row, at a thread, as long as p hasn't drained.

    Parameters
    ----------
    right : how far names may reach to the right.
    """

    def __init__(self, theme: Theme, box: Box, right: float, p: np.ndarray, labels: Sequence[str]):
        super().__init__()
        self.box, self.p, count = box, p, len(p)
        self.size = label_size(count)
        self.bodies = [Shape(theme.color("truth"), 0.85) for _ in p]
        self.numbers = [Readout(theme, self.size, "paper", 3) for _ in p]
        self.names = class_names(labels, count, "x", theme, self.size, "ink")
        self.threads = [Shape(theme.color("line"), 0.0, stroke=2.5) for _ in p]
        beside = self.numbers[0].width("0.000") + BESIDE
        outside = [0 < mass * box.width < beside - BESIDE + SIDES + FADING for mass in p]
        ends, there = edges(box.left, box.width, p), [mass > 0 for mass in p]
        for told in (outside, [False] * count):
            #: what each bin's name takes with its number, if that stands beside it
            self.widths = [name.advance + beside * out for name, out in zip(self.names, told, strict=True)]
            #: the row on which each bin's name stands, and how far it is moved, if all have room
            self.rows = staggered(self.widths, ends, there, 2, right)
            #: by bin: numbers that stand beside the name
            self.outside = {i: Readout(theme, self.size, "truth", 3) for i, out in enumerate(told) if out and self.rows}
            if self.rows:
                break
        self.title = math('truth("truth" p)', theme, TEXT).middle(box.right + 18 * PX, box.y - 4 * PX, "left")
        self.add(*self.bodies, *self.numbers, *self.threads, *self.names, *self.outside.values(), self.title)

    def show(self, p: np.ndarray, printed: np.ndarray) -> "Strip":
        """Draw p, and write it as ``printed``, both of shape (K,)."""
        ends = edges(self.box.left, self.box.width, p)
        for i, (body, number) in enumerate(zip(self.bodies, self.numbers, strict=True)):
            start, end = float(ends[i]), float(ends[i + 1])
            gap = min(1.5 * PX, (end - start) / 4)
            body.box(start + gap, self.box.bottom, end - start - 2 * gap, self.box.height)
            number.middle(printed[i], (start + end) / 2, self.box.y)
            roomy = (end - start - number.width(number.text) - SIDES) / FADING
            number.set_presence(body.presence * clamp(roomy, 0.0, 1.0))
            self._hang(i, (start + end) / 2, end - start, p[i], printed[i], body.presence)
        return self

    def _hang(self, index: int, x: float, width: float, mass: float, printed: float, presence: float) -> None:
        """Hang a bin's name under its piece, and its number beside it."""
        row, moved = self.rows[index] if self.rows else (0, 0.0)
        em = self.size * UNITS_PER_SIZE
        name, y = self.names[index], self.box.bottom - HANG - row * LINE * em
        half = self.widths[index] / 2
        name.put(x + moved - half, y, "left")
        self.threads[index].path([(x, self.box.bottom), (x, y + 0.8 * em)])
        there = clamp((width - name.advance - COMING) / COMING, 0.0, 1.0)
        if self.rows and self.p[index] > 0:
            kept = 1.0 - clamp((1.0 - mass / self.p[index]) / LOST, 0.0, 1.0)
            there = kept if index in self.outside or row else max(there, kept)
        if index in self.outside:
            self.outside[index].put(printed, x + moved + half, y, "right").set_presence(presence * there)
        name.set_presence(presence * there)
        self.threads[index].set_presence(presence * there * row)


class AreaSum(Part):
    """The loss as the sum of the tiles' areas, each in the colour that it has in its tile.

    The true bin's and the largest others are written, as many as fit into ``width``; dots stand for the rest. The
    highest tile is ``most`` nats high, the highest loss that is written later ``deepest``.
    """

    def __init__(self, theme: Theme, p: np.ndarray, truth: int, width: float, most: float, deepest: float):
        super().__init__()
        ranked = sorted(np.flatnonzero(p > 0).tolist(), key=lambda i: (i != truth, -p[i]))
        for count, size in [(min(TERMS, len(ranked)), HERO), *((n, TEXT) for n in range(TERMS, 0, -1))]:
            shown = sorted(ranked[:count])
            pluses = [f"@p{i}{{+}} " if k else "" for k, i in enumerate(shown)]
            terms = [f"{plus}@a{i}[loss:{slot(most)}]" for plus, i in zip(pluses, shown, strict=True)]
            rest = ["@rest{+ dots}"] if count < len(ranked) else []
            head = f"@head{{loss(L) = @l[loss:{slot(deepest)}] =}}"
            self.formula = Formula(theme, " ".join([head, *terms, *rest]), size)
            if self.formula.advance <= width:
                break
        self.shown = shown
        self.add(self.formula)

    def show(self, areas: np.ndarray) -> "AreaSum":
        """Write the tiles' areas, shape (K,), as printed, and what they come to."""
        self.formula.show(l=float(areas.sum()), **{f"a{i}": float(areas[i]) for i in self.shown})
        return self

    def giving_way(self, equation: Falling) -> list[Presence]:
        """Return how all terms go and what they come to comes; all before it stands still if it is as large."""
        formula, terms = self.formula, [self.formula.numbers[f"a{i}"] for i in self.shown]
        gone: list[Part] = [*terms, *(piece for name, piece in formula.pieces.items() if name != "head")]
        came: list[Part] = [equation.formula.pieces["log"], equation.number]
        if formula.size != equation.size:
            gone, came = [self], [equation]
        return [Presence(gone, 0.0, 0.8, rate=early), Presence(came, 1.0, 0.8, rate=late)]
