"""By when each report is due, what counts as handed over, and what the list shows of it to either party."""

import re
from datetime import date, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, reverse_lazy
from redis import ConnectionError as NoCache

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, Closure, ContractTerm, ServiceStart
from apps.reporting import invoice_actions, reminders
from apps.reporting.actions import decide_report
from apps.reporting.duties import due_report, reports_due
from apps.reporting.enums import InspectionResult, InvoiceState, PaymentChangeKind, ReportKind, ReportState
from apps.reporting.owed import owed_on
from apps.reporting.periods import parse_period
from apps.reporting.report_rows import report_rows
from apps.reporting.standings import TO_DO, Shelf, Standing, standings

from .invoice_factories import JUNE, make_change, make_invoice, priced_term
from .reminder_factories import at, hand_over

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
LIST = reverse_lazy("reporting:list")
DAILY, MONTHLY = ReportKind.COUNTER_DAILY, ReportKind.COUNTER_MONTHLY


def standing_of(kind: ReportKind, period: str, today: date) -> Standing:
    span = parse_period(kind, period)
    every = standings(reports_due(today, [kind], Calendar.load()), today)
    return next(standing for standing in every if standing.due.period == span)


def due_days(kind: ReportKind, period: str, today: date = date(2026, 6, 1)) -> tuple[date, date]:
    due = standing_of(kind, period, today).due
    return due.nominal, due.safe


# --- by when ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2025-06-02", date(2025, 6, 3)),  # Monday
        ("2025-06-06", date(2025, 6, 9)),  # Friday
        ("2025-06-07", date(2025, 6, 9)),  # Saturday of the one counter that opens then: due on Monday too
        ("2025-07-19", date(2025, 7, 22)),  # Saturday before a holiday on Monday
        ("2025-12-26", date(2026, 1, 5)),  # the last Friday before 年末年始, 12/29 to 1/3, and the weekend after it
        ("2025-12-27", date(2026, 1, 5)),  # the Saturday counter in between
        ("2026-03-31", date(2026, 4, 1)),  # the last day of the term: due after its end (C12)
    ],
)
def test_daily_report_is_due_on_the_next_business_day_of_the_city(day, due):
    assert due_days(DAILY, day) == (due, due)


@pytest.mark.parametrize(
    ("month", "nominal", "safe"),
    [
        ("2025-06", date(2025, 7, 7), date(2025, 7, 7)),
        ("2025-08", date(2025, 9, 7), date(2025, 9, 5)),  # a Sunday: safely done on the Friday before
        ("2025-12", date(2026, 1, 7), date(2026, 1, 7)),
        ("2026-03", date(2026, 4, 7), date(2026, 4, 7)),  # after the end of the term
    ],
)
@pytest.mark.parametrize("kind", [MONTHLY, ReportKind.CALL_MONTHLY, ReportKind.DRIVING_MONTHLY])
def test_monthly_report_is_due_seven_days_after_the_month_and_safely_on_a_business_day(kind, month, nominal, safe):
    assert due_days(kind, month) == (nominal, safe)


def test_completion_report_is_due_after_the_term():
    assert due_days(ReportKind.COMPLETION, "2025-06-01--2026-03-31") == (date(2026, 4, 7), date(2026, 4, 7))


def test_day_the_city_closes_is_no_day_to_be_due_on():
    Closure.objects.create(
        site=Calendar.load().sites["city"], day=date(2025, 6, 3), reason="計画停電",
        agreement=Agreement.objects.get(code="C1"),
    )  # fmt: skip
    assert due_days(DAILY, "2025-06-02") == (date(2025, 6, 4), date(2025, 6, 4))


def test_last_duties_of_a_term_stay_open_after_its_end():
    """The last day, the last month's reports and the completion, with no term after it (C12)."""
    every = standings(reports_due(date(2026, 4, 8), ReportKind, Calendar.load()), date(2026, 4, 8))
    last = {standing.due.kind for standing in every if standing.due.period.last == date(2026, 3, 31)}
    assert last == set(ReportKind)
    assert all(standing.word == "遅延" for standing in every)


def periods_due(today: date) -> dict[str, tuple[str, str, int]]:
    """By kind the first and the last period that is due, and how many."""
    found: dict[str, list[str]] = {}
    for due in reversed(reports_due(today, ReportKind, Calendar.load())):
        found.setdefault(due.kind.value, []).append(str(due.period))
    return {kind: (periods[0], periods[-1], len(periods)) for kind, periods in found.items()}


def test_nothing_is_asked_for_before_the_agreed_start_of_its_service():
    ServiceStart.objects.filter(service="callcenter").update(starts_on=date(2025, 7, 1))
    ServiceStart.objects.filter(service="counters").update(starts_on=date(2025, 8, 18))
    due = periods_due(date(2026, 4, 1))
    for kind in ("call_monthly", "records_monthly"):
        assert due[kind] == ("2025-07", "2026-03", 9)
    for kind in ("counter_monthly", "outreach_monthly", "driving_monthly"):
        assert due[kind] == ("2025-08", "2026-03", 8)  # the month in which the work begins is reported
    assert due["counter_daily"][:2] == ("2025-08-18", "2026-03-31")
    assert due["completion"] == ("2025-07-01--2026-03-31", "2025-07-01--2026-03-31", 1)


def test_nothing_is_asked_for_after_the_agreed_end_but_the_completion_report(user_of):
    make_change(
        user_of(Role.CITY_APPROVER), kind=PaymentChangeKind.END, net=None, last_day=date(2025, 9, 10)
    )  # fmt: skip
    assert "completion" not in periods_due(date(2025, 9, 10))
    due = periods_due(date(2026, 4, 1))
    whole = "2025-06-01--2025-09-10"
    assert due.pop("completion") == (whole, whole, 1)
    assert due.pop("counter_daily")[:2] == ("2025-06-02", "2025-09-10")
    assert {last for _, last, _ in due.values()} == {"2025-09"}
    assert due_days(ReportKind.COMPLETION, whole) == (date(2025, 9, 17), date(2025, 9, 17))


# --- what counts as handed over --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "days", "sign"),
    [
        (at("2025-07-07", "23:59"), 0, "info"),
        (at("2025-07-08", "00:00"), 1, "warn"),  # midnight in Japan is still the day before elsewhere
        (at("2025-07-10", "16:04"), 3, "warn"),
    ],
)
def test_minute_of_the_first_issue_proves_the_day(manager, moment, days, sign):
    hand_over(MONTHLY, "2025-06", moment, manager)
    standing = standing_of(MONTHLY, "2025-06", date(2025, 8, 1))
    assert (standing.word, standing.submitted_at, standing.days_late) == ("提出", moment, days)
    assert standing.sign == sign


@pytest.mark.parametrize(
    ("today", "word", "sign", "days"),
    [
        (date(2025, 7, 4), "未", "off", 0),
        (date(2025, 7, 7), "未", "warn", 0),
        (date(2025, 7, 8), "遅延", "error", 1),
        (date(2025, 7, 14), "遅延", "error", 7),
    ],
)
def test_what_nobody_handed_over_is_open_and_then_late_by_the_day(today, word, sign, days):
    standing = standing_of(MONTHLY, "2025-06", today)
    assert (standing.word, standing.sign, standing.days_late) == (word, sign, days)


def test_later_revision_makes_no_report_late(manager):
    hand_over(MONTHLY, "2025-06", at("2025-07-04"), manager, accepted=False)
    hand_over(MONTHLY, "2025-06", at("2025-07-20"), manager, number=2)
    standing = standing_of(MONTHLY, "2025-06", date(2025, 8, 1))
    assert (standing.days_late, standing.submitted_at) == (0, at("2025-07-04"))
    assert standing.is_on(Shelf.WAITING)
    assert not standing.is_on(Shelf.RETURNED)


@pytest.mark.parametrize("accepted", [None, True, False])
@pytest.mark.parametrize("role", [Role.GENERAL_MANAGER, Role.CITY_STAFF])
def test_row_of_the_list_stands_as_its_shelf_says(manager, user_of, accepted, role):
    """Also while the next revision is written, and with due days that the report began with."""
    report = hand_over(MONTHLY, "2025-06", at("2025-07-04"), manager, accepted=accepted)
    report.nominal_due_on = report.safe_due_on = date(2025, 7, 3)
    for _ in range(2):
        report.save()
        shelved = standing_of(MONTHLY, "2025-06", date(2025, 7, 9))
        due = due_report(MONTHLY, parse_period(MONTHLY, "2025-06"), Calendar.load())
        (row,) = report_rows([due], user_of(role), date(2025, 7, 9))
        assert (row.standing, row.standing.days_late) == (shelved, 1)
        report.request(by=manager, at=at("2025-07-08"), reason="件数の訂正")


def test_returned_report_stays_returned_while_the_next_revision_is_written(manager):
    report = hand_over(MONTHLY, "2025-06", at("2025-07-04"), manager, accepted=False)
    report.request(by=manager, at=at("2025-07-08"), reason="件数の訂正")
    report.save()
    standing = standing_of(MONTHLY, "2025-06", date(2025, 7, 9))
    assert standing.is_on(Shelf.RETURNED)
    assert not standing.is_on(Shelf.WAITING)


@pytest.mark.parametrize("state", [ReportState.REQUESTED, ReportState.DRAFT])
@time_machine.travel(at("2025-07-09"), tick=False)
def test_report_begun_anew_waits_for_the_contractor_until_it_is_issued_and_the_city_sees_nothing_of_it(
    client_of, manager, state
):
    report = hand_over(MONTHLY, "2025-06", at("2025-07-04"), manager, accepted=True)
    assert not standing_of(MONTHLY, "2025-06", date(2025, 7, 9)).is_on(Shelf.NEXT)
    before = reminders.refresh_counts(at("2025-07-09"))
    report.request(by=manager, at=at("2025-07-08"), reason="件数の訂正")
    report.state = state
    report.save()
    standing = standing_of(MONTHLY, "2025-06", date(2025, 7, 9))
    assert [shelf for shelf in Shelf if standing.is_on(shelf)] == [Shelf.NEXT]
    after = reminders.refresh_counts(at("2025-07-09"))
    gained = {role: dict(after[role].reports.items() - before[role].reports.items()) for role in after}
    assert {role: counts for role, counts in gained.items() if counts} == {"general_manager": {Shelf.NEXT: 1}}
    shown = client_of(Role.GENERAL_MANAGER).get(LIST + "?due=next").context
    assert [row.due.kind for row in shown["rows"]] == [MONTHLY]
    assert {each.shelf: each.number for each in shown["shelves"]}[Shelf.NEXT] == 1
    city = client_of(Role.CITY_STAFF).get(LIST + "?due=next")
    assert city.context["shelf"] is None
    assert Shelf.NEXT.label not in city.content.decode()
    hand_over(MONTHLY, "2025-06", at("2025-07-09"), manager, number=2)
    standing = standing_of(MONTHLY, "2025-06", date(2025, 7, 9))
    assert not any(standing.is_on(shelf) for shelf in TO_DO)


def test_report_keeps_the_due_day_it_began_with(manager):
    report = hand_over(MONTHLY, "2025-06", at("2025-07-09"), manager)
    report.nominal_due_on = report.safe_due_on = date(2025, 7, 10)
    report.save()
    assert standing_of(MONTHLY, "2025-06", date(2025, 8, 1)).days_late == 0


@pytest.mark.parametrize(
    ("today", "shelf"),
    [
        (date(2025, 8, 31), None),  # Sunday: the month is not over
        (date(2025, 9, 1), Shelf.WEEK),  # Monday of the week of the safe Friday
        (date(2025, 9, 4), Shelf.WEEK),
        (date(2025, 9, 5), Shelf.TODAY),
        (date(2025, 9, 7), Shelf.TODAY),  # the Sunday that the contract names
        (date(2025, 9, 8), Shelf.OVERDUE),
    ],
)
def test_open_report_stands_on_one_shelf_by_the_day(today, shelf):
    every = standings(reports_due(today, [MONTHLY], Calendar.load()), today)
    august = [each for each in every if each.due.period.first == date(2025, 8, 1)]
    found = {each for standing in august for each in (Shelf.OVERDUE, Shelf.TODAY, Shelf.WEEK) if standing.is_on(each)}
    assert found == ({shelf} if shelf else set())


def test_day_that_is_not_over_is_asked_of_nobody():
    standing = standing_of(DAILY, "2025-06-06", date(2025, 6, 6))
    assert (standing.word, [shelf for shelf in (*TO_DO, Shelf.WEEK) if standing.is_on(shelf)]) == ("未", [])


def test_city_owes_the_inspection_and_the_payment(user_of, manager):
    city = user_of(Role.CITY_APPROVER)
    term = priced_term()
    invoice_actions.notify_completion(term=term, month=JUNE, on=date(2025, 7, 2), by=manager, at=at("2025-07-02"))
    calendar = Calendar.load()
    (inspection,) = owed_on(date(2025, 7, 11), calendar)
    assert (inspection.kind, inspection.nominal, inspection.is_on(Shelf.TODAY)) == (
        "inspection",
        date(2025, 7, 11),
        True,
    )
    invoice_actions.record_inspection(
        term=term, month=JUNE, result=InspectionResult.PASSED, on=date(2025, 7, 11), by=city, at=at("2025-07-11")
    )
    assert owed_on(date(2025, 7, 14), calendar) == []
    make_invoice(manager, city, InvoiceState.SENT, month=date(2025, 7, 1), at=at("2025-08-01"))
    (payment,) = owed_on(date(2025, 9, 1), calendar)
    assert (payment.kind, payment.is_on(Shelf.OVERDUE)) == ("payment", payment.nominal < date(2025, 9, 1))


# --- the list --------------------------------------------------------------------------------------------------------


def words(answer) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", answer.content.decode()))


def listed(client, query: str = "") -> str:
    answer = client.get(reverse("reporting:list") + query)
    assert answer.status_code == 200
    return words(answer)


@pytest.mark.parametrize("role", [Role.GENERAL_MANAGER, Role.CITY_STAFF])
@time_machine.travel(at("2025-07-09"), tick=False)
def test_list_tells_either_party_what_was_handed_over_and_when(client_of, manager, role):
    hand_over(MONTHLY, "2025-06", at("2025-07-08", "10:12"), manager)
    text = listed(client_of(role), f"?kind={MONTHLY.value}")
    assert "▲提出1日遅れ7/8（火）10:12" in text
    assert "■遅延2日遅れ" in listed(client_of(role), "?kind=driving_monthly")


@time_machine.travel(at("2025-07-09"), tick=False)
def test_list_counts_what_is_due_and_narrows_to_it(client_of, manager):
    hand_over(MONTHLY, "2025-06", at("2025-07-08"), manager)
    hand_over(ReportKind.DRIVING_MONTHLY, "2025-06", at("2025-07-04"), manager, accepted=False)
    client = client_of(Role.GENERAL_MANAGER)
    text = listed(client, f"?kind={MONTHLY.value}")
    assert "期限超過0" in text
    assert "▲遅延1" in text
    assert "✓市の確認待ち1" in text
    assert "未提出0" in text
    for shelf, number in (("overdue", 0), ("late", 1), ("waiting", 1), ("open", 0), ("returned", 0)):
        rows = client.get(reverse("reporting:list") + f"?kind={MONTHLY.value}&due={shelf}").context["rows"]
        assert len(rows) == number, shelf
    returned = client.get(reverse("reporting:list") + "?due=returned").context["rows"]
    assert [row.due.kind for row in returned] == [ReportKind.DRIVING_MONTHLY]
    assert client.get(reverse("reporting:list") + "?due=nothing").context["shelf"] is None


@time_machine.travel(at("2025-07-09"), tick=False)
def test_city_and_manager_see_what_the_city_owes_and_site_leaders_do_not(client_of, user_of, manager):
    make_invoice(manager, user_of(Role.CITY_APPROVER), InvoiceState.SENT)
    assert "検査・補正・支払" in listed(client_of(Role.CITY_STAFF))
    assert "検査・補正・支払" in listed(client_of(Role.GENERAL_MANAGER))
    assert "検査・補正・支払" not in listed(client_of(Role.SITE_LEADER))


def test_list_takes_the_same_queries_for_two_terms_of_days(client_of, manager):
    def queries(moment: datetime) -> int:
        with time_machine.travel(moment, tick=False):
            client = client_of(Role.GENERAL_MANAGER, user=manager)
            with CaptureQueriesContext(connection) as captured:
                listed(client, "?due=open")
        return len(captured)

    ContractTerm.objects.create(code="R8", title="令和8年度", starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31))
    first = queries(at("2026-04-02"))
    for day in range(2, 7):
        hand_over(DAILY, f"2025-06-0{day}", at("2025-06-09"), manager)
    assert queries(at("2027-03-31")) == first


# --- the badge -------------------------------------------------------------------------------------------------------


def dailies(today: date) -> list[Standing]:
    """The counters' days, which their leader hands over."""
    return standings(reports_due(today, [DAILY], Calendar.load()), today)


def badge(client) -> str:
    found = re.search(r'<span class="badge">(\d+)', client.get(reverse("reporting:list")).content.decode())
    return found[1] if found else ""


@time_machine.travel(at("2025-07-09"), tick=False)
def test_badge_tells_each_role_what_waits_for_it(client_of, manager):
    hand_over(MONTHLY, "2025-06", at("2025-07-08"), manager)
    hand_over(ReportKind.CALL_MONTHLY, "2025-06", at("2025-07-07"), manager, accepted=False)
    clients = {role: client_of(role) for role in (*reminders.CITY_ROLES, "general_manager", "cc_leader", "site_leader")}
    assert {badge(client) for client in clients.values()} == {""}  # nobody has counted yet
    counts = reminders.refresh_counts(at("2025-07-09"))
    leaders = sum(
        standing.is_on(Shelf.OVERDUE) or standing.is_on(Shelf.TODAY) for standing in dailies(date(2025, 7, 9))
    )
    assert {role: badge(client) for role, client in clients.items()} == {
        "city_staff": "1", "city_approver": "1", "site_leader": str(leaders),
        "general_manager": str(sum(counts["general_manager"].reports.values())), "cc_leader": "2",
    }  # fmt: skip
    shelves = {each.shelf: each.number for each in clients["general_manager"].get(LIST).context["shelves"]}
    assert counts["general_manager"].reports == {shelf: shelves[shelf] for shelf in TO_DO if shelves[shelf]}


def test_badge_changes_with_the_citys_decision(manager, user_of, django_capture_on_commit_callbacks):
    report = hand_over(MONTHLY, "2025-06", at("2025-07-08"), manager)
    assert reminders.refresh_counts(at("2025-07-09"))["city_staff"].reports == {Shelf.WAITING: 1}
    before = reminders.badge_of("general_manager")
    city = user_of(Role.CITY_STAFF)
    with django_capture_on_commit_callbacks(execute=True):
        decide_report(report=report, accepted=False, comment="件数の内訳を。", by=city, at=at("2025-07-09"))
    assert reminders.badge_of("city_staff") == 0
    assert reminders.badge_of("general_manager") == before + 1


def test_badge_costs_no_query_and_is_gone_without_the_cache(client_of, monkeypatch):
    client = client_of(Role.GENERAL_MANAGER)
    page = reverse("reporting:payment_calculators")
    with CaptureQueriesContext(connection) as without:
        client.get(page)
    cache.set(reminders.TO_DO_COUNTS, {"general_manager": ({Shelf.TODAY: 3}, {})})
    with CaptureQueriesContext(connection) as counted:
        assert '<span class="badge">3' in client.get(page).content.decode()
    assert len(counted) == len(without)

    def fail(*args: object) -> None:
        raise NoCache

    monkeypatch.setattr(cache, "get", fail)
    assert reminders.badge_of("general_manager") == 0
