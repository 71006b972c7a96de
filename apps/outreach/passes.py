"""What lets a facility in after it opened its link: a short cookie in the place of an account (第2-1-(3)-③)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

import pghistory
from allauth.core.internal import ratelimit
from django.conf import settings
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from redis.exceptions import RedisError

from apps.contracts.parameters import parameter
from apps.core.db import violated

from . import actions, links
from .actors import BY_LINK
from .models import FacilityLink, FacilityPass
from .tokens import token_hash

P = ParamSpec("P")
WRITTEN_AT_MOST_EVERY = timedelta(minutes=1)
LINK_CONSTRAINTS = ("link_acts_for_its_own_facility_while_living", "facilitypass_lives_within_its_link")
TOO_MANY = "短い間に操作が続いたため、受付を止めています。数分待ってから、もう一度お試しください。"


class FacilityRequest(HttpRequest):
    """A request that a facility's pass let through; for annotations only."""

    facility_link: FacilityLink
    facility_pass: FacilityPass


def facility_page(
    view: Callable[Concatenate[FacilityRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Puts `facility_link` and `facility_pass` on the request, or answers how to get a new link.

    Whatever the view cannot find is answered by a page of the facility's own. A link that is revoked while it acts is
    refused by the database and ends here like any other dead one.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now = timezone.now()
        opened = pass_of(request, now)
        if opened is None:
            return no_link(request)
        if request.method == "POST" and not within_rate(request, "act", key=str(opened.link_id)):
            return too_many(request)
        request.facility_link, request.facility_pass = opened.link, opened  # type: ignore[attr-defined]
        try:
            prolonged = _prolong(request, opened, now)
            with pghistory.context(actor=BY_LINK, link=opened.link_id):
                response = view(request, *args, **kwargs)  # type: ignore[arg-type]
        except actions.LinkDead:
            return no_link(request)
        except IntegrityError as error:
            if violated(error) not in LINK_CONSTRAINTS:
                raise
            return no_link(request)
        except Http404:
            response = render(request, "outreach/facility/not_found.html", status=404)
        if prolonged:
            _set_end(response, request.COOKIES[cookie_name()], opened.expires_at, now)
        return response

    return guarded


def pass_of(request: HttpRequest, now: datetime) -> FacilityPass | None:
    """The living pass of the request's cookie."""
    secret = request.COOKIES.get(cookie_name())
    if not secret:
        return None
    living = FacilityPass.objects.living(now).select_related("link__facility")
    return living.filter(secret_hash=token_hash(secret)).first()


def cookie_name() -> str:
    """Bound to the host by its name where the facilities have one of their own."""
    return "__Host-facility" if _has_own_host() else "facility"


def set_cookie(response: HttpResponse, secret: str, opened: FacilityPass, now: datetime) -> None:
    """Hands the pass to the browser: out of reach of scripts and of other sites, gone when the pass ends."""
    _set_end(response, secret, opened.expires_at, now)


def delete_cookie(response: HttpResponse) -> None:
    response.delete_cookie(cookie_name(), path=_path(), samesite="Strict")
    response.cookies[cookie_name()]["secure"] = settings.SESSION_COOKIE_SECURE


def no_link(request: HttpRequest) -> HttpResponse:
    """The one answer to a link or a pass that does not open: whom to ask for a new one. It does not tell why."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("facility:home")})
    desk = links.desk(timezone.localdate())
    response = render(request, "outreach/facility/no_link.html", {"desk": desk}, status=404)
    if cookie_name() in request.COOKIES:
        delete_cookie(response)
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "outreach/facility/wait.html", {"sentence": TOO_MANY}, status=429)


def within_rate(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Counts one try (settings.FACILITY_RATE_LIMITS). Without the cache nobody can be counted, so nobody gets in."""
    try:
        usage = ratelimit.consume(
            request,
            app="apps.outreach",
            action=action,
            config=settings.FACILITY_RATE_LIMITS,
            key=key,
            limit_get=True,
        )
    except RedisError:
        return False
    return usage is not None


def pass_minutes(now: datetime) -> int:
    minutes: int = parameter("outreach.pass_minutes", on=timezone.localdate(now))
    return minutes


def _prolong(request: HttpRequest, opened: FacilityPass, now: datetime) -> bool:
    """Whether the pass was moved on: a person at the page does that, a page that asks by itself does not."""
    if request.method == "GET" and "HX-Request" in request.headers:
        return False
    minutes = pass_minutes(now)
    end = min(now + timedelta(minutes=minutes), opened.link.expires_at)
    if end - opened.expires_at < WRITTEN_AT_MOST_EVERY:
        return False
    actions.prolong_pass(opened=opened, at=now, minutes=minutes)
    return True


def _set_end(response: HttpResponse, secret: str, expires_at: datetime, now: datetime) -> None:
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=int((expires_at - now).total_seconds()),
        path=_path(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _path() -> str:
    return "/" if _has_own_host() else reverse("facility:home")


def _has_own_host() -> bool:
    return bool(links.own_host() and settings.SESSION_COOKIE_SECURE)
