"""What a slight lead comes to in a river: at the plain scale hardly more than an equal share, at the last one odds."""

import mathcore as mc
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX
from scenes.kit.text import math
from scenes.kit.words import indexed
from scenes.pictures.softmax_to_max.params import ScaleParams
from scenes.pictures.softmax_to_max.river import River
from scenes.pictures.softmax_to_max.shares import DECIMALS, FAR

#: From the river's end to texts in the leader's strand; from the upper edge down to the first line, to the next one.
BEFORE, DOWN, LINE = 60 * PX, 34 * PX, 64 * PX


def plain_share(river: River, params: ScaleParams) -> Part:
    """Return the leader's share at the plain scale over the one it has if all are equal, in its strand."""
    plain, name = params.plain, "q" if params.labels else indexed("q", params.leader)
    share = float(mc.softmax(params.slight(), plain)[params.leader])
    lines = (
        f'#"at" c = {plain:g}#": " {name} = {share:.{DECIMALS}f}',
        f'#"equal share:" {1 / river.count:.{DECIMALS}f}',
    )
    texts = [math(line, river.theme, river.size, "paper") for line in lines]
    for row, text in enumerate(texts):
        text.middle(river.box.right - BEFORE, river.box.top - DOWN - row * LINE, "right")
    return Part(*texts)


def odds_won(river: River, params: ScaleParams) -> Part:
    """Return how many times another share the leader's is at the last scale, above these shares."""
    exponent, times = params.odds()
    first, other = (indexed("q", i) for i in (params.leader, params.runner_up))
    ratio = '#"odds"' if params.labels else f"prediction({first}) \\/ prediction({other})"
    whole, value = (math(f"{before} = exp\\({exponent}\\)", river.theme) for before in (ratio, ""))
    left, y = min(river.bar.right + FAR, river.layout.right - whole.advance), river.box.top - DOWN
    told = Part(whole.middle(left, y, "left"))
    if times:  # under the other's equals sign
        about = math(f"approx {times}", river.theme)
        told.add(about.middle(left + whole.advance - value.advance, y - LINE, "left"))
    return told
