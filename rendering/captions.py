"""Captions as WebVTT."""

from rendering.score import Score


def timestamp(seconds: float) -> str:
    """Hours, minutes, seconds and thousandths, as WebVTT writes them."""
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def webvtt(score: Score) -> str:
    """One cue a beat, from its first frame to its last."""
    cues, start = ["WEBVTT"], 0
    for number, beat in enumerate(score.beats, start=1):
        end = start + beat.frames
        text = beat.caption.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        cues.append(f"{number}\n{timestamp(start / score.fps)} --> {timestamp(end / score.fps)}\n{text}")
        start = end
    return "\n\n".join(cues) + "\n"
