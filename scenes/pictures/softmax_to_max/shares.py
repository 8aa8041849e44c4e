"""Shares with their names, written one over the other beside the pieces of a bar."""

import numpy as np

from scenes.kit.marks import WORD_GAP, clamp
from scenes.kit.shapes import Part
from scenes.kit.text import Label, Readout, math
from scenes.kit.theme import Theme

#: Of shares.
DECIMALS = 4


class Share(Part):
    """A share with its name, if it has one: "q_3 = 0.6334"; or "> 0.9999" and "< 0.0001", for none is 1 or 0."""

    def __init__(self, theme: Theme, name: Label | None, size: float):
        super().__init__()
        self.name_label, self.value, self.sign = name, Readout(theme, size, "prediction", DECIMALS), "="
        self.signs = {sign: math(sign, theme, size, "prediction") for sign in "=<>"}
        self.add(self.value, *self.signs.values(), *([name] if name else []))

    def show(self, share: float, x: float, y: float, presence: float) -> "Share":
        """Write it from ``x`` on, ``y`` the middle of the digits."""
        least = 10.0**-DECIMALS
        self.sign = "<" if share < least / 2 else ">" if share > 1 - least / 2 else "="
        self.set_presence(presence)
        if self.name_label:
            self.name_label.middle(x, y, "left")
            x += self.name_label.advance + WORD_GAP
        for each, label in self.signs.items():
            label.middle(x, y, "left")
            label.set_presence(presence * (each == self.sign and (each != "=" or self.name_label is not None)))
        x += max(label.advance for label in self.signs.values()) + WORD_GAP
        self.value.middle(clamp(share, least, 1 - least), x, y, "left")
        return self


def apart(wanted: np.ndarray, need: float, low: float, high: float) -> np.ndarray:
    """Return heights near ``wanted``, which fall, at least ``need`` apart and within [low, high], if these fit."""
    steps = need * np.arange(len(wanted))
    down = np.minimum.accumulate(np.minimum(wanted, high) + steps) - steps
    return (np.maximum.accumulate((np.maximum(down, low) - steps[::-1])[::-1]) + steps)[::-1]
