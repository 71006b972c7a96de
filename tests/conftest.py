"""Fixtures that every test folder shares."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from pathlib import Path

import hypothesis
import psycopg
import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker

from apps.accounts.enums import Role
from apps.accounts.models import AllowedNetwork, User
from apps.contracts.models import ContractTerm
from apps.core.clock import JST

from . import rows

PASSWORD = "correct-horse-battery-9"
DEMO_NOW = datetime(2026, 5, 27, 14, 0, tzinfo=JST)
SEED_DEMO = ("seed_demo", "--seed", "7")

hypothesis.settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("steady")  # neither the hour nor the load of the machine decides

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


@dataclass(frozen=True)
class Filled:
    """A second database of this run, in which the contract's rows stand already."""

    name: str
    empty: str
    """The name of the database that begins with nothing."""
    contract: rows.Rows


_filled: Filled | None = None
_running: pytest.Item | None = None


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Beside the empty database one for the many tests that begin with the contract's rows."""
    global _filled
    with django_db_blocker.unblock():
        is_needed = rows.may_go_around_triggers() and any(map(_begins_with_the_contract, request.session.items))
        if is_needed:
            _filled = _fill(connection.settings_dict["NAME"])
            _connect_for(_running)
    yield
    if _filled:
        with django_db_blocker.unblock():
            _connect_to(_filled.empty)
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {_filled.name} WITH (FORCE)")
        _filled = None


def _begins_with_the_contract(item: pytest.Item | None) -> bool:
    return "contract" in getattr(item, "fixturenames", ())


def _fill(empty: str) -> Filled:
    """Copies the empty database and loads the contract into the copy."""
    name = f"{empty}_contract"
    connection.close()
    with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {empty}")
    _connect_to(name)
    call_command("load_contract", verbosity=0)
    contract = rows.snapshot(lambda: None)
    _connect_to(empty)
    return Filled(name, empty, contract)


def _connect_to(name: str) -> None:
    """What is open says itself where it leads: beside a running browser Django keeps a connection of its own."""
    opened = connection.connection
    if opened is not None and (opened.closed or opened.info.dbname != name):
        connection.close()
    connection.settings_dict["NAME"] = name


def _connect_for(item: pytest.Item | None) -> None:
    """Each test is given the database with which it begins; only a change between the two costs a connection."""
    if _filled:
        _connect_to(_filled.name if _begins_with_the_contract(item) else _filled.empty)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    global _running
    _running = item
    _connect_for(item)


MASTERS = (
    "contract", "contract_agreements", "contract_opening_rules", "contract_parameters", "call_profiles",
    "inquiry_categories",
)  # fmt: skip
UserOf = Callable[..., User]
ClientOf = Callable[..., Client]


_flush = TransactionTestCase._fixture_teardown


def _empty(case: TransactionTestCase) -> None:
    """Tests that commit are followed by the database as they found it, as Django has it, only sooner."""
    rows.empty_the_database() if rows.may_go_around_triggers() else _flush(case)
    if _filled and connection.settings_dict["NAME"] == _filled.name:
        rows.restore(_filled.contract)


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
def masters_rows(snapshot_of: Callable[..., rows.Rows | None]) -> rows.Rows | None:
    return snapshot_of("loaddata", *MASTERS)


@contextmanager
def _demo_day() -> Iterator[time_machine.Traveller]:
    """A Wednesday afternoon two months into the following term, one month into reporting."""
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(DEMO_NOW, tick=False) as clock:
        patch.setattr("apps.reporting.demo.reports.first_reported", lambda today: date(2026, 4, 30))
        yield clock


@pytest.fixture
def demo_day() -> Iterator[time_machine.Traveller]:
    with _demo_day() as clock:
        yield clock


@pytest.fixture(scope="session")
def demo_rows(snapshot_of: Callable[..., rows.Rows | None]) -> rows.Rows | None:
    with _demo_day():
        return snapshot_of(*SEED_DEMO)


@pytest.fixture
def demo(demo_rows: rows.Rows | None, demo_day: time_machine.Traveller, db: None) -> None:
    """Every row of the demo on its day; making them takes long enough to be done once."""
    write(demo_rows, *SEED_DEMO)


@pytest.fixture
def contract(db: None) -> None:
    """Every row that a new installation begins with."""
    if not _filled:
        call_command("load_contract", verbosity=0)


@pytest.fixture
def masters(masters_rows: rows.Rows | None, db: None) -> None:
    """Terms, sites, opening rules, parameters, call profiles and categories of inquiries; nothing else."""
    write(masters_rows, "loaddata", *MASTERS)


def write(kept: rows.Rows | None, *command: str) -> None:
    """What the command wrote when it was kept; without that the command itself."""
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
