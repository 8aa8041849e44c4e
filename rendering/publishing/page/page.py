"""The course page: every clip with its player, its words, its files; one HTML file that asks nobody for anything."""

from html import escape

from rendering.publishing.decks.html import css_variables
from rendering.publishing.lectures.lecture import Clip, Lecture, clock
from rendering.publishing.lectures.media import thumb_crop, url, write_picture
from rendering.publishing.lectures.symbols import rich
from rendering.publishing.page import parts
from rendering.publishing.page.parts import HERE, Download, template

SCRIPTS = ("films.js", "player.js", "sweep.js", "page.js")
POSTER_WIDTH, THUMB_WIDTH, STILL_WIDTH = 1280, 312, 640


def course_page(
    lecture: Lecture,
    palettes: dict[str, dict[str, str]],
    themes: list[str],
    lead: str,
    downloads: dict[str, list[Download]],
    links: list[tuple[str, str]],
) -> str:
    """Return the page as HTML.

    Parameters
    ----------
    lecture : the clips, rendered without titles and captions; those of ``themes[0]``.
    palettes : colours by role, of "dark" and of "light".
    themes : the themes in which the clips were rendered; theirs are in ``page/THEME/`` beside the page.
    lead : what the course is about, in a sentence or two.
    downloads : by clip, the files to take away; the film comes first, then its captions and its poster.
    links : what else there is: text and address.
    """
    media = f"page/{themes[0]}/"
    return template("page.html").substitute(
        language=escape(lecture.language),
        themes=" ".join(themes),
        title=escape(lecture.title),
        description=escape(lead),
        dark_palette=css_variables(palettes["dark"], "dark"),
        light_palette=css_variables(palettes["light"], "light"),
        css=(HERE / "page.css").read_text(encoding="utf-8"),
        js="\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS),
        heading=_heading(lecture.title),
        lead=rich(lead),
        facts=f"{lecture.beats} beats in {clock(lecture.duration)}",
        links="".join(f'<a href="{url(address)}">{escape(text)}</a>' for text, address in links),
        contents="\n".join(_entry(number, clip, media) for number, clip in enumerate(lecture.clips, start=1)),
        clips="\n".join(
            _clip(number, clip, media, downloads[clip.name]) for number, clip in enumerate(lecture.clips, start=1)
        ),
    )


def write_pictures(lecture: Lecture) -> None:
    """Write the page's posters, thumbnails and stills beside the clips, as small WebP pictures."""
    for clip in lecture.clips:
        poster = lecture.folder / clip.poster
        write_picture(poster, lecture.folder / _poster(clip), POSTER_WIDTH)
        crop = thumb_crop(clip.hero, clip.width / clip.height)
        write_picture(poster, lecture.folder / _thumb(clip), THUMB_WIDTH, crop)
        for beat in clip.beats:
            write_picture(lecture.folder / beat.last, lecture.folder / parts.still_name(beat), STILL_WIDTH)


def _poster(clip: Clip) -> str:
    return f"pictures/{clip.name}.webp"


def _thumb(clip: Clip) -> str:
    return f"pictures/{clip.name}-thumb.webp"


def _heading(title: str) -> str:
    """A short title is set in two voices: what follows its first word is in italics."""
    first, _, rest = title.partition(" ")
    return f"{escape(first)} <em>{escape(rest)}</em>" if 1 <= len(rest.split()) <= 2 else rich(title)


def _entry(number: int, clip: Clip, media: str) -> str:
    thumb = url(_thumb(clip))
    return (
        f'    <li><a href="#{escape(clip.name)}"><img src="{media}{thumb}" data-file="{thumb}" alt="" width="312"'
        f' height="208" loading="lazy"><span class="number">{number}</span><span class="name"><b>{rich(clip.title)}</b>'
        f"<small>{parts.facts(clip)}</small></span></a></li>"
    )


def _clip(number: int, clip: Clip, media: str, downloads: list[Download]) -> str:
    film, captions, poster = (path for path, *_ in downloads[:3])
    asks = any(beat.question for beat in clip.beats)
    return template("clip.html").substitute(
        name=escape(clip.name),
        number=number,
        title=rich(clip.title),
        plain_title=escape(clip.title),
        summary=rich(clip.summary),
        fps=clip.fps,
        width=clip.width,
        height=clip.height,
        file=url(clip.file),
        media=media,
        poster=url(_poster(clip)),
        bars=parts.bars(clip),
        duration=f"{clip.duration:.3f}",
        length=clock(clip.duration),
        no_questions="" if asks else " hidden",
        beats=parts.beat_items(clip),
        alt=escape(clip.beats[0].alt),
        sweeps="\n".join(parts.sweep_section(clip, sweep, media) for sweep in clip.sweeps),
        transcript=parts.transcript_items(clip, media),
        snippets=parts.snippet_choice(clip, film, captions, poster),
        downloads=parts.download_rows(downloads),
    )
