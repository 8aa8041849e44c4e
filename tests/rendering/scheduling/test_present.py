"""What there is now is looked at with an eye to when it was loaded."""

import pytest

from rendering.errors import SceneError
from rendering.provenance.store import Store
from rendering.scheduling import present


def test_packages_count_from_when_they_began_to_be_loaded(tmp_path, monkeypatch):
    monkeypatch.setattr(present, "call_apart", lambda function: (["installed:manim/constants.py"], ["manim"]))
    assert list(present.Present(Store(tmp_path)).ground.files) == ["installed:manim/constants.py"]
    monkeypatch.setattr(present, "moment", lambda: 1)  # the beginning of 1970
    with pytest.raises(SceneError, match="an installed package was changed while this ran; render again"):
        _ = present.Present(Store(tmp_path)).ground
