"""Errors that are the user's to mend, and errors that are the scene author's."""


class UserError(Exception):
    """Wrong usage or input: shown as one line, exit code 2, nothing written."""


class SceneError(Exception):
    """A scene that cannot be recorded or painted: shown without this package's traceback, exit code 1."""


class DivergedError(Exception):
    """Beats that were passed over left the scene in another state than when they were drawn."""
