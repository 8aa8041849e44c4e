"""A folder's clips as decks and the course page tell them: read from its manifest, and nothing else."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rendering.errors import UserError
from rendering.publishing.captions import said


@dataclass(frozen=True)
class Stop:
    """Where a beat stands still: ``at`` is the last frame of that rest, in seconds of the clip."""

    at: float
    kind: str  # "conclusion", "question" or "end"


@dataclass(frozen=True)
class Move:
    """An input that went from one value to another while a beat played."""

    input: str
    unit: str
    start_value: float
    end_value: float


@dataclass(frozen=True)
class Beat:
    """One idea of a clip. Times are seconds of the clip, files are relative to the lecture's folder."""

    name: str
    label: str
    caption: str
    conclusion: str
    question: str
    alt: str
    file: str
    first: str
    last: str
    start: float
    end: float
    opened: float
    concluded: float
    asked: float
    stops: tuple[Stop, ...]
    moves: tuple[Move, ...]

    def moved(self) -> dict[tuple[str, str], list[float]]:
        """The values that each input, by name and unit, went through, to three decimals; who stood still isn't told."""
        found: dict[tuple[str, str], list[float]] = {}
        for move in self.moves:
            start, end = round(move.start_value, 3), round(move.end_value, 3)
            if start != end:
                values = found.setdefault((move.input, move.unit), [start])
                values += [end] if values[-1] == start else [start, end]
        return found

    def told(self) -> list[tuple[str, str, float, float]]:
        """What is said, in order: kind, text, first and last second; a beat without a question asks none."""
        return said(vars(self))


@dataclass(frozen=True)
class SweepInput:
    """One slider of a sweep; ``handle`` is where the picture draws it: x, y, width, height as parts of the frame."""

    name: str
    unit: str
    low: float
    high: float
    step: float
    start: float
    handle: tuple[float, float, float, float] | None

    @property
    def steps(self) -> int:
        """How many positions the slider has, both ends among them; as many frames are the input's."""
        return round((self.high - self.low) / self.step) + 1


@dataclass(frozen=True)
class Sweep:
    """A clip of one frame a slider step, input after input, and what can be read off at each frame."""

    name: str
    file: str
    fps: int
    inputs: tuple[SweepInput, ...]
    readings: dict[str, list[float]]


@dataclass(frozen=True)
class Clip:
    """One clip and its beats."""

    name: str
    scene: str
    title: str
    summary: str
    file: str
    captions: str
    poster: str
    width: int
    height: int
    fps: int
    duration: float
    theme: str
    hero: tuple[float, float, float, float] | None
    beats: tuple[Beat, ...]
    sweeps: tuple[Sweep, ...]
    bytes: dict[str, int]


@dataclass(frozen=True)
class Lecture:
    """Clips in the order in which they are taught."""

    title: str
    language: str
    folder: Path
    clips: tuple[Clip, ...]

    @property
    def beats(self) -> int:
        """How many beats all clips have together."""
        return sum(len(clip.beats) for clip in self.clips)

    @property
    def duration(self) -> float:
        """Length of all clips, in seconds."""
        return sum(clip.duration for clip in self.clips)


def lecture_of(folder: Path, document: dict[str, Any], names: list[str], title: str) -> Lecture:
    """The clips of these names, in this order, as `document`, the manifest of `folder`, tells of them.

    A name that the manifest doesn't know is an error that names those it does.
    """
    entries = {entry["name"]: entry for entry in document["clips"]}
    for name in names:
        if name not in entries:
            raise UserError(f"no clip {name} in {folder}; there are {', '.join(entries) or 'none'}: render it first")
    return Lecture(
        title=title,
        language=document.get("language", "en"),
        folder=folder,
        clips=tuple(_clip(entries[name]) for name in names),
    )


def _clip(entry: dict[str, Any]) -> Clip:
    return Clip(
        **{key: entry[key] for key in ("name", "scene", "title", "summary", "file", "captions", "poster")},
        **{key: entry[key] for key in ("width", "height", "fps", "duration", "theme")},
        hero=_box(entry["hero"]),
        beats=tuple(_beat(each) for each in entry["beats"]),
        sweeps=tuple(_sweep(each) for each in entry["sweeps"]),
        bytes={file: size for file, (size, _) in entry["checksums"].items()},
    )


def _beat(entry: dict[str, Any]) -> Beat:
    entry = {"opened": entry["start"], **entry}  # which older versions' beats did with their captions
    return Beat(
        **{key: entry[key] for key in Beat.__dataclass_fields__ if key not in ("stops", "moves")},
        stops=tuple(Stop(each["at"], each["kind"]) for each in entry["stops"]),
        moves=tuple(Move(each["input"], each["unit"], each["from"], each["to"]) for each in entry["moves"]),
    )


def _sweep(entry: dict[str, Any]) -> Sweep:
    inputs = tuple(
        SweepInput(
            **{key: each[key] for key in ("name", "unit", "low", "high", "step", "start")},
            handle=_box(each["handle"]),
        )
        for each in entry["inputs"]
    )
    return Sweep(entry["name"], entry["file"], entry["fps"], inputs, entry["readings"])


def _box(box: Any) -> tuple[float, float, float, float] | None:
    return None if box is None else tuple(box)


def clock(seconds: float) -> str:
    """Minutes and seconds, as a player shows them."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def told_size(size: int) -> str:
    """A file's size in bytes, for people."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"
