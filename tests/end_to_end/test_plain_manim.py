"""The scenes are plain Manim scenes: from a shell in any folder, and from a notebook."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import av

ROOT = Path(sys.prefix).resolve().parent  # the checkout that the packages were set up for


def environment_without_paths() -> dict[str, str]:
    """As in a fresh shell."""
    return {"PATH": "/usr/bin:/bin"}


def test_setting_up_makes_the_packages_known(tmp_path):
    known = Path(sysconfig.get_path("purelib"), "cross-entropy-in-motion.pth").read_text()
    assert known == f"{ROOT}\n"
    for package in ("mathcore", "scenes"):
        done = subprocess.run(
            [sys.executable, "-c", f"import {package}; print({package}.__file__)"],
            cwd=tmp_path,
            env=environment_without_paths(),
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == str(ROOT / package / "__init__.py")


MINE = """
from scenes.title_card import TitleCard


class Mine(TitleCard):
    class Params(TitleCard.Params):
        heading: str = "Mine"
"""


def test_plain_manim_takes_numbers_as_a_scenes_defaults(tmp_path):
    (tmp_path / "mine.py").write_text(MINE)
    size = ["--resolution", "192,108", "--fps", "1", "--media_dir", str(tmp_path / "media")]
    subprocess.run(
        [sys.executable, "-m", "manim", "render", *size, "mine.py", "Mine"],
        cwd=tmp_path,
        env={**environment_without_paths(), "HOME": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    (film,) = tmp_path.glob("media/videos/mine/*/Mine.mp4")
    with av.open(str(film)) as clip:
        assert sum(1 for _ in clip.decode(video=0)) > 1  # beats are inherited: it isn't a still


def test_plain_manim_renders_a_scene_from_another_folder(tmp_path):
    size = ["--resolution", "192,108", "--fps", "1", "--media_dir", str(tmp_path / "media")]
    subprocess.run(
        [sys.executable, "-m", "manim", "render", *size, str(ROOT / "scenes" / "title_card.py"), "TitleCard"],
        cwd=tmp_path,
        env={**environment_without_paths(), "HOME": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    assert list(tmp_path.glob("media/videos/title_card/*/TitleCard.mp4"))
