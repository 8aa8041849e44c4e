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


class Sides:
    """Which classes hang left and right of the true one; the nearer ones' ropes run below the farther ones'."""

    def __init__(self, target: int, classes: int):
        self.target, self.classes = target, classes
        #: +1 right of the true class, −1 left of it, 0 the true class; shape (K,)
        self.signs = np.sign(np.arange(classes) - target)
        far = np.abs(np.arange(classes) - target)
        same = self.signs[:, None] == self.signs[None, :]
        self._nearer = (same & (far[None, :] < far[:, None]) & (far[None, :] > 0)).astype(float)
        self.wrong = [i for i in range(classes) if i != target]

    def nearer(self, q: np.ndarray) -> np.ndarray:
        """Return for each class the shares of the nearer ones of its side together, shape (K,)."""
        return self._nearer @ q

    def sums(self, q: np.ndarray) -> tuple[float, float]:
        """Return the wrong shares left and right of the true class."""
        return float(q[: self.target].sum()), float(q[self.target + 1 :].sum())

    def fills(self, q: np.ndarray) -> np.ndarray:
        """Return where each block is filled, (K, 2): start and end as shares of its width, from the left edge.

        A wrong class is filled from the edge that faces the true one; the true one where no rope stands on it.
        """
        left, right = self.sums(q)
        starts = np.where(self.signs < 0, 1.0 - q, 0.0)
        ends = np.where(self.signs < 0, 1.0, q)
        starts[self.target], ends[self.target] = left, 1.0 - right
        return np.stack([starts, ends], axis=1)

    def seats(self, q: np.ndarray) -> np.ndarray:
        """Return where each rope stands on the true block, (K, 2), like :meth:`fills`; for the true class its fill."""
        near = self.nearer(q)
        starts = np.where(self.signs > 0, 1.0 - near - q, near)
        seats = np.stack([starts, starts + q], axis=1)
        seats[self.target] = self.fills(q)[self.target]
        return seats


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

    sides: Sides
    floor: float
    radius: float
    raised: np.ndarray

    def shared(self, hang: Hang, sign: int) -> tuple[float, float]:
        """Return the centre of the wheel that one side's ropes share at the true block."""
        edge = hang.lefts[self.sides.target] + (hang.width if sign > 0 else 0.0)
        return float(edge + sign * self.radius), self.floor - self.radius

    def own(self, hang: Hang, index: int) -> tuple[float, float]:
        """Return the centre of a wrong class's wheel."""
        sign = self.sides.signs[index]
        edge = hang.lefts[index] + (0.0 if sign > 0 else hang.width)
        return float(edge - sign * self.radius), float(self.floor + self.raised[index] * hang.width - self.radius)

    def rope(self, hang: Hang, index: int, q: np.ndarray, tops: np.ndarray) -> Rope:
        """Return a wrong class's rope for shares ``q`` and upper edges ``tops``, both of shape (K,)."""
        sign, target = int(self.sides.signs[index]), self.sides.target
        # It lies on its wheel, on the nearer classes' and on the shared one, each as thick as the ropes below make it.
        nearer = range(index - sign, target, -sign)
        centres = np.array([self.own(hang, i) for i in (index, *nearer)] + [self.shared(hang, sign)])
        below = [float(sum(q[i:index:sign])) for i in (index, *nearer, target + sign)]
        inner, out = _taut(centres * [sign, 1.0], self.radius + hang.width * np.array(below))
        inner, out = inner * [sign, 1.0], out * [sign, 1.0]
        outer = inner + max(float(q[index]) * hang.width, HAIRLINE) * out

        def ends(edge: np.ndarray) -> np.ndarray:
            return np.vstack([(edge[0, 0], tops[index]), edge, (edge[-1, 0], tops[target])])

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
