"""What scene 2 draws of p and its tiles: p draining on its strip, q at the tiles' caps, a sum that loses its terms."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.names import class_names
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, label_size
from scenes.kit.text import Label, Readout, math
from scenes.kit.theme import Theme
from scenes.kit.tiles import Tiles, edges

#: How many terms of the sum are written at most.
TERMS = 5
#: Room beside a number under a tile's cap.
CAP_ROOM = 16 * PX


class Strip(Part):
    """The truth p as a strip of length 1, each bin's live number in its piece while there is room."""

    def __init__(self, theme: Theme, box: Box, count: int, truth: int, labels: Sequence[str]):
        super().__init__()
        self.box, self.truth = box, truth
        size = label_size(count)
        self.bodies = [Shape(theme.color("truth"), 0.85) for _ in range(count)]
        self.numbers = [Readout(theme, size, "paper", 2) for _ in range(count)]
        self.names = class_names(labels, count, "x", theme, size, "ink")
        self.title = math("truth(p)", theme, TEXT).middle(box.left - 30 * PX, box.y - 4 * PX, "right")
        self.add(*self.bodies, *self.numbers, *self.names, self.title)

    def show(self, p: np.ndarray, printed: np.ndarray) -> "Strip":
        """Draw p, and write it as ``printed``, both of shape (K,)."""
        ends = edges(self.box.left, self.box.width, p)
        for i, (body, number, name) in enumerate(zip(self.bodies, self.numbers, self.names, strict=True)):
            start, end = float(ends[i]), float(ends[i + 1])
            gap = min(1.5 * PX, (end - start) / 4)
            body.box(start + gap, self.box.bottom, end - start - 2 * gap, self.box.height)
            number.middle(printed[i], (start + end) / 2, self.box.y)
            name.put((start + end) / 2, self.box.bottom - 64 * PX)
            for text, width in ((number, number.width("0.00")), (name, name.advance)):
                room = (end - start - width - 16 * PX) / (16 * PX)
                text.set_presence(body.presence * clamp(room, 0.0, 1.0))
        return self


class Caps(Part):
    """How high each tile is, −log q, under its cap while there is room: worked out on the true bin's.

    Parameters
    ----------
    p, q : both of shape (K,), as they are at first.
    written : each bin's q as it is written; the true bin's so that its −log can be checked.
    truth : the true bin.
    """

    def __init__(self, theme: Theme, tiles: Tiles, p: np.ndarray, q: np.ndarray, written: Sequence[str], truth: int):
        super().__init__()
        self.tiles, self.heights = tiles, np.where(p > 0, mc.surprisal(q), 0.0) * tiles.nat
        size = label_size(len(p))
        self.texts: list[Label] = []
        for i, (mass, text) in enumerate(zip(p, written, strict=True)):
            body = f"-log prediction({text})"
            worked = f"{body} = {float(mc.surprisal(q[i])):.3f}"
            bodies = [f"-log prediction(q) = {worked}", worked, body] if i == truth else [body]
            labels = [math(body, theme, size) for body in (*bodies, f"prediction({text})")]
            fitting = [label for label in labels if mass * tiles.unit > label.advance + 2 * CAP_ROOM]
            self.texts.append([*fitting, labels[-1]][0])
        self.add(*self.texts)

    def show(self, p: np.ndarray) -> "Caps":
        """Stand on tiles of widths ``p``, shape (K,)."""
        ends = self.tiles.edges(p)
        for text, height, start, end in zip(self.texts, self.heights, ends, ends[1:], strict=False):
            text.put((start + end) / 2, self.tiles.ground + height - 56 * PX)
            room = min((end - start - text.advance - CAP_ROOM) / CAP_ROOM, (height - 76 * PX) / CAP_ROOM)
            text.set_presence(clamp(room, 0.0, 1.0))
        return self


class TermSum(Part):
    """The cross-entropy as a sum of terms, p live in each; those that have come to 0 are struck out.

    The true term and the largest others are written, as many as fit into ``width``; dots stand for the rest.
    """

    def __init__(
        self, theme: Theme, p: np.ndarray, written: Sequence[str], truth: int, width: float, size: float = TEXT
    ):
        super().__init__()
        self.theme, self.truth = theme, truth
        ranked = sorted(range(len(p)), key=lambda i: (i != truth, -p[i]))
        for count in range(min(TERMS, len(p)), 0, -1):
            self.shown = sorted(ranked[:count])
            terms = [f"@t{i}{{- thin @p{i}[truth:0.00] log prediction({written[i]})}}" for i in self.shown]
            rest = ["@rest{- thick dots}"] if count < len(p) else []
            self.formula = Formula(theme, "loss(L) = @l[loss:0.000] = " + " thick ".join([*terms, *rest]), size)
            if self.formula.advance <= width:
                break
        self.gone = [f"t{i}" for i in self.shown if i != truth] + (["rest"] if len(self.shown) < len(p) else [])
        self.add(self.formula)

    def show(self, p: np.ndarray, total: float) -> "TermSum":
        """Write p, shape (K,), as printed, and what the terms come to."""
        self.formula.show(l=total, **{f"p{i}": p[i] for i in self.shown})
        return self

    def strikes(self) -> list[Shape]:
        """Return the strokes that strike out all but the true term."""
        return [self.formula.strike(name, "muted") for name in self.gone]
