"""Scene 15: slopes that belong to no loss: a walk round a square that doesn't come back to its height."""

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.explainer import Explainer, Input, beat
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.places import Room
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT, TICK
from scenes.kit.text import Readout, math, sentence, words
from scenes.pictures.no_such_loss.loop import Path, Terrain, View, ground
from scenes.pictures.no_such_loss.params import ROUNDS, Params

#: Where the number of each side stands, from the middle of its path or, in front, of its foot: across, up.
OVER = ((40, -96), (110, 50), (-110, 50), (-40, -96))
UNDER = ((40, -96), (-90, -110), (90, -110), (-40, -96))
#: Radius of the walker, and of where its rounds began.
WALKER, FOOT = 18 * PX, 13 * PX
STEPS = np.linspace(0.0, 1.0, 41)


class NoSuchLoss(Explainer):
    """Slopes divided by distance belong to no loss: once round a square of logits they don't add up to 0."""

    title = "No such loss"
    question = "Does every field of pulls belong to a loss?"
    Params = Params

    def prepare(self) -> None:
        theme, params = self.theme, self.params
        self.closed, self.open = params.rounds()
        self.way, self.risen = Input(0.0, "side"), ValueTracker(0.0)
        self.round, self.base = self.closed, self.layout.pixels(0, 916, 0, 916).top
        pair = params.pair()
        grid = mc.loss(mc.plane(np.zeros(len(params.positions)), pair, STEPS, STEPS), params.target)
        heights = grid - grid[0, 0]
        self.view = view = View(self.layout.pixels(60, 128, 1860, 812), self._reach(heights))
        corners = view.at([0, 1, 1, 0], [0, 0, 1, 1], 0.0)
        self.floor = Shape(theme.color("line"), 0.12, stroke=3.5).outline(corners)
        self.square = np.concatenate([corners, corners[:1]])
        self.surface = Terrain(theme, view, heights)
        self.path = Path(theme, view)
        self.walker = Shape(theme.color("logit"))
        self.ends = Part(
            math(f"logit(z_{pair[0] + 1}) = 1", theme, TEXT).middle(corners[1][0] + 34 * PX, corners[1][1], "left"),
            math(f"logit(z_{pair[1] + 1}) = 1", theme, TEXT).middle(corners[3][0] - 34 * PX, corners[3][1], "right"),
        )
        self.total = Part(words("total", theme, HERO), Readout(theme, HERO, "loss", params.decimals(), signed=True))
        self.quantity = sentence("height: cross-entropy L", theme, TEXT)
        self.quantity.put(self.layout.right, self.layout.title_baseline, "right")
        if len(params.positions) > 2:
            note = words("all other logits: 0", theme, TICK, "muted")
            self.ends.add(note.put(self.layout.left, self.base, "left"))
        self.hero = self.layout.pixels(250, 150, 1670, 830)
        self.add(self.floor, self.surface, self.path, self.walker, self.ends, self.quantity)
        self.follow(self._draw_terrain, self._draw_path)
        self.room = self._room()

    def _room(self) -> Room:
        """Return the room for numbers: beside the ends' names and the note, above the total."""
        names = [
            Box(name.get_left()[0], name.get_bottom()[1], name.get_right()[0], name.get_top()[1]) for name in self.ends
        ]
        stage = self.layout.stage
        return Room(stage.inset(bottom=self.base - stage.bottom), [*names, self.layout.pixels(680, 840, 1240, 930)])

    def _reach(self, heights: np.ndarray) -> np.ndarray:
        """Return everything that has to be in the picture, as (u + v, height)."""
        terrain = np.column_stack([(STEPS[:, None] + STEPS).ravel(), heights.ravel()])
        back = ground(self.open.ways).sum(1)
        rounds = len(self.params.more_rounds()) * (ROUNDS - 1)
        walks = [np.column_stack([back, self.open.heights + k * self.open.whole]) for k in range(rounds + 1)]
        return np.concatenate([terrain, *walks])

    def _draw_terrain(self) -> None:
        self.surface.rise(self.risen.get_value())

    def _draw_path(self) -> None:
        way = self.way.get_value()
        since = 4.0 * max(0.0, np.ceil(way / 4.0) - 1.0)
        self.path.draw(self.round, way, since)
        x, y = self.view.along(way, self.round.height(way))[0]
        self.walker.disc(x, y, WALKER)
        word, number = self.total
        word.put(-20 * PX, self.base, "right")
        number.put(self.round.height(way), 20 * PX, self.base, "left")

    @beat(
        "Walk once round a square of logits, on the terrain of cross-entropy.",
        alt="A terrain over a square of two logits in perspective; a walk along its edge goes up and down, back to 0.",
        then="Once round, the ups and downs of a loss add up to 0.",
        label="Once round a loss",
    )
    def terrain(self) -> None:
        self.move((self.risen, 1.0), run_time=1.6)
        self.unfollow(self._draw_terrain)
        self.appear(self.total)
        self.numbers = self._once_round(OVER, self.surface.outlines)

    def _once_round(self, offsets, lines: list[np.ndarray]) -> Part:
        """Walk round once, from where the walk stands; return the numbers of the four sides."""
        numbers, start = Part(), self.way.get_value()
        lines = [*lines, self.view.along(self.round.ways, self.round.heights), self.square]
        for side in range(4):
            self.move((self.way, start + side + 1.0), run_time=1.6)
            number = self._number(side, offsets[side], lines)
            self.appear(number, run_time=0.2)
            numbers.add(number)
        return numbers

    def _number(self, side: int, offset: tuple[float, float], lines: list[np.ndarray]) -> Readout:
        """Return what a side adds up to, beside the middle of its path, or in front below it and the ground."""
        middle = np.array([side + 0.5])
        point = self.view.along(middle, self.round.height(side + 0.5))[0]
        if side in (0, 3):
            point[1] = min(point[1], float(self.view.along(middle, 0.0)[0, 1]))
        value = float(self.round.sides[side])
        number = Readout(self.theme, TEXT, "ink", self.params.decimals(), signed=True)
        spot = self.room.near(number.width(number.format(value)), point, offset, lines)
        return number.middle(value, spot.x, spot.y)

    @beat(
        "The same square, on slopes divided by distance: where does the walk end?",
        alt="The same walk with walls down to the ground, and no surface; the old path stays dashed.",
        then=lambda p: p.after_walk(),
        label="Once round q/d",
    )
    def walk(self) -> None:
        theme, view = self.theme, self.view
        first = self.path
        self.unfollow(self._draw_path)
        ghost_line, new_line = (view.along(walk.ways, walk.heights) for walk in (self.closed, self.open))
        ghost = Shape(theme.color("loss"), 0.0, stroke=4.0).dashed(ghost_line)
        name = words("cross-entropy", theme, TEXT, "loss")
        self.room = self._room()
        middle = view.along(1.45, self.closed.height(1.45))[0]
        spot = self.room.near(name.advance, middle, (200, 52), [ghost_line, new_line, self.square])
        name.middle(spot.x, spot.y)
        self.ghost = Part(ghost, name)
        divided = self._slopes().put(self.layout.right, self.layout.title_baseline, "right")
        self.path = Path(theme, view, walls=True)
        self.round = self.open
        self.way.set_value(0.0)
        self.start = Shape(theme.color("logit")).disc(*view.at(0, 0, 0.0), FOOT)
        self.exchange([first, self.surface, self.numbers, self.quantity], [self.ghost, divided], run_time=1.0)
        self.add(self.path, self.start)
        self.bring_to_front(self.walker)
        self.follow(self._draw_path)
        self.numbers = self._once_round(UNDER, [ghost_line])
        self.gap = Shape(theme.color("loss"), 0.0, stroke=9.0)
        self.gap.path([view.at(0, 0, 0.0), view.at(0, 0, self.round.whole)])
        self.feet = [self.start]
        self.gap.set_presence(0.0)
        self.add(self.gap, *self.feet, self.walker)
        self.light(self.gap, run_time=0.4)

    def _slopes(self) -> Formula:
        """Return the two slopes that the walk is on."""
        params = self.params
        distances = params.distances()
        terms = [
            f"prediction(q_{i + 1}) - 1" if i == params.target else f"prediction(q_{i + 1}) \\/ {distances[i]:g}"
            for i in params.pair()
        ]
        return Formula(self.theme, f'"slopes:" {terms[0]} "and" {terms[1]}')

    @beat(
        "And once more, and again: where do the next rounds end?",
        alt="Three more rounds of the walk, each above the last: an endless staircase over the same square.",
        then=lambda p, rounds: f"Each round climbs {p.written()} more, at the same logits: no terrain does that.",
        label="An endless staircase",
        each=lambda p: p.more_rounds(),
    )
    def rounds(self, rounds: int) -> None:
        theme, view, whole = self.theme, self.view, self.round.whole
        self.vanish(self.ghost, self.numbers)
        for k in range(1, rounds):
            self.path = Path(theme, view, stroke=5.0, heads=False)
            foot = Shape(theme.color("logit")).disc(*view.at(0, 0, k * whole), FOOT)
            self.feet.append(foot)
            self.add(self.path, self.gap, *self.feet, self.walker)
            self.move((self.way, 4.0 * (k + 1)), run_time=1.6, even=True)
            self.gap.path([view.at(0, 0, 0.0), view.at(0, 0, (k + 1) * whole)])
        self.unfollow(self._draw_path)
        decimals = self.params.decimals()
        if self.params.adds_up(decimals):
            zeros = "0" * decimals
            product = Formula(theme, f"{rounds} times @one[0.{zeros}] = @all[loss:+0.{zeros}]", HERO)
            self.exchange([self.total], [product.put(0.0, self.base).show(one=whole, all=rounds * whole)])
