"""The mathematics of cross-entropy: numpy only, pure functions, nats.

Classes lie on the last axis, any batch axes before. A `target` of integers names classes (counted from 0),
one of floats is a distribution. What comes in is checked and never changed; what goes out is float64.
"""

from mathcore.costs import neuron_cost, neuron_gradient, prediction_loss, slope_at_logit, slope_at_prediction
from mathcore.descent import Descent, descend, probability_velocity
from mathcore.distances import (
    class_distances,
    squared_emd,
    squared_emd_gradient,
    wasserstein_distance,
    wasserstein_gradient,
)
from mathcore.fields import circulation, rectangle, work
from mathcore.graph import Value
from mathcore.information import cross_entropy, cross_entropy_terms, entropy, kl_divergence, surprisal
from mathcore.logits import log_softmax, softmax, softmax_jacobian
from mathcore.losses import forces, gradient_wrt_logits, gradient_wrt_probabilities, loss
from mathcore.margins import distance_weighted_forces, margin_gradient, margin_loss, soft_labels
from mathcore.network import Forward, Gradients, Network
from mathcore.neuron import Training, sigmoid, train_neuron
from mathcore.nudges import Nudge, nudge

__all__ = [
    "Descent",
    "Forward",
    "Gradients",
    "Network",
    "Nudge",
    "Training",
    "Value",
    "circulation",
    "class_distances",
    "cross_entropy",
    "cross_entropy_terms",
    "descend",
    "distance_weighted_forces",
    "entropy",
    "forces",
    "gradient_wrt_logits",
    "gradient_wrt_probabilities",
    "kl_divergence",
    "log_softmax",
    "loss",
    "margin_gradient",
    "margin_loss",
    "neuron_cost",
    "neuron_gradient",
    "nudge",
    "prediction_loss",
    "probability_velocity",
    "rectangle",
    "sigmoid",
    "slope_at_logit",
    "slope_at_prediction",
    "soft_labels",
    "softmax",
    "softmax_jacobian",
    "squared_emd",
    "squared_emd_gradient",
    "surprisal",
    "train_neuron",
    "wasserstein_distance",
    "wasserstein_gradient",
    "work",
]
