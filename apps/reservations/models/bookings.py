import uuid
from datetime import datetime
from typing import ClassVar, Self, cast

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, QuerySet

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.models import ContractTerm
from apps.core import spelling
from apps.core.encryption import ERASED, keyring
from apps.core.fields import BlindIndexField, EncryptedTextField, GuardedCharField
from apps.core.history import track
from apps.core.personal import PersonalField
from apps.reservations import numbers
from apps.reservations.enums import TRANSITIONS, ReservationStatus

from .slots import Slot

ROLES_THAT_SEE_RESERVATIONS = frozenset(
    {Role.GENERAL_MANAGER, Role.OPERATOR, Role.CC_LEADER, Role.CITY_STAFF, Role.CITY_APPROVER}
)


class TransitionNotAllowed(Exception):
    """The reservation's status does not allow this step."""

    def __init__(self, status: ReservationStatus, wanted: ReservationStatus) -> None:
        self.message = f"この予約は「{status.label}」のため、「{wanted.label}」にできません。"
        super().__init__(self.message)


@track(exclude=["name", "kana", "phone", "phone_index"])
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
    phone_index = BlindIndexField(
        "電話番号の検索用の値", source="phone", key_from="key_id", normalise=spelling.normalise_phone
    )

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


@track()
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
    read_back_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, verbose_name="読み上げた担当者", related_name="+"
    )
    cancelled_at = models.DateTimeField("取消日時", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, verbose_name="取消の担当者", related_name="+"
    )
    cancel_reason = GuardedCharField("取消の理由", max_length=200, blank=True)
    outcome_at = models.DateTimeField("来所・不来所の記録日時", null=True, blank=True)
    outcome_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, verbose_name="来所・不来所の記録者", related_name="+"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

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


@track()
class ReservationChange(models.Model):
    """One move of a reservation from one slot to another, as the caller asked for it; the old slot stays on record."""

    reservation = models.ForeignKey(
        Reservation, on_delete=models.PROTECT, verbose_name="受取予約", related_name="changes"
    )
    old_slot = models.ForeignKey(Slot, on_delete=models.PROTECT, verbose_name="変更前", related_name="+")
    new_slot = models.ForeignKey(Slot, on_delete=models.PROTECT, verbose_name="変更後", related_name="+")
    reason = GuardedCharField("変更の理由", max_length=200)
    changed_at = models.DateTimeField("変更日時")
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, verbose_name="変更者", related_name="+")
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

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
