"""What a scene consists of: beats and, by name, the segments that each one plays.

Made by recording a scene and kept in the store by its hash, which is named where its account is: with it, a clip can
be painted at any time without running the scene again.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Part:
    """A segment by name."""

    recording: str  # key in the store
    frames: int


@dataclass(kw_only=True)
class BeatScore:
    """A beat and its segments in order."""

    name: str
    caption: str
    alt: str
    question: str = ""  # takes the caption's place at the end of the beat
    asked: float = 0.0  # for so many seconds
    conclusion: str = ""  # takes the caption's place before the question
    settled: float = 0.0  # for so many seconds
    label: str = ""
    opened: float = 0.0  # the second of the beat at which its caption comes
    moves: list[dict[str, Any]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def frames(self) -> int:
        """Number of frames."""
        return sum(part.frames for part in self.parts)


@dataclass(kw_only=True)
class Score:
    """A recorded scene."""

    scene: str
    title: str
    summary: str
    description: str
    fps: int
    params: dict[str, Any]
    beats: list[BeatScore]
    background: str = "#000000"
    hero: tuple[float, ...] = (0.0, 0.0, 1.0, 1.0)  # x, y, width and height as parts of the frame
    #: what the scene offers beside its beats: by name, the sliders
    sweeps: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    #: of a sweep: numbers by name, one a frame
    readings: dict[str, list[float]] = field(default_factory=dict)
    name: str = ""  # the clip's; the scene's if empty
    question: str = ""  # that the scene answers, for its card in the film

    @property
    def clip(self) -> str:
        """What the clip is called, and its files."""
        return self.name or self.scene

    def stem(self, number: int) -> str:
        """What the names of the files of a beat, counted from 1, begin with."""
        return f"{self.clip}/{number:02}-{self.beats[number - 1].name}"

    @property
    def parts(self) -> list[Part]:
        """All segments in order."""
        return [part for beat in self.beats for part in beat.parts]

    @property
    def frames(self) -> int:
        """Number of frames."""
        return sum(beat.frames for beat in self.beats)

    def to_bytes(self) -> bytes:
        """Serialise."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Score":
        """Read what `to_bytes` wrote."""
        fields = json.loads(data)
        for beat in fields["beats"]:
            beat["parts"] = [Part(**part) for part in beat["parts"]]
        fields["beats"] = [BeatScore(**beat) for beat in fields["beats"]]
        return cls(**fields)
