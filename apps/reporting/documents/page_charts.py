"""Charts as pictures of a page: the very shapes that the PDF prints, as SVG without styles or scripts."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from reportlab.graphics.shapes import Circle, Line, PolyLine, Rect, Shape, String
from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from . import pdf_charts
from .charts import Chart

WIDTH, HEIGHT = 150, 60 * mm
"""In mm and points: drawn as wide as the page's text, its smallest letters are as large as the page's."""


def svg(chart: Chart) -> SafeString:
    """The chart as one picture with a name for those who do not see it; its numbers stand in a table beside it."""
    drawing = pdf_charts.drawing(chart, WIDTH, HEIGHT)
    shapes = format_html_join("", "{}", ((_svg(shape, drawing.height),) for shape in drawing.contents))
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        _number(drawing.width),
        _number(drawing.height),
        f"{chart.title}。数値は表にあります。",
        shapes,
    )


def _svg(shape: Shape, height: float) -> SafeString:
    """A page counts its heights from the top, a PDF from the bottom."""
    match shape:
        case Rect():
            box = (shape.x, height - shape.y - shape.height, shape.width, shape.height)
            form = '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
            return format_html(form, *map(_number, box), _color(shape.fillColor))
        case Circle():
            dot = (shape.cx, height - shape.cy, shape.r)
            return format_html(
                '<circle cx="{}" cy="{}" r="{}" fill="{}"/>', *map(_number, dot), _color(shape.fillColor)
            )
        case Line():
            return _line([shape.x1, shape.y1, shape.x2, shape.y2], shape, height)
        case PolyLine():
            return _line(shape.points, shape, height)
        case String():
            # the browser's typeface may be wider than the PDF's: the text keeps the room that it was given
            room = stringWidth(shape.text, shape.fontName, shape.fontSize)
            return format_html(
                '<text x="{}" y="{}" font-size="{}" textLength="{}" fill="{}">{}</text>',
                *map(_number, (shape.x, height - shape.y, shape.fontSize, room)),
                _color(shape.fillColor),
                shape.text,
            )
    raise TypeError(f"no picture of a {type(shape).__name__}")


def _line(points: list[float], shape: Line | PolyLine, height: float) -> SafeString:
    pairs = zip(points[::2], points[1::2], strict=True)
    return format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="{}" stroke-dasharray="{}"/>',
        " ".join(f"{_number(x)},{_number(height - y)}" for x, y in pairs),
        _color(shape.strokeColor),
        _number(shape.strokeWidth),
        " ".join(map(_number, shape.strokeDashArray or ())) or "none",
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _color(color: Color) -> str:
    return f"#{color.hexval()[2:]}"
