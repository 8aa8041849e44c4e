"""What turns bytes into a clip counts for clips, and what decides what an account holds for recordings."""

import pytest

from rendering.model.formats import MP4, Look
from rendering.provenance.makers import PAINTER, RECORDER, makers
from rendering.provenance.meaning import meaning_of
from rendering.provenance.sources import Sources, name_of
from rendering.provenance.store import Store
from rendering.recording.trace import Trace
from rendering.scheduling.painters import Painters


@pytest.fixture
def sources(tmp_path) -> Sources:
    return Sources(Store(tmp_path))


def file_of(thing) -> str:
    return f"{thing.__module__.replace('.', '/')}.py"


@pytest.mark.parametrize("form", [MP4, "webm"])
def test_what_chooses_the_encoder_counts_for_a_clip(sources, form):
    function, *_ = Painters(None, 1, "").task(b"", Look(form, (160, 90)))
    assert file_of(function) in makers(sources, *PAINTER)


@pytest.mark.parametrize("thing", [Trace, meaning_of, name_of], ids=["watches", "means", "names"])
def test_what_decides_what_an_account_holds_counts_for_a_recording(sources, thing):
    assert file_of(thing) in makers(sources, *RECORDER)
