"""The files of one scene, from painted segments: clips, beats, posters, captions and their manifest entry."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from rendering.encoding.join import join
from rendering.errors import SceneError
from rendering.model.entry import ClipEntry
from rendering.model.score import Score
from rendering.model.settings import Settings
from rendering.provenance.store import Store
from rendering.publishing import manifest
from rendering.publishing.captions import cues_of, webvtt
from rendering.publishing.entries import entry_of, files_of
from rendering.publishing.place import Published


def paint_stills(
    score: Score, pixels: tuple[int, int], store: Store, place: Path, before: Published | None = None
) -> None:
    """Write each beat's first and last frame into `place`, and the scene's last one."""
    (place / score.clip).mkdir(exist_ok=True)
    for number, beat in enumerate(score.beats, start=1):
        for which, part, frame in (("first", beat.parts[0], 0), ("last", beat.parts[-1], -1)):
            target = place / f"{score.stem(number)}-{which}.png"
            if not (before and before.take_still(beat, which, pixels, target)):
                from rendering.painting.stills import paint_still, png  # imports Manim

                target.write_bytes(png(paint_still(store, part, frame, pixels)))
    shutil.copyfile(place / f"{score.stem(len(score.beats))}-last.png", place / f"{score.clip}.png")


def prepare(
    score: Score,
    clips: list[str],
    sweeps: list[tuple[Score, list[str]]],
    settings: Settings,
    store: Store,
    place: Path,
    before: Published | None = None,
) -> ClipEntry:
    """Write the scene's other files into `place`, where its stills are; returns its manifest entry (but the recipe).

    `clips` holds the store's keys of the painted segments, one for each part of the score; so does each of `sweeps`.
    """
    entry = entry_of(score, clips, [sweep for sweep, _ in sweeps], settings)
    for beat, told in zip(score.beats, entry["beats"], strict=True):
        target = place / told["file"]
        if not (before and before.take_clip(beat, told["segments"], target)):
            _join((store.require("clips", key) for key in told["segments"]), target, score.fps, beat.frames)
        (place / told["captions"]).write_text(webvtt(cues_of([told], -told["start"])), encoding="utf-8")
    # From the beats, which are fewer than the segments: opening a file costs more than copying its packets.
    whole = ((place / told["file"]).read_bytes() for told in entry["beats"])
    _join(whole, place / entry["file"], score.fps, score.frames)
    (place / entry["captions"]).write_text(webvtt(cues_of(entry["beats"])), encoding="utf-8")
    for (sweep, keys), swept in zip(sweeps, entry["sweeps"], strict=True):
        _join((store.require("clips", key) for key in keys), place / swept["file"], sweep.fps, sweep.frames)
    return {**entry, "checksums": {file: manifest.checksum_of(place / file) for file in files_of(entry)}}


def _join(segments: Iterable[bytes], path: Path, fps: int, frames: int) -> None:
    joined = join(segments, path, fps)
    if joined != frames:
        raise SceneError(f"{path.name} has {joined} frames instead of {frames}; render again")
