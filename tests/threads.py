"""Work that meets in the database: every job in a thread and a connection of its own, started together."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections


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


def _result(job: Callable[[], object]) -> object:
    try:
        return job()
    except Exception as error:  # noqa: BLE001 - the test looks at what was raised
        return error
