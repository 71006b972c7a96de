"""What a `CallProfile` may say.

One source is `{"from": [columns], "none_when": {column: value}}`; a bare column name is short for it.
"""

from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .enums import Outcome

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


def shape_faults(profile: "CallProfile") -> list[str]:
    """What is wrong with the profile, as sentences; empty when a file can be read with it."""
    faults = []
    if missing := [field for field in REQUIRED if not profile.columns.get(field)]:
        faults.append(f"列の対応に {'・'.join(missing)} がありません。")
    if unknown := sorted(profile.columns.keys() - set(FIELDS)):
        faults.append(f"列の対応に知らない項目があります: {'・'.join(unknown)}")
    if not profile.encodings:
        faults.append("文字コードを1つ以上指定してください。")
    if not profile.datetime_formats:
        faults.append("日時の書式を1つ以上指定してください。")
    if unknown := sorted(set(profile.outcomes.values()) - set(Outcome.values)):
        faults.append(f"結果の対応に知らない値があります: {'・'.join(map(str, unknown))}")
    for encoding in profile.encodings:
        try:
            "".encode(encoding)
        except LookupError:
            faults.append(f"文字コード {encoding} は使えません。")
    try:
        ZoneInfo(profile.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        faults.append(f"時間帯 {profile.time_zone} はありません。")
    try:
        needed_columns(profile)
    except (KeyError, TypeError, ValueError):
        faults.append("列の対応は、列名か from・none_when の組で書いてください。")
    return faults
