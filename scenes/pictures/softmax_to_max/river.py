"""A unit bar swept through the scale c: a river of shares, in which what one gains the others lose."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.axis import Axis
from scenes.kit.layout import Box, Layout
from scenes.kit.marks import WORD_GAP, Amount, clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import CROWD, PX, TEXT, UNITS_PER_SIZE, em, label_size
from scenes.kit.text import DIGIT_HEIGHT, Readout, math, sentence, words
from scenes.kit.theme import Theme
from scenes.pictures.softmax_to_max.mouth import Mouth
from scenes.pictures.softmax_to_max.shares import BarNumbers
from scenes.pictures.softmax_to_max.strand_names import StrandNames

#: How solid strands are: the highest one, the next one, and the others from the first to the last.
LIT, SECOND, OTHERS = 1.0, 0.75, (0.54, 0.14)
#: From the river to a swatch at its left, to a number, then to the name, and its least room; to the bar, and its width.
SWATCH, LEFT, ASIDE, LEAST, BAR, WIDE = 12 * PX, 60 * PX, 32 * PX, 76 * PX, 70 * PX, 68 * PX
#: What a ruler at the river's right needs beside its numbers; half of what a number's frame is wider than the number.
RULER, FRAME = 330 * PX, 12 * PX
#: From the axis' ticks down to their numbers: the last one keeps clear of the 0 on the scale of shares.
BELOW = 26 * PX
#: From the ticks' baseline down to that of a row under them; from the river to what is said of a row, at its left.
UNDER, BESIDE = 66 * PX, 46 * PX
#: From the river's upper edge to the baseline of what stands over it.
HEAD = 22 * PX
#: The gap between strands, and the most of a strand that it takes: it hides no thin one.
GAP, OF_STRAND = 4 * PX, 0.25
#: Points of a strand's edge; pixels of the frame between them are too few to be seen as corners.
POINTS = 241


class River(Part):
    """Shares softmax(c · z) over the scale c, one over the other, and a unit bar that reads them at the cursor.

    The classes stand in this ``order`` from above, the largest logit first. The ``second`` largest's strand can be seen
    alone, on the floor and on a scale of shares up to ``ceiling``.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        z: np.ndarray,
        order: Sequence[int],
        second: int,
        labels: Sequence[str],
        ceiling: float,
        decimals: int,
    ):
        super().__init__()
        self.theme, self.layout, self.order, self.count = theme, layout, list(order), len(z)
        self.place = self.order.index(second)
        #: the logits, and those that were written last, as they can be read
        self.given, self.read = z, z
        self.size = label_size(self.count)
        self.logits = [Readout(theme, self.size, "logit", decimals) for _ in range(self.count)]
        self.names = [
            words(labels[i], theme, self.size, "muted") if labels else math(f"logit(z_{i + 1}) =", theme, self.size)
            for i in range(self.count)
        ]
        #: a column as wide as the widest number on the way from the logits to a tie or to 0; after "z =" they begin at
        #: its left, behind classes' names they end at its right
        self.flush = "right" if labels else "left"
        self.room = max(self.logits[0].width(self.logits[0].format(float(value))) for value in (*z, 0.0))
        self.aside = LEFT + self.room + ASIDE
        left = layout.left + max(LEAST, *(name.advance for name in self.names)) + self.aside
        # A row for the ticks below, and one under it; a crowd's names need a higher box. Not wider than needed for
        # ten steps: at the round scales at which the turn rests, ticks are there or not, but never half.
        stage = layout.pixels(0, 212, 1380, 776 if self.count < CROWD else 800)
        # At the right there is room for a ruler that has two numbers as wide as any logit.
        right = min(stage.right, left + 1060 * PX, layout.right - 2 * self.room - RULER)
        self.box = Box(left, stage.bottom, right, stage.top)
        self.bar = Box(self.box.right + BAR, self.box.bottom, self.box.right + BAR + WIDE, self.box.top)
        blue = theme.color("prediction")
        #: how solid each strand is, from above
        self.solid = [LIT, SECOND, *np.linspace(*OTHERS, self.count - 2)]
        self.strands, self.segments = ([Shape(blue, solid) for solid in self.solid] for _ in range(2))
        self.shore = Shape(theme.color("line"), 0.0, stroke=3.0)
        self.shore.box(self.box.left, self.box.bottom, self.box.width, self.box.height)
        paper = theme.color("paper")
        self.edges, self.notches = ([Shape(paper) for _ in range(self.count - 1)] for _ in range(2))
        self.cursor = Shape(theme.color("ink"), 0.0, stroke=6.0).halo(paper, 3 * PX)
        self.frame = Shape(theme.color("ink"), 0.0, stroke=4.0)
        self.frame.box(self.bar.left, self.bar.bottom, self.bar.width, self.bar.height)
        self.axis = Axis.below(theme, self.box, 0.0, 1.0, size=TEXT, gap=BELOW)
        self.foot = self.box.bottom - 10 * PX - BELOW - DIGIT_HEIGHT * TEXT * UNITS_PER_SIZE
        self.under = self.foot - UNDER
        self.measure = sentence("scale c", theme, TEXT).put(left - BESIDE, self.foot, "right")
        #: the cursor's scale in digits
        self.scale = Amount(math("c =", theme, TEXT), theme, "ink", decimals=2)
        number_size = em(54) if self.count < CROWD else self.size
        #: each share with its name, by its piece of the bar; a crowd and classes with names have these at the left
        self.named = not labels and self.count < CROWD
        names = [
            math(f"q_{i + 1}", theme, number_size, "prediction") if self.named else None for i in range(self.count)
        ]
        self.beside = BarNumbers(theme, self.bar, self.order, self.solid, names, number_size)
        #: the strands' names, from above
        self.inside = StrandNames(theme, self.box, self.order if self.named else (), self.solid, self.size)
        #: what the river was drawn for last
        self.flown: tuple[object, ...] = ()
        #: each logit with its name and its strand's swatch, beside its strand's source
        self.rows = [Part(*row) for row in zip(self.names, self.logits, self._swatches(), strict=True)]
        self.head = math('#"logit" logit(z)', theme).put(layout.left, self.box.top + HEAD, "left")
        self.share_head = math('#"share" prediction(q)', theme).put(self.bar.left, self.box.top + HEAD, "left")
        self.mouth = Mouth(theme, self.box, ceiling, self.size)
        #: a frame around the second largest logit, for when that one moves
        self.mark = Shape(theme.color("logit"), 0.0, stroke=5.0)
        y, high = self.row(self.place), min(66 * PX, 0.92 * self.box.height / self.count)
        ends = float(z[second]), float(z.max())
        played = max(self.logits[0].width(self.logits[0].format(value)) for value in ends)
        begins = left - LEFT - (played if labels else self.room)
        self.mark.box(begins - FRAME, y - high / 2, played + 2 * FRAME, high).set_presence(0.0)
        self.add(*self.strands, *self.segments, *self.edges, *self.notches, self.frame, self.shore, self.axis)
        self.add(self.inside, self.cursor, *self.rows, self.mark, self.measure, self.scale)
        self.add(self.beside, self.head, self.share_head, self.mouth)

    def x(self, c: float) -> float:
        """Return where scale ``c`` lies."""
        return float(self.axis.at(c))

    def row(self, place: int) -> float:
        """Return the height of a strand's source, where its logit is written."""
        return self.box.top - (place + 0.5) / self.count * self.box.height

    def levels(self, shares: np.ndarray) -> np.ndarray:
        """Return the heights of the edges of strands with these shares, (n, K): (n, K + 1), the upper edge first."""
        down = np.concatenate([np.zeros((len(shares), 1)), np.cumsum(shares[:, self.order], axis=1)], axis=1)
        return self.box.top - np.minimum(down, 1.0) * self.box.height

    def written(self, c: float) -> float:
        """Return a scale as it is printed: a share beside it is that scale's, which can be checked."""
        return round(c, self.scale.value.decimals)

    def show(
        self,
        z: np.ndarray,
        c: float,
        reach: float,
        grown: float,
        barred: float = 1.0,
        whole: float = 1.0,
    ) -> "River":
        """Draw the river from scale 0 to ``grown``, on an axis to ``reach``, the cursor and the bar at ``c``.

        ``barred`` is how present the bar and all strands but the second are.
        The scale of shares goes up to 1 where ``whole`` is 1; to the ceiling, from under the second, where it is 0.
        """
        self.axis.show(0.0, reach)
        self._flow(z, min(grown, reach), barred, whole)
        x = self.x(c)
        # Where the scale of shares is finer, so is what is read at the cursor.
        self.scale.value.decimals = 2 if whole == 1.0 else 3
        shares = mc.softmax(np.stack([z, self.read]), np.array([c, self.written(c)]))
        here = self.levels(shares[:1])[0]
        for segment, upper, lower in zip(self.segments, here, here[1:], strict=False):
            segment.box(self.bar.left, lower, self.bar.width, upper - lower)
        self._part(self.notches, np.array([self.bar.left, self.bar.right]), np.stack([here, here]))
        self.inside.show(x, clamp(2 * barred - 1, 0.0, 1.0))  # before its strand, on which its rim would be seen
        self.beside.show(here, shares[1], barred)
        self.cursor.path([(x, self.box.bottom - 8 * PX), (x, self.box.top + 8 * PX)])
        wide = self.scale.name_label.advance + WORD_GAP + self.scale.value.width(self.scale.value.format(c))
        left = clamp(x - wide / 2, self.box.left, self.box.right - wide)
        self.scale.put(c, left, self.box.top + HEAD)
        return self

    def _flow(self, z: np.ndarray, end: float, barred: float, whole: float) -> None:
        """Draw the river as far as scale ``end``: where only the cursor moves, it is there already."""
        flown = z.tobytes(), end, self.axis.unit, barred, whole
        if flown == self.flown:
            return
        self.flown = flown
        scales = end * np.linspace(0.0, 1.0, POINTS)
        xs, named = self.axis.at(scales), (self.inside.places - self.box.left) / self.axis.unit
        levels = self.levels(mc.softmax(z, np.append(scales, named)))
        levels, named = levels[:POINTS], levels[POINTS:]
        self.mouth.show(whole)
        upper, lower, second = levels[:, :-1].copy(), levels[:, 1:].copy(), self.place
        high = self.mouth.at((upper[:, second] - lower[:, second]) / self.box.height) - self.box.bottom
        lower[:, second] = self.box.bottom + whole * (lower[:, second] - self.box.bottom)
        upper[:, second] = lower[:, second] + high
        for strand, outline in zip(self.strands, _outlines(xs, upper, lower), strict=True):
            strand.outline(outline)
        for place, strand in enumerate(self.strands):
            strand.set_presence(1.0 if place == second else barred)
        for shape in (*self.segments, *self.edges, *self.notches, self.frame):
            shape.set_presence(barred)
        self._part(self.edges, xs, levels)
        for place, i in enumerate(self.order):
            self._write_logit(place, i, float(z[i]))
        # So that who reads them can check shares, a scale or logit on its way counts as it is printed.
        self.read = np.where(np.isin(z, self.given), z, np.round(z, self.logits[0].decimals))
        self.inside.stand(named, float(xs[-1]))

    def _part(self, gaps: Sequence[Shape], at: np.ndarray, edges: np.ndarray) -> None:
        """Draw the gaps between strands, or between pieces of the bar, which taper where one of these is thin."""
        highs = edges[:, :-1] - edges[:, 1:]
        halves = np.minimum(GAP, OF_STRAND * np.minimum(highs[:, :-1], highs[:, 1:])) / 2
        for gap, outline in zip(gaps, _outlines(at, edges[:, 1:-1] + halves, edges[:, 1:-1] - halves), strict=True):
            gap.outline(outline)

    def _swatches(self) -> list[Shape]:
        """Return a piece of each class's strand, beside its source."""
        side, swatches = 0.4 * self.size * UNITS_PER_SIZE, {}
        for place, (i, solid) in enumerate(zip(self.order, self.solid, strict=True)):
            swatches[i] = Shape(self.theme.color("prediction"), solid, stroke=2.0)
            swatches[i].box(self.box.left - SWATCH - side, self.row(place) - side / 2, side, side)
        return [swatches[i] for i in range(self.count)]

    def _write_logit(self, place: int, i: int, z: float) -> None:
        """Write a class's logit beside its strand's source."""
        y = self.row(place)
        x = self.box.left - LEFT - (self.room if self.flush == "left" else 0.0)
        self.logits[i].middle(z, x, y, self.flush)
        self.names[i].middle(self.box.left - self.aside, y, "right")


def _outlines(at: np.ndarray, upper: np.ndarray, lower: np.ndarray) -> np.ndarray:
    """Return the corners of strips over the places ``at`` between two edges each, both (n, strips): (strips, 2n, 2)."""
    count = len(at)
    outlines = np.empty((upper.shape[1], 2 * count, 2))
    outlines[:, :count, 0], outlines[:, count:, 0] = at, at[::-1]
    outlines[:, :count, 1], outlines[:, count:, 1] = upper.T, lower[::-1].T
    return outlines
