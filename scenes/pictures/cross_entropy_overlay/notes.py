"""What scene 1 writes in its tiles: the widest one's area worked out, and what each costs more or saves."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.distribution_state import State
from scenes.kit.marks import clamp
from scenes.kit.shapes import Part
from scenes.kit.sizes import CROWD, HERO, PX, TEXT
from scenes.kit.text import Readout, math
from scenes.kit.tiles import ROOM
from scenes.kit.tinted import inked
from scenes.pictures.cross_entropy_overlay.on_roofs import UPON, OnRoofs
from scenes.pictures.cross_entropy_overlay.picture import FILL_OVER, FILL_OWN

#: A tile that is lower holds no number.
LOW = 64 * PX
#: From the strip to the middle of a tile's number at most, from there to that of the product over it, and least room
#: over that.
WRITTEN, WORKED, TOP = 78 * PX, 68 * PX, 34 * PX
#: From a lid down to the middle of what is under it.
UNDER = 36 * PX


class Notes(OnRoofs):
    """Makes what is written on an area's tiles; what has no room is left out."""

    def worked(self, state: State, multiplied: bool) -> Part:
        """Return the area of the widest tile, in it if there is room, under p × log 1/q if that has room, too."""
        box = self.area.of_q.box(self.p, self.first, 0.0, state.surprisals[self.first])
        area = self._number(state.terms[self.first], HERO, "ink", box.width)
        if area is None or box.height < LOW:
            return Part()
        low = self.area.ground + clamp(box.height - WORKED - TOP, LOW / 2, WRITTEN)
        found = Part(area.middle(state.terms[self.first], box.x, min(box.y, low)))
        height = f"{state.surprisals[self.first]:.{self.decimals}f}"
        product = math(f"truth({self.written[self.first]}) times prediction({height}) =", self.theme, TEXT)
        if multiplied and low + WORKED + TOP <= box.top + 1e-9 and product.advance + 2 * ROOM < box.width:
            found.add(product.middle(box.x, low + WORKED))
        return found

    def over(self, state: State, named: Sequence[Sequence[str]]) -> dict[int, Part]:
        """Return what is written at each tile: how high the widest one is, as ``named``, and the others' areas."""
        within = self.areas(state)
        # Of very many bins too few would have one.
        others = [i for i in self.massive if i != self.first and i not in within and len(self.p) < CROWD]
        texts = {i: f"{state.terms[i]:.{self.decimals}f}" for i in others}
        return within | self.tops(state.surprisals, named, texts)

    def areas(self, state: State, role: str = "ink", below: float = np.inf) -> dict[int, Part]:
        """Return the areas of all tiles but the widest, of those that have room for it ``below`` so many nats."""
        found: dict[int, Part] = {}
        for i in set(self.massive) - {self.first}:
            box = self.area.of_q.box(self.p, i, 0.0, min(state.surprisals[i], below))
            area = self._number(state.terms[i], self.size, role, box.width)
            if area is not None and box.height > LOW:
                found[i] = Part(area.middle(state.terms[i], box.x, min(box.y, self.area.ground + WRITTEN)))
        return found

    def own_areas(self, right: State, upper: float, ceiling: float) -> list[Part]:
        """Return the areas of p's own tiles but the widest: in them, below the edge that is ``upper`` nats high.

        Of those too slim for that, the ones that stand out over the edge have it over them, under the ``ceiling``.
        """
        within = self.areas(right, "truth", below=upper)
        slim = [i for i in self.massive if i != self.first and i not in within and right.own[i] > upper]
        texts = {i: f"truth({right.terms[i]:.{self.decimals}f})" for i in slim}
        return [*within.values(), *self.tops(right.own, [], texts, ceiling).values()]

    def own(self, right: State, upper: float, written: str | None) -> Part:
        """Return of the widest of p's own tiles its area and log 1/p, between its lid and what is ``upper`` nats high.

        Where there is no room for its number as ``written``, or that is None, log 1/p stands alone; where there is none
        over the lid, it hangs under it.
        """
        height = right.own[self.first]
        tile, over = (self.area.of_q.box(self.p, self.first, *ends) for ends in ((0, height), (height, upper)))
        area = self._number(right.terms[self.first], HERO, "truth", tile.width)
        name = "truth(log 1\\/p)"
        tried = [math(text, self.theme, TEXT) for text in [f"{name} = truth({written})"] * bool(written) + [name]]
        label = next((text for text in tried if text.advance + 2 * ROOM < tile.width), None)
        if area is None or label is None or tile.height < LOW:
            return Part()
        if over.height > LOW:
            return Part(area.middle(right.terms[self.first], tile.x, tile.y), label.put(tile.x, tile.top + UPON))
        if tile.height < 2 * LOW:
            return Part(area.middle(right.terms[self.first], tile.x, tile.y))
        area.middle(right.terms[self.first], tile.x, min(tile.y - UNDER, self.area.ground + WRITTEN))
        return Part(area, label.middle(tile.x, tile.top - UNDER))

    def _number(self, value: float, size: float, role: str, width: float) -> Readout | None:
        """Return a number that fits into a width, in a smaller size if need be; None where it doesn't."""
        for tried in (size, self.size):
            number = Readout(self.theme, tried, role, self.decimals)
            if number.width(number.format(value)) + 2 * ROOM < width:
                return number
        return None

    def explained(self, state: State) -> Part:
        """Name log 1/q and log 1/p at the widest tile's upper edges."""
        found, area = Part(), self.area
        box = area.of_q.box(self.p, self.first, state.own[self.first], state.surprisals[self.first])
        q, p = (math(name, self.theme, TEXT) for name in ("prediction(log 1\\/q)", "truth(log 1\\/p)"))
        if q.advance + 2 * ROOM < box.width:
            found.add(q.put(box.x, box.top + UPON))
            if box.bottom - area.ground > LOW:
                p.middle(box.x, box.bottom - UNDER)
                found.add(inked(p, self.theme, "truth", self.theme.tint("truth", FILL_OWN)))
        return found

    def differences(self, state: State) -> dict[int, Part]:
        """Return what each bin costs more, on its uncovered piece, or saves, on its hatching.

        Where that is too narrow it stands over all roofs: all of those, or what is saved, or none.
        """
        found: dict[int, Part] = {}
        texts: dict[int, str] = {}
        saving = [i for i in self.massive if state.excesses[i].round(self.decimals) < 0]
        for i in self.massive:
            change = state.excesses[i]
            size = HERO if change == max(state.excesses) else self.size
            low, high = sorted((state.surprisals[i], state.own[i]))
            box = self.area.of_q.box(self.p, i, low, high)
            number = self._number(change, size, "loss" if change > 0 else "up", box.width)
            written = f"{change:.{self.decimals}f}"
            if number is not None and box.height > LOW:
                found[i] = Part(number.middle(change, box.x, box.y))
                if change > 0:
                    inked(found[i], self.theme, "loss", self.theme.tint("loss", FILL_OVER))
                else:
                    number.halo(self.theme.color("paper"))
            elif i in saving:
                texts[i] = f'up("saves" {-change:.{self.decimals}f})' if saving == [i] else f"up({written})"
            elif change > 0 and box.height > LOW:
                texts[i] = f"loss({written})"
        # log 1/q stands on the widest tile's roof.
        name = math("prediction(log 1\\/q)", self.theme, TEXT)
        box = self.area.of_q.box(self.p, self.first, 0.0, state.surprisals[self.first])
        named = name.advance + 2 * ROOM < box.width
        taken = [(box.x - name.advance / 2, box.x + name.advance / 2, box.top + UPON)] if named else []
        middles, highest = (state.surprisals + state.own) / 2, np.maximum(state.surprisals, state.own)
        saved = {i: text for i, text in texts.items() if i in saving}
        return found | (self._raised(texts, middles, highest, taken) or self._raised(saved, middles, highest, taken))
