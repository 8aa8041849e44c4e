"""A scene without mathematics."""

from manim import PI, YELLOW, Rotate, Square

from scenes.base import Beat, Explainer, Params


class StillSquare(Explainer):
    """A square that stands, then turns."""

    title = "A square"
    plan = (Beat("stand", "It stands", "A square"), Beat("turn", "It turns", "The square turns"))
    Params = Params

    def stand(self):
        """It stands."""
        self.square = Square(color=YELLOW, fill_opacity=0.5)
        self.add(self.square)
        self.wait(0.4)

    def turn(self):
        """It turns."""
        self.play(Rotate(self.square, PI / 3), run_time=0.6)
        self.wait(0.2)
