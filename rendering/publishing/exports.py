"""The files of one export: what is made of each beat, and of the whole scene."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rendering.model.entry import ExportBeat, ExportEntry
from rendering.model.formats import Look
from rendering.model.score import Part, Score
from rendering.publishing import manifest
from rendering.publishing.entries import texts_of

# By a file's name the kind of what writes it, and its arguments besides store, look and path.
Jobs = dict[str, tuple[Any, ...]]
#: Formats that are joined from painted segments.
JOINED = ("webm", "mov")


class Files:
    """What files an export has, and how each is made."""

    def __init__(self, score: Score, look: Look, clips: dict[str, str]):
        """`clips` holds the store's keys of painted segments by recording, for formats that are joined."""
        self.score, self.look = score, look
        self.whole: Jobs = {}
        if look.form in ("png", "svg", "pdf"):
            make: Callable[[str, list[Part]], Jobs] = self._stills
        else:
            make = self._gif if look.form == "gif" else lambda stem, parts: self._clip(stem, parts, clips)
            self.whole = make(score.clip, score.parts)
        self.beats = []
        for number, self.beat in enumerate(score.beats, start=1):
            self.beats.append(make(score.stem(number), self.beat.parts))

    @property
    def jobs(self) -> Jobs:
        """All files."""
        return {name: job for group in (self.whole, *self.beats) for name, job in group.items()}

    def entry(self, place: Path) -> ExportEntry:
        """The manifest entry of the files in `place`, without what they are made from."""
        score, (width, height) = self.score, self.look.pixels
        beats: list[ExportBeat] = []
        start = 0
        for beat, files in zip(score.beats, self.beats, strict=True):
            beats.append(
                {
                    **texts_of(beat),
                    "start": start / score.fps,
                    "end": (start + beat.frames) / score.fps,
                    "files": list(files),
                }
            )
            start += beat.frames
        return {
            "name": score.clip,
            "scene": score.scene,
            "title": score.title,
            "format": self.look.form,
            "transparent": self.look.transparent,
            "width": width,
            "height": height,
            "fps": score.fps,
            "files": list(self.whole),
            "beats": beats,
            "checksums": {name: manifest.checksum_of(place / name) for name in self.jobs},
        }

    def _stills(self, stem: str, parts: list[Part]) -> Jobs:
        """A vector still shows a beat's last frame; in pixels there is its first frame, too.

        Those with their ground are the clip's own; those without have names of their own.
        """
        title = f"{self.score.title}: {self.beat.label or self.beat.name}"
        last = ("still", parts[-1], -1, title, self.beat.alt)
        if self.look.form != "png":
            return {f"{stem}.{self.look.form}": last}
        clear = "-clear" if self.look.transparent else ""
        first = ("still", parts[0], 0, title, self.beat.alt)
        return {f"{stem}-first{clear}.png": first, f"{stem}-last{clear}.png": last}

    def _gif(self, stem: str, parts: list[Part]) -> Jobs:
        return {f"{stem}.gif": ("gif", parts)}

    def _clip(self, stem: str, parts: list[Part], clips: dict[str, str]) -> Jobs:
        frames = sum(part.frames for part in parts)
        keys = [clips[part.recording] for part in parts]
        return {f"{stem}.{self.look.form}": ("clip", keys, self.score.fps, frames)}
