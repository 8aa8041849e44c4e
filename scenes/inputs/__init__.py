"""What people bring: numbers as they write them, and batches from the files of other tools."""

from .batch import MOST_COLUMNS, Batch, read_batch, untrained
from .shipped import ANIMALS, animals

__all__ = ["ANIMALS", "MOST_COLUMNS", "Batch", "animals", "read_batch", "untrained"]
