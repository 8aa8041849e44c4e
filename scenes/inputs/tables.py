"""Batches in tables: a row an example, its K logits and the true class, as spreadsheets and other tools write them.

Commas, semicolons, tabs or spaces part the cells; where they are semicolons or tabs, numbers may have decimal
commas. A heading holds no number. No line is ever left out but empty ones.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .numbers import read_number, shortened
from .sizes import check_rows, check_size

#: How the column of true classes may be called; else it is the last one.
TRUTH = ("target", "targets", "label", "labels", "class", "classes", "y_true", "truth")
#: How the column of a table's row numbers is called.
INDEX = ("", "id", "index", "row", "rowname", "rownames", "row.names", "unnamed: 0", "nr", "no")
WRITE = "write K logits, then the class"


@dataclass(frozen=True)
class Line:
    """One line of a table: its number, and its cells."""

    number: int
    cells: list[str]

    @property
    def shown(self) -> str:
        """The line as messages repeat it."""
        return repr(shortened(", ".join(self.cells)))


def read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return logits and true classes of a table."""
    text = _text(path)
    separator = _separator(text)
    comma = separator in ";\t"
    truth, width = -1, 0
    rows: list[list[float]] = []
    for line in _lines(text, separator):
        if not rows and not width and not any(_is_number(cell, comma) for cell in line.cells):
            truth, width = _heading(line), len(line.cells)
            continue
        width = width or len(line.cells)
        rows.append(_row(line, comma, width, truth))
        check_size(len(rows), width - 1)
    check_rows(len(rows))
    table = np.array(rows)
    logits, classes = np.delete(table, truth, axis=1), table[:, truth].astype(np.int64)
    _refuse_row_numbers(logits)
    return logits, classes


def _text(path: Path) -> str:
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # "Unicode text" of a spreadsheet
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:4096]:
        raise ValueError("is no text (line 1 holds zero bytes); save it as CSV")
    text = data.decode("utf-8-sig", errors="replace")
    return text.removeprefix("#")  # as numpy.savetxt begins its heading


def _separator(text: str) -> str:
    """Return what parts the cells of the first line that isn't empty."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.startswith("sep=") and len(first) == 5:  # as spreadsheets tell each other
        return first[4]
    return next((sign for sign in ";\t," if sign in first), " ")


def _lines(text: str, separator: str) -> Iterator[Line]:
    spaced = separator == " "
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells if cell.strip() or not spaced]
            declared = reader.line_num == 1 and len("".join(cells)) <= 5 and "".join(cells).startswith("sep=")
            if any(cells) and not declared:
                yield Line(reader.line_num, cells)
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num} is no line of a table ({error}); separate by commas") from None


def _is_number(cell: str, comma: bool) -> bool:
    try:
        read_number(cell, comma)
    except ValueError:
        return False
    return True


def _heading(line: Line) -> int:
    """Return which column holds the true classes; refuse a column of row numbers."""
    names = [cell.lower() for cell in line.cells]
    if names[0] in INDEX:
        called = f"is called {line.cells[0]!r}" if line.cells[0] else "has no name"
        raise ValueError(
            f"line {line.number}: the first column {called}, as of an index; save without it "
            "(pandas: index=False, R: row.names = FALSE)"
        )
    # A y may also stand beside an x and a z.
    called = [place for place, name in enumerate(names) if name in TRUTH] or [0] * (names[0] == "y")
    if len(called) > 1:
        which = " and ".join(repr(line.cells[place]) for place in called[:3])
        raise ValueError(f"line {line.number}: {which} could both be the true classes; keep one of these columns")
    return called[0] if called else len(names) - 1


def _row(line: Line, comma: bool, width: int, truth: int) -> list[float]:
    """Return the numbers of a line."""
    if len(line.cells) != width:
        raise ValueError(f"line {line.number} has {len(line.cells)} cells, the first {width}; {WRITE}")
    numbers = []
    for place, cell in enumerate(line.cells, start=1):
        try:
            numbers.append(read_number(cell, comma))
        except ValueError as error:
            if not cell:
                raise ValueError(f"line {line.number} has no number in column {place}; {WRITE}") from None
            raise ValueError(f"line {line.number}, column {place}: {error}") from None
    target = numbers[truth]
    if not (np.isfinite(target) and target.is_integer() and abs(target) < 2**53):
        raise ValueError(
            f"line {line.number} has {line.cells[truth]} for its true class; write a whole number from 0 up"
        )
    return numbers


def _refuse_row_numbers(logits: np.ndarray) -> None:
    """Raise ValueError where the first column just counts the rows: no model's logits do."""
    first = logits[:, 0]
    if len(first) > 2 and first[0] in (0, 1) and (np.diff(first) == 1).all():
        raise ValueError(
            f"the first column counts the rows from {first[0]:g} up; save without it "
            "(pandas: index=False, R: row.names = FALSE)"
        )
