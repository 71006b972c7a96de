from enum import Enum

from django.db import models


class Span(Enum):
    """How long the time is that one report of a kind covers."""

    DAY = "day"
    MONTH = "month"
    TERM = "term"


class ReportKind(models.TextChoices):
    """The reports that the contract asks for by date; the value is part of addresses and file names."""

    CALL_MONTHLY = "call_monthly", "コールセンター応答状況報告書（月次）"
    COUNTER_DAILY = "counter_daily", "申請サポート窓口 業務日報"
    COUNTER_MONTHLY = "counter_monthly", "申請サポート窓口 業務月報"
    OUTREACH_MONTHLY = "outreach_monthly", "出張申請受付 業務月報"
    DRIVING_MONTHLY = "driving_monthly", "運転記録・酒気帯び確認記録（月次）"
    RECORDS_MONTHLY = "records_monthly", "コールセンター全記録（月次データ）"
    COMPLETION = "completion", "委託業務実施報告書"

    @property
    def span(self) -> Span:
        return {ReportKind.COUNTER_DAILY: Span.DAY, ReportKind.COMPLETION: Span.TERM}.get(self, Span.MONTH)

    @property
    def remarks_name(self) -> str:
        """What the supervisor's own words are called, on the page and in the files."""
        is_analysis = self in (ReportKind.CALL_MONTHLY, ReportKind.COUNTER_MONTHLY)
        return "傾向の分析・所見・改善策" if is_analysis else "連絡事項"


class DataSubject(models.TextChoices):
    """What the records are about that are handed over as data (第2-2-(7))."""

    INQUIRIES = "inquiries", "応答履歴"
    CALLS = "calls", "通話記録"


class DataForm(models.TextChoices):
    """In which forms each of them is handed over."""

    XLSX = "xlsx", "Excel（xlsx）"
    CSV = "csv", "CSV（UTF-8）"


class RecordText(models.TextChoices):
    """The texts of records which reports repeat and which, from some moment on, nobody may change any more.

    The value is the model and its field. What can be changed for good is mended in the record, and not named here.
    """

    INQUIRY_SUMMARY = "callcenter.Inquiry.summary", "応答履歴の内容"
    INQUIRY_SECTION = "callcenter.Inquiry.target_section", "応答履歴の案内先"
    INQUIRY_REASON = "callcenter.Inquiry.transfer_reason", "応答履歴の転送の理由"
    INQUIRY_NOTE = "callcenter.InquiryNote.text", "応答履歴の追記"
    TROUBLE_SITUATION = "counters.Trouble.situation", "困難事例・トラブルの状況"
    TROUBLE_RESPONSE = "counters.Trouble.response", "困難事例・トラブルの対応"
    VISIT_TROUBLE = "outreach.VisitResult.trouble", "訪問の困難事例・トラブル"
    VISIT_INCOMPLETE = "outreach.VisitResult.incomplete_reason", "訪問の未了の理由"
    VISIT_REPORT = "outreach.VisitResult.report", "訪問の報告"
    VISIT_CANCELLED = "outreach.Visit.cancel_reason", "訪問の中止の理由"
    TRIP_PURPOSE = "outreach.Trip.purpose", "運転の行き先・用務"
    TRIP_GAP = "outreach.Trip.gap_reason", "走行距離計が前回と続かない理由"
    TRIP_STOPPED = "outreach.Trip.stop_reason", "運転の取りやめの理由"
    CHECK_METHOD = "outreach.AlcoholCheck.method_detail", "酒気帯びの確認の方法"
    CHECK_INSTRUCTION = "outreach.AlcoholCheck.instruction", "酒気帯びの確認の指示事項"
    CHECK_NOTE = "outreach.AlcoholCheck.note", "酒気帯びの確認のその他"
    IMPROVEMENT = "workforce.Improvement.what", "改善の内容"
    ORDER_SUBJECT = "reporting.ReportOrder.subject", "追加の報告の指示の件名"
    ORDER_WISH = "reporting.ReportOrder.wish", "追加の報告の指示の内容"


class ReportState(models.TextChoices):
    """Where one report stands on its way to the city."""

    REQUESTED = "requested", "作成中"
    DRAFT = "draft", "下書き"
    CONFIRMED = "confirmed", "確認済"
    ISSUED = "issued", "提出済"
    ACCEPTED = "accepted", "受理"
    RETURNED = "returned", "差戻し"


HANDED_OVER = (ReportState.ISSUED, ReportState.ACCEPTED, ReportState.RETURNED)
"""The city holds the newest revision; a new one begins only for a reason."""

TRANSITIONS: dict[ReportState, frozenset[ReportState]] = {
    ReportState.REQUESTED: frozenset({ReportState.REQUESTED, ReportState.DRAFT}),
    ReportState.DRAFT: frozenset({ReportState.REQUESTED, ReportState.CONFIRMED}),
    ReportState.CONFIRMED: frozenset({ReportState.DRAFT, ReportState.REQUESTED, ReportState.ISSUED}),
    ReportState.ISSUED: frozenset({ReportState.REQUESTED, ReportState.ACCEPTED, ReportState.RETURNED}),
    ReportState.ACCEPTED: frozenset({ReportState.REQUESTED}),
    ReportState.RETURNED: frozenset({ReportState.REQUESTED}),
}


class InvoiceState(models.TextChoices):
    """Where the invoice of a month stands between the two parties; a month without one is 未作成."""

    DRAFT = "draft", "下書き"
    SENT = "sent", "提出済"
    RETURNED = "returned", "差戻し"
    ACCEPTED = "accepted", "受理"
    PAID = "paid", "支払済"


INVOICE_TRANSITIONS: dict[InvoiceState, frozenset[InvoiceState]] = {
    InvoiceState.DRAFT: frozenset({InvoiceState.DRAFT, InvoiceState.SENT}),
    InvoiceState.SENT: frozenset({InvoiceState.ACCEPTED, InvoiceState.RETURNED, InvoiceState.DRAFT}),
    InvoiceState.RETURNED: frozenset({InvoiceState.DRAFT}),
    InvoiceState.ACCEPTED: frozenset({InvoiceState.PAID, InvoiceState.DRAFT}),
    InvoiceState.PAID: frozenset(),
}
"""Back to a draft means that the next revision begins; what is paid is not invoiced again."""


class InspectionResult(models.TextChoices):
    """What the city found when it inspected a month's work (第3-3-(2), (3))."""

    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


class PaymentChangeKind(models.TextChoices):
    """What an agreement of the parties changes in the schedule of payments."""

    END = "end", "契約の終了（この月まで支払う）"
    AMOUNT = "amount", "この月の額（税抜）を協議の額にする"
    TAX = "tax", "この月の税率（経過措置）"


class AccountKind(models.TextChoices):
    """The kinds of bank account that a city pays to."""

    ORDINARY = "ordinary", "普通"
    CURRENT = "current", "当座"


class Stage(models.TextChoices):
    """What a mailbox is told of a duty, and when: before its safe day, on it, late, or what the other party did."""

    BEFORE = "before", "期限前"
    TODAY = "today", "期限当日"
    LATE = "late", "期限超過"
    ISSUED = "issued", "確認待ち"
    RETURNED = "returned", "差戻し"


class MailState(models.TextChoices):
    """What became of a mail; whether one arrived is only known when the mail server said so."""

    PLANNED = "planned", "送信待ち"
    SENDING = "sending", "送信中"
    SENT = "sent", "送信済"
    FAILED = "failed", "再送待ち"
    UNKNOWN = "unknown", "結果不明"
    DROPPED = "dropped", "送信不要"
