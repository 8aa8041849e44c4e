"""Scenes whose beats can't be passed over, or not remembered. Not in the sample's catalogue: a test adds them."""

from manim import RIGHT, Rectangle, Square, rate_functions

from scenes.base import Beat, Explainer, Params


class Wayward(Explainer):
    """Base: two beats, and a third one that a test changes."""

    title = "Beats with a will of their own"
    plan = (Beat("first", "A", "A square"), Beat("second", "B", "A square"), Beat("third", "C", "A bar"))
    Params = Params

    def first(self):
        """A square comes."""
        self.square = Square()
        self.add(self.square)
        self.wait(0.2)

    def second(self):
        """It stands."""
        self.wait(0.3)

    def third(self):
        """A bar."""
        self.add(Rectangle(width=1, height=1.0))
        self.wait(0.2)


class Drifter(Wayward):
    """Moves by the time that passed: in one step it would get elsewhere."""

    def first(self):
        """It gathers speed."""
        super().first()
        self.speed = 0.0

        def drift(square, dt):
            self.speed += dt
            square.shift(RIGHT * self.speed * dt)

        self.square.add_updater(drift)
        self.wait(0.4)
        self.square.clear_updaters()


class Clock(Wayward):
    """Draws what time it is."""

    def second(self):
        """A bar as high as the time."""
        bar = Rectangle(width=1, height=1 + self.time)
        self.add(bar)
        self.wait(0.3)


class Source(Wayward):
    """Holds something that nothing can look into."""

    def first(self):
        """A generator."""
        super().first()
        self.heights = (height for height in (1.0, 2.0, 3.0))

    def second(self):
        """Its first height."""
        self.add(Rectangle(width=1, height=next(self.heights)))
        self.wait(0.2)

    def third(self):
        """Its second one."""
        self.add(Rectangle(width=2, height=1.0 * next(self.heights)))
        self.wait(0.2)


class Impatient(Wayward):
    """Fails if nobody looks."""

    def first(self):
        """It counts its frames."""
        super().first()
        seen = []
        self.square.add_updater(lambda square: seen.append(1), call_updater=False)
        self.play(self.square.animate(rate_func=rate_functions.linear).shift(RIGHT), run_time=0.4)
        self.square.clear_updaters()
        assert len(seen) > 3, "somebody looks away"


class Composer(Wayward):
    """Has a course of its own."""

    def construct(self):
        """Backwards."""
        for beat in reversed(self.plan):
            self.play_beat(beat)

    @classmethod
    def beats_of(cls, params):
        """As they are played."""
        return cls.plan[::-1]

    def third(self):
        """It comes first."""
        self.first()
        super().third()

    def first(self):
        """The square, once."""
        if not hasattr(self, "square"):
            super().first()
        else:
            self.wait(0.2)
