"""The film's cards: one that opens it, one before each scene."""

from typing import Annotated

from pydantic import Field

from scenes.kit.explainer import Explainer, beat
from scenes.kit.params import Params as Base
from scenes.kit.shapes import BODY, Part, Shape, words


class Params(Base):
    """What stands on the card."""

    heading: Annotated[str, Field(min_length=1, max_length=60, description="the large line")] = (
        "Cross-entropy in motion"
    )
    line: Annotated[str, Field(max_length=100, description="the small line under it")] = ""
    number: Annotated[int, Field(ge=0, le=99, description="number of the scene, 0 for none")] = 0


class TitleCard(Explainer):
    """A card with a number, a title and a line under it."""

    title = ""
    Params = Params

    def prepare(self) -> None:
        theme, params = self.theme, self.params
        number = [words(f"{params.number}", theme, 64, "muted").put(0, 0.95)] if params.number else []
        heading = words(params.heading, theme, 60).put(0, 0)
        line = words(params.line, theme, BODY, "muted").put(0, -0.85)
        rule = Shape(theme.color("line"), 0.0, stroke=3.0).path([(-1.2, -0.35), (1.2, -0.35)])
        for label, most in ((heading, 60), (line, BODY)):
            room = 2 * self.layout.right
            if label.advance > room:
                raise ValueError(f"{label.body!r} is too long for a card at size {most}; shorten it")
        self.card = Part(*number, heading, Part(rule), line)

    @beat(lambda p: p.heading + ".", alt=lambda p: f"A card that reads: {p.heading}.", name="card")
    def show_card(self) -> None:
        self.appear(self.card, run_time=0.5)
        self.rest(1.0)
