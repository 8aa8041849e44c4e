"""What a beat moves: inputs that have names, one by one or as a vector."""

from collections.abc import Iterable, Sequence

import numpy as np
from manim import ValueTracker


class Input(ValueTracker):
    """A tracker that has a name, for it is an input that a viewer may want to hear of (z_1, w, c)."""

    def __init__(self, value: float, name: str, unit: str = ""):
        super().__init__(value)
        self.input_name, self.input_unit = name, unit


def input_name(letter: str, index: int, labels: Sequence[str] = ()) -> str:
    """Return what an entry of a vector is called as an input: "z_1", or "z of cat" where its class has a name."""
    return f"{letter} of {labels[index]}" if labels else f"{letter}_{index + 1}"


class Vector:
    """A tracker for each entry of a vector: what a beat moves is an input, entry by entry or all together.

    With a ``letter`` the entries are inputs by name: see :func:`input_name`.
    """

    def __init__(self, values: Iterable[float], letter: str = "", unit: str = "", labels: Sequence[str] = ()):
        values = [float(value) for value in values]
        self.trackers: list[ValueTracker] = (
            [Input(value, input_name(letter, i, labels), unit) for i, value in enumerate(values)]
            if letter
            else [ValueTracker(value) for value in values]
        )

    @property
    def value(self) -> np.ndarray:
        """The current values, shape (n,)."""
        return np.array([tracker.get_value() for tracker in self.trackers])

    @value.setter
    def value(self, values: np.ndarray) -> None:
        for tracker, value in zip(self.trackers, values, strict=True):
            tracker.set_value(value)

    def to(self, values: Sequence[float]) -> list[tuple[ValueTracker, float]]:
        """Return goals for :meth:`Explainer.move`."""
        return [(tracker, float(value)) for tracker, value in zip(self.trackers, values, strict=True)]

    def __getitem__(self, index: int) -> ValueTracker:
        return self.trackers[index]
