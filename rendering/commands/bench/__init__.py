"""Speed, size and quality, measured against plain Manim."""
