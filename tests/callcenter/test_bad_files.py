"""Files that no telephone system should have written: a clear answer, and nothing or only the good rows taken.

The same answer comes on the page and from the command.
"""

import gzip
import json
import zipfile
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import Workbook

from apps.callcenter.enums import ImportState
from apps.callcenter.models import AgentEvent, Call, CallImport, CallProfile, RejectedRow

from .factories import HEADER, answered, log, row, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]

MY_NUMBER = "123456789018"
GOOD = [answered(1), row(2)]
QUEUE_LOG = b"1748826000|1.1|q|NONE|ENTERQUEUE||x|1\n"
CONTACT = {
    "ContactId": "a",
    "Channel": "VOICE",
    "InitiationMethod": "INBOUND",
    "InitiationTimestamp": "2025-06-02T01:00:00Z",
    "LastUpdateTimestamp": "2025-06-02T01:10:00Z",
}


def workbook():
    out, book = BytesIO(), Workbook()
    book.active.append(HEADER.split(","))
    book.save(out)
    return out.getvalue()


def archive():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("cdr.csv", log(GOOD))
    return out.getvalue()


REFUSED = {
    "empty": ("jp_pbx", b"", "ファイルが空です"),
    "a mark and nothing else": ("jp_pbx", b"\xef\xbb\xbf", "改行で終わっていません"),
    "blank lines only": ("jp_pbx", b"\r\n\r\n", "必要な列がありません"),
    "UTF-16": ("jp_pbx", log(GOOD).decode("utf-8-sig").encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": ("jp_pbx", log(GOOD).decode("utf-8-sig").encode("utf-16-le"), "NUL"),
    "NUL": ("jp_pbx", log(GOOD).replace(b"C00001", b"C0\x00001"), "NUL"),
    "workbook": ("jp_pbx", workbook(), "Excel"),
    "old workbook": ("jp_pbx", b"\xd0\xcf\x11\xe0" + b"\x01" * 600, "Excel"),
    "zip": ("jp_pbx", archive(), "ZIP"),
    "gzip": ("jp_pbx", gzip.compress(log(GOOD)), "圧縮されたファイル"),
    "cut off in a line": ("jp_pbx", log(GOOD)[:-2], "途中で切れている"),
    "cut off in a letter": ("jp_pbx", log(GOOD)[:-7], "最後の文字が途中で切れています"),
    "cut off in a line that ends": ("jp_pbx", log(GOOD)[:-40] + b"\r\n", "途中で切れています"),
    "open quote": ("jp_pbx", log(GOOD).replace(b"C00002", b'"C00002'), "引用符"),
    "other delimiter": ("jp_pbx", log(GOOD).replace(b",", b";"), "セミコロン区切り"),
    "tabs": ("jp_pbx", log(GOOD).replace(b",", b"\t"), "タブ区切り"),
    "missing column": ("jp_pbx", log(GOOD, header=HEADER.replace("結果", "けっか")), "必要な列がありません: 結果"),
    "doubled column": ("jp_pbx", log(GOOD, header=HEADER.replace("着信番号", "結果")), "同じ名前の列"),
    "huge line": ("jp_pbx", log(GOOD) + b"x" * 300_000 + b"\n", "1行が長すぎます"),
    "a million columns": ("jp_pbx", b"," * 1_000_000 + b"\n", "1行が長すぎます"),
    "other encoding": ("jp_pbx", log(GOOD, "euc-jp"), "文字コード"),
    "two marks": ("jp_pbx", b"\xef\xbb\xbf" + log(GOOD), "BOM"),
    "picture": ("jp_pbx", b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 9, "文字"),
    "web page": ("jp_pbx", b"<!DOCTYPE html><html><body>Error</body></html>\n", "必要な列がありません"),
    "table of another system": ("anonymous_bank", log(GOOD), "区切り文字が形式と異なります"),
    "queue log with binary": ("asterisk_queue_log", QUEUE_LOG + b"\x00\x01\xff\n", "NUL"),
    "queue log cut off": ("asterisk_queue_log", QUEUE_LOG[:-5], "途中で切れている"),
    "queue log in no encoding": ("asterisk_queue_log", QUEUE_LOG + b"\x81\xff\n", "文字コード"),
    "JSON cut off": ("amazon_connect", json.dumps([CONTACT]).encode()[:-9], "途中で切れています"),
    "JSON without records": ("amazon_connect", b'{"calls": []}', "ContactId"),
    "JSON of numbers": ("amazon_connect", b"[1, 2, 3]", "ContactId"),
    "no JSON": ("amazon_connect", log(GOOD), "JSONとして読めません"),
    "JSON without end": ("amazon_connect", b'{"a":' * 50_000, "JSON"),
}

REJECTED = {
    "31 February": ("jp_pbx", row(9, "2025/02/31 10:00:00"), "日時として読めません"),
    "year 1": ("jp_pbx", row(9, "0001/01/01 00:00:00"), "日時として読めません"),
    "year 10000": ("jp_pbx", row(9, "10000/01/01 00:00:00"), "日時として読めません"),
    "tomorrow and later": ("jp_pbx", row(9, "2099/01/01 00:00:00"), "取り込みの日時より先"),
    "25 o'clock": ("jp_pbx", row(9, "2025/06/02 25:00:00"), "日時として読めません"),
    "negative seconds": ("jp_pbx", row(9, wait=-1), "秒数ではありません"),
    "seconds in words": ("jp_pbx", row(9).replace(",0,0,放棄", ",一分,0,放棄"), "秒数ではありません"),
    "digits of other scripts": ("jp_pbx", row(9).replace(",0,0,放棄", ",²,0,放棄"), "秒数ではありません"),
    "My Number": ("jp_pbx", row(9, operator=MY_NUMBER), "個人番号"),
    "My Number as the caller": ("jp_pbx", row(9, caller=MY_NUMBER), "個人番号"),
    "formula": ("jp_pbx", row(9, operator="=cmd|'/C calc'!A0"), "計算式"),
    "formula as id": ("jp_pbx", row(9).replace("C00009", "@SUM(1)"), "計算式"),
    "control characters": ("jp_pbx", row(9, operator="O\x07P"), "使えない文字"),
    "end before the beginning": ("jp_pbx", row(9, ended="2025/06/01 10:00:00"), "終了日時が着信日時より前"),
    "control characters as the result": ("jp_pbx", row(9, result="応\x07答"), "登録されていません"),
    "number as the result": ("jp_pbx", row(9, result="090-1234-5678"), "結果の語は形式に登録されていません"),
    "unknown word": ("jp_pbx", row(9, result="なぞ"), "登録されていません"),
    "one cell too many": ("jp_pbx", row(9) + ",", "列の数"),
    "very long cell": ("jp_pbx", row(9, operator="長" * 300), "長すぎます"),
    "epoch in words": ("asterisk_queue_log", "now|1.1|q|NONE|ENTERQUEUE", "「日時」"),
    "epoch below zero": ("asterisk_queue_log", "-5|1.1|q|NONE|ENTERQUEUE", "「日時」"),
    "half a line": ("asterisk_queue_log", "1748826000|1.1|q", "項目が足りません"),
    "time without a zone": (
        "amazon_connect",
        json.dumps(CONTACT | {"ContactId": "b", "InitiationTimestamp": "2025-06-02T01:00:00"}),
        "時間帯",
    ),
    "record without an id": ("amazon_connect", '{"some": "thing"}', "コンタクトの記録"),
}


def with_good_rows(profile, line):
    """A file in which the bad row stands among good ones."""
    good = {
        "jp_pbx": lambda: log([GOOD[0], line, GOOD[1]]),
        "asterisk_queue_log": lambda: QUEUE_LOG + line.encode() + b"\n" + QUEUE_LOG.replace(b"1.1", b"2.2"),
        "amazon_connect": lambda: "\n".join(
            [json.dumps(CONTACT), line, json.dumps(CONTACT | {"ContactId": "c"})]
        ).encode(),
    }
    return good[profile]()


def nothing_but_runs():
    return not any(model.objects.exists() for model in (Call, AgentEvent, RejectedRow))


def post(client, profile, content, **more):
    data = {"profile": CallProfile.objects.get(code=profile).pk, "encoding": ""} | more
    return client.post(reverse("callcenter:import"), data | {"file": SimpleUploadedFile("log", content)}, follow=True)


def test_there_are_enough_bad_files():
    assert len(REFUSED) >= 20
    assert len(REJECTED) >= 20


@pytest.mark.parametrize("name", REFUSED)
def test_bad_file_changes_nothing_and_says_why_on_the_page(client_of, name):
    profile, content, words = REFUSED[name]
    client = client_of("cc_leader")
    preview = post(client, profile, content, preview="1")
    assert preview.status_code == 200
    assert words in preview.content.decode()
    assert not CallImport.objects.exists()
    page = post(client, profile, content)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert "このファイルは取り込んでいません。" in page.content.decode()
    assert CallImport.objects.get().state == ImportState.REFUSED
    assert nothing_but_runs()


@pytest.mark.parametrize("name", REFUSED)
def test_bad_file_changes_nothing_and_says_why_by_command(tmp_path, name):
    profile, content, words = REFUSED[name]
    path = tmp_path / "log"
    path.write_bytes(content)
    out = StringIO()
    with pytest.raises(CommandError, match="取り込みませんでした") as caught:
        call_command("import_calls", str(path), "--profile", profile, "--json", stdout=out)
    assert words in str(caught.value)
    answer = json.loads(out.getvalue())
    assert (answer["state"], answer["read"]) == ("refused", 0)
    assert words in answer["reason"]
    assert nothing_but_runs()


@pytest.mark.parametrize("name", REJECTED)
def test_bad_row_is_rejected_alone_on_the_page(client_of, name):
    profile, line, words = REJECTED[name]
    client, content = client_of("cc_leader"), with_good_rows(profile, line)
    preview = post(client, profile, content, preview="1").content.decode()
    page = post(client, profile, content).content.decode()
    run = CallImport.objects.get()
    assert (run.state, run.new, run.rejected) == (ImportState.TAKEN, 2, 1)
    assert words in RejectedRow.objects.get().reason
    for shown in (preview, page):
        assert words in shown
        assert MY_NUMBER not in shown
        assert "09000000001" not in shown
    assert MY_NUMBER not in str(RejectedRow.objects.get().cells)


@pytest.mark.parametrize("name", REJECTED)
def test_bad_row_is_rejected_alone_by_command(tmp_path, name):
    profile, line, words = REJECTED[name]
    path, out = tmp_path / "log", StringIO()
    path.write_bytes(with_good_rows(profile, line))
    call_command("import_calls", str(path), "--profile", profile, "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert (answer["state"], answer["new"], answer["rejected"]) == ("taken", 2, 1)
    assert words in answer["rejected_rows"][0]["reason"]


@pytest.mark.parametrize("name", ["x" * 3_000, MY_NUMBER, "0\x07"])
def test_reason_repeats_no_column_name_that_may_not_be_kept(name):
    header, long = HEADER + "," + name, "長" * 300
    run = take(log([row(1) + "," + long, row(2) + ","], header=header)).run
    assert (run.new, run.rejected) == (1, 1)
    assert RejectedRow.objects.get().reason == "「11列目」が長すぎます（上限200文字）。"


def test_header_alone_is_a_file_of_no_calls():
    run = take(log([])).run
    assert (run.state, run.read) == (ImportState.TAKEN, 0)
    assert nothing_but_runs()


def test_mixed_line_ends_are_read_as_they_are_meant():
    content = log(GOOD).replace(b"\r\n", b"\n", 2) + b"\n\r\n"
    assert take(content).run.new == 2
