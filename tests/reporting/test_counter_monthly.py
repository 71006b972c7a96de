"""A month of the counters is the sum of its issued days; where the records say otherwise, both numbers are there."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.counters.models import CounterSession, Reception
from apps.outreach.actors import Actor
from apps.outreach.enums import VisitStatus
from apps.outreach.models import VisitResult
from apps.reporting import actions, attestation, runs, tasks
from apps.reporting.content import collect
from apps.reporting.duties import counter_days, reports_due
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.figures.issued_days import CHANGED, NO_REPORT, NOT_ISSUED
from apps.reporting.models import Report
from apps.reporting.periods import Period, over_at
from tests.outreach.factories import make_facility, make_user, make_visit

from .conftest import JUNE
from .factories import MONDAY, issue, make_counter_day, make_report
from .test_documents import opened, pdf_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
FRIDAY, SATURDAY, SUNDAY = date(2025, 6, 6), date(2025, 6, 7), date(2025, 6, 8)
JULY_1 = date(2025, 7, 1)
EARLY, NOW = datetime(2025, 7, 1, 5, 30, tzinfo=JST), datetime(2025, 7, 1, 9, 0, tzinfo=JST)
HALF_AN_HOUR = timedelta(minutes=30)


def issue_day(day, by):
    report = make_report(ReportKind.COUNTER_DAILY, day.isoformat())
    return issue(report, by, max(NOW, over_at(ReportKind.COUNTER_DAILY, Period(day, day))))


def month(first=JUNE[0], last=JUNE[1], today=JULY_1):
    return collect(ReportKind.COUNTER_MONTHLY, Period(first, last), made_on=today)


def receive_one_more(session, by):
    number = session.receptions.count() + 1
    Reception.objects.create(session=session, number=number, received_at=session.opened_at, received_by=by)


def hold_visit(day=MONDAY, *, hour=10, sent=True, **fields):
    starts = datetime.combine(day, time(hour), JST)
    status = VisitStatus.HELD
    visit = make_visit(status, starts_at=starts, ends_at=starts + timedelta(hours=2), **fields)
    write_result(visit, sent=sent)
    return visit


def write_result(visit, *, sent=True):
    starts = visit.starts_at
    counts = {
        "received": 9, "on_site": 5, "assists_device": 1, "assists_post": 1, "assists_smartphone": 1, "incomplete": 1,
        "photos": 8, "usage": 0, "documents_received": 5, "incomplete_reason": "体調がすぐれないため",
    }  # fmt: skip
    officer = make_user(Role.CITY_STAFF)
    done = {
        "identity_checked": 5, "identity_checked_at": starts, "identity_checked_by": officer,
        "documents_handed_over": 5, "handed_over_at": starts, "handed_over_by": visit.leader,
        "documents_taken_over": 5, "taken_over_at": starts, "taken_over_by": officer,
        "started_at": starts, "ended_at": starts + timedelta(hours=2), "report": "予定どおり実施した。",
        "trouble": "会場が狭く、列が廊下に延びた。", "sent_at": starts, "sent_by": visit.leader,
    }  # fmt: skip
    VisitResult.objects.create(visit=visit, **counts, **(done if sent else {}))


# --- the day ------------------------------------------------------------------------------------------------------


def test_visit_is_a_row_of_its_own_on_the_day_and_in_no_counters_figure(manager):
    make_counter_day(manager)
    alone = collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY)
    visit = hold_visit()
    content = collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY)
    assert (content["sites"], content["total"]) == (alone["sites"], alone["total"])
    (row,) = content["visits"]
    assert (row["facility"], row["starts"], row["receptions"], row["on_site"]) == (visit.facility.name, "10:00", 9, 5)
    assert (row["assists"], row["assists_a"], row["assists_i"], row["assists_u"]) == (3, 1, 1, 1)
    assert (row["photos"], row["incomplete"], row["documents"], row["troubles"]) == (8, 1, 5, 1)
    assert content["whole"]["receptions"] == content["total"]["receptions"] + 9 == 12
    assert content["whole"]["assists"] == content["total"]["assists"] + 3 == 5


def test_day_prints_its_visits_apart_and_the_whole_below_them(manager, tmp_path):
    make_counter_day(manager)
    visit = hold_visit()
    content = collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY)
    lines = {}
    for line in opened(content)["日報"].iter_rows(values_only=True):
        lines.setdefault(line[0], line[2:])
    assert lines[visit.facility.name] == (9, 8, 3, 1, 1, 1, 0, 5, 1, 5, 1)
    assert lines["全体（窓口と出張）"] == (12, 9, 5, 2, 1, 2, 0, "—", "—", "—", 1)
    assert lines["合計"][0] == 3
    text = pdf_text(content, tmp_path)
    assert f"{visit.facility.name} 10:00–12:00 9 8 3 1 1 1 0 5 1 5 1" in text
    assert "会場が狭く、列が廊下に延びた。" in text


def test_visit_without_a_report_has_dashes_and_counts_nothing():
    hold_visit(sent=False)
    content = collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY)
    assert content["visits"][0]["receptions"] is None
    assert content["visits_total"]["receptions"] == 0


def test_texts_of_a_visit_pass_the_guard_before_the_issue():
    hold_visit()
    content = collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY)
    content["visits"][0]["trouble_texts"][0]["situation"] = "連絡先は 090-1234-5678 とのこと。"
    (found,) = attestation.places(content)
    assert "トラブル・困難事例 1件目 10:00 状況の6文字目" in found.sentence


def test_visit_on_a_closed_day_makes_the_day_due():
    calendar = Calendar.load()
    assert SUNDAY not in counter_days(*JUNE, calendar)
    visit = hold_visit(SUNDAY)
    assert SUNDAY in counter_days(*JUNE, calendar)
    visit.status = VisitStatus.CANCELLED
    assert visit.can_become(VisitStatus.CANCELLED) is False, "what was held cannot be called off"


# --- the month ----------------------------------------------------------------------------------------------------


def test_month_is_the_sum_of_its_issued_days_by_site_and_by_day(manager):
    for day, site in ((MONDAY, "honcho"), (FRIDAY, "honcho"), (SATURDAY, "station")):
        make_counter_day(manager, day=day, site=site)
        issue_day(day, manager)
    content = month()
    sites = {row["site"]: row for row in content["sites"]}
    assert (sites["honcho"]["receptions"], sites["station"]["receptions"]) == (6, 3)
    assert (content["total"]["receptions"], content["total"]["assists"], content["total"]["photos"]) == (9, 6, 3)
    assert content["changes"] == []
    by_day = {(row["date"], row["place"]): row["receptions"] for row in content["grid"]}
    assert by_day["2025-06-07", sites["station"]["site_name"]] == 3, "カ is open on Saturdays"
    assert sum(by_day.values()) == content["total"]["receptions"]
    assert (sites["honcho"]["opened_days"], sites["honcho"]["opening"]) == (2, 2 * 8 * 60)


def test_late_edit_after_the_issue_is_listed_with_both_numbers_and_leaves_the_sum(manager):
    session = make_counter_day(manager)
    issue_day(MONDAY, manager)
    receive_one_more(session, manager)
    content = month()
    assert content["total"]["receptions"] == 3
    assert [(row["date"], row["item"], row["reported"], row["now"], row["why"]) for row in content["changes"]] == [
        ("2025-06-02", "受付", 3, 4, CHANGED)
    ]


def test_day_that_is_not_issued_counts_nothing_and_is_listed(manager):
    make_counter_day(manager)
    make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())
    make_counter_day(manager, day=FRIDAY, site="station")
    content = month()
    assert content["total"]["receptions"] == 0
    why = {(row["date"], row["why"]) for row in content["changes"]}
    assert why == {("2025-06-02", NOT_ISSUED), ("2025-06-06", NO_REPORT)}
    missing = {row["date"]: row["why"] for row in content["missing_days"]}
    assert (missing["2025-06-02"], missing["2025-06-06"], missing["2025-06-07"]) == (NOT_ISSUED, NO_REPORT, NO_REPORT)
    assert (content["days_expected"], content["days_issued"]) == (len(missing), 0)
    assert "2025-06-08" not in missing, "a Sunday expects no report"


def test_sum_and_differences_together_are_the_records_of_today(manager):
    session = make_counter_day(manager)
    issue_day(MONDAY, manager)
    receive_one_more(session, manager)
    make_counter_day(manager, day=FRIDAY)
    content = month()
    missing = sum((row["now"] - (row["reported"] or 0)) for row in content["changes"] if row["item"] == "受付")
    assert content["total"]["receptions"] + missing == Reception.objects.counted().count()


def test_visits_of_the_month_stand_apart_and_their_late_report_is_a_difference(manager):
    make_counter_day(manager)
    hold_visit()
    issue_day(MONDAY, manager)
    late = hold_visit(FRIDAY, facility=make_facility(name="養護老人ホーム晴見"))
    make_visit(VisitStatus.CANCELLED)
    content = month()
    assert (content["total"]["receptions"], content["visits_total"]["receptions"], content["whole"]["receptions"]) == (
        3,
        9,
        12,
    )
    assert (content["month_visits"], content["month_aim"], content["term_visits"], content["term_limit"]) == (
        2,
        2,
        2,
        20,
    )
    kinds = {row["facility_kind"]: row["count"] for row in content["facility_kinds"]}
    assert kinds["介護老人福祉施設"] == 2
    listed = {(row["place"], row["item"]): (row["reported"], row["now"], row["why"]) for row in content["changes"]}
    assert listed[late.facility.name, "受付"] == (None, 9, NO_REPORT)


def test_cancelled_visits_are_listed_in_the_month_of_the_step(manager):
    visit = make_visit(VisitStatus.REQUESTED)
    visit.cancel_reason = "施設の都合"
    visit.move_to(VisitStatus.CANCELLED, by=Actor.of(manager), at=NOW, reason="施設の都合")
    assert month()["cancelled"] == []
    july = month(JULY_1, date(2025, 7, 31), date(2025, 8, 1))
    assert [(row["facility"], row["reason"]) for row in july["cancelled"]] == [(visit.facility.name, "施設の都合")]


def test_last_of_march_is_in_march_and_due_after_the_contract_with_its_safe_day(manager):
    make_counter_day(manager, day=date(2026, 3, 31))
    issue_day(date(2026, 3, 31), manager)
    content = month(date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert content["total"]["receptions"] == 3
    rows = reports_due(date(2026, 4, 1), [ReportKind.COUNTER_MONTHLY], Calendar.load())
    assert (str(rows[0].period), rows[0].nominal, rows[0].safe) == ("2026-03", date(2026, 4, 7), date(2026, 4, 7))
    august = next(row for row in rows if str(row.period) == "2025-08")
    assert (august.nominal, august.safe) == (date(2025, 9, 7), date(2025, 9, 5))


def test_month_takes_the_same_queries_for_one_issued_day_and_for_many(manager):
    counts = []
    for days in ([MONDAY], [date(2025, 6, day) for day in (3, 4, 5, 6)]):
        for day in days:
            make_counter_day(manager, day=day)
            issue_day(day, manager)
        with CaptureQueriesContext(connection) as queries:
            month()
        counts.append(len(queries))
    assert counts[0] == counts[1] < 45


def test_files_print_sums_days_and_differences(manager, tmp_path):
    session = make_counter_day(manager, trouble="列が延びた。")
    issue_day(MONDAY, manager)
    receive_one_more(session, manager)
    content = month()
    book = opened(content)
    sheets = ["月報", "グラフ", "日別", "出張", "出張の回数", "トラブル・困難事例", "日報の提出", "差異", "点検"]
    assert book.sheetnames == sheets
    rows = {}
    for line in book["月報"].iter_rows(values_only=True):
        rows.setdefault(line[0], line)
    assert rows["窓口の合計"][1:4] == (1, 3, 1)
    change = next(line for line in book["差異"].iter_rows(values_only=True) if line[5] == CHANGED)
    assert change[2:5] == ("受付", 3, 4)
    text = pdf_text(content, tmp_path)
    assert "列が延びた。" in text
    assert CHANGED in text


def test_setting_up_and_clearing_are_told_apart_and_a_counter_left_open_is_named(manager):
    day, left_open = make_counter_day(manager), make_counter_day(manager, day=FRIDAY, signed=False)
    CounterSession.objects.filter(pk=left_open.pk).update(closed_at=None, closed_by=None)
    CounterSession.objects.filter(pk=day.pk).update(
        setup_done_at=day.opened_at - timedelta(minutes=20), setup_done_by=manager,
        cleared_at=day.closed_at + timedelta(minutes=25), cleared_by=manager,
    )  # fmt: skip
    content = month()
    (row,) = [row for row in content["sites"] if row["site"] == "honcho"]
    assert (row["setup"], row["opening"], row["clearing"]) == (20, 8 * 60, 25)
    assert (row["opened_days"], row["unclosed_days"]) == (2, 1)
    (line,) = [
        line for line in opened(content)["月報"].iter_rows(values_only=True)
        if line[0] == row["site_name"] and line[5] == 8 * 60
    ]  # fmt: skip
    assert line[2:8] == (2, row["unopened_days"], 1, 8 * 60, 20, 25)


# --- the life -----------------------------------------------------------------------------------------------------


@time_machine.travel(datetime(2025, 7, 1, 5, 30, tzinfo=JST), tick=False)
def test_first_of_the_month_asks_for_the_counters_month_once():
    for _ in range(2):
        tasks.request_due_reports()
    report = Report.objects.get(kind=ReportKind.COUNTER_MONTHLY)
    assert (report.period, report.state) == ("2025-06", ReportState.REQUESTED)
    assert (report.nominal_due_on, report.safe_due_on) == (date(2025, 7, 7), date(2025, 7, 7))


def test_draft_is_made_anew_after_the_last_day_is_issued_and_then_left_alone(manager):
    make_counter_day(manager)
    last = make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())
    draft = make_report(ReportKind.COUNTER_MONTHLY, "2025-06", at=EARLY)
    assert draft not in runs.request_due(EARLY + HALF_AN_HOUR)
    issue(last, manager, NOW)
    assert draft in runs.request_due(NOW + HALF_AN_HOUR)
    assert draft not in runs.request_due(NOW + HALF_AN_HOUR)
    actions.make_draft(report_id=draft.pk, at=NOW + HALF_AN_HOUR)
    assert draft not in runs.request_due(NOW + 2 * HALF_AN_HOUR)
    revision = draft.revisions.get()
    assert (revision.number, revision.content["total"]["receptions"]) == (1, 3)


@pytest.mark.parametrize(("seconds", "is_anew"), [(1, True), (59, True), (60, False)])
def test_draft_that_was_counted_while_a_day_was_being_issued_is_made_anew_once(manager, no_files, seconds, is_anew):
    make_counter_day(manager)
    last = make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())
    draft = make_report(ReportKind.COUNTER_MONTHLY, "2025-06", at=NOW + timedelta(seconds=seconds))
    issue(last, manager, NOW)  # began before the month was counted and is seen by others after it
    assert (draft in runs.request_due(NOW + HALF_AN_HOUR)) is is_anew
    if is_anew:
        actions.make_draft(report_id=draft.pk, at=NOW + HALF_AN_HOUR)
    assert draft not in runs.request_due(NOW + 2 * HALF_AN_HOUR)
    assert draft.revisions.get().content["total"]["receptions"] == (3 if is_anew else 0)


@pytest.mark.parametrize("is_issued", [False, True])
def test_month_that_somebody_confirmed_is_not_made_anew_by_itself(manager, is_issued):
    make_counter_day(manager)
    last = make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())
    month = make_report(ReportKind.COUNTER_MONTHLY, "2025-06", at=EARLY)
    actions.confirm_report(report=month, remarks="", by=manager, at=NOW)
    if is_issued:
        actions.issue_report(report=month, by=manager, at=NOW)
    issue(last, manager, NOW)
    assert month not in runs.request_due(NOW + HALF_AN_HOUR)


def test_day_corrected_after_the_issued_month_comes_with_revision_two_of_both(manager):
    session = make_counter_day(manager)
    issue_day(MONDAY, manager)
    report = make_report(ReportKind.COUNTER_MONTHLY, "2025-06")
    actions.confirm_report(report=report, remarks="", by=manager, at=NOW)
    actions.issue_report(report=report, by=manager, at=NOW)
    receive_one_more(session, manager)
    for kind, period in (
        (ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY)),
        (ReportKind.COUNTER_MONTHLY, Period(*JUNE)),
    ):
        again = actions.request_report(kind=kind, period=period, by=manager, at=NOW, reason="受付の追加")
        actions.make_draft(report_id=again.pk, at=NOW)
        if kind is ReportKind.COUNTER_DAILY:
            actions.confirm_report(report=again, remarks="", by=manager, at=NOW)
            actions.issue_report(report=again, by=manager, at=NOW)
    second, first = report.revisions.all()
    assert (first.content["total"]["receptions"], second.content["total"]["receptions"]) == (3, 4)
    assert second.content["changes"] == []


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.SITE_LEADER, 200), (Role.GENERAL_MANAGER, 200), (Role.CC_LEADER, 404), (Role.CITY_STAFF, 404)],
)
def test_page_of_the_month_shows_the_tables_to_whom_the_kind_belongs(client_of, manager, role, status):
    make_counter_day(manager)
    issue_day(MONDAY, manager)
    make_report(ReportKind.COUNTER_MONTHLY, "2025-06")
    answer = client_of(role).get(reverse("reporting:detail", args=["counter_monthly", "2025-06"]))
    assert answer.status_code == status
    if status == 200:
        page = answer.content.decode()
        assert "1　窓口別の件数（仕様書 第2-1-(12)-②。単位：件）" in page
        assert CounterSession.objects.get().site.name in page
        assert "差異はありません。" in page
