"""Rendered clips as decks and pages tell them. A room of its own, so that a change here makes no clip again."""
