"""Calls written straight into the table, for months too large to be typed as logs."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import count

from apps.callcenter.enums import ImportState, Outcome
from apps.callcenter.models import Call, CallImport, CallProfile
from apps.contracts.calendar import Calendar
from apps.core.clock import JST

_serial = count(1001)  # of one width, however many tests ran before
JUNE_2 = date(2025, 6, 2)


def moment(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), JST)


def call(arrived: datetime, outcome: Outcome = Outcome.ANSWERED, *, talk: int = 180, wait: int = 5, **fields) -> Call:
    """One call, unsaved; its profile and import are set by `save_calls`."""
    ends = arrived + timedelta(seconds=wait)
    was_answered = outcome == Outcome.ANSWERED
    defaults = {
        "external_id": f"R{next(_serial):07}",
        "arrived_at": arrived,
        "queued_at": arrived,
        "answered_at": ends if was_answered else None,
        "ended_at": ends + timedelta(seconds=talk) if was_answered else ends,
        "outcome": outcome,
        "wait_seconds": wait,
        "talk_seconds": talk if was_answered else 0,
        "operator_code": "OP01" if was_answered else "",
    }
    return Call(**(defaults | fields))


def save_calls(calls: Iterable[Call]) -> None:
    profile = CallProfile.objects.get(code="jp_pbx")
    run = CallImport.objects.create(
        profile=profile,
        file_name="cdr.csv",
        sha256="0" * 64,
        state=ImportState.TAKEN,
        started_at=moment(JUNE_2, "18:00"),
        taken_at=moment(JUNE_2, "18:00"),
    )
    rows = list(calls)
    for row in rows:
        row.profile, row.call_import = profile, run
    Call.objects.bulk_create(rows, batch_size=5_000)


def mixed(answered: int, lost: int, day: date = JUNE_2, clock: str = "10:00", **fields) -> list[Call]:
    """Calls of one moment: some answered, the others hung up."""
    at = moment(day, clock)
    return [call(at, **fields) for _ in range(answered)] + [call(at, Outcome.ABANDONED, wait=30) for _ in range(lost)]


def steady(first: date, last: date, *, a_half_hour: int = 6, lost_of: int = 10) -> list[Call]:
    """The same calls in every half hour of every open day; one of `lost_of` hangs up."""
    calendar, rows, number = Calendar.load(), [], 0
    for day in calendar.open_days("callcenter", first, last):
        for half in range(17, 34):
            for place in range(a_half_hour):
                number += 1
                at = moment(day, "00:00") + timedelta(minutes=half * 30 + place * 2)
                rows.append(call(at, Outcome.ABANDONED if number % lost_of == 0 else Outcome.ANSWERED))
    return rows
