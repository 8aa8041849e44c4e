"""What CrossEntropyOverlay alone draws."""
