"""Batches in numpy's files: one archive with both arrays, or an array each.

Shapes and types are read before numbers, so that nothing huge is unpacked and no pickle is ever opened.
"""

import zipfile
from pathlib import Path
from typing import BinaryIO

import numpy as np

from .numbers import shortened
from .sizes import check_rows, check_size

HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
SAVE = "save it with numpy.savez(FILE, logits=..., targets=...)"


def read_archive(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the members logits and targets of a ``.npz``, with or without ``.npy`` behind their names."""
    with zipfile.ZipFile(path) as archive:
        members = archive.namelist()
        names = sorted({name.removesuffix(".npy") for name in members})
        if not {"logits", "targets"} <= set(names):
            came = shortened(", ".join(names)) or "nothing"
            raise ValueError(f"must hold arrays logits and targets, but holds {came}; {SAVE}")
        found = {}
        for name in ("logits", "targets"):
            same = [member for member in members if member.removesuffix(".npy") == name]
            if len(same) > 1:
                raise ValueError(f"holds {name} {len(same)} times; {SAVE}")
            found[name] = same[0]
        with archive.open(found["logits"]) as logits, archive.open(found["targets"]) as targets:
            return _logits(logits), _targets(targets)


def read_pair(logits: Path, targets: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the arrays of two ``.npy`` files."""
    with logits.open("rb") as first, targets.open("rb") as second:
        return _logits(first), _targets(second)


def _logits(stream: BinaryIO) -> np.ndarray:
    shape, _ = _header(stream, "logits", "iuf", "real numbers", "save them as plain floats")
    if len(shape) != 2:
        advice = "reshape(1, -1)" if len(shape) == 1 else "give one row an example"
        raise ValueError(f"logits must have shape (rows, classes), but have shape {shape}; {advice}")
    check_size(*shape)
    return _numbers(stream, "logits").astype(np.float64)


def _targets(stream: BinaryIO) -> np.ndarray:
    shape, kind = _header(stream, "targets", "iuf", "class indices", "save them with .astype(int)")
    column = len(shape) == 2 and shape[1] == 1  # as Keras and R keep a list of classes
    if len(shape) != 1 and not column:
        raise ValueError(
            f"targets must be a list of class indices, but have shape {shape}; one-hot rows: take .argmax(axis=1)"
        )
    check_rows(shape[0])
    classes = _numbers(stream, "targets").reshape(-1)
    if kind == "f":
        whole = np.isfinite(classes) & (classes == np.rint(classes)) & (np.abs(classes) < 2**53)
        if not whole.all():
            row = int(np.argmin(whole))
            raise ValueError(
                f"targets[{row}] is {classes[row]:g}, but targets are class indices; write whole numbers from 0 up"
            )
    return np.clip(classes, -1, 2**53).astype(np.int64)  # beyond it no class has an index


def _header(stream: BinaryIO, name: str, kinds: str, meant: str, advice: str) -> tuple[tuple[int, ...], str]:
    """Return an array's shape and kind before any of it is read; refuse what isn't made of plain numbers."""
    try:
        shape, _, dtype = HEADERS[np.lib.format.read_magic(stream)](stream)
    except (KeyError, ValueError):
        raise ValueError(f"{name} is no array of numbers as numpy.save writes it; {advice}") from None
    stream.seek(0)
    if dtype.hasobject:
        raise ValueError(f"{name} holds pickled Python objects, which are never loaded; {advice}")
    if dtype.kind not in kinds:
        if dtype.kind == "V":
            advice = "save them with .astype('float32') (is it bfloat16?)"
        raise ValueError(f"{name} must hold {meant}, but hold {dtype}; {advice}")
    return shape, dtype.kind


def _numbers(stream: BinaryIO, name: str) -> np.ndarray:
    try:
        return np.lib.format.read_array(stream, allow_pickle=False)
    except ValueError:
        raise ValueError(f"{name} holds fewer numbers than its shape says; save it again") from None
