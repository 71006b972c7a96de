import uuid
from datetime import date, datetime
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from apps.accounts.models import User
from apps.contracts.models import ContractTerm
from apps.core.history import track
from apps.reservations.enums import WaitingStatus, WishedTime

from .bookings import ROLES_THAT_SEE_RESERVATIONS, Applicant, Reservation
from .slots import PickupDesk


class WaitingEntryQuerySet(QuerySet["WaitingEntry"]):
    def for_user(self, user: User) -> Self:
        """Every entry for those whose work it is (masked until unmasked), none for anybody else."""
        return self if user.role in ROLES_THAT_SEE_RESERVATIONS else self.none()

    def waiting(self) -> Self:
        return self.filter(status=WaitingStatus.WAITING)

    def in_call_back_order(self) -> Self:
        """First come, first called, desk by desk; who could not be reached goes behind those not yet called.

        Adds `attempt_count` and `last_attempt_at`.
        """
        counted = self.annotate(attempt_count=Count("attempts"), last_attempt_at=Max("attempts__called_at"))
        return counted.order_by("desk__order", "desk_id", Coalesce(F("last_attempt_at"), F("entered_at")), "pk")


@track()
class WaitingEntry(models.Model):
    """One caller who found no place and is called back when one gets free (第2-2-(4)-エ)."""

    desk = models.ForeignKey(PickupDesk, on_delete=models.PROTECT, verbose_name="窓口", related_name="waiting_entries")
    first_day = models.DateField("希望の最初の日")
    last_day = models.DateField("希望の最後の日")
    wished_time = models.CharField("希望の時間帯", max_length=10, choices=WishedTime.choices, default=WishedTime.ANY)
    party_size = models.PositiveSmallIntegerField("人数", validators=[MinValueValidator(1)])
    applicant = models.OneToOneField(
        Applicant, on_delete=models.SET_NULL, null=True, verbose_name="予約者", related_name="waiting_entry"
    )
    term = models.ForeignKey(ContractTerm, on_delete=models.PROTECT, verbose_name="契約期間", related_name="+")
    status = models.CharField(
        "状態", max_length=10, choices=WaitingStatus.choices, default=WaitingStatus.WAITING, db_index=True
    )
    entered_at = models.DateTimeField("受付日時")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, verbose_name="受付者", related_name="+")
    closed_at = models.DateTimeField("終了日時", null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, verbose_name="終了の担当者", related_name="+"
    )
    reservation = models.OneToOneField(
        Reservation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="受取予約",
        related_name="waiting_entry",
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = WaitingEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "空き待ち"
        verbose_name_plural = "空き待ち"
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="waitingentry_days_in_order",
                violation_error_message="希望の最後の日は、最初の日以後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(party_size__gte=1),
                name="waitingentry_party_at_least_one",
                violation_error_message="人数は1人以上にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(status=WaitingStatus.WAITING, closed_at__isnull=True)
                | ~Q(status=WaitingStatus.WAITING) & Q(closed_at__isnull=False),
                name="waitingentry_end_is_whole",
                violation_error_message="終わった空き待ちには終了の日時を記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(status=WaitingStatus.BOOKED, reservation__isnull=False)
                | ~Q(status=WaitingStatus.BOOKED) & Q(reservation__isnull=True),
                name="waitingentry_booked_has_its_reservation",
                violation_error_message="予約済みの空き待ちには予約が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk} {self.first_day:%m/%d}–{self.last_day:%m/%d} {self.party_size}人"

    @property
    def is_waiting(self) -> bool:
        return self.status == WaitingStatus.WAITING

    def wishes(self, day: date, starts: datetime) -> bool:
        """Whether a slot that starts on `day` at the local moment `starts` suits the caller."""
        suits = {
            WishedTime.ANY: True,
            WishedTime.MORNING: starts.hour < NOON,
            WishedTime.AFTERNOON: starts.hour >= NOON,
        }
        return self.first_day <= day <= self.last_day and suits[WishedTime(self.wished_time)]

    def close(self, status: WaitingStatus, *, by: User | None, at: datetime) -> None:
        """Ends the wait; `by` is None where the days have simply passed."""
        self.status, self.closed_at, self.closed_by = status, at, by
        self.save(update_fields=["status", "closed_at", "closed_by", "reservation", "applicant"])


NOON = 12
