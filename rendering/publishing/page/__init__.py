"""The course page: one HTML file beside the clips."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["files", "page", "parts"]
