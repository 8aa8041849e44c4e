"""A scene run once, in a process of its own, with a camera that writes down shapes."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["perform", "performance", "process", "server", "telling", "validation"]
