"""The page of `diff`: one HTML file with its pictures inside."""

import base64
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from rendering.commands.diff.changes import BeatChange, SceneChange

if TYPE_CHECKING:
    from rendering.commands.diff.compare import Moment

PAGE = Path(__file__).with_name("page.html")


def page(changes: list[SceneChange]) -> str:
    """The whole page: scenes that changed first, then those that didn't, by name."""
    changed = [change for change in changes if change.changed]
    same = [change.scene for change in changes if not change.changed]
    body = [f"<h1>Before and after</h1>\n<p>{len(changed)} of {len(changes)} scenes changed.</p>"]
    body += [_scene(change) for change in changed]
    if same:
        body.append(f"<h2>Scenes that did not change</h2>\n<p>{escape(', '.join(same))}</p>")
    return Template(PAGE.read_text(encoding="utf-8")).substitute(body="\n".join(body))


def _scene(change: SceneChange) -> str:
    parts = [f"<h2>{escape(change.scene)} — {escape(change.title)}</h2>"]
    parts += [_beat(beat, change.fps) for beat in change.changed]
    same = ", ".join(change.same)
    parts.append(f"<p>Beats that did not change: {escape(same)}.</p>" if same else "<p>Every beat changed.</p>")
    return "\n".join(parts)


def _beat(beat: BeatChange, fps: int) -> str:
    captions = [beat.caption_before or beat.caption_after]
    if beat.kind == "changed" and beat.caption_before != beat.caption_after:
        captions = [f"Caption before: {beat.caption_before}", f"Caption after: {beat.caption_after}"]
    parts = [f"<h3>{escape(beat.name)}{'' if beat.kind == 'changed' else f' ({beat.kind})'}</h3>"]
    parts += [f"<p>{escape(caption)}</p>" for caption in captions]
    parts += [_pair(beat.name, moment, fps) for moment in beat.moments]
    return "\n".join(parts)


def _pair(name: str, moment: "Moment", fps: int) -> str:
    second = f"{moment.frame / fps:.2f} s"
    sides = (("before", moment.before), ("after", moment.after))
    return f'<div class="pair">{"".join(_figure(name, side, second, picture) for side, picture in sides)}</div>'


def _figure(name: str, side: str, second: str, picture: bytes | None) -> str:
    if picture is None:
        return f'<figure><div class="none">no such beat</div><figcaption>{side}</figcaption></figure>'
    data = base64.b64encode(picture).decode()
    alt = escape(f"{name} {side}, at {second}")
    return (
        f'<figure><img src="data:image/png;base64,{data}" alt="{alt}">'
        f"<figcaption>{side}, {second} into the beat</figcaption></figure>"
    )
