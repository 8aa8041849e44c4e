"""What can be taken away from the page: the clips of a folder, in every format that is there."""

from html import escape
from pathlib import Path
from typing import Any

from rendering.publishing.lectures.lecture import Clip
from rendering.publishing.lectures.symbols import rich
from rendering.publishing.page.parts import Download

#: What an export is, by its format.
FORMATS = {
    "webm": "film with transparency, for browsers",
    "mov": "film with transparency, for Keynote",
    "gif": "animated picture",
    "png": "still",
    "svg": "vector still",
    "pdf": "vector still",
}


def downloads_of(clip: Clip, prefix: str, exports: list[dict[str, Any]]) -> list[Download]:
    """The clip's film, captions and poster, then a film a beat, then other formats.

    ``prefix`` is where the clip's folder is, seen from the page; `exports` are the manifest's for this clip.
    """
    size = clip.bytes
    rate = f"{clip.width} × {clip.height}, {clip.fps} a second"
    found = [
        (prefix + clip.file, rate, size[clip.file]),
        (prefix + clip.captions, "captions", size[clip.captions]),
        (prefix + clip.poster, "last frame", size[clip.poster]),
    ]
    found += [(prefix + beat.file, rich(beat.label), size[beat.file]) for beat in clip.beats]
    for export in exports:
        for name, (bytes_, _) in export["checksums"].items():
            what = FORMATS.get(export["format"], escape(export["format"]))
            found.append((prefix + name, f"{what}: {escape(Path(name).stem)}", bytes_))
    return found
