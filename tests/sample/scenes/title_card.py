"""The film's card, with boxes for words."""

from manim import WHITE, Rectangle
from pydantic import Field

from scenes.base import Beat, Explainer
from scenes.base import Params as Base


class TitleCard(Explainer):
    """Boxes as long as the texts."""

    plan = (Beat("card", "A card", "Boxes"),)

    class Params(Base):
        """What stands on the card."""

        heading: str = Field("The film", min_length=1, max_length=20)
        line: str = Field("", max_length=120)
        number: int = Field(0, ge=0, le=99)
        lengths: tuple[float, ...] = ()

    def card(self):
        """It stands."""
        for height, text in enumerate((self.params.heading, self.params.line, "x" * self.params.number)):
            self.add(Rectangle(width=0.1 + len(text) / 10, height=0.5, color=WHITE).shift([0, -height, 0]))
        self.wait(0.4)
