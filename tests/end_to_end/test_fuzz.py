"""Anybody's input, mangled: it is read as it was meant, or refused in one line; never a traceback, nothing else said.

Each case is drawn by its seed alone, so a red one is red again. Few run always, two thousand and more in the long lane.
"""

import io
import re
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import click
import numpy as np
import pytest

from rendering.cli.app import cli
from rendering.cli.parameters import read_parameters
from rendering.cli.requests import request_of
from rendering.cli.talks import Typed, clips_of_talk
from rendering.errors import UserError
from rendering.model.talk import read_talk
from rendering.project import catalogue
from rendering.recording.validation import load, validated
from scenes.inputs import read_batch

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = (ROOT / "docs" / "talk.toml").read_text(encoding="utf-8")
FEW, MANY = 60, 600
BITS = ["", " ", ",", ";", "=", "[", "]", '"', "'", "\n", "\t", "\0", "−", "nan", "inf", "1e999", "true",
        "2024-01-01", "猫", "\u200b", "\ufeff", "1_0", "1/0", "50%", "-1", "0x1", "{", "}", "#", "..", "/", "~",
        "\\", "x" * 5000]  # fmt: skip
LONGEST = 700  # characters that a message may have

lanes = pytest.mark.parametrize(
    "seeds", [range(FEW), pytest.param(range(FEW, MANY), marks=pytest.mark.long)], ids=["few", "many"]
)


def one_line(error: Exception, *names: str) -> None:
    """See that a refusal is one line, not too long, and holds one of the names."""
    said = str(error)
    assert said
    assert not names or any(name in said for name in names), said
    assert "\n" not in said
    assert len(said) < LONGEST
    assert "Traceback" not in said


def mangled(text: str, draw: np.random.Generator) -> str:
    """Return a text with some of it deleted, doubled, moved or replaced."""
    for _ in range(int(draw.integers(1, 5))):
        start, end = sorted(draw.integers(0, len(text) + 1, 2).tolist())
        end = min(end, start + int(draw.choice([1, 3, 20])))
        piece = text[start:end]
        bit = str(draw.choice(BITS))
        text = text[:start] + [bit, piece * 2, "", piece[::-1], piece + bit][int(draw.integers(5))] + text[end:]
    return text


def written(number: Fraction, draw: np.random.Generator) -> str:
    """Return a number as somebody may write it."""
    decimal = repr(float(number))
    forms = [decimal, decimal.replace("-", "−"), f" {decimal} ", f"{number.numerator}/{number.denominator}",
             f"{float(number * 100)!r}%", f"{float(number):.9e}"]  # fmt: skip
    return str(draw.choice(forms))


def holds_a_number(line: str) -> bool:
    """Return whether there is a number in a line of a table, as far as Python itself reads it."""
    for cell in re.split("[,; \t]", line):
        with suppress(ValueError):
            float(cell.strip('"%').replace("−", "-"))
            return True
    return False


@lanes
def test_numbers_are_read_as_they_were_meant(seeds):
    pulleys = load("PulleyForces", catalogue()["PulleyForces"])
    for seed in seeds:
        draw = np.random.default_rng([1, seed])
        numbers = [Fraction(int(draw.integers(-400, 400)), int(draw.choice([1, 2, 4, 8, 16]))) / 8 for _ in range(3)]
        separator = str(draw.choice([",", ";", ", ", "; "]))
        before, after = [("", ""), ("[", "]"), ("(", ")"), (" [ ", " ] ")][int(draw.integers(4))]
        text = before + separator.join(written(number, draw) for number in numbers) + after
        assert validated(pulleys, read_parameters((f"logits={text}",), ())).logits == tuple(map(float, numbers)), text


@lanes
def test_parameters_are_taken_or_refused_in_one_line(seeds):
    scenes = {name: load(name, module) for name, module in catalogue().items()}
    for seed in seeds:
        draw = np.random.default_rng([2, seed])
        name = str(draw.choice(list(scenes)))
        fields = [*scenes[name].Params.model_fields, "logit", ""]
        texts = [f"{draw.choice(fields)}={mangled('2.5,-1,3.2,0.5', draw)}" for _ in range(int(draw.integers(1, 4)))]
        try:
            validated(scenes[name], read_parameters(tuple(texts), ()))
        except UserError as error:
            one_line(error)


@lanes
def test_talk_files_are_taken_or_refused_with_a_line(seeds, tmp_path):
    for seed in seeds:
        path = tmp_path / "talk.toml"
        path.write_text(mangled(EXAMPLE, np.random.default_rng([3, seed])), encoding="utf-8")
        try:
            talk = read_talk(path, catalogue())
            request = clips_of_talk(talk, Typed(look={"quality": "slides", "theme": "dark"}))
        except UserError as error:
            one_line(error, "line ", "-o ")
        else:
            assert len(request.clips) == path.read_text(encoding="utf-8").count("[[clips]]")
        assert sorted(tmp_path.iterdir()) == [path]


@lanes
def test_command_lines_are_taken_or_refused_in_one_line(seeds, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ["render", "status", "PulleyForces", "3", "99", "-q", "slides", "-qx", "--theme", "light", "--set",
             "logits=1,2", "--beat", "hang", "--name", "cats", "--talk", "none", "-o", "out", "-j", "2", "--format",
             "gif", "-t", "--params", "--captions", *BITS[:20]]  # fmt: skip
    for seed in seeds:
        draw = np.random.default_rng([4, seed])
        typed = [str(word).replace("\0", "") for word in draw.choice(words, int(draw.integers(0, 9)))]
        try:
            with cli.commands["render"].make_context("render", typed) as context:
                given = dict(context.params)
                look = {key: given.pop(key) for key in ("quality", "theme", "aspect", "captions", "title")}
                named = {"params_files": given.pop("params_files"), "look": look, **given}
                request_of(Typed(**named))
        except click.UsageError as error:
            one_line(ValueError(" ".join(error.format_message()[:500].split())))
        except UserError as error:
            one_line(error)
        assert list(tmp_path.iterdir()) == []


@lanes
def test_tables_are_read_whole_or_refused_in_one_line(seeds, tmp_path):
    path = tmp_path / "b.csv"
    for seed in seeds:
        draw = np.random.default_rng([5, seed])
        rows = int(draw.integers(1, 6))
        lines = [",".join([*(f"{z:.3g}" for z in draw.normal(size=3) * 5), str(draw.integers(3))]) for _ in range(rows)]
        text = "\r\n".join(["a,b,c,class"] * int(draw.integers(2)) + lines)
        text = mangled(text, draw) if seed % 4 else text
        path.write_text(text, encoding="utf-8", newline="")
        try:
            batch = read_batch(str(path))
        except ValueError as error:
            one_line(error, "b.csv")
        else:
            assert len(batch.logits) == sum(map(holds_a_number, text.lstrip("\ufeff").splitlines())), text
            assert np.isfinite(batch.logits).all()


@lanes
def test_archives_are_read_or_refused_in_one_line(seeds, tmp_path):
    path = tmp_path / "b.npz"
    for seed in seeds:
        draw = np.random.default_rng([6, seed])
        rows, classes = (int(n) for n in draw.integers(1, 5, 2))
        kind = str(draw.choice(["f2", "f4", "f8", ">f8", "i2", "c8", "U3", "b1"]))
        logits = np.asarray(draw.normal(size=(rows, classes)) * 3).astype(kind)
        targets = draw.integers(0, classes, rows).astype(str(draw.choice(["i1", "u8", "f4", "b1"])))
        out = io.BytesIO()
        np.savez(out, logits=np.asfortranarray(logits), targets=targets.reshape(-1, 1) if seed % 3 == 0 else targets)
        data = bytearray(out.getvalue())
        if seed % 2:
            for place in draw.integers(0, len(data), int(draw.integers(1, 4))):
                data[place] ^= int(draw.integers(1, 256))
        path.write_bytes(data)
        try:
            batch = read_batch(str(path))
        except ValueError as error:
            one_line(error, "b.npz")
        else:
            assert seed % 2 or (batch.logits == logits).all()
            assert batch.logits.shape[1] > batch.targets.max() >= 0
