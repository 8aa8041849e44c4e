"""Sizes."""

import pytest

from rendering.model.settings import QUALITIES, Settings


@pytest.mark.parametrize("quality", QUALITIES)
def test_what_is_sought_in_is_no_larger_than_a_preview_and_no_larger_than_the_rest(quality):
    settings = Settings(quality)
    assert settings.sought <= Settings("preview").pixels
    assert settings.sought <= settings.pixels
    assert settings.sought in (settings.pixels, (1280, 720))
