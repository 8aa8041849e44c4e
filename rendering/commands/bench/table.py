"""What `bench` prints: a table, and on the way what it is doing."""

import sys
from typing import NamedTuple

# What may be taken from an empty store, of plain Manim's time; and after a change of a beat, of that.
COLD, BEAT = 0.17, 0.35


class Row(NamedTuple):
    """A line of the table."""

    what: str
    measured: str
    ratio: float  # measured, in the target's unit
    target: float
    unit: str


def print_table(rows: list[Row]) -> None:
    """Print a line for each row, and whether it meets its target."""
    print(f"{'what':<52}{'ratio':>10}{'target':>12}   measured")
    for row in rows:
        met = "" if row.ratio <= row.target else "  MISSED"
        ratio, target = (f"{value:.3g}{row.unit}" for value in (row.ratio, row.target))
        print(f"{row.what:<52}{ratio:>10}  {'≤ ' + target:>10}   {row.measured}{met}")


def say(what: str) -> None:
    """Tell what is being done."""
    print(f"{what} ...", file=sys.stderr, flush=True)
