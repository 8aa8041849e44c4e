"""Render a scene on every save, and show it on a page."""
