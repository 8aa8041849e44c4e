"""Sentences with symbols in them: how a caption's plain text is read.

Captions are plain text, for they also stand in WebVTT, on slides and in the manifest: a symbol is its letter, with
its index in Unicode's subscripts (q₁, zᵢ, H(p,q), KL, EMD, e^z). ``runs`` finds those; whoever draws them gives them
italics and their roles' colours.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

#: The most characters of a sentence on the screen.
LONGEST = 80
#: Small numbers, from 0 on.
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
#: The letters that are symbols wherever they stand alone, with their roles.
SYMBOLS = {
    "p": "truth",
    "q": "prediction",
    "z": "logit",
    "L": "loss",
    "F": "ink",
    "P": "truth",
    "Q": "prediction",
    "H": "ink",
    "h": "ink",
    "x": "ink",
    "c": "ink",
    "w": "ink",
    "b": "ink",
    "o": "ink",
    "e": "ink",
    "d": "ink",
    "g": "ink",
    "δ": "ink",
    "η": "ink",
    "ε": "ink",
    "σ": "ink",
    # In italics of their own, since as plain letters they are words: 𝑎 is a symbol, a is not.
    "𝑎": "logit",
    "𝑏": "logit",
}
SUBSCRIPTS = {**dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)), "ᵢ": "i", "ⱼ": "j", "ₖ": "k", "ₐ": "a"}
_TO_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

_SYMBOL = re.compile(
    r"(?<![\w’'])(?:"
    r"(?P<entropy>H\(p(?:,\s?q)?\))"
    r"|(?P<cost>KL(?:\(p‖q\))?)(?![\w])"
    r"|(?P<area>EMD)(?![\w])"
    r"|(?P<power>e\^z)(?![\w])"
    rf"|(?P<product>[pqz][{''.join(SUBSCRIPTS)}]+[pqz][{''.join(SUBSCRIPTS)}]+)(?![\w])"
    rf"|(?P<letter>[{''.join(SYMBOLS)}])(?P<index>[{''.join(SUBSCRIPTS)}\d]*)(?![\w])"
    r")"
)


class Run(NamedTuple):
    """A stretch of a sentence: plain text (no role), or a symbol with its role and index."""

    text: str
    role: str = ""
    sub: str = ""


def subscript(number: int) -> str:
    """Return a number as a subscript: 12 → ₁₂."""
    return str(number).translate(_TO_SUBSCRIPT)


def symbol(letter: str, index: int, labels: Sequence[str] = ()) -> str:
    """Return how a caption calls the ``index``-th (from 0) of z, q, …: z₃, or "z of owl" where classes have names."""
    return f"{letter} of {labels[index]}" if labels else f"{letter}{subscript(index + 1)}"


def runs(sentence: str) -> list[Run]:
    """Return a sentence as plain stretches and symbols, in order."""
    found, end = [], 0
    for match in _SYMBOL.finditer(sentence):
        if match["letter"] and not match["index"] and match["letter"] in "ocwbdegxh" and not _alone(sentence, match):
            continue
        if match.start() > end:
            found.append(Run(sentence[end : match.start()]))
        end = match.end()
        if match["entropy"]:
            found.append(Run(match["entropy"], "truth" if match["entropy"] == "H(p)" else "ink"))
        elif match["cost"]:
            found.append(Run(match["cost"], "loss"))
        elif match["area"]:  # a quantity of its own, of which a loss may be made
            found.append(Run(match["area"], "muted"))
        elif match["power"]:
            found.append(Run("e^z", "logit"))
        elif match["product"]:
            found += [run for factor in re.findall(r"[pqz][^pqz]+", match["product"]) for run in runs(factor)]
        else:
            index = "".join(SUBSCRIPTS.get(sign, sign) for sign in match["index"])
            found.append(Run(unicodedata.normalize("NFKC", match["letter"]), SYMBOLS[match["letter"]], index))
    if end < len(sentence):
        found.append(Run(sentence[end:]))
    return found


def _alone(sentence: str, match: re.Match[str]) -> bool:
    """Whether a letter that may also be part of a label or an abbreviation stands as a word of its own."""
    before, after = sentence[: match.start()][-1:], sentence[match.end() :][:1]
    return before in ("", " ", "(", "−", "·", "/") and after in ("", " ", ".", ",", ":", ";", "?", ")", "·")


def indexed(letter: str, index: int, labels: Sequence[str] = ()) -> str:
    """Return the ``index``-th (from 0) of z, q, … as Typst's math writes it: z_3, or z with a class's name as index."""
    return f"{letter}_{escaped(labels[index]) if labels else index + 1}"


def escaped(text: str) -> str:
    """Return a Typst string literal that shows ``text`` as it stands, whatever it contains."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else " " for c in quoted) + '"'
