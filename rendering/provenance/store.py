"""Contents by name on disk: recordings, painted segments, and what a scene consists of.

A file is written aside and renamed, so a name never shows half a content and two renders at once do no harm.
Each file begins with a checksum of the rest; a damaged one counts as absent and is made again. What was read
longest ago goes first when the store outgrows its bound.
"""

import hashlib
import os
import threading
from pathlib import Path

from rendering.errors import SceneError

CHECKSUM = 20  # bytes, of SHA-256: processors have instructions for it, and recordings are large
DEFAULT_BOUND = 4 * 1024**3


def content_key(*parts: bytes | str) -> str:
    """The name of a content: a hash over its parts, each with its length so that no two lists collide."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:40]


def write_whole(path: Path, *parts: bytes | memoryview) -> None:
    """Write a file aside, where no other process or thread does, and rename it into its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        with aside.open("wb") as file:
            file.writelines(parts)
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


class Store:
    """A folder of checked contents, each under a kind and a key."""

    def __init__(self, root: Path, bound: int = DEFAULT_BOUND):
        self.root = root
        self.bound = bound

    def path(self, kind: str, key: str) -> Path:
        """Where a content is, or would be."""
        return self.root / kind / key[:2] / key

    def get(self, kind: str, key: str) -> bytes | None:
        """The content, or None if it is absent or damaged."""
        path = self.path(kind, key)
        try:
            data = path.read_bytes()
            os.utime(path)  # read now: the last to be pruned
        except OSError:
            return None
        content = data[CHECKSUM:]
        if data[:CHECKSUM] != _checksum(content):
            path.unlink(missing_ok=True)
            return None
        return content

    def require(self, kind: str, key: str) -> bytes:
        """The content; an error if it was there when this program began, and isn't now."""
        content = self.get(kind, key)
        if content is None:
            raise SceneError(f"{kind[:-1]} {key} was lost or damaged meanwhile; render again to make it anew")
        return content

    def holds(self, kind: str, key: str) -> bool:
        """Whether the content is there and undamaged."""
        return self.get(kind, key) is not None

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep a content, in place of what had its name."""
        write_whole(self.path(kind, key), _checksum(content), content)

    def keep(self, kind: str, *parts: bytes | memoryview) -> str:
        """Keep a content, given in parts, under its checksum as its name; returns that."""
        checksum = _checksum(*parts)
        if not self.holds(kind, checksum.hex()):
            write_whole(self.path(kind, checksum.hex()), checksum, *parts)
        return checksum.hex()

    def files(self) -> list[Path]:
        """All contents, sorted by path; what lies about without a content's name is not the store's."""
        return sorted(path for path in self.root.glob("*/*/*") if path.name[:2] == path.parent.name)

    def prune(self, bound: int | None = None) -> tuple[int, int]:
        """Remove what was read longest ago until `bound` bytes are left; returns files and bytes removed."""
        bound = self.bound if bound is None else bound
        seen = []
        for path in self.files():
            try:
                status = path.stat()
            except FileNotFoundError:
                continue  # another render was faster
            seen.append((status.st_mtime_ns, path, status.st_size))
        excess = sum(size for _, _, size in seen) - bound
        removed = freed = 0
        for _, path, size in sorted(seen):
            if freed >= excess:
                break
            path.unlink(missing_ok=True)
            removed, freed = removed + 1, freed + size
        return removed, freed


def _checksum(*parts: bytes | memoryview) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()[:CHECKSUM]
