"""Many operators send the booking form for one last place at the same moment, each through an own connection."""

import os
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client

from apps.accounts.enums import Role
from apps.accounts.models import AllowedNetwork, User
from apps.reservations.actions import bookings
from apps.reservations.models import Slot
from tests.threads import meeting

from . import factories

BOOKED, FULL = "booked", "full"
_TOKEN = "x" * CSRF_SECRET_LENGTH
_SENTENCE = "この枠は満席になりました。ほかの枠を選んでください。"


def sign_in(operators: Sequence[User]) -> list[str]:
    """The cookies of each operator's browser."""
    AllowedNetwork.objects.get_or_create(role=Role.OPERATOR, cidr="127.0.0.0/8", defaults={"note": "試験"})
    cookies = []
    for operator in operators:
        browser = Client()
        browser.force_login(operator)
        session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={_TOKEN}")
    return cookies


def read_without_lock(monkeypatch: pytest.MonkeyPatch, people: int) -> None:
    """The lock taken away: so many read the slot before the first of them writes."""
    all_have_read = meeting(people)

    def read(ids: Iterable[int]) -> dict[int, Slot]:
        slots = {slot.pk: slot for slot in Slot.objects.filter(pk__in=set(ids))}
        all_have_read()
        return slots

    monkeypatch.setattr(bookings, "lock_slots", read)


def all_at_once(origin: str, cookies: Sequence[str], slot: Slot) -> Counter[str]:
    """What the posts for the slot were answered with: BOOKED, FULL, or the status of any other answer."""
    start = threading.Barrier(len(cookies))
    browsers = [_connected(origin) for _ in cookies]  # one after the other: a server lets few of them queue

    def post(n: int) -> str:
        browser = browsers[n]
        try:
            start.wait(timeout=60)
            browser.request("POST", f"/reservations/book/{slot.pk}/", *_sent(n, cookies[n]))
            answer = browser.getresponse()
            page = answer.read().decode()
        finally:
            browser.close()
        if answer.status == 302:
            return BOOKED
        return FULL if answer.status == 409 and _SENTENCE in page else str(answer.status)

    with ThreadPoolExecutor(max_workers=len(cookies)) as pool:
        return Counter(pool.map(post, range(len(cookies))))


def _connected(origin: str) -> HTTPConnection:
    browser = HTTPConnection(urlsplit(origin).netloc, timeout=120)
    browser.connect()
    return browser


def _sent(n: int, cookies: str) -> tuple[str, dict[str, str]]:
    caller = factories.person(n)
    form = {
        "name": caller.name, "kana": caller.kana, "phone": caller.phone, "party_size": 1,
        "submission_key": uuid.uuid4(), "csrfmiddlewaretoken": _TOKEN,
    }  # fmt: skip
    return urlencode(form), {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}


@contextmanager
def served() -> Iterator[str]:
    """The product's own server in front of the database of this process; answers its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {"DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{connection.settings_dict['NAME']}"}
    program = [sys.executable, "-m", "gunicorn", "-c", "kawagoe_mynumber/gunicorn.py", "-b", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        program, cwd=settings.BASE_DIR, env=os.environ | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(port)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=5)) as browser:
            browser.request("GET", "/healthz")
            browser.getresponse().read()
            return
        time.sleep(0.1)
    raise TimeoutError
