"""Files opened again: every figure where it belongs, text never a formula, the same bytes for the same content."""

import io
import re
import shutil
import subprocess
from datetime import date, datetime, timedelta

import pytest
from openpyxl import load_workbook

from apps.accounts.enums import Role
from apps.core.clock import JST
from apps.counters.models import Trouble
from apps.reporting import attestation, files
from apps.reporting.comparison import differences, leaves
from apps.reporting.content import collect
from apps.reporting.documents.call_monthly import MEASURES
from apps.reporting.documents.counter_daily import COLUMNS
from apps.reporting.enums import ReportKind
from apps.reporting.figures.counters import counter_day, counter_days
from apps.reporting.periods import Period, parse_period
from tests.callcenter.factories import answered, log, make_inquiry, row, take

from .conftest import JUNE
from .factories import MADE_AT, MONDAY, PERIOD_TEXTS, make_counter_day

pytestmark = pytest.mark.usefixtures("masters")
FORMULA_STARTS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1")


@pytest.fixture
def call_content():
    take(
        log(
            [
                answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00"),
                row(2, "2025/06/02 09:10:00", ended="2025/06/02 09:10:05"),
                row(3, "2025/06/02 17:14:59", result="溢れ", ended="2025/06/02 17:16:00"),
                row(4, "2025/06/30 18:00:00", ended="2025/06/30 18:00:20"),
                row(5, "2025/06/07 10:00:00", ended="2025/06/07 10:00:20"),  # Saturday
            ]
        )
    )
    return collect(ReportKind.CALL_MONTHLY, Period(*JUNE), made_on=date(2025, 7, 1))


def opened(content):
    return load_workbook(io.BytesIO(files.build(content, "xlsx", MADE_AT)))


def pdf_text(content, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.fail("pdftotext が見つかりません。apt-get install poppler-utils を実行してください。", pytrace=False)
    path = tmp_path / "report.pdf"
    path.write_bytes(files.build(content, "pdf", MADE_AT))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    return re.sub(r"\s+", " ", text)


def test_workbook_holds_every_cell_of_the_grid(call_content):
    sheet = opened(call_content)["日別×時間帯"]
    header = [cell.value for cell in sheet[3]]
    for index, day in enumerate(call_content["days"]):
        top = 5 + 4 * index
        assert sheet.cell(top, 1).value.date() == date.fromisoformat(day["date"])
        for offset, (key, name) in enumerate(MEASURES):
            assert sheet.cell(top + offset, 2).value == name
            for cell in (cell for cell in call_content["grid"] if cell["date"] == day["date"]):
                assert sheet.cell(top + offset, header.index(f"{cell['hour']}時台") + 1).value == cell[key]
            assert sheet.cell(top + offset, header.index("計") + 1).value == day[key]
    bottom = 5 + 4 * len(call_content["days"])
    assert [sheet.cell(bottom + n, header.index("計") + 1).value for n in range(4)] == [3, 1, 1, 1]
    assert "閉所日に届いた1件" in sheet.cell(bottom + 5, 1).value


def test_workbook_says_rate_target_and_verdict_as_numbers_and_words(call_content):
    sheet = opened(call_content)["概要"]
    assert (sheet["A11"].value, sheet["C11"].value, sheet["E11"].value) == (33.3, 90, "未達")
    assert [sheet.cell(16 + n, 2).value for n in range(6)] == [3, 1, 1, 1, 1, 2]
    assert sheet["B5"].value == "川越市マイナンバーカード申請サポート・コールセンター運営等業務委託"
    assert sheet["B6"].value == "川越市"


def test_month_without_calls_prints_a_dash():
    content = collect(ReportKind.CALL_MONTHLY, Period(*JUNE), made_on=date(2025, 7, 1))
    sheet = opened(content)["概要"]
    assert (sheet["A11"].value, sheet["E11"].value) == ("—", "—（着信なし）")


def test_sheets_print_on_a4_with_page_numbers_and_repeated_headers(call_content):
    book = opened(call_content)
    assert book.sheetnames[:6] == ["概要", "用語の定義", "分析", "改善", "日別×時間帯", "グラフ"]
    assert book.sheetnames[6:] == ["通話記録", "予約", "配置", "問合せ", "曜日", "推移", "分類別推移", "点検"]
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert "&P / &N ページ" in sheet.oddFooter.right.text
    grid = book["日別×時間帯"]
    assert (grid.page_setup.orientation, grid.print_title_rows, grid.freeze_panes) == ("landscape", "$3:$4", "C5")


def test_merged_cells_are_boxed_on_every_side():
    sheet = opened(collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY))["日報"]
    assert {"A10:A11", "E10:H10"} <= {str(merged) for merged in sheet.merged_cells.ranges}
    corners = [sheet["E10"].border.left, sheet["E10"].border.top, sheet["H10"].border.right, sheet["H10"].border.bottom]
    assert [side.style for side in corners] == ["thin"] * 4


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_text_is_never_a_formula(call_content, start, user_of):
    book = opened({**call_content, "remarks": start, "client": start})
    assert not [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type in "fe"]
    assert book["概要"]["B6"].value == start
    make_counter_day(user_of(Role.SITE_LEADER), trouble=start)
    book = opened(collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY))
    cells = [cell for line in book["日報"].iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type in "fe"]
    assert start in [cell.value for cell in cells]


@pytest.mark.parametrize("form", files.FORMATS)
def test_same_content_is_the_same_bytes_and_other_content_is_not(call_content, form):
    first = files.build(call_content, form, MADE_AT)
    assert files.build(call_content, form, MADE_AT) == first
    assert files.build({**call_content, "remarks": "あ"}, form, MADE_AT) != first


def test_pdf_says_the_same(call_content, tmp_path):
    text = pdf_text(call_content, tmp_path)
    for part in (
        "コールセンター応答状況報告書",
        "令和7年6月分",
        "33.3 %",
        "90 % 以上",
        "未達",
        "1 / 10 ページ",
        "6/30（月）",
    ):
        assert part in text


def test_daily_report_counts_by_site_and_in_total(user_of, tmp_path):
    leader = user_of(Role.SITE_LEADER)
    make_counter_day(leader, trouble="受付の列が延びた。")
    make_counter_day(leader, site="station", day=MONDAY)
    make_counter_day(leader, day=MONDAY + timedelta(days=1))  # another day
    honcho = counter_day("honcho", MONDAY)
    assert [honcho[key] for key, _ in COLUMNS] == [3, 1, 2, 1, 0, 1, 0, 0, 1, 0, 1]
    content = collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY)
    assert [content["total"][key] for key, _ in COLUMNS] == [6, 2, 4, 2, 0, 2, 0, 0, 2, 0, 1]
    sheet = opened(content)["日報"]
    found = {sheet.cell(line, 1).value: [cell.value for cell in sheet[line][2:13]] for line in range(12, 19)}
    assert found["合計"] == [content["total"][key] for key, _ in COLUMNS]
    for site in content["sites"]:
        assert found[site["site_name"]] == [site[key] for key, _ in COLUMNS]
    assert "受付の列が延びた。" in pdf_text(content, tmp_path)


def test_trouble_written_on_a_later_day_says_on_which(user_of, tmp_path):
    make_counter_day(user_of(Role.SITE_LEADER), trouble="受付の列が延びた。")
    entered = datetime(2025, 6, 5, 7, 38, tzinfo=JST)
    Trouble.objects.update(recorded_at=entered)
    content = collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY)
    assert "6/5 07:38 記入" in [cell.value for line in opened(content)["日報"].iter_rows() for cell in line]
    assert "6/5 07:38" in pdf_text(content, tmp_path)
    Trouble.objects.update(recorded_at=entered.replace(day=2))
    assert counter_day("honcho", MONDAY)["trouble_texts"][0]["time"] == "07:38"


def test_site_that_does_not_exist_has_no_day():
    with pytest.raises(LookupError):
        counter_day("nowhere", MONDAY)


def test_daily_figures_take_the_same_queries_for_one_trouble_and_for_many(user_of, django_assert_num_queries):
    leader = user_of(Role.SITE_LEADER)
    make_counter_day(leader, trouble="一件目。")
    with django_assert_num_queries(12):
        counter_days(MONDAY)
    for site in ("takashina", "ohigashi", "station"):
        make_counter_day(leader, site=site, trouble="もう一件。")
    with django_assert_num_queries(12):
        counter_days(MONDAY)


def test_texts_that_look_personal_are_found_with_their_place_and_not_repeated(user_of):
    make_counter_day(user_of(Role.SITE_LEADER), trouble="連絡先は 090-1234-5678 とのこと。")
    content = collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY)
    (place,) = attestation.places(content)
    assert place.sentence.startswith("川越市役所 本庁舎1階 トラブル・困難事例 1件目 09:00 状況の6文字目")
    assert "5678" not in place.sentence
    assert not place.is_refused


def test_differences_name_the_figure_and_both_values(call_content):
    changed = {**call_content, "made_on": "2025-08-01", "summary": {**call_content["summary"], "answered": 2}}
    assert differences(call_content, changed) == [("月の集計 応答", 1, 2)]
    summary = {**call_content["summary"], "meets_90": True}
    assert differences(call_content, {**call_content, "summary": summary}) == [("月の集計 目標の判定", "未達", "達成")]
    day, *others = call_content["grid"]
    changed = {**call_content, "grid": [{**day, "answered": 7}, *others]}
    assert differences(call_content, changed) == [("6/2（月） 8時台 応答", 0, 7)]


def test_differences_of_a_day_name_the_counter_and_the_trouble(user_of):
    make_counter_day(user_of(Role.SITE_LEADER))
    before = collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY)
    make_counter_day(user_of(Role.SITE_LEADER), site="station", trouble="列が延びた。")
    after = collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY)
    found = {place: (old, new) for place, old, new in differences(before, after)}
    assert found["合計 トラブル件数"] == (0, 1)
    station = after["sites"][-1]["site_name"]
    assert found[f"{station} トラブル・困難事例 1件目 状況"] == (None, "列が延びた。")
    assert found[f"{station} 申請支援 ア"] == (0, 1)


@pytest.mark.parametrize("kind", ReportKind)
def test_every_place_of_a_report_is_named_in_japanese_and_only_once(kind, call_content, user_of):
    make_counter_day(user_of(Role.SITE_LEADER), trouble="列が延びた。")
    make_inquiry(user_of(Role.OPERATOR), at=datetime(2025, 6, 2, 9, 5, tzinfo=JST))
    period = parse_period(kind, PERIOD_TEXTS[kind.span])
    places = [place for place, _ in leaves(collect(kind, period, made_on=MONDAY))]
    forms = re.compile("（[^）]*）")  # a file is named with its form: Excel（xlsx）
    assert [place for place in places if re.search("[a-z_]", forms.sub("", place).replace("Excel", ""))] == []
    assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("call_monthly", "2025-13"),
        ("call_monthly", "2025-06-01"),
        ("counter_daily", "2025-06"),
        ("counter_daily", "2025-02-30"),
        ("counter_monthly", "2025-06-02"),
    ],
)
def test_period_of_the_wrong_form_is_refused_with_a_sentence(kind, text):
    with pytest.raises(ValueError, match=r"指定|正しく"):
        parse_period(kind, text)
