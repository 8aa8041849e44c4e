"""Hypothesis draws the same examples in every run: a red test is red again, for everyone."""

from hypothesis import settings

settings.register_profile("mathcore", derandomize=True, max_examples=60, deadline=None, database=None)
settings.load_profile("mathcore")
