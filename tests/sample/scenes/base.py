"""What the command line expects of a scene, and no more."""

import inspect
from dataclasses import dataclass
from typing import NamedTuple

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


class Box(NamedTuple):
    """A rectangle in scene units."""

    left: float
    bottom: float
    right: float
    top: float


class Params(BaseModel):
    """Frozen, and no key that isn't known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Explainer(Scene):
    """Plays methods named in `plan`, each as a beat."""

    title = ""
    plan: tuple[Beat, ...] = ()

    def __init__(self, params=None, *, theme="dark", aspect="16:9", captions="screen", titled="screen", **options):
        super().__init__(**options)
        self.params = params or self.Params()
        self.theme = theme
        self.moves, self.hero = [], Box(-3.0, -2.0, 3.0, 2.0)

    @classmethod
    def summary(cls):
        """The first line of the docstring."""
        return inspect.getdoc(cls).splitlines()[0]

    @classmethod
    def beats_of(cls, params):
        """The beats."""
        return cls.plan

    def setup(self):
        """The ground's colour is known only now, as in the real scenes."""
        self.camera.background_color = ManimColor("#101418" if self.theme == "dark" else "#f8f8f4")

    def construct(self):
        """Play the beats."""
        for beat in self.plan:
            self.play_beat(beat)

    def play_beat(self, beat):
        """Play one beat."""
        self.next_section(beat.name)
        getattr(self, beat.name.replace("-", "_"))()
