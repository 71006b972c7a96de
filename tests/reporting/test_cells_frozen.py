"""What an issued report counted stays as it was, and says what became of it since."""

from datetime import date, datetime
from random import Random

import pghistory
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.enums import Role
from apps.callcenter.models import Call, InquiryCategory
from apps.contracts.calendar import Calendar
from apps.contracts.models import Document
from apps.core.clock import JST, short_date
from apps.outreach.models import Trip, Vehicle
from apps.reporting import cells
from apps.reporting.cells import changes
from apps.reporting.cells.frozen import live_cells
from apps.reporting.cells.lines import LISTINGS
from apps.reporting.enums import ReportKind
from apps.reporting.models import FrozenCell
from tests.callcenter.factories import answered, log, make_inquiry, row, take
from tests.contracts.factories import accepted_version, submitted_version
from tests.outreach.test_driving import make_trip

from .factories import issue, make_report
from .random_records import WORDS, some_trips

pytestmark = pytest.mark.usefixtures("masters", "no_files")


@pytest.fixture
def issued(manager):
    """June with one call answered and one lost, issued."""
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00"), row(2, "2025/06/02 10:00:00")]))
    return issue(make_report(ReportKind.CALL_MONTHLY, "2025-06"), manager, **WORDS)


def test_issued_number_keeps_its_records_whatever_becomes_of_them(issued):
    revision = issued.revisions.get()
    key = cells.Key("calls", "2025-06-02/9", "answered")
    (call,) = cells.rows_of(revision, key, Calendar.load()).ids
    Call.objects.filter(pk=call).delete()
    assert cells.rows_of(revision, key, Calendar.load()).ids == [call]
    assert cells.rows_of(revision, cells.Key("calls", "", "offered"), Calendar.load()).number == 2


def test_nothing_is_issued_whose_numbers_are_not_those_of_its_records(manager):
    take(log([answered(1)]))
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    revision = report.revisions.get()
    revision.content["summary"]["transferred"] = 5
    with pytest.raises(cells.CellsDiffer, match="合計 転送：報告書では 5、記録では 0"):
        cells.freeze(revision, Calendar.load())
    assert not FrozenCell.objects.exists()


@pytest.mark.parametrize("change", [{"record_ids": [1]}, {"number": 9}, {"place": ""}, {"revision": None}])
def test_database_refuses_to_change_or_remove_a_cell(issued, change):
    if "revision" in change:
        change = {"revision": make_report(ReportKind.RECORDS_MONTHLY, "2025-06").revisions.get()}
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        FrozenCell.objects.update(**change)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        FrozenCell.objects.all().delete()


def test_database_refuses_a_further_cell_once_the_revision_is_issued(issued):
    revision = issued.revisions.get()
    with pytest.raises(IntegrityError, match="the revision is issued"), transaction.atomic():
        FrozenCell.objects.create(
            revision=revision, source="calls", place="2025-06-03/9", measure="answered", record_ids=[1], number=1
        )


@pytest.mark.parametrize(
    ("ids", "amounts", "number"),
    [([1, 2], None, 3), ([], None, 0), ([1, 2], [3, 4], 8), ([1, 2], [7], 7), ([], [], 0)],
)
def test_database_refuses_a_cell_whose_number_is_not_that_of_its_records(ids, amounts, number):
    revision = make_report(ReportKind.CALL_MONTHLY, "2025-06").revisions.get()
    fields = {"revision": revision, "source": "calls", "place": "", "measure": "answered"}
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenCell.objects.create(**fields, record_ids=ids, amounts=amounts, number=number)
    FrozenCell.objects.create(**fields, record_ids=[1, 2], amounts=[3, 4], number=7)


@pytest.mark.parametrize("number", [1, 40])
def test_cells_are_counted_in_as_many_queries_however_many_records_there_are(number):
    take(log([answered(each, f"2025/06/{each % 25 + 2:02} 09:00:00", "2025/06/30 09:05:00") for each in range(number)]))
    report, calendar = make_report(ReportKind.CALL_MONTHLY, "2025-06"), Calendar.load()
    with CaptureQueriesContext(connection) as queries:
        live_cells(report.revisions.first(), calendar)
    counting = [
        query for query in queries if query["sql"].lstrip().startswith("SELECT") and "array_agg" in query["sql"].lower()
    ]
    assert len(counting) == 5


# --- why a later revision differs -------------------------------------------------------------------------------------


def test_record_that_entered_left_or_moved_says_when_and_by_which_role(issued, manager, user_of):
    leader = user_of(Role.CC_LEADER)
    calls = {call.external_id: call for call in Call.objects.all()}
    with pghistory.context(user=leader.pk):
        Call.objects.filter(pk=calls["C00001"].pk).update(arrived_at=datetime(2025, 6, 2, 8, 45, tzinfo=JST))
        Call.objects.filter(pk=calls["C00002"].pk).delete()
    make_inquiry(user_of(Role.OPERATOR), at=datetime(2025, 6, 3, 12, tzinfo=JST), is_complaint=True)
    found = {row["what"]: row for row in cells.because(issued.revisions.get(), Calendar.load())}
    name = InquiryCategory.objects.get(code="renewal").name
    moved, gone = "6/2（月） 9時台 応答 → 6/2（月） 8時台 応答", "記録が削除された（6/2（月） 10時台 切電）"
    assert set(found) == {moved, gone, f"新しく数える（{name} 完了（苦情））"}
    assert found[moved]["by"] == found[gone]["by"] == Role.CC_LEADER.label
    assert "08:45:00" in found[moved]["label"]
    assert all(leader.display_name not in str(row) and row["when"] for row in found.values())


def test_number_that_changed_in_a_record_says_both(manager):
    some_trips(Random(1))
    report = issue(make_report(ReportKind.DRIVING_MONTHLY, "2025-06"), manager, **WORDS)
    trip = Trip.objects.filter(return_km__isnull=False).latest("departed_at")
    before = trip.distance
    Trip.objects.filter(pk=trip.pk).update(return_km=trip.return_km + 5)
    found = {row["what"] for row in cells.because(report.revisions.get(), Calendar.load())}
    left = timezone.localtime(trip.departed_at)
    drive = f"{short_date(left.date())} {left:%H:%M} {trip.vehicle}"
    assert found == {
        f"{drive} 走行の距離 {before}km → {drive} 走行の距離 {before + 5}km",
        f"{drive} 帰着の距離計 {trip.return_km:,}km → {drive} 帰着の距離計 {trip.return_km + 5:,}km",
    }


def test_drive_that_is_written_down_later_changes_no_other_line(manager):
    some_trips(Random(1))
    report = issue(make_report(ReportKind.DRIVING_MONTHLY, "2025-06"), manager, **WORDS)
    make_trip(opened_at=datetime(2025, 6, 1, 9, 0, tzinfo=JST))  # before all others
    (found,) = cells.because(report.revisions.get(), Calendar.load())
    assert (found["what"], found["label"][:6]) == ("新しく数える（ほかの運転 記録 1件）", "運転　6/1")


def test_nothing_changed_has_no_because(issued):
    assert cells.because(issued.revisions.get(), Calendar.load()) == []


def test_many_changed_records_are_counted_beyond_the_first(issued, monkeypatch):
    monkeypatch.setattr(changes, "LISTED", 1)
    Call.objects.update(arrived_at=datetime(2025, 7, 2, 9, tzinfo=JST), ended_at=None, answered_at=None)
    found = cells.because(issued.revisions.get(), Calendar.load())
    assert [row["what"] for row in found if row["what"].startswith("ほか")] == ["ほか1件の記録"]
    assert len(found) == 2


def test_car_of_another_name_is_no_reason(manager):
    some_trips(Random(1))
    report = issue(make_report(ReportKind.OUTREACH_MONTHLY, "2025-06"), manager, **WORDS)
    Vehicle.objects.update(name="新しい名前の車")
    assert cells.because(report.revisions.get(), Calendar.load()) == []
    trip = Trip.objects.filter(return_km__isnull=False).latest("departed_at")
    Trip.objects.filter(pk=trip.pk).update(return_km=trip.return_km + 5)
    (row,) = cells.because(report.revisions.get(), Calendar.load())
    assert "走行の距離" in row["what"]


def test_what_goes_on_after_the_days_is_no_reason(manager, user_of):
    document = Document.objects.create(code="counter-manual", title="窓口の手引き", clause="第1-9", order=1)
    accepted_version(document, date(2025, 6, 10), manager, user_of(Role.CITY_APPROVER))
    term = issue(make_report(ReportKind.COMPLETION, "2025-06-01--2026-03-31"), manager, **WORDS)
    submitted_version(document, manager)
    revision = term.revisions.get()
    assert FrozenCell.objects.filter(source="documents").count() == 2
    assert cells.because(revision, Calendar.load()) == []


# --- their order ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "stop"), [(0, 2), (2, 4), (3, 6), (4, 6), (0, 6)])
def test_records_stand_by_their_time_and_those_that_are_gone_at_the_end(start, stop):
    times = ("10:00", "09:00", "11:00", "08:00")
    take(log([answered(n, f"2025/06/02 {at}:00", "2025/06/02 12:00:00") for n, at in enumerate(times)]))
    by_time = [Call.objects.get(external_id=f"C0000{n}").pk for n in (3, 1, 0, 2)]
    gone = [max(by_time) + 1, max(by_time) + 2]
    listed = LISTINGS["calls"].in_order([*gone[::-1], *sorted(by_time)], start, stop)
    assert listed == [*by_time, *gone][start:stop]
