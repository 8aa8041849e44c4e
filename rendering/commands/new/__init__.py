"""A new scene: its file, its line in the catalogue, its test."""
