"""Clips as decks for the programs in which talks are given."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["beamer", "escape", "handout", "html", "manim_slides", "pptx", "quarto", "reveal"]
