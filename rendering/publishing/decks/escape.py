"""Text of the scenes, escaped for the languages in which decks are written."""

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    '"': r"\textquotedbl{}",
    "|": r"\textbar{}",
    "−": r"\ensuremath{-}",
    "≤": r"\ensuremath{\leq}",
    "≥": r"\ensuremath{\geq}",
    "≈": r"\ensuremath{\approx}",
    "→": r"\ensuremath{\rightarrow}",
    "∂": r"\ensuremath{\partial}",
    "Σ": r"\ensuremath{\Sigma}",
    "δ": r"\ensuremath{\delta}",
    "η": r"\ensuremath{\eta}",
    "ε": r"\ensuremath{\varepsilon}",
    "×": r"\ensuremath{\times}",
    "½": r"\ensuremath{\tfrac12}",
    "²": r"\ensuremath{^2}",
    "‖": r"\ensuremath{\|}",
    "·": r"\ensuremath{\cdot}",
    "∞": r"\ensuremath{\infty}",
    **{low: rf"\textsubscript{{{high}}}" for low, high in zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₐ", "0123456789ijka", strict=True)},
}


def tex(text: str) -> str:
    r"""Return the text as LaTeX that shows it; signs beyond a text font are set as mathematics.

    >>> tex(r"50% of $x_1$ \end")
    '50\\% of \\$x\\_1\\$ \\textbackslash{}end'
    """
    return "".join(_TEX.get(sign, sign) for sign in one_line(text))


def markdown(text: str) -> str:
    r"""Return the text as Pandoc's Markdown that shows it: every sign that could mean something is escaped.

    >>> markdown("<b> *q_1*")
    '\\<b\\> \\*q\\_1\\*'
    """
    return "".join("\\" + sign if sign.isascii() and not sign.isalnum() and sign not in " ,;:?" else sign
                   for sign in one_line(text))  # fmt: skip


def typst(text: str) -> str:
    r"""Return a Typst string literal that shows the text.

    >>> typst('a "b" \\')
    '"a \\"b\\" \\\\"'
    """
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def one_line(text: str) -> str:
    """Return the text without line breaks and other signs that don't print."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
