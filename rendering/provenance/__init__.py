"""What a file is made from, and the store of what was made."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["account", "ground", "makers", "meaning", "scores", "sources", "store"]
