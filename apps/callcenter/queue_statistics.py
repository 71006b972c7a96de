"""What queues and operators did by the hour, from the trails of calls and the operators' moments.

Hours are half-open and, unless another `zone` is asked for, those of Japan. A visit to a queue counts in the hour in
which the caller entered that queue: a caller who was sent on is received by two queues, and still is one call in every
figure of the centre.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from apps.core import clock

from .enums import AgentEventKind, LogKind
from .logs.queue_log import Visit, visits
from .models import AgentEvent, Call, CallProfile

LONGEST_LOGIN = timedelta(days=1)
LONGEST_CALL = timedelta(days=1)
Hour = tuple[date, int]
Span = tuple[datetime, datetime]


@dataclass(slots=True)
class QueueHour:
    """One queue in one hour; `waited` is the sum of the answered callers' seconds."""

    received: int = 0
    answered: int = 0
    answered_soon: int = 0
    waited: int = 0

    @property
    def mean_wait(self) -> int | None:
        """Whole seconds that an answered caller waited; None where nobody was answered."""
        return self.waited // self.answered if self.answered else None


@dataclass(slots=True)
class AgentHour:
    """One operator in one hour; times in seconds."""

    answered: int = 0
    talked: int = 0
    logged_in: int = 0
    paused: int = 0
    wrapped_up: int = 0


def queue_hours(
    profile: CallProfile, first: date, last: date, *, soon_seconds: int = 20, zone: tzinfo = clock.JST
) -> dict[str, dict[Hour, QueueHour]]:
    """By queue and hour of entering; hours in which nobody entered are left out."""
    span = _bounds(first, last, zone)
    found: dict[str, dict[Hour, QueueHour]] = defaultdict(lambda: defaultdict(QueueHour))
    for visit in _visits_between(profile, span):
        if not first <= (hour := _hour_of(visit.entered_at, zone))[0] <= last:
            continue
        cell = found[visit.queue][hour]
        cell.received += 1
        if visit.answered_at:
            cell.answered += 1
            cell.answered_soon += visit.waited <= soon_seconds
            cell.waited += visit.waited
    return {queue: dict(hours) for queue, hours in sorted(found.items())}


def agent_hours(
    profile: CallProfile, first: date, last: date, *, now: datetime, zone: tzinfo = clock.JST
) -> dict[str, dict[Hour, AgentHour]]:
    """By operator and hour: answers in the hour of answering, times split where the hour turns.

    Who has not logged off is counted until `now`, but no longer than a day.
    """
    span = _bounds(first, last, zone)
    found: dict[str, dict[Hour, AgentHour]] = defaultdict(lambda: defaultdict(AgentHour))
    for visit in _visits_between(profile, span):
        if visit.answered_at and visit.agent and first <= (hour := _hour_of(visit.answered_at, zone))[0] <= last:
            cell = found[visit.agent][hour]
            cell.answered += 1
            cell.talked += visit.talked
    for code, events in _events_between(profile, span).items():
        for name, spans in agent_spans(events, now=now).items():
            for hour, seconds in _by_hour(spans, span, zone):
                cell = found[code][hour]
                setattr(cell, name, getattr(cell, name) + seconds)
    return {code: dict(hours) for code, hours in sorted(found.items())}


def agent_spans(events: Iterable[AgentEvent], *, now: datetime) -> dict[str, list[Span]]:
    """When one operator was logged in, paused and wrapping up; overlapping spans of several queues are one."""
    events = sorted(events, key=lambda event: (event.at, event.pk or 0))
    spans = {
        "logged_in": _paired(events, AgentEventKind.LOGIN, AgentEventKind.LOGOFF, now=now),
        "paused": _paired(events, AgentEventKind.PAUSE, AgentEventKind.UNPAUSE, now=now),
        "wrapped_up": [
            (event.at, event.at + timedelta(seconds=event.seconds or 0))
            for event in events
            if event.kind == AgentEventKind.WRAPUP
        ],
    }
    return {name: _merged(found) for name, found in spans.items()}


def _paired(events: Iterable[AgentEvent], begins: str, ends: str, *, now: datetime) -> list[Span]:
    """From each beginning to the next end in the same queue; an end alone says by its seconds when it began."""
    opened: dict[str, datetime] = {}
    spans: list[Span] = []
    for event in events:
        if event.kind == begins:
            opened.setdefault(event.queue, event.at)
        elif event.kind == ends:
            start = opened.pop(event.queue, None)
            if start is None and event.seconds:
                start = event.at - timedelta(seconds=event.seconds)
            if start is not None:
                spans.append((start, event.at))
    return spans + [(start, min(now, start + LONGEST_LOGIN)) for start in opened.values() if start < now]


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _by_hour(spans: Iterable[Span], within: Span, zone: tzinfo) -> Iterator[tuple[Hour, int]]:
    """Whole seconds of each hour that the spans touch."""
    for start, end in spans:
        at, end = max(start, within[0]).astimezone(zone), min(end, within[1])
        while at < end:
            turn = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
            yield _hour_of(at, zone), round((min(end, turn) - at).total_seconds())
            at = turn


def _bounds(first: date, last: date, zone: tzinfo) -> Span:
    return datetime.combine(first, time.min, zone), datetime.combine(last + timedelta(days=1), time.min, zone)


def _hour_of(moment: datetime, zone: tzinfo) -> Hour:
    local = moment.astimezone(zone)
    return local.date(), local.hour


def _visits_between(profile: CallProfile, span: Span) -> Iterator[Visit]:
    """Every visit of the calls that arrived on these days or on the day before, in its call's order."""
    if profile.kind != LogKind.QUEUE_LOG:
        return
    calls = Call.objects.filter(
        profile=profile,
        arrived_at__gte=span[0] - LONGEST_CALL,
        arrived_at__lt=span[1],
    ).order_by("arrived_at", "pk")
    for trail in calls.values_list("trail", flat=True).iterator():
        yield from visits(trail or [])


def _events_between(profile: CallProfile, span: Span) -> dict[str, list[AgentEvent]]:
    """The moments of these days and of the day before and after, by operator: a span may begin before midnight."""
    found: dict[str, list[AgentEvent]] = defaultdict(list)
    events = AgentEvent.objects.filter(
        profile=profile,
        at__gte=span[0] - LONGEST_LOGIN,
        at__lt=span[1] + LONGEST_LOGIN,
    )
    for event in events.order_by("at", "pk"):
        found[event.operator_code].append(event)
    return found
