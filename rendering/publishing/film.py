"""The film's files, from painted cards and published clips."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rendering.encoding.join import Chapter, check_chapters, join
from rendering.errors import SceneError
from rendering.model.score import Score
from rendering.model.settings import Settings
from rendering.painting.stills import paint_still, png
from rendering.provenance.store import Store
from rendering.publishing import manifest
from rendering.publishing.captions import cues_of, subrip, webvtt
from rendering.publishing.manifest import Entry

NAME = "film"


@dataclass(frozen=True)
class Piece:
    """A card and, but for the opening one, the clip that follows it."""

    card: Score
    clip: Entry | None

    @property
    def frames(self) -> int:
        """Number of frames."""
        return self.card.frames + (self.clip["frames"] if self.clip else 0)


def prepare(
    cards: list[Score],
    painted: dict[str, str],
    clips: list[Entry],
    settings: Settings,
    store: Store,
    folder: Path,
    place: Path,
) -> Entry:
    """Make the film's files in `place`; returns their manifest entry.

    `clips` are the entries of the clips in `folder`; of the cards there is one more, the opening one. `painted` holds
    the store's keys of the cards' painted segments by recording.
    """
    pixels, fps = settings.pixels, settings.fps
    pieces = [Piece(each, clip) for each, clip in zip(cards, [None, *clips], strict=True)]
    chapters, cues = [], []
    start = 0
    for piece in pieces:
        chapters.append(Chapter(piece.card.params["heading"], start, start + piece.frames))
        if piece.clip:
            offset = (start + piece.card.frames) / fps
            cues += cues_of(piece.clip["beats"], offset)
        start += piece.frames
    film = place / f"{NAME}.mp4"
    join(_segments(pieces, painted, folder, store), film, fps, chapters)
    check_chapters(film, start, chapters)
    (place / f"{NAME}.vtt").write_text(webvtt(cues), encoding="utf-8")
    (place / f"{NAME}.srt").write_text(subrip(cues), encoding="utf-8")
    (place / f"{NAME}.png").write_bytes(png(paint_still(store, cards[0].parts[-1], -1, pixels)))
    files = {kind: f"{NAME}.{kind}" for kind in ("mp4", "vtt", "srt", "png")}
    return {
        "title": chapters[0].title,
        "file": files["mp4"],
        "captions": files["vtt"],
        "subtitles": files["srt"],
        "poster": files["png"],
        "width": pixels[0],
        "height": pixels[1],
        "fps": fps,
        "frames": start,
        "duration": start / fps,
        "chapters": [
            {
                "title": title,
                "scene": piece.clip["scene"] if piece.clip else None,
                "start": first / fps,
                "end": end / fps,
            }
            for (title, first, end), piece in zip(chapters, pieces, strict=True)
        ],
        "checksums": {file: manifest.checksum(place / file) for file in files.values()},
    }


def _segments(pieces: list[Piece], painted: dict[str, str], folder: Path, store: Store) -> Iterator[bytes]:
    for piece in pieces:
        yield from (store.require("clips", painted[part.recording]) for part in piece.card.parts)
        if piece.clip:
            data = (folder / piece.clip["file"]).read_bytes()
            if hashlib.sha256(data).hexdigest() != piece.clip["checksums"][piece.clip["file"]][1]:
                raise SceneError(f"{piece.clip['file']} was changed meanwhile; run this again")
            yield data
