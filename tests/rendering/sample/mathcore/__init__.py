"""A mathematics small enough to be edited by a test."""

from mathcore.heights import TEMPERATURE, shares

__all__ = ["TEMPERATURE", "shares"]
