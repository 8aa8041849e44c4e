"""The code that makes files of pictures: what counts of `rendering` for a recording, for a clip, for a file.

A room counts as a whole, by its meaning: a remark in it is nothing. Of this one, what decides what an account holds.
"""

from collections.abc import Mapping

from rendering.project import ROOT
from rendering.provenance.sources import Sources
from rendering.provenance.store import content_key

RECORDER = ("recording", "model", "provenance/meaning.py", "provenance/sources.py")
PAINTER = ("painting", "encoding", "model")
PUBLISHER = ("publishing", "painting", "encoding", "model")


def makers(sources: Sources, *places: str) -> dict[str, str]:
    """The files of some rooms, and single ones, with the hash of what each means.

    A room within a room is one by itself.
    """
    patterns = [place if place.endswith(".py") else f"{place}/[!.]*.py" for place in places]
    files = {path for pattern in patterns for path in (ROOT / "rendering").glob(pattern)}
    names = {path.relative_to(ROOT).as_posix() for path in files}
    return {name: sources.code(name) or "unreadable" for name in sorted(names)}


def fingerprint(made: Mapping[str, str], versions: Mapping[str, str], packages: str) -> str:
    """One hash for code, and for what it stands on."""
    stated = [f"{name} {value}" for each in (made, versions) for name, value in sorted(each.items())]
    return content_key(*stated, packages)
