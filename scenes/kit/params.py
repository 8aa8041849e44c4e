"""Parameters of a scene: typed, bounded, with a sentence for the person who sets them."""

import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

import mathcore as mc
from scenes.inputs.numbers import read_list, read_number, shortened

from .lettering import check_name

MOST_CLASSES = 12


def listed(item: Any, description: str, most: int = MOST_CLASSES, least: int = 2) -> Any:
    """Return the type of a list of ``least`` to ``most`` items."""
    return Annotated[tuple[item, ...], Field(min_length=least, max_length=most, description=description)]


Number = Annotated[float, Field(allow_inf_nan=False)]
Probability = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
Logit = Annotated[float, Field(ge=-50.0, le=50.0, allow_inf_nan=False)]
Name = Annotated[str, AfterValidator(check_name)]

Logits = listed(Logit, "logits z, one a class, each between -50 and 50")
Labels = listed(Name, "names of the classes, each as wide as 12 ordinary letters at most", least=0)
Target = Annotated[int, Field(ge=0, description="the true class, counted from 0")]


class Params(BaseModel):
    """Base of every scene's parameters: frozen, no unknown keys, values as a file or a command line has them.

    A text is read as what the field holds: "2.5, −1, 1/3" as numbers, "[cat, dog]" as names.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _read(cls, value: Any, info: ValidationInfo) -> Any:
        return as_field(value, cls.model_fields[info.field_name].annotation)


def as_field(value: Any, annotation: Any) -> Any:
    """Return a raw value as the field of this type holds it, or say in one line why it can't be read."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return as_field(value, get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        if isinstance(value, str) and value.strip().lower() in ("", "none"):
            return None
        inner = [each for each in get_args(annotation) if each is not type(None)]
        return value if value is None or len(inner) > 1 else as_field(value, inner[0])
    if origin is tuple:
        items = read_list(value) if isinstance(value, str) else value
        if isinstance(items, (int, float)):
            items = [items]
        item = get_args(annotation)[0]
        return [as_field(each, item) for each in items] if isinstance(items, (list, tuple)) else items
    if annotation in (int, float):
        return _as_number(value)
    if annotation is str and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value


def _as_number(value: Any) -> Any:
    if isinstance(value, str):
        return read_number(value) + 0
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        shown = str(value).lower() if isinstance(value, bool) else shortened(str(value))
        raise ValueError(f"{shown} is no number; write it like 0.5, −1, 2e-3, 1/3 or 50%")
    return value + 0  # −0.0 is 0.0: nobody means its sign, and it would be printed


def check_target(target: int, classes: int) -> None:
    """Raise ValueError if there is no class ``target``."""
    if target >= classes:
        raise ValueError(f"target is {target}, but there are {classes} classes; use 0 to {classes - 1}")


def check_labels(labels: tuple[str, ...], classes: int) -> None:
    """Raise ValueError unless there are no labels or one a class."""
    if labels and len(labels) != classes:
        raise ValueError(f"{len(labels)} labels came for {classes} classes; give one a class, or none")


def check_distribution(name: str, values: tuple[float, ...]) -> None:
    """Raise ValueError unless ``values`` sum to 1."""
    total = sum(values)
    if abs(total - 1.0) > 1e-6:
        raise ValueError(f"{name} must sum to 1, but sums to {total:g}; divide by its sum if these are weights")


class LogitParams(Params):
    """Logits, the true class and the names of the classes; the defaults are Nielsen's sliders."""

    logits: Logits = (2.5, -1.0, 3.2, 0.5)
    target: Target = 0
    labels: Labels = ()

    @model_validator(mode="after")
    def _fit(self):
        check_target(self.target, len(self.logits))
        check_labels(self.labels, len(self.logits))
        return self

    def wrong(self) -> list[int]:
        """Return the wrong classes, the one with the largest share first."""
        q = mc.softmax(self.logits)
        return sorted((i for i in range(len(q)) if i != self.target), key=lambda i: -q[i])
