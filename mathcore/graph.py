"""A graph of scalars that knows its slopes: reverse-mode differentiation in the open, for drawing."""

import math
from numbers import Real


class Value:
    """A number, how it was made, and (after `backward`) the slope of the result with respect to it.

        ∂L/∂v = Σ over the nodes w made from v of  ∂L/∂w · ∂w/∂v

    Parameters
    ----------
    data : finite number
        The value.
    label : str
        A name to draw beside the node.

    Attributes
    ----------
    data : float
        The value.
    grad : float
        ∂(result)/∂(this) as of the last `backward` of a result; 0 before.
    label : str
        The name; may be set at any time.
    op : str
        How it was made: "+", "×", "−", "÷", "exp", "log", "tanh", "relu", "power",
        "negate"; "" for a leaf.
    parents : tuple of Value
        What it was made from, in the order in which the operation takes them.
    slopes : tuple of float
        ∂(this)/∂(parent) for each parent: the numbers on the edges.

    Raises
    ------
    ValueError
        If a value or a slope is not a finite number, or an operation leaves its domain.

    Notes
    -----
    Plain numbers mix with Values and become leaves. Nodes are compared by identity, so a dict can hold them.

    References
    ----------
    Karpathy, *micrograd* (2020), for the form; Goodfellow, Bengio & Courville, *Deep Learning* (2016),
    §6.5.2 (eq. 6.45), for the rule.

    Examples
    --------
    >>> a, b = Value(2.0, label="a"), Value(3.0, label="b")
    >>> c = a * b + a
    >>> c.backward()
    >>> c.data, a.grad, b.grad
    (8.0, 4.0, 2.0)
    """

    __array_ufunc__ = None  # so that numpy's numbers, too, leave the arithmetic to Value
    __slots__ = ("data", "grad", "label", "op", "parents", "slopes")

    def __init__(
        self,
        data: Real | float,
        label: str = "",
        *,
        op: str = "",
        parents: tuple["Value", ...] = (),
        slopes: tuple[float, ...] = (),
    ):
        if not isinstance(data, Real):
            raise ValueError(f"a Value holds one real number, but {data!r} came; give a float")
        try:
            self.data = float(data)
        except OverflowError:
            message = "a Value must be finite, but the number given is beyond float64; use a smaller one"
            raise ValueError(message) from None
        made = f"{op} of {', '.join(f'{p.data:g}' for p in parents)}"
        if not math.isfinite(self.data):
            came = f"{made} gives" if parents else "the number given is"
            raise ValueError(f"a Value must be finite, but {came} {self.data:g}; use smaller numbers")
        if not all(map(math.isfinite, slopes)):
            raise ValueError(f"a slope must be finite, but {made} has one beyond float64; use numbers nearer to 1")
        self.grad = 0.0
        self.label = label
        self.op = op
        self.parents = parents
        self.slopes = slopes

    def __repr__(self) -> str:
        name = f", label={self.label!r}" if self.label else ""
        return f"Value({self.data:g}{name})"

    def __add__(self, other: "Value | Real | float") -> "Value":
        other = as_value(other)
        return Value(self.data + other.data, op="+", parents=(self, other), slopes=(1.0, 1.0))

    def __sub__(self, other: "Value | Real | float") -> "Value":
        other = as_value(other)
        return Value(self.data - other.data, op="−", parents=(self, other), slopes=(1.0, -1.0))

    def __mul__(self, other: "Value | Real | float") -> "Value":
        other = as_value(other)
        return Value(self.data * other.data, op="×", parents=(self, other), slopes=(other.data, self.data))

    def __truediv__(self, other: "Value | Real | float") -> "Value":
        other = as_value(other)
        if other.data == 0:
            raise ValueError(f"division of {self.data:g} by 0; give a divisor other than 0")
        ratio = self.data / other.data
        return Value(ratio, op="÷", parents=(self, other), slopes=(1 / other.data, -ratio / other.data))

    def __pow__(self, exponent: "Value | Real | float") -> "Value":
        a, fixed = self.data, not isinstance(exponent, Value)
        exponent = as_value(exponent)
        b = exponent.data
        if a <= 0 and not fixed:
            raise ValueError(f"power of {a:g} to a Value; its slope needs a positive base, or a plain exponent")
        if a < 0 and not b.is_integer():
            raise ValueError(f"power of {a:g} to {b:g}; a negative base needs a whole number as its exponent")
        if a == 0 and b < 1 and b != 0:
            raise ValueError(f"power of 0 to {b:g} has no finite slope; use an exponent of 0, or of 1 or more")
        try:
            power = a**b
            by_base = b * a ** (b - 1) if b else 0.0
        except OverflowError:
            raise ValueError(f"power of {a:g} to {b:g} or its slope is too large; use smaller numbers") from None
        by_exponent = power * math.log(a) if a > 0 else 0.0  # a ≤ 0 has a plain exponent, which never moves
        return Value(power, op="power", parents=(self, exponent), slopes=(by_base, by_exponent))

    def __neg__(self) -> "Value":
        return Value(-self.data, op="negate", parents=(self,), slopes=(-1.0,))

    def __radd__(self, other: Real | float) -> "Value":
        return as_value(other) + self

    def __rsub__(self, other: Real | float) -> "Value":
        return as_value(other) - self

    def __rmul__(self, other: Real | float) -> "Value":
        return as_value(other) * self

    def __rtruediv__(self, other: Real | float) -> "Value":
        return as_value(other) / self

    def __rpow__(self, other: Real | float) -> "Value":
        return as_value(other) ** self

    def exp(self) -> "Value":
        """Return e to this power."""
        try:
            power = math.exp(self.data)
        except OverflowError:
            raise ValueError(f"exp of {self.data:g} is too large; shift the logits by their largest") from None
        return Value(power, op="exp", parents=(self,), slopes=(power,))

    def log(self) -> "Value":
        """Return the natural logarithm of this number, which must be positive."""
        if self.data <= 0:
            raise ValueError(f"log of {self.data:g}; only a positive number has a logarithm")
        return Value(math.log(self.data), op="log", parents=(self,), slopes=(1 / self.data,))

    def tanh(self) -> "Value":
        """Return the hyperbolic tangent, from −1 to 1."""
        small = math.exp(-2 * abs(self.data))  # 1 − tanh², precise also where tanh is stored as 1
        slope = 4 * small / (1 + small) ** 2
        return Value(math.tanh(self.data), op="tanh", parents=(self,), slopes=(slope,))

    def relu(self) -> "Value":
        """Return this number where it is positive, and 0 elsewhere; the slope at 0 itself is taken as 0."""
        return Value(self.data if self.data > 0 else 0.0, op="relu", parents=(self,), slopes=(float(self.data > 0),))

    def nodes(self) -> list["Value"]:
        """Return every node that this one is made from, itself last: each after all of its parents."""
        order: list[Value] = []
        seen: set[Value] = set()
        stack = [(self, False)]
        while stack:  # a loop, not recursion: a graph may be deeper than Python's stack
            node, parents_done = stack.pop()
            if parents_done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((parent, False) for parent in reversed(node.parents))
        return order

    def backward(self) -> None:
        """Set `grad` of every node this one is made from to ∂(this)/∂(node). Repeating it changes nothing."""
        order = self.nodes()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.grad += slope * node.grad
                if not math.isfinite(parent.grad):
                    raise ValueError(f"the slope at {parent!r} is beyond float64; use numbers nearer to 1")


def as_value(number: "Value | Real | float") -> Value:
    """Return a number as a leaf of a graph; a Value as it is.

    Examples
    --------
    >>> as_value(2)
    Value(2)
    """
    return number if isinstance(number, Value) else Value(number)
