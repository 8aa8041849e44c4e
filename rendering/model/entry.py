"""What a manifest says, typed once: `./render.sh list --schema` prints it as a JSON schema.

Times of beats and stops are seconds of the clip; those of moves are seconds of the beat. Boxes are x, y, width and
height as parts of the frame, from its upper left corner. Files are relative to the manifest's folder.
"""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from rendering.model.account import MadeFrom

Box = tuple[float, float, float, float]
#: By file its size in bytes and its SHA-256.
Checksums = dict[str, tuple[int, str]]


class StopEntry(TypedDict):
    """The last frame of a rest: where a speaker stops."""

    at: float
    frame: int
    kind: Literal["conclusion", "question", "end"]
    text: str


#: An input that went from one value to another.
MoveEntry = TypedDict(
    "MoveEntry",
    {"input": str, "unit": str, "from": float, "to": float, "start": float, "end": float, "ease": str},
)


class BeatTexts(TypedDict):
    """What a beat is called, and what it says."""

    name: str
    label: str
    caption: str
    conclusion: str
    question: str
    alt: str


class BeatEntry(BeatTexts):
    """One idea: its caption stands from `opened` on, the conclusion from `concluded`, the question from `asked`."""

    file: str
    captions: str
    first: str
    last: str
    poster: str  # the first frame
    start: float
    opened: float
    concluded: float
    asked: float
    end: float
    stops: list[StopEntry]
    moves: list[MoveEntry]
    segments: list[str]
    recordings: list[str]


class SweepInputEntry(TypedDict):
    """A slider, and where the picture draws it."""

    name: str
    unit: str
    low: float
    high: float
    step: float
    start: float
    handle: Box | None


class SweepEntry(TypedDict):
    """A clip with one frame a slider step, input after input; `readings` has a number a frame."""

    name: str
    file: str
    fps: int
    frames: int
    inputs: list[SweepInputEntry]
    readings: dict[str, list[float]]


class ClipEntry(TypedDict):
    """A scene's clip and what belongs to it."""

    name: str
    scene: str
    title: str
    summary: str
    question: NotRequired[str]
    description: str
    file: str
    captions: str
    poster: str
    width: int
    height: int
    fps: int
    frames: int
    duration: float
    theme: str
    background: str
    hero: Box
    params: dict[str, Any]
    beats: list[BeatEntry]
    sweeps: list[SweepEntry]
    checksums: Checksums
    recipe: NotRequired[str]
    made_from: NotRequired[MadeFrom]


class ExportBeat(BeatTexts):
    """The files of a beat in another format, with its texts and times."""

    start: float
    end: float
    files: list[str]


class ExportEntry(TypedDict):
    """A scene in another format."""

    name: str
    scene: str
    title: str
    format: str
    transparent: bool
    width: int
    height: int
    fps: int
    files: list[str]
    beats: list[ExportBeat]
    checksums: Checksums
    recipe: NotRequired[str]
    made_from: NotRequired[MadeFrom]


class ChapterEntry(TypedDict):
    """A part of the film: a card and, but for the opening one, a scene."""

    title: str
    scene: str | None
    start: float
    end: float


class FilmEntry(TypedDict):
    """All scenes as one file."""

    title: str
    file: str
    captions: str
    subtitles: str
    poster: str
    width: int
    height: int
    fps: int
    frames: int
    duration: float
    chapters: list[ChapterEntry]
    checksums: Checksums
    recipe: NotRequired[str]
    made_from: NotRequired[MadeFrom]


class Manifest(TypedDict):
    """All that is in an output folder. `environments` lists installed sources by the hash that entries name."""

    title: NotRequired[str]
    language: NotRequired[str]
    background: NotRequired[str]
    clips: list[ClipEntry]
    film: NotRequired[FilmEntry]
    exports: NotRequired[list[ExportEntry]]
    environments: NotRequired[dict[str, dict[str, str]]]
