"""Telephone systems and their announcements for tests."""

import json
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.callcenter.actions import create_source
from apps.callcenter.models import CallProfile, OperatorCode

NUMBER = "049-224-6178"
MASKED = "049-•••-6178"
NEXT_EVENT = count(1001)  # of one width, however many tests ran before


def make_source(by: User, *, name: str = "交換機", profile: str = "jp_pbx", networks: tuple[str, ...] = ()):
    """A registered system and its token."""
    return create_source(
        name=name, profile=CallProfile.objects.get(code=profile), networks=networks, by=by, at=timezone.now()
    )


def give_code(user: User, code: str, *, profile: str = "jp_pbx", starts_on: date = date(2025, 6, 1), **fields: Any):
    return OperatorCode.objects.create(
        profile=CallProfile.objects.get(code=profile), code=code, user=user, starts_on=starts_on, **fields
    )


def event(kind: str, call_id: str = "call-1", *, seconds: float = 0, **fields: Any) -> dict[str, Any]:
    """One announcement `seconds` after now."""
    moment: datetime = timezone.localtime() + timedelta(seconds=seconds)
    return {
        "event_id": f"e{next(NEXT_EVENT)}", "call_id": call_id, "kind": kind, "occurred_at": moment.isoformat(),
    } | fields  # fmt: skip


def announce(token: str, *events: Any, client: Client | None = None, body: bytes | None = None, **options: Any):
    """Posts the events as the telephone system does: without a session, the CSRF check on."""
    client = client or Client(enforce_csrf_checks=True, raise_request_exception=False)
    sent = events[0] if len(events) == 1 else list(events)
    return client.post(
        reverse("callcenter:phone_events"),
        body if body is not None else json.dumps(sent),
        content_type=options.pop("content_type", "application/json"),
        headers={"Authorization": f"Bearer {token}"} | options.pop("headers", {}),
        **options,
    )
