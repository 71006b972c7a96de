"""The covering sheet of a month's records (第2-2-(7)): the files, their rows and hashes, and what the guard read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.core import textguard
from apps.core.clock import reiwa_month
from apps.reporting.cells.calls import file_key
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
            Section("送付書", [_files(content), _guard(content)], landscape=False),
            Section("点検の結果", [_findings(content)], landscape=False),
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


def _guard(content: Content) -> Table:
    return Table(
        "2　個人情報の点検",
        ("項目", "数"),
        (24, 16),
        [
            ("点検した文章の欄", content["guard_cells"]),
            ("個人情報の疑い", content["guard_hits"]),
            ("うちマイナンバーの疑い", content["guard_refused"]),
        ],
    )


def _findings(content: Content) -> Table:
    listed = content["findings"]
    more = content["guard_hits"] - len(listed)
    return Table(
        "3　個人情報の疑いがある箇所",
        ("記録と箇所", "内容"),
        (52, 60),
        [(row["record"], textguard.SENTENCES[row["rule"]]) for row in listed],
        notes=[f"ほか{more:,}件"] if more else [],
    )
