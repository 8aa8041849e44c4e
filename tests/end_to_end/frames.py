"""Checksums of a scene's frames, painted by plain Manim or recorded and painted here; each in a fresh process.

    python -m tests.end_to_end.frames stock|recorded MODULE SCENE SIZE RATE

A fresh one, since what a process drew before can show in what it draws next.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]


def checksums(way: str, module: str, scene: str, height: int, rate: int) -> list[str]:
    """A checksum of each frame's pixels (RGBA, before any encoding)."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.end_to_end.frames", way, module, scene, str(height), str(rate)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def _sum(pixels) -> str:
    return hashlib.blake2b(pixels.tobytes(), digest_size=12).hexdigest()


def stock(scene_class: type, size: tuple[int, int], rate: int) -> list[str]:
    """What Manim paints, with nothing of it replaced but the last step, which would encode."""
    from manim import CairoRenderer, tempconfig
    from manim.scene.scene_file_writer import SceneFileWriter

    seen = []

    class Writer(SceneFileWriter):
        def write_frame(self, pixels, *, repeat=1):
            seen.extend([_sum(pixels)] * repeat)

    width, height = size
    options = {"pixel_width": width, "pixel_height": height, "frame_rate": rate, "disable_caching": True}
    quiet = {"dry_run": True, "verbosity": "ERROR", "progress_bar": "none"}
    with tempfile.TemporaryDirectory() as media, tempconfig({**options, **quiet, "media_dir": media}):
        scene_class(renderer=CairoRenderer(file_writer_class=Writer)).render()
    return seen


def recorded(scene_class: type, size: tuple[int, int], rate: int) -> list[str]:
    """What this project paints of what it recorded."""
    from rendering.model.segment import Segment
    from rendering.model.settings import Settings
    from rendering.painting.painter import Painter
    from rendering.provenance.store import Store
    from rendering.recording.perform import perform
    from rendering.recording.performance import Performance

    class Sized(Settings):
        pixels = size

    seen = []
    with tempfile.TemporaryDirectory() as place:
        store = Store(Path(place))
        score = perform(
            Performance(scene_class.__name__, scene_class.__module__, {}, Sized(rate=rate), Path(place)),
            None,
            lambda beat, part: None,
        )
        for part in score.parts:
            segment = Segment.from_bytes(store.get("recordings", part.recording))
            for pixels, _, count in Painter(segment, size).frames():
                seen += [_sum(pixels)] * count
    return seen


if __name__ == "__main__":
    way, module, scene, height, rate = sys.argv[1:]
    size = (2 * round(int(height) * 8 / 9), int(height))
    print(
        json.dumps({"stock": stock, "recorded": recorded}[way](getattr(import_module(module), scene), size, int(rate)))
    )
