"""The area of scene 1: p's bars as the feet of tiles, tiles that run level, and p's own tiles in front of them."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.arrows import Hatch
from scenes.kit.axis import Axis
from scenes.kit.layout import Box
from scenes.kit.names import class_names
from scenes.kit.numbers import brief
from scenes.kit.paired_bars import PairedBars
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.sizes import HERO, PX, TICK, label_size
from scenes.kit.text import Label, Readout, words
from scenes.kit.theme import Theme
from scenes.kit.tiles import ROOM, Foot, Roofs, Tiles, edges
from scenes.kit.two_distributions import State

#: How high a foot is lifted on its way, and how thick it lies.
LIFT, THICKNESS = 0.9, 58 * PX
#: A tile lower than this holds no number; one that is lower than the second holds none under its roof, too.
LOW, TALL = 64 * PX, 174 * PX
#: From the strip to the middle of a tile's number.
WRITTEN = 82 * PX
#: Room at the sides of a note.
SLIM = 8 * PX
#: Opacity of what holds all that q costs, and of p's own tiles.
FILL_WHOLE, FILL_OWN = 0.09, 0.3
#: A tick so many nats over the end of the ruler is drawn all the same.
NEAR = 0.05


class Feet(Part):
    """Copies of p's bars tip over, one by one, and lie end to end: the strip that the tiles stand on."""

    def __init__(self, theme: Theme, p: np.ndarray, labels: Sequence[str], box: Box, unit: float):
        super().__init__()
        self.p, self.box, self.unit = p, box, unit
        self.edges = edges(box.left, unit, p)
        size = label_size(len(p))
        self.feet = [Foot(theme, mass, size) for mass in p]
        names = class_names(labels, len(p), "x", theme, size, "ink")
        cap = 0.666 * size / 48 * 0.5
        self.names = [
            name.put(middle, box.bottom - 18 * PX - cap)
            for name, middle in zip(names, (self.edges[:-1] + self.edges[1:]) / 2, strict=True)
        ]
        fits = all(name.advance + 18 * PX < mass * unit for name, mass in zip(self.names, p, strict=True) if mass > 0)
        self.named = [fits and mass > 0 for mass in p]
        self.pieces = [
            Part(foot, *([name] if named else []))
            for foot, name, named in zip(self.feet, self.names, self.named, strict=True)
        ]
        self.add(*self.pieces)

    def show(self, tipped: np.ndarray, bars: PairedBars, presence: float = 1.0) -> "Feet":
        """Draw each foot on its way from its bar, 0, to the strip, 1; ``tipped`` has shape (K,)."""
        for i, (foot, share) in enumerate(zip(self.feet, tipped, strict=True)):
            length = self.p[i] * self.unit
            if share == 0.0 or length == 0.0:
                foot.body.points = np.zeros((0, 3))
                foot.number.set_presence(0.0)
                self.names[i].set_presence(0.0)
                continue
            if share == 1.0:
                foot.show(float(self.edges[i]), self.box.bottom, length, THICKNESS)
            else:
                foot.number.set_presence(0.0)
                foot.body.outline(self._corners(i, share, bars))
            self.names[i].set_presence(1.0 if share == 1.0 else 0.0)
        return self

    def _corners(self, index: int, share: float, bars: PairedBars) -> np.ndarray:
        """Return the corners of a bar that turns to the right as it flies, as long as it was."""
        length = self.p[index] * self.unit
        start = np.array([bars.xs_p[index], bars.ground + length / 2])
        end = np.array([(self.edges[index] + self.edges[index + 1]) / 2, self.box.bottom + THICKNESS / 2])
        turn = share * np.pi / 2
        along = np.array([np.sin(turn), np.cos(turn)]) * length / 2
        across = np.array([along[1], -along[0]]) / length * (bars.bar + share * (THICKNESS - bars.bar))
        middle = start + share * (end - start) + [0.0, LIFT * np.sin(np.pi * share)]
        return np.array(
            [middle - along - across, middle + along - across, middle + along + across, middle - along + across]
        )


class Area(Part):
    """The tiles of q, and in front of them those of p: what they leave uncovered is KL(p‖q).

    Parameters
    ----------
    box : the strip and the room over it.
    unit : scene units for a probability of 1.
    most : nats of the highest tile that will be drawn.
    """

    def __init__(self, theme: Theme, count: int, box: Box, unit: float, most: float):
        super().__init__()
        self.theme, self.box, self.unit = theme, box, unit
        self.ground = box.bottom + THICKNESS
        self.nat = min(300 * PX, (box.top - self.ground) / most)
        at = (box.left, self.ground, unit, self.nat)
        self.of_q = Tiles(theme, "ink", count, *at, fill=FILL_WHOLE)
        #: what q costs on top, in front of all that it costs
        self.over = Tiles(theme, "loss", count, *at, fill=0.52, opaque=True)
        self.of_p = Tiles(theme, "truth", count, *at, fill=FILL_OWN, stroke=3.0, opaque=True)
        self.roofs, self.lids = Roofs(theme, self.of_q, "prediction"), Roofs(theme, self.of_p, "truth", 5 * PX)
        self.saved = [Part(Backing(theme.color("paper")), Hatch(theme, "up")) for _ in range(count)]
        self.frame = Shape(theme.color("ink"), 0.0, stroke=5.0)
        ticks = self._ticks()
        high, left = max(self.high, ticks[-1]), box.left - 16 * PX
        self.ruler = Axis(theme, (left, self.ground), (left, self.up(high)), 0.0, high, ticks=ticks)
        self.ruler.add(words("nats", theme, TICK, "muted").put(left - 22 * PX, self.up(high) + 34 * PX, "right"))
        self.add(self.ruler, self.of_q, self.over, self.of_p, self.lids, *self.saved, self.roofs, self.frame)

    @property
    def high(self) -> float:
        """Nats at the upper end of the ruler."""
        return (self.box.top - self.ground) / self.nat

    def _ticks(self) -> tuple[float, ...]:
        """Return whole nats, few enough to be read from afar."""
        step = next(step for step in (1, 2, 5, 10) if step * self.nat > 90 * PX or step == 10)
        return tuple(float(tick) for tick in range(0, int(self.high + NEAR) + 1, step))

    def show(self, state: State, raised: np.ndarray, level: float, own_raised: np.ndarray, own_level: float) -> "Area":
        """Draw all tiles as far as they have come.

        Levelling moves area from tile to tile and keeps the sum. ``raised`` and ``own_raised`` have shape (K,), from
        0 (nothing of the tile) to 1.
        """
        p = state.p
        self.heights = raised * ((1 - level) * state.surprisals + level * state.cross_entropy)
        self.own = own_raised * ((1 - own_level) * state.own + own_level * state.entropy)
        self.of_q.show(p, self.heights).merge(level)
        self.over.show(p, np.where(self.heights > self.own, self.heights, 0.0)).merge(level)
        self.of_p.show(p, self.own).merge(own_level)
        self.roofs.show(p, self.heights)
        self.lids.show(p, self.own)
        self.frame.box(self.box.left, self.ground, self.unit, state.cross_entropy * self.nat)
        for i, (backing, hatch) in enumerate(self.saved):
            box = self.of_q.box(p, i, self.heights[i], max(self.own[i], self.heights[i]))
            if p[i] > 0 and box.height > 2 * PX:
                inner = box.inset(*[min(3 * PX, box.width / 3, box.height / 3)] * 4)
                backing.box(inner.left, inner.bottom, inner.width, inner.height)
                hatch.within(inner)
            else:
                backing.points = hatch.points = np.zeros((0, 3))
        return self

    def up(self, nats: float) -> float:
        """Return the height of so many nats."""
        return self.ground + nats * self.nat

    def numbers(self, state: State, decimals: int) -> dict[int, Readout]:
        """Return the areas of the tiles, each in its tile, where there is room."""
        found = {}
        for i, term in enumerate(state.terms):
            widest = term == state.terms[state.p.argmax()]
            box = self.of_q.box(state.p, i, 0.0, state.surprisals[i])
            number = self._number(term, HERO if widest else label_size(len(state.p)), "ink", decimals, box.width)
            if number is not None and box.height > LOW:
                found[i] = number.middle(term, box.x, min(box.y, self.ground + WRITTEN))
        return found

    def _number(self, value: float, size: float, role: str, decimals: int, width: float) -> Readout | None:
        """Return a number that fits into a width, as a note where it is a slim one; None where it doesn't."""
        for tried, room in ((size, ROOM), (TICK, SLIM)):
            number = Readout(self.theme, tried, role, decimals)
            if number.width(number.format(value)) + room < width:
                if tried < label_size(len(self.of_q.tiles)):
                    number.role = "muted"  # whatever its colour, it is a note
                return number
        return None

    def predictions(self, state: State) -> dict[int, Label]:
        """Return the q that makes a tile so high, to stand under its roof, where there is room."""
        found = {}
        for i, (mass, q) in enumerate(zip(state.p, state.q, strict=True)):
            note = words(brief(q), self.theme, TICK, "prediction")
            note.role = "muted"  # whatever its colour, it is a note
            if note.advance + SLIM < mass * self.unit and state.surprisals[i] * self.nat > TALL:
                found[i] = note
        return found

    def differences(self, state: State, decimals: int) -> dict[int, Readout]:
        """Return what each bin costs more, on its uncovered piece, or saves, beside or on its hatching."""
        found: dict[int, Readout] = {}
        for i, change in enumerate(state.excesses):
            size = HERO if change == max(state.excesses) else label_size(len(state.p))
            low, high = sorted((state.surprisals[i], state.own[i]))
            box = self.of_q.box(state.p, i, low, high)
            if state.p[i] == 0 or box.height < LOW:
                continue
            number = self._number(change, size, "ink" if change > 0 else "up", decimals, box.width)
            if number is not None:
                number.middle(change, box.x, box.y)
                if change < 0:
                    number.halo(self.theme.color("paper"))
            elif change < 0 and i == len(state.p) - 1:
                number = Readout(self.theme, size, "up", decimals).middle(change, box.right + ROOM, box.y, "left")
            else:
                continue
            found[i] = number
        return found
