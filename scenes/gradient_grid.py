"""Scene 5: a whole batch of predictions as a heat map, and what is left when the truth is subtracted."""

import numpy as np
from manim import UP, ValueTracker

import mathcore as mc
from scenes.kit.explainer import Explainer, Input, beat
from scenes.kit.layout import Box
from scenes.kit.motion import Presence
from scenes.kit.shapes import DIMMED, Part, Shape
from scenes.kit.sizes import TEXT, TICK
from scenes.kit.text import words
from scenes.kit.words import escaped
from scenes.pictures.gradient_grid import beside
from scenes.pictures.gradient_grid.band import Band
from scenes.pictures.gradient_grid.column_sums import ColumnSums
from scenes.pictures.gradient_grid.heat_grid import BAND, Grid
from scenes.pictures.gradient_grid.heatmap import ColorBar
from scenes.pictures.gradient_grid.params import Params
from scenes.pictures.gradient_grid.row_forces import HEAD, RowForces


class GradientGrid(Explainer):
    """A batch of predictions, minus the truth: every row's forces down add up to its one force up."""

    title = "Where do the forces of a whole batch cancel?"
    question = "What is left of a whole batch’s forces?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.excerpt = excerpt = params.excerpt()
        self.logits, self.targets = excerpt.logits, excerpt.targets
        self.row = excerpt.row - excerpt.rows.start
        self.columns, every = excerpt.columns, params.names()
        self.names = [every[k] for k in self.columns] if every else []
        self.places = np.searchsorted(self.columns, self.targets)
        self.y = int(self.places[self.row])
        self.truth = np.eye(self.logits.shape[1])[self.targets]
        #: the row's logit of its true class; with it the share goes up and down
        self.z = Input(self.logits[self.row, self.targets[self.row]], f"z_{self.targets[self.row] + 1}")
        #: from how many rows the truth has been subtracted, the chosen one first; places in that order
        self.landed, self.squeezed, self.lift = (ValueTracker(0.0) for _ in range(3))
        self.turns = np.argsort([self.row, *(i for i in range(len(self.targets)) if i != self.row)])
        box = layout.pixels(170, 156, 1418, 914)
        self.hero = box
        self.grid = Grid(theme, box, self.places, self.row, self.names, self.columns, excerpt.rows.start + 1)
        #: whether the columns' names don't fit into cells and stay above them
        self.band = Band(theme, self.names, self.grid.xs, self.grid.across, self.grid.size)
        self.named_above = not self.band.names
        self.sums_x = layout.pixels(1418, 0, 1570, 1).x
        self.left, self.right = layout.pixels(1600, 0, 1600, 0).left, layout.right
        #: what the colours mean, where the cells have no numbers
        self.bar = ColorBar(theme, layout.pixels(1640, 690, 1690, 905))
        self.colours = [] if self.grid.numbered else [self.bar.above, self.bar.below]
        self.facts = beside.facts(theme, params, self.left, layout.top)
        self.kind = self._named('"share" prediction(q_j)')
        self.sum_head = words("sum", theme, TEXT).put(self.sums_x, self.grid.names_baseline)
        grid = self.grid
        self.add(grid, grid.rest_numbers, grid.chosen_numbers, self.kind, *self.facts, *self.colours[:1])
        self.follow(self._draw)

    def _named(self, *lines: str) -> Part:
        """Return what the cells are, beside the grid."""
        return beside.named(self.theme, lines, self.left, self.layout.top - 1.1 - 0.5 * len(self.facts))

    @property
    def batch_logits(self) -> np.ndarray:
        """All logits of the rows in the picture, shape (rows, K); the row that is looked at may have moved."""
        z = self.logits.copy()
        z[self.row, self.targets[self.row]] = self.z.get_value()
        return z

    @property
    def middle(self) -> float:
        """Where the row stands that is taken out."""
        top = self.grid.top if self.named_above else self.layout.top
        return (top - HEAD + self.layout.bottom) / 2

    @property
    def subtracted(self) -> np.ndarray:
        """How much of the truth has been subtracted from each row, shape (rows,)."""
        return np.clip(self.landed.get_value() - self.turns, 0.0, 1.0)

    def _draw(self) -> None:
        """Cells and row sums: the prediction, minus as much of the truth as has landed."""
        landed = self.subtracted
        left = mc.softmax(self.batch_logits) - landed[:, None] * self.truth
        squeezed, lift = self.squeezed.get_value(), self.lift.get_value()
        self.grid.show(left[:, self.columns], landed > 0, squeezed, lift, self.middle)
        self.grid.show_sums(left.sum(axis=1), self.sums_x)

    @beat(
        "Each row is one example: its prediction splits 1 among the classes.",
        then="Every row sums to 1.",
        alt="A heat map of probabilities, a row for each example and a column for each class; every row sums to 1.",
    )
    def a_batch_of_predictions(self) -> None:
        grid = self.grid
        around = Shape(self.theme.color("ink"), 0.0, stroke=5.0)
        x, y, height = grid.left, grid.ys[self.row], max(grid.heights[0], 0.36)
        around.box(x, y - height / 2, self.sums_x + 0.5 - x, height)
        first = Part(grid.sum_numbers[self.row])
        self.appear(self.sum_head, first, Part(around))
        self.rest(1.0)
        others = Part(*(number for i, number in enumerate(grid.sum_numbers) if i in grid.shown_rows and i != self.row))
        self.play(*self.arriving(others), Presence([around], 0.0))
        self.remove(around)

    @beat(
        "Subtract the truth p: 1 at every row’s true class, framed.",
        then="What is left, q − p, is the slope of the cross-entropy L. Rows sum to 0.",
        alt="Row by row the framed true cell turns from blue to amber, below 0; the row sums shrink to 0.",
    )
    def subtract_the_truth(self) -> None:
        share, rows = self.kind, len(self.logits)
        with self.opening():
            self.appear(*self.grid.framed, run_time=0.5)
        self.move((self.landed, 1.0), run_time=1.2, even=True)
        self.kind = self._named("partial loss(L) slash partial logit(z_j)", "= prediction(q_j) - truth(p_j)")
        self.exchange([share], [self.kind, *self.colours[1:]], run_time=0.8)
        if rows > 1:
            self.move((self.landed, rows), run_time=2.4, even=True)

    @beat(
        lambda p: f"Row {p.excerpt().row + 1} alone: its slopes with the sign changed are forces F on the logits z.",
        then=Params.balanced,
        alt="Each slope’s bar is mirrored as a force; those down are stacked beside, as long as the true one above.",
    )
    def one_row(self) -> None:
        theme, grid, layout, above = self.theme, self.grid, self.layout, self.named_above
        gone = [grid.rest, grid.rest_numbers, grid.heads, grid.sums, grid.framed[0], self.sum_head]
        gone += [*self.facts, *self.colours, *([] if above else [grid.names])]
        slopes = self._slopes()
        place = Box(layout.left, self.middle - BAND / 2, grid.left, self.middle + BAND / 2)
        heads, named = beside.heads(theme, self.excerpt.row + 1, place, self.band.apart)
        with self.opening():
            self.play(Presence([*gone, grid.chosen_numbers], 0.0, 0.4))
            self.move((self.lift, 1.0), run_time=0.5)
            self.follow(self._label)
            self.appear(self.band, *heads, run_time=0.4)
        band = Box(grid.left, self.middle - BAND / 2, grid.right, self.middle + BAND / 2)
        # room for the pull up, and for the longest pull down with its number
        up, down = (grid.top if above else layout.top) - HEAD - 0.1 - band.top, band.bottom - layout.bottom - 0.5
        unit = min(up, down / max(slopes))
        aside = layout.pixels(1515, 0, 1515, 0).left
        drawn = {"across": grid.across * 0.9, "unit": unit, "aside": aside}
        self.bars = RowForces(theme, grid.xs, band=band, y=self.y, forces=-slopes[self.columns], **drawn)
        self.turned, self.moved = ValueTracker(0.0), ValueTracker(0.0)
        *rules, balance = beside.rules(theme, self.right, self.middle)
        rules += named
        stacked = words("others", theme, TEXT).middle(aside, self.middle)
        self.follow(self._pull)
        self.appear(self.bars.slopes)
        self.rest(0.8)
        self.add(self.bars)
        numbers, later = self.bars.numbered
        fading = Presence([self.bars.slopes], DIMMED, 0.4)
        self.move((self.turned, 1.0), run_time=1.6, also=[fading, *self.arriving(*numbers, run_time=0.4)])
        self.exchange([self.kind, self.bars.slopes], [*later, *rules], run_time=0.6)
        self.rest(0.4)
        self.add(self.bars.stack)
        self.bars.rest.set_presence(0.0)
        self.move((self.moved, 1.0), run_time=2.4, also=self.arriving(stacked, run_time=0.4))
        others = self.logits.shape[1] - len(self.columns)
        last: list[Part] = [balance, self.bars.total_down]
        if others:
            last.append(words(f"+ {others} more", theme, TICK, "muted").middle(self.right, self.middle, "right"))
            self.play(Presence([self.bars.rest], 1.0, 0.4))
        self.appear(*last, run_time=0.4)
        self.around = [*heads, stacked, *rules, *last, self.band]

    def _slopes(self) -> np.ndarray:
        return mc.gradient_wrt_logits(self.batch_logits[self.row], int(self.targets[self.row]))

    def _pull(self) -> None:
        forces = -self._slopes()
        left_out = forces.sum() - forces[self.columns].sum()
        self.bars.show(forces[self.columns], self.turned.get_value(), self.moved.get_value(), left_out)

    def _label(self) -> None:
        self.band.show(self._slopes()[self.columns], self.y, self.middle)

    @beat(
        lambda p, share: f"Let the true class’s share q grow to {share}: what becomes of the forces?",
        each=Params.doubtful,
        name=lambda p, share: "the row of a good prediction",
        then=lambda p, share: f"A good prediction is hardly pulled: at q = {share} no force exceeds {1 - share:.3f}.",
        alt=lambda p, share: f"The bars shrink to nothing as the true class’s share grows to {share}.",
        label=lambda p, share: "The row of a good prediction",
    )
    def the_row_of_a_good_prediction(self, share: float) -> None:
        target, even = self.targets[self.row], self.params.even()
        first = float(mc.softmax(self.batch_logits[self.row])[target])
        now = Input(max(first, np.finfo(float).tiny), f"q_{target + 1}")  # for the logarithm of a q next to nothing
        name = escaped(self.names[self.y]) if self.names else f"{target + 1}"
        own = beside.share(self.theme, name, now.get_value(), self.right - self.grid.right - 0.12)
        own.put(self.right, self.layout.top - 0.2, "right")

        def grow() -> None:
            own.show(q=now.get_value())
            self.z.set_value(even - float(np.log(1 / now.get_value() - 1)))

        self.lead(grow)
        self.grow, self.before = grow, (now, now.get_value())
        ends = self.bars.ends(-self._slopes()[self.columns])
        self.appear(own, ends, run_time=0.4)
        self.around += [own, ends]
        # The share grows at an even pace, and forces shrink at one: so the eye can follow them.
        self.move((now, share), run_time=3.0, even=True)

    @beat(
        "In every row p − q sums to 0. Is every column’s mean 0, too?",
        then=Params.left_over,
        alt="Piles grow under each column, mean prediction and mean truth; bars from one to the other push its bias.",
        label="Columns don’t cancel",
    )
    def columns_dont_cancel(self) -> None:
        theme, grid, layout = self.theme, self.grid, self.layout
        gone = [self.bars, self.bars.texts, self.bars.total_up, self.bars.total_down, self.bars.stack, *self.around]
        own = self.params.chosen()[0][self.targets[self.row]]
        framed = [grid.framed[0]] if grid.heights[1] > 0.14 else []
        with self.opening():
            if self.z.get_value() != own:  # the prediction as it was
                self.move(self.before, run_time=0.8)
                self.unfollow(self.grow)
                self.z.set_value(own)
            self.vanish(*gone, run_time=0.4)
            self.unfollow(self._pull, self._label)
            # Of the other rows nothing is seen meanwhile.
            self.landed.set_value(1.0)
            self.squeezed.set_value(1.0)
            self.move((self.lift, 0.0), (self.landed, 0.0), run_time=0.5, also=[Presence([grid.names], 0.0, 0.4)])
            self.remove(*([] if framed else [grid.framed[1]]))
            q = mc.softmax(self.logits)[:, self.columns]
            rows = Box(grid.left, grid.box.top - grid.heights[1] * len(q), grid.right, grid.box.top)
            # The columns' names are now those of the piles, too.
            box = Box(grid.left, layout.bottom + grid.box.top - grid.top, grid.right, rows.bottom - 0.2)
            grid.names.shift((box.bottom - 0.1 - grid.box.top) * UP)
            # by this name the checks in tests/scenes find it
            self.column_sums = sums = ColumnSums(theme, grid.xs, grid.pitch, box, q, self.truth[:, self.columns])
            self.added = ValueTracker(0.0)
            self.follow(lambda: sums.show(self.added.get_value(), rows))
            keys, growing, named = sums.legend(layout.pixels(1480, 0, 1480, 0).left, grid.box.top)
            self.appear(grid.rest, *framed, grid.names, sums, keys, growing, run_time=0.4)
        # The first two rows are followed, then all the others come at once.
        for turn, run_time in zip(range(sums.turns), (1.7, 1.3, 1.4), strict=False):
            self.move((self.added, turn + 1), run_time=run_time, even=True)
        self.exchange([growing], [sums.forces, sums.numbers, named], run_time=0.6)
