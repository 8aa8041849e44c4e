"""Numbers and lists as people write them: 2.5, −1, 1/3, 50%, (1; 2), [0.5, "a"]."""

import csv
import re
from fractions import Fraction

#: Characters of somebody's text that a message repeats.
LONGEST_ECHO = 60

_MINUS = str.maketrans({"−": "-", "－": "-", "–": "-", "＋": "+"})
_DECIMAL = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_NUMBER = re.compile(_DECIMAL)
_FRACTION = re.compile(rf"({_DECIMAL})\s*/\s*({_DECIMAL})")
_PERCENT = re.compile(rf"({_DECIMAL})\s*%")
_THOUSANDS = re.compile(r"[+-]?(?:\d{1,3}(?:[ ,'’_\u00a0\u2009\u202f]\d{3})+|0\d+)(?:\.\d*)?")
_BRACKETS = {"[": "]", "(": ")", "{": "}"}


def shortened(text: str, most: int = LONGEST_ECHO) -> str:
    """Return a text in one line, its middle left out if it is long."""
    line = " ".join(str(text).split())
    if len(line) <= most:
        return line
    half = (most - 3) // 2
    return f"{line[:half]} … {line[-half:]}"


def read_number(text: str, comma: bool = False) -> float:
    """Return the number that a text writes; a decimal comma is read where ``comma`` says so.

    Raises
    ------
    ValueError
        In one line, if it writes none: what came, what is allowed.
    """
    plain = text.strip().translate(_MINUS)
    if comma:
        plain = plain.replace(",", ".")
    if re.fullmatch(r"[+-]?(?:inf|infinity|nan)", plain, re.IGNORECASE):
        return float(plain)  # whoever asked says that it must be finite
    if re.fullmatch(r"[+-]?0\d+(?:\.\d*)?", plain) or (_THOUSANDS.fullmatch(plain) and not _NUMBER.fullmatch(plain)):
        raise ValueError(f"{shortened(text)!r} reads as part of a long number; write thousands without a separator")
    if _NUMBER.fullmatch(plain):
        return float(plain)
    if percent := _PERCENT.fullmatch(plain):
        return _ratio(text, percent[1], "100")
    if fraction := _FRACTION.fullmatch(plain):
        return _ratio(text, *fraction.groups())
    if re.fullmatch(r"[+-]?\d+,\d+", plain):
        raise ValueError(f"{shortened(text)!r} is no number; write it with a decimal point")
    raise ValueError(f"{shortened(text)!r} is no number; write it like 0.5, −1, 2e-3, 1/3 or 50%")


def _ratio(text: str, top: str, bottom: str) -> float:
    if abs(float(top)) > 1e300 or not 1e-300 < abs(float(bottom)) < 1e300:  # nor is 1/1e-999999999 worked out
        raise ValueError(f"{shortened(text)!r} is no number; a fraction needs a divisor other than 0")
    return float(Fraction(top) / Fraction(bottom)) if abs(float(top)) > 1e-300 else 0.0


def read_list(text: str) -> list[str]:
    """Return the items of a list that a text writes: by semicolons, else by commas, else by spaces; brackets may stand.

    Items in quotes keep what is in them, commas included.

    Raises
    ------
    ValueError
        If it can't be one, as it is too long.
    """
    inner = re.sub(r"[\r\n]+", " ", text).strip()
    if len(inner) > 1 and _BRACKETS.get(inner[0]) == inner[-1]:
        inner = inner[1:-1].strip()
    if not inner:
        return []
    separator = next((sign for sign in ";,\t" if sign in _unquoted(inner)), " ")
    quote = "'" if inner.count("'") > 1 and '"' not in inner and _is_quoted(inner, separator) else '"'
    rows = csv.reader([inner], delimiter=separator, quotechar=quote, skipinitialspace=True)
    try:
        items = [item.strip() for item in next(rows)]
    except csv.Error as error:
        raise ValueError(f"{shortened(text)!r} is no list ({error}); write it like 2.5, −1, 3.2") from None
    return [item for item in items if item] if separator == " " else _without_last_empty(items)


def _unquoted(text: str) -> str:
    return re.sub(r'"[^"]*"', "", text)


def _is_quoted(text: str, separator: str) -> bool:
    """Whether every item stands between single quotes, as Python writes a list of texts."""
    return all(part.strip()[:1] == part.strip()[-1:] == "'" for part in text.rstrip(separator).split(separator))


def _without_last_empty(items: list[str]) -> list[str]:
    """Return the items without an empty last one: (1, 2,) is a list of two."""
    return items[:-1] if items[-1] == "" else items
