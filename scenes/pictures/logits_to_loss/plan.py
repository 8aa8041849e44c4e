"""Where the bars of scene 3 lie, from the logits' axis to the unit bar."""

from dataclasses import dataclass

import numpy as np

from scenes.kit.layout import Box, Layout
from scenes.kit.sizes import PX
from scenes.pictures.logits_to_loss.params import Params

#: Between a bar and what is written of it; half of the number under a ruler of 1; scene units of 1, and length of the
#: unit bar, from which on logits and powers have one scale.
SPACE, END, SEEN, LEAST = 20 * PX, 12 * PX, 24 * PX, 1090 * PX


@dataclass(frozen=True)
class Plan:
    """Where the bars of scene 3 lie.

    ``names`` and ``zero`` are where what is written of the logits begins and their axis stands, ``step`` the scene
    units of a logit of 1, ``unit`` those of a power of 1 before the bars slide; ``numbers`` is the right end of what is
    written of the powers, ``axis`` where those begin; ``whole`` is the unit bar.
    """

    names: float
    zero: float
    step: float
    unit: float
    numbers: float
    axis: float
    whole: Box
    rows: list[float]
    thick: float
    stairs: list[float]
    slim: float

    @classmethod
    def of(cls, layout: Layout, params: Params, name: float, number: float) -> "Plan":
        """Plan for the widest of what is written of a logit and of a power, in scene units.

        Logits and powers have one scale, where that leaves the logits to be seen and the unit bar long. This is shorter
        where a power would leave the frame; nothing is rescaled on the way, unless all powers are far below 1.
        """
        stage, count = layout.stage, len(params.logits)
        low, high = min(0.0, *params.logits), max(0.0, *params.logits)
        largest, total = float(np.exp(params.z.max())), params.total
        box, written = layout.pixels(206, 740, 1706, 840), name + number + 5.5 * SPACE
        free = stage.width - written
        step = min(box.width / total, free / (high - low + largest), (free - END) / (high - low + 1))
        length = step * total
        together = step > SEEN and length > LEAST
        if together:
            least, longest = written + (high - low) * step, max(largest * step, step + END)
        else:
            least, longest = written + 180 * PX, box.width * float(params.q.max())
        axis = max(stage.left + least, min(stage.left + 778 * PX, stage.right - longest))
        unit = step
        left, right = stage.left + name + 1.5 * SPACE, axis - number - 4 * SPACE
        if not together:
            length = min(box.width, (stage.right - axis) / float(params.q.max()))
            unit = min(length / total, (stage.right - axis) / max(1.0, largest))
            step = min(64 * PX, (right - left) / max(high - low, 1e-9))
        zero = (left + right) / 2 - (low + high) / 2 * step
        rows = layout.pixels(0, 185, 0, 895).rows(count)
        stairs = layout.pixels(0, 150, 0, 690).rows(count)
        pitch = [abs(ys[0] - ys[-1]) / (count - 1) for ys in (rows, stairs)]
        thick, slim = (min(most * PX, 0.62 * each) for most, each in zip((100, 87), pitch, strict=True))
        whole = Box(box.x - length / 2, box.bottom, box.x + length / 2, box.top)
        return cls(
            names=stage.left,
            zero=zero,
            step=step,
            unit=unit,
            numbers=axis - SPACE,
            axis=axis,
            whole=whole,
            rows=rows,
            thick=thick,
            stairs=stairs,
            slim=slim,
        )
