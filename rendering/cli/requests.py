"""From what was typed to what is asked for: scenes by name or number, with their parameters, or a talk's clips."""

from typing import Any

import click

from rendering.cli.parameters import read_parameters
from rendering.cli.places import checked_out, checked_scheduler
from rendering.cli.talks import Typed, clips_of_talk, talk_for
from rendering.errors import UserError, suggestion
from rendering.model.lined import shown, shown_line, typed_as
from rendering.model.settings import Settings
from rendering.model.talk import CLIP_NAME, CLIP_NAME_SIGNS, found_scene
from rendering.project import catalogue
from rendering.publishing import manifest
from rendering.scheduling.request import Request, Wanted, all_cores

#: Names that other files of an output folder have.
TAKEN = ("film", "manifest", "index", "diff", "deck", "page", "watch")


def request_of(typed: Typed) -> Request:
    """What is asked for."""
    parameters = read_parameters(typed.assignments, typed.params_files)
    if any(not beat.strip() for beat in typed.beats):
        raise UserError("--beat is empty; give a beat's name or number, ./render.sh list shows them")
    checked_scheduler(typed.scheduler)
    talk = talk_for(typed)
    return clips_of_talk(talk, typed) if talk else _of_scenes(typed, parameters)


def _of_scenes(typed: Typed, parameters: dict[str, Any]) -> Request:
    scenes = chosen(typed.scenes)
    if (parameters or typed.name or typed.beats) and not typed.scenes:
        raise UserError(
            "parameters, beats and names belong to a scene; name it, for example: "
            "./render.sh render PulleyForces --set logits=2.5,-1,3.2,0.5"
        )
    checked_out(typed.out)
    entries = manifest.read(typed.out).clips
    look = {"beats": ",".join(beat.strip() for beat in typed.beats)} if typed.beats else {}
    clips = {}
    for scene, module in scenes.items():
        name = _clip_name(typed.name, scene, scenes)
        own = entries.get(name, {}).get("made_from", {})
        plain = not (parameters or typed.beats or typed.replace)
        if plain and own.get("parameters"):
            clips[name] = Wanted(scene, module, own["parameters"], _own_look(own))
            _say_kept(name, scene, own["parameters"])
        elif plain:
            clips[name] = Wanted(scene, module, {}, _own_look(own))
        else:
            clips[name] = Wanted(scene, module, parameters, look)
    given: dict[str, Any] = dict(typed.look or {})
    settings = Settings(**given)
    return Request(
        clips,
        settings,
        typed.out,
        typed.jobs or all_cores(),
        typed.scheduler,
        formats=typed.formats,
        transparent=typed.transparent,
    )


def _own_look(made_from: dict[str, Any]) -> dict[str, str]:
    beats = made_from.get("settings", {}).get("beats")
    return {"beats": beats} if beats else {}


def _say_kept(name: str, scene: str, parameters: dict[str, Any]) -> None:
    told = ", ".join(f"{key}={typed_as(value)}" for key, value in parameters.items())
    again = "" if name == scene else f" --name {name}"
    click.echo(
        f"{name} keeps its own parameters ({shown_line(told)}); "
        f"./render.sh render {scene}{again} --replace makes it with the defaults",
        err=True,
    )


def _clip_name(name: str | None, scene: str, scenes: dict[str, str]) -> str:
    if name is None:
        return scene
    if len(scenes) > 1:
        raise UserError(f"--name is for one clip, but {len(scenes)} scenes are named; render them one by one")
    if not CLIP_NAME.fullmatch(name):
        raise UserError(f"--name is {shown(name)}, but it names files: use {CLIP_NAME_SIGNS}")
    other = found_scene(name, catalogue()) if not name.isdecimal() else None
    if name.lower() in TAKEN or (other and other != scene):
        raise UserError(f"--name is {shown(name)}, which is the name of something else; choose another")
    return name


def chosen(names: tuple[str, ...]) -> dict[str, str]:
    """The named scenes in teaching order, modules by name, or all of them; by name in any case, or by number."""
    scenes = catalogue()
    wanted = set()
    for name in names:
        found = found_scene(name, scenes)
        if found is None:
            there = f"there are 1 to {len(scenes)}" if name.isdecimal() else suggestion(name[:60], list(scenes))
            raise UserError(f"no scene is called {shown(name)}; {there}")
        wanted.add(found)
    return {name: module for name, module in scenes.items() if not names or name in wanted}
