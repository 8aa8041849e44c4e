"""The visual vocabulary: how a bar, a rope or a number looks is decided here, once."""
