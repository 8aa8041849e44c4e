"""How things come, dim and go: one animation over the presence of shapes."""

from collections.abc import Iterable

from manim import Animation, Mobject, VGroup, smooth

from .shapes import Shape


class Presence(Animation):
    """Bring the presence of every shape in ``parts`` to ``to``, each from where it is."""

    def __init__(self, parts: Iterable[Mobject], to: float, run_time: float = 0.6, **kwargs):
        super().__init__(
            VGroup(*parts), run_time=run_time, rate_func=smooth, suspend_mobject_updating=False, **kwargs
        )
        self.to = to
        self.starts: list[tuple[Shape, float]] = []

    def begin(self) -> None:
        """Remember where each shape starts."""
        self.starts = [(leaf, leaf.presence) for leaf in self.mobject.get_family() if isinstance(leaf, Shape)]
        super().begin()

    def create_starting_mobject(self) -> Mobject:
        """Return the group itself: the starts are numbers, no copy of the picture is needed."""
        return self.mobject

    def interpolate_mobject(self, alpha: float) -> None:
        """Set each shape's presence on its way."""
        share = self.rate_func(alpha)
        for leaf, start in self.starts:
            leaf.set_presence(start + (self.to - start) * share)
