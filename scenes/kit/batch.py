"""A batch of logits with their true classes: the shipped one, or one read from files of the user's own.

Nothing in such a file is ever run: pickled objects are refused, and shapes are looked at before numbers are read.
"""

import csv
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

import mathcore as mc

#: What is read at most; a picture shows less.
MOST_ROWS = MOST_COLUMNS = 10_000
MOST_CELLS = 10_000_000
MOST_BYTES = 300_000_000
#: Numbers beyond it are placeholders, not logits.
LARGEST = 1e100

#: True classes of 32 training examples of Karpathy's makemore, part 4 (0 ends a name, 1 to 26 are a to z).
LETTERS = "8 14 15 22 0 19 9 14 5 1 20 3 8 14 12 0 11 0 26 9 25 0 1 1 7 18 9 3 5 9 0 18"
SEED, EMBEDDING, CONTEXT, HIDDEN = 27, 10, 3, 64

HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
#: What a damaged archive or array raises, besides ValueError.
DAMAGED = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Batch:
    """Logits, shape (n, K), and true classes, shape (n,)."""

    logits: np.ndarray
    targets: np.ndarray

    def __post_init__(self):
        n, classes = self.logits.shape
        if self.targets.shape != (n,):
            raise ValueError(
                f"logits have {n} rows, but targets have shape {self.targets.shape}; give one true class for each row"
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
            raise ValueError(
                f"targets[{row}] is {self.targets[row]}, but there are {classes} classes; use 0 to {classes - 1}"
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

    Parameters
    ----------
    source : a ``.npz`` with arrays ``logits`` and ``targets``; a ``.csv`` whose rows hold K logits, then the true
        class; or a ``.npy`` of logits.
    targets : a ``.npy`` of true classes, for a ``.npy`` of logits.

    Raises
    ------
    ValueError
        In one line: what came, what is allowed, what to do.
    """
    path = _file(source, (".npz", ".csv", ".npy"))
    ending = path.suffix.lower()
    if ending != ".npy" and targets:
        raise ValueError(f"targets is {targets!r}, but {source} holds its own; leave it out, or give two .npy files")
    if ending == ".npy" and not targets:
        raise ValueError(f"{source} holds logits alone; give their true classes too, with targets=FILE.npy")
    try:
        if ending == ".csv":
            return _csv(path)
        if ending == ".npz":
            return _npz(path)
        with path.open("rb") as logits, _file(targets, (".npy",)).open("rb") as classes:
            return Batch(_logits(logits), _targets(classes))
    except DAMAGED as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ValueError(f"{source} can't be read ({reason[:80]}); save the batch again") from None
    except ValueError as error:
        raise ValueError(f"{source}: {error}") from None


def _file(name: str, endings: tuple[str, ...]) -> Path:
    """Return the path of a regular file of moderate size with one of these endings."""
    path = Path(name)
    if path.suffix.lower() not in endings:
        raise ValueError(f"{name!r} must be a {' or '.join(endings)} file; save the batch as one of these")
    try:
        size = path.stat().st_size if path.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        size = None
    if size is None:
        raise ValueError(f"there is no file {name!r}; give a path from this folder on, or a full one")
    if size > MOST_BYTES:
        raise ValueError(f"{name} has {size / 1e6:.0f} MB, but at most {MOST_BYTES / 1e6:.0f} are read; save less")
    return path


def _npz(path: Path) -> Batch:
    with zipfile.ZipFile(path) as archive:
        names = sorted(name.removesuffix(".npy") for name in archive.namelist())
        if not {"logits", "targets"} <= set(names):
            came = ", ".join(names)[:60] or "nothing"
            raise ValueError(
                f"must hold arrays logits and targets, but holds {came}; "
                "save it with numpy.savez(FILE, logits=..., targets=...)"
            )
        with archive.open("logits.npy") as logits, archive.open("targets.npy") as targets:
            return Batch(_logits(logits), _targets(targets))


def _logits(stream: BinaryIO) -> np.ndarray:
    shape = _header(stream, "logits", "iuf", "real numbers", "save them as plain floats")
    if len(shape) != 2:
        raise ValueError(f"logits must have shape (rows, classes), but have shape {shape}; give one row an example")
    _check_size(*shape)
    return _numbers(stream).astype(np.float64)


def _targets(stream: BinaryIO) -> np.ndarray:
    shape = _header(stream, "targets", "iu", "class indices", "save them with .astype(int)")
    if len(shape) != 1:
        raise ValueError(
            f"targets must be a list of class indices, but have shape {shape}; one-hot rows: take .argmax(axis=1)"
        )
    _check_rows(shape[0])
    return _numbers(stream).astype(np.int64)


def _header(stream: BinaryIO, name: str, kinds: str, meant: str, advice: str) -> tuple[int, ...]:
    """Return an array's shape before any of it is read; refuse what isn't made of plain numbers."""
    try:
        shape, _, dtype = HEADERS[np.lib.format.read_magic(stream)](stream)
    except (KeyError, ValueError):
        raise ValueError(f"{name} is no array of numbers as numpy.save writes it; {advice}") from None
    stream.seek(0)
    if dtype.hasobject:
        raise ValueError(f"{name} holds pickled Python objects, which are never loaded; {advice}")
    if dtype.kind not in kinds:
        raise ValueError(f"{name} must hold {meant}, but hold {dtype}; {advice}")
    return shape


def _numbers(stream: BinaryIO) -> np.ndarray:
    return np.lib.format.read_array(stream, allow_pickle=False)


def _check_rows(rows: int) -> None:
    if not 1 <= rows <= MOST_ROWS:
        raise ValueError(f"there are {rows} rows, but 1 to {MOST_ROWS} are allowed; save some of them")


def _check_size(rows: int, classes: int) -> None:
    _check_rows(rows)
    if not 2 <= classes <= MOST_COLUMNS:
        raise ValueError(f"there are {classes} classes, but 2 to {MOST_COLUMNS} are allowed; give a logit for each")
    if rows * classes > MOST_CELLS:
        raise ValueError(
            f"there are {rows} × {classes} logits, but at most {MOST_CELLS} are read; "
            f"save the first {MOST_CELLS // classes} rows"
        )


def _csv(path: Path) -> Batch:
    """Read rows of K logits and the true class; the first line may be a heading."""
    rows: list[np.ndarray] = []
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as lines:
        reader = csv.reader(lines)
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells) and not _is_heading(reader.line_num, cells):
                    rows.append(_row(reader.line_num, cells, len(rows[0]) if rows else len(cells)))
                    _check_size(len(rows), len(cells) - 1)
        except csv.Error as error:
            raise ValueError(f"line {reader.line_num} is no line of a CSV ({error}); separate by commas") from None
    _check_rows(len(rows))
    table = np.array(rows)
    return Batch(table[:, :-1], table[:, -1].astype(np.int64))


def _is_heading(line: int, cells: list[str]) -> bool:
    if line > 1 or _parsed(cells) is not None:
        return False
    if not cells[0].strip():
        raise ValueError("the first column has no name, as of an index; save without it (pandas: index=False)")
    return True


def _parsed(cells: list[str]) -> np.ndarray | None:
    try:
        return np.array([float(cell) for cell in cells])
    except ValueError:
        return None


def _row(line: int, cells: list[str], expected: int) -> np.ndarray:
    """Return the numbers of a line: K logits and a class index."""
    numbers = _parsed(cells)
    if numbers is None:
        came = ", ".join(cells)
        raise ValueError(f"line {line} holds {came[:40]!r}, not all numbers; write K logits, then the class")
    if len(numbers) != expected:
        raise ValueError(
            f"line {line} has {len(numbers)} numbers, the first row {expected}; write K logits, then the class"
        )
    if not (float(numbers[-1]).is_integer() and abs(numbers[-1]) < 2**53):
        raise ValueError(
            f"line {line} ends with {cells[-1].strip()}, but the last number is the true class; "
            "write a whole number from 0 up"
        )
    return numbers
