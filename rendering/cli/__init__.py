"""The command line: commands and their options, and what a message says."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["program"]
