"""Where clips may go, and who may paint them."""

import re
from pathlib import Path

from rendering.errors import UserError
from rendering.model.lined import shown
from rendering.project import PACKAGES, ROOT


def checked_out(out: Path) -> None:
    """Refuse an output folder that can't be one, before anything is written."""
    if str(out) in ("", "."):
        raise UserError("-o is this folder itself; name a folder for the clips, for example -o clips")
    if out.suffix.lower() in (".mp4", ".webm", ".mov", ".gif", ".png", ".svg", ".pdf"):
        raise UserError(f"-o {shown(str(out))} is a folder's name, and this looks like a file's; try -o {out.parent}")
    for part in (out, *out.parents):
        if part.is_symlink() and not part.exists():
            raise UserError(f"-o {shown(str(out))}: {part} is a link to nothing; mend it, or choose another folder")
        if part.exists():
            if not part.is_dir():
                raise UserError(f"-o {shown(str(out))}: {part} is a file; choose another folder")
            break
    inside = out.absolute().resolve()
    for package in PACKAGES:
        if inside.is_relative_to((ROOT / package).resolve()):
            raise UserError(f"-o {shown(str(out))} lies among the sources in {package}/; choose another folder")


def checked_scheduler(address: str | None) -> None:
    """Refuse an address that no scheduler can have, before anything is written."""
    if address is not None and not re.fullmatch(r"(?:tcp|tls|ws|wss)://[^\s:/]+:\d{1,5}", address):
        raise UserError(f"--scheduler is {shown(address)}; give an address like tcp://HOST:8786")
