"""Two ways to lower a loss: logits as markers on a line, with the unit bar that comes of them."""

import numpy as np

import mathcore as mc
from scenes.kit.arrows import rounded
from scenes.kit.formula import Formula
from scenes.kit.layout import Box, Layout
from scenes.kit.marks import Ghost
from scenes.kit.names import class_names
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.share_bar import ShareBar
from scenes.kit.sizes import HERO, PX, TEXT, label_size
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight
from scenes.pictures.logits_to_loss.params import LEVER, Params

#: Half a marker's height, a nameless marker's radius, and how far above the line the true class's marker rides.
HALF, DOT, LANE = 36 * PX, 15 * PX, 80 * PX
#: Scene units for a logit of 1 at most.
WIDEST = 296 * PX
#: Least distance of two ticks.
TICKS = 40 * PX
#: From the markers to the arrows, and from those to their numbers.
ASIDE, NUMBER = 18 * PX, 14 * PX


class Marker(Part):
    """A class on the line of logits: its name in a pill, or a mere dot where its neighbours are too near."""

    def __init__(self, theme: Theme, name: Label, role: str, named: bool):
        super().__init__()
        self.name, self.named = name, named
        self.half = max(HALF, name.advance / 2 + 14 * PX) if named else DOT
        self.ground = Backing(theme.tint(role, 0.26))
        self.rim = Shape(theme.color(role), 0.0, stroke=4.0)
        self.add(self.ground, self.rim, *([name] if named else []))

    def show(self, x: float, y: float) -> "Marker":
        """Stand at a point."""
        high = HALF if self.named else DOT
        outline = rounded(Box(x - self.half, y - high, x + self.half, y + high), high - 1e-6)
        self.ground.outline(outline)
        self.rim.outline(outline)
        if self.named:
            self.name.middle(x, y)
        return self

    def trace(self, shape: Shape) -> Shape:
        """Draw the marker's outline, dashed, as it stands now."""
        corners = self.rim.points[::4]
        shape.points = straight(corners[::2], corners[1::2])
        return shape


class Lever(Part):
    """A line with the logits on it, the true one's marker riding above, and a unit bar that shows their shares.

    Parameters
    ----------
    bar : the unit bar, placed by the scene.
    y : where the line lies, in pixels of a 1080p frame from the top.
    upward : whether the true logit is the one that moves; else all others are.
    titled : where the title ends: under it there is no room for the true one's step over its arrow.
    """

    def __init__(
        self,
        theme: Theme,
        layout: Layout,
        params: Params,
        bar: ShareBar,
        y: float,
        *,
        upward: bool,
        titled: float,
    ):
        super().__init__()
        self.titled = titled
        self.theme, self.params, self.bar = theme, params, bar
        self.y, self.truth = layout.pixels(0, 0, 0, y).bottom, params.target
        self.moving = [params.target] if upward else params.order[1:]
        self.lane = {i: self.y + (LANE if i == params.target else 0.0) for i in range(len(params.logits))}
        names = class_names(params.labels, len(params.logits), "z", theme, label_size(len(params.logits)), "ink")
        reach = max(HALF, max(name.advance for name in names) / 2 + 14 * PX) + 20 * PX
        low, high = min(params.logits) - LEVER, max(*params.logits, params.logits[self.truth] + LEVER)
        left, right = layout.left + reach, layout.right - 60 * PX - reach
        self.unit = min(WIDEST, (right - left) / (high - low))
        self.zero = (left + right) / 2 - (low + high) / 2 * self.unit
        axis = Shape(theme.color("line"), 0.0, stroke=4.0).path(
            [(layout.left, self.y), (layout.right - 50 * PX, self.y)]
        )
        step = next(step for step in (1, 2, 5, 10, 20, 50) if step * self.unit > TICKS or step == 50)
        ticks = self.zero + np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step * self.unit
        ticks = ticks[(ticks > layout.left) & (ticks < layout.right - 60 * PX)]
        marks = Shape(theme.color("line"), 0.0, stroke=3.0)
        marks.points = straight(
            np.column_stack([ticks, np.full(len(ticks), self.y - 10 * PX)]),
            np.column_stack([ticks, np.full(len(ticks), self.y + 10 * PX)]),
        )
        name = math("logit(z)", theme, TEXT).middle(layout.right, self.y, "right")
        self.stem = Shape(theme.color("truth"), 0.0, stroke=4.0)
        self.markers = self._markers(names)
        #: the markers without their names
        self.pills = [part for marker in self.markers for part in (marker.ground, marker.rim)]
        self.line, self.marked = Part(axis, marks, name, self.stem), Part(*self.markers)
        self.number, self.loss = Readout(theme, TEXT, "loss", 3), math("loss(L)", theme, TEXT)
        self.ghosts = [self.markers[i].trace(Shape(theme.color("muted"), 0.0, stroke=2.5)) for i in self.moving]
        self.arrows = {i: Shape(theme.color("truth" if upward else "logit")) for i in self._apart()}
        sign = "+" if upward else "\N{MINUS SIGN}"
        self.steps = {i: words(f"{sign}{LEVER:g}", theme, TEXT) for i in self.arrows}
        self.before = Ghost(theme, "ink")
        fits = self.unit > 90 * PX
        self.was = Part(*self.ghosts, *self.arrows.values(), *(self.steps.values() if fits else []), self.before)
        self.add(self.line, self.was, self.marked, self.number)
        self.show(params.z)

    def _markers(self, names: list[Label]) -> list[Marker]:
        """Return the markers, where they stand first; wrong ones that would touch are nameless."""
        found = []
        for i, name in enumerate(names):
            half = max(HALF, name.advance / 2 + 14 * PX)
            others = [
                abs(z - self.params.logits[i]) for j, z in enumerate(self.params.logits) if j not in (i, self.truth)
            ]
            named = i == self.truth or min(others, default=np.inf) * self.unit > 2 * half + 16 * PX
            role = "truth" if i == self.truth else "logit"
            found.append(Marker(self.theme, name, role, named).show(self.at(self.params.logits[i]), self.lane[i]))
        return found

    def _apart(self) -> list[int]:
        """Return the moving classes whose arrows don't run into each other."""
        kept: list[int] = []
        for i in sorted(self.moving, key=lambda i: self.params.logits[i]):
            if not kept or self.params.logits[i] - self.params.logits[kept[-1]] > LEVER:
                kept.append(i)
        return kept

    def at(self, z: float) -> float:
        """Return where a logit lies."""
        return self.zero + z * self.unit

    def show(self, z: np.ndarray) -> "Lever":
        """Draw the logits ``z``, shape (K,), their shares and their loss."""
        q = mc.softmax(z)
        for i, marker in enumerate(self.markers):
            marker.show(self.at(z[i]), self.lane[i])
        x = self.at(z[self.truth])
        self.stem.path([(x, self.y - 8 * PX), (x, self.lane[self.truth] - HALF)])
        self.bar.show(q)
        box = self.bar.box
        self.number.middle(float(mc.loss(z, self.truth)), box.right + 18 * PX, box.y, "left")
        self.loss.put(box.right + 18 * PX + self.number.width(self.number.text) / 2, box.top + 2 * PX)
        side = 1 if self.moving == [self.truth] else -1
        for i, arrow in self.arrows.items():
            start, end = self.at(self.params.logits[i]), self.at(z[i])
            y = self.lane[i] + side * (HALF + ASIDE)
            arrow.outline(_arrow(start, end, y))
            low = y + side * (NUMBER + 8 * PX) - (32 * PX if side < 0 else 0.0)
            tip = self.at(self.params.logits[i] + side * LEVER)
            step, middle = self.steps[i], (start + tip) / 2
            if side > 0 and middle - step.advance / 2 < self.titled:
                step.middle(tip + NUMBER, y, "left")
            else:
                step.put(middle, low)
        before = box.left + self.params.share * box.width
        self.before.between((before, box.bottom), (before, box.top))
        return self


def _arrow(start: float, end: float, y: float) -> list[tuple[float, float]]:
    """Return the corners of a level arrow from ``start`` to ``end``; a short one is a head alone."""
    way = 1.0 if end >= start else -1.0
    head = min(30 * PX, abs(end - start))
    neck, shaft, half = end - way * head, 4.5 * PX, 15 * PX * head / (30 * PX)
    return [
        (start, y - shaft),
        (neck, y - shaft),
        (neck, y - half),
        (end, y),
        (neck, y + half),
        (neck, y + shaft),
        (start, y + shaft),
    ]


class Verdict(Part):
    """What both levers come to: one loss, and a line through both bars where the true class's share ends.

    The formula is smaller where it would reach past the bars, and left out where it would even so.
    """

    def __init__(self, theme: Theme, layout: Layout, params: Params, share: str, upper: Box, lower: Box):
        super().__init__()
        q = float(mc.softmax(params.raised)[params.target])
        loss = float(mc.loss(params.raised, params.target))
        body = f"@L{{loss(L)}} = - log {share} = @l[loss:0.000]"
        x, out = upper.left + q * upper.width, 14 * PX
        self.line = Shape(theme.color("ink"), 0.0, stroke=5.0).path([(x, upper.top + out), (x, lower.bottom - out)])
        self.add(self.line)
        out = 2 * out
        # right of the bars stands the lower one's L
        left, right = layout.left, upper.right + out
        for size in (HERO, TEXT):
            formula = Formula(theme, body, size).show(l=loss)
            half = formula.advance / 2
            before = min((upper.left + x) / 2, x - half - out)
            after = max((x + upper.right) / 2, x + half + out)
            fits = before - half >= left, after + half <= right
            if any(fits):
                middle = before if fits[0] and (q > 0.5 or not fits[1]) else after
                self.add(formula.middle(middle, (upper.bottom + lower.top) / 2))
                break
