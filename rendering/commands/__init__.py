"""What each command does."""

#: What others may take; the modules are imported when they are needed.
__all__ = [
    "bench",
    "clean",
    "deck",
    "diff",
    "doctor",
    "export",
    "film",
    "listing",
    "new",
    "page",
    "render",
    "sheet",
    "status",
    "watch",
]
