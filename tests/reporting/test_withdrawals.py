"""A next revision that was begun by mistake is taken back, and what the city holds stands again as before."""

from datetime import datetime, timedelta

import pytest
from django.db import DEFAULT_DB_ALIAS, IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.counters.models import Reception
from apps.reporting import actions, drift, queue, reminders, runs
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.models import Report, ReportRevision, ReportRun, RevisionWithdrawal, TransitionNotAllowed
from apps.reporting.periods import Period
from apps.reporting.standings import Shelf
from tests.threads import at_once

from .factories import MONDAY, issue, make_next, make_report, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
LATER = datetime(2025, 7, 3, 10, 0, tzinfo=JST)
DAY = ("counter_daily", MONDAY.isoformat())
COMMENT = "受付の件数を確認してください。"
MISTAKE = "別の日の日報と取り違えたため"
WORDS = "雨のため、来訪者が少ない日でした。"


@pytest.fixture(autouse=True)
def _july(time_machine):
    time_machine.move_to(LATER, tick=False)


@pytest.fixture
def begun(issued, manager):
    """Revision 2, begun by mistake."""
    return make_next(issued, manager, LATER, "数値の訂正")


def withdraw(report, by, **options):
    return actions.withdraw_revision(report=report, reason=MISTAKE, by=by, at=options.pop("at", LATER), **options)


def decide(report, user_of, *, accepted):
    by = user_of(Role.CITY_APPROVER)
    actions.decide_report(report=report, accepted=accepted, comment=COMMENT, by=by, at=LATER)


def row_of(report):
    return Report.objects.filter(pk=report.pk).values().get()


def receive_one_more(session):
    Reception.objects.create(session=session, number=9, received_at=session.opened_at, received_by=session.opened_by)


def request_next(report, by, reason="数値の訂正"):
    period = Period(report.first_on, report.last_on)
    actions.request_report(kind=ReportKind(report.kind), period=period, by=by, at=LATER, reason=reason)


def post(client, step="withdraw", **typed):
    return client.post(reverse(f"reporting:{step}", args=DAY), {"reason": MISTAKE} | typed)


def page(client):
    return client.get(reverse("reporting:detail", args=DAY))


# --- the database -----------------------------------------------------------------------------------------------------


def make_row(report, by, **fields):
    values = {"number": 2, "reason": MISTAKE, "withdrawn_at": LATER, "withdrawn_by": by} | fields
    return RevisionWithdrawal.objects.create(report=report, **values)


def test_issued_revision_is_neither_deleted_nor_named_as_withdrawn(issued, manager):
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        issued.revisions.all()._raw_delete(DEFAULT_DB_ALIAS)
    for number in (1, 2):
        with pytest.raises(IntegrityError, match="not issued is withdrawn"), transaction.atomic():
            make_row(issued, manager, number=number)


def test_row_of_a_withdrawal_needs_an_issue_before_it_and_nothing_written_after(draft, manager):
    with pytest.raises(IntegrityError, match="not issued is withdrawn"), transaction.atomic():
        make_row(draft, manager, number=1)
    issue(draft, manager)
    make_next(draft, manager, LATER, "数値の訂正")
    with pytest.raises(IntegrityError, match="not issued is withdrawn"), transaction.atomic():
        make_row(draft, manager)  # the revision is still there
    draft.revisions.filter(issued_at=None).delete()
    assert make_row(draft, manager).number == 2


def test_report_does_not_stand_again_without_the_row_of_a_withdrawal(begun):
    begun.revisions.filter(issued_at=None).delete()
    with pytest.raises(IntegrityError, match="nobody has withdrawn"), transaction.atomic():
        begun.stand_again()


def test_withdrawal_of_an_earlier_revision_is_none_of_this_one(begun, manager):
    withdraw(begun, manager)
    later = LATER + timedelta(hours=1)
    make_next(begun, manager, later, "数値の訂正")
    begun.revisions.filter(issued_at=None).delete()
    with pytest.raises(IntegrityError, match="nobody has withdrawn"), transaction.atomic():
        begun.stand_again()


def test_withdrawal_has_a_reason_and_is_final(begun, manager):
    begun.revisions.filter(issued_at=None).delete()
    with pytest.raises(IntegrityError, match="has_reason"), transaction.atomic():
        make_row(begun, manager, reason="　 ")
    make_row(begun, manager)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        RevisionWithdrawal.objects.update(reason="別の理由")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        RevisionWithdrawal.objects.all().delete()


# --- the action -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [ReportState.ISSUED, ReportState.ACCEPTED, ReportState.RETURNED])
def test_what_the_city_holds_stands_again_with_its_words_state_and_mark(draft, session, manager, user_of, state):
    report = issue(draft, manager, remarks="混雑しました。")
    if state != ReportState.ISSUED:
        decide(report, user_of, accepted=state == ReportState.ACCEPTED)
    receive_one_more(session)
    drift.note_drift(report, Calendar.load(), LATER)
    before = row_of(report)
    assert (before["state"], before["drifted_at"]) == (state, LATER)
    make_next(report, user_of(Role.GENERAL_MANAGER), LATER, "数値の訂正")
    actions.confirm_report(report=report, remarks=WORDS, by=manager, at=LATER)
    withdrawal = withdraw(report, manager)
    assert row_of(report) == before
    assert [each.number for each in report.revisions.all()] == [1]
    found = (withdrawal.number, withdrawal.reason, withdrawal.withdrawn_by, withdrawal.withdrawn_at)
    assert found == (2, MISTAKE, manager, LATER)


def test_number_is_free_again_and_the_next_revision_says_nothing_of_the_one_withdrawn(begun, manager):
    actions.confirm_report(report=begun, remarks=WORDS, by=manager, at=LATER)
    withdraw(begun, manager)
    make_next(begun, manager, LATER, "件数の訂正")
    issue(begun, manager, LATER)
    newest = begun.revisions.first()
    assert (newest.number, newest.reason, newest.content["remarks"]) == (2, "件数の訂正", "")
    assert begun.revisions.count() == 2


def test_revision_that_waits_for_its_worker_is_withdrawn_and_not_made_after_all(issued, manager):
    request_next(issued, manager)
    withdraw(issued, manager, seen="")
    assert not ReportRun.objects.exists()
    assert runs.begin(issued.pk, LATER) is False
    assert actions.make_draft(report_id=issued.pk, at=LATER) is None
    assert Report.objects.get().state == ReportState.ISSUED


def test_revision_that_could_not_be_made_is_withdrawn(issued, manager):
    request_next(issued, manager)
    actions.note_failure(report_id=issued.pk, message="集計中に誤りが起きました。")
    withdraw(issued, manager, seen="")
    assert (Report.objects.get().state, Report.objects.get().failure) == (ReportState.ISSUED, "")


def test_first_revision_and_what_the_city_holds_are_not_withdrawn(draft, manager):
    with pytest.raises(TransitionNotAllowed, match="取りやめる版はありません"):
        withdraw(draft, manager)
    issue(draft, manager)
    with pytest.raises(TransitionNotAllowed, match="取りやめる版はありません"):
        withdraw(draft, manager)
    assert draft.revisions.count() == 1


def test_words_that_somebody_typed_meanwhile_are_not_withdrawn(begun, manager):
    read = seen(begun)
    actions.confirm_report(report=begun, remarks=WORDS, by=manager, at=LATER)
    with pytest.raises(TransitionNotAllowed, match="作り直されました"):
        withdraw(begun, manager, **read)
    assert ReportRevision.objects.count() == 2


def test_steps_on_a_revision_that_was_withdrawn_are_told_so(begun, manager, user_of):
    colleague, read = user_of(Role.CC_LEADER), seen(begun)
    withdraw(begun, manager)
    steps = (
        lambda: actions.confirm_report(report=begun, remarks="", by=manager, at=LATER, **read),
        lambda: actions.send_back_report(report=begun),
        lambda: actions.issue_report(report=begun, by=manager, at=LATER, **read),
        lambda: withdraw(begun, colleague, **read),
    )
    for step in steps:
        with pytest.raises(TransitionNotAllowed, match="取りやめられました") as told:
            step()
        assert not isinstance(told.value, actions.AlreadyDone)
    with pytest.raises(actions.AlreadyDone):
        withdraw(begun, manager, **read)


def test_city_decides_again_on_what_it_holds(begun, manager, user_of):
    with pytest.raises(TransitionNotAllowed, match="次の版を作成しています"):
        decide(begun, user_of, accepted=True)
    withdraw(begun, manager)
    decide(begun, user_of, accepted=True)
    assert Report.objects.get().state == ReportState.ACCEPTED


def test_count_on_the_desk_comes_and_goes_with_the_revision(issued, manager, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        request_next(issued, manager)
    assert reminders.to_do_of("general_manager").reports[Shelf.NEXT] == 1
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(issued, manager)
    assert Shelf.NEXT not in reminders.to_do_of("general_manager").reports


# --- two people at once -----------------------------------------------------------------------------------------------


def told(results):
    """Who came second is told why; nothing else may come out."""
    refused = [each for each in results if isinstance(each, Exception)]
    assert all(isinstance(each, TransitionNotAllowed) for each in refused), refused
    return len(refused)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_withdrawal_meets_the_issue_and_one_of_them_holds(begun, manager, user_of, round_):
    colleague = user_of(Role.CC_LEADER)
    actions.confirm_report(report=begun, remarks="", by=manager, at=LATER)
    read = seen(begun)
    results = at_once(
        [
            lambda: withdraw(begun, colleague, **read),
            lambda: actions.issue_report(report=begun, by=manager, at=LATER, **read),
        ]
    )
    assert told(results) == 1
    begun.refresh_from_db()
    is_withdrawn = isinstance(results[0], RevisionWithdrawal)
    numbers = list(begun.revisions.filter(issued_at__isnull=False).values_list("number", flat=True))
    assert (begun.state, numbers) == (ReportState.ISSUED, [1] if is_withdrawn else [2, 1])
    assert RevisionWithdrawal.objects.count() == is_withdrawn


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_withdrawal_meets_the_confirmation_and_no_typed_words_are_lost(begun, manager, user_of, round_):
    colleague, read = user_of(Role.CC_LEADER), seen(begun)
    results = at_once(
        [
            lambda: withdraw(begun, colleague, **read),
            lambda: actions.confirm_report(report=begun, remarks=WORDS, by=manager, at=LATER, **read),
        ]
    )
    assert told(results) == 1
    begun.refresh_from_db()
    if isinstance(results[0], RevisionWithdrawal):
        assert (begun.state, begun.remarks, begun.revisions.count()) == (ReportState.ISSUED, "", 1)
    else:
        assert (begun.state, begun.remarks, begun.revisions.count()) == (ReportState.CONFIRMED, WORDS, 2)


@pytest.mark.django_db(transaction=True)
def test_two_withdrawals_leave_one_row(begun, manager, user_of):
    colleague, read = user_of(Role.CC_LEADER), seen(begun)
    assert told(at_once([lambda: withdraw(begun, manager, **read), lambda: withdraw(begun, colleague, **read)])) == 1
    assert RevisionWithdrawal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_worker_that_makes_the_revision(issued, manager, monkeypatch):
    monkeypatch.setattr(queue, "_send", lambda pk: None)
    request_next(issued, manager)
    with transaction.atomic():
        Report.objects.select_for_update(no_key=True).get()
        [refused] = at_once([lambda: withdraw(issued, manager, seen="")])
    assert isinstance(refused, TransitionNotAllowed)
    assert str(refused) == actions.BUSY


# --- the page ---------------------------------------------------------------------------------------------------------


def test_supervisor_withdraws_on_the_page_and_the_shelf_empties(client_of, begun):
    client = client_of(Role.GENERAL_MANAGER)
    shelf = reverse("reporting:list") + "?kind=counter_daily&due=next"
    assert len(client.get(shelf).context["rows"]) == 1
    assert "第2版の作成を取りやめる" in page(client).content.decode()
    post(client, **seen(begun))
    body = page(client).content.decode()
    assert "第2版の作成を取りやめ、提出済の版に戻しました。" in body
    assert MISTAKE in body
    assert "第2版の作成を取りやめる" not in body
    assert client.get(shelf).context["rows"] == []


def test_drift_offers_the_next_revision_after_the_withdrawal(client_of, begun, session):
    receive_one_more(session)
    client = client_of(Role.GENERAL_MANAGER)
    post(client, **seen(begun))
    answer = page(client)
    assert ("合計 受付", 3, 4) in answer.context["drift"].differences
    assert "次の版を作成する" in answer.content.decode()


def test_city_is_told_of_the_next_revision_that_is_being_written_and_nothing_of_its_withdrawal(
    client_of, begun, manager
):
    city = client_of(Role.CITY_APPROVER)
    answer = page(city)
    assert (answer.context["row"].next_step, answer.context["may_decide"]) == ("受託者（次の版を作成中）", False)
    withdraw(begun, manager)
    answer = page(city)
    assert (answer.context["row"].next_step, answer.context["may_decide"]) == ("市（確認）", True)
    body = answer.content.decode()
    assert MISTAKE not in body
    assert "第2版" not in body


def test_withdrawal_without_a_reason_gives_the_form_back(client_of, begun):
    answer = post(client_of(Role.GENERAL_MANAGER), reason="", **seen(begun))
    assert (answer.status_code, list(answer.context["withdraw_form"].errors)) == (422, ["reason"])
    assert ReportRevision.objects.count() == 2


def test_reason_comes_back_to_be_copied_where_the_revision_was_issued_meanwhile(client_of, begun, manager):
    read = seen(begun)
    issue(begun, manager, LATER)
    answer = post(client_of(Role.GENERAL_MANAGER), **read)
    assert (answer.status_code, answer.context["typed"]) == (409, [("取りやめる理由", MISTAKE)])
    assert "すでに提出されています" in answer.content.decode()


def test_second_press_is_told_what_is_so(client_of, begun):
    client, read = client_of(Role.GENERAL_MANAGER), seen(begun)
    post(client, **read)
    page(client)
    answer = client.post(reverse("reporting:withdraw", args=DAY), {"reason": MISTAKE} | read, follow=True)
    assert [(each.level_tag, str(each)) for each in answer.context["messages"]] == [
        ("info", "すでに取りやめています。")
    ]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.GENERAL_MANAGER, 302),
        (Role.CC_LEADER, 404),
        (Role.SITE_LEADER, 403),
        (Role.CITY_APPROVER, 403),
        (Role.OPERATOR, 403),
    ],
)
def test_only_whoever_may_make_a_report_withdraws_its_next_revision(client_of, begun, role, status):
    assert post(client_of(role), **seen(begun)).status_code == status
    assert RevisionWithdrawal.objects.count() == (status == 302)


def test_leader_of_the_call_centre_withdraws_its_own(client_of, manager):
    report = issue(make_report(ReportKind.RECORDS_MONTHLY, "2025-06"), manager)
    make_next(report, manager, LATER, "記録の訂正")
    address = reverse("reporting:withdraw", args=("records_monthly", "2025-06"))
    client_of(Role.CC_LEADER).post(address, {"reason": MISTAKE} | seen(report))
    assert Report.objects.get(pk=report.pk).state == ReportState.ISSUED
