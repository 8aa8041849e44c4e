"""A new scene: its file, its line in the catalogue, its test."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["new"]
