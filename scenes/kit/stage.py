"""What a beat is made of: pictures that follow their inputs, and the ways in which things move, come and go."""

from collections.abc import Callable, Iterable
from typing import Any

from manim import Animation, Mobject, Scene, ValueTracker, linear, smooth

from .beats import Move
from .formula import Formula
from .layout import Layout
from .motion import Drive, Presence, Travel, early, late
from .shapes import DIMMED, Part
from .theme import THEMES, Theme
from .trackers import Input

#: Shortest time that a new picture stands still.
STILL = 1.6


class Driver(Mobject):
    """What shows nothing and calls ``refresh`` at every frame; what stands behind it is redrawn."""

    def __init__(self, refresh: Callable[[], None]):
        super().__init__()
        self.refresh = refresh
        # Manim redraws what has an updater. It isn't called: that would mean to look up its signature at every frame.
        self.add_updater(lambda _: refresh())

    def update(self, dt: float = 0, recursive: bool = True) -> "Driver":
        """Call it."""
        self.refresh()
        return self


class Stage(Scene):
    """A scene whose pictures follow trackers.

    Parameters
    ----------
    theme : "dark", "light", or a theme.
    aspect : width to height of the frame.
    """

    def __init__(self, *, theme: str | Theme = "dark", aspect: str = "16:9", **manim_options: Any):
        super().__init__(**manim_options)
        self.theme = THEMES[theme] if isinstance(theme, str) else theme
        self.layout = Layout.of(aspect)
        self.followers: list[Callable[[], None]] = []
        self.driver = Driver(self.refresh)
        #: what was moved so far, seconds of the beat in play, and how many beats were played
        self.moves: list[Move] = []
        self.seconds, self.played = 0.0, 0

    # What follows

    def follow(self, *updates: Callable[[], None]) -> None:
        """Call ``updates`` at every frame from now on, in this order."""
        self.followers += updates
        for update in updates:
            update()

    def lead(self, *updates: Callable[[], None]) -> None:
        """Call ``updates`` like :meth:`follow` does, but before all others: they set trackers that others follow."""
        self.followers[:0] = updates
        for update in updates:
            update()

    def unfollow(self, *updates: Callable[[], None]) -> None:
        """Stop calling ``updates``."""
        for update in updates:
            self.followers.remove(update)

    def refresh(self) -> None:
        """Bring every picture up to its trackers."""
        for update in self.followers:
            update()

    # What moves

    def play(self, *animations: Any, **options: Any) -> None:
        """Play animations, and keep count of the beat's seconds."""
        super().play(*animations, **options)
        self.seconds = round(self.seconds + self.duration, 4)

    def grow(self, formula: Formula, sources: dict[str, tuple[float, float]], run_time: float = 1.2) -> None:
        """Build a formula out of the picture: each piece in ``sources`` travels from a point of it to its place."""
        pieces = [formula.pieces.get(name) or formula.numbers[name] for name in sources]
        travels = [Travel(piece, source, run_time) for piece, source in zip(pieces, sources.values(), strict=True)]
        self.play(*self.arriving(formula, run_time=run_time), *travels)

    def appear(self, *parts: Part, run_time: float = 0.6) -> None:
        """Bring parts in."""
        self.play(*self.arriving(*parts, run_time=run_time))

    def arriving(self, *parts: Part, run_time: float = 0.6, rate: Callable[[float], float] = smooth) -> list[Animation]:
        """Return the animation that brings parts in, to be played with others."""
        for part in parts:
            part.set_presence(0.0)
        self.add(*parts)
        return [Presence(parts, 1.0, run_time, rate=rate)]

    def vanish(self, *parts: Part, run_time: float = 0.5) -> None:
        """Take parts away."""
        self.play(Presence(parts, 0.0, run_time))
        self.remove(*parts)

    def exchange(
        self,
        gone: Iterable[Part],
        came: Iterable[Part],
        *goals: tuple[ValueTracker, float],
        run_time: float = 0.8,
        also: Iterable[Animation] = (),
    ) -> None:
        """Take parts away, then bring others in their place, while trackers move; no two texts show at once."""
        gone, came = list(gone), list(came)
        for part in came:
            part.set_presence(0.0)
        self.add(*came)
        swap = Presence(gone, 0.0, run_time, rate=early), Presence(came, 1.0, run_time, rate=late)
        self.move(*goals, run_time=run_time, also=[*swap, *also])
        self.remove(*gone)

    def dim(self, *parts: Part, run_time: float = 0.5) -> None:
        """Dim what isn't in play."""
        self.play(self.dimming(*parts, run_time=run_time))

    def dimming(self, *parts: Part, run_time: float = 0.5) -> Animation:
        """Return the animation that dims what isn't in play, to be played with others."""
        return Presence(parts, DIMMED, run_time, self.theme.dimmed)

    def lighting(self, *parts: Part, run_time: float = 0.5) -> Animation:
        """Return the animation that lights up again what was dimmed, to be played with others."""
        return Presence(parts, 1.0, run_time)

    def light(self, *parts: Part, run_time: float = 0.5) -> None:
        """Light up again what was dimmed."""
        self.play(Presence(parts, 1.0, run_time))

    def move(
        self,
        *goals: tuple[ValueTracker, float],
        run_time: float = 2.0,
        even: bool = False,
        also: Iterable[Animation] = (),
    ) -> None:
        """Move trackers to values, eased (or at an even pace); the pictures follow."""
        ease = "linear" if even else "smooth"
        rate = linear if even else smooth
        starts = [float(tracker.get_value()) for tracker, _ in goals]
        moves = [Drive(goals, run_time, rate)] if goals else []
        self.play(*moves, *also)
        start = round(self.seconds - self.duration, 3)  # known now, for a caption may have come first
        for (tracker, value), old in zip(goals, starts, strict=True):
            if isinstance(tracker, Input):
                name, unit, end = tracker.input_name, tracker.input_unit, round(start + run_time, 3)
                self.moves.append(Move(self.played, name, unit, old, float(value), start, end, ease))

    def rest(self, duration: float = STILL) -> None:
        """Let the picture stand."""
        # Manim cuts frames off: 4.8 s at 10 frames a second would be 47.
        self.wait(duration + 1e-6, frozen_frame=True)
