"""Parameters of a scene: typed, bounded, with a sentence for the person who sets them."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

MOST_CLASSES = 12


def _split(value: Any) -> Any:
    """Read "2.5,-1,3.2" as a list; anything else is left to pydantic."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def listed(item: Any, description: str, most: int = MOST_CLASSES, least: int = 2) -> Any:
    """Return the type of a list of ``least`` to ``most`` items that may be written as "a,b,c"."""
    return Annotated[
        tuple[item, ...],
        BeforeValidator(_split),
        Field(min_length=least, max_length=most, description=description),
    ]


Number = Annotated[float, Field(allow_inf_nan=False)]
Probability = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
Logit = Annotated[float, Field(ge=-50.0, le=50.0, allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1, max_length=12)]

Logits = listed(Logit, "logits z, one a class, each between -50 and 50")
Labels = listed(Name, "names of the classes, at most 12 characters each", least=0)
Target = Annotated[int, Field(ge=0, description="the true class, counted from 0")]


class Params(BaseModel):
    """Base of every scene's parameters: frozen, no unknown keys, lists may come as "a,b,c"."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
