"""Charts: the workbook draws them from cells that hold the numbers, the PDF from the same values, both from 0."""

import io
import re
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook
from reportlab.graphics.shapes import Circle, PolyLine, Rect, String

from apps.reporting.documents import excel_charts, pdf_charts, workbook
from apps.reporting.documents.charts import BLUE, GREEN, ORANGE, RED, Chart, ChartKind, Series, Side, scale

MADE_AT = datetime(2025, 7, 1, tzinfo=UTC)
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CALLS = Chart(
    "日別の着信と応答率",
    ChartKind.STACKED,
    "日付",
    ["6/2", "6/3", "6/4"],
    [
        Series("応答", [40, 51, 0], BLUE),
        Series("切電", [3, 9, 0], ORANGE),
        Series("応答率", [Decimal("93.0"), Decimal("85.0"), None], GREEN, Side.RIGHT),
        Series("目標", [90, 90, 90], RED, Side.RIGHT, dashed=True),
    ],
)
SITES = Chart(
    "窓口別", ChartKind.BAR, "窓口", ["本庁舎", "𠮷田町"], [Series("受付", [12, 4]), Series("写真", [5, None], ORANGE)]
)
TREND = Chart("推移", ChartKind.LINE, "月", ["4月", "5月", "6月"], [Series("受付", [7, None, 9])])


def book_of(*charts: Chart) -> bytes:
    book = workbook.new_workbook("グラフ", "受託者")
    sheet = workbook.add_sheet(book, "グラフ", widths=excel_charts.widths(charts), landscape=True)
    excel_charts.put_charts(sheet, 3, charts)
    return workbook.to_bytes(book, MADE_AT)


def drawn(made: bytes) -> list[ElementTree.Element]:
    """The charts of a workbook as Excel reads them."""
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        names = sorted(name for name in parts.namelist() if name.startswith("xl/charts/chart"))
        return [ElementTree.fromstring(parts.read(name)) for name in names]


def cells_of(book: Workbook, reference: str) -> list[object]:
    sheet, place = re.fullmatch(r"'(.+)'!(.+)", reference).groups()
    found = book[sheet][place.replace("$", "")]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


@pytest.mark.parametrize("chart", [CALLS, SITES, TREND], ids=lambda chart: chart.kind)
def test_series_of_a_chart_are_the_cells_that_hold_its_numbers(chart):
    made = book_of(chart)
    book, (xml,) = load_workbook(io.BytesIO(made)), drawn(made)
    found = {}
    for series in xml.iter(f"{C}ser"):
        (name,) = cells_of(book, series.find(f"{C}tx//{C}f").text)
        assert cells_of(book, series.find(f"{C}cat//{C}f").text) == list(chart.labels)
        found[name] = cells_of(book, series.find(f"{C}val//{C}f").text)
        kept = {
            int(point.get("idx")): float(point.find(f"{C}v").text) for point in series.findall(f".//{C}numCache/{C}pt")
        }
        assert kept == {place: value for place, value in enumerate(found[name]) if value is not None}
    assert found == {series.name: [None if v is None else float(v) for v in series.values] for series in chart.series}


@pytest.mark.parametrize("chart", [CALLS, SITES, TREND], ids=lambda chart: chart.kind)
def test_axes_begin_at_0_are_shown_and_lead_to_each_other(chart):
    """What makes Excel repair a file or hide an axis: a number used twice, a partner that is missing, no `delete`."""
    (xml,) = drawn(book_of(chart))
    axes = {axis.find(f"{C}axId").get("val"): axis for axis in (*xml.iter(f"{C}catAx"), *xml.iter(f"{C}valAx"))}
    assert len(axes) == (4 if chart.on(Side.RIGHT) else 2)
    for number, axis in axes.items():
        assert axes[axis.find(f"{C}crossAx").get("val")].find(f"{C}crossAx").get("val") == number
        assert axis.find(f"{C}delete") is not None
    shown = [axis for axis in xml.iter(f"{C}valAx") if axis.find(f"{C}delete").get("val") == "0"]
    assert [axis.find(f"{C}scaling/{C}min").get("val") for axis in shown] == ["0"] * (len(axes) // 2)
    assert [float(axis.find(f"{C}scaling/{C}max").get("val")) for axis in shown] == [
        float(each.top) for each in (chart.left, chart.right)[: len(axes) // 2]
    ]
    used = [number.get("val") for kind in ("barChart", "lineChart") for number in xml.findall(f".//{C}{kind}/{C}axId")]
    assert sorted(used) == sorted(axes)


def test_charts_of_a_sheet_stand_below_each_other_and_no_page_cuts_them():
    book = workbook.new_workbook("グラフ", "受託者")
    sheet = workbook.add_sheet(book, "グラフ", widths=excel_charts.widths([CALLS] * 5), landscape=True)
    last = excel_charts.put_charts(sheet, 3, [CALLS] * 5)
    blocks = excel_charts.blocks(3, [CALLS] * 5)
    tops = [int(re.search(r"\d+", chart.anchor)[0]) for chart in sheet._charts]
    assert [first + 1 for first, _ in blocks] == tops
    assert all(end < start for (_, end), (start, _) in pairwise(blocks))
    assert blocks[-1][1] < last
    workbook.keep_together(sheet, blocks)
    assert sheet.row_breaks.brk
    assert {each.id + 1 for each in sheet.row_breaks.brk} < {first for first, _ in blocks}


def test_missing_value_is_a_gap_and_not_a_0():
    (xml,) = drawn(book_of(TREND))
    assert xml.find(f".//{C}dispBlanksAs").get("val") == "gap"
    lines = [shape for shape in pdf_charts.drawing(TREND, 180).contents if isinstance(shape, PolyLine)]
    dots = [shape for shape in pdf_charts.drawing(TREND, 180).contents if isinstance(shape, Circle)]
    assert lines == []
    assert len(dots) == 2 + 1  # with the one of the legend


def test_pdf_draws_the_same_values_in_the_same_colours():
    shapes = pdf_charts.drawing(CALLS, 266).contents
    bars = [shape for shape in shapes if isinstance(shape, Rect)]
    by_color = {
        color: [bar.height for bar in bars if bar.fillColor.hexval()[2:].upper() == color] for color in (BLUE, ORANGE)
    }
    height_of_one = by_color[BLUE][0] / 40
    assert by_color[BLUE][1] == pytest.approx(51 * height_of_one)
    assert by_color[ORANGE][:2] == pytest.approx([3 * height_of_one, 9 * height_of_one])
    assert len(bars) == 4 + 2  # a value of 0 has no bar; two stand in the legend
    lines = [shape for shape in shapes if isinstance(shape, PolyLine)]
    assert [line.strokeColor.hexval()[2:].upper() for line in lines] == [GREEN, RED]
    texts = [shape.text for shape in shapes if isinstance(shape, String)]
    assert {"6/2", "6/3", "6/4", "応答", "目標", "0", "100", "件", "％"} <= set(texts)


def test_pdf_prints_a_label_that_needs_another_typeface_and_stays_inside_its_width():
    shapes = [shape for shape in pdf_charts.drawing(SITES, 60).contents if isinstance(shape, String)]
    assert [(shape.text, shape.fontName) for shape in shapes if "𠮷" in shape.text] == [("𠮷", "NotoSansJP")]
    assert all(0 <= shape.x <= 60 / 25.4 * 72 for shape in shapes)


@pytest.mark.parametrize(
    ("highest", "top", "step"),
    [
        (0, 1, 1),
        (1, 1, 1),
        (6, 6, 1),
        (7, 8, 2),
        (100, 100, 20),
        (101, 120, 20),
        (2748, 3000, 500),
        (Decimal("4.5"), 5, 1),
    ],
)
def test_axis_holds_the_highest_value_in_a_few_whole_steps(highest, top, step):
    assert (scale(highest).top, scale(highest).step) == (top, step)
    assert scale(highest).ticks[0] == 0
    assert scale(highest).ticks[-1] == top


def test_chart_whose_series_are_shorter_than_its_labels_is_refused():
    with pytest.raises(ValueError, match="one value for each label"):
        Chart("窓口別", ChartKind.BAR, "窓口", ["本庁舎", "駅"], [Series("受付", [1])])


def test_same_charts_are_the_same_bytes():
    assert book_of(CALLS, SITES) == book_of(CALLS, SITES)
