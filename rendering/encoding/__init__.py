"""Painted frames as files: H.264, straight alpha, GIF; and how clips are joined without encoding."""

#: What others may take; the modules are imported when they are needed.
__all__ = ["alpha", "encode", "gif", "h264", "join", "yuv"]
