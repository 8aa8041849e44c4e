"""What every picture stands on: Python, cairo and the installed packages that the recorder loads before any scene."""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from rendering.errors import SceneError
from rendering.provenance.sources import INSTALLED, Packages, Sources, packages_now, versions_of
from rendering.provenance.store import Store, content_key


@dataclass(frozen=True)
class Ground:
    """The state of all that, as it was when this program looked."""

    files: dict[str, str]  # by name, each with its hash
    versions: dict[str, str]
    environment: str  # the hash of the files
    moment: int  # when this program began to look at it or to load it, in nanoseconds since 1970

    def check(self, store: Store) -> None:
        """See that nothing was changed since."""
        now = packages_now(store, tuple(sorted(self.files)))
        changed = [name for name, digest in now.files.items() if self.files[name] != digest]
        if changed or now.digest != self.environment:
            raise _changed(changed[0] if changed else "an installed package")
        _check_moment(now, self.moment)


def _check_moment(packages: Packages, moment: int) -> None:
    """See that what was loaded at `moment` or later is what the files hold."""
    if packages.newest > moment:
        raise _changed("an installed package")


def _changed(what: str) -> SceneError:
    return SceneError(f"{what} was changed while this ran; render again")


def system_versions() -> dict[str, str]:
    """The versions of what isn't a package: of Python, of the kind of machine, and of cairo, which draws."""
    import cairo

    python = ".".join(map(str, sys.version_info[:3]))
    machine = os.uname().machine if hasattr(os, "uname") else "unknown"
    return {"python": python, "machine": machine, "cairo": cairo.cairo_version_string()}


def ground_of(
    store: Store, sources: Sources, imported: list[str], moment: int, ask: Callable[[], tuple[list[str], list[str]]]
) -> Ground:
    """What pictures stand on now.

    `imported` are the modules that the recorder imports, at `moment` or later: raises SceneError if a file that it
    loads with them is newer. `ask` tells which those are, and which packages they belong to. It is known already, and
    not asked, as long as none of those changes.
    """
    key = content_key("loaded", str(INSTALLED), *system_versions().values(), *imported)
    kept = json.loads(store.get("loaded", key) or "null")
    if kept:
        names, state, versions = kept
        packages = sources.packages(names)
        _check_moment(packages, moment)  # before who has loaded it is asked, or paints anything
        if [packages.digest, versions_of(versions)] == [state, versions]:
            return Ground(packages.files, {**system_versions(), **versions}, state, moment)
    names, belonging = ask()
    packages, versions = sources.packages(names), versions_of(belonging)
    _check_moment(packages, moment)
    with suppress(OSError):  # it only saves time
        store.put("loaded", key, json.dumps([names, packages.digest, versions]).encode())
    return Ground(packages.files, {**system_versions(), **versions}, packages.digest, moment)
