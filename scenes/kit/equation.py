"""Lines of formulas and live numbers, and numbers that need powers of ten."""

from collections.abc import Sequence

import numpy as np

from .shapes import Label, Part, Readout

#: Space between two members of a line.
SPACE = 0.14
#: From here on a number is written with a power of ten, and below the least one too.
MANY, FEW = 1e4, 5e-3
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Equation(Part):
    """Labels and live numbers on one line, from left to right."""

    def __init__(self, *members: Label | Readout):
        super().__init__()
        self.members = members
        self.add(*members)

    def advance(self, values: Sequence[float]) -> float:
        """Return how wide the line is with these ``values``."""
        numbers = iter(values)
        widths = [m.width(m.format(next(numbers))) if isinstance(m, Readout) else m.advance for m in self.members]
        return sum(widths) + SPACE * (len(widths) - 1)

    def put(self, values: Sequence[float], x: float, y: float) -> "Equation":
        """Write the line from ``x`` on, baseline ``y``; its numbers take ``values`` in order."""
        numbers = iter(values)
        for member in self.members:
            if isinstance(member, Readout):
                member.put(next(numbers), x, y, "left")
                x += member.width(member.text) + SPACE
            else:
                member.put(x, y, "left")
                x += member.advance + SPACE
        return self


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
