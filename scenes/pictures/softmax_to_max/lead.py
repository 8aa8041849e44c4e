"""What a slight lead comes to in a river: its share at the plain scale, the equal share, the odds at the last scale."""

import mathcore as mc
from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX
from scenes.kit.text import math
from scenes.kit.words import indexed
from scenes.pictures.softmax_to_max.params import ScaleParams
from scenes.pictures.softmax_to_max.river import HEAD, River

#: From the river's end to texts in the leader's strand; from the level of equal shares down to its name, to the odds.
BEFORE, NAMED, TOLD = 60 * PX, 40 * PX, 136 * PX


def plain_share(river: River, params: ScaleParams) -> Part:
    """Return the leader's share at the plain scale, over a ghost of the cursor, pale on the leader's strand."""
    theme, box, plain = river.theme, river.box, params.plain
    share = float(mc.softmax(params.slight(), plain)[params.leader])
    x, name = river.x(plain), "q" if params.labels else indexed("q", params.leader)
    edge = box.top - share * box.height
    above, below = (Shape(theme.color(role), 0.0, stroke=4.0) for role in ("paper", "ink"))
    above.dashes((x, edge), (x, box.top))
    below.halo(theme.color("paper"), 5 * PX).dashes((x, box.bottom), (x, edge))
    text = math(f'prediction({name} = {share:.4f}) #"at" c = {plain:g}', theme)
    return Part(above, below, text.put(box.left, box.top + HEAD, "left"))


def even_share(river: River) -> Part:
    """Return the leader's share if all were equal, as a level in its strand, which is never narrower."""
    theme, box, share = river.theme, river.box, 1 / river.count
    level = box.top - share * box.height
    line = Shape(theme.color("paper"), 0.0, stroke=4.0).dashes((box.left, level), (box.right, level))
    text = math(f'#"equal share" {share:.4f}', theme, river.size, "paper")
    return Part(line, text.middle(box.right - BEFORE, level - NAMED, "right"))


def odds_won(river: River, params: ScaleParams) -> Part:
    """Return how many times another share the leader's is at the last scale, in the leader's strand."""
    box, (exponent, times) = river.box, params.odds()
    first, other = (indexed("q", i) for i in (params.leader, params.runner_up))
    odds = '#"odds"' if params.labels else f"{first} \\/ {other}"
    about = f" approx {times}" if times else ""
    text = math(f"{odds} = exp\\({exponent}\\){about}", river.theme, river.size, "paper")
    return Part(text.middle(box.right - BEFORE, box.top - box.height / river.count - TOLD, "right"))
