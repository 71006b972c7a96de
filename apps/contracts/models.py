import datetime
import re
import uuid
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, BigIntegerRangeField, DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models.functions import Cast, Coalesce, Least, Length
from django.db.models.lookups import Exact

from apps.core.clock import long_date
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track

from .enums import AgreementState, ParameterGroup, Service, SiteKind, ValueKind, Weekday


def _days(first: str, last: str) -> models.Func:
    """The closed span of days `first`…`last` of a row; an empty end is open.

    Days in the wrong order are another constraint's matter: here they must not be an error of the range itself.
    """
    begins = Least(
        Coalesce(first, Cast(models.Value("-infinity"), models.DateField())),
        Coalesce(last, Cast(models.Value("infinity"), models.DateField())),
    )
    return models.Func(begins, last, models.Value("[]"), function="daterange", output_field=DateRangeField())


def _same(expression: models.F | models.Func) -> models.Func:
    """A one-element range: equality inside an exclusion constraint without btree_gist."""
    return models.Func(
        expression, expression, models.Value("[]"), function="int8range", output_field=BigIntegerRangeField()
    )


def _hash_of(field: str) -> models.Func:
    return models.Func(field, models.Value(0), function="hashtextextended", output_field=models.BigIntegerField())


def _json_type_is(field: str, name: str) -> models.Q:
    type_of = models.Func(field, function="jsonb_typeof", output_field=models.TextField())
    return models.Q(Exact(type_of, models.Value(name)))


def _covering(day: datetime.date, first: str = "valid_from", last: str = "valid_to") -> models.Q:
    starts = models.Q(**{f"{first}__isnull": True}) | models.Q(**{f"{first}__lte": day})
    ends = models.Q(**{f"{last}__isnull": True}) | models.Q(**{f"{last}__gte": day})
    return starts & ends


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def get_by_natural_key(self, code: str) -> "Agreement":
        return self.get(code=code)

    def undecided(self) -> "AgreementQuerySet":
        return self.filter(decided_on__isnull=True)

    def decided(self) -> "AgreementQuerySet":
        return self.filter(decided_on__isnull=False)

    def in_state(self, state: str) -> "AgreementQuerySet":
        """Those whose dates amount to this state."""
        asked, answered, decided = (
            {"asked_on__isnull": True, "answered_on__isnull": True, "decided_on__isnull": True},
            {"asked_on__isnull": False, "answered_on__isnull": True, "decided_on__isnull": True},
            {"answered_on__isnull": False, "decided_on__isnull": True},
        )
        return self.filter(
            **{
                AgreementState.NOT_ASKED: asked,
                AgreementState.ASKED: answered,
                AgreementState.ANSWERED: decided,
                AgreementState.DECIDED: {"decided_on__isnull": False},
            }[AgreementState(state)]
        )


@track()
class Agreement(models.Model):
    """One point that city and contractor settle by talking (協議): asked, answered, decided (第3-9-(1))."""

    code = GuardedCharField("番号", max_length=8)
    title = GuardedCharField("件名", max_length=120)
    place = GuardedCharField("仕様書の箇所", max_length=120)
    question = GuardedTextField("確認したい事項", max_length=2000)
    default = GuardedTextField("回答があるまでの取扱い", max_length=2000, blank=True)
    asked_on = models.DateField("照会日", null=True, blank=True)
    answered_on = models.DateField("回答日", null=True, blank=True)
    answer = GuardedTextField("市の回答", max_length=2000, blank=True)
    decided_on = models.DateField("決定日", null=True, blank=True)
    decision = GuardedTextField("決定内容", max_length=2000, blank=True)
    document = GuardedCharField("文書番号・資料名", max_length=200, blank=True)
    link = GuardedCharField(
        "文書の所在（URL）", max_length=300, blank=True, validators=[URLValidator(["https", "http"])]
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "協議事項"
        verbose_name_plural = "協議事項"
        ordering = [Length("code"), "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="agreement_code_is_unique",
                violation_error_message="この番号はすでに使われています。",
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^C[1-9][0-9]*$"),
                name="agreement_code_is_c_and_number",
                violation_error_message="番号は「C」に数字を続けた形にしてください。",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=True)
                | models.Q(asked_on__isnull=False, answered_on__gte=models.F("asked_on")),
                name="agreement_answer_follows_question",
                violation_error_message="回答日は、照会日と同じ日かそれより後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True)
                | models.Q(asked_on__isnull=True)
                | models.Q(decided_on__gte=models.F("asked_on")),
                name="agreement_decision_follows_question",
                violation_error_message="決定日は、照会日と同じ日かそれより後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True)
                | models.Q(answered_on__isnull=True)
                | models.Q(decided_on__gte=models.F("answered_on")),
                name="agreement_decision_follows_answer",
                violation_error_message="決定日は、回答日と同じ日かそれより後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True, decision="")
                | (models.Q(decided_on__isnull=False) & ~models.Q(decision="")),
                name="agreement_decision_has_day_and_text",
                violation_error_message="決定日と決定内容は、両方を入力するか、両方を空欄にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def state(self) -> AgreementState:
        if self.decided_on:
            return AgreementState.DECIDED
        if self.answered_on:
            return AgreementState.ANSWERED
        return AgreementState.ASKED if self.asked_on else AgreementState.NOT_ASKED


class SiteQuerySet(models.QuerySet["Site"]):
    def get_by_natural_key(self, code: str) -> "Site":
        return self.get(code=code)

    def counters(self) -> "SiteQuerySet":
        return self.filter(kind=SiteKind.COUNTER)

    def staffed(self) -> "SiteQuerySet":
        """The places this contract runs: the counters and the call centre, not the city's own office hours."""
        return self.exclude(kind=SiteKind.CITY)


@track()
class Site(models.Model):
    """One place with hours of its own: a counter, the call centre, or the city hall, whose days set deadlines."""

    code = GuardedCharField("コード", max_length=20)
    name = GuardedCharField("名称", max_length=60)
    short_name = GuardedCharField("略称", max_length=20)
    kind = models.CharField("区分", max_length=20, choices=SiteKind.choices)
    address = GuardedCharField("所在地", max_length=120)
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
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


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
                expressions=[(_days("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
                violation_error_message="ほかの契約年度と期間が重なっています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def natural_key(self) -> tuple[str]:
        return (self.code,)

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

    def valid_on(self, day: datetime.date) -> "TaxRateQuerySet":
        return self.filter(_covering(day))


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
                expressions=[(_days("valid_from", "valid_to"), RangeOperators.OVERLAPS)],
                violation_error_message="ほかの税率と適用期間が重なっています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent}%"

    def natural_key(self) -> tuple[datetime.date]:
        return (self.valid_from,)


class ParameterQuerySet(models.QuerySet["Parameter"]):
    def get_by_natural_key(self, key: str, valid_from: datetime.date | None) -> "Parameter":
        return self.get(key=key, valid_from=valid_from)

    def valid_on(self, day: datetime.date) -> "ParameterQuerySet":
        """The row of each key that holds on this day."""
        return self.filter(_covering(day))


@track()
class Parameter(models.Model):
    """One figure or choice of the contract for a span of days; a change is a new row with its agreement."""

    key = GuardedCharField("キー", max_length=60)
    p_number = models.PositiveSmallIntegerField("区分", choices=ParameterGroup.choices, null=True, blank=True)
    label = GuardedCharField("項目", max_length=80)
    kind = models.CharField("型", max_length=10, choices=ValueKind.choices)
    value = models.JSONField("値")
    unit = GuardedCharField("単位", max_length=20, blank=True)
    pattern = GuardedCharField("値の形（正規表現）", max_length=80, blank=True)
    clause = GuardedCharField("仕様書の箇所", max_length=60)
    valid_from = models.DateField("適用開始日", null=True, blank=True)
    valid_to = models.DateField("適用終了日", null=True, blank=True)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="parameters", verbose_name="協議"
    )
    note = GuardedTextField("備考", max_length=500, blank=True)
    is_reference = models.BooleanField("参考値（期間や開設時間の定めが別にある）", default=False)

    objects = ParameterQuerySet.as_manager()

    class Meta:
        verbose_name = "契約条件"
        verbose_name_plural = "契約条件"
        ordering = ["p_number", "key", models.F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="parameter_valid_to_after_valid_from",
                violation_error_message="適用終了日は、適用開始日と同じ日かそれより後の日にしてください。",
            ),
            ExclusionConstraint(
                name="parameter_does_not_overlap_per_key",
                expressions=[
                    (_same(_hash_of("key")), RangeOperators.OVERLAPS),
                    (_days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="同じ項目の、ほかの適用期間と重なっています。",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    *(models.Q(kind=kind) & _json_type_is("value", kind.json_type) for kind in ValueKind),
                    _connector=models.Q.OR,
                ),
                name="parameter_value_fits_kind",
                violation_error_message="値の形が、この項目の型に合っていません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.display}"

    def natural_key(self) -> tuple[str, datetime.date | None]:
        return (self.key, self.valid_from)

    def clean(self) -> None:
        """The value can be read as its kind and has the shape that the key asks for."""
        try:
            ValueKind(self.kind).read(self.value)
        except ValueError:
            raise ValidationError({"value": "値の形が、この項目の型に合っていません。"}) from None
        if self.pattern and not re.fullmatch(self.pattern, str(self.value)):
            raise ValidationError({"value": "この項目では使えない値です。"})

    @property
    def typed_value(self) -> Any:
        """The value as int, Decimal, str, bool, date or time, as `kind` says."""
        return ValueKind(self.kind).read(self.value)

    @property
    def display(self) -> str:
        if self.kind == ValueKind.BOOLEAN:
            return "はい" if self.value else "いいえ"
        if self.kind == ValueKind.DATE:
            return long_date(self.typed_value)
        text = f"{self.value:,}" if self.kind == ValueKind.INTEGER else str(self.value)
        return f"{text} {self.unit}".strip()


class OpeningRuleQuerySet(models.QuerySet["OpeningRule"]):
    def get_by_natural_key(self, site: str, valid_from: datetime.date) -> "OpeningRule":
        return self.get(site__code=site, valid_from=valid_from)

    def valid_on(self, day: datetime.date) -> "OpeningRuleQuerySet":
        return self.filter(_covering(day))


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
                    (_same(models.F("site")), RangeOperators.OVERLAPS),
                    (_days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
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
