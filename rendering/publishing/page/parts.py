"""The parts of a clip on the page, as HTML."""

import json
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from rendering.publishing.lectures.lecture import Beat, Clip, Sweep, SweepInput, clock, told_size
from rendering.publishing.lectures.media import url
from rendering.publishing.lectures.symbols import plain, rich, runs
from rendering.publishing.page.snippets import PROGRAMS, pieces, steps

HERE = Path(__file__).parent

#: A file that can be taken away: its path from the page, what it is, its size in bytes.
Download = tuple[str, str, int]


def template(name: str) -> Template:
    """A template of this room."""
    return Template((HERE / name).read_text(encoding="utf-8"))


def bars(clip: Clip) -> str:
    """The timeline: a bar a beat, as long as the beat; a beat that asks has a mark."""
    return "".join(
        f'<i style="--length: {beat.end - beat.start:.3f}"{" class=asks" if beat.question else ""}></i>'
        for beat in clip.beats
    )


def beat_items(clip: Clip) -> str:
    """The beats as buttons, each with what is said while it plays."""
    return "\n".join(_beat_item(number, beat, _slider(clip, beat)) for number, beat in enumerate(clip.beats, start=1))


def _slider(clip: Clip, beat: Beat) -> str:
    """The number of the sweep, and of its input, that a viewer may drag after this beat: the first that it moves."""
    sliders = {
        each.name: f"{number} {place}"
        for number, sweep in enumerate(clip.sweeps)
        for place, each in enumerate(sweep.inputs)
    }
    return next((sliders[name] for name, _ in beat.moved() if name in sliders), "")


def _beat_item(number: int, beat: Beat, slider: str) -> str:
    said = "".join(
        f'<p class="{kind}" data-start="{start:.4f}" data-end="{end:.4f}">{rich(text)}</p>'
        for kind, text, start, end in beat.told()
    )
    return (
        f'      <li data-name="{escape(beat.name)}" data-start="{beat.start:.4f}" data-end="{beat.end:.4f}"'
        f' data-alt="{escape(beat.alt)}" data-slider="{slider}"><button type="button"><span>{number}</span>'
        f"<span>{rich(beat.label)}</span></button>{said}</li>"
    )


def transcript_items(clip: Clip, media: str) -> str:
    """Everything that is said and seen, beat by beat; with the last frames, for who has no scripts."""
    return "\n".join(
        f"    <li><h3>{rich(beat.label)}</h3>"
        + "".join(f'<p class="{kind}">{rich(text)}</p>' for kind, text, *_ in beat.told())
        + f'<p class="alt">{rich(beat.alt)}{_moved(beat)}</p>'
        + f'<img loading="lazy" width="640" height="360" alt="" src="{media}{url(still_name(beat))}"></li>'
        for beat in clip.beats
    )


def _moved(beat: Beat) -> str:
    """Which inputs went from where to where, as a line of its own."""
    told = [
        f"{_symbol(name)} {' → '.join(map(_number, values))}{f' {escape(unit)}' if unit else ''}"
        for (name, unit), values in beat.moved().items()
    ]
    return f"<br>Moved: {'; '.join(told)}." if told else ""


def _number(value: float) -> str:
    return f"{value + 0.0:g}".replace("-", "−")


def still_name(beat: Beat) -> str:
    """Where the page keeps a beat's last frame, relative to its clips."""
    return f"pictures/{Path(beat.last).with_suffix('.webp').as_posix()}"


def sweep_section(clip: Clip, sweep: Sweep, media: str) -> str:
    """A slider over a film of one frame a step."""
    first, places = 0, []
    for each in sweep.inputs:
        places.append(first)
        first += each.steps
    start = sweep.inputs[0]
    return template("sweep.html").substitute(
        plain_title=escape(clip.title),
        plain_input=escape(start.name),
        fps=sweep.fps,
        width=clip.width,
        height=clip.height,
        file=url(sweep.file),
        media=media,
        handles="\n".join(_handle(number, each) for number, each in enumerate(sweep.inputs) if each.handle),
        invitation=_invitation(sweep),
        choices=_choices(clip, sweep),
        input=_symbol(start.name),
        readings="".join(
            f'<div><dt>{_symbol(name)}</dt><dd><output data-reading="{escape(name)}"></output></dd></div>'
            for name in sweep.readings
        ),
        role=_role(start),
        last=start.steps - 1,
        start=_place(start),
        data=_json(
            {
                "inputs": [
                    {
                        "name": each.name,
                        "unit": each.unit,
                        "low": each.low,
                        "step": each.step,
                        "decimals": _decimals(each.step),
                        "first": place,
                        "last": each.steps - 1,
                        "start": _place(each),
                    }
                    for each, place in zip(sweep.inputs, places, strict=True)
                ],
                "readings": sweep.readings,
            }
        ),
    )


def _invitation(sweep: Sweep) -> str:
    drawn = ", here or in the picture" if any(each.handle for each in sweep.inputs) else ""
    if len(sweep.inputs) == 1:
        return f"Drag the slider from end to end{drawn}."
    return f"Drag one from end to end{drawn}. The others stay where they are."


def _choices(clip: Clip, sweep: Sweep) -> str:
    if len(sweep.inputs) == 1:
        return ""
    group = escape(f"{clip.name}-{sweep.name}")
    radios = "".join(
        f'<label><input type="radio" name="{group}"{" checked" if number == 0 else ""}>'
        f"<span>{_symbol(each.name)}</span></label>"
        for number, each in enumerate(sweep.inputs)
    )
    return f'    <fieldset><legend class="unseen">Which one</legend>{radios}</fieldset>'


def _handle(number: int, each: SweepInput) -> str:
    x, y, width, height = each.handle or (0.0, 0.0, 0.0, 0.0)
    box = f"left: {100 * x:.2f}%; top: {100 * y:.2f}%; width: {100 * width:.2f}%; height: {100 * height:.2f}%"
    return (
        f'    <input type="range" class="handle" data-input="{number}" min="0" max="{each.steps - 1}"'
        f' value="{_place(each)}" style="{box}" aria-hidden="true" tabindex="-1">'
    )


def _place(each: SweepInput) -> int:
    return round((each.start - each.low) / each.step)


def _symbol(name: str) -> str:
    return rich(plain(name))


def _decimals(step: float) -> int:
    text = f"{step:.6f}".rstrip("0")
    return len(text.partition(".")[2])


def _role(each: SweepInput) -> str:
    return next((run.role for run in runs(plain(each.name)) if run.role), "ink")


def snippet_choice(clip: Clip, film: str, captions: str, poster: str) -> str:
    """The programs as radio buttons, and what to do in the chosen one."""
    names = "".join(
        f'<label><input type="radio" name="{escape(clip.name)}-program" value="{key}"'
        f"{' checked' if key == 'powerpoint' else ''}>{name}</label>"
        for key, name in PROGRAMS.items()
    )
    hows = [
        f'<ol class="how {key}">' + "".join(f"<li>{escape(step)}</li>" for step in each) + "</ol>"
        for key, each in steps(film).items()
    ]
    hows += [
        f'<div class="how {key}"><button type="button" class="word copy">Copy</button>'
        f'<pre tabindex="0" role="group" aria-label="{PROGRAMS[key]}">{escape(piece)}</pre></div>'
        for key, piece in pieces(clip, film, captions, poster).items()
    ]
    return (
        f'  <div class="snippets"><fieldset class="names"><legend class="unseen">Program</legend>{names}</fieldset>'
        f"{''.join(hows)}</div>"
    )


def download_rows(downloads: list[Download]) -> str:
    """Files as rows of a table."""
    return "\n".join(
        f'    <tr><td><a href="{url(path)}" download>{_breakable(Path(path).name)}</a></td><td>{what}</td>'
        f"<td>{told_size(size)}</td></tr>"
        for path, what, size in downloads
    )


def _breakable(name: str) -> str:
    """A file's name that may be broken after hyphens and before its ending."""
    return escape(name).replace("-", "-<wbr>").replace(".", "<wbr>.")


def facts(clip: Clip) -> str:
    """How many beats, how long."""
    count = len(clip.beats)
    return f"{count} beat{'' if count == 1 else 's'}, {clock(clip.duration)}"


def _json(data: dict[str, Any]) -> str:
    """JSON that can stand in a script element: no sign in it can end one."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
