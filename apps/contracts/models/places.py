import datetime
import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models

from apps.contracts.enums import SiteKind, Weekday
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track

from .agreements import Agreement
from .spans import covering, days, same

PHONE = "0(-?[0-9]){9,10}"
PHONE_SENTENCE = "0から始まる10桁または11桁の電話番号を、半角数字とハイフンで入力してください。"


class SiteQuerySet(models.QuerySet["Site"]):
    def get_by_natural_key(self, code: str) -> "Site":
        return self.get(code=code)

    def counters(self) -> "SiteQuerySet":
        return self.filter(kind=SiteKind.COUNTER)

    def run_by_contractor(self) -> "SiteQuerySet":
        """The counters and the call centre."""
        return self.exclude(kind=SiteKind.CITY)


@track()
class Site(models.Model):
    """One place with hours of its own: a counter, the call centre, or the city hall, whose days set deadlines."""

    code = GuardedCharField("コード", max_length=20)
    name = GuardedCharField("名称", max_length=60)
    short_name = GuardedCharField("略称", max_length=20)
    kind = models.CharField("区分", max_length=20, choices=SiteKind.choices)
    address = GuardedCharField("所在地", max_length=120)
    phone = GuardedCharField("会場の電話", max_length=20, blank=True)
    mobile = GuardedCharField("会場の業務用携帯", max_length=20, blank=True)
    order = models.PositiveSmallIntegerField("表示順")
    can_issue_form = models.BooleanField("交付申請書をその場で交付できる", default=False)
    minutes_by_land = models.PositiveSmallIntegerField("市庁舎からの所要時間（分）", null=True, blank=True)
    approved_on = models.DateField("市の承認日", null=True, blank=True)
    approval_document = GuardedCharField("承認の文書", max_length=120, blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = "実施場所"
        verbose_name_plural = "実施場所"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="site_code_is_unique",
                violation_error_message="このコードの場所はすでにあります。",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{field: ""}) | models.Q(**{f"{field}__regex": f"^{PHONE}$"}),
                    name=f"site_{field}_is_a_phone_number",
                    violation_error_message=PHONE_SENTENCE,
                )
                for field in ("phone", "mobile")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class OpeningRuleQuerySet(models.QuerySet["OpeningRule"]):
    def get_by_natural_key(self, site: str, valid_from: datetime.date) -> "OpeningRule":
        return self.get(site__code=site, valid_from=valid_from)

    def valid_on(self, day: datetime.date) -> "OpeningRuleQuerySet":
        return self.filter(covering(day))


@track()
class OpeningRule(models.Model):
    """The weekly hours of one place for a span of days (第2-1-(1)-①, 第2-2-(1)); a change is a new row."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="opening_rules", verbose_name="実施場所")
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday.choices),
        verbose_name="曜日",
        help_text="1が月曜日、7が日曜日です。",
    )
    opens_at = models.TimeField("開設時刻")
    closes_at = models.TimeField("終了時刻")
    closed_on_holidays = models.BooleanField("祝日は休み", default=True)
    closed_at_year_end = models.BooleanField("年末年始は休み", default=True)
    valid_from = models.DateField("適用開始日")
    valid_to = models.DateField("適用終了日", null=True, blank=True)
    clause = GuardedCharField("仕様書の箇所", max_length=60)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="opening_rules", verbose_name="協議"
    )
    note = GuardedTextField("備考", max_length=500, blank=True)

    objects = OpeningRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "開設時間の定め"
        verbose_name_plural = "開設時間の定め"
        ordering = ["site", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at")),
                name="openingrule_opens_before_it_closes",
                violation_error_message="終了時刻は、開設時刻より後の時刻にしてください。",
            ),
            models.CheckConstraint(
                condition=models.Q(weekdays__len__gte=1, weekdays__contained_by=Weekday.values),
                name="openingrule_has_weekdays",
                violation_error_message="曜日を1つ以上、月曜日から日曜日までの中から選んでください。",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="openingrule_valid_to_after_valid_from",
                violation_error_message="適用終了日は、適用開始日と同じ日かそれより後の日にしてください。",
            ),
            ExclusionConstraint(
                name="openingrule_does_not_overlap_per_site",
                expressions=[
                    (same(models.F("site")), RangeOperators.OVERLAPS),
                    (days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="この場所の、ほかの適用期間と重なっています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday_label} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"

    def natural_key(self) -> tuple[str, datetime.date]:
        return (self.site.code, self.valid_from)

    @property
    def weekday_label(self) -> str:
        """月～金, or the days one by one where they are not in a row."""
        days = sorted(self.weekdays)
        labels = [Weekday(day).label for day in days]
        if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
            return f"{labels[0]}～{labels[-1]}"
        return "・".join(labels)


@track()
class Closure(models.Model):
    """A day on which one place, or every counter and the call centre, stays shut although its rule would open it."""

    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="closures", verbose_name="実施場所"
    )
    day = models.DateField("休業日")
    reason = GuardedCharField("理由", max_length=120)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="closures", verbose_name="協議")
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "臨時休業"
        verbose_name_plural = "臨時休業"
        ordering = ["day", "site"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "day"],
                nulls_distinct=False,
                name="closure_one_per_site_and_day",
                violation_error_message="この日の臨時休業は、すでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"


@track()
class ExtraOpening(models.Model):
    """A day on which one place, or every counter and the call centre, opens although its rule would not."""

    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="extra_openings", verbose_name="実施場所"
    )
    day = models.DateField("開設日")
    opens_at = models.TimeField("開設時刻", null=True, blank=True)
    closes_at = models.TimeField("終了時刻", null=True, blank=True)
    reason = GuardedCharField("理由", max_length=120)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="extra_openings", verbose_name="協議")
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "臨時開設"
        verbose_name_plural = "臨時開設"
        ordering = ["day", "site"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "day"],
                nulls_distinct=False,
                name="extraopening_one_per_site_and_day",
                violation_error_message="この日の臨時開設は、すでに登録されています。",
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True, closes_at__isnull=True)
                | models.Q(opens_at__isnull=False, closes_at__isnull=False, opens_at__lt=models.F("closes_at")),
                name="extraopening_has_both_hours_or_none",
                violation_error_message="開設時刻と終了時刻は、両方を正しい順に入力するか、両方を空欄にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"
