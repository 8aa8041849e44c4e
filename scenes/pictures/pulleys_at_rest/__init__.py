"""What PulleysAtRest alone draws."""
