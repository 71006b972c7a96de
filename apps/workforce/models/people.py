"""Who works for the contract, and what allows each to be rostered."""

import uuid
from datetime import date
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.contracts.models import Site
from apps.contracts.models.spans import covering, days, hash_of, same
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track
from apps.core.personal import PersonalField
from apps.workforce.enums import SINGLE_OFFICES, Duty, Employment, Office, QualificationKind
from apps.workforce.refusals import NotPossible

STAFF_RECORD = PersonalField(purpose="従事者の選任と配置の管理", retention="業務履行期間の終了後1年（記録の保存期間）")


class StaffMemberQuerySet(models.QuerySet["StaffMember"]):
    def employed(self, day: date) -> "StaffMemberQuerySet":
        """Who has joined and not left; both ends count."""
        return self.filter(covering(day, "joined_on", "left_on"))


@track()
class StaffMember(models.Model):
    """One person whom the contractor has for this contract, with or without an account."""

    code = GuardedCharField("社員番号", max_length=20)
    name = GuardedCharField("氏名", max_length=60)
    name_kana = GuardedCharField("フリガナ", max_length=60)
    employment = models.CharField("雇用形態", max_length=20, choices=Employment.choices)
    employer = GuardedCharField("所属会社", max_length=80, blank=True, help_text="派遣元・再委託先のときに入力します。")
    duty = models.CharField("主な役割", max_length=20, choices=Duty.choices)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="staff_member",
        verbose_name="利用者",
    )
    joined_on = models.DateField("従事開始日")
    left_on = models.DateField("従事終了日", null=True, blank=True)
    note = GuardedTextField("備考", max_length=500, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    PERSONAL_DATA: ClassVar[dict[str, PersonalField]] = {"name": STAFF_RECORD, "name_kana": STAFF_RECORD}
    objects = StaffMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "従事者等"
        verbose_name_plural = "従事者等"
        ordering = ["name_kana", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="staffmember_code_is_unique",
                violation_error_message="この社員番号の人は、すでに登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="staffmember_leaves_after_joining",
                violation_error_message="従事終了日は、従事開始日以降にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_permanent(self) -> bool:
        return self.employment == Employment.PERMANENT


class PostingQuerySet(models.QuerySet["Posting"]):
    def on(self, day: date) -> "PostingQuerySet":
        """Postings that hold on the day; both ends count."""
        return self.filter(covering(day, "starts_on", "ends_on"))

    def current_or_coming(self, day: date) -> "PostingQuerySet":
        """Postings that have not ended before the day, begun or not."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


@track()
class Posting(models.Model):
    """Where one person normally works, from a day on until an end or open-ended (配属)."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="postings", verbose_name="従事者等")
    site = models.ForeignKey(Site, models.PROTECT, related_name="postings", verbose_name="場所")
    starts_on = models.DateField("開始日")
    ends_on = models.DateField("終了日", null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "配属"
        verbose_name_plural = "配属"
        ordering = ["site", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="posting_ends_after_start",
                violation_error_message="終了日は開始日以降にしてください。",
            ),
            ExclusionConstraint(
                name="posting_one_per_person_and_site",
                expressions=[
                    (same(F("staff")), RangeOperators.OVERLAPS),
                    (same(F("site")), RangeOperators.OVERLAPS),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="この人は、同じ期間にすでにこの場所に配属されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.staff}"

    def end(self, today: date) -> None:
        """Ends with today; one that has not begun goes away, as nobody worked on it."""
        if self.starts_on > today:
            self.delete()
            return
        self.ends_on = today
        self.save()


@track()
class Qualification(models.Model):
    """One thing that somebody is able to do or has done, with the paper that proves it (第2-1-(9)-①)."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="qualifications", verbose_name="従事者等")
    kind = models.CharField("資格・経験", max_length=40, choices=QualificationKind.choices)
    years = models.PositiveSmallIntegerField("経験年数", null=True, blank=True)
    verified_on = models.DateField("確認日")
    evidence = GuardedCharField("確認した書類と保管場所", max_length=200)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="確認した人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "資格・経験"
        verbose_name_plural = "資格・経験"
        ordering = ["staff", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "kind"],
                name="qualification_one_per_person_and_kind",
                violation_error_message="この資格・経験は、すでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@track()
class CareerCertificate(models.Model):
    """One 経歴証明書 that was handed to the city, and what the city said to it (第2-1-(9)-①)."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="certificates", verbose_name="従事者等")
    submitted_on = models.DateField("提出日")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出した人"
    )
    document = GuardedCharField("文書番号・保管場所", max_length=200)
    decided_on = models.DateField("回答日", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="回答した人"
    )
    is_accepted = models.BooleanField("承諾", null=True, blank=True)
    comment = GuardedCharField("差戻しの理由", max_length=300, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "経歴証明書"
        verbose_name_plural = "経歴証明書"
        ordering = ["staff", "submitted_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decided_by__isnull=True, is_accepted__isnull=True)
                | Q(decided_on__isnull=False, decided_by__isnull=False, is_accepted__isnull=False),
                name="careercertificate_decision_is_whole",
                violation_error_message="回答日、回答した人、承諾か差戻しかを、そろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("submitted_on")),
                name="careercertificate_decided_after_submission",
                violation_error_message="回答日は、提出日以降にしてください。",
            ),
            models.CheckConstraint(
                condition=~Q(is_accepted=False) | ~Q(comment=""),
                name="careercertificate_returned_with_comment",
                violation_error_message="差し戻すときは、理由を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("submitted_by")),
                name="careercertificate_is_not_decided_by_its_submitter",
                violation_error_message="提出した本人は、承諾・差戻しを決定できません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff} {self.submitted_on}"

    def accept(self, *, by: User, on: date) -> None:
        """The city agrees to the person as a leader. Raises NotPossible."""
        self._decide(is_accepted=True, by=by, on=on)

    def send_back(self, *, by: User, on: date, comment: str) -> None:
        """The city does not agree and says why; another certificate may follow. Raises NotPossible."""
        self._decide(is_accepted=False, by=by, on=on)
        self.comment = comment

    def _decide(self, *, is_accepted: bool, by: User, on: date) -> None:
        if self.decided_on:
            raise NotPossible("この経歴証明書には、すでに回答しています。")
        if by.pk == self.submitted_by_id:
            raise NotPossible("提出した本人は、承諾・差戻しを決定できません。")
        if on < self.submitted_on:
            raise NotPossible("提出日より前に、回答することはできません。")
        self.is_accepted, self.decided_by, self.decided_on = is_accepted, by, on


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def on(self, day: date) -> "AppointmentQuerySet":
        """Appointments that hold on the day; both ends count."""
        return self.filter(covering(day, "starts_on", "ends_on"))


_SINGLE_OFFICES_SQL = ", ".join(f"'{office.value}'" for office in SINGLE_OFFICES)
_IS_FOLLOWED = pgtrigger.Trigger(
    name="is_followed",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    timing=pgtrigger.Deferred,
    func=f"""
        IF EXISTS (
            SELECT 1 FROM workforce_appointment a
            WHERE a.office IN ({_SINGLE_OFFICES_SQL})
              AND a.ends_on < (SELECT max(ends_on) FROM contracts_contractterm)
              AND NOT EXISTS (
                  SELECT 1 FROM workforce_appointment b WHERE b.office = a.office AND b.starts_on = a.ends_on + 1
              )
        ) THEN
            RAISE EXCEPTION 'an office would be vacant'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_single_office_is_never_vacant';
        END IF;
        RETURN NULL;
    """,  # noqa: S608 - fixed names
)
"""Who ends in an office of one person is followed the next day, unless the last term ends with them (第2-1-(9)).

Judged when the transaction ends, as the predecessor ends and the successor begins one after the other. With
`appointment_one_holder_at_a_time` this leaves exactly one holder on every day from the first on.
"""


@track()
class Appointment(models.Model):
    """One person in one office for a span of days, chosen after talking with the city (第2-1-(9)-①)."""

    office = models.CharField("役職", max_length=20, choices=Office.choices)
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="appointments", verbose_name="従事者等")
    starts_on = models.DateField("開始日")
    ends_on = models.DateField("終了日", null=True, blank=True)
    consulted_on = models.DateField("市と協議した日")
    document = GuardedCharField("文書番号・保管場所", max_length=200, blank=True)
    phone = GuardedCharField("業務用の連絡先電話番号", max_length=20, blank=True)
    history_submitted_on = models.DateField("業務履歴の提出日", null=True, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "選任"
        verbose_name_plural = "選任"
        ordering = ["office", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_start",
                violation_error_message="終了日は開始日以降にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(consulted_on__lte=F("starts_on")),
                name="appointment_consulted_before_start",
                violation_error_message="選任する前に、市と協議した日を入力してください。",
            ),
            ExclusionConstraint(
                name="appointment_one_holder_at_a_time",
                expressions=[
                    (same(hash_of("office")), RangeOperators.OVERLAPS),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(office__in=SINGLE_OFFICES),
                violation_error_message="この期間には、すでに選任された人がいます。1人だけを選任します。",
            ),
            ExclusionConstraint(
                name="appointment_once_per_person_and_office",
                expressions=[
                    (same(F("staff")), RangeOperators.OVERLAPS),
                    (same(hash_of("office")), RangeOperators.OVERLAPS),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="この人は、同じ期間にすでにこの役職に選任されています。",
            ),
            ExclusionConstraint(
                name="appointment_manager_is_not_site_leader",
                expressions=[
                    (same(F("staff")), RangeOperators.OVERLAPS),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(office__in=[Office.GENERAL_MANAGER, Office.SITE_LEADER]),
                violation_error_message="統括責任者と運営責任者は、別の人を選任してください。",
            ),
        ]
        triggers = [_IS_FOLLOWED]

    def __str__(self) -> str:
        return f"{self.get_office_display()} {self.staff}"


@track()
class ReplacementRequest(models.Model):
    """The city asked for somebody else in a person's place (第2-1-(9)-①, (10)-②)."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="replacements", verbose_name="従事者等")
    received_on = models.DateField("申出日")
    reason = GuardedTextField("理由", max_length=1000)
    action = GuardedTextField("対応", max_length=1000, blank=True)
    done_on = models.DateField("完了日", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "交代の申出"
        verbose_name_plural = "交代の申出"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | (Q(done_on__gte=F("received_on")) & ~Q(action="")),
                name="replacementrequest_done_with_action",
                violation_error_message="完了には対応の内容が必要です。完了日は申出日以降にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff} {self.received_on}"


@track()
class ConductNote(models.Model):
    """Conduct that had to be put right: when it was found, when the person was guided (第2-1-(9)-② 統括ケ)."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="conduct_notes", verbose_name="従事者等")
    found_on = models.DateField("把握した日")
    finding = GuardedTextField("内容", max_length=1000)
    guided_on = models.DateField("指導した日", null=True, blank=True)
    guidance = GuardedTextField("指導の内容", max_length=1000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "服務の記録"
        verbose_name_plural = "服務の記録"
        ordering = ["-found_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(guided_on__isnull=True, guidance="") | (Q(guided_on__gte=F("found_on")) & ~Q(guidance="")),
                name="conductnote_guided_with_text",
                violation_error_message="指導した日と指導の内容は、そろえて入力してください。指導した日は把握した日以降です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff} {self.found_on}"
