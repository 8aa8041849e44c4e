"""Equal logits, one of which is raised: the same picture by each way of calling the mathematics.

Not in the sample's catalogue: a test that needs it adds it.
"""

from functools import partial

from manim import BLUE, Animation, Line, Rectangle, ValueTracker, VGroup, always_redraw, linear

import mathcore
from mathcore import output, shares
from scenes.base import Beat, Explainer, Params

WAYS = ("module", "name", "partial", "method", "animation", "neuron", "none")


def bars(heights):
    """One column a height."""
    return VGroup(
        *[
            Rectangle(width=1, height=6 * height, fill_color=BLUE, fill_opacity=0.8).move_to(
                [2 * i - 3, -3, 0], aligned_edge=[0, -1, 0]
            )
            for i, height in enumerate(heights)
        ]
    )


def logits(raised):
    """Four, the first of them raised."""
    return [raised.get_value(), 0, 0, 0]


def bars_of(share_of, raised):
    """Columns of a distribution."""
    return bars(share_of(logits(raised)))


class Raise(Animation):
    """Raises the first logit and draws the columns itself."""

    def interpolate_mobject(self, alpha):
        """Between 0 and 2."""
        self.mobject.become(bars(mathcore.shares([2 * alpha, 0, 0, 0])))


class ManyWays(Explainer):
    """One beat for each way."""

    title = "Ways to call a function"
    plan = tuple(Beat(way, f"By {way}", "Four columns, of which one grows") for way in WAYS)
    Params = Params

    def drawn(self, draw):
        """Raise a logit while `draw` draws."""
        raised = ValueTracker(0.0)
        picture = always_redraw(lambda: draw(raised))
        self.add(picture)
        self.wait(0.2)
        self.play(raised.animate.set_value(2), run_time=0.6, rate_func=linear)
        self.remove(picture)

    def module(self):
        """`import mathcore`."""
        self.drawn(lambda raised: bars(mathcore.shares(logits(raised))))

    def name(self):
        """`from mathcore import shares`."""
        self.drawn(lambda raised: bars(shares(logits(raised))))

    def partial(self):
        """A partial."""
        self.drawn(partial(bars_of, mathcore.shares))

    def method(self):
        """A method."""
        self.drawn(self.bars_now)

    def bars_now(self, raised):
        """The columns at this moment."""
        return bars(mathcore.shares(logits(raised)))

    def animation(self):
        """A custom animation."""
        picture = bars([0.25] * 4)
        self.play(Raise(picture), run_time=0.6, rate_func=linear)
        self.remove(picture)

    def neuron(self):
        """Another function."""
        self.drawn(lambda raised: bars([output(raised.get_value())]))

    def none(self):
        """A line, whatever the mathematics says."""
        line = Line([-4, 2, 0], [4, 2, 0])
        self.add(line)
        self.wait(0.2)
        self.play(line.animate.shift([0, 0.5, 0]), run_time=0.4)
