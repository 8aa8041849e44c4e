"""Talk files on the command line: which one is taken, and what it asks for."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from rendering.cli.parameters import located
from rendering.cli.places import checked_out
from rendering.errors import UserError, suggestion
from rendering.model.formats import MP4
from rendering.model.lined import shown
from rendering.model.settings import THEMES, Settings
from rendering.model.talk import NAME, OPTIONS, Talk, read_talk
from rendering.project import CACHE, CLIPS, ROOT, catalogue
from rendering.provenance.store import Store, content_key
from rendering.recording.process import call_apart
from rendering.recording.server import get_ready
from rendering.scheduling.request import Request, Wanted, all_cores


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was typed that says what is to be made."""

    scenes: tuple[str, ...] = ()
    look: dict[str, str] | None = None
    assignments: tuple[str, ...] = ()
    params_files: tuple[Path, ...] = ()
    beats: tuple[str, ...] = ()
    name: str | None = None
    replace: bool = False
    talk: str | None = None
    out: Path = CLIPS
    jobs: int | None = None
    scheduler: str | None = None
    formats: tuple[str, ...] = (MP4,)
    transparent: bool = False

    @property
    def own(self) -> bool:
        """Whether parameters or a name are given, which a talk file says for each of its clips."""
        return bool(self.assignments or self.params_files or self.name or self.replace)


def talk_for(typed: Typed) -> Talk | None:
    """The talk file that is named, or the one that stands here; none for `--talk none`."""
    if typed.talk == "none":
        return None
    if typed.talk is None:
        if not Path(NAME).is_file():
            return None
        if typed.own:
            click.echo(f"{NAME} is left out, as the command has parameters or a name of its own", err=True)
            return None
        click.echo(f"taking {NAME}, which stands here (--talk none leaves it out)", err=True)
    elif typed.own:
        raise UserError("--set, --params, --name and --replace don't go with --talk; the file says that of its clips")
    return read_talk(Path(typed.talk or NAME), catalogue())


def clips_of_talk(talk: Talk, typed: Typed) -> Request:
    """What a talk file asks for: all of its clips, or those that are named."""
    scenes = catalogue()
    settings = _talk_settings(talk, typed)
    common = _common(talk)
    clips = {}
    for clip in talk.clips:
        if typed.scenes and not _is_chosen(clip.name, clip.scene, typed.scenes):
            continue
        shared = {key: value for key, value in talk.common.items() if key in common.get(clip.scene, ())}
        parameters = located(shared | clip.parameters, talk.file.path.parent)
        look = {key: value for key, value in clip.options.items() if not _was_typed(key)}
        if "theme" in look:
            look["palette"] = _palette(talk, look["theme"], "clips", clip.number, "theme")
        beats = typed.beats or clip.beats
        if beats:
            look["beats"] = ",".join(beat.strip() for beat in beats)
        for key, value in look.items():
            _allowed(talk, key, {key: value, **({"palette": look["palette"]} if key == "theme" else {})}, clip.number)
        clips[clip.name] = Wanted(clip.scene, scenes[clip.scene], parameters, look, ("clips", clip.number))
    _refuse_unknown(talk, typed.scenes, clips)
    out = typed.out if _was_typed("out") else talk.folder
    checked_out(out)
    jobs = typed.jobs or talk.options.get("jobs") or all_cores()
    scheduler = typed.scheduler or talk.options.get("scheduler")
    formats = typed.formats if _was_typed("formats") else talk.options.get("format", typed.formats)
    return Request(
        clips,
        settings,
        out,
        jobs,
        scheduler,
        title=talk.title,
        order=tuple(clip.name for clip in talk.clips),
        talk=talk.file,
        formats=(formats,) if isinstance(formats, str) else tuple(formats),
        transparent=typed.transparent if _was_typed("transparent") else talk.options.get("transparent", False),
    )


def _refuse_unknown(talk: Talk, wanted: tuple[str, ...], clips: dict[str, Wanted]) -> None:
    for each in wanted:
        if not any(_is_chosen(name, clip.scene, (each,)) for name, clip in clips.items()):
            names = list(dict.fromkeys(clip.name for clip in talk.clips))
            raise UserError(f"{talk.file.path} has no clip {shown(each)}; {suggestion(each[:60], names)}")


def _is_chosen(name: str, scene: str, wanted: tuple[str, ...]) -> bool:
    return any(each.lower() in (name.lower(), scene.lower()) for each in wanted)


def _talk_settings(talk: Talk, typed: Typed) -> Settings:
    """What was typed, else what the talk says, else the defaults."""
    look = dict(typed.look or {})
    for key in look:
        if key in talk.options and not _was_typed(key):
            look[key] = talk.options[key]
            if key != "theme":
                _allowed(talk, key, {key: look[key]})
    look["palette"] = _palette(talk, look.get("theme", "dark"), "defaults", "theme")
    given: dict[str, Any] = dict(look)
    return Settings(**given)


def _allowed(talk: Talk, key: str, values: dict[str, Any], clip: int | None = None) -> None:
    """Refuse a value that an option can't have, with its line."""
    try:
        Settings(**values)
    except UserError as error:
        place = ("defaults", key) if clip is None else ("clips", clip, key)
        raise talk.file.error(str(error).removeprefix("--"), *place) from None


def _palette(talk: Talk, theme: str, *place: Any) -> str:
    """The colours of a talk's own theme, as a setting; nothing for one of ours."""
    if theme in talk.themes:
        return ",".join(f"{role}={colour}" for role, colour in talk.themes[theme].items()) or "base=dark"
    try:
        Settings(theme=theme)
    except UserError:
        known = [*talk.themes, *THEMES]
        raise talk.file.error(f"there is no theme {shown(theme)}; {suggestion(theme[:60], known)}", *place) from None
    return ""


def _common(talk: Talk) -> dict[str, list[str]]:
    """Which parameters each of the talk's scenes has, if that matters; refuses defaults that none of them has."""
    if not talk.common:
        return {}
    scenes = {clip.scene: catalogue()[clip.scene] for clip in talk.clips}
    fields = _fields(scenes)
    known = sorted({key for keys in fields.values() for key in keys})
    for key in talk.common:
        if key not in known:
            message = f"there is no option {shown(key)}, nor a parameter of the clips' scenes"
            raise talk.file.error(f"{message}; {suggestion(key[:60], [*known, *OPTIONS])}", "defaults", key)
    return fields


def _fields(scenes: dict[str, str]) -> dict[str, list[str]]:
    """The names of each scene's parameters; remembered for as long as no file of the scenes is changed."""
    files = sorted((ROOT / "scenes").rglob("*.py"))
    store, key = Store(CACHE), content_key(*sorted(scenes), *(file.read_bytes() for file in files))
    kept = store.get("fields", key)
    if kept is None:
        get_ready()
        kept = json.dumps(call_apart("rendering.recording.validation:fields", scenes)).encode()
        store.put("fields", key, kept)
    fields: dict[str, list[str]] = json.loads(kept)
    return fields


def _was_typed(option: str) -> bool:
    """Whether an option of the running command was given, rather than left at its default."""
    context = click.get_current_context(silent=True)
    return context is not None and context.get_parameter_source(option) is ParameterSource.COMMANDLINE
