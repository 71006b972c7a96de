"""A counter's day is handed over when it has ended and its report was found right, or says why nobody did."""

from copy import deepcopy
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.counters.models import CounterSession
from apps.reporting import actions, day_ends, drift, files
from apps.reporting.comparison import NAMES
from apps.reporting.content import collect
from apps.reporting.documents.counter_daily import COLUMNS, troubles
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.figures import counters
from apps.reporting.figures.issued_days import ITEMS
from apps.reporting.page_tables import page_table
from apps.reporting.periods import Period

from .factories import ISSUED_AT, MADE_AT, MONDAY, issue, make_counter_day, make_next, make_report, seen
from .test_counter_monthly import FRIDAY, hold_visit, receive_one_more
from .test_documents import opened, pdf_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
DAY = ("counter_daily", "2025-06-02")
REASON = "運営責任者が別の窓口の応援に出たため。"


@pytest.fixture(autouse=True)
def _july(time_machine):
    time_machine.move_to(ISSUED_AT, tick=False)


def draft_of_monday():
    return make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())


def content_of_monday():
    return collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY)


def row_of(content, site="honcho"):
    return next(row for row in content["sites"] if row["site"] == site)


def reopen(session):
    """Nobody has noted its closing."""
    CounterSession.objects.filter(pk=session.pk).update(
        closed_at=None, closed_by=None, signed_at=None, signed_by=None
    )  # fmt: skip


def address(step):
    return reverse(f"reporting:{step}", args=DAY)


# --- a counter that is still open -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_files")
def test_day_with_an_open_counter_is_neither_confirmed_nor_issued(client_of, manager, session):
    reopen(session)
    report = draft_of_monday()
    client = client_of(Role.GENERAL_MANAGER)
    sentence = day_ends.NOT_CLOSED.format(session.site.name)
    answer = client.post(address("confirm"), {"remarks": "所見。"} | seen(report))
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert 'href="/counters/honcho/2025-06-02/"' in answer.content.decode()
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    with pytest.raises(actions.IssueStopped) as stopped:
        issue(report, manager)
    assert stopped.value.reasons == [sentence]


@pytest.mark.usefixtures("no_files")
def test_day_is_issued_once_it_was_closed_and_made_anew(manager, session):
    reopen(session)
    report = draft_of_monday()
    CounterSession.objects.filter(pk=session.pk).update(closed_at=session.closed_at, closed_by=manager)
    report = make_next(report, manager, MADE_AT)
    assert issue(report, manager, unsigned_reason=REASON).state == ReportState.ISSUED


# --- a day that nobody signed -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_files")
def test_day_that_is_not_signed_asks_for_a_reason(client_of, manager):
    session = make_counter_day(manager, signed=False)
    report = draft_of_monday()
    client = client_of(Role.GENERAL_MANAGER)
    sentence = day_ends.NOT_SIGNED.format(session.site.name)
    answer = client.post(address("confirm"), {"remarks": "所見。"} | seen(report))
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    typed = {"remarks": "所見。", "unsigned_reason": REASON} | seen(report)
    assert client.post(address("confirm"), typed).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.unsigned_reason) == (ReportState.CONFIRMED, REASON)
    assert report.revisions.get().content["unsigned_reason"] == REASON


@pytest.mark.usefixtures("no_files")
def test_day_that_is_not_signed_is_not_issued_without_a_reason(manager):
    session = make_counter_day(manager, signed=False)
    with pytest.raises(actions.IssueStopped) as stopped:
        issue(draft_of_monday(), manager)
    assert stopped.value.reasons == [day_ends.NOT_SIGNED.format(session.site.name)]


@pytest.mark.usefixtures("no_files")
def test_signed_day_asks_for_nothing_and_loses_a_reason_of_before(client_of, manager):
    session = make_counter_day(manager, signed=False)
    report = draft_of_monday()
    actions.confirm_report(report=report, remarks="", unsigned_reason=REASON, by=manager, at=MADE_AT)
    session.sign(by=manager, at=MADE_AT)
    report = make_next(report, manager, MADE_AT)
    client = client_of(Role.GENERAL_MANAGER)
    assert "unsigned_reason" not in client.get(address("detail")).context["remarks_form"].fields
    client.post(address("confirm"), {"remarks": ""} | seen(report))
    report.refresh_from_db()
    assert (report.state, report.unsigned_reason) == (ReportState.CONFIRMED, "")


@pytest.mark.usefixtures("no_files")
def test_signature_that_comes_after_the_issue_is_no_drift(manager):
    session = make_counter_day(manager, signed=False)
    report = issue(draft_of_monday(), manager, unsigned_reason=REASON)
    session.sign(by=manager, at=ISSUED_AT)
    assert drift.drift(report, Calendar.load(), ISSUED_AT).differences == []


@pytest.mark.parametrize(
    ("later", "told"), [(timedelta(minutes=32), "17:32"), (timedelta(hours=16), "6/3 09:00")]
)  # fmt: skip
def test_signature_is_told_with_its_time_and_of_a_later_day_with_its_date(manager, later, told):
    session = make_counter_day(manager, signed=False)
    session.sign(by=manager, at=session.closed_at + later)
    assert row_of(content_of_monday())["signed_at"] == told


def test_paper_says_of_each_counter_how_its_day_ended_and_names_nobody(manager, tmp_path):
    make_counter_day(manager)
    make_counter_day(manager, site="takashina", signed=False)
    report = draft_of_monday()
    actions.confirm_report(report=report, remarks="", unsigned_reason=REASON, by=manager, at=MADE_AT)
    content = report.revisions.get().content
    lines = [[value for value in line if value] for line in opened(content)["日報"].iter_rows(values_only=True)]
    names = {row["site"]: row["site_name"] for row in content["sites"]}
    assert [names["honcho"], "確認済 17:32", "09:00", "17:00", "09:00", "17:00"] in lines
    assert [names["takashina"], "未確認", "09:00", "17:00", "09:00", "17:00"] in lines
    assert [f"確認がない理由　{REASON}"] in lines
    text = pdf_text(content, tmp_path)
    assert "確認済 17:32" in text
    assert REASON in text
    assert manager.display_name not in text


def test_number_of_visits_is_a_number_with_its_unit(manager):
    hold_visit()
    cells = [cell for line in opened(content_of_monday())["日報"].iter_rows() for cell in line]
    place = next(number for number, cell in enumerate(cells) if cell.value == "出張の合計")
    assert (cells[place + 1].value, cells[place + 1].number_format) == (1, '#,##0"回"')


# --- what is compared is printed --------------------------------------------------------------------------------------


def test_everything_that_is_counted_stands_in_one_of_the_two_tables():
    assert tuple(name for name, _ in COLUMNS) == counters.MAIN
    assert {*counters.MAIN, *counters.OTHERS} == {*ITEMS}
    assert all(name in NAMES for name in counters.OTHERS)


def leaves(part, path=()):
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(part, list):
        for place, inner in enumerate(part):
            yield from leaves(inner, (*path, place))
    elif part is not None:
        yield path, part


def with_another(content, path, value):
    """The content with something else at this place."""
    other = deepcopy(content)
    inner = other
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value + 1 if isinstance(value, int) else _other_text(value)
    return other


def _other_text(text):
    try:
        return (date.fromisoformat(text) + timedelta(days=1)).isoformat()
    except ValueError:
        return text.replace("09", "08") if "09:" in text else f"{text}改"


def not_printed(content, printed):
    """Places at which a change marks an issued report as changed, and none of its tables says otherwise."""
    then = printed(content)
    parts = {name: part for name, part in content.items() if name not in ("kind", "period", "first", "last", "made_on")}
    for path, value in leaves(parts):
        other = with_another(content, path, value)
        compared = drift.differences(*drift.like_for_like(content, other), besides=drift.WORDS | drift.OF_ITS_DAY)
        if compared and printed(other) == then:
            yield path


def test_nothing_of_a_day_a_month_or_a_term_is_compared_that_is_not_printed(manager, monkeypatch):
    monkeypatch.setattr(files, "build", lambda content, form, *rest: form.encode())
    session = make_counter_day(manager, trouble="列が延びた。")
    hold_visit()
    issue(draft_of_monday(), manager)
    receive_one_more(session, manager)
    make_counter_day(manager, day=FRIDAY)
    day = content_of_monday()
    assert list(not_printed(day, lambda content: (page_table(content), troubles(content)))) == []
    month = make_report(ReportKind.COUNTER_MONTHLY, "2025-06")
    kinds_without_a_visit = [("facility_kinds", place, "facility_kind") for place in range(1, 5)]
    assert list(not_printed(month.revisions.get().content, page_table)) == kinds_without_a_visit
    issue(month, manager)
    term = make_report(ReportKind.COMPLETION, "2025-06-01--2026-03-31", at=datetime(2026, 4, 1, 6, tzinfo=JST))
    assert list(not_printed(term.revisions.get().content, page_table)) == []


def test_other_counts_open_their_records(client_of, manager, session):
    session.receptions.filter(number=1).update(form_issued_at_window=True, gave_up=True)
    draft_of_monday()
    page = client_of(Role.GENERAL_MANAGER).get(address("detail")).content.decode()
    for name in ("forms_issued", "gave_up"):
        assert f"cell=receptions:honcho:{name}" in page
        rows = client_of(Role.GENERAL_MANAGER).get(f"{address('rows')}?revision=1&cell=receptions:honcho:{name}")
        assert (rows.status_code, rows.context["number"]) == (200, 1)
