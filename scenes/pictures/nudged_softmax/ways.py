"""What two ways of making the same shares are called, beside the halves of the true class's bar."""

from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import Label, math
from scenes.kit.theme import Theme
from scenes.pictures.nudged_softmax.params import NudgeParams
from scenes.pictures.nudged_softmax.table import NudgeTable

#: From the middle of a row to the middles of the names, at least.
LINE = 34 * PX


def two_ways(theme: Theme, table: NudgeTable, params: NudgeParams) -> tuple[Label, Label]:
    """Return the names of raising the true logit, above, and of lowering all the others, below."""
    true = 'truth("true")' if params.labels else f"logit(z_{table.y + 1})"
    others = "others" if table.count > 2 else "other"
    y, apart = table.ys[table.y], max(LINE, table.thickness / 4)
    first, second = (math(name, theme, TEXT) for name in (f"{true} + {params.by}", f'"{others}" - {params.by}'))
    return first.middle(table.board_left, y + apart, "left"), second.middle(table.board_left, y - apart, "left")
