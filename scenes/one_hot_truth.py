"""Scene 2: a one-hot truth leaves one term of the cross-entropy, and one number that counts."""

from collections.abc import Callable

import numpy as np

import mathcore as mc
from scenes.kit.beats import SweepInput
from scenes.kit.explainer import Explainer, Input, Vector, beat, sweep
from scenes.kit.marks import Bracket
from scenes.kit.motion import Presence, early, late
from scenes.kit.names import class_names
from scenes.kit.numbers import largest_remainder
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import Pointer, ShareBar
from scenes.kit.sizes import HERO, PX, TEXT, label_size
from scenes.kit.text import Label, math
from scenes.kit.tiles import Roofs, Tiles
from scenes.kit.words import indexed
from scenes.pictures.one_hot_truth.descent import Decades, Falling, PointedCurve, ruled
from scenes.pictures.one_hot_truth.measures import FILL, Measures
from scenes.pictures.one_hot_truth.params import Params, decimals_of, slot
from scenes.pictures.one_hot_truth.picture import AreaSum, Strip, hide_slivers
from scenes.pictures.one_hot_truth.wrong_bins import Before, Shares, called, cost, heads

#: Room over the highest loss.
OVER = 1.06
#: From the bar to its name; least room over what stands on the roofs, for their name.
NAME, ABOVE = 30 * PX, 40 * PX
#: Where the sweep begins, and its step.
LEAST_SWEPT = 0.005


class OneHotTruth(Explainer):
    """With all truth in one bin, one tile is left of the cross-entropy: the loss is −log q of the true bin."""

    title = "When the truth is one-hot"
    question = "What is left when one answer is right?"
    Params = Params

    def prepare(self) -> None:
        theme, layout, params = self.theme, self.layout, self.params
        self.y, count = params.target, len(params.q)
        self.p, self.rest_of_q = Vector(params.soft, "p"), Vector(params.wrong)
        self.share = Input(params.share, f"q_{self.y + 1}")
        #: whether the curve is drawn, for the checks in tests/scenes
        self.curving = False
        #: nats that the ruler shows: one scale from the first tile to the deepest fall
        costs = mc.surprisal([params.share / 100, LEAST_SWEPT, *params.start[params.start > 0]])
        self.reach = OVER * float(costs.max())
        box, self.top = layout.pixels(176, 696, 1676, 780), layout.pixels(0, 0, 0, 288).bottom
        self.line, self.hero = layout.pixels(0, 0, 0, 196).bottom, layout.pixels(176, 288, 1676, 780)
        self.nat = (self.top - box.top) / self.reach
        self.strip = Strip(theme, box, layout.right, params.soft, params.labels)
        self.names = self._names()
        self.bar = ShareBar(theme, box, self.y, self.names)
        self.bar_name = math("prediction(q)", theme, TEXT).middle(box.left - NAME, box.y - 4 * PX, "right")
        self.bar.add(self.bar_name)
        self.tiles = Tiles(theme, "loss", count, box.left, box.top, box.width, self.nat, fill=FILL, stroke=3.5)
        self.roofs = Roofs(theme, self.tiles)
        #: what the true bin's q is called in a formula
        self.true = f"prediction({indexed('q', self.y, params.labels)})"
        self.curve = PointedCurve(theme, self.bar, self.top, self.reach, self.true)
        written = params.printed(params.share)
        self.measures = Measures(theme, self.tiles, params.soft, params.start, self.true, written, self.y)
        self.measures.worked.set_presence(0.0)
        if self.measures.line + ABOVE < self.top:
            self.measures.add(ruled(theme, "prediction(q)", box.left, self.top))
        wide = layout.right - layout.left
        self.sum = AreaSum(theme, params.soft, self.y, wide, self.measures.heights.max(), params.deepest)
        #: where the sum begins, and what becomes of it
        self.left = min(box.left, layout.right - self.sum.formula.advance)
        self.sum.formula.put(self.left, self.line, "left")
        self.add(self.curve.ruler, self.tiles, self.roofs, self.measures, self.strip, self.sum)
        self.follow(self._draw_tiles)

    def _names(self) -> list[Label]:
        """Return the bins' names in the bar, the true one's in what stands out from its lit piece."""
        labels, count, size = self.params.labels, len(self.params.q), label_size(len(self.params.q))
        lit, names = (class_names(labels, count, "q", self.theme, size, role) for role in ("paper", "ink"))
        names[self.y] = lit[self.y]
        return names

    @property
    def loss(self) -> float:
        """The loss of the frame's true share, in nats."""
        return float(mc.surprisal(self.share.get_value()))

    @property
    def shares(self) -> np.ndarray:
        """The frame's q, shape (K,)."""
        return self.params.predicted(self.rest_of_q.value, self.share.get_value())

    def _draw_tiles(self) -> None:
        """The tiles over p, and p itself; areas are those of p as printed, rounded so that they add up to the loss."""
        p, heights = self.p.value, self.measures.heights
        self.tiles.show(p, heights)
        self.roofs.show(p, heights)
        hide_slivers((self.tiles.tiles, self.roofs.lines, self.strip.bodies), p * self.tiles.unit)
        printed = self.params.rounded(p)
        areas = largest_remainder(printed * heights, 3)
        self.strip.show(p, printed)
        self.measures.show(p, areas)
        self.sum.show(areas)

    @beat(
        "The loss L is an area: tiles p wide and −log q high.",
        alt="Tiles stand on p’s strip, each p wide and −log q high; their areas add up to the loss.",
    )
    def tiles_add_up(self) -> None:
        self.play(Presence([self.measures.worked], 1.0, 0.6))

    @beat(
        Params.drains,
        then="One-hot p leaves one tile, 1 wide: its height is the loss L.",
        alt="All of p lies in one bin; one tile is left, 1 wide and −log q high; the sum has one term.",
    )
    def all_mass_on_one_bin(self) -> None:
        self.move(*self.p.to(self.params.sure), run_time=2.6)
        self._make_curve()
        self.add(self.equation.set_presence(0.0))
        self.play(*self.sum.giving_way(self.equation))
        self.remove(self.sum)
        self.equation.set_presence(1.0)
        low, high, right = self.tiles.ground, self.tiles.ground + self.loss * self.nat, self.bar.box.right
        bracket = Bracket(self.theme, "ink", 14 * PX).along(low + 5 * PX, high - 5 * PX, right + 12 * PX)
        level = max((low + high) / 2, low + 28 * PX)
        name = math("loss(L)", self.theme, HERO).middle(right + 44 * PX, level, "left")
        self.height = Part(bracket, name)
        self.appear(self.height)

    def _draw_curve(self) -> None:
        """The unit bar with the true bin first, and the loss over it."""
        self.bar.show(self.shares)
        self.curve.show(self.share.get_value(), self.reach)
        self.pointer.show(self.share.get_value())
        self._write_equation()

    def _write_equation(self) -> None:
        # Of the share as it is printed, so that a calculator agrees.
        share = self.share.get_value()
        self.equation.show(share, l=float(mc.surprisal(round(share, decimals_of(share, self.params.digits)))))

    def _make_curve(self) -> None:
        """Make what is written of q_y: under the bar, and over the curve."""
        digits = self.params.digits
        under = Falling(self.theme, f"{self.true} =", digits, space=0.28)
        self.pointer = Pointer(self.theme, self.bar, under, beside=True)
        body = f"@head{{loss(L) = @l[loss:{slot(self.params.deepest)}] =}} @log{{-log}}"
        self.equation = Falling(self.theme, body, digits, HERO, 0.17)
        self.equation.put(self.left + self.equation.advance / 2, self.line)
        self._write_equation()

    def _start_curve(self) -> None:
        self.curving = True
        self.add(self.bar, self.curve, self.pointer)
        self.follow(self._draw_curve)

    @beat(
        Params.moves,
        then=Params.drops,
        alt="A dot has climbed the curve −log q to the left, each tenth of q log 10 nats higher than the one before.",
    )
    def one_number_matters(self) -> None:
        params = self.params
        with self.opening():
            self.unfollow(self._draw_tiles)
            self.curve.traced = params.share, params.share
            gone = [self.height, self.measures, self.strip, self.roofs]
            coming = [self.bar, self.curve.roof, self.curve.pointed, self.curve.pillar, self.curve.head, self.pointer]
            for part in coming:
                part.set_presence(0.0)
            self._start_curve()
            # The tile stays until the line as high as it is there.
            changing = Presence(gone, 0.0, 1.2, rate=early), Presence(coming, 1.0, 1.2, rate=late)
            self.play(*changing, Presence([self.tiles], 0.0, 1.2))
            self.remove(*gone, self.tiles)
        self.move((self.share, params.high), run_time=1.8)
        shares = [params.share / ten for ten in (1, 10, 100)]
        self.decades = Decades(self.theme, self.curve, shares, params.high, params.printed, self.true)
        self.follow(self.decades.show)
        self.rest(0.8)
        # From here on each level says L; at the last one it says q too.
        unnamed = Presence([self.curve.named], 0.0, 1.6, rate=early)
        self.move((self.share, params.share), run_time=1.6, also=[unnamed])
        self.appear(*self.decades.coming(0), run_time=0.4)
        self.move((self.share, shares[1]), run_time=2.6)
        self.appear(*self.decades.coming(1), run_time=0.4)
        self.move((self.share, shares[2]), run_time=2.6)
        self.appear(*self.decades.coming(2), run_time=0.4)

    @beat(
        lambda p, _: p.returns(),
        then=lambda p, _: p.still(),
        each=lambda p: [p.trades] if p.trades else [],
        alt="Bars of q over each other: the wrong bins’ pieces differ in length; the true bin’s and the loss don’t.",
    )
    def the_rest_may_shuffle(self, trades: list[np.ndarray]) -> None:
        params, pointer, theme, box = self.params, self.pointer, self.theme, self.bar.box
        rests = [params.predicted(rest, params.share) for rest in (params.wrong, *trades)]
        with self.opening():
            self.play(Presence([self.decades, pointer.label, pointer.one, self.bar_name], 0.0, 0.4))
            self.remove(self.decades)
            self.unfollow(self.decades.show)
            pointer.stand_under(self._true_share())
            self.move((self.share, params.share), run_time=0.9)
            told, befores = self._shares(rests), [self._before(rests, k) for k in range(len(trades))]
            self.follow(lambda: told.show(self.shares, pointer.line))
            beside = called(theme, box, "now"), cost(theme, box, f"{self.loss:.3f}")
            said = Presence([pointer.tip], 0.0, 0.8, rate=early), Presence([pointer.label], 1.0, 0.8, rate=late)
            coming = [told, *beside, heads(theme, box, len(trades)), befores[0]]
            self.exchange([self.curve], coming, also=said)
        for before, rest in zip(befores, trades, strict=True):
            if before is not befores[0]:
                self.appear(before)
            self.move(*self.rest_of_q.to(rest), run_time=1.4)
            self.rest(0.2)
        # A frame about what hasn't moved.
        written = np.concatenate([leaf.points[:, :2] for leaf in self.equation.leaves])
        low, size = written.min(0) - 16 * PX, np.ptp(written, axis=0) + 32 * PX
        self.appear(Part(Shape(theme.color("loss"), 0.0, stroke=4.0).box(*low, *size)))

    def _true_share(self) -> Part:
        """Return what stands under the true bin’s piece: its share, with its name if that has no room in the piece."""
        start, end = self.bar.ends(self.params.start)[self.y]
        named = self.bar.shown(self.y, end - start) < 1.0
        return Falling(self.theme, f"{self.true} =" if named else '""', self.params.digits, space=0.28 * named)

    def _shares(self, rests: list[np.ndarray]) -> Shares:
        """Return the wrong bins' shares, right of what is said of the true bin's."""
        said = float(max(leaf.points[:, 0].max() for leaf in self.pointer.label.leaves))
        return Shares(self.theme, self.bar, rests, said)

    def _before(self, rests: list[np.ndarray], k: int) -> Before:
        """Return the bar of how q was before the ``k``-th trade; the oldest one stands on top."""
        said = self.pointer.label
        true = f"{said.body} prediction({self.params.printed(self.params.share)})"
        drawn = {"names": self._names(), "q": rests[k], "shares": self._shares(rests), "share": true}
        told = {"said": said.origin, "loss": f"{self.loss:.3f}", "word": ("first", "then")[k]}
        return Before(self.theme, self.bar, rows=len(rests) - 1 - k, **drawn, **told)

    @sweep(lambda p: [SweepInput(f"q_{p.target + 1}", "", LEAST_SWEPT, 1 - LEAST_SWEPT, LEAST_SWEPT, p.share)])
    def true_share(self) -> tuple[list[Callable[[float], None]], Callable[[], dict[str, float]]]:
        """Move q on the true bin evenly."""
        self._make_curve()
        self.remove(self.curve.ruler, self.tiles, self.roofs, self.measures, self.strip, self.sum)
        self.unfollow(self._draw_tiles)
        self.add(self.equation)
        self._start_curve()
        return [self.share.set_value], lambda: {"L": self.loss}
