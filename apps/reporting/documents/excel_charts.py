"""Charts that Excel draws itself from the numbers in the cells beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines, NumericAxis, TextAxis
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series as ExcelSeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.drawing.text import Font as DrawingFont
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .charts import Chart, ChartKind, Scale, Series, Side
from .workbook import CHARACTER_POINTS, ROW_POINTS, TYPEFACE, header_row, heading, lines_in, put, units

NUMBER_WIDTH = 9.5
SIZE_CM = (20.0, 7.4)
PLOT_WIDTH = 0.84
"""The part of a drawing's width that its plot takes."""
LABEL_SIZE, LABEL_LINES = 8, 3
EIGHTH_TURN, TURNED_WIDTH = -2_700_000, 2.3
"""Half a right angle as the format counts it, and the room in a column's units that a turned label takes."""
_LEFT_IDS, _RIGHT_IDS = (10, 100), (20, 200)
"""What a chart's category and number axes are called; no two axes of a chart share a number."""


def widths(charts: Sequence[Chart]) -> list[float]:
    """Columns for a sheet of charts: the numbers on the left, room for the drawings beside them."""
    longest = max(units(label) for chart in charts for label in (chart.label, *chart.labels))
    return [min(34, max(12, longest + 3)), *[NUMBER_WIDTH] * _columns(charts), 2, *[9.5] * 11, 4.5]


def put_charts(sheet: Worksheet, top: int, charts: Sequence[Chart]) -> int:
    """The charts below each other; answers the first free row. `blocks` are their rows, not to be cut by a page."""
    for chart in charts:
        top = put_chart(sheet, top, chart, columns=_columns(charts))
    return top


def blocks(top: int, charts: Sequence[Chart]) -> list[tuple[int, int]]:
    """The first and the last row of each chart that `put_charts` puts from `top`."""
    found = []
    for chart in charts:
        found.append((top, top + rows_taken(chart) - 2))
        top += rows_taken(chart)
    return found


def _columns(charts: Sequence[Chart]) -> int:
    return max((len(chart.series) for chart in charts), default=0)


def put_chart(
    sheet: Worksheet, top: int, chart: Chart, *, columns: int = 0, size_cm: tuple[float, float] = SIZE_CM
) -> int:
    """The chart beside its numbers, which stand in cells from `top`; answers the first free row.

    `columns`: the most series that a chart of the sheet has, so that all drawings stand in one line.
    """
    heading(sheet, top, chart.title)
    names = [chart.label, *[series.name for series in chart.series]]
    tall = max(lines_in(name, NUMBER_WIDTH) for name in names[1:])
    header_row(sheet, top + 1, names, height=4 + 13 * max(2, tall))
    for row, label in enumerate(chart.labels, start=top + 2):
        put(sheet, row, 1, label, align="center")
        for column, series in enumerate(chart.series, start=2):
            value = series.values[row - top - 2]
            put(sheet, row, column, value, form=_format(series))
        sheet.row_dimensions[row].height = ROW_POINTS
    if chart.labels:
        drawing = _excel_chart(sheet, chart, top + 1, fitted(chart.labels, size_cm[0]))
        drawing.width, drawing.height = size_cm  # type: ignore[assignment]
        sheet.add_chart(drawing, f"{get_column_letter(max(columns, len(chart.series)) + 3)}{top + 1}")
    return top + rows_taken(chart, size_cm)


def rows_taken(chart: Chart, size_cm: tuple[float, float] = SIZE_CM) -> int:
    """How many rows a chart takes with its numbers and a blank row below."""
    drawn = ceil(size_cm[1] / 2.54 * 72 / ROW_POINTS)
    return 3 + max(len(chart.labels), drawn)


@dataclass(frozen=True)
class Labels:
    """How the labels below a chart are printed: turned or not, and every how many of them."""

    turn: int = 0
    step: int = 1


def fitted(labels: Sequence[str], width_cm: float) -> Labels:
    """All labels in their places: in words they have three lines, and those in digits are turned where too wide."""
    place = width_cm / 2.54 * 72 * PLOT_WIDTH / CHARACTER_POINTS / len(labels)
    needed = max(units(label, LABEL_SIZE) / (1 if label.isascii() else LABEL_LINES) for label in labels)
    if needed <= place:
        return Labels()
    is_turned = any(label.isascii() for label in labels)
    return Labels(EIGHTH_TURN if is_turned else 0, ceil((TURNED_WIDTH if is_turned else needed) / place))


def _format(series: Series) -> str:
    return "0.0" if any(isinstance(value, Decimal) for value in series.values) else "#,##0"


def _excel_chart(sheet: Worksheet, chart: Chart, head: int, labels: Labels) -> BarChart | LineChart:
    columns = {id(series): column for column, series in enumerate(chart.series, start=2)}
    bars = chart.kind is not ChartKind.LINE
    main: BarChart | LineChart = _bars(chart) if bars else LineChart()
    for series in chart.on(Side.LEFT):
        main.series.append(_series(sheet, chart, series, head, columns[id(series)], filled=bars))
    _axes(main, chart.unit, chart.left, _LEFT_IDS, labels)
    main.title = _title(chart.title, 11)
    if chart.on(Side.RIGHT):
        line = LineChart()
        for series in chart.on(Side.RIGHT):
            line.series.append(_series(sheet, chart, series, head, columns[id(series)], filled=False))
        _axes(line, chart.right_unit, chart.right, _RIGHT_IDS, labels)
        line.x_axis.delete = True
        line.y_axis.axPos, line.y_axis.crosses, line.y_axis.majorGridlines = "r", "max", None
        main += line
    main.legend = Legend(legendPos="b", overlay=False, txPr=_text(9))
    place = ManualLayout(x=0.08, y=0.15, w=PLOT_WIDTH, h=0.55, layoutTarget="inner", xMode="edge", yMode="edge")
    main.layout = Layout(manualLayout=place)
    main.roundedCorners = False
    return main


def _bars(chart: Chart) -> BarChart:
    bars = BarChart()
    bars.type, bars.gapWidth = "col", 45
    bars.grouping, bars.overlap = ("stacked", 100) if chart.kind is ChartKind.STACKED else ("clustered", 0)
    return bars


def _series(sheet: Worksheet, chart: Chart, series: Series, head: int, column: int, *, filled: bool) -> ExcelSeries:
    """Values and names by reference to their cells, with a copy for programs that show a chart without counting."""
    last = head + len(chart.labels)
    numbers = [NumVal(idx=place, v=float(value)) for place, value in enumerate(series.values) if value is not None]
    labels = [StrVal(idx=place, v=label) for place, label in enumerate(chart.labels)]
    name = StrRef(_cells(sheet, column, head, head), StrData(ptCount=1, pt=[StrVal(0, series.name)]))
    across = StrRef(_cells(sheet, 1, head + 1, last), StrData(ptCount=len(labels), pt=labels))
    up = NumRef(
        _cells(sheet, column, head + 1, last),
        NumData(formatCode=_format(series), ptCount=len(chart.labels), pt=numbers),
    )
    made = ExcelSeries(tx=SeriesLabel(strRef=name), cat=AxDataSource(strRef=across), val=NumDataSource(up))
    _paint(made, series, filled=filled)
    return made


def _cells(sheet: Worksheet, column: int, first: int, last: int) -> str:
    return str(Reference(sheet, min_col=column, min_row=first, max_row=last))


def _paint(made: ExcelSeries, series: Series, *, filled: bool) -> None:
    if filled:
        made.graphicalProperties = GraphicalProperties(solidFill=series.color)
        made.graphicalProperties.line.solidFill = series.color
        made.invertIfNegative = False
        return
    made.graphicalProperties = GraphicalProperties()
    made.graphicalProperties.line.solidFill = series.color
    made.graphicalProperties.line.width = 19050
    made.smooth = False
    if series.dashed:
        made.graphicalProperties.line.dashStyle = "dash"
        made.marker = Marker(symbol="none")
    else:
        made.marker = Marker(symbol="circle", size=5, spPr=GraphicalProperties(solidFill=series.color))
        made.marker.graphicalProperties.line.solidFill = series.color


def _axes(drawn: BarChart | LineChart, unit: str, measure: Scale, ids: tuple[int, int], labels: Labels) -> None:
    names, numbers = ids
    across = TextAxis(axId=names, crossAx=numbers)
    across.delete = False
    across.axPos, across.tickLblPos, across.tickLblSkip = "b", "low", labels.step
    across.number_format, across.txPr = "@", _text(LABEL_SIZE, labels.turn)
    up = NumericAxis(axId=numbers, crossAx=names)
    up.delete = False
    up.scaling.min, up.scaling.max, up.majorUnit = 0, float(measure.top), float(measure.step)
    up.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill="D9D9D9")))
    up.axPos, up.crossBetween = "l", "between"
    up.number_format, up.txPr = "#,##0", _text(8)
    up.title = _title(unit, 9)
    drawn.x_axis, drawn.y_axis = across, up


def _title(text: str, size: int) -> Title:
    face = _face(size, bold=size > 9)
    line = Paragraph(pPr=ParagraphProperties(defRPr=face), r=[RegularTextRun(rPr=face, t=text)])
    return Title(tx=Text(rich=RichText(p=[line])), overlay=False)


def _text(size: int, turn: int = 0) -> RichText:
    face = _face(size)
    return RichText(
        bodyPr=RichTextProperties(rot=turn, vert="horz"),
        p=[Paragraph(pPr=ParagraphProperties(defRPr=face), endParaRPr=face, r=[])],
    )


def _face(size: int, *, bold: bool = False) -> CharacterProperties:
    font = DrawingFont(typeface=TYPEFACE)
    return CharacterProperties(sz=size * 100, b=bold, latin=font, ea=font)
