"""The city's list of a day: taken once, compared with ours, each difference settled by a named person (C1)."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.parameters import parameter
from apps.core import clock
from apps.reservations.city_list import ReadRow, read_city_list
from apps.reservations.models import (
    CityDifference,
    CityList,
    CityListProfile,
    CityListRow,
    PickupDesk,
    Reservation,
)
from apps.reservations.reconcile import Difference, Ours, Theirs, compare

from .errors import AlreadySettled, NoCityList
from .locks import authored

GONE = "その後の照合で、相違がなくなりました。"


@dataclass(frozen=True)
class Imported:
    """What one import did; `is_new` is False where the same file of the same day was there already."""

    city_list: CityList
    is_new: bool
    differences: int


def read_for_day(*, content: bytes, profile: CityListProfile, day: date, now: datetime) -> list[ReadRow]:
    """The lines of the list of a day as the profile reads them; nothing is kept. Raises FileRefused."""
    return read_city_list(
        content,
        profile,
        day=day,
        desks={desk.name: desk.pk for desk in PickupDesk.objects.all()},
        number_pattern=parameter("reservations.city_number_pattern", timezone.localdate(now)),
    )


def import_city_list(*, content: bytes, profile: CityListProfile, day: date, by: User, now: datetime) -> Imported:
    """Takes the file as the newest list of the day and compares. The same file again changes nothing.

    Lines that cannot be read are kept with their reason. Raises FileRefused.
    """
    digest = hashlib.sha256(content).digest()
    rows = read_for_day(content=content, profile=profile, day=day, now=now)
    with authored(by, "市の一覧の取込み"):
        _one_at_a_time(day)
        known = CityList.objects.filter(day=day, sha256=digest).first()
        if known is not None:
            return Imported(known, False, CityDifference.objects.of_day(day).unresolved().count())
        faults = sum(bool(row.fault) for row in rows)
        city_list = CityList.objects.create(
            profile=profile,
            day=day,
            sha256=digest,
            row_count=len(rows) - faults,
            fault_count=faults,
            imported_at=now,
            imported_by=by,
        )
        CityListRow.objects.bulk_create(
            CityListRow(
                city_list=city_list,
                line=row.line,
                number=row.number,
                starts_at=row.starts_at,
                desk_id=row.desk_id,
                fault=row.fault,
                cells=dict(row.cells),
            )
            for row in rows
        )
        return Imported(city_list, True, _compare_with(city_list, now=now))


def compare_again(*, day: date, by: User, now: datetime) -> int:
    """Compares ours, as they stand now, with the newest list of the day; returns what is left to settle.

    Raises NoCityList.
    """
    with authored(by, "市の一覧との照合"):
        _one_at_a_time(day)
        newest = CityList.objects.newest().filter(day=day).first()
        if newest is None:
            raise NoCityList
        return _compare_with(newest, now=now)


def resolve_difference(*, difference: CityDifference, note: str, by: User, now: datetime) -> CityDifference:
    """A named person has settled it, and says how. Raises AlreadySettled."""
    with authored(by, note):
        current = CityDifference.objects.select_for_update(of=("self",), no_key=True).get(pk=difference.pk)
        if current.resolved_at is not None:
            raise AlreadySettled
        current.resolved_at, current.resolved_by, current.note = now, by, note
        current.save(update_fields=["resolved_at", "resolved_by", "note"])
    return current


def _one_at_a_time(day: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reservations.CityList:{day}"])


def _compare_with(city_list: CityList, *, now: datetime) -> int:
    """Writes what is new, ends what is gone, leaves what a person has settled. Returns what is left to settle."""
    found = {_key(each): each for each in compare(*_both_sides(city_list))}
    of_day = CityDifference.objects.of_day(city_list.day)
    settled = {_key_of_row(row) for row in of_day.filter(resolved_by__isnull=False)}
    waiting = {_key_of_row(row): row for row in of_day.unresolved()}
    for key, row in waiting.items():
        if key not in found:
            row.resolved_at, row.note = now, GONE
            row.save(update_fields=["resolved_at", "note"])
    CityDifference.objects.bulk_create(
        CityDifference(
            day=city_list.day,
            kind=each.kind,
            reservation_id=each.reservation_id,
            number=each.number,
            their_start=each.their_start,
            their_desk_id=each.their_desk_id,
            city_list=city_list,
            found_at=now,
        )
        for key, each in found.items()
        if key not in settled and key not in waiting
    )
    return of_day.unresolved().count()


def _both_sides(city_list: CityList) -> tuple[list[Ours], list[Theirs]]:
    theirs = [
        Theirs(row.number, row.starts_at, row.desk_id) for row in city_list.rows.filter(fault="") if row.starts_at
    ]
    start, end = clock.day_bounds(city_list.day)
    columns = ("pk", "city_number", "slot__starts_at", "slot__desk_id")
    of_day = list(Reservation.objects.coming_on(start, end).values_list(*columns))
    elsewhere = (
        Reservation.objects.standing()
        .filter(city_number__in=[line.number for line in theirs])
        .exclude(pk__in=[row[0] for row in of_day])
        .values_list(*columns)
    )
    return [Ours(*row) for row in of_day] + [
        Ours(pk, number, starts_at, desk_id, is_of_day=False) for pk, number, starts_at, desk_id in elsewhere
    ], theirs


Key = tuple[str, int | None, str, datetime | None, int | None]


def _key(each: Difference) -> Key:
    return (str(each.kind), each.reservation_id, each.number, each.their_start, each.their_desk_id)


def _key_of_row(row: CityDifference) -> Key:
    return (row.kind, row.reservation_id, row.number, row.their_start, row.their_desk_id)
