"""Parameters from assignments and files, and the files that they name."""

import pytest

from rendering.cli.parameters import located, read_parameters
from rendering.errors import UserError


def test_assignments_win_over_a_file_with_or_without_a_byte_order_mark(tmp_path):
    path = tmp_path / "p.toml"
    path.write_bytes(b"\xef\xbb\xbfrate = 1\r\nsteps = 3\r\n")
    assert read_parameters(("rate=2",), (path,)) == {"rate": "2", "steps": 3}
    assert read_parameters(("rate=2", "rate=2"), ()) == {"rate": "2"}


def test_files_are_found_from_where_they_are_named(tmp_path, monkeypatch):
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "b.npz").write_bytes(b"")
    (tmp_path / "talks" / "p.toml").write_text('batch = "b.npz"\nlabels = ["b.npz"]')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "talks"))
    full = str(tmp_path / "talks" / "b.npz")
    found = read_parameters((), (tmp_path / "talks" / "p.toml",))
    assert found == {"batch": full, "labels": ["b.npz"]}
    assert read_parameters(("batch=talks/b.npz",), ()) == {"batch": full}
    assert read_parameters(("batch=~/b.npz",), ()) == {"batch": full}


@pytest.mark.parametrize("value", ["names", "no.npz", "x" * 5000 + ".npz", "a\0.npz", "~nobody/b.npz", "1/3", ""])
def test_what_names_no_file_stays_as_it_is(value, tmp_path):
    assert located({"batch": value}, tmp_path) == {"batch": value}


def test_a_key_that_is_given_twice_is_refused():
    with pytest.raises(UserError, match=r"^--set rate is given twice, as '1' and '2'; keep one$"):
        read_parameters(("rate=1", "rate=2"), ())
