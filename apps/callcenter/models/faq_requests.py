import uuid
from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q, QuerySet

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.callcenter.enums import ProposalState
from apps.contracts.models import Agreement
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track

from .faq import FaqEntry, FaqStepNotAllowed, FaqVersion
from .inquiries import Inquiry


class FaqProposalQuerySet(QuerySet["FaqProposal"]):
    def for_user(self, user: User) -> Self:
        """Operators see what they proposed themselves; the leaders and the city see all."""
        return self.filter(proposed_by=user) if user.role == Role.OPERATOR else self

    def waiting(self) -> Self:
        return self.filter(state=ProposalState.PROPOSED)


@track()
class FaqProposal(models.Model):
    """One wish of an operator for an answer that the FAQ lacks or should change, mostly from a call (第2-2-(4)-タ)."""

    inquiry = models.ForeignKey(
        Inquiry, models.PROTECT, null=True, blank=True, related_name="faq_proposals", verbose_name="問い合わせ"
    )
    entry = models.ForeignKey(
        FaqEntry, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="直したい項目"
    )
    text = GuardedTextField("提案", max_length=1000)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提案者")
    proposed_at = models.DateTimeField("提案日時")
    state = models.CharField("状態", max_length=10, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="決定者")
    decided_at = models.DateTimeField("決定日時", null=True, blank=True)
    reason = GuardedTextField("理由", max_length=500, blank=True)
    version = models.ForeignKey(
        FaqVersion, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="採用した版"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = FaqProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "FAQの提案"
        verbose_name_plural = "FAQの提案"
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="faqproposal_is_not_empty",
                violation_error_message="提案を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ProposalState.PROPOSED,
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                    reason="",
                    version__isnull=True,
                )
                | Q(
                    state=ProposalState.ADOPTED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    version__isnull=False,
                )
                | (
                    Q(
                        state=ProposalState.DECLINED,
                        decided_by__isnull=False,
                        decided_at__isnull=False,
                        version__isnull=True,
                    )
                    & ~Q(reason="")
                ),
                name="faqproposal_decision_is_whole",
                violation_error_message="採用は版を、見送りは理由を、決定者と日時にそろえて記録してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.pk}"

    def adopt(self, *, by: User, at: datetime, version: FaqVersion) -> None:
        """The wish became a version. Raises FaqStepNotAllowed."""
        self._decide(ProposalState.ADOPTED, by=by, at=at)
        self.version = version

    def decline(self, *, by: User, at: datetime, reason: str) -> None:
        """The FAQ stays as it is, for a reason the proposer reads. Raises FaqStepNotAllowed."""
        self._decide(ProposalState.DECLINED, by=by, at=at)
        self.reason = reason

    def _decide(self, state: ProposalState, *, by: User, at: datetime) -> None:
        if self.state != ProposalState.PROPOSED:
            raise FaqStepNotAllowed(f"この提案は、すでに「{self.get_state_display()}」になっています。")
        self.state, self.decided_by, self.decided_at = state, by, at


class FaqSearchMiss(models.Model):
    """Words that an operator searched in the FAQ and found nothing for; what looks personal is never kept here."""

    words = GuardedCharField("検索した語", max_length=60)
    searched_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="検索した人")
    searched_at = models.DateTimeField("検索日時")

    class Meta:
        verbose_name = "FAQで見つからなかった検索"
        verbose_name_plural = "FAQで見つからなかった検索"
        ordering = ["-searched_at", "-pk"]
        indexes = [
            models.Index(fields=["searched_at"], name="faqsearchmiss_at"),
            models.Index(fields=["searched_by", "-searched_at"], name="faqsearchmiss_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="faqsearchmiss_has_words",
                violation_error_message="検索した語がありません。",
            )
        ]

    def __str__(self) -> str:
        return self.words


class FaqDisclosure(models.Model):
    """One time the manual was given to a third party, as the city allowed after talking (第2-2-(4)-サ)."""

    recipient = GuardedCharField("提供先（団体名）", max_length=120)
    purpose = GuardedTextField("提供する理由", max_length=500)
    scope = GuardedCharField("提供した範囲", max_length=200)
    consented_on = models.DateField("市が認めた日")
    consented_by = GuardedCharField("認めた市の担当（部署名）", max_length=80)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="協議"
    )
    given_on = models.DateField("提供日")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="記録した人")
    recorded_at = models.DateTimeField("記録日時")
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "FAQの第三者提供"
        verbose_name_plural = "FAQの第三者提供"
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(recipient="") & ~Q(purpose="") & ~Q(scope="") & ~Q(consented_by=""),
                name="faqdisclosure_is_complete",
                violation_error_message="提供先・理由・範囲・認めた市の担当を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(given_on__gte=models.F("consented_on")),
                name="faqdisclosure_follows_the_consent",
                violation_error_message="提供日は、市が認めた日と同じ日かそれより後の日にしてください。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.given_on} {self.recipient}"
