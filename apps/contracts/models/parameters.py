import datetime
import re
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual

from apps.contracts.enums import ParameterGroup, ValueKind
from apps.core.clock import long_date
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track

from .agreements import Agreement
from .spans import covering, days, hash_of, same

MONTH_DAY_SENTENCE = "実在する月日を「12-29」の形で入力してください。"


def _json_type_is(field: str, name: str) -> models.Q:
    type_of = models.Func(field, function="jsonb_typeof", output_field=models.TextField())
    return models.Q(Exact(type_of, models.Value(name)))


def _number_of(field: str) -> models.Case:
    """The JSON value as a number, NULL where it is none; of any size, unlike a cast to a numeric field."""
    number = models.Func(field, template="(%(expressions)s)::numeric", output_field=models.DecimalField())
    return models.Case(models.When(_json_type_is(field, "number"), then=number))


class ParameterQuerySet(models.QuerySet["Parameter"]):
    def get_by_natural_key(self, key: str, valid_from: datetime.date | None) -> "Parameter":
        return self.get(key=key, valid_from=valid_from)

    def valid_on(self, day: datetime.date) -> "ParameterQuerySet":
        """The row of each key that holds on this day."""
        return self.filter(covering(day))


@track()
class Parameter(models.Model):
    """One figure or choice of the contract for a span of days; a change is a new row with its agreement."""

    key = GuardedCharField("キー", max_length=60)
    p_number = models.PositiveSmallIntegerField("区分", choices=ParameterGroup.choices, null=True, blank=True)
    label = GuardedCharField("項目", max_length=80)
    kind = models.CharField("型", max_length=10, choices=ValueKind.choices)
    value = models.JSONField("値", blank=True)  # an empty text is a value: a choice that nobody has made yet
    unit = GuardedCharField("単位", max_length=20, blank=True)
    pattern = GuardedCharField("値の形（正規表現）", max_length=80, blank=True)
    minimum = models.IntegerField("最小値", null=True, blank=True)
    maximum = models.IntegerField("最大値", null=True, blank=True)
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
                    (same(hash_of("key")), RangeOperators.OVERLAPS),
                    (days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
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
            models.CheckConstraint(
                condition=models.Q(minimum__isnull=True, maximum__isnull=True)
                | models.Q(minimum__isnull=False, maximum__isnull=False, minimum__lte=models.F("maximum")),
                name="parameter_has_both_bounds_or_none",
                violation_error_message="最小値と最大値は、両方を正しい順に入力するか、両方を空欄にしてください。",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=ValueKind.INTEGER)
                | models.Q(minimum__isnull=True)
                | models.Q(
                    GreaterThanOrEqual(_number_of("value"), models.F("minimum")),
                    LessThanOrEqual(_number_of("value"), models.F("maximum")),
                ),
                name="parameter_integer_lies_within_bounds",
                violation_error_message="この項目で使える範囲の値にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.display}"

    def natural_key(self) -> tuple[str, datetime.date | None]:
        return (self.key, self.valid_from)

    def clean(self) -> None:
        """The value can be read as its kind, lies within the bounds and has the shape that the key asks for."""
        try:
            value = self.typed_value
        except ValueError:
            is_month_day = self.kind == ValueKind.MONTH_DAY
            sentence = MONTH_DAY_SENTENCE if is_month_day else "値の形が、この項目の型に合っていません。"
            raise ValidationError({"value": sentence}) from None
        if self.minimum is not None and self.maximum is not None and not self.minimum <= value <= self.maximum:
            raise ValidationError({"value": self.bounds_sentence})
        if self.pattern and not re.fullmatch(self.pattern, str(self.value)):
            raise ValidationError({"value": "この項目では使えない値です。"})

    @property
    def bounds_sentence(self) -> str:
        """What a value must keep to, for the form; empty where any value will do."""
        if self.minimum is None or self.maximum is None:
            return ""
        return f"{self.minimum:,}から{self.maximum:,}までの値を入力してください。"

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
        return f"{text} {self.unit}".strip() or "なし"
