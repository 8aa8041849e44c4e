"""Running processes, as Linux tells of them."""

from pathlib import Path


def children(pid: int) -> list[int]:
    """The processes that one's main thread has started and that haven't ended; none if it has itself."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def command_of(pid: int) -> str:
    """How a process was started; nothing if it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
