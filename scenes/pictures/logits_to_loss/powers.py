"""Logits as signed bars, their powers of e beside them, and how these slide into a staircase and fall into one bar."""

import numpy as np

from scenes.kit.axis import plain
from scenes.kit.layout import Layout
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT, TICK, UNITS_PER_SIZE, label_size
from scenes.kit.text import Readout, Written, math, words
from scenes.kit.theme import Theme
from scenes.kit.tiles import edges
from scenes.kit.words import indexed
from scenes.pictures.logits_to_loss.magnitude import Magnitude
from scenes.pictures.logits_to_loss.params import Params
from scenes.pictures.logits_to_loss.plan import SPACE, Plan

#: How large an exponent is, and how high it stands, in ems of its base.
SMALLER, RAISED = 0.75, 0.4
#: Fill of a bar of a power, and of a logit, which is hardly more than its outline.
FILL, FAINT = 0.36, 0.08
#: So many powers have their numbers written beside them, if there are more classes than that.
WRITTEN = 4
#: Up to so many classes there is room in the true class's row to say that it is; from the name down to that.
HEADED, UNDER = 5, 70 * PX
#: Scene units of a logit or power of 1 from which on a ruler of 1 stands under the axes.
RULED = 60 * PX
#: A bar that is slimmer holds no power, whose exponent stands out above; nor is there room for two one over the other.
DEEP = 68 * PX


class Power(Written):
    """e to an exponent and what comes of it, both live: e^2.5 = 12.182."""

    def __init__(self, theme: Theme, size: float, decimals: int):
        super().__init__()
        self.base, self.equal = math("e", theme, size), math("=", theme, size)
        self.exponent = Readout(theme, SMALLER * size, "logit", 2)
        self.value = Magnitude(theme, size, "ink", decimals)
        self.body, self.size = "e^z", size
        self.add(self.base, self.exponent, self.equal, self.value)

    def width(self, exponent: float, value: float) -> float:
        """Return how wide it comes out."""
        parts = self.exponent.width(self.exponent.format(exponent)), self.value.width(self.value.format(value))
        return self.base.advance + self.equal.advance + sum(parts) + 2 * SPACE

    def middle(self, exponent: float, x: float, y: float, running: bool = False) -> "Power":
        """Write it from ``x`` on, ``y`` the middle of the digits.

        While the exponent is ``running``, the value is that of the exponent as it is read.
        """
        value = float(np.exp(round(exponent, self.exponent.decimals) if running else exponent))
        em = self.size * UNITS_PER_SIZE
        self.base.middle(x, y, "left")
        x += self.base.advance + 0.03 * em
        self.exponent.middle(exponent, x, y + RAISED * em, "left")
        x += self.exponent.width(self.exponent.text) + SPACE
        self.equal.middle(x, y, "left")
        self.value.middle(value, x + self.equal.advance + SPACE, y, "left")
        return self


class Powers(Part):
    """Bars of logits at the left, bars of their powers at the right; then the staircase, then one whole."""

    def __init__(self, theme: Theme, layout: Layout, params: Params):
        super().__init__()
        self.theme, self.params, self.order = theme, params, params.order
        count = len(self.order)
        size = label_size(count)
        roles = ["truth" if i == params.target else "logit" for i in range(count)]
        called = [indexed("z", i, params.labels) for i in range(count)]
        names = [math(f"logit({z}) = logit({params.exponent(i)})", theme, size) for i, z in enumerate(called)]
        true = words("true class", theme, TEXT, "truth")
        # With more classes the row is too slim.
        heads = [true] if count <= HEADED else []
        self.powers = [Power(theme, size, params.places) for _ in range(count)]
        widest = max(
            power.width(c * z, float(np.exp(c * z)))
            for power in self.powers[:1]
            for z in params.logits
            for c in (0.0, 0.3, 0.6, 1.0)
        )
        self.plan = Plan.of(layout, params, max(text.advance for text in [*names, *heads]), widest)
        plan = self.plan
        #: scene units of a power of 1 once the bars fill the whole, and until then
        self.full, self.unit = plan.whole.width / params.total, plan.unit
        reach = plan.rows[0] + plan.thick / 2 + 24 * PX, plan.rows[-1] - plan.thick / 2 - 24 * PX
        self.axes = [
            Shape(theme.color("line"), 0.0, stroke=3.0).path([(x, reach[0]), (x, reach[1])])
            for x in (plan.zero, plan.axis)
        ]
        self.logits, self.bars = (
            [Shape(theme.tint("logit", fill)).set_stroke(theme.color(role), 3.5) for role in roles]
            for fill in (FAINT, FILL)
        )
        #: from each stair's end down; at the end of the last one the whole ends
        self.drops = [Shape(theme.color("line"), 0.0, stroke=2.5) for _ in range(count - 1)]
        for k, i in enumerate(self.order):
            y = plan.rows[k]
            self.logits[i].box(plan.zero, y - plan.thick / 2, params.logits[i] * plan.step, plan.thick)
            names[i].middle(plan.names, y, "left")
        true.middle(plan.names, plan.rows[0] - UNDER, "left")
        rulers = self._rulers(reach[1], layout)
        #: what goes when the bars slide
        self.signed = Part(*self.axes, *self.logits, *names, *heads, *rulers)
        #: what comes of the logits
        self.raised = Part(self.axes[1], *self.bars, *self.powers, *rulers[1:])
        #: where the powers' numbers begin at the stairs
        self.places = self._places()
        #: those left of their bars, where what falls from the stairs before passes
        self.struck = [i for i in self.places if self.places[i] < self._ends()[self.order.index(i)]]
        self.add(self.signed, *self.bars, *self.powers)

    def _rulers(self, top: float, layout: Layout) -> list[Part]:
        """Return a ruler of 1 under each axis, if there is room and 1 is long enough; where most logits are, of −1."""
        plan, z, found = self.plan, self.params.z, []
        way = 1 if z.max() >= -z.min() else -1
        fits = layout.left + 30 * PX < plan.zero + way * plan.step < plan.axis - RULED
        if not fits or min(plan.step, self.unit) < RULED or top - 50 * PX < layout.bottom - 30 * PX:
            return []
        for start, one, step in (plan.zero, way, way * plan.step), (plan.axis, 1, self.unit):
            line = Shape(self.theme.color("line"), 0.0, stroke=3.0)
            line.path([(start, top), (start + step, top), (start + step, top + 14 * PX)])
            ends = [words(plain(value), self.theme, TICK, "muted") for value in (0, one)]
            for end, x in zip(ends, (start, start + step), strict=True):
                end.put(min(x, layout.right - end.advance / 2), top - 44 * PX)
            found.append(Part(line, *ends))
        return found

    def show(self, scale: float, slid: float) -> "Powers":
        """Draw the powers e^(c z) at scale c, ``slid`` from their axis, 0, to the staircase, 1."""
        plan, powers = self.plan, np.exp(scale * self.params.z)
        unit = self.unit + slid * (self.full - self.unit)
        starts = edges(plan.whole.left, unit, powers[self.order])
        for k, i in enumerate(self.order):
            left = plan.axis + slid * (starts[k] - plan.axis)
            y = plan.rows[k] + slid * (plan.stairs[k] - plan.rows[k])
            thick = plan.thick + slid * (plan.slim - plan.thick)
            self.bars[i].box(float(left), y - thick / 2, float(powers[i] * unit), thick)
            z = scale * self.params.logits[i]
            power, wide = self.powers[i], self.powers[i].width(z, float(np.exp(z)))
            x = plan.numbers - wide
            x += slid * (self.places.get(i, x) - x)
            power.middle(z, x, y, running=scale < 1)
            if i in self.places and 0 < slid < 1:  # it rides with its bar, and fades where an edge would strike it
                ends = float(left), float(left + powers[i] * unit)
                power.set_presence(clamp(min(max(x - end, end - x - wide) for end in ends) / (0.9 * SPACE), 0.0, 1.0))
        return self

    def _ends(self) -> np.ndarray:
        """Return where the stairs begin, and where the last one ends."""
        return edges(self.plan.whole.left, self.full, np.exp(self.params.z)[self.order])

    def _places(self) -> dict[int, float]:
        """Return where powers begin at the stairs, in the bars or beside them, of those that have room there."""
        plan, found = self.plan, {}
        ends = self._ends()
        largest = sorted(range(len(self.order)), key=lambda i: -self.params.logits[i])[:WRITTEN]
        placed: list[tuple[float, float, float]] = []
        for k, i in enumerate(self.order):
            if len(self.order) > WRITTEN + 2 and i not in (*largest, self.params.target):
                continue
            power, z, y = self.powers[i], self.params.logits[i], plan.stairs[k]
            width = power.width(z, float(np.exp(z)))
            inside = ends[k + 1] - ends[k] > width + 2 * SPACE and plan.slim > DEEP
            left = (ends[k] + ends[k + 1] - width) / 2 if inside else ends[k + 1] + SPACE
            if left + width > plan.whole.right and not inside:
                left = ends[k] - SPACE - width
                # The drops of the stairs before pass there.
                if left < plan.whole.left or any(left - SPACE < end < left + width + SPACE for end in ends[:k]):
                    continue
            if any(abs(y - up) < DEEP and left < end and start < left + width for start, end, up in placed):
                continue
            placed.append((float(left), float(left + width), y))
            found[i] = float(left)
        return found

    def drop(self, down: float, falling: list[Shape]) -> None:
        """Draw the shares that fall from the stairs, 0, into the whole, 1, and the lines along which they fall."""
        plan = self.plan
        ends = self._ends()
        for k, i in enumerate(self.order):
            start, end = float(ends[k]), float(ends[k + 1])
            y = plan.stairs[k] + down * (plan.whole.y - plan.stairs[k])
            thick = plan.slim + down * (plan.whole.height - plan.slim)
            falling[i].box(start, y - thick / 2, end - start, thick)
        for drop, end, stair in zip(self.drops, ends[1:], plan.stairs, strict=False):
            drop.dashes((end, stair - plan.slim / 2), (end, plan.whole.top), 0.06, 0.06)
