"""Batches from other tools' files are read as they were meant, or refused with the line or member that is wrong."""

import io
import zipfile

import numpy as np
import pytest

import mathcore as mc
from scenes.inputs import read_batch, untrained
from tests.mathcore.refusals import refusal

LOGITS, TARGETS = np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]]), np.array([2, 0])


def saved(folder, name, **arrays):
    np.savez(folder / name, **arrays)
    return str(folder / name)


def test_all_three_kinds_of_file_hold_the_same_batch(tmp_path):
    np.save(tmp_path / "z.npy", LOGITS.astype(np.float32))
    np.save(tmp_path / "t.npy", TARGETS.astype(np.uint8))
    (tmp_path / "b.csv").write_text("x,y,z,class\n1,2,.5,2\n0,-1,3,0\n", encoding="utf-8")
    for batch in (
        read_batch(saved(tmp_path, "b.npz", logits=LOGITS, targets=TARGETS)),
        read_batch(str(tmp_path / "z.npy"), str(tmp_path / "t.npy")),
        read_batch(str(tmp_path / "b.csv")),
    ):
        assert batch.logits.tolist() == LOGITS.tolist()
        assert batch.targets.tolist() == TARGETS.tolist()


class Bomb:
    """Would run code when it is unpickled."""

    def __reduce__(self):
        return pytest.fail, ("a file was unpickled",)


NAN = np.where(LOGITS == 3, np.nan, LOGITS)
MILLION = np.zeros((1_000_000, 2), np.float32)
BAD_ARRAYS = [
    (
        {"z": LOGITS, "t": TARGETS},
        "must hold arrays logits and targets, but holds t, z; save it with numpy.savez(FILE, logits=..., targets=...)",
    ),
    ({"logits": LOGITS[0], "targets": TARGETS}, "logits must have shape (rows, classes), but have shape (3,); "),
    (
        {"logits": LOGITS, "targets": TARGETS[:1]},
        "logits have 2 rows, but targets have shape (1,); give one true class",
    ),
    ({"logits": LOGITS, "targets": np.eye(3)[TARGETS].astype(int)}, "one-hot rows: take .argmax(axis=1)"),
    ({"logits": NAN, "targets": TARGETS}, "logits[1, 2] is nan, but logits must be finite"),
    (
        {"logits": LOGITS, "targets": TARGETS + 1},
        "but there are 3 classes; use 0 to 2 (R and Julia count from 1: subtract 1)",
    ),
    ({"logits": LOGITS, "targets": TARGETS - 1}, "targets[1] is -1, but there are 3 classes; use 0 to 2"),
    ({"logits": LOGITS, "targets": TARGETS * 0.75}, "targets[0] is 1.5, but targets are class indices; "),
    ({"logits": LOGITS, "targets": TARGETS > 0}, "targets must hold class indices, but hold bool; "),
    (
        {"logits": LOGITS.T, "targets": TARGETS},
        "true class for each row (they look transposed: save logits.T)",
    ),
    (
        {"logits": np.full((3, 4), 0.25), "targets": np.zeros(3, int)},
        "logits look like shares, as every row sums to 1; ",
    ),
    ({"logits": LOGITS.astype("V2"), "targets": TARGETS}, "save them with .astype('float32') (is it bfloat16?)"),
    ({"logits": LOGITS, "targets": np.array([2**63, 0], np.uint64)}, "targets[0] is 9007199254740992, but there are 3"),
    ({"logits": LOGITS.astype(str), "targets": TARGETS}, "logits must hold real numbers, but hold <U32; "),
    ({"logits": MILLION, "targets": TARGETS}, "there are 1000000 rows, but 1 to 10000 are allowed; save some of them"),
    ({"logits": LOGITS[:, :1], "targets": TARGETS}, "there are 1 classes, but 2 to 10000 are allowed; "),
    ({"logits": LOGITS[:0], "targets": TARGETS[:0]}, "there are 0 rows, but 1 to 10000 are allowed; "),
    (
        {"logits": np.array([[Bomb()]]), "targets": TARGETS},
        "logits holds pickled Python objects, which are never loaded",
    ),
    ({"logits": LOGITS, "targets": np.array([Bomb()])}, "targets holds pickled Python objects, which are never loaded"),
]


@pytest.mark.parametrize(("arrays", "message"), BAD_ARRAYS, ids=[message[:30] for _, message in BAD_ARRAYS])
def test_a_bad_archive_gets_one_clear_line(arrays, message, tmp_path):
    assert message in refusal(read_batch, saved(tmp_path, "bad.npz", **arrays))


BAD_LINES = [
    ("1,2,0\n1,2,3,0\n", "line 2 has 4 cells, the first 3; write K logits, then the class"),
    ("1,2,0\n1,two,0\n", "line 2, column 2: 'two' is no number; write it like 0.5"),
    ("1,2,.5\n", "line 1 has .5 for its true class; write a whole number from 0 up"),
    ("1,nan,0\n", "logits[0, 1] is nan, but logits must be finite"),
    ("1,2,7\n", "targets[0] is 7, but there are 2 classes; use 0 to 1"),
    (
        ",a,b,t\n0,1,2,0\n",
        "line 1: the first column has no name, as of an index; save without it (pandas: index=False, ",
    ),
    ("a,b,t\n", "there are 0 rows, but 1 to 10000 are allowed"),
    ("", "there are 0 rows, but 1 to 10000 are allowed"),
    ("1,2,0\n" * 1_000_000, "there are 10001 rows, but 1 to 10000 are allowed"),
    ("\x00\x01\x02\n\xff", "is no text (line 1 holds zero bytes); save it as CSV"),
    ("id,a,b,t\n7,1,2,0\n", "line 1: the first column is called 'id', as of an index; save without it"),
    ("Unnamed: 0,a,b,t\n0,1,2,0\n", "line 1: the first column is called 'Unnamed: 0', as of an index"),
    ('"",a,b,t\n"1",1,2,0\n', "line 1: the first column has no name, as of an index"),
    ("a,b,t\n1,.5,.25,0\n", "line 2 has 4 cells, the first 3"),  # R's row names have no heading
    ("0,1.5,2,0\n1,.5,3,1\n2,.1,3,1\n", "the first column counts the rows from 0 up; save without it"),
    (
        "label,a,b,class\n0,1,2,0\n",
        "line 1: 'label' and 'class' could both be the true classes; keep one of these columns",
    ),
    ("1,,0\n", "line 1 has no number in column 2; write K logits, then the class"),
    ("1,NA,0\n", "line 1, column 2: 'NA' is no number"),
    ("1,2,cat\n", "line 1, column 3: 'cat' is no number"),
    ("1,2.0,0\n-1.0;2,0,1\n", "line 2, column 1: '-1.0;2' is no number"),
    ("1 000,2,0\n", "line 1, column 1: '1 000' reads as part of a long number; write thousands without a separator"),
    ("0.1,0.2,0.7,2\n0.6,0.3,0.1,0\n", "logits look like shares, as every row sums to 1"),
]


@pytest.mark.parametrize(("text", "message"), BAD_LINES, ids=[repr(text[:14]) for text, _ in BAD_LINES])
def test_a_bad_table_gets_one_clear_line(text, message, tmp_path):
    (tmp_path / "bad.csv").write_text(text, encoding="latin-1")
    assert message in refusal(read_batch, str(tmp_path / "bad.csv"))


def test_damaged_and_missing_files_get_one_clear_line(tmp_path):
    archive = io.BytesIO()
    np.savez(archive, logits=LOGITS, targets=TARGETS)
    (tmp_path / "cut.npz").write_bytes(archive.getvalue()[:200])
    (tmp_path / "cut.npy").write_bytes(b"\x93NUMPY\x01\x00")
    with zipfile.ZipFile(tmp_path / "text.npz", "w") as file:
        file.writestr("logits.npy", "hello")
        file.writestr("targets.npy", "hello")
    np.save(tmp_path / "z.npy", LOGITS)
    cases = [
        (("cut.npz",), "cut.npz can't be read (File is not a zip file); save the batch again"),
        (("text.npz",), "logits is no array of numbers as numpy.save writes it"),
        (("cut.npy", "z.npy"), "logits is no array of numbers as numpy.save writes it"),
        (("z.npy",), "holds logits alone; give their true classes too, with targets=FILE.npy"),
        (("z.npy", "z.npy"), "targets must be a list of class indices, but have shape (2, 3); one-hot rows"),
        (("no.npz",), "there is no file"),
        (("",), "must be a .npz or .npy or .csv or .tsv or .txt file; save the batch as one of these"),
        (("z.xlsx",), "must be a .npz or .npy or .csv or .tsv or .txt file; in Excel, save as CSV"),
        (("z.pt",), "file; in PyTorch: numpy.savez('batch.npz', logits=logits.numpy(), targets=targets.numpy())"),
    ]
    for names, message in cases:
        assert message in refusal(read_batch, *(str(tmp_path / name) for name in names))


WRITTEN = {
    "numpy.savetxt": "# z1 z2 z3 target\n1.0e+00 2.0e+00 5.0e-01 2\n0.0e+00 -1.0e+00 3.0e+00 0\n",
    "pandas": "z0,z1,z2,target\n1.0,2.0,0.5,2\n0.0,-1.0,3.0,0\n",
    "pandas, the target first": "target,z0,z1,z2\n2,1.0,2.0,0.5\n0,0.0,-1.0,3.0\n",
    "R": '"V1","V2","V3","target"\n1,2,0.5,2\n0,-1,3,0\n',
    "Julia": "1.0\t2.0\t0.5\t2\n0.0\t-1.0\t3.0\t0\n",
    "Excel": "\ufeffz1,z2,z3,class\r\n1,2,.5,2\r\n0,-1,3,0\r\n",
    "Excel, German": "\ufeffz1;z2;z3;class\r\n1;2;0,5;2\r\n0;-1;3;0\r\n;;;\r\n",
    "Excel, told its separator": "sep=;\r\n1;2;0,5;2\r\n0;-1;3;0\r\n",
    "by hand": "1, 2, 1/2, 2\n\n0, −1, 3, 0",
    "in per cent": "100%,200%,50%,2\n0%,-100%,300%,0\n",
    "targets as floats": "1,2,.5,2.0\n0,-1,3,0.0\n",
    "the truth called y": "y,z0,z1,z2\n2,1,2,.5\n0,0,-1,3\n",
    "old Macintosh": "1,2,.5,2\r0,-1,3,0\r",
}


@pytest.mark.parametrize("tool", WRITTEN)
def test_tables_are_read_as_other_tools_write_them(tool, tmp_path):
    (tmp_path / "b.csv").write_bytes(WRITTEN[tool].encode("utf-8"))
    batch = read_batch(str(tmp_path / "b.csv"))
    assert batch.logits.tolist() == LOGITS.tolist()
    assert batch.targets.tolist() == TARGETS.tolist()


def test_a_spreadsheets_unicode_text_is_read(tmp_path):
    (tmp_path / "b.txt").write_bytes("z1\tz2\tz3\tclass\r\n1\t2\t0,5\t2\r\n0\t-1\t3\t0\r\n".encode("utf-16"))
    assert read_batch(str(tmp_path / "b.txt")).logits.tolist() == LOGITS.tolist()


@pytest.mark.parametrize(
    "arrays",
    [
        {"logits": LOGITS.astype(np.float16), "targets": TARGETS},
        {"logits": np.asfortranarray(LOGITS), "targets": TARGETS.astype(">i4")},
        {"logits": LOGITS.astype(">f4"), "targets": TARGETS[:, None]},
        {"logits": LOGITS, "targets": TARGETS.astype(np.float32), "names": np.array(["a"])},
        {"logits": (LOGITS * 2).astype(np.int8), "targets": TARGETS.astype(np.uint8)},
    ],
    ids=["float16", "Fortran order", "big end first, a column of targets", "float targets", "whole numbers"],
)
def test_arrays_of_all_kinds_of_numbers_are_read(arrays, tmp_path):
    batch = read_batch(saved(tmp_path, "b.npz", **arrays))
    assert batch.logits.tolist() in (LOGITS.tolist(), (LOGITS * 2).tolist())
    assert batch.logits.dtype == np.float64
    assert batch.targets.tolist() == TARGETS.tolist()


def zipped(folder, **members):
    with zipfile.ZipFile(folder / "z.npz", "w") as file:
        for name, array in members.items():
            data = io.BytesIO()
            np.save(data, array)
            file.writestr(name, data.getvalue())
    return str(folder / "z.npz")


def test_bare_member_names_are_read(tmp_path):
    assert read_batch(zipped(tmp_path, logits=LOGITS, targets=TARGETS)).targets.tolist() == TARGETS.tolist()


def test_a_member_that_is_there_twice_is_refused(tmp_path):
    path = zipped(tmp_path, **{"logits": LOGITS, "logits.npy": LOGITS, "targets": TARGETS})
    assert "holds logits 2 times" in refusal(read_batch, path)


def test_an_array_that_is_cut_short_is_refused(tmp_path):
    np.save(tmp_path / "t.npy", TARGETS)
    np.save(tmp_path / "z.npy", LOGITS)
    (tmp_path / "z.npy").write_bytes((tmp_path / "z.npy").read_bytes()[:-8])
    message = refusal(read_batch, str(tmp_path / "z.npy"), str(tmp_path / "t.npy"))
    assert message.endswith("logits holds fewer numbers than its shape says; save it again")


def test_a_home_folder_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    saved(tmp_path, "b.npz", logits=LOGITS, targets=TARGETS)
    assert read_batch("~/b.npz").targets.tolist() == TARGETS.tolist()


def test_what_is_no_file_is_said_shortly():
    assert len(refusal(read_batch, "x" * 5000 + ".npz")) < 200


def test_the_columns_of_the_shipped_batch():
    # oracles.md, second cut, 5
    batch = untrained()
    assert mc.loss(batch.logits, batch.targets).mean() == pytest.approx(3.341965525378, abs=5e-13)
    columns = mc.bias_gradient(batch.logits, batch.targets)
    assert columns[[0, 9, 21, 2]] == pytest.approx(
        [-0.110541429051, -0.094511378163, 0.044447869437, 0.043200536132], abs=5e-13
    )
    assert columns.argmax() == 21
    assert mc.softmax(batch.logits).mean(axis=0)[0] == pytest.approx(0.045708570949, abs=5e-13)
    assert (batch.targets == 0).mean() == 5 / 32
