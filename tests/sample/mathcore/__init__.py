"""A mathematics small enough to be edited by a test."""

from mathcore.heights import TEMPERATURE, shares
from mathcore.neuron import output

__all__ = ["TEMPERATURE", "output", "shares"]
