"""The mathematics of cross-entropy: numpy only, nats; functions are pure, only a graph’s `Value` keeps its gradient.

Classes lie on the last axis, any batch axes before. A `target` of integers names classes (counted from 0),
one of floats is a distribution. What comes in is checked and never changed; what goes out is float64.

The order of arguments: what is computed from distributions takes the truth first, (p, q), as in H(p, q); what
is computed from a prediction and compared with a target takes the prediction first, (z, target) or (q, target).
"""

from mathcore.batches import bias_gradient
from mathcore.costs import neuron_cost, neuron_gradient, prediction_loss, slope_at_logit, slope_at_prediction
from mathcore.descent import Descent, descend, rising_threshold
from mathcore.distances import class_distances, wasserstein_distance, wasserstein_gradient
from mathcore.divergence import kl_divergence, kl_divergence_terms
from mathcore.emd import squared_emd, squared_emd_gradient
from mathcore.fields import circulation, plane, rectangle, work
from mathcore.flow import FlowPath, flow, flow_path
from mathcore.gates import gated_error, gated_slope, sigmoid_slope
from mathcore.graph import Value
from mathcore.information import cross_entropy, cross_entropy_terms, entropy, surprisal
from mathcore.labels import ordinal_labels, resting_logits, smooth
from mathcore.logits import log_softmax, log_sum_exp, softmax, softmax_jacobian, sum_exp
from mathcore.losses import forces, gradient_wrt_logits, gradient_wrt_probabilities, loss
from mathcore.margins import distance_weighted_forces, distant_mass, margin_gradient, margin_loss
from mathcore.network import Forward, Gradients, Network
from mathcore.neuron import Training, sigmoid, train_linear_neuron, train_neuron
from mathcore.nudges import Nudge, nudge
from mathcore.odds import log_odds, with_share
from mathcore.scales import peak_scale

__all__ = [
    "Descent",
    "FlowPath",
    "Forward",
    "Gradients",
    "Network",
    "Nudge",
    "Training",
    "Value",
    "bias_gradient",
    "circulation",
    "class_distances",
    "cross_entropy",
    "cross_entropy_terms",
    "descend",
    "distance_weighted_forces",
    "distant_mass",
    "entropy",
    "flow",
    "flow_path",
    "forces",
    "gated_error",
    "gated_slope",
    "gradient_wrt_logits",
    "gradient_wrt_probabilities",
    "kl_divergence",
    "kl_divergence_terms",
    "log_odds",
    "log_softmax",
    "log_sum_exp",
    "loss",
    "margin_gradient",
    "margin_loss",
    "neuron_cost",
    "neuron_gradient",
    "nudge",
    "ordinal_labels",
    "peak_scale",
    "plane",
    "prediction_loss",
    "rectangle",
    "resting_logits",
    "rising_threshold",
    "sigmoid",
    "sigmoid_slope",
    "slope_at_logit",
    "slope_at_prediction",
    "smooth",
    "softmax",
    "softmax_jacobian",
    "squared_emd",
    "squared_emd_gradient",
    "sum_exp",
    "surprisal",
    "train_linear_neuron",
    "train_neuron",
    "wasserstein_distance",
    "wasserstein_gradient",
    "with_share",
    "work",
]
