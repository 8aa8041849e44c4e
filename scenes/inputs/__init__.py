"""What people bring: numbers as they write them, and batches from the files of other tools."""

from .batch import MOST_COLUMNS, Batch, read_batch, untrained

__all__ = ["MOST_COLUMNS", "Batch", "read_batch", "untrained"]
