"""Whether what a file was made from is still the same, and what differs."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypedDict, cast

from rendering.model.account import Account, MadeFrom
from rendering.provenance.ground import system_versions
from rendering.provenance.meaning import MODULE
from rendering.provenance.sources import Sources, listing_at, path_of, versions_of
from rendering.provenance.store import content_key


class Reason(TypedDict, total=False):
    """Something that differs between what was and what would be now."""

    kind: str  # output, function, source, file, clip, parameter, setting or version
    name: str
    change: str  # changed, new, gone or missing
    before: Any
    now: Any


def recipe_of(made_from: Mapping[str, Any]) -> str:
    """The hash of all that a file was made from; the texts of sources don't count beside what they mean."""
    return content_key(json.dumps({**made_from, "sources": None}, sort_keys=True))


def changes(account: Account, sources: Sources) -> Iterator[Reason]:
    """What differs of what was observed."""
    for name, functions in account["functions"].items():
        if sources.digest(name) == account["sources"].get(name):
            continue
        meaning = sources.meaning(name)
        if meaning is None:
            yield Reason(kind="source", name=name, change="can't be read" if sources.digest(name) else "gone")
            continue
        for function, before in functions.items():
            now = meaning.parts.get(function)
            if now != before:
                kind, what = ("source", name) if function == MODULE else ("function", f"{function} in {name}")
                yield _change(kind, what, before, now)
    for name, digest in account["files"].items():
        if sources.digest(name) != digest:
            yield _change("file", name, digest, sources.digest(name))
    for name, digest in account["folders"].items():
        if listing_at(path_of(name)) != digest:
            yield _change("file", f"{name}/", digest, listing_at(path_of(name)))


def differences(
    before: MadeFrom, environment: Mapping[str, str] | None, sources: Sources, **now: Mapping[str, Any]
) -> Iterator[Reason]:
    """All that differs; `now` holds what would be given today of parameters, settings and makers.

    `environment` are the installed sources that it stood on, by name, or None if they aren't known any more.
    """
    yield from changes(before, sources)
    yield from compared("source", before["makers"], now["makers"])
    yield from compared("parameter", before["parameters"], now["parameters"])
    yield from compared("setting", before["settings"], now["settings"])
    versions = {**system_versions(), **versions_of(before["versions"])}
    upgraded = list(compared("version", before["versions"], versions))
    yield from upgraded
    if environment is None:
        yield Reason(kind="version", name="", change="it isn't known any more which packages this was made with")
    elif not upgraded:
        packages = sources.packages(environment)
        if packages.digest != before["environment"]:
            yield from compared("file", environment, packages.files)


def compared(kind: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Reason]:
    """What differs between two tables, as JSON tells them."""
    plain = cast(dict[str, Any], json.loads(json.dumps(dict(now))))
    for name in sorted(before.keys() | plain.keys()):
        if name not in before or name not in plain or before[name] != plain[name]:
            yield _change(kind, name, *(each.get(name) for each in (before, plain)))


def _change(kind: str, name: str, before: Any, now: Any) -> Reason:
    if now is None:
        return Reason(kind=kind, name=name, change="gone", before=before)
    if before is None:
        return Reason(kind=kind, name=name, change="new", now=now)
    return Reason(kind=kind, name=name, change="changed", before=before, now=now)
