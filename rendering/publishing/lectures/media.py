"""Addresses of files, and pictures for pages."""

from pathlib import Path
from urllib.parse import quote

Box = tuple[float, float, float, float]


def url(path: str) -> str:
    """The relative address of a file, safe in an attribute: whatever isn't plain is percent-encoded.

    >>> url("a b/'ok' & more.mp4")
    'a%20b/%27ok%27%20%26%20more.mp4'
    """
    return quote(path)


def write_picture(source: Path, target: Path, width: int, crop: Box | None = None, quality: int = 82) -> None:
    """Write a PNG as WebP, `width` pixels wide; `crop` (x, y, width, height, parts of the frame) is what is kept."""
    from PIL import Image

    target.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(source) as image:
        picture = image.convert("RGB")
        if crop is not None:
            x, y, wide, high = crop
            w, h = picture.size
            picture = picture.crop((round(x * w), round(y * h), round((x + wide) * w), round((y + high) * h)))
        height = round(width * picture.height / picture.width)
        picture.resize((width, height), Image.Resampling.LANCZOS).save(target, "WEBP", quality=quality, method=4)


def thumb_crop(hero: Box | None, aspect: float, shape: float = 1.5) -> Box:
    """The part of a frame that a thumbnail shows: of this shape, around the hero, and never outside the frame.

    Parameters
    ----------
    hero : box of the hero picture in parts of the frame, or None for the middle of the stage.
    aspect : width to height of the frame.
    shape : width to height of the thumbnail.
    """
    x, y, wide, high = hero or (0.1, 0.12, 0.8, 0.76)
    # In units of the frame's height, where a thumbnail's sides compare.
    across, down = wide * aspect * 1.04, high * 1.04
    across, down = max(across, down * shape), max(down, across / shape)
    shrink = min(1.0, aspect / across, 1.0 / down)
    across, down = across * shrink, down * shrink
    left = min(max((x + wide / 2) * aspect - across / 2, 0.0), aspect - across)
    top = min(max(y + high / 2 - down / 2, 0.0), 1.0 - down)
    return left / aspect, top, across / aspect, down
