"""The files of one scene, from painted segments: clips, beats, posters, captions and their manifest entry."""

from collections.abc import Iterable
from pathlib import Path

from rendering import manifest
from rendering.captions import cues_of, webvtt
from rendering.errors import SceneError
from rendering.join import join
from rendering.manifest import Entry
from rendering.publish import Published
from rendering.score import Score
from rendering.stills import paint_still, png
from rendering.store import Store


def prepare(
    score: Score, clips: list[str], pixels: tuple[int, int], store: Store, place: Path, before: Published | None = None
) -> Entry:
    """Write the files of a scene into `place` and return its manifest entry (without the recipe).

    `clips` holds the store's keys of the painted segments, one for each part of the score.
    """
    name = score.scene
    (place / name).mkdir()
    files = [f"{name}.mp4", f"{name}.vtt", f"{name}.png"]
    beats, start = [], 0
    remaining = iter(clips)
    for number, beat in enumerate(score.beats, start=1):
        keys = [next(remaining) for _ in beat.parts]
        stem = f"{name}/{number:02}-{beat.name}"
        clip, poster = place / f"{stem}.mp4", place / f"{stem}.png"
        if not (before and before.take(beat, keys, clip, poster)):
            _join((_clip(store, key) for key in keys), clip, score.fps, beat.frames)
            poster.write_bytes(png(paint_still(store, beat.parts[0], 0, pixels)))
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
    (place / f"{name}.png").write_bytes(png(paint_still(store, score.parts[-1], -1, pixels)))
    (place / f"{name}.vtt").write_text(webvtt(cues_of(beats)), encoding="utf-8")
    return {
        "scene": name,
        "title": score.title,
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


def _clip(store: Store, key: str) -> bytes:
    data = store.get("clips", key)
    if data is None:
        raise SceneError(f"painted segment {key} was lost or damaged meanwhile; render again to make it anew")
    return data
