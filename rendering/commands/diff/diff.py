"""What a change of the code does to the published pictures, as a page; the published files stay as they are.

"Before" is what the manifest says was published, with the parameters and settings it was made with; "after" is
the same recorded by the code as it is now. A beat has changed if its recordings have other names, since those
are hashes of what is drawn.
"""

from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from rendering.commands.diff.changes import BeatChange, SceneChange
from rendering.commands.diff.page import page
from rendering.commands.freshness import reasons_for
from rendering.errors import UserError, suggestion
from rendering.model.lined import shown
from rendering.model.score import BeatScore, Score
from rendering.model.settings import Settings
from rendering.model.talk import found_scene
from rendering.project import CACHE, catalogue
from rendering.provenance.account import Reason
from rendering.provenance.store import Store
from rendering.publishing import manifest
from rendering.publishing.manifest import Entry, Environments
from rendering.recording.performance import Performance
from rendering.recording.server import get_ready
from rendering.scheduling import work
from rendering.scheduling.painters import worker_pool
from rendering.scheduling.present import Present

PAGE = "diff.html"


def diff(names: tuple[str, ...], folder: Path, jobs: int) -> None:
    """Compare what is published in `folder` with what the code now draws; write the page."""
    published = manifest.read(folder)
    entries = _chosen(names, published.clips, folder)
    present = Present()
    store = present.store
    stale = {name: entry for name, entry in entries.items() if _reasons(folder, entry, published.environments, present)}
    get_ready()
    performances = [_performance(name, entry) for name, entry in stale.items()]
    scores = {score.clip: score for score, _ in present.scores(performances, jobs)}
    with worker_pool(jobs, present) as pool:
        changes = [_compare(entry, scores.get(name), folder, store, pool) for name, entry in entries.items()]
        for change in changes:
            for beat in change.changed:
                beat.moments = beat.moments.result()
    store.prune()
    (folder / PAGE).write_text(page(changes), encoding="utf-8")
    for change in changes:
        print(_told(change))
    print(f"before and after: {folder / PAGE}")


def _chosen(names: tuple[str, ...], clips: dict[str, Entry], folder: Path) -> dict[str, Entry]:
    """The entries to compare, whose files must be as they were published."""
    entries = {name: entry for name, entry in clips.items() if entry["scene"] in catalogue()}
    by_lower = {name.lower(): name for name in entries}
    asked = []
    for name in names:
        found = found_scene(name, catalogue())
        if name.lower() not in by_lower and found is None:
            raise UserError(f"no clip is called {shown(name)}; {suggestion(name[:60], list(entries or catalogue()))}")
        clip = by_lower.get(name.lower()) or by_lower.get((found or "").lower())
        if clip is None:
            raise UserError(f"{found} was never rendered into {folder}, so there is no before; render it first")
        asked.append(clip)
    wanted = {name: entry for name, entry in entries.items() if not asked or name in asked}
    if not wanted:
        raise UserError(f"nothing was rendered into {folder}, so there is no before; render first")
    for name, entry in wanted.items():
        if damaged := manifest.damaged(folder, entry):
            raise UserError(f"{folder / damaged[0]} is not as {name} was published; render {name} first")
        if "functions" not in entry.get("made_from", {}):
            raise UserError(f"{name} was rendered by an older version of this program; render it again first")
    return wanted


def _reasons(folder: Path, entry: Entry, environments: Environments, present: Present) -> list[Reason]:
    """Why the scene would come out otherwise than it was published, with the parameters that it had."""
    made_from = entry["made_from"]
    return reasons_for(folder, entry, environments, made_from["parameters"], made_from["settings"], present)


def _performance(name: str, entry: Entry) -> Performance:
    """The scene as it was published, by the code as it is now."""
    made_from = entry["made_from"]
    settings = Settings(**{key: value for key, value in made_from["settings"].items() if key != "sweeps"})
    scene = entry["scene"]
    own = "" if name == scene else name
    return Performance(scene, catalogue()[scene], made_from["parameters"], settings, CACHE, name=own)


def _compare(entry: Entry, score: Score | None, folder: Path, store: Store, pool: Executor) -> SceneChange:
    """Sort the beats; those that changed are compared in the pool."""
    change = SceneChange(manifest.name_of(entry), entry["title"], entry["fps"])
    if score is None:  # made by the same recipe
        change.same = [beat["name"] for beat in entry["beats"]]
        return change
    pixels = (entry["width"], entry["height"])
    before = {beat["name"]: beat for beat in entry["beats"]}
    after = {beat.name: beat for beat in score.beats}
    for name in [*after, *(gone for gone in before if gone not in after)]:
        old, new = before.get(name), after.get(name)
        if old and new and old["recordings"] == [part.recording for part in new.parts]:
            change.same.append(name)
            continue
        kind = "changed" if old and new else "new" if new else "gone"
        captions = (old["caption"] if old else "", new.caption if new else "")
        change.changed.append(BeatChange(name, kind, *captions, _moments(old, new, folder, store, pixels, pool)))
    return change


MOMENTS = "rendering.commands.diff.compare:moments"


def _moments(
    old: dict[str, Any] | None,
    new: BeatScore | None,
    folder: Path,
    store: Store,
    pixels: tuple[int, int],
    pool: Executor,
) -> "Future[Any]":
    clip, parts = folder / old["file"] if old else None, new.parts if new else []
    return pool.submit(work.call, MOMENTS, clip, parts, store, pixels)


def _told(change: SceneChange) -> str:
    if not change.changed:
        return f"{change.scene}: nothing changed"
    beats = ", ".join(b.name if b.kind == "changed" else f"{b.name} ({b.kind})" for b in change.changed)
    return f"{change.scene}: {len(change.changed)} of {len(change.changed) + len(change.same)} beats changed: {beats}"
