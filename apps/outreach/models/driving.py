"""The contractor's vehicles and who drove them when, checked for alcohol before and after (第2-1-(2)-④).

The eight items of a check are those that 道路交通法施行規則 第9条の10 asks of firms with a safe-driving manager:
who checked, whom, which vehicle, when, how, the result, the instruction, and what else there is to say.
"""

import uuid
from datetime import date, datetime
from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, IntegerRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from apps.contracts.models.spans import same
from apps.core.clock import day_bounds
from apps.core.fields import GuardedCharField
from apps.core.history import track
from apps.outreach.enums import CheckMethod, CheckPhase
from apps.workforce.models import StaffMember

from .visits import Visit

FARTHEST = 2_000_000
"""Kilometres that no odometer shows."""

KEPT = "1 year"
"""How long a driving record may not be erased, whatever else is."""


@track()
class Vehicle(models.Model):
    """One car of the contractor that takes people and equipment to visits."""

    plate = GuardedCharField("登録番号", max_length=30, help_text="例：川越 500 あ 12-34")
    name = GuardedCharField("呼び名", max_length=40)
    is_active = models.BooleanField("使用中", default=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "車両"
        verbose_name_plural = "車両"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plate"],
                name="vehicle_plate_is_unique",
                violation_error_code="unique",
                violation_error_message="この登録番号の車両は、すでに登録されています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.plate}）"


_ON_THE_ROAD = Func(
    F("departed_at"), F("returned_at"), Value("[)"), function="tstzrange", output_field=DateTimeRangeField()
)
_DRIVEN = Func(F("departure_km"), F("return_km"), Value("[)"), function="int4range", output_field=IntegerRangeField())

_CHECKED_BEFORE = pgtrigger.Trigger(
    name="departs_checked",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Q(new__departed_at__isnull=False),
    func="""
        IF NOT EXISTS (
            SELECT 1 FROM outreach_alcoholcheck c
            WHERE c.trip_id = NEW.id AND c.phase = 'before' AND NOT c.is_intoxicated AND c.checked_at <= NEW.departed_at
              AND (c.checked_at AT TIME ZONE 'Asia/Tokyo')::date = (NEW.departed_at AT TIME ZONE 'Asia/Tokyo')::date
        ) OR EXISTS (
            SELECT 1 FROM outreach_alcoholcheck c
            WHERE c.trip_id = NEW.id AND c.phase = 'before' AND c.is_intoxicated
        ) OR (
            (TG_OP = 'INSERT' OR NEW.departed_at IS DISTINCT FROM OLD.departed_at OR NEW.driver_id <> OLD.driver_id)
            AND EXISTS (
                SELECT 1 FROM outreach_alcoholcheck c
                WHERE c.driver_id = NEW.driver_id AND c.is_intoxicated AND
                    (c.checked_at AT TIME ZONE 'Asia/Tokyo')::date = (NEW.departed_at AT TIME ZONE 'Asia/Tokyo')::date
            )
        ) THEN
            RAISE EXCEPTION 'not checked before departure'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'trip_departs_only_checked_and_sober';
        END IF;
        RETURN NEW;
    """,
)
_ODOMETER_GOES_ON = pgtrigger.Trigger(
    name="odometer_goes_on",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Q(new__departure_km__isnull=False),
    func="""
        DECLARE last_km integer;
        BEGIN
            IF TG_OP = 'UPDATE' AND NEW.departure_km IS NOT DISTINCT FROM OLD.departure_km
                AND NEW.gap_reason = OLD.gap_reason AND NEW.vehicle_id = OLD.vehicle_id THEN
                RETURN NEW;
            END IF;
            PERFORM 1 FROM outreach_vehicle v WHERE v.id = NEW.vehicle_id FOR NO KEY UPDATE;
            SELECT t.return_km INTO last_km FROM outreach_trip t
            WHERE t.vehicle_id = NEW.vehicle_id AND t.id <> NEW.id AND t.returned_at <= NEW.departed_at
            ORDER BY t.returned_at DESC, t.id DESC LIMIT 1;
            IF last_km IS NOT NULL AND (
                NEW.departure_km < last_km OR (NEW.departure_km > last_km AND NEW.gap_reason = '')
            ) THEN
                RAISE EXCEPTION 'odometer does not go on'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'trip_odometer_goes_on';
            END IF;
            RETURN NEW;
        END;
    """,
)
_ONE_YEAR = pgtrigger.Trigger(
    name="kept_one_year",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func=f"""
        IF OLD.opened_at > now() - interval '{KEPT}' THEN
            RAISE EXCEPTION 'driving records are kept'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'trip_is_kept_one_year';
        END IF;
        RETURN OLD;
    """,
)


class TripQuerySet(models.QuerySet["Trip"]):
    def driven_between(self, first: date, last: date) -> "TripQuerySet":
        """Trips of these days, the newest first; both days count, and `Trip.driven_at` says which day a trip is of."""
        checks = AlcoholCheck.objects.filter(trip=OuterRef("pk"), phase=CheckPhase.BEFORE).order_by("-pk")
        moment = Coalesce("departed_at", Subquery(checks.values("checked_at")[:1]), "opened_at")
        begin, end = day_bounds(first)[0], day_bounds(last)[1]
        return self.alias(moment=moment).filter(moment__gte=begin, moment__lt=end).order_by("-moment", "-pk")

    def with_facts(self) -> "TripQuerySet":
        """With everything a list prints, in a fixed number of queries."""
        rows = self.select_related("vehicle", "driver", "visit__facility", "corrected_by__staff_member")
        return rows.prefetch_related("checks__checker", "passengers__rider__staff_member")

    def last_return(self, vehicle_id: int) -> "Trip | None":
        """The drive from which this vehicle came back last; None before its first one."""
        return self.filter(vehicle_id=vehicle_id, return_km__isnull=False).order_by("-returned_at", "-pk").first()

    def departed_after(self, trip: "Trip") -> "TripQuerySet":
        """Drives for which the vehicle of a trip left again after its return."""
        return self.filter(vehicle=trip.vehicle_id, departed_at__gte=trip.returned_at).exclude(pk=trip.pk)

    def locked(self) -> "TripQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


@track()
class Trip(models.Model):
    """One drive with one vehicle by one driver, from the check before it to the check after it (運転記録)."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="trips", verbose_name="車両")
    driver = models.ForeignKey(StaffMember, models.PROTECT, related_name="trips", verbose_name="運転者")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="trips", verbose_name="訪問")
    purpose = GuardedCharField("行き先・用務", max_length=100)
    opened_at = models.DateTimeField("記録の開始")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人")
    departed_at = models.DateTimeField("出発", null=True, blank=True)
    departure_km = models.PositiveIntegerField("出発時の走行距離計（km）", null=True, blank=True)
    gap_reason = GuardedCharField("走行距離計が前回と続かない理由", max_length=200, blank=True)
    returned_at = models.DateTimeField("帰着", null=True, blank=True)
    return_km = models.PositiveIntegerField("帰着時の走行距離計（km）", null=True, blank=True)
    corrected_at = models.DateTimeField("帰着の値を直した時刻", null=True, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="訂正した人"
    )
    correction_reason = GuardedCharField("帰着の値を直した理由", max_length=200, blank=True)
    stopped_at = models.DateTimeField("取りやめ", null=True, blank=True)
    stop_reason = GuardedCharField("取りやめの理由", max_length=200, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = TripQuerySet.as_manager()

    class Meta:
        verbose_name = "運転の記録"
        verbose_name_plural = "運転の記録"
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["-opened_at", "-id"], name="trip_newest_first")]
        triggers = [_CHECKED_BEFORE, _ODOMETER_GOES_ON, _ONE_YEAR]
        constraints = [
            models.CheckConstraint(
                condition=Q(departed_at__isnull=True, departure_km__isnull=True)
                | Q(departed_at__isnull=False, departure_km__isnull=False),
                name="trip_departure_has_time_and_odometer",
                violation_error_message="出発には、時刻と走行距離計の値の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, return_km__isnull=True)
                | Q(returned_at__gt=F("departed_at"), return_km__gte=F("departure_km"), departed_at__isnull=False),
                name="trip_returns_after_departing",
                violation_error_message="帰着は、出発より後の時刻と、出発時以上の走行距離計の値にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True, corrected_by__isnull=True, correction_reason="")
                | Q(
                    corrected_at__isnull=False,
                    corrected_by__isnull=False,
                    correction_reason__gt="",
                    returned_at__isnull=False,
                ),
                name="trip_return_is_corrected_with_who_when_and_why",
                violation_error_message="帰着の値を直すには、帰着の記録と、直した人・時刻・理由が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, stop_reason="")
                | Q(stopped_at__isnull=False, stop_reason__gt="", departed_at__isnull=True),
                name="trip_is_stopped_with_reason_before_departing",
                violation_error_message="取りやめられるのは出発の前だけで、理由が必要です。",
            ),
            ExclusionConstraint(
                name="trip_vehicle_is_on_one_road",
                expressions=[(same(F("vehicle")), RangeOperators.OVERLAPS), (_ON_THE_ROAD, RangeOperators.OVERLAPS)],
                condition=Q(departed_at__isnull=False),
                violation_error_message="この車両は、同じ時間にほかの運転の記録があります。先にその帰着を記録してください。",
            ),
            ExclusionConstraint(
                name="trip_driver_is_on_one_road",
                expressions=[(same(F("driver")), RangeOperators.OVERLAPS), (_ON_THE_ROAD, RangeOperators.OVERLAPS)],
                condition=Q(departed_at__isnull=False),
                violation_error_message="この運転者は、同じ時間にほかの運転の記録があります。先にその帰着を記録してください。",
            ),
            ExclusionConstraint(
                name="trip_no_kilometre_is_driven_twice",
                expressions=[(same(F("vehicle")), RangeOperators.OVERLAPS), (_DRIVEN, RangeOperators.OVERLAPS)],
                condition=Q(return_km__isnull=False),
                violation_error_message="走行距離計の値が、この車両のほかの記録と重なります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vehicle} {self.purpose}"

    @property
    def distance(self) -> int | None:
        """Kilometres driven; None until the return."""
        return None if self.return_km is None or self.departure_km is None else self.return_km - self.departure_km

    def check_of(self, phase: str) -> "AlcoholCheck | None":
        """The last check of the phase, as `with_facts` loaded them."""
        return max((check for check in self.checks.all() if check.phase == phase), key=lambda c: c.pk, default=None)

    @property
    def before(self) -> "AlcoholCheck | None":
        return self.check_of(CheckPhase.BEFORE)

    @property
    def after(self) -> "AlcoholCheck | None":
        return self.check_of(CheckPhase.AFTER)

    @property
    def driven_at(self) -> datetime:
        """When the car left, else when the driver was checked for it, else when the record was opened."""
        return self.departed_at or (self.before.checked_at if self.before else self.opened_at)

    @property
    def is_finished(self) -> bool:
        """Nothing is left to write down: checked after the return, or never begun."""
        return self.stopped_at is not None or (self.returned_at is not None and self.after is not None)


_IS_NOT_THE_DRIVER = pgtrigger.Trigger(
    name="is_not_the_driver",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF EXISTS (
            SELECT 1 FROM outreach_trip t JOIN workforce_staffmember s ON s.id = t.driver_id
            WHERE t.id = NEW.trip_id AND s.user_id = NEW.rider_id
        ) THEN
            RAISE EXCEPTION 'the driver is no passenger'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'trippassenger_is_not_the_driver';
        END IF;
        RETURN NEW;
    """,
)


@track()
class TripPassenger(models.Model):
    """One person of the contractor or the city who rides along on one drive (C25); writing it down is optional."""

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="passengers", verbose_name="運転の記録")
    rider = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="同乗者")

    class Meta:
        verbose_name = "同乗者"
        verbose_name_plural = "同乗者"
        ordering = ["trip", "pk"]
        triggers = [_IS_NOT_THE_DRIVER]
        constraints = [
            models.UniqueConstraint(
                fields=["trip", "rider"],
                name="trippassenger_rides_once",
                violation_error_message="この同乗者は、すでに記録されています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.trip} {self.rider}"


_OF_THE_TRIP = pgtrigger.Trigger(
    name="of_the_trip",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT 1 FROM outreach_trip t
            WHERE t.id = NEW.trip_id AND t.driver_id = NEW.driver_id AND t.vehicle_id = NEW.vehicle_id
        ) THEN
            RAISE EXCEPTION 'another driver or vehicle'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'alcoholcheck_is_of_its_trip';
        END IF;
        RETURN NEW;
    """,
)


class AlcoholCheck(models.Model):
    """One check of a driver for alcohol, with the eight items and the licence; written once and never changed."""

    trip = models.ForeignKey(Trip, models.PROTECT, related_name="checks", verbose_name="運転の記録")
    phase = models.CharField("時期", max_length=10, choices=CheckPhase.choices)
    checker = models.ForeignKey(StaffMember, models.PROTECT, related_name="+", verbose_name="確認者")
    driver = models.ForeignKey(StaffMember, models.PROTECT, related_name="+", verbose_name="運転者")
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="+", verbose_name="車両")
    checked_at = models.DateTimeField("確認の日時")
    method = models.CharField("確認の方法", max_length=10, choices=CheckMethod.choices)
    method_detail = GuardedCharField("対面でない場合の具体的な方法", max_length=100, blank=True)
    detector_used = models.BooleanField("アルコール検知器を使った")
    reading = models.DecimalField(
        "検知器の値（mg/L）",
        max_digits=3,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(9))],
    )
    is_intoxicated = models.BooleanField("酒気を帯びている")
    licence_carried = models.BooleanField("運転免許証の携帯を確かめた", default=False)
    instruction = GuardedCharField("指示事項", max_length=200, blank=True)
    note = GuardedCharField("その他必要な事項", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "酒気帯びの確認"
        verbose_name_plural = "酒気帯びの確認"
        ordering = ["trip", "pk"]
        triggers = [pgtrigger.Protect(name="written_once", operation=pgtrigger.Update | pgtrigger.Delete), _OF_THE_TRIP]
        constraints = [
            models.CheckConstraint(
                condition=~Q(checker=F("driver")),
                name="alcoholcheck_is_by_somebody_else",
                violation_error_message="確認者は、運転者とは別の人にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(method=CheckMethod.FACE_TO_FACE) | Q(method_detail__gt=""),
                name="alcoholcheck_not_face_to_face_says_how",
                violation_error_message="対面でない場合は、具体的な方法を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(detector_used=True),
                name="alcoholcheck_uses_a_detector",
                violation_error_message="アルコール検知器を使って確認してください。",
            ),
            models.CheckConstraint(
                condition=Q(reading__gte=0) & (Q(reading=0) | Q(is_intoxicated=True)),
                name="alcoholcheck_any_reading_is_intoxication",
                violation_error_message="検知器の値が0より大きいときは「酒気を帯びている」になります。",
            ),
            models.CheckConstraint(
                condition=Q(phase=CheckPhase.AFTER) | Q(is_intoxicated=True) | Q(licence_carried=True),
                name="alcoholcheck_before_driving_sees_the_licence",
                violation_error_message="出発の前に、運転免許証の携帯を確かめてください。",
            ),
            models.CheckConstraint(
                condition=Q(is_intoxicated=False) | Q(instruction__gt=""),
                name="alcoholcheck_intoxication_has_an_instruction",
                violation_error_message="酒気を帯びているときは、指示事項（運転の中止など）を入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_phase_display()} {self.checked_at:%Y-%m-%d %H:%M}"
