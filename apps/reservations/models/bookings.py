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
from apps.reservations.enums import OPEN_STATUSES, OUTCOMES, TRANSITIONS, BringCase, ReservationStatus

from .slots import Slot

ROLES_THAT_SEE_RESERVATIONS = frozenset(
    {Role.GENERAL_MANAGER, Role.OPERATOR, Role.CC_LEADER, Role.CITY_STAFF, Role.CITY_APPROVER}
)


_KEPT = "受取日から定めた日数（reservations.retention_days）の後。予約のないまま待機を終えた方はその夜"


class TransitionNotAllowed(Exception):
    """The reservation's status does not allow this step."""

    def __init__(self, status: ReservationStatus, wanted: ReservationStatus) -> None:
        self.message = f"この予約は「{status.label}」のため、「{wanted.label}」にできません。"
        super().__init__(self.message)


@track(exclude=["name", "kana", "phone", "phone_index"])
class Applicant(models.Model):
    """The citizen who will come, or waits for a place; name and phone number stand here and nowhere else, encrypted."""

    PERSONAL_DATA: ClassVar[dict[str, PersonalField]] = {
        "name": PersonalField(
            purpose="受取窓口での本人確認と、予約の変更・取消の申出の確認",
            retention=_KEPT,
        ),
        "kana": PersonalField(
            purpose="電話での氏名の確認と呼出し",
            retention=_KEPT,
        ),
        "phone": PersonalField(
            purpose="窓口の閉鎖や枠の空きを知らせる連絡と、受付番号が分からない場合の検索",
            retention=_KEPT,
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
    erased_at = models.DateTimeField("消去日時", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "予約者"
        verbose_name_plural = "予約者"

    def __str__(self) -> str:
        return f"予約者 {self.pk}"

    def erase(self, *, at: datetime) -> None:
        """Makes the personal columns unreadable for good; a second time changes nothing."""
        if self.erased_at is None:
            self.name = self.kana = self.phone = ERASED
            self.erased_at = at
            self.save(update_fields=["name", "kana", "phone", "phone_index", "erased_at"])

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
        return self.select_related(
            "slot__desk", "applicant", "booked_by", "read_back_by", "cancelled_by", "outcome_by", "city_number_by"
        )

    def with_number(self, number: str) -> Self:
        return self.filter(number=number)

    def with_city_number(self, number: str) -> Self:
        """Those that the city's system knows by this number; never empty text."""
        return self.filter(city_number=number) if number else self.none()

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

    def provisional(self) -> Self:
        """Those that still lack the city's receipt number."""
        return self.filter(status=ReservationStatus.PROVISIONAL)

    def taking(self, slot: Slot) -> Self:
        """Standing ones that have people in this slot, as their first or as a following one."""
        return self.standing().filter(Q(slot=slot) | Q(further_slots__slot=slot)).distinct()

    def coming_on(self, start: datetime, end: datetime) -> Self:
        """Standing ones whose first slot starts in [start, end)."""
        return self.standing().filter(slot__starts_at__gte=start, slot__starts_at__lt=end)


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
        "状態", max_length=12, choices=ReservationStatus.choices, default=ReservationStatus.CONFIRMED
    )
    case = models.CharField("受け取る方", max_length=10, choices=BringCase.choices, default=BringCase.OWN)
    city_number = GuardedCharField("市の受付番号", max_length=20, blank=True)
    city_number_at = models.DateTimeField("市の受付番号の入力日時", null=True, blank=True)
    city_number_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, verbose_name="市の受付番号の入力者", related_name="+"
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
                condition=Q(status__in=OUTCOMES, outcome_at__isnull=False, outcome_by__isnull=False)
                | Q(
                    status__in=[*OPEN_STATUSES, ReservationStatus.CANCELLED],
                    outcome_at__isnull=True,
                    outcome_by__isnull=True,
                ),
                name="reservation_outcome_is_whole",
                violation_error_message="来所・不来所の日時と担当者は両方を記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(city_number="", city_number_at__isnull=True, city_number_by__isnull=True)
                | ~Q(city_number="") & Q(city_number_at__isnull=False, city_number_by__isnull=False),
                name="reservation_city_number_is_whole",
                violation_error_message="市の受付番号には、入力の日時と担当者を記録してください。",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReservationStatus.PROVISIONAL) | Q(city_number=""),
                name="reservation_provisional_has_no_city_number",
                violation_error_message="市の受付番号のある予約は「仮」ではありません。",
            ),
            models.UniqueConstraint(
                fields=["city_number"],
                condition=~Q(city_number="") & ~Q(status=ReservationStatus.CANCELLED),
                name="reservation_city_number_is_unique",
                violation_error_message="この市の受付番号は、ほかの予約で使われています。",
            ),
        ]
        indexes = [
            models.Index(fields=["booked_at"], name="reservation_by_booking_time"),
            models.Index(
                fields=["booked_at"],
                name="reservation_to_be_finished",
                condition=Q(status=ReservationStatus.PROVISIONAL)
                | Q(status=ReservationStatus.CONFIRMED, read_back_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.spoken_number

    @property
    def spoken_number(self) -> str:
        return numbers.grouped(self.number)

    @property
    def is_confirmed(self) -> bool:
        return self.status == ReservationStatus.CONFIRMED

    @property
    def is_provisional(self) -> bool:
        return self.status == ReservationStatus.PROVISIONAL

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed or cancelled."""
        return self.status in OPEN_STATUSES

    @property
    def told_number(self) -> str:
        """The number the caller writes down: the city's where the city's system is the book."""
        return self.city_number or self.spoken_number

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

    def record_outcome(self, outcome: ReservationStatus, *, by: User, at: datetime) -> None:
        """Came, did not come, or nobody knows."""
        if outcome not in OUTCOMES:
            raise TransitionNotAllowed(ReservationStatus(self.status), outcome)
        self._move_to(outcome)
        self.outcome_at, self.outcome_by = at, by
        self.save(update_fields=["status", "outcome_at", "outcome_by"])

    def confirm_with_city_number(self, number: str, *, by: User, at: datetime) -> None:
        """The city's system has it under this number: no longer 仮."""
        self._move_to(ReservationStatus.CONFIRMED)
        self.city_number, self.city_number_at, self.city_number_by = number, at, by
        self.save(update_fields=["status", "city_number", "city_number_at", "city_number_by"])

    def make_provisional(self) -> None:
        """Moved: the city's system has to be told again."""
        if not self.is_provisional:
            self._move_to(ReservationStatus.PROVISIONAL)
            self.city_number, self.city_number_at, self.city_number_by = "", None, None
            self.save(update_fields=["status", "city_number", "city_number_at", "city_number_by"])

    def confirm_read_back(self, *, by: User, at: datetime) -> None:
        """The first tick counts; a second one changes nothing."""
        if self.read_back_at is None:
            self.read_back_at, self.read_back_by = at, by
            self.save(update_fields=["read_back_at", "read_back_by"])


@track()
class FurtherSlot(models.Model):
    """A following slot that people of a party take who found no place in its first one; they come together."""

    reservation = models.ForeignKey(
        Reservation, on_delete=models.PROTECT, verbose_name="受取予約", related_name="further_slots"
    )
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, verbose_name="枠", related_name="further_reservations")
    places = models.PositiveSmallIntegerField("人数")

    class Meta:
        verbose_name = "続きの枠"
        verbose_name_plural = "続きの枠"
        ordering = ("slot__starts_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["reservation", "slot"],
                name="furtherslot_once_per_reservation_and_slot",
                violation_error_message="この予約はすでにこの枠を使っています。",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="furtherslot_places_positive",
                violation_error_message="人数は1人以上にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.places}人"


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
