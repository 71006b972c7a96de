"""Raises, follows and ends a surge of the telephones, and keeps what the leader did about it."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction

from apps.accounts.models import User
from apps.callcenter import surge
from apps.callcenter.enums import SurgeDecision
from apps.callcenter.models import SurgeEvent
from apps.contracts.calendar import Calendar
from apps.core.db import violated

ONE_AT_A_TIME = "surgeevent_one_at_a_time"
ONE_WATCH_AT_A_TIME = 2_025_0605
"""Key of the lock that lets one worker at a time look for a surge that is not there yet."""


def watch_for_surge(*, at: datetime, calendar: Calendar) -> SurgeEvent | None:
    """Looks at the telephones once: a surge is found, goes on, or ends. Gives the one that lasts.

    Run twice or by two workers at once, there is still one: the database holds no two surges of one moment.
    """
    sight = surge.look(at, calendar)
    calm = surge.Thresholds.agreed(calendar, at).calm
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_WATCH_AT_A_TIME])
        event = SurgeEvent.objects.lasting().select_for_update(of=("self",), no_key=True).first()
        if event is None:
            return _raise(sight) if sight and sight.reason else None
        if at <= event.last_over_at:
            return event
        if sight and sight.reason:
            event.last_over_at = at
        if sight:
            event.latest_calls, event.latest_lost = sight.calls, sight.lost
        if sight is None or at >= event.last_over_at + calm:
            event.ended_at = at
        event.save()
    return None if event.ended_at else event


def _raise(sight: surge.Sight) -> SurgeEvent | None:
    """The new surge, or the one that another worker wrote a moment ago."""
    try:
        with transaction.atomic():
            return SurgeEvent.objects.create(**sight.figures())
    except IntegrityError as error:
        if violated(error) != ONE_AT_A_TIME:
            raise
        return surge.lasting()


def decide_surge(
    *, event: SurgeEvent, decision: SurgeDecision, seats: int | None, reason: str, by: User, at: datetime
) -> SurgeEvent:
    """Keeps what the leader did; seen by the city at once. The same posted twice is the same decision.

    Raises ValidationError when something else is decided already.
    """
    with transaction.atomic():
        event = SurgeEvent.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
        if event.says(decision=decision, seats=seats, reason=reason, by=by):
            return event
        event.decide(decision=decision, seats=seats, reason=reason, by=by, at=at)
        event.save()
    return event
