"""Ways in which what one beat does can reach a later one. Not in the sample's catalogue: a test adds it."""

import random
from enum import Enum
from functools import cache, wraps

from manim import Rectangle, Square

from scenes.base import Beat, Explainer, Params

WAYS = (
    *("attribute", "module", "class_", "default", "closure", "cached", "manim", "lots", "alias", "view"),
    *("call", "queue"),
)
#: What runs when the module is imported, and reaches the beats from there.
AT_IMPORT = ("wrapper", "made", "kind")
HEIGHTS = [1.0]


def from_cache():
    """What the cached function asks."""
    return 1.0


@cache
def cached():
    """Computed once; whoever asks later gets the same."""
    return from_cache()


def default(box=[1.0]):  # noqa: B006  what it is about
    """A default that keeps what is done to it."""
    return box


class Holder:
    """Holds a value in its class."""

    height = 1.0


class Box:
    """A default that keeps what is done to it, of a method that nobody names."""

    def __call__(self, box=[1.0]):  # noqa: B006  what it is about
        """The default."""
        return box


def scaled(function):
    """A decorator: it runs when the module is imported, and what it returns when the function is called."""

    @wraps(function)
    def inner():
        return 1.0 * function()

    return inner


@scaled
def decorated():
    """Goes through the decorator."""
    return 1.0


def make_height():
    """Runs for a default, once."""
    return 1.0


class Style:
    """Has a default that was computed."""

    def __init__(self, height=make_height()):  # noqa: B008  what it is about
        self.height = height


class Kind(Enum):
    """Has a member that computes something."""

    LOW = 1

    def __init__(self, number):
        self.tall = 1.0 * number


class Channels(Explainer):
    """Two beats for each way: one sends a height, the other one draws it and forgets it."""

    title = "Ways to a later beat"
    plan = (
        *(Beat(f"{what}-{way.strip('_')}", f"{what} by {way}", "A bar") for way in WAYS for what in ("send", "draw")),
        *(Beat(f"draw-{way}", f"draw by {way}", "A bar") for way in AT_IMPORT),
    )
    Params = Params

    def drawn(self, height):
        """Show a bar."""
        bar = Rectangle(width=1, height=height)
        self.add(bar)
        self.wait(0.2)
        self.remove(bar)

    def send_attribute(self):
        """An attribute of the scene."""
        self.height = 1.0
        self.drawn(0.5)

    def draw_attribute(self):
        """Draw it."""
        self.drawn(self.height)
        del self.height

    def send_module(self):
        """A list in the module."""
        HEIGHTS.append(1.0)
        self.drawn(0.5)

    def draw_module(self):
        """Draw it."""
        self.drawn(HEIGHTS.pop())

    def send_class(self):
        """An attribute of a class."""
        Holder.height = 1.0
        self.drawn(0.5)

    def draw_class(self):
        """Draw it."""
        self.drawn(Holder.height)
        Holder.height = 0.0

    def send_default(self):
        """A function's default."""
        default().append(1.0)
        self.drawn(0.5)

    def draw_default(self):
        """Draw it."""
        self.drawn(default().pop())

    def send_closure(self):
        """A function defined here."""
        self.told = lambda: 1.0
        self.drawn(0.5)

    def draw_closure(self):
        """Draw it."""
        self.drawn(self.told())
        del self.told

    def send_cached(self):
        """A value computed once."""
        cached()
        self.drawn(0.5)

    def draw_cached(self):
        """Draw it."""
        self.drawn(cached())

    def send_manim(self):
        """One of Manim's defaults."""
        Square.set_default(side_length=1.0)
        self.drawn(0.5)

    def draw_manim(self):
        """Draw it."""
        self.drawn(Square().height)
        Square.set_default()

    def send_lots(self):
        """The generator of random numbers."""
        random.seed(1)
        self.drawn(0.5)

    def draw_lots(self):
        """Draw it."""
        self.drawn(1 + random.random())
        random.seed(0)

    def send_alias(self):
        """Whether two things are one."""
        self.one = [1.0]
        self.other = self.one
        self.drawn(0.5)

    def draw_alias(self):
        """Draw it."""
        self.one[0] = 2.0
        self.drawn(self.other[0])
        del self.one, self.other

    def send_view(self):
        """Whether an array looks at another one's numbers."""
        self.square = Square()
        self.corner = self.square.points[0]
        self.drawn(0.5)

    def draw_view(self):
        """Draw it."""
        self.square.points[0] = 2.0
        self.drawn(self.corner[0] + 4)
        del self.square, self.corner

    def draw_wrapper(self):
        """Draw it."""
        self.drawn(decorated())

    def send_call(self):
        """The default of a special method."""
        Box()().append(1.0)
        self.drawn(0.5)

    def draw_call(self):
        """Draw it."""
        self.drawn(Box()().pop())

    def send_queue(self):
        """An attribute by a name that Manim uses, too."""
        self.queue = [1.0]
        self.drawn(0.5)

    def draw_queue(self):
        """Draw it."""
        self.drawn(self.queue.pop())

    def draw_made(self):
        """Draw it."""
        self.drawn(Style().height)

    def draw_kind(self):
        """Draw it."""
        self.drawn(Kind.LOW.tall)
