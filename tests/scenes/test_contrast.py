"""Somebody's own theme is drawn, or the pair that can't be told apart is named."""

import pytest

from scenes.kit.contrast import TEXT, TEXT_ROLES, contrast, distance, themed
from scenes.kit.theme import THEMES
from scenes.kit.tinted import legible
from tests.mathcore.refusals import refusal


@pytest.mark.parametrize("base", THEMES)
def test_our_own_themes_pass(base):
    theme = themed("mine", {"base": base})
    assert theme.roles() == THEMES[base].roles()
    assert theme.dimmed == THEMES[base].dimmed


def test_other_colours_take_their_roles():
    theme = themed("mine", {"base": "light", "prediction": "#0055aa"})
    assert theme.prediction == "#0055AA"
    assert theme.truth == THEMES["light"].truth
    assert theme.color("prediction").to_hex() == "#0055AA"


def test_known_contrasts():
    # WCAG: white on black is 21:1; #777777 on white just misses 4.5
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=1e-3)
    assert distance("#FFFFFF", "#000000") == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"base": "sepia"}, "base is 'sepia'; use one of dark, light"),
        ({"pen": "#FFFFFF"}, "there is no role 'pen'; roles are paper, ink, muted, line, truth, prediction, logit, up, "
         "down, loss"),
        ({"ink": "white"}, "ink is 'white'; write a colour as #RRGGBB, like #0055AA"),
        ({"base": "light", "prediction": "#56B4E9"}, "prediction #56B4E9 on paper #FFFFFF has a contrast of 2.31, but "
         "needs 4.5; take a darker one"),
        ({"line": "#20242C"}, "line #20242C on paper #0E1116 has a contrast of 1.22, but needs 3; take a lighter one"),
        ({"up": "#F0653A"}, "up #F0653A and down #F0653A are 0.0 apart for every viewer, but need 20; make one "
         "lighter"),
        ({"loss": "#F0E442"}, "logit #F0E442 and loss #F0E442 are 0.0 apart, but need 10; change one of them"),
    ],
)  # fmt: skip
def test_a_pair_that_cannot_be_told_apart_is_named_with_its_ratio(given, message):
    assert refusal(themed, "mine", given) == message


def test_what_is_dimmed_can_still_be_read():
    theme = themed("mine", {"base": "dark", "paper": "#1C2026", "line": "#7C8798"})
    assert theme.dimmed > THEMES["dark"].dimmed
    for role in TEXT_ROLES:
        assert contrast(theme.roles()[role], theme.paper) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_role_s_text_on_a_tint_has_as_much_ink_as_it_needs(theme):
    for role, share in (("truth", 0.3), ("loss", 0.24)):
        ground = theme.tint(role, share)
        found = legible(theme, "truth", ground)
        assert contrast(found.to_hex(), ground.to_hex()) >= TEXT
        if contrast(theme.truth, ground.to_hex()) >= TEXT:
            assert found == theme.color("truth")
