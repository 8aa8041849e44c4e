"""Two ways of making the same shares, named beside the halves of the true class's bar with what each gains."""

from scenes.kit.shapes import Part, Shape
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math
from scenes.kit.theme import Theme
from scenes.pictures.nudged_softmax.gains import GainNumber, measured
from scenes.pictures.nudged_softmax.params import NudgeParams
from scenes.pictures.nudged_softmax.table import ABOVE, NudgeTable

#: From the middle of a row to the middles of the names, at least; from the upper one’s up to a head’s baseline.
LINE, HEAD = 34 * PX, 48 * PX
#: From all bars' room to the names.
BESIDE = 32 * PX
#: From the bar's frame to a name's leader, and from that to the name.
AFTER, BEFORE = 8 * PX, 12 * PX


def two_ways(theme: Theme, table: NudgeTable, params: NudgeParams) -> tuple[Part, Part, Part, Part]:
    """Return the names of raising the true logit and of lowering the others, and their gains.

    A name stands beside its half of the true class's bar; where halves are too thin for that, a leader brings it there.
    """
    true = 'truth("true")' if params.labels else f"logit(z_{table.y + 1})"
    others = "others" if table.count > 2 else "other"
    y, left, right = table.ys[table.y], table.bar_right + BESIDE, table.layout.right
    names, gains = [], []
    for name, half in zip((f"{true} + {params.by}", f'"{others}" - {params.by}'), table.halves(table.y), strict=True):
        side = 1.0 if half.y > y else -1.0
        at = y + side * max(LINE, abs(half.y - y))
        label = math(name, theme, TEXT).middle(left, at, "left")
        names.append(Part(label))
        if not half.bottom < at < half.top:
            leader = Shape(theme.color("line"), 0.0, stroke=2.5)
            names[-1].add(leader.path([(table.bar_right + AFTER, half.y), (left - BEFORE, at)]))
        gain = GainNumber(theme, TEXT, params.share_decimals).middle(params.told[table.y], right, at, "right")
        room = right - left - label.advance - 2 * BEFORE
        gains.append(Part(gain) if gain.width(gain.text) < room else Part())
    if len(gains[0]):
        head = measured(theme, table, params.labels)
        gains[0].add(head.put(right, y + max(table.thickness / 2 + ABOVE, LINE + HEAD), "right"))
    return *names, *gains
