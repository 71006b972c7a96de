"""The monthly answer-rate report of the call centre (第2-2-(7)-①): the frozen figures as a workbook and as a PDF."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable

from . import call_monthly_front as front
from . import call_monthly_grid as grid
from . import call_monthly_sections as sections
from . import pdf, printing, workbook
from .sheets import SIGNERS, Paper, Section

Content = Mapping[str, Any]
MEASURES = grid.MEASURES
RESULTS = sections.RESULTS
SHORT, HEAD, ROW = 20, 30, 6.2
"""Tables of so many rows are not broken; what a table's head with its notes takes, and a row, in mm."""


def title(content: Content) -> str:
    return f"{front.NAME}　{front.subtitle(content)}"


def xlsx(content: Content, made_at: datetime) -> bytes:
    """The overview, the words, the grid, the charts, the tables, the city's orders, and what every report ends with."""
    name = title(content)
    book, foot = workbook.new_workbook(name, content["contractor"]), f"{content['title']}　{name}"
    paper = Paper(name, "", "")
    overview = workbook.add_sheet(book, "概要", widths=(18, 15, 15, 15, 15, 18), footer=foot, pages=1)
    front.summary_sheet(overview, content)
    for section in (front.words(content), sections.analysis(content), *sections.improvements(content)):
        printing.add_section(book, section, paper, foot)
    hours = len(grid.open_hours(content))
    by_hour = workbook.add_sheet(
        book, "日別×時間帯", widths=(15, 9, *[9.5] * hours, 10, 11, 10), landscape=True, footer=foot, repeat="3:4"
    )
    grid.grid_sheet(by_hour, content)
    for section in (sections.charts(content), *sections.figures(content), *sections.orders(content)):
        printing.add_section(book, section, paper, foot)
    printing.add_closing(book, content, made_at, name=name, foot=foot)
    return workbook.to_bytes(book, made_at)


def pdf_bytes(content: Content, made_at: datetime) -> bytes:
    """The same parts in the same order; tables follow each other, the grid and the charts lie across their pages."""
    words = [sections.analysis(content), *sections.improvements(content)]
    tables = [*sections.figures(content), *sections.orders(content)]
    story = [
        *front.pdf_summary(content),
        *pdf.page_break(to="portrait"),
        *[each for section in words for each in printing.section_story(section)],
        *pdf.sign_off(SIGNERS),
        *pdf.page_break(to="landscape"),
        *grid.pdf_grid(content),
        *pdf.page_break(to="landscape"),
        *printing.section_story(sections.charts(content)),
        *pdf.page_break(to="portrait"),
        *[each for section in tables for each in _kept_together(section)],
        *printing.closing_story(content, made_at, landscape=False),
    ]
    name = title(content)
    return pdf.to_bytes(
        story, title=name, author=content["contractor"], foot=f"{content['title']}　{name}", made_at=made_at
    )


def _kept_together(section: Section) -> list[Flowable]:
    """A short table begins on the next page where its last rows would stand there alone."""
    rows = sum(len(table.rows) for table in section.tables)
    room = [CondPageBreak((HEAD + rows * ROW) * mm)] if rows <= SHORT else []
    return [*room, *printing.section_story(section)]
