"""The scenes; ``catalogue.toml`` lists them in teaching order."""

import tomllib
from pathlib import Path


def __getattr__(name: str) -> dict[str, str]:
    """Return ``CATALOGUE``: scene class -> the module that holds it. As data, since a new line changes no scene."""
    if name != "CATALOGUE":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    text = Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["scenes"]
