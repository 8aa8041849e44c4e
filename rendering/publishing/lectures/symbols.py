"""Symbols in sentences, as HTML: which letters are symbols, and in which role, is said by the scenes."""

from html import escape

from scenes.kit.words import Run, runs

__all__ = ["Run", "plain", "rich", "runs"]


def rich(text: str) -> str:
    """The sentence as HTML: symbols in italics and in their roles' colours, everything else escaped.

    >>> rich("z₂ < p")
    '<var class="logit">z<sub>2</sub></var> &lt; <var class="truth">p</var>'
    """
    return "".join(_html(run) for run in runs(text))


def _html(run: Run) -> str:
    if not run.role:
        return escape(run.text)
    index = f"<sub>{escape(run.sub)}</sub>" if run.sub else ""
    return f'<var class="{run.role}">{escape(run.text)}{index}</var>'


def plain(name: str) -> str:
    """A name of a quantity as the scenes write it in sentences: its index in Unicode's subscripts.

    >>> plain("q_12")
    'q₁₂'
    """
    letter, underscore, index = name.partition("_")
    return letter + index.translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")) if underscore else name
