"""Months made by hand: every expected figure is written out, and read back from the workbook and from the PDF."""

import re
import uuid
from datetime import date, datetime, time, timedelta

import pytest

from apps.accounts.enums import Role
from apps.callcenter.enums import Result
from apps.callcenter.models import Call
from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.core.clock import JST
from apps.counters.models import Reception, Service
from apps.outreach import actions as outreach_actions
from apps.outreach.models import Facility
from apps.reporting import actions
from apps.reporting.content import collect
from apps.reporting.duties import due_report
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.figures.issued_days import CHANGED
from apps.reporting.models import Report
from apps.reporting.periods import Period, over_at
from tests.callcenter.call_rows import mixed, save_calls
from tests.callcenter.factories import answered, log, make_inquiry, row, take
from tests.outreach.test_driving import make_trip, make_vehicle, sober

from .conftest import JUNE
from .factories import MADE_AT, MONDAY, make_counter_day, make_report
from .factories import issue as hand_over
from .printed import Printed
from .test_counter_monthly import hold_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
OF_JUNE = Period(*JUNE)
OF_JULY = Period(date(2025, 7, 1), date(2025, 7, 31))
OF_MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
TUESDAY, FRIDAY, SUNDAY = date(2025, 6, 3), date(2025, 6, 6), date(2025, 6, 8)
AUGUST = datetime(2025, 8, 1, 9, tzinfo=JST)
HONCHO, TAKASHINA, STATION = "川越市役所 本庁舎1階", "高階市民センター", "川越市民サービスステーション"


@pytest.fixture
def printed(tmp_path):
    return lambda kind, period: Printed(collect(kind, period, made_on=period.last + timedelta(days=1)), tmp_path)


def issue(kind, period, by, at=None):
    """As it stands now; a report that was issued before gets its next revision."""
    at = at or max(MADE_AT, over_at(kind, period))
    report = Report.objects.of(kind, *period).first()
    if report:
        actions.request_report(kind=kind, period=period, by=by, at=at, reason="訂正")
        actions.make_draft(report_id=report.pk, at=at)
        report.refresh_from_db()
    else:
        report = make_report(kind, str(period), at=at)
    actions.confirm_report(report=report, remarks="所見を記載。", proposal="特になし。", log_read=True, by=by, at=at)
    return actions.issue_report(report=report, by=by, at=at)


def issue_day(day, by):
    return issue(ReportKind.COUNTER_DAILY, Period(day, day), by)


def receive(session, by, *, photo=False):
    number = session.receptions.count() + 1
    person = Reception.objects.create(
        session=session, number=number, received_at=session.opened_at, received_by=by, submission_key=uuid.uuid4()
    )
    if photo:
        Service.objects.create(reception=person, kind="photo")


# --- the call centre's month ----------------------------------------------------------------------------------------


def test_march_counts_to_the_second_and_to_its_last_day(printed):
    take(
        log(
            [
                answered(1, "2026/02/28 23:59:59", "2026/03/01 00:04:00"),  # February
                answered(2, "2026/03/01 00:00:00", "2026/03/01 00:01:00"),  # Sunday
                row(3, "2026/03/02 08:29:59", ended="2026/03/02 08:31:00"),
                answered(4, "2026/03/02 08:30:00", "2026/03/02 08:35:00"),
                row(5, "2026/03/02 17:14:59", ended="2026/03/02 17:15:30"),
                row(6, "2026/03/02 17:15:00", ended="2026/03/02 17:15:30"),
                answered(7, "2026/03/20 10:00:00", "2026/03/20 10:05:00"),  # 春分の日
                answered(8, "2026/03/31 17:14:59", "2026/03/31 17:20:00"),
                row(9, "2026/03/31 23:59:59", ended="2026/04/01 00:00:30"),
                answered(10, "2026/04/01 00:00:00", "2026/04/01 00:05:00"),  # April
            ]
        )
    )
    paper = printed(ReportKind.CALL_MONTHLY, OF_MARCH)
    summary = paper.content["summary"]
    names = ("offered", "answered", "abandoned", "overflow", "out_of_hours", "answer_rate", "meets_90")
    assert [summary[name] for name in names] == [3, 2, 1, 0, 5, "66.6", False]
    assert paper.content["closed_day_out_of_hours"] == 2
    cells = {(cell["date"], cell["hour"]): cell for cell in paper.content["grid"] if cell["offered"]}
    assert {key: (cell["offered"], cell["answered"]) for key, cell in cells.items()} == {
        ("2026-03-02", 8): (1, 1), ("2026-03-02", 17): (1, 0), ("2026-03-31", 17): (1, 1),
    }  # fmt: skip
    assert [paper.row("概要", label)[0] for label in ("着信", "応答", "切電", "溢れ", "時間外")] == [3, 2, 1, 0, 5]
    assert (paper.below("概要", "応答率"), paper.below("概要", "判定")) == (66.6, "未達")
    for words in ("着信 3", "応答 2", "切電 1", "溢れ 0", "時間外 5", "66.6", "未達"):
        assert words in paper.pdf
    due = due_report(ReportKind.CALL_MONTHLY, OF_MARCH, Calendar.load())
    assert (due.nominal, due.safe) == (date(2026, 4, 7), date(2026, 4, 7)), "a week after the contract's last day"


@pytest.mark.parametrize(
    ("taken", "offered", "rate", "verdict"),
    [(899, 1000, 89.9, "未達"), (900, 1000, 90, "達成"), (8996, 10000, 89.9, "未達")],
)
def test_rate_is_cut_and_never_rounded_up_to_the_target(printed, taken, offered, rate, verdict):
    save_calls(mixed(taken, offered - taken))
    paper = printed(ReportKind.CALL_MONTHLY, OF_JUNE)
    assert (paper.content["summary"]["answer_rate"], paper.content["summary"]["meets_90"]) == (
        f"{rate:.1f}", verdict == "達成",
    )  # fmt: skip
    assert [paper.row("概要", label)[0] for label in ("着信", "応答", "切電")] == [offered, taken, offered - taken]
    assert (paper.below("概要", "応答率"), paper.below("概要", "判定")) == (rate, verdict)
    assert f"着信 {offered:,}" in paper.pdf
    assert f"{rate:.1f}" in paper.pdf
    assert verdict in paper.pdf
    if verdict == "未達":
        assert "90.0" not in paper.pdf


def test_month_and_day_without_calls_have_a_dash_and_neither_0_nor_100_percent(printed):
    paper = printed(ReportKind.CALL_MONTHLY, OF_JUNE)
    assert (paper.content["summary"]["answer_rate"], paper.content["summary"]["meets_90"]) == (None, None)
    assert len(paper.content["days"]) == 21
    assert {day["answer_rate"] for day in paper.content["days"]} == {None}
    assert (paper.below("概要", "応答率"), paper.below("概要", "判定")) == ("—", "—（着信なし）")
    assert paper.row("概要", "着信")[0] == 0
    assert set(paper.column("日別×時間帯", "応答率")) == {"—"}
    assert "—（着信なし）" in paper.pdf
    assert not re.search(r"\b(0|100)\.0 ?[%％]|100\.0", paper.pdf)


def test_one_day_without_calls_has_a_dash_beside_days_with_a_rate(printed):
    save_calls(mixed(3, 0, TUESDAY))
    paper = printed(ReportKind.CALL_MONTHLY, OF_JUNE)
    rates = {day["date"]: day["answer_rate"] for day in paper.content["days"]}
    assert (rates["2025-06-02"], rates["2025-06-03"]) == (None, "100.0")
    assert sorted(rates.values(), key=str) == ["100.0", *[None] * 20]
    assert sorted(paper.column("日別×時間帯", "応答率"), key=str) == [100, 100, *["—"] * 20], "the day and the month"


def test_call_moved_over_the_border_of_the_month_lost_or_deleted_is_counted_where_it_is_now(printed):
    """Four answered calls on 30 June: one is corrected to 1 July, one to an abandoned one, one is deleted."""
    save_calls(mixed(4, 0, date(2025, 6, 30), "17:00:00"))
    moved, lost, gone, _ = Call.objects.order_by("pk")
    later = timedelta(hours=15, minutes=30)
    Call.objects.filter(pk=moved.pk).update(
        arrived_at=moved.arrived_at + later, answered_at=moved.answered_at + later, ended_at=moved.ended_at + later
    )
    Call.objects.filter(pk=lost.pk).update(outcome="abandoned", answered_at=None, talk_seconds=0)
    gone.delete()
    june, july = (printed(ReportKind.CALL_MONTHLY, period) for period in (OF_JUNE, OF_JULY))
    names = ("offered", "answered", "abandoned", "out_of_hours", "answer_rate")
    assert [june.content["summary"][name] for name in names] == [2, 1, 1, 0, "50.0"]
    assert [july.content["summary"][name] for name in names] == [1, 1, 0, 0, "100.0"]
    assert [july.row("概要", label)[0] for label in ("着信", "応答", "切電")] == [1, 1, 0]


def test_sample_log_prints_the_expected_figures(june, printed):
    """Real calls whose figures were counted outside of this product; skipped where the sample is not laid beside it."""
    paper = printed(ReportKind.CALL_MONTHLY, OF_JUNE)
    labels = ("着信", "応答", "切電", "時間外")
    assert [paper.row("概要", label)[0] for label in labels] == [2476, 1952, 524, 85]
    assert (paper.below("概要", "応答率"), paper.below("概要", "判定")) == (78.8, "未達")
    for words in ("着信 2,476", "応答 1,952", "切電 524", "時間外 85", "78.8", "未達"):
        assert words in paper.pdf


# --- the counters' day and month ------------------------------------------------------------------------------------


def test_month_is_the_sum_of_its_issued_days_and_lists_the_one_corrected_since(printed, manager):
    """2 June 本庁舎 3 people; 3 June 本庁舎 3, 高階 4; 6 June ステーション 3. Then one more at 高階, with a photo."""
    make_counter_day(manager)
    make_counter_day(manager, day=TUESDAY)
    at_takashina = make_counter_day(manager, day=TUESDAY, site="takashina")
    receive(at_takashina, manager)
    make_counter_day(manager, day=FRIDAY, site="station")
    for day in (MONDAY, TUESDAY, FRIDAY):
        issue_day(day, manager)
    receive(at_takashina, manager, photo=True)
    paper = printed(ReportKind.COUNTER_MONTHLY, OF_JUNE)
    # 受付, 写真撮影, 申請支援 計・ア・イ・ウ, 利活用, 特急写真, 案内のみ, その他, トラブル behind the days opened
    assert paper.row("月報", HONCHO)[:7] == [2, 6, 2, 4, 2, 0, 2]
    assert paper.row("月報", TAKASHINA)[:7] == [1, 4, 1, 2, 1, 0, 1]
    assert paper.row("月報", STATION)[:7] == [1, 3, 1, 2, 1, 0, 1]
    assert paper.row("月報", "窓口の合計")[:7] == [4, 13, 4, 8, 4, 0, 4]
    assert paper.content["total"]["guidance_only"] == 4
    grid = [(line["place"], line["date"], line["receptions"]) for line in paper.content["grid"] if line["receptions"]]
    assert grid == [
        (HONCHO, "2025-06-02", 3), (HONCHO, "2025-06-03", 3), (TAKASHINA, "2025-06-03", 4), (STATION, "2025-06-06", 3),
    ]  # fmt: skip
    assert paper.row("日別", TAKASHINA, "2025-06-03")[:2] == [4, 1]
    told = ("place", "date", "item", "reported", "now", "why")
    assert [[change[name] for name in told] for change in paper.content["changes"]] == [
        [TAKASHINA, "2025-06-03", "受付", 4, 5, CHANGED],
        [TAKASHINA, "2025-06-03", "写真撮影", 1, 2, CHANGED],
    ]
    assert paper.row("差異", "2025-06-03", TAKASHINA, "受付") == [4, 5, CHANGED]
    assert f"{TAKASHINA} 受付 4 5 {CHANGED}" in paper.pdf
    assert "窓口の合計 4 13 4 8 4 0 4" in paper.pdf


def test_corrected_day_counts_in_the_month_from_its_second_revision_on(printed, manager):
    session = make_counter_day(manager)
    issue_day(MONDAY, manager)
    receive(session, manager)

    def total():
        paper = printed(ReportKind.COUNTER_MONTHLY, OF_JUNE)
        told = paper.row("日報の提出", "2025-06-02")
        return paper.row("月報", "窓口の合計")[1], told[:2], len(paper.content["changes"])

    assert total() == (3, ["提出済", 1], 1)
    report = Report.objects.get(kind=ReportKind.COUNTER_DAILY)
    actions.request_report(
        kind=ReportKind.COUNTER_DAILY, period=Period(MONDAY, MONDAY), by=manager, at=AUGUST, reason="訂正"
    )
    actions.make_draft(report_id=report.pk, at=AUGUST)
    assert total() == (3, ["提出済", 1], 1), "a revision that is being written counts nothing yet"
    report.refresh_from_db()
    actions.confirm_report(report=report, remarks="", by=manager, at=AUGUST)
    actions.issue_report(report=report, by=manager, at=AUGUST)
    assert total() == (4, ["提出済", 2], 0)


def test_day_that_the_city_returned_counts_as_issued_until_it_is_replaced(printed, manager, user_of):
    make_counter_day(manager)
    report = issue_day(MONDAY, manager)
    actions.decide_report(
        report=report,
        accepted=False,
        comment="受付の件数を確かめてください。",
        by=user_of(Role.CITY_APPROVER),
        at=AUGUST,
    )
    report.refresh_from_db()
    assert report.state == ReportState.RETURNED
    paper = printed(ReportKind.COUNTER_MONTHLY, OF_JUNE)
    assert paper.row("月報", "窓口の合計")[1] == 3
    assert (paper.content["days_issued"], paper.content["changes"]) == (1, [])


def test_month_without_any_day_is_nought_and_names_every_day_that_has_no_report(printed):
    paper = printed(ReportKind.COUNTER_MONTHLY, OF_JUNE)
    assert set(paper.content["total"].values()) == {0}
    # 21 weekdays, and the four Saturdays of the station
    assert (paper.content["days_expected"], paper.content["days_issued"]) == (25, 0)
    assert paper.row("月報", "窓口の合計") == [0] * 12
    assert paper.content["changes"] == []
    assert "対象 25日、提出済 0日" in paper.pdf


def test_month_with_a_visit_only_has_counters_of_nought_and_the_visit_in_the_whole(printed, manager):
    hold_visit(FRIDAY)
    issue_day(FRIDAY, manager)
    paper = printed(ReportKind.COUNTER_MONTHLY, OF_JUNE)
    assert paper.row("月報", "窓口の合計")[1:4] == [0, 0, 0]
    assert paper.row("月報", "出張")[:5] == [1, 9, 8, 3, 1]
    assert paper.row("月報", "全体")[:4] == ["—", 9, 8, 3]
    assert paper.row("出張の回数", "月の出張（回）") == [1, 2]
    assert paper.content["changes"] == []
    assert "出張 1 9 8 3 1 1 1" in paper.pdf


def test_counter_that_opens_on_a_closed_day_is_counted_and_not_planned(printed, manager):
    make_counter_day(manager, day=SUNDAY)
    issue_day(SUNDAY, manager)
    paper = printed(ReportKind.COUNTER_MONTHLY, OF_JUNE)
    honcho = next(site for site in paper.content["sites"] if site["site"] == "honcho")
    assert [honcho[name] for name in ("planned_days", "opened_days", "unopened_days", "opening", "late", "early")] == [
        21, 1, 21, 480, 0, 0,
    ]  # fmt: skip
    assert (paper.content["days_expected"], paper.content["days_issued"]) == (26, 1)
    assert paper.row("日別", HONCHO, "2025-06-08")[:4] == [3, 1, 2, 1]


def test_closing_time_corrected_after_the_issue_is_a_difference(printed, manager):
    session = make_counter_day(manager)
    issue_day(MONDAY, manager)
    session.closed_at = datetime.combine(MONDAY, time(16, 45), JST)
    session.save()
    paper = printed(ReportKind.COUNTER_MONTHLY, OF_JUNE)
    assert paper.row("差異", "2025-06-02", HONCHO) == ["閉設", "17:00", "16:45", CHANGED]


def test_counter_and_facility_with_another_name_since_the_issue_are_no_difference(printed, manager):
    make_counter_day(manager)
    visit = hold_visit()
    issue_day(MONDAY, manager)
    Site.objects.filter(code="honcho").update(name="川越市役所 東庁舎1階")
    Facility.objects.filter(pk=visit.facility_id).update(name="特別養護老人ホーム新緑")
    paper = printed(ReportKind.COUNTER_MONTHLY, OF_JUNE)
    assert paper.content["changes"] == []
    assert paper.row("月報", "川越市役所 東庁舎1階")[:3] == [1, 3, 1]
    assert paper.row("日別", HONCHO, "2025-06-02")[:2] == [3, 1], "the day keeps the name that it was issued under"
    assert issue(ReportKind.COUNTER_MONTHLY, OF_JUNE, manager).state == ReportState.ISSUED


def test_term_begins_on_a_sunday_and_ends_on_a_tuesday(printed, manager):
    """1 June 2025 has no report; 31 March 2026 has one, due on the day after the contract."""
    make_counter_day(manager, day=OF_MARCH.last)
    issue_day(OF_MARCH.last, manager)
    march = printed(ReportKind.COUNTER_MONTHLY, OF_MARCH)
    assert march.row("月報", "窓口の合計")[:4] == [1, 3, 1, 2]
    assert march.row("日報の提出", "2026-03-31")[:2] == ["提出済", 1]
    calendar = Calendar.load()
    assert due_report(ReportKind.COUNTER_DAILY, Period(OF_MARCH.last, OF_MARCH.last), calendar).nominal == date(
        2026, 4, 1
    )
    june = printed(ReportKind.COUNTER_MONTHLY, OF_JUNE)
    assert june.content["days"][0]["date"] == "2025-06-02"


def test_day_prints_what_was_counted_at_each_counter(printed, manager):
    session = make_counter_day(manager)
    receive(session, manager, photo=True)
    paper = printed(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY))
    assert paper.row("日報", HONCHO, "09:00–17:00") == [4, 2, 2, 1, 0, 1, 0, 0, 1, 0, 0]
    assert paper.row("日報", TAKASHINA, "開設の記録なし") == [0] * 11
    assert paper.row("日報", "合計") == [4, 2, 2, 1, 0, 1, 0, 0, 1, 0, 0]
    assert "合計 4 2 2 1 0 1 0 0 1 0 0" in paper.pdf


# --- the drives and the records -------------------------------------------------------------------------------------


def test_drive_over_midnight_is_of_the_month_in_which_it_left(printed):
    night = datetime(2025, 6, 30, 23, 50, tzinfo=JST)
    trip = make_trip(make_vehicle(), opened_at=night)
    check = sober(trip, checked_at=night)
    later = night + timedelta(hours=2)
    outreach_actions.record_check(trip=trip, by=trip.opened_by, at=later, submission_key=uuid.uuid4(), values=check)
    outreach_actions.depart(trip=trip, departed_at=night, departure_km=1000, gap_reason="", at=later)
    outreach_actions.come_back(trip=trip, returned_at=night + timedelta(minutes=30), return_km=1012, at=later)
    june = printed(ReportKind.DRIVING_MONTHLY, OF_JUNE)
    assert (len(june.content["lines"]), june.content["distance"]) == (1, 12)
    assert june.content["lines"][0]["departure"] == "23:50"
    assert june.content["lines"][0]["arrival"] == "7/1（火） 00:20", "the day is told where it is another one"
    assert june.row("運転記録", "走行の合計") == [12]
    assert "1,000 1,012 12" in june.pdf
    july = printed(ReportKind.DRIVING_MONTHLY, OF_JULY)
    assert (july.content["lines"], july.content["distance"]) == ([], 0)


def test_records_of_the_month_are_as_many_as_were_received_and_arrived_in_it(printed, user_of):
    operator = user_of(Role.OPERATOR)
    for moment in ("2025-05-31T23:59:59", "2025-06-01T00:00:00", "2025-06-30T23:59:59", "2025-07-01T00:00:00"):
        make_inquiry(operator, at=datetime.fromisoformat(f"{moment}+09:00"), result=Result.COMPLETED)
    save_calls(mixed(2, 1, date(2025, 6, 30), "23:59:59"))
    save_calls(mixed(5, 0, date(2025, 7, 1), "00:00:00"))
    paper = printed(ReportKind.RECORDS_MONTHLY, OF_JUNE)
    assert [(row["subject"], row["rows"]) for row in paper.content["files"]] == [
        ("応答履歴", 2), ("応答履歴", 2), ("通話記録", 3), ("通話記録", 3),
    ]  # fmt: skip
    assert paper.row("送付書", "通話記録", "CSV（UTF-8）")[0] == 3


# --- the term -------------------------------------------------------------------------------------------------------


def test_completion_adds_up_a_term_of_two_calendar_years(printed, manager):
    """December 2025: 3 people and 3 of 4 calls; January 2026: 6 people and 9 of 10 calls; ten months in all."""
    december, january = Period(date(2025, 12, 1), date(2025, 12, 31)), Period(date(2026, 1, 1), date(2026, 1, 31))
    for day in (date(2025, 12, 26), date(2026, 1, 5), date(2026, 1, 6)):
        make_counter_day(manager, day=day)
        issue_day(day, manager)
    save_calls([*mixed(3, 1, date(2025, 12, 26)), *mixed(9, 1, date(2026, 1, 5))])
    for month in (december, january):
        issue(ReportKind.COUNTER_MONTHLY, month, manager)
        issue_calls(month, manager)
    term = Period(date(2025, 6, 1), date(2026, 3, 31))
    paper = printed(ReportKind.COMPLETION, term)
    sheet = "実施報告書"
    assert paper.row(sheet, "2025-12-01")[:7] == [0, 3, 1, 2, 1, 0, 1]
    assert paper.row(sheet, "2026-01-01")[:7] == [0, 6, 2, 4, 2, 0, 2]
    assert paper.row(sheet, "2025-06-01") == ["—"] * 12
    assert paper.row(sheet, "合計")[:7] == [0, 9, 3, 6, 3, 0, 3]
    calls = [row["answer_rate"] for row in paper.content["call_months"]]
    assert calls == [*[None] * 6, "75.0", "90.0", None, None]
    total = paper.content["calls"]
    assert [total[name] for name in ("offered", "answered", "abandoned", "overflow", "answer_rate")] == [
        14, 12, 2, 0, "85.7",
    ]  # fmt: skip
    assert paper.row("窓口別", HONCHO)[:3] == [3, 9, 3]
    assert len(paper.content["missing"]) == 2 * 8 + 3 * 10
    assert "2025年12月 4 3 1 0 75.0 3 0" in paper.pdf
    assert "合計 14 12 2 0 85.7 12 0" in paper.pdf


def issue_calls(month, by):
    """With what a month below the target needs before it may go."""
    at = over_at(ReportKind.CALL_MONTHLY, month)
    report = make_report(ReportKind.CALL_MONTHLY, str(month), at=at)
    words = {"remarks": "所見を記載。", "cause": "午前に集中した。", "measure": "席を増やす。"}
    return hand_over(report, by, at=at, **words)
