"""Every number in the tables of a report's page opens a page that shows the same number, before and after the issue."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from html.parser import HTMLParser
from random import Random
from typing import NamedTuple

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.models import Document
from apps.core.clock import JST
from apps.counters.models import Reception
from apps.outreach.models import Trip, Visit, VisitResult
from apps.reporting.enums import ReportKind
from apps.reporting.models import FrozenCell
from apps.reporting.order_forms import Row
from apps.workforce.enums import Duty
from apps.workforce.models import Improvement, StaffMember
from tests.callcenter import faq
from tests.callcenter.factories import answered, log, make_inquiry, row, take
from tests.contracts.factories import accepted_version, submitted_version
from tests.outreach.factories import make_visit
from tests.outreach.leaflet_rows import bring_to
from tests.reservations.factories import book, make_desk, make_slot
from tests.workforce.days import make_presence, make_shift
from tests.workforce.factories import make_staff

from .factories import MONDAY, issue, make_counter_day, make_report
from .random_records import WORDS, some_trips
from .test_counter_monthly import hold_visit
from .test_orders import make_answer, make_order

pytestmark = pytest.mark.usefixtures("masters", "no_files")
TERM = "2025-06-01--2026-03-31"
SEPTEMBER = datetime(2025, 9, 1, 5, 30, tzinfo=JST)
NUMBER = re.compile(r"[0-9,]*[1-9][0-9,]*(\.[0-9])?%?|0\.[1-9]%?")

WITHOUT_RECORDS = {
    ("データ", "大きさ（バイト）"),  # of a file, whose hash stands beside it
    ("個人情報の点検", "数"),  # what the guard read in the files; its findings stand in the table below
}
"""The columns whose numbers have no page, with words of the heading of their table."""

SENT = (
    "identity_checked", "identity_checked_at", "identity_checked_by", "documents_handed_over", "handed_over_at",
    "handed_over_by", "documents_taken_over", "taken_over_at", "taken_over_by", "started_at", "ended_at", "report",
    "sent_at", "sent_by",
)  # fmt: skip
"""What is written into a visit's result when it is sent."""


OF_CALLS = (
    "日別・時間帯別の件数", "曜日別の件数", "予約の受付件数", "オペレーターの配置", "問合せの分類別", "月ごとの推移",
    "FAQの更新", "（数）",
)  # fmt: skip
OF_COUNTERS = (
    "窓口別の件数", "窓口と出張", "開設", "日別の件数", "出張申請受付", "出張の回数とチラシ", "日報の提出", "差異",
)  # fmt: skip
OF_VISITS = (
    "訪問の回数", "種類別の回数", "訪問ごとの件数", "月別の回数", "訪問の体制", "本人確認と書類", "未了の理由",
    "調整中の要請", "チラシ", "運転", "差異",
)  # fmt: skip
OF_TERM = (
    "申請サポート窓口", "出張申請受付", "コールセンター", "窓口別の件数", "提出した文書", "提出した報告書",
)  # fmt: skip
"""Words of the headings of the tables with numbers."""


class Shown(NamedTuple):
    """One cell of a table as the page prints it."""

    table: str
    column: str
    text: str
    link: str


class Tables(HTMLParser):
    """The cells of the tables below each second heading; `heads` of a table with two rows of them are left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.cells: list[Shown] = []
        self.title, self.heads, self.line = "", [], []
        self.where, self.text, self.link = "", "", ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        match tag:
            case "h2" | "td" | "th":
                self.text = self.link = ""
            case "table":
                self.heads = []
            case "thead" | "tbody":
                self.where = tag
            case "tr":
                self.line = []
            case "a":
                self.link = dict(attrs)["href"]

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        match tag:
            case "h2":
                self.title = self.text.strip()
            case "td" | "th":
                self.line.append((self.text.strip(), self.link))
            case "tr" if self.where == "thead":
                self.heads = [text for text, _ in self.line]
            case "tr":
                named = self.heads if len(self.heads) == len(self.line) else [""] * len(self.line)
                cells = zip(named, self.line, strict=True)
                self.cells += [Shown(self.title, name, *cell) for name, cell in cells]


def page_of(client, report):
    return client.get(reverse("reporting:detail", args=[report.kind, report.period])).content.decode()


def numbers_on(client, report):
    figures = page_of(client, report).partition("<h2>版の記録")[0]
    cells = Tables(figures).cells
    return [cell for cell in cells if NUMBER.fullmatch(cell.text) and not has_no_page(cell)]


def has_no_page(cell):
    return any(words in cell.table and cell.column == column for words, column in WITHOUT_RECORDS)


def said_by(page):
    """The number that a page of records, of a sum or of another page says, in the words of the report."""
    context = page.context
    if context.get("in_hours") is not None:
        return str(context["in_hours"])
    if "result" in context:
        return re.match(r"[0-9,.]*", context["result"]).group()
    assert context["found"] == context["number"]
    return f"{context['number']:,}"


def is_named_in_words(title):
    """Without the name of a field and without the key of a row; the plate of a car has a number of its own."""
    return not re.search(r"[a-z_]{4,}|(?<!\S)[0-9+]+(?!\S)", re.sub("（[^）]*）", "", title))


def assert_every_number_opens(client, report, *, follow=None):
    """Answers the numbers of the page, each with its cell; goes to each of them, or to so many by chance."""
    found = numbers_on(client, report)
    assert found
    assert [cell for cell in found if not cell.link] == []
    said = {}
    for cell in found if follow is None else Random(1).sample(found, min(follow, len(found))):
        if cell.link not in said:
            page = client.get(cell.link)
            assert page.status_code == 200, cell
            assert is_named_in_words(page.context["name"]), page.context["name"]
            said[cell.link] = said_by(page)
        assert said[cell.link] == cell.text.rstrip("%"), cell
    return found


def assert_draft_and_issued_open(client, report, by, *, tables):
    """`tables`: words of the headings below which numbers were found, so that none goes unseen."""
    drafted = assert_every_number_opens(client, report, follow=20)
    assert [words for words in tables if not any(words in cell.table for cell in drafted)] == []
    issued = issue(report, by, **WORDS)
    assert [cell[:3] for cell in assert_every_number_opens(client, issued)] == [cell[:3] for cell in drafted]
    return issued


@pytest.fixture
def reader(client_of):
    return client_of(Role.GENERAL_MANAGER)


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), JST)


# --- the call centre --------------------------------------------------------------------------------------------------


@pytest.fixture
def call_month(manager, user_of):
    """August of a centre whose June was issued and whose July was not: with all that the report can say."""
    city, leader, operator = user_of(Role.CITY_STAFF), user_of(Role.CC_LEADER), user_of(Role.OPERATOR)
    months = [f"2025/{month:02}/{day:02}" for month in (6, 7, 8) for day in (4, 5)]
    calls = [answered(n, f"{day} 09:00:00", f"{day} 09:05:00") for n, day in enumerate(months)]
    take(log([*calls, row(90, "2025/08/04 10:00:00"), row(91, "2025/08/04 20:00:00")]))
    issue(make_report(ReportKind.CALL_MONTHLY, "2025-06"), manager, **WORDS)
    for result, words in (("completed", {}), ("transferred", {"transfer_reason": "市の判断が必要"})):
        make_inquiry(operator, at=at(date(2025, 8, 4), 9), result=result, is_complaint=True, **words)
    book(make_slot(make_desk(), at(date(2025, 8, 20), 9)), operator, now=at(date(2025, 8, 4), 9))
    sit(date(2025, 8, 4))
    plan(date(2025, 8, 5))
    faq.approved(leader, city)
    Improvement.objects.create(noted_on=date(2025, 8, 4), what="案内文を短くする。", recorded_by=leader)
    order = make_order(city, first_month=date(2025, 8, 1))
    rows = [Row("電話の件数", Decimal(1312), "件"), Row("平均の通話時間", Decimal("6.5"), "分")]
    make_answer(order, leader, month=date(2025, 8, 1), rows=rows)
    return make_report(ReportKind.CALL_MONTHLY, "2025-08", at=SEPTEMBER)


def sit(day: date) -> None:
    """Three operators clock in; one goes for a break and another comes in the same minute."""
    away, back, other = make_staff(), make_staff(), make_staff()
    operator = {"code": "callcenter", "duty": Duty.OPERATOR, "day": day}
    make_presence(away, "08:30-12:00", **operator)
    make_presence(away, "13:00-17:15", **operator)
    make_presence(back, "12:00-13:00", **operator)
    make_presence(other, "08:20-17:15", **operator)


def plan(day: date) -> None:
    for _ in range(2):
        make_shift(None, "08:30-17:15", "12:00-13:00", code="callcenter", duty=Duty.OPERATOR, day=day)


def test_every_number_of_the_call_month(reader, call_month, manager):
    issued = assert_draft_and_issued_open(reader, call_month, manager, tables=OF_CALLS)
    kept = FrozenCell.objects.filter(revision__report=issued).values_list("source", flat=True)
    assert {"presences", "shifts", "trend", "faq", "improvements"} <= set(kept)


def test_cards_and_results_of_the_call_month_open_too(reader, call_month):
    page = page_of(reader, call_month).partition("<h2>オペレーターの配置")[0]
    keys = ("formula::answer_rate", "calls::offered", "read::target_percent", "formula::completed_inside",
            "formula::transferred_rate", "inquiries::complaints_transferred", "formula::completed_rate")  # fmt: skip
    assert [key for key in keys if f"cell={key}" not in page] == []


def test_number_of_an_order_and_of_a_category_is_named_and_has_its_unit(reader, call_month):
    content = call_month.revisions.get().content
    order, category = content["orders"][0], content["categories"]["by_category"][0]
    expected = {
        f"read:{order['order_id']}/1:order": (f"{order['item']} 電話の件数 市の指示による報告", "1,312件"),
        f"read:{order['order_id']}/2:order": (f"{order['item']} 平均の通話時間 市の指示による報告", "6.5分"),
    }
    expected |= {
        f"read:{category['category_id']}/2025-07:count": (f"{category['category']} 2025年7月 件数", "0件"),
    }
    for cell, said in expected.items():
        page = reader.get(reverse("reporting:rows", args=[call_month.kind, call_month.period]), {"cell": cell})
        assert (page.context["name"], page.context["result"]) == said


def test_city_opens_every_number_of_the_call_month(client_of, call_month, manager):
    found = assert_every_number_opens(client_of(Role.CITY_STAFF), issue(call_month, manager, **WORDS), follow=20)
    assert any(cell.table.startswith("オペレーターの配置") for cell in found)


def test_month_counted_live_opens_its_report_only_for_those_who_know_it(client_of, reader, call_month, manager):
    make_report(ReportKind.CALL_MONTHLY, "2025-07")
    report = issue(call_month, manager, **WORDS)
    address = reverse("reporting:rows", args=[report.kind, report.period]) + "?cell=read:2025-07:offered"
    seen = {role: client_of(role).get(address).context["url"] for role in (Role.CC_LEADER, Role.CITY_STAFF)}
    assert seen == {Role.CC_LEADER: "/reports/call_monthly/2025-07/", Role.CITY_STAFF: ""}


def test_seat_lists_have_no_names(reader, call_month):
    for source in ("presences", "shifts"):
        page = reader.get(f"/reports/call_monthly/2025-08/rows/?cell={source}::heads")
        assert len(page.context["rows"]) == page.context["number"] > 0
        names = StaffMember.objects.values_list("name", flat=True)
        assert not [name for name in names if name in page.content.decode()]


# --- the counters and the visits --------------------------------------------------------------------------------------


@pytest.fixture
def counters(manager, user_of):
    """A Monday with a counter and two visits, one of which is reported later; with all else that a month can say."""
    make_counter_day(manager, trouble="椅子が足りない。")
    visit = hold_visit(hour=14, sent=False)
    some_trips_of(hold_visit())
    make_visit(requested_on=MONDAY)
    bring_to("posted")
    day = make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())
    return day, visit


def some_trips_of(visit: Visit) -> None:

    some_trips(Random(3))
    Trip.objects.filter(departed_at__isnull=False).update(visit=visit)


def correct(visit: Visit) -> None:
    Reception.objects.filter(number=3).update(voided_at=at(MONDAY, 9), voided_by=visit.leader)
    sent = VisitResult.objects.exclude(visit=visit).values(*SENT).get()
    VisitResult.objects.filter(visit=visit).update(**sent)


def test_every_number_of_the_counters_day_and_month(reader, counters, manager):
    day, visit = counters
    assert_draft_and_issued_open(reader, day, manager, tables=["件数", "出張"])
    correct(visit)
    month = make_report(ReportKind.COUNTER_MONTHLY, "2025-06")
    assert month.revisions.get().content["changes"]
    assert_draft_and_issued_open(reader, month, manager, tables=OF_COUNTERS)


def test_every_number_of_the_visits_month(reader, counters, manager):
    day, visit = counters
    issue(day, manager)
    correct(visit)
    report = make_report(ReportKind.OUTREACH_MONTHLY, "2025-06")
    assert_draft_and_issued_open(reader, report, manager, tables=OF_VISITS)


def test_every_number_of_the_driving_record_and_of_the_data(reader, counters, manager):
    take(log([answered(1)]))
    driving = make_report(ReportKind.DRIVING_MONTHLY, "2025-06")
    assert_draft_and_issued_open(reader, driving, manager, tables=["運転記録"])
    data = make_report(ReportKind.RECORDS_MONTHLY, "2025-06")
    assert_draft_and_issued_open(reader, data, manager, tables=["データ"])


@pytest.mark.usefixtures("contract")
def test_every_number_of_the_term(reader, counters, manager, user_of):
    take(log([answered(1)]))
    first, second = Document.objects.all()[:2]
    accepted_version(first, date(2025, 6, 10), manager, user_of(Role.CITY_APPROVER))
    submitted_version(second, manager)
    issue(counters[0], manager)
    for kind in (ReportKind.COUNTER_MONTHLY, ReportKind.CALL_MONTHLY):
        issue(make_report(kind, "2025-06"), manager, **WORDS)
    term = make_report(ReportKind.COMPLETION, TERM)
    assert_draft_and_issued_open(reader, term, manager, tables=OF_TERM)
