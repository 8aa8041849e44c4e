"""The graph of scalars that knows its slopes."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import Value, gradient_wrt_logits, gradient_wrt_probabilities, loss, softmax
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import logits_and_class, slope


def softmax_loss(z, y):
    """Return the nodes z, q, L of the fourth scene's graph."""
    z = [Value(v, label=f"z_{i}") for i, v in enumerate(z)]
    powers = [v.exp() for v in z]
    total = sum(powers[1:], start=powers[0])
    q = [power / total for power in powers]
    return z, q, -q[y].log()


@given(logits_and_class(bound=10))
def test_the_graph_of_the_loss_has_the_gradients_of_the_formulas(z_and_class):
    values, y = z_and_class
    z, q, result = softmax_loss(values, y)
    result.backward()
    assert result.data == pytest.approx(loss(values, y), abs=1e-12)
    assert [node.grad for node in z] == pytest.approx(gradient_wrt_logits(values, y), abs=1e-12)
    by_formula = gradient_wrt_probabilities(softmax(values), y)
    assert [node.grad for node in q] == pytest.approx(by_formula, rel=1e-12)


OPERATIONS = {
    "+": lambda a, b: a + b,
    "−": lambda a, b: a - b,
    "×": lambda a, b: a * b,
    "÷": lambda a, b: a / b,
    "power": lambda a, b: a**b,
    "2 + a": lambda a, b: 2 + a + 0 * b,
    "2 − a": lambda a, b: 2 - a - 0 * b,
    "2 · a": lambda a, b: 2 * a * (b / b),
    "2 / a": lambda a, b: 2 / a + b,
    "2 ** a": lambda a, b: 2**a - b,
    "a ** −3": lambda a, b: a**-3 * b,
    "negate": lambda a, b: -a * b,
    "numpy's numbers": lambda a, b: np.float64(2) * a / np.float64(3) + np.float64(1) - b,
    "a used often": lambda a, b: a * a + a * b + a,
}


@pytest.mark.parametrize("name", OPERATIONS)
@given(a=st.floats(0.5, 3), b=st.floats(0.5, 3))
def test_every_operation_has_the_value_and_slope_of_plain_arithmetic(name, a, b):
    operation = OPERATIONS[name]
    left, right = Value(a), Value(b)
    result = operation(left, right)
    result.backward()
    assert result.data == pytest.approx(operation(a, b), rel=1e-12)
    by_differences = slope(lambda point: operation(*point), np.array([a, b]))
    assert [left.grad, right.grad] == pytest.approx(by_differences, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("name", ["exp", "log", "tanh"])
@given(a=st.floats(0.1, 5))
def test_every_function_has_the_value_and_slope_of_maths_own(name, a):
    node = Value(a)
    result = getattr(node, name)()
    result.backward()
    assert result.data == getattr(math, name)(a)
    by_differences = slope(lambda point: getattr(math, name)(point[0]), np.array([a]))
    assert node.grad == pytest.approx(by_differences[0], rel=1e-5, abs=1e-8)


def test_the_first_graph_of_the_scene():
    # WhereGradientsLive: a + b = c; a nudge of a moves c; slopes 1 and 1 flow back
    a, b = Value(2.0, label="a"), Value(3, label="b")
    c = a + b
    c.label = "c"
    c.backward()
    assert (c.data, a.grad, b.grad, c.grad) == (5.0, 1.0, 1.0, 1.0)
    assert (c.op, c.parents, c.slopes) == ("+", (a, b), (1.0, 1.0))
    assert (a.op, a.parents, a.slopes) == ("", (), ())
    assert [repr(node) for node in c.nodes()] == [
        "Value(2, label='a')",
        "Value(3, label='b')",
        "Value(5, label='c')",
    ]


def test_the_names_of_the_operations():
    a, b = Value(2.0), Value(3.0)
    made = [a + b, a - b, a * b, a / b, a**b, -a, a.exp(), a.log(), a.tanh()]
    assert [node.op for node in made] == ["+", "−", "×", "÷", "power", "negate", "exp", "log", "tanh"]


def test_the_slopes_on_the_edges_are_local():
    a, b = Value(2.0), Value(4.0)
    assert (a * b).slopes == (4.0, 2.0)
    assert (a / b).slopes == (0.25, -0.125)
    assert (a**2).slopes == pytest.approx((4.0, 4 * math.log(2)))
    assert (Value(-2.0) ** 3).slopes == (12.0, 0.0)  # a plain exponent is never moved


def test_going_back_twice_changes_nothing():
    a = Value(3.0)
    result = a * a
    result.backward()
    result.backward()
    assert a.grad == 6


def test_a_node_that_is_used_twice_is_listed_once_and_after_its_parents():
    a = Value(3.0)
    b = a * a
    c = b + a
    assert c.nodes() == [a, b, c]


def test_a_graph_may_be_deeper_than_pythons_stack():
    x = Value(1.0)
    result = x
    for _ in range(20_000):
        result = result + 1
    result.backward()
    assert (result.data, x.grad) == (20_001, 1.0)


def test_whole_powers_serve_negative_numbers_and_zero():
    for base, exponent, value, slope_there in [(-2.0, 3, -8.0, 12.0), (0.0, 2, 0.0, 0.0), (0.0, 1, 0.0, 1.0),
                                               (0.0, 0, 1.0, 0.0), (-2.0, -1, -0.5, -0.25)]:  # fmt: skip
        a = Value(base)
        result = a**exponent
        result.backward()
        assert (result.data, a.grad) == (value, slope_there)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Value(math.nan), "a Value must be finite, but the number given is nan; use smaller numbers"),
        (lambda: Value("3"), "a Value holds one real number, but '3' came; give a float"),
        (lambda: Value([1.0]), "a Value holds one real number, but [1.0] came; give a float"),
        (lambda: Value(1.0) + None, "a Value holds one real number, but None came; give a float"),
        (
            lambda: Value(1e308) * 10,
            "a Value must be finite, but × of 1e+308, 10 gives inf; use smaller numbers",
        ),
        (lambda: Value(1.0) / 0, "division of 1 by 0; give a divisor other than 0"),
        (lambda: Value(0.0).log(), "log of 0; only a positive number has a logarithm"),
        (lambda: Value(-1.0).log(), "log of -1; only a positive number has a logarithm"),
        (lambda: Value(1000.0).exp(), "exp of 1000 is too large; shift the logits by their largest"),
        (
            lambda: Value(-2.0) ** 0.5,
            "power of -2 to 0.5; a negative base needs a whole number as its exponent",
        ),
        (
            lambda: Value(0.0) ** Value(2),
            "power of 0 to a Value; its slope needs a positive base, or a plain exponent",
        ),
        (
            lambda: Value(0.0) ** 0.5,
            "power of 0 to 0.5 has no finite slope; use an exponent of 0, or of 1 or more",
        ),
        (
            lambda: Value(0.0) ** -1,
            "power of 0 to -1 has no finite slope; use an exponent of 0, or of 1 or more",
        ),
        (
            lambda: Value(10.0) ** 400,
            "power of 10 to 400 or its slope is too large; use smaller numbers",
        ),
    ],
)
def test_what_has_no_value_or_no_slope_is_refused(make, message):
    assert refusal(make) == message


def test_relu_lets_pass_what_is_positive():
    for number, height, slope_there in [(2.5, 2.5, 1.0), (-2.5, 0.0, 0.0), (0.0, 0.0, 0.0), (-0.0, 0.0, 0.0)]:
        node = Value(number)
        result = node.relu()
        result.backward()
        assert (result.op, result.data, node.grad) == ("relu", height, slope_there)
        assert math.copysign(1, result.data) == 1


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Value(10**400), "a Value must be finite, but the number given is beyond float64; use a smaller one"),
        (lambda: Value(5e-324).log(), "a slope must be finite, but log of 4.94066e-324 has one beyond float64; "
         "use numbers nearer to 1"),
        (lambda: Value(1e100) / Value(1e-200), "a slope must be finite, but ÷ of 1e+100, 1e-200 has one beyond "
         "float64; use numbers nearer to 1"),
        (lambda: (((Value(1e-300, "w") * 1e300) * 1e300) * 1e-250).backward(), "the slope at Value(1e-300, label='w') "
         "is beyond float64; use numbers nearer to 1"),
    ],
)  # fmt: skip
def test_what_leaves_float64_is_said_and_never_turns_into_nan(make, message):
    assert refusal(make) == message
