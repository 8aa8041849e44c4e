"""Names of pieces too thin for them, beside their bars, and what stands under the bar where the loss is read off."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.layout import Box
from scenes.kit.marks import clamp
from scenes.kit.names import class_names, spread
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import ASIDE, Pointer, ShareBar
from scenes.kit.sizes import PX, label_size
from scenes.kit.theme import Theme
from scenes.kit.tiles import edges
from scenes.pictures.logits_to_loss.params import Params

#: Between two names; how far a leader reaches out from its bar, also under one that has a tip there; how far aside it
#: may lean, and over so much more it goes.
APART, LEADER, LONGER, LEAN, GOING = 32 * PX, 15 * PX, 26 * PX, 48 * PX, 12 * PX
#: The share of a half name from whose middle on leaders may meet it.
REST = 0.7
#: From where a true class's name begins at a tip, to that.
BEGIN = 12 * PX


class Thin(Part):
    """Names of pieces that have no room for them, with a leader each to its piece of every bar.

    Parameters
    ----------
    bar : says which names the bars have no room for.
    boxes : where the bars lie, the upper one first; a lower one's leaders go upwards.
    classes : those that may be named.
    states : shares, shape (K,), with which all bars are seen for long: names that would lean too far there stay out.
    room : from where to where names may stand.
    reach : how far a leader reaches out from its bar.
    """

    def __init__(
        self,
        theme: Theme,
        params: Params,
        bar: ShareBar,
        boxes: Sequence[Box],
        classes: Sequence[int],
        states: Sequence[np.ndarray],
        room: tuple[float, float],
        reach: float = LEADER,
    ):
        super().__init__()
        self.order, self.bar, self.boxes, self.room, self.reach = params.order, bar, list(boxes), room, reach
        count = len(self.order)
        names = class_names(params.labels, count, "q", theme, label_size(count), "prediction")
        self.names, kept = names, list[int]()
        least = {i: min(float(q[i]) for q in states) for i in classes}
        for i in sorted((i for i in classes if bar.shown(i, least[i] * boxes[0].width) < 1.0), key=lambda i: -least[i]):
            tried = [j for j in self.order if j in (*kept, i)]
            if all(self._stand(tried, [q] * len(boxes)) for q in states):
                kept = tried
        self.kept = kept
        self.leaders = {i: [Shape(theme.color("prediction"), 0.0, stroke=3.0) for _ in boxes] for i in kept}
        #: draws nothing; its presence is that of all names
        self.named = Shape(theme.color("ink"))
        self.add(self.named, *(part for i in kept for part in (names[i], *self.leaders[i])))

    def _places(self, kept: Sequence[int], shares: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the pieces' widths and middles, shape (bars, n) both, and the middles of their names, shape (n,)."""
        at = np.array([edges(box.left, box.width, q[self.order]) for box, q in zip(self.boxes, shares, strict=True)])
        columns = [self.order.index(i) for i in kept]
        middles, half = (at[:, 1:] + at[:, :-1])[:, columns] / 2, self._half(kept)
        low, high = self.room[0] + half[0], self.room[1] - half[-1]
        return np.diff(at)[:, columns], middles, spread(middles.mean(0), half[1:] + half[:-1] + APART, low, high)

    def _half(self, kept: Sequence[int]) -> np.ndarray:
        """Return half of the names' widths, shape (n,)."""
        return np.array([self.names[i].advance for i in kept]) / 2

    def _stand(self, kept: Sequence[int], shares: Sequence[np.ndarray]) -> bool:
        """Return whether all these have room, and leaders that don't lean too far."""
        half = self._half(kept)
        if 2 * half.sum() + (len(kept) - 1) * APART > self.room[1] - self.room[0]:
            return False
        _, middles, places = self._places(kept, shares)
        return bool((abs(middles - places) - REST * half <= LEAN).all())

    def show(self, line: float, shares: Sequence[np.ndarray]) -> "Thin":
        """Write the names, their digits' middle at ``line``, beside bars that show so many shares each."""
        if not self.kept:
            return self
        wide, middles, places = self._places(self.kept, shares)
        for k, (i, rest) in enumerate(zip(self.kept, REST * self._half(self.kept), strict=True)):
            self.names[i].middle(places[k], line)
            seen = []
            for box, leader, width, middle in zip(self.boxes, self.leaders[i], wide[:, k], middles[:, k], strict=True):
                foot = places[k] + clamp(middle - places[k], -rest, rest)
                start, way = (box.bottom, -self.reach) if box.y > line else (box.top, self.reach)
                leader.path([(middle, start), (foot, start + way)])
                lean = clamp(1 + (LEAN - abs(middle - foot)) / GOING, 0.0, 1.0)
                seen.append(self.named.presence * lean * (1 - self.bar.shown(i, width)))
                leader.set_presence(seen[-1])
            self.names[i].set_presence(max(seen))
        return self


class Foot(Part):
    """What stands under the bar: a tip at the true class's share with what it is, 0 and 1, and thin pieces' names."""

    def __init__(self, theme: Theme, params: Params, bar: ShareBar):
        super().__init__()
        share, box, true = params.share, bar.box, 'truth("true class")'
        stated = f"prediction({params.stated(params.target, share)})"
        low, high = box.left + ASIDE, box.right - ASIDE
        # The number stays at the tip and clear of 0 and 1; where that leaves no room for whose it is, this follows it.
        bodies = f"{true} quad {stated}", f"{stated} quad {true}"
        for body in bodies:
            pointer = Pointer(theme, bar, body).show(share)
            half = pointer.label.advance / 2
            turned, x = body.endswith(true), bar.at(share)
            middle = max(x - BEGIN, low) + half if turned else min(x, high - half)
            if low <= middle - half and middle + half <= high + 1e-9:
                pointer.label.put(middle, pointer.line, q=share)
                break
        else:  # an end goes where there is no room for it
            pointer = Pointer(theme, bar, bodies[0]).show(share)
            pointer.remove(*(end for end in (pointer.zero, pointer.one) if end.leaves[0].presence < 1.0))
        for leaf in (*pointer.zero.leaves, *pointer.one.leaves):
            leaf.set_presence(1.0)
            leaf.recolor(theme.color("prediction"))  # they are shares
        # Right of what stands at the tip, clear of 1.
        room = pointer.label.origin[0] + pointer.label.advance + APART, high
        wrong = [i for i in params.order if i != params.target]
        thin = Thin(theme, params, bar, boxes=[box], classes=wrong, states=[params.q], room=room, reach=LONGER)
        self.add(pointer, thin.show(pointer.line + pointer.digit / 2, [params.q]))
