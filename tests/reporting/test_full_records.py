"""All records of a month as data: the same rows in both forms, frozen with their report, read by the guard."""

import csv
import hashlib
import io
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from apps.accounts.enums import AccessKind, Role
from apps.accounts.models import AccessEvent
from apps.callcenter.models import Call, Inquiry
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.reporting import actions
from apps.reporting.duties import due_report
from apps.reporting.enums import DataForm, DataSubject, ReportKind, ReportState
from apps.reporting.full_records import CALL_COLUMNS, INQUIRY_COLUMNS, Doubt, Guard, write_records
from apps.reporting.models import DataFile
from apps.reporting.periods import Period
from tests.callcenter.factories import answered, log, make_inquiry, row, take

from .conftest import JUNE
from .factories import clear, make_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
NOW = datetime(2025, 7, 2, 10, 0, tzinfo=JST)


@pytest.fixture
def month(user_of):
    """Two inquiries of June and one of July; two calls of June, one of them outside the hours."""
    operator = user_of(Role.OPERATOR)
    for day in (datetime(2025, 6, 2, 9, 5), datetime(2025, 6, 30, 17, 14), datetime(2025, 7, 1, 9, 0)):
        make_inquiry(operator, at=day.replace(tzinfo=JST))
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00"), row(2, "2025/06/30 18:00:00")]))
    return operator


def written():
    records = write_records(Period(*JUNE), Calendar.load(), NOW)
    return {(each.subject, each.form): each for each in records.files}, records.guard


def csv_rows(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_both_forms_hold_every_record_of_the_month_and_no_other(month):
    files, _ = written()
    assert {key: each.rows for key, each in files.items()} == {
        (subject, form): 2 for subject in DataSubject for form in DataForm
    }
    for subject, columns in ((DataSubject.INQUIRIES, INQUIRY_COLUMNS), (DataSubject.CALLS, CALL_COLUMNS)):
        head, *rows = csv_rows(files[subject, DataForm.CSV].file)
        assert head == [label for label, _ in columns]
        book = load_workbook(io.BytesIO(files[subject, DataForm.XLSX].file), read_only=True).worksheets[0]
        lines = list(book.iter_rows(min_row=4, values_only=True))
        assert [line[0] for line in lines] == [line[0] for line in rows]
    numbers = [line[0] for line in csv_rows(files[DataSubject.INQUIRIES, DataForm.CSV].file)[1:]]
    june = Inquiry.objects.filter(received_at__lt=datetime(2025, 7, 1, tzinfo=JST)).order_by("saved_at")
    assert numbers == [f"Q{inquiry.pk:06d}" for inquiry in june]
    inside = [line[5] for line in csv_rows(files[DataSubject.CALLS, DataForm.CSV].file)[1:]]
    assert inside == ["時間内", "時間外"]


def test_files_name_nobody(month):
    files, _ = written()
    labels = {label for label, _ in (*INQUIRY_COLUMNS, *CALL_COLUMNS)}
    assert labels.isdisjoint({"対応者", "引継ぎ先", "氏名", "電話番号"})
    assert month.display_name not in files[DataSubject.INQUIRIES, DataForm.CSV].file.decode("utf-8-sig")


def test_same_records_give_the_same_csv(month):
    first, second = (written()[0][DataSubject.INQUIRIES, DataForm.CSV].sha256 for _ in range(2))
    assert first == second


def test_guard_reads_every_text_and_stops_the_issue_until_another_has_read_the_places(month, manager, user_of):
    inquiry = Inquiry.objects.earliest("received_at")
    Inquiry.objects.filter(pk=inquiry.pk).update(summary="折り返し先は 090-1234-5678 とのこと。")
    _, guard = written()
    assert guard.cells >= 2
    assert guard.doubts == [Doubt(inquiry.pk, "内容", 8, "phone", is_refused=False)]
    report = make_report(ReportKind.RECORDS_MONTHLY, "2025-06")
    actions.confirm_report(report=report, remarks="", by=manager, at=NOW)
    with pytest.raises(actions.IssueStopped, match=f"Q{inquiry.pk:06d} 内容の8文字目"):
        actions.issue_report(report=report, by=manager, at=NOW)
    clear(report, user_of(Role.CC_LEADER), NOW)
    actions.issue_report(report=report, by=manager, at=NOW)
    report.refresh_from_db()
    assert report.state == ReportState.ISSUED


def test_guard_keeps_every_place_and_never_the_text():
    guard = Guard()
    for number in range(1, 206):
        guard.read(number, [("内容", "連絡先は 090-1234-5678 です。"), ("追記", None)])
    guard.read(999, [("内容", "番号は 123456789018 です。")])
    assert (guard.cells, len(guard.doubts), guard.refused) == (206, 206, 1)
    assert guard.doubts[-1] == Doubt(999, "内容", 5, "my_number", is_refused=True)
    assert not [doubt for doubt in guard.doubts if "5678" in str(doubt)]


def test_report_says_rows_and_hash_of_every_file_that_is_kept(month):
    revision = make_report(ReportKind.RECORDS_MONTHLY, "2025-06").revisions.get()
    rows = revision.content["files"]
    told = {(row["subject"], row["form"]): (row["rows"], row["size"], row["sha256"]) for row in rows}
    kept = list(revision.data_files.all())
    assert len(kept) == 4
    for each in kept:
        content = bytes(each.file)
        assert told[each.get_subject_display(), each.get_form_display()] == (
            2, len(content), hashlib.sha256(content).hexdigest(),
        )  # fmt: skip
        assert each.is_intact()


def test_remade_draft_replaces_its_files_and_the_next_revision_has_its_own(month, manager):
    report = make_report(ReportKind.RECORDS_MONTHLY, "2025-06")
    make_inquiry(month, at=datetime(2025, 6, 3, 9, 0, tzinfo=JST))
    kind, period = ReportKind.RECORDS_MONTHLY, Period(*JUNE)
    actions.request_report(kind=kind, period=period, by=manager, at=NOW)
    actions.make_draft(report_id=report.pk, at=NOW)
    assert set(report.revisions.get().data_files.filter(subject="inquiries").values_list("rows", flat=True)) == {3}
    actions.confirm_report(report=report, remarks="添付のとおりです。", by=manager, at=NOW)
    actions.issue_report(report=report, by=manager, at=NOW)
    Call.objects.all().delete()
    actions.request_report(kind=kind, period=period, by=manager, at=NOW, reason="通話の訂正")
    actions.make_draft(report_id=report.pk, at=NOW)
    second, first = report.revisions.all()
    rows = [set(each.data_files.filter(subject="calls").values_list("rows", flat=True)) for each in (first, second)]
    assert rows == [{2}, {0}]


CHANGES = {
    "update": lambda revision: DataFile.objects.update(file=b"x"),
    "delete": lambda revision: DataFile.objects.all().delete(),
    "insert": lambda revision: revision.data_files.create(
        subject="other", form="csv", rows=0, size=0, sha256="", file=b""
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_database_freezes_the_files_with_their_revision(month, manager, change):
    report = make_report(ReportKind.RECORDS_MONTHLY, "2025-06")
    actions.confirm_report(report=report, remarks="", by=manager, at=NOW)
    actions.issue_report(report=report, by=manager, at=NOW)
    with pytest.raises(IntegrityError, match="the revision is issued"), transaction.atomic():
        CHANGES[change](report.revisions.get())


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("form", DataForm.values)
def test_download_is_the_kept_file_and_leaves_a_row(client_of, month, manager, form):
    report = make_report(ReportKind.RECORDS_MONTHLY, "2025-06")
    address = reverse("reporting:data_download", args=["records_monthly", "2025-06", "inquiries", form])
    assert client_of(Role.CITY_STAFF).get(address).status_code == 404, "a draft stays inside"
    actions.confirm_report(report=report, remarks="", by=manager, at=NOW)
    actions.issue_report(report=report, by=manager, at=NOW)
    client = client_of(Role.CITY_STAFF)
    answer = client.get(address)
    kept = DataFile.objects.get(subject="inquiries", form=form)
    assert answer.content == bytes(kept.file)
    assert f'filename="inquiries_2025-06_r1.{form}"' in answer["Content-Disposition"]
    assert AccessEvent.objects.get(kind=AccessKind.EXPORT).target_id == str(kept.pk)
    page = client.get(reverse("reporting:detail", args=["records_monthly", "2025-06"]))
    assert kept.sha256 in page.content.decode()
    assert address in page.content.decode()


@time_machine.travel(NOW + timedelta(days=1), tick=False)
@pytest.mark.parametrize("name", ["other.csv", "inquiries.exe", "calls.csv?revision=9"])
def test_files_that_are_not_there_are_not_found(client_of, month, name):
    make_report(ReportKind.RECORDS_MONTHLY, "2025-06")
    assert client_of(Role.CC_LEADER).get(f"/reports/records_monthly/2025-06/{name}").status_code == 404
    assert client_of(Role.SITE_LEADER).get("/reports/records_monthly/2025-06/").status_code == 404


def test_records_are_due_with_the_months_call_report():
    calendar = Calendar.load()
    for kind in (ReportKind.CALL_MONTHLY, ReportKind.RECORDS_MONTHLY):
        assert due_report(kind, Period(*JUNE), calendar)[2:4] == (date(2025, 7, 7), date(2025, 7, 7))
