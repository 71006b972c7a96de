"""Charts as areas and lines of a PDF: the same series, colours and axes as in the workbook."""

from collections.abc import Iterator
from decimal import Decimal

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String
from reportlab.lib import colors
from reportlab.lib.units import mm

from . import pdf
from .charts import Chart, ChartKind, Scale, Series, Side
from .placed import wrapped

HEIGHT = 72 * mm
LEGEND, LABELS, HEAD, EDGE = 7 * mm, 9 * mm, 6 * mm, 11 * mm
SMALL, SMALLEST = 7.5, 5.5
GAP = 0.31
"""The part of a label's place that is left free beside its bars, as in the workbook."""

GRID, AXIS, INK = (colors.HexColor(code) for code in ("#D9D9D9", "#8C8C8C", "#333333"))


def drawing(chart: Chart, width: float, height: float = HEIGHT) -> Drawing:
    """The chart without its title, to stand below a heading; `width` in mm."""
    made = Drawing(width * mm, height)
    plot = _Plot(chart, width * mm, height)
    for shape in (*plot.grid(), *plot.bars(), *plot.lines(), *plot.labels(), *plot.legend()):
        made.add(shape)
    return made


class _Plot:
    """The places of one chart's parts in points from its lower left corner."""

    def __init__(self, chart: Chart, width: float, height: float) -> None:
        self.chart, self.width = chart, width
        self.right_edge = width - (EDGE if chart.on(Side.RIGHT) else 3 * mm)
        self.base, self.top = LEGEND + LABELS, height - HEAD
        self.slot = (self.right_edge - EDGE) / max(1, len(chart.labels))

    def middle(self, place: int) -> float:
        return EDGE + self.slot * (place + 0.5)

    def height_of(self, value: int | Decimal, scale: Scale) -> float:
        return float(Decimal(value) / scale.top) * (self.top - self.base)

    def grid(self) -> Iterator[Line | String]:
        scale = self.chart.left
        for tick in scale.ticks:
            y = self.base + self.height_of(tick, scale)
            yield Line(EDGE, y, self.right_edge, y, strokeColor=GRID if tick else AXIS, strokeWidth=0.5)
            yield from _text(EDGE - 4, y, f"{tick:,}", SMALL, "end")
        yield from _text(EDGE - 4, self.top + 4 * mm, self.chart.unit, SMALL, "end")
        if self.chart.on(Side.RIGHT):
            scale = self.chart.right
            for tick in scale.ticks:
                y = self.base + self.height_of(tick, scale)
                yield from _text(self.right_edge + 4, y, f"{tick:,}", SMALL)
            yield from _text(self.right_edge + 4, self.top + 4 * mm, self.chart.right_unit, SMALL)

    def bars(self) -> Iterator[Rect]:
        if self.chart.kind is ChartKind.LINE:
            return
        series, scale = self.chart.on(Side.LEFT), self.chart.left
        stacked = self.chart.kind is ChartKind.STACKED
        whole = self.slot * (1 - GAP)
        each = whole if stacked else whole / max(1, len(series))
        for place in range(len(self.chart.labels)):
            x, y = self.middle(place) - whole / 2, self.base
            for one in series:
                height = self.height_of(one.values[place] or 0, scale)
                if height:
                    yield Rect(x, y, each, height, fillColor=_color(one), strokeColor=None)
                x, y = (x, y + height) if stacked else (x + each, y)

    def lines(self) -> Iterator[PolyLine | Circle]:
        for one in self.chart.series:
            if one.axis is Side.LEFT and self.chart.kind is not ChartKind.LINE:
                continue
            scale = self.chart.left if one.axis is Side.LEFT else self.chart.right
            for run in _runs(one):
                points = [(self.middle(place), self.base + self.height_of(value, scale)) for place, value in run]
                if len(points) > 1:
                    flat = [part for point in points for part in point]
                    yield PolyLine(flat, strokeColor=_color(one), strokeWidth=1.4, strokeDashArray=_dashes(one))
                if not one.dashed:
                    yield from (Circle(x, y, 1.7, fillColor=_color(one), strokeColor=None) for x, y in points)

    def labels(self) -> Iterator[String]:
        """As large as they fit their place, in up to three lines; every second or third where there are too many."""
        labels, size, every = self.chart.labels, SMALL, 1
        while size > SMALLEST and any(not _fits(label, self.slot, size) for label in labels):
            size -= 0.5
        while every < len(labels) and any(not _fits(label, self.slot * every, size) for label in labels):
            every += 1
        for place, label in enumerate(labels):
            if place % every == 0:
                for number, line in enumerate(wrapped(label, self.slot * every, size)):
                    yield from _text(self.middle(place), self.base - (number + 1) * size * 1.15, line, size, "middle")

    def legend(self) -> Iterator[Rect | Line | Circle | String]:
        gap, mark = 5 * mm, 6 * mm
        widths = [mark + pdf.width(one.name, SMALL) + gap for one in self.chart.series]
        x = (self.width - sum(widths) + gap) / 2
        for one, width in zip(self.chart.series, widths, strict=True):
            yield from self._mark(one, x, 2.2 * mm)
            yield from _text(x + mark, 2.2 * mm, one.name, SMALL)
            x += width

    def _mark(self, one: Series, x: float, y: float) -> Iterator[Rect | Line | Circle]:
        if one.axis is Side.LEFT and self.chart.kind is not ChartKind.LINE:
            yield Rect(x + 1.8 * mm, y - 1 * mm, 3 * mm, 2 * mm, fillColor=_color(one), strokeColor=None)
            return
        yield Line(x, y, x + 5 * mm, y, strokeColor=_color(one), strokeWidth=1.4, strokeDashArray=_dashes(one))
        if not one.dashed:
            yield Circle(x + 2.5 * mm, y, 1.7, fillColor=_color(one), strokeColor=None)


def _runs(series: Series) -> list[list[tuple[int, int | Decimal]]]:
    """The values with their places, parted where one is missing."""
    runs: list[list[tuple[int, int | Decimal]]] = [[]]
    for place, value in enumerate(series.values):
        if value is not None:
            runs[-1].append((place, value))
        elif runs[-1]:
            runs.append([])
    return runs


def _fits(label: str, width: float, size: float) -> bool:
    lines = wrapped(label, width, size)
    whole = len(lines) == 1 or (len(lines) <= 3 and not label.isascii())
    return whole and all(pdf.width(line, size) + 2 <= width for line in lines)


def _text(x: float, y: float, text: str, size: float, anchor: str = "start") -> Iterator[String]:
    """A text whose middle is at the height `y`; x is its start, its middle or its end."""
    x -= {"start": 0, "middle": 0.5, "end": 1}[anchor] * pdf.width(text, size)
    for piece, font in pdf.runs(text):
        yield String(x, y - size * 0.35, piece, fontName=font, fontSize=size, fillColor=INK)
        x += pdf.width(piece, size)


def _color(series: Series) -> colors.Color:
    return colors.HexColor(f"#{series.color}")


def _dashes(series: Series) -> list[float] | None:
    return [4, 2.5] if series.dashed else None
