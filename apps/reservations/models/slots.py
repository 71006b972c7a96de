import uuid
from datetime import date, datetime, timedelta
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Func, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.enums import Weekday
from apps.contracts.models import Site
from apps.contracts.models.spans import same
from apps.core import clock
from apps.core.fields import GuardedCharField
from apps.core.history import track


class PickupDeskQuerySet(QuerySet["PickupDesk"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def with_earliest(self, *, now: datetime, until: datetime, places: int) -> Self:
        """Adds `earliest` and `earliest_afternoon`: the first start in [now, until) that still offers `places`."""
        offered = (
            Slot.objects.filter(desk=OuterRef("pk")).between(now, until).offering(places, now=now).order_by("starts_at")
        )
        return self.annotate(
            earliest=Subquery(offered.values("starts_at")[:1]),
            earliest_afternoon=Subquery(offered.filter(starts_at__hour__gte=12).values("starts_at")[:1]),
        )


@track()
class PickupDesk(models.Model):
    """One counter of the city where citizens fetch their cards by appointment."""

    name = GuardedCharField("窓口名", max_length=60)
    place = GuardedCharField("場所", max_length=120, help_text="電話で読み上げる場所（建物・階）です。")
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, verbose_name="開設日を決める実施場所", related_name="pickup_desks"
    )
    order = models.PositiveSmallIntegerField("表示順", default=0)
    is_active = models.BooleanField("予約を受け付ける", default=True)

    objects = PickupDeskQuerySet.as_manager()

    class Meta:
        verbose_name = "受取窓口"
        verbose_name_plural = "受取窓口"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class SlotPlanQuerySet(QuerySet["SlotPlan"]):
    def with_progress(self) -> Self:
        """Adds `slot_count` and `made_until` (start of the last slot made from the plan), in the order of the desks."""
        counted = self.annotate(slot_count=Count("slots"), made_until=Max("slots__starts_at"))
        return counted.order_by("desk__order", "desk_id", "valid_from", "first_time")


@track()
class SlotPlan(models.Model):
    """One pattern of a week from which the slots of a desk are made, as the city ordered it for a period."""

    desk = models.ForeignKey(PickupDesk, on_delete=models.PROTECT, verbose_name="窓口", related_name="plans")
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=Weekday.choices), verbose_name="曜日")
    first_time = models.TimeField("最初の枠の開始")
    last_time = models.TimeField("最後の枠の開始")
    step_minutes = models.PositiveSmallIntegerField("1枠の分数", validators=[MinValueValidator(5)])
    lunch_starts = models.TimeField("休憩の開始", null=True, blank=True)
    lunch_ends = models.TimeField("休憩の終了", null=True, blank=True)
    capacity = models.PositiveSmallIntegerField("1枠の人数", validators=[MinValueValidator(1)])
    valid_from = models.DateField("適用開始日")
    valid_to = models.DateField("適用終了日")
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, verbose_name="登録者", related_name="+"
    )
    created_at = models.DateTimeField("登録日時", auto_now_add=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = SlotPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "枠の型"
        verbose_name_plural = "枠の型"
        ordering = ("desk__order", "desk_id", "valid_from", "first_time")
        constraints = [
            models.CheckConstraint(
                condition=Q(weekdays__len__gte=1, weekdays__contained_by=Weekday.values),
                name="slotplan_weekdays_are_iso_days",
                violation_error_message="曜日を1つ以上選んでください。",
            ),
            models.CheckConstraint(
                condition=Q(last_time__gte=F("first_time")),
                name="slotplan_times_in_order",
                violation_error_message="最後の枠の開始は、最初の枠の開始より後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(lunch_starts__isnull=True, lunch_ends__isnull=True)
                | Q(lunch_starts__isnull=False, lunch_ends__isnull=False, lunch_ends__gt=F("lunch_starts")),
                name="slotplan_lunch_is_whole",
                violation_error_message="休憩は開始と終了の両方を、時刻の順に入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="slotplan_period_in_order",
                violation_error_message="適用終了日は適用開始日以後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(step_minutes__gte=5),
                name="slotplan_step_at_least_five_minutes",
                violation_error_message="1枠は5分以上にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="slotplan_capacity_positive",
                violation_error_message="1枠の人数は1人以上にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk} {self.weekday_label} {self.first_time:%H:%M}–{self.last_time:%H:%M}"

    @property
    def weekday_label(self) -> str:
        return "・".join(Weekday(day).label for day in sorted(self.weekdays))

    def spans_of(self, day: date, *, any_weekday: bool = False) -> list[tuple[datetime, datetime]]:
        """Start and end of every slot on `day`, whatever the calendar says; a slot that touches lunch is left out."""
        if not self.valid_from <= day <= self.valid_to or not (any_weekday or day.isoweekday() in self.weekdays):
            return []
        step = timedelta(minutes=self.step_minutes)
        start = datetime.combine(day, self.first_time, clock.JST)
        last = datetime.combine(day, self.last_time, clock.JST)
        spans = []
        while start <= last:
            end = start + step
            if not self._touches_lunch(start, end):
                spans.append((start, end))
            start = end
        return spans

    def _touches_lunch(self, start: datetime, end: datetime) -> bool:
        if self.lunch_starts is None or self.lunch_ends is None:
            return False
        lunch_starts = datetime.combine(start.date(), self.lunch_starts, clock.JST)
        lunch_ends = datetime.combine(start.date(), self.lunch_ends, clock.JST)
        return start < lunch_ends and end > lunch_starts


class SlotQuerySet(QuerySet["Slot"]):
    def between(self, start: datetime, end: datetime) -> Self:
        """Slots that start in [start, end)."""
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def with_held(self, *, now: datetime) -> Self:
        """Adds `held` (places in live holds) and `remaining` (what may still be offered)."""
        held = Hold.objects.filter(slot=OuterRef("pk")).live(now).order_by().values("slot").annotate(n=Sum("places"))
        return self.annotate(
            held=Coalesce(Subquery(held.values("n"), output_field=IntegerField()), Value(0)),
        ).annotate(remaining=F("capacity") - F("booked") - F("held"))

    def offering(self, places: int, *, now: datetime) -> Self:
        """Open slots with `places` neither booked nor held."""
        return self.filter(is_closed=False, booked__lt=F("capacity")).with_held(now=now).filter(remaining__gte=places)

    def locked(self) -> Self:
        """Locks the rows, always in the order of their keys, so that two of us never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)


@track()
class Slot(models.Model):
    """One time at one desk for which places are given out; `booked` counts the people of its live reservations."""

    desk = models.ForeignKey(PickupDesk, on_delete=models.PROTECT, verbose_name="窓口", related_name="slots")
    plan = models.ForeignKey(
        SlotPlan, on_delete=models.SET_NULL, null=True, blank=True, verbose_name="枠の型", related_name="slots"
    )
    starts_at = models.DateTimeField("開始")
    ends_at = models.DateTimeField("終了")
    capacity = models.PositiveSmallIntegerField("定員")
    booked = models.PositiveSmallIntegerField("予約済み", default=0)
    is_closed = models.BooleanField("受付停止", default=False)
    is_stopped_by_calendar = models.BooleanField("休業による停止", default=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = "予約枠"
        verbose_name_plural = "予約枠"
        constraints = [
            models.CheckConstraint(
                condition=Q(booked__lte=F("capacity")),
                name="slot_booked_within_capacity",
                violation_error_message="この枠は満席です。",
            ),
            models.CheckConstraint(
                condition=Q(booked__gte=0),
                name="slot_booked_not_negative",
                violation_error_message="予約済みの人数は0人以上です。",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="slot_capacity_positive",
                violation_error_message="定員は1人以上にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="slot_times_in_order",
                violation_error_message="枠の終了は開始より後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(is_stopped_by_calendar=False) | Q(is_closed=True),
                name="slot_stopped_by_calendar_is_closed",
                violation_error_message="休業日の枠は受付を停止します。",
            ),
            models.UniqueConstraint(
                fields=["desk", "starts_at"],
                name="slot_once_per_desk_and_start",
                violation_error_message="この窓口には同じ時刻の枠があります。",
            ),
            ExclusionConstraint(
                name="slot_no_overlap_at_desk",
                expressions=[
                    (same(F("desk")), RangeOperators.OVERLAPS),
                    (
                        Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="この窓口には時刻の重なる枠があります。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk", "starts_at"],
                name="slot_with_places_left",
                condition=Q(is_closed=False, booked__lt=F("capacity")),
            ),
            models.Index(fields=["starts_at"], name="slot_by_start"),
        ]

    def __str__(self) -> str:
        return self.desk_and_start

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)

    @property
    def spoken_start(self) -> str:
        """As it is read out: 6月5日 木曜日 10時30分."""
        local = timezone.localtime(self.starts_at)
        minute = f"{local.minute}分" if local.minute else ""
        return f"{local.month}月{local.day}日 {clock.WEEKDAYS[local.weekday()]}曜日 {local.hour}時{minute}"

    @property
    def desk_and_start(self) -> str:
        return f"{self.desk} {clock.short_date(self.starts_at)} {timezone.localtime(self.starts_at):%H:%M}"

    def remaining_for(self, user: User, *, now: datetime) -> int:
        """Places that `user` may take: what is neither booked nor held by somebody else."""
        others = self.holds.live(now).exclude(held_by=user).aggregate(n=Sum("places"))["n"] or 0
        return self.capacity - self.booked - others


class HoldQuerySet(QuerySet["Hold"]):
    def live(self, now: datetime) -> Self:
        return self.filter(expires_at__gt=now)

    def expired(self, now: datetime) -> Self:
        return self.filter(expires_at__lte=now)

    def for_user(self, user: User) -> Self:
        return self.filter(held_by=user)


class Hold(models.Model):
    """Places kept free for one operator's caller while the caller thinks; worth nothing once it has expired.

    For people who need consecutive slots there is one in each of them, of the same `run`.
    """

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, verbose_name="枠", related_name="holds")
    places = models.PositiveSmallIntegerField("人数", default=1)
    held_by = models.ForeignKey(User, on_delete=models.CASCADE, verbose_name="仮押さえした利用者", related_name="holds")
    held_at = models.DateTimeField("仮押さえの日時")
    expires_at = models.DateTimeField("期限", db_index=True)
    run = models.UUIDField("一続きの仮押さえの印", default=uuid.uuid4, editable=False)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = "仮押さえ"
        verbose_name_plural = "仮押さえ"
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "held_by"],
                name="hold_once_per_slot_and_user",
                violation_error_message="この枠はすでに仮押さえしています。",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="hold_places_positive",
                violation_error_message="人数は1人以上にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("held_at")),
                name="hold_times_in_order",
                violation_error_message="仮押さえの期限は開始より後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.places}人"
