from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from apps.accounts.enums import Role
from apps.contracts.models import Site
from apps.core.history import track

from .rules import one_element_range

READERS_OF_EVERY_SITE = (Role.SITE_LEADER, Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.CITY_APPROVER)


class SiteAssignmentQuerySet(models.QuerySet["SiteAssignment"]):
    def on(self, day: date) -> "SiteAssignmentQuerySet":
        """Assignments that hold on the day; both ends count."""
        return self.current_or_coming(day).filter(starts_on__lte=day)

    def current_or_coming(self, day: date) -> "SiteAssignmentQuerySet":
        """Assignments that have not ended before the day, begun or not."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


@track()
class SiteAssignment(models.Model):
    """One person works at one site from a day on, until an end or open-ended."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="site_assignments", verbose_name="担当者"
    )
    site = models.ForeignKey(Site, models.PROTECT, related_name="assignments", verbose_name="窓口")
    starts_on = models.DateField("開始日")
    ends_on = models.DateField("終了日", null=True, blank=True)

    objects = SiteAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "窓口の担当"
        verbose_name_plural = "窓口の担当"
        ordering = ["site", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="siteassignment_ends_after_start",
                violation_error_message="終了日は開始日以降にしてください。",
            ),
            ExclusionConstraint(
                name="siteassignment_one_per_user_and_site",
                expressions=[
                    (one_element_range("user"), RangeOperators.OVERLAPS),
                    (one_element_range("site"), RangeOperators.OVERLAPS),
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="この利用者は、同じ期間にすでにこの窓口の担当です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.user}"

    def end(self, today: date) -> None:
        """Ends with today; one that has not begun goes away, as nobody worked on it."""
        if self.starts_on > today:
            self.delete()
            return
        self.ends_on = today
        self.save()
