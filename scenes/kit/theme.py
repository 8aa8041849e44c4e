"""The palette: a colour stands for one thing, in every scene and in both themes."""

from dataclasses import dataclass, fields
from functools import cache

from manim import ManimColor, interpolate_color


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, by role.

    Hues follow Okabe and Ito (2008), chosen for colour-blind viewers; lightness is tuned so that text
    stands at 4.5:1 or more against ``paper`` and drawn marks at 3:1 (WCAG 2.2). ``tests/scenes`` computes both.
    """

    name: str
    paper: str  #: background
    ink: str  #: text
    muted: str  #: secondary text and marks; earth carried, mass times distance
    line: str  #: axes, beams, outlines
    truth: str  #: p, the true distribution and the true class
    prediction: str  #: q, predicted probabilities
    logit: str  #: z, logits and sliders
    up: str  #: a force upwards, a gain
    down: str  #: a force downwards, a drop
    loss: str  #: L, loss and cost
    dimmed: float  #: how far a text dims that isn't in play: it stays at 3:1 or more against ``paper``

    def roles(self) -> dict[str, str]:
        """Return the colours by role, without the theme's name."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("name", "dimmed")}

    @cache  # noqa: B019  asked for at every frame, of two themes that live as long as the program
    def color(self, role: str) -> ManimColor:
        """Return a role's colour; an unknown role is an error that names the known ones."""
        try:
            return ManimColor(self.roles()[role])
        except KeyError:
            raise ValueError(f"no colour for role {role!r}; roles are {', '.join(self.roles())}") from None

    @property
    def is_light(self) -> bool:
        """Whether ink is darker than paper."""
        return bool(sum(self.color("ink").to_rgb()) < sum(self.color("paper").to_rgb()))

    @cache  # noqa: B019  as above
    def tint(self, role: str, share: float) -> ManimColor:
        """Return a role's colour thinned with paper, opaque: shapes of one tint may overlap and no seam shows."""
        return interpolate_color(self.color("paper"), self.color(role), share)

    def gained(self) -> ManimColor:
        """Return the colour of a piece that a share gained: thinned on light paper, where "up" is as dark as the share.

        It stands at 3:1 against ``paper``, as a dimmed text does.
        """
        return self.tint("up", self.dimmed) if self.is_light else self.color("up")


DARK = Theme(
    name="dark",
    paper="#0E1116",
    ink="#E8E6E3",
    muted="#B3BCC8",
    line="#667080",
    truth="#F0A51A",
    prediction="#56B4E9",
    logit="#F0E442",
    up="#2BC48A",
    down="#F0653A",
    loss="#D386B4",
    dimmed=0.65,
)

LIGHT = Theme(
    name="light",
    paper="#FFFFFF",
    ink="#1B1F24",
    muted="#4A525D",
    line="#868F9A",
    truth="#A66300",
    prediction="#0072B2",
    logit="#7D3CC9",
    up="#007A55",
    down="#C93A22",
    loss="#9C3F78",
    dimmed=0.78,
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}
