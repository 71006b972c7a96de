"""Two hundred people who watch the live history, and what others wait for their pages meanwhile.

A real web server, started as the demo starts it; the watchers and the others share its machine.
"""

import asyncio
import os
import statistics
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import AllowedNetwork, User
from apps.callcenter.models import Inquiry, InquiryCategory
from kawagoe_mynumber import embedded
from kawagoe_mynumber.management.commands.demo import processes

VIEWERS = 200
POLL_SECONDS = 2.0
LASTS_SECONDS = 40.0
SAVE_EVERY_SECONDS = 5.0
OTHERS = (
    (Role.OPERATOR, "/calls/"),
    (Role.CITY_STAFF, "/calls/live/"),
    (Role.GENERAL_MANAGER, "/counters/"),
    (Role.GENERAL_MANAGER, "/reports/"),
    (Role.OPERATOR, "/reservations/"),
    (Role.CC_LEADER, "/calls/pace/"),
)


@dataclass
class Seen:
    """What came back in how many seconds, by address and status."""

    polls: list[float] = field(default_factory=list)
    pages: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def of_pages(self) -> list[float]:
        return [seconds for found in self.pages.values() for seconds in found]


class Browser:
    """One connection kept open, as a browser keeps it."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str, *, by_itself: bool = False) -> tuple[int, bytes, float]:
        """Status, body and seconds."""
        start = time.perf_counter()
        live = "HX-Request: true\r\n" if by_itself else ""
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n{live}\r\n"
        for attempt in (1, 2):
            try:
                if self.writer is None:
                    self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
                assert self.reader
                self.writer.write(head.encode())
                status, body = await self._answer(self.reader)
                return status, body, time.perf_counter() - start
            except (ConnectionError, asyncio.IncompleteReadError):
                self.writer = None
                if attempt == 2:
                    raise
        raise AssertionError

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, bytes]:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection") == "close" and self.writer:
            self.writer.close()
            self.writer = None
        return int(lines[0].split()[1]), body


def sign_in(role: Role, number: int) -> str:
    """A cookie of a new person of this role."""
    user, _ = User.objects.get_or_create(
        username=f"viewer-{role}-{number}",
        defaults={"display_name": "試験", "role": role, "must_change_password": False},
    )
    AllowedNetwork.objects.get_or_create(role=role, cidr="127.0.0.0/8", defaults={"note": "試験"})
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


async def watch(browser: Browser, number: int, seen: Seen, until: float) -> None:
    """One open page of the live history, as htmx polls it."""
    await asyncio.sleep(POLL_SECONDS * number / VIEWERS)
    version = ""
    while time.perf_counter() < until:
        status, body, seconds = await browser.get(f"/calls/live/?v={quote(version)}", by_itself=True)
        seen.statuses[status] += 1
        seen.polls.append(seconds)
        if status == 200:
            version = body.partition(b"v=")[2].partition(b'"')[0].decode()
        await asyncio.sleep(max(0.0, POLL_SECONDS - seconds))


async def visit(browser: Browser, path: str, seen: Seen, until: float) -> None:
    """Somebody at work: a page, a moment's reading, the page again."""
    while time.perf_counter() < until:
        status, _, seconds = await browser.get(path)
        assert status == 200, (path, status)
        seen.pages.setdefault(path, []).append(seconds)
        await asyncio.sleep(0.5)


async def save(operator: User, category: InquiryCategory, until: float) -> None:
    """An inquiry every few seconds: each makes every watcher's list anew."""

    def one() -> None:
        now = timezone.now()
        Inquiry.objects.create(
            operator=operator, category=category, summary="更新の手続きを案内した", result="completed",
            received_at=now - timedelta(minutes=3), saved_at=now,
        )  # fmt: skip

    while time.perf_counter() < until:
        await asyncio.sleep(SAVE_EVERY_SECONDS)
        await asyncio.to_thread(one)


async def _run(
    port: int, viewers: list[str], others: list[tuple[str, str]], saving: tuple[User, InquiryCategory]
) -> Seen:
    seen = Seen()
    until = time.perf_counter() + LASTS_SECONDS
    tasks = [visit(Browser(port, cookie), path, seen, until) for cookie, path in others]
    tasks += [watch(Browser(port, cookie), number, seen, until) for number, cookie in enumerate(viewers)]
    await asyncio.gather(*tasks, save(*saving, until))
    return seen


def percentile_ms(seconds: list[float], per_cent: int = 95) -> float:
    return statistics.quantiles(seconds, n=100)[per_cent - 1] * 1000


def watched_pages(watchers: int = VIEWERS) -> Seen:
    """Runs the web server over the database of this connection, with so many watchers."""
    database = connection.settings_dict
    address = (
        f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    )
    viewers = [sign_in(Role.CITY_STAFF, number) for number in range(watchers)]
    others = [(sign_in(role, 1_000 + number), path) for number, (role, path) in enumerate(OTHERS)]
    saving = User.objects.filter(role=Role.OPERATOR)[0], InquiryCategory.objects.filter(children=None)[0]
    port = embedded.free_port()
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "kawagoe_mynumber.settings.local"}
    web = processes(embedded.state_dir(), port, environment)[0]
    web.start()
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=2):
                    break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        return asyncio.run(_run(port, viewers, others, saving))
    finally:
        web.stop()
