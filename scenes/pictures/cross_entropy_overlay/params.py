"""What scene 1 says of the distributions that it is given."""

import numpy as np

from scenes.kit.two_distributions import Params as Distributions
from scenes.kit.words import LONGEST

#: From here on a probability is no longer "only" so much.
MUCH = 0.25


class Params(Distributions):
    """p, q and the names of the bins."""

    def overlaid(self) -> str:
        """Say what the overlay shows."""
        if self.agrees:
            return "They agree in every bin: nothing sticks out."
        return "Where they overlap they agree; elsewhere q has too much or too little."

    def paired(self) -> str:
        """Say what the tiles' areas are."""
        total = self.area(self.start.cross_entropy)
        if min(self.start.p) == 0:
            return f"A tile’s area is p × log 1/q, together {total}; a bin without p makes none."
        return f"A tile’s area is p × log 1/q, how often × how surprising: together {total}."

    def levelled(self) -> str:
        """Say why the block's height is the area."""
        return "The block is 1 wide: its height is its area, the cross-entropy H(p,q)."

    def exceeded(self) -> str:
        """Say what H(p,q) consists of."""
        if self.agrees:
            return "This q is right: it costs H(p), and nothing on top. KL is 0."
        if self.certain:
            return "A p that is certain costs nothing: all that this q costs is KL."
        return "Even the right q costs H(p), the entropy; a wrong q costs KL on top."

    def closed(self) -> str:
        """Say what is left where q is p."""
        if self.certain:
            return "KL closes to 0, and nothing is left: p is certain, so H(p) = 0."
        return f"KL closes to 0; H(p) = {self.number(self.start.entropy)} stays: p itself is uncertain."

    def betting(self) -> str:
        """Ask what q's bet will cost."""
        mass = float(self.start.p[self.wrong])
        # With as many decimals as the bet, where it has no more.
        printed = self.share(mass) if abs(mass - float(self.share(mass))) < 1e-9 else self.printed(mass)
        gives = f"gives {'only ' if mass < MUCH else ''}{printed}" if mass else "rules out"
        bets = f"What if q bets {self.share(self.bet.q[self.wrong])} on"
        said = f"{bets} {self.named(self.wrong)}, which p {gives}?"
        return said if len(said) <= LONGEST else f"{bets} a bin that p {gives}?"

    def rises(self) -> str:
        """Say what the bet costs in all."""
        return f"H(p,q) climbs to {self.number(self.bet.cross_entropy)}; all of the rise is KL."

    def settled(self) -> str:
        """Say where the bet costs and where it saves."""
        changes = self.bet.excesses.round(9)
        ranked = np.sort(changes)
        most = f", {self.named(int(changes.argmax()))} most" if len(changes) > 2 and ranked[-1] > ranked[-2] else ""
        saving = [self.named(int(i)) for i in np.flatnonzero(changes < 0)]
        saves = f"only {saving[0]} saves" if len(saving) == 1 else f"{len(saving) or 'no'} bins save"
        whole = f"Bins where q is too small pay{most}; {saves}."
        return whole if len(whole) <= LONGEST else f"Bins where q is too small pay; {saves}."
