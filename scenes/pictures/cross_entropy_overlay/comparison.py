"""What scene 1 says of bars laid over each other: both numbers of each, and where q has most too much or too little."""

import numpy as np

from scenes.kit.paired_bars import BESIDE, OVER, PairedBars
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, TEXT
from scenes.kit.text import math, words
from scenes.kit.theme import Theme

#: Least height of a number’s middle over the ground; from one line of words to the next.
LOW, LINE = 26 * PX, 60 * PX


class Comparison(Part):
    """What is said of the overlaid bars: p's and q's numbers, and where q has most too much and most too little.

    The larger number stands over its bar, the smaller one beside it, at its edge.
    """

    def __init__(self, theme: Theme, bars: PairedBars, p: np.ndarray, q: np.ndarray):
        super().__init__()
        highest = np.maximum(p, q) * bars.unit
        #: by bar and number, from where to where it stands, and how high
        taken = [(x - bars.bar / 2, x + bars.bar / 2, up) for x, up in zip(bars.xs_p, highest, strict=True)]
        for x, *pair in zip(bars.xs_p, p, q, strict=True) if bars.roomy else ():
            (low, under), (high, over) = sorted(zip(pair, ("truth", "prediction"), strict=True))
            larger, smaller = (
                words(f"{share:.{bars.decimals}f}", theme, bars.size, role)
                for share, role in ((high, over), (low, under))
            )
            self.add(larger.put(float(x), float(bars.ground + high * bars.unit + OVER)))
            taken.append((x - larger.advance / 2, x + larger.advance / 2, high * bars.unit + LINE))
            if not np.isclose(low, high):
                right, up = x - bars.bar / 2 - BESIDE, max(low * bars.unit, LOW)
                self.add(smaller.middle(float(right), float(bars.ground + up), "right"))
                taken.append((right - smaller.advance, right, up + LINE / 2))
        labels = []
        for index, text in ((int(np.argmax(q - p)), "too much"), (int(np.argmax(p - q)), "too little")):
            label, x = math(f'prediction(q) "{text}"', theme, TEXT), bars.xs_p[index]
            # Above every bar and number that the word reaches over.
            half = label.advance / 2 + 8 * PX
            up = max(high for left, right, high in taken if left < x + half and right > x - half)
            labels.append(label.put(float(x), float(bars.ground + up + OVER + 8 * PX)))
        first, second = sorted(labels, key=lambda label: label.origin[1])
        if abs(first.origin[0] + first.advance / 2 - second.origin[0] - second.advance / 2) < LINE * 4:
            second.put(second.origin[0], max(second.origin[1], first.origin[1] + LINE), "left")
        # Where they agree nothing is said, nor what would come too near to the headings.
        told = [label for label in labels if label.origin[1] + LINE < bars.head_q.origin[1]]
        self.add(*(told if not np.allclose(p, q) else []))
