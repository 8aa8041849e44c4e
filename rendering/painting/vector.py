"""A frame as SVG or PDF: the recorded shapes drawn by Manim's own code on another of Cairo's surfaces."""

import io
from typing import Any
from xml.sax.saxutils import escape

import cairo
import numpy as np

from rendering.model.segment import Segment
from rendering.painting.outline import Brush, outlines_of

HEIGHT = 540  # points or pixels, as high as a slide of 7.5 inches; of no account for what scales anyway


class VectorBrush(Brush):
    """The painter's brush, with colours in their right order."""

    def set_cairo_context_color(self, ctx: Any, rgbas: Any, vmobject: Any) -> Any:
        """Undo that Manim exchanges red and blue, which it does since it reads Cairo's pixels backwards."""
        return super().set_cairo_context_color(ctx, np.asarray(rgbas)[:, [2, 1, 0, 3]], vmobject)


def vector_still(
    segment: Segment, run: int, form: str, transparent: bool, title: str = "", description: str = ""
) -> bytes:
    """One run of a segment as an SVG or PDF file, with what it is called and what can be seen for those who can't."""
    frame_width, frame_height, x, y = segment.view
    scale = HEIGHT / frame_height
    width = frame_width * scale
    out = io.BytesIO()
    surface = _surface(form, out, width)
    context = cairo.Context(surface)
    if not transparent:
        context.set_source_rgb(*(level / 255 for level in segment.background[:3]))
        context.paint()
    context.set_matrix(cairo.Matrix(scale, 0, 0, -scale, width / 2 - x * scale, HEIGHT / 2 + y * scale))
    # What the camera thinks its pixels are doesn't matter: it has none to paint on.
    brush = VectorBrush(pixel_width=16, pixel_height=9, frame_width=frame_width, frame_height=frame_height)
    outlines = outlines_of(segment)
    for number in segment.runs[run][0]:
        brush.display_vectorized(outlines[number], context)
    if form == "pdf":
        surface.set_metadata(cairo.PDF_METADATA_TITLE, title)
        surface.set_metadata(cairo.PDF_METADATA_SUBJECT, description)
    surface.finish()
    return out.getvalue() if form == "pdf" else _described(out.getvalue(), title, description)


def _described(svg: bytes, title: str, description: str) -> bytes:
    """An SVG with a title and a description, which screen readers say and browsers show."""
    start = svg.index(b">", svg.index(b"<svg"))
    told = f'<title id="title">{escape(title)}</title>\n<desc id="desc">{escape(description)}</desc>'
    return b"".join((svg[:start], b' role="img" aria-labelledby="title desc">\n', told.encode(), svg[start + 1 :]))


def _surface(form: str, out: io.BytesIO, width: float) -> Any:
    surface: Any
    if form == "svg":
        surface = cairo.SVGSurface(out, width, HEIGHT)
        surface.set_document_unit(cairo.SVG_UNIT_PX)
        return surface
    surface = cairo.PDFSurface(out, width, HEIGHT)
    # Else the clock's, and the same picture would be another file each time.
    surface.set_metadata(cairo.PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
    return surface
