"""pytest plugin: the embedded services, started before Django reads its settings.

DATABASE_URL and REDIS_URL, when both are set, name real ones instead.

Named by `-p` in pyproject.toml, because a conftest is read too late.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from kawagoe_mynumber import embedded

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
_started: list[embedded.Server] = []
_folder: Path | None = None


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    global _folder
    os.environ.setdefault(
        "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
    )  # Playwright's sync API runs an event loop in the test thread
    os.environ["DB_POOL"] = "0"  # pooled connections would keep the test database from being dropped
    if "PYTEST_XDIST_WORKER" in os.environ or {"DATABASE_URL", "REDIS_URL"} <= os.environ.keys():
        return
    _folder = Path(tempfile.mkdtemp(prefix="kawagoe-test-"))
    _folder.chmod(0o755)
    _started.extend(embedded.start_pair(_folder, FAST))
    postgres, valkey = _started
    assert isinstance(postgres, embedded.Postgres)
    assert isinstance(valkey, embedded.Valkey)
    os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = postgres.url, valkey.url


def pytest_unconfigure() -> None:
    for server in reversed(_started):
        server.stop()
    if _folder:
        shutil.rmtree(_folder, ignore_errors=True)
