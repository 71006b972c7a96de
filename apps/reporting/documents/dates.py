"""Days and moments as the headings of a report say them: in the Japanese era, and as ISO 8601."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from apps.core.clock import JST, reiwa
from apps.reporting.periods import BETWEEN


def day(value: date) -> str:
    """令和8年10月1日（2026-10-01）"""
    return f"{reiwa(value)}（{value.isoformat()}）"


def moment(value: datetime) -> str:
    """令和8年10月1日 9時05分（2026-10-01T09:05+09:00）"""
    local = value.astimezone(JST)
    return f"{reiwa(local.date())} {local.hour}時{local:%M}分（{local.isoformat(timespec='minutes')}）"


def made_on(content: Mapping[str, Any]) -> str:
    return f"作成日　{day(date.fromisoformat(content['made_on']))}"


def with_period(subtitle: str, content: Mapping[str, Any]) -> str:
    """令和8年10月分（2026-10）: a heading with the days it is about, as addresses say them."""
    first, between, last = content["period"].partition(BETWEEN)
    return f"{subtitle}（{first}から{last}まで）" if between else f"{subtitle}（{first}）"
