"""Rendered clips as decks and pages tell them. A room of its own, so that a change here makes no clip again."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["lecture", "media", "symbols"]
