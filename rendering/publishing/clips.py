"""The files of one scene, from painted segments: clips, beats, posters, captions and their manifest entry."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from rendering.encoding.join import join
from rendering.errors import SceneError
from rendering.model.score import BeatScore, Score
from rendering.painting.stills import paint_still, png
from rendering.provenance.store import Store
from rendering.publishing import manifest
from rendering.publishing.captions import cues_of, webvtt
from rendering.publishing.manifest import Entry
from rendering.publishing.place import Published


def paint_posters(
    score: Score, pixels: tuple[int, int], store: Store, place: Path, before: Published | None = None
) -> None:
    """Write each beat's first and last frame into `place`; the scene's poster is the last of all."""
    (place / score.scene).mkdir(exist_ok=True)
    for number, beat in enumerate(score.beats, start=1):
        first, last = (place / f"{score.stem(number)}-{which}.png" for which in ("first", "last"))
        if not (before and before.take_first(beat, pixels, first)):
            first.write_bytes(png(paint_still(store, beat.parts[0], 0, pixels)))
        if not (before and before.take_last(beat, pixels, last)):
            last.write_bytes(png(paint_still(store, beat.parts[-1], -1, pixels)))
    shutil.copyfile(last, place / f"{score.scene}.png")


def prepare(
    score: Score, clips: list[str], pixels: tuple[int, int], store: Store, place: Path, before: Published | None = None
) -> Entry:
    """Write the scene's other files into `place`, where its posters are; returns its manifest entry (but the recipe).

    `clips` holds the store's keys of the painted segments, one for each part of the score.
    """
    name = score.scene
    files = [f"{name}.mp4", f"{name}.vtt", f"{name}.png"]
    beats, start = [], 0
    remaining = iter(clips)
    for number, beat in enumerate(score.beats, start=1):
        keys = [next(remaining) for _ in beat.parts]
        stem = score.stem(number)
        clip = place / f"{stem}.mp4"
        if not (before and before.take_clip(beat, keys, clip)):
            _join((store.require("clips", key) for key in keys), clip, score.fps, beat.frames)
        entry = _beat_entry(beat, stem, start, score.fps)
        beats.append({**entry, "segments": keys, "recordings": [part.recording for part in beat.parts]})
        (place / f"{stem}.vtt").write_text(webvtt(cues_of([entry], -entry["start"])), encoding="utf-8")
        files += [entry[key] for key in ("file", "first", "last", "captions")]
        start += beat.frames
    # From the beats, which are fewer than the segments: opening a file costs more than copying its packets.
    _join(((place / beat["file"]).read_bytes() for beat in beats), place / f"{name}.mp4", score.fps, score.frames)
    (place / f"{name}.vtt").write_text(webvtt(cues_of(beats)), encoding="utf-8")
    return {
        "name": name,
        "scene": name,
        "title": score.title,
        "summary": score.summary,
        "description": score.description,
        "file": f"{name}.mp4",
        "captions": f"{name}.vtt",
        "poster": f"{name}.png",
        "width": pixels[0],
        "height": pixels[1],
        "fps": score.fps,
        "frames": score.frames,
        "duration": score.frames / score.fps,
        "theme": score.theme,
        "params": score.params,
        "hero": score.hero,
        "beats": beats,
        "checksums": {file: manifest.checksum(place / file) for file in files},
    }


def _beat_entry(beat: BeatScore, stem: str, first: int, fps: int) -> Entry:
    """What the manifest says of a beat whose first frame is the clip's frame `first`; seconds are the clip's."""
    end = first + beat.frames
    asked = end - round(beat.asked * fps)
    concluded = asked - round(beat.settled * fps)
    rests = [("conclusion", asked)] if beat.conclusion else []
    rests += [("question", end)] if beat.question else []
    rests = rests or [("end", end)]
    return {
        "name": beat.name,
        "label": beat.label,
        "caption": beat.caption,
        "conclusion": beat.conclusion,
        "question": beat.question,
        "alt": beat.alt,
        "file": f"{stem}.mp4",
        "poster": f"{stem}-first.png",
        "first": f"{stem}-first.png",
        "last": f"{stem}-last.png",
        "captions": f"{stem}.vtt",
        "start": first / fps,
        "end": end / fps,
        "concluded": concluded / fps,
        "asked": asked / fps,
        # At the last frame of each rest.
        "stops": [
            {"at": (after - 1) / fps, "frame": after - 1, "kind": kind, "text": getattr(beat, kind, "")}
            for kind, after in rests
        ],
        "moves": beat.moves,
    }


def _join(segments: Iterable[bytes], path: Path, fps: int, frames: int) -> None:
    joined = join(segments, path, fps)
    if joined != frames:
        raise SceneError(f"{path.name} has {joined} frames instead of {frames}; render again")
