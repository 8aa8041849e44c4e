"""Contact sheets: frames of a scene, evenly spaced, each under its beat's caption.

Only the frames on the sheet are painted, from the recording; nothing is encoded.
"""

import tempfile
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from rendering.model.score import BeatScore, Part, Score
from rendering.provenance.store import Store, write_whole
from rendering.publishing.decks.escape import typst as quoted
from rendering.recording.server import get_ready
from rendering.scheduling import work
from rendering.scheduling.painters import worker_pool
from rendering.scheduling.present import Present
from rendering.scheduling.request import Request, validate

COLUMNS = 3
PIXELS_A_POINT = 2
PAGE_WIDTH = 960  # points


def make_sheets(request: Request, frames: int) -> None:
    """Write a contact sheet of each scene."""
    validate(request, request.clips)
    get_ready()
    present = Present()
    store = present.store
    with worker_pool(request.jobs, present) as pool:
        for score, _ in present.scores(request.performances(request.clips), request.jobs):
            target = request.out / f"{score.clip}-sheet.png"
            samples = sample(score, frames)
            make_sheet(score, samples, request.settings.pixels, store, pool, target)
            print(f"{score.clip}: {len(samples)} frames in {target}")


@dataclass(frozen=True)
class Sample:
    """A frame to be shown."""

    beat: int
    second: float
    part: Part
    frame: int


def sample(score: Score, count: int) -> list[Sample]:
    """`count` evenly spaced frames of the scene, its first and last among them."""
    every = []
    passed = 0
    for number, each in enumerate(score.beats, start=1):
        for part in each.parts:
            every += [(number, passed + i, part, i) for i in range(part.frames)]
            passed += part.frames
    steps = max(1, min(count, len(every)) - 1)
    places = sorted({round(i * (len(every) - 1) / steps) for i in range(steps + 1)})
    return [Sample(n, second / score.fps, part, i) for n, second, part, i in (every[k] for k in places)]


def make_sheet(
    score: Score, samples: list[Sample], pixels: tuple[int, int], store: Store, pool: Executor, target: Path
) -> None:
    """Paint the samples and set them on one page."""
    width, height = tile_size(pixels)
    tasks = [pool.submit(work.still, store, s.part, s.frame, (width, height)) for s in samples]
    with tempfile.TemporaryDirectory(prefix="sheet-") as folder:
        for number, task in enumerate(tasks):
            (Path(folder) / f"{number}.png").write_bytes(task.result())
        page = Path(folder) / "sheet.typ"
        page.write_text(_page(score, samples), encoding="utf-8")
        _typeset(page, target)


def tile_size(pixels: tuple[int, int]) -> tuple[int, int]:
    """Width and height of a frame on the sheet, at most `PAGE_WIDTH` over columns wide, both even."""
    width, height = pixels
    column = PAGE_WIDTH * PIXELS_A_POINT / COLUMNS
    scale = column / width
    return 2 * round(width * scale / 2), 2 * round(height * scale / 2)


def _page(score: Score, samples: list[Sample]) -> str:
    cells = []
    for number, each in enumerate(samples):
        beat: BeatScore = score.beats[each.beat - 1]
        first = number == 0 or samples[number - 1].beat != each.beat
        heading = f"{each.beat} · {beat.name}" if first else f"{each.beat}"
        cells.append(f"cell({number}, {quoted(heading)}, {quoted(f'{each.second:.1f} s')}, {quoted(beat.caption)})")
    length = f"{score.title} · {score.frames / score.fps:.1f} s"
    return f"""
#set page(width: {PAGE_WIDTH}pt, height: auto, margin: 14pt, fill: rgb("#f4f4f2"))
#set text(font: "New Computer Modern", size: 10pt)
#set block(spacing: 5pt)
#let cell(number, heading, time, caption) = block(breakable: false)[
  #strong(heading) #h(1fr) #time \\
  #block(height: 2.4em, clip: true, text(fill: rgb("#555"), caption))
  #image(str(number) + ".png", width: 100%)
]
#text(size: 16pt, strong({quoted(score.clip)})) #h(1fr) #text({quoted(length)})
#v(4pt)
#grid(columns: (1fr,) * {COLUMNS}, gutter: 12pt, {", ".join(cells)})
"""


def _typeset(page: Path, target: Path) -> None:
    import typst

    sheet = typst.compile(
        str(page), root=str(page.parent), format="png", ppi=72 * PIXELS_A_POINT, ignore_system_fonts=True
    )
    write_whole(target, sheet)
