"""Bring the store back to its bound."""

import re

from rendering.errors import UserError
from rendering.project import CACHE
from rendering.provenance.store import Store

UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}


def parse_size(text: str) -> int:
    """Bytes from a number and a unit, such as 500MB or 1.5 GB."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?)B?", text.strip().upper())
    if not match:
        raise UserError(f"--keep is {text!r}; give a size such as 500MB, 2GB, or 0 to empty the store")
    return round(float(match[1]) * UNITS[match[2]])


def shown_size(size: float) -> str:
    """Bytes to be read."""
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:.0f} {unit}"
        size /= 1024
    return f"{size:.1f} GB"


def clean(keep: str) -> None:
    """Prune the store and say what was freed; published clips are not its concern."""
    bound = parse_size(keep)
    store = Store(CACHE)
    removed, freed = store.prune(bound)
    left = [path.stat().st_size for path in store.files()]
    what = f"freed {shown_size(freed)} ({removed} files)" if removed else "nothing to free"
    print(f"{what}; {shown_size(sum(left))} ({len(left)} files) in {CACHE}, {shown_size(bound)} allowed")
