"""From a doubtful text that nobody may change to an issued report that does not say it."""

import io
import zipfile
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from apps.accounts.enums import Role
from apps.callcenter.models import Inquiry, InquiryNote
from apps.core.clock import JST
from apps.counters.models import Trouble
from apps.reporting import actions
from apps.reporting.enums import RecordText, ReportKind, ReportState
from apps.reporting.models import WithheldText
from apps.reporting.place_views import PLACES_PER_PAGE
from apps.reporting.withheld import PHRASE
from tests.callcenter.factories import make_inquiry

from .factories import ISSUED_AT, issue, make_counter_day, make_report, seen
from .printed import Printed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
DIGITS, NUMBER = "090-1234-5678", "123456789018"
PERSONAL = f"連絡先は {DIGITS} とのこと。"
DAY, MONTH = ("counter_daily", "2025-06-02"), ("records_monthly", "2025-06")


@pytest.fixture(autouse=True)
def _july(time_machine):
    time_machine.move_to(ISSUED_AT, tick=False)


def page(client, key, **query):
    return client.get(reverse("reporting:places", args=key), query)


def press(client, key, report, *, place=0, **changes):
    said = {"place": place, **seen(report)} | changes
    return client.post(reverse("reporting:withhold", args=key), said, follow=True)


def make_anew(report, by, at=ISSUED_AT):
    period = actions.Period(report.first_on, report.last_on)
    actions.request_report(kind=ReportKind(report.kind), period=period, by=by, at=at)
    actions.make_draft(report_id=report.pk, at=at)
    report.refresh_from_db()
    return report


def open_revision(report):
    return report.revisions.get(issued_at=None)


def bytes_of(revision):
    """Everything that leaves the house: the files, unpacked where they are packed, and the data."""
    files = [bytes(revision.xlsx), bytes(revision.pdf), *(bytes(each.file) for each in revision.data_files.all())]
    for file in files:
        yield file
        if zipfile.is_zipfile(io.BytesIO(file)):
            with zipfile.ZipFile(io.BytesIO(file)) as parts:
                yield from (parts.read(name) for name in parts.namelist())


def withhold_trouble(by):
    return WithheldText.objects.create(
        text=RecordText.TROUBLE_SITUATION, record_id=Trouble.objects.get().pk, withheld_at=ISSUED_AT, withheld_by=by
    )


# --- the journeys -----------------------------------------------------------------------------------------------------


def test_inquiry_that_nobody_may_change_is_withheld_and_the_month_is_issued(client_of, manager, user_of, tmp_path):
    operator = user_of(Role.OPERATOR)
    inquiry = make_inquiry(operator, at=datetime(2025, 6, 2, 9, 5, tzinfo=JST))
    Inquiry.objects.filter(pk=inquiry.pk).update(summary=PERSONAL)
    kept, personal = (
        InquiryNote.objects.create(inquiry=inquiry, text=text, by=operator, at=inquiry.saved_at + timedelta(days=1))
        for text in ("書類が届いたとのこと。", PERSONAL)
    )
    report = make_report(ReportKind.RECORDS_MONTHLY, MONTH[1])
    client = client_of(Role.CC_LEADER)
    listed = page(client, MONTH)
    assert [way.keys for _, _, way in listed.context["rows"]] == [
        ((RecordText.INQUIRY_SUMMARY, inquiry.pk),),
        ((RecordText.INQUIRY_NOTE, personal.pk),),
    ], "the other note is nobody's personal data"
    for place in (0, 1):
        told = press(client, MONTH, report, place=place)
        assert "文章を伏せました。" in told.content.decode()
    assert [way.keys for _, _, way in told.context["rows"]] == [(), ()]
    assert told.content.decode().count("作り直しが必要です") == 2
    assert "最新の記録で作り直す" in told.content.decode()
    report = actions.confirm_report(report=report, remarks="", by=manager, at=ISSUED_AT)
    with pytest.raises(actions.IssueStopped, match="最新の記録で作り直してください"):
        actions.issue_report(report=report, by=manager, at=ISSUED_AT)
    client.post(reverse("reporting:make", args=MONTH), {"seen": report.stamp()})
    actions.make_draft(report_id=report.pk, at=ISSUED_AT)
    report.refresh_from_db()
    guard = open_revision(report).content["guard"]
    assert (guard["hits"], guard["withheld"]) == (0, 2)
    report = issue(report, manager)
    assert report.state == ReportState.ISSUED
    revision = report.newest_issued()
    assert not [part for part in bytes_of(revision) if DIGITS.encode() in part]
    plain = bytes(revision.data_files.get(subject="inquiries", form="csv").file).decode("utf-8-sig")
    assert plain.count(PHRASE) == 2
    assert kept.text in plain
    book = load_workbook(io.BytesIO(bytes(revision.data_files.get(subject="inquiries", form="xlsx").file)))
    assert PHRASE in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert Printed(revision.content, tmp_path).row("点検", "伏せた文章の数")[0] == 2
    inquiry.refresh_from_db()
    assert inquiry.summary == PERSONAL, "the record stays as it is"


def test_trouble_of_a_signed_day_is_withheld_from_the_day_and_from_the_month(client_of, manager, tmp_path):
    make_counter_day(manager, trouble=PERSONAL)
    report = make_report(*DAY)
    client = client_of(Role.SITE_LEADER)
    press(client, DAY, report)
    row = WithheldText.objects.get()
    assert (row.text, row.record_id) == (RecordText.TROUBLE_SITUATION, Trouble.objects.get().pk)
    assert row.withheld_at == ISSUED_AT
    assert row.withheld_by.role == Role.SITE_LEADER
    report = issue(make_anew(report, manager), manager)
    revision = report.newest_issued()
    assert not [part for part in bytes_of(revision) if DIGITS.encode() in part]
    printed = Printed(revision.content, tmp_path)
    assert PHRASE in [value for rows in printed.sheets.values() for line in rows for value in line]
    assert printed.row("点検", "伏せた文章の数")[0] == 1
    paper = "".join(printed.pdf.split())
    assert PHRASE in paper
    assert DIGITS not in paper
    shown = client.get(reverse("reporting:detail", args=DAY)).content.decode()
    assert PHRASE in shown
    assert DIGITS not in shown
    month = make_report(ReportKind.COUNTER_MONTHLY, "2025-06").revisions.get().content
    assert [text["situation"] for text in month["trouble_texts"]] == [PHRASE]


def test_text_withheld_after_the_day_was_issued_is_not_repeated_by_the_month(manager, no_files):
    make_counter_day(manager, trouble="待ち時間が長い。")
    issue(make_report(*DAY), manager)
    withhold_trouble(manager)
    month = make_report(ReportKind.COUNTER_MONTHLY, "2025-06").revisions.get().content
    assert [text["situation"] for text in month["trouble_texts"]] == [PHRASE]


def test_my_number_is_withheld_as_well(client_of, manager, no_files):
    make_counter_day(manager, trouble="x")
    with connection.cursor() as cursor:  # what no form and no field lets pass, before a later rule
        cursor.execute(f"UPDATE {Trouble._meta.db_table} SET situation = %s", [f"番号は {NUMBER} です。"])
    report = make_report(*DAY)
    client = client_of(Role.GENERAL_MANAGER)
    shown = client.get(reverse("reporting:detail", args=DAY)).content.decode()
    assert "直すか、直せない文章は伏せてから" in shown
    press(client, DAY, report)
    report = issue(make_anew(report, manager), manager)
    assert (report.state, report.newest_issued().content["guard"]["refused"]) == (ReportState.ISSUED, 0)


def test_text_that_is_lifted_is_said_and_doubted_again(client_of, manager, no_files):
    make_counter_day(manager, trouble=PERSONAL)
    report = make_report(*DAY)
    client = client_of(Role.SITE_LEADER)
    press(client, DAY, report)
    report = make_anew(report, manager)
    shown = client.get(reverse("reporting:detail", args=DAY)).content.decode()
    assert "伏せた文章が1件あります。" in shown
    assert "疑いなし" in shown
    listed = page(client, DAY)
    ((each, url),) = listed.context["withheld"]
    assert "状況" in each.where
    assert url == reverse("counters:session", args=["honcho", Trouble.objects.get().session.held_on])
    address = reverse("reporting:withheld_lift", args=[*DAY, each.row.pk])
    assert "文章を戻しました。" in client.post(address, follow=True).content.decode()
    assert "伏せている文章ではありません" in client.post(address, follow=True).content.decode()
    report = make_anew(report, manager)
    guard = open_revision(report).content["guard"]
    assert (guard["hits"], guard["withheld"]) == (1, 0)
    row = WithheldText.objects.get()
    assert (row.lifted_by.role, row.lifted_at) == (Role.SITE_LEADER, ISSUED_AT)
    press(client, DAY, report)
    assert WithheldText.objects.count() == 2


# --- what is not withheld ---------------------------------------------------------------------------------------------


def test_text_that_somebody_may_still_change_is_mended_and_not_withheld(client_of, manager, no_files):
    make_counter_day(manager, trouble=PERSONAL, signed=False)
    report = make_report(*DAY)
    client = client_of(Role.SITE_LEADER)
    shown = page(client, DAY)
    assert "記録を開いて直す</a>" in shown.content.decode()
    assert 'を伏せる"' not in shown.content.decode()
    assert "この文章は伏せていません。" in press(client, DAY, report).content.decode()
    assert not WithheldText.objects.exists()


def test_words_of_the_report_itself_are_mended(client_of, manager, no_files):
    make_counter_day(manager)
    report = make_report(*DAY)
    report = actions.confirm_report(report=report, remarks=PERSONAL, by=manager, at=ISSUED_AT)
    told = press(client_of(Role.SITE_LEADER), DAY, report).content.decode()
    assert "この文章は伏せていません。" in told
    assert not WithheldText.objects.exists()


@pytest.mark.parametrize("changes", [{"seen": "1-x"}, {"seen": ""}, {"place": ""}, {"place": "-1"}, {"place": "x"}])
def test_press_on_another_making_or_on_no_place_withholds_nothing(client_of, manager, no_files, changes):
    make_counter_day(manager, trouble=PERSONAL)
    told = press(client_of(Role.SITE_LEADER), DAY, make_report(*DAY), **changes).content.decode()
    assert "作り直されました" in told
    assert not WithheldText.objects.exists()


def test_place_that_is_not_there_withholds_nothing_and_a_second_press_is_told_so(client_of, manager, no_files):
    make_counter_day(manager, trouble=PERSONAL)
    report, client = make_report(*DAY), client_of(Role.SITE_LEADER)
    assert "この文章は伏せていません。" in press(client, DAY, report, place=10**6).content.decode()
    press(client, DAY, report)
    assert "すでに伏せています" in press(client, DAY, report).content.decode()
    assert WithheldText.objects.count() == 1


def test_press_leads_back_to_the_page_of_the_place(client_of, manager, no_files):
    make_counter_day(manager, trouble=PERSONAL)
    report = make_report(*DAY)
    said = {"place": PLACES_PER_PAGE, **seen(report)}
    answer = client_of(Role.SITE_LEADER).post(reverse("reporting:withhold", args=DAY), said)
    assert parse_qs(urlsplit(answer.url).query) == {"page": ["2"]}


# --- who --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_who_may_read_the_places_may_withhold_and_lift(client_of, manager, no_files, role):
    make_counter_day(manager, trouble=PERSONAL)
    report, client = make_report(*DAY), client_of(role)
    may = page(client, DAY).status_code == 200
    assert may == (role in (Role.SITE_LEADER, Role.GENERAL_MANAGER))
    press(client, DAY, report)
    assert WithheldText.objects.exists() is may
    row = WithheldText.objects.first() or withhold_trouble(manager)
    client.post(reverse("reporting:withheld_lift", args=[*DAY, row.pk]))
    row.refresh_from_db()
    assert bool(row.lifted_at) is may


def test_text_of_another_report_is_not_lifted_here(client_of, manager, no_files):
    make_counter_day(manager, trouble=PERSONAL)
    make_report(*DAY)
    other = WithheldText.objects.create(
        text=RecordText.TRIP_PURPOSE, record_id=1, withheld_at=ISSUED_AT, withheld_by=manager
    )
    client = client_of(Role.SITE_LEADER)
    told = client.post(reverse("reporting:withheld_lift", args=[*DAY, other.pk]), follow=True).content.decode()
    assert "伏せている文章ではありません" in told
    other.refresh_from_db()
    assert other.lifted_at is None


def test_issued_report_says_where_a_text_that_is_withheld_later_takes_effect(client_of, manager, no_files):
    make_counter_day(manager, trouble="待ち時間が長い。")
    issue(make_report(*DAY), manager)
    withhold_trouble(manager)
    shown = page(client_of(Role.GENERAL_MANAGER), DAY)
    assert len(shown.context["withheld"]) == 1
    assert "次の版を作成すると反映されます" in shown.content.decode()
    assert not shown.context["make_seen"]
