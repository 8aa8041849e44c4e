"""What a picture's size, rate and look can be, and the one value that carries them through a render."""

from dataclasses import asdict, dataclass, replace
from fractions import Fraction

from rendering.errors import UserError

QUALITIES = {  # name: (shorter side in pixels, frames a second)
    "draft": (480, 15),
    "preview": (720, 30),
    "slides": (1080, 30),
    "high": (1080, 60),
    "4k": (2160, 60),
}
ALIASES = {"l": "draft", "m": "preview", "h": "high", "k": "4k"}
# The scenes are laid out for this shape alone: tried in others, captions are cut and pictures overlap.
ASPECTS = {"16:9": Fraction(16, 9)}
THEMES = ("dark", "light")
CAPTIONS = ("screen", "none")
TITLES = ("screen", "none")

# As in Manim, and as the scenes lay themselves out.
FRAME_HEIGHT = 8.0


@dataclass(frozen=True)
class Settings:
    """Size, rate and look of a render; equal settings and equal sources give equal files."""

    quality: str = "slides"
    theme: str = "dark"
    aspect: str = "16:9"
    captions: str = "screen"
    title: str = "screen"
    rate: int = 0  # frames a second, for formats that need their own; 0 for the quality's
    beats: str = ""  # names or numbers, with commas; all if empty
    palette: str = ""  # "base=light,ink=#102030": the colours of a theme of somebody's own

    def __post_init__(self) -> None:
        object.__setattr__(self, "quality", ALIASES.get(self.quality, self.quality))
        for key, allowed in (
            ("quality", QUALITIES),
            ("theme", (self.theme,) if self.palette else THEMES),
            ("aspect", ASPECTS),
            ("captions", CAPTIONS),
            ("title", TITLES),
        ):
            value = getattr(self, key)
            if value not in allowed:
                raise UserError(f"--{key} is {value!r}; choose one of {', '.join(allowed)}")

    @property
    def fps(self) -> int:
        """Frames a second."""
        return self.rate or QUALITIES[self.quality][1]

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in pixels, both even, as H.264's halved colour planes need."""
        short = QUALITIES[self.quality][0]
        ratio = ASPECTS[self.aspect]
        long = 2 * round(short * max(ratio, 1 / ratio) / 2)
        return (long, short) if ratio >= 1 else (short, long)

    @property
    def sought(self) -> tuple[int, int]:
        """Width and height in pixels of films that are sought in while a slider is dragged: no larger than a preview.

        At 1080p a frame is there 43 ms after the slider, at 720p after 27 (medians, software decoding, two cores).
        """
        return min(self.pixels, replace(self, quality="preview").pixels)

    @property
    def units(self) -> tuple[float, float]:
        """Width and height of the frame in Manim's units."""
        return float(FRAME_HEIGHT * ASPECTS[self.aspect]), FRAME_HEIGHT

    @property
    def colours(self) -> dict[str, str]:
        """The colours by role of a theme of somebody's own, and its base; nothing for one of ours."""
        return dict(pair.split("=") for pair in self.palette.split(",")) if self.palette else {}

    def as_dict(self) -> dict[str, str | int]:
        """The settings by name; those that say nothing are left out."""
        return {name: value for name, value in asdict(self).items() if value}
