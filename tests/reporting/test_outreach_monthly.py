"""The month of the visits: a row each from the records, every difference from the daily reports, and no names."""

import json
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.outreach import actions as outreach_actions
from apps.outreach.actors import Actor
from apps.outreach.enums import VisitDuty, VisitStatus
from apps.outreach.models import Trip, VisitMember
from apps.reporting import actions, tasks
from apps.reporting.content import collect
from apps.reporting.documents import outreach_monthly
from apps.reporting.duties import reports_due
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.figures.issued_days import CHANGED, NO_REPORT
from apps.reporting.models import Report
from apps.reporting.periods import Period
from tests.outreach.factories import NOW as ON_MONDAY
from tests.outreach.factories import agree, make_facility, make_user, make_visit, request
from tests.outreach.test_driving import check, come_back, depart, make_trip, make_vehicle

from .conftest import JUNE
from .factories import MONDAY, make_counter_day, make_report
from .test_counter_monthly import FRIDAY, hold_visit, issue_day
from .test_documents import opened, pdf_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
OF_JUNE, JULY = Period(*JUNE), Period(date(2025, 7, 1), date(2025, 7, 31))
NOW = datetime(2025, 7, 1, 9, 0, tzinfo=JST)


def month(period=OF_JUNE):
    return collect(ReportKind.OUTREACH_MONTHLY, period, made_on=period.last + timedelta(days=1))


@time_machine.travel(ON_MONDAY, tick=False)
def test_visit_is_a_row_with_all_that_was_counted_and_who_went_in_numbers():
    car = make_vehicle(name="2号車")
    visit = hold_visit(vehicle=car)
    VisitMember.objects.create(visit=visit, person=make_user(Role.COUNTER_STAFF), duty=VisitDuty.CREW)
    VisitMember.objects.create(visit=visit, person=make_user(Role.CITY_STAFF), duty=VisitDuty.OFFICER)
    trip = make_trip(make_vehicle(name="1号車"))
    check(trip)
    Trip.objects.filter(pk=trip.pk).update(visit=visit)
    depart(trip)
    come_back(trip, km=1012)
    content = month()
    (row,) = content["visits"]
    kept = ("date", "facility", "facility_kind", "starts", "ends", "started", "ended")
    assert [row[name] for name in kept] == [
        "2025-06-02", visit.facility.name, "介護老人福祉施設", "10:00", "12:00", "10:00", "12:00",
    ]  # fmt: skip
    counted = {
        "receptions": 9, "on_site": 5, "assists": 3, "assists_a": 1, "assists_i": 1, "assists_u": 1, "photos": 8,
        "usage": 0, "incomplete": 1, "documents": 5, "troubles": 1, "identity_checked": 5, "handed_over": 5,
        "taken_over": 5, "people": 3, "officers": 2, "distance": 12,
    }  # fmt: skip
    assert {name: row[name] for name in counted} == counted == content["visits_total"]
    assert (row["vehicle"], row["incomplete_reason"], row["visit_report"]) == (
        "1号車", "体調がすぐれないため", "予定どおり実施した。",
    )  # fmt: skip
    assert content["driving"] == [
        {"vehicle": "1号車", "vehicle_ids": [Trip.objects.get().vehicle_id], "trips": 1, "distance": 12}
    ]
    driven = collect(ReportKind.DRIVING_MONTHLY, Period(*JUNE), made_on=date(2025, 7, 1))
    assert driven["distance"] == 12


def test_no_name_of_anybody_is_in_the_report():
    hold_visit()
    hold_visit(FRIDAY)
    text = json.dumps(month(), ensure_ascii=False)
    names = set(User.objects.values_list("display_name", flat=True))
    assert len(names) >= 6
    assert not [name for name in names if name and name in text]


def test_visits_beside_the_aim_of_the_month_and_the_limit_of_the_term():
    hold_visit()
    hold_visit(FRIDAY)
    july = date(2025, 7, 31)
    hold_visit(july)
    june, later = month(), month(JULY)
    numbers = ("month_visits", "month_aim", "term_visits", "term_limit")
    assert [june[name] for name in numbers] == [2, 2, 2, 20]
    assert [later[name] for name in numbers] == [1, 2, 3, 20]
    assert later["months"] == [{"month": "2025-06", "visits_count": 2}, {"month": "2025-07", "visits_count": 1}]
    lines = [line[:3] for line in opened(later)["グラフ"].iter_rows(values_only=True)]
    assert (datetime(2025, 7, 1), 1, 3) in lines


def test_month_without_visits_draws_only_the_months():
    content = month()
    assert (content["visits"], content["months"]) == ([], [{"month": "2025-06", "visits_count": 0}])
    (section,) = [each for each in outreach_monthly.paper(content).sections if each.name == "グラフ"]
    assert [chart.title for chart in section.charts] == ["月別の回数と累計"]


def test_daily_reports_that_agree_leave_no_difference(manager):
    make_counter_day(manager)
    hold_visit()
    issue_day(MONDAY, manager)
    assert month()["changes"] == []


def test_report_of_a_visit_that_comes_after_the_daily_report_is_listed(manager):
    """At 8 p.m. the visit had no report: the day told one visit and counted nothing."""
    visit = hold_visit(sent=False)
    issue_day(MONDAY, manager)
    result, officer = visit.result, make_user(Role.CITY_STAFF)
    for name, value in {
        "identity_checked": 5, "identity_checked_at": NOW, "identity_checked_by": officer,
        "documents_handed_over": 5, "handed_over_at": NOW, "handed_over_by": visit.leader,
        "documents_taken_over": 5, "taken_over_at": NOW, "taken_over_by": officer,
        "started_at": visit.starts_at, "ended_at": visit.ends_at, "report": "終えた。", "sent_at": NOW,
        "sent_by": visit.leader,
    }.items():  # fmt: skip
        setattr(result, name, value)
    result.save()
    listed = {row["item"]: (row["reported"], row["now"], row["why"]) for row in month()["changes"]}
    assert listed == {
        "受付": (0, 9, CHANGED), "写真撮影": (0, 8, CHANGED), "申請支援": (0, 3, CHANGED),
        "申請支援 ア": (0, 1, CHANGED), "申請支援 イ": (0, 1, CHANGED), "申請支援 ウ": (0, 1, CHANGED),
        "出張申請受付": (0, 5, CHANGED), "未了": (0, 1, CHANGED), "書類・文書": (0, 5, CHANGED),
    }  # fmt: skip


def test_visit_that_moved_after_the_daily_report_is_missed_there_and_found_here(manager):
    visit = make_visit(VisitStatus.CONFIRMED, starts_at=_at(MONDAY, 10), ends_at=_at(MONDAY, 12))
    issue_day(MONDAY, manager)
    visit.status = VisitStatus.COORDINATING
    visit.save()
    visit.starts_at, visit.ends_at = _at(FRIDAY, 10), _at(FRIDAY, 12)
    visit.save()
    agree(visit)
    visit.status = VisitStatus.CONFIRMED
    visit.save()
    assert [(row["date"], row["item"], row["reported"], row["now"], row["why"]) for row in month()["changes"]] == [
        ("2025-06-02", "出張の回数", 1, 0, CHANGED),
        ("2025-06-06", "出張の回数", None, 1, NO_REPORT),
    ]


def test_two_visits_of_one_facility_on_a_day_do_not_make_up_for_each_other(manager):
    facility = make_facility(name="養護老人ホーム晴見")
    hold_visit(facility=facility)
    late = hold_visit(facility=facility, hour=14, sent=False)
    issue_day(MONDAY, manager)
    facility.name = "養護老人ホーム新晴見"
    facility.save()
    assert month()["changes"] == [], "another name is no difference"
    assert [row["receptions"] for row in month()["visits"]] == [9, None]
    assert late.facility_id == facility.pk


def test_requests_that_wait_are_those_of_the_last_evening_of_the_month(manager):
    facility = make_facility(name="養護老人ホーム晴見")
    waiting = request(facility=facility, requested_on=date(2025, 6, 30), at=_at(date(2025, 7, 1), 9))
    request(facility=make_facility(), requested_on=date(2025, 7, 1), at=_at(date(2025, 7, 1), 9))
    called_off = request(facility=make_facility(), requested_on=MONDAY)
    by = Actor.of(manager)
    outreach_actions.cancel_visit(visit=called_off, reason="施設の都合", by=by, at=_at(date(2025, 6, 30), 23))
    later = request(facility=make_facility(name="特別養護老人ホーム朝日"), requested_on=MONDAY)
    outreach_actions.cancel_visit(visit=later, reason="感染症のため", by=by, at=_at(date(2025, 7, 1), 0))
    june, july = month(), month(JULY)
    assert [(row["facility"], row["requested_on"], row["status"]) for row in june["waiting"]] == [
        ("特別養護老人ホーム朝日", "2025-06-02", "要請"), ("養護老人ホーム晴見", "2025-06-30", "要請"),
    ]  # fmt: skip
    assert [row["reason"] for row in june["cancelled"]] == ["施設の都合"]
    assert [row["reason"] for row in july["cancelled"]] == ["感染症のため"]
    assert july["waiting"][0]["visit"] == waiting.pk
    assert len(july["waiting"]) == 2


def test_month_takes_the_same_queries_for_one_visit_and_for_many(manager):
    counts = []
    for days in ([MONDAY], [date(2025, 6, day) for day in (3, 4, 5, 6)]):
        for day in days:
            hold_visit(day)
            issue_day(day, manager)
        with CaptureQueriesContext(connection) as queries:
            month()
        counts.append(len(queries))
    assert counts[0] == counts[1] < 40


def test_files_print_every_visit_the_reasons_and_the_differences(manager, tmp_path):
    visit = hold_visit()
    issue_day(MONDAY, manager)
    late = hold_visit(FRIDAY, facility=make_facility(name="養護老人ホーム晴見"))
    content = month()
    book = opened(content)
    lines = {line[0]: line for line in book["月報"].iter_rows(values_only=True) if line[0]}
    assert lines[visit.facility.name][2:15] == (
        "10:00–12:00", "介護老人福祉施設", "実施", 9, 5, 3, 1, 1, 1, 8, 0, 1, 1,
    )  # fmt: skip
    assert lines["この月の訪問と、月の目安"][1:3] == (2, 2)
    told = [line for line in book["差異"].iter_rows(values_only=True) if line[1] == late.facility.name]
    assert ("受付", None, 9) not in [line[2:5] for line in told]
    assert ("受付", "—", 9) in [line[2:5] for line in told]
    text = pdf_text(content, tmp_path)
    for word in ("体調がすぐれないため", "予定どおり実施した。", "会場が狭く、列が廊下に延びた。", NO_REPORT):
        assert word in text


def test_month_without_a_visit_says_so(tmp_path):
    content = month()
    assert (content["visits"], content["visits_total"]["receptions"], content["changes"]) == ([], 0, [])
    text = pdf_text(content, tmp_path)
    assert "この月の訪問はありません。" in text
    assert "差異はありません。" in text


# --- the life -----------------------------------------------------------------------------------------------------


@time_machine.travel(datetime(2025, 7, 1, 5, 30, tzinfo=JST), tick=False)
def test_first_of_the_month_asks_for_it_due_with_the_counters_month():
    tasks.request_due_reports()
    report = Report.objects.get(kind=ReportKind.OUTREACH_MONTHLY)
    assert (report.period, report.state) == ("2025-06", ReportState.REQUESTED)
    assert (report.nominal_due_on, report.safe_due_on) == (date(2025, 7, 7), date(2025, 7, 7))


def test_march_is_due_after_the_end_of_the_contract():
    (last, *_) = reports_due(date(2026, 4, 1), [ReportKind.OUTREACH_MONTHLY], Calendar.load())
    assert (str(last.period), last.nominal) == ("2026-03", date(2026, 4, 7))


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.SITE_LEADER, 200), (Role.GENERAL_MANAGER, 200), (Role.CC_LEADER, 404), (Role.CITY_STAFF, 200)],
)
def test_page_shows_the_issued_month_to_whom_the_kind_belongs(client_of, manager, role, status):
    visit = hold_visit()
    report = make_report(ReportKind.OUTREACH_MONTHLY, "2025-06")
    actions.confirm_report(report=report, remarks="", by=manager, at=NOW)
    actions.issue_report(report=report, by=manager, at=NOW)
    answer = client_of(role).get(reverse("reporting:detail", args=["outreach_monthly", "2025-06"]))
    assert answer.status_code == status
    if status == 200:
        page = answer.content.decode()
        assert "3　訪問ごとの件数（仕様書 第2-1-(12)-②。1行が1回の訪問。単位：件）" in page
        assert visit.facility.name in page


def _at(day, hour):
    return datetime.combine(day, time(hour), JST)
