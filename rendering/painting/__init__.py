"""Recorded shapes as pixels or vectors, by Manim's own drawing code."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["painter", "regions", "stills", "vector"]
