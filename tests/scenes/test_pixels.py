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
from scenes.kit.theme import DARK
from scenes.pictures.nudge_table import PARTED
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
    """Bars of p and q while they stand apart, tiles once all have come and while they are level, KL's strip."""
    if scene.zoom.get_value() > 1 and scene.slide.get_value() == 1:
        bins = scene.bins
        for x, p, q in zip(bins.xs, scene.p, scene.q.value, strict=True):
            yield Probe("p", x, bins.base, 0, 1, p * bins.unit, "truth", 0.3, 3)
            yield Probe("q", x + bins.offset, bins.base, 0, 1, q * bins.unit, "prediction", 0.45, 3)
    if scene.grown.value.min() < 1:
        return
    q, level = scene.q.value, scene.levelled.get_value()
    if scene.entropy_grown.get_value() == 0 and level in (0, 1):
        widths = mc.surprisal(q) if level == 0 else np.full(len(q), mc.cross_entropy(scene.p, q))
        for i, width in enumerate(widths):
            y = scene.tiles.slot(scene.p, i) + scene.p[i] * scene.unit / 2
            yield Probe("tile", scene.tile_left, y, 1, 0, width * scene.nat, "loss", 0.45, 2.5)
    if hasattr(scene, "excess") and scene.excess.strip.presence == 1 and level == 1:
        length, x = mc.kl_divergence(scene.p, q) * scene.nat, scene.tile_left + scene.entropy * scene.nat
        if length * UNIT > 12:
            yield Probe("KL", x, scene.base + 0.2, 1, 0, float(length), "loss", 0.7, 2.5)


def pulleys(scene) -> Iterator[Probe]:
    """Arrows once they pull with full force."""
    if scene.pull.get_value() == 1 and scene.arrows[0].presence == 1:
        z = scene.z.value
        for i, force in enumerate(mc.forces(z, scene.y)):
            length, sign = abs(force) * scene.force_unit, 1 if force > 0 else -1
            if length * UNIT > 12:
                role = "up" if force > 0 else "down"
                x, y = scene.xs[i] + scene.side, float(scene.height_of(z[i]))
                yield Probe(f"F_{i}", x, y, 0, sign, length, role, 1.0, 0)


def nudges(scene) -> Iterator[Probe]:
    """Every bar of the table that ends away from its ghost, and what it gained; past the frame's stroke at its foot."""
    table, skip = scene.table, 8 / UNIT
    if table not in scene.mobjects or table.bars[0].presence < 1:
        return
    q, left = scene.q, table.bar_left + scene.alone.get_value() * table.centred
    flying = (scene.flown.value > 0).any() and (scene.flown.value % 1 > 0).any()
    for i, (y, old, new) in enumerate(zip(table.ys, table.before * table.unit, q * table.unit, strict=True)):
        gained = new - old
        if table.ghosts[i].presence == 0 or abs(gained) * UNIT > 12:
            length = min(new, old - PARTED if gained > 0 and table.ghosts[i].presence else old)
            if (length - skip) * UNIT > 8:
                yield Probe(f"q_{i}", left + skip, y, 1, 0, length - skip, "prediction", 1.0, 0)
        if gained * UNIT > 20 and not flying:
            yield Probe(f"gain of q_{i}", left + old + skip, y, 1, 0, gained - skip, "up", 1.0, 0)


@pytest.fixture(scope="module")
def clips(tmp_path_factory) -> Path:
    """Render the three clips as a user would."""
    out = tmp_path_factory.mktemp("clips")
    command = [sys.executable, "-m", "rendering", "render", *CASES, "-q", "slides", "-o", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out


CASES = {"CrossEntropyOverlay": overlay, "PulleyForces": pulleys, "NudgedSoftmax": nudges}


@pytest.mark.parametrize("name", CASES)
def test_lengths_in_the_decoded_clip_equal_mathcore_within_a_pixel_and_a_half(name, clips, tmp_path):
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
    with av.open(clips / f"{name}.mp4") as video:
        for number, picture in enumerate(video.decode(video=0)):
            for probe in expected.get(number, ()):
                found = probe.measure(picture.to_ndarray(format="rgb24"))
                assert found == pytest.approx(probe.length * UNIT, abs=TOLERANCE), f"{probe.name}, frame {number}"
                measured += 1
    assert number + 1 == frame
    assert measured > 40
