"""Recorded shapes as pixels or vectors, by Manim's own drawing code."""
