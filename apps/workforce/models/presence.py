"""Who was really where, from when to when."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from apps.contracts.models import Site
from apps.contracts.models.spans import same
from apps.core.clock import day_bounds
from apps.core.fields import GuardedCharField
from apps.core.history import track
from apps.workforce.enums import Duty, LeftAs

from .people import StaffMember
from .shifts import Outing


class PresenceQuerySet(models.QuerySet["Presence"]):
    def overlapping(self, starts_at: datetime, ends_at: datetime) -> "PresenceQuerySet":
        """Stretches that share a moment with [starts_at, ends_at); one that has not ended goes on."""
        return self.filter(arrived_at__lt=ends_at).filter(Q(left_at__isnull=True) | Q(left_at__gt=starts_at))

    def begun_on(self, day: date) -> "PresenceQuerySet":
        """Stretches that began on this day in Japan."""
        begins, ends = day_bounds(day)
        return self.filter(arrived_at__gte=begins, arrived_at__lt=ends)

    def forgotten(self, day: date) -> "PresenceQuerySet":
        """Stretches without an end from before this day: nobody clocked out (打刻漏れ)."""
        return self.at_work().filter(arrived_at__lt=day_bounds(day)[0])

    def at_work(self) -> "PresenceQuerySet":
        """Stretches that have not ended."""
        return self.filter(left_at__isnull=True)


@track()
class Presence(models.Model):
    """One stretch of a person really working at a place; a break ends one stretch, coming back begins the next."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="presences", verbose_name="従事者等")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="presences", verbose_name="場所")
    outing = models.ForeignKey(
        Outing, models.PROTECT, null=True, blank=True, related_name="presences", verbose_name="外勤"
    )
    duty = models.CharField("役割", max_length=20, choices=Duty.choices)
    arrived_at = models.DateTimeField("開始")
    left_at = models.DateTimeField("終了", null=True, blank=True)
    left_as = models.CharField("終了の区分", max_length=10, choices=LeftAs.choices, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    correction = GuardedCharField("訂正の理由", max_length=200, blank=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "在席"
        verbose_name_plural = "在席"
        ordering = ["arrived_at", "pk"]
        indexes = [models.Index(fields=["site", "arrived_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(site__isnull=False, outing__isnull=True) | Q(site__isnull=True, outing__isnull=False),
                name="presence_is_at_one_place",
                violation_error_message="場所か外勤のどちらか一方を選んでください。",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_as="")
                | (Q(left_at__gt=F("arrived_at")) & Q(left_as__in=LeftAs.values)),
                name="presence_ends_after_start",
                violation_error_message="終了は開始より後の時刻にして、終了の区分を付けてください。",
            ),
            ExclusionConstraint(
                name="presence_nobody_in_two_places",
                expressions=[
                    (same(F("staff")), RangeOperators.OVERLAPS),
                    (
                        models.Func(
                            F("arrived_at"), F("left_at"), function="tstzrange", output_field=DateTimeRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="この人は、同じ時間にほかの場所で在席しています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff} {self.arrived_at:%Y-%m-%d %H:%M}"

    @property
    def place_label(self) -> str:
        """The counter's short name or where the outing goes."""
        if self.site:
            return self.site.short_name
        return self.outing.label if self.outing else ""
