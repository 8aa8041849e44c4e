"""Where things go: margins, title strip, stage and caption strip of the frame."""

from dataclasses import dataclass

MARGIN = 0.4


@dataclass(frozen=True)
class Layout:
    """The lines that pictures are aligned to, in scene units with the origin at the centre."""

    width: float
    height: float

    @classmethod
    def of(cls, aspect: str) -> "Layout":
        """Return the layout of an aspect such as "16:9"; the frame is 8 units high."""
        across, down = aspect.split(":")
        return cls(8.0 * int(across) / int(down), 8.0)

    @property
    def right(self) -> float:
        """The right margin; the left one is its mirror."""
        return self.width / 2 - MARGIN

    @property
    def left(self) -> float:
        """The left margin."""
        return -self.right

    @property
    def title_baseline(self) -> float:
        """Baseline of title and formula."""
        return self.height / 2 - MARGIN - 0.5

    @property
    def caption_baseline(self) -> float:
        """Baseline of the caption."""
        return -self.height / 2 + MARGIN + 0.15

    @property
    def top(self) -> float:
        """Upper edge of the stage."""
        return self.title_baseline - 0.55

    @property
    def bottom(self) -> float:
        """Lower edge of the stage."""
        return self.caption_baseline + 0.5


def columns(left: float, right: float, count: int) -> list[float]:
    """Return the centres of ``count`` equal columns between two edges."""
    step = (right - left) / count
    return [left + (i + 0.5) * step for i in range(count)]
