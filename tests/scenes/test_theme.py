"""The palette keeps its promises: contrast, and roles that stay apart for every viewer."""

import itertools

import numpy as np
import pytest
from manim import ManimColor

from scenes.kit.theme import THEMES

TEXT_ROLES = ("ink", "muted", "truth", "prediction", "logit", "up", "down", "loss")
#: Simulated colour blindness at full severity, on linear RGB (Machado, Oliveira and Fernandes 2009, table 1).
MACHADO = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "none": np.eye(3),
}


def linear(color) -> np.ndarray:
    """Return linear RGB of an sRGB colour."""
    rgb = np.array(color.to_rgb())
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one, other) -> float:
    """Return WCAG's contrast ratio."""
    a, b = sorted(0.05 + linear(color) @ [0.2126, 0.7152, 0.0722] for color in (one, other))
    return b / a


def lab(rgb: np.ndarray) -> np.ndarray:
    """Return CIELAB (D65) of linear RGB."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(rgb, 0, 1)
    t = xyz / [0.95047, 1.0, 1.08883]
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", TEXT_ROLES)
def test_text_stands_out_from_the_paper(theme, role):
    assert contrast(theme.color(role), theme.color("paper")) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", TEXT_ROLES)
def test_text_that_is_dimmed_can_still_be_read(theme, role):
    paper, colour = (np.array(theme.color(name).to_rgb()) for name in ("paper", role))
    dimmed = ManimColor(tuple(paper + theme.dimmed * (colour - paper)))
    assert contrast(dimmed, theme.color("paper")) >= 3.0


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_axes_and_beams_stand_out_from_the_paper(theme):
    assert contrast(theme.color("line"), theme.color("paper")) >= 3.0


def test_a_gain_on_light_paper_is_lighter_than_the_share_that_it_adds_to():
    gained = THEMES["light"].gained()
    assert contrast(gained, THEMES["light"].color("paper")) >= 3.0
    assert contrast(gained, THEMES["light"].color("prediction")) >= 1.4


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("sight", MACHADO)
@pytest.mark.parametrize("pair", [("up", "down"), ("truth", "prediction")], ids="-".join)
def test_opposites_stay_apart_for_colour_blind_viewers(theme, sight, pair):
    one, other = (lab(np.array(MACHADO[sight]) @ linear(theme.color(role))) for role in pair)
    assert np.linalg.norm(one - other) >= 20


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_no_two_roles_share_a_colour(theme):
    for one, other in itertools.combinations(theme.roles(), 2):
        assert np.linalg.norm(lab(linear(theme.color(one))) - lab(linear(theme.color(other)))) >= 10, (one, other)


def test_an_unknown_role_names_the_known_ones():
    with pytest.raises(ValueError, match="no colour for role 'gain'; roles are paper, ink"):
        THEMES["dark"].color("gain")
