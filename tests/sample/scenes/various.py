"""A scene whose picture depends on as many things as a scene's can."""

import decimal
import enum
import importlib
import os
import random
import time
from dataclasses import dataclass
from functools import cache, singledispatch
from pathlib import Path

import manim
import numpy as np
import root_module
from manim import Line, Square, VGroup

import scenes.lazy
from mathcore import heights
from scenes.base import Beat, Params
from scenes.pk import *  # noqa: F403
from scenes.still_square import StillSquare

HERE = Path(__file__).parent
CONSTANT = 0.1
WORDS = {"b", "a", "c"}


class Side(enum.Enum):
    """Values."""

    LEFT = 0.2


@dataclass
class Settled:
    """A field with a default."""

    field: float = 0.3


@cache
def kept(n):
    """Runs once."""
    return n / 10


@singledispatch
def shown(value):
    """Not for numbers."""
    return 0.0


@shown.register
def _(value: float):
    return value * 1.1


def multiplied(by):
    """A closure."""

    def times(value):
        return value * by

    return times


def counted():
    """A generator."""
    yield 0.15
    yield 0.25


def read(name, otherwise):
    """A number from a file, if there is one."""
    try:
        return float((HERE / "data" / name).read_text())
    except FileNotFoundError:
        return otherwise


class Various(StillSquare):
    """A column for each thing."""

    title = "Various"
    plan = (Beat("all", "All of them", "Columns"), *StillSquare.plan)
    Params = Params
    attribute = 0.35

    def lengths(self, default=0.4):
        """A number for each thing that the picture depends on."""
        random.seed(5)
        extra = importlib.import_module("scenes.pk.extra")
        with decimal.localcontext(prec=3), np.errstate(all="ignore"):
            divided = float(decimal.Decimal(1) / decimal.Decimal(7))
        manim.constants.DEFAULT_FONT_SIZE = 49
        return [
            CONSTANT,
            Side.LEFT.value,
            Settled().field,
            self.attribute,
            default,
            kept(4),
            shown(0.5),
            multiplied(2)(0.25),
            *counted(),
            random.random(),
            extra.LENGTH,
            STARRED,  # noqa: F405
            scenes.lazy.LATE,
            root_module.LENGTH,
            read("length.txt", 1),
            read("override.txt", 0.7),
            read(".hidden", 1),
            divided,
            manim.constants.DEFAULT_FONT_SIZE / 100,
            heights.shares([0, 0])[0],
            # What isn't the scene's: the same wherever it is rendered.
            len(os.environ.get("HEIGHT", "")) / 10,
            len(os.listdir(".")) / 10,
            time.localtime(0).tm_hour / 24,
            list(WORDS).index("a") / 5,
        ]

    def all(self):
        """They stand."""
        rows = [Line([-5, i / 4 - 3, 0], [-5 + 5 * length, i / 4 - 3, 0]) for i, length in enumerate(self.lengths())]
        self.add(VGroup(*rows))
        self.wait(0.2)

    def never(self):
        """Nobody calls it."""
        return Square(side_length=2)
