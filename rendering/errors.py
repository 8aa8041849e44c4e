"""Errors that are the user's to mend, errors that are the scene author's, and what may have been meant."""

import difflib


class UserError(Exception):
    """Wrong usage or input: shown as one line, exit code 2, nothing written."""


class SceneError(Exception):
    """A scene that cannot be recorded or painted: shown without this package's traceback, exit code 1."""


def suggestion(name: str, known: list[str]) -> str:
    """What could have been meant, or all that there is."""
    by_lower = {each.lower().replace("-", ""): each for each in known}
    close = difflib.get_close_matches(name.lower().replace("-", "").replace("_", ""), by_lower, n=3)
    if close:
        return f"did you mean {' or '.join(by_lower[match] for match in close)}?"
    return f"there are: {', '.join(known)}"
