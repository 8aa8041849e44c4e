"""Two ways to lower a loss: logits as markers on a line, with the unit bar that comes of them."""

import numpy as np

import mathcore as mc
from scenes.kit.arrows import rounded
from scenes.kit.axis import plain
from scenes.kit.layout import Box, Layout
from scenes.kit.names import class_names
from scenes.kit.shapes import Backing, Part, Shape
from scenes.kit.share_bar import ShareBar
from scenes.kit.sizes import PX, TEXT, TICK, label_size
from scenes.kit.text import Label, Readout, math, words
from scenes.kit.theme import Theme
from scenes.kit.typeset import straight
from scenes.kit.words import indexed
from scenes.pictures.logits_to_loss.params import LEVER, Params

#: Half a marker's height, a nameless marker's radius, and how far above the line the true class's marker rides.
HALF, DOT, LANE = 36 * PX, 15 * PX, 104 * PX
#: Scene units for a logit of 1 at most.
WIDEST = 380 * PX
#: Least distance of two ticks, and of two that have numbers; from the line down to those, clear of the markers, and up
#: to the name of what is done to it.
TICKS, NUMBERED, UNDER, OVER = 40 * PX, 90 * PX, 74 * PX, 76 * PX
#: From the line down to the end of the stem on which the true class's marker stands: not below a marker at its place.
MARK = 12 * PX
#: How much higher than digits a letter with an index stands, to hang in the middle with it.
LIFT = 9 * PX
#: Room beside the markers and at the line's ends; from a bar to its ends' numbers, from those to its loss,
#: and from "L =" to that.
ROOM, BESIDE, LOSS, NUMBER = 24 * PX, 16 * PX, 32 * PX, 14 * PX


class Marker(Part):
    """A class on the line of logits: its name in a pill, or a mere dot where its neighbours are too near."""

    def __init__(self, theme: Theme, name: Label, rim: str, named: bool, lift: float):
        super().__init__()
        self.name, self.named, self.lift = name, named, lift
        self.high = HALF if named else DOT
        self.half = max(HALF, name.advance / 2 + 14 * PX) if named else DOT
        self.ground = Backing(theme.tint("logit", 0.26))
        self.rim = Shape(theme.color(rim), 0.0, stroke=4.0)
        self.add(self.ground, self.rim, *([name] if named else []))

    def show(self, x: float, y: float) -> "Marker":
        """Stand at a point."""
        outline = rounded(Box(x - self.half, y - self.high, x + self.half, y + self.high), self.high - 1e-6)
        self.ground.outline(outline)
        self.rim.outline(outline)
        if self.named:
            self.name.middle(x, y + self.lift)
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
    """

    def __init__(self, theme: Theme, layout: Layout, params: Params, bar: ShareBar, y: float):
        super().__init__()
        self.theme, self.layout, self.params, self.bar = theme, layout, params, bar
        self.y, self.truth = layout.pixels(0, 0, 0, y).bottom, params.target
        self.lane = [self.y + (LANE if i == params.target else 0.0) for i in range(len(params.logits))]
        names = class_names(params.labels, len(params.logits), "z", theme, label_size(len(params.logits)), "ink")
        reach = max(HALF, max(name.advance for name in names) / 2 + 14 * PX) + 20 * PX
        low, high = min(params.logits) - LEVER, max(*params.logits, params.logits[self.truth] + LEVER)
        left, right = layout.left + reach, layout.right - 60 * PX - reach
        #: what goes with the true class's marker, at its right, where there is room for it wherever that goes
        self.true = words("true class", theme, TEXT, "truth")
        highest = params.logits[self.truth] + LEVER
        end = layout.right - self.true.advance - ROOM - max(HALF, names[self.truth].advance / 2 + 14 * PX)
        self.unit = min(WIDEST, (right - left) / (high - low), (end - left) / (highest - low))
        self.zero = min((left + right) / 2 - (low + high) / 2 * self.unit, end - highest * self.unit)
        #: from the line, where the true class's logit is, up to its marker, behind a marker that stands there
        self.mark = Shape(theme.color("truth"), 0.0, stroke=7.0)
        self.line = Part(*self._axis(layout, low, high), self.mark)
        self.markers = self._markers(names)
        #: the markers without their names
        self.pills = [part for marker in self.markers for part in (marker.ground, marker.rim)]
        #: a class with the true one's logit, as long as it has: "z_2 =" before that one's marker, which stands over its
        self.equals = self._equals()
        self.marked = Part(*self.markers, self.true, *self.equals.values())
        self.number, self.loss = Readout(theme, TEXT, "loss", 3), math("loss(L) =", theme, TEXT)
        #: the bar's ends, and the loss of its shares
        self.ends = [words(end, theme, TEXT, "prediction") for end in "01"]
        self.cost = Part(self.number, self.loss, *self.ends)
        #: from the bar's end to where what the loss is begins, and how far that reaches
        self.start = BESIDE + self.ends[1].advance + LOSS + self.loss.advance + NUMBER
        self.reach = self.start + self.number.width(self.number.format(params.loss))
        self.add(self.line, self.marked, self.cost)
        self.show(params.z)

    def _axis(self, layout: Layout, low: float, high: float) -> list[Part | Shape]:
        """Return the line, its ticks, their numbers where these have room, and its name."""
        theme, left, right = self.theme, layout.left, layout.right - 50 * PX
        axis = Shape(theme.color("line"), 0.0, stroke=4.0).path([(left, self.y), (right, self.y)])
        step = next(step for step in (1, 2, 5, 10, 20, 50) if step * self.unit > TICKS or step == 50)
        ticks = np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step
        ticks = ticks[(self.at(ticks) > left + ROOM) & (self.at(ticks) < right - ROOM)]
        marks = Shape(theme.color("line"), 0.0, stroke=3.0)
        ends = [np.column_stack([self.at(ticks), np.full(len(ticks), self.y + up * 10 * PX)]) for up in (-1, 1)]
        marks.points = straight(*ends)
        size = min(TICK, label_size(len(self.params.logits)))
        found: list[Part | Shape] = [axis, marks, math("logit(z)", theme, TEXT).middle(layout.right, self.y, "right")]
        numbered = ticks if step * self.unit > NUMBERED else ()
        return found + [words(plain(z), theme, size, "muted").put(self.at(z), self.y - UNDER) for z in numbered]

    def _markers(self, names: list[Label]) -> list[Marker]:
        """Return the markers, where they stand first; wrong ones that would touch are nameless."""
        found = []
        for i, name in enumerate(names):
            half = max(HALF, name.advance / 2 + 14 * PX)
            others = [
                abs(z - self.params.logits[i]) for j, z in enumerate(self.params.logits) if j not in (i, self.truth)
            ]
            named = i == self.truth or min(others, default=np.inf) * self.unit > 2 * half + 16 * PX
            rim = "truth" if i == self.truth else "logit"
            lift = 0.0 if self.params.labels else LIFT
            found.append(Marker(self.theme, name, rim, named, lift).show(self.at(self.params.logits[i]), self.lane[i]))
        return found

    def _equals(self) -> dict[int, Label]:
        """Return what is written of the class, if there is one, that hides where the true one's stem ends."""
        params, true = self.params, self.markers[self.truth]
        found = {
            i: math(f"logit({indexed('z', i, params.labels)}) =", self.theme, TEXT)
            for i, marker in enumerate(self.markers)
            if i != self.truth and marker.named and params.logits[i] == params.logits[self.truth]
        }
        room = self.at(params.logits[self.truth]) - true.half - 2 * ROOM - self.layout.left
        return {i: label for i, label in found.items() if label.advance < room}

    def at(self, z):
        """Return where logits lie; any shape."""
        return self.zero + z * self.unit

    def show(self, z: np.ndarray) -> "Lever":
        """Draw the logits ``z``, shape (K,), their shares and their loss."""
        for i, marker in enumerate(self.markers):
            marker.show(self.at(z[i]), self.lane[i])
        x = self.at(z[self.truth])
        self.true.middle(x + self.markers[self.truth].half + ROOM, self.y + LANE, "left")
        for i, label in self.equals.items():
            label.middle(x - self.markers[self.truth].half - ROOM, self.y + LANE, "right")
            parted = abs(float(self.at(z[i])) - x)
            label.set_presence(self.true.leaves[0].presence * float(np.interp(parted, (0.0, HALF), (1.0, 0.0))))
        self.mark.path([(x, self.y - MARK), (x, self.y + LANE - HALF)])
        self.bar.show(mc.softmax(z))
        box = self.bar.box
        zero, one = self.ends
        zero.middle(box.left - BESIDE, box.y, "right")
        one.middle(box.right + BESIDE, box.y, "left")
        self.loss.middle(box.right + self.start - NUMBER, box.y, "right")
        self.number.middle(float(mc.loss(z, self.truth)), box.right + self.start, box.y, "left")
        return self

    def called(self, body: str) -> Label:
        """Return what is done to this row, over the markers, on that side of the true class's where there is room."""
        first, last = (float(self.at(self.params.logits[self.truth] + way)) for way in (0.0, LEVER))
        right = self.layout.right - last - self.true.advance > first - self.layout.left
        label = math(body, self.theme, TEXT)
        return label.middle(
            self.layout.right if right else self.layout.left, self.y + OVER, "right" if right else "left"
        )


def between(old: Box, new: Box, share: float) -> Box:
    """Return the box that has come so far from one to the other."""
    pairs = zip((old.left, old.bottom, old.right, old.top), (new.left, new.bottom, new.right, new.top), strict=True)
    return Box(*(start + share * (end - start) for start, end in pairs))
