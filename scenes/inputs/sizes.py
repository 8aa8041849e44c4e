"""How much is read of somebody's file; a picture shows less."""

MOST_ROWS = MOST_COLUMNS = 10_000
MOST_CELLS = 10_000_000
MOST_BYTES = 300_000_000
#: Numbers beyond it are placeholders, not logits.
LARGEST = 1e100


def check_rows(rows: int) -> None:
    """Raise ValueError for no rows, or too many."""
    if not 1 <= rows <= MOST_ROWS:
        raise ValueError(f"there are {rows} rows, but 1 to {MOST_ROWS} are allowed; save some of them")


def check_size(rows: int, classes: int) -> None:
    """Raise ValueError unless a batch of this size can be read."""
    check_rows(rows)
    if not 2 <= classes <= MOST_COLUMNS:
        raise ValueError(f"there are {classes} classes, but 2 to {MOST_COLUMNS} are allowed; give a logit for each")
    if rows * classes > MOST_CELLS:
        raise ValueError(
            f"there are {rows} × {classes} logits, but at most {MOST_CELLS} are read; "
            f"save the first {MOST_CELLS // classes} rows"
        )
