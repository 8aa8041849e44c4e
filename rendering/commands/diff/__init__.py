"""Changed beats before and after, on a page."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["diff"]
