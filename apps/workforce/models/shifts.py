"""When and where people are planned to work, and what came in between."""

from datetime import date, time

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.contracts.models import Site
from apps.contracts.models.spans import same
from apps.core.fields import GuardedCharField
from apps.core.history import track
from apps.workforce.enums import AbsenceReason, Duty, VacancyKind

from .people import StaffMember


def _moment(clock: str) -> models.ExpressionWrapper:
    """A time of the row's day as a moment, without a zone."""
    return models.ExpressionWrapper(F("day") + F(clock), output_field=models.DateTimeField())


_HOURS = models.Func(_moment("starts_at"), _moment("ends_at"), function="tsrange", output_field=DateTimeRangeField())
"""A row's `[starts_at, ends_at)` of its day."""
_STARTS_BEFORE_ENDS = Q(starts_at__lt=F("ends_at"))
_ENDS_AFTER_START = "終了は開始より後の時刻にしてください。"
_BREAKS_APART = "休憩の時間が重なっています。"
CODE = r"[^0-9\s/+＋／][^\s/+＋／]{0,3}"
"""What a pattern may be called: no digit first, as a cell that begins with one is a time."""


def _clock_hours(clock: str) -> models.ExpressionWrapper:
    return models.ExpressionWrapper(
        models.Value(date(2000, 1, 1), output_field=models.DateField()) + F(clock), output_field=models.DateTimeField()
    )


_CLOCK_HOURS = models.Func(
    _clock_hours("starts_at"), _clock_hours("ends_at"), function="tsrange", output_field=DateTimeRangeField()
)
"""A row's `[starts_at, ends_at)` on a day like any other."""


def _no_break_sticks_out(rule: str, joined: str, judged: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """Refuses, when the transaction ends, a break outside the hours of what it belongs to.

    Only then, as hours and breaks change one after the other. `joined` names the breaks b and their owners o, `judged`
    which of the two the written row is.
    """
    return pgtrigger.Trigger(
        name="breaks_inside",
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        func=f"""
            IF EXISTS (
                SELECT 1 FROM {joined}
                WHERE {judged}.id = NEW.id AND (b.starts_at < o.starts_at OR b.ends_at > o.ends_at)
            ) THEN
                RAISE EXCEPTION 'a break is outside' USING ERRCODE = 'check_violation', CONSTRAINT = '{rule}';
            END IF;
            RETURN NULL;
        """,  # noqa: S608 - fixed names of tables
    )


_PATTERN_BREAKS = "workforce_patternbreak b JOIN workforce_shiftpattern o ON o.id = b.pattern_id"
_SHIFT_BREAKS = "workforce_break b JOIN workforce_shift o ON o.id = b.shift_id"
_BREAK_WRITTEN = ("b", pgtrigger.Insert | pgtrigger.Update)
_OWNER_WRITTEN = ("o", pgtrigger.UpdateOf("starts_at", "ends_at"))


class ShiftPatternQuerySet(models.QuerySet["ShiftPattern"]):
    def usable_at(self, site_id: int) -> "ShiftPatternQuerySet":
        """The patterns of this place and those of every place."""
        return self.filter(Q(site__isnull=True) | Q(site=site_id))


@track()
class ShiftPattern(models.Model):
    """One way to work a day, written into the roster as a short code: hours and breaks."""

    code = GuardedCharField("記号", max_length=4)
    label = GuardedCharField("名称", max_length=40)
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shift_patterns",
        verbose_name="場所",
        help_text="空欄のときは、どの場所でも使えます。",
    )
    starts_at = models.TimeField("開始")
    ends_at = models.TimeField("終了")
    order = models.PositiveSmallIntegerField("表示順", default=0)

    objects = ShiftPatternQuerySet.as_manager()

    class Meta:
        verbose_name = "勤務の型"
        verbose_name_plural = "勤務の型"
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="shiftpattern_code_is_unique",
                violation_error_message="この記号の型は、すでにあります。",
            ),
            models.CheckConstraint(
                condition=_STARTS_BEFORE_ENDS,
                name="shiftpattern_ends_after_start",
                violation_error_message=_ENDS_AFTER_START,
            ),
            models.CheckConstraint(
                condition=Q(code__regex=f"^{CODE}$"),
                name="shiftpattern_code_is_no_time",
                violation_error_message="記号は数字以外で始め、空白と「/」「+」を含まない4文字以内にしてください。",
            ),
        ]
        triggers = [_no_break_sticks_out("patternbreak_is_inside_its_pattern", _PATTERN_BREAKS, *_OWNER_WRITTEN)]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


@track()
class PatternBreak(models.Model):
    """One break of a pattern."""

    pattern = models.ForeignKey(ShiftPattern, models.CASCADE, related_name="breaks", verbose_name="勤務の型")
    starts_at = models.TimeField("休憩の開始")
    ends_at = models.TimeField("休憩の終了")

    class Meta:
        verbose_name = "型の休憩"
        verbose_name_plural = "型の休憩"
        ordering = ["pattern", "starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=_STARTS_BEFORE_ENDS,
                name="patternbreak_ends_after_start",
                violation_error_message=_ENDS_AFTER_START,
            ),
            ExclusionConstraint(
                name="patternbreak_apart_from_others",
                expressions=[(same(F("pattern")), RangeOperators.OVERLAPS), (_CLOCK_HOURS, RangeOperators.OVERLAPS)],
                violation_error_message=_BREAKS_APART,
            ),
        ]
        triggers = [_no_break_sticks_out("patternbreak_is_inside_its_pattern", _PATTERN_BREAKS, *_BREAK_WRITTEN)]

    def __str__(self) -> str:
        return f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


class ShiftQuerySet(models.QuerySet["Shift"]):
    def published(self) -> "ShiftQuerySet":
        return self.filter(published_at__isnull=False)

    def for_user(self, user: User) -> "ShiftQuerySet":
        """The user's own published shifts."""
        return self.published().filter(staff__user=user)


@track()
class Shift(models.Model):
    """One person's planned work at one place on one day; a draft until it is published.

    Without a site the person goes straight to an outing and back.
    """

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="shifts", verbose_name="従事者等")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="shifts", verbose_name="場所")
    duty = models.CharField("役割", max_length=20, choices=Duty.choices)
    day = models.DateField("勤務日", db_index=True)
    starts_at = models.TimeField("開始")
    ends_at = models.TimeField("終了")
    pattern = models.ForeignKey(
        ShiftPattern, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="勤務の型"
    )
    published_at = models.DateTimeField("公開した時刻", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公開した人"
    )

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = "勤務"
        verbose_name_plural = "勤務"
        ordering = ["day", "site", "starts_at", "pk"]
        indexes = [models.Index(fields=["site", "day"]), models.Index(fields=["staff", "day"])]
        constraints = [
            models.CheckConstraint(
                condition=_STARTS_BEFORE_ENDS,
                name="shift_ends_after_start",
                violation_error_message=_ENDS_AFTER_START,
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="shift_published_at_with_by",
                violation_error_message="公開した時刻と公開した人は、そろえて記録してください。",
            ),
            ExclusionConstraint(
                name="shift_nobody_twice_at_one_time",
                expressions=[(same(F("staff")), RangeOperators.OVERLAPS), (_HOURS, RangeOperators.OVERLAPS)],
                violation_error_message="この人は、同じ時間にほかの勤務があります。",
            ),
        ]
        triggers = [_no_break_sticks_out("break_is_inside_its_shift", _SHIFT_BREAKS, *_OWNER_WRITTEN)]

    def __str__(self) -> str:
        return f"{self.day} {self.staff} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"

    @property
    def leads(self) -> bool:
        return self.duty == Duty.SITE_LEADER

    @property
    def minutes(self) -> int:
        """From start to end, breaks included."""
        return _minute(self.ends_at) - _minute(self.starts_at)


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


@track()
class Break(models.Model):
    """One planned break of a shift (第2-1-(8)-③)."""

    shift = models.ForeignKey(Shift, models.CASCADE, related_name="breaks", verbose_name="勤務")
    starts_at = models.TimeField("休憩の開始")
    ends_at = models.TimeField("休憩の終了")

    class Meta:
        verbose_name = "休憩"
        verbose_name_plural = "休憩"
        ordering = ["shift", "starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=_STARTS_BEFORE_ENDS,
                name="break_ends_after_start",
                violation_error_message=_ENDS_AFTER_START,
            ),
            ExclusionConstraint(
                name="break_apart_from_others",
                expressions=[(same(F("shift")), RangeOperators.OVERLAPS), (_CLOCK_HOURS, RangeOperators.OVERLAPS)],
                violation_error_message=_BREAKS_APART,
            ),
        ]
        triggers = [_no_break_sticks_out("break_is_inside_its_shift", _SHIFT_BREAKS, *_BREAK_WRITTEN)]

    def __str__(self) -> str:
        return f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


@track()
class RosterPublication(models.Model):
    """The roster of one place for one month, shown to those who work by it."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="roster_publications", verbose_name="場所")
    month = models.DateField("月", help_text="月の初日で表します。")
    published_at = models.DateTimeField("公開した時刻")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="公開した人"
    )

    class Meta:
        verbose_name = "勤務表の公開"
        verbose_name_plural = "勤務表の公開"
        ordering = ["month", "site"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "month"],
                name="rosterpublication_one_per_site_and_month",
                violation_error_message="この場所のこの月の勤務表は、すでに公開しています。",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="rosterpublication_month_is_its_first_day",
                violation_error_message="月は、その月の初日で指定してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.month:%Y-%m}"


@track()
class Absence(models.Model):
    """A shift, or a part of it, that its person does not work (第2-2-(3)-コ)."""

    shift = models.OneToOneField(Shift, models.PROTECT, related_name="absence", verbose_name="勤務")
    stand_in = models.ForeignKey(
        Shift, models.SET_NULL, null=True, blank=True, related_name="stands_in_for", verbose_name="代わりの勤務"
    )
    starts_at = models.TimeField("不在の開始")
    ends_at = models.TimeField("不在の終了")
    reason = models.CharField("区分", max_length=20, choices=AbsenceReason.choices)
    reported_at = models.DateTimeField("連絡を受けた時刻")
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )

    class Meta:
        verbose_name = "不在"
        verbose_name_plural = "不在"
        ordering = ["shift"]
        constraints = [
            models.CheckConstraint(
                condition=_STARTS_BEFORE_ENDS,
                name="absence_ends_after_start",
                violation_error_message=_ENDS_AFTER_START,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift} {self.get_reason_display()}"


@track()
class Outing(models.Model):
    """One place away from the counters for some hours of a day: a visit to a facility, counted as a place (C22)."""

    label = GuardedCharField("行き先", max_length=120)
    day = models.DateField("日付", db_index=True)
    starts_at = models.TimeField("開始")
    ends_at = models.TimeField("終了")
    crew = models.ManyToManyField(StaffMember, through="OutingMember", related_name="outings", verbose_name="向かう人")

    class Meta:
        verbose_name = "外勤"
        verbose_name_plural = "外勤"
        ordering = ["day", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_STARTS_BEFORE_ENDS,
                name="outing_ends_after_start",
                violation_error_message=_ENDS_AFTER_START,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.label}"


@track()
class OutingMember(models.Model):
    """One person on an outing; while it lasts, the person does not count where the shift says."""

    outing = models.ForeignKey(Outing, models.CASCADE, related_name="members", verbose_name="外勤")
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="+", verbose_name="従事者等")
    leads = models.BooleanField("運営責任者として", default=False)

    class Meta:
        verbose_name = "外勤の人員"
        verbose_name_plural = "外勤の人員"
        ordering = ["outing", "-leads", "staff"]
        constraints = [
            models.UniqueConstraint(
                fields=["outing", "staff"],
                name="outingmember_once_per_outing",
                violation_error_message="この人は、すでにこの外勤の人員です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outing} {self.staff}"


@track()
class Vacancy(models.Model):
    """One span of a published day with too few people: when it was found, when it was filled (第2-1-(9)).

    Neither site nor outing: no leader was planned anywhere.
    """

    kind = models.CharField("不足", max_length=10, choices=VacancyKind.choices)
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="vacancies", verbose_name="場所")
    outing = models.ForeignKey(
        Outing, models.CASCADE, null=True, blank=True, related_name="vacancies", verbose_name="外勤"
    )
    day = models.DateField("日付", db_index=True)
    starts_at = models.TimeField("開始")
    ends_at = models.TimeField("終了")
    missing = models.PositiveSmallIntegerField("不足人数")
    detected_at = models.DateTimeField("把握した時刻")
    filled_at = models.DateTimeField("補充した時刻", null=True, blank=True)

    class Meta:
        verbose_name = "欠員"
        verbose_name_plural = "欠員"
        ordering = ["day", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_STARTS_BEFORE_ENDS & Q(missing__gte=1),
                name="vacancy_is_a_span_with_missing_heads",
                violation_error_message=_ENDS_AFTER_START,
            ),
            models.CheckConstraint(
                condition=Q(site__isnull=True) | Q(outing__isnull=True),
                name="vacancy_is_at_one_place",
                violation_error_message="場所か外勤のどちらか一方にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(filled_at__isnull=True) | Q(filled_at__gte=F("detected_at")),
                name="vacancy_filled_after_detection",
                violation_error_message="補充した時刻は、把握した時刻以降にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"

    @property
    def place_label(self) -> str:
        """Where people are missing; a leader is missing at no place in particular."""
        if self.site:
            return self.site.short_name
        return self.outing.label if self.outing else "窓口のいずれか"

    @property
    def minutes_open(self) -> int | None:
        """Whole minutes from detection until it was filled; None while it is open."""
        return int((self.filled_at - self.detected_at).total_seconds() // 60) if self.filled_at else None


def month_of(day: date) -> date:
    """The first day of the day's month, as publications name it."""
    return day.replace(day=1)
