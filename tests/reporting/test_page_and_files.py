"""What a page shows stands in the files: every number of every row, for every kind of report."""

import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser

import pytest
import time_machine
from django.urls import reverse

from apps.accounts.enums import Role
from apps.counters.models import Reception
from apps.reporting import actions
from apps.reporting.enums import ReportKind
from apps.reporting.models import Report
from apps.reporting.periods import parse_period
from tests.callcenter.call_rows import mixed, save_calls
from tests.callcenter.factories import make_inquiry
from tests.outreach.factories import NOW as ON_MONDAY
from tests.outreach.test_driving import check, come_back, depart, make_trip

from .factories import MADE_AT, MONDAY, PERIOD_TEXTS, make_counter_day, make_report
from .printed import Printed
from .test_counter_monthly import FRIDAY, hold_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?) ?[%％件回人分]?")


class Rows(HTMLParser):
    """The texts of the cells of each table row, and of the cards above the tables."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.is_in_cell = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.is_in_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.is_in_cell = False

    def handle_data(self, data):
        if self.is_in_cell:
            self.rows[-1][-1] += data


def number(value):
    """`1,012`, `90.0 %` and 90 alike as they are compared; None for what is no number."""
    found = NUMBER.fullmatch(str(value).strip()) if isinstance(value, str | int | float) else None
    return float(found[1].replace(",", "")) if found else None


def numbers(row):
    return Counter(found for found in map(number, row) if found is not None)


def figures_of(page, kind):
    """The part of the page that prints the report: up to the supervisor's words, without the list of revisions."""
    return page.partition(f"<h2>{kind.remarks_name}</h2>")[0]


@pytest.fixture
def month_of_work(manager, user_of):
    """Calls, inquiries, two counters on two days, a visit, a drive; one day corrected after its issue."""
    save_calls([*mixed(1200, 17), *mixed(3, 1, FRIDAY, "17:14:59"), *mixed(2, 0, FRIDAY, "17:15:00")])
    operator = user_of(Role.OPERATOR)
    for _ in range(3):
        make_inquiry(operator, is_complaint=True)
    make_counter_day(manager, trouble="列が延びた。")
    session = make_counter_day(manager, day=FRIDAY, site="station")
    hold_visit()
    with time_machine.travel(ON_MONDAY, tick=False):
        trip = make_trip()
        check(trip)
        depart(trip, km=12_000)
        come_back(trip, km=13_034)
    for day in (MONDAY, FRIDAY):
        issue(make_report(ReportKind.COUNTER_DAILY, day.isoformat()), manager)
    Reception.objects.create(session=session, number=9, received_at=session.opened_at, received_by=manager)


def issue(report, by, **words):
    actions.confirm_report(
        report=report, remarks="所見を記載。", proposal="特になし。", log_read=True, by=by, at=MADE_AT, **words
    )
    actions.issue_report(report=report, by=by, at=MADE_AT)


@pytest.mark.parametrize("kind", ReportKind)
def test_every_number_of_a_row_of_the_page_stands_in_one_row_of_the_workbook(
    kind, month_of_work, manager, client_of, tmp_path
):
    period = PERIOD_TEXTS[kind.span]
    if kind == ReportKind.COMPLETION:
        for monthly in (ReportKind.COUNTER_MONTHLY, ReportKind.CALL_MONTHLY):
            issue(make_report(monthly, "2025-06"), manager)
    report = Report.objects.of(kind, *parse_period(kind, period)).first() or make_report(kind, period)
    with time_machine.travel(date(2026, 4, 1), tick=False):
        answer = client_of(Role.GENERAL_MANAGER).get(reverse("reporting:detail", args=[kind, period]))
    shown = [numbers(row) for row in Rows(figures_of(answer.content.decode(), kind)).rows]
    printed = Printed(report.revisions.first().content, tmp_path)
    there = [numbers(row) for sheet in printed.sheets.values() for row in sheet]
    missing = [dict(row) for row in shown if not any(row <= each for each in there)]
    assert missing == []
    assert sum(row.total() for row in shown) >= 4, "the page does print numbers"
