"""Who does what when: scenes are recorded and segments painted, on so many cores."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["painters", "present", "queueing", "render", "renewal", "request", "schedule", "work"]
