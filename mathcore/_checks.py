"""What may come in: public functions pass arrays through here first.

Each message says what came, what is allowed, and what to do next. Nothing is repaired on the way: a NaN that
is turned into a number draws a picture that lies.
"""

import operator

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

# Functions decorated with it do their arithmetic under numpy's usual error state, whatever the caller has set:
# what falls below float64 is 0, and a NaN that nobody expected is still warned of.
usual_errors = np.errstate(divide="warn", over="warn", under="ignore", invalid="warn")

# A float32 softmax over thousands of classes sums to 1 within about 1e-7; a typing mistake is far off.
SUM_TOLERANCE = 1e-6


def first(mask: NDArray[np.bool_]) -> tuple[int, ...]:
    """Return the index of the first true entry of `mask`, in reading order."""
    return tuple(int(i) for i in np.unravel_index(np.argmax(mask), mask.shape))


def any_of(mask: NDArray[np.bool_]) -> bool:
    """Return whether an entry of `mask` is true. (Counting takes a third of the time of `any` on a few numbers.)"""
    return bool(np.count_nonzero(mask))


def offender(name: str, array: np.ndarray, wrong: NDArray[np.bool_]) -> str:
    """Return which entry is the first wrong one, and what it is: ``z[3, 5] is nan``."""
    where = first(wrong)
    entry = f"{name}[{', '.join(map(str, where))}] is" if where else "is"
    short = f"{array[where]:.10g}"
    return f"{entry} {short if float(short) == array[where] else array[where].item()}"


def as_array(name: str, value: ArrayLike) -> np.ndarray:
    """Return `value` as an array that holds something, and all of it: not one with a mask."""
    if np.ma.isMaskedArray(value):
        raise ValueError(f"{name} is a masked array; drop what is masked, or fill it with numbers that you stand for")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} is ragged; give rows of equal length") from None
    if array.size == 0:
        raise ValueError(f"{name} is empty (shape {array.shape}); give at least one number")
    return array


def real(name: str, value: ArrayLike) -> Floats:
    """Return `value` as float64 (itself, if it already is), or say why it isn't an array of real numbers."""
    array = as_array(name, value)
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{name} must hold real numbers, but holds {array.dtype}; convert it to float first")
    return array.astype(np.float64, copy=False)


def finite(name: str, value: ArrayLike) -> Floats:
    """Return `value` as float64 without NaN or infinity."""
    return _all_finite(name, real(name, value))


def _all_finite(name: str, array: Floats) -> Floats:
    sound = np.isfinite(array)
    if np.count_nonzero(sound) < array.size:
        raise ValueError(
            f"{name} must be finite, but {offender(name, array, ~sound)}; "
            "find the step that made it (an overflow, or 0/0)"
        )
    return array


def with_classes(name: str, array: Floats) -> Floats:
    """Return `array` if it has an axis that the classes can lie on."""
    if array.ndim == 0:
        raise ValueError(f"{name} must have its classes on the last axis, but is a single number; give a list")
    return array


def logits(name: str, value: ArrayLike) -> Floats:
    """Return finite logits with the classes on the last axis."""
    return _all_finite(name, with_classes(name, real(name, value)))


def distribution(name: str, value: ArrayLike) -> Floats:
    """Return probabilities: the last axis without negative entries and with sum 1."""
    array = with_classes(name, real(name, value))
    array = nonnegative(name, array, "if these are logits, take their softmax first")
    totals = array.sum(axis=-1)
    off = np.abs(totals - 1) > SUM_TOLERANCE
    if any_of(off):
        where = first(off)
        row = f" (row {', '.join(map(str, where))})" if where else ""
        raise ValueError(
            f"{name} must sum to 1, but sums to {totals[where]:.10g}{row}; divide by its sum if these are weights"
        )
    return array


def nonnegative(name: str, value: ArrayLike, advice: str) -> Floats:
    """Return finite numbers that aren't negative."""
    array = finite(name, value)
    negative = array < 0
    if any_of(negative):
        raise ValueError(f"{name} must not be negative, but {offender(name, array, negative)}; {advice}")
    return array


def between(name: str, value: ArrayLike, low: float, high: float) -> Floats:
    """Return finite numbers from `low` to `high`."""
    array = finite(name, value)
    outside = (array < low) | (array > high)
    if any_of(outside):
        raise ValueError(
            f"{name} must lie from {low:g} to {high:g}, but {offender(name, array, outside)}; "
            "choose a value in that range"
        )
    return array


def learning_rate(value: ArrayLike) -> float:
    """Return one step size. The upper end keeps it, times any slope here, within float64."""
    rate = between("rate", value, 0, 1e100)
    if rate.ndim:
        raise ValueError(f"rate must be a single number, but has shape {rate.shape}; give one for all rows")
    return float(rate)


def count(name: str, value: int) -> int:
    """Return a whole number, 0 or more."""
    try:
        number = operator.index(value)
    except TypeError:
        raise ValueError(f"{name} must be a whole number, but is {value!r}; give an int") from None
    if number < 0:
        raise ValueError(f"{name} must be 0 or more, but is {number}; give a whole number from 0 up")
    return number


def is_indices(target: ArrayLike) -> bool:
    """Return whether `target` names classes (integers) rather than weighing them (floats)."""
    return as_array("target", target).dtype.kind in "iu"


def indices(name: str, value: ArrayLike, classes: int) -> Indices:
    """Return class indices from 0 to `classes` − 1. Negative ones don't count from the end."""
    array = as_array(name, value)
    if array.dtype.kind not in "iu":
        raise ValueError(f"{name} must be a class index, but holds {array.dtype}; give an int or an int array")
    outside = (array < 0) | (array >= classes)
    if any_of(outside):
        raise ValueError(
            f"{name} must be a class index from 0 to {classes - 1}, "
            f"but {offender(name, array, outside)}; classes are counted from 0"
        )
    return array.astype(np.intp, copy=False)


def index_target(target: ArrayLike, shape: tuple[int, ...]) -> Indices:
    """Return one class index for each row of logits of `shape`."""
    *batch, classes = shape
    array = indices("target", target, classes)
    if array.shape == tuple(batch):
        return array
    try:
        return np.broadcast_to(array, batch)
    except ValueError:
        raise ValueError(
            f"target has shape {array.shape}, but the batch has shape {tuple(batch)}; "
            "give one class index for each row, or a distribution as floats"
        ) from None


def soft_target(target: ArrayLike, shape: tuple[int, ...]) -> Floats:
    """Return one distribution for each row of logits of `shape`; a one-hot one where `target` is an index."""
    if is_indices(target):
        return one_hot(index_target(target, shape), shape[-1])
    array = real("target", target)
    if array.ndim == 0:
        raise ValueError(
            f"target must be a class index (an integer) or a distribution, but is {array[()]:g}; give an int"
        )
    array = distribution("target", array)
    same_classes("target", array, shape[-1])
    if array.shape == shape:
        return array
    try:
        return np.broadcast_to(array, shape)
    except ValueError:
        raise ValueError(
            f"target has shape {array.shape}, but the logits have shape {shape}; "
            "give one distribution, or one for each row"
        ) from None


def same_classes(name: str, array: Floats, classes: int) -> None:
    """Refuse an `array` whose last axis doesn't hold exactly `classes` entries."""
    if array.shape[-1] != classes:
        raise ValueError(
            f"{name} must have {classes} classes on its last axis, but has {array.shape[-1]}; "
            "give one entry for each class"
        )


def spread(array: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return an array as one of `shape`. (Most have it, and numpy takes ten times as long to find out.)"""
    return array if array.shape == shape else np.broadcast_to(array, shape)


def batches(**shapes: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape that all the named batch shapes broadcast to."""
    try:
        return np.broadcast_shapes(*shapes.values())
    except ValueError:
        listed = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        raise ValueError(f"batch shapes don't fit together: {listed}; make them equal, or 1") from None


def one_hot(index: Indices, classes: int) -> Floats:
    """Return rows with a 1 at `index` and 0 elsewhere."""
    return (index[..., None] == np.arange(classes)).astype(np.float64)
