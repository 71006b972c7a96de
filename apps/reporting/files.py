"""The files of a report, made from its frozen content and nothing else."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import ModuleType
from typing import Any
from urllib.parse import quote

from .documents import (
    call_monthly,
    completion,
    counter_daily,
    counter_monthly,
    driving_monthly,
    invoice,
    outreach_monthly,
    printing,
    records_monthly,
)
from .documents.sheets import Paper
from .enums import DataForm, DataSubject, ReportKind
from .invoices import INVOICE
from .progress import Tell, silent

LAID_OUT: dict[str, ModuleType] = {
    ReportKind.CALL_MONTHLY: call_monthly,
    ReportKind.COUNTER_DAILY: counter_daily,
    INVOICE: invoice,
}
"""The kinds with a layout of their own."""

PAPERS: dict[str, Callable[[Mapping[str, Any]], Paper]] = {
    ReportKind.COUNTER_MONTHLY: counter_monthly.paper,
    ReportKind.OUTREACH_MONTHLY: outreach_monthly.paper,
    ReportKind.DRIVING_MONTHLY: driving_monthly.paper,
    ReportKind.RECORDS_MONTHLY: records_monthly.paper,
    ReportKind.COMPLETION: completion.paper,
}
"""The kinds that consist of tables, which the page prints as the files do."""

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
FORMATS = tuple(CONTENT_TYPES)
STEPS = {"xlsx": "Excel", "pdf": "PDF"}
"""What the making of each is called while somebody waits for it."""


def build(content: Mapping[str, Any], form: str, made_at: datetime, tell: Tell = silent) -> bytes:
    """The file as bytes, `form` being "xlsx" or "pdf"; equal content and moment give equal bytes."""
    tell(STEPS[form])
    kind = content["kind"]
    if kind in PAPERS:
        paper = PAPERS[kind](content)
        return (printing.xlsx if form == "xlsx" else printing.pdf_bytes)(paper, content, made_at)
    document = LAID_OUT[kind]
    make: Callable[[Mapping[str, Any], datetime], bytes] = document.xlsx if form == "xlsx" else document.pdf_bytes
    return make(content, made_at)


def attachment(kind: str, first: date, period: str, number: int, form: str) -> str:
    """The Content-Disposition header: a plain ASCII name, and the Japanese one for those who read RFC 5987."""
    plain = f"{kind}_{period}_r{number}.{form}"
    name = {
        ReportKind.CALL_MONTHLY: f"コールセンター応答状況報告書_{first:%Y年%m月}",
        ReportKind.COUNTER_DAILY: f"申請サポート窓口業務日報_{first:%Y年%m月%d日}",
        ReportKind.COUNTER_MONTHLY: f"申請サポート窓口業務月報_{first:%Y年%m月}",
        ReportKind.OUTREACH_MONTHLY: f"出張申請受付業務月報_{first:%Y年%m月}",
        ReportKind.DRIVING_MONTHLY: f"運転記録・酒気帯び確認記録_{first:%Y年%m月}",
        ReportKind.RECORDS_MONTHLY: f"コールセンター全記録送付書_{first:%Y年%m月}",
        ReportKind.COMPLETION: f"委託業務実施報告書_{period}",
    }[ReportKind(kind)]
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(f'{name}_第{number}版.{form}')}"


def data_attachment(subject: DataSubject, period: str, number: int, form: DataForm) -> str:
    """The Content-Disposition header of a file of records that goes with a revision."""
    plain = f"{subject.value}_{period}_r{number}.{form.value}"
    name = quote(f"{subject.label}_{period}_第{number}版.{form.value}")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"


def driving_attachment(month: date, form: str) -> str:
    """The Content-Disposition header of a month's driving record."""
    name = quote(f"運転記録・酒気帯び確認記録_{month:%Y年%m月}.{form}")
    return f"attachment; filename=\"driving_{month:%Y-%m}.{form}\"; filename*=UTF-8''{name}"


def invoice_attachment(number: str, revision: int, form: str) -> str:
    """The Content-Disposition header of one revision of an invoice."""
    plain = f"invoice_{number}_r{revision}.{form}"
    name = quote(f"請求書_{number}_第{revision}版.{form}")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
