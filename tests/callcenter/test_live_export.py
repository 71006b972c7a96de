"""The month of the live history as a file: whole, counted, harmless, and nobody's who may not have it."""

import csv
import io
import threading
from datetime import datetime, timedelta
from urllib.parse import unquote

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from apps.accounts.enums import AccessKind
from apps.accounts.models import AccessEvent
from apps.callcenter import export
from apps.callcenter.actions import add_note
from apps.callcenter.enums import Result
from apps.callcenter.models import Inquiry, InquiryCategory
from apps.core.clock import JST

from .factories import make_inquiry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("masters")]
FILE = reverse("callcenter:live_export_file")
PAGE = reverse("callcenter:live_export")
JUNE = datetime(2025, 6, 18, 9, 30, tzinfo=JST)
LABELS = [label for label, _ in export.COLUMNS]


def taken(client, **asked):
    answer = client.get(FILE, {"month": "2025-06", "form": "xlsx"} | asked)
    assert answer.status_code == 200, answer.content
    return answer, b"".join(answer.streaming_content)


def sheet_of(content):
    return load_workbook(io.BytesIO(content)).active


def csv_rows(content, encoding="utf-8-sig"):
    return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))


def cells(sheet, row):
    return dict(zip(LABELS, [cell.value for cell in sheet[row]], strict=False))


def test_the_month_is_whole_and_its_count_stands_in_the_file(client_of, operator):
    bounds = [datetime(2025, 6, 1, tzinfo=JST), datetime(2025, 6, 30, 23, 59, 59, tzinfo=JST), JUNE]
    for at in [*bounds, bounds[0] - timedelta(seconds=1), datetime(2025, 7, 1, tzinfo=JST)]:
        make_inquiry(operator, at=at)
    city = client_of("city_staff")
    answer, content = taken(city)
    sheet = sheet_of(content)
    assert sheet.max_row == 3 + 3
    assert [cell.value for cell in sheet[3]] == LABELS
    assert sheet.freeze_panes == "A4"
    assert "全件" in sheet["A2"].value
    assert "3 件" in sheet["A2"].value
    assert "応答履歴_2025-06_全件_3件.xlsx" in unquote(answer["Content-Disposition"])
    event = AccessEvent.objects.get(kind=AccessKind.EXPORT)
    assert (event.user, event.reason) == (city.user, "応答履歴 2025-06 全件 3件 Excel（xlsx）")


def test_every_column_is_filled_and_moments_are_dates(client_of, operator):
    inquiry = make_inquiry(
        operator,
        at=JUNE,
        category=InquiryCategory.objects.get(code="pickup_change"),
        result=Result.REFERRED,
        target_section="市民税課",
        is_complaint=True,
    )
    add_note(inquiry=inquiry, by=operator, at=JUNE + timedelta(hours=1), text="追って連絡", submission_key=inquiry.submission_key)  # fmt: skip  # noqa: E501
    sheet = sheet_of(taken(client_of("cc_leader"))[1])
    row = cells(sheet, 4)
    assert row["番号"] == inquiry.number
    assert row["記録日時"] == datetime(2025, 6, 18, 9, 30)
    assert sheet["C4"].is_date
    assert (row["上位の分類"], row["分類"], row["結果"], row["案内先"], row["苦情"]) == (
        "受取予約", "変更", "案内", "市民税課", "苦情",
    )  # fmt: skip
    assert row["追記"] == "2025/06/18 10:30 追って連絡"
    assert row["対応者"] == operator.display_name


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_words_of_a_caller_are_never_a_formula(client_of, operator, start):
    make_inquiry(operator, at=JUNE, summary=f"{start}HYPERLINK(A1)")
    city = client_of("city_staff")
    cell = sheet_of(taken(city)[1])["G4"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", f"{start}HYPERLINK(A1)", True)
    assert csv_rows(taken(city, form="csv")[1])[2][6] == f"'{start}HYPERLINK(A1)"


def test_csv_comes_in_both_encodings(client_of, operator):
    make_inquiry(operator, at=JUNE, summary='髙橋\n①「改行」,引用"符 𠮷')
    city = client_of("city_staff")
    content = taken(city, form="csv")[1]
    assert content.startswith(b"\xef\xbb\xbf")
    rows = csv_rows(content)
    assert rows[0][1].startswith("全件　1 件")
    assert rows[1] == LABELS
    assert rows[2][6] == '髙橋\n①「改行」,引用"符 𠮷'
    assert csv_rows(taken(city, form="csv-sjis")[1], "cp932")[2][6] == '髙橋\n①「改行」,引用"符 〓'


def test_characters_that_no_workbook_holds_are_left_out(client_of, operator):
    make_inquiry(operator, at=JUNE)
    with connection.cursor() as cursor:  # past the guard, as an old import may have come
        cursor.execute("UPDATE callcenter_inquiry SET summary = %s", ["a\x0bb<&>]]>c"])
    assert sheet_of(taken(client_of("city_staff"))[1])["G4"].value == "ab<&>]]>c"


def test_the_lists_narrowing_is_applied_when_asked_for_and_named(client_of, operator):
    wanted = make_inquiry(operator, at=JUNE, summary="点字の案内", result=Result.PENDING)
    make_inquiry(operator, at=JUNE, summary="点字の案内")
    make_inquiry(operator, at=JUNE, result=Result.PENDING)
    city = client_of("city_staff")
    narrowing = {"result": "pending", "text": "てんじ", "last": "2025-06-20"}
    assert sheet_of(taken(city, **narrowing)[1]).max_row == 3 + 3  # kept by the form, but not asked for
    narrowing["text"] = "点字"
    sheet = sheet_of(taken(city, is_narrowed="on", **narrowing)[1])
    assert [cell.value for cell in sheet["A"][3:]] == [wanted.number]
    assert "条件：期間（まで）＝2025年6月20日（金）、結果＝未了、語句＝点字" in sheet["A2"].value
    assert "1 件" in sheet["A2"].value
    page = city.get(PAGE, narrowing).content.decode()
    assert 'type="hidden" name="text" value="点字"' in page


def test_what_is_saved_while_the_file_is_written_is_neither_counted_nor_written(client_of, operator, monkeypatch):
    make_inquiry(operator, at=JUNE)
    lines = export.record_lines

    def slowly(rows):
        def save():
            try:
                make_inquiry(operator, at=JUNE)
            finally:
                connection.close()

        thread = threading.Thread(target=save)
        thread.start()
        thread.join()
        return lines(rows)

    monkeypatch.setattr(export, "record_lines", slowly)
    rows = csv_rows(taken(client_of("city_staff"), form="csv")[1])
    assert "1 件" in rows[0][1]
    assert len(rows) == 2 + 1
    assert Inquiry.objects.count() == 2


def test_more_than_one_chunk_is_whole(client_of, operator, monkeypatch):
    monkeypatch.setattr(export, "CHUNK", 2)
    made = [make_inquiry(operator, at=JUNE + timedelta(minutes=number)).number for number in range(5)]
    assert [row[0] for row in csv_rows(taken(client_of("city_staff"), form="csv")[1])[2:]] == made


@pytest.mark.parametrize("role", ["operator", "counter_staff", "site_leader", "system_admin"])
def test_others_get_no_file(client_of, role):
    client = client_of(role)
    for address in (PAGE, FILE):
        assert client.get(address, {"month": "2025-06", "form": "csv"}).status_code == 403
    assert not AccessEvent.objects.filter(kind=AccessKind.EXPORT).exists()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"month": ""}, "月"),
        ({"month": "2025-13"}, "年月が正しくありません。"),
        ({"month": "0001-01"}, "月が正しくありません。"),
        ({"month": "9" * 5000}, "「2025-06」の形"),
        ({"form": "pdf"}, "ファイルの形式"),
        ({"category": "x"}, "一覧から選んで"),
    ],
)
def test_nonsense_gets_a_sentence_and_no_file(client_of, asked, words):
    answer = client_of("city_staff").get(FILE, {"month": "2025-06", "form": "csv"} | asked)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not AccessEvent.objects.filter(kind=AccessKind.EXPORT).exists()


def test_the_page_offers_this_month(client_of):
    page = client_of("general_manager").get(PAGE).content.decode()
    assert f'value="{timezone.localdate():%Y-%m}"' in page
