"""Where the numbers of a report lead, what became of their records since, and who may follow."""

import gzip
import re
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.callcenter.actions import import_calls
from apps.callcenter.models import Call, CallImport, CallProfile
from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.core.clock import JST
from apps.reporting import cells
from apps.reporting.cells.kinds import numbers_of
from apps.reporting.cells.lines import Line, address
from apps.reporting.enums import ReportKind
from apps.reporting.templatetags.report_cells import changed
from tests.callcenter.call_rows import save_calls, steady
from tests.callcenter.factories import answered, log, make_inquiry, take

from .factories import ISSUED_AT, MADE_AT, MONDAY, issue, make_counter_day, make_next, make_report
from .test_counter_monthly import hold_visit

pytestmark = pytest.mark.usefixtures("masters", "no_files")
LINK = re.compile(r'<a class="cell" href="([^"]+)">([^<]*)</a>')
AGREES, MONTH = "件数は一致しています。", "/reports/call_monthly/2025-06/"


@pytest.fixture
def reader(client_of):
    return client_of(Role.GENERAL_MANAGER)


def rows(client, report, cell, **query):
    return client.get(reverse("reporting:rows", args=[report.kind, report.period]), {"cell": cell} | query)


def test_number_of_the_month_leads_over_the_days_to_the_receptions(reader, manager):
    make_counter_day(manager)
    issue(make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat()), manager)
    month = make_report(ReportKind.COUNTER_MONTHLY, "2025-06")
    days = rows(reader, month, "days:honcho:receptions")
    (line,) = days.context["rows"]
    assert (line["amount"], line["texts"][1]) == (3, "2025-06-02")
    receptions, site = reader.get(line["url"]), Site.objects.get(code="honcho").name
    assert [each["texts"][1:] for each in receptions.context["rows"]] == [(site, str(n)) for n in (1, 2, 3)]
    assert reader.get(receptions.context["rows"][0]["url"]).status_code == 200


def test_every_number_of_the_term_leads_to_a_page(reader, manager):
    hold_visit()
    make_counter_day(manager)
    issue(make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat()), manager)
    issue(make_report(ReportKind.COUNTER_MONTHLY, "2025-06"), manager)
    term = make_report(ReportKind.COMPLETION, "2025-06-01--2026-03-31")
    counted = [key for key, number in numbers_of(term.kind, term.revisions.get().content).items() if number]
    assert "visits_count" in {key.measure for key in counted}
    for key in counted:
        for line in rows(reader, term, str(key)).context["rows"]:
            page = reader.get(line["url"])
            assert page.status_code == 200, key
            assert page.context.get("number", line["amount"]) == line["amount"], key


# --- what became of the records since ---------------------------------------------------------------------------------


@pytest.fixture
def issued(manager):
    """Three calls of one hour, handed to the city."""
    take(log([answered(n, f"2025/06/02 09:0{n}:00", "2025/06/02 09:30:00") for n in range(1, 4)]))
    CallImport.objects.update(started_at=MADE_AT, taken_at=MADE_AT)
    return issue(make_report(ReportKind.CALL_MONTHLY, "2025-06"), manager)


def marks(page):
    return [line["mark"] for line in page.context["rows"]]


def test_frozen_record_that_moved_or_is_gone_is_marked_and_the_count_stays(reader, issued):
    first, second, _ = Call.objects.order_by("pk")
    Call.objects.filter(pk=first.pk).update(arrived_at=datetime(2025, 6, 2, 8, 45, tzinfo=JST))
    second.delete()
    page = rows(reader, issued, "calls:2025-06-02/9:answered")
    moved, same, gone = marks(page)
    assert moved.startswith("現在は 6/2（月） 8時台 応答 に数える（")
    assert gone.startswith("削除（")
    assert same == ""
    text = page.content.decode()
    assert AGREES in text
    assert f"削除された記録（番号 {page.context['rows'][2]['pk']}）" in text


def test_call_says_when_it_came_though_its_import_was_begun_before_the_issue(issued, manager):
    read_at = ISSUED_AT + timedelta(minutes=3)
    with time_machine.travel(read_at, tick=False):  # uploaded before, read by the worker after
        import_calls(
            file=BytesIO(log([answered(9, "2025/06/03 09:00:00", "2025/06/03 09:30:00")])), file_name="cdr.csv",
            profile=CallProfile.objects.get(code="jp_pbx"), at=ISSUED_AT - timedelta(minutes=3), by=manager,
        )  # fmt: skip
    (found,) = cells.because(issued.revisions.get(), Calendar.load())
    assert (found["label"], found["what"][:6]) == ("通話　6/3（火） 09:00:00 応答", "新しく数える")
    assert (found["when"], found["by"]) == ("7/2（水） 10:03:00", Role.GENERAL_MANAGER.label)


@pytest.mark.parametrize(
    ("value", "said"), [(2257, "2,257"), (0, "0"), (None, "—"), ("93.0", "93.0"), ("2026年", "2026年"), ("", "")]
)
def test_sides_of_a_difference_are_said_as_the_page_says_its_numbers(value, said):
    assert changed(value) == said


def test_latest_change_comes_first_whatever_its_date_looks_like(issued):
    for number, taken_at in ((8, datetime(2025, 9, 30, 10, tzinfo=JST)), (9, datetime(2025, 10, 1, 10, tzinfo=JST))):
        with time_machine.travel(taken_at, tick=False):
            import_calls(
                file=BytesIO(log([answered(number, "2025/06/03 09:00:00", "2025/06/03 09:30:00")])),
                file_name="cdr.csv", profile=CallProfile.objects.get(code="jp_pbx"), at=taken_at,
            )  # fmt: skip
    found = [row["when"] for row in cells.because(issued.revisions.get(), Calendar.load())]
    assert found == ["10/1（水） 10:00:00", "9/30（火） 10:00:00"]


def test_city_reads_the_frozen_records_without_what_became_of_them(client_of, issued):
    Call.objects.order_by("pk").update(talk_seconds=5)
    page = rows(client_of(Role.CITY_APPROVER), issued, "calls:2025-06-02/9:answered")
    assert (marks(page), page.context["has_marks"]) == (["", "", ""], False)
    assert AGREES in page.content.decode()
    assert rows(client_of(Role.CC_LEADER), issued, "calls:2025-06-02/9:answered").context["has_marks"] is True


def test_frozen_record_that_is_counted_no_more_or_changed_otherwise_is_marked(reader, issued):
    first, second, _ = Call.objects.order_by("pk")
    Call.objects.filter(pk=first.pk).update(
        arrived_at=datetime(2025, 7, 2, 8, 45, tzinfo=JST), answered_at=None, ended_at=None
    )
    Call.objects.filter(pk=second.pk).update(talk_seconds=5)
    changed, same, left = marks(rows(reader, issued, "calls::answered"))
    assert left.startswith("現在は数えない（")
    assert changed.startswith("変更あり、この数は同じ（")
    assert same == ""


def test_draft_says_when_the_records_have_left_it_behind(reader):
    take(log([answered(1, "2025/06/02 09:01:00", "2025/06/02 09:30:00")]))
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    assert AGREES in rows(reader, report, "calls::offered").content.decode()
    take(log([answered(2, "2025/06/02 09:02:00", "2025/06/02 09:30:00")]))
    text = rows(reader, report, "calls::offered").content.decode()
    assert AGREES not in text
    assert "報告書 1件、記録 2件" in text


def test_many_records_come_in_pages_and_in_as_many_queries(reader):
    take(log([answered(n, "2025/06/02 09:00:00", "2025/06/02 09:30:00") for n in range(150)]))
    take(log([answered(999, "2025/06/03 09:00:00", "2025/06/03 09:30:00")]))
    report, asked = make_report(ReportKind.CALL_MONTHLY, "2025-06"), []
    for cell in ("calls:2025-06-02/9:answered", "calls:2025-06-03/9:answered"):
        with CaptureQueriesContext(connection) as queries:
            page = rows(reader, report, cell)
        asked.append((len(page.context["rows"]), len(queries)))
    assert [number for number, _ in asked] == [100, 1]
    assert asked[0][1] == asked[1][1]
    assert len(rows(reader, report, "calls:2025-06-02/9:answered", page=2).context["rows"]) == 50


def test_rate_and_rest_open_the_numbers_they_are_worked_out_of(reader, issued):
    rate = rows(reader, issued, "formula:2025-06-02:answer_rate")
    assert rate.context["result"] == "100.0%"
    assert [(part["sign"], part["number"]) for part in rate.context["parts"]] == [("", 3), ("÷", 3)]
    rest = rows(reader, issued, "formula::completed_inside")
    assert rest.context["result"] == "3件"
    assert "calls::answered" in rest.content.decode()


def test_page_with_all_its_links_stays_small(reader):
    save_calls(steady(date(2025, 6, 1), date(2025, 6, 30), a_half_hour=2))
    make_report(ReportKind.CALL_MONTHLY, "2025-06")
    page = reader.get(MONTH)
    assert len(LINK.findall(page.content.decode())) > 500
    assert len(gzip.compress(page.content)) < 100_000


# --- who may follow ---------------------------------------------------------------------------------------------------


def test_city_follows_only_what_was_issued(client_of, manager, issued):
    city = client_of(Role.CITY_STAFF)
    assert rows(city, issued, "calls::offered").status_code == 200
    again = make_next(issued, manager, ISSUED_AT + timedelta(hours=1), "訂正")
    assert rows(city, again, "calls::offered").context["revision"].number == 1
    assert rows(city, again, "calls::offered", revision=2).status_code == 404
    draft = make_report(ReportKind.RECORDS_MONTHLY, "2025-06")
    assert rows(city, draft, "calls::rows").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.GENERAL_MANAGER, 200),
        (Role.CC_LEADER, 200),
        (Role.CITY_APPROVER, 200),
        (Role.SITE_LEADER, 404),
        (Role.OPERATOR, 403),
        (Role.COUNTER_STAFF, 403),
    ],
)
def test_records_are_for_those_who_read_the_kind(client_of, issued, role, status):
    assert rows(client_of(role), issued, "calls::offered").status_code == status


def test_stranger_is_sent_to_the_door(client, issued):
    assert rows(client, issued, "calls::offered").status_code == 302


@pytest.mark.parametrize(
    "cell",
    [
        *("", "calls", "calls::", "calls::answered:x", "users::answered", "calls:2025-13-45/9:answered"),
        *("calls:\x00:answered", "calls:2030-01-01:answered", "formula::whole_receptions"),
        *("formula:x:completed_inside", f"calls:{'9' * 4000}:answered"),
    ],
)
def test_number_that_the_report_does_not_have_is_not_found(reader, issued, cell):
    assert rows(reader, issued, cell).status_code == 404


@pytest.mark.parametrize("revision", ["0", "9", "x", "99999999999", "-1", "１"])
def test_revision_that_there_is_not_is_not_found(reader, issued, revision):
    assert rows(reader, issued, "calls::offered", revision=revision).status_code == (404 if revision != "１" else 200)


def test_records_lead_to_their_own_pages(client_of, user_of, manager):
    make_counter_day(manager)
    report = issue(make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat()), manager)
    assert rows(client_of(Role.CITY_STAFF), report, "receptions::receptions").context["has_links"] is True
    make_inquiry(user_of(Role.OPERATOR))
    month = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    (line,) = rows(client_of(Role.CC_LEADER), month, "inquiries::count").context["rows"]
    assert line["url"] == reverse("callcenter:live_detail", args=[line["pk"]])


def test_address_of_a_record_is_only_for_roles_that_have_its_page():
    line = Line(["10:00"], "outreach:trip", [7])
    assert address(line, Role.CITY_STAFF) == reverse("outreach:trip", args=[7])
    assert address(line, Role.CC_LEADER) == ""
