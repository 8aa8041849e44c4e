"""Painting on another machine.

A cluster's workers need neither this machine's disk nor its store: a recorded segment goes out as bytes, a clip
comes back as bytes. They need this project and its packages, in the same versions, or pictures would depend on
where they were painted; each task makes sure of that before it paints.
"""

import os
import platform
import sys
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rendering.errors import SceneError
from rendering.model.formats import Look

if TYPE_CHECKING:
    from rendering.provenance.store import Store


class Required(NamedTuple):
    """What a worker must have."""

    code: dict[str, str]  # what paints, as hashes by file
    versions: dict[str, str]
    environment: str  # the hash of installed sources
    files: tuple[str, ...]  # their names


def encode(required: Required, recording: bytes, look: Look) -> bytes:
    """Paint a segment, if what paints here is what would paint there."""
    code = _loaded()
    environment, versions = _installed(required.files, tuple(required.versions))
    if (code, environment, versions) != (required.code, required.environment, required.versions):
        raise SceneError(
            f"the worker on {platform.node()} has another version of this project, of its packages or of cairo; "
            "bring it to the same commit and run ./render.sh doctor there"
        )
    from rendering.encoding.encode import encode

    return encode(recording, look)


@cache
def _loaded() -> dict[str, str]:
    """The code that this process has loaded, and keeps: from its text, since a compiled file may be stale."""
    from rendering.provenance.makers import PAINTER, makers
    from rendering.provenance.sources import Sources

    code = makers(Sources(_store()), *PAINTER)
    import av  # noqa: F401
    import manim  # noqa: F401

    usual, sys.pycache_prefix = sys.pycache_prefix, os.devnull
    try:
        from rendering.encoding import alpha, encode, h264  # noqa: F401
    finally:
        sys.pycache_prefix = usual
    return code


@cache
def _installed(files: tuple[str, ...], packages: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    from rendering.provenance.ground import system_versions
    from rendering.provenance.sources import packages_now, versions_of

    return packages_now(_store(), files).digest, {**system_versions(), **versions_of(packages)}


def _store() -> "Store":
    from rendering.project import CACHE
    from rendering.provenance.store import Store

    return Store(CACHE)
