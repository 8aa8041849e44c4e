"""A row's wrong shares, each times the weight that it counts with."""

import numpy as np

from scenes.kit.formula import Formula
from scenes.kit.shapes import Part
from scenes.kit.theme import Theme
from scenes.pictures.class_distance.rows import GAP, TALL, Places, decimals_of


class WeightedShares(Part):
    """Products over the wrong bars, or in them, with a live weight; nothing where columns have no room for them."""

    def __init__(self, theme: Theme, places: Places, row: int, q: np.ndarray, weights: np.ndarray):
        super().__init__()
        decimals = max(1, *(len(f"{weight:.4g}".partition(".")[2]) for weight in weights))
        self.products: dict[int, Formula] = {}
        for i in (i for i in range(len(q)) if i != places.target):
            share, weight = f"{q[i]:.{decimals_of(q)}f}", f"@weight[{max(weights[i], 1.0):.{decimals}f}]"
            tall, top = q[i] * places.unit >= TALL, places.bases[row] + q[i] * places.unit
            product = Formula(theme, f"{share if tall else f'prediction({share})'} times {weight}", places.size)
            if tall:
                product.middle(places.xs[i], (places.bases[row] + top) / 2)
            else:
                product.put(places.xs[i], top + GAP)
            self.products[i] = product
        widest = max(product.advance for product in self.products.values())
        if places.wide and widest < places.width - places.em / 3:
            self.add(*self.products.values())

    def show(self, weights: np.ndarray) -> "WeightedShares":
        """Write the weights, shape (K,)."""
        for i, product in self.products.items():
            product.show(weight=float(weights[i]))
        return self
