"""The formulas themselves in 700 digits: no shift, no series, nothing shared with the code that they judge.

Floats are taken as the exact numbers that they are. 700 digits hold e^(−1400) beside 1, so logits may lie 1400 apart.
"""

from functools import wraps
from itertools import pairwise

import mpmath
from mpmath import mpf

DIGITS = 700


def exactly(formula):
    """Evaluate in `DIGITS` digits, from lists of exact numbers to nested lists of them."""

    @wraps(formula)
    def evaluated(*arguments):
        with mpmath.workdps(DIGITS):
            return formula(*map(_exact, arguments))

    return evaluated


def worst(result, exact, scale=None):
    """Return the largest error of a result, relative to the exact numbers, or to what their parts add up to."""
    with mpmath.workdps(DIGITS):
        pairs = zip(_flat(result), _flat(exact), _flat(exact if scale is None else scale), strict=True)
        # 1e-300: nearer to the end of float64 numbers have fewer digits
        return max(float(abs(_exact(r) - e) / (abs(s) + mpf(10) ** -300)) for r, e, s in pairs)


def one_hot(target, classes):
    return [mpf(i == target) for i in range(classes)] if isinstance(target, int) else target


@exactly
def softmax(z, scale=1):
    powers = [mpmath.exp(scale * v) for v in z]
    total = mpmath.fsum(powers)
    return [power / total for power in powers]


@exactly
def log_softmax(z, scale=1):
    return [mpmath.log(share) for share in softmax(z, scale)]


@exactly
def log_sum_exp(z):
    return mpmath.log(mpmath.fsum(map(mpmath.exp, z)))


@exactly
def sum_exp(z):
    return mpmath.fsum(map(mpmath.exp, z))


@exactly
def loss(z, target, scale=1):
    p = one_hot(target, len(z))
    return -mpmath.fsum(weight * log for weight, log in zip(p, log_softmax(z, scale), strict=True))


@exactly
def gradient(z, target, scale=1):
    return [scale * (a - b) for a, b in zip(softmax(z, scale), one_hot(target, len(z)), strict=True)]


@exactly
def forces(z, target, scale=1):
    return [-slope for slope in gradient(z, target, scale)]


@exactly
def jacobian(z):
    q = softmax(z)
    return [[q[i] * ((i == j) - q[j]) for j in range(len(q))] for i in range(len(q))]


@exactly
def through(q, u):
    """Return q_i (u_i − Σ q u)."""
    mean = mpmath.fsum(a * b for a, b in zip(q, u, strict=True))
    return [a * (b - mean) for a, b in zip(q, u, strict=True)]


@exactly
def parts_of_through(q, u):
    """Return what `through` is a sum of, in size: q_i Σ_j q_j |u_i − u_j|."""
    return [a * mpmath.fsum(c * abs(b - d) for c, d in zip(q, u, strict=True)) for a, b in zip(q, u, strict=True)]


@exactly
def kl_divergence(p, q):
    total = mpmath.fsum(b - a for a, b in zip(p, q, strict=True))  # 0, but for the rounding of p and q
    return total + mpmath.fsum(a * mpmath.log(a / b) for a, b in zip(p, q, strict=True) if a)


@exactly
def kl_divergence_terms(p, q):
    return [a * mpmath.log(a / b) if a else a for a, b in zip(p, q, strict=True)]


@exactly
def log_odds(z, i):
    return z[int(i)] - mpmath.log(mpmath.fsum(mpmath.exp(v) for j, v in enumerate(z) if j != i))


@exactly
def nudge(z, i, d, y):
    """Return the changes of the shares, and that of the loss."""
    moved = [v + d * (j == i) for j, v in enumerate(z)]
    change = [b - a for a, b in zip(softmax(z), softmax(moved), strict=True)]
    return [*change, loss(moved, int(y)) - loss(z, int(y))]


@exactly
def borders(q, y, order):
    """Return Q_k − P_k after each class but the last, along the line."""
    excess = [q[int(j)] - (j == y) for j in order]
    return [mpmath.fsum(excess[: k + 1]) for k in range(len(q) - 1)]


@exactly
def wasserstein(z, y, x):
    """Return W1 to a class, its slopes at the logits, and what these are sums of."""
    q, d = softmax(z), [abs(place - x[int(y)]) for place in x]
    distance = mpmath.fsum(a * b for a, b in zip(q, d, strict=True))
    return distance, through(q, d), parts_of_through(q, d)


@exactly
def squared_emd(z, y, x):
    """Return the squared distance to a class, its slopes at the logits, and what these are sums of."""
    q, order = softmax(z), sorted(range(len(x)), key=lambda j: x[j])
    gaps = [x[b] - x[a] for a, b in pairwise(order)]
    crossing = borders(q, int(y), order)
    u = [mpf(0)] * len(q)
    for k, j in enumerate(order):
        u[j] = 2 * mpmath.fsum(g * s for g, s in zip(gaps[k:], crossing[k:], strict=True))
    distance = mpmath.fsum(g * s * s for g, s in zip(gaps, crossing, strict=True))
    between = [2 * g * abs(s) for g, s in zip(gaps, crossing, strict=True)]  # left and right of y it has two signs
    parts = [mpf(0)] * len(q)
    for k, i in enumerate(order):
        for m, j in enumerate(order):
            parts[i] += q[i] * q[j] * mpmath.fsum(between[min(k, m) : max(k, m)])
    return distance, through(q, u), parts


@exactly
def neuron_cost(weight, bias, target):
    """Return the cross-entropy of σ(w + b), and its quadratic cost."""
    a = 1 / (1 + mpmath.exp(-weight - bias))
    return [-target * mpmath.log(a) - (1 - target) * mpmath.log(1 - a), (a - target) ** 2 / 2]


def _exact(value):
    if isinstance(value, (mpf, bool)):
        return value
    if isinstance(value, int):
        return value
    if hasattr(value, "__len__"):
        return [_exact(part) for part in value]
    return mpf(float(value))


def _flat(value):
    if hasattr(value, "__len__"):
        return [number for part in value for number in _flat(part)]
    return [value]
