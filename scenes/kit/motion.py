"""How things come, dim and go: one animation over the presence of shapes."""

from collections.abc import Iterable

from manim import Animation, Mobject, smooth

from .shapes import Shape


class Presence(Animation):
    """Bring the presence of every shape in ``parts`` to ``to``, each from where it is.

    Manim puts what an animation is given on top of the picture. So it is given a stand-in, and the parts stay
    where they are in the drawing order; they are redrawn because they stand behind the scene's driver.
    """

    def __init__(self, parts: Iterable[Mobject], to: float, run_time: float = 0.6):
        super().__init__(Mobject(), run_time=run_time, rate_func=smooth, remover=True)
        self.parts, self.to = list(parts), to
        self.starts: list[tuple[Shape, float]] = []

    def begin(self) -> None:
        """Remember where each shape starts."""
        family = (member for part in self.parts for member in part.get_family())
        self.starts = [(leaf, leaf.presence) for leaf in family if isinstance(leaf, Shape)]
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set each shape's presence on its way."""
        share = self.rate_func(alpha)
        for leaf, start in self.starts:
            leaf.set_presence(start + (self.to - start) * share)
