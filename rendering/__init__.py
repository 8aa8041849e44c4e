"""From scenes to files: record, paint, cache, publish, and the command line.

Nothing here knows any particular scene, and nothing is imported until it is needed: a command that finds
everything up to date must end before Manim would have been imported.
"""
