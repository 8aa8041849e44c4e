"""How many scenes are recorded at once."""

import threading
from concurrent.futures import Executor, Future
from types import SimpleNamespace

import pytest

from rendering.errors import SceneError
from rendering.model.formats import MP4, Look
from rendering.model.score import Part
from rendering.model.settings import Settings
from rendering.provenance.store import Store
from rendering.recording.performance import Performance
from rendering.scheduling import schedule
from rendering.scheduling.painters import Painters
from rendering.scheduling.queueing import clip_key
from rendering.scheduling.render import Render

CORES, SCENES = 4, 8
SETTINGS = Settings(quality="draft")


class Idle(Executor):
    """Takes what there is to do, and never does it."""

    def submit(self, *task):
        """Nothing comes of it."""
        return Future()


class Recorders:
    """In place of processes that record: each tells of one segment, and stays until so many are there, or a while."""

    def __init__(self, store: Store, part: Part, enough: int, seconds: float):
        self.store, self.part, self.seconds = store, part, seconds
        self.all_there = threading.Barrier(enough)
        self.lock = threading.Lock()
        self.now = self.most = 0

    def score(self, performance):
        """Nothing was recorded before."""

    def record(self, performance, on_part):
        """Ends in an error, so that nothing is published."""
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        on_part("beat", self.part)
        try:
            self.all_there.wait(self.seconds)
            raise SceneError("enough")
        except threading.BrokenBarrierError:
            raise SceneError("too few") from None
        finally:
            with self.lock:
                self.now -= 1


@pytest.fixture
def recorders(monkeypatch, tmp_path):
    """Run eight scenes on four cores with painters that never end; returns who recorded, and what became of it."""
    monkeypatch.setattr(schedule, "get_ready", lambda: None)
    store, painter = Store(tmp_path), "painter"
    part = Part(store.keep("recordings", b"a recording"), frames=10)

    def run(*, painted: bool, enough: int, seconds: float):
        if painted:
            store.put("clips", clip_key(part, Look(MP4, SETTINGS.pixels), painter), b"a clip")
        there = Recorders(store, part, enough, seconds)
        watcher = SimpleNamespace(**dict.fromkeys(("recorded", "painted", "failed"), lambda *_, **__: None))
        order = schedule.Schedule(there, Painters(Idle(), CORES, painter), Idle(), Idle(), CORES, watcher)
        names = [f"Scene{number}" for number in range(SCENES)]
        renders = [
            Render(Performance(name, "scenes.any", {}, SETTINGS, tmp_path), tmp_path, rank)
            for rank, name in enumerate(names)
        ]
        return there, [str(error) for error in order.run(renders, tmp_path, names)]

    return run


def test_all_cores_record_while_there_is_nothing_to_paint(recorders):
    there, errors = recorders(painted=True, enough=CORES, seconds=30)
    assert there.most == CORES
    assert errors == ["enough"] * SCENES


def test_half_of_them_record_what_is_still_to_be_painted(recorders):
    there, errors = recorders(painted=False, enough=CORES // 2 + 1, seconds=0.3)
    assert there.most == CORES // 2
    assert errors == ["too few"] * SCENES
