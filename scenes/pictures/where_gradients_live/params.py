"""What scene 4 is told, and its sentences about that."""

import numpy as np

from scenes.kit.params import LogitParams, Logits
from scenes.kit.words import COUNTS, symbol
from scenes.pictures.where_gradients_live.loss_graph import LossGraph


class Params(LogitParams):
    """Logits, the true class and the classes' names."""

    #: Their shares are 0.5, 0.1, 0.28 and 0.12, so that slopes are short numbers, and none is but a hairline.
    logits: Logits = (1.5, -0.11, 0.92, 0.07)

    def passed_on(self) -> str:
        """Return what comes of the way back to the probabilities."""
        return f"Only the true class’s q has a slope: p = 0 multiplies the other{'s' * (len(self.logits) > 2)} away."

    def mixed(self) -> str:
        """Return what is watched on the way through softmax."""
        logits = "both" if len(self.logits) == 2 else "two"
        return f"Nudge {logits} logits, by ever smaller steps: how does {self._true} answer?"

    def asked(self) -> str:
        """Return what is guessed before that."""
        does, logits = ("does", "logit") if len(self.logits) == 2 else ("do", "logits")
        return f"So {does} the wrong {logits} get no slope?"

    def came_through(self) -> str:
        """Return what comes of the way back through softmax."""
        return f"A wrong logit gets a slope: raising it lowers {self._true}, so raises L."

    @property
    def _true(self) -> str:
        """What captions call q_y."""
        return "the true class’s q" if self.labels else symbol("q", self.target)

    def forward(self) -> str:
        """Return what the graph does."""
        loss = LossGraph(np.array(self.logits), self.target).loss.data
        return f"{COUNTS[len(self.logits)].capitalize()} logits in, one number out: L = {loss:.3f}."
