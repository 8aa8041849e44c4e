"""The film's cards: one that opens it, one before each scene."""

from typing import Annotated

from pydantic import Field

from scenes.kit.explainer import Explainer, beat
from scenes.kit.params import Params as Base
from scenes.kit.shapes import BODY, Label, Part, Shape, words

HEADING, NUMBER = 60, 64
LINE_HEIGHT = 0.6


class Params(Base):
    """What stands on the card."""

    heading: Annotated[str, Field(min_length=1, max_length=60, description="the large line")] = (
        "Cross-entropy in motion"
    )
    line: Annotated[str, Field(max_length=120, description="the small line under it, or two if it is long")] = ""
    number: Annotated[int, Field(ge=0, le=99, description="number of the scene, 0 for none")] = 0


class TitleCard(Explainer):
    """A card with a number, a title and a line under it."""

    title = ""
    Params = Params

    def prepare(self) -> None:
        theme, params = self.theme, self.params
        number = [words(f"{params.number}", theme, NUMBER, "muted").put(0, 0.95)] if params.number else []
        heading = self.fitted(params.heading, HEADING).put(0, 0)
        rule = Shape(theme.color("line"), 0.0, stroke=3.0).path([(-1.2, -0.35), (1.2, -0.35)])
        lines = [
            self.fitted(text, BODY, "muted").put(0, -0.95 - LINE_HEIGHT * i)
            for i, text in enumerate(self.broken(params.line))
        ]
        self.card = Part(*number, heading, Part(rule), *lines)

    def fitted(self, text: str, size: float, color: str = "ink") -> Label:
        """Return the text at this size, or as much smaller as it must be to stand between the margins."""
        label = words(text, self.theme, size, color)
        room = 2 * self.layout.right
        return label if label.advance <= room else words(text, self.theme, size * room / label.advance, color)

    def broken(self, text: str) -> list[str]:
        """Return the text as one line if it fits, else broken at the space that makes two lines most alike."""
        if words(text, self.theme, BODY).advance <= 2 * self.layout.right:
            return [text]
        spaces = [i for i, character in enumerate(text) if character == " "]
        if not spaces:
            return [text]
        middle = min(spaces, key=lambda i: abs(2 * i - len(text)))
        return [text[:middle], text[middle + 1 :]]

    @beat(lambda p: p.heading + ".", alt=lambda p: f"A card that reads: {p.heading}.", name="card")
    def show_card(self) -> None:
        self.appear(self.card, run_time=0.5)
        self.rest(1.0)
