"""Symbols in sentences: which letters of a caption are symbols, and in which role."""

import re
from html import escape
from typing import NamedTuple

#: The letters that are symbols wherever they stand alone, and whose colour they wear; as the scenes set them.
SYMBOLS = {"p": "truth", "q": "prediction", "z": "logit", "L": "loss", "H": "loss", "c": "ink", "δ": "ink", "η": "ink"}
_SYMBOL = re.compile(r"(?<![\w'’])([pqzLHcδη])(?:_?(\d+|[iyk]))?(?![\w'’])")


class Run(NamedTuple):
    """A piece of a sentence; a symbol has a role, and perhaps an index."""

    text: str
    role: str = ""
    index: str = ""


def runs(text: str) -> list[Run]:
    """A sentence in pieces.

    >>> runs("q3 falls")
    [Run(text='q', role='prediction', index='3'), Run(text=' falls', role='', index='')]
    """
    pieces, end = [], 0
    for found in _SYMBOL.finditer(text):
        if found.start() > end:
            pieces.append(Run(text[end : found.start()]))
        letter, index = found.groups()
        pieces.append(Run(letter, SYMBOLS[letter], index or ""))
        end = found.end()
    if end < len(text):
        pieces.append(Run(text[end:]))
    return pieces


def rich(text: str) -> str:
    """The sentence as HTML: symbols in italics and in their roles' colours, everything else escaped.

    >>> rich("z_2 < p")
    '<var class="logit">z<sub>2</sub></var> &lt; <var class="truth">p</var>'
    """
    return "".join(_html(run) for run in runs(text))


def _html(run: Run) -> str:
    if not run.role:
        return escape(run.text)
    index = f"<sub>{escape(run.index)}</sub>" if run.index else ""
    return f'<var class="{run.role}">{escape(run.text)}{index}</var>'
