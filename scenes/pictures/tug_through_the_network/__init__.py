"""What TugThroughTheNetwork alone draws."""
