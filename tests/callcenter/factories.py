"""Rows of the call centre for tests, fixed by default."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

from apps.accounts.models import User
from apps.callcenter.actions import ImportReport, import_calls
from apps.callcenter.enums import Result
from apps.callcenter.models import CallProfile, Inquiry, InquiryCategory
from apps.core.clock import JST

HEADER = "通話ID,着信日時,発信者番号,着信番号,応答日時,終了日時,待ち時間(秒),通話時間(秒),結果,オペレーター"
NOON = datetime(2025, 6, 2, 12, 0, tzinfo=JST)  # a Monday on which the call centre is open

TAKEN_AT = datetime(2026, 3, 31, 12, 0, tzinfo=JST)


def row(
    number: int,
    arrived: str = "2025/06/02 10:00:00",
    *,
    answered: str = "",
    ended: str = "",
    result: str = "放棄",
    caller: str = "09000000001",
    wait: int = 0,
    talk: int = 0,
    operator: str = "",
) -> str:
    return f"C{number:05d},{arrived},{caller},0570000000,{answered},{ended},{wait},{talk},{result},{operator}"


def answered(
    number: int, arrived: str = "2025/06/02 10:00:00", ended: str = "2025/06/02 10:05:00", **fields: Any
) -> str:
    return row(number, arrived, answered=arrived, ended=ended, result="応答", operator="OP01", talk=60, **fields)


def log(rows: Iterable[str], encoding: str = "utf-8-sig", header: str = HEADER) -> bytes:
    return "".join(f"{line}\r\n" for line in (header, *rows)).encode(encoding)


def take(content: bytes, profile: str = "jp_pbx", **options: Any) -> ImportReport:
    return import_calls(
        file=BytesIO(content),
        file_name=options.pop("file_name", "cdr.csv"),
        profile=CallProfile.objects.get(code=profile),
        at=TAKEN_AT,
        **options,
    )


def make_inquiry(operator: User, *, at: datetime = NOON, **fields: Any) -> Inquiry:
    defaults: dict[str, Any] = {
        "category": InquiryCategory.objects.get(code="renewal"),
        "summary": "更新の手続きに必要なものの案内",
        "result": Result.COMPLETED,
        "received_at": at,
        "saved_at": at,
        "submission_key": uuid4(),
    }
    return Inquiry.objects.create(operator=operator, **(defaults | fields))
