"""The browser of the journeys: apt's Chromium on a live server, on a Tuesday morning of the contract.

A test fails on its own when a page prints a console error or warning, when a request fails, or when a page asks
another host for anything.
`LOOK=1` keeps screenshots in `var/screenshots/`.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import time_machine
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Route,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from apps.accounts.models import AllowedNetwork, User
from tests.conftest import PASSWORD, UserOf

CHROMIUM_FLAGS = (
    "--no-sandbox", "--lang=ja", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESKTOP = {"width": 1366, "height": 768}
TABLET = {"width": 768, "height": 1024}
AXE = settings.NODE_MODULES / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCREENSHOTS = settings.BASE_DIR / "var" / "screenshots"
SAMPLE = "{%% extends 'base.html' %%}{%% block title %%}見本{%% endblock %%}{%% block content %%}%s{%% endblock %%}"
SAMPLE_ORIGIN = "http://sample.test"
MORNING = "2025-06-03T10:00:00+09:00"
SLOW_MACHINE = 10
"""Seconds that a machine busy with other tests may add to anything a page does."""

expect.set_options(timeout=(5 + SLOW_MACHINE) * 1000)


def chromium_path() -> str:
    """Chromium's program: `CHROMIUM` in the environment, else the one that apt installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found or not Path(found).exists():
        pytest.fail("Chromium が見つかりません。apt-get install chromium を実行してください。", pytrace=False)
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@dataclass
class Watch:
    """What went wrong in the browser windows of one test."""

    origin: str
    faults: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self.on_request)
        context.on("requestfailed", self.on_failed)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.faults.append(f"other host: {request.url}")

    def on_failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a poll cut short by the next page, a download
            self.faults.append(f"failed: {request.method} {request.url} {request.failure}")


@pytest.fixture
def origin(live_server: LiveServer) -> str:
    """Where the pages come from; modules that show pages of their own name an address that nobody serves."""
    return live_server.url


@pytest.fixture
def watch(origin: str) -> Iterator[Watch]:
    watch = Watch(origin)
    yield watch
    assert watch.faults == []


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=True):
        yield


OpenPage = Callable[..., Page]
SignIn = Callable[[Page, str | User], User]


@pytest.fixture
def open_page(chromium: Browser, watch: Watch) -> Iterator[OpenPage]:
    """Opens a window of its own (own cookies); keywords go to Playwright's `new_context`."""
    contexts: list[BrowserContext] = []

    def open_window(**options: object) -> Page:
        defaults = {"base_url": watch.origin, "locale": "ja-JP", "timezone_id": "Asia/Tokyo", "viewport": DESKTOP}
        context = chromium.new_context(**(defaults | options))
        context.set_default_timeout((10 + SLOW_MACHINE) * 1000)
        contexts.append(context)
        watch.follow(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


@pytest.fixture
def sign_in(user_of: UserOf) -> SignIn:
    """Signs a new user of a role (or the user given) in through the form; answers the user."""

    def enter(page: Page, who: str | User, password: str = PASSWORD) -> User:
        user = who if isinstance(who, User) else user_of(who)
        AllowedNetwork.objects.get_or_create(role=user.role, cidr="127.0.0.0/8", defaults={"note": "試験"})
        page.goto("/accounts/login/")
        page.get_by_label("ログインID").fill(user.username)
        page.get_by_label("パスワード").fill(password)
        page.get_by_role("button", name="ログイン").click()
        expect(page.locator("h1")).not_to_have_text("ログイン")
        page.wait_for_load_state()
        return user

    return enter


def press(page: Page, key: str) -> None:
    """Press a shortcut once the page's script listens to it."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def within(seconds: float) -> float:
    """The patience, in milliseconds, with what a page shows by itself within so many seconds."""
    return (seconds + SLOW_MACHINE) * 1000


def asks_every(part: Locator) -> int:
    """How many seconds pass until a part of a page that keeps itself up to date asks again."""
    expect(part).to_have_attribute("hx-trigger", re.compile(r"every \d+s"))
    return int(re.search(r"every (\d+)s", part.get_attribute("hx-trigger"))[1])


def look(page: Page, name: str) -> None:
    """Keep a picture of the page for somebody to look at, when asked for."""
    if os.environ.get("LOOK") == "1":
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True, caret="initial")


def barriers(page: Page) -> list[str]:
    """Serious and critical breaches of WCAG 2.2 A and AA on the page, one line each."""
    page.wait_for_load_state("load")  # before its styles have come, a page has no sizes to judge
    page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finished))")
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", AXE_RULES)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]


def show(page: Page, content: str, path: str = "/sample/", **context: object) -> None:
    """Open a page made for a test: `content` inside the real frame, under the product's own Content-Security-Policy.

    No server stands behind it: the page comes from here, its static files from Django's finders.
    """
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    request.session = {}
    request._messages = FallbackStorage(request)
    html = engines["django"].from_string(SAMPLE % content).render(context, request)
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": build_policy()}
    page.route(re.compile(re.escape(path)), lambda route: route.fulfill(body=html, headers=headers))
    page.route("**/static/**", serve_static)
    page.goto(path)


def serve_static(route: Route) -> None:
    name = unquote(urlsplit(route.request.url).path).removeprefix("/static/")
    route.fulfill(path=finders.find(name))
