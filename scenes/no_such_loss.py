"""Scene 15: slopes that belong to no loss: a walk round a rectangle that doesn't come back to its height."""

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.explainer import Explainer, Input, beat
from scenes.kit.formula import Formula
from scenes.kit.motion import Presence, Travel, late
from scenes.kit.places import is_clear
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX
from scenes.kit.text import Readout, words
from scenes.pictures.no_such_loss.distances import distances
from scenes.pictures.no_such_loss.flight import box_of, setting_out, written
from scenes.pictures.no_such_loss.loop import PastRound, Path, Terrain, View, ground
from scenes.pictures.no_such_loss.names import BASE, Quantity, corner_names, new_quantity, setting
from scenes.pictures.no_such_loss.params import ROUNDS, SIDES, Params
from scenes.pictures.no_such_loss.planks import Planks
from scenes.pictures.no_such_loss.rises import Rises

#: Radius of the walker, and of the dots where later rounds began; width of the stroke of what the walker gained.
WALKER, DOT, GAINED = 13 * PX, 8 * PX, 14.0
#: From what is said at the top to what is drawn, and where the height’s word ends and its number starts.
APART, WORD, NUMBER = 30 * PX, -8 * PX, 20 * PX
#: Seconds for which a round’s end is read.
BACK = 0.3
STEPS = np.linspace(0.0, 1.0, 41)


class NoSuchLoss(Explainer):
    """Slopes divided by distance belong to no loss: once round a rectangle of logits they don't add up to 0."""

    title = "No such loss"
    question = "Does every field of pulls belong to a loss?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.closed, self.open = params.rounds()
        self.way, self.round = Input(0.0, "side"), self.closed
        self.base = layout.pixels(0, BASE, 0, BASE).top
        pair = params.pair()
        across, back = (side * STEPS for side in SIDES)
        grid = mc.loss(mc.plane(np.zeros(len(params.positions)), pair, across, back), params.target)
        heights = grid - grid[0, 0]
        self.quantity, self.divided = Quantity(theme, layout, params), new_quantity(theme, layout)
        self.rises, self.new_rises = (Rises(theme, params, divided) for divided in (False, True))
        self.total = self._total("loss")
        self.view = view = self._view(heights)
        left, front, right, back = view.facing(*np.array([(0, 1), (0, 0), (1, 0), (1, 1)]).T, view.floor)
        floor = Shape(theme.color("line"), 0.12).outline([left, front, right, back])
        edge = Shape(theme.color("line"), 0.0, stroke=3.5).rounded().path([left, front, right, back, left])
        stake = Shape(theme.color("line"), 0.0, stroke=3.5).path(view.at(0, 0, [view.floor, 0.0]))
        self.surface = Terrain(theme, view, heights)
        self.path, self.walker = Path(theme, view), Shape(theme.color("logit"))
        #: from the height of the start: up to the walker, and where rounds begin up to the last round's end
        self.post, self.pole = (Shape(theme.color("up"), 0.0, stroke=GAINED) for _ in range(2))
        self.hero = layout.pixels(250, 150, 1670, 830)
        self.add(floor, edge, stake, self.surface, self.path, self.walker, corner_names(theme, view, pair))
        self.add(setting(theme, layout, view, params), self.quantity, self.total)
        self.follow(self._draw_path)

    def _total(self, role: str) -> Part:
        """Return the height so far: its word, and a number in this role's colour."""
        number = Readout(self.theme, HERO, role, self.params.decimals(), signed=True)
        return Part(words("height", self.theme, HERO), number)

    def _view(self, heights: np.ndarray) -> View:
        """Return a view with the lowest corner in front, in which nothing comes near the texts at the top."""
        front = int(np.argmin(self.closed.account[:4]))
        for top in range(128, 500, 21):
            view = View(self.layout.pixels(60, top, 1860, 832), SIDES, self._reach(heights), front)
            if self._has_room(view):
                break
        return view

    def _has_room(self, view: View) -> bool:
        """Put what the sides climb beside them, and return whether texts at the top are clear of all pictures."""
        word, number = self.total
        middle = view.x + WORD - word.advance, view.x + NUMBER + number.width(number.format(1.0))
        self.planks = Planks(self.theme, view, self.params).set_presence(0.0)
        self.distances = distances(self.theme, self.layout, self.params, self.planks.top())
        last = self.open.heights + (ROUNDS - 1) * self.open.whole
        for rises, round_, heights, quantity in (
            (self.rises, self.closed, self.closed.heights, self.quantity),
            (self.new_rises, self.open, last, self.divided),
        ):
            rises.stand(view, round_, middle)
            around = box_of(quantity).inset(*[-APART] * 4)
            if not is_clear(around, [view.along(round_.ways, heights)], [box_of(label) for label in rises.labels]):
                return False
        return bool(box_of(self.distances).top < self.layout.title_strip.top)

    def _reach(self, heights: np.ndarray) -> np.ndarray:
        """Return everything that has to be in the picture, as (u, v, height)."""
        u, v = np.meshgrid(STEPS, STEPS, indexing="ij")
        terrain = np.column_stack([u.ravel(), v.ravel(), heights.ravel()])
        rounds = len(self.params.more_rounds()) * (ROUNDS - 1)
        places, climbs = ground(self.open.ways), self.open.heights
        walks = [np.column_stack([places, climbs + k * self.open.whole]) for k in range(rounds + 1)]
        slopes = self.params.slopes(np.zeros((1, len(self.params.positions))))[0][list(self.params.pair())]
        planks = np.column_stack([np.eye(2), slopes * SIDES])  # a true class's slope sinks below the terrain
        return np.concatenate([terrain, planks, *walks])

    def _draw_path(self) -> None:
        way = self.way.get_value()
        since = 4.0 * max(0.0, np.ceil(way / 4.0) - 1.0)
        height = self.round.height(way)
        self.path.draw(self.round, way, since)
        self.walker.disc(*self.view.along(way, height)[0], WALKER)
        word, number = self.total
        word.put(self.view.x + WORD, self.base, "right")
        number.put(height, self.view.x + NUMBER, self.base, "left")

    def _draw_post(self) -> None:
        way = self.way.get_value()
        ((u, v),) = ground(np.array([way]))
        self.post.path(self.view.at(u, v, [0.0, self.round.height(way)]))

    @beat(
        "Walk once round on the loss L: what do the rises and falls add up to?",
        alt="A terrain over two logits, in perspective; a walk along its edges, each with its rise, ends at 0.",
        then="A loss has one height at each place: once round, rises add up to 0.",
        label="Once round a loss",
    )
    def terrain(self) -> None:
        for side, rise in enumerate(self.rises.labels):
            self.move((self.way, side + 1.0), run_time=1.1)
            self.appear(rise)  # while the walker waits

    @beat(
        lambda p: p.to_divide(),
        alt="Straight slopes at the start of the walk; distances drawn to scale; one slope sinks as it is divided.",
        then=lambda p: p.divided_by(),
        label="Divide by distance",
    )
    def idea(self) -> None:
        self.unfollow(self._draw_path)
        self.add(self.planks)
        self.bring_to_front(self.path, self.walker)
        with self.opening():
            self.play(Presence(self.planks.ramps, 1.0, 0.6))  # against the terrain’s edges, as steep as where they meet
            stand = Presence(self.planks.undivided(), 1.0, 0.8, rate=late)
            gone = [self.path, self.surface, self.quantity, self.rises, self.total]
            self.exchange(gone, [self.distances], run_time=0.8, also=[stand])
        for row in self.planks.changed:
            self._divide(row)

    def _divide(self, row: int) -> None:
        """Let a divisor come from its distance; the slope takes it up, and then has both in its name."""
        planks, share = self.planks, ValueTracker(0.0)
        name, over = planks.names[row], planks.overs[row]
        self.play(Presence([name], 0.0, 0.3))  # a divisor passes where it is
        source = box_of(self.distances.numbers[self.params.pair()[row]])
        start = setting_out(source, box_of(over), written([self.distances, *planks.labels]))
        self.play(Presence([over], 1.0, 0.3), *([Travel(over, start, 0.7)] if start else []))
        self.follow(sink := lambda: planks.divide(share.get_value(), [row]))
        # In between the number is neither the slope nor the divided one.
        self.move((share, 1.0), run_time=0.9, also=[Presence([over], 0.0, 0.3)])
        self.unfollow(sink)
        self.play(Presence([name, over], 1.0, 0.3))

    @beat(
        "The same walk on the new slopes: does it come back to its height?",
        alt="The same walk without a surface, far rises divided; a green post is the height so far.",
        then=lambda p: p.after_walk(),
        label="Once round q/d",
    )
    def walk(self) -> None:
        self.path, self.round, self.total = Path(self.theme, self.view, posts=True), self.open, self._total("up")
        self.way.set_value(0.0)
        self.add(self.path, self.post, self.walker)
        self.follow(self._draw_path, self._draw_post)
        with self.opening():
            self.exchange([self.planks, self.distances], [self.total, self.divided])
        for side, rise in enumerate(self.new_rises.labels):
            self.move((self.way, side + 1.0), run_time=1.1)
            self.appear(rise, run_time=0.5)

    @beat(
        "Three more rounds: where do they end?",
        alt="Three more rounds, each above the last, which stays as a dimmer line: an endless staircase.",
        then=lambda p, _: p.after_rounds(),
        label="An endless staircase",
        each=lambda p: p.more_rounds(),
    )
    def rounds(self, rounds: int) -> None:
        theme, view, whole = self.theme, self.view, self.round.whole
        dots: list[Shape] = []
        fades = [Presence([self.new_rises], 0.0, 0.5)]  # later rounds pass where they stand
        for k in range(1, rounds):
            last, self.path = self.path, Path(theme, view)
            past = PastRound(theme, view, self.round, k - 1).set_presence(0.0)
            self.pole.path(view.at(0, 0, [0.0, k * whole]))
            dot = Shape(theme.color("logit")).disc(*view.at(0, 0, k * whole), DOT)
            dots.append(dot.halo(theme.color("paper"), 3 * PX))
            self.add(past, self.path, self.pole, self.post, *dots, self.walker)
            fades += Presence([past], 1.0, 0.5), Presence([last], 0.0, 0.5)
            self.move((self.way, 4.0 * (k + 1)), run_time=1.3, even=True, also=fades)
            self.remove(last, self.new_rises)
            self.rest(BACK)
            fades = []
        self.unfollow(self._draw_path, self._draw_post)
        if self.params.agrees():
            one, all_ = (f"[up:0.{'0' * decimals}]" for decimals in (self.params.gained(), self.params.decimals()))
            product = Formula(theme, f'"height" {rounds} times @one{one} = @all{all_}', HERO)
            product.put(view.x, self.base, one=whole, all=rounds * whole)
            self.exchange([self.total], [product])
