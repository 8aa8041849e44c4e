"""Scene 5: a whole batch of predictions as a heat map, and what is left when the truth is subtracted."""

from typing import Annotated, Any

import numpy as np
from manim import ValueTracker
from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

import mathcore as mc
from scenes.inputs import MOST_COLUMNS, Batch, read_batch, untrained
from scenes.kit.equation import Equation
from scenes.kit.excerpt import Excerpt, log_sum_exp
from scenes.kit.explainer import Explainer, Vector, beat
from scenes.kit.grid import CELL, STRIP, Cost, Facts, Grid, RowForces
from scenes.kit.heatmap import ColorBar
from scenes.kit.marks import Amount
from scenes.kit.motion import Presence
from scenes.kit.params import Name, check_labels, listed
from scenes.kit.params import Params as Base
from scenes.kit.shapes import DIMMED, LABEL, SMALL, Part, Shape, math, words

#: Classes of the shipped batch: the end of a name, then the letters.
LETTERS = (".", *"abcdefghijklmnopqrstuvwxyz")
#: The prediction of the last beat.
GOOD = 0.9999
#: Opacity of what a bar was, under a number that must be read.
GHOSTLY = 0.15


def _unset(value: Any) -> Any:
    """Read "None" and nothing as None."""
    return None if value in ("", "None") else value


class Params(Base):
    """The batch, and the row that is looked at."""

    batch: Annotated[
        str,
        Field(
            description="a batch of your own, classes counted from 0: FILE.npz with arrays logits (n, K) and "
            "targets (n); FILE.csv, in each line K logits and the true class; or FILE.npy with logits, and "
            "targets=FILE.npy; empty: an untrained model of letters"
        ),
    ] = ""
    targets: Annotated[str, Field(description="FILE.npy with the true classes, where batch is a FILE.npy")] = ""
    row: Annotated[
        Annotated[int, Field(ge=0)] | None,
        BeforeValidator(_unset),
        Field(description="the row that is lifted out, counted from 0; None: the first that is mostly wrong"),
    ] = None
    labels: listed(Name, "names of the classes, at most 12 characters each", most=MOST_COLUMNS, least=0) = ()

    _batch: Batch = PrivateAttr()

    @model_validator(mode="after")
    def _fit(self):
        if self.targets and not self.batch:
            raise ValueError(f"targets is {self.targets!r}, but there is no batch; give batch=FILE.npy as well")
        self._batch = read_batch(self.batch, self.targets) if self.batch else untrained()
        rows, classes = self._batch.logits.shape
        if self.row is not None and self.row >= rows:
            raise ValueError(f"row is {self.row}, but there are {rows} rows; use 0 to {rows - 1}")
        check_labels(self.labels, classes)
        return self

    def examples(self) -> Batch:
        """Return the whole batch."""
        return self._batch

    def excerpt(self) -> Excerpt:
        """Return what of the batch is shown: the rows around the one that is looked at."""
        row = self.row
        if row is None:
            first = Excerpt(self._batch)
            true_shares = np.take_along_axis(mc.softmax(first.logits), first.targets[:, None], axis=1)[:, 0]
            row = int(np.argmax(true_shares < 0.5))
        return Excerpt(self._batch, row)


class GradientGrid(Explainer):
    """A batch of predictions, minus the truth: every row's pulls down add up to its one pull up."""

    title = "A whole batch: predictions minus truth"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        excerpt = params.excerpt()
        self.logits, self.targets = excerpt.logits, excerpt.targets
        rows, count = self.logits.shape
        self.row = excerpt.row - excerpt.rows.start
        self.y = int(self.targets[self.row])
        self.truth = np.eye(count)[self.targets]
        labels = params.labels if params.labels or params.batch else LETTERS
        labels = labels if excerpt.together == 1 else ()
        self.z, self.landed, self.pulled = Vector(self.logits[self.row]), ValueTracker(0.0), ValueTracker(0.0)

        self.panel = 0.6
        self.grid = Grid(
            theme,
            (layout.left, layout.bottom, self.panel - 1.5, layout.top),
            (rows, count),
            self.targets,
            self.row,
            labels,
            excerpt.rows.start + 1,
            excerpt.together,
        )
        self.true_name = labels[self.y] if labels else f"{self.y * excerpt.together + 1}"
        self.bar = ColorBar(theme, (self.panel + 0.2, -0.9, layout.right - self.panel - 0.5, 0.36))
        self.facts = self._facts(excerpt)
        self.bar_head = math('prediction(q) = op("softmax")(logit(z))', theme, LABEL, "prediction")
        self.bar_head.put((self.bar.at(0.0) + self.bar.at(1.0)) / 2, -0.3)
        self.add(self.grid, self.grid.sums, self.bar.above, self.bar_head, *self.facts)
        self.follow(self._draw)

    def _facts(self, excerpt: Excerpt) -> list[Part]:
        """Return what is shown and how good it is, line by line."""
        theme, rows, batch = self.theme, excerpt.rows, excerpt.batch
        n, classes = batch.logits.shape
        part = len(rows) < n
        which = f"rows {rows.start + 1} to {rows.stop} of {n}" if part else f"{n} example{'s' * (n > 1)}, a row each"
        column = f"a column adds up {excerpt.together}" if excerpt.together > 1 else "a column each"
        lines = [words(text, theme, LABEL) for text in (which, f"{classes} classes, {column}")]
        mean_name = math('#text(font: "New Computer Modern")[mean loss] loss(L) =', theme, LABEL)
        mean = Equation(mean_name, Cost(theme, LABEL, "loss"))
        even = Amount(math('#text(font: "New Computer Modern")[even guessing:]', theme, LABEL, "muted"), theme, "muted")
        self.row_sums = [words(f"each row sums to {total}", theme, LABEL) for total in (1, 0)]
        left, top = self.panel + 0.2, self.layout.top - 0.5
        for i, line in enumerate((*lines, self.row_sums[0])):
            line.put(left, top - 0.55 * i, "left")
        self.row_sums[1].put(left, top - 1.1, "left")
        mean.put([float(mc.loss(batch.logits, batch.targets).mean())], self.bar.left, self.layout.bottom + 0.25)
        even.put(float(mc.loss(np.zeros(classes), 0)), self.bar.left + 3.1, self.layout.bottom + 0.25)
        return [*lines, self.row_sums[0], mean, even]

    @property
    def batch_logits(self) -> np.ndarray:
        """The logits of this frame: the row that is looked at may have moved."""
        z = self.logits.copy()
        z[self.row] = self.z.value
        return z

    def _draw(self) -> None:
        """Cells and row sums: the prediction, minus as much of the truth as has landed."""
        landed = np.clip(self.landed.get_value() - np.arange(len(self.logits)), 0.0, 1.0)[:, None]
        left = mc.softmax(self.batch_logits) - landed * self.truth
        pulled = self.pulled.get_value()
        self.grid.show(left, pulled)
        self.grid.show_sums(left.sum(axis=1), unit=0.5)
        self.bar.show(pulled)

    @beat(
        "A batch of predictions: each row is one example and shares out a whole among the classes.",
        alt="A heat map of probabilities, rows are examples and columns are classes; a colour scale at the right.",
    )
    def a_batch_of_predictions(self) -> None:
        self.rest(1.0)
        self.dim(self.grid.rest)
        self.rest(1.0)
        self.light(self.grid.rest)

    @beat(
        "Subtract the truth: −1 lands on each row's true class, and every row sums to 0.",
        alt="From top to bottom each row's true cell turns green; the other cells are red; the row sums shrink to 0.",
    )
    def subtract_the_truth(self) -> None:
        theme, grid, bar = self.theme, self.grid, self.bar
        self.show_formula("(partial loss(L)) / (partial logit(z_i)) = prediction(q_i) - truth(p_i)")
        self.appear(Part(grid.truths))
        self.ends = Part(
            words("pulled up", theme, LABEL, "up").put(bar.left, -0.3, "left"),
            words("pulled down", theme, LABEL, "down").put(bar.at(1.0), -0.3, "right"),
        )
        self.vanish(self.bar_head, run_time=0.3)
        self.move((self.pulled, 1.0), run_time=1.0, also=self.arriving(bar.below, self.ends))
        self.play(Presence([self.row_sums[0]], 0.0, 0.3))
        self.move((self.landed, float(len(self.logits))), run_time=4.0, even=True)
        self.appear(self.row_sums[1], run_time=0.4)

    @beat(
        "One row: the small pulls down, stacked, are as tall as the one pull up. They sum to 0.",
        alt="One row lifts out as bars: a tall green one up, many small red ones down, stacked to the same height.",
    )
    def one_row(self) -> None:
        theme, layout, grid = self.theme, self.layout, self.grid
        z = self.z.value
        self.start = mc.forces(z, self.y)
        panel = [*self.facts[:2], self.row_sums[1], *self.facts[3:], self.bar, self.ends]
        self.play(Presence([grid.rest, grid.truths, grid.sums, grid.numbers], DIMMED, 0.5), Presence(panel, 0.0, 0.5))
        self.remove(*panel, self.row_sums[0])
        name = words(f"true class: {self.true_name}", theme, SMALL, "truth")
        most = float(self.start[self.y]), float(-self.start.min())
        box = (self.panel + 0.1, layout.bottom + 0.7, layout.right, layout.top)
        self.bars = RowForces(theme, box, len(z), self.y, most, name)
        self.flight, self.pull, self.moved = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.follow(self._draw_strip, self._draw_bars)
        self.add(self.bars.strip, self.bars.pulls)
        self.move((self.flight, 1.0), run_time=1.4)
        self.show_formula("F_i = - (partial loss(L)) / (partial logit(z_i)) = truth(p_i) - prediction(q_i)")
        self.move((self.pull, 1.0), run_time=1.2, also=self.arriving(Part(self.bars.pointer), self.bars.name))
        self.add(self.bars.stack)
        self.move((self.moved, 1.0), run_time=2.0)
        y = self.bars.base + most[0] * self.bars.unit
        self.rules = Part(*(self._rule(height) for height in (self.bars.base, y)))
        self.numbers = Facts(theme, self.panel + 0.2, layout.bottom + 0.25)
        self.values = Part(self.bars.up_value, self.bars.down_value)
        self.follow(self._draw_numbers)
        self.appear(self.rules, self.numbers, self.values)

    def _rule(self, y: float) -> Shape:
        """Return the dashed line that leads from the pull up to the stack, clear of their numbers."""
        left, right = self.rule_ends
        return Shape(self.theme.color("line"), 0.0, stroke=2.5).dashes((left, y), (right, y))

    @property
    def rule_ends(self) -> tuple[float, float]:
        """Where the dashed lines begin and end."""
        return self.bars.xs[self.y] + 0.5, self.bars.pile - 0.5

    def _draw_strip(self) -> None:
        """The row's cells on their way from the grid to the panel."""
        grid, strip, part = self.grid, self.bars, self.flight.get_value()
        xs = grid.xs + part * (strip.xs - grid.xs)
        y = grid.ys[self.row] + part * (strip.base - STRIP / 2 - grid.ys[self.row])
        across, up = grid.chosen.across, grid.chosen.up
        strip.strip.place(xs, [y], across + part * (strip.slim - across), up + part * (CELL - up)).show(
            mc.gradient_wrt_logits(self.z.value, self.y)[None]
        )

    def _draw_bars(self) -> None:
        self.bars.show(mc.forces(self.z.value, self.y), self.pull.get_value(), self.moved.get_value())

    def _draw_numbers(self) -> None:
        z = self.z.value
        forces = mc.forces(z, self.y)
        self.numbers.show(mc.softmax(z)[self.y], float(mc.loss(z, self.y)), float(forces.sum()))
        self.bars.show_values(forces)

    @beat(
        "Make the prediction good: as its q goes to 1 the row fades out. No error, no force.",
        alt="The row's bars and their stack shrink to nothing and its cells take the colour of 0.",
    )
    def the_row_of_a_good_prediction(self) -> None:
        others = log_sum_exp(np.delete(self.z.value, self.y)[None])[0]
        was = Amount(words("before:", self.theme, SMALL, "muted"), self.theme, "muted")
        (x, right), y = self.rule_ends, self.bars.base + self.start[self.y] * self.bars.unit + 0.12
        was.put(float(self.start[self.y]), right - 1.75, y)
        bars, up = self.bars, self.start[self.y] * self.bars.unit
        # Behind the bars, which leave their ghosts as they shrink.
        self.bring_to_back(
            Shape(self.theme.color("up"), GHOSTLY).box(bars.xs[self.y] - bars.slim / 2, bars.base, bars.slim, up),
            Shape(self.theme.color("down"), GHOSTLY).box(bars.pile - bars.thick / 2, bars.base, bars.thick, up),
        )
        if right - x > 1.75:
            self.appear(was)
        self.z[self.y].set_value(max(self.z[self.y].get_value(), others - 12.0))
        good = others + float(mc.surprisal(1 - GOOD) - mc.surprisal(GOOD))
        self.move((self.z[self.y], good), run_time=4.0)
        self.rest(0.5)
        self.light(self.grid.rest, self.grid.truths, self.grid.sums, self.grid.numbers)
