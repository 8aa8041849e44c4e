"""What is installed, what is missing, and the line that mends it."""

import importlib.metadata
import os
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

from rendering.project import ROOT

Finding = tuple[bool, str, str]  # whether it is well, what was found, what mends it
REINSTALL = "rm -r .venv && ./render.sh doctor"
DISK_NEEDED = 2 * 1024**3


def examine() -> int:
    """Print every finding; returns 0 if all is well, else 1."""
    healthy = True
    for well, found, cure in findings():
        print(f"{'ok     ' if well else 'MISSING'}  {found}")
        if not well:
            print(f"         mend with: {cure}")
        healthy = healthy and well
    return 0 if healthy else 1


def findings() -> Iterator[Finding]:
    """One thing after the other."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield (
        sys.version_info >= (3, 11),
        f"Python {version} (3.11 or newer)",
        "install a newer Python, then " + REINSTALL,
    )
    yield from _packages()
    yield _drawing()
    yield _encoder()
    yield _typesetting()
    yield _room()


def _packages() -> Iterator[Finding]:
    """The packages that pyproject.toml asks for."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    locked = _locked()
    for requirement in map(Requirement, wanted):
        name = requirement.name
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield False, f"{name} ({requirement})", REINSTALL
            continue
        asked = locked.get(name, found)
        if not requirement.specifier.contains(found, prereleases=True):
            yield False, f"{name} {found}, but {requirement} is needed", REINSTALL
        elif Version(found) != Version(asked):
            yield False, f"{name} {found}, but requirements.lock asks for {asked}", REINSTALL
        else:
            yield True, f"{name} {found}", ""


def _locked() -> dict[str, str]:
    """The versions that the lock asks for, on this machine."""
    found = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        text = line.removesuffix("\\").strip()
        if text and not line.startswith((" ", "#")):
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate():
                found[requirement.name] = str(requirement.specifier).removeprefix("==")
    return found


def _drawing() -> Finding:
    try:
        import cairo
        import manimpango  # noqa: F401 (whether its libraries load is the question)
    except ImportError as error:
        return False, f"cairo and pango: {error}", "apt-get install libcairo2-dev libpango1.0-dev pkg-config"
    return True, f"cairo {cairo.cairo_version_string()}, pango", ""


def _encoder() -> Finding:
    from rendering.encoding.h264 import CODEC

    try:
        import av

        av.codec.Codec(CODEC, "w")
    except (ImportError, ValueError) as error:
        return False, f"H.264 encoder {CODEC}: {error}", REINSTALL
    return True, f"H.264 encoder {CODEC}", ""


def _typesetting() -> Finding:
    try:
        import typst

        typst.compile(b"$x$", format="svg")
    except (ImportError, RuntimeError) as error:
        return False, f"typst: {error}", REINSTALL
    return True, "typst sets formulas", ""


def _room() -> Finding:
    folder = Path(ROOT)
    free = shutil.disk_usage(folder).free
    well = free > DISK_NEEDED and os.access(folder, os.W_OK)
    found = f"{free / 1024**3:.1f} GB free, writable: {folder}"
    return well, found, f"free {DISK_NEEDED / 1024**3:.0f} GB there, and make it writable"
