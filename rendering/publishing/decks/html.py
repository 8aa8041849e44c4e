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


def deck_page(lecture: Lecture, palette: dict[str, str], theme: str, one_file: bool = False) -> str:
    """The page; its films and pictures lie beside it, or in it (`one_file`)."""
    media = _Embedded(lecture.folder) if one_file else _Beside()
    return Template((HERE / "deck.html").read_text(encoding="utf-8")).substitute(
        language=escape(lecture.language),
        theme=theme,
        title=escape(lecture.title),
        heading=rich(lecture.title),
        palette=css_variables(palette, theme),
        css=(HERE / "deck.css").read_text(encoding="utf-8"),
        js=(HERE / "deck.js").read_text(encoding="utf-8"),
        speaker_js=(HERE / "speaker.js").read_text(encoding="utf-8"),
        rows="\n".join(_rows(lecture, media)),
    )


def css_variables(palette: dict[str, str], theme: str) -> str:
    """Colours by role as CSS, and the hairline of a theme, which is fainter than any mark may be."""
    hair = {"dark": "#262C35", "light": "#DFE2E6"}[theme]
    return " ".join(f"--{role}: {colour};" for role, colour in {**palette, "hair": hair}.items())


class _Beside:
    """Files that lie beside the page."""

    def film(self, file: str) -> str:
        return url(file)

    def picture(self, file: str) -> str:
        return url(file)


class _Embedded:
    """Files in the page: films as they are, pictures smaller."""

    def __init__(self, folder: Path):
        self.folder = folder

    def film(self, file: str) -> str:
        return _data("video/mp4", (self.folder / file).read_bytes())

    def picture(self, file: str) -> str:
        from PIL import Image

        with Image.open(self.folder / file) as image:
            image.thumbnail((640, 640))
            small = io.BytesIO()
            image.convert("RGB").save(small, "WEBP", quality=82)
        return _data("image/webp", small.getvalue())


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _rows(lecture: Lecture, media: _Beside | _Embedded) -> list[str]:
    place, rows = 0, []
    for number, clip in numbered(lecture.clips):
        place += 1  # the title's own slide
        beats = []
        for beat in clip.beats:
            place += 1
            beats.append(_beat(clip, beat, place, media))
        rows.append(
            f'<section class="row" aria-label="{escape(clip.title)}">\n'
            f'<header class="slide" tabindex="-1"><span class="number">{number}</span>'
            f'<h2>{rich(clip.title)}</h2><p class="summary">{rich(clip.summary)}</p></header>\n'
            f'<ol class="beats">\n{"".join(beats)}</ol>\n</section>'
        )
    return rows


def _beat(clip: Clip, beat: Beat, place: int, media: _Beside | _Embedded) -> str:
    stops = " ".join(f"{stop.at - beat.start:.4f}" for stop in beat.stops)
    film = media.film(beat.file)
    words = "".join(f'<p class="{kind}">{rich(text)}</p>' for kind, text, *_ in beat.told())
    address = f"#{place}" if film.startswith("data:") else film  # without scripts, a picture leads to its film
    told = f"{escape(beat.label)}: {escape(beat.alt)}"
    return (
        f'<li class="slide" data-film="{film}" data-fps="{clip.fps}" data-stops="{stops}"'
        f' data-first="{media.picture(beat.first)}">'
        f'<a href="{address}">'
        f'<img src="{media.picture(beat.last)}" alt="{told}" width="640" height="360" loading="lazy">'
        f'<span class="place">{place}</span></a>'
        f'<div class="words">{words}<p class="alt">{rich(beat.alt)}</p></div></li>\n'
    )
