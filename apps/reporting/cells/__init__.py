"""Every number of a report with the records that it counted: live for a draft, frozen from the issue on (ADR 0026)."""

from .changes import because
from .frozen import CellsDiffer, freeze, rows_of
from .keys import Cell, Key, parse_key
from .names import cell_name

__all__ = ["Cell", "CellsDiffer", "Key", "because", "cell_name", "freeze", "parse_key", "rows_of"]
