"""What was issued stays as it was; what the records say later is told, and becomes the next revision."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from openpyxl import load_workbook

from apps.accounts.enums import AccessKind, Role
from apps.accounts.models import AccessEvent
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.counters.models import Reception
from apps.outreach.models import Trip
from apps.reporting import actions, cells, drift, files, tasks
from apps.reporting.enums import DataForm, DataSubject, ReportKind, ReportState
from apps.reporting.models import DataFile, FrozenCell, Report, ReportRevision
from apps.workforce.models import StaffMember
from tests.callcenter.factories import answered, log, make_inquiry, take
from tests.outreach.test_driving import make_trip

from .factories import ISSUED_AT, MONDAY, PERIOD_TEXTS, clear, issue, make_counter_day, make_next, make_report, seen
from .test_counter_monthly import hold_visit
from .test_page_and_files import Rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
LATER = datetime(2025, 7, 3, 10, 0, tzinfo=JST)
AFTER_THE_TERM = datetime(2026, 4, 2, 10, 0, tzinfo=JST)
DAY = ("counter_daily", MONDAY.isoformat())
KINDS_IN_ORDER = [
    ReportKind.COUNTER_DAILY,
    *(kind for kind in ReportKind if kind not in (ReportKind.COUNTER_DAILY, ReportKind.COMPLETION)),
    ReportKind.COMPLETION,
]
"""A report that adds others up comes after them."""


@pytest.fixture(autouse=True)
def _july(time_machine):
    time_machine.move_to(LATER, tick=False)


def receive_one_more(session):
    """Somebody who was forgotten is written down later."""
    number = session.receptions.count() + 1
    Reception.objects.create(
        session=session, number=number, received_at=session.opened_at, received_by=session.opened_by
    )


def url(name, *args):
    return reverse(f"reporting:{name}", args=args)


# --- every kind -------------------------------------------------------------------------------------------------------


@pytest.fixture
def all_issued(session, manager, user_of):
    """A day's records of every room, and each kind of report issued with them, in the order in which they add up."""
    make_trip()
    hold_visit()
    make_inquiry(user_of(Role.OPERATOR), at=datetime(2025, 6, 2, 9, 5, tzinfo=JST))
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00")]))
    return {kind: issue(make_report(kind, PERIOD_TEXTS[kind.span]), manager) for kind in KINDS_IN_ORDER}


def edit_everything(session):
    receive_one_more(session)
    take(log([answered(2, "2025/06/02 10:00:00", "2025/06/02 10:05:00")]))
    Trip.objects.update(purpose="施設への下見")
    StaffMember.objects.filter(trips__isnull=False).update(code="S999")
    hold_visit(date(2025, 6, 3))


def downloads(client, reports):
    """Every file of the first revision of each report, as it comes down."""
    found = {}
    for report in reports:
        names = [("download", form) for form in files.FORMATS]
        if report.kind == ReportKind.RECORDS_MONTHLY:
            names += [("data_download", subject, form) for subject in DataSubject for form in DataForm]
        for name, *rest in names:
            answer = client.get(url(name, report.kind, report.period, *rest) + "?revision=1")
            assert answer.status_code == 200
            found[(report.kind, *rest)] = answer.content
    return found


def listed_on_page(client, report):
    """What the page of a report says that its newest revision changed."""
    page = client.get(url("detail", report.kind, report.period)).content.decode()
    return Rows(page.partition("版との違い</h3>")[2].partition("</table>")[0]).rows[1:]


def shown(cell):
    """A cell of the workbook as its format shows it."""
    return f"{cell:,}" if isinstance(cell, int) else cell or ""


def listed_in_file(report):
    """What the workbook of the newest revision says of the same."""
    sheet = load_workbook(io.BytesIO(report.revisions.latest("number").xlsx))["変わった数値と文章"]
    rows = [[shown(cell) for cell in row] for row in sheet.iter_rows(max_col=3, values_only=True)]
    return [row for row in rows[rows.index(["箇所", "前の版", "この版"]) + 1 :] if any(row)]


def test_files_of_every_kind_are_the_same_to_the_byte_after_late_edits_and_the_next_revision(
    client_of, all_issued, session, manager
):
    client = client_of(Role.CITY_STAFF)
    before = downloads(client, all_issued.values())
    edit_everything(session)
    assert downloads(client, all_issued.values()) == before
    calendar = Calendar.load()
    for kind in KINDS_IN_ORDER:
        report = Report.objects.get(pk=all_issued[kind].pk)
        found = drift.drift(report, calendar, AFTER_THE_TERM)
        assert found, kind
        issue(make_next(report, manager, AFTER_THE_TERM, "記録の訂正"), manager, AFTER_THE_TERM)
        told = report.revisions.get(number=2).content["revision"]
        assert (told["number"], told["reason"]) == (2, "記録の訂正")
        assert {place for place, *_ in found.differences} <= {place for place, *_ in told["differences"]}
        assert listed_on_page(client, report) == listed_in_file(report), kind
        assert not drift.drift(report, calendar, AFTER_THE_TERM), kind
    assert downloads(client, all_issued.values()) == before
    assert all(revision.is_intact() for revision in ReportRevision.objects.all())


def test_files_of_every_kind_can_be_printed_again_from_what_was_frozen(all_issued):
    for revision in ReportRevision.objects.all():
        made = {form: files.build(revision.content, form, revision.made_at) for form in files.FORMATS}
        assert made == {form: bytes(getattr(revision, form)) for form in files.FORMATS}


def test_untouched_records_are_no_drift_of_any_kind(all_issued):
    calendar = Calendar.load()
    later = LATER + timedelta(days=300)
    found = {kind: drift.drift(report, calendar, later).differences for kind, report in all_issued.items()}
    assert [kind for kind, differences in found.items() if differences] == []


# --- the issue --------------------------------------------------------------------------------------------------------


def test_issue_stops_when_the_records_have_left_the_draft_behind(draft, session, manager):
    actions.confirm_report(report=draft, remarks="", by=manager, at=ISSUED_AT)
    receive_one_more(session)
    with pytest.raises(actions.IssueStopped, match="作り直してください") as stop:
        actions.issue_report(report=draft, by=manager, at=ISSUED_AT)
    assert ("合計 受付", 3, 4) in stop.value.differences
    draft.refresh_from_db()
    assert (draft.state, draft.revisions.get().issued_at) == (ReportState.CONFIRMED, None)
    make_next(draft, manager, ISSUED_AT)
    issue(draft, manager)
    assert draft.revisions.get().content["total"]["receptions"] == 4


def test_change_that_comes_while_the_figures_are_counted_stops_the_issue(draft, session, manager, monkeypatch):
    actions.confirm_report(report=draft, remarks="", by=manager, at=ISSUED_AT)
    receive_one_more(session)
    monkeypatch.setattr(actions, "since_draft", lambda *contents: [])
    with pytest.raises(actions.IssueStopped, match="報告書では 3、記録では 4"):
        actions.issue_report(report=draft, by=manager, at=ISSUED_AT)
    assert not FrozenCell.objects.exists()


def test_draft_of_another_day_is_issued_while_the_records_are_the_same(draft, manager):
    assert issue(draft, manager, LATER + timedelta(days=30)).state == ReportState.ISSUED


def test_words_of_the_supervisor_are_no_change_of_the_records(draft, manager):
    assert issue(draft, manager, remarks="混雑しました。").state == ReportState.ISSUED


def test_issue_keeps_the_records_behind_the_numbers_and_who_has_read_the_texts(manager, user_of):
    make_counter_day(manager, trouble="連絡先は 090-1234-5678 とのこと。")
    draft = make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())
    assert draft.revisions.get().content["guard"]["confirmed_by"] == ""
    actions.confirm_report(report=draft, remarks="", by=manager, at=ISSUED_AT)
    reader = user_of(Role.SITE_LEADER)
    clear(draft, reader)
    actions.issue_report(report=draft, by=manager, at=ISSUED_AT)
    revision = draft.revisions.get()
    guard = revision.content["guard"]
    assert (guard["hits"], guard["refused"], guard["read"], guard["confirmed_by"]) == (1, 0, 1, reader.display_name)
    assert FrozenCell.objects.filter(revision=revision).exists()
    assert revision.is_intact()


def test_page_of_a_stopped_issue_lists_what_changed_and_offers_to_make_it_anew(client_of, draft, session, manager):
    client = client_of(Role.GENERAL_MANAGER)
    client.post(url("confirm", *DAY), {"remarks": ""} | seen(draft))
    receive_one_more(session)
    answer = client.post(url("issue", *DAY), seen(draft))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "下書きの作成後に記録が変わりました" in body
    assert "最新の記録で作り直す" in body
    assert answer.context["outdated"]


# --- after the issue --------------------------------------------------------------------------------------------------


def test_drift_names_place_before_now_and_the_record_behind_it(issued, session):
    receive_one_more(session)
    found = drift.drift(issued, Calendar.load(), LATER)
    assert ("合計 受付", 3, 4) in found.differences
    assert found.because
    assert all({"label", "what", "when", "by"} <= row.keys() for row in found.because)


def test_record_that_is_put_right_again_is_no_drift(issued, session):
    receive_one_more(session)
    late = session.receptions.latest("number")
    late.delete()
    assert drift.drift(issued, Calendar.load(), LATER) == drift.Drift()


def test_page_offers_the_next_revision_with_the_list_to_the_contractor_only(client_of, issued, session):
    contractor, city = client_of(Role.GENERAL_MANAGER), client_of(Role.CITY_STAFF)
    assert "提出後に記録が変わりました" not in contractor.get(url("detail", *DAY)).content.decode()
    receive_one_more(session)
    page = contractor.get(url("detail", *DAY))
    assert "提出後に記録が変わりました" in page.content.decode()
    assert ("合計 受付", 3, 4) in page.context["drift"].differences
    assert page.context["remake_form"].initial["reason"] == "提出後に記録が変わったため"
    assert "提出後に記録が変わりました" not in city.get(url("detail", *DAY)).content.decode()


def test_issued_report_is_shown_even_when_the_records_cannot_be_counted(client_of, issued, monkeypatch, caplog):
    monkeypatch.setattr(drift, "recount", lambda *args: 1 / 0)
    page = client_of(Role.GENERAL_MANAGER).get(url("detail", *DAY))
    assert (page.status_code, "現在の記録を集計できない" in page.content.decode()) == (200, True)
    assert "could not be counted again" in caplog.text


def test_next_revision_says_what_it_changes_and_why(client_of, issued, session, manager):
    receive_one_more(session)
    make_next(issued, manager, LATER, "受付の追加")
    told = issued.revisions.first().content["revision"]
    assert (told["number"], told["reason"]) == (2, "受付の追加")
    assert ["合計 受付", 3, 4] in told["differences"]
    assert told["because"] == cells.because(issued.revisions.get(number=1), Calendar.load())
    body = client_of(Role.GENERAL_MANAGER).get(url("detail", *DAY)).content.decode()
    assert told["because"][0]["label"] in body


def test_words_written_at_the_confirmation_are_part_of_what_the_revision_changes(issued, session, manager):
    receive_one_more(session)
    make_next(issued, manager, LATER, "受付の追加")
    because = issued.revisions.first().content["revision"]["because"]
    issue(issued, manager, LATER, remarks="受付を1件追加しました。")
    told = issued.revisions.first().content["revision"]
    assert [ReportKind.COUNTER_DAILY.remarks_name, "", "受付を1件追加しました。"] in told["differences"]
    assert told["because"] == because != []


def test_first_revision_changes_nothing(issued):
    assert "revision" not in issued.revisions.get().content


# --- the night --------------------------------------------------------------------------------------------------------


def test_night_marks_what_drifted_until_the_next_revision_is_begun(client_of, issued, session, manager):
    client = client_of(Role.GENERAL_MANAGER)
    assert drift.note_drifts(LATER) == 0
    assert Report.objects.get().drifted_at is None
    receive_one_more(session)
    for hours in (0, 24):
        drift.note_drifts(LATER + timedelta(hours=hours))
    assert Report.objects.get().drifted_at == LATER
    assert "提出後に記録の変更" in client.get(url("list") + "?kind=counter_daily").content.decode()
    make_next(issued, manager, LATER, "受付の追加")
    assert issued.drifted_at is None


def test_night_takes_a_mark_away_when_the_records_are_put_right(issued, session):
    receive_one_more(session)
    drift.note_drifts(LATER)
    session.receptions.latest("number").delete()
    drift.note_drifts(LATER + timedelta(days=1))
    assert Report.objects.get().drifted_at is None


def test_report_that_cannot_be_counted_does_not_stop_the_night(issued, session, manager, monkeypatch, caplog):
    other = issue(make_report(ReportKind.DRIVING_MONTHLY, "2025-06"), manager)
    receive_one_more(session)
    recount = drift.recount
    monkeypatch.setattr(
        drift, "recount", lambda report, *rest, **asked: 1 / 0 if report == other else recount(report, *rest, **asked)
    )
    assert drift.note_drifts(LATER) == 1
    assert Report.objects.get(pk=issued.pk).drifted_at == LATER
    assert "could not be counted again" in caplog.text


def test_mark_of_the_night_does_not_reach_a_revision_that_was_begun_meanwhile(issued, session, manager, monkeypatch):
    receive_one_more(session)
    found = drift.drift

    def begin_meanwhile(report, *rest):
        make_next(Report.objects.get(pk=report.pk), manager, LATER, "受付の追加")
        return found(report, *rest)

    monkeypatch.setattr(drift, "drift", begin_meanwhile)
    drift.note_drift(issued, Calendar.load(), LATER)
    assert Report.objects.get().drifted_at is None


def test_task_of_the_night_is_on_the_schedule(issued, session):
    receive_one_more(session)
    tasks.note_drifts()
    assert Report.objects.get().drifted_at == LATER
    assert tasks.note_drifts.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


def test_whole_records_of_a_month_are_told_by_the_nights_mark(client_of, manager):
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00")]))
    issue(make_report(ReportKind.RECORDS_MONTHLY, "2025-06"), manager)
    client = client_of(Role.GENERAL_MANAGER)
    take(log([answered(2, "2025/06/02 10:00:00", "2025/06/02 10:05:00")]))
    assert client.get(url("detail", "records_monthly", "2025-06")).context["drift"] is None
    drift.note_drifts(LATER)
    body = client.get(url("detail", "records_monthly", "2025-06")).content.decode()
    assert "提出後に記録が変わりました" in body
    assert "<details open>\n      <summary>数値や記載を改めるとき" in body


# --- damaged files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", files.FORMATS)
def test_damaged_file_is_not_handed_out(client_of, draft, form, caplog):
    client = client_of(Role.GENERAL_MANAGER)
    ReportRevision.objects.update(**{form: b"damaged"})
    answer = client.get(url("download", *DAY, form), follow=True)
    assert "保存したファイルが壊れている" in answer.content.decode()
    assert "is damaged" in caplog.text
    assert not AccessEvent.objects.filter(kind=AccessKind.EXPORT).exists()
    other = next(each for each in files.FORMATS if each != form)
    assert client.get(url("download", *DAY, other)).status_code == 200


def test_damaged_data_file_is_not_handed_out(client_of, caplog):
    make_report(ReportKind.RECORDS_MONTHLY, "2025-06")
    DataFile.objects.filter(subject=DataSubject.CALLS, form=DataForm.CSV).update(file=b"damaged")
    client = client_of(Role.GENERAL_MANAGER)
    answer = client.get(url("data_download", "records_monthly", "2025-06", "calls", "csv"), follow=True)
    assert "保存したファイルが壊れている" in answer.content.decode()
    assert "is damaged" in caplog.text
    assert client.get(url("data_download", "records_monthly", "2025-06", "calls", "xlsx")).status_code == 200
