import datetime
import uuid

from django.core.validators import URLValidator
from django.db import models
from django.db.models.functions import Length

from apps.contracts.enums import AgreementState
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track

EARLIEST_DAY = datetime.date(2000, 1, 1)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def get_by_natural_key(self, code: str) -> "Agreement":
        return self.get(code=code)

    def undecided(self) -> "AgreementQuerySet":
        return self.filter(decided_on__isnull=True)

    def decided(self, on: datetime.date) -> "AgreementQuerySet":
        """Those whose decision was made on this day or before."""
        return self.filter(decided_on__lte=on)

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
            models.CheckConstraint(
                condition=(models.Q(asked_on__isnull=True) | models.Q(asked_on__gte=EARLIEST_DAY))
                & (models.Q(answered_on__isnull=True) | models.Q(answered_on__gte=EARLIEST_DAY))
                & (models.Q(decided_on__isnull=True) | models.Q(decided_on__gte=EARLIEST_DAY)),
                name="agreement_days_are_not_before_2000",
                violation_error_message="照会日・回答日・決定日は、2000年1月1日以後の日にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def is_decided(self, on: datetime.date) -> bool:
        """Whether the decision was made on this day or before."""
        return self.decided_on is not None and self.decided_on <= on

    @property
    def state(self) -> AgreementState:
        if self.decided_on:
            return AgreementState.DECIDED
        if self.answered_on:
            return AgreementState.ANSWERED
        return AgreementState.ASKED if self.asked_on else AgreementState.NOT_ASKED
