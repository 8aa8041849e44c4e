"""The formats there are besides mp4, and which can do without a background."""

from dataclasses import dataclass

from rendering.errors import UserError, suggestion


@dataclass(frozen=True)
class Format:
    """One file format."""

    suffix: str
    alpha: bool  # whether it can be transparent
    rate: int = 0  # frames a second if it has its own; 0 for the quality's


@dataclass(frozen=True)
class Look:
    """How painted segments look, and how they are encoded."""

    form: str
    pixels: tuple[int, int]  # width and height
    transparent: bool = False  # whether the ground is left out
    key_every: int = 0  # frames between key frames, for films that are searched; 0 for the usual


MP4 = "mp4"
FORMATS = {
    MP4: Format("mp4", alpha=False),
    "webm": Format("webm", alpha=True),
    "mov": Format("mov", alpha=True),
    "gif": Format("gif", alpha=False, rate=25),  # delays are hundredths of a second: 30 can't be said
    "png": Format("png", alpha=True),
    "svg": Format("svg", alpha=True),
    "pdf": Format("pdf", alpha=True),
}


def chosen_formats(values: tuple[str, ...], transparent: bool) -> list[str]:
    """The formats of `--format` options, each of which may name several with commas, in the order of `FORMATS`."""
    names = [name.strip() for value in values for name in value.split(",")]
    for name in names:
        if name not in FORMATS:
            raise UserError(f"--format is {name!r}; {suggestion(name, list(FORMATS))}")
        if transparent and not FORMATS[name].alpha:
            able = ", ".join(each for each, form in FORMATS.items() if form.alpha)
            raise UserError(f"--transparent does not go with {name}, which has no alpha; choose --format from: {able}")
    return [name for name in FORMATS if name in names]
