"""Counts by day and hour: half-open hours, one query, the identity, and two real logs cell by cell."""

import csv
import json
from datetime import date, time

import pytest

from apps.callcenter.actions import import_calls
from apps.callcenter.models import Call, CallProfile, GridCell
from apps.contracts.calendar import Calendar
from apps.contracts.models import OpeningRule

from .factories import TAKEN_AT, answered, log, row, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]

JUNE = (date(2025, 6, 1), date(2025, 6, 30))
COUNTED = ("offered", "answered", "abandoned", "abandoned_short", "overflow", "out_of_hours")


def grid(first=JUNE[0], last=JUNE[1], calls=None):
    calls = Call.objects.all() if calls is None else calls
    return {(cell.date, cell.hour): cell for cell in calls.grid(first, last, Calendar.load(), short_seconds=10)}


def totals(cells):
    return {name: sum(getattr(cell, name) for cell in cells) for name in COUNTED}


@pytest.mark.parametrize(
    ("arrived", "offered"),
    [
        ("2025/06/02 08:29:59", 0),
        ("2025/06/02 08:30:00", 1),
        ("2025/06/02 17:14:59", 1),
        ("2025/06/02 17:15:00", 0),
        ("2025/06/01 10:00:00", 0),  # Sunday
        ("2025/06/07 10:00:00", 0),  # Saturday
        ("2025/07/21 10:00:00", 0),  # public holiday
        ("2025/12/29 10:00:00", 0),  # year-end
        ("2025/12/26 10:00:00", 1),
    ],
)
def test_hours_are_half_open_and_follow_the_calendar(arrived, offered):
    take(log([row(1, arrived)]))
    (cell,) = grid(date(2025, 6, 1), date(2025, 12, 31)).values()
    assert (cell.offered, cell.out_of_hours) == (offered, 1 - offered)
    assert (cell.date, cell.hour) == (date(*map(int, arrived[:10].split("/"))), int(arrived[11:13]))


def test_changed_opening_rule_bites_in_months_already_imported():
    take(log([row(1, "2025/06/02 17:20:00")]))
    assert grid()[date(2025, 6, 2), 17].out_of_hours == 1
    OpeningRule.objects.filter(site__code="callcenter").update(closes_at=time(18, 0))
    assert grid()[date(2025, 6, 2), 17].offered == 1


def test_profile_without_a_site_takes_calls_round_the_clock():
    CallProfile.objects.filter(code="jp_pbx").update(site=None)
    take(log([row(1, "2025/06/01 03:00:00")]))
    assert grid()[date(2025, 6, 1), 3].offered == 1


def test_offered_is_answered_and_abandoned_and_overflow_in_every_cell():
    take(
        log(
            [
                answered(1),
                row(2, ended="2025/06/02 10:00:09"),
                row(3, ended="2025/06/02 10:00:10"),
                row(4, result="溢れ", ended="2025/06/02 10:00:30"),
                row(5, "2025/06/02 10:59:59", result="溢れ"),
                row(6, "2025/06/02 20:00:00", result="時間外"),
            ]
        )
    )
    cells = grid()
    assert totals([cells[date(2025, 6, 2), 10]]) == {
        "offered": 5,
        "answered": 1,
        "abandoned": 2,
        "abandoned_short": 1,
        "overflow": 2,
        "out_of_hours": 0,
    }
    assert totals([cells[date(2025, 6, 2), 20]]) == dict.fromkeys(COUNTED, 0) | {"out_of_hours": 1}


@pytest.mark.parametrize(
    ("arrived", "cell"), [("2025/06/30 23:59:59", (date(2025, 6, 30), 23)), ("2025/07/01 00:00:00", None)]
)
def test_last_day_is_inside_to_its_last_second(arrived, cell):
    take(log([row(1, arrived)]))
    assert list(grid()) == ([cell] if cell else [])


def test_waits_and_talks_are_sums_of_calls_in_hours_only():
    take(
        log(
            [
                answered(1, wait=20),
                answered(2, "2025/06/02 10:30:00", "2025/06/02 10:31:00", wait=21),
                row(3, wait=50, ended="2025/06/02 10:00:50"),
                answered(4, "2025/06/02 20:00:00", "2025/06/02 20:05:00", wait=500),
            ]
        )
    )
    cell = grid()[date(2025, 6, 2), 10]
    assert (cell.answered_soon, cell.answered_wait_seconds, cell.abandoned_wait_seconds) == (1, 41, 50)
    assert (cell.max_wait_seconds, cell.talk_seconds, cell.operators) == (50, 120, 1)
    outside = grid()[date(2025, 6, 2), 20]
    assert (outside.answered, outside.max_wait_seconds, outside.operators) == (0, 0, 0)


def test_grid_is_one_query_however_many_calls(django_assert_num_queries):
    take(
        log(
            answered(number, f"2025/06/{number % 27 + 1:02} 10:00:00", f"2025/06/{number % 27 + 1:02} 10:10:00")
            for number in range(200)
        )
    )
    calendar = Calendar.load()
    with django_assert_num_queries(1):
        cells = Call.objects.grid(*JUNE, calendar, short_seconds=10)
    assert isinstance(cells[0], GridCell)
    assert len(cells) == 27


# --- real logs ------------------------------------------------------------------------------------------------------


def taken(path, profile):
    with path.open("rb") as file:
        return import_calls(
            file=file, file_name=path.name, profile=CallProfile.objects.get(code=profile), at=TAKEN_AT
        ).run


def expected(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {(date.fromisoformat(line["date"]), int(line["hour"])): line for line in csv.DictReader(file)}


@pytest.mark.parametrize("encoding", ["sjis", "utf8bom"])
def test_june_2025_matches_the_expected_table_in_every_cell(shared_data, encoding):
    folder = shared_data / "calls"
    run = taken(folder / f"cdr_2025-06_{encoding}.csv", "jp_pbx")
    month = json.loads((folder / "cdr_2025-06_expected_month.json").read_text())
    assert (run.read, run.new, run.rejected) == (month["rows"], month["rows"], 0)
    cells = grid()
    table = expected(folder / "cdr_2025-06_expected_day_hour.csv")
    assert cells.keys() == {
        key for key, line in table.items() if int(line["incoming(in hours)"]) or int(line["out_of_hours"])
    }
    for key, cell in cells.items():
        line = table[key]
        assert (cell.offered, cell.answered, cell.abandoned, cell.out_of_hours, cell.overflow) == (
            *(int(line[name]) for name in ("incoming(in hours)", "answered", "abandoned", "out_of_hours")),
            0,
        ), key
    assert totals(cells.values()) | {"abandoned_short": None} == {
        "offered": 2476,
        "answered": 1952,
        "abandoned": 524,
        "abandoned_short": None,
        "overflow": 0,
        "out_of_hours": 85,
    }
    assert round(sum(cell.talk_seconds for cell in cells.values()) / 1952, 2) == month["avg_talk_s"]
    other = {"sjis": "utf8bom", "utf8bom": "sjis"}[encoding]
    again = taken(folder / f"cdr_2025-06_{other}.csv", "jp_pbx")
    assert (again.new, again.changed, again.unchanged) == (0, 0, month["rows"])
    assert Call.objects.filter(is_withheld=True).count() == month["withheld_number"]


def mean(total, count):
    """Rounded as the tables were made: on the binary fraction."""
    return round(total / count, 2) if count else None


def bank_line(cell):
    """One line of the expected bank tables."""
    return {
        "incoming": cell.offered,
        "answered": cell.answered,
        "abandoned": cell.abandoned,
        "answer_rate_pct": mean(100 * cell.answered, cell.offered),
        "avg_wait_answered_s": mean(cell.answered_wait_seconds, cell.answered),
        "avg_wait_abandoned_s": mean(cell.abandoned_wait_seconds, cell.abandoned),
        "avg_talk_s": mean(cell.talk_seconds, cell.answered),
        "max_wait_s": cell.max_wait_seconds,
        "sl20_pct": mean(100 * cell.answered_soon, cell.offered),
        "distinct_servers": cell.operators,
    }


@pytest.mark.parametrize(("table", "past_announcement", "calls"), [("V", False, 11_615), ("Q", True, 10_982)])
def test_anonymous_bank_week_matches_the_expected_table_in_every_cell(shared_data, table, past_announcement, calls):
    folder = shared_data / "calls"
    run = taken(folder / "anonymous_bank_1999-08-01_07.tsv", "anonymous_bank")
    assert (run.read, run.new, run.skipped, run.rejected) == (11_715, 11_615, 100, 0)
    chosen = Call.objects.past_announcement() if past_announcement else Call.objects.all()
    cells = grid(date(1999, 8, 1), date(1999, 8, 7), chosen)
    lines = expected(folder / f"anonymous_bank_1999-08-01_07_expected_{table}_day_hour.csv")
    assert cells.keys() == {key for key, line in lines.items() if int(line["incoming"])}
    for key, cell in cells.items():
        wanted = lines[key]
        for name, value in bank_line(cell).items():
            assert value == (float(wanted[name]) if wanted[name] else None), (key, name)
    assert sum(cell.offered for cell in cells.values()) == calls
