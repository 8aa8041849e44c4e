"""Which encoder makes a clip of a recorded segment.

The imports stand inside: the process that hands the work out needs none of them, nor the time they take.
"""

from rendering.model.formats import MP4, Look


def encode(data: bytes, look: Look) -> bytes:
    """Paint and encode a recorded segment."""
    if look.form == MP4:
        from rendering.encoding.h264 import encode_segment

        return encode_segment(data, look.pixels, look.key_every)
    from rendering.encoding import alpha

    return alpha.encode_segment(data, look)
