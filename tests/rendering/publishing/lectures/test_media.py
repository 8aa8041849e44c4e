"""Pictures for pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rendering.publishing.lectures.media import thumb_crop, write_picture

part = st.floats(0.05, 0.9)


@given(st.tuples(part, part, part, part))
def test_a_thumbnail_has_its_shape_and_stays_inside_the_frame(box):
    x, y, wide, high = box
    hero = (x, y, min(wide, 1 - x), min(high, 1 - y))
    left, top, across, down = thumb_crop(hero, 16 / 9)
    assert across * 16 / 9 / down == pytest.approx(1.5)
    assert left >= -1e-9
    assert top >= -1e-9
    assert left + across <= 1 + 1e-9
    assert top + down <= 1 + 1e-9


def test_a_small_hero_is_shown_whole_in_the_middle():
    left, top, across, down = thumb_crop((0.4, 0.4, 0.2, 0.2), 16 / 9)
    assert left < 0.4
    assert left + across > 0.6
    assert top < 0.4
    assert top + down > 0.6
    assert left + across / 2 == pytest.approx(0.5)


def test_a_picture_keeps_what_was_cropped(tmp_path):
    picture = Image.new("RGB", (160, 90), "black")
    picture.paste("red", (80, 0, 160, 90))
    picture.save(tmp_path / "a.png")
    write_picture(tmp_path / "a.png", tmp_path / "b" / "a.webp", 40, (0.5, 0.0, 0.5, 1.0))
    with Image.open(tmp_path / "b" / "a.webp") as small:
        assert small.size == (40, 45)
        assert small.convert("RGB").getpixel((2, 20))[0] > 200
