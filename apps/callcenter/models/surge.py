from datetime import datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, QuerySet

from apps.accounts.models import User
from apps.callcenter.enums import SurgeDecision, SurgeReason, SurgeSource
from apps.core import clock
from apps.core.fields import GuardedCharField
from apps.core.history import track

UNDECIDED = Q(
    decision="", decision_reason="", seats_added__isnull=True, decided_by__isnull=True, decided_at__isnull=True
)
DECIDED = Q(decided_by__isnull=False, decided_at__isnull=False)


class SurgeEventQuerySet(QuerySet["SurgeEvent"]):
    def lasting(self) -> "SurgeEventQuerySet":
        """The one that has not ended."""
        return self.filter(ended_at__isnull=True)

    def found_between(self, first: datetime, last: datetime) -> "SurgeEventQuerySet":
        """Found in [first, last), whenever they ended."""
        return self.filter(found_at__gte=first, found_at__lt=last)


@track()
class SurgeEvent(models.Model):
    """One stretch in which the telephones needed more seats: what was seen, who did what about it (第2-2-(3)-ア)."""

    found_at = models.DateTimeField("把握した時刻")
    source = models.CharField("把握の元", max_length=10, choices=SurgeSource.choices)
    reason = models.CharField("きっかけ", max_length=10, choices=SurgeReason.choices)
    window_minutes = models.PositiveSmallIntegerField("数えた時間（分）")
    usual_calls = models.DecimalField("通常の件数", max_digits=7, decimal_places=1)
    calls = models.PositiveIntegerField("把握したときの着信")
    lost = models.PositiveIntegerField("把握したときの取りこぼし")
    seats = models.PositiveSmallIntegerField("把握したときの席数")
    seats_to_add = models.PositiveSmallIntegerField("追加の目安（席）")
    last_over_at = models.DateTimeField("最後に基準を超えた時刻")
    latest_calls = models.PositiveIntegerField("直近の着信")
    latest_lost = models.PositiveIntegerField("直近の取りこぼし")
    decision = models.CharField("対応", max_length=10, choices=SurgeDecision.choices, blank=True)
    seats_added = models.PositiveSmallIntegerField("追加した席数", null=True, blank=True)
    decision_reason = GuardedCharField("理由・内容", max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="判断した人"
    )
    decided_at = models.DateTimeField("判断した時刻", null=True, blank=True)
    ended_at = models.DateTimeField("終了した時刻", null=True, blank=True)

    objects = SurgeEventQuerySet.as_manager()

    class Meta:
        verbose_name = "着信の急増"
        verbose_name_plural = "着信の急増"
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("found_at")),
                name="surgeevent_ends_after_it_was_found",
                violation_error_message="終了した時刻は、把握した時刻より後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(seats_to_add__gte=1),
                name="surgeevent_suggests_a_seat",
                violation_error_message="追加の目安は、1席以上にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(lost__lte=F("calls"), latest_lost__lte=F("latest_calls")),
                name="surgeevent_loses_no_more_than_came",
                violation_error_message="取りこぼしが着信より多くなっています。",
            ),
            models.CheckConstraint(
                condition=UNDECIDED
                | (DECIDED & Q(decision=SurgeDecision.ADDED, seats_added__isnull=False, seats_added__gte=1))
                | (DECIDED & Q(decision=SurgeDecision.NONE, seats_added__isnull=True) & ~Q(decision_reason="")),
                name="surgeevent_decision_is_whole",
                violation_error_message="席を追加したときは席数を、追加しないときは理由を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(decided_at__gte=F("found_at")),
                name="surgeevent_is_decided_after_it_was_found",
                violation_error_message="判断した時刻は、把握した時刻以降にしてください。",
            ),
            ExclusionConstraint(
                name="surgeevent_one_at_a_time",
                expressions=[
                    (
                        models.Func(
                            F("found_at"), F("ended_at"), function="tstzrange", output_field=DateTimeRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                violation_error_message="終了していない着信の急増が、すでに記録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{clock.short_date(self.found_at)} {self.get_reason_display()}"

    @property
    def version(self) -> str:
        """Changes with everything that a board shows of it."""
        return f"{self.pk}-{self.latest_calls}-{self.latest_lost}-{self.decision}-{self.seats_added or 0}"

    @property
    def is_decided(self) -> bool:
        return bool(self.decision)

    def says(self, *, decision: SurgeDecision, seats: int | None, reason: str, by: User) -> bool:
        """Whether exactly this was decided already, by this person."""
        added = seats if decision == SurgeDecision.ADDED else None
        return (self.decision, self.seats_added, self.decision_reason, self.decided_by_id) == (
            decision, added, reason, by.pk
        )  # fmt: skip

    def decide(self, *, decision: SurgeDecision, seats: int | None, reason: str, by: User, at: datetime) -> None:
        """What the leader did about it, written once; seats only when some were added. Raises ValidationError."""
        if self.is_decided:
            raise ValidationError("対応は、すでに記録されています。")
        self.decision, self.decision_reason = decision, reason
        self.seats_added = seats if decision == SurgeDecision.ADDED else None
        self.decided_by, self.decided_at = by, at
