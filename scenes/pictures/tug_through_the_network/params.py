"""The network of TugThroughTheNetwork: its parameters, its descent, and what can truly be said of it."""

from functools import cached_property
from itertools import product
from math import log
from typing import Annotated

import numpy as np
from pydantic import Field, model_validator

import mathcore as mc
from scenes.kit.params import Params as Base
from scenes.kit.params import listed
from scenes.kit.words import subscript
from scenes.pictures.tug_through_the_network.states import Example, Passage, State, Sum

#: The most nodes in a layer for which the way past a hidden node can be written down. Edges that are written on go over
#: so many rows of nodes at most: where there are fewer nodes, and where there are as many.
FULL, STEEP = 4, (2.0, 1.5)
#: Decimals of a force in the product that is the first layer's pull: as in its node, or as many as are needed.
FINER = 2, 3, 4, 6
Width = Annotated[int, Field(ge=1, le=12)]


class Params(Base):
    """The network and its descent."""

    seed: Annotated[int, Field(ge=0, le=2**32 - 1, description="draws the weights and the example")] = 1033
    widths: listed(Width, "nodes in each layer from the input to the logits, 1 to 12 each", most=4) = (2, 3, 3)
    rate: Annotated[float, Field(gt=0.0, le=2.0, description="step size of the descent")] = 0.5
    steps: Annotated[int, Field(ge=2, le=200, description="number of descent steps")] = 10

    @model_validator(mode="after")
    def _fit(self):
        if self.widths[-1] < 2:
            raise ValueError("the last of the widths is 1, but a softmax needs 2 classes or more; give 2 to 12")
        return self

    @cached_property
    def start(self) -> mc.Network:
        """The network before the first step."""
        return mc.Network.random(self.widths, self.seed)

    @cached_property
    def example(self) -> Example:
        """What it works on."""
        return Example.drawn(self.start, self.seed)

    @cached_property
    def course(self) -> list[State]:
        """The states of the descent, the start first."""
        return self.example.course(self.start, self.rate, self.steps)

    def losses(self) -> list[float]:
        """Return the loss at the start and after each step."""
        return [float(state.gradients.loss) for state in self.course]

    def worked_weight(self) -> tuple[int, int]:
        """Return the weight at the logits whose pull is worked out: from which node to which logit.

        One at the true class's logit that is raised, as that is seen to raise the logit: from the watched node if the
        next step raises it, too, or the one that is raised hardest; if none is, the hardest of all.
        """
        (slopes, after), passage = (state.gradients.weights[-1] for state in self.course[:2]), self.passage()
        if (raised := slopes[:, self.example.target]).min() < 0:
            watched = passage and max(grid[passage.node, self.example.target] for grid in (slopes, after)) < 0
            return passage.node if watched else int(np.argmin(raised)), self.example.target
        i, j = np.unravel_index(int(np.argmax(np.abs(slopes))), slopes.shape)
        return int(i), int(j)

    def hidden(self) -> list[int]:
        """Return the hidden layers' numbers, from the last: the force reaches that first."""
        return list(range(len(self.widths) - 2, 0, -1))

    def sum(self) -> Sum | None:
        """Return what a hidden node adds up, if it can be written down and comes out right: the watched one, or one."""
        x, start, passage = self.example.x, self.course[0], self.passage()
        if len(self.widths) != 3 or len(x) > 3 or max(self.widths) > FULL or (x < 0).sum() > 2:
            return None  # there is no room for it
        results = start.forward.activations[1].tolist()
        middle = passage.node if passage else (len(results) - 1) / 2
        for node in sorted(range(len(results)), key=lambda node: abs(node - middle)):
            weights = start.network.weights[0][:, node]
            printed = np.tanh(np.round(weights, 2) @ x)
            if self._flat(node, 0) and f"{printed:.2f}" == f"{results[node]:.2f}":
                return Sum(node, weights, x, results[node])
        return None

    def first_pull(self) -> tuple[int, int, int] | None:
        """Return the first layer's weight whose pull is worked out: from where to which node, and F's decimals.

        With as few as come out right the hardest pulled one, at the watched node if there is one, is taken, though
        better one whose input isn't 1.
        """
        if len(self.widths) != 3 or max(self.widths) > FULL:
            return None  # nodes have no room for their forces
        x, forces, passage = self.example.x, self.course[0].hidden_forces(1), self.passage()
        pulls = np.outer(x, forces)
        there = [(i, j) for i, j in np.ndindex(*pulls.shape) if passage is None or j == passage.node]
        there.sort(key=lambda edge: (abs(x[edge[0]]) == 1, -abs(pulls[edge])))
        for places in FINER:
            # no half that may be rounded either way
            right = np.abs(np.outer(x, np.round(forces, places)) - np.round(pulls, 2)) < 0.005 - 1e-9
            if found := [edge for edge in there if right[edge]]:
                return *found[0], places
        return *there[0], FINER[-1]

    def passage(self) -> Passage | None:
        """Return how the force reaches the last hidden layer's hardest pulled node, if that can be written down."""
        if len(self.widths) != 3 or max(self.widths) > FULL or self.widths[-1] == FULL:
            return None  # there is no room for it
        nodes = np.argsort(-np.abs(self.course[0].hidden_forces(1)), kind="stable").tolist()
        return next((found for node in nodes if self._flat(node, -1) and (found := self._passing(node))), None)

    def _flat(self, node: int, layer: int) -> bool:
        """Whether no edge from a hidden node to a layer is so steep that texts on it and on the next would meet."""
        hidden, others = self.widths[-2], self.widths[layer]
        rows = [abs((node - (hidden - 1) / 2) - (j - (others - 1) / 2)) for j in range(others)]
        return max(rows) <= STEEP[max(self.widths) == FULL]

    def _passing(self, node: int) -> Passage | None:
        """Return how the force reaches a hidden node, if what is printed comes out right."""
        start = self.course[0]
        weights, at_ends = start.network.weights[-1][node], mc.forces(start.forward.logits, self.example.target)
        brought = (weights * at_ends).tolist()
        value, force = float(start.forward.activations[1][node]), float(start.hidden_forces(1)[node])
        for decimals, places in product((2, 3), (2, 3)):
            checked = [round(float(w), places) * round(float(f), 3) for w, f in zip(weights, at_ends, strict=True)]
            whole = sum(round(one, decimals) for one in brought) * (1 - round(value, 3) ** 2)
            shown, meant = ([f"{one:.{decimals}f}" for one in ones] for ones in ([*checked, whole], [*brought, force]))
            if shown == meant:
                return Passage(
                    node=node,
                    weights=weights.tolist(),
                    forces=at_ends.tolist(),
                    brought=brought,
                    value=value,
                    force=force,
                    places=places,
                    decimals=decimals,
                )
        return None

    def places(self) -> int:
        """Return with how many decimals the true class's share gives, put into a calculator, L and F as printed.

        They stand still at the start, after a step and in the end; where four are too few for all, the first count.
        """
        resting = [self.course[k] for k in (0, 1, -1)]
        shares = [float(state.forward.probabilities[self.example.target]) for state in resting]
        tried = product((shares, shares[:2], shares[:1]), (3, 4))
        return next((places for some, places in tried if all(_tells(share, places) for share in some)), 4)

    # What is said

    def first(self) -> str:
        """Say what the network makes of the example."""
        q = float(self.course[0].forward.probabilities[self.example.target])
        return f"The true class has p = 1 but q = {q:.{self.places()}f}: change the weights."

    def watching(self) -> str:
        """Say what to watch at the hidden layer."""
        if passage := self.passage():
            node = f"h{subscript(passage.node + 1)}"
            return f"Watch {node}: each edge brings back w times the F at its end."
        return "Watch the hidden layer: each edge brings back w times an F."

    def passed(self) -> str:
        """Say what came of it."""
        if passage := self.passage():
            node = f"h{subscript(passage.node + 1)}"
            return f"F into {node}: how fast L falls as {node}’s own sum rises."
        law = "The sum of w F, times tanh’s slope, is F into h."
        return law if self.first_pull() else f"{law} Pull on w = x × F into h."

    def stepping(self) -> str:
        """Say how far the weights go, and what to watch."""
        return f"Each w and b slides by rate {self.rate:g} × pull: watch one, the true class, and L."

    def one_step(self) -> str:
        """Say what one step does to the loss."""
        before, after = (f"{loss:.3f}" for loss in self.losses()[:2])
        if before == after:
            return f"After one step of {self.rate:g} the loss still is {after}: the step was short."
        if float(after) < float(before):
            return f"After one step the loss has fallen from {before} to {after}."
        return f"The loss has risen from {before} to {after}: the step was too long."

    def in_the_end(self) -> str:
        """Say what came of all steps."""
        losses, pulls = self.losses(), [largest(state.gradients.weights) for state in self.course]
        first, last = f"{losses[0]:.3f}", f"{losses[-1]:.3f}"
        if float(last) > float(first):
            return (
                f"After {self.steps} steps of {self.rate:g} the loss is {last}, more than {first}: they are too long."
            )
        if pulls[-1] < pulls[0] / 10 and losses[-1] < losses[0] / 10:
            return f"After {self.steps} steps L is {last}: hardly a pull is left."
        return f"After {self.steps} steps the loss is {last}; it was {first}."


def _tells(share: float, places: int) -> bool:
    """Whether a share in so many decimals gives its -log and what it lacks in three."""
    printed = round(share, places)
    if not 0 < printed < 1:
        return False
    # a half may be rounded either way
    lacks = abs(1 - printed - round(1 - share, 3)) < 0.0005 + 1e-9
    return lacks and f"{-log(printed):.3f}" == f"{-log(share):.3f}"


def largest(arrays) -> float:
    """Return the largest magnitude in several arrays."""
    return float(max(np.abs(array).max() for array in arrays))
