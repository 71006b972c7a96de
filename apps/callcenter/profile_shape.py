"""What a `CallProfile` may say.

One source is `{"from": [columns], "none_when": {column: value}}`; a bare column name is short for it.
"""

from collections import defaultdict
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .enums import LogKind, Outcome

if TYPE_CHECKING:
    from .models import CallProfile

REQUIRED = ("external_id", "arrived_at", "outcome")
TIMES = ("arrived_at", "queued_at", "answered_at", "ended_at")
FIELDS = (
    *REQUIRED,
    "queued_at",
    "answered_at",
    "ended_at",
    "wait_seconds",
    "talk_seconds",
    "operator_code",
    "caller_number",
)
CALLER = "caller_number"
LABELS = {
    "external_id": "通話ID",
    "arrived_at": "着信日時",
    "outcome": "結果",
    "queued_at": "待ち呼の開始日時",
    "answered_at": "応答日時",
    "ended_at": "終了日時",
    "wait_seconds": "待ち時間（秒）",
    "talk_seconds": "通話時間（秒）",
    "operator_code": "オペレーター",
    CALLER: "発信者番号",
}
DISTINCT = ("external_id", "arrived_at", "ended_at", "outcome", "operator_code")


class Source(NamedTuple):
    """Where a field's text stands: these columns' cells joined; absent when all of `none_when` hold their values."""

    columns: tuple[str, ...]
    none_when: dict[str, str]


def sources(profile: "CallProfile", field: str) -> list[Source]:
    """The places to look for a field, best first; empty when the telephone system does not give it."""
    entry: Any = profile.columns.get(field, [])
    entries = entry if isinstance(entry, list) else [entry]
    return [
        Source((item,), {}) if isinstance(item, str) else Source(tuple(item["from"]), dict(item.get("none_when", {})))
        for item in entries
    ]


def needed_columns(profile: "CallProfile") -> list[str]:
    """Every column the profile speaks of, in the order of its fields."""
    names = [
        name for field in FIELDS for source in sources(profile, field) for name in (*source.columns, *source.none_when)
    ]
    return list(dict.fromkeys([*names, *profile.skips]))


def shape_faults(profile: "CallProfile") -> dict[str, list[str]]:
    """What is wrong with the profile, as sentences by field; empty when a file can be read with it.

    A fault of one entry in `columns` stands under `columns.<entry>`.
    """
    faults: dict[str, list[str]] = defaultdict(list)
    if not profile.encodings:
        faults["encodings"].append("文字コードを1つ以上指定してください。")
    for encoding in profile.encodings:
        try:
            "".encode(encoding)
        except (LookupError, TypeError):
            faults["encodings"].append(f"文字コード {encoding} は使えません。")
    try:
        ZoneInfo(profile.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        faults["time_zone"].append(f"時間帯 {profile.time_zone} はありません。")
    if unknown := sorted(set(map(str, profile.outcomes.values())) - set(Outcome.values)):
        faults["outcomes"].append(f"結果の対応に知らない値があります: {'・'.join(unknown)}")
    if profile.kind == LogKind.TABLE:
        _judge_table(profile, faults)
    else:
        if profile.columns:
            faults["columns"].append("列の対応は、表の形式だけに指定します。")
        if not profile.outcomes:
            faults["outcomes"].append("応答しなかった通話の終わり方を、結果に対応させてください。")
        elif Outcome.ANSWERED in profile.outcomes.values():
            faults["outcomes"].append(
                "応答は接続の記録から判断します。終わり方を「応答」に対応させることはできません。"
            )
    return dict(faults)


def _judge_table(profile: "CallProfile", faults: dict[str, list[str]]) -> None:
    if len(profile.delimiter) != 1 or profile.delimiter in '"\r\n \0':
        faults["delimiter"].append("区切り文字には、引用符・空白・改行以外の1文字を指定してください。")
    if Outcome.ANSWERED not in profile.outcomes.values():
        faults["outcomes"].append("「応答」に対応する語を1つ以上指定してください。")
    if not profile.datetime_formats:
        faults["datetime_formats"].append("日時の書式を1つ以上指定してください。")
    for pattern in profile.datetime_formats:
        if sentence := _format_fault(pattern):
            faults["datetime_formats"].append(sentence)
    try:
        read = {field: {name for source in sources(profile, field) for name in source.columns} for field in FIELDS}
        needed_columns(profile)
    except (KeyError, TypeError, ValueError):
        faults["columns"].append("列の対応は、列名か from・none_when の組で書いてください。")
        return
    for field in REQUIRED:
        if not profile.columns.get(field):
            faults[f"columns.{field}"].append(f"列の対応に {LABELS[field]} がありません。")
    if unknown := sorted(profile.columns.keys() - set(FIELDS)):
        faults["columns"].append(f"列の対応に知らない項目があります: {'・'.join(unknown)}")
    for field in FIELDS:
        if field != CALLER and (shared := sorted(read[field] & read[CALLER])):
            faults[f"columns.{field}"].append(
                f"「{'・'.join(shared)}」は発信者番号の列です。番号は保存しないため、{LABELS[field]}には使えません。"
            )
    if shared := sorted(profile.skips.keys() & read[CALLER]):
        faults["skips"].append(f"「{'・'.join(shared)}」は発信者番号の列です。数えない行を決める列には使えません。")
    for field, other in combinations(DISTINCT, 2):
        if read[field] and read[field] == read[other]:
            faults[f"columns.{other}"].append(f"{LABELS[field]}と{LABELS[other]}に同じ列は使えません。")


def _format_fault(pattern: object) -> str:
    if not isinstance(pattern, str) or not pattern.isprintable():
        return "日時の書式が読めません。"
    moment = datetime(2025, 6, 2, 13, 5, 9)  # noqa: DTZ001 - any moment that writes every part differently
    try:
        again = datetime.strptime(moment.strftime(pattern), pattern)  # noqa: DTZ007
    except ValueError:
        return f"日時の書式 {pattern} は使えません。"
    if again.date() != moment.date():
        return f"日時の書式 {pattern} には、年・月・日（%Y・%m・%d）が必要です。"
    return ""
