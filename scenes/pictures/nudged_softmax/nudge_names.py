"""What a nudge is called: in full, and where there is little room."""

from collections.abc import Sequence

from scenes.kit.text import Label, math, words
from scenes.kit.theme import Theme
from scenes.kit.words import escaped
from scenes.pictures.nudged_softmax.params import printed


def nudged(theme: Theme, i: int, amount: float, labels: Sequence[str], size: float) -> Label:
    """Return what a nudge is called: z_3 − 0.4, or owl − 0.4."""
    name = f"logit({escaped(labels[i])})" if labels else f"logit(z_{i + 1})"
    return math(f"{name} {'+' if amount > 0 else '-'} {printed(abs(amount))}", theme, size)


def moved(theme: Theme, i: int, amount: float, labels: Sequence[str], size: float) -> Label:
    """Return what a nudge is called where there is little room, beside the class's row: z_3 down, or lowered."""
    if labels:
        return words("raised" if amount > 0 else "lowered", theme, size)
    return math(f'logit(z_{i + 1}) #"{"up" if amount > 0 else "down"}"', theme, size)
