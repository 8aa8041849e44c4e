"""What stands on the film's cards."""

from dataclasses import replace
from typing import Any

from rendering.model.settings import Settings
from rendering.publishing.manifest import Entry


def card_settings(settings: Settings) -> Settings:
    """As for the scenes; but a card is its own caption."""
    return replace(settings, captions="none")


def card_parameters(clips: list[Entry], longest: dict[str, int], title: str = "") -> list[dict[str, Any]]:
    """The parameters of each card: the opening one has a talk's title or the card's defaults, the others tell of
    their clip.

    What its line says is the scene's question, or what the scene shows. All cards are told how long the clips are, in
    seconds. `longest` says how many characters a heading and a line may have.
    """
    told: list[dict[str, Any]] = [{"heading": shortened(title, longest["heading"])} if title else {}]
    lengths = [round(clip["duration"], 3) for clip in clips]
    for number, clip in enumerate(clips, start=1):
        heading = shortened(clip["title"], longest["heading"])
        line = shortened(clip.get("question") or clip["summary"], longest["line"])
        told.append({"heading": heading, "line": line, "number": number, "lengths": lengths})
    return told


def shortened(text: str, most: int) -> str:
    """The text, or as many of its words as fit into so many characters, and an ellipsis."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rpartition(" ")[0] or kept) + "…"
