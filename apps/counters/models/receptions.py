import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Max, Q, Value

from apps.core.history import track
from apps.counters.enums import (
    UNDO_WINDOW,
    Accommodation,
    AssistMethod,
    Interpreting,
    Language,
    ServiceKind,
    SourceDocument,
    UsageKind,
)

from .rules import both_or_neither
from .sessions import CounterSession

_ASSIST = Q(services__kind=ServiceKind.ASSIST)
_USAGE = Q(services__kind=ServiceKind.USAGE)


def _services(condition: Q) -> Count:
    return Count("services", filter=condition)


TALLY: dict[str, Count] = {
    "receptions": Count("pk", distinct=True),
    "assists": _services(_ASSIST),
    "assists_a": _services(_ASSIST & Q(services__method=AssistMethod.DEVICE)),
    "assists_i": _services(_ASSIST & Q(services__method=AssistMethod.POST)),
    "assists_u": _services(_ASSIST & Q(services__method=AssistMethod.SMARTPHONE)),
    "assists_e": _services(_ASSIST & Q(services__method=AssistMethod.AGREED)),
    "photos": _services(Q(services__kind=ServiceKind.PHOTO)),
    "express_photos": _services(Q(services__kind=ServiceKind.EXPRESS_PHOTO)),
    "usage": _services(_USAGE),
    **{f"usage_{kind}": _services(_USAGE & Q(services__usage=kind)) for kind in UsageKind.values},
    "guidance_only": _services(Q(services__kind=ServiceKind.GUIDANCE)),
    "other": _services(Q(services__kind=ServiceKind.OTHER)),
    "forms_issued": Count("pk", filter=Q(form_issued_at_window=True), distinct=True),
    "interpreted": Count("pk", filter=~Q(interpreting=""), distinct=True),
    "accommodated": Count("pk", filter=~Q(accommodation=""), distinct=True),
    "gave_up": Count("pk", filter=Q(gave_up=True), distinct=True),
}
"""What is counted of receptions and their services (第2-1-(12)-②).

Express photos are neither 申請支援 nor 写真撮影 (第2-1-(2)-③).
"""

EMPTY_TALLY: dict[str, int] = dict.fromkeys(TALLY, 0)


class ReceptionQuerySet(models.QuerySet["Reception"]):
    def counted(self) -> "ReceptionQuerySet":
        """Receptions that stand: everything that was not taken back."""
        return self.filter(voided_at__isnull=True)

    def tally(self) -> dict[str, int]:
        """The counts of these receptions from their rows, in one query; keys as in TALLY."""
        return self.aggregate(**TALLY)

    def tally_by_session(self) -> dict[int, dict[str, int]]:
        """The same counts for every session at once: session pk → tally; a session without receptions is missing."""
        rows = self.order_by().values("session_id").annotate(**TALLY)
        return {row.pop("session_id"): row for row in rows}

    def next_number(self) -> int:
        return (self.aggregate(last=Max("number"))["last"] or 0) + 1


@track()
class Reception(models.Model):
    """One person who was served at a counter; a family of four is four receptions of one group."""

    session = models.ForeignKey(CounterSession, models.PROTECT, related_name="receptions", verbose_name="窓口の開設")
    number = models.PositiveSmallIntegerField("受付番号")
    received_at = models.DateTimeField("受付時刻")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="受け付けた人"
    )
    submission_key = models.UUIDField("送信の印", editable=False, default=uuid.uuid4)
    group_size = models.PositiveSmallIntegerField("人数", default=1)
    place_in_group = models.PositiveSmallIntegerField("組の中の順", default=1)
    form_issued_at_window = models.BooleanField("申請書を窓口で交付", default=False)
    pickup_explained = models.BooleanField("受取の案内", default=False)
    language = models.CharField("言語", max_length=20, choices=Language.choices, blank=True)
    interpreting = models.CharField("通訳", max_length=20, choices=Interpreting.choices, blank=True)
    accommodation = models.CharField("合理的配慮", max_length=20, choices=Accommodation.choices, blank=True)
    gave_up = models.BooleanField("途中で取りやめ", default=False)
    voided_at = models.DateTimeField("取り消した時刻", null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="取り消した人"
    )

    objects = ReceptionQuerySet.as_manager()

    class Meta:
        verbose_name = "受付"
        verbose_name_plural = "受付"
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                name="reception_number_is_unique_in_session",
                violation_error_message="この受付番号はすでに使われています。",
            ),
            models.UniqueConstraint(
                fields=["submission_key", "place_in_group"],
                name="reception_submission_is_recorded_once",
                violation_error_message="この受付はすでに記録されています。",
            ),
            models.CheckConstraint(
                condition=Q(place_in_group__gte=1) & Q(place_in_group__lte=F("group_size")),
                name="reception_place_is_within_group",
                violation_error_message="組の中の順は、1から人数までにしてください。",
            ),
            models.CheckConstraint(
                condition=both_or_neither("voided_at", "voided_by"),
                name="reception_voided_at_with_by",
                violation_error_message="取り消した時刻と人は、そろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True)
                | (Q(voided_at__gte=F("received_at")) & Q(voided_at__lte=F("received_at") + Value(UNDO_WINDOW))),
                name="reception_voided_within_a_minute",
                violation_error_message="取り消しは、記録してから1分以内に限ります。",
            ),
            models.CheckConstraint(
                condition=Q(interpreting="") | ~Q(language=""),
                name="reception_interpreting_needs_a_language",
                violation_error_message="通訳を使ったときは、言語を選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.number}"

    @property
    def undo_until(self) -> datetime:
        return self.received_at + UNDO_WINDOW

    def can_be_undone(self, at: datetime) -> bool:
        return self.voided_at is None and self.received_at <= at <= self.undo_until


POSTAL_TICKS = ("form_filled", "photo_pasted", "sealed", "posting_explained")
"""What staff make sure of before the person posts the application (第2-1-(2)-①-イ)."""


class ServiceQuerySet(models.QuerySet["Service"]):
    def postal(self) -> "ServiceQuerySet":
        """Assists by post of receptions that stand."""
        return self.filter(method=AssistMethod.POST, reception__voided_at__isnull=True)

    def unticked(self) -> "ServiceQuerySet":
        """Those with at least one of the four ticks missing."""
        return self.exclude(**dict.fromkeys(POSTAL_TICKS, True))


@track()
class Service(models.Model):
    """One thing done for the person of one reception; what is counted in the daily report."""

    reception = models.ForeignKey(Reception, models.PROTECT, related_name="services", verbose_name="受付")
    kind = models.CharField("種類", max_length=20, choices=ServiceKind.choices)
    method = models.CharField("支援方法", max_length=20, choices=AssistMethod.choices, blank=True)
    source_document = models.CharField("読み取った書類", max_length=20, choices=SourceDocument.choices, blank=True)
    usage = models.CharField("利活用の内容", max_length=20, choices=UsageKind.choices, blank=True)
    form_filled = models.BooleanField("記入", default=False)
    photo_pasted = models.BooleanField("写真貼付", default=False)
    sealed = models.BooleanField("封入", default=False)
    posting_explained = models.BooleanField("本人投函の案内", default=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = "対応内容"
        verbose_name_plural = "対応内容"
        ordering = ["reception", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ServiceKind.ASSIST, method__in=AssistMethod.values)
                | (~Q(kind=ServiceKind.ASSIST) & Q(method="")),
                name="service_method_belongs_to_assist",
                violation_error_message="支援方法（ア・イ・ウ・エ）は申請支援に必ず付け、ほかの対応には付けません。",
            ),
            models.CheckConstraint(
                condition=Q(kind=ServiceKind.USAGE, usage__in=UsageKind.values)
                | (~Q(kind=ServiceKind.USAGE) & Q(usage="")),
                name="service_usage_belongs_to_usage_support",
                violation_error_message="利活用の内容は利活用サポートに必ず付け、ほかの対応には付けません。",
            ),
            models.CheckConstraint(
                condition=Q(method=AssistMethod.SMARTPHONE, source_document__in=SourceDocument.values)
                | (~Q(method=AssistMethod.SMARTPHONE) & Q(source_document="")),
                name="service_source_document_belongs_to_smartphone",
                violation_error_message="読み取った書類は、スマートフォンでの支援のときに限り必ず記録します。",
            ),
            models.CheckConstraint(
                condition=Q(kind=ServiceKind.ASSIST, method=AssistMethod.POST)
                | Q(**dict.fromkeys(POSTAL_TICKS, False)),
                name="service_postal_ticks_belong_to_post",
                violation_error_message="記入・写真貼付・封入・本人投函の案内の確認は、郵便での支援にだけ付けます。",
            ),
            models.UniqueConstraint(
                fields=["reception"],
                condition=Q(kind__in=[ServiceKind.ASSIST, ServiceKind.EXPRESS_PHOTO]),
                name="service_one_assist_or_express_photo_per_reception",
                violation_error_message="1人の受付に記録できるのは、申請支援か特急発行写真のどちらか1件です。",
            ),
            models.UniqueConstraint(
                fields=["reception", "kind", "usage"],
                name="service_each_kind_once_per_reception",
                violation_error_message="同じ対応は、1人の受付に1件だけ記録できます。",
            ),
        ]

    def __str__(self) -> str:
        return self.get_method_display() or self.get_usage_display() or self.get_kind_display()

    @property
    def is_postal(self) -> bool:
        return self.method == AssistMethod.POST

    @property
    def postal_list(self) -> list[tuple[str, str, bool]]:
        """Each of the four ticks: its field, its word, whether it is there."""
        fields = [field for field in self._meta.concrete_fields if field.name in POSTAL_TICKS]
        return [(field.name, str(field.verbose_name), getattr(self, field.name)) for field in fields]

    @property
    def postal_progress(self) -> str:
        done = sum(is_ticked for _, _, is_ticked in self.postal_list)
        return f"郵便の確認 {done}/{len(POSTAL_TICKS)}"

    @property
    def is_checked(self) -> bool:
        """Whether all four ticks are there."""
        return all(is_ticked for _, _, is_ticked in self.postal_list)
