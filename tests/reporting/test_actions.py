"""A report's way from the worker to the city, and what stays as it is after that."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, ProgrammingError, transaction

from apps.accounts.enums import Role
from apps.callcenter.models import Call
from apps.core.clock import JST
from apps.reporting import actions, tasks
from apps.reporting.enums import TRANSITIONS, ReportKind, ReportState
from apps.reporting.models import Report, ReportRevision, TransitionNotAllowed
from apps.reporting.periods import Period
from tests.callcenter.factories import answered, log, row, take

from .conftest import JUNE
from .factories import MADE_AT, MONDAY, make_counter_day, make_report

pytestmark = pytest.mark.usefixtures("masters")
LATER = MADE_AT + timedelta(days=2)


@pytest.fixture
def manager(user_of):
    return user_of(Role.GENERAL_MANAGER)


@pytest.fixture
def good_month():
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00")]))


@pytest.fixture
def draft(good_month):
    return make_report(ReportKind.CALL_MONTHLY, "2025-06")


def issue(report, by):
    actions.confirm_report(report=report, remarks="", by=by, at=LATER)
    return actions.issue_report(report=report, by=by, at=LATER)


STEPS = {
    ReportState.REQUESTED: lambda report, by: report.request(by=by, at=LATER, reason="数値の訂正"),
    ReportState.DRAFT: lambda report, by: report.take_draft(),
    ReportState.CONFIRMED: lambda report, by: report.confirm(by=by, at=LATER),
    ReportState.ISSUED: lambda report, by: report.issue(by=by, at=LATER),
}


@pytest.mark.parametrize("state", ReportState)
@pytest.mark.parametrize("target", ReportState)
def test_only_the_steps_of_the_table_are_allowed(state, target, manager):
    report = Report(state=state)
    if target in TRANSITIONS[state]:
        STEPS[target](report, manager)
        assert report.state == target
    else:
        with pytest.raises(TransitionNotAllowed):
            STEPS[target](report, manager)
        assert report.state == state


def test_draft_holds_figures_files_and_their_hashes(draft):
    (revision,) = draft.revisions.all()
    assert (draft.state, revision.number, revision.content["summary"]["offered"]) == (ReportState.DRAFT, 1, 1)
    assert bytes(revision.xlsx).startswith(b"PK")
    assert bytes(revision.pdf).startswith(b"%PDF")
    assert revision.is_intact()


def test_making_a_draft_twice_leaves_one_revision_untouched(draft):
    before = draft.revisions.get().made_at
    assert actions.make_draft(report_id=draft.pk, at=LATER) is None
    assert draft.revisions.get().made_at == before


def test_remade_draft_counts_again_in_the_same_revision(draft, manager):
    take(log([row(2, "2025/06/02 10:00:00", ended="2025/06/02 10:01:00")]))
    actions.request_report(kind=ReportKind.CALL_MONTHLY, period=Period(*JUNE), by=manager, at=LATER)
    actions.make_draft(report_id=draft.pk, at=LATER)
    revision = draft.revisions.get()
    assert (revision.number, revision.content["summary"]["offered"], revision.made_by) == (1, 2, manager)


def test_issued_report_stays_as_it_is_when_calls_change_later(draft, manager):
    issue(draft, manager)
    hashes = draft.revisions.values_list("xlsx_sha256", "pdf_sha256").get()
    Call.objects.all().update(arrived_at=datetime(2025, 6, 2, 7, 0, tzinfo=JST))
    actions.make_draft(report_id=draft.pk, at=LATER)
    revision = draft.revisions.get()
    assert (revision.xlsx_sha256, revision.pdf_sha256) == hashes
    assert revision.is_intact()
    assert revision.content["summary"]["offered"] == 1


@pytest.mark.parametrize("change", [{"content": {}}, {"xlsx": b"x"}, {"issued_at": None}, {"number": 9}])
def test_database_refuses_to_change_an_issued_revision(draft, manager, change):
    issue(draft, manager)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        ReportRevision.objects.update(**change)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        ReportRevision.objects.all().delete()


def test_report_after_issue_is_made_as_second_revision_with_a_reason(draft, manager):
    issue(draft, manager)
    period = Period(*JUNE)
    with pytest.raises(TransitionNotAllowed):
        actions.request_report(kind=ReportKind.CALL_MONTHLY, period=period, by=manager, at=LATER)
    actions.request_report(kind=ReportKind.CALL_MONTHLY, period=period, by=manager, at=LATER, reason="通話記録の追加")
    actions.make_draft(report_id=draft.pk, at=LATER)
    assert list(draft.revisions.values_list("number", "reason")) == [(2, "通話記録の追加"), (1, "")]


def test_month_below_the_target_is_issued_only_with_a_cause_and_a_measure(manager):
    take(log([row(1, "2025/06/02 09:00:00", ended="2025/06/02 09:01:00")]))
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    with pytest.raises(actions.IssueStopped, match="原因と改善策"):
        issue(report, manager)
    actions.send_back_report(report=report)
    actions.confirm_report(report=report, remarks="10時台の席を1席増やします。", by=manager, at=LATER)
    actions.issue_report(report=report, by=manager, at=LATER)
    revision = report.revisions.get()
    assert revision.content["remarks"] == "10時台の席を1席増やします。"
    assert revision.content["remarks_by"] == manager.display_name


def test_issue_stops_at_text_that_looks_personal_until_somebody_has_read_it(manager):
    make_counter_day(manager, trouble="連絡先は 090-1234-5678 とのこと。")
    report = make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())
    actions.confirm_report(report=report, remarks="", by=manager, at=LATER)
    with pytest.raises(actions.IssueStopped, match=r"本庁舎.*6文字目"):
        actions.issue_report(report=report, by=manager, at=LATER)
    report.refresh_from_db()
    assert report.state == ReportState.CONFIRMED
    assert report.revisions.get().issued_at is None
    actions.issue_report(report=report, by=manager, at=LATER, confirmed_text=True)
    assert report.revisions.get().issued_at == LATER


def test_one_report_for_one_kind_and_period(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(ReportKind.CALL_MONTHLY, "2025-06")


# --- the worker -----------------------------------------------------------------------------------------------------


def run(task, capture):
    with capture(execute=True):
        task.delay()


@time_machine.travel(datetime(2025, 7, 1, 5, 30, tzinfo=JST), tick=False)
def test_first_of_the_month_drafts_the_month_before_once(good_month, django_capture_on_commit_callbacks):
    for _ in range(2):
        run(tasks.draft_monthly_call_reports, django_capture_on_commit_callbacks)
    report = Report.objects.get()
    assert (report.kind, report.period, report.state) == (ReportKind.CALL_MONTHLY, "2025-06", ReportState.DRAFT)
    assert (report.nominal_due_on, report.revisions.count()) == (date(2025, 7, 7), 1)


@time_machine.travel(datetime(2025, 6, 6, 20, 0, tzinfo=JST), tick=False)
def test_evening_drafts_the_counters_day_once_and_friday_is_due_on_monday(django_capture_on_commit_callbacks):
    for _ in range(2):
        run(tasks.draft_daily_counter_reports, django_capture_on_commit_callbacks)
    report = Report.objects.get()
    assert (report.kind, report.period, report.safe_due_on) == (
        ReportKind.COUNTER_DAILY,
        "2025-06-06",
        date(2025, 6, 9),
    )
    assert report.revisions.count() == 1


@time_machine.travel(datetime(2025, 6, 8, 20, 0, tzinfo=JST), tick=False)
def test_sunday_has_no_daily_report(django_capture_on_commit_callbacks):
    run(tasks.draft_daily_counter_reports, django_capture_on_commit_callbacks)
    assert not Report.objects.exists()


@time_machine.travel(datetime(2025, 6, 8, 20, 0, tzinfo=JST), tick=False)
def test_sunday_on_which_a_counter_was_opened_has_its_report(manager, django_capture_on_commit_callbacks):
    make_counter_day(manager, day=date(2025, 6, 8))
    run(tasks.draft_daily_counter_reports, django_capture_on_commit_callbacks)
    report = Report.objects.get()
    assert (report.period, report.nominal_due_on) == ("2025-06-08", date(2025, 6, 9))
    assert report.revisions.get().content["total"]["receptions"] == 3


@time_machine.travel(datetime(2025, 4, 1, 5, 30, tzinfo=JST), tick=False)
def test_month_before_the_contract_has_no_report(django_capture_on_commit_callbacks):
    run(tasks.draft_monthly_call_reports, django_capture_on_commit_callbacks)
    assert not Report.objects.exists()


def test_failed_making_says_so_on_the_report(good_month, manager, monkeypatch):
    report = actions.request_report(kind=ReportKind.CALL_MONTHLY, period=Period(*JUNE), by=manager, at=LATER)
    monkeypatch.setattr(actions, "collect", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.make_report(report_id=report.pk)
    report.refresh_from_db()
    assert report.state == ReportState.REQUESTED
    assert "システム管理者" in report.failure
