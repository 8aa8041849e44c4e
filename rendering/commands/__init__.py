"""What each command does."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["bench", "clean", "diff", "doctor", "export", "film", "listing", "render", "sheet", "status", "watch"]
