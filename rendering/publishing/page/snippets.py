"""How to put a clip into a talk, program by program: three steps, or a piece to paste."""

from html import escape

from rendering.publishing.decks.escape import markdown, tex
from rendering.publishing.lectures.lecture import Clip
from rendering.publishing.lectures.media import url

#: Program: its key and its name.
PROGRAMS = {
    "powerpoint": "PowerPoint",
    "keynote": "Keynote",
    "google": "Google Slides",
    "reveal": "reveal.js",
    "quarto": "Quarto",
    "beamer": "Beamer",
    "jupyter": "Jupyter",
    "html": "HTML",
}


def steps(film: str) -> dict[str, list[str]]:
    """The three steps of each program with windows and menus."""
    return {
        "powerpoint": [
            f"Insert > Video > This Device, and choose {film}.",
            "Playback > Start: Automatically. Leave “Rewind after Playing” off, so that the last frame stays.",
            "One slide a beat? ./render.sh deck --to pptx writes them all, with notes.",
        ],
        "keynote": [
            f"Drag {film} onto the slide and pull it to the slide’s edges.",
            "Format > Movie > Start movie on click: off. Repeat: none.",
            "For a see-through film: ./render.sh render --format mov --transparent, and drag the .mov.",
        ],
        "google": [
            f"Upload {film} to Google Drive.",
            "Insert > Video > Google Drive, and choose it.",
            "Format options > Video playback > Play: automatically.",
        ],
    }


def pieces(clip: Clip, film: str, captions: str, poster: str) -> dict[str, str]:
    """The piece to paste for each program that takes text; files are relative to the page."""
    title = escape(clip.title)
    summary = escape(clip.summary)
    film_url, poster_url = url(film), url(poster)
    return {
        "reveal": (
            f'<section data-background-video="{film_url}" data-background-video-muted\n'
            f'  data-background-size="contain" aria-label="{title}">\n'
            f'  <aside class="notes">{summary}</aside>\n</section>'
        ),
        "quarto": (
            f"## {markdown(clip.title)} {{.unnumbered}}\n\n"
            f'```{{=html}}\n<video data-autoplay muted playsinline width="100%"\n'
            f'  src="{film_url}" poster="{poster_url}" aria-label="{summary}"></video>\n```\n\n'
            f"::: notes\n{markdown(clip.summary)}\n:::"
        ),
        "beamer": (
            f"% \\usepackage{{multimedia}}\n\\begin{{frame}}{{{tex(clip.title)}}}\n"
            f"  \\movie[width=\\textwidth,height=.5625\\textwidth,autostart,showcontrols=false,poster]\n"
            f"    {{\\includegraphics[width=\\textwidth]{{{poster}}}}}{{{film}}}\n"
            f"  \\note{{{tex(clip.summary)}}}\n\\end{{frame}}"
        ),
        "jupyter": f"from IPython.display import Video\n\nVideo({film!r}, embed=True, width=960)",
        "html": (
            f'<video controls muted playsinline width="960"\n  src="{film_url}" poster="{poster_url}">\n'
            f'  <track kind="captions" srclang="en" label="English" src="{url(captions)}" default>\n</video>'
        ),
    }
