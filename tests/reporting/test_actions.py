"""A report's way from the worker to the city, and what stays as it is after that."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from apps.accounts.enums import Role
from apps.callcenter.models import Call
from apps.core.clock import JST
from apps.reporting import actions
from apps.reporting.enums import TRANSITIONS, ReportKind, ReportState
from apps.reporting.models import Report, ReportRevision, TransitionNotAllowed
from apps.reporting.periods import Period
from tests.callcenter.factories import answered, log, row, take

from .conftest import JUNE
from .factories import MADE_AT, MONDAY, clear, make_counter_day, make_report

pytestmark = pytest.mark.usefixtures("masters")
LATER = MADE_AT + timedelta(days=2)


@pytest.fixture
def good_month():
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00")]))


@pytest.fixture
def draft(good_month):
    return make_report(ReportKind.CALL_MONTHLY, "2025-06")


def issue(report, by):
    actions.confirm_report(report=report, remarks="所見。", proposal="特になし。", by=by, at=LATER)
    return actions.issue_report(report=report, by=by, at=LATER)


STEPS = {
    ReportState.REQUESTED: lambda report, by: report.request(by=by, at=LATER, reason="数値の訂正"),
    ReportState.DRAFT: lambda report, by: report.take_draft(),
    ReportState.CONFIRMED: lambda report, by: report.confirm(by=by, at=LATER),
    ReportState.ISSUED: lambda report, by: report.issue(by=by, at=LATER),
    ReportState.ACCEPTED: lambda report, by: report.decide(accepted=True),
    ReportState.RETURNED: lambda report, by: report.decide(accepted=False),
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
        ReportRevision.objects.all()._raw_delete(ReportRevision.objects.db)


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
    with pytest.raises(actions.IssueStopped, match=r"原因を入力.*改善策を入力"):
        issue(report, manager)
    actions.send_back_report(report=report)
    words = {"cause": "10時台に着信が集中しました。", "measure": "10時台の席を1席増やします。"}
    actions.confirm_report(report=report, remarks="所見。", proposal="特になし。", by=manager, at=LATER, **words)
    actions.issue_report(report=report, by=manager, at=LATER)
    content = report.revisions.get().content
    assert {name: content[name] for name in words} == words
    assert content["remarks_by"] == manager.display_name


def test_issue_stops_at_text_that_looks_personal_until_another_has_read_it(manager, user_of):
    make_counter_day(manager, trouble="連絡先は 090-1234-5678 とのこと。")
    report = make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())
    actions.confirm_report(report=report, remarks="", by=manager, at=LATER)
    with pytest.raises(actions.IssueStopped, match=r"本庁舎.*6文字目"):
        actions.issue_report(report=report, by=manager, at=LATER)
    report.refresh_from_db()
    assert report.state == ReportState.CONFIRMED
    assert report.revisions.get().issued_at is None
    clear(report, user_of(Role.SITE_LEADER), LATER)
    actions.issue_report(report=report, by=manager, at=LATER)
    assert report.revisions.get().issued_at == LATER


def test_one_report_for_one_kind_and_period(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(ReportKind.CALL_MONTHLY, "2025-06")
