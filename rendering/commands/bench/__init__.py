"""Speed, size and quality, measured against plain Manim."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["bench"]
