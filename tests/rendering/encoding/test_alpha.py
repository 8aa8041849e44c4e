"""Films with alpha are tagged as what they are."""

import subprocess
import sys
from pathlib import Path

import av
import numpy as np

from rendering.encoding import alpha
from rendering.model.formats import Look
from rendering.model.segment import Segment, Shape

ROOT = Path(__file__).resolve().parents[3]
PIXELS = (160, 90)
NONE = np.zeros((1, 4))
SQUARE = np.array([(-1, -1), (0, -1), (0.5, -1), (1, -1), (1, -1), (1, 0), (1, 0.5), (1, 1)], float)
SHAPES = [
    Shape(SQUARE * k, np.array([[1, 0.5, 0, 0.5]]), NONE, NONE, (0, 0, 0, 0, 1e-6, 0, 0, 0, 0)) for k in (1, 2, 3)
]
MOVING = Segment((16, 20, 24, 255), (128 / 9, 8, 0, 0), 30, SHAPES, [((k,), 1) for k in range(3)])


def test_a_joined_mov_says_that_it_is_prores_4444(tmp_path):
    look = Look("mov", PIXELS, transparent=True)
    clip = alpha.encode_segment(MOVING.to_bytes(), look)
    alpha.join([clip, clip], tmp_path / "clip.mov", "mov", 30, transparent=True)
    alpha.check(tmp_path / "clip.mov", 6)
    with av.open(str(tmp_path / "clip.mov")) as film:
        assert film.streams.video[0].codec_context.codec_tag == "ap4h"


def test_a_gif_takes_no_more_memory_for_more_frames():
    script = """
import resource, sys
from rendering.encoding.gif import gif
from tests.rendering.encoding.test_alpha import long_segment
gif([long_segment(5)], (640, 360))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
gif([long_segment(120)], (640, 360))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    frame = 640 * 360 * 3 / 1024  # KiB
    assert int(done.stdout) < 40 * frame  # of 120 frames, each of which was kept twice


def long_segment(frames: int) -> Segment:
    """Return a square that grows."""
    shapes = [Shape(SQUARE * (1 + k / 50), SHAPES[0].fill, NONE, NONE, SHAPES[0].scalars) for k in range(frames)]
    return Segment((16, 20, 24, 255), (128 / 9, 8, 0, 0), 25, shapes, [((k,), 1) for k in range(frames)])
