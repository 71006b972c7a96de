"""Work that meets in the database: each job in a thread and a connection of its own."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count

from django.db import connection, connections, transaction


def at_once(jobs: Sequence[Callable[[], object]], *, workers: int | None = None) -> list[object]:
    """Results of the jobs, or what they raised, in order; fewer `workers` than jobs take their share in turn."""
    workers = workers or len(jobs)
    barrier = threading.Barrier(workers)

    def run(share: Sequence[Callable[[], object]]) -> list[object]:
        try:
            with connection.cursor() as cursor:  # a slow machine must not turn waiting into an answer
                cursor.execute("SET lock_timeout = '60s'")
            barrier.wait(timeout=60)
            return [_result(job) for job in share]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=workers) as pool:
        shares = list(pool.map(run, [jobs[n::workers] for n in range(workers)]))
    return [shares[n % workers][n // workers] for n in range(len(jobs))]


@contextmanager
def locked_elsewhere(lock: Callable[[], object]) -> Iterator[None]:
    """For the block, another transaction holds what `lock` locks, and who waits for it here gives up soon."""
    is_held, is_over = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                lock()
                is_held.set()
                is_over.wait(timeout=60)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        holding = pool.submit(hold)
        try:
            assert is_held.wait(timeout=60)
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '200ms'")
            yield
        finally:
            is_over.set()
            holding.result()
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")


def meeting(people: int) -> Callable[[], None]:
    """Where the first so many who come wait for one another; whoever comes later goes by."""
    barrier, places = threading.Barrier(people), count()

    def wait() -> None:
        if next(places) < people:
            barrier.wait(timeout=60)

    return wait


def _result(job: Callable[[], object]) -> object:
    try:
        return job()
    except Exception as error:  # noqa: BLE001 - the test looks at what was raised
        return error
