"""What a manifest says of a scene's clip: a function of its score and of how it is painted, whatever the files hold."""

from typing import cast

from rendering.errors import SceneError
from rendering.model.entry import (
    BeatEntry,
    BeatTexts,
    Box,
    ClipEntry,
    MoveEntry,
    StopEntry,
    SweepEntry,
    SweepInputEntry,
)
from rendering.model.score import BeatScore, Score
from rendering.model.settings import Settings


def entry_of(score: Score, clips: list[str], sweeps: list[Score], settings: Settings) -> ClipEntry:
    """What is said of a scene's files, but for their checksums and what they are made from.

    `clips` holds the store's keys of the painted segments, one for each part of the score.
    """
    name, (width, height) = score.clip, settings.pixels
    beats, start = [], 0
    remaining = iter(clips)
    for number, beat in enumerate(score.beats, start=1):
        beats.append(_beat_entry(score, number, start, [next(remaining) for _ in beat.parts]))
        start += beat.frames
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
        "sweeps": [_sweep_entry(sweep) for sweep in sweeps],
        "checksums": {},
    }


def files_of(entry: ClipEntry) -> list[str]:
    """All files of a clip."""
    files = [entry["file"], entry["captions"], entry["poster"], *(sweep["file"] for sweep in entry["sweeps"])]
    for beat in entry["beats"]:
        files += [beat["file"], beat["captions"], beat["first"], beat["last"]]
    return files


def texts_of(beat: BeatScore) -> BeatTexts:
    """What a beat is called, and what it says."""
    return {
        "name": beat.name,
        "label": beat.label,
        "caption": beat.caption,
        "conclusion": beat.conclusion,
        "question": beat.question,
        "alt": beat.alt,
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
        **texts_of(beat),
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


def _sweep_entry(score: Score) -> SweepEntry:
    name = score.beats[0].name
    for reading, values in score.readings.items():
        if len(values) != score.frames:
            raise SceneError(f"{score.scene} reads {reading} {len(values)} times in {score.frames} frames of {name}")
    return {
        "name": name,
        "file": f"{score.clip}/sweep-{name.replace('_', '-')}.mp4",
        "fps": score.fps,
        "frames": score.frames,
        "inputs": cast(list[SweepInputEntry], score.sweeps[name]),
        "readings": score.readings,
    }
