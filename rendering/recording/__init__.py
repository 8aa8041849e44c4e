"""A scene run once, in a process of its own, with a camera that writes down shapes."""
