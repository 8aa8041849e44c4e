"""Where classes hang, and how ropes run between them: one ruler for blocks, fills, ropes, arrows and holes.

A block is 1 wide, and so many scene units across. A wrong class's rope is q_i wide; it stands on the fill that it
carries, and all of them stand side by side on what the true class lacks, 1 − q_y. Geometry alone; nothing is drawn.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .sizes import PX

#: The narrowest that a rope is drawn.
HAIRLINE = 1.6 * PX
#: A rope runs out so thin, if it is wider than that, in so much of its way in; then it widens.
THIN, RUN_OUT = 6 * PX, 0.4
#: An arc is drawn by straight pieces, each turning by so much at most.
STEP = np.pi / 24


@dataclass(frozen=True)
class Hang:
    """Where the blocks hang, in scene units.

    ``lefts`` are the blocks' left edges, shape (K,); ``width`` is what 1 is, ``height`` a block's; a logit z has its
    block's upper edge at ``zero`` + ``unit`` · z.
    """

    lefts: np.ndarray
    width: float
    height: float
    zero: float
    unit: float

    def top(self, z):
        """Return the heights of upper edges; any shape."""
        return self.zero + self.unit * np.asarray(z, dtype=float)

    def towards(self, other: "Hang", share: float) -> "Hang":
        """Return what lies so far on the way to another view, 0 to 1: a camera that pans and zooms evenly."""
        if share in (0.0, 1.0):
            return other if share else self
        mine = (self.lefts, self.width, self.height, self.zero, self.unit)
        theirs = (other.lefts, other.width, other.height, other.zero, other.unit)
        return Hang(*(a + share * (b - a) for a, b in zip(mine, theirs, strict=True)))


class Order:
    """The true class hangs first, the others right of it in their order; nearer ones' ropes run below farther ones'."""

    def __init__(self, target: int, classes: int):
        self.target, self.classes = target, classes
        self.wrong = [i for i in range(classes) if i != target]
        #: each class's place from the left, 0 the true one's; shape (K,)
        self.places = np.empty(classes, dtype=int)
        self.places[[target, *self.wrong]] = np.arange(classes)

    def nearer(self, q: np.ndarray) -> np.ndarray:
        """Return for each class the shares of the wrong ones that are nearer to the true one together, shape (K,)."""
        wrong, places = np.delete(q, self.target), self.places
        return np.concatenate([[0.0, 0.0], np.cumsum(wrong[:-1])])[places]

    def seats(self, q: np.ndarray) -> np.ndarray:
        """Return where each rope stands on the true block, (K, 2): start and end as shares of its width, from the left.

        They stand on what it lacks, the nearest one's at the right end; for the true class itself it is its fill.
        """
        starts = 1.0 - self.nearer(q) - q
        starts[self.target] = 0.0
        return np.stack([starts, starts + q], axis=1)


class Rope(NamedTuple):
    """A rope's two edges from its own block to the true one, shape (n, 2) each, point by point side by side."""

    inner: np.ndarray
    outer: np.ndarray

    def outline(self, share: float = 1.0) -> np.ndarray:
        """Return its outline, so far on its way in, to 1: thin it runs out of its own block, then it widens."""
        inner, outer = self.inner, self.outer
        if share < 1.0:
            across = outer - inner
            whole = float(np.linalg.norm(across[0]))
            outer = inner + across * min(1.0, max(THIN / whole, (share - RUN_OUT) / (1 - RUN_OUT)))
            along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(inner, axis=0), axis=1))])
            end = min(1.0, share / RUN_OUT) * along[-1]
            kept = int(np.searchsorted(along, end))
            inner, outer = (
                np.vstack([edge[:kept], [np.interp(end, along, edge[:, 0]), np.interp(end, along, edge[:, 1])]])
                for edge in (inner, outer)
            )
        return np.concatenate([inner, outer[::-1]])


@dataclass(frozen=True)
class Rigging:
    """Where wheels and ropes are: no wheel ever moves, and ropes are taut over wheels and nearer ropes.

    ``floor`` is how high the lowest rope runs over its wheel, ``radius`` the wheels'. ``raised``, shape (K,), says how
    much higher each class's wheel hangs, as a share of a block's width: where its rope runs level, if that is how wide
    the nearer ones' are together.
    """

    order: Order
    floor: float
    radius: float
    raised: np.ndarray

    def shared(self, hang: Hang) -> tuple[float, float]:
        """Return the centre of the wheel that all ropes share at the true block."""
        return float(hang.lefts[self.order.target] + hang.width + self.radius), self.floor - self.radius

    def own(self, hang: Hang, index: int) -> tuple[float, float]:
        """Return the centre of a wrong class's wheel."""
        high = self.floor + self.raised[index] * hang.width - self.radius
        return float(hang.lefts[index] - self.radius), float(high)

    def rope(self, hang: Hang, index: int, q: np.ndarray, tops: np.ndarray) -> Rope:
        """Return a wrong class's rope for shares ``q`` and upper edges ``tops``, both of shape (K,)."""
        # It lies on its wheel, on the nearer classes' and on the shared one, each as thick as the ropes below make it.
        nearer = [i for i in reversed(self.order.wrong) if i < index]
        centres = np.array([self.own(hang, i) for i in (index, *nearer)] + [self.shared(hang)])
        below = np.cumsum([0.0, *q[nearer], 0.0])
        inner, out = _taut(centres, self.radius + hang.width * below)
        outer = inner + max(float(q[index]) * hang.width, HAIRLINE) * out

        def ends(edge: np.ndarray) -> np.ndarray:
            return np.vstack([(edge[0, 0], tops[index]), edge, (edge[-1, 0], tops[self.order.target])])

        return Rope(ends(inner), ends(outer))


def _taut(centres: np.ndarray, radii: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where a line lies that is drawn taut over discs, and which way is out there, shape (n, 2) each.

    It runs up on the first disc's right, over all that are in its way, each further left, and down on the last one's
    left.
    """
    at, angle, lies_on, angles = 0, 0.0, [], []
    while at < len(radii):
        # In the direction in which a common tangent touches it, another disc takes over: the first to do so.
        ways = centres[at + 1 :] - centres[at]
        along = np.pi - np.arctan2(ways[:, 1], -ways[:, 0])
        leave = along - np.arccos((radii[at] - radii[at + 1 :]) / np.hypot(*ways.T))
        after = int(np.argmin([*leave, np.pi]))
        end = [*leave, np.pi][after]
        arc = np.linspace(angle, end, 2 + int((end - angle) / STEP))
        lies_on += [at] * len(arc)
        angles += arc.tolist()
        angle, at = end, at + 1 + after
    out = np.column_stack([np.cos(angles), np.sin(angles)])
    return centres[lies_on] + radii[lies_on, None] * out, out
