"""What production refuses to start with. The demo and the tests (`DEMO = True`) pass."""

import base64
import binascii
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connections

SHORTEST_SECRET_KEY = 50
FEWEST_DIFFERENT_CHARACTERS = 10
CACHES_OF_ONE_PROCESS = ("LocMemCache", "DummyCache")
DURABLE = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
}


@register(Tags.security)
def settings_are_safe(**kwargs: Any) -> list[CheckMessage]:
    """Keys, debugging and cache, as far as the settings alone tell."""
    if _is_demo():
        return []
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(Error("DEBUG は本番環境では使えません。環境変数 DEBUG を外してください。", id="core.E010"))
    if _is_weak(settings.SECRET_KEY):
        found.append(Error("SECRET_KEY が見本のままか短すぎます。50文字以上の乱数にしてください。", id="core.E011"))
    if not _is_random_key(settings.MASTER_KEY):
        found.append(
            Error("MASTER_KEY が見本のままか、32バイトの乱数を base64 で表したものではありません。", id="core.E012")
        )
    if settings.CACHES["default"]["BACKEND"].endswith(CACHES_OF_ONE_PROCESS):
        found.append(
            Error(
                "CACHES はプロセス間で共有するもの（Redis）にしてください。",
                id="core.E013",
            )
        )
    return found


@register(Tags.database)
def database_keeps_what_it_acknowledged(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Settings of PostgreSQL under which an acknowledged booking survives a crash."""
    found: list[CheckMessage] = []
    for alias in databases or () if not _is_demo() else ():
        with connections[alias].cursor() as cursor:
            for name, accepted in DURABLE.items():
                cursor.execute(f"SHOW {name}")
                value = cursor.fetchone()[0]
                if value not in accepted:
                    found.append(
                        Error(
                            f"PostgreSQL の {name} が {value} です。on にしてください。",
                            id="core.E014",
                        )
                    )
    return found


def refuse_unsafe_settings() -> None:
    """For the start of web, worker and scheduler: ImproperlyConfigured with every reason.

    A database that does not answer yet is no reason; the health page tells of it.
    """
    if _is_demo():
        return
    found = settings_are_safe()
    try:
        found += database_keeps_what_it_acknowledged(databases=["default"])
    except OperationalError:
        pass
    finally:
        connections["default"].close()
    if found:
        raise ImproperlyConfigured("起動できません。\n" + "\n".join(f"- {message.msg}" for message in found))


def _is_demo() -> bool:
    return getattr(settings, "DEMO", False)


def _is_weak(key: str) -> bool:
    return (
        len(key) < SHORTEST_SECRET_KEY
        or len(set(key)) < FEWEST_DIFFERENT_CHARACTERS
        or key.startswith(("insecure-", "django-insecure-"))
    )


def _is_random_key(encoded: str) -> bool:
    """Whether it is base64 of 32 bytes that nobody typed: of random bytes, some are never readable characters."""
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return False
    return (
        len(key) == 32 and len(set(key)) >= FEWEST_DIFFERENT_CHARACTERS and not all(0x20 <= byte < 0x7F for byte in key)
    )
