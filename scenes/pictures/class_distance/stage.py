"""The stage of ClassDistance: two rows, forces on their way from one loss to the next, bars that become earth."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import Animation, ValueTracker

from scenes.kit.explainer import Explainer, Vector
from scenes.kit.formula import Formula
from scenes.kit.motion import Presence, early
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT, TICK, em
from scenes.kit.text import Label, math, words
from scenes.pictures.class_distance.emd_mark import SPOTS, EmdMark
from scenes.pictures.class_distance.pulls import Pull
from scenes.pictures.class_distance.rows import FILL, Bars, Places, decimals_of
from scenes.pictures.class_distance.shares import values
from scenes.pictures.class_distance.two_mistakes import Params

#: The losses, the numbers that these beats are about, with their name; the rows' letters.
LOSS, LETTER = em(70), em(92)
#: Of a row's height: where the middle of a loss stands, and of one under terms that it is the sum of.
MIDDLE, LOW = 0.5, 0.14
#: From a line down to the next, and where they are more than few; from a row’s middle up to a logarithm.
LINE, CLOSE, FEW, FRACTION = 63 * PX, 54 * PX, 3, 44 * PX
#: From a row's middle up to that of a sum's terms, few or many.
TERMS, MANY = 56 * PX, 77 * PX
#: From the middle of a loss up to that of the last term that it is the sum of, at least.
OVER_SUM = 66 * PX
#: How distances are written under their columns: in the first of these forms that fits.
DISTANCES = "d = {d}", "{d}"
#: Seconds in which what isn't needed any more goes.
LEAVING = 0.4

Forces = Callable[[np.ndarray], np.ndarray]


class TwoRows(Explainer):
    """Two predictions, A over B, whose mistakes are pulled on, or whose bars are dug up and carried."""

    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.near, self.far = params.predictions()
        self.y, self.d = params.target, params.distances
        self.places = places = Places(theme, layout, params.positions, params.names(), self.y, params.axis)
        self.hero = places.area
        #: each row's prediction, and the power of the distances that counts in forces that know them
        self.qs = Vector(self.near, "q"), Vector(self.far, "q")
        self.power, self.fill = ValueTracker(0.0), ValueTracker(FILL)
        #: a share of 1 is so many times as high as a force of 1 is long: cross-entropy's fit as they are
        self.scale = self._scale(params.plain, params.divided)
        self.forces: list[Forces] = [params.plain, params.plain]
        #: each row's force before, where its ghost is to stay
        self.before: list[float | None] = [None, None]
        rows = list(enumerate((self.near, self.far)))
        self.bars = [Bars(theme, places, row) for row, _ in rows]
        self.wrong, self.own, self.truths = zip(*(values(theme, places, row, q) for row, q in rows), strict=True)
        self.pulls = self._pulled()
        self.letters = [self._letter(name, row) for row, name in enumerate("AB")]
        #: the true class's share, as formulas write it
        self.share = f"prediction(q_{self.y + 1})"
        self.asked = self._beside(['loss(L) = loss("?")'] * 2)
        self.under: Part = places.names if places.names.rows else Part()
        #: distances of wrong classes, as far as they stand under the columns
        self.away: list[Part] = []
        self.heading: Part = Part()
        self.add(*self._rows(), *self.letters, places.names, *self.wrong, *self.own, *self.truths)
        self.follow(self._draw)

    def _height(self, row: int, share: float) -> float:
        return self.places.bases[row] + share * self.places.unit

    def _middle(self, row: int) -> float:
        return self._height(row, MIDDLE)

    def _letter(self, name: str, row: int) -> Label:
        return words(name, self.theme, LETTER).middle(self.layout.left + 0.3, self._middle(row))

    def _row_name(self, row: int, *lines: str) -> list[Label]:
        """Return formulas, one below the other, where the row's letter stands."""
        labels = [math(line, self.theme, TEXT) for line in lines]
        top = self._middle(row) + (len(lines) - 1) / 2 * LINE
        return [label.middle(self.layout.left, top - k * LINE, "left") for k, label in enumerate(labels)]

    def _beside(self, formulas: Sequence[str], size: float = LOSS, up: float = 0.0) -> list[Label]:
        """Return a formula for each row, at the right of its middle or so much above it."""
        labels = [math(formula, self.theme, size) for formula in formulas]
        return [label.middle(self.layout.right, self._middle(row) + up, "right") for row, label in enumerate(labels)]

    def _pulled(self) -> list[Pull]:
        """Return the forces on A's and on B's mistake."""
        rows = enumerate(zip((self.near, self.far), self.params.mistakes(), strict=True))
        return [Pull(self.theme, self.places, row, i, float(q[i])) for row, (q, i) in rows]

    def _draw(self) -> None:
        """Bars, and the forces in play on their mistakes."""
        rows = zip(self.qs, self.bars, self.pulls, self.forces, self.before, strict=True)
        for vector, bars, pull, forces, before in rows:
            q = vector.value
            bars.show(q, self.fill.get_value())
            pull.show(float(forces(q)[pull.column]), float(q[pull.column]), self.scale, before)

    def _scale(self, *losses: Forces) -> float:
        """Return by how much forces must be drawn smaller than shares, so that a row holds these losses’ pulls."""
        n, f = self.params.mistakes()
        # B grows confident: on its way a pull may be stronger than at either end
        growing = [self.far + share * (self.params.confident() - self.far) for share in np.linspace(0.0, 1.0, 11)]
        mistaken = (self.near, n), *((q, f) for q in growing)
        most = max(abs(float(loss(q)[i])) for loss in losses for q, i in mistaken)
        return next(s for s in (d * 10.0**p for p in range(5) for d in (1, 2, 5)) if s >= most / 1.02)

    def _numbers(self, decimals: int, most: float) -> list[Formula]:
        """Return for each row its loss, a live number with room for ``most``."""
        return [Formula(self.theme, f"loss(L) = @loss[loss:{most:.{decimals}f}]", LOSS) for _ in "AB"]

    def _put_numbers(self, numbers: list[Formula], values: list[float], height: float = MIDDLE) -> None:
        for row, (number, value) in enumerate(zip(numbers, values, strict=True)):
            number.middle(self.layout.right, self._height(row, height), "right", loss=value)

    def _listed(self, rows: Sequence[Sequence[str]], up: float = 0.0, pitch: float = LINE) -> list[Label]:
        """Return formulas at the right of each row, one below the other, their middle so far above the row's."""
        labels = []
        for row, formulas in enumerate(rows):
            top = self._middle(row) + up + (len(formulas) - 1) / 2 * pitch
            column = [math(formula, self.theme, TEXT) for formula in formulas]
            labels += [label.middle(self.layout.right, top - k * pitch, "right") for k, label in enumerate(column)]
        return labels

    def _terms(self) -> tuple[list[Label], float]:
        """Return what each row's EMD is the sum of, if that is printed and has room, and how high EMD stands then."""
        rows = self.params.terms()
        count = len(rows[0]) if rows else 0
        up, pitch = (MANY, CLOSE) if count > FEW else (TERMS, LINE)
        room = (MIDDLE - LOW) * self.places.unit + up - (count - 1) / 2 * pitch
        return (self._listed(rows, up, pitch), LOW) if rows and room > OVER_SUM else ([], MIDDLE)

    def _logs(self) -> list[Formula]:
        """Return for each row the logarithm that its loss is, its mass live, if what is printed comes to that."""
        if not self.params.log_decimals():
            return []
        logs, room = [], f"{max(self.params.works()):.{self.params.emd_decimals()}f}"
        for row, q in enumerate((self.near, self.far)):
            ratio = f"frac(@mass[muted:{room}], prediction({q[self.y]:.{decimals_of(q)}f}))"
            log = Formula(self.theme, f"log (1 + {ratio})", TEXT)
            logs.append(log.middle(self.layout.right, self._middle(row) + FRACTION, "right"))
        return logs

    def _named(self, formula: str) -> list[Animation]:
        """Put the loss in play into the title strip; return its arrival."""
        y = self.layout.title_baseline - 4 * PX  # room for parentheses
        self.heading = Formula(self.theme, formula, TEXT).put(self.layout.right, y, "right")
        return self.arriving(self.heading)

    def _leave(self, *parts: Part, also: Sequence[Animation] = ()) -> None:
        """Take parts and the heading away, while trackers move."""
        gone = [*parts, self.heading]
        self.play(Presence(gone, 0.0, LEAVING, rate=early), *also)
        self.remove(*gone)

    def _distances(self) -> Part:
        """Return the classes' distances, to stand where their names stood."""

        def label(i: int, form: str) -> Label:
            body = form.format(d=f"{self.d[i]:.4g}")
            return math(f"truth({body})" if i == self.y else body, self.theme, self.places.size)

        rows = [[label(i, form) for i in range(len(self.d))] for form in DISTANCES]
        self.under = self.places.under(rows, first=self.y)
        self.away = [part for part in self.under if not any(part is row[self.y] for row in rows)]
        return self.under

    def _moving(self, *goals: tuple[ValueTracker, float]) -> list[Animation]:
        return [tracker.animate(run_time=LEAVING).set_value(value) for tracker, value in goals]

    def _marks(self, names: Sequence[str]) -> list[EmdMark]:
        """Return each row's EMD as a mark clear of its pull; both are named, alike if they can be, or neither is."""
        for pull, emd in zip(self.pulls, self.params.works(), strict=True):
            pull.keep_off(self.places.at(pull.column, emd))
        self.refresh()
        rows = list(zip(names, (self.near, self.far), self.pulls, self.params.works(), strict=True))
        for spots in (*((spot,) for spot in SPOTS), SPOTS):
            marks = [EmdMark(self.theme, self.places, emd, name, q, pull, spots) for name, q, pull, emd in rows]
            if all(mark.label for mark in marks):
                return marks
        return [EmdMark(self.theme, self.places, emd, None, q, pull) for _, q, pull, emd in rows]

    def _noted(self) -> list[Label]:
        """Say between the rows how much smaller than shares the forces are drawn, if they are."""
        if self.scale == 1:
            return []
        note = words(f"pulls drawn 1 : {self.scale:g}", self.theme, TICK, "muted")
        middle = (self.places.bases[0] + self.places.bases[1] + self.places.unit) / 2
        return [note.middle(self.layout.right, middle, "right")]

    def _rows(self) -> list[Part]:
        return [*self.bars, *(row.frame for row in self.bars)]
