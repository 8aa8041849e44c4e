"""A walk round a rectangle of two logits, in perspective: the height is what the slopes add up to on the way."""

from collections.abc import Callable
from functools import cache

import numpy as np
from manim import CapStyleType

import mathcore as mc
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.theme import Theme

#: Pixels that the rectangle takes across and up, and pixels to a nat at most.
ACROSS, UP, NAT = 1360 * PX, 180 * PX, 1600 * PX
#: Points of a path on each side, lines of the terrain's grid each way, and posts under a path on each side.
FINE, LINES, POSTS = 24, 9, 4
#: Length of an arrowhead; a path's stroke; ink and stroke of the sides in front of a round walked before, and behind.
HEAD, STROKE, NEAR, FAR = 34 * PX, 9.0, (0.55, 9.0), (0.46, 4.0)

#: The corners of the rectangle as they are walked.
CORNERS = (0, 0), (1, 0), (1, 1), (0, 1)

Field = Callable[[np.ndarray], np.ndarray]


class Round:
    """The account of a field on its way round a rectangle, round after round.

    Parameters
    ----------
    field : slopes at points, shape (n, K) → (n, K).
    corners : of the closed way, shape (5, K).
    """

    def __init__(self, field: Field, corners: np.ndarray):
        self.field, self.corners = field, corners
        # Posts and arrowheads stand at the same ways frame after frame.
        self.height = cache(self._height)
        self.sides = mc.work(field, corners[:-1], corners[1:])
        self.account = np.concatenate([[0.0], np.cumsum(self.sides)])
        self.ways = np.linspace(0.0, 4.0, 4 * FINE + 1)
        self.heights = np.array([self.height(way) for way in self.ways])

    @property
    def whole(self) -> float:
        """What a whole round adds up to: 0 for the slopes of a loss."""
        return float(self.account[-1])

    def _height(self, way: float) -> float:
        """Return the account after ``way`` sides, four to a round."""
        rounds, rest = divmod(way, 4.0)
        side = min(int(rest), 3)
        start, end = self.corners[side : side + 2]
        done = mc.work(self.field, start, start + (rest - side) * (end - start))
        return float(rounds * self.whole + self.account[side] + done)

    def until(self, way: float, since: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
        """Return ways and heights from ``since`` (a whole round) to ``way``."""
        first = since // 4.0
        past = self.ways + 4.0 * first < way
        ways = np.append(self.ways[past] + 4.0 * first, way)
        return ways, np.append(self.heights[past] + first * self.whole, self.height(way))


def ground(ways: np.ndarray) -> np.ndarray:
    """Return where a walker is after ``ways`` sides: (u, v) as shares of the rectangle's sides, shape (n, 2)."""
    way = np.mod(ways, 4.0)
    u = np.clip(np.where(way <= 2.0, way, 3.0 - way), 0.0, 1.0)
    v = np.clip(np.where(way <= 2.0, way - 1.0, 4.0 - way), 0.0, 1.0)
    return np.stack([u, v], axis=-1)


class View:
    """The perspective: from the corner in front one side of the rectangle goes right and back, one left and back.

    Parameters
    ----------
    box : what has to be in it, between its lower and upper edge.
    sides : the rectangle's, in logits; both to one scale.
    reach : triples (u, v, height) that have to be in it, shape (n, 3).
    front : which of ``CORNERS`` is in front.
    """

    def __init__(self, box: Box, sides: tuple[float, float], reach: np.ndarray, front: int = 0):
        self.front = front
        wide, deep = np.array(sides[::-1] if front % 2 else sides) / sum(sides)
        self.right, self.left = ACROSS * wide, ACROSS * deep
        self.up = UP * np.array([wide, deep])
        self.x = box.x + (self.left - self.right) / 2
        #: where the outer corners are
        self.far_left, self.far_right = self.x - self.left, self.x + self.right
        #: the height of the ground, below everything
        self.floor = min(0.0, float(reach[:, 2].min()))
        back = np.append(np.column_stack(self._turned(reach[:, 0], reach[:, 1])) @ self.up, 0.0)
        heights = np.append(reach[:, 2], self.floor)
        for nat in np.geomspace(NAT, 1e-4 * NAT, 400):
            tops = back + nat * heights
            if np.ptp(tops) <= box.height:
                break
        self.nat, self.y = float(nat), box.bottom - float(tops.min())

    def _turned(self, u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the same places as seen from the corner in front: shares of the sides to its right and left."""
        for _ in range(self.front):
            u, v = v, 1.0 - u
        return u, v

    def at(self, u, v, height) -> np.ndarray:
        """Return where points lie on the screen, shape (n, 2)."""
        u, v, height = np.broadcast_arrays(*(np.asarray(a, dtype=float) for a in (u, v, height)))
        return self.facing(*self._turned(u, v), height)

    def facing(self, right, left, height) -> np.ndarray:
        """Return where points lie on the screen, given as shares of the sides to the right and left of the front."""
        up = self.up[0] * right + self.up[1] * left + self.nat * height
        return np.stack([self.x + self.right * right - self.left * left, self.y + up], axis=-1)

    def along(self, ways: np.ndarray, heights: np.ndarray) -> np.ndarray:
        """Return a path on the screen, shape (n, 2)."""
        return self.at(*ground(np.atleast_1d(ways)).T, heights)


class Terrain(Part):
    """The surface of a loss over the rectangle, as a grid of lines, and its walls in front.

    Parameters
    ----------
    heights : of the surface at (u, v), shape (n, n) for n equal steps each way.
    """

    def __init__(self, theme: Theme, view: View, heights: np.ndarray):
        super().__init__()
        n, paper, loss = len(heights), theme.color("paper"), theme.color("loss")
        steps = np.linspace(0.0, 1.0, n)
        surface = view.facing(steps[:, None], steps[None, :], np.rot90(heights, -view.front))
        edge = np.concatenate([surface[:-1, 0], surface[-1, :-1], surface[:0:-1, -1], surface[0, :0:-1]])
        self.skin = Shape(loss, 0.28).outline(edge)
        feet = (view.facing(steps, 0.0, view.floor), view.facing(0.0, steps, view.floor))
        tops = surface[:, 0], surface[0, :]
        walls = [np.concatenate([top, foot[::-1]]) for top, foot in zip(tops, feet, strict=True)]
        # the ground isn't seen through the terrain
        self.add(*(Shape(paper).outline(corners) for corners in (edge, *walls)))
        self.add(*(Shape(loss, 0.4).outline(wall) for wall in walls), self.skin)
        for k in np.linspace(0, n - 1, LINES + 2).round().astype(int)[1:-1]:
            for line in (surface[k], surface[:, k]):
                self.add(Shape(loss, 0.0, stroke=2.0).path(line))


class Path(Part):
    """The way walked so far, with an arrowhead in the middle of each side, on request with posts down to the ground."""

    def __init__(self, theme: Theme, view: View, posts: bool = False):
        super().__init__()
        self.view = view
        self.posts = [Shape(theme.color("line"), 0.0, stroke=3.0) for _ in range(4 * POSTS if posts else 0)]
        self.line = Shape(theme.color("ink"), 0.0, stroke=STROKE).rounded()
        self.heads = [Shape(theme.color("ink")) for _ in range(4)]
        self.add(*self.posts, self.line, *self.heads)

    def draw(self, round_: Round, way: float, since: float = 0.0) -> "Path":
        """Draw the path from ``since`` (a whole round) up to ``way``."""
        ways, heights = round_.until(max(way, since), since)
        points = self.view.along(ways, heights)
        self.line.path(points) if len(points) > 1 else self._clear(self.line)
        places = since + np.arange(1, len(self.posts) + 1) / POSTS
        feet, tops = self.view.along(places, self.view.floor), self._on(round_, places)
        for post, place, *ends in zip(self.posts, places, feet, tops, strict=True):
            post.path(ends) if way >= place else self._clear(post)
        middles = since + np.arange(len(self.heads)) + 0.5
        backs, tips = self._on(round_, middles - 0.02), self._on(round_, middles)
        for head, middle, back, tip in zip(self.heads, middles, backs, tips, strict=True):
            if way < middle + 0.05:
                self._clear(head)
                continue
            along = (tip - back) / np.linalg.norm(tip - back)
            across = np.array([-along[1], along[0]])
            tip = tip + HEAD / 2 * along
            head.outline([tip, tip - HEAD * along + HEAD / 2 * across, tip - HEAD * along - HEAD / 2 * across])
        return self

    def _on(self, round_: Round, ways: np.ndarray) -> np.ndarray:
        """Return points of the path on the screen, shape (n, 2)."""
        return self.view.along(ways, [round_.height(way) for way in ways])

    @staticmethod
    def _clear(shape: Shape) -> None:
        shape.points = np.zeros((0, 3))


class PastRound(Part):
    """Round ``k``, counted from 0, when later ones pass above: dimmer than these, and most so at the back."""

    def __init__(self, theme: Theme, view: View, round_: Round, k: int):
        super().__init__()
        for turn, (ink, stroke) in ((1, FAR), (2, FAR), (3, NEAR), (4, NEAR)):
            side = (view.front + turn) % 4
            ways = np.linspace(side, side + 1, FINE + 1)
            heights = np.array([round_.height(way) for way in ways]) + k * round_.whole
            line = Shape(theme.tint("ink", ink), 0.0, stroke=stroke).path(view.along(ways, heights))
            self.add(line.rounded().set_cap_style(CapStyleType.ROUND))
