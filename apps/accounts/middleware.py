"""The gate of every page: address, session, role, first password change. Closed unless the matrix opens it."""

from collections.abc import Callable
from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit

import pghistory.middleware
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from . import sessions
from .actions import record_access, recorded_path
from .addresses import address_of, client_address
from .enums import AccessKind
from .matrix import ANONYMOUS, Row, matrix
from .models import AllowedNetwork, User

FOREIGN_ADDRESS = "許可されていない接続元です。"
UNKNOWN_ADDRESS = "接続元を確認できません。"
NO_RIGHT = "この操作をする権限がありません。"
NOWHERE = Row()


class Refused(PermissionDenied):
    """A refusal whose access row is already written."""


def refuse(request: HttpRequest, reason: str, *, user: User | None = None, login_id: str = "") -> NoReturn:
    """Write the refusal and answer with the 403 page."""
    record_access(request, AccessKind.REFUSED, reason=reason, user=user, login_id=login_id)
    raise Refused(reason)


class AccessMiddleware:
    """Ends sessions that are over, refuses foreign addresses on every request, lets through what the matrix allows.

    User, role and networks are read from the database on every request: disabling an account, changing a role or
    removing a range bites on the next one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.client_address = client_address(request)  # type: ignore[attr-defined]
        request.sign_out_reason = ""  # type: ignore[attr-defined]
        self.end_dead_session(request)
        if isinstance(request.user, User):
            self.check_network(request, request.user)
        response = self.get_response(request)
        if getattr(request, "has_signed_out", False):
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def end_dead_session(self, request: HttpRequest) -> None:
        if not request.user.is_authenticated:
            if SESSION_KEY in request.session:  # the account behind it was disabled
                logout(request)
            return
        if reason := sessions.why_over(request.session, timezone.now()):
            request.sign_out_reason = reason  # type: ignore[attr-defined]
            logout(request)
            messages.info(request, reason)

    def check_network(self, request: HttpRequest, user: User) -> None:
        if AllowedNetwork.objects.filter(role=user.role).containing(address_of(request)):
            return
        request.user = AnonymousUser()  # the page that says no shows nobody's menu
        refuse(request, FOREIGN_ADDRESS if address_of(request) else UNKNOWN_ADDRESS, user=user)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        row = matrix().get(name, NOWHERE)
        method = request.method or ""
        if not address_of(request) and not row.any_address:
            refuse(request, UNKNOWN_ADDRESS)
        user = request.user if isinstance(request.user, User) else None
        actor = user.role if user else ANONYMOUS
        if not row.allows(method, actor):
            if row.allows_any(actor) and not row.lists(method):
                return HttpResponseNotAllowed(row.methods)
            if user is None:
                return ask_to_sign_in(request)
            refuse(request, NO_RIGHT)
        if user:
            if duty := unfinished_duty(user, name):
                return go_to(request, duty)
            if not is_live_update(request, row):
                sessions.note_activity(request.session, timezone.now())
        if method == "OPTIONS":  # asked of the matrix, as the views name only the methods they work with
            return HttpResponse(
                status=204, headers={"Allow": ", ".join(name for name in row.methods if row.allows(name, actor))}
            )
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, PermissionDenied) and not isinstance(exception, Refused):
            record_access(request, AccessKind.REFUSED, reason=NO_RIGHT)


def unfinished_duty(user: User, url_name: str) -> str | None:
    """Where someone must go before anything else: the first password change, then the second factor if due."""
    if url_name in {"account_change_password", "account_logout", "account_reauthenticate"}:
        return None
    if user.must_change_password:
        return reverse("account_change_password")
    if not user.needs_second_factor or url_name.startswith("mfa_"):
        return None
    types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return None if Authenticator.objects.filter(user=user, type__in=types).exists() else reverse("mfa_index")


def is_live_update(request: HttpRequest, row: Row) -> bool:
    """Whether an open page asks by itself, which proves nobody at the keyboard: by header, by row, or by `?v=`."""
    if request.headers.get("X-Live") == "1":
        return True
    return request.method == "GET" and "HX-Request" in request.headers and (row.live or "v" in request.GET)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back: to the page itself, or to the one that holds the fragment or the posted form."""
    if "HX-Request" in request.headers:
        page = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    else:
        page = request.get_full_path() if request.method in {"GET", "HEAD"} else page_of_form(request)
    return go_to(request, redirect_to_login(page).url)


def page_of_form(request: HttpRequest) -> str:
    """The page of ours that sent a form; the front page where the browser names none."""
    sent_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(sent_from, {request.get_host()}, require_https=request.is_secure())
    parts = urlsplit(sent_from)
    is_path = parts.path.startswith("/") and not parts.path.startswith("//")
    return urlunsplit(("", "", parts.path, parts.query, "")) if is_ours and is_path else "/"


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Redirect a page; a fragment must not swallow the other page, so htmx is told to go there as a whole."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


class HistoryContextMiddleware(pghistory.middleware.HistoryMiddleware):
    """Gives every change of this request its author, address, page and method; the view adds the reason."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {
            "user": request.user.pk,
            "url": recorded_path(request),
            "address": address_of(request),
            "method": request.method,
        }
