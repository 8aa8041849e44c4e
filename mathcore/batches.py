"""What a batch does together: the pull on the output biases, which every example shares."""

from numpy.typing import ArrayLike

from mathcore import _checks
from mathcore._checks import Floats
from mathcore.losses import gradient_wrt_logits


@_checks.usual_errors
def bias_gradient(z: ArrayLike, target: ArrayLike) -> Floats:
    """Return the slopes of a batch's mean loss at the output biases, in nats per unit.

        ∂L̄/∂b_j = (1/n) Σ_n (q_nj − p_nj);  for class indices,  mean q_j − (share of examples with y = j)

    Parameters
    ----------
    z : array (..., K)
        Finite logits of the examples; all axes but the last are the batch's.
    target : int, int array (...), or float array (..., K)
        True classes, or true distributions.

    Returns
    -------
    array (K,)
        From −1 to 1, with sum 0: the means of the columns of `gradient_wrt_logits`.

    Raises
    ------
    ValueError
        As `gradient_wrt_logits`.

    Notes
    -----
    A bias is added to its logit in every example, so its slope is the mean of the column. Rows sum to 0;
    columns do so only when the batch predicts each class as often as it is true.

    References
    ----------
    The chain rule on `loss`; Karpathy, *makemore* part 4, shows the matrix whose columns these are.

    Examples
    --------
    Both examples are of class 0, and both are predicted as even:

    >>> bias_gradient([[0.0, 0.0], [3.0, 3.0]], [0, 0])
    array([-0.5,  0.5])
    """
    gradient = gradient_wrt_logits(z, target)
    return gradient.reshape(-1, gradient.shape[-1]).mean(axis=0)
