"""The code that makes files of pictures: what counts of `rendering` for a recording, for a clip, for a file.

A room counts as a whole, by its meaning: a remark in it is nothing.
"""

from collections.abc import Mapping

from rendering.project import ROOT
from rendering.provenance.sources import Sources
from rendering.provenance.store import content_key

RECORDER = ("recording", "model")
PAINTER = ("painting", "encoding", "model")
PUBLISHER = ("publishing", "painting", "encoding", "model")


def makers(sources: Sources, *rooms: str) -> dict[str, str]:
    """The files of some rooms, each with the hash of what it means; a room within a room is one by itself."""
    names = {f"rendering/{room}/{path.name}" for room in rooms for path in (ROOT / "rendering" / room).glob("[!.]*.py")}
    return {name: sources.code(name) or "unreadable" for name in sorted(names)}


def fingerprint(made: Mapping[str, str], versions: Mapping[str, str], packages: str) -> str:
    """One hash for code, and for what it stands on."""
    stated = [f"{name} {value}" for each in (made, versions) for name, value in sorted(each.items())]
    return content_key(*stated, packages)
