"""Painted frames as files: H.264, straight alpha, GIF; and how clips are joined without encoding."""
