"""What of a large batch is shown: some rows and some classes, each with its own numbers. Nothing is summed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

import mathcore as mc
from scenes.inputs import Batch

#: A picture's rows and columns at most.
MOST_SHOWN_ROWS, MOST_SHOWN_COLUMNS = 32, 40


@dataclass(frozen=True)
class Excerpt:
    """The part of a batch that is shown.

    Parameters
    ----------
    batch : the whole batch.
    row : a row that must be shown; the rows come in blocks of ``MOST_SHOWN_ROWS``.
    """

    batch: Batch
    row: int = 0

    @property
    def rows(self) -> range:
        """The batch's rows that are shown."""
        first = self.row // MOST_SHOWN_ROWS * MOST_SHOWN_ROWS
        return range(first, min(first + MOST_SHOWN_ROWS, len(self.batch.logits)))

    @cached_property
    def logits(self) -> np.ndarray:
        """All logits of the rows that are shown, shape (rows, K)."""
        return self.batch.logits[self.rows.start : self.rows.stop]

    @cached_property
    def targets(self) -> np.ndarray:
        """True classes of the rows that are shown, shape (rows,)."""
        return self.batch.targets[self.rows.start : self.rows.stop]

    @cached_property
    def columns(self) -> np.ndarray:
        """The classes that are shown, growing, shape (columns,): all, or the true ones and the likeliest."""
        classes = self.batch.logits.shape[1]
        if classes <= MOST_SHOWN_COLUMNS:
            return np.arange(classes)
        weights = mc.softmax(self.logits).max(axis=0)
        weights[self.targets] = 2.0
        return np.sort(np.argsort(-weights, kind="stable")[:MOST_SHOWN_COLUMNS])
