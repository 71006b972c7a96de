"""Workbooks as Excel insists on them: parts, relations, order of elements, styles, charts, and how a sheet prints."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from itertools import pairwise
from posixpath import dirname, join, normpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from openpyxl import load_workbook

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.reporting import files
from apps.reporting.content import collect
from apps.reporting.documents import excel_charts, printing, workbook
from apps.reporting.documents.sheets import Paper, Section, Table
from apps.reporting.enums import DataForm, ReportKind
from apps.reporting.full_records import write_records
from apps.reporting.periods import Period, parse_period
from tests.callcenter.call_rows import mixed, save_calls
from tests.callcenter.factories import make_inquiry

from .conftest import JUNE
from .factories import MADE_AT, PERIOD_TEXTS, make_counter_day
from .test_documents_closing import GUARD, REVISION

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
ALL_KINDS = pytest.mark.parametrize("kind", ReportKind)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/"
CORE = "{http://purl.org/dc/elements/1.1/}"
BUILT_IN_FORMATS = 164
PAPER_A4 = "9"
PAPER = Paper("報告書", "", "")

AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr "
    "txPr crossAx crosses crossesAt"
)
SERIES = "idx order tx spPr"
SEQUENCES = {
    f"{MAIN}worksheet": (
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetProtection autoFilter mergeCells "
        "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks "
        "colBreaks drawing legacyDrawing tableParts"
    ),
    f"{MAIN}sheetView": "pane selection",
    f"{MAIN}workbook": "fileVersion workbookPr workbookProtection bookViews sheets definedNames calcPr",
    f"{MAIN}styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors",
    f"{MAIN}border": "start end left right top bottom diagonal",
    f"{CHART}chartSpace": "date1904 lang roundedCorners style clrMapOvr chart spPr txPr printSettings",
    f"{CHART}chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    f"{CHART}title": "tx layout overlay spPr txPr",
    f"{CHART}legend": "legendPos legendEntry layout overlay spPr txPr",
    f"{CHART}manualLayout": "layoutTarget xMode yMode wMode hMode x y w h",
    f"{CHART}barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    f"{CHART}lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    f"{CHART}ser": f"{SERIES} invertIfNegative marker pictureOptions dPt dLbls trendline errBars cat val smooth shape",
    f"{CHART}marker": "symbol size spPr",
    f"{CHART}scaling": "logBase orientation max min",
    f"{CHART}strRef": "f strCache",
    f"{CHART}numRef": "f numCache",
    f"{CHART}strCache": "ptCount pt",
    f"{CHART}numCache": "formatCode ptCount pt",
    f"{CHART}catAx": f"{AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    f"{CHART}valAx": f"{AXIS} crossBetween majorUnit minorUnit dispUnits",
}
"""The order in which the format's schema has the children of an element (ISO/IEC 29500-1, transitional)."""


class Package:
    """A workbook's parts; reading one proves that it is well-formed, so that it has no forbidden characters either."""

    def __init__(self, made: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(made))
        self.names = self.zip.namelist()

    @cached_property
    def parts(self) -> Mapping[str, Element]:
        return {name: ElementTree.fromstring(self.zip.read(name)) for name in self.names}

    def under(self, folder: str) -> list[str]:
        return [name for name in self.names if name.startswith(f"{folder}/") and "_rels" not in name]

    @cached_property
    def sheets(self) -> list[Element]:
        """In the order of the tabs."""
        targets = self.relations("xl/workbook.xml")
        return [
            self.parts[targets[sheet.get(f"{REL}id")]] for sheet in self.parts["xl/workbook.xml"].iter(f"{MAIN}sheet")
        ]

    def relations(self, name: str) -> dict[str, str]:
        """What the ids of a part lead to."""
        place = join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels")
        if place not in self.parts:
            return {}
        found = list(self.parts[place])
        assert {each.get("TargetMode", "Internal") for each in found} <= {"Internal"}, "nothing leads out of the file"
        ids = [each.get("Id") for each in found]
        assert len(set(ids)) == len(ids)
        return {
            each.get("Id"): each.get("Target").lstrip("/")
            if each.get("Target").startswith("/")
            else normpath(join(dirname(name), each.get("Target")))
            for each in found
        }


def content_of(kind: ReportKind) -> dict:
    content = collect(kind, parse_period(kind, PERIOD_TEXTS[kind.span]), made_on=date(2025, 7, 1))
    return {**content, "guard": GUARD, "revision": REVISION, "remarks": "=1+1\n\t@髙﨑と𠮷田\x0b"}


@pytest.fixture
def some_work(user_of):
    save_calls([*mixed(12, 3), *mixed(3, 1, date(2025, 6, 30), "17:14:59")])
    make_inquiry(user_of(Role.OPERATOR))
    make_counter_day(user_of(Role.SITE_LEADER), trouble="+1 列が延びた。")


def assert_parts_are_known_and_found(package: Package) -> None:
    assert len(set(package.names)) == len(package.names)
    types = package.parts["[Content_Types].xml"]
    by_ending = {each.get("Extension") for each in types.iter(f"{PACKAGE}content-types}}Default")}
    by_name = {each.get("PartName").lstrip("/") for each in types.iter(f"{PACKAGE}content-types}}Override")}
    assert by_name <= set(package.names)
    for name in package.names:
        assert name == "[Content_Types].xml" or name in by_name or name.rpartition(".")[2] in by_ending
        targets = package.relations(name)
        assert set(targets.values()) <= set(package.names)
        used = {value for each in package.parts[name].iter() for key, value in each.items() if key.startswith(REL)}
        assert used <= set(targets)


def assert_elements_stand_in_order(package: Package) -> None:
    seen = set()
    for part in package.parts.values():
        for element in part.iter():
            if element.tag in SEQUENCES:
                seen.add(element.tag)
                order = SEQUENCES[element.tag].split()
                places = [order.index(child.tag.partition("}")[2]) for child in element]
                assert places == sorted(places), (element.tag, [child.tag for child in element])
    assert seen >= {f"{MAIN}worksheet", f"{MAIN}workbook", f"{MAIN}styleSheet"}


def assert_names_are_allowed(package: Package) -> None:
    book = package.parts["xl/workbook.xml"]
    names = [sheet.get("name") for sheet in book.iter(f"{MAIN}sheet")]
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name) for name in names)
    defined = [(each.get("name"), each.get("localSheetId")) for each in book.iter(f"{MAIN}definedName")]
    assert len(set(defined)) == len(defined)
    for each in book.iter(f"{MAIN}definedName"):
        assert each.text.startswith(f"'{names[int(each.get('localSheetId'))]}'!$")


def assert_styles_are_defined(package: Package) -> None:
    styles = package.parts["xl/styles.xml"]
    own = {int(each.get("numFmtId")) for each in styles.iter(f"{MAIN}numFmt")}
    assert all(number >= BUILT_IN_FORMATS for number in own)
    looks = list(styles.find(f"{MAIN}cellXfs"))
    for look in looks:
        assert int(look.get("numFmtId", 0)) < BUILT_IN_FORMATS or int(look.get("numFmtId")) in own
        for kind in ("font", "fill", "border"):
            assert int(look.get(f"{kind}Id", 0)) < len(styles.find(f"{MAIN}{kind}s"))
    assert all(re.fullmatch("[0-9A-F]{8}", each.get("rgb", "0" * 8)) for each in styles.iter(f"{MAIN}color"))
    for sheet in package.sheets:
        assert {int(cell.get("s", 0)) for cell in sheet.iter(f"{MAIN}c")} <= set(range(len(looks)))


def assert_cells_are_plain_and_in_order(package: Package) -> None:
    for sheet in package.sheets:
        rows = [int(row.get("r")) for row in sheet.iter(f"{MAIN}row")]
        assert rows == sorted(set(rows))
        assert sheet.find(f".//{MAIN}f") is None
        assert all(len(text.text or "") <= 32_767 for text in sheet.iter(f"{MAIN}t"))
        breaks = [int(each.get("id")) for each in sheet.iter(f"{MAIN}brk")]
        assert breaks == sorted(set(breaks))
        whole = sheet.find(f"{MAIN}rowBreaks")
        assert whole is None or int(whole.get("count")) == int(whole.get("manualBreakCount")) == len(breaks)


def assert_sheets_print_on_a4(package: Package) -> None:
    """Excel passes over the breaks of a sheet that is told to fit a page: such a sheet has a scale instead."""
    for sheet in package.sheets:
        setup = sheet.find(f"{MAIN}pageSetup")
        assert (setup.get("paperSize"), setup.get("orientation") in ("portrait", "landscape")) == (PAPER_A4, True)
        fits = sheet.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr").get("fitToPage", "0") == "1"
        assert not (fits and sheet.find(f"{MAIN}rowBreaks") is not None)
        assert setup.get("fitToWidth", "1") == "1" if fits else 10 <= int(setup.get("scale")) <= 100
        foot = sheet.find(f"{MAIN}headerFooter/{MAIN}oddFooter").text
        assert "&P / &N ページ" in foot
        assert len(foot) <= 255


def assert_charts_are_whole(package: Package) -> None:
    names = [sheet.get("name") for sheet in package.parts["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    for name in package.under("xl/charts"):
        chart = package.parts[name]
        series = list(chart.iter(f"{CHART}ser"))
        assert series
        for each in ("idx", "order"):
            assert len({one.find(f"{CHART}{each}").get("val") for one in series}) == len(series)
        for cache in (*chart.iter(f"{CHART}strCache"), *chart.iter(f"{CHART}numCache")):
            points = [int(point.get("idx")) for point in cache.findall(f"{CHART}pt")]
            assert points == sorted(set(points))
            assert all(point < int(cache.find(f"{CHART}ptCount").get("val")) for point in points)
        for formula in chart.iter(f"{CHART}f"):
            assert re.fullmatch(r"'(.+)'!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", formula.text)[1] in names
    frames = [
        each for name in package.under("xl/drawings") for each in package.parts[name].iter() if "cNvPr" in each.tag
    ]
    assert len(frames) == len(package.under("xl/charts"))


@ALL_KINDS
def test_workbook_is_what_excel_insists_on(kind, some_work):
    content = content_of(kind)
    package = Package(files.build(content, "xlsx", MADE_AT))
    assert_parts_are_known_and_found(package)
    assert_elements_stand_in_order(package)
    assert_names_are_allowed(package)
    assert_styles_are_defined(package)
    assert_cells_are_plain_and_in_order(package)
    assert_sheets_print_on_a4(package)
    assert_charts_are_whole(package)
    if kind in (ReportKind.CALL_MONTHLY, ReportKind.COUNTER_MONTHLY, ReportKind.COMPLETION):
        assert package.under("xl/charts")


def test_files_of_records_are_what_excel_insists_on(some_work):
    made = write_records(Period(*JUNE), Calendar.load(), MADE_AT)
    for each in (file for file in made.files if file.form == DataForm.XLSX):
        package = Package(each.file)
        assert_parts_are_known_and_found(package)
        assert_elements_stand_in_order(package)
        assert_names_are_allowed(package)
        assert_styles_are_defined(package)
        assert_cells_are_plain_and_in_order(package)
        assert_sheets_print_on_a4(package)
        assert package.parts["docProps/core.xml"].find(f"{CORE}title").text == each.subject.label


@ALL_KINDS
def test_workbook_opens_at_its_first_cell_and_names_the_contractor(kind, some_work):
    content = content_of(kind)
    made = files.build(content, "xlsx", MADE_AT)
    package, book = Package(made), load_workbook(io.BytesIO(made))
    views = [sheet.find(f"{MAIN}sheetViews/{MAIN}sheetView") for sheet in package.sheets]
    assert [view.get("tabSelected") == "1" for view in views] == [True, *[False] * (len(views) - 1)]
    assert {each.get("activeCell", "A1") for view in views for each in view.iter(f"{MAIN}selection")} == {"A1"}
    assert {view.get("zoomScale", "100") for view in views} == {"100"}
    assert book.active == book.worksheets[0]
    assert book.properties.creator == content["contractor"]
    assert content["period"].partition("--")[0] in book.worksheets[0]["A3"].value
    told = b"".join(package.zip.read(name) for name in package.under("docProps")).lower()
    assert b"openpyxl" not in told
    assert content["contractor"].encode() in told


# --- pages --------------------------------------------------------------------------------------------------------


def pages_of(sheet) -> list[tuple[int, int]]:
    """The rows of each printed page, as the breaks part them."""
    ends = [each.id for each in sheet.row_breaks.brk]
    return [(first + 1, last) for first, last in pairwise([0, *ends, sheet.max_row])]


def height_of(sheet, first: int, last: int) -> float:
    return sum(sheet.row_dimensions[row].height or workbook.ROW_POINTS for row in range(first, last + 1))


def many(kind: ReportKind) -> dict:
    """A report as full as one gets: long words, long names, 31 days of 11 hours, 60 categories, 40 troubles."""
    content, long = content_of(kind), "混雑の御意見を数えました。" * 160
    name = "特別養護老人ホーム髙﨑𠮷野の里" * 4
    trouble = {"date": "2025-06-02", "place": name, "time": "09:00", "situation": long[:300], "response": long[:90]}
    content |= {"remarks": long[:2000]}
    if kind is ReportKind.CALL_MONTHLY:
        (day, *_), (cell, *_), (hour, *_) = content["days"], content["grid"], content["hours"]
        content["days"] = [{**day, "date": f"2025-07-{n:02}"} for n in range(1, 32)]
        content["hours"] = [{**hour, "hour": n} for n in range(8, 19)]
        content["grid"] = [{**cell, "date": each["date"], "hour": n} for each in content["days"] for n in range(8, 19)]
        content["inquiries"] = [{**content["inquiries"][0], "category": f"{n} {name}"} for n in range(60)]
        content |= {"cause": long[:2000], "measure": long[:2000]}
    if kind is ReportKind.COUNTER_DAILY:
        content["sites"][0]["trouble_texts"] = [trouble] * 40
    if kind is ReportKind.COUNTER_MONTHLY:
        days = [f"2025-06-{n:02}" for n in range(1, 31)]
        site = content["sites"][0]
        row = dict.fromkeys(site, 3) | {"place": name, "site": site["site"]}
        content["grid"] = [{**row, "date": day} for day in days for _ in range(5)]
        content["trouble_texts"] = [trouble] * 40
    return content


@ALL_KINDS
def test_pages_hold_their_rows_and_none_has_a_head_without_rows(kind, some_work):
    book = load_workbook(io.BytesIO(files.build(many(kind), "xlsx", MADE_AT)))
    broken = [sheet for sheet in book if sheet.row_breaks.brk]
    for sheet in broken:
        page = workbook.page_points(sheet, sheet.page_setup.scale / 100)
        repeated = [int(n) for n in re.findall(r"\d+", sheet.print_title_rows or "")]
        head = height_of(sheet, *repeated) if repeated else 0
        for first, last in pages_of(sheet):
            assert height_of(sheet, first, last) + (head if first > 1 else 0) <= page
            words = [cell.value for cell in sheet[last] if cell.value is not None]
            assert not any(cell.font.color.rgb == workbook.NAVY and cell.font.sz == 12 for cell in sheet[last]), words
    if kind in (ReportKind.CALL_MONTHLY, ReportKind.COUNTER_DAILY, ReportKind.COUNTER_MONTHLY):
        assert broken


def test_many_troubles_of_a_day_have_a_sheet_whose_head_is_repeated(some_work):
    book = load_workbook(io.BytesIO(files.build(many(ReportKind.COUNTER_DAILY), "xlsx", MADE_AT)))
    sheet = book["トラブル・困難事例"]
    assert sheet.print_title_rows == "$3:$3"
    assert [cell.value for cell in sheet[3]] == ["窓口", "時刻", "状況", "対応"]
    assert len([row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]) == 40
    told = [cell.value for row in book["日報"].iter_rows() for cell in row if cell.value]
    assert "40件。別のシート「トラブル・困難事例」に示します。" in told


def test_sheet_that_fits_a_page_is_told_so_and_a_longer_one_has_a_scale_and_breaks():
    book = workbook.new_workbook("表", "受託者")
    for rows in (10, 60):
        sheet = workbook.add_sheet(book, f"{rows}行", widths=(40, 60), landscape=True)
        for row in range(1, rows + 1):
            workbook.put(sheet, row, 1, row)
        workbook.keep_together(sheet, [(1, rows)], [(1, 3), (rows - 2, rows)])
    short, long = book.worksheets
    assert short.sheet_properties.pageSetUpPr.fitToPage
    assert not short.row_breaks.brk
    assert not long.sheet_properties.pageSetUpPr.fitToPage
    assert [last - first + 1 for first, last in pages_of(long)] == [32, 28]


def test_glued_rows_stay_on_one_page():
    book = workbook.new_workbook("表", "受託者")
    sheet = workbook.add_sheet(book, "表", widths=(40, 60), landscape=True)
    workbook.put(sheet, 33, 1, "合計")
    workbook.keep_together(sheet, [(1, 33)], [(30, 33)])
    assert pages_of(sheet) == [(1, 29), (30, 33)]


def test_heading_longer_than_its_sheet_takes_more_lines_and_no_second_page_across():
    item = "外国語の通話の件数と内容について" * 4
    book = workbook.new_workbook("表", "受託者")
    printing.add_section(book, Section("表", [Table(item, ("項目", "数"), (60, 20), [("御意見", 1)])]), PAPER, "")
    sheet = book["表"]
    assert "A2:B2" in {str(each) for each in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[2].height > 2 * 12
    assert sheet.print_area == "'表'!$A$1:$B$6"


def test_dash_stands_left_among_words_and_right_among_numbers():
    table = Table("表", ("語", "数"), (20, 10), [("語", 1), (None, None)])
    assert table.lines[1] == [("—", False), ("—", True)]
    book = workbook.new_workbook("表", "受託者")
    printing.add_section(book, Section("表", [table]), PAPER, "")
    assert [cell.alignment.horizontal for cell in book["表"][5]] == ["left", "right"]


def test_months_and_days_are_real_dates_that_show_as_they_are_said():
    table = Table("表", ("月", "日"), (20, 12), [(workbook.Month.of("2025-06-30"), workbook.Day(2026, 3, 31))])
    assert table.lines == [[("2025年6月", False), ("2026-03-31", False)]]
    book = workbook.new_workbook("表", "受託者")
    printing.add_section(book, Section("表", [table]), PAPER, "")
    cells = load_workbook(io.BytesIO(workbook.to_bytes(book, MADE_AT)))["表"][4]
    assert [(cell.value.date(), cell.number_format) for cell in cells] == [
        (date(2025, 6, 1), workbook.YEAR_MONTH), (date(2026, 3, 31), workbook.ISO),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "turn", "step"),
    [
        (["4月", "5月"], 0, 1),
        ([f"10/{day}" for day in range(1, 32)], excel_charts.EIGHTH_TURN, 1),
        ([f"10/{day}" for day in range(1, 32)] * 2, excel_charts.EIGHTH_TURN, 2),
        (["川越市民サービスステーション"] * 6, 0, 1),
    ],
)
def test_labels_of_a_chart_are_turned_or_left_out_where_they_would_meet(labels, turn, step):
    assert excel_charts.fitted(labels, excel_charts.SIZE_CM[0]) == excel_charts.Labels(turn, step)


def test_foot_of_a_long_title_stays_below_what_excel_takes():
    book = workbook.new_workbook("表", "受託者")
    sheet = workbook.add_sheet(book, "表", widths=(20,), footer="&" * 300)
    assert len(str(sheet.oddFooter)) <= 255
