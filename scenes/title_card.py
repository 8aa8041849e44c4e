"""The film's cards: one that opens it, one before each scene."""

from typing import Annotated

from pydantic import Field

from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.params import Params as Base
from scenes.kit.sizes import PX, em
from scenes.kit.text import Label, words
from scenes.kit.two_distributions import Params as Distributions
from scenes.pictures.title_card.film_cards import FilmBar, Skyline

#: Sizes on the opening card, and on the others.
NAME, REST = em(236), em(86)
NUMBER, HEADING, LINE = em(330), em(132), em(72)
#: Baselines in pixels from the top: of the two lines on the opening card, of number, heading and line on the others.
TOP, UNDER = 268, 438
LOW, HIGH, ASKED, NEXT = 556, 424, 548, 88
LEAST_GAP = 70 * PX


class Params(Base):
    """What stands on the card."""

    heading: Annotated[str, Field(min_length=1, max_length=60, description="the large line")] = (
        "Cross-entropy in motion"
    )
    line: Annotated[str, Field(max_length=120, description="the small line under it, or two if it is long")] = ""
    number: Annotated[int, Field(ge=0, le=99, description="number of the scene, 0 for the opening card")] = 0
    lengths: Annotated[
        tuple[Annotated[float, Field(gt=0.0)], ...],
        Field(max_length=99, description="how long the film's scenes are, in seconds; none, no bar of them"),
    ] = ()


class TitleCard(Explainer):
    """A card with a title over scene 1's bars; or with a scene's number, its title, its question and the whole film."""

    title = ""
    Params = Params

    def prepare(self) -> None:
        self.hero = self.layout.stage
        if self.params.number:
            self._chapter()
        else:
            self._first()

    def _first(self) -> None:
        """Make the opening card: the first word large, the rest under it, and bars that agree at first."""
        first, _, rest = self.params.heading.partition(" ")
        self.start = Distributions().start
        self.q = Vector(self.start.p)
        self.skyline = Skyline(self.theme, self.layout, len(self.start.p))
        self.add(self.skyline, self.fitted(first, NAME, 2 * self.layout.right).put(0, self._up(TOP)))
        under = rest or self.params.line
        if under:
            self.add(self.fitted(under, REST, 2 * self.layout.right, "muted").put(0, self._up(UNDER)))
        self.follow(self._draw)

    def _draw(self) -> None:
        self.skyline.show(self.start.p, self.q.value)

    def _chapter(self) -> None:
        """Make a scene's card."""
        params, left = self.params, self.layout.left + 14 * PX
        number = words(f"{params.number}", self.theme, NUMBER).put(left, self._up(LOW), "left")
        left = max(self.layout.left + 264 * PX, left + number.advance + LEAST_GAP)
        room = self.layout.right - left
        self.add(number, self.fitted(params.heading, HEADING, room).put(left, self._up(HIGH), "left"))
        for k, text in enumerate(self.broken(params.line, room)):
            self.add(self.fitted(text, LINE, room, "muted").put(left, self._up(ASKED + k * NEXT), "left"))
        if params.lengths:
            box = self.layout.pixels(0, 860, 0, 973)
            box = box.inset(left=self.layout.left - box.left, right=box.right - self.layout.right)
            self.add(FilmBar(self.theme, box, params.lengths, params.number))

    def _up(self, pixels: float) -> float:
        """Return the height of so many pixels from the top."""
        return self.layout.pixels(0, 0, 0, pixels).bottom

    def fitted(self, text: str, size: float, room: float, color: str = "ink") -> Label:
        """Return the text at this size, or as much smaller as it must be to fit into the room."""
        label = words(text, self.theme, size, color)
        return label if label.advance <= room else words(text, self.theme, size * room / label.advance, color)

    def broken(self, text: str, room: float) -> list[str]:
        """Return the text as one line if it fits, else broken at the space that makes two lines most alike."""
        if words(text, self.theme, LINE).advance <= room:
            return [text] if text else []
        spaces = [i for i, character in enumerate(text) if character == " "]
        if not spaces:
            return [text]
        middle = min(spaces, key=lambda i: abs(2 * i - len(text)))
        return [text[:middle], text[middle + 1 :]]

    @beat(lambda p: p.heading + ".", alt=lambda p: f"A card that reads: {p.heading}.", name="card")
    def show_card(self) -> None:
        if not self.params.number:
            self.move(*self.q.to(self.start.q), run_time=2.4)
        self.rest(0.4)  # a card is all words
