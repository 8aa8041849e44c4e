"""A live number of any size."""

import numpy as np

from scenes.kit.numbers import SUPERSCRIPTS
from scenes.kit.text import Readout

#: From here on a number is written with a power of ten, and below the least one too.
MANY, FEW = 1e4, 5e-3


class Magnitude(Readout):
    """A positive live number of any size: 12.18, 5.2·10²¹, 1.9·10⁻²²."""

    def format(self, value: float) -> str:
        """Return the text shown for ``value``, 0 or more."""
        if value == 0 or FEW <= value < MANY:
            return super().format(value)
        mantissa, power = f"{value:.1e}".split("e")
        return (
            f"{mantissa}·10{str(int(power)).translate(SUPERSCRIPTS)}" if np.isfinite(value) else super().format(value)
        )
