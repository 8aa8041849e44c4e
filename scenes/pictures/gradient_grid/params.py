"""The batch of GradientGrid: its parameters, what of it is shown, and what can truly be said of it."""

from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

import mathcore as mc
from scenes.inputs import ANIMALS, MOST_COLUMNS, Batch, animals, read_batch, untrained
from scenes.kit.params import Name, check_labels, listed
from scenes.kit.params import Params as Base
from scenes.kit.words import COUNTS, LONGEST
from scenes.pictures.gradient_grid.excerpt import Excerpt

#: The shipped batch of letters by its name, and its classes: the end of a name, then the letters.
NAMES, LETTERS = "names", (".", *"abcdefghijklmnopqrstuvwxyz")
#: What the row's prediction becomes.
GOOD = 0.97


def _unset(value: Any) -> Any:
    """Read "None" and nothing as None."""
    return None if value in ("", "None") else value


class Params(Base):
    """The batch, and the row that is looked at."""

    batch: Annotated[
        str,
        Field(
            description="a batch of your own, classes counted from 0: FILE.npz with arrays logits (n, K) and "
            "targets (n); FILE.csv, in each line K logits and the true class; or FILE.npy with logits, and "
            "targets=FILE.npy; empty: eight examples of six animals; names: an untrained model of letters"
        ),
    ] = ""
    targets: Annotated[str, Field(description="FILE.npy with the true classes, where batch is a FILE.npy")] = ""
    row: Annotated[
        Annotated[int, Field(ge=0)] | None,
        BeforeValidator(_unset),
        Field(description="the row that is lifted out, counted from 0; None: the first that is mostly wrong"),
    ] = None
    labels: listed(Name, "names of the classes, at most 12 characters each", most=MOST_COLUMNS, least=0) = ()

    _batch: Batch = PrivateAttr()

    @model_validator(mode="after")
    def _fit(self):
        if self.targets and not self.batch:
            raise ValueError(f"targets is {self.targets!r}, but there is no batch; give batch=FILE.npy as well")
        shipped = {"": animals, NAMES: untrained}.get(self.batch)
        self._batch = shipped() if shipped else read_batch(self.batch, self.targets)
        rows, classes = self._batch.logits.shape
        if self.row is not None and self.row >= rows:
            raise ValueError(f"row is {self.row}, but there are {rows} rows; use 0 to {rows - 1}")
        check_labels(self.labels, classes)
        return self

    def names(self) -> tuple[str, ...]:
        """Return the names of all classes, or none."""
        return self.labels or {"": ANIMALS, NAMES: LETTERS}.get(self.batch, ())

    def examples(self) -> Batch:
        """Return the whole batch."""
        return self._batch

    def excerpt(self) -> Excerpt:
        """Return what of the batch is shown: the rows around the one that is looked at."""
        row = self.row
        if row is None:
            first = Excerpt(self._batch)
            true_shares = np.take_along_axis(mc.softmax(first.logits), first.targets[:, None], axis=1)[:, 0]
            row = int(np.argmax(true_shares < 0.5))
        return Excerpt(self._batch, row)

    def chosen(self) -> tuple[np.ndarray, int]:
        """Return the logits, shape (K,), and the true class of the row that is looked at."""
        excerpt = self.excerpt()
        return self._batch.logits[excerpt.row], int(self._batch.targets[excerpt.row])

    def even(self) -> float:
        """Return the logit with which the row's true class would get a share of a half."""
        z, y = self.chosen()
        return float(z[y] - mc.log_odds(z, y))

    def doubtful(self) -> list[float]:
        """Return the share that the row's true class is to get, unless it has as much already."""
        z, y = self.chosen()
        return [GOOD] if mc.softmax(z)[y] < GOOD - 0.01 else []

    def left_over(self) -> str:
        """Say where forces cancel, and whose biases are pushed most by what is left of the columns."""
        excerpt = self.excerpt()
        pushes = -mc.bias_gradient(excerpt.logits, excerpt.targets)
        shown = np.abs(pushes[excerpt.columns])
        if shown.max() < 0.0005:
            return "Rows cancel, and here columns do, too: no bias is pushed."
        most = " most" if len(pushes) > 2 else ""
        up, down = (self._first(sign * pushes, excerpt.columns) for sign in (1, -1))
        said = f"Rows cancel, {'columns don’t' if shown.min() >= 0.0005 else 'not all columns do'}: "
        if up and down and len(both := f"{said}{up}’s bias is pushed up{most}, {down}’s down{most}.") <= LONGEST:
            return both
        if up or down:
            return f"{said}{up or down}’s bias is pushed {'up' if up else 'down'}{most}."
        return f"{said}their means push biases."

    def _first(self, values: np.ndarray, columns: np.ndarray) -> str:
        """Return the name of the class with the largest value as printed; none if it shares that or isn't shown."""
        printed = np.round(values, 3)
        best = int(printed.argmax())
        if best not in columns or (printed == printed[best]).sum() > 1:
            return ""
        name = (self.names() or [f"class {k + 1}" for k in range(len(values))])[best]
        return name if name[0].isalnum() else f"“{name}”"

    def balanced(self) -> str:
        """Say how many forces down are together as long as the one up."""
        wrong = self._batch.logits.shape[1] - 1
        count = COUNTS[wrong] if wrong < len(COUNTS) else f"{wrong}"
        down = f"{count.capitalize()} forces down, together" if wrong > 1 else "One force down,"
        return f"{down} as long as the one up."
