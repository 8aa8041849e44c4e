"""Make the README's pictures of the pulleys anew, in both themes: a still and ten seconds that move.

    .venv/bin/python docs/hero.py

writes hero-dark.png, hero-light.png and pulleys.webp into this folder. Every frame is drawn from the logits of that
moment, as in the scene PulleyForces; nothing is rendered before.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from manim import Camera, tempconfig
from PIL import Image

import mathcore as mc
from scenes.kit.formula import Formula
from scenes.kit.hanging import Hang
from scenes.kit.layout import Layout
from scenes.kit.shapes import Part
from scenes.kit.sizes import PX, em
from scenes.kit.text import math
from scenes.kit.theme import THEMES
from scenes.pictures.pulley_forces.ceiling import Ceiling
from scenes.pictures.pulley_forces.machine import Machine
from scenes.pictures.pulley_forces.pulley_views import LossGap

#: Nielsen's logits, of which the first class is the true one, and a descent.
LOGITS, TARGET, RATE, STEPS = (2.5, -1.0, 3.2, 0.5), 0, 0.5, 20
#: What is kept of a frame of 1920 × 1080: there is neither title nor caption.
CROP = (0, 112, 1920, 1072)
#: Width of the still and of the moving picture, in pixels.
STILL, MOVING = 1280, 800
#: Frames a second, and seconds: at rest, giving in, at rest, and back.
FPS, TIMES = 15, (1.4, 4.6, 1.6, 2.4)
#: Quality of the moving picture's frames, 0 to 100.
QUALITY = 72


class Hero(Part):
    """The pulleys with the soft ceiling behind them, the loss between it and the true block, and p − q."""

    def __init__(self, theme_name: str):
        super().__init__()
        theme, layout = THEMES[theme_name], Layout.of("16:9")
        self.course = mc.descend(LOGITS, TARGET, RATE, STEPS)
        states = self.course.logits
        self.theme, self.machine = theme, Machine(theme, layout, states, TARGET)
        machine, board = self.machine, self.machine.board
        high, low = board.bottom - 34 * PX, layout.pixels(0, 0, 0, CROP[3] - 12).bottom
        most, least = float(mc.log_sum_exp(states).max()), float(states.min())
        unit = (high - low - machine.hang.height - 80 * PX) / (most - least)
        self.hang = Hang(machine.hang.lefts, machine.hang.width, machine.hang.height, high - unit * most, unit)
        self.ceiling = Ceiling(theme, layout.left, board.right, board.bottom, TARGET)
        self.gap = LossGap(machine)
        self.loss = Formula(theme, "loss(L) = @L[loss:0.000]", em(50))
        self.rule = math("truth(p) - prediction(q)", theme, em(190))
        self.rule.put(layout.left + 50 * PX, low + 64 * PX, "left")
        self.add(self.ceiling.soft, self.ceiling.line, machine.tackle, self.gap.bar, *machine.blocks, machine.names)
        self.add(machine.pulls, self.loss, self.rule)
        for block in machine.blocks:  # forces stand where shares would, and say as much
            block.hang_number()
            block.remove(block.number)

    def show(self, step: float) -> "Hero":
        """Draw the descent after ``step`` steps; between two the logits go straight from one to the other."""
        logits = self.course.logits
        last = min(int(step), len(logits) - 2)
        z = logits[last] + (step - last) * (logits[last + 1] - logits[last])
        q, tops, ceiling = mc.softmax(z), self.hang.top(z), float(self.hang.top(mc.log_sum_exp(z)))
        machine = self.machine
        machine.show_blocks(q, tops, self.hang)
        machine.tackle.show(self.hang, q, tops)
        machine.pulls.show(self.hang, q, mc.forces(z, TARGET), tops)
        self.ceiling.show(ceiling, self.hang, tops)
        self.gap.show(self.hang, float(tops[TARGET]), ceiling)
        left = float(self.hang.lefts[TARGET]) - 68 * PX
        self.loss.show(L=float(mc.loss(z, TARGET))).middle(left, ceiling - 44 * PX, "right")
        return self


def painted(hero: Hero, width: int) -> Image.Image:
    """Return the picture as it stands, so many pixels wide."""
    size = {"pixel_width": 1920, "pixel_height": 1080, "frame_width": 8.0 * 16 / 9, "frame_height": 8.0}
    with tempconfig(size):
        camera = Camera(**size, background_color=hero.theme.color("paper"))
        camera.reset()
        camera.capture_mobjects([hero])
    whole = Image.fromarray(camera.pixel_array).convert("RGB").crop(CROP)
    return whole.resize((width, round(width * whole.height / whole.width)), Image.Resampling.LANCZOS)


def course() -> Iterator[float]:
    """Yield the step of each frame of the moving picture, which ends as it begins."""
    for seconds, start, end in zip(TIMES, (0, 0, STEPS, STEPS), (0, STEPS, STEPS, 0), strict=True):
        share = np.arange(round(seconds * FPS)) / round(seconds * FPS)
        yield from start + (end - start) * share * share * (3 - 2 * share)


def moving(hero: Hero) -> list[Image.Image]:
    """Return the frames of the moving picture; a step is painted once, however long it stands."""
    found: dict[float, Image.Image] = {}
    for step in course():
        if step not in found:
            found[step] = painted(hero.show(step), MOVING)
    return [found[step] for step in course()]


def make(docs: Path) -> None:
    """Write the three pictures."""
    for name in THEMES:
        painted(Hero(name).show(0.0), STILL).save(docs / f"hero-{name}.png", optimize=True)
    first, *rest = moving(Hero("dark"))
    first.save(
        docs / "pulleys.webp", save_all=True, append_images=rest, duration=round(1000 / FPS), loop=0,
        quality=QUALITY, method=4,
    )  # fmt: skip


if __name__ == "__main__":
    make(Path(__file__).parent)
