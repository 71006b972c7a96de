"""Text put on a page by its place: lines that fit a width, and the page's own bytes."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from apps.core.clock import JST

from . import pdf

WIDTH, HEIGHT = A4
INK, SOFT, EDGE = colors.HexColor("#1A1A1A"), colors.HexColor("#595959"), colors.HexColor("#B3B3B3")
NEVER_FIRST = frozenset("、。，．・）」』】！？ーっゃゅょッャュョ々")
"""What no line begins with."""
_TOKENS = re.compile(r"[0-9A-Za-z.,:/_~%?&=+-]+|.", re.DOTALL)


def to_bytes(title: str, author: str, made_at: datetime, draw: Callable[[Canvas], None]) -> bytes:
    """The file that `draw` fills; equal content is equal bytes."""
    pdf.register_fonts()
    result = io.BytesIO()
    canvas = Canvas(result, pagesize=A4, invariant=1, pageCompression=1, lang="ja-JP", initialFontName=pdf.REGULAR)
    pdf.date_file(canvas, made_at)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator(author)
    canvas.setProducer(author)
    canvas.setSubject(made_at.astimezone(JST).strftime("%Y-%m-%d"))
    draw(canvas)
    canvas.save()
    return result.getvalue()


def wrapped(text: str, width: float, size: float, font: str = pdf.REGULAR) -> list[str]:
    """Lines of at most `width` points: broken at a blank where there is one, and not inside a number that fits."""
    lines, line = [], ""
    for token in _tokens(pdf.drawable(text), width, size, font):
        if pdf.width(line + token, size, font) <= width:
            line += token
            continue
        head, blank, tail = line.rpartition("　")
        if blank and pdf.width(head, size, font) > width / 2 and pdf.width(tail + token, size, font) <= width:
            lines.append(head)
            line = tail + token
        elif token in NEVER_FIRST and len(line) > 1:
            lines.append(line[:-1])
            line = line[-1] + token
        else:
            lines.append(line.rstrip())
            line = token.lstrip()
    return [line for line in [*lines, line] if line]


def _tokens(text: str, width: float, size: float, font: str) -> Iterator[str]:
    for match in _TOKENS.finditer(text):
        if pdf.width(match[0], size, font) <= width:
            yield match[0]
        else:
            yield from match[0]


def draw_lines(
    canvas: Canvas,
    lines: Sequence[str],
    x: float,
    y: float,
    size: float,
    *,
    font: str = pdf.REGULAR,
    leading: float = 1.5,
    color: colors.Color = INK,
) -> float:
    """Draws lines downwards from the top `y`; gives the height below them."""
    canvas.setFillColor(color)
    for line in lines:
        y -= size * leading
        pdf.draw_text(canvas, x, y + size * (leading - 1) / 2 + size * 0.12, line, size, font)
    return y


def draw_paragraph(
    canvas: Canvas, text: str, x: float, y: float, width: float, size: float, *, font: str = pdf.REGULAR,
    leading: float = 1.6, color: colors.Color = INK,
) -> float:  # fmt: skip
    """Draws text wrapped to the width from the top `y` downwards; gives the height below it."""
    return draw_lines(canvas, wrapped(text, width, size, font), x, y, size, font=font, leading=leading, color=color)
