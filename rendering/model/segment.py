"""What a segment draws, as bytes: shapes kept once, and frames as lists of shapes.

A segment is what Manim draws in a beat, or a part of that if it moves for long. Its bytes are canonical: shapes stand
in order of first use and nothing but what reaches the picture is kept, so two segments that draw the same are the same
bytes, whatever code drew them. The bytes are numpy arrays, one behind the other: reading them runs no code.
"""

import io
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, cast

import numpy as np

# What a shape has rows of, points first, and how long those are.
ROWS = {"points": 2, "fill": 4, "stroke": 4, "background_stroke": 4}
# One row of numbers a shape, besides its points and colours.
SCALARS = ("stroke_width", "background_width", "joint", "cap", "tolerance", "x0", "y0", "x1", "y1")


@dataclass(eq=False)
class Shape:
    """One outline with its paint: all that Manim's `display_vectorized` reads of a mobject. It doesn't change.

    (Not frozen: making one would take three times as long, and every frame makes some.)
    """

    points: np.ndarray  # (n, 2) Bézier control points in scene units; equal ones of a segment are one array
    fill: np.ndarray  # (k, 4) rgba, more than one row for a gradient
    stroke: np.ndarray
    background_stroke: np.ndarray
    scalars: tuple[float, ...]  # in the order of SCALARS; the last four are a gradient's ends

    @property
    def key(self) -> tuple[Any, ...]:
        """Equal for shapes that look the same."""
        return (
            self.points.tobytes(),
            self.fill.tobytes(),
            self.stroke.tobytes(),
            self.background_stroke.tobytes(),
            self.scalars,
        )

    @cached_property
    def numbers(self) -> dict[str, float]:
        """The scalars by name."""
        return dict(zip(SCALARS, self.scalars, strict=True))


@dataclass
class Segment:
    """Frames one after the other: `runs` holds (indices into `shapes`, how many frames)."""

    background: tuple[int, int, int, int]
    view: tuple[float, float, float, float]  # frame width and height in units, centre x and y
    fps: float
    shapes: list[Shape] = field(default_factory=list)
    runs: list[tuple[tuple[int, ...], int]] = field(default_factory=list)

    @property
    def frames(self) -> int:
        """Number of frames."""
        return sum(count for _, count in self.runs)

    def without_frames(self) -> "Segment":
        """An empty one of the same view."""
        return Segment(self.background, self.view, self.fps)

    def alone(self, run: int) -> "Segment":
        """One run, and the shapes that it draws."""
        drawn, count = self.runs[run]
        shapes = [self.shapes[number] for number in drawn]
        return Segment(self.background, self.view, self.fps, shapes, [(tuple(range(len(shapes))), count)])

    def to_bytes(self) -> bytes:
        """Serialise; equal pictures give equal bytes, if equal points are one array."""
        return b"".join(self.to_parts())

    def to_parts(self) -> "list[bytes | memoryview]":
        """What `to_bytes` joins; most of it is as long as the whole, so who can do without spares a copy.

        Points that many shapes share, as while something fades, are written once: they are most of a recording.
        """
        parts = {name: [getattr(shape, name) for shape in self.shapes] for name in ROWS}
        shared = {id(points): points for points in parts["points"]}
        places = {key: place for place, key in enumerate(shared)}
        outlines = np.fromiter((places[id(points)] for points in parts["points"]), np.int32)
        parts["points"] = list(shared.values())
        arrays = [
            np.array([*self.background, *self.view, self.fps]),
            np.fromiter(chain.from_iterable(shape.scalars for shape in self.shapes), np.float64),
            np.fromiter(chain.from_iterable(drawn for drawn, _ in self.runs), np.int32),
            np.array([len(drawn) for drawn, _ in self.runs], np.int32),
            np.array([count for _, count in self.runs], np.int32),
            outlines,
            *(np.concatenate([np.empty((0, width)), *parts[name]]) for name, width in ROWS.items()),
            *(np.array([len(part) for part in parts[name]], np.int32) for name in ROWS),
        ]
        return [part for array in arrays for part in (_head(array), array.data)]

    @classmethod
    def from_bytes(cls, data: bytes) -> "Segment":
        """Read what `to_bytes` wrote."""
        file = io.BytesIO(data)
        head, scalars, order, drawn, counts, outlines, *columns = (
            np.lib.format.read_array(file) for _ in range(6 + 2 * len(ROWS))
        )
        rows, lengths = columns[: len(ROWS)], columns[len(ROWS) :]
        shared, *paints = map(_split, rows, lengths)
        points = [shared[place] for place in outlines.tolist()]
        numbers = map(tuple, scalars.reshape(-1, len(SCALARS)).tolist())
        shapes = [Shape(*parts) for parts in zip(points, *paints, numbers, strict=True)]
        lists = [tuple(part.tolist()) for part in _split(order, drawn)]
        runs = list(zip(lists, counts.tolist(), strict=True))
        ground = cast(tuple[int, int, int, int], tuple(head[:4].astype(int).tolist()))
        view = cast(tuple[float, float, float, float], tuple(head[4:8].tolist()))
        return cls(ground, view, float(head[8]), shapes, runs)


def _head(array: np.ndarray) -> bytes:
    """What numpy's format begins an array with."""
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, np.lib.format.header_data_from_array_1_0(array))
    return head.getvalue()


def _split(rows: np.ndarray, lengths: np.ndarray) -> list[np.ndarray]:
    ends = np.cumsum(lengths).tolist()
    return [rows[start:end] for start, end in zip([0, *ends], ends, strict=False)]
