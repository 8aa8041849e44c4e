"""What may go wrong on the stage, looked for at a frame: no numbers, margins, sizes, distances, strokes."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from manim import Mobject

from scenes.kit.explainer import Explainer
from scenes.kit.layout import MARGIN
from scenes.kit.shapes import Shape
from scenes.kit.sizes import CAPTION, CROWD, TEXT, TICK, UNITS_PER_SIZE
from scenes.kit.text import Written

#: A shape fainter than this isn't seen; a text or stroke fainter than this one is on its way in or out.
FAINT, THERE = 0.02, 0.15
#: A hundredth of a unit is a pixel and a third.
TOUCH = 0.01
#: Texts keep a third of an em apart.
APART = 1 / 3
#: What is no number, or a zero with a sign.
UNREADABLE = re.compile(r"\bnan\b|\binf\b|[−-]\s?0(?:\.0+)?(?![\d.])", re.IGNORECASE)


class Text(NamedTuple):
    """A text on the stage: what it says, its ink's box, its size and where it comes in the drawing order."""

    says: str
    box: np.ndarray
    size: float
    role: str
    order: int
    halo: bool


def boxes_of(shapes: list[Shape]) -> np.ndarray:
    """Return left, bottom, right, top of each of ``shapes``, shape (n, 4)."""
    if not shapes:
        return np.empty((0, 4))
    points = np.concatenate([shape.points for shape in shapes])[:, :2]
    starts = np.cumsum([0, *(len(shape.points) for shape in shapes[:-1])])
    return np.hstack([np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)])


def seen(mobjects: Iterable[Mobject], least: float = FAINT) -> list[Shape]:
    """Return what can be seen of some mobjects."""
    return [m for m in mobjects if isinstance(m, Shape) and m.presence > least and len(m.points)]


def texts(drawn: list[Mobject]) -> list[Text]:
    """Return what is written among mobjects in their drawing order: a label, a formula or a lone number each."""
    orders = {id(mobject): order for order, mobject in enumerate(drawn)}
    found: list[tuple[Mobject, list[Shape]]] = []
    within: set[int] = set()
    lone = [mobject for mobject in drawn if isinstance(mobject, Shape) and mobject.is_text]
    for mobject in [*(mobject for mobject in drawn if isinstance(mobject, Written)), *lone]:
        if id(mobject) in within:
            continue
        family = mobject.get_family()
        within.update(map(id, family))
        if shapes := [shape for shape in seen(family, THERE) if shape.is_text and not shape.travelling]:
            found.append((mobject, shapes))
    boxes = boxes_of([shape for _, shapes in found for shape in shapes])
    ends = np.cumsum([len(shapes) for _, shapes in found]).tolist()
    return [
        Text(
            getattr(mobject, "body", None) or getattr(mobject, "text", "?"),
            np.concatenate([boxes[start:end, :2].min(0), boxes[start:end, 2:].max(0)]),
            getattr(mobject, "size", 0.0),
            getattr(mobject, "role", "ink"),
            max(orders[id(shape)] for shape in shapes),
            all(shape.background_stroke_width > 0 for shape in shapes),
        )
        for (mobject, shapes), start, end in zip(found, [0, *ends], ends, strict=False)
    ]


def drawing_order(scene: Explainer) -> list[Mobject]:
    """Return every mobject on the stage, from back to front."""
    return list(dict.fromkeys(member for mobject in scene.mobjects for member in mobject.get_family()))


def outside(scene: Explainer, drawn: list[Mobject]) -> Iterator[tuple[str, str]]:
    """Yield what leaves the margin."""
    right, top = scene.layout.width / 2 - MARGIN + TOUCH, scene.layout.height / 2 - MARGIN + TOUCH
    shapes = seen(drawn)
    boxes = boxes_of(shapes)
    for i in np.flatnonzero((np.abs(boxes) > [right, top, right, top]).any(1)):
        kind = f"{type(shapes[i]).__name__} {getattr(shapes[i], 'text', '')}"
        yield f"{kind} outside the margin", f"{boxes[i].round(2)}"


def unsound(drawn: list[Mobject], written: list[Text]) -> Iterator[tuple[str, str]]:
    """Yield what is no number, or is written as none."""
    for what in ("points", "fill_rgbas"):
        arrays = [getattr(mobject, what) for mobject in drawn if hasattr(mobject, what)]
        if arrays and not np.isfinite(np.concatenate(arrays)).all():
            kinds = {type(m).__name__ for m in drawn if not np.isfinite(getattr(m, what, 0.0)).all()}
            yield f"{what} that are no numbers", ", ".join(sorted(kinds))
    for text in written:
        if UNREADABLE.search(text.says):
            yield f"{text.says} is no number", f"{text.box.round(2)}"


def too_small(scene: Explainer, written: list[Text]) -> Iterator[tuple[str, str]]:
    """Yield texts that the last row can't read."""
    given = [len(v) for v in vars(scene.params).values() if isinstance(v, tuple)]
    # columns of a batch and nodes of a layer stand side by side, too
    most = max([len(getattr(scene, "columns", ())), *getattr(scene.params, "widths", ()), *given])
    caption = scene.caption.body if scene.caption is not None else None
    for text in written:
        least = TICK if text.role == "muted" or most >= CROWD else TEXT
        if text.says == caption:
            least = CAPTION
        if text.size < least - 0.01:
            yield f"{text.says} too small", f"em of {text.size * UNITS_PER_SIZE * 135:.0f} px"


def too_near(written: list[Text]) -> Iterator[tuple[str, str]]:
    """Yield pairs of texts that overlap or come nearer than a third of an em of the smaller one."""
    if len(written) < 2:
        return
    boxes, sizes = np.array([text.box for text in written]), np.array([text.size for text in written])
    gaps = np.maximum(boxes[:, None, :2], boxes[None, :, :2]) - np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    need = APART * np.minimum(sizes[:, None], sizes[None, :]) * UNITS_PER_SIZE
    near = np.triu(gaps.max(-1) < need - TOUCH, 1)
    for i, j in zip(*np.nonzero(near), strict=True):
        kind = "overlaps" if gaps[i, j].max() < -TOUCH else "is too near to"
        yield f"{written[i].says} {kind} {written[j].says}", f"{boxes[i].round(2)}, {boxes[j].round(2)}"


def struck(drawn: list[Mobject], written: list[Text]) -> Iterator[tuple[str, str]]:
    """Yield texts that a stroke passes through, unless a ground of its own or a halo parts them."""
    shapes = [shape for shape in seen(drawn, THERE) if not shape.is_text]
    orders = {id(mobject): order for order, mobject in enumerate(drawn)}
    at, boxes = np.array([orders[id(shape)] for shape in shapes]), boxes_of(shapes)
    covers = np.array([shape.fill_alpha * shape.presence > 0.95 for shape in shapes], dtype=bool)
    lines = np.array([shape.stroke_width > 0 and not shape.strikes for shape in shapes], dtype=bool)
    for text in written:
        if text.halo:
            continue
        inner = text.box + np.array([0.02, 0.02, -0.02, -0.02])
        near = lines & (boxes[:, :2] <= inner[2:]).all(1) & (boxes[:, 2:] >= inner[:2]).all(1)
        grounds = covers & (boxes[:, :2] <= inner[:2]).all(1) & (boxes[:, 2:] >= inner[2:]).all(1) & (at < text.order)
        for i in np.flatnonzero(near):
            if not (grounds & (at > at[i])).any() and _crosses(shapes[i].points, inner):
                yield f"{text.says} struck through", f"by {type(shapes[i]).__name__} {boxes[i].round(2)}"


def _crosses(points: np.ndarray, box: np.ndarray) -> bool:
    """Whether any of the curves with these control points, taken as straight, passes through a box."""
    pieces = points.reshape(-1, 4, 3)[:, [0, 3], :2]
    start, way = pieces[:, 0], pieces[:, 1] - pieces[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        first = (box[:2] - start) / way
        second = (box[2:] - start) / way
    inside = (start >= box[:2]) & (start <= box[2:])
    still = way == 0
    enter = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(first, second))
    leave = np.where(still, np.where(inside, np.inf, -np.inf), np.maximum(first, second))
    return bool(np.any(np.maximum(enter.max(1), 0.0) < np.minimum(leave.min(1), 1.0)))


def faults_of(scene: Explainer, thorough: bool) -> Iterator[tuple[str, str]]:
    """Yield the current frame's faults; the costly look for strokes only if it is to be thorough."""
    drawn = drawing_order(scene)
    written = texts(drawn)
    yield from unsound(drawn, written)
    yield from outside(scene, drawn)
    yield from too_small(scene, written)
    yield from too_near(written)
    if thorough:
        yield from struck(drawn, written)
