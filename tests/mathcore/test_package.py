"""What holds for the package as a whole."""

import ast
import inspect
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import numpy as np
import pytest

import mathcore

Z, Q, T = np.array([2.5, -1, 3.2, 0.5]), np.array([0.1, 0.8, 0.05, 0.05]), np.array([0.7, 0.1, 0.1, 0.1])
X = np.array([0.0, 1.0, 2.0, 3.0])

CALLS = {
    "bias_gradient": (np.array([Z, -Z]), np.array([0, 2])),
    "circulation": (lambda z: mathcore.forces(z, 0), Z, (1, 3)),
    "class_distances": (0, X),
    "cross_entropy": (T, Q),
    "cross_entropy_terms": (T, Q),
    "descend": (Z, T, 0.5, 3),
    "distance_weighted_forces": (Z, 0, X),
    "distant_mass": (Q, 0, X),
    "entropy": (T,),
    "flow": (Z, T, X),
    "flow_path": (Z, T, 3.0),
    "forces": (Z, T, X),
    "gated_error": (Q, 0.5),
    "gated_slope": (Q, "quadratic", 0.5),
    "gradient_wrt_logits": (Z, T, X),
    "gradient_wrt_probabilities": (Q, T),
    "kl_divergence": (T, Q),
    "kl_divergence_terms": (T, Q),
    "log_odds": (Z, 2),
    "log_softmax": (Z, X),
    "log_sum_exp": (Z,),
    "loss": (Z, T, X),
    "margin_gradient": (Z, 0, X),
    "margin_loss": (Z, 0, X),
    "neuron_cost": (Q, "quadratic"),
    "neuron_gradient": (Q, "cross-entropy"),
    "nudge": (Z, 2, X, T),
    "ordinal_labels": (0, X),
    "peak_scale": (Z, 0),
    "plane": (Z, (1, 3), X, X),
    "prediction_loss": (Q, "quadratic"),
    "rectangle": (Z, (1, 3)),
    "resting_logits": (T, X),
    "rising_threshold": (Z, 0, 0.5),
    "sigmoid": (Z,),
    "sigmoid_slope": (Q,),
    "slope_at_logit": (Q, "quadratic"),
    "slope_at_prediction": (Q, "cross-entropy"),
    "smooth": (np.array([0, 2]), 3, 0.1),
    "softmax": (Z, X),
    "softmax_jacobian": (Z, X),
    "squared_emd": (Q, T, X),
    "squared_emd_gradient": (Z, T, X),
    "sum_exp": (Z,),
    "surprisal": (Q,),
    "train_linear_neuron": (Z, X, 0.1, 3),
    "train_neuron": (Z, X, 0.1, 3),
    "wasserstein_distance": (Q, T, X),
    "wasserstein_gradient": (Z, T, X),
    "with_share": (Z, 2, Q),
    "work": (lambda z: mathcore.forces(z, 0), Z, X),
}
FUNCTIONS = sorted(name for name in mathcore.__all__ if inspect.isfunction(getattr(mathcore, name)))


def frozen(argument):
    """Return an argument that can't be written to, if it is an array."""
    if isinstance(argument, np.ndarray):
        argument = argument.copy()
        argument.flags.writeable = False
    return argument


def arrays_in(result):
    return [np.asarray(part) for part in (vars(result).values() if hasattr(result, "__dict__") else [result])]


def test_every_public_function_is_called_here():
    assert sorted(CALLS) == FUNCTIONS


@pytest.mark.parametrize("name", FUNCTIONS)
def test_inputs_are_never_written_to_and_results_share_nothing_with_them(name):
    arguments = [frozen(argument) for argument in CALLS[name]]
    before = [np.array(argument) for argument in arguments if isinstance(argument, np.ndarray)]
    parts = arrays_in(getattr(mathcore, name)(*arguments))
    given = [argument for argument in arguments if isinstance(argument, np.ndarray)]
    assert all((old == new).all() for old, new in zip(before, given, strict=True))
    assert not any(np.shares_memory(part, argument) for part in parts for argument in given)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_results_are_float64_and_can_be_written_to(name):
    for part in arrays_in(getattr(mathcore, name)(*CALLS[name])):
        assert part.dtype == np.float64
        assert part.flags.writeable


@pytest.mark.parametrize("name", FUNCTIONS)
def test_lists_serve_as_well_as_arrays(name):
    as_lists = [argument.tolist() if isinstance(argument, np.ndarray) else argument for argument in CALLS[name]]
    expected = arrays_in(getattr(mathcore, name)(*CALLS[name]))
    for part, same in zip(arrays_in(getattr(mathcore, name)(*as_lists)), expected, strict=True):
        assert (part == same).all()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_callers_error_state_does_not_matter(name):
    expected = arrays_in(getattr(mathcore, name)(*CALLS[name]))
    with np.errstate(all="raise"):
        strict = arrays_in(getattr(mathcore, name)(*CALLS[name]))
        for part, same in zip(strict, expected, strict=True):
            assert (part == same).all()


def test_what_falls_below_float64_is_nothing_even_to_a_strict_caller():
    with np.errstate(all="raise"):
        assert mathcore.softmax([0.0, -1000.0]).tolist() == [1, 0]
        assert mathcore.forces([0.0, -1000.0], 0).tolist() == [0, 0]
        assert mathcore.Network(([[1.0, -1.0]],), ([0.0, 0.0],)).forward([900.0]).probabilities.tolist() == [1, 0]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_masked_arrays_are_refused(name):
    arguments = [np.ma.masked_array(a, mask=False) if isinstance(a, np.ndarray) else a for a in CALLS[name]]
    if any(isinstance(argument, np.ma.MaskedArray) for argument in arguments):
        with pytest.raises(ValueError, match=r" is a masked array; drop what is masked, or fill it"):
            getattr(mathcore, name)(*arguments)


@pytest.mark.parametrize("name", sorted(mathcore.__all__))
def test_docstrings_keep_their_order(name):
    sections = ["Parameters", "Returns", "Raises", "Notes", "References", "Examples"]
    text = inspect.getdoc(getattr(mathcore, name))
    assert "  " not in text.splitlines()[0]
    if name in FUNCTIONS:
        found = [line for line in text.splitlines() if line in sections]
        assert found == [section for section in sections if section in found]
        assert {"Parameters", "Returns", "Raises", "References", "Examples"} <= set(found)
        assert text.startswith("Return ")


@pytest.mark.parametrize(
    "make",
    [
        lambda: mathcore.nudge(Z, 0, 1.0, 0),
        lambda: mathcore.descend(Z, 0, 0.5, 1),
        lambda: mathcore.flow_path(Z, 0, 1.0),
        lambda: mathcore.train_neuron(0.6, 0.9, 0.15, 1),
        lambda: mathcore.Network.random([2, 3], 0),
        lambda: mathcore.Network.random([2, 3], 0).forward([1.0, 2.0]),
        lambda: mathcore.Network.random([2, 3], 0).backward([1.0, 2.0], 0),
    ],
)
def test_results_of_several_parts_are_frozen_and_compare_by_identity(make):
    result = make()
    with pytest.raises(FrozenInstanceError):
        setattr(result, next(iter(vars(result))), None)
    assert result != make()  # comparing arrays with == would be neither true nor false


def test_numpy_is_the_only_library():
    imported = set()
    for path in Path(mathcore.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module.split(".")[0])
    assert imported - sys.stdlib_module_names == {"numpy", "mathcore"}
