"""How things come, dim, go and travel: what is animated is a stand-in, so that things stay in their drawing order."""

from collections.abc import Callable, Iterable

import numpy as np
from manim import Animation, Mobject, Scene, ValueTracker, linear, smooth

from .shapes import Shape


def early(share: float) -> float:
    """Be done before the last third, to make room for what comes late."""
    return smooth(min(1.0, share / 0.6))


def late(share: float) -> float:
    """Begin after the first third, when what goes early is hardly there any more."""
    return smooth(max(0.0, (share - 0.4) / 0.6))


def within(first: float, last: float) -> Callable[[float], float]:
    """Return a rate that goes smoothly within that part of the time."""
    return lambda share: smooth(min(max((share - first) / (last - first), 0.0), 1.0))


class Motion(Animation):
    """What changes with time, without Manim's hand in the picture.

    Manim puts what an animation is given on top of the picture. So it is given a stand-in, and the parts stay
    where they are in the drawing order; they are redrawn because they stand behind the scene's driver. A stand-in
    needn't come into the scene or leave it, be copied or updated, each of which Manim goes through the scene for.
    """

    def __init__(self, run_time: float, rate: Callable[[float], float]):
        super().__init__(Mobject(), run_time=run_time, rate_func=rate, introducer=True)

    def _setup_scene(self, scene: Scene) -> None:
        """Leave the stand-in out of the scene, into which an introducer would bring it now."""

    def create_starting_mobject(self) -> Mobject:
        """Return the stand-in, which doesn't change."""
        return self.mobject

    def update_mobjects(self, dt: float) -> None:
        """Update nothing."""


class Drive(Motion):
    """Bring trackers to values, each from where it is."""

    def __init__(
        self, goals: Iterable[tuple[ValueTracker, float]], run_time: float, rate: Callable[[float], float] = smooth
    ):
        super().__init__(run_time, rate)
        self.goals = list(goals)

    def begin(self) -> None:
        """Remember where each tracker starts."""
        self.starts = [tracker.get_value() for tracker, _ in self.goals]
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set each tracker on its way."""
        share = self.rate_func(alpha)
        for (tracker, goal), start in zip(self.goals, self.starts, strict=True):
            tracker.set_value((1 - share) * start + share * goal)


class Presence(Motion):
    """Bring the presence of every shape in ``parts`` to ``to``, each from where it is."""

    def __init__(
        self,
        parts: Iterable[Mobject],
        to: float,
        run_time: float = 0.6,
        texts_to: float | None = None,
        rate: Callable[[float], float] = smooth,
    ):
        super().__init__(run_time, rate)
        self.parts, self.to, self.texts_to = list(parts), to, to if texts_to is None else texts_to
        self.starts: list[tuple[Shape, float, float]] = []

    def begin(self) -> None:
        """Remember where each shape starts."""
        family = (member for part in self.parts for member in part.get_family())
        self.starts = [
            (leaf, leaf.presence, self.texts_to if leaf.is_text else self.to)
            for leaf in family
            if isinstance(leaf, Shape)
        ]
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set each shape's presence on its way."""
        share = self.rate_func(alpha)
        for leaf, start, goal in self.starts:
            leaf.set_presence(start + (goal - start) * share)


class Travel(Motion):
    """Bring a part to where it stands from somewhere else: a symbol leaves the picture for its place in a formula.

    ``source`` is the point from which the part's middle comes. The part must not be placed by a follower meanwhile.
    """

    def __init__(self, part: Mobject, source: tuple[float, float], run_time: float = 1.0):
        super().__init__(run_time, smooth)
        self.part, self.source = part, source

    def begin(self) -> None:
        """Remember where the part stands."""
        self.leaves = [leaf for leaf in self.part.get_family() if isinstance(leaf, Shape) and len(leaf.points)]
        self.places = [leaf.points for leaf in self.leaves]
        low = np.min([place[:, :2].min(0) for place in self.places], axis=0)
        high = np.max([place[:, :2].max(0) for place in self.places], axis=0)
        self.way = np.array([*(self.source - (low + high) / 2), 0.0])
        for leaf in self.leaves:
            leaf.travelling = True
        super().begin()

    def finish(self) -> None:
        """Arrive."""
        super().finish()
        for leaf in self.leaves:
            leaf.travelling = False

    def interpolate_mobject(self, alpha: float) -> None:
        """Put every leaf on its way."""
        left = 1.0 - self.rate_func(alpha)
        for leaf, place in zip(self.leaves, self.places, strict=True):
            leaf.points = place + left * self.way if left else place


class Steps(Motion):
    """Call ``show(k)`` for k = 0, 1, … ``count`` − 1, one a frame."""

    def __init__(self, show: Callable[[int], None], count: int, fps: float):
        # Half a frame short of as many frames: Manim would draw one more where `count / fps` is rounded up.
        super().__init__((count - 0.5) / fps, linear)
        self.show, self.count = show, count

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the frame's step; Manim draws the frames at k/(count − ½) and ends at 1, which it doesn't draw."""
        self.show(min(round(alpha * (self.count - 0.5)), self.count - 1))
