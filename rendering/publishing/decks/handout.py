"""A handout: the last frame of each beat, with its words; A4, a clip begins a page."""

from pathlib import Path
from typing import Any

from rendering.publishing.decks.escape import typst
from rendering.publishing.decks.notes import numbered
from rendering.publishing.lectures.lecture import Beat, Clip, Lecture, clock

_PAGE = """
#set document(title: TITLE)
#set page(paper: "a4", margin: (x: 16mm, y: 15mm), footer: context [
  #set text(size: 8pt, fill: rgb("#58616E"))
  #TITLE #h(1fr) #counter(page).display()
])
#set text(font: "Libertinus Serif", size: 9.5pt, lang: LANGUAGE, fill: rgb("#1B1F24"))
#set par(leading: .5em, spacing: .55em)
#let beat(file, alt, label, caption, conclusion, question) = width => block(breakable: false, {
  image(file, width: width, alt: alt)
  v(1.5mm, weak: true)
  strong(label)
  parbreak()
  caption
  if conclusion != "" { parbreak(); conclusion }
  if question != "" { parbreak(); emph(question) }
})
#let clip(number, title, summary, length, first, beats) = {
  if not first { pagebreak() }
  heading(outlined: true, {
    set text(size: 19pt, weight: "regular")
    text(fill: rgb("#58616E"), number)
    h(3mm)
    title
  })
  block(above: 3mm, below: 6mm, { text(fill: rgb("#58616E"), summary); h(1fr); text(fill: rgb("#58616E"), length) })
  grid(columns: (1fr, 1fr), column-gutter: 7mm, row-gutter: 6mm,
    ..beats.map(each => each(if beats.len() > 6 { 85% } else { 100% })))  // up to eight on a page
}
"""


def handout(lecture: Lecture) -> bytes:
    """Return the handout as a PDF."""
    import typst

    compiler: Any = typst

    source = handout_source(lecture)
    # The source is handed over as bytes, so that nothing is written beside the films.
    return compiler.compile(
        source.encode(), root=str(lecture.folder), format="pdf", ignore_system_fonts=True, pdf_standards=["a-2b"]
    )


def handout_source(lecture: Lecture) -> str:
    """Return the handout in Typst; pictures are named from the lecture's folder, which is the root."""
    page = _PAGE.replace("#TITLE", f"#text({typst(lecture.title)})").replace("TITLE", typst(lecture.title))
    page = page.replace("LANGUAGE", typst(lecture.language[:2]))
    return page + "\n".join(_clip(number, clip) for number, clip in numbered(lecture.clips))


def _clip(number: int, clip: Clip) -> str:
    beats = ",\n".join(_beat(each) for each in clip.beats)
    length = typst(f"{len(clip.beats)} beats, {clock(clip.duration)}")
    first = "true" if number == 1 else "false"
    return f"#clip({typst(str(number))}, {typst(clip.title)}, {typst(clip.summary)}, {length}, {first},\n({beats},))\n"


def _beat(beat: Beat) -> str:
    words = (beat.alt, beat.label, beat.caption, beat.conclusion, beat.question)
    return f"beat({typst('/' + Path(beat.last).as_posix())}, {', '.join(map(typst, words))})"
