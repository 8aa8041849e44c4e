"""What of a large batch is shown: some rows, and neighbouring classes taken together. Nothing shown is approximate."""

from dataclasses import dataclass

import numpy as np

import mathcore as mc
from scenes.inputs import Batch

#: A picture's rows and columns at most.
MOST_SHOWN_ROWS, MOST_SHOWN_COLUMNS = 32, 40


@dataclass(frozen=True)
class Excerpt:
    """The part of a batch that is shown.

    Neighbouring classes that share a column are one class: its share is the sum of theirs, its logit is
    log Σ e^z over them, and its slope is share minus truth again. So every row of the picture still sums to
    what a row of the batch sums to.

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

    @property
    def together(self) -> int:
        """How many neighbouring classes share a column (the last column may hold fewer)."""
        return -(-self.batch.logits.shape[1] // MOST_SHOWN_COLUMNS)

    @property
    def logits(self) -> np.ndarray:
        """Logits of the picture, shape (rows, columns)."""
        z = self.batch.logits[self.rows.start : self.rows.stop]
        edges = range(0, z.shape[1], self.together)
        return np.column_stack([log_sum_exp(z[:, start : start + self.together]) for start in edges])

    @property
    def targets(self) -> np.ndarray:
        """Column of the true class in each row that is shown."""
        return self.batch.targets[self.rows.start : self.rows.stop] // self.together


def log_sum_exp(z: np.ndarray) -> np.ndarray:
    """Return log Σ e^z over the last axis: the loss of the likeliest class is log Σ e^z − z_max."""
    likeliest = z.argmax(axis=-1)
    return mc.loss(z, likeliest) + z.max(axis=-1)
