"""Files and what is said of them: clips, exports, the film, captions, the manifest."""

#: What others may take; the modules are imported when they are needed.
__all__ = [
    "cards",
    "clips",
    "decks",
    "entries",
    "export_work",
    "exports",
    "film",
    "lectures",
    "manifest",
    "page",
    "place",
]
