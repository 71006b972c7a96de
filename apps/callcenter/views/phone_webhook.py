"""Where the telephone system announces its calls (docs/telephone-events.md): no session, no cookie, one token."""

from datetime import datetime, timedelta
from http import HTTPStatus
from ipaddress import ip_address, ip_network

from allauth.core.internal import ratelimit
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, JsonResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from redis import RedisError

from apps.accounts.actions import record_access
from apps.accounts.addresses import address_of
from apps.accounts.enums import AccessKind
from apps.callcenter.actions import take_event
from apps.callcenter.actions.phone import TOKEN_LETTERS, token_hash
from apps.callcenter.models import TelephoneSource
from apps.callcenter.phone_events import (
    LARGEST_BODY,
    MOST_EVENTS,
    Announcement,
    BodyUnreadable,
    Refusal,
    judge,
    read_body,
)
from apps.contracts.models import Parameter
from apps.contracts.parameters import Parameters

SCHEME = "Bearer "


class Declined(Exception):
    """Why nothing of the request is taken."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


@csrf_exempt  # no cookie is read here: the token in the header, which no page sends by itself, says who it is
@require_POST
def phone_events(request: HttpRequest) -> JsonResponse:
    """Takes announced events. What may be taken is taken; each other one is named by its place in the list."""
    try:
        source = _source(request)
        sent = _events(request)
        now = timezone.now()
        judged = _judged(source, sent, now)
        taken = [take_event(source=source, event=event, at=now) for event in judged if isinstance(event, Announcement)]
    except Declined as declined:
        return _declined(declined)
    except OperationalError:
        return _declined(
            Declined(HTTPStatus.SERVICE_UNAVAILABLE, "busy", "混み合っています。同じ通知を送り直してください。")
        )
    refused = [event for event in judged if isinstance(event, Refusal)]
    content = {
        "accepted": sum(taken),
        "repeated": len(taken) - sum(taken),
        "refused": [{"index": each.index, "field": each.field, "message": each.message} for each in refused],
    }
    return JsonResponse(content, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


def _source(request: HttpRequest) -> TelephoneSource:
    """The system whose token is shown, from where it may be shown, not too often. Raises Declined."""
    header = request.headers.get("Authorization", "")
    token = header.removeprefix(SCHEME) if header.startswith(SCHEME) else ""
    source = (
        TelephoneSource.objects.filter(token_hash=token_hash(token), revoked_at__isnull=True)
        .select_related("profile")
        .first()
        if len(token) == TOKEN_LETTERS
        else None
    )
    if source is None:
        if not _within_rate(request, "unknown_token"):
            raise _too_many()
        record_access(request, AccessKind.REFUSED, reason="電話システムの通知：トークンが正しくありません。")
        raise Declined(HTTPStatus.UNAUTHORIZED, "token", "トークンが正しくないか、失効しています。")
    if not _within_rate(request, "announce", key=str(source.pk)):
        raise _too_many()
    if source.networks and not _is_within(address_of(request), source.networks):
        record_access(request, AccessKind.REFUSED, source, reason="電話システムの通知：許可されていない接続元です。")
        raise Declined(HTTPStatus.FORBIDDEN, "address", "許可されていない接続元です。")
    return source


def _events(request: HttpRequest) -> list[object]:
    if request.content_type != "application/json":
        raise Declined(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media_type", "application/json で送ってください。")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if len(length) > 12 or (length.isdecimal() and int(length) > LARGEST_BODY):
        raise _too_large()
    try:
        body = request.read(LARGEST_BODY + 1)
    except UnreadablePostError:
        raise Declined(HTTPStatus.BAD_REQUEST, "body", "本文を最後まで受け取れませんでした。") from None
    if len(body) > LARGEST_BODY:
        raise _too_large()
    try:
        sent = read_body(body)
    except BodyUnreadable as error:
        raise Declined(HTTPStatus.BAD_REQUEST, "json", str(error)) from None
    if len(sent) > MOST_EVENTS:
        raise _too_large()
    return sent


def _judged(source: TelephoneSource, sent: list[object], now: datetime) -> list[Announcement | Refusal]:
    terms = Parameters(Parameter.objects.filter(key__in=["phone.clock_ahead_seconds", "phone.oldest_hours"]))
    today = timezone.localdate(now)
    ahead = timedelta(seconds=terms.value("phone.clock_ahead_seconds", today))
    behind = timedelta(hours=terms.value("phone.oldest_hours", today))
    withheld = frozenset(source.profile.withheld_markers)
    return [
        judge(event, index, now=now, ahead=ahead, behind=behind, withheld=withheld) for index, event in enumerate(sent)
    ]


def _within_rate(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Without the cache nothing is counted: a call must reach the desk all the same."""
    try:
        usage = ratelimit.consume(
            request, app="apps.callcenter", action=action, config=settings.PHONE_RATE_LIMITS, key=key
        )
    except RedisError:
        return True
    return usage is not None


def _is_within(address: str, networks: list[str]) -> bool:
    host = ip_address(address)
    return any(host in ip_network(network) for network in networks)


def _too_many() -> Declined:
    return Declined(HTTPStatus.TOO_MANY_REQUESTS, "rate", "通知が多すぎます。時間をおいて送り直してください。")


def _too_large() -> Declined:
    message = f"1回に送れるのは {LARGEST_BODY:,} バイト、{MOST_EVENTS} 件までです。"
    return Declined(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size", message)


def _declined(declined: Declined) -> JsonResponse:
    headers = {}
    if declined.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if declined.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        headers["Retry-After"] = "5"
    content = {"error": {"code": declined.code, "message": declined.message}}
    return JsonResponse(content, status=declined.status, headers=headers)
