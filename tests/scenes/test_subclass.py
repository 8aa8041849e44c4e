"""Somebody's own scene from one of ours: beats are inherited, parameters extended."""

import pytest
from pydantic import ValidationError

from scenes.kit.explainer import beat
from scenes.kit.params import Labels, Logits
from scenes.pulley_forces import PulleyForces


class Cats(PulleyForces):
    """Cats pull, too."""

    class Params(PulleyForces.Params):
        """Their numbers."""

        logits: Logits = (1, 0.5, -2)
        labels: Labels = ("cat", "dog", "owl")

    @beat("They rest.", alt="Nothing moves.")
    def afterwards(self):
        """Stand still."""


def test_beats_are_inherited_and_others_come_after_them():
    ours = [told.name for told in PulleyForces.beats_of(PulleyForces.Params(logits=(1, 0.5, -2)))]
    assert [told.name for told in Cats.beats_of(Cats.Params())] == [*ours, "afterwards"]


def test_parameters_have_other_defaults_and_the_same_checks():
    assert Cats.Params().logits == (1, 0.5, -2)
    assert Cats.Params(logits="2, 1/2, −1").logits == (2, 0.5, -1)
    with pytest.raises(ValidationError, match="3 labels came for 2 classes"):
        Cats.Params(logits="1,2")
