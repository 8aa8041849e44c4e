"""A deck for the browser: one page of our own, with a player of a few hundred lines and no request to anywhere."""

import base64
import io
from html import escape
from pathlib import Path
from string import Template

from rendering.publishing.decks.notes import numbered
from rendering.publishing.lectures.lecture import Beat, Clip, Lecture
from rendering.publishing.lectures.media import url
from rendering.publishing.lectures.symbols import rich

HERE = Path(__file__).parent
#: Of the frames in the overview and on paper, in pixels.
PICTURE_WIDTH = 640


def deck_page(lecture: Lecture, palette: dict[str, str], theme: str, one_file: bool = False) -> str:
    """The page; its films lie beside it, or in it (`one_file`)."""
    return Template((HERE / "deck.html").read_text(encoding="utf-8")).substitute(
        language=escape(lecture.language),
        theme=theme,
        title=escape(lecture.title),
        heading=rich(lecture.title),
        palette=css_variables(palette, theme),
        css=(HERE / "deck.css").read_text(encoding="utf-8"),
        js=(HERE / "deck.js").read_text(encoding="utf-8"),
        speaker_js=(HERE / "speaker.js").read_text(encoding="utf-8"),
        rows="\n".join(_rows(lecture, one_file)),
    )


def css_variables(palette: dict[str, str], theme: str) -> str:
    """Colours by role as CSS, and the hairline of a theme, which is fainter than any mark may be."""
    hair = {"dark": "#262C35", "light": "#DFE2E6"}[theme]
    return " ".join(f"--{role}: {colour};" for role, colour in {**palette, "hair": hair}.items())


def _picture(file: Path) -> str:
    """A frame in small, in the page: the overview is whole at once, offline and printed, too."""
    from PIL import Image

    with Image.open(file) as image:
        image.thumbnail((PICTURE_WIDTH, PICTURE_WIDTH))
        small = io.BytesIO()
        image.convert("RGB").save(small, "WEBP", quality=82)
    return _data("image/webp", small.getvalue())


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _rows(lecture: Lecture, one_file: bool) -> list[str]:
    place, rows = 0, []
    for number, clip in numbered(lecture.clips):
        place += 1  # the title's own slide
        beats = []
        for beat in clip.beats:
            place += 1
            film = _data("video/mp4", (lecture.folder / beat.file).read_bytes()) if one_file else url(beat.file)
            beats.append(_beat(clip, beat, place, film, _picture(lecture.folder / beat.last)))
        rows.append(
            f'<section class="row" aria-label="{escape(clip.title)}">\n'
            f'<header class="slide" tabindex="-1"><span class="number">{number}</span>'
            f'<h2>{rich(clip.title)}</h2><p class="summary">{rich(clip.summary)}</p></header>\n'
            f'<ol class="beats">\n{"".join(beats)}</ol>\n</section>'
        )
    return rows


def _beat(clip: Clip, beat: Beat, place: int, film: str, picture: str) -> str:
    stops = " ".join(f"{stop.at - beat.start:.4f}" for stop in beat.stops)
    words = "".join(f'<p class="{kind}">{rich(text)}</p>' for kind, text, *_ in beat.told())
    address = f"#{place}" if film.startswith("data:") else film  # without scripts, a picture leads to its film
    told = f"{escape(beat.label)}: {escape(beat.alt)}"
    return (
        f'<li class="slide" data-film="{film}" data-fps="{clip.fps}" data-stops="{stops}">'
        f'<a href="{address}">'
        f'<img src="{picture}" alt="{told}" width="640" height="360" decoding="async">'
        f'<span class="place">{place}</span></a>'
        f'<div class="words">{words}<p class="alt">{rich(beat.alt)}</p></div></li>\n'
    )
