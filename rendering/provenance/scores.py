"""What the store holds of recorded scenes: for each performance the last scores, each with its account."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from rendering.model.account import Account
from rendering.model.score import Score
from rendering.provenance.account import changes
from rendering.provenance.sources import Sources
from rendering.provenance.store import Store

#: How many are kept of one performance, so that an edit that is taken back needs nothing to be recorded.
KEPT = 8


def load_score(
    store: Store, performance: str, stated: dict[str, Any], sources: Sources
) -> tuple[Score, Account] | None:
    """A score that would come out the same now, with its account; only if the store holds all that it names.

    `stated` is what isn't observed: what the recording stood on, and the code that records.
    """
    for kept in _kept(store, performance):
        if kept["stated"] != stated or next(changes(kept["account"], sources), None):
            continue
        data = store.get("scores", kept["score"])
        if data is not None:
            score = Score.from_bytes(data)
            with ThreadPoolExecutor() as threads:  # reading and hashing let each other run
                held = threads.map(lambda key: store.holds("recordings", key), {p.recording for p in score.parts})
                if all(held):
                    return score, kept["account"]
    return None


def last_score(store: Store, performance: str) -> Score | None:
    """The score that was recorded last."""
    kept = _kept(store, performance)
    data = store.get("scores", kept[0]["score"]) if kept else None
    return Score.from_bytes(data) if data else None


def keep_score(store: Store, performance: str, stated: dict[str, Any], score: Score, account: Account) -> None:
    """Keep a score; what it names must be in the store already."""
    new = {"stated": stated, "account": account, "score": store.keep("scores", score.to_bytes())}
    others = [kept for kept in _kept(store, performance) if {**kept, "score": None} != {**new, "score": None}]
    store.put("accounts", performance, json.dumps([new, *others][:KEPT]).encode())


def _kept(store: Store, performance: str) -> list[dict[str, Any]]:
    with suppress(ValueError):
        return list(json.loads(store.get("accounts", performance) or "[]"))
    return []
