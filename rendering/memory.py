"""What beats drew before, so that only those are recorded anew that could draw something else now.

A beat's course is settled by what its code could see when it began, and by the code that ran in it. Under the
hash of the one, the store keeps what the beat drew, the hash of what was to be seen when it ended, and the hash
of each function that ran. If they are all the same, so is what it draws, and the next beat begins as it did.
"""

import json
from dataclasses import asdict, dataclass

from rendering.footprint import Footprint
from rendering.score import BeatScore, Part
from rendering.state import fingerprint
from rendering.store import Store, content_key


@dataclass(frozen=True)
class Remembered:
    """What a beat drew, and how it left the scene."""

    parts: list[Part]
    after: str  # a state's hash


class Memory:
    """The beats of one scene that are in the store."""

    def __init__(self, store: Store, footprint: Footprint, given: str, beats: list):
        """`given` stands for all that holds for the whole scene; `beats` are as the scene itself tells them."""
        self.store, self.footprint = store, footprint
        self.rest = footprint.rest()
        self.given = content_key(given, *self.rest)
        self.told = [fingerprint(beat) for beat in beats]
        self._mark = content_key("not passable", self.given)

    @property
    def passable(self) -> bool:
        """Whether beats may be passed over, as far as was seen."""
        return self.store.get("beats", self._mark) is None

    @passable.setter
    def passable(self, passable: bool) -> None:
        if not passable:
            self.store.put("beats", self._mark, b"")

    def recall(self, number: int, before: str) -> Remembered | None:
        """What a beat (from 0) draws if it begins in a state, if that is known."""
        kept = self.store.get("beats", self._key(number, before))
        if kept is None:
            return None
        told = json.loads(kept)
        if any(self.footprint.hash_of(name) != text for name, text in told["functions"].items()):
            return None
        parts = [Part(**part) for part in told["parts"]]
        whole = all(self.store.holds("recordings", part.recording) for part in parts)
        return Remembered(parts, told["after"]) if whole else None

    def keep(self, number: int, before: str, beat: BeatScore, after: str) -> None:
        """Remember a beat that was drawn just now, unless more counts for it than was hashed.

        So it is if it imported something, or looked at what other beats say of themselves.
        """
        if self.footprint.rest() != self.rest or self.footprint.marks_read:
            return
        told = {
            "parts": [asdict(part) for part in beat.parts],
            "after": after,
            "functions": self.footprint.functions(),
        }
        self.store.put("beats", self._key(number, before), json.dumps(told).encode())

    def _key(self, number: int, before: str) -> str:
        return content_key(self.given, self.told[number], before)
