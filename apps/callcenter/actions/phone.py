"""Telephone systems and their tokens; what they announce, tied to records and to the telephone log."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

import pghistory
import pgtrigger
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Subquery
from django.utils import timezone

from apps.accounts.models import User
from apps.callcenter import phone
from apps.callcenter.models import (
    Call,
    CallProfile,
    Inquiry,
    LiveCall,
    OperatorCode,
    TelephoneEvent,
    TelephoneSource,
)
from apps.callcenter.phone_events import Announcement
from apps.core.db import violated

TOKEN_BYTES = 32
TOKEN_LETTERS = 43
ERASED_AT_ONCE = 1_000


def token_hash(token: str) -> str:
    """What is kept of a token: of 256 random bits a plain hash gives nothing away."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def create_source(
    *, name: str, profile: CallProfile, networks: Sequence[str], by: User, at: datetime
) -> tuple[TelephoneSource, str]:
    """Registers a telephone system; its token is returned once and kept nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    source = TelephoneSource.objects.create(
        name=name,
        profile=profile,
        networks=list(networks),
        token_hash=token_hash(token),
        token_made_at=at,
        token_made_by=by,
    )
    return source, token


def renew_token(*, source: TelephoneSource, by: User, at: datetime) -> str:
    """A new token in the place of the old one, which ends at once; a revoked system announces again with it."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        source = TelephoneSource.objects.select_for_update(no_key=True).get(pk=source.pk)
        source.token_hash, source.token_made_at, source.token_made_by = token_hash(token), at, by
        source.revoked_at = source.revoked_by = None
        source.save()
    return token


def revoke_token(*, source: TelephoneSource, by: User, at: datetime, reason: str) -> None:
    """Nothing of this system is taken any more; harmless when it is revoked already."""
    with transaction.atomic(), pghistory.context(reason=reason):
        source = TelephoneSource.objects.select_for_update(no_key=True).get(pk=source.pk)
        if source.revoked_at is None:
            source.revoked_at, source.revoked_by = at, by
            source.save()


def take_event(*, source: TelephoneSource, event: Announcement, at: datetime) -> bool:
    """Keeps one announced event and derives its call anew from all that is known; False where it was taken before.

    The same event sent at once from many sides is one: `telephoneevent_is_taken_once` decides.
    """
    with transaction.atomic():
        if TelephoneEvent.objects.filter(source=source, event_id=event.event_id).exists():
            return False
        LiveCall.objects.bulk_create(
            [LiveCall(source=source, external_id=event.call_id, rung_at=event.occurred_at)], ignore_conflicts=True
        )
        call = LiveCall.objects.select_for_update(no_key=True).get(source=source, external_id=event.call_id)
        try:
            with transaction.atomic():
                TelephoneEvent.objects.create(
                    source=source,
                    event_id=event.event_id,
                    live_call=call,
                    kind=event.kind,
                    occurred_at=event.occurred_at,
                    received_at=at,
                    extension=event.extension,
                    operator_id=_holder(source, event),
                )
        except IntegrityError as error:
            if violated(error) != "telephoneevent_is_taken_once":
                raise
            transaction.set_rollback(True)
            return False
        standing = phone.derive(TelephoneEvent.objects.filter(live_call=call))
        for name in standing.__slots__:
            setattr(call, name, getattr(standing, name))
        call.save(update_fields=[*standing.__slots__])
        if event.caller and call.settled_at is None:
            phone.remember_number(call, event.caller, at)
    return True


def _holder(source: TelephoneSource, event: Announcement) -> int | None:
    """Who stood behind the extension on the day of the event; None where nobody is registered."""
    day = timezone.localdate(event.occurred_at)
    codes = OperatorCode.objects.valid_on(day).filter(profile=source.profile_id, code=event.extension)
    return codes.values_list("user_id", flat=True).first() if event.extension else None


def settle_call(*, live_call: LiveCall, at: datetime) -> None:
    """Its record is saved: the call leaves the desk and the caller's number the cache, once the save is committed."""
    with transaction.atomic():
        LiveCall.objects.filter(pk=live_call.pk, settled_at__isnull=True).update(settled_at=at)
        transaction.on_commit(lambda: phone.forget_number(live_call.pk))


def tie_calls(profile: CallProfile) -> int:
    """Ties the records written of announced calls to the calls of the telephone log, by the call's id; how many.

    A call of the log has one record: the first one written of it. A record whose call was passed on after it was saved
    stays tied to the announcement alone.
    """
    the_call = Call.objects.filter(profile=profile, external_id=OuterRef("live_call__external_id"))
    with transaction.atomic():
        waiting = (
            Inquiry.objects.filter(
                call__isnull=True, live_call__source__profile=profile, live_call__operator=F("operator")
            )
            .annotate(logged=Subquery(the_call.values("pk")[:1]))
            .filter(logged__isnull=False)
            .exclude(Exists(Inquiry.objects.filter(call=OuterRef("logged"))))
            .order_by("saved_at", "pk")
        )
        wanted: dict[int, int] = {}
        for inquiry_id, call_id in waiting.values_list("pk", "logged"):
            wanted.setdefault(call_id, inquiry_id)
        rows = Inquiry.objects.select_for_update(of=("self",), no_key=True).in_bulk(wanted.values())
        tied = [rows[inquiry_id] for inquiry_id in wanted.values() if rows[inquiry_id].call_id is None]
        call_of = {inquiry_id: call_id for call_id, inquiry_id in wanted.items()}
        for inquiry in tied:
            inquiry.call_id = call_of[inquiry.pk]
        Inquiry.objects.bulk_update(tied, ["call"], batch_size=500)
    return len(tied)


def erase_live_calls(*, rung_before: datetime) -> int:
    """Erases announced calls with their events; one that a record was written of stays as long as the record."""
    old = LiveCall.objects.filter(rung_at__lt=rung_before, inquiry__isnull=True)
    count = 0
    while pks := list(old.values_list("pk", flat=True)[:ERASED_AT_ONCE]):
        with transaction.atomic(), pgtrigger.ignore("callcenter.TelephoneEvent:append_only"):
            LiveCall.objects.filter(pk__in=pks).delete()
        count += len(pks)
    return count
