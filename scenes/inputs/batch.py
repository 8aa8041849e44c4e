"""A batch of logits with their true classes: the shipped one, or one read from files of the user's own."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import mathcore as mc

from .numbers import shortened
from .sizes import LARGEST, MOST_BYTES, MOST_COLUMNS

__all__ = ["MOST_COLUMNS", "Batch", "read_batch", "untrained"]

#: True classes of 32 training examples of Karpathy's makemore, part 4 (0 ends a name, 1 to 26 are a to z).
LETTERS = "8 14 15 22 0 19 9 14 5 1 20 3 8 14 12 0 11 0 26 9 25 0 1 1 7 18 9 3 5 9 0 18"
SEED, EMBEDDING, CONTEXT, HIDDEN = 27, 10, 3, 64

TABLES, ARRAYS = (".csv", ".tsv", ".txt"), (".npz", ".npy")
#: What other tools save by themselves, and how a batch gets out of them.
ADVICE = {
    ".xlsx": "in Excel, save as CSV",
    ".xls": "in Excel, save as CSV",
    ".ods": "save as CSV",
    ".pt": "in PyTorch: numpy.savez('batch.npz', logits=logits.numpy(), targets=targets.numpy())",
    ".pth": "in PyTorch: numpy.savez('batch.npz', logits=logits.numpy(), targets=targets.numpy())",
    ".keras": "numpy.savez('batch.npz', logits=model.predict(x), targets=y)",
    ".h5": "numpy.savez('batch.npz', logits=..., targets=...)",
    ".rds": "in R: write.csv(cbind(logits, target), 'batch.csv', row.names = FALSE)",
    ".rdata": "in R: write.csv(cbind(logits, target), 'batch.csv', row.names = FALSE)",
    ".jld2": "in Julia: writedlm(\"batch.csv\", hcat(logits, targets), ',')",
    ".mat": "in MATLAB: writematrix([logits targets], 'batch.csv')",
}
#: What a damaged archive or array raises, besides ValueError.
DAMAGED = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, MemoryError)


@dataclass(frozen=True)
class Batch:
    """Logits, shape (n, K), and true classes, shape (n,)."""

    logits: np.ndarray
    targets: np.ndarray

    def __post_init__(self):
        n, classes = self.logits.shape
        if self.targets.shape != (n,):
            turned = " (they look transposed: save logits.T)" if self.targets.shape == (classes,) else ""
            raise ValueError(
                f"logits have {n} rows, but targets have shape {self.targets.shape}; "
                f"give one true class for each row{turned}"
            )
        unsound = ~(np.abs(self.logits) <= LARGEST)
        if unsound.any():
            row, column = np.argwhere(unsound)[0]
            raise ValueError(
                f"logits[{row}, {column}] is {self.logits[row, column]:g}, but logits must be finite "
                f"(within ±{LARGEST:g}); find the step that made it"
            )
        outside = (self.targets < 0) | (self.targets >= classes)
        if outside.any():
            row = int(np.argmax(outside))
            from_one = self.targets.min() >= 1 and self.targets.max() == classes
            raise ValueError(
                f"targets[{row}] is {self.targets[row]}, but there are {classes} classes; use 0 to {classes - 1}"
                + (" (R and Julia count from 1: subtract 1)" if from_one else "")
            )


def untrained() -> Batch:
    """Return the shipped batch: 32 examples of a character model that hasn't learnt anything yet, 27 classes."""
    generator = np.random.default_rng(SEED)
    targets = np.array(LETTERS.split(), dtype=int)
    embedding = generator.normal(size=(27, EMBEDDING))
    contexts = generator.integers(27, size=(len(targets), CONTEXT))
    model = mc.Network.random([CONTEXT * EMBEDDING, HIDDEN, 27], seed=SEED)
    return Batch(model.forward(embedding[contexts].reshape(len(targets), -1)).logits, targets)


def read_batch(source: str, targets: str = "") -> Batch:
    """Return the batch in a file.

    Nothing in it is ever run: pickled objects are refused, and shapes are looked at before numbers are read.

    Parameters
    ----------
    source : a ``.npz`` with arrays ``logits`` and ``targets``; a ``.csv``, ``.tsv`` or ``.txt`` whose rows hold K
        logits and the true class; or a ``.npy`` of logits.
    targets : a ``.npy`` of true classes, for a ``.npy`` of logits.

    Raises
    ------
    ValueError
        In one line: what came, what is allowed, what to do; with the line or the member that is meant.
    """
    from . import arrays, tables

    path = _file(source, (*ARRAYS, *TABLES))
    ending = path.suffix.lower()
    if ending != ".npy" and targets:
        raise ValueError(
            f"targets is {shortened(targets)!r}, but {shortened(source)} holds its own; "
            "leave it out, or give two .npy files"
        )
    if ending == ".npy" and not targets:
        raise ValueError(f"{shortened(source)} holds logits alone; give their true classes too, with targets=FILE.npy")
    try:
        if ending in TABLES:
            logits, classes = tables.read(path)
        elif ending == ".npz":
            logits, classes = arrays.read_archive(path)
        else:
            logits, classes = arrays.read_pair(path, _file(targets, (".npy",)))
        _refuse_shares(logits)
        return Batch(logits, classes)
    except DAMAGED as error:
        reason = shortened(str(error)) or type(error).__name__
        raise ValueError(f"{shortened(source)} can't be read ({reason}); save the batch again") from None
    except ValueError as error:
        raise ValueError(f"{shortened(source)}: {error}") from None


def _refuse_shares(logits: np.ndarray) -> None:
    """Raise ValueError for what must be the outputs of a softmax: every row positive with the sum 1."""
    if (logits >= 0).all() and (np.abs(logits.sum(axis=1) - 1) < 1e-3).all():
        raise ValueError("logits look like shares, as every row sums to 1; save what goes into the softmax")


def _file(name: str, endings: tuple[str, ...]) -> Path:
    """Return the path of a regular file of moderate size with one of these endings."""
    path, shown = Path(name), shortened(name)
    if name.startswith("~"):
        try:
            path = path.expanduser()
        except RuntimeError:
            raise ValueError(f"there is no home folder for {shown!r}; give a full path") from None
    ending = path.suffix.lower()
    if ending not in endings:
        advice = ADVICE.get(ending, "save the batch as one of these")
        raise ValueError(f"{shown!r} must be a {' or '.join(endings)} file; {advice}")
    try:
        size = path.stat().st_size if path.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        size = None
    if size is None:
        raise ValueError(f"there is no file {shown!r}; give a path from this folder on, or a full one")
    if size > MOST_BYTES:
        raise ValueError(f"{shown} has {size / 1e6:.0f} MB, but at most {MOST_BYTES / 1e6:.0f} are read; save less")
    return path
