"""What the store holds of recorded scenes."""

from rendering.model.score import Score
from rendering.provenance.store import Store


def load_score(store: Store, recipe: str) -> Score | None:
    """The score recorded for a recipe, if it and every segment that it names are in the store, undamaged."""
    data = store.get("scores", recipe)
    if data is None:
        return None
    score = Score.from_bytes(data)
    whole = all(store.holds("recordings", key) for key in {part.recording for part in score.parts})
    return score if whole else None
