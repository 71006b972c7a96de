"""Looks after the counts by quarter hour: makes one row of many, holds them against the calls, counts anew."""

from datetime import date
from typing import NamedTuple

from django.db import connection, transaction

from apps.callcenter.models.quarters import COUNTED, NAMES, NOUGHTS, added, counted, signed
from apps.core.clock import JST

_BY_HAND = counted(signed("callcenter_call", 1))

_FOLD = f"""
    WITH scattered AS (
        SELECT profile_id, starts_at FROM callcenter_quartercount GROUP BY 1, 2 HAVING count(*) > 1
    ), chosen AS (
        SELECT id FROM callcenter_quartercount JOIN scattered USING (profile_id, starts_at)
        FOR UPDATE OF callcenter_quartercount SKIP LOCKED
    ), gone AS (
        DELETE FROM callcenter_quartercount AS quarter USING chosen WHERE quarter.id = chosen.id RETURNING quarter.*
    ), folded AS (
        SELECT profile_id, starts_at, {", ".join(f"sum({name}) AS {name}" for name in COUNTED)} FROM gone GROUP BY 1, 2
    ), kept AS (
        {added(f"SELECT * FROM folded WHERE ({NAMES}) <> ({NOUGHTS})")} RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) - (SELECT count(*) FROM kept)
"""  # noqa: S608 - fixed words

_DIFFERING = f"""
    SELECT (starts_at AT TIME ZONE '{JST.key}')::date, count(*) FROM (
        SELECT profile_id, starts_at FROM (
            SELECT profile_id, starts_at, 1 AS sign, {NAMES} FROM callcenter_quartercount
            UNION ALL SELECT profile_id, starts_at, -1, {NAMES} FROM ({_BY_HAND}) AS by_hand
        ) AS both_counts
        GROUP BY 1, 2 HAVING {" OR ".join(f"sum(sign * {name}) <> 0" for name in COUNTED)}
    ) AS differing GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - fixed words


class Miscount(NamedTuple):
    """A day on which counts and calls differ."""

    day: date
    quarters: int


def fold_counts() -> int:
    """Makes one row of all that count the same quarter hour; how many rows fewer there are.

    Nothing waits for it and it waits for nobody: what another run holds is left to that run.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FOLD)
        return int(cursor.fetchone()[0])


def miscounts() -> list[Miscount]:
    """The days whose counts are not those of their calls; none as long as every trigger was on."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERING)
        return [Miscount(*row) for row in cursor.fetchall()]


@transaction.atomic
def recount_calls() -> None:
    """Counts all calls anew, as after a restore of calls alone; imports wait until it is done.

    Raises `OperationalError` when an import that is under way does not end in time.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE callcenter_call IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("LOCK TABLE callcenter_quartercount IN EXCLUSIVE MODE")
        cursor.execute("DELETE FROM callcenter_quartercount")
        cursor.execute(added(_BY_HAND))
