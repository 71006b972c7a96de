"""How a day of the counters ended: closed, and its report found right by the 運営責任者 (第2-1-(9)-②-運営イ・エ)."""

from collections.abc import Mapping
from typing import Any

from .enums import ReportKind

Content = Mapping[str, Any]
NOT_CLOSED = "{}　閉設の記録がありません。窓口の画面で閉設を記録してから、報告書を作り直してください。"
NOT_SIGNED = (
    "運営責任者の確認がない窓口があります（{}）。確認を受けてから報告書を作り直すか、確認がない理由を入力してください。"
)


def unclosed(content: Content) -> list[Content]:
    """The counters that opened and did not close: their day cannot be reported yet."""
    return [row for row in _opened(content) if not row["closed_at"]]


def unsigned(content: Content) -> list[Content]:
    """The counters whose closed day nobody has found right."""
    return [row for row in _opened(content) if row["closed_at"] and row["signed_at"] is None]


def not_signed(content: Content) -> str:
    """The sentence on the counters whose day is not signed."""
    return NOT_SIGNED.format("、".join(row["site_name"] for row in unsigned(content)))


def objections(content: Content) -> list[str]:
    """Why the day may not be handed over: a counter still open, or one not signed without a reason."""
    needs_reason = unsigned(content) and not content["unsigned_reason"].strip()
    return [
        *[NOT_CLOSED.format(row["site_name"]) for row in unclosed(content)],
        *([not_signed(content)] if needs_reason else []),
    ]


def _opened(content: Content) -> list[Content]:
    if content["kind"] != ReportKind.COUNTER_DAILY:
        return []
    return [row for row in content["sites"] if row["opened_at"]]
