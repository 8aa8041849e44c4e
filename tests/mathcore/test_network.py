"""A small network, forward and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import Network, Value, loss, softmax
from tests.mathcore.refusals import refusal
from tests.mathcore.strategies import reals, slope

WIDTHS = st.lists(st.integers(1, 4), min_size=2, max_size=4)
X, Y = np.array([0.7, -1.2]), 2


def with_entry(network, layer, kind, index, shift):
    """Return the network with one weight or bias moved."""
    weights, biases = ([array.copy() for array in part] for part in (network.weights, network.biases))
    {"weights": weights, "biases": biases}[kind][layer][index] += shift
    return Network(weights, biases)


@given(WIDTHS, st.integers(0, 99), st.lists(reals(2), min_size=4, max_size=4))
def test_every_gradient_is_a_slope_by_differences(widths, seed, numbers):
    network = Network.random(widths, seed)
    x, y = np.array(numbers[: widths[0]]), seed % widths[-1]
    back = network.backward(x, y)
    assert back.loss == pytest.approx(loss(network.forward(x).logits, y))
    for kind in ("weights", "biases"):
        for layer, gradient in enumerate(getattr(back, kind)):
            for index in np.ndindex(gradient.shape):
                up, down = (
                    with_entry(network, layer, kind, index, shift).backward(x, y).loss for shift in (1e-5, -1e-5)
                )
                assert gradient[index] == pytest.approx((up - down) / 2e-5, abs=1e-8)


@given(st.integers(0, 99))
def test_the_pull_at_a_node_is_the_slope_by_its_activation(seed):
    network = Network.random([2, 4, 3], seed)
    back, forward = network.backward(X, Y), network.forward(X)
    head = Network(network.weights[1:], network.biases[1:])  # what follows the hidden layer
    by_differences = slope(lambda hidden: head.backward(hidden, Y).loss, forward.activations[1])
    assert back.activations[1] == pytest.approx(by_differences, abs=1e-9)
    by_differences = slope(lambda x: network.backward(x, Y).loss, X)
    assert back.activations[0] == pytest.approx(by_differences, abs=1e-9)
    assert back.activations[2] == pytest.approx(softmax(forward.logits) - np.eye(3)[Y], abs=1e-15)


@pytest.mark.parametrize("seed", range(3))
def test_the_scalar_graph_agrees(seed):
    network = Network.random([2, 4, 3], seed)
    weights = [[[Value(v) for v in row] for row in w] for w in network.weights]
    biases = [[Value(v) for v in b] for b in network.biases]
    nodes = inputs = [Value(v) for v in X]
    for k, (w, b) in enumerate(zip(weights, biases, strict=True)):
        before = [sum((nodes[i] * w[i][j] for i in range(len(w))), start=b[j]) for j in range(len(b))]
        nodes = [node.tanh() for node in before] if k == 0 else before
        hidden = nodes if k == 0 else hidden  # noqa: F821
    powers = [z.exp() for z in nodes]
    result = -(powers[Y] / sum(powers[1:], start=powers[0])).log()
    result.backward()

    back = network.backward(X, Y)
    assert back.loss == pytest.approx(result.data, rel=1e-13)
    for layer in range(2):
        grads = [[v.grad for v in row] for row in weights[layer]]
        assert back.weights[layer] == pytest.approx(np.array(grads), abs=1e-14)
        assert back.biases[layer] == pytest.approx([v.grad for v in biases[layer]], abs=1e-14)
    for layer, values in enumerate((inputs, hidden, nodes)):
        assert back.activations[layer] == pytest.approx([v.grad for v in values], abs=1e-14)


@given(st.integers(0, 99))
def test_a_batch_has_the_mean_of_its_examples_gradients(seed):
    network = Network.random([2, 3, 4], seed)
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(2, 3, 2)), rng.integers(0, 4, (2, 3))
    whole = network.backward(x, y)
    alone = [network.backward(x[i, j], y[i, j]) for i in range(2) for j in range(3)]
    assert whole.loss == pytest.approx(np.mean([each.loss for each in alone]))
    for layer in range(2):
        assert whole.weights[layer] == pytest.approx(np.mean([each.weights[layer] for each in alone], axis=0))
        assert whole.biases[layer] == pytest.approx(np.mean([each.biases[layer] for each in alone], axis=0))
    for layer in range(3):
        nodes = np.array([each.activations[layer] for each in alone]) / 6
        assert whole.activations[layer].reshape(6, -1) == pytest.approx(nodes, abs=1e-15)


@given(st.integers(0, 99))
def test_a_soft_target_pulls_like_the_mixture_of_its_classes(seed):
    network = Network.random([2, 4, 3], seed)
    soft = network.backward(X, np.array([0.25, 0.0, 0.75])).weights[0]
    first, last = (network.backward(X, y).weights[0] for y in (0, 2))
    assert soft == pytest.approx(0.25 * first + 0.75 * last, abs=1e-15)


@given(st.integers(0, 99))
def test_small_steps_lower_the_loss(seed):
    network = Network.random([2, 4, 3], seed)
    losses = []
    for _ in range(20):
        back = network.backward(X, Y)
        losses.append(back.loss)
        network = network.step(back, rate=0.1)
    assert (np.diff(losses) < 0).all()


def test_the_forward_pass_written_out():
    network = Network([[[1.0, -1.0], [0.5, 2.0]], [[1.0, 0.0], [0.0, 3.0]]], [[0.0, 0.1], [0.2, 0.0]])
    forward = network.forward([2.0, 4.0])
    hidden = np.tanh([2 * 1 + 4 * 0.5 + 0.0, 2 * -1 + 4 * 2 + 0.1])
    z = np.array([hidden[0] + 0.2, 3 * hidden[1]])
    assert forward.activations[0].tolist() == [2.0, 4.0]
    assert forward.activations[1] == pytest.approx(hidden)
    assert forward.activations[2] == pytest.approx(z)
    assert forward.logits == pytest.approx(z)
    assert forward.probabilities == pytest.approx(softmax(z))


def test_the_first_activation_is_a_copy_of_the_input():
    x = X.copy()
    forward = Network.random([2, 3], seed=0).forward(x)
    x[0] = 5
    assert (forward.activations[0] == X).all()


def test_a_step_is_rate_times_gradient_and_leaves_the_old_network_alone():
    network = Network.random([2, 4, 3], seed=7)
    before = [array.copy() for array in (*network.weights, *network.biases)]
    back = network.backward(X, Y)
    after = network.step(back, rate=0.3)
    for old, kept in zip(before, (*network.weights, *network.biases), strict=True):
        assert (old == kept).all()
    for layer in range(2):
        assert (after.weights[layer] == network.weights[layer] - 0.3 * back.weights[layer]).all()
        assert (after.biases[layer] == network.biases[layer] - 0.3 * back.biases[layer]).all()


def test_equal_seeds_give_equal_networks_and_different_ones_different():
    first, again, other = (Network.random([2, 4, 3], seed).weights for seed in (7, 7, 8))
    assert all((a == b).all() for a, b in zip(first, again, strict=True))
    assert (first[0] != other[0]).any()


def test_weights_are_drawn_with_variance_one_over_fan_in():
    weights = Network.random([400, 300], seed=0).weights[0]
    assert weights.std() == pytest.approx(1 / 20, rel=0.01)
    assert weights.mean() == pytest.approx(0, abs=1e-3)


def test_a_network_cannot_be_changed():
    source = np.ones((1, 2))
    network = Network([source], [[0.0, 0.0]])
    source[0, 0] = 5
    assert network.weights[0][0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        network.weights[0][0, 0] = 5
    with pytest.raises(AttributeError):
        network.weights = ()


def test_a_network_may_saturate_without_a_warning():
    network = Network([[[1e308], [1e308]], [[1.0, -1.0]]], [[0.0], [0.0, 0.0]])
    assert network.forward([10.0, 10.0]).activations[1].tolist() == [1.0]


def test_a_network_out_of_float64_is_refused_without_a_warning():
    network = Network([[[1e308, 0.0], [-1e308, 0.0]]], [[0.0, 0.0]])
    assert refusal(network.forward, [10.0, 10.0]).startswith("z must be finite, but z[0] is ")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Network([], []), "a network needs as many weights as biases, at least one of each, "
         "but has 0 and 0; give one matrix and one vector for each layer"),
        (lambda: Network([[[1.0]]], []), "a network needs as many weights as biases, at least one of each, "
         "but has 1 and 0; give one matrix and one vector for each layer"),
        (lambda: Network([[[1.0, 2.0]]], [[0.0]]), "layer 0 must have weights (1, fan-out) and biases "
         "(fan-out,), but has (1, 2) and (1,); transpose or resize them"),
        (lambda: Network([[[1.0]], [[1.0], [2.0]]], [[0.0], [0.0]]), "layer 1 must have weights (1, "
         "fan-out) and "
         "biases (fan-out,), but has (2, 1) and (1,); transpose or resize them"),
        (lambda: Network([1.0], [[0.0]]), "layer 0 must have weights (0, fan-out) and "
         "biases (fan-out,), but has () and (1,); transpose or resize them"),
        (lambda: Network([[[np.nan]]], [[0.0]]), "weights[0] must be finite, but weights[0][0, 0] is nan; "
         "find the step that made it (an overflow, or 0/0)"),
        (lambda: Network.random([2], 0), "widths must be two or more numbers from 1 up, but are [2]; "
         "try [2, 4, 3]"),
        (lambda: Network.random([2, 0], 0), "widths must be two or more numbers from 1 up, but are [2, 0]; "
         "try [2, 4, 3]"),
        (lambda: Network.random([2, 3], -1), "seed must be 0 or more, but is -1; "
         "give a whole number from 0 up"),
        (lambda: Network.random([2, 3], 0).forward([1.0]), "x must have 2 features on its last axis, "
         "but has 1; the first width is the number of features"),
        (lambda: Network.random([2, 3], 0).forward(np.zeros((2, 5))), "x must have 2 features on its last axis, "
         "but has 5; the first width is the number of features"),
        (lambda: Network.random([2, 3], 0).forward([1.0, np.nan]), "x must be finite, but x[1] is nan; "
         "find the step that made it (an overflow, or 0/0)"),
        (lambda: Network.random([2, 3], 0).backward(X, 3), "target must be a class index from 0 to 2, "
         "but is 3; classes are counted from 0"),
        (lambda: Network.random([2, 3], 0).step(None, -1), "rate must lie from 0 to 1e+100, but is -1; "
         "choose a value in that range"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(make, message):
    assert refusal(make) == message


def test_a_step_out_of_float64_is_refused():
    network = Network([[[1.0, -1.0]]], [[0.0, 0.0]])
    with pytest.raises(ValueError, match=r"^weights\[0\] must be finite, but weights\[0\]\[0, 0\] is"):
        network.step(network.backward([1e300], 1), rate=1e100)


def test_gradients_of_another_network_are_refused():
    other = Network.random([1, 3], 0)
    message = refusal(Network.random([2, 3], 0).step, other.backward([1.0], 0), 0.5)
    assert message == (
        "gradients must have weights of shapes [(2, 3)], but have [(1, 3)]; take them from this network's `backward`"
    )
