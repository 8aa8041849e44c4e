"""The pulley machine: blocks at their logits, strands as wide as the probabilities, one beam."""

from collections.abc import Sequence

import numpy as np

from .shapes import SMALL, Backing, Part, Readout, Shape
from .theme import Theme

#: Thickness of the beam, and the space between two lanes of rope.
BEAM, LANE_GAP = 0.12, 0.05
QUARTER = np.linspace(0.0, np.pi / 2, 10)


class Beam(Part):
    """A fixed beam, hatched above as in a textbook's drawings of what doesn't move."""

    def __init__(self, theme: Theme, left: float, right: float, y: float):
        super().__init__()
        hatch = Shape(theme.color("line"), fill=0.0, stroke=2.5)
        starts = np.arange(left + 0.05, right - 0.2, 0.28)
        ends = np.stack(
            [
                np.column_stack([starts, np.full_like(starts, y + BEAM)]),
                np.column_stack([starts + 0.2, np.full_like(starts, y + BEAM + 0.2)]),
            ],
            1,
        )
        steps = np.array([0.0, 1 / 3, 2 / 3, 1.0])[:, None]
        curves = [a + steps * (b - a) for a, b in ends]
        hatch.points = np.column_stack([np.concatenate(curves), np.zeros(4 * len(curves))])
        self.add(hatch, Shape(theme.color("line"), fill=1.0).box(left, y, right - left, BEAM))


class Block(Part):
    """A class: a vessel filled to q, its number written on it, hanging at the height of its logit."""

    def __init__(self, theme: Theme, across: float, up: float, decimals: int, truth: bool, size: float = SMALL):
        super().__init__()
        self.across, self.up = across, up
        self.back = Backing(theme.color("paper"), 1.0)
        self.fill_level = Shape(theme.color("prediction"), 0.55)
        self.frame = Shape(theme.color("truth" if truth else "ink"), 0.0, stroke=5.0 if truth else 3.0)
        self.number = Readout(theme, size, "ink", decimals)
        self.add(self.back, self.fill_level, self.frame, self.number)

    def show(self, q: float, x: float, y: float) -> "Block":
        """Draw the block centred at (x, y), filled to ``q`` of its height."""
        left, low = x - self.across / 2, y - self.up / 2
        self.back.box(left, low, self.across, self.up)
        self.fill_level.box(left, low, self.across, q * self.up)
        self.frame.box(left, low, self.across, self.up)
        self.number.middle(q, x, y)
        return self


class Pulleys(Part):
    """Wheels under the beam and the strands that run over them.

    A wrong class's strand goes up from its block, over its wheel, along its lane and down to the true block. It is
    q_i × ``unit`` wide all the way; the nearest class has the lowest lane, so no two strands cross. At the true
    block all lie side by side, so that the bundle is (1 − q_y) × ``unit`` wide.

    Parameters
    ----------
    xs : the blocks' columns.
    target : the true class.
    beam : lower edge of the beam.
    widest : the largest q_i that will be shown, a lane's width, shape (K,).
    radius : of the wheels.
    """

    def __init__(
        self,
        theme: Theme,
        xs: Sequence[float],
        target: int,
        beam: float,
        widest: np.ndarray,
        unit: float,
        radius: float,
    ):
        super().__init__()
        self.xs, self.target, self.unit, self.radius = np.asarray(xs), target, unit, radius
        self.widest = np.asarray(widest) * unit
        #: per side the classes from the nearest to the farthest
        self.sides = {+1: list(range(target + 1, len(xs))), -1: list(range(target - 1, -1, -1))}
        rooms = {s: sum(self.widest[i] + LANE_GAP for i in side) for s, side in self.sides.items()}
        #: height of the wheels' tops on each side, and of the lowest wheel's foot
        self.lanes = np.full(len(xs), np.nan)
        for side in self.sides.values():
            level = beam - 0.12 - max(rooms.values())
            for i in side:
                self.lanes[i] = level
                level += self.widest[i] + LANE_GAP
        self.foot = beam - 0.12 - max(rooms.values()) - 2 * radius
        self.bundle_most = float(sum(self.widest[i] for i in range(len(xs)) if i != target))
        self.strands = {i: Shape(theme.color("prediction"), 0.5, stroke=1.2) for i in range(len(xs)) if i != target}
        self.wheels: list[Shape] = []
        hangers = []
        for sign, side in self.sides.items():
            centers = [(self._wheel(i, sign), self.lanes[i] - radius) for i in side]
            if side:
                centers.insert(0, (self._corner(sign), self.lanes[side[0]] - radius))
            for x, y in centers:
                hangers.append(Shape(theme.color("line"), 0.0, stroke=3.0).path([(x, beam), (x, y)]))
                rim = Shape(theme.color("paper"), 1.0, stroke=4.0).disc(x, y, radius - 0.03)
                rim.set_stroke(theme.color("muted"))
                self.wheels += [rim, Shape(theme.color("muted")).disc(x, y, 0.05)]
        self.add(*hangers, *self.strands.values(), *self.wheels)

    def _wheel(self, index: int, sign: int) -> float:
        """Return the centre of a wrong class's wheel: its outer side is over the block."""
        return self.xs[index] - sign * (self.radius + self.widest[index] / 2)

    def _corner(self, sign: int) -> float:
        """Return the centre of the wheel where one side's strands turn down to the true block."""
        return self.xs[self.target] + sign * (self.bundle_most / 2 + self.radius)

    def show(self, q: np.ndarray, tops: np.ndarray) -> "Pulleys":
        """Draw the strands for probabilities ``q`` down to the blocks' upper edges ``tops``, both of shape (K,)."""
        widths = q * self.unit
        bundle = float(sum(widths[i] for i in self.strands))
        for sign, side in self.sides.items():
            inner = bundle / 2
            for i in side:
                self.strands[i].outline(self._strand(i, sign, inner, widths[i], tops))
                inner -= widths[i]
        return self

    def _strand(self, i: int, sign: int, inner: float, width: float, tops: np.ndarray) -> np.ndarray:
        """Return the outline of one strand; ``inner`` is its near edge in the bundle, from the bundle's middle."""
        own, corner, radius = self._wheel(i, sign), self._corner(sign), self.radius
        middle, lane = self.xs[self.target], self.lanes[i]
        foot = self.lanes[self.sides[sign][0]] - radius
        slack = (self.widest[i] - width) / 2

        def edge(offset: float) -> list[tuple[float, float]]:
            over = [
                (
                    own + sign * ((radius + offset) * np.cos(a) + slack * (1 - np.sin(a))),
                    lane - radius + (radius + offset) * np.sin(a),
                )
                for a in QUARTER
            ]
            reach = sign * (corner - middle) - (inner - offset)
            down = [(corner - sign * reach * np.sin(a), foot + (lane + offset - foot) * np.cos(a)) for a in QUARTER]
            return [(over[0][0], tops[i]), *over, *down, (down[-1][0], tops[self.target])]

        return np.array(edge(0.0) + edge(width)[::-1])
