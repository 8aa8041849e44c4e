"""Render a scene on every save, and show it on a page."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["ready", "watch"]
