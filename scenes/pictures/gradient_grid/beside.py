"""What stands beside GradientGrid's batch: how much of it is shown, what its cells are, what forces do."""

from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.shapes import Part
from scenes.kit.sizes import TEXT, TICK
from scenes.kit.text import Label, math, words
from scenes.kit.theme import Theme
from scenes.pictures.gradient_grid.params import Params


def facts(theme: Theme, params: Params, left: float, top: float) -> list[Label]:
    """Return how many examples and classes are shown, line by line below ``top``."""
    excerpt = params.excerpt()
    n, classes = params.examples().logits.shape
    rows, shown = excerpt.rows, len(excerpt.columns)
    lines = [
        f"rows {rows.start + 1}–{rows.stop}" if len(rows) < n else f"{n} example{'s' * (n > 1)}",
        *([f"of {n}"] if len(rows) < n else []),
        f"{shown} classes",
        *([f"of {classes}"] if shown < classes else []),
    ]
    part = len(rows) < n or shown < classes
    look = (TICK, "muted") if part else (TEXT, "ink")
    return [words(text, theme, *look).put(left, top - 0.75 - 0.5 * i, "left") for i, text in enumerate(lines)]


def named(theme: Theme, lines: tuple[str, ...], left: float, top: float) -> Part:
    """Return what the cells are, in formulas one below the other."""
    return Part(*(math(line, theme, TEXT).put(left, top - 0.62 * i, "left") for i, line in enumerate(lines)))


def heads(theme: Theme, number: int, place: Box, apart: float) -> tuple[list[Label], list[Label]]:
    """Return a row's number, with the word where there is room for it, and what its slopes and its forces are.

    They stand at ``place``; ``apart`` is how far number and slope are from its middle, and 0 if slopes aren't written.
    """
    middle = (place.bottom + place.top) / 2
    row = words(f"row {number}", theme, TICK, "muted")
    if row.advance > place.width - 0.06:
        row = words(f"{number}", theme, TICK, "muted")
    row.middle(place.left, middle + apart, "left")
    if not apart:
        return [row], []
    slope = words("slope", theme, TEXT).middle(place.left, middle - apart, "left")
    forces = [words("force", theme, TEXT) for _ in "ud"]
    for force, y in zip(forces, (place.top + 0.28, place.bottom - 0.28), strict=True):
        force.middle(place.left, y, "left")
    return [row, slope], forces


def share(theme: Theme, name: str, before: float, room: float) -> Formula:
    """Return a class's share ``q``, from what it was to its live number; with the class's name where there is room."""
    for symbol in (f"q_{name}", "q"):
        found = Formula(theme, f'prediction({symbol})": "prediction({before:.3f}) -> @q[prediction:0.000]')
        if found.advance <= room:
            break
    return found


def rules(theme: Theme, right: float, middle: float) -> list[Label]:
    """Return what forces are, what they do, and that they balance, one below the other above ``middle``."""
    lines = (
        ('"force" F_j = truth(p_j) - prediction(q_j)', 2.1),
        ('up(F_j > 0) thick "lifts" logit(z_j)', 1.6),
        ('down(F_j < 0) thick "lowers" logit(z_j)', 1.1),
        ("inline(sum) F_j = 0", 0.48),
    )
    return [math(line, theme, TEXT).put(right, middle + up, "right") for line, up in lines]
