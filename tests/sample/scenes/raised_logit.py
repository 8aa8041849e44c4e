"""The case that fools Manim's cache: equal logits, one of which is then raised."""

from functools import partial

from manim import BLUE, RED, Line, Rectangle, Transform, ValueTracker, VGroup, always_redraw, linear
from pydantic import Field

import mathcore
from mathcore import shares
from scenes.base import Beat, Explainer
from scenes.base import Params as Base


def columns(logits, share_of):
    """One column a logit, as high as its share."""
    return VGroup(
        *[
            Rectangle(width=1, height=6 * share, stroke_width=4, fill_color=BLUE, fill_opacity=0.8).move_to(
                [2 * i - 3, -3, 0], aligned_edge=[0, -1, 0]
            )
            for i, share in enumerate(share_of(logits))
        ]
    )


class RaisedLogit(Explainer):
    """Four columns; then one grows."""

    title = "A logit is raised"
    plan = (
        Beat("equal", "Four equal logits", "Four columns of equal height"),
        Beat("raised", "One is raised & <wins>", "The first column grows"),
        Beat("turned", "A line turns", "A line turns above the columns"),
    )

    class Params(Base):
        """How far."""

        raise_by: float = Field(2.0, gt=0, le=5, description="how far the first logit is raised")

    def setup(self):
        """Columns that are redrawn from trackers."""
        super().setup()
        self.first = ValueTracker(0.0)
        self.bars = always_redraw(partial(self.columns_now))

    def columns_now(self):
        """The columns at this moment."""
        return columns([self.first.get_value(), 0, 0, 0], lambda z: mathcore.shares(z))

    def equal(self):
        """They stand."""
        self.add(Line([-5, -3, 0], [5, -3, 0]), self.bars)
        self.wait(0.6)

    def raised(self):
        """One grows."""
        self.play(self.first.animate.set_value(self.params.raise_by), run_time=1, rate_func=linear)
        self.wait(0.4)

    def turned(self):
        """A line whose end doesn't depend on the mathematics."""
        line = Line([-4, 2, 0], [4, 2, 0], color=[RED, BLUE])
        self.add(line)
        assert len(shares([0, 0])) == 2
        self.play(Transform(line, Line([-4, 3, 0], [4, 1, 0], color=RED)), run_time=0.6)
        self.wait(0.4)
