import base64
import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings as real_settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from apps.core.checks import database_keeps_what_it_acknowledged, refuse_unsafe_settings, settings_are_safe

CACHE = "django.core.cache.backends.{}"
SAFE = {
    "DEBUG": False,
    "SECRET_KEY": secrets.token_urlsafe(64),
    "MASTER_KEY": base64.b64encode(bytes(range(100, 132))).decode(),
    "CACHES": {"default": {"BACKEND": CACHE.format("redis.RedisCache"), "LOCATION": "redis://127.0.0.1:1/0"}},
}
UNSAFE = [
    ("core.E010", {"DEBUG": True}),
    ("core.E011", {"SECRET_KEY": "insecure-local-key-of-the-demo-never-in-production"}),
    ("core.E011", {"SECRET_KEY": secrets.token_urlsafe(30)[:49]}),
    ("core.E011", {"SECRET_KEY": "a" * 60}),
    ("core.E012", {"MASTER_KEY": real_settings.MASTER_KEY}),
    ("core.E012", {"MASTER_KEY": ""}),
    ("core.E012", {"MASTER_KEY": base64.b64encode(bytes(16)).decode()}),
    ("core.E012", {"MASTER_KEY": base64.b64encode(bytes(32)).decode()}),
    ("core.E013", {"CACHES": {"default": {"BACKEND": CACHE.format("locmem.LocMemCache")}}}),
    ("core.E013", {"CACHES": {"default": {"BACKEND": CACHE.format("dummy.DummyCache")}}}),
]


@pytest.fixture
def production(settings):
    """Settings as production has them; a test then spoils one."""
    settings.DEMO = False
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


def ids(messages):
    return [message.id for message in messages]


def spoil(settings, wrong):
    for name, value in wrong.items():
        setattr(settings, name, value)


def test_safe_production_is_accepted(production):
    assert settings_are_safe() == []


@pytest.mark.parametrize(("identifier", "wrong"), UNSAFE)
def test_unsafe_production_is_an_error_of_check(production, identifier, wrong):
    spoil(production, wrong)
    assert ids(settings_are_safe()) == [identifier]
    assert identifier in ids(checks.run_checks(tags=[checks.Tags.security]))


@pytest.mark.parametrize(("identifier", "wrong"), UNSAFE)
def test_unsafe_settings_are_left_alone_in_the_demo(production, identifier, wrong):
    spoil(production, wrong)
    production.DEMO = True
    assert settings_are_safe() == []
    refuse_unsafe_settings()


@pytest.mark.django_db
@pytest.mark.parametrize(("identifier", "wrong"), UNSAFE)
def test_unsafe_production_does_not_start(production, durable_database, identifier, wrong):
    spoil(production, wrong)
    with pytest.raises(ImproperlyConfigured, match="起動できません"):
        refuse_unsafe_settings()


@pytest.fixture
def durable_database(monkeypatch):
    """The tests' own server runs without durability: here it says what a real one says."""
    return answer(monkeypatch, {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"})


def answer(monkeypatch, values):
    class Cursor:
        def __enter__(self):
            return self

        def __exit__(self, *error):
            return None

        def execute(self, sql):
            self.value = values[sql.removeprefix("SHOW ")]

        def fetchone(self):
            return (self.value,)

    monkeypatch.setattr(connection, "cursor", Cursor)
    monkeypatch.setattr(connection, "close", lambda: None)
    return values


def test_durable_database_is_accepted(production, durable_database):
    assert database_keeps_what_it_acknowledged(databases=["default"]) == []
    refuse_unsafe_settings()


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_database_that_may_lose_bookings_is_refused(production, durable_database, name):
    durable_database[name] = "off"
    assert ids(database_keeps_what_it_acknowledged(databases=["default"])) == ["core.E014"]
    with pytest.raises(ImproperlyConfigured, match=name):
        refuse_unsafe_settings()


@pytest.mark.django_db
def test_real_server_is_asked(production):
    """The tests' server runs with durability off, unless a real one was named."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert "core.E014" in ids(checks.run_checks(tags=[checks.Tags.database], databases=["default"]))


def test_database_is_not_asked_by_a_plain_check(production):
    assert database_keeps_what_it_acknowledged(databases=None) == []


def run(*command, **environment):
    base = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        command,
        cwd=real_settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=300,
        env=base
        | {
            "DJANGO_SETTINGS_MODULE": "kawagoe_mynumber.settings.production",
            "SECRET_KEY": SAFE["SECRET_KEY"],
            "MASTER_KEY": real_settings.MASTER_KEY,
            "KEYRING_DIR": "/nonexistent",
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "ALLOWED_HOSTS": "desk.example.jp",
            "TRUSTED_PROXY_COUNT": "1",
        }
        | environment,
    )


@pytest.mark.parametrize(
    "command",
    [
        ["-c", "import kawagoe_mynumber.wsgi"],
        ["-m", "celery", "-A", "kawagoe_mynumber", "worker", "--pool", "solo"],
        ["-m", "celery", "-A", "kawagoe_mynumber", "beat", "--schedule", "/tmp/kawagoe-never-written"],
    ],
    ids=["web", "worker", "scheduler"],
)
def test_no_process_starts_with_the_key_of_the_demo(command):
    ended = run(sys.executable, *command)
    assert ended.returncode != 0
    assert "MASTER_KEY" in ended.stderr


def test_web_starts_with_safe_settings_while_the_database_is_away():
    ended = run(sys.executable, "-c", "import kawagoe_mynumber.wsgi", MASTER_KEY=SAFE["MASTER_KEY"])
    assert ended.returncode == 0, ended.stderr


def test_forms_of_the_facilities_host_are_foreign_to_the_office():
    show = "from django.conf import settings as s; print(s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS)"
    ended = run(sys.executable, "-c", show, FACILITY_HOST="visit.example.jp")
    assert ended.stdout.strip() == "['desk.example.jp', 'visit.example.jp'] ['https://desk.example.jp']"
