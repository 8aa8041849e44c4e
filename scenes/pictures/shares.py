"""What is written of the shares of the whole: the true one as a fraction, and each in its piece or under it."""

import numpy as np

from scenes.inputs.levers import Params
from scenes.kit.layout import Box
from scenes.kit.shapes import Label, Part, math
from scenes.kit.sizes import PX, TEXT, label_size
from scenes.kit.theme import Theme
from scenes.kit.tiles import edges
from scenes.kit.words import indexed
from scenes.pictures.powers import SPACE, WRITTEN, Powers


def fraction(theme: Theme, params: Params, powers: Powers) -> Label:
    """Return the true share as the fraction that it is, in symbols and in numbers that give the printed share."""
    z, total = params.z, float(np.exp(params.z).sum())
    part = float(np.exp(z[params.target]))
    true = f"q_{params.target + 1}" if not params.labels else "q_y"
    body = (
        f"prediction({true}) = e^logit({params.exponent(params.target).replace(chr(0x2212), '-')})/(sum_j e^logit(z_j))"
    )
    if part >= 1e-2 and total < 1e4:
        places = next((n for n in (3, 4, 5) if f"{round(part, n) / round(total, n):.4f}" == f"{params.share:.4f}"), 5)
        body += f" = {part:.{places}f}/{total:.{places}f}"
    label = math(body, theme, TEXT)
    plan, share = powers.plan, params.share
    free = plan.whole.right - (plan.whole.left + share * plan.whole.width)
    if free > label.advance + 2 * SPACE:
        return label.middle(plan.whole.right, plan.stairs[0], "right")
    # Under the true one's long bar, left of what is written beside the others.
    low = plan.stairs[1:] if len(plan.stairs) > 2 else plan.stairs
    right = plan.whole.left + share * plan.whole.width - 330 * PX
    return label.middle(max((plan.whole.left + right) / 2, plan.whole.left + label.advance / 2), (low[0] + low[-1]) / 2)


class Shares(Part):
    """What is written of the shares: in their pieces, or under them where those are short."""

    def __init__(self, theme: Theme, params: Params, whole: Box):
        super().__init__()
        q, count = params.q, len(params.logits)
        ends = edges(whole.left, whole.width, q[params.order])
        size = label_size(count)
        largest = sorted(range(count), key=lambda i: -q[i])[:WRITTEN]
        under: list[tuple[float, float]] = []
        for k, i in enumerate(params.order):
            if count > WRITTEN + 2 and i not in (*largest, params.target):
                continue
            name = indexed("q", i, params.labels)
            text = params.printed(float(q[i]))
            equal = 'approx "1"' if text.startswith("almost") else f'= "{text}"'
            label = math(f"prediction({name} {equal})", theme, size)
            middle = float(ends[k] + ends[k + 1]) / 2
            if label.advance + 2 * SPACE < ends[k + 1] - ends[k]:
                role = "paper" if i == params.target else "ink"
                self.add(math(f"{name} {equal}", theme, size, role).middle(middle, whole.y))
                continue
            half = label.advance / 2
            middle = float(np.clip(middle, whole.left + half, whole.right + 130 * PX - half))
            if all(middle + half + SPACE < left or middle - half - SPACE > right for left, right in under):
                under.append((middle - half, middle + half))
                self.add(label.put(middle, whole.bottom - 64 * PX))
        self.add(math("= 1", theme, TEXT).middle(whole.right + SPACE, whole.y, "left"))
