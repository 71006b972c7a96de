"""第3-3: the completion report opens the inspection of the term; what fails is a duty with its day until it passes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, connection, connections, transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.models import Parameter
from apps.contracts.parameters import Parameters
from apps.reporting import final_inspections, invoice_actions, reminders
from apps.reporting.actions import IssueStopped
from apps.reporting.enums import InspectionResult, PaymentChangeKind, ReportKind, ReportState, Stage
from apps.reporting.final_inspections import liable_until, rounds_of
from apps.reporting.inspection_page import rounds_shown
from apps.reporting.invoice_actions import InvoiceRefused
from apps.reporting.models import Inspection, PaymentChange, Report
from apps.reporting.owed import owed_on
from apps.reporting.standings import Shelf

from .factories import issue, make_next, make_report
from .invoice_factories import JUNE, make_change, priced_term
from .reminder_factories import at, hand_over, make_mailbox, run
from .test_duties import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters", "no_files")]
TERM = "2025-06-01--2026-03-31"
APRIL_1 = at("2026-04-01", "10:00")
FAILED = {"result": InspectionResult.FAILED, "comment": "什器の撤去が残っています。", "correct_by": date(2026, 4, 12)}


@pytest.fixture
def city(user_of):
    return user_of(Role.CITY_APPROVER)


@pytest.fixture
def report(manager) -> Report:
    """The completion report of the term, issued on the day after it."""
    return issue(make_report(ReportKind.COMPLETION, TERM, at=APRIL_1), manager, at=APRIL_1)


def fail(report: Report, city) -> Inspection:
    return final_inspections.record(report=report, on=date(2026, 4, 3), by=city, at=at("2026-04-03"), **FAILED)


def test_issue_of_the_completion_report_is_the_notice_and_the_day_of_it_the_first_of_ten(report, manager):
    (opened,) = rounds_of(report)
    assert (opened.month, opened.round, opened.notified_on, opened.notified_by) == (None, 1, date(2026, 4, 1), manager)
    assert (opened.nominal_due_on, opened.safe_due_on) == (date(2026, 4, 10), date(2026, 4, 10))
    (owed,) = owed_on(date(2026, 4, 10), Calendar.load())
    assert (owed.name, owed.next_step, owed.is_on(Shelf.TODAY), owed.word) == ("最終の検査", "市（検査）", True, "未")
    assert owed.basis == "契約上"
    (late,) = owed_on(date(2026, 4, 12), Calendar.load())
    assert (late.word, late.days_late, late.sign) == ("遅延", 2, "error")


# --- the days of the work -----------------------------------------------------------------------------------------


@pytest.fixture
def end(city) -> PaymentChange:
    return make_change(city, kind=PaymentChangeKind.END, net=None, last_day=date(2025, 9, 10))


@pytest.fixture
def ended_report(end, manager) -> Report:
    """The completion report of the shortened term, issued soon after its end."""
    made, issued = at("2025-09-12"), at("2025-09-15")
    return issue(make_report(ReportKind.COMPLETION, "2025-06-01--2025-09-10", at=made), manager, at=issued)


@pytest.mark.parametrize("result", ["", InspectionResult.PASSED])
def test_agreed_end_is_not_withdrawn_once_its_work_is_inspected(ended_report, end, city, client_of, result):
    if result:
        on = at("2025-09-15")
        final_inspections.record(report=ended_report, result=result, on=on.date(), by=city, at=on)
    with pytest.raises(InvoiceRefused, match="検査中または合格の後"):
        invoice_actions.withdraw_payment_change(change=end)
    page = client_of(Role.CITY_APPROVER).get(reverse("reporting:payment_schedule", args=["R7"])).content.decode()
    assert invoice_actions.DAYS_INSPECTED in page
    assert reverse("reporting:payment_change_withdraw", args=["R7", end.pk]) not in page


def test_end_that_was_withdrawn_after_a_failure_has_the_whole_term_inspected(ended_report, end, manager, city):
    on = at("2025-09-15")
    final_inspections.record(
        report=ended_report, result=InspectionResult.FAILED, comment="終了日の誤り", correct_by=on.date(), on=on.date(),
        by=city, at=on,
    )  # fmt: skip
    invoice_actions.withdraw_payment_change(change=end)
    with pytest.raises(InvoiceRefused, match="業務の期間が変わりました"):
        final_inspections.notify(report=ended_report, on=on.date(), by=manager, at=on)
    whole = issue(make_report(ReportKind.COMPLETION, TERM, at=APRIL_1), manager, at=APRIL_1)
    assert [(each.round, each.report) for each in rounds_of(whole)] == [(1, ended_report), (2, whole)]


def test_completion_report_of_other_days_than_agreed_is_not_issued(manager):
    draft = make_report(ReportKind.COMPLETION, "2025-06-01--2025-09-10", at=at("2025-09-12"))
    with pytest.raises(IssueStopped, match="業務の期間が変わりました"):
        issue(draft, manager, at=at("2025-09-15"))
    assert not Inspection.objects.exists()


def test_no_end_is_agreed_on_once_the_whole_term_is_inspected(report, city):
    with pytest.raises(InvoiceRefused, match="検査中または合格の後"):
        make_change(city, month=date(2026, 3, 1), kind=PaymentChangeKind.END, net=None, last_day=date(2026, 3, 20))


# --- the rounds ---------------------------------------------------------------------------------------------------


def test_issue_of_another_report_opens_no_inspection(manager):
    issue(make_report(ReportKind.DRIVING_MONTHLY, "2025-06"), manager)
    assert not Inspection.objects.exists()


def test_what_fails_is_corrected_by_the_citys_day_and_inspected_again(report, manager, city):
    fail(report, city)
    (owed,) = owed_on(date(2026, 4, 6), Calendar.load())
    # 12 April is a Sunday: safely done on the Friday before
    assert (owed.name, owed.nominal, owed.safe) == ("最終の補正", date(2026, 4, 12), date(2026, 4, 10))
    assert (owed.next_step, owed.is_of_the_city, owed.word) == ("受託者（補正）", False, "未")
    done = at("2026-04-13")
    second = final_inspections.notify(report=report, on=date(2026, 4, 13), by=manager, at=done)
    assert (second.round, second.nominal_due_on) == (2, date(2026, 4, 22))
    first, again = rounds_shown(rounds_of(report), date(2026, 4, 20))
    assert (first.word, first.days_late, first.corrected_on) == ("提出", 1, date(2026, 4, 13))
    assert again.word == ""
    final_inspections.record(
        report=report, result=InspectionResult.PASSED, on=date(2026, 4, 14), by=city, at=at("2026-04-14")
    )
    assert owed_on(date(2026, 6, 1), Calendar.load()) == []
    with pytest.raises(InvoiceRefused, match="すでに記録"):
        final_inspections.notify(report=report, on=date(2026, 4, 14), by=manager, at=at("2026-04-14"))


def test_day_of_a_correction_is_listed_as_the_citys(report, city, client_of):
    fail(report, city)
    with time_machine.travel(at("2026-04-06"), tick=False):
        page = words(client_of(Role.GENERAL_MANAGER).get(reverse("reporting:list")))
    assert "4/10（金）市の指定4/12（日）" in page


def test_next_revision_after_a_failure_is_the_notice_of_the_next_round(report, manager, city):
    make_next(report, manager, at("2026-04-02"), "記載の訂正")
    issue(report, manager, at=at("2026-04-02"))
    assert len(rounds_of(report)) == 1  # the city is inspecting: the days it has do not begin anew
    fail(report, city)
    make_next(report, manager, at("2026-04-08"), "補正の結果を加えた。")
    issue(report, manager, at=at("2026-04-08"))
    assert [(each.round, each.notified_on) for each in rounds_of(report)] == [
        (1, date(2026, 4, 1)),
        (2, date(2026, 4, 8)),
    ]


@pytest.mark.django_db(transaction=True)
def test_report_is_issued_though_somebody_gives_notice_of_the_same_correction_meanwhile(report, manager, city):
    fail(report, city)
    make_next(report, manager, at("2026-04-08"), "補正の結果を加えた。")
    day = at("2026-04-08")
    waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"

    def wait_and_issue():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '60s'")
            return issue(report, manager, at=day)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            final_inspections.notify(report=report, on=day.date(), by=manager, at=day)
            issued = pool.submit(wait_and_issue)
            with connection.cursor() as cursor:
                while not issued.done():
                    cursor.execute(waits)
                    if cursor.fetchone()[0]:
                        break
        assert issued.result(timeout=60).state == ReportState.ISSUED
    assert [each.round for each in rounds_of(report)] == [1, 2]


@pytest.mark.parametrize(
    ("on", "sentence"), [(date(2026, 4, 2), "2026年4月3日（金）から今日まで"), (date(2026, 4, 9), "今日までの日")]
)
def test_no_correction_is_done_before_it_was_asked_for_nor_tomorrow(report, manager, city, on, sentence):
    fail(report, city)
    with pytest.raises(InvoiceRefused, match=sentence):
        final_inspections.notify(report=report, on=on, by=manager, at=at("2026-04-08"))


def test_database_refuses_a_final_inspection_before_the_issue_and_one_of_nothing(manager):
    draft = make_report(ReportKind.COMPLETION, TERM, at=APRIL_1)
    days = {"notified_on": date(2026, 4, 1), "nominal_due_on": date(2026, 4, 10), "safe_due_on": date(2026, 4, 10)}
    values = {"term": priced_term(), "round": 1, "notified_by": manager, **days}
    with pytest.raises(IntegrityError, match="not issued"), transaction.atomic():
        Inspection.objects.create(report=draft, **values)
    driving = issue(make_report(ReportKind.DRIVING_MONTHLY, "2025-06"), manager)
    with pytest.raises(IntegrityError, match="not issued"), transaction.atomic():
        Inspection.objects.create(report=driving, **values)
    with pytest.raises(IntegrityError, match="of_a_month_or_of_the_completion_report"), transaction.atomic():
        Inspection.objects.create(**values)


def test_database_refuses_a_second_open_round(report):
    (opened,) = rounds_of(report)
    opened.pk, opened.round = None, 2
    with pytest.raises(IntegrityError, match="inspection_one_open_or_passed"), transaction.atomic():
        opened.save(force_insert=True)


def test_liability_runs_for_a_year_from_the_day_that_the_work_passed(report, city):
    assert liable_until(rounds_of(report), Parameters.load()) is None
    final_inspections.record(
        report=report, result=InspectionResult.PASSED, on=date(2026, 4, 10), by=city, at=at("2026-04-10")
    )
    assert liable_until(rounds_of(report), Parameters.load()) == date(2027, 4, 9)


# --- who is told -----------------------------------------------------------------------------------------------------


def test_contractor_is_told_of_a_correction_and_the_city_is_not(manager, city):
    make_mailbox(manager, Role.CITY_APPROVER, "shimin@example.jp")
    make_mailbox(manager, Role.GENERAL_MANAGER, "tokatsu@example.jp")
    term = priced_term()
    invoice_actions.notify_completion(term=term, month=JUNE, on=date(2025, 7, 1), by=manager, at=at("2025-07-01"))
    invoice_actions.record_inspection(
        term=term, month=JUNE, on=date(2025, 7, 2), by=city, at=at("2025-07-02"),
        **(FAILED | {"correct_by": date(2025, 7, 20)}),
    )  # fmt: skip
    stages = {
        day: [(each.stage, each.roles) for each in reminders.due_now(at(f"2025-07-{day}")) if each.kind == "correction"]
        for day in (16, 17, 18, 22)
    }
    told = frozenset({"general_manager"})
    # 20 July is a Sunday and the 21st a holiday: the Friday before is the safe day
    assert stages == {16: [], 17: [(Stage.BEFORE, told)], 18: [(Stage.TODAY, told)], 22: [(Stage.LATE, told)]}
    mails = run(at("2025-07-22"))
    assert ["検査後の補正　1件" in text for text in mails if text.startswith("tokatsu")] == [True]
    assert not any("補正" in text for text in mails if text.startswith("shimin"))
    assert reminders.refresh_counts(at("2025-07-22"))["general_manager"].owed == {Shelf.OVERDUE: 1}
    assert ("補正の期限を過ぎた検査 1件", reverse("reporting:list") + "#owed") in reminders.notices_of(
        "general_manager"
    )


# --- the page --------------------------------------------------------------------------------------------------------


def address(name: str) -> str:
    return reverse(f"reporting:{name}", args=["completion", TERM])


def test_either_party_takes_its_step_on_the_page_of_the_report(client_of, report):
    manager, staff = client_of(Role.GENERAL_MANAGER), client_of(Role.CITY_STAFF)
    with time_machine.travel(at("2026-04-03"), tick=False):
        assert "最終検査の結果" in words(staff.get(address("detail")))
        assert "最終検査の結果" not in words(manager.get(address("detail")))
        typed = {"result": "failed", "inspected_on": "2026-04-03", "comment": "撤去が残っています。"}
        back = staff.post(address("final_record"), typed)
        assert back.status_code == 422
        assert "補正の期限を入力してください" in words(back)
        assert staff.post(address("final_record"), typed | {"correct_by": "2026-04-10"}).status_code == 302
        assert "■検査" not in words(staff.get(address("detail")))
    with time_machine.travel(at("2026-04-13"), tick=False):
        text = words(manager.get(address("detail")))
        assert "補正の完了の通知" in text
        assert "■遅延3日遅れ" in text
        assert "最終の補正（第1回）" in words(manager.get(reverse("reporting:list")))
        early = manager.post(address("final_notify"), {"notified_on": "2026-04-14"})
        assert early.status_code == 422
        assert "今日までの日にしてください" in words(early)
        assert manager.post(address("final_notify"), {"notified_on": "2026-04-13"}).status_code == 302
        passed = {"result": "passed", "inspected_on": "2026-04-13", "comment": "", "correct_by": "2026-04-20"}
        assert staff.post(address("final_record"), passed).status_code == 302
        assert "契約不適合責任の期間は2027年4月12日（月）まで" in words(staff.get(address("detail")))
    assert [each.correct_by for each in rounds_of(report)] == [date(2026, 4, 10), None]


def test_day_of_the_correction_is_proposed_by_the_conditions_of_the_contract(client_of, report):
    Parameter.objects.filter(key="promptly.correction_days").update(value=3)
    with time_machine.travel(at("2026-04-03"), tick=False):
        form = client_of(Role.CITY_STAFF).get(address("detail")).context["inspection_form"]
    assert form.initial["correct_by"] == date(2026, 4, 6)


@pytest.mark.parametrize(
    ("name", "role", "answer"),
    [
        ("final_notify", Role.CITY_STAFF, 403),
        ("final_notify", Role.CC_LEADER, 403),
        ("final_record", Role.GENERAL_MANAGER, 403),
        ("final_record", Role.CITY_APPROVER, 422),
    ],
)
@time_machine.travel(APRIL_1, tick=False)
def test_each_step_is_one_partys(client_of, report, name, role, answer):
    assert client_of(role).post(address(name), {}).status_code == answer


@time_machine.travel(APRIL_1, tick=False)
def test_there_is_no_final_inspection_of_another_report(client_of, manager):
    hand_over(ReportKind.DRIVING_MONTHLY, "2025-06", at("2025-07-04"), manager)
    page = reverse("reporting:final_record", args=["driving_monthly", "2025-06"])
    assert client_of(Role.CITY_STAFF).post(page, {}).status_code == 404


@time_machine.travel(APRIL_1, tick=False)
def test_pages_say_the_days_of_the_term(client_of, report):
    assert "2025年6月1日から2026年3月31日まで" in words(client_of(Role.GENERAL_MANAGER).get(address("detail")))
