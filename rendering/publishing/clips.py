"""The files of one scene, from painted segments: clips, beats, posters, captions and their manifest entry."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from rendering.encoding.join import join
from rendering.errors import SceneError
from rendering.model.entry import BeatEntry, Box, ClipEntry, MoveEntry, StopEntry, SweepEntry, SweepInputEntry
from rendering.model.score import Score
from rendering.model.settings import Settings
from rendering.provenance.store import Store
from rendering.publishing import manifest
from rendering.publishing.captions import cues_of, webvtt
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
    name, (width, height) = score.clip, settings.pixels
    beats, start = [], 0
    remaining = iter(clips)
    for number, beat in enumerate(score.beats, start=1):
        entry = _beat_entry(score, number, start, [next(remaining) for _ in beat.parts])
        target = place / entry["file"]
        if not (before and before.take_clip(beat, entry["segments"], target)):
            _join((store.require("clips", key) for key in entry["segments"]), target, score.fps, beat.frames)
        (place / entry["captions"]).write_text(webvtt(cues_of([entry], -entry["start"])), encoding="utf-8")
        beats.append(entry)
        start += beat.frames
    # From the beats, which are fewer than the segments: opening a file costs more than copying its packets.
    _join(((place / beat["file"]).read_bytes() for beat in beats), place / f"{name}.mp4", score.fps, score.frames)
    (place / f"{name}.vtt").write_text(webvtt(cues_of(beats)), encoding="utf-8")
    swept = [_sweep(each, keys, store, place) for each, keys in sweeps]
    files = [f"{name}.mp4", f"{name}.vtt", f"{name}.png", *(sweep["file"] for sweep in swept)]
    files += [beat[kind] for beat in beats for kind in ("file", "captions", "first", "last")]
    return {
        "name": name,
        "scene": score.scene,
        "title": score.title,
        "summary": score.summary,
        "question": score.question,
        "description": score.description,
        "file": f"{name}.mp4",
        "captions": f"{name}.vtt",
        "poster": f"{name}.png",
        "width": width,
        "height": height,
        "fps": score.fps,
        "frames": score.frames,
        "duration": score.frames / score.fps,
        "theme": settings.theme,
        "background": score.background,
        "hero": cast(Box, score.hero),
        "params": score.params,
        "beats": beats,
        "sweeps": swept,
        "checksums": {file: manifest.checksum_of(place / file) for file in files},
    }


def _beat_entry(score: Score, number: int, start: int, segments: list[str]) -> BeatEntry:
    """What is said of the beat of this number, which begins at the frame `start`."""
    beat, stem, fps = score.beats[number - 1], score.stem(number), score.fps
    end = start + beat.frames
    asked = end - round(beat.asked * fps)
    concluded = asked - round(beat.settled * fps)
    stops: list[StopEntry] = []
    if beat.conclusion:
        stops.append({"at": (asked - 1) / fps, "frame": asked - 1, "kind": "conclusion", "text": beat.conclusion})
    if beat.question:
        stops.append({"at": (end - 1) / fps, "frame": end - 1, "kind": "question", "text": beat.question})
    if not stops:
        stops.append({"at": (end - 1) / fps, "frame": end - 1, "kind": "end", "text": ""})
    return {
        "name": beat.name,
        "label": beat.label,
        "caption": beat.caption,
        "conclusion": beat.conclusion,
        "question": beat.question,
        "alt": beat.alt,
        "file": f"{stem}.mp4",
        "captions": f"{stem}.vtt",
        "first": f"{stem}-first.png",
        "last": f"{stem}-last.png",
        "poster": f"{stem}-first.png",
        "start": start / fps,
        "opened": (start + round(beat.opened * fps)) / fps,
        "concluded": concluded / fps,
        "asked": asked / fps,
        "end": end / fps,
        "stops": stops,
        "moves": cast(list[MoveEntry], beat.moves),
        "segments": segments,
        "recordings": [part.recording for part in beat.parts],
    }


def _sweep(score: Score, keys: list[str], store: Store, place: Path) -> SweepEntry:
    """Write the clip of a sweep; returns what is said of it."""
    name = score.beats[0].name
    file = f"{score.clip}/sweep-{name.replace('_', '-')}.mp4"
    _join((store.require("clips", key) for key in keys), place / file, score.fps, score.frames)
    for reading, values in score.readings.items():
        if len(values) != score.frames:
            raise SceneError(f"{score.scene} reads {reading} {len(values)} times in {score.frames} frames of {name}")
    return {
        "name": name,
        "file": file,
        "fps": score.fps,
        "frames": score.frames,
        "inputs": cast(list[SweepInputEntry], score.sweeps[name]),
        "readings": score.readings,
    }


def _join(segments: Iterable[bytes], path: Path, fps: int, frames: int) -> None:
    joined = join(segments, path, fps)
    if joined != frames:
        raise SceneError(f"{path.name} has {joined} frames instead of {frames}; render again")
