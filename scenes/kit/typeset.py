"""Words and formulas as outlines, set by Typst.

Manim's own ``Typst`` mobject is not used, for three reasons: it makes one mobject a glyph (a caption costs
eighty shapes a frame, here it is one), its SVG cache changes the weight of fraction bars with what was drawn
before, and it takes six times as long. The outlines here depend on the source alone: fonts come with the
``typst`` package, system fonts are ignored, nothing is kept on disk.
"""

from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

import numpy as np
import svgelements
import typst

#: Typst rounds outlines to a hundredth of a point, so text is set large and scaled down.
SET_AT = 100.0
#: The mathematics font's heavier cut sets the words, too: it is read from further away.
FONTS = '("New Computer Modern Math", "New Computer Modern", "DejaVu Sans Mono")'
#: Up to so many straight lines are worked out in numbers, which takes less time than to set up arrays.
FEW = 3
#: A box of no width in this colour marks the baseline in the SVG and is then left out.
BASELINE_MARK = "#010203"
INK = "#000000"

# Without ligatures: in this font -- is one of them, and a label shows the characters it has.
PREAMBLE = f"""
#set page(width: auto, height: auto, margin: 20pt, fill: none)
#set text(font: {FONTS}, weight: 450, size: {SET_AT}pt, fill: rgb("{INK}"), ligatures: false)
#show math.equation: set text(font: {FONTS}, weight: 450, size: {SET_AT}pt)
#box(width: 0pt, height: 1pt, fill: rgb("{BASELINE_MARK}"))"""


@dataclass(frozen=True)
class Outlines:
    """Typeset text: for each colour one array of cubic curves, in ems, the baseline at y = 0.

    ``curves`` maps a colour ("#rrggbb") to points of shape (4·n, 3), four to a curve as Manim keeps them.
    ``width`` is the advance width in ems (spaces at the ends included). ``starts`` maps a colour to its first glyph's
    origin (x, y).
    """

    curves: dict[str, np.ndarray]
    width: float
    starts: dict[str, tuple[float, float]]


@cache
def _compiler() -> typst.Compiler:
    """Return the one compiler: it takes longer to find its fonts than to set a line."""
    return typst.Compiler(ignore_system_fonts=True)


@cache
def outlines(body: str, definitions: str = "") -> Outlines:
    """Return the outlines of a Typst ``body``, after ``definitions`` (functions, colours)."""
    svg = _compiler().compile((definitions + PREAMBLE + body).encode(), format="svg")
    root = ElementTree.fromstring(svg)
    glyphs = {
        symbol.get("id"): symbol[0].get("d") for symbol in root.iter() if _tag(symbol) == "symbol" and len(symbol)
    }
    pieces: list[tuple[str, np.ndarray]] = []
    origins: dict[str, tuple[float, float]] = {}
    for element, matrix in _leaves(root, svgelements.Matrix()):
        if _tag(element) == "use":
            href = next(value for key, value in element.attrib.items() if key.endswith("href"))
            shift = svgelements.Matrix.translate(float(element.get("x", 0)), float(element.get("y", 0)))
            placed = shift * matrix
            pieces.append((element.get("fill"), _moved(_curves(glyphs[href[1:]]), placed)))
            origins.setdefault(element.get("fill").lower(), (placed.e, placed.f))
        elif element.get("stroke") not in (None, "none"):
            bar = _bar(element.get("d"), float(element.get("stroke-width", 1)))
            pieces.append((element.get("stroke"), _moved(bar, matrix)))
        elif element.get("fill") not in (None, "none"):
            pieces.append((element.get("fill"), _moved(_curves(element.get("d")), matrix)))
    marks = [curves for colour, curves in pieces if colour.lower() == BASELINE_MARK]
    baseline = marks[0][:, 1].max()
    left = marks[0][:, 0].min()
    by_colour: dict[str, list[np.ndarray]] = {}
    for colour, curves in pieces:
        if colour.lower() != BASELINE_MARK and len(curves):
            placed = (curves - [left, baseline, 0.0]) * [1.0, -1.0, 0.0] / SET_AT
            by_colour.setdefault(colour.lower(), []).append(placed)
    width = (float(root.get("width").removesuffix("pt")) - 40.0) / SET_AT
    starts = {colour: ((x - left) / SET_AT, (baseline - y) / SET_AT) for colour, (x, y) in origins.items()}
    return Outlines({colour: np.concatenate(parts) for colour, parts in by_colour.items()}, width, starts)


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _leaves(parent: ElementTree.Element, matrix: svgelements.Matrix):
    """Yield the drawn elements below ``parent`` with their transforms, in drawing order."""
    for element in parent:
        if _tag(element) == "defs":
            continue
        own = svgelements.Matrix(element.get("transform", "")) * matrix
        if _tag(element) in ("use", "path"):
            yield element, own
        yield from _leaves(element, own)


def _moved(curves: np.ndarray, matrix: svgelements.Matrix) -> np.ndarray:
    linear = np.array([[matrix.a, matrix.b, 0.0], [matrix.c, matrix.d, 0.0], [0.0, 0.0, 1.0]])
    return curves @ linear + [matrix.e, matrix.f, 0.0]


@cache
def _curves(path: str) -> np.ndarray:
    """Return an SVG path as cubic curves, shape (4·n, 3)."""
    rows: list[complex] = []
    for segment in svgelements.Path(path):
        if isinstance(segment, svgelements.Move):
            continue
        start, end = complex(segment.start), complex(segment.end)
        if isinstance(segment, svgelements.CubicBezier):
            rows += [start, complex(segment.control1), complex(segment.control2), end]
        elif isinstance(segment, svgelements.QuadraticBezier):
            control = complex(segment.control)
            rows += [start, start + 2 / 3 * (control - start), end + 2 / 3 * (control - end), end]
        elif start != end:
            rows += [start, start + (end - start) / 3, start + 2 * (end - start) / 3, end]
    points = np.array(rows)
    return np.column_stack([points.real, points.imag, np.zeros(len(rows))]) if rows else np.zeros((0, 3))


def _bar(path: str, thickness: float) -> np.ndarray:
    """Return a stroked straight line (a fraction bar, a root's roof) as the rectangle that it covers."""
    ends = _curves(path)
    start, end = ends[0], ends[-1]
    along = (end - start) / np.linalg.norm(end - start)
    across = np.array([-along[1], along[0], 0.0]) * thickness / 2
    return polygon([start + across, end + across, end - across, start - across])


def polygon(corners) -> np.ndarray:
    """Return a closed polygon's edges as cubic curves, shape (4·n, 3); corners are (n, 2) or (n, 3)."""
    corners = np.asarray(corners, dtype=float)
    return straight(corners, np.concatenate([corners[1:], corners[:1]]))


def straight(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return straight lines as cubic curves, shape (4·n, 3); both ends are (n, 2) or (n, 3)."""
    count, dimensions = starts.shape
    if count <= FEW and dimensions == 2:
        rows: list[float] = []
        for (x, y), (x_end, y_end) in zip(starts.tolist(), ends.tolist(), strict=True):
            across, up = x_end - x, y_end - y
            rows += (x, y, 0.0, x + across / 3, y + up / 3, 0.0)
            rows += (x + 2 * across / 3, y + 2 * up / 3, 0.0, x_end, y_end, 0.0)
        return np.array(rows).reshape(-1, 3)
    curves = np.zeros((count, 4, 3))
    flat, way = curves[:, :, :dimensions], ends - starts
    flat[:, 0] = starts
    flat[:, 1] = starts + way / 3
    flat[:, 2] = starts + 2 * way / 3
    flat[:, 3] = ends
    return curves.reshape(-1, 3)


def rectangle(left: float, bottom: float, right: float, top: float) -> np.ndarray:
    """Return an upright rectangle's edges as :func:`polygon` does, from its lower left corner, shape (16, 3).

    Most of what moves are boxes, and for four edges numbers are three times as fast as arrays of them.
    """
    left, bottom, right, top = float(left), float(bottom), float(right), float(top)
    across, back, up, down = right - left, left - right, top - bottom, bottom - top
    low, high, near, far = bottom + 0.0, top + 0.0, left + 0.0, right + 0.0  # no −0 on the way, as in a sum
    rows = (
        left, bottom, 0.0, left + across / 3, low, 0.0, left + 2 * across / 3, low, 0.0, right, bottom, 0.0,
        right, bottom, 0.0, far, bottom + up / 3, 0.0, far, bottom + 2 * up / 3, 0.0, right, top, 0.0,
        right, top, 0.0, right + back / 3, high, 0.0, right + 2 * back / 3, high, 0.0, left, top, 0.0,
        left, top, 0.0, near, top + down / 3, 0.0, near, top + 2 * down / 3, 0.0, left, bottom, 0.0,
    )  # fmt: skip
    return np.array(rows).reshape(16, 3)


def shifted(curves: np.ndarray, x: float, y: float) -> np.ndarray:
    """Return curves, shape (n, 3), moved across and up: column by column, for numpy adds triples one by one."""
    there = curves.copy()
    there[:, 0] += x
    there[:, 1] += y
    return there
