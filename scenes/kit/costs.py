"""The two costs, as mathcore calls them."""

COSTS = QUADRATIC, CROSS_ENTROPY = "quadratic", "cross-entropy"
