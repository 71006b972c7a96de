import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar, Self, cast

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import (
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.enums import Weekday
from apps.contracts.models import ContractTerm, Site
from apps.core import clock
from apps.core.encryption import ERASED, keyring
from apps.core.fields import BlindIndexField, EncryptedTextField, GuardedCharField, GuardedTextField
from apps.core.personal import PersonalField

from . import numbers, spelling
from .enums import TRANSITIONS, ReservationStatus

ROLES_THAT_SEE_RESERVATIONS = frozenset(
    {Role.GENERAL_MANAGER, Role.OPERATOR, Role.CC_LEADER, Role.CITY_STAFF, Role.CITY_APPROVER}
)


class TransitionNotAllowed(Exception):
    """The reservation's status does not allow this step."""

    def __init__(self, status: ReservationStatus, wanted: ReservationStatus) -> None:
        self.message = f"この予約は「{status.label}」のため、「{wanted.label}」にできません。"
        super().__init__(self.message)


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


@pghistory.track()
class PickupDesk(models.Model):
    """One counter of the city where citizens fetch their cards by appointment."""

    name = GuardedCharField("窓口名", max_length=60)
    place = GuardedCharField("場所", max_length=120, help_text="電話で読み上げる場所（建物・階）です。")
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, verbose_name="開設日を決める実施場所", related_name="pickup_desks"
    )
    what_to_bring = GuardedTextField("持ち物", max_length=1000, help_text="予約の確定後に読み上げます。")
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


@pghistory.track()
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
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    submission_key = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)

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

    def spans_of(self, day: date) -> list[tuple[datetime, datetime]]:
        """Start and end of every slot on `day`, whatever the calendar says; a slot that touches lunch is left out."""
        if not self.valid_from <= day <= self.valid_to or day.isoweekday() not in self.weekdays:
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


@pghistory.track()
class Slot(models.Model):
    """One time at one desk for which places are given out; `booked` counts the people of its live reservations."""

    desk = models.ForeignKey(PickupDesk, on_delete=models.PROTECT, verbose_name="窓口", related_name="slots")
    plan = models.ForeignKey(SlotPlan, on_delete=models.SET_NULL, null=True, blank=True, related_name="slots")
    starts_at = models.DateTimeField("開始")
    ends_at = models.DateTimeField("終了")
    capacity = models.PositiveSmallIntegerField("定員")
    booked = models.PositiveSmallIntegerField("予約済み", default=0)
    is_closed = models.BooleanField("受付停止", default=False)

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
            models.UniqueConstraint(
                fields=["desk", "starts_at"],
                name="slot_once_per_desk_and_start",
                violation_error_message="この窓口には同じ時刻の枠があります。",
            ),
            ExclusionConstraint(
                name="slot_no_overlap_at_desk",
                expressions=[
                    (
                        Func("desk", "desk", Value("[]"), function="int8range", output_field=BigIntegerRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
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
    """Places kept free for one operator's caller while the caller thinks; worth nothing once it has expired."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="holds")
    places = models.PositiveSmallIntegerField("人数", default=1)
    held_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="holds")
    held_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

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


@pghistory.track(exclude=["name", "kana", "phone", "phone_index"])
class Applicant(models.Model):
    """The citizen who will come; name and phone number of a booking stand here and nowhere else, encrypted."""

    PERSONAL_DATA: ClassVar[dict[str, PersonalField]] = {
        "name": PersonalField(
            purpose="受取窓口での本人確認と、予約の変更・取消の申出の確認",
            retention="受取日の30日後（reservations.retention_days）、遅くとも契約の終了時",
        ),
        "kana": PersonalField(
            purpose="電話での氏名の確認と呼出し",
            retention="受取日の30日後（reservations.retention_days）、遅くとも契約の終了時",
        ),
        "phone": PersonalField(
            purpose="窓口の閉鎖などを知らせる連絡と、受付番号が分からない場合の検索",
            retention="受取日の30日後（reservations.retention_days）、遅くとも契約の終了時",
        ),
        "phone_index": PersonalField(
            purpose="電話番号の完全一致での検索（鍵付きハッシュ）",
            retention="電話番号と同時に消去",
        ),
    }

    key_id = models.CharField("鍵", max_length=40, editable=False)
    name = EncryptedTextField("氏名", key_from="key_id")
    kana = EncryptedTextField("カナ", key_from="key_id")
    phone = EncryptedTextField("電話番号", key_from="key_id")
    phone_index = BlindIndexField(source="phone", key_from="key_id", normalise=spelling.normalise_phone)

    class Meta:
        verbose_name = "予約者"
        verbose_name_plural = "予約者"

    def __str__(self) -> str:
        return f"予約者 {self.pk}"

    @property
    def masked_name(self) -> str:
        return _first_character_only(self.name)

    @property
    def masked_kana(self) -> str:
        return _first_character_only(self.kana)

    @property
    def spoken_phone(self) -> str:
        return self.phone if self.phone is ERASED else spelling.spoken_phone(self.phone)

    @property
    def masked_phone(self) -> str:
        if self.phone is ERASED:
            return self.phone
        first, *_, last = self.spoken_phone.split("-")
        return f"{first}-•••-{last}"


def _first_character_only(text: str) -> str:
    return text if text is ERASED else f"{text[:1]}●●●"


class ReservationQuerySet(QuerySet["Reservation"]):
    def for_user(self, user: User) -> Self:
        """Every reservation for those whose work it is (masked until unmasked), none for anybody else."""
        return self if user.role in ROLES_THAT_SEE_RESERVATIONS else self.none()

    def with_place_and_people(self) -> Self:
        return self.select_related("slot__desk", "applicant", "booked_by", "read_back_by", "cancelled_by", "outcome_by")

    def with_number(self, number: str) -> Self:
        return self.filter(number=number)

    def with_phone(self, phone: str) -> Self:
        """Those with exactly this phone number, looked for with the key of every term that still has one."""
        index = cast(BlindIndexField, Applicant._meta.get_field("phone_index"))
        codes = [code for code in ContractTerm.objects.values_list("code", flat=True) if keyring.exists(code)]
        return self.filter(applicant__phone_index__in=[index.index_of(code, phone) for code in codes])

    def standing(self) -> Self:
        """Those that take up places of their slot: all but the cancelled ones."""
        return self.exclude(status=ReservationStatus.CANCELLED)

    def without_read_back(self) -> Self:
        return self.filter(status=ReservationStatus.CONFIRMED, read_back_at__isnull=True)

    def changed(self) -> Self:
        """Those whose slot was changed at least once."""
        return self.filter(Exists(ReservationChange.objects.filter(reservation=OuterRef("pk"))))


@pghistory.track()
class Reservation(models.Model):
    """One appointment that a caller was given: a slot, a number of people, a receipt number."""

    number = models.CharField("受付番号", max_length=8, editable=False)
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, verbose_name="枠", related_name="reservations")
    applicant = models.OneToOneField(
        Applicant, on_delete=models.SET_NULL, null=True, verbose_name="予約者", related_name="reservation"
    )
    term = models.ForeignKey(ContractTerm, on_delete=models.PROTECT, verbose_name="契約期間", related_name="+")
    party_size = models.PositiveSmallIntegerField("人数", validators=[MinValueValidator(1)])
    status = models.CharField(
        "状態", max_length=10, choices=ReservationStatus.choices, default=ReservationStatus.CONFIRMED
    )
    booked_at = models.DateTimeField("受付日時")
    booked_by = models.ForeignKey(User, on_delete=models.PROTECT, verbose_name="受付者", related_name="+")
    read_back_at = models.DateTimeField("読み上げ日時", null=True, blank=True)
    read_back_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField("取消日時", null=True, blank=True)
    cancelled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cancel_reason = GuardedCharField("取消の理由", max_length=200, blank=True)
    outcome_at = models.DateTimeField("来所・不来所の記録日時", null=True, blank=True)
    outcome_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submission_key = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = "受取予約"
        verbose_name_plural = "受取予約"
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="reservation_number_is_unique",
                violation_error_message="この受付番号はすでに使われています。",
            ),
            models.CheckConstraint(
                condition=Q(number__regex=r"^[1-9][0-9]{7}$"),
                name="reservation_number_has_eight_digits",
                violation_error_message="受付番号は8桁の数字です。",
            ),
            models.CheckConstraint(
                condition=Q(party_size__gte=1),
                name="reservation_party_at_least_one",
                violation_error_message="人数は1人以上にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(read_back_at__isnull=True, read_back_by__isnull=True)
                | Q(read_back_at__isnull=False, read_back_by__isnull=False),
                name="reservation_read_back_is_whole",
                violation_error_message="読み上げの日時と担当者は両方を記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(status=ReservationStatus.CANCELLED, cancelled_at__isnull=False, cancelled_by__isnull=False)
                & ~Q(cancel_reason="")
                | ~Q(status=ReservationStatus.CANCELLED)
                & Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason=""),
                name="reservation_cancellation_is_whole",
                violation_error_message="取消の理由を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[ReservationStatus.CAME, ReservationStatus.NO_SHOW],
                    outcome_at__isnull=False,
                    outcome_by__isnull=False,
                )
                | Q(
                    status__in=[ReservationStatus.CONFIRMED, ReservationStatus.CANCELLED],
                    outcome_at__isnull=True,
                    outcome_by__isnull=True,
                ),
                name="reservation_outcome_is_whole",
                violation_error_message="来所・不来所の日時と担当者は両方を記録してください。",
            ),
        ]
        indexes = [models.Index(fields=["booked_at"], name="reservation_by_booking_time")]

    def __str__(self) -> str:
        return self.spoken_number

    @property
    def spoken_number(self) -> str:
        return numbers.grouped(self.number)

    @property
    def is_confirmed(self) -> bool:
        return self.status == ReservationStatus.CONFIRMED

    @property
    def awaits_read_back(self) -> bool:
        return self.is_confirmed and self.read_back_at is None

    def can_become(self, status: ReservationStatus) -> bool:
        return status in TRANSITIONS[ReservationStatus(self.status)]

    def _move_to(self, status: ReservationStatus) -> None:
        if not self.can_become(status):
            raise TransitionNotAllowed(ReservationStatus(self.status), status)
        self.status = status

    def cancel(self, *, by: User, at: datetime, reason: str) -> None:
        self._move_to(ReservationStatus.CANCELLED)
        self.cancelled_at, self.cancelled_by, self.cancel_reason = at, by, reason
        self.save(update_fields=["status", "cancelled_at", "cancelled_by", "cancel_reason"])

    def mark_came(self, *, by: User, at: datetime) -> None:
        self._record_outcome(ReservationStatus.CAME, by=by, at=at)

    def mark_no_show(self, *, by: User, at: datetime) -> None:
        self._record_outcome(ReservationStatus.NO_SHOW, by=by, at=at)

    def _record_outcome(self, outcome: ReservationStatus, *, by: User, at: datetime) -> None:
        self._move_to(outcome)
        self.outcome_at, self.outcome_by = at, by
        self.save(update_fields=["status", "outcome_at", "outcome_by"])

    def confirm_read_back(self, *, by: User, at: datetime) -> None:
        """The first tick counts; a second one changes nothing."""
        if self.read_back_at is None:
            self.read_back_at, self.read_back_by = at, by
            self.save(update_fields=["read_back_at", "read_back_by"])


@pghistory.track()
class ReservationChange(models.Model):
    """One move of a reservation from one slot to another, as the caller asked for it; the old slot stays on record."""

    reservation = models.ForeignKey(Reservation, on_delete=models.PROTECT, related_name="changes")
    old_slot = models.ForeignKey(Slot, on_delete=models.PROTECT, verbose_name="変更前", related_name="+")
    new_slot = models.ForeignKey(Slot, on_delete=models.PROTECT, verbose_name="変更後", related_name="+")
    reason = GuardedCharField("変更の理由", max_length=200)
    changed_at = models.DateTimeField("変更日時")
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, verbose_name="変更者", related_name="+")
    submission_key = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "予約の変更"
        verbose_name_plural = "予約の変更"
        ordering = ("changed_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(old_slot=F("new_slot")),
                name="reservationchange_slots_differ",
                violation_error_message="変更前と変更後の枠が同じです。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_slot_id} → {self.new_slot_id}"
