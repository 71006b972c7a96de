import uuid
from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Prefetch, Q, QuerySet

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.callcenter.enums import MisguidanceKind
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track
from apps.core.marks import mark_of

from .inquiries import ROLES_THAT_SEE_ALL, Inquiry


def _both_or_neither(step: str, label: str, model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{step}_at__isnull": True, f"{step}_by__isnull": True})
        | Q(**{f"{step}_at__isnull": False, f"{step}_by__isnull": False}),
        name=f"{model}_{step}_at_with_by",
        violation_error_message=f"{label}日時と人は、そろえて記録してください。",
    )


class MisguidanceQuerySet(QuerySet["Misguidance"]):
    def for_user(self, user: User) -> Self:
        """Operators see what they wrote down; the centre's leader, the general manager and the city all."""
        if user.role in ROLES_THAT_SEE_ALL:
            return self
        return self.filter(recorded_by=user) if user.role == Role.OPERATOR else self.none()

    def unreported(self) -> Self:
        return self.filter(reported_at__isnull=True)

    def most_urgent_first(self) -> Self:
        """Unreported ones first, the longest known first; then the others, newest first."""
        return self.order_by(F("reported_at").desc(nulls_first=True), "found_at", "pk")


@track()
class Misguidance(models.Model):
    """One mistake of the centre towards a caller: found, reported to the city, put right (第2-2-(4)-チ)."""

    kind = models.CharField("区分", max_length=20, choices=MisguidanceKind.choices)
    inquiry = models.ForeignKey(
        Inquiry, on_delete=models.PROTECT, null=True, blank=True, related_name="misguidances", verbose_name="問い合わせ"
    )
    found_at = models.DateTimeField("判明した日時")
    said = GuardedTextField("案内・対応の内容", max_length=1000)
    recorded_at = models.DateTimeField("記録日時")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="記録者")
    reported_at = models.DateTimeField("市への報告日時", null=True, blank=True)
    reported_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="市へ報告した人"
    )
    measure = GuardedTextField("対応", max_length=1000, blank=True)
    prevention = GuardedTextField("再発防止策", max_length=1000, blank=True)
    closed_at = models.DateTimeField("完了日時", null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="完了とした人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = MisguidanceQuerySet.as_manager()

    class Meta:
        verbose_name = "誤案内・不適切対応"
        verbose_name_plural = "誤案内・不適切対応"
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(said=""),
                name="misguidance_says_what_was_said",
                violation_error_message="案内・対応の内容を入力してください。",
            ),
            _both_or_neither("reported", "報告の", "misguidance"),
            _both_or_neither("closed", "完了の", "misguidance"),
            models.CheckConstraint(
                condition=Q(found_at__lte=F("recorded_at"))
                & (Q(reported_at__isnull=True) | Q(reported_at__gte=F("found_at")))
                & (Q(closed_at__isnull=True) | Q(reported_at__isnull=False, closed_at__gte=F("reported_at"))),
                name="misguidance_times_in_order",
                violation_error_message="判明、市への報告、完了の順に記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(measure="") & ~Q(prevention=""),
                name="misguidance_closed_with_measures",
                violation_error_message="完了するときは、対応と再発防止策も記録してください。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"M{self.pk:06d}"

    @property
    def measures_version(self) -> str:
        """What a form carries to tell whether somebody wrote meanwhile."""
        return mark_of(self.measure, self.prevention)

    def minutes_to_report(self, now: datetime) -> int:
        """Whole minutes between found and reported; until then, and counting on, up to now."""
        return int(((self.reported_at or now) - self.found_at).total_seconds() // 60)


class EmergencyProcedureQuerySet(QuerySet["EmergencyProcedure"]):
    def get_by_natural_key(self, code: str) -> "EmergencyProcedure":
        return self.get(code=code)

    def in_use(self) -> Self:
        return self.filter(is_active=True)


@track()
class EmergencyProcedure(models.Model):
    """What to do in one kind of emergency, as agreed in advance (第3-2-(10), 第3-9-(3))."""

    code = GuardedCharField(
        "記号", max_length=40, unique=True, error_messages={"unique": "この記号の手順はすでにあります。"}
    )
    name = GuardedCharField("名称", max_length=40)
    lead = GuardedCharField("心得", max_length=200)
    order = models.PositiveSmallIntegerField("表示順")
    is_active = models.BooleanField("使用中", default=True)

    objects = EmergencyProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = "緊急時の手順"
        verbose_name_plural = "緊急時の手順"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                name="emergencyprocedure_order_is_unique",
                violation_error_message="この表示順はすでに使われています。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class EmergencyStepQuerySet(QuerySet["EmergencyStep"]):
    def get_by_natural_key(self, procedure: str, order: int) -> "EmergencyStep":
        return self.get(procedure__code=procedure, order=order)


@track()
class EmergencyStep(models.Model):
    """One thing to do, in order; where somebody is to be called, the parameter that holds the number."""

    procedure = models.ForeignKey(
        EmergencyProcedure, on_delete=models.PROTECT, related_name="steps", verbose_name="手順"
    )
    order = models.PositiveSmallIntegerField("順番")
    text = GuardedCharField("すること", max_length=200)
    phone_parameter = GuardedCharField("連絡先の番号（契約条件の項目）", max_length=80, blank=True)
    is_active = models.BooleanField("使用中", default=True)

    objects = EmergencyStepQuerySet.as_manager()

    class Meta:
        verbose_name = "緊急時にすること"
        verbose_name_plural = "緊急時にすること"
        ordering = ["procedure", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "order"],
                name="emergencystep_order_is_unique",
                violation_error_message="この順番はすでに使われています。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, int]:
        return (self.procedure.code, self.order)

    natural_key.dependencies = ["callcenter.emergencyprocedure"]  # type: ignore[attr-defined]


class EmergencyQuerySet(QuerySet["Emergency"]):
    def for_user(self, user: User) -> Self:
        """Operators see those they raised; the centre's leader, the general manager and the city all."""
        if user.role in ROLES_THAT_SEE_ALL:
            return self
        return self.filter(opened_by=user) if user.role == Role.OPERATOR else self.none()

    def unacknowledged(self) -> Self:
        """Those that nobody has taken note of by name: the banner stands."""
        return self.filter(acknowledged_at__isnull=True)

    def with_names(self) -> Self:
        return self.select_related("procedure", "opened_by", "acknowledged_by", "closed_by", "inquiry")

    def with_ticks(self) -> Self:
        """With all that a list prints, in a fixed number of queries."""
        ticks = EmergencyTick.objects.select_related("by", "step")
        return self.with_names().prefetch_related(Prefetch("ticks", ticks))


@track()
class Emergency(models.Model):
    """One call that is dangerous for somebody: what was said, who was told, what was done (第3-2-(10), 第3-9-(3))."""

    procedure = models.ForeignKey(
        EmergencyProcedure, on_delete=models.PROTECT, related_name="emergencies", verbose_name="種類"
    )
    inquiry = models.ForeignKey(
        Inquiry, on_delete=models.PROTECT, null=True, blank=True, related_name="emergencies", verbose_name="問い合わせ"
    )
    words = GuardedTextField("相手の言葉・状況", max_length=2000, blank=True)
    opened_at = models.DateTimeField("発生日時")
    recorded_at = models.DateTimeField("通報日時")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="通報者")
    acknowledged_at = models.DateTimeField("確認日時", null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="確認者"
    )
    outcome = GuardedTextField("結果", max_length=1000, blank=True)
    closed_at = models.DateTimeField("終了日時", null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="終了とした人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        verbose_name = "緊急事案"
        verbose_name_plural = "緊急事案"
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["recorded_at"], name="emergency_alarm", condition=Q(acknowledged_at__isnull=True)),
        ]
        constraints = [
            _both_or_neither("acknowledged", "確認の", "emergency"),
            _both_or_neither("closed", "終了の", "emergency"),
            models.CheckConstraint(
                condition=Q(opened_at__lte=F("recorded_at"))
                & (Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gte=F("recorded_at")))
                & (Q(closed_at__isnull=True) | Q(acknowledged_at__isnull=False, closed_at__gte=F("acknowledged_at"))),
                name="emergency_times_in_order",
                violation_error_message="発生、通報、確認、終了の順に記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(words="") & ~Q(outcome=""),
                name="emergency_closed_with_outcome",
                violation_error_message="終了するときは、相手の言葉・状況と結果を記録してください。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"K{self.pk:06d}"

    @property
    def words_version(self) -> str:
        """What a form carries to tell whether somebody wrote meanwhile."""
        return mark_of(self.words)

    def minutes_to_acknowledge(self, now: datetime) -> int:
        """Whole minutes between the report and the first acknowledgement; until then up to now."""
        return int(((self.acknowledged_at or now) - self.opened_at).total_seconds() // 60)


class EmergencyTick(models.Model):
    """One step of the procedure that somebody did, and when; written once and never changed."""

    emergency = models.ForeignKey(Emergency, on_delete=models.PROTECT, related_name="ticks", verbose_name="緊急事案")
    step = models.ForeignKey(EmergencyStep, on_delete=models.PROTECT, related_name="+", verbose_name="すること")
    at = models.DateTimeField("実施日時")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="実施者")

    class Meta:
        verbose_name = "緊急時の実施"
        verbose_name_plural = "緊急時の実施"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["emergency", "step"],
                name="emergencytick_once_per_step",
                violation_error_message="この手順はすでに記録されています。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.emergency_id} {self.step_id}"
