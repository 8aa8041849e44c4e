"""The Beamer deck in LaTeX: it compiles with both engines, and shows all words."""

import os
import re
import subprocess

import pytest

from rendering.publishing.decks.beamer import beamer_document
from tests.end_to_end.programs import found
from tests.lectures import PALETTE, SCRIPT, lecture_in

PDFTOTEXT = found("pdftotext")


@pytest.mark.long
@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
@pytest.mark.parametrize("films", [True, False])
def test_it_compiles_and_shows_all_words(tmp_path, engine, films):
    if not (found(engine) and PDFTOTEXT):
        pytest.skip(f"needs {engine} with Beamer, and pdftotext")
    lecture = lecture_in(tmp_path)
    document = beamer_document(lecture, PALETTE)
    if not films:
        document = document.replace(r"\filmstrue", r"\filmsfalse")
    (tmp_path / "deck.tex").write_text(document, encoding="utf-8")
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "deck.tex"]
    environment = {**os.environ, "TEXMFVAR": str(tmp_path / "texmf")}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, env=environment)
    assert done.returncode == 0, done.stdout[-2000:]
    log = (tmp_path / "deck.log").read_text(errors="replace")
    assert not re.search("Missing character|undefined", log)
    words = subprocess.run(
        [PDFTOTEXT, "deck.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert SCRIPT in " ".join(words.split())
    assert len(words.split("\f")) - 1 == 2 + 3 + 2
