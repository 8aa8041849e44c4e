"""What follows a nudge: shares as a bar, each with its name and number, and beside the plot the loss, worked out."""

from collections.abc import Sequence

import numpy as np

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.numbers import telling_log
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import ShareBar
from scenes.kit.sizes import HERO, PX, TEXT, label_size
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.kit.words import indexed

#: What stands in a piece keeps so far from its ends; what stands under it is so far below, and so far apart, at least.
BESIDE, BELOW, APART, LEAST = 8 * PX, 46 * PX, 44 * PX, 28 * PX
#: How far the ring round the share that answers is outside the bar, clear of the true class's frame.
RING = 8 * PX
#: A letter with an index hangs in the middle of the bar when its digits are so much above that.
LIFT = 5 * PX
#: Where the lines beside the plot stand, in pixels from the top: what is nudged, how far, what comes of it; the loss.
NUDGE, LOSS = (340, 412, 492), (556, 636, 704)


class ToldShares(Part):
    """Shares end to end, each with its name and number: in its piece if there is always room, else under it.

    Parameters
    ----------
    z : all logits before a nudge, shape (K,).
    truth : the true class.
    shown : the classes that are told.
    """

    def __init__(
        self, theme: Theme, layout: Layout, z: np.ndarray, truth: int, shown: Sequence[int], labels: Sequence[str]
    ):
        super().__init__()
        count = len(z)
        self.bar = ShareBar(theme, layout.pixels(470, 146, 1856, 204), truth, [None] * count, marked=True)
        box, self.lift = self.bar.box, 0.0 if labels else LIFT
        nudged = [z, *(z + step * np.eye(count)[i] for i in shown for step in (-1.0, 1.0))]
        room = mc.softmax(np.array(nudged)).min(axis=0) * box.width - 2 * BESIDE
        self.told: dict[int, Formula] = {}
        #: the classes that are told in their pieces
        self.inside: set[int] = set()
        for i in shown:
            name = f'"{labels[i]}"' if labels else f"q_{i + 1}"
            # The true class's piece is so full of colour that paper stands out from it.
            for role in ("paper" if i == truth else "ink", "prediction"):
                body = f"{role}({name}) med @n[{role}:0.000]"
                self.told[i] = Formula(theme, body, label_size(count))
                if self.told[i].advance < room[i]:
                    self.inside.add(i)
                    break
        #: round the share of the logit that is being nudged
        self.answering = Shape(theme.color("ink"), 0.0, stroke=5.0)
        name = math('#"shares" prediction(q)', theme, TEXT).middle(box.left - 30 * PX, box.y + LIFT, "right")
        self.add(self.bar, name, *self.told.values(), self.answering)

    def show(self, q: np.ndarray, nudged: int, under_way: float) -> "ToldShares":
        """Draw the shares ``q``, shape (K,), while the logit ``nudged`` is ``under_way``, 0 to 1.

        Those that would meet under the bar push each other aside.
        """
        box, ends, there = self.bar.show(q).box, self.bar.ends(q), self.bar.frame.presence
        middles = {i: sum(ends[i]) / 2 for i in self.told}
        under = self._under(nudged)
        widths = [self.told[i].advance for i in under]
        gap = min(APART, (box.width - sum(widths)) / max(1, len(under) - 1))
        places = apart([middles[i] for i in under], widths, gap, box)
        below = dict(zip(under, places, strict=True))
        for i, told in self.told.items():
            inside = i in self.inside
            y = box.y + self.lift if inside else box.bottom - BELOW
            told.middle(below.get(i, middles[i]), y, n=q[i]).set_presence(there * (inside or i in below))
        left, right = ends[nudged]
        ring = Box(left, box.bottom, right, box.top).inset(-RING, -RING, -RING, -RING)
        self.answering.box(ring.left, ring.bottom, ring.width, ring.height).set_presence(there * under_way)
        return self

    def _under(self, nudged: int) -> list[int]:
        """Return which classes are told under the bar, from left to right: that which is nudged, and who has room."""
        under, room = set(), self.bar.box.width
        for i in sorted(self.told, key=lambda i: i != nudged):
            wide = self.told[i].advance + LEAST
            if i not in self.inside and wide <= room:
                under.add(i)
                room -= wide
        return [i for i in self.bar.order if i in under]


def apart(middles: Sequence[float], widths: Sequence[float], gap: float, box: Box) -> np.ndarray:
    """Return the middles, from left to right, moved as little as needed: all lie in ``box``, and ``gap`` apart."""
    wide = np.array(widths)
    offsets = np.cumsum(wide + gap) - wide / 2 - gap
    # Without their widths, places must only not fall: the nearest that don't are means over runs (Barlow and Brunk).
    free, places = np.array(middles) - offsets, np.arange(len(wide))
    level = [max(min(free[j : k + 1].mean() for k in places[i:]) for j in places[: i + 1]) for i in places]
    return np.clip(level, box.left, box.right - wide.sum() - gap * (len(wide) - 1)) + offsets


class ToldLoss(Part):
    """Beside the plot: at rest the loss, as the true class's share gives it; else a nudge, and what changes."""

    def __init__(
        self, theme: Theme, layout: Layout, z: np.ndarray, truth: int, shown: Sequence[int], labels: Sequence[str]
    ):
        super().__init__()
        q = float(mc.softmax(z)[truth])
        nats = float(mc.loss(z, truth))
        loss = Formula(theme, "loss(L) = @L[loss:0.00]", HERO).show(L=nats)
        law = math(f"= -log prediction({indexed('q', truth, labels)})", theme, TEXT)
        decimals = telling_log([q], 2) if nats > 0.005 else 3  # else it's 1 in print, whose logarithm is 0
        log = math(f"= -log thick prediction({q:.{decimals}f})", theme, TEXT)
        #: the loss of no nudge, and where it comes from
        self.at_rest = Part(loss, law, log)
        self.nudged = {i: math(f'#"nudge of" logit({indexed("z", i, labels)})', theme, TEXT) for i in shown}
        self.nudge = Formula(theme, "delta = @d[+0.00]", TEXT)
        self.change = Formula(theme, "Delta loss(L) = @change[loss:+0.00]", HERO)
        lines = [*self.nudged.values(), self.nudge, self.change, loss, law, log]
        self.wide = max(line.advance for line in lines)
        places = [*[NUDGE[0]] * len(self.nudged), *NUDGE[1:], *LOSS]
        for line, y in zip(lines, places, strict=True):
            line.middle(layout.right - self.wide, layout.pixels(0, 0, 0, y).bottom, "left")
        self.add(*self.nudged.values(), self.nudge, self.change, self.at_rest)

    def show(self, nudged: int, delta: float, change: float, under_way: float) -> "ToldLoss":
        """Tell which logit is nudged by how much, how that changes the loss, and how far this is ``under_way``."""
        self.nudge.show(d=delta).set_presence(under_way)
        self.change.show(change=change).set_presence(under_way)
        for i, name in self.nudged.items():
            name.set_presence(under_way * (i == nudged))
        return self
