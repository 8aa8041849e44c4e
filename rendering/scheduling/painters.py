"""Who paints: processes on this machine, or the workers of a Dask cluster.

A cluster's workers need neither this machine's disk nor its store: a recorded segment goes out as bytes, a clip
comes back as bytes. They need this project and its packages, in the same versions, or pictures would depend on
where they were painted; each task makes sure of that before it paints.
"""

import logging
import platform
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from rendering.errors import SceneError, UserError
from rendering.provenance.recipe import Sources, painter_fingerprint
from rendering.recording.server import FRESH, start
from rendering.scheduling import work
from rendering.scheduling.request import Request

SECONDS_TO_ANSWER = 10


@dataclass(frozen=True)
class Painters:
    """An executor, how much it can do at once, and which code it must run."""

    executor: Executor
    slots: int
    fingerprint: str
    remote: bool = False

    def task(self, recording: bytes, pixels: tuple[int, int]) -> tuple:
        """A function that paints a segment, and its arguments."""
        if self.remote:
            return encode_like, self.fingerprint, recording, pixels
        return work.encode, recording, pixels


def encode_like(fingerprint: str, recording: bytes, pixels: tuple[int, int]) -> bytes:
    """Paint a segment on another machine, if what paints there is what would paint here."""
    if painter_fingerprint(Sources()) != fingerprint:
        raise SceneError(
            f"the worker on {platform.node()} has another version of this project, of its packages or of cairo; "
            "bring it to the same commit and run ./render.sh doctor there"
        )
    return work.encode(recording, pixels)


@contextmanager
def cluster(address: str, fingerprint: str) -> Iterator[Painters]:
    """The workers of the Dask scheduler at `address`; one that dies is replaced by the others."""
    try:
        from distributed import Client
    except ImportError:
        raise UserError(
            "--scheduler needs Dask; install it with: .venv/bin/pip install 'distributed>=2025.1'"
        ) from None
    # What it tells of lost connections is told again, in one line, by this program.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        raise UserError(f"--scheduler {address} doesn't answer as a Dask scheduler: {error}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=SECONDS_TO_ANSWER)
        except TimeoutError:
            raise UserError(f"--scheduler {address} has no workers; start some with: dask worker {address}") from None
        # Twice as many as can be painted at once, so that a worker needn't wait for the next.
        slots = 2 * sum(client.nthreads().values())
        # Equal recordings are equal clips, but the store knows that already: no need for Dask to compare.
        yield Painters(client.get_executor(pure=False), slots, fingerprint, remote=True)


@contextmanager
def worker_pool(jobs: int) -> Iterator[Executor]:
    """Processes on this machine."""
    with ProcessPoolExecutor(jobs, mp_context=FRESH, initializer=start, initargs=(work.PATIENCE,)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # what is waiting is of no use any more
            raise


@contextmanager
def painters_for(request: Request, pool: Executor, sources: Sources) -> Iterator[Painters]:
    """Who paints for a request: a cluster, or the processes of `pool`."""
    fingerprint = painter_fingerprint(sources)
    if request.scheduler:
        with cluster(request.scheduler, fingerprint) as painters:
            yield painters
    else:
        yield Painters(pool, request.jobs, fingerprint)
