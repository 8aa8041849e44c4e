"""What may go wrong on the stage, looked for at a frame: margins, sizes, distances, strokes through texts."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

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


class Text(NamedTuple):
    """A text on the stage: what it says, its ink's box, its size and where it comes in the drawing order."""

    says: str
    box: np.ndarray
    size: float
    role: str
    order: int
    halo: bool


def box_of(shapes: list[Shape]) -> np.ndarray:
    """Return left, bottom, right, top of ``shapes``."""
    points = np.concatenate([shape.points[:, :2] for shape in shapes])
    return np.concatenate([points.min(0), points.max(0)])


def seen(mobject, least: float = FAINT) -> list[Shape]:
    """Return what can be seen of a mobject."""
    return [m for m in mobject.get_family() if isinstance(m, Shape) and len(m.points) and m.presence > least]


def texts(scene: Explainer) -> list[Text]:
    """Return what is written on the screen: a label, a formula or a lone number each."""
    drawn = {id(mobject): order for order, mobject in enumerate(drawing_order(scene))}
    found, within = [], set()
    for kind in (Written, Shape):
        for mobject in drawing_order(scene):
            if not isinstance(mobject, kind) or id(mobject) in within:
                continue
            if kind is Shape and not mobject.is_text:
                continue
            within.update(map(id, mobject.get_family()))
            shapes = [shape for shape in seen(mobject, THERE) if shape.is_text and not shape.travelling]
            if shapes:
                says = getattr(mobject, "body", None) or getattr(mobject, "text", "?")
                halo = all(shape.background_stroke_width > 0 for shape in shapes)
                order = max(drawn[id(shape)] for shape in shapes)
                size, role = getattr(mobject, "size", 0.0), getattr(mobject, "role", "ink")
                found.append(Text(says, box_of(shapes), size, role, order, halo))
    return found


def drawing_order(scene: Explainer) -> list:
    """Return every mobject on the stage, from back to front."""
    return list(dict.fromkeys(member for mobject in scene.mobjects for member in mobject.get_family()))


def outside(scene: Explainer) -> Iterator[tuple[str, str]]:
    """Yield what leaves the margin."""
    right, top = scene.layout.width / 2 - MARGIN + TOUCH, scene.layout.height / 2 - MARGIN + TOUCH
    for shape in (shape for mobject in scene.mobjects for shape in seen(mobject)):
        left, bottom, far, high = box_of([shape])
        if left < -right or far > right or bottom < -top or high > top:
            kind = f"{type(shape).__name__} {getattr(shape, 'text', '')}"
            yield f"{kind} outside the margin", f"{box_of([shape]).round(2)}"


def too_small(scene: Explainer, written: list[Text]) -> Iterator[tuple[str, str]]:
    """Yield texts that the last row can't read."""
    given = [len(v) for v in vars(scene.params).values() if isinstance(v, tuple)]
    classes = max([getattr(scene, "classes", 2), *given])
    caption = scene.caption.body if scene.caption is not None else None
    for text in written:
        least = TICK if text.role == "muted" or classes >= CROWD else TEXT
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


def struck(scene: Explainer, written: list[Text]) -> Iterator[tuple[str, str]]:
    """Yield texts that a stroke passes through, unless a ground of its own or a halo parts them."""
    covers: list[tuple[int, np.ndarray]] = []
    lines: list[tuple[int, Shape, np.ndarray]] = []
    for order, shape in enumerate(drawing_order(scene)):
        if not isinstance(shape, Shape) or shape.is_text or not len(shape.points) or shape.presence <= THERE:
            continue
        if shape.fill_alpha * shape.presence > 0.95:
            covers.append((order, box_of([shape])))
        if shape.stroke_width > 0 and not shape.strikes:
            lines.append((order, shape, shape.points.reshape(-1, 4, 3)[:, [0, 3], :2]))
    for text in written:
        if text.halo:
            continue
        inner = text.box + np.array([0.02, 0.02, -0.02, -0.02])
        for order, shape, pieces in lines:
            if order < text.order and any(
                order < at < text.order and (box[:2] <= inner[:2]).all() and (box[2:] >= inner[2:]).all()
                for at, box in covers
            ):
                continue
            if _crosses(pieces, inner):
                yield f"{text.says} struck through", f"by {type(shape).__name__} {box_of([shape]).round(2)}"


def _crosses(pieces: np.ndarray, box: np.ndarray) -> bool:
    """Whether any of the straight pieces, shape (n, 2, 2), passes through a box."""
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
    written = texts(scene)
    yield from outside(scene)
    yield from too_small(scene, written)
    yield from too_near(written)
    if thorough:
        yield from struck(scene, written)
