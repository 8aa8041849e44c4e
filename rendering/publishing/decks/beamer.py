"""A Beamer document for pdfLaTeX and LuaLaTeX: films where the viewer plays them, last frames where it doesn't."""

from pathlib import Path

from rendering.publishing.decks.escape import tex
from rendering.publishing.decks.notes import notes_of, numbered
from rendering.publishing.lectures.lecture import Beat, Clip, Lecture

HERE = Path(__file__).parent


def beamer_document(lecture: Lecture, palette: dict[str, str]) -> str:
    """Return ``deck.tex``; files are named relative to the lecture's folder, and need no escaping there.

    ``palette`` gives the films' paper, ink and muted as ``#RRGGBB``.
    """
    preamble = (HERE / "preamble.tex").read_text(encoding="utf-8")
    for role in ("paper", "ink", "muted"):
        preamble = preamble.replace(f"{{{role.upper()}}}", "{" + palette[role].lstrip("#") + "}")
    title = tex(lecture.title)
    about = f"\\title{{{title}}}\n\\hypersetup{{pdftitle={{{title}}},pdflang={{{lecture.language}}}}}"
    frames = [frame for number, clip in numbered(lecture.clips) for frame in _frames(number, clip)]
    return "\n".join([preamble + about, r"\begin{document}", *frames, r"\end{document}", ""])


def _frames(number: int, clip: Clip) -> list[str]:
    title = (
        "\\begin{frame}[plain]\n"
        r"\hspace*{.11\paperwidth}\begin{minipage}{.78\paperwidth}\raggedright"
        f"\n{{\\color{{muted}}\\Large {number}}}\\par\\medskip\n{{\\huge {tex(clip.title)}}}\\par\\bigskip\n"
        f"{{\\color{{muted}}{tex(clip.summary)}}}\n\\end{{minipage}}\n\\end{{frame}}"
    )
    frames = [title]
    for beat in clip.beats:
        frames.append(_frame(f"\\film{{{beat.file}}}{{{beat.first}}}{{{beat.last}}}", _notes(beat)))
        if beat.question:
            frames.append(_frame(f"\\includegraphics[width=\\paperwidth]{{{beat.last}}}", tex(beat.question)))
    return frames


def _frame(shown: str, note: str) -> str:
    return f"\\begin{{frame}}[plain]\n\\full{{{shown}}}\n\\note{{{note}}}\n\\end{{frame}}"


def _notes(beat: Beat) -> str:
    return "\\par\n  ".join(f"\\textbf{{{heading}}} {tex(text)}" for heading, text in notes_of(beat))
