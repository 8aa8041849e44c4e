"""A project of two tiny scenes that tests may copy, change and render."""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).parent
ROOT = HERE.parent
collect_ignore = ["sample"]  # scenes of another project, not modules of this one

# Hypothesis draws the same examples in every run, so that a red test is red again, for everyone, and on a slow machine
# it takes its time.
settings.register_profile("project", derandomize=True, max_examples=60, deadline=None, database=None)
settings.load_profile("project")


def pytest_configure() -> None:
    """Let programs that tests start hear Ctrl-C, even where these tests run in the background, which is deaf to it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass
class Project:
    """A copy of `rendering` with the sample's scenes and mathematics."""

    root: Path

    @property
    def clips(self) -> Path:
        """Its output folder."""
        return self.root / "clips"

    def run(self, *arguments: str, code: int = 0, timeout: float = 120) -> subprocess.CompletedProcess:
        """Run the command line and insist on its exit code."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", "rendering", *arguments],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(self.root)},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a source file."""
        file = self.root / path
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))


def new_project(root: Path) -> Project:
    """Copy what a project needs."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "rendering", root / "rendering", ignore=ignore)
    for package in ("scenes", "mathcore"):
        shutil.copytree(HERE / "sample" / package, root / package, ignore=ignore)
    shutil.copy(HERE / "sample" / "root_module.py", root)
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    return Project(root)


@pytest.fixture
def project(tmp_path) -> Project:
    """A project of one's own."""
    return new_project(tmp_path / "project")


@pytest.fixture(scope="session")
def rendered(tmp_path_factory) -> Project:
    """A project rendered once in draft quality; to be read, not changed."""
    project = new_project(tmp_path_factory.mktemp("rendered") / "project")
    project.run("-ql")
    return project
