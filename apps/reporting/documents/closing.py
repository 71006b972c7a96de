"""What every report ends with: how it differs from its last revision, how its texts were checked (第2-1-(12), C19)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from apps.core.clock import reiwa

from . import dates
from .sheets import DASH, Section, Table
from .workbook import Value

REVISION, ATTESTATION, REASON = "前の版との違い", "点検", "作り直した理由"
DIFFERENCES, RECORDS = "変わった数値と文章", "もとになった記録"
WIDTHS = (44, 30, 30)
NO_DIFFERENCE = "前の版から変わった数値と文章はありません。"
ATTESTATION_NOTES = (
    "「文章の数」は、この報告書に載る、従事者と職員が書いた文章の数です。",
    "「伏せた文章」は、個人情報を含むため受託者が載せていない文章です。その箇所には、伏せたことを印字します。",
    "申請者・相談者の氏名や電話番号などの欄は、集計に使う権限では読めません。",
    "「個人情報の疑い」は、規則に当たった箇所の数です。マイナンバーの疑いがある報告書は提出できません。",
)


def sections(content: Mapping[str, Any], made_at: datetime) -> list[Section]:
    """The attestation always last; from the second revision on, the differences before it."""
    closing = [Section(ATTESTATION, [_attestation(content, made_at)], landscape=False)]
    revision = content.get("revision") or {}
    if revision.get("number", 1) >= 2:
        parts = ((REVISION, _reason), (DIFFERENCES, _differences), (RECORDS, _because))
        closing = [*[Section(name, [table(revision)], landscape=False) for name, table in parts], *closing]
    return closing


def _reason(revision: Mapping[str, Any]) -> Table:
    rows = [(REASON, revision.get("reason") or DASH)]
    return Table(f"{REVISION}（第{revision['number']}版）", ("項目", "内容"), (18, sum(WIDTHS) - 18), rows)


def _differences(revision: Mapping[str, Any]) -> Table:
    return Table(
        DIFFERENCES,
        ("箇所", "前の版", "この版"),
        WIDTHS,
        [(place, _value(before), _value(after)) for place, before, after in revision.get("differences", ())],
        empty=NO_DIFFERENCE,
    )


def _because(revision: Mapping[str, Any]) -> Table:
    return Table(
        f"変わった数値の{RECORDS}",
        ("記録", "変更", "日時・担当"),
        WIDTHS,
        [
            (
                _value(row.get("label")),
                _value(row.get("what")),
                f"{row.get('when') or DASH}　{row.get('by') or ''}".strip(),
            )
            for row in revision.get("because", ())
        ],
    )


def _attestation(content: Mapping[str, Any], made_at: datetime) -> Table:
    guard = content.get("guard") or {}
    rows: Sequence[tuple[str, Value]] = (
        ("個人情報の点検の規則", _version(guard.get("rules_version"))),
        ("点検した文章の数", guard.get("texts")),
        ("伏せた文章の数", guard.get("withheld")),
        ("個人情報の疑い", guard.get("hits")),
        ("うちマイナンバーの疑い", guard.get("refused")),
        ("疑いのうち、人が読んで個人情報ではないと確認した箇所", guard.get("read")),
        ("疑いのある箇所を確認した者", guard.get("confirmed_by") or DASH),
        ("用語の定義", _words(content)),
        ("作成日時", dates.moment(made_at)),
    )
    return Table("点検（個人情報を含まないことの確認）", ("項目", "内容"), (49, 58), rows, notes=ATTESTATION_NOTES)


def _words(content: Mapping[str, Any]) -> str:
    """The text that the report goes by, where it has definitions of its own."""
    since = content.get("definitions_since")
    holds = f"、適用日 {reiwa(date.fromisoformat(since))}" if since else ""
    return f"{_version(content.get('definitions_version'))}{holds}"


def _version(number: Any) -> str:
    return f"第{number}版" if number else DASH


def _value(value: Any) -> Value:
    return value if isinstance(value, int | str) else None if value is None else str(value)
