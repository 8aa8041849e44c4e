"""The files of one scene, from painted segments: clips, beats, posters, captions and their manifest entry."""

from collections.abc import Iterable
from pathlib import Path

from rendering.encoding.join import join
from rendering.errors import SceneError
from rendering.model.score import Score
from rendering.painting.stills import paint_still, png
from rendering.provenance.store import Store
from rendering.publishing import manifest
from rendering.publishing.captions import cues_of, webvtt
from rendering.publishing.manifest import Entry
from rendering.publishing.place import Published


def paint_posters(
    score: Score, pixels: tuple[int, int], store: Store, place: Path, before: Published | None = None
) -> None:
    """Write each beat's first frame and the scene's last one into `place`."""
    (place / score.scene).mkdir(exist_ok=True)
    for number, beat in enumerate(score.beats, start=1):
        poster = place / f"{score.stem(number)}.png"
        if not (before and before.take_poster(beat, pixels, poster)):
            poster.write_bytes(png(paint_still(store, beat.parts[0], 0, pixels)))
    poster = place / f"{score.scene}.png"
    if not (before and before.take_last(score.beats[-1], pixels, poster)):
        poster.write_bytes(png(paint_still(store, score.parts[-1], -1, pixels)))


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
        files += [f"{stem}.mp4", f"{stem}.png"]
        beats.append(
            {
                "name": beat.name,
                "caption": beat.caption,
                "alt": beat.alt,
                "question": beat.question,
                "asked": (start + beat.frames) / score.fps - beat.asked,
                "file": f"{stem}.mp4",
                "poster": f"{stem}.png",
                "start": start / score.fps,
                "end": (start + beat.frames) / score.fps,
                "segments": keys,
                "recordings": [part.recording for part in beat.parts],
            }
        )
        start += beat.frames
    # From the beats, which are fewer than the segments: opening a file costs more than copying its packets.
    _join(((place / beat["file"]).read_bytes() for beat in beats), place / f"{name}.mp4", score.fps, score.frames)
    (place / f"{name}.vtt").write_text(webvtt(cues_of(beats)), encoding="utf-8")
    return {
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
        "params": score.params,
        "beats": beats,
        "checksums": {file: manifest.checksum(place / file) for file in files},
    }


def _join(segments: Iterable[bytes], path: Path, fps: int, frames: int) -> None:
    joined = join(segments, path, fps)
    if joined != frames:
        raise SceneError(f"{path.name} has {joined} frames instead of {frames}; render again")
