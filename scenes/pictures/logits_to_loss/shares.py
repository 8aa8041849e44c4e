"""What is written of the shares of the whole: the true one as a fraction, and each under its piece."""

from itertools import product

import numpy as np

from scenes.kit.layout import Layout
from scenes.kit.shapes import Part, Shape
from scenes.kit.share_bar import ShareBar
from scenes.kit.sizes import PX, TEXT, em, label_size
from scenes.kit.text import Label, math, words
from scenes.kit.theme import Theme
from scenes.kit.tiles import edges
from scenes.kit.typeset import straight
from scenes.pictures.logits_to_loss.params import Params
from scenes.pictures.logits_to_loss.plan import SPACE
from scenes.pictures.logits_to_loss.powers import WRITTEN, Powers

#: From the whole down to the baseline of what is written under it.
UNDER = 64 * PX
#: Half the distance of the two lines beside the whole, and from their middle down to a baseline in it.
LINES, FOOT = 27 * PX, 13 * PX


def fraction(theme: Theme, layout: Layout, params: Params, powers: Powers) -> list[Label]:
    """Return the true share as the fraction that it is, in numbers that give the printed share; none without room."""
    true = f"q_{params.target + 1}" if not params.labels else "q_y"
    body = f"prediction({true}) = e^logit({params.exponent(params.target)})/(sum e^logit(z))"
    if params.summed:
        part, whole = (f"{value:.{params.places}f}" for value in (np.exp(params.z[params.target]), params.total))
        body += f" = {part}/{whole} = prediction({params.printed(params.share)})"
    plan, share = powers.plan, params.share
    # Right of the upper stairs and of what is written beside them.
    y = min(plan.stairs[0], layout.top - 70 * PX)
    ends = edges(plan.whole.left, plan.whole.width, params.q[params.order])
    upper = [k for k in range(len(plan.stairs)) if plan.stairs[k] > y - 120 * PX]
    written = [
        leaf.points[:, 0].max() for k in upper for leaf in powers.powers[params.order[k]].leaves if leaf.presence
    ]
    taken = max(*(float(ends[k + 1]) for k in upper), *map(float, written), plan.whole.left) + 2 * SPACE
    for size, right in product((em(60), TEXT), (plan.whole.right, layout.right)):
        label = math(body, theme, size)
        if right - label.advance > taken:
            return [label.middle(right, y, "right")]
    # Under the true one's long bar, left of what is written beside the others; else nowhere.
    right = plan.whole.left + share * plan.whole.width - 330 * PX
    if right - label.advance < plan.whole.left:
        return []
    low = plan.stairs[1:] if len(plan.stairs) > 2 else plan.stairs
    return [label.middle((plan.whole.left + right) / 2, (low[0] + low[-1]) / 2)]


def total(theme: Theme, params: Params, powers: Powers) -> list[Part]:
    """Return what all powers are together, on a line that spans the stairs; none without digits and room."""
    if not params.summed:
        return []
    plan, q = powers.plan, params.q[params.order]
    whole, ends = plan.whole, edges(plan.whole.left, plan.whole.width, q)
    y, widest = (plan.stairs[-1] - plan.slim / 2 + whole.top) / 2, int(np.argmax(q))
    line = Shape(theme.color("muted"), 0.0, stroke=3.0).halo(theme.color("paper"))  # which parts it from the drops
    number = math(f"inline(sum) e^logit(z) = {params.total:.{params.places}f}", theme, TEXT)
    if number.advance + 3 * SPACE > ends[widest + 1] - ends[widest]:  # what falls from the stairs passes there
        return []
    number.middle(float(ends[widest] + ends[widest + 1]) / 2, y)
    left = number.origin[0] - SPACE
    pieces = [((whole.left, y), (left, y)), ((left + number.advance + 2 * SPACE, y), (whole.right, y))]
    pieces += [((x, y - 14 * PX), (x, y + 14 * PX)) for x in (whole.left, whole.right)]
    line.points = straight(np.array([start for start, _ in pieces]), np.array([end for _, end in pieces]))
    return [Part(line, number)]


class Shares(Part):
    """What is written of the shares, under their pieces; at the ends, which is the true class's, and what all are.

    Where the true class's piece is too short for that, it is said left of it, in two lines.
    """

    def __init__(self, theme: Theme, params: Params, bar: ShareBar, margin: float):
        super().__init__()
        q, whole, ends, size = params.q, bar.box, bar.ends(params.q), label_size(len(params.q))
        under: list[tuple[float, float]] = []
        # The true class's comes first, then the largest, if there are more than have room.
        first = sorted(params.order, key=lambda i: (i != params.target, -q[i]))
        for i in first if len(q) <= WRITTEN + 2 else first[: WRITTEN + 1]:
            start, end = ends[i]
            named = bar.shown(i, end - start) == 1.0
            label = math(f"prediction({params.stated(i, float(q[i]), named)})", theme, size)
            half = label.advance / 2
            middle = float(np.clip((start + end) / 2, whole.left + half, whole.right + 70 * PX - half))
            if all(middle + half + SPACE < left or middle - half - SPACE > right for left, right in under):
                under.append((middle - half, middle + half))
                self.add(label.put(middle, whole.bottom - UNDER))
        true = words("true class", theme, TEXT, "truth")
        right = whole.left + true.advance
        if right < ends[params.target][1] and all(right + SPACE < left for left, _ in under):
            self.add(true.put(whole.left, whole.bottom - UNDER, "left"))
        else:
            for word, up in ("true", LINES), ("class", -LINES):
                line = words(word, theme, TEXT, "truth")
                self.add(line.put(whole.left - SPACE, whole.y + up - FOOT, "right"))
        total = math("inline(sum) prediction(q) = 1", theme, TEXT)
        last = max((right for _, right in under), default=whole.left)
        right = max(whole.right, min(margin, last + 4 * SPACE + total.advance))
        if last + 1.5 * SPACE < right - total.advance:
            self.add(total.put(right, whole.bottom - UNDER, "right"))
