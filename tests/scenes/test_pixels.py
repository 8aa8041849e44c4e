"""What the decoded clips show, measured in pixels, is what mathcore says of the same frame."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest

import mathcore as mc
from scenes.kit.paired_bars import FILL_P, FILL_Q
from scenes.kit.theme import DARK
from scenes.kit.tiles import ROOF
from scenes.pictures.cross_entropy_overlay.picture import FRAME
from scenes.pictures.nudged_softmax.share_bar import PARTED
from scenes.pictures.pulley_forces.ceiling import LINE
from scenes.pictures.pulley_forces.machine import REACH
from tests.scenes.performing import perform

ROOT = Path(__file__).parents[2]
RATE, HEIGHT, WIDTH = 30, 1080, 1920
UNIT = HEIGHT / 8
#: A frame every so often, and how far a length may be off.
EVERY, TOLERANCE = 25, 1.5


@dataclass(frozen=True)
class Probe:
    """A length to be measured: from (x, y) in scene units, along ``(dx, dy)``, in a role's colour."""

    name: str
    x: float
    y: float
    dx: int
    dy: int
    length: float
    role: str
    alpha: float
    stroke: float

    def measure(self, picture: np.ndarray) -> float:
        """Return the length of the run of this colour that begins at the probe's start, in pixels."""
        start = np.array([WIDTH / 2 + self.x * UNIT, HEIGHT / 2 - self.y * UNIT])
        along = np.array([self.dx, -self.dy])
        cells = np.floor(start + np.arange(3, 8 * UNIT)[:, None] * along).astype(int)
        cells = cells[((cells >= 0) & (cells < [WIDTH, HEIGHT])).all(1)]
        paper, colour = (np.array(DARK.color(role).to_rgb()) * 255 for role in ("paper", self.role))
        seen = picture[cells[:, 1], cells[:, 0]].astype(float)
        towards = (seen - paper) @ (colour - paper) / np.sum((colour - paper) ** 2)
        outside = int(np.flatnonzero(towards < 0.5 * self.alpha)[0])
        # Where the edge's full colour has fallen to a half, between two pixels' middles, is the edge.
        last = int(np.flatnonzero(towards[: outside + 1] >= 0.5)[-1])
        part = (towards[last] - 0.5) / (towards[last] - towards[last + 1])
        edge = (cells[last] + 0.5 + part * along - start) @ along
        # A stroke is as wide outside the edge as inside, a hundredth of a unit for a width of 1.
        return float(edge) - self.stroke / 200 * UNIT


def overlay(scene) -> Iterator[Probe]:
    """Bars side by side, tiles once all have come and while they are level, and the strip that is KL."""
    bars, area, p, q = scene.bars, scene.area, scene.p, scene.q.value
    if scene.where.get_value() == 0 and bars.bars_p[0].presence == bars.bars_q[0].presence == 1:
        sides = (("p", bars.xs_p, p, "truth", FILL_P, 3.5), ("q", bars.xs_q, q, "prediction", FILL_Q, 3.0))
        for name, xs, values, role, fill, stroke in sides:
            for x, value in zip(xs, values, strict=True):
                yield Probe(name, x, bars.ground, 0, 1, value * bars.unit, role, fill, stroke)
    level, own = scene.level.get_value(), scene.own_raised.value.max()
    if scene.raised.value.min() < 1 or level not in (0, 1):
        return
    ends = area.of_q.edges(p)
    if own == 0 and level == 0 and area.roofs.lines[0].presence == 1:
        for i, height in enumerate(mc.surprisal(q)):
            # From the roof's lower edge upwards: the roof is a mark of its own.
            x, low = (ends[i] + ends[i + 1]) / 2, area.up(height) - ROOF
            yield Probe(f"roof {i}", x, low, 0, 1, ROOF, "prediction", 1.0, 2.5)
    if level == 1 and scene.own_level.get_value() == 1 and area.over.tiles[0].presence == area.frame.presence == 1:
        # With the frame's stroke, which lies around it and is as bright.
        length, foot = mc.kl_divergence(p, q) * area.nat, area.up(mc.entropy(p))
        if length * UNIT > 16:
            fill, stroke = area.over.tiles[0].fill_alpha, 2 * FRAME
            yield Probe("KL", ends[0] + 0.05, float(foot), 0, 1, float(length), "loss", fill, stroke)


def pulleys(scene) -> Iterator[Probe]:
    """Arrows once they pull with full force; upper edges; the gap from the true block up to the ceiling."""
    now, machine = scene.now(), scene.machine
    z, hang, tops = now.z, now.hang, now.tops
    if machine.pulls in scene.mobjects and machine.pulls.arrows[0].body.presence == 1:
        for i, arrow in enumerate(machine.pulls.arrows):
            if abs(arrow.length) * UNIT > 24:
                sign = 1 if arrow.length > 0 else -1
                edges = arrow.body.points
                x, tail = (edges[:, 0].min() + edges[:, 0].max()) / 2, (edges * sign)[:, 1].min() * sign
                length = abs(mc.forces(z, scene.y)[i]) * hang.width
                yield Probe(f"F_{i}", x, tail, 0, sign, length, "up" if sign > 0 else "down", 1.0, 0)
    block = machine.blocks[scene.y]
    if block.edge.presence == 1 and hang.width == machine.hang.width:
        long = hang.width + REACH
        yield Probe("1", float(hang.lefts[scene.y]), float(tops[scene.y]), 1, 0, long, "logit", 1.0, 0)
    if (
        scene.ceiling.line.presence == 1
        and getattr(scene, "gap", None) in scene.mobjects
        and scene.gap.bar.presence == 1
    ):
        bar, length = scene.gap.bar, mc.loss(z, scene.y) * hang.unit
        if length * UNIT > 24:
            x = (bar.points[:, 0].min() + bar.points[:, 0].max()) / 2
            yield Probe("L", x, float(tops[scene.y]), 0, 1, float(length) + LINE, "loss", 1.0, 0)


def nudges(scene) -> Iterator[Probe]:
    """Every bar of the table that ends away from its ghost, and what it gained; past the frame's stroke at its foot."""
    table, skip = scene.table, 8 / UNIT
    if table not in scene.mobjects or table.bars[0].kept.presence < 1:
        return
    q, left = scene.q, table.bar_left + scene.alone.get_value() * table.centred
    for i, (y, old, new) in enumerate(zip(table.ys, table.before * table.unit, q * table.unit, strict=True)):
        gained, y = new - old, y - table.thickness / 4  # its lower half is there when the bar has two, too
        if table.ghosts[i].presence == 0 or abs(gained) * UNIT > 12:
            length = min(new, old - PARTED if gained > 0 and table.ghosts[i].presence else old)
            if (length - skip) * UNIT > 8:
                # Where a bar ends at what it lost, look between two of the slanted lines.
                pitch = table.bars[i].lost.hatch.pitch
                row = left + length - (round((left + length - y) / pitch - 0.5) + 0.5) * pitch if gained < 0 else y
                yield Probe(f"q_{i}", left + skip, row, 1, 0, length - skip, "prediction", 1.0, 0)
        if gained * UNIT > 20:
            yield Probe(f"gain of q_{i}", left + old + skip, y, 1, 0, gained - skip, "up", 1.0, 0)


CASES = {"PulleyForces": pulleys, "CrossEntropyOverlay": overlay, "NudgedSoftmax": nudges}
FIRST, *REST = CASES


@pytest.mark.parametrize("name", [FIRST, *(pytest.param(name, marks=pytest.mark.long) for name in REST)])
def test_lengths_in_the_decoded_clip_equal_mathcore_within_a_pixel_and_a_half(name, tmp_path):
    # As a user would.
    command = [sys.executable, "-m", "rendering", "render", name, "-q", "slides", "-o", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    expected: dict[int, list[Probe]] = {}
    frame = 0

    def observe(scene, repeat):
        nonlocal frame
        sample = next((n for n in range(frame, frame + repeat) if n % EVERY == 0), None)
        if sample is not None:
            expected[sample] = list(CASES[name](scene))
        frame += repeat

    perform(name, tmp_path, observe, fps=RATE)
    measured = 0
    with av.open(tmp_path / f"{name}.mp4") as video:
        for number, picture in enumerate(video.decode(video=0)):
            for probe in expected.get(number, ()):
                found = probe.measure(picture.to_ndarray(format="rgb24"))
                assert found == pytest.approx(probe.length * UNIT, abs=TOLERANCE), f"{probe.name}, frame {number}"
                measured += 1
    assert number + 1 == frame
    assert measured > 40
