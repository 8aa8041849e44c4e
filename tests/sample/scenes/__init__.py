"""Scenes as small as can be, with the interface of the real ones."""
