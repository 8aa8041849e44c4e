"""What a theme must keep: texts and marks that stand out from the paper, and roles that nobody takes for each other."""

import re
from itertools import combinations

import numpy as np

from .theme import THEMES, Theme

#: Least contrast with the paper (WCAG 2.2) of texts, of texts that are dimmed, and of axes and outlines.
TEXT, DIMMED, MARK = 4.5, 3.0, 3.0
TEXT_ROLES = ("ink", "muted", "truth", "prediction", "logit", "up", "down", "loss")
#: Opposites, and how far apart they must stay in CIELAB for every viewer; and how far any two roles.
OPPOSITES, APART, DISTINCT = (("up", "down"), ("truth", "prediction")), 20.0, 10.0
#: Colour blindness at full severity, on linear RGB (Machado, Oliveira and Fernandes 2009, table 1).
SIGHTS = {
    "every viewer": np.eye(3),
    "viewers without red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "viewers without green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "viewers without blue cones": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def themed(name: str, given: dict[str, str]) -> Theme:
    """Return a theme of somebody's own: one of ours (``base``) with other colours for some roles.

    Raises
    ------
    ValueError
        For an unknown base or role, or a colour that isn't ``#RRGGBB``; and for a pair of colours that can't be told
        apart, with its contrast.
    """
    colours = {role: colour for role, colour in given.items() if role != "base"}
    base = given.get("base", "dark")
    if base not in THEMES:
        raise ValueError(f"base is {base[:40]!r}; use one of {', '.join(THEMES)}")
    roles = THEMES[base].roles()
    for role, colour in colours.items():
        if role not in roles:
            raise ValueError(f"there is no role {role[:40]!r}; roles are {', '.join(roles)}")
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
            raise ValueError(f"{role} is {colour[:40]!r}; write a colour as #RRGGBB, like #0055AA")
    roles |= {role: colour.upper() for role, colour in colours.items()}
    _check(roles)
    dimmed = THEMES[base].dimmed
    while any(contrast(_mixed(roles["paper"], roles[role], dimmed), roles["paper"]) < DIMMED for role in TEXT_ROLES):
        dimmed = min(1.0, dimmed + 0.01)  # at 1 texts have their own contrast, which was checked
    return Theme(name=name, dimmed=dimmed, **roles)


def contrast(one: str, other: str) -> float:
    """Return WCAG's contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted(0.05 + float(_linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return light / dark


def distance(one: str, other: str, sight: str = "every viewer") -> float:
    """Return how far apart two colours look in CIELAB (D65) to a kind of viewer."""
    return float(np.linalg.norm(_lab(SIGHTS[sight] @ _linear(one)) - _lab(SIGHTS[sight] @ _linear(other))))


def _check(roles: dict[str, str]) -> None:
    paper = roles["paper"]
    for role in (*TEXT_ROLES, "line"):
        least = MARK if role == "line" else TEXT
        found = contrast(roles[role], paper)
        if found < least:
            other = "lighter" if contrast("#FFFFFF", paper) > contrast("#000000", paper) else "darker"
            raise ValueError(
                f"{role} {roles[role]} on paper {paper} has a contrast of {found:.2f}, but needs {least:g}; "
                f"take a {other} one"
            )
    for one, other in OPPOSITES:
        for sight in SIGHTS:
            found = distance(roles[one], roles[other], sight)
            if found < APART:
                raise ValueError(
                    f"{one} {roles[one]} and {other} {roles[other]} are {found:.1f} apart for {sight}, but need "
                    f"{APART:g}; make one lighter"
                )
    for one, other in combinations(roles, 2):
        found = distance(roles[one], roles[other])
        if found < DISTINCT:
            raise ValueError(
                f"{one} {roles[one]} and {other} {roles[other]} are {found:.1f} apart, but need {DISTINCT:g}; "
                "change one of them"
            )


def _linear(colour: str) -> np.ndarray:
    rgb = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _mixed(paper: str, colour: str, share: float) -> str:
    """Return a colour on its way from the paper, as a dimmed text is drawn."""
    pairs = ((int(each[place : place + 2], 16) for each in (paper, colour)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(low + share * (high - low)):02X}" for low, high in pairs)


def _lab(rgb: np.ndarray) -> np.ndarray:
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(rgb, 0, 1)
    t = xyz / [0.95047, 1.0, 1.08883]
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
