"""A walk round a square of two logits, in perspective: the height is what the slopes add up to on the way."""

from collections.abc import Callable

import numpy as np

import mathcore as mc
from scenes.kit.layout import Box
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.theme import Theme

#: Pixels by which a logit goes across and up, and pixels to a nat at most.
ACROSS, UP, NAT = 680 * PX, 118 * PX, 800 * PX
#: Points of a path on each side, and lines of the terrain's grid each way.
FINE, LINES = 24, 9
HEAD = 34 * PX

Field = Callable[[np.ndarray], np.ndarray]


class Round:
    """The account of a field on its way round a square, round after round.

    Parameters
    ----------
    field : slopes at points, shape (n, K) → (n, K).
    corners : of the closed way, shape (5, K).
    """

    def __init__(self, field: Field, corners: np.ndarray):
        self.field, self.corners = field, corners
        self.sides = mc.work(field, corners[:-1], corners[1:])
        self.account = np.concatenate([[0.0], np.cumsum(self.sides)])
        self.ways = np.linspace(0.0, 4.0, 4 * FINE + 1)
        self.heights = np.array([self.height(way) for way in self.ways])

    @property
    def whole(self) -> float:
        """What a whole round adds up to: 0 for the slopes of a loss."""
        return float(self.account[-1])

    def height(self, way: float) -> float:
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
    """Return where a walker is after ``ways`` sides: (u, v) in the unit square, shape (n, 2)."""
    way = np.mod(ways, 4.0)
    u = np.clip(np.where(way <= 2.0, way, 3.0 - way), 0.0, 1.0)
    v = np.clip(np.where(way <= 2.0, way - 1.0, 4.0 - way), 0.0, 1.0)
    return np.stack([u, v], axis=-1)


class View:
    """The perspective: u goes right and back, v left and back, heights up.

    Parameters
    ----------
    box : what has to be in it, between its lower and upper edge.
    heights : pairs (u + v, height) that have to be in it, shape (n, 2).
    """

    def __init__(self, box: Box, heights: np.ndarray):
        self.x = box.x
        back = UP * heights[:, 0]
        for nat in np.geomspace(NAT, 1e-4 * NAT, 400):
            reach = back + nat * heights[:, 1]
            if np.ptp(reach) <= box.height:
                break
        self.nat, self.y = float(nat), box.bottom - float(reach.min())

    def at(self, u, v, height) -> np.ndarray:
        """Return where points lie on the screen, shape (n, 2)."""
        u, v, height = np.broadcast_arrays(*(np.asarray(a, dtype=float) for a in (u, v, height)))
        return np.stack([self.x + ACROSS * (u - v), self.y + UP * (u + v) + self.nat * height], axis=-1)

    def along(self, ways: np.ndarray, heights: np.ndarray) -> np.ndarray:
        """Return a path on the screen, shape (n, 2)."""
        places = ground(np.atleast_1d(ways))
        return self.at(places[:, 0], places[:, 1], heights)


class Terrain(Part):
    """The surface of a loss over the square, as a grid of lines; it can rise from the ground.

    Parameters
    ----------
    heights : of the surface at (u, v), shape (n, n) for n equal steps each way.
    """

    def __init__(self, theme: Theme, view: View, heights: np.ndarray):
        super().__init__()
        self.view, self.heights = view, heights
        self.walls = [Shape(theme.color("loss"), 0.4) for _ in range(2)]
        self.skin = Shape(theme.color("loss"), 0.28)
        self.lines = [Shape(theme.color("loss"), 0.0, stroke=2.0) for _ in range(2 * LINES)]
        self.add(*self.walls, self.skin, *self.lines)

    @property
    def outlines(self) -> list[np.ndarray]:
        """The grid's lines and the edge as polylines."""
        return [np.concatenate([line.points[::4, :2], line.points[-1:, :2]]) for line in [*self.lines, self.skin]]

    def rise(self, share: float) -> "Terrain":
        """Draw the surface, risen to this share of its height."""
        n = len(self.heights)
        steps = np.linspace(0.0, 1.0, n)
        surface = self.view.at(steps[:, None], steps[None, :], share * self.heights)
        self.skin.outline(np.concatenate([surface[:-1, 0], surface[-1, :-1], surface[:0:-1, -1], surface[0, :0:-1]]))
        for wall, edge, foot in (
            (self.walls[0], surface[:, 0], self.view.at(steps, 0.0, 0.0)),
            (self.walls[1], surface[0, :], self.view.at(0.0, steps, 0.0)),
        ):
            wall.outline(np.concatenate([edge, foot[::-1]]))
        at = np.linspace(0, n - 1, LINES + 2).round().astype(int)[1:-1]
        for i, k in enumerate(at):
            self.lines[2 * i].path(surface[k])
            self.lines[2 * i + 1].path(surface[:, k])
        return self


class Path(Part):
    """The way walked so far, with walls down to the ground on request and an arrowhead in the middle of each side."""

    def __init__(self, theme: Theme, view: View, stroke: float = 9.0, walls: bool = False, heads: bool = True):
        super().__init__()
        self.view = view
        self.walls = [Shape(theme.color("loss"), 0.22 if side in (1, 2) else 0.45) for side in range(4 if walls else 0)]
        self.line = Shape(theme.color("ink"), 0.0, stroke=stroke)
        self.heads = [Shape(theme.color("ink")) for _ in range(4 if heads else 0)]
        self.add(*self.walls, self.line, *self.heads)

    def draw(self, round_: Round, way: float, since: float = 0.0) -> "Path":
        """Draw the path from ``since`` (a whole round) up to ``way``."""
        ways, heights = round_.until(max(way, since), since)
        points = self.view.along(ways, heights)
        self.line.path(points) if len(points) > 1 else self._clear(self.line)
        for side, wall in enumerate(self.walls):
            here = (ways >= since + side) & (ways <= since + side + 1)
            if here.sum() > 1:
                foot = self.view.along(ways[here], np.zeros(int(here.sum())))
                wall.outline(np.concatenate([points[here], foot[::-1]]))
            else:
                self._clear(wall)
        for side, head in enumerate(self.heads):
            middle = since + side + 0.5
            if way < middle + 0.05:
                self._clear(head)
                continue
            back, tip = self.view.along(*self._piece(round_, middle))
            along = (tip - back) / np.linalg.norm(tip - back)
            across = np.array([-along[1], along[0]])
            tip = tip + HEAD / 2 * along
            head.outline([tip, tip - HEAD * along + HEAD / 2 * across, tip - HEAD * along - HEAD / 2 * across])
        return self

    @staticmethod
    def _piece(round_: Round, middle: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the short piece of way at the middle of a side."""
        ways = np.array([middle - 0.02, middle])
        return ways, np.array([round_.height(way) for way in ways])

    @staticmethod
    def _clear(shape: Shape) -> None:
        shape.points = np.zeros((0, 3))
