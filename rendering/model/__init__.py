"""The values that go from room to room: settings, segments, scores, formats."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["account", "entry", "formats", "lined", "score", "segment", "settings", "talk"]
