"""What a report prints: its workbook and its PDF, read back by the words at the beginning of a row."""

import io
import re
import subprocess
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from apps.reporting import files

from .factories import MADE_AT


class Printed:
    """The files of one content; the PDF is only made when somebody reads it."""

    def __init__(self, content: Mapping[str, Any], folder: Path) -> None:
        self.content, self.folder = content, folder
        book = load_workbook(io.BytesIO(files.build(content, "xlsx", MADE_AT)))
        self.sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}

    def row(self, sheet: str, *labels: object) -> list[Any]:
        """The filled cells behind these, in the first row that begins with them."""
        rows = [[value for value in row if value is not None] for row in self.sheets[sheet]]
        found = [row for row in rows if tuple(map(plain, row[: len(labels)])) == labels]
        assert found, f"{sheet} に {labels} で始まる行がありません: {rows}"
        return found[0][len(labels) :]

    def below(self, sheet: str, label: str) -> Any:
        """The cell under the first one that says this."""
        for row, values in enumerate(self.sheets[sheet]):
            if label in values:
                return self.sheets[sheet][row + 1][values.index(label)]
        raise AssertionError(f"{sheet} に「{label}」がありません。")

    def column(self, sheet: str, label: str) -> list[Any]:
        """The filled cells under the first one that says this."""
        for row, values in enumerate(self.sheets[sheet]):
            if label in values:
                place = values.index(label)
                return [values[place] for values in self.sheets[sheet][row + 1 :] if values[place] is not None]
        raise AssertionError(f"{sheet} に「{label}」がありません。")

    @cached_property
    def pdf(self) -> str:
        """The text of the PDF, each run of blanks as one."""
        path = self.folder / "report.pdf"
        path.write_bytes(files.build(self.content, "pdf", MADE_AT))
        told = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
        return re.sub(r"\s+", " ", told)


def plain(value: Any) -> Any:
    """A day as `2025-06-02`, anything else as it stands."""
    return value.date().isoformat() if hasattr(value, "date") else value
