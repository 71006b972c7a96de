"""Calls as the telephone system announces them: what is known of one, who has it, and the caller's number for a while.

The number stands in no table and no log. It lies encrypted in the cache, is shown masked to whoever has the call, and
goes when the record is saved or its minutes are over.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.core.cache import cache
from django.utils import timezone
from redis import RedisError

from apps.accounts.models import Draft, User
from apps.callcenter.enums import CallState, EventKind
from apps.callcenter.models import LiveCall
from apps.contracts.models import Parameter
from apps.contracts.parameters import Parameters, parameter
from apps.core.encryption import ERASED, EncryptionError, decrypt, encrypt, keyring
from apps.core.marks import mark_of
from apps.core.spelling import is_phone, spoken_phone

DESK_FORM = "inquiry:new"  # the draft of the record on the desk: an operator has one call at a time
KEY_ID = "telephone"
CONTEXT = "callcenter.phone.number"
WITHHELD = "withheld"
WITHHELD_SHOWN = "非通知"
LIFE = {kind: order for order, kind in enumerate(EventKind.values)}
ORDER = {CallState.ANSWERED: 0, CallState.RINGING: 1, CallState.ENDED: 2}


class EventOfCall(Protocol):
    """What `derive` reads of an event."""

    event_id: str
    kind: str
    occurred_at: datetime
    extension: str
    operator_id: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a call stands, by all that is known of it."""

    rung_at: datetime
    answered_at: datetime | None
    passed_at: datetime | None
    ended_at: datetime | None
    extension: str
    operator_id: int | None


@dataclass(frozen=True, slots=True)
class AnnouncedCall:
    """One call as its operator sees it. `since`: when its state began; `number_shown`: masked, 非通知 or empty."""

    pk: int
    state: CallState
    since: datetime
    number_shown: str
    external_id: str
    rung_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None

    @property
    def is_answered(self) -> bool:
        """Whether a record can be written of it."""
        return self.answered_at is not None


@dataclass(frozen=True, slots=True)
class CallStrip:
    """The head of the desk: the calls of one operator, and the one that the record on the desk is about."""

    calls: list[AnnouncedCall]
    chosen: AnnouncedCall | None

    @property
    def answered(self) -> list[AnnouncedCall]:
        """Those that a record can be about, the talk first, then the last ended."""
        return [call for call in self.calls if call.is_answered]

    @property
    def version(self) -> str:
        """Changes with what is shown; what the operator chose among the calls does not change it."""
        return mark_of(self.calls)


def derive(events: Iterable[EventOfCall]) -> Standing:
    """What the events of one call say together, the same in whatever order they came. ValueError without an event.

    A call that was passed on was answered before; it stays with the last person known to have it, also when it leaves
    the centre. What is announced as later than the end moves the end, not the state.
    """
    known = sorted(events, key=lambda event: (event.occurred_at, LIFE[event.kind], event.event_id))
    if not known:
        raise ValueError("a call without events")
    taken = [event for event in known if event.kind in (EventKind.ANSWERED, EventKind.TRANSFERRED)]
    passed = [event.occurred_at for event in known if event.kind == EventKind.TRANSFERRED]
    ended = [event.occurred_at for event in known if event.kind == EventKind.ENDED]
    answered_at = taken[0].occurred_at if taken else None
    passed_at = passed[-1] if passed else None
    rang = {(event.extension, event.operator_id) for event in known if event.kind == EventKind.RINGING}
    rang_at_one = next(iter(rang)) if len(rang) == 1 else ("", None)
    named = [event for event in taken if event.extension]
    if named:
        extension = named[-1].extension
        operator_id = next((event.operator_id for event in reversed(named) if event.operator_id), None)
    else:
        extension, operator_id = rang_at_one
    return Standing(
        rung_at=known[0].occurred_at,
        answered_at=answered_at,
        passed_at=passed_at,
        ended_at=max(moment for moment in (ended[-1], answered_at, passed_at) if moment) if ended else None,
        extension=extension,
        operator_id=operator_id,
    )


def open_calls(user: User, now: datetime) -> list[AnnouncedCall]:
    """The calls that concern this person now: the talk first, then what rings, then what ended and has no record."""
    day = timezone.localdate(now)
    terms = Parameters(Parameter.objects.filter(key__in=["phone.shown_minutes", "phone.longest_call_minutes"]))
    rows = list(
        LiveCall.objects.open_for(
            user,
            quiet_since=now - timedelta(minutes=terms.value("phone.shown_minutes", day)),
            talking_since=now - timedelta(minutes=terms.value("phone.longest_call_minutes", day)),
        )
    )
    numbers = _numbers([row.pk for row in rows])
    calls = [
        AnnouncedCall(
            pk=row.pk,
            state=row.state,
            since=min(row.since, now),  # the telephone system's clock may be ahead of ours
            number_shown=_shown(numbers.get(row.pk, "")),
            external_id=row.external_id,
            rung_at=row.rung_at,
            answered_at=row.answered_at,
            ended_at=row.ended_at,
        )
        for row in rows
    ]
    newest_first = sorted(calls, key=lambda call: (call.since, call.pk), reverse=True)
    return sorted(newest_first, key=lambda call: ORDER[call.state])


def current_call(user: User, now: datetime) -> AnnouncedCall | None:
    """The call this operator has, or that rings at their phone; None where the telephone system announces nothing."""
    return next(iter(open_calls(user, now)), None)


def call_strip(user: User, now: datetime, *, wanted: str = "") -> CallStrip:
    """The record on the desk is about the newest answered call, unless something is already typed into it.

    Then it stays with the call that the page named (`wanted`), however soon the next one is answered.
    """
    calls = open_calls(user, now)
    answered = [call for call in calls if call.is_answered]
    chosen = answered[0] if answered else None
    if len(answered) > 1 and (named := next((call for call in answered if str(call.pk) == wanted), None)):
        is_typed = Draft.objects.filter(user=user, form_key=DESK_FORM).exists()
        chosen = named if is_typed else chosen
    return CallStrip(calls, chosen)


def number_of(live_call: LiveCall, user: User) -> str:
    """The caller's number for the booking form of the operator who has the call; else, and once it is gone, empty."""
    if live_call.operator_id != user.pk or live_call.settled_at is not None:
        return ""
    number = _numbers([live_call.pk]).get(live_call.pk, "")
    return "" if number == WITHHELD else number


def remember_number(live_call: LiveCall, number: str, at: datetime) -> None:
    """Keeps the number (or WITHHELD) for its minutes; without the cache the call is shown without it."""
    keyring.create(KEY_ID)
    seconds = 60 * parameter("phone.number_minutes", timezone.localdate(at))
    with suppress(RedisError):
        cache.set(_cache_key(live_call.pk), encrypt(KEY_ID, number, CONTEXT), timeout=seconds)


def forget_number(live_call_id: int) -> None:
    with suppress(RedisError):
        cache.delete(_cache_key(live_call_id))


def _numbers(pks: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    if not pks:
        return found
    with suppress(RedisError):
        kept = cache.get_many([_cache_key(pk) for pk in pks])
        for pk in pks:
            with suppress(KeyError, EncryptionError):
                number = decrypt(kept[_cache_key(pk)], CONTEXT)
                found[pk] = "" if number is ERASED else number
    return found


def _cache_key(live_call_id: int) -> str:
    return f"phone-number:{live_call_id}"


def _shown(number: str) -> str:
    """049-•••-6178; of a number from abroad the last four digits."""
    if number == WITHHELD:
        return WITHHELD_SHOWN
    if is_phone(number):
        first, *_, last = spoken_phone(number).split("-")
        return f"{first}-•••-{last}"
    return f"•••{number[-4:]}" if number else ""
