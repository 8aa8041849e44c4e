"""Where things are: the project's folders, and its scenes by name, without importing them."""

import os
import tomllib
from functools import cache
from pathlib import Path

from rendering.errors import SceneError

ROOT = Path(__file__).resolve().parents[1]
#: What draws; of its code a picture depends on what ran.
DRAWING = ("mathcore", "scenes")
PACKAGES = (*DRAWING, "rendering")
#: The store's folder.
CACHE = Path(os.environ.get("CROSS_ENTROPY_CACHE") or ROOT / ".cache").absolute()
#: The output folder, unless another is asked for.
CLIPS = ROOT / "clips"


@cache
def _listed() -> dict[str, dict[str, str]]:
    path = ROOT / "scenes" / "catalogue.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SceneError(f"{path} can't be read: {error}") from None


def catalogue() -> dict[str, str]:
    """Scene name -> module, in teaching order."""
    return _listed()["scenes"]


def card() -> tuple[str, str]:
    """Class and module of the film's cards."""
    ((name, module),) = _listed()["card"].items()
    return name, module
