"""A PowerPoint file: a title slide a clip, a slide a beat, its film in it."""

from io import BytesIO
from pathlib import Path
from typing import Any

from rendering.errors import UserError
from rendering.publishing.decks.notes import numbered, plain_notes
from rendering.publishing.decks.timing import timing
from rendering.publishing.lectures.lecture import Beat, Clip, Lecture, clock
from rendering.publishing.lectures.symbols import runs

#: EMU, PowerPoint's unit, in a pixel of a 1280 by 720 slide.
PIXEL = 9525
WIDTH, HEIGHT = 1280 * PIXEL, 720 * PIXEL
FONT = "Palatino Linotype"
#: Letters in a line of a title, and from one line to the next.
TITLE_LINE, TITLE_PITCH = 28, 86 * PIXEL
#: PowerPoint "cannot play media" when one file holds more full-HD films than this (manim-slides#392).
MANY = 25


def pptx_bytes(lecture: Lecture, palette: dict[str, str], start: str = "auto", template: Path | None = None) -> bytes:
    """Return the deck as a file.

    Parameters
    ----------
    lecture : what is shown; its films are embedded.
    palette : colours by role, the films' own (``#RRGGBB``).
    start : "auto" to play a film when its slide comes, "click" to wait for a click.
    template : a presentation whose slides, layouts and look the deck takes on, or None for full-bleed films.
    """
    deck = _Deck(lecture, palette, start, template)
    for number, clip in numbered(lecture.clips):
        deck.title_slide(number, clip)
        for beat in clip.beats:
            deck.beat_slide(clip, beat)
    deck.file.core_properties.title = lecture.title
    deck.file.core_properties.language = lecture.language
    file = BytesIO()
    deck.file.save(file)
    return file.getvalue()


def too_many(lecture: Lecture) -> bool:
    """Whether PowerPoint is known to refuse some of so many, and so large, films in one file."""
    return sum(len(clip.beats) for clip in lecture.clips if clip.width * clip.height >= 1920 * 1080) > MANY


def balanced(title: str, lines: int) -> str:
    """A title broken into so many lines of about the same length.

    >>> balanced("Nudge one logit, watch every share", 2)
    'Nudge one logit,\\nwatch every share'
    """
    broken, words = "", title.split(" ")
    while words:
        goal = len(" ".join(words)) / lines
        line = words.pop(0)
        while words and (lines == 1 or len(line) + len(words[0]) / 2 < goal):
            line += f" {words.pop(0)}"
        broken += f"\n{line}" if broken else line
        lines = max(1, lines - 1)
    return broken


class _Deck:
    """A presentation in the making."""

    def __init__(self, lecture: Lecture, palette: dict[str, str], start: str, template: Path | None):
        self.lecture, self.palette, self.start, self.template = lecture, palette, start, template
        self.file = _opened(template)
        if template is None:
            self.file.slide_width, self.file.slide_height = WIDTH, HEIGHT
            self.title_layout = self.film_layout = self.file.slide_layouts.get_by_name("Title Only")
            self.frame = (0, 0, WIDTH, HEIGHT)
            _paint_paper(self.file.slide_master, palette["paper"])
        else:
            self.title_layout = self.file.slide_layouts[0]
            self.film_layout, self.frame = _roomiest(self.file)

    def title_slide(self, number: int, clip: Clip) -> None:
        """Number, title and one sentence."""
        slide = self.file.slides.add_slide(self.title_layout)
        length = f"{len(clip.beats)} beats, {clock(clip.duration)}"
        if self.template is None:
            left, width = 140 * PIXEL, 1000 * PIXEL
            lines = -(-len(clip.title) // TITLE_LINE)
            top = 232 * PIXEL - (lines - 1) * TITLE_PITCH // 2
            below = top + lines * TITLE_PITCH + 40 * PIXEL
            title = slide.shapes.title
            title.left, title.top, title.width, title.height = left, top, width, below - top
            self._text(title, balanced(clip.title, lines), 54, "ink")
            self._text(slide.shapes.add_textbox(left, top - 56 * PIXEL, width, 60 * PIXEL), str(number), 28, "muted")
            self._text(slide.shapes.add_textbox(left, below, width, 100 * PIXEL), clip.summary, 24, "muted")
        else:
            if slide.shapes.title is not None:
                slide.shapes.title.text = clip.title
            rest = [each for each in slide.placeholders if each.placeholder_format.type is not None]
            for each in [p for p in rest if p.placeholder_format.idx == 1][:1]:
                each.text = clip.summary
        slide.notes_slide.notes_text_frame.text = f"{clip.title}\n{clip.summary}\n{length}"

    def beat_slide(self, clip: Clip, beat: Beat) -> None:
        """The beat's film; a question stands on a slide of its own, so that there is time for it."""
        slide = self._film_slide(f"{clip.title}: {beat.label}")
        box = self._fitted(clip)
        folder = self.lecture.folder
        film = slide.shapes.add_movie(
            str(folder / beat.file), *box, poster_frame_image=str(folder / beat.first), mime_type="video/mp4"
        )
        self._describe(film, beat.label, beat.alt)
        for old in slide._element.findall("{*}timing"):
            slide._element.remove(old)
        tree = timing(film.shape_id, round((beat.end - beat.start) * 1000), self.start)
        slide._element.insert_element_before(tree, "p:extLst")
        slide.notes_slide.notes_text_frame.text = plain_notes(beat)
        if beat.question:
            still = self._film_slide(f"{clip.title}: {beat.question}")
            self._describe(still.shapes.add_picture(str(folder / beat.last), *box), "Question", beat.alt)
            still.notes_slide.notes_text_frame.text = f"Ask: {beat.question}\nThe next slide answers."

    def _film_slide(self, title: str) -> Any:
        slide = self.file.slides.add_slide(self.film_layout)
        heading = slide.shapes.title
        if heading is not None:
            heading.text = title
            if self.template is None:  # for screen readers and the outline; the films have titles of their own
                heading.left, heading.top, heading.width, heading.height = 0, -80 * PIXEL, WIDTH, 60 * PIXEL
        for each in list(slide.placeholders):
            if heading is None or each.placeholder_format.idx != heading.placeholder_format.idx:
                each._element.getparent().remove(each._element)
        return slide

    def _fitted(self, clip: Clip) -> tuple[int, int, int, int]:
        """The largest box of the clip's shape in the middle of the frame."""
        left, top, width, height = self.frame
        scale = min(width / clip.width, height / clip.height)
        wide, high = round(clip.width * scale), round(clip.height * scale)
        return left + (width - wide) // 2, top + (height - high) // 2, wide, high

    @staticmethod
    def _describe(shape: Any, name: str, alt: str) -> None:
        shape.name = name
        shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)

    def _text(self, shape: Any, text: str, points: int, role: str) -> None:
        """Put a sentence into a shape, its symbols in italics and in their colours."""
        from pptx.dml.color import RGBColor
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
        from pptx.util import Pt

        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = 0
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        pieces = [piece for line in text.split("\n") for piece in (None, *runs(line))][1:]
        for piece in pieces:
            if piece is None:
                paragraph.add_line_break()
                continue
            for letters, lowered in ((piece.text, False), (piece.sub, True)):
                if letters:
                    run = paragraph.add_run()
                    run.text = letters
                    run.font.name, run.font.size, run.font.italic = FONT, Pt(points), bool(piece.role)
                    run.font.color.rgb = RGBColor.from_string(self.palette[piece.role or role].lstrip("#"))
                    if lowered:
                        run._r.get_or_add_rPr().set("baseline", "-25000")


def _opened(template: Path | None) -> Any:
    from pptx import Presentation
    from pptx.exc import PackageNotFoundError

    try:
        return Presentation(str(template) if template else None)
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise UserError(f"{template} is not a PowerPoint file (.pptx); give one that PowerPoint saved") from error


def _paint_paper(master: Any, paper: str) -> None:
    from pptx.dml.color import RGBColor

    fill = master.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(paper.lstrip("#"))


def _roomiest(file: Any) -> tuple[Any, tuple[int, int, int, int]]:
    """The layout that has the largest placeholder besides a title, and that placeholder's box."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KINDS

    fit = (KINDS.OBJECT, KINDS.MEDIA_CLIP, KINDS.PICTURE, KINDS.BODY)
    found = [
        (each.width * each.height, layout, (each.left, each.top, each.width, each.height))
        for layout in file.slide_layouts
        for each in layout.placeholders
        if each.placeholder_format.type in fit and each.width and each.height
    ]
    if not found:
        raise UserError("the template has no layout with room for a film; add one with a content placeholder")
    _, layout, box = max(found, key=lambda each: each[0])
    return layout, box
