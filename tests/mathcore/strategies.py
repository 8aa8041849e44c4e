"""What the laws are tried on: logits, distributions, truths; and slopes by finite differences."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays


def reals(bound):
    return st.floats(-bound, bound, allow_subnormal=False)


@st.composite
def logits(draw, bound=20.0, min_classes=2, max_classes=7):
    return draw(arrays(np.float64, draw(st.integers(min_classes, max_classes)), elements=reals(bound)))


@st.composite
def logits_and_class(draw, bound=20.0, **kwargs):
    z = draw(logits(bound, **kwargs))
    return z, draw(st.integers(0, len(z) - 1))


@st.composite
def distributions(draw, classes):
    """Shares of whole weights: ties, zeros and one-hot rows come up often."""
    weights = draw(st.lists(st.integers(0, 9), min_size=classes, max_size=classes).filter(any))
    return np.array(weights) / sum(weights)


@st.composite
def pairs(draw, count=2):
    """`count` distributions over the same classes."""
    classes = draw(st.integers(1, 6))
    return tuple(draw(distributions(classes)) for _ in range(count))


@st.composite
def logits_and_truth(draw, bound=20.0):
    """Logits with a class index or a distribution for a target."""
    z, y = draw(logits_and_class(bound))
    return z, draw(st.one_of(st.just(y), distributions(len(z))))


@st.composite
def spread_positions(draw, classes):
    """Different places on a line, in any order, at least a quarter apart."""
    places = draw(st.lists(st.integers(-40, 40), min_size=classes, max_size=classes, unique=True))
    return np.array(places) / 4


def slope(function, z, step=1e-5):
    """Return the gradient of a function of one point, by central differences (error about step²)."""
    steps = np.eye(len(z)) * step
    return np.array([(function(z + e) - function(z - e)) / (2 * step) for e in steps])
