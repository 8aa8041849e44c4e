"""Scene 15: slopes that belong to no loss: a walk round a square that doesn't come back to its height."""

import numpy as np
from manim import ValueTracker

import mathcore as mc
from scenes.kit.explainer import Explainer, Input, beat
from scenes.kit.formula import Formula
from scenes.kit.layout import Box
from scenes.kit.places import Room, is_clear
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import HERO, PX, TEXT
from scenes.kit.text import Readout, sentence, words
from scenes.pictures.no_such_loss.loop import Path, Terrain, View, ground
from scenes.pictures.no_such_loss.names import DistanceRow, edge_names, setting
from scenes.pictures.no_such_loss.params import ROUNDS, Params

#: Where the number of each side stands, from the middle of its path or, in front, of its foot: across, up.
OVER = ((10, -96), (110, 50), (-110, 50), (-40, -96))
UNDER = ((10, -96), (-90, -110), (90, -110), (-40, -96))
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
        self.row, self.slopes = DistanceRow(theme, self.layout, params), self._slopes()
        self.view = view = self._view(heights)
        corners = view.at([0, 1, 1, 0], [0, 0, 1, 1], 0.0)
        self.floor = Shape(theme.color("line"), 0.12, stroke=3.5).outline(corners)
        self.square = np.concatenate([corners, corners[:1]])
        self.surface = Terrain(theme, view, heights)
        self.path = Path(theme, view)
        self.walker = Shape(theme.color("logit"))
        self.ends = edge_names(theme, view, pair, sunk=min(heights.min(), self.open.heights.min()) < -1e-9)
        self.setting = setting(theme, self.layout, params, self.base)
        self.total = Part(words("rise", theme, HERO), Readout(theme, HERO, "loss", params.decimals(), signed=True))
        self.quantity = sentence("height: rise of L above the start", theme, TEXT)
        self.quantity.put(self.layout.right, self.layout.title_baseline, "right")
        self.hero = self.layout.pixels(250, 150, 1670, 830)
        self.add(self.floor, self.surface, self.path, self.walker, self.ends, self.setting, self.quantity)
        self.follow(self._draw_terrain, self._draw_path)
        self.room = self._room()

    def _view(self, heights: np.ndarray) -> View:
        """Return the view in which no walk passes through the texts in the upper corners."""
        walks = [(self.closed.ways, self.closed.heights)]
        walks += [(self.open.ways, self.open.heights + k * self.open.whole) for k in range(ROUNDS)]
        for top in (128, 275):
            view = View(self.layout.pixels(60, top, 1860, 832), self._reach(heights))
            lines = [view.along(*walk) for walk in walks]
            if all(is_clear(_box(text).inset(*[-16 * PX] * 4), lines) for text in (self.row, *self.slopes)):
                break
        return view

    def _room(self) -> Room:
        """Return the room for numbers: beside the edges' names and the note, above the total."""
        names = [_box(name) for name in (*self.ends, *self.setting)]
        stage = self.layout.stage
        return Room(stage.inset(bottom=self.base - stage.bottom), [*names, self.layout.pixels(680, 840, 1200, 930)])

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
        "An idea: divide each wrong class’s slope by its distance from the truth.",
        alt="The old path stays dashed; the classes with their distances, which go under the slopes of the two logits.",
        then=lambda p: p.divided_by(),
        label="Divide by distance",
    )
    def idea(self) -> None:
        theme, view = self.theme, self.view
        first = self.path
        self.unfollow(self._draw_path)
        lines = [view.along(walk.ways, walk.heights) for walk in (self.closed, self.open)]
        self.ghost_line = lines[0]
        ghost = Shape(theme.color("loss"), 0.0, stroke=4.0).dashed(self.ghost_line)
        name = words("cross-entropy", theme, TEXT, "loss")
        self.room = self._room()
        middle = view.along(1.45, self.closed.height(1.45))[0]
        spot = self.room.near(name.advance, middle, (200, 52), [*lines, self.square])
        name.middle(spot.x, spot.y)
        self.ghost = Part(ghost, name)
        gone = [first, self.surface, self.numbers, self.quantity, self.total]
        self.add(ghost)  # under the path that goes, so that the picture is never empty
        self.bring_to_front(first, self.walker)
        self.exchange(gone, [name, self.row], run_time=1.0)
        for i, slope in zip(self.params.pair(), self.slopes, strict=True):
            self.grow(slope, {"far": self.row.spots[i]} if "far" in slope.pieces else {})

    def _slopes(self) -> list[Formula]:
        """Return the two slopes that the walk is on, one under the other at the upper right."""
        params, distances = self.params, self.params.distances()
        slopes = []
        for row, i in enumerate(params.pair()):
            wrong = f"prediction(q_{i + 1}) \\/ @far{{{distances[i]:.4g}}}"
            term = f"prediction(q_{i + 1}) - 1" if i == params.target else wrong
            slope = Formula(self.theme, f'"slope along " logit(z_{i + 1}): med {term}')
            slopes.append(slope.put(self.layout.right, self.layout.title_baseline - 66 * PX * row, "right"))
        return slopes

    @beat(
        "The same square, on these slopes: where does the walk end?",
        alt="The same walk with walls down to the ground, and no surface; it ends above its start, by a number.",
        then=lambda p: p.after_walk(),
        label="Once round q/d",
    )
    def walk(self) -> None:
        theme, view = self.theme, self.view
        self.path = Path(theme, view, walls=True)
        self.round = self.open
        self.way.set_value(0.0)
        self.start = Shape(theme.color("logit")).disc(*view.at(0, 0, 0.0), FOOT)
        self.add(self.path, self.start)
        self.bring_to_front(self.walker)
        self.follow(self._draw_path)
        self.appear(self.total, run_time=0.4)
        ghost_line = self.ghost_line
        self.numbers = self._once_round(UNDER, [ghost_line])
        self.gap = Shape(theme.color("loss"), 0.0, stroke=9.0)
        self.gap.path([view.at(0, 0, 0.0), view.at(0, 0, self.round.whole)])
        self.feet = [self.start]
        self.gap.set_presence(0.0)
        self.add(self.gap, *self.feet, self.walker)
        over = view.at(0, 0, self.round.whole)
        number = Readout(theme, TEXT, "loss", self.params.decimals(), signed=True)
        lines = [ghost_line, view.along(self.round.ways, self.round.heights), self.square]
        taken = list(self.room.taken)
        spot = self.room.near(number.width(number.format(self.round.whole)), over, (0, 64), lines)
        beside = [number.middle(self.round.whole, spot.x, spot.y)] if is_clear(spot, lines, taken) else []
        self.numbers.add(*beside)
        self.play(self.lighting(self.gap), *self.arriving(*beside))

    @beat(
        "And once more, and again: where do the next rounds end?",
        alt="Three more rounds of the walk, each above the last, which fades: an endless staircase over one square.",
        then=lambda p, rounds: (
            f"Each round ends another {p.written()} higher, at the same logits: no terrain does that."
        ),
        label="An endless staircase",
        each=lambda p: p.more_rounds(),
    )
    def rounds(self, rounds: int) -> None:
        theme, view, whole = self.theme, self.view, self.round.whole
        self.vanish(self.ghost, self.numbers)
        for k in range(1, rounds):
            last, self.path = self.path, Path(theme, view)
            foot = Shape(theme.color("logit")).disc(*view.at(0, 0, k * whole), FOOT)
            self.feet.append(foot)
            self.add(self.path, self.gap, *self.feet, self.walker)
            self.move((self.way, 4.0 * (k + 1)), run_time=1.8, even=True, also=[self.dimming(last)])
            self.gap.path([view.at(0, 0, 0.0), view.at(0, 0, (k + 1) * whole)])
        self.unfollow(self._draw_path)
        decimals = self.params.decimals()
        if self.params.adds_up(decimals):
            zeros = "0" * decimals
            product = Formula(theme, f"{rounds} times @one[0.{zeros}] = @all[loss:+0.{zeros}]", HERO)
            self.exchange([self.total], [product.put(0.0, self.base).show(one=whole, all=rounds * whole)])


def _box(part: Part) -> Box:
    """Return the box around a part."""
    return Box(part.get_left()[0], part.get_bottom()[1], part.get_right()[0], part.get_top()[1])
