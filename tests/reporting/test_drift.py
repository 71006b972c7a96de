"""What is drift of an issued report, and what only goes on after it: names, follow-ups, reports that come later."""

from datetime import date, datetime

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from apps.accounts.enums import Role
from apps.callcenter.models import Inquiry, InquiryCategory, InquiryNote
from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.core.clock import JST
from apps.counters.models import Reception
from apps.outreach.enums import VisitDuty, VisitStatus
from apps.outreach.models import Facility, Trip, Vehicle, Visit, VisitMember
from apps.reporting import drift
from apps.reporting.comparison import differences
from apps.reporting.enums import ReportKind
from apps.reporting.like_for_like import like_for_like
from apps.workforce.models import StaffMember
from tests.callcenter.factories import answered, log, make_inquiry, take
from tests.outreach.test_driving import check, make_trip

from .factories import MONDAY, issue, make_counter_day, make_report
from .test_counter_monthly import hold_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters", "no_files")]
LATER = datetime(2025, 7, 3, 10, 0, tzinfo=JST)
AFTER_THE_TERM = datetime(2026, 4, 2, 10, 0, tzinfo=JST)
JUNE, TERM = "2025-06", "2025-06-01--2026-03-31"


@pytest.fixture(autouse=True)
def _july(time_machine):
    time_machine.move_to(LATER, tick=False)


def drifts(report):
    return drift.drift(report, Calendar.load(), LATER).differences


def held(kind, period, by):
    at = AFTER_THE_TERM if period == TERM else LATER
    return issue(make_report(kind, period, at=at), by, at, cause="原因", measure="改善策")


# --- names ------------------------------------------------------------------------------------------------------------


def test_other_name_of_a_category_is_no_drift_and_its_inquiries_are(manager, user_of):
    operator = user_of(Role.OPERATOR)
    make_inquiry(operator, at=datetime(2025, 6, 2, 9, 5, tzinfo=JST))
    report = held(ReportKind.CALL_MONTHLY, JUNE, manager)
    category = Inquiry.objects.get().category
    InquiryCategory.objects.filter(pk=category.pk).update(name="別の名称")
    assert drifts(report) == []
    make_inquiry(operator, at=datetime(2025, 6, 2, 9, 6, tzinfo=JST))
    assert (f"問合せ {category.name} 件数", 1, 2) in drifts(report)


def test_other_name_of_a_facility_or_a_counter_is_no_drift_of_any_report(manager):
    visit = hold_visit()
    session = make_counter_day(manager)
    held(ReportKind.COUNTER_DAILY, MONDAY.isoformat(), manager)
    Reception.objects.create(session=session, number=9, received_at=session.opened_at, received_by=manager)
    reports = [  # the month lists the difference from its day
        *(held(kind, JUNE, manager) for kind in (ReportKind.COUNTER_MONTHLY, ReportKind.OUTREACH_MONTHLY)),
        held(ReportKind.COMPLETION, TERM, manager),
    ]
    name = visit.facility.name
    Facility.objects.update(name="別の名称の施設")
    for site in Site.objects.counters():
        Site.objects.filter(pk=site.pk).update(name=f"{site.name}別館")
    assert {report.kind: drifts(report) for report in reports} == {report.kind: [] for report in reports}
    VisitMember.objects.create(visit=visit, person=manager, duty=VisitDuty.CREW)
    assert (f"出張 6/2（月） {name} 10:00 受託者の人数", 2, 3) in drifts(reports[1])


def test_other_name_of_a_car_or_a_person_is_no_drift_and_another_car_is(manager):
    trip = make_trip()
    check(trip)
    reports = [held(kind, JUNE, manager) for kind in (ReportKind.DRIVING_MONTHLY, ReportKind.OUTREACH_MONTHLY)]
    Vehicle.objects.update(name="別の名称")
    for person in StaffMember.objects.all():
        StaffMember.objects.filter(pk=person.pk).update(name=f"{person.name}改")
    assert [drifts(report) for report in reports] == [[], []]
    Trip.objects.filter(pk=trip.pk).update(purpose="下見")
    assert [place for place, *_ in drifts(reports[0])] == ["運転 6/2（月） — 行き先・用務"]


def test_name_of_another_key_is_told():
    start = {"trip": 1, "day": "6/2（月）", "departure": "9:00"}
    then = {"lines": [{**start, "vehicle": "1号車", "vehicle_ids": [1], "driver": "甲", "driver_id": 5}]}
    now = {"lines": [{**start, "vehicle": "2号車", "vehicle_ids": [2], "driver": "乙", "driver_id": 5}]}
    assert [each[1:] for each in differences(*like_for_like(then, now))] == [("1号車", "2号車")]


# --- what goes on -----------------------------------------------------------------------------------------------------


def test_completed_visit_is_no_drift_of_its_day(manager):
    hold_visit()
    make_counter_day(manager)
    report = held(ReportKind.COUNTER_DAILY, MONDAY.isoformat(), manager)
    Visit.objects.update(status=VisitStatus.COMPLETED)
    assert drifts(report) == []


def test_report_that_is_issued_or_begun_later_is_no_drift_of_the_term_or_month(manager):
    make_counter_day(manager)
    make_counter_day(manager, day=date(2025, 6, 3))
    month, term = held(ReportKind.COUNTER_MONTHLY, JUNE, manager), held(ReportKind.COMPLETION, TERM, manager)
    make_report(ReportKind.COUNTER_DAILY, "2025-06-03")
    assert drifts(month) == []
    held(ReportKind.DRIVING_MONTHLY, JUNE, manager)
    assert drifts(term) == []
    held(ReportKind.COUNTER_DAILY, MONDAY.isoformat(), manager)
    assert ("日報の提出済日数", 0, 1) in drifts(month)


def test_follow_up_of_an_inquiry_is_no_drift_of_the_records_and_its_correction_is(manager, user_of):
    inquiry = make_inquiry(user_of(Role.OPERATOR), at=datetime(2025, 6, 2, 9, 5, tzinfo=JST))
    report = held(ReportKind.RECORDS_MONTHLY, JUNE, manager)
    Inquiry.objects.update(revised_at=LATER)
    InquiryNote.objects.create(inquiry=inquiry, text="翌日に連絡した。", at=LATER, by=manager)
    InquiryCategory.objects.filter(pk=inquiry.category_id).update(name="別の名称")
    assert drifts(report) == []
    Inquiry.objects.update(is_complaint=True)
    assert [place for place, *_ in drifts(report)] == ["受付時の内容のハッシュ値"]
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00")]))
    assert "データ 通話記録 CSV（UTF-8） 行数" in [place for place, *_ in drifts(report)]


# --- what stands beside what ------------------------------------------------------------------------------------------


def test_part_that_only_one_of_two_contents_has_is_no_drift():
    then = {"total": {"receptions": 3}, "visits": [{"visit": 1, "receptions": 2}]}
    now = {
        "total": {"receptions": 3, "interpreted": 1},
        "visits": [{"visit": 1, "receptions": 2, "visit_report": "実施した。"}, {"visit": 2, "receptions": 4}],
        "seats": {"days": []},
    }
    assert [each[1:] for each in differences(*like_for_like(then, now))] == [(None, 4)]


def test_row_is_named_by_what_it_is_and_not_by_its_place():
    lines = [{"day": "6/2（月）", "departure": f"{hour}:00", "distance": hour} for hour in (9, 10)]
    cars = [{"vehicle": f"{number}号車", "trips": number} for number in (1, 2)]
    noted = [{"noted_on": f"2025-06-0{day}", "effect": str(day)} for day in (1, 2)]
    for rows in (lines, cars, noted):
        found = differences({"rows": rows}, {"rows": rows[1:]})
        assert {after for *_, after in found} == {None}
    assert ("行数 6/2（月） 9:00 走行の距離", 9, None) in differences({"rows": lines}, {"rows": lines[1:]})


# --- the night --------------------------------------------------------------------------------------------------------


def test_night_goes_from_the_newest_to_the_oldest_and_stops_when_its_time_is_up(manager, monkeypatch):
    make_counter_day(manager)
    held(ReportKind.COUNTER_DAILY, MONDAY.isoformat(), manager)
    held(ReportKind.DRIVING_MONTHLY, JUNE, manager)
    counted = []
    monkeypatch.setattr(drift, "note_drift", lambda report, *_: counted.append(report.kind))
    assert drift.note_drifts(LATER) == 0
    assert counted == [ReportKind.DRIVING_MONTHLY, ReportKind.COUNTER_DAILY]

    def time_is_up(*_):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(drift, "note_drift", time_is_up)
    with pytest.raises(SoftTimeLimitExceeded):
        drift.note_drifts(LATER)
