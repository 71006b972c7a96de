import datetime
import re
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


LEAP_YEAR = 2000  # 02-29 is a day of some years
MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")


class ValueKind(models.TextChoices):
    """How the stored JSON value of a parameter is read."""

    INTEGER = "integer", "整数"
    DECIMAL = "decimal", "小数"
    TEXT = "text", "文字"
    BOOLEAN = "boolean", "はい・いいえ"
    DATE = "date", "日付"
    TIME = "time", "時刻"
    MONTH_DAY = "month_day", "月日"

    @property
    def json_type(self) -> str:
        """What PostgreSQL's jsonb_typeof says of a value of this kind."""
        return {"integer": "number", "boolean": "boolean"}.get(self.value, "string")

    def read(self, value: Any) -> Any:
        """The stored JSON value as int, Decimal, str, bool, date or time; raises ValueError when it does not fit.

        A day of every year (月日) is read as text of the form `12-29`.
        """
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
            case ValueKind.MONTH_DAY if isinstance(value, str) and MONTH_DAY.fullmatch(value):
                return f"{datetime.date.fromisoformat(f'{LEAP_YEAR}-{value}'):%m-%d}"
        raise ValueError(self.value)


class ParameterGroup(models.IntegerChoices):
    """The 28 headings under which the figures of the text are listed, in its own order."""

    CONTRACT_PERIOD = 1, "契約期間"
    OPERATING_PERIOD = 2, "運営期間"
    LATEST_START = 3, "運営開始の期限"
    PAYMENT = 4, "支払方法"
    WEEKDAY_COUNTERS = 5, "月曜日から金曜日の窓口"
    SATURDAY_COUNTER = 6, "月曜日から土曜日の窓口"
    OUTREACH = 7, "出張申請受付の回数と時間"
    COUNTER_STAFF = 8, "窓口の配置人数"
    OUTREACH_STAFF = 9, "出張申請受付の配置人数"
    GENERAL_MANAGER = 10, "統括責任者"
    SITE_LEADER = 11, "運営責任者"
    LEAFLET = 12, "チラシ"
    PHOTO = 13, "写真の大きさ"
    COUNTER_DAILY = 14, "日次報告書"
    COUNTER_MONTHLY = 15, "月次報告書"
    CALL_HOURS = 16, "コールセンターの運営時間"
    CALL_VOLUME = 17, "想定入電件数"
    ANSWER_RATE = 18, "応答率"
    SEATS = 19, "席数"
    CALL_LEADERS = 20, "コールセンターの責任者"
    DISTANCE = 21, "コールセンターまでの距離"
    SEISMIC = 22, "耐震性能"
    CONTACT_MAIL = 23, "連絡用メールアドレス"
    DATA_CENTRE = 24, "データセンター"
    CITY_ENVIRONMENT = 25, "市の利用環境"
    INSPECTION = 26, "検査"
    LIABILITY = 27, "契約不適合責任"
    PENALTY = 28, "違約金"


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


class DocumentKind(models.TextChoices):
    """What a paper of the register is for."""

    TRAINING_CURRICULUM = "training_curriculum", "研修カリキュラム"
    COUNTER_MANUAL = "counter_manual", "窓口運営マニュアル"
    RESERVATION_MANUAL = "reservation_manual", "予約対応マニュアル"
    INQUIRY_MANUAL = "inquiry_manual", "問い合わせ対応マニュアル"
    INCIDENT_PLAN = "incident_plan", "事故対応計画"
    PENALTIES = "penalties", "守秘義務違反の罰則"
    OTHER = "other", "その他"


class Audience(models.TextChoices):
    """Whose work a paper is about."""

    COUNTER = "counter", "申請サポート窓口"
    CALLCENTER = "callcenter", "コールセンター"
    ALL = "all", "全員"


class Decision(models.TextChoices):
    """What the city said to a submitted version."""

    ACCEPTED = "accepted", "承諾"
    RETURNED = "returned", "差戻"


class DocumentState(models.TextChoices):
    """Where a document stands; it follows from its newest version and that version's days, and is never stored."""

    MISSING = "missing", "未作成"
    PREPARED = "prepared", "未提出"
    SUBMITTED = "submitted", "提出"
    ACCEPTED = "accepted", "承諾"
    RETURNED = "returned", "差戻"

    @property
    def next_actor(self) -> str:
        """Who has to do something now; nobody once the version is accepted."""
        match self:
            case DocumentState.SUBMITTED:
                return "市"
            case DocumentState.ACCEPTED:
                return ""
        return "受託者"


class IncidentKind(models.TextChoices):
    """What went wrong, by who has to act on it."""

    PERSONAL_DATA = "personal_data", "個人情報・情報セキュリティ"
    SYSTEM = "system", "機器・通信・システム"
    FACILITY = "facility", "施設・設備"
    DRIVING = "driving", "車両・運転"
    OTHER = "other", "その他"
