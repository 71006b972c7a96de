"""Fixtures that every test folder shares."""

import hashlib
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker

from apps.accounts.enums import Role
from apps.accounts.models import AllowedNetwork, User
from apps.contracts.models import ContractTerm

from . import rows

PASSWORD = "correct-horse-battery-9"

if worker := os.environ.get("PYTEST_XDIST_WORKER"):  # workers share one server, each has its own database on it
    address, _, _ = settings.CACHES["default"]["LOCATION"].rpartition("/")
    settings.CACHES["default"]["LOCATION"] = f"{address}/{int(worker.removeprefix('gw')) + 1}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Test databases are copies of one that was migrated once for all workers, and on a kept server for all runs."""
    database = settings.DATABASES["default"]
    database["TEST"] |= {"TEMPLATE": _migrated_database(django_db_blocker), "MIGRATE": False}


def _migrated_database(blocker: DjangoDbBlocker) -> str:
    """The name of a database in which exactly these migrations have run; the first who asks makes it."""
    digest = hashlib.sha256(Path(settings.BASE_DIR, "requirements-dev.lock").read_bytes())
    for migration in sorted(Path(settings.BASE_DIR).glob("apps/*/migrations/*.py")):
        digest.update(str(migration).encode() + migration.read_bytes())
    name, own = f"migrated_{digest.hexdigest()[:16]}", connection.settings_dict["NAME"]
    with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(20250601)")
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute("DROP DATABASE IF EXISTS migrated_half")
            server.execute("CREATE DATABASE migrated_half")
            with blocker.unblock():
                connection.close()
                connection.settings_dict["NAME"] = "migrated_half"
                call_command("migrate", verbosity=0, interactive=False)
                connection.close()
                connection.settings_dict["NAME"] = own
            server.execute(f"ALTER DATABASE migrated_half RENAME TO {name}")
    return name


MASTERS = (
    "contract", "contract_agreements", "contract_opening_rules", "contract_parameters", "call_profiles",
    "inquiry_categories",
)  # fmt: skip
UserOf = Callable[..., User]
ClientOf = Callable[..., Client]


_flush = TransactionTestCase._fixture_teardown


def _empty(case: TransactionTestCase) -> None:
    """Tests that commit are followed by an empty database, as Django has it, only sooner."""
    rows.empty_the_database() if rows.may_go_around_triggers() else _flush(case)


TransactionTestCase._fixture_teardown = _empty


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits of one test must not meet those of the next."""
    yield
    cache.clear()


@pytest.fixture
def user_of(db: None) -> UserOf:
    """Makes an active user of a role who may sign in at once; keyword arguments override fields."""
    numbers = count(1)

    def make(role: str, *, password: str = PASSWORD, **fields: object) -> User:
        number = next(numbers)
        defaults = {
            "username": f"{role}-{number}",
            "display_name": f"{Role(role).label}{number}",
            "must_change_password": False,
        }
        return User.objects.create_user(password=password, role=role, **(defaults | fields))

    return make


@pytest.fixture
def client_of(user_of: UserOf) -> ClientOf:
    """Makes a client signed in as a new user of a role (or `user=`), from an allowed address; `client.user` is who."""

    def make(role: str, *, user: User | None = None, **fields: object) -> Client:
        user = user or user_of(role, **fields)
        AllowedNetwork.objects.get_or_create(role=user.role, cidr="127.0.0.0/8", defaults={"note": "試験"})
        client = Client()
        client.force_login(user)
        client.user = user
        return client

    return make


@pytest.fixture(scope="session")
def snapshot_of(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Callable[..., rows.Rows | None]:
    """Tells what a command writes into an empty database; None where that cannot be copied back."""

    def snapshot(*command: str) -> rows.Rows | None:
        with django_db_blocker.unblock():
            if not rows.may_go_around_triggers():
                return None
            return rows.snapshot(lambda: call_command(*command, verbosity=0))

    return snapshot


@pytest.fixture(scope="session")
def contract_rows(snapshot_of: Callable[..., rows.Rows | None]) -> rows.Rows | None:
    return snapshot_of("load_contract")


@pytest.fixture(scope="session")
def masters_rows(snapshot_of: Callable[..., rows.Rows | None]) -> rows.Rows | None:
    return snapshot_of("loaddata", *MASTERS)


@pytest.fixture
def contract(contract_rows: rows.Rows | None, db: None) -> None:
    """Every row that a new installation begins with."""
    _write(contract_rows, "load_contract")


@pytest.fixture
def masters(masters_rows: rows.Rows | None, db: None) -> None:
    """Terms, sites, opening rules, parameters, call profiles and categories of inquiries; nothing else."""
    _write(masters_rows, "loaddata", *MASTERS)


def _write(kept: rows.Rows | None, *command: str) -> None:
    if kept is None or ContractTerm.objects.exists():
        call_command(*command, verbosity=0)
    else:
        rows.restore(kept)


@pytest.fixture
def shared_data() -> Path:
    """Folder of the sample logs; tests that need it are skipped where it is not laid beside the repository."""
    folder = Path(settings.BASE_DIR).parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"sample data are not at {folder}")
    return folder
