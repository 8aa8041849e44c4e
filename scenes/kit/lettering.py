"""What the fonts at hand can draw of somebody's text, and how wide it comes out."""

import unicodedata
from functools import cache

from .typeset import Outlines, outlines
from .words import escaped

#: Width of a class's name at most, in ems: that of twelve ordinary letters, or of seven W.
WIDEST = 7.0


def width(text: str) -> float:
    """Return about how wide a text is, in ems: the sum of its characters' widths."""
    return sum(_drawn(sign).width for sign in text if not unicodedata.combining(sign))


def check_name(text: str) -> str:
    """Return a class's name in one normal form, or say why it can't be one: in one line, with the character's name."""
    name = unicodedata.normalize("NFC", text).strip(" \u00a0")
    if not name:
        raise ValueError("a name must have at least one character that is drawn; leave labels out for z₁, z₂, …")
    for sign in name:
        if sign == " ":
            continue
        shown = f"{unicodedata.name(sign, 'a control character')} (U+{ord(sign):04X})"
        if not sign.isprintable() and sign != "\u00a0":
            raise ValueError(f"it holds {shown}, which nobody can see; leave it out")
        if ord(sign) > 126 and sign != "\u00a0":
            drawn = _drawn(sign)
            if not drawn.curves:
                raise ValueError(f"it holds {shown}, which draws nothing; leave it out")
            if _is_missing(drawn):
                raise ValueError(f"the fonts can't draw {sign}, {shown}; write it in Latin, Greek or Cyrillic letters")
    wide = width(name)
    if wide > WIDEST:
        raise ValueError(
            f"it is {wide:.1f} em wide, but at most {WIDEST:g} are allowed (12 ordinary letters); shorten it"
        )
    return name


@cache
def _drawn(sign: str) -> Outlines:
    return outlines(f"#{escaped(sign)}")


@cache
def _missing() -> Outlines:
    """Return what is drawn for a character that no font can have."""
    return outlines('#"\\u{10FFFF}"')


def _is_missing(drawn: Outlines) -> bool:
    ours, theirs = list(drawn.curves.values()), list(_missing().curves.values())
    return [each.tobytes() for each in ours] == [each.tobytes() for each in theirs]
