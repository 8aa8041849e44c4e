"""A length."""

STARRED = 0.45
