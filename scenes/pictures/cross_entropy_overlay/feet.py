"""The feet of scene 1's tiles: p's own bars, tipped over."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Box
from scenes.kit.names import class_names
from scenes.kit.paired_bars import PairedBars
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, label_size
from scenes.kit.theme import Theme
from scenes.kit.tiles import Foot, edges

#: How high a foot is lifted on its way, and how thick it lies.
LIFT, THICKNESS = 0.9, 58 * PX


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
