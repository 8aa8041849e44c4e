"""A length."""

LENGTH = 0.75
