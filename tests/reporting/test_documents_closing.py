"""Every report, in both forms: what it ends with, its typefaces, and that a file opens without being repaired."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from apps.accounts.enums import Role
from apps.reporting import files
from apps.reporting.content import collect
from apps.reporting.documents import pdf
from apps.reporting.documents.call_monthly import title as call_title
from apps.reporting.enums import ReportKind
from apps.reporting.periods import Period, parse_period
from tests.outreach.factories import NOW

from .conftest import JUNE
from .factories import MADE_AT, MONDAY, PERIOD_TEXTS, make_counter_day
from .test_counter_monthly import hold_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
GUARD = {"rules_version": 4, "texts": 17, "withheld": 2, "hits": 1, "refused": 0, "confirmed_by": "統括責任者"}
REVISION = {
    "number": 2,
    "reason": "本庁舎の受付を1件直しました。",
    "differences": [["川越市役所 本庁舎1階 受付", 3, 4], ["合計 受付", 3, 4], ["連絡事項", "", "=1+1"]],
    "because": [{"label": "受付 第4番", "what": "取消し", "when": "2025-07-02 09:10", "by": "現場責任者"}],
}
MANY_LINES = "a\n" * 99
IMPROVEMENT = {"improvement": 1, "noted_on": "2025-06-02", "what": MANY_LINES, "done_on": None, "effect": MANY_LINES}
ORDER = {
    "item": "外国語の通話", "wish": MANY_LINES, "answer": MANY_LINES, "ordered_on": "2025-06-02", "answered_on": None,
    "table": [],
}  # fmt: skip
OF_A_KIND = {
    ReportKind.CALL_MONTHLY: {"cause", "measure", "what", "effect", "answer"},
    ReportKind.COUNTER_DAILY: {"situation", "response"},
    ReportKind.COUNTER_MONTHLY: {"situation", "response"},
    ReportKind.OUTREACH_MONTHLY: {"situation", "visit_report", "incomplete_reason"},
}
ALL_KINDS = pytest.mark.parametrize("kind", ReportKind)


def content_of(kind: ReportKind) -> dict:
    return collect(kind, parse_period(kind, PERIOD_TEXTS[kind.span]), made_on=date(2025, 7, 1))


def opened(content: dict):
    return load_workbook(io.BytesIO(files.build(content, "xlsx", MADE_AT)))


def rows_of(sheet: Worksheet) -> list[list[object]]:
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def pdf_of(content: dict, tmp_path, *command: str) -> str:
    if not shutil.which(command[0]):
        pytest.fail(f"{command[0]} が見つかりません。apt-get install poppler-utils を実行してください。", pytrace=False)
    path, to_the_pipe = tmp_path / "report.pdf", ["-"] if command[0] == "pdftotext" else []
    path.write_bytes(files.build(content, "pdf", MADE_AT))
    return subprocess.run([*command, path, *to_the_pipe], check=True, capture_output=True, text=True).stdout


def pdf_text(content: dict, tmp_path) -> str:
    return re.sub(r"\s+", " ", pdf_of(content, tmp_path, "pdftotext", "-layout"))


# --- what every report ends with ----------------------------------------------------------------------------------


@ALL_KINDS
def test_last_sheet_and_last_page_say_what_the_texts_were_checked_for(kind, tmp_path):
    content = {**content_of(kind), "guard": GUARD}
    book = opened(content)
    assert book.sheetnames[-1] == "点検"
    rows = rows_of(book["点検"])
    assert ["点検した文章の数", 17] in rows
    assert ["伏せた文章の数", 2] in rows
    assert ["個人情報の疑い", 1] in rows
    assert ["うちマイナンバーの疑い", 0] in rows
    assert ["個人情報の点検の規則", "第4版"] in rows
    assert ["疑いのある箇所を確認した者", "統括責任者"] in rows
    words = next(row for row in rows if row[0] == "用語の定義")
    assert words[1].startswith(f"第{content['definitions_version']}版")
    assert ["作成日時", "令和7年7月1日 5時30分（2025-07-01T05:30+09:00）"] in rows
    told = pdf_text(content, tmp_path).partition("個人情報の点検の規則 第4版")[2]
    assert "点検した文章の数 17 伏せた文章の数 2 個人情報の疑い 1" in told


@ALL_KINDS
def test_next_revision_says_before_that_how_it_differs_and_why(kind, tmp_path):
    content = {**content_of(kind), "guard": GUARD, "revision": REVISION}
    book = opened(content)
    assert book.sheetnames[-4:] == ["前の版との違い", "変わった数値と文章", "もとになった記録", "点検"]
    rows = [row for name in book.sheetnames[-4:] for row in rows_of(book[name])]
    assert ["川越市役所 本庁舎1階 受付", 3, 4] in rows
    assert ["連絡事項", "=1+1"] in rows
    assert ["受付 第4番", "取消し", "2025-07-02 09:10　現場責任者"] in rows
    assert ["作り直した理由", "本庁舎の受付を1件直しました。"] in rows
    text = pdf_text(content, tmp_path)
    assert (
        text.index("前の版との違い（第2版）")
        < text.index("受付 第4番")
        < text.index("点検（個人情報を含まないことの確認）")
    )


@ALL_KINDS
def test_content_without_an_attestation_prints_dashes_and_the_first_revision_no_differences(kind):
    book = opened({**content_of(kind), "revision": {"number": 1, "reason": "", "differences": []}})
    assert "前の版との違い" not in book.sheetnames
    rows = rows_of(book["点検"])
    assert ["点検した文章の数", "—"] in rows
    assert ["疑いのある箇所を確認した者", "—"] in rows


# --- workbooks that open without being repaired ---------------------------------------------------------------------


@ALL_KINDS
def test_workbook_has_nothing_that_excel_repairs(kind, user_of):
    make_counter_day(user_of(Role.SITE_LEADER), trouble="=1+1\n" + "長い話です。" * 160)
    made = files.build({**content_of(kind), "guard": GUARD, "revision": REVISION}, "xlsx", MADE_AT)
    book = load_workbook(io.BytesIO(made))
    for sheet in book:
        assert len(sheet.title) <= 31
        merged = [{(row, column) for row, column in cells.cells} for cells in sheet.merged_cells.ranges]
        assert sum(map(len, merged)) == len(set().union(*merged))
        assert all((each.height or 0) <= 409 for each in sheet.row_dimensions.values())
        assert len(str(sheet.oddFooter)) <= 255
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type in "fe"]
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        names = parts.namelist()
    assert len(set(names)) == len(names)


@ALL_KINDS
def test_every_sheet_is_made_for_a4_and_a_lone_table_keeps_its_labels_in_sight(kind):
    book = opened({**content_of(kind), "guard": GUARD})
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert not (sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.row_breaks.brk)
    attestation = book["点検"]
    assert (attestation.freeze_panes, attestation.print_title_rows) == ("A4", "$3:$3")
    assert attestation["A3"].value == "項目"


@ALL_KINDS
def test_head_says_the_days_in_both_calendars(kind, tmp_path):
    content = content_of(kind)
    front = opened(content).worksheets[0]
    said = " ".join(str(value) for row in front.iter_rows(max_row=3, values_only=True) for value in row if value)
    assert "作成日　令和7年7月1日（2025-07-01）" in said
    assert re.search(r"令和\d年", front["A3"].value)
    assert re.search(r"\d{4}-\d\d", front["A3"].value)
    assert "作成日 令和7年7月1日（2025-07-01）" in pdf_text(content, tmp_path)


# --- typefaces ------------------------------------------------------------------------------------------------------


@ALL_KINDS
def test_pdf_carries_every_typeface_that_it_uses(kind, tmp_path):
    content = {**content_of(kind), "remarks": "𠮷田町の髙﨑"}
    lines = pdf_of(content, tmp_path, "pdffonts").splitlines()[2:]
    assert lines
    assert all(re.search(r"TrueType\s+\S+\s+yes yes yes", line) for line in lines), lines
    assert {line.split("+")[1].split()[0] for line in lines} == {
        "BIZUDPGothic-Regular", "BIZUDPGothic-Bold", "NotoSansJP-Regular",
    }  # fmt: skip
    assert "𠮷田町の髙﨑" in pdf_text(content, tmp_path)


def test_characters_that_the_typeface_lacks_come_from_another_in_the_same_weight():
    assert pdf.runs("髙﨑𠮷田") == [("髙﨑", "BIZUDPGothic"), ("𠮷", "NotoSansJP"), ("田", "BIZUDPGothic")]
    assert pdf.runs("𠮷", pdf.BOLD) == [("𠮷", "NotoSansJP-Bold")]
    assert pdf.printable("<𠮷>", bold=True) == '&lt;<font name="NotoSansJP-Bold">𠮷</font>&gt;'


def test_characters_without_any_glyph_print_as_a_mark_and_not_as_nothing():
    assert pdf.drawable("髙﨑𠮷田辻\U000e0100") == "髙﨑𠮷田辻"
    assert pdf.drawable("架空の\U00020bb8園🙂") == "架空の〓園〓"


# --- long texts -----------------------------------------------------------------------------------------------------


def test_text_longer_than_a_page_goes_over_pages_whole(tmp_path):
    words = "".join(f"第{number}の話は𠮷田町のことです。" + "\n" * (number % 9 == 0) for number in range(500))
    content = {**content_of(ReportKind.COUNTER_DAILY), "remarks": words}
    text = pdf_of(content, tmp_path, "pdftotext", "-layout")
    without_foot = re.sub(r"^.*ページ\f?$", "", text, flags=re.MULTILINE)
    assert re.sub(r"\s", "", words) in re.sub(r"\s", "", without_foot)
    assert "1 / " in text


WORDS = {
    "remarks", "cause", "measure", "situation", "response", "visit_report", "incomplete_reason", "what", "effect",
    "wish", "answer",
}  # fmt: skip
"""Where a content has what people wrote in a box of many lines."""


def with_many_lines(part, name=""):
    """The content with as many lines in each of its texts as a page does not hold."""
    if isinstance(part, dict):
        return {key: with_many_lines(inner, key) for key, inner in part.items()}
    if isinstance(part, list | tuple):
        return [with_many_lines(inner, name) for inner in part]
    return MANY_LINES if name in WORDS and isinstance(part, str) else part


def texts_named(part, name=""):
    if isinstance(part, dict):
        return {found for key, inner in part.items() for found in texts_named(inner, key)}
    if isinstance(part, list | tuple):
        return {found for inner in part for found in texts_named(inner, name)}
    return {name} if part == MANY_LINES else set()


@ALL_KINDS
@pytest.mark.parametrize("form", files.FORMATS)
def test_text_of_more_lines_than_a_page_holds_is_printed_wherever_it_stands(kind, form, user_of, time_machine):
    time_machine.move_to(NOW, tick=False)
    make_counter_day(user_of(Role.SITE_LEADER), trouble="待ち時間が長い。")
    hold_visit()
    content = with_many_lines({**content_of(kind), "guard": GUARD})
    if kind == ReportKind.CALL_MONTHLY:
        content |= {"cause": MANY_LINES, "measure": MANY_LINES, "improvements": [IMPROVEMENT], "orders": [ORDER]}
    if kind == ReportKind.COUNTER_MONTHLY:
        trouble = {"date": "2025-06-02", "place": "駅前", "time": "09:00"}
        content["trouble_texts"] = [trouble | {"situation": MANY_LINES, "response": MANY_LINES}]
    content["revision"] = {
        **REVISION, "reason": MANY_LINES, "differences": [["連絡事項", MANY_LINES, None], ["所見", 1, MANY_LINES]],
    }  # fmt: skip
    assert texts_named(content) >= {"remarks", "reason", *OF_A_KIND.get(kind, ())}
    made = files.build(content, form, MADE_AT)
    if form == "xlsx":
        rows = [row for sheet in load_workbook(io.BytesIO(made)) for row in rows_of(sheet)]
        assert ["作り直した理由", MANY_LINES] in rows
    else:
        assert len(re.findall(rb"/Type /Page\b", made)) > 4


def test_blank_lines_between_two_pages_are_left_out(tmp_path):
    content = {**content_of(ReportKind.COUNTER_DAILY), "remarks": "初め\n" + "\u3000\n" * 199 + "終わり"}
    assert "終わり" in pdf_text(content, tmp_path)


def test_long_table_repeats_its_head_on_every_page_and_its_notes_stay_with_its_last_rows(tmp_path):
    days = [{"date": f"2025-06-{day:02}", "state": "提出済", "revision": 1, "sha256": "0" * 64} for day in range(1, 31)]
    content = {**content_of(ReportKind.COUNTER_MONTHLY), "days": [day for day in days for _ in range(3)]}
    pages = [page for page in pdf_of(content, tmp_path, "pdftotext", "-layout").split("\f") if "0" * 64 in page]
    assert len(pages) > 3
    assert all("ハッシュ値 SHA-256" in page for page in pages)
    assert "日報が提出されていない日" in pages[-1]


def test_title_of_the_months_report_stays_short_at_the_foot():
    content = collect(ReportKind.CALL_MONTHLY, Period(*JUNE), made_on=MONDAY)
    assert call_title(content) == "コールセンター応答状況報告書　令和7年6月分"


def test_row_that_fits_a_page_is_not_divided_and_no_head_stands_in_the_middle(tmp_path):
    content = content_of(ReportKind.COUNTER_DAILY)
    trouble = {"time": "09:07", "situation": "列が延びました。" * 45, "response": "椅子をすすめました。"}
    content["sites"][0]["trouble_texts"] = [trouble] * 20
    pages = pdf_of(content, tmp_path, "pdftotext", "-layout").split("\f")
    heads = [len(re.findall(r"窓口\s+時刻\s+状況\s+対応", page)) for page in pages]
    assert max(heads) == 1
    assert sum(heads) > 4
    rows = [page.count("09:07") for page in pages]
    assert sum(rows) == 20
    shown = [re.sub(r"\s", "", page).count("椅子をすすめました。") for page in pages]
    assert shown == rows


def test_row_longer_than_a_page_begins_below_a_heading_and_goes_on_below_its_head(tmp_path):
    content = content_of(ReportKind.COUNTER_DAILY)
    words = "".join(f"第{number}の話です。" for number in range(300))
    content["sites"][0]["trouble_texts"] = [{"time": "09:07", "situation": words, "response": "対応しました。"}]
    pages = pdf_of(content, tmp_path, "pdftotext", "-layout").split("\f")
    heads = [len(re.findall(r"窓口\s+時刻\s+状況\s+対応", page)) for page in pages]
    assert max(heads) == 1
    first = next(page for page, count in zip(pages, heads, strict=True) if count)
    assert "トラブル・困難事例（状況と対応）" in first
    assert "第0の話です。" in first
    assert "第299の話です。" in "".join(pages)


# --- what a file says of itself -------------------------------------------------------------------------------------


@ALL_KINDS
def test_pdf_names_the_contractor_its_date_and_language_and_has_a_list_of_contents(kind, tmp_path):
    content = content_of(kind)
    told = pdf_of(content, tmp_path, "pdfinfo", "-isodates")
    said = {name: value.strip() for name, _, value in (line.partition(":") for line in told.splitlines())}
    assert {said[name] for name in ("Author", "Creator", "Producer")} == {content["contractor"]}
    assert said["CreationDate"] == said["ModDate"] == "2025-07-01T05:30:00+09"
    made = (tmp_path / "report.pdf").read_bytes()
    assert b"/Lang (ja-JP)" in made
    marks = re.findall(rb"/Dest \[ (\d+) 0 R", made)
    assert len(marks) >= 2
    assert len(set(marks)) >= min(2, int(said["Pages"]))


@ALL_KINDS
def test_whoever_signs_has_room_for_it_in_both_files(kind, tmp_path):
    content = content_of(kind)
    signers = ("運営責任者",) if kind == ReportKind.COUNTER_DAILY else ("受託者 統括責任者", "市 確認")
    text, cells = pdf_text(content, tmp_path), [row for sheet in opened(content) for row in rows_of(sheet)]
    for signer in signers:
        assert signer in text
        assert any(signer in str(value) for row in cells for value in row)
