"""Reports that consist of tables, as values: `printing` makes workbooks and PDFs of them, a template the page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from apps.core.clock import long_month, short_date
from apps.reporting.cells.keys import Key

from . import excel_charts
from .charts import Chart
from .workbook import Counted, Day, Month, Value

DASH = "—"
NOTHING = "（該当なし）"
NO_REMARKS = "（記載なし）"
MANY_ON_A_PAGE = 8


SIGNERS = ("受託者 統括責任者", "市 確認")
"""Who signs a report on paper."""

Linked = tuple[str, bool, Key | None]


@dataclass(frozen=True)
class Table:
    """A table with its heading; `widths` are in characters, a cell without value prints a dash."""

    title: str
    labels: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Value]]
    total: Sequence[Value] | None = None
    notes: Sequence[str] = ()
    empty: str = NOTHING
    keys: Sequence[Sequence[Key | None]] = ()
    """What each value of `rows` opens on the page, None for nothing."""

    total_keys: Sequence[Key | None] = ()

    @property
    def words(self) -> set[int]:
        """The places of the columns that hold texts or days, in which a dash stands on the left as they do."""
        return {
            place
            for row in self.rows
            for place, value in enumerate(row)
            if isinstance(value, date | str) and value != DASH
        }

    @property
    def lines(self) -> list[list[tuple[str, bool]]]:
        """The rows as a page prints them: (text, whether it is a number)."""
        words = self.words
        return [
            [(DASH, place not in words) if value is None else _shown(value) for place, value in enumerate(row)]
            for row in self.rows
        ]

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """The headings as a page prints them: (text, whether numbers stand below it)."""
        lines = self.lines
        return [(label, any(line[place][1] for line in lines)) for place, label in enumerate(self.labels)]

    @property
    def is_grid(self) -> bool:
        """Whether the page keeps its many columns narrow and scrolls them."""
        return len(self.labels) > MANY_ON_A_PAGE

    @property
    def last_line(self) -> list[tuple[str, bool]]:
        return [_shown(value) for value in self.total or ()]

    @property
    def linked_lines(self) -> list[list[Linked]]:
        """The rows as a page prints them: (text, whether it is a number, what it opens)."""
        return [_linked(line, keys or ()) for line, keys in zip_longest(self.lines, self.keys)]

    @property
    def linked_total(self) -> list[Linked]:
        return _linked(self.last_line, self.total_keys)


@dataclass(frozen=True)
class Section:
    """What stands on one sheet of the workbook and begins a page of the PDF: tables, and charts below them."""

    name: str
    tables: Sequence[Table] = ()
    landscape: bool = True
    charts: Sequence[Chart] = ()

    @property
    def widths(self) -> Sequence[float]:
        """The columns of the sheet: those of its table with the most columns, and those that charts need."""
        tables = max((table.widths for table in self.tables), key=len, default=())
        charts = excel_charts.widths(self.charts) if self.charts else ()
        return [max(pair) for pair in zip_longest(tables, charts, fillvalue=0)]


@dataclass(frozen=True)
class Paper:
    """A whole report: its name, the time it covers, its sections and the supervisor's words."""

    name: str
    subtitle: str
    remarks_name: str
    sections: Sequence[Section] = field(default_factory=tuple)

    @property
    def title(self) -> str:
        return f"{self.name}　{self.subtitle}"


def _linked(line: Sequence[tuple[str, bool]], keys: Sequence[Key | None]) -> list[Linked]:
    return [(*shown, key) for shown, key in zip(line, keys or [None] * len(line), strict=True)]


def _shown(value: Value) -> tuple[str, bool]:
    if value is None:
        return DASH, True
    if isinstance(value, Counted):
        return value.text, True
    if isinstance(value, int):
        return f"{value:,}", True
    if isinstance(value, Month):
        return long_month(value), False
    if isinstance(value, date):
        return value.isoformat() if isinstance(value, Day) else short_date(value), False
    return str(value), isinstance(value, Decimal)
