import datetime
from decimal import Decimal
from typing import Any

from django.db import models


class SiteKind(models.TextChoices):
    """What a place is for: people come to a counter, call the call centre, and the city keeps its own business days."""

    COUNTER = "counter", "申請サポート窓口"
    CALLCENTER = "callcenter", "コールセンター"
    CITY = "city", "市役所（開庁日）"


class Service(models.TextChoices):
    """The two services of 第1-5, each of which may start on a day of its own by agreement (第1-6-(2))."""

    COUNTERS = "counters", "申請サポート"
    CALLCENTER = "callcenter", "コールセンター"


SERVICE_OF_KIND = {SiteKind.COUNTER.value: Service.COUNTERS.value, SiteKind.CALLCENTER.value: Service.CALLCENTER.value}


class ValueKind(models.TextChoices):
    """How the stored JSON value of a parameter is read."""

    INTEGER = "integer", "整数"
    DECIMAL = "decimal", "小数"
    TEXT = "text", "文字"
    BOOLEAN = "boolean", "はい・いいえ"
    DATE = "date", "日付"
    TIME = "time", "時刻"

    @property
    def json_type(self) -> str:
        """What PostgreSQL's jsonb_typeof says of a value of this kind."""
        return {"integer": "number", "boolean": "boolean"}.get(self.value, "string")

    def read(self, value: Any) -> Any:
        """The stored JSON value as int, Decimal, str, bool, date or time; raises ValueError when it does not fit."""
        match self:
            case ValueKind.INTEGER if isinstance(value, int) and not isinstance(value, bool):
                return value
            case ValueKind.BOOLEAN if isinstance(value, bool):
                return value
            case ValueKind.TEXT if isinstance(value, str):
                return value
            case ValueKind.DECIMAL if isinstance(value, str) and value.replace(".", "", 1).isdecimal():
                return Decimal(value)
            case ValueKind.DATE if isinstance(value, str):
                return datetime.date.fromisoformat(value)
            case ValueKind.TIME if isinstance(value, str):
                return datetime.time.fromisoformat(value)
        raise ValueError(self.value)


class Weekday(models.IntegerChoices):
    """ISO weekdays, as `date.isoweekday()` numbers them."""

    MONDAY = 1, "月"
    TUESDAY = 2, "火"
    WEDNESDAY = 3, "水"
    THURSDAY = 4, "木"
    FRIDAY = 5, "金"
    SATURDAY = 6, "土"
    SUNDAY = 7, "日"


class AgreementState(models.TextChoices):
    """Where a point to be agreed stands; it follows from the three dates and is never stored."""

    NOT_ASKED = "not_asked", "未照会"
    ASKED = "asked", "照会中"
    ANSWERED = "answered", "回答あり"
    DECIDED = "decided", "決定"
