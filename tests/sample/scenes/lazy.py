"""A package that finds its names when it is asked for them."""


def __getattr__(name):
    """LATE, and no other."""
    if name == "LATE":
        return 0.65
    raise AttributeError(name)
