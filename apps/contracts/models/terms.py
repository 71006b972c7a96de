import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from apps.contracts.enums import Service
from apps.core.fields import GuardedCharField
from apps.core.history import track

from .agreements import Agreement
from .spans import days


class ContractTermQuerySet(models.QuerySet["ContractTerm"]):
    def get_by_natural_key(self, code: str) -> "ContractTerm":
        return self.get(code=code)

    def containing(self, day: datetime.date) -> "ContractTermQuerySet":
        """The term whose operating period holds this day: at most one."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def current(self, day: datetime.date) -> "ContractTerm | None":
        """The term that holds this day; between terms the next one, after the last the last one."""
        terms = list(self.order_by("starts_on"))
        return next((term for term in terms if term.ends_on >= day), terms[-1] if terms else None)


@track()
class ContractTerm(models.Model):
    """One operating period of the contract (第1-6-(2)); records belong to the term their day falls in.

    The job's own title is the parameter `contract.title`; `title` here names the year.
    """

    code = GuardedCharField("コード", max_length=8)
    title = GuardedCharField("名称", max_length=60)
    starts_on = models.DateField("運営開始日")
    ends_on = models.DateField("運営終了日")
    signed_on = models.DateField("契約締結日", null=True, blank=True)
    total_yen = models.PositiveBigIntegerField("契約金額（税抜・円）", null=True, blank=True)

    objects = ContractTermQuerySet.as_manager()

    class Meta:
        verbose_name = "契約年度"
        verbose_name_plural = "契約年度"
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="contractterm_code_is_unique",
                violation_error_message="このコードの契約年度はすでにあります。",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="contractterm_ends_after_start",
                violation_error_message="運営終了日は、運営開始日より後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_on__isnull=True) | models.Q(signed_on__lte=models.F("ends_on")),
                name="contractterm_signed_before_end",
                violation_error_message="契約締結日は、運営終了日より前の日にしてください。",
            ),
            ExclusionConstraint(
                name="contractterm_does_not_overlap",
                expressions=[(days("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
                violation_error_message="ほかの契約年度と期間が重なっています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def period(self) -> str:
        first, last = self.starts_on, self.ends_on
        return f"{first.year}/{first.month}/{first.day}から{last.year}/{last.month}/{last.day}まで"

    def months(self) -> list[datetime.date]:
        """First days of the operating months, in order (第1-7)."""
        first = self.starts_on.replace(day=1)
        months = []
        while first <= self.ends_on:
            months.append(first)
            first = (first + datetime.timedelta(days=31)).replace(day=1)
        return months

    def days_left(self, today: datetime.date) -> int:
        """Days that remain, today included; 0 after the end."""
        return max(0, (self.ends_on - max(today, self.starts_on)).days + 1)


def term_of(day: datetime.date) -> ContractTerm | None:
    return ContractTerm.objects.containing(day).first()


class ServiceStartQuerySet(models.QuerySet["ServiceStart"]):
    def get_by_natural_key(self, term: str, service: str) -> "ServiceStart":
        return self.get(term__code=term, service=service)


@track()
class ServiceStart(models.Model):
    """The day one service of a term begins; other than the term's first day only by agreement (第1-6-(2))."""

    term = models.ForeignKey(ContractTerm, models.PROTECT, related_name="service_starts", verbose_name="契約年度")
    service = models.CharField("業務", max_length=20, choices=Service.choices)
    starts_on = models.DateField("運営開始日")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, verbose_name="協議")

    objects = ServiceStartQuerySet.as_manager()

    class Meta:
        verbose_name = "業務の運営開始日"
        verbose_name_plural = "業務の運営開始日"
        ordering = ["term", "service"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "service"],
                name="servicestart_one_per_term_and_service",
                violation_error_message="この契約年度には、この業務の運営開始日がすでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_service_display()} {self.starts_on}"

    def natural_key(self) -> tuple[str, str]:
        return (self.term.code, self.service)


class TaxRateQuerySet(models.QuerySet["TaxRate"]):
    def get_by_natural_key(self, valid_from: datetime.date) -> "TaxRate":
        return self.get(valid_from=valid_from)


@track()
class TaxRate(models.Model):
    """The rate of consumption tax (national and local together) from one day on (第3-9-(9))."""

    percent = models.PositiveSmallIntegerField("税率（%）")
    valid_from = models.DateField("適用開始日")
    valid_to = models.DateField("適用終了日", null=True, blank=True)

    objects = TaxRateQuerySet.as_manager()

    class Meta:
        verbose_name = "消費税率"
        verbose_name_plural = "消費税率"
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="taxrate_valid_to_after_valid_from",
                violation_error_message="適用終了日は、適用開始日と同じ日かそれより後の日にしてください。",
            ),
            ExclusionConstraint(
                name="taxrate_does_not_overlap",
                expressions=[(days("valid_from", "valid_to"), RangeOperators.OVERLAPS)],
                violation_error_message="ほかの税率と適用期間が重なっています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent}%"

    def natural_key(self) -> tuple[datetime.date]:
        return (self.valid_from,)
