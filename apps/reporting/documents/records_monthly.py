"""The covering sheet of a month's records (第2-2-(7)): the files, their rows and hashes, and what the guard read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.core.clock import reiwa_month
from apps.reporting.cells.calls import UNDECIDED_IN, UNDECIDED_OUT, call_key, file_key
from apps.reporting.enums import ReportKind

from .sheets import Paper, Section, Table

Content = Mapping[str, Any]


def paper(content: Content) -> Paper:
    first = date.fromisoformat(content["first"])
    return Paper(
        name="コールセンター全記録 送付書",
        subtitle=f"{reiwa_month(first)}分",
        remarks_name=ReportKind.RECORDS_MONTHLY.remarks_name,
        sections=[
            Section("送付書", [_files(content), _undecided(content), _guard(content)], landscape=False),
        ],
    )


def _files(content: Content) -> Table:
    return Table(
        "1　データ（仕様書 第2-2-(7)）",
        ("記録", "形式", "行数", "大きさ（バイト）", "ハッシュ値 SHA-256"),
        (24, 16, 10, 16, 46),
        [(row["subject"], row["form"], row["rows"], row["size"], row["sha256"]) for row in content["files"]],
        keys=[(None, None, file_key(row["subject"]), None, None) for row in content["files"]],
        notes=[
            "応答履歴は受付日時、通話記録は着信日時が対象の月にあるものです。",
            "氏名・電話番号と従事者の氏名の欄はありません。ExcelとCSVの行は同じです。",
        ],
    )


def _undecided(content: Content) -> Table:
    """The calls that are among the data and in no number of the month's report."""
    lines = (("受付時間内", UNDECIDED_IN), ("時間外", UNDECIDED_OUT))
    return Table(
        "通話記録のうち、結果が未確定の通話（単位：件）",
        ("区分", "件数"),
        (24, 16),
        [(label, content[name]) for label, name in lines],
        keys=[(None, call_key(name)) for _, name in lines],
        notes=["通話記録のデータには含み、応答状況報告書の着信には含めない通話です。続きの記録で確定します。"],
    )


def _guard(content: Content) -> Table:
    return Table(
        "2　個人情報の点検",
        ("項目", "数"),
        (24, 16),
        [
            ("点検した文章の欄", content["guard_cells"]),
            ("伏せた文章", content["withheld"]),
            ("個人情報の疑い", content["guard_hits"]),
            ("うちマイナンバーの疑い", content["guard_refused"]),
        ],
    )
