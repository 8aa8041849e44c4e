"""What the command line expects of a scene, and no more."""

import inspect
from dataclasses import dataclass

from manim import ManimColor, Scene
from pydantic import BaseModel, ConfigDict


@dataclass(frozen=True)
class Beat:
    """A beat as the command line sees it."""

    name: str
    caption: str
    alt: str
    question: str = ""
    asked: float = 0.0
    conclusion: str = ""
    settled: float = 0.0
    label: str = ""


@dataclass(frozen=True)
class Box:
    """A rectangle in scene units."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self):
        """Across."""
        return self.right - self.left

    @property
    def height(self):
        """Upwards."""
        return self.top - self.bottom


@dataclass(frozen=True)
class Move:
    """An input that moved."""

    beat: int
    input: str
    unit: str
    start_value: float
    end_value: float
    start: float
    end: float
    ease: str


@dataclass(frozen=True)
class SweepInput:
    """A slider."""

    name: str
    unit: str
    low: float
    high: float
    step: float
    start: float


@dataclass(frozen=True)
class Sweep:
    """Sliders that can be dragged."""

    name: str
    inputs: tuple[SweepInput, ...]


class Params(BaseModel):
    """Frozen, and no key that isn't known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Explainer(Scene):
    """Plays methods named in `plan`, each as a beat."""

    title = ""
    plan: tuple[Beat, ...] = ()

    def __init__(
        self, params=None, *, theme="dark", aspect="16:9", captions="screen", titled="screen", swept="", **options
    ):
        super().__init__(**options)
        self.swept = swept
        self.moves, self.hero, self.readings, self.handles = [], Box(-4, -2, 4, 2), {}, []
        self.opened = []
        self.params = params or self.Params()
        self.theme = theme

    @classmethod
    def summary(cls):
        """The first line of the docstring."""
        return inspect.getdoc(cls).splitlines()[0]

    @classmethod
    def beats_of(cls, params):
        """The beats."""
        return cls.plan

    @classmethod
    def sweeps_of(cls, params):
        """None, unless a scene has some."""
        return ()

    def setup(self):
        """The ground's colour is known only now, as in the real scenes."""
        self.camera.background_color = ManimColor("#101418" if self.theme == "dark" else "#f8f8f4")

    def construct(self):
        """Play the beats, or the sweep that was asked for."""
        if self.swept:
            self.next_section(self.swept)
            getattr(self, self.swept)()
            return
        for beat in self.plan:
            self.play_beat(beat)

    def play_beat(self, beat):
        """Play one beat; its caption comes at once."""
        self.next_section(beat.name)
        self.opened.append(0.0)
        getattr(self, beat.name.replace("-", "_"))()
