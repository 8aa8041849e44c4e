"""What there is now to make files of: sources, packages, code, and what was recorded of them before."""

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any

from rendering.model.account import Account, MadeFrom
from rendering.model.score import Score
from rendering.project import CACHE
from rendering.provenance.ground import Ground, ground_of
from rendering.provenance.makers import PAINTER, PUBLISHER, RECORDER, fingerprint, makers
from rendering.provenance.scores import keep_score, load_score
from rendering.provenance.sources import Sources
from rendering.provenance.store import Store
from rendering.recording.performance import Performance
from rendering.recording.process import call_apart, record_apart
from rendering.recording.server import PRELOADED, get_ready, moment

PROCESS = "rendering.recording.process"


class Present:
    """The state of everything when a command began, looked at when it is asked for."""

    def __init__(self, store: Store | None = None):
        self.store = store or Store(CACHE)
        self.sources = Sources(self.store)
        self._scores: dict[str, tuple[Score, Account] | None] = {}

    @cached_property
    def ground(self) -> Ground:
        """What every picture stands on."""
        return ground_of(self.store, self.sources, PRELOADED, moment(), lambda: call_apart(f"{PROCESS}:preloaded"))

    @cached_property
    def makers(self) -> dict[str, str]:
        """The code that records, paints and writes."""
        return makers(self.sources, *RECORDER, *PUBLISHER)

    @cached_property
    def painter(self) -> str:
        """The hash of what turns a recording into a clip."""
        ground = self.ground
        return fingerprint(makers(self.sources, *PAINTER), ground.versions, ground.environment)

    @cached_property
    def _stated(self) -> dict[str, Any]:
        """What a recording depends on beside what is observed."""
        ground = self.ground
        code = makers(self.sources, *RECORDER)
        return {"versions": ground.versions, "environment": ground.environment, "makers": code}

    def score(self, performance: Performance) -> tuple[Score, Account] | None:
        """What was recorded before, if it would come out the same now; looked for once."""
        if performance.key not in self._scores:
            self._scores[performance.key] = load_score(self.store, performance.key, self._stated, self.sources)
        return self._scores[performance.key]

    def record(self, performance: Performance, on_part: Any = lambda beat, part: None) -> tuple[Score, Account]:
        """Record a scene now, in a process of its own."""
        score, account = record_apart(performance, self.makers, on_part)
        self.ground.check(self.store)
        keep_score(self.store, performance.key, self._stated, score, account)
        return score, account

    def scores(self, performances: list[Performance], jobs: int) -> list[tuple[Score, Account]]:
        """The scores of some scenes, from the store or recorded now."""
        kept = [self.score(performance) for performance in performances]
        if not all(kept):
            get_ready()
        with ThreadPoolExecutor(max(1, jobs)) as threads:
            made = threads.map(lambda pair: pair[0] or self.record(pair[1]), zip(kept, performances, strict=True))
            return list(made)

    def made_from(self, account: Account, parameters: dict[str, Any], settings: dict[str, Any]) -> MadeFrom:
        """All that a file of these pictures is made from."""
        return MadeFrom(
            **account,
            parameters=parameters,
            settings=settings,
            versions=self.ground.versions,
            environment=self.ground.environment,
            makers=self.makers,
        )
