"""The files of one export: what is made of each beat, and of the whole scene."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from rendering.model.score import Part, Score
from rendering.provenance.recipe import Sources, painter_fingerprint
from rendering.provenance.store import Store, content_key
from rendering.publishing import export_work, manifest
from rendering.publishing.export_work import Look
from rendering.publishing.manifest import Entry

# By a file's name what writes it, and with which arguments besides store, look and path.
Jobs = dict[str, tuple]


def prepare(score: Score, look: Look, store: Store, pool: Executor, place: Path) -> Entry:
    """Write a scene's files into `place`; returns their manifest entry, without the recipe."""
    (place / score.scene).mkdir(exist_ok=True)
    stems = [f"{score.scene}/{number:02}-{beat.name}" for number, beat in enumerate(score.beats, start=1)]
    whole: Jobs = {}
    if look.form in ("png", "svg", "pdf"):
        beats = [_stills(stem, beat.parts, look) for stem, beat in zip(stems, score.beats, strict=True)]
    else:
        make = _gif if look.form == "gif" else _clip(_painted(score, look, store, pool), score.fps)
        whole = make(score.scene, score.parts, look)
        beats = [make(stem, beat.parts, look) for stem, beat in zip(stems, score.beats, strict=True)]
    jobs = {name: job for group in (whole, *beats) for name, job in group.items()}
    tasks = [pool.submit(write, store, *given, look, place / name) for name, (write, *given) in jobs.items()]
    for task in tasks:
        task.result()
    return {
        "scene": score.scene,
        "format": look.form,
        "transparent": look.transparent,
        "files": list(whole),
        "beats": [{"name": beat.name, "files": list(group)} for beat, group in zip(score.beats, beats, strict=True)],
        "checksums": {name: manifest.checksum(place / name) for name in jobs},
    }


def _stills(stem: str, parts: list[Part], look: Look) -> Jobs:
    """A vector still shows a beat's last frame; in pixels there is its first frame, too."""
    last = (export_work.write_still, parts[-1], -1)
    if look.form != "png":
        return {f"{stem}.{look.form}": last}
    return {f"{stem}-first.png": (export_work.write_still, parts[0], 0), f"{stem}-last.png": last}


def _gif(stem: str, parts: list[Part], look: Look) -> Jobs:
    return {f"{stem}.gif": (export_work.write_gif, parts)}


def _clip(keys: dict[str, str], fps: int) -> Callable[[str, list[Part], Look], Jobs]:
    """What joins painted segments, given their keys by recording."""

    def make(stem: str, parts: list[Part], look: Look) -> Jobs:
        clips = [keys[part.recording] for part in parts]
        frames = sum(part.frames for part in parts)
        return {f"{stem}.{look.form}": (export_work.write_clip, clips, fps, frames)}

    return make


def _painted(score: Score, look: Look, store: Store, pool: Executor) -> dict[str, str]:
    """The store's keys of the scene's segments by recording, after painting those that it doesn't hold."""
    maker = painter_fingerprint(Sources(), "rendering.publishing.export_work")
    parts = {part.recording: part for part in score.parts}
    keys = {
        recording: content_key(recording, "{}x{}".format(*look.pixels), look.form, str(look.transparent), maker)
        for recording in parts
    }
    longest_first = sorted(parts.values(), key=lambda part: -part.frames)
    tasks = [
        pool.submit(export_work.paint, store, part, look, keys[part.recording])
        for part in longest_first
        if not store.holds("clips", keys[part.recording])
    ]
    for task in tasks:
        task.result()
    return keys
