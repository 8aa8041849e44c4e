"""Sizes of type, readable from the last row of a hall of 300, and the pixel in which they are said.

Sizes are of the em, in pixels of a frame of 1920 × 1080, as in the visual language: a capital or a digit is two
thirds of that. Manim's font size 48 is half a scene unit to the em.
"""

#: Scene units to a pixel of a frame 1080 pixels high: the frame is 8 units high.
PX = 8.0 / 1080.0
#: Scene units to the em for a font size of 1.
UNITS_PER_SIZE = 0.5 / 48


def em(pixels: float) -> float:
    """Return Manim's font size of type with an em of so many pixels of a 1080p frame."""
    return pixels * PX / UNITS_PER_SIZE


TITLE = em(62)  #: the title
CAPTION = em(50)  #: caption, question, conclusion
TEXT = em(48)  #: numbers, labels, names, formulas
TICK = em(40)  #: ticks and notes; labels and numbers, too, with nine classes or more
HERO = em(68)  #: the one number that a beat is about

#: From so many classes on, labels and numbers may go down to the size of ticks.
CROWD = 9


def label_size(classes: int) -> float:
    """Return the size of labels and numbers with so many classes."""
    return TEXT if classes < CROWD else TICK
