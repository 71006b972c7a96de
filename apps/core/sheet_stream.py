"""A workbook of one long sheet, written row by row: its memory does not grow with its rows.

openpyxl takes about nine seconds for the cells of a hundred thousand rows alone; what such a sheet needs of the format
is little.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import IO, Self
from xml.sax.saxutils import escape, quoteattr

from apps.core.clock import JST
from apps.core.spreadsheet import LONGEST_TEXT, LOOKS_LIKE_FORMULA, plain_text

Value = str | int | datetime | None
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no zones
_DAY = timedelta(days=1)
_TEXT, _HEAD, _MOMENT, _MARKED_TEXT, _TITLE = range(5)
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OPEN = "application/vnd.openxmlformats-package"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TITLE_ROWS = 2
_NEEDS_CARE = re.compile("[\0-\x20&<>\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Blanks, the marks of XML, and what it cannot hold."""

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{_OPEN}.core-properties+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f"<styleSheet {_MAIN}>"
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy/mm/dd\\ hh:mm"/></numFmts>'
    '<fonts count="3"><font><sz val="10"/><name val="BIZ UDPGothic"/></font>'
    '<font><b/><sz val="10"/><name val="BIZ UDPGothic"/></font>'
    '<font><b/><sz val="12"/><color rgb="FF00118F"/><name val="BIZ UDPGothic"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8F1FE"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5">'
    '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="164" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf quotePrefix="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf fontId="2" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


class SheetStream:
    """A sheet with a title, a line that says what it holds, a frozen head, and rows; a context manager.

    Numbers are numbers, moments are real dates in Japan's time (those without a zone are already), text is mere text
    whatever it begins with.
    """

    def __init__(
        self,
        file: IO[bytes],
        *,
        name: str,
        title: str,
        about: str,
        columns: Sequence[tuple[str, float]],
        author: str = "",
    ) -> None:
        """`author`: who hands the file over."""
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        for path, content in _PARTS.items():
            self._zip.writestr(path, _HEADER + content)
        self._zip.writestr("xl/workbook.xml", _HEADER + _workbook(name))
        self._zip.writestr("docProps/core.xml", _HEADER + _properties(title, author))
        self._sheet = self._zip.open("xl/worksheets/sheet1.xml", "w", force_zip64=True)
        self._row = 0
        top = _TITLE_ROWS + 1
        widths = "".join(
            f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
            for place, (_, width) in enumerate(columns, start=1)
        )
        self._write(
            f'{_HEADER}<worksheet {_MAIN}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
            f'<sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{top}" topLeftCell="A{top + 1}" '
            f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>'
        )
        self._write(self._line([_cell(title, _TITLE)]))
        self._write(self._line([_cell(about, _TEXT + _MARKED_TEXT * about.startswith(LOOKS_LIKE_FORMULA))]))
        self._write(self._line([_cell(label, _HEAD) for label, _ in columns]))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._write(
                '</sheetData><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
                '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
                "<headerFooter><oddFooter>&amp;R&amp;P / &amp;N ページ</oddFooter></headerFooter></worksheet>"
            )
        self._sheet.close()
        self._zip.close()

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        self._write("".join([self._line([_of(value) for value in row]) for row in rows]))

    def _line(self, cells: list[str]) -> str:
        self._row += 1
        return f'<row r="{self._row}">{"".join(cells)}</row>'

    def _write(self, text: str) -> None:
        self._sheet.write(text.encode())


def _of(value: Value) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        return _cell(value, _MARKED_TEXT if value.startswith(LOOKS_LIKE_FORMULA) else _TEXT)
    if isinstance(value, datetime):
        days = (in_japan(value) - _DAY_ZERO) / _DAY
        return f'<c s="{_MOMENT}"><v>{days:.8f}</v></c>'
    return f"<c><v>{value}</v></c>"


def in_japan(moment: datetime) -> datetime:
    """As the clock in Japan shows it, without a zone; a moment without one is taken for that already."""
    return moment.astimezone(JST).replace(tzinfo=None) if moment.tzinfo else moment


def _cell(text: str, style: int) -> str:
    look = f' s="{style}"' if style else ""
    if len(text) > LONGEST_TEXT or _NEEDS_CARE.search(text):
        return f'<c{look} t="inlineStr"><is><t xml:space="preserve">{escape(plain_text(text))}</t></is></c>'
    return f'<c{look} t="inlineStr"><is><t>{text}</t></is></c>'


def _properties(title: str, author: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{escape(plain_text(author))}</dc:creator><dc:title>{escape(plain_text(title))}</dc:title>"
        "</cp:coreProperties>"
    )


def _workbook(name: str) -> str:
    head = f"'{name}'!${_TITLE_ROWS + 1}:${_TITLE_ROWS + 1}"
    return (
        f'<workbook {_MAIN} xmlns:r="{_REL}"><bookViews><workbookView/></bookViews>'
        f'<sheets><sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets>'
        f'<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">{escape(head)}</definedName>'
        "</definedNames></workbook>"
    )
