"""A talk file: a lecture's clips, with whose numbers, in which order, and how they look.

It is checked as far as it can be without the scenes: keys, types and names. What a scene's parameters may be is
checked where the scene is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rendering.errors import UserError, suggestion
from rendering.model.formats import chosen_formats
from rendering.model.lined import Lined, read_toml, shown
from rendering.model.settings import THEMES

#: What a talk file is called that is taken by itself.
NAME = "talk.toml"
#: A clip's name is a file's name, too; and the same in words.
CLIP_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
CLIP_NAME_SIGNS = "letters, digits, -, _ and dots, first a letter or digit, 64 at most"
#: Options that a clip may set for itself, and those that only the whole talk may, with their types.
CLIP_OPTIONS = {"theme": str, "captions": str, "title": str}
TALK_OPTIONS = {"quality": str, "format": str, "transparent": bool, "out": str, "jobs": int, "scheduler": str}
OPTIONS = CLIP_OPTIONS | TALK_OPTIONS
KEYS = ("title", "language", "defaults", "themes", "clips")
KINDS = {int: "a whole number", bool: "true or false", str: "a text in quotes"}


@dataclass(frozen=True)
class TalkClip:
    """One clip of a talk: a scene with somebody's numbers; `number` counts from 0."""

    number: int
    name: str
    scene: str
    parameters: dict[str, Any]
    beats: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Talk:
    """What a talk file says. `common` are parameters for every scene that has them."""

    file: Lined
    title: str
    language: str
    options: dict[str, Any]
    common: dict[str, Any]
    themes: dict[str, dict[str, str]]
    clips: tuple[TalkClip, ...]

    @property
    def folder(self) -> Path:
        """Where its clips go: a folder of its name beside it, unless it names another."""
        return self.file.path.parent / self.options.get("out", self.file.path.stem)


def read_talk(path: Path, scenes: Mapping[str, str]) -> Talk:
    """Read a talk file.

    Parameters
    ----------
    path : the file.
    scenes : the scenes that there are, modules by name, in teaching order.

    Raises
    ------
    UserError
        In one line, with the line's number: what came, what is allowed.
    """
    file = read_toml(path, "docs/talk.toml is an example")
    file.known(KEYS, "a talk file")
    defaults = file.table("defaults")
    options = {key: _option(file, defaults[key], OPTIONS[key], "defaults", key) for key in defaults if key in OPTIONS}
    _refuse_formats(file, options)
    common = {key: value for key, value in defaults.items() if key not in OPTIONS}
    for key, value in common.items():
        file.plain(value, "defaults", key)
    given = file.contents.get("clips", [])
    if not isinstance(given, list) or not all(isinstance(clip, dict) for clip in given):
        raise file.error("clips must be tables, each under a line [[clips]]", "clips")
    if not given:
        raise file.error("there are no clips; add [[clips]] and below it a scene, as ./render.sh list SCENE prints it")
    clips = tuple(_clip(file, number, clip, scenes) for number, clip in enumerate(given))
    _refuse_equal_names(file, [clip.name for clip in clips])
    title, language = file.text(file.contents, "title", path.stem), file.text(file.contents, "language", "en")
    return Talk(file, title, language, options, common, _themes(file), clips)


def _clip(file: Lined, number: int, given: dict[str, Any], scenes: Mapping[str, str]) -> TalkClip:
    at = ("clips", number)
    if "scene" not in given:
        raise file.error('the clip has no scene; add scene = "…", ./render.sh list shows which there are', *at)
    wanted = file.text(given, "scene", "", *at)
    scene = found_scene(wanted, scenes)
    if scene is None:
        raise file.error(f"no scene is called {shown(wanted)}; {suggestion(wanted[:60], list(scenes))}", *at, "scene")
    name = file.text(given, "name", scene, *at)
    if not CLIP_NAME.fullmatch(name):
        raise file.error(f"name is {shown(name)}, but it names files: use {CLIP_NAME_SIGNS}", *at, "name")
    for key in TALK_OPTIONS:
        if key in given:
            raise file.error(f"{key} is for the whole talk; put it under [defaults]", *at, key)
    options = {key: _option(file, given[key], kind, *at, key) for key, kind in CLIP_OPTIONS.items() if key in given}
    parameters = {key: value for key, value in given.items() if key not in {"scene", "name", "beats", *options}}
    for key, value in parameters.items():
        file.plain(value, *at, key)
    return TalkClip(number, name, scene, parameters, _beats(file, given.get("beats", []), *at), options)


def found_scene(wanted: str, scenes: Mapping[str, str]) -> str | None:
    """A scene by its name, in any case, or by its number in teaching order, from 1."""
    if wanted.isdecimal() and 0 < int(wanted[:9]) <= len(scenes):
        return list(scenes)[int(wanted) - 1]
    return {name.lower(): name for name in scenes}.get(wanted.lower())


def _beats(file: Lined, given: Any, *at: Any) -> tuple[str, ...]:
    beats = given if isinstance(given, list) else [given]
    if not all(type(beat) in (str, int) for beat in beats):
        raise file.error('beats must be a list of names or numbers, like ["hang", "balance"]', *at, "beats")
    return tuple(map(str, beats))


def _option(file: Lined, value: Any, kind: type, *at: Any) -> Any:
    """An option of its type; which values it may have is known where it is used."""
    several = at[-1] == "format" and isinstance(value, list) and all(isinstance(each, str) for each in value)
    if type(value) is not kind and not several:
        raise file.error(f"{at[-1]} must be {KINDS[kind]}, but is {shown(value)}", *at)
    return value


def _refuse_formats(file: Lined, options: dict[str, Any]) -> None:
    """Refuse a format that there isn't, or that can't be transparent, with its line."""
    given = options.get("format", ())
    try:
        chosen_formats((given,) if isinstance(given, str) else tuple(given), options.get("transparent", False))
    except UserError as error:
        raise file.error(str(error).replace("--", ""), "defaults", "format") from None


def _themes(file: Lined) -> dict[str, dict[str, str]]:
    """Colours by role of each theme; which roles there are is known where they are drawn."""
    themes = file.table("themes")
    for name, roles in themes.items():
        if not isinstance(roles, dict):
            raise file.error(f"{name} must be a table of colours, under a line [themes.{name}]", "themes", name)
        if not CLIP_NAME.fullmatch(name) or name in THEMES:
            allowed = f"a theme of your own needs a name other than {' and '.join(THEMES)}: {CLIP_NAME_SIGNS}"
            raise file.error(f"the theme is called {shown(name)}, but {allowed}", "themes", name)
        for role, colour in roles.items():
            if not isinstance(colour, str) or not (role == "base" or re.fullmatch(r"#[0-9A-Fa-f]{6}", colour)):
                raise file.error(
                    f'{role} must be a colour like "#0055AA", but is {shown(colour)}', "themes", name, role
                )
    return themes


def _refuse_equal_names(file: Lined, names: list[str]) -> None:
    """Refuse two clips of one name; capitals make no difference to some file systems."""
    seen: dict[str, int] = {}
    for number, name in enumerate(names):
        if (other := seen.setdefault(name.lower(), number)) != number:
            first = file.line_of("clips", other)
            raise file.error(f"{name} is the name of two clips (the other is in line {first}); add a name = …",
                             "clips", number, "name")  # fmt: skip
