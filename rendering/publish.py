"""From painted segments to the files of the contract: clips, beats, posters, captions, manifest.

Everything is written into a folder beside its place, checked by decoding, and renamed; a manifest entry comes
last. Whatever moment a run is killed at, no file is half written, and files without their entry are made again.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rendering import manifest
from rendering.captions import webvtt
from rendering.errors import SceneError
from rendering.join import check, join
from rendering.score import BeatScore, Score
from rendering.stills import paint_still, png
from rendering.store import Store

ASIDE = ".unfinished-"


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A folder for files in the making, on the same file system as `folder`.

    It is locked as long as its maker lives: those that can be locked were left by a killed run and are removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with manifest.locked(folder):
        for left in sorted(folder.glob(f"{ASIDE}*")):
            _remove_if_abandoned(left)
        path = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder))
        lock = (path / "lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
    with lock:
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


def _remove_if_abandoned(left: Path) -> None:
    try:
        with (left / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
    except BlockingIOError:
        return  # another render is at work in it
    except FileNotFoundError:
        shutil.rmtree(left, ignore_errors=True)


def prepare(
    score: Score, clips: list[str], pixels: tuple[int, int], store: Store, place: Path
) -> dict[str, Any]:
    """Write the files of a scene into `place` and return its manifest entry (without the recipe).

    `clips` holds the store's keys of the painted segments, one for each part of the score.
    """
    name = score.scene
    (place / name).mkdir()
    join((_clip(store, key) for key in clips), place / f"{name}.mp4", score.fps)
    check(place / f"{name}.mp4", score.frames)
    (place / f"{name}.vtt").write_text(webvtt(score), encoding="utf-8")
    (place / f"{name}.png").write_bytes(png(paint_still(store, score.parts[-1], -1, pixels)))
    files = [f"{name}.mp4", f"{name}.vtt", f"{name}.png"]
    beats, start = [], 0
    remaining = iter(clips)
    for number, beat in enumerate(score.beats, start=1):
        keys = [next(remaining) for _ in beat.parts]
        stem = f"{name}/{number:02}-{beat.name}"
        _prepare_beat(beat, keys, pixels, store, place / stem, score.fps)
        files += [f"{stem}.mp4", f"{stem}.png"]
        beats.append(
            {
                "name": beat.name,
                "caption": beat.caption,
                "alt": beat.alt,
                "file": f"{stem}.mp4",
                "poster": f"{stem}.png",
                "start": start / score.fps,
                "end": (start + beat.frames) / score.fps,
                "segments": keys,
            }
        )
        start += beat.frames
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


def _prepare_beat(beat: BeatScore, keys: list[str], pixels, store: Store, stem: Path, fps: int) -> None:
    clip = stem.with_name(f"{stem.name}.mp4")
    join((_clip(store, key) for key in keys), clip, fps)
    check(clip, beat.frames)
    stem.with_name(f"{stem.name}.png").write_bytes(png(paint_still(store, beat.parts[0], 0, pixels)))


def _clip(store: Store, key: str) -> bytes:
    data = store.get("clips", key)
    if data is None:
        raise SceneError(f"painted segment {key} was lost or damaged meanwhile; render again to make it anew")
    return data


def move_in(place: Path, entry: dict[str, Any], folder: Path, order: list[str]) -> None:
    """Rename a scene's files to their places, drop those of its last version, and enter it into the manifest."""
    with manifest.locked(folder):
        before = manifest.read(folder).get(entry["scene"], {}).get("checksums", {})
        for name in entry["checksums"]:
            target = folder / name
            target.parent.mkdir(exist_ok=True)
            os.replace(place / name, target)
        for name in before.keys() - entry["checksums"].keys():
            (folder / name).unlink(missing_ok=True)
        manifest.update(folder, entry, order)
