"""A length."""

LENGTH = 0.55
