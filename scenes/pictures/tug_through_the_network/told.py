"""Numbers and names as they stand in the formulas of the picture, in Typst's math."""

from scenes.pictures.tug_through_the_network.outputs import role


def weight_name(start: int, end: int) -> str:
    """Return the name of the weight from a hidden node to a logit in Typst's math; from ten nodes on they have none."""
    return f"w_({start + 1} thin {end + 1})" if max(start, end) < 9 else "w"


def factor(force: float, decimals: int = 3) -> str:
    """Return a force in Typst's math, coloured up or down, as a factor: a negative one stands in brackets."""
    text = coloured(force, decimals)
    return f"({text})" if "minus" in text else text


def bracketed(value: float, decimals: int) -> str:
    """Return a factor in Typst's math; a negative one stands in brackets."""
    text = plain(value, decimals)
    return f"({text})" if text.startswith("minus") else text


def plain(value: float, decimals: int, follows: bool = False) -> str:
    """Return a number in Typst's math; one that follows another always wears its sign."""
    text = f"{abs(value):.{decimals}f}"
    if value < 0 and text.strip("0."):
        return f"minus {text}"
    return f"plus {text}" if follows else text


def coloured(value: float, decimals: int, follows: bool = False) -> str:
    """Return such a number, coloured up or down as a force is; a sign between two numbers stays an operator."""
    if follows:
        sign, _, number = plain(value, decimals, follows=True).partition(" ")
        return f"{sign} {role(value, decimals)}({number})"
    return f"{role(value, decimals)}({plain(value, decimals)})"


def signed(value: float, decimals: int) -> str:
    """Return a force in Typst's math, with its sign."""
    text = plain(value, decimals)
    return text if text.startswith("minus") or not text.strip("0.") else f"plus {text}"


def pulled(value: float, decimals: int) -> str:
    """Return a force or a pull in Typst's math, with its sign, coloured."""
    return f"{role(value, decimals)}({signed(value, decimals)})"
