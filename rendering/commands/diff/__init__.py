"""Changed beats before and after, on a page."""
