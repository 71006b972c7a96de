from django.db import models


class ReportKind(models.TextChoices):
    """The reports that the contract asks for by date; the value is part of addresses and file names."""

    CALL_MONTHLY = "call_monthly", "コールセンター応答状況報告書（月次）"
    COUNTER_DAILY = "counter_daily", "申請サポート窓口 業務日報"

    @property
    def remarks_name(self) -> str:
        """What the supervisor's own words are called, on the page and in the files."""
        return "連絡事項" if self is ReportKind.COUNTER_DAILY else "傾向の分析・所見・改善策"


class ReportState(models.TextChoices):
    """Where one report stands on its way to the city."""

    REQUESTED = "requested", "作成中"
    DRAFT = "draft", "下書き"
    CONFIRMED = "confirmed", "確認済"
    ISSUED = "issued", "提出済"


TRANSITIONS: dict[ReportState, frozenset[ReportState]] = {
    ReportState.REQUESTED: frozenset({ReportState.REQUESTED, ReportState.DRAFT}),
    ReportState.DRAFT: frozenset({ReportState.REQUESTED, ReportState.CONFIRMED}),
    ReportState.CONFIRMED: frozenset({ReportState.DRAFT, ReportState.REQUESTED, ReportState.ISSUED}),
    ReportState.ISSUED: frozenset({ReportState.REQUESTED}),
}
