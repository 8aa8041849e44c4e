"""Who paints: processes on this machine, or the workers of a Dask cluster."""

import logging
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rendering.encoding.encode import encode
from rendering.errors import UserError
from rendering.model.formats import Look
from rendering.provenance.makers import PAINTER, makers
from rendering.recording.server import FRESH, LIGHT, booted, get_ready, start
from rendering.scheduling import remote, work
from rendering.scheduling.present import Present

SECONDS_TO_ANSWER = 10


@dataclass(frozen=True)
class Painters:
    """An executor, how much it can do at once, and the hash of the code that it runs."""

    executor: Executor
    slots: int
    fingerprint: str
    #: of workers elsewhere, what they must have
    required: remote.Required | None = None

    def task(self, recording: bytes, look: Look) -> tuple[Any, ...]:
        """A function that paints a segment, and its arguments."""
        if self.required:
            return remote.encode, self.required, recording, look
        return encode, recording, look


@contextmanager
def worker_pool(jobs: int, present: Present) -> Iterator[Executor]:
    """Processes on this machine, which may load the present code alone."""
    given = booted(present.makers)
    with _Drawing(jobs, mp_context=FRESH, initializer=start, initargs=(given, work.PATIENCE)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # what is waiting is of no use any more
            raise


class _Drawing(ProcessPoolExecutor):
    """Workers that have Manim; that is imported when there is something to do."""

    def submit(self, *task: Any, **options: Any) -> "Future[Any]":
        """As ever."""
        get_ready()
        return super().submit(*task, **options)


@contextmanager
def writer_pool(jobs: int, present: Present) -> Iterator[Executor]:
    """Processes without Manim, for files that are made of painted segments."""
    given = booted(present.makers, drawing=False)
    with ProcessPoolExecutor(jobs, mp_context=LIGHT, initializer=start, initargs=(given,)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def painters_for(scheduler: str | None, jobs: int, pool: Executor, present: Present) -> Iterator[Painters]:
    """A cluster, if a scheduler is given, or the processes of `pool`."""
    if scheduler:
        with cluster(scheduler, present) as painters:
            yield painters
    else:
        yield Painters(pool, jobs, present.painter)


@contextmanager
def cluster(address: str, present: Present) -> Iterator[Painters]:
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
        ground = present.ground
        code = makers(present.sources, *PAINTER)
        required = remote.Required(code, ground.versions, ground.environment, tuple(sorted(ground.files)))
        # Equal recordings are equal clips, but the store knows that already: no need for Dask to compare.
        yield Painters(client.get_executor(pure=False), slots, present.painter, required)
