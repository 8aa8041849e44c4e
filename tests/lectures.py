"""A folder of two tiny clips with a manifest, as rendering writes it: for decks and pages."""

import json
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from rendering.publishing.lectures.lecture import Lecture, lecture_of
from rendering.publishing.manifest import checksum

WIDTH, HEIGHT, FPS = 320, 180, 10
PAPER = (14, 17, 22)
SCRIPT = "<script>alert(1)</script>"
QUOTES = 'a "b" \\ c & it\'s 50% of $x_1$ #{~^}'
PALETTE = {
    "paper": "#0E1116",
    "ink": "#E8E6E3",
    "muted": "#9AA4B2",
    "line": "#667080",
    "truth": "#F0A51A",
    "prediction": "#56B4E9",
    "logit": "#F0E442",
    "up": "#2BC48A",
    "down": "#F0653A",
    "loss": "#D386B4",
}
LIGHT = PALETTE | {"paper": "#FFFFFF", "ink": "#1B1F24", "muted": "#58616E", "line": "#868F9A", "truth": "#A66300"}
LIGHT |= {"prediction": "#0072B2", "logit": "#7A6F00", "loss": "#9C3F78"}


def bar_frame(length: int) -> np.ndarray:
    """A frame with a white bar that is so many pixels long: what shows can be read off."""
    frame = np.full((HEIGHT, WIDTH, 3), PAPER, np.uint8)
    frame[80:100, 10 : 10 + length] = 240
    return frame


def write_film(path: Path, lengths: list[int]) -> None:
    """Write a film of one frame a length, a key frame every five."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as film:
        stream = film.add_stream("libx264", FPS, options={"crf": "18", "g": "5", "bf": "0"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for length in lengths:
            film.mux(stream.encode(av.VideoFrame.from_ndarray(bar_frame(length), format="rgb24")))
        film.mux(stream.encode())


class _Told:
    """A beat of a clip: its words, and how many frames the caption with its opening, conclusion and question stand."""

    def __init__(
        self, name: str, label: str, caption: str, conclusion: str = "", question: str = "", moves: tuple = ()
    ):
        self.name, self.label, self.caption, self.conclusion, self.question = name, label, caption, conclusion, question
        self.parts = [10, 8 if conclusion else 0, 8 if question else 0]
        self.moves = moves
        self.opening = 3 if name == "balance" else 0  # frames before the caption


#: Input, from where to where: to 1 and back, and one that stands still.
MOVES = (("z_2", 0.2, 1.0), ("η", 0.5, 0.5), ("z_2", 1.0, -0.25))
TOLD = {
    "PullTogether": [
        _Told("hang", "Hang them up", "Watch q₁ rise.", "It rose to p.", "Which way does z₂ go?", MOVES),
        _Told("balance", "In balance", "And q₃ falls.", "Nothing is left over."),
    ],
    "cats-and-dogs": [_Told("asked", SCRIPT, f"The class {SCRIPT} wins.", f"By {QUOTES}.", f"Why {QUOTES}?")],
}


def write_lecture(folder: Path) -> dict[str, Any]:
    """Write the clips and their manifest; return the manifest."""
    clips = [_write_clip(folder, name, beats) for name, beats in TOLD.items()]
    document = {"title": "Pulling together", "language": "en", "background": "#0E1116", "clips": clips}
    folder.joinpath("manifest.json").write_text(json.dumps(document), encoding="utf-8")
    return document


def _write_clip(folder: Path, name: str, beats: list[_Told]) -> dict[str, Any]:
    files, entries, lengths, start = [], [], [], 0
    for number, told in enumerate(beats, start=1):
        stem = f"{name}/{number:02}-{told.name}"
        frames = sum(told.parts)
        # While the caption stands the bar grows; the rests stand still.
        grown = [20 + 10 * min(i, told.parts[0] - 1) + 20 * number for i in range(frames)]
        write_film(folder / f"{stem}.mp4", grown)
        Image.fromarray(bar_frame(grown[0])).save(folder / f"{stem}-first.png")
        Image.fromarray(bar_frame(grown[-1])).save(folder / f"{stem}-last.png")
        entries.append(_beat(told, stem, start, frames))
        files += [f"{stem}.mp4", f"{stem}-first.png", f"{stem}-last.png"]
        lengths += grown
        start += frames
    write_film(folder / f"{name}.mp4", lengths)
    Image.fromarray(bar_frame(lengths[-1])).save(folder / f"{name}.png")
    (folder / f"{name}.vtt").write_text("WEBVTT\n", encoding="utf-8")
    files += [f"{name}.mp4", f"{name}.vtt", f"{name}.png"]
    sweeps = [_write_sweep(folder, files)] if name == "PullTogether" else []
    return {
        "name": name,
        "scene": "PullTogether",
        "title": "Pull together" if name == "PullTogether" else QUOTES,
        "summary": f"What p and q do to each other, {SCRIPT}.",
        "description": "",
        "file": f"{name}.mp4",
        "captions": f"{name}.vtt",
        "poster": f"{name}.png",
        "width": WIDTH,
        "height": HEIGHT,
        "fps": FPS,
        "frames": start,
        "duration": start / FPS,
        "theme": "dark",
        "params": {"labels": [SCRIPT]},
        "beats": entries,
        "sweeps": sweeps,
        "hero": [0.03, 0.4, 0.9, 0.2],
        "checksums": {file: checksum(folder / file) for file in files},
    }


def _beat(told: _Told, stem: str, start: int, frames: int) -> dict[str, Any]:
    end = start + frames
    asked = end - told.parts[2]
    concluded = asked - told.parts[1]
    stops = [("conclusion", asked, told.conclusion)] if told.conclusion else []
    stops += [("question", end, told.question)] if told.question else []
    stops = stops or [("end", end, "")]
    return {
        "name": told.name,
        "label": told.label,
        "caption": told.caption,
        "conclusion": told.conclusion,
        "question": told.question,
        "alt": f"A bar that grows; {told.label}.",
        "file": f"{stem}.mp4",
        "poster": f"{stem}-first.png",
        "first": f"{stem}-first.png",
        "last": f"{stem}-last.png",
        "start": start / FPS,
        "end": end / FPS,
        "opened": (start + told.opening) / FPS,
        "concluded": concluded / FPS,
        "asked": asked / FPS,
        "stops": [{"at": (f - 1) / FPS, "frame": f - 1, "kind": kind, "text": text} for kind, f, text in stops],
        "moves": [
            {"input": name, "unit": "cm", "from": low, "to": high, "start": 0.2, "end": 0.8, "ease": "smooth"}
            for name, low, high in told.moves
        ],
    }


def _write_sweep(folder: Path, files: list[str]) -> dict[str, Any]:
    """Two inputs of 11 steps; the reading is the bar's length in pixels over 1000."""
    name = "PullTogether/sweep-logits.mp4"
    lengths = [50 + 10 * k for k in range(11)] + [200 - 10 * k for k in range(11)]
    write_film(folder / name, lengths)
    files.append(name)
    each = {"unit": "", "low": -1.0, "high": 1.0, "step": 0.2, "start": 0.2}
    return {
        "name": "logits",
        "file": name,
        "fps": FPS,
        "inputs": [
            {**each, "name": "z_1", "handle": [0.1, 0.6, 0.5, 0.1]},
            {**each, "name": "z_2", "handle": None},
        ],
        "readings": {"q_1": [length / 1000 for length in lengths]},
    }


def lecture_in(folder: Path) -> Lecture:
    """Write the clips into the folder and read them as decks and pages do."""
    document = write_lecture(folder)
    return lecture_of(folder, document, [clip["name"] for clip in document["clips"]], document["title"])
