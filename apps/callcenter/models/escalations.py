from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Prefetch, Q, QuerySet

from apps.accounts.enums import CITY_ROLES, Role
from apps.accounts.models import User
from apps.callcenter.enums import ESCALATION_STEPS, WITH_CITY, EscalationKind, EscalationState, Result, Told
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track

from .inquiries import ROLES_THAT_SEE_ALL, Inquiry

CENTRE_ROLES = frozenset({Role.OPERATOR, Role.CC_LEADER})
_BY_CITY = frozenset({EscalationState.TAKEN, EscalationState.ANSWERED, EscalationState.RETURNED})
_WITH_WORDS = (EscalationState.ANSWERED, EscalationState.RETURNED)


class StepNotAllowed(Exception):
    """The escalation's state, or the person's role, does not allow this step."""


class EscalationQuerySet(QuerySet["Escalation"]):
    def for_user(self, user: User) -> Self:
        """Operators see those of their own inquiries; the centre's leader, the general manager and the city all."""
        if user.role in ROLES_THAT_SEE_ALL:
            return self
        return self.filter(inquiry__operator=user) if user.role == Role.OPERATOR else self.none()

    def with_city(self) -> Self:
        """Those on which the city is to act: sent, or taken and not answered yet."""
        return self.filter(state__in=WITH_CITY)

    def open(self) -> Self:
        return self.exclude(state=EscalationState.CLOSED)

    def with_steps(self) -> Self:
        """With all that a list prints, in a fixed number of queries."""
        steps = EscalationStep.objects.select_related("by").order_by("number")
        return self.select_related("inquiry__category__parent", "inquiry__operator", "told_by").prefetch_related(
            Prefetch("steps", steps)
        )


@track()
class Escalation(models.Model):
    """One inquiry that needs the city's decision: why, and under which number the city's own form went out.

    No personal data stand here: they go through the city's form alone (第2-2-(2)-サ, (4)-ス).
    """

    inquiry = models.OneToOneField(
        Inquiry, on_delete=models.PROTECT, related_name="escalation", verbose_name="問い合わせ"
    )
    kind = models.CharField("理由の区分", max_length=12, choices=EscalationKind.choices)
    question = GuardedTextField("市に判断を求めること", max_length=1000)
    is_reply_due = models.BooleanField("回答をセンターから申出者に伝える", default=False)
    form_sent_at = models.DateTimeField("市の電子フォームの送付日時", null=True, blank=True)
    form_number = GuardedCharField("市の電子フォームの受付番号", max_length=40, blank=True)
    state = models.CharField(
        "状態", max_length=10, choices=EscalationState.choices, default=EscalationState.SENT, editable=False
    )
    sent_at = models.DateTimeField("市への送付日時", editable=False)
    told = models.CharField("申出者への連絡", max_length=12, choices=Told.choices, blank=True)
    told_at = models.DateTimeField("申出者への連絡日時", null=True, blank=True)
    told_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="申出者に連絡した人"
    )

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = "エスカレーション"
        verbose_name_plural = "エスカレーション"
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["-sent_at", "-id"], name="escalation_newest_first"),
            models.Index(fields=["sent_at", "id"], name="escalation_open", condition=~Q(state=EscalationState.CLOSED)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(question=""),
                name="escalation_has_a_question",
                violation_error_message="市に判断を求めることを入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(form_sent_at__isnull=True, form_number="")
                | Q(form_sent_at__isnull=False) & ~Q(form_number=""),
                name="escalation_form_is_whole",
                violation_error_message="電子フォームの送付日時と受付番号は、両方を入力してください。",
            ),
            models.UniqueConstraint(
                fields=["form_number"],
                condition=~Q(form_number=""),
                name="escalation_form_number_is_unique",
                violation_error_message="この電子フォームの受付番号は、ほかのエスカレーションで使われています。",
            ),
            models.CheckConstraint(
                condition=Q(told="", told_at__isnull=True, told_by__isnull=True)
                | ~Q(told="") & Q(told_at__isnull=False, told_by__isnull=False, is_reply_due=True),
                name="escalation_told_is_whole",
                violation_error_message="申出者への連絡は、結果・日時・担当者をそろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=~Q(state=EscalationState.CLOSED) | Q(is_reply_due=False) | ~Q(told=""),
                name="escalation_closed_after_telling",
                violation_error_message="申出者に伝えたかどうかを記録してから、完了にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(told="") | Q(state__in=[EscalationState.CLOSED]),
                name="escalation_told_at_the_end",
                violation_error_message="申出者への連絡は、完了するときに記録してください。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="of_transferred",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("inquiry_id"),
                func=f"""
                    IF (SELECT result FROM callcenter_inquiry WHERE id = NEW.inquiry_id FOR SHARE)
                        IS DISTINCT FROM '{Result.TRANSFERRED}' THEN
                        RAISE EXCEPTION 'the inquiry was not transferred' USING ERRCODE = 'check_violation',
                            CONSTRAINT = 'escalation_of_a_transferred_inquiry';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608 - fixed words
            ),
            pgtrigger.Trigger(
                name="follows_steps",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "sent_at"),
                timing=pgtrigger.Deferred,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM callcenter_escalation e
                        CROSS JOIN LATERAL (
                            SELECT state FROM callcenter_escalationstep
                            WHERE escalation_id = e.id ORDER BY number DESC LIMIT 1
                        ) last
                        WHERE e.id = NEW.id AND e.state = last.state AND e.sent_at = (
                            SELECT max(at) FROM callcenter_escalationstep WHERE escalation_id = e.id AND state = 'sent'
                        )
                    ) THEN
                        RAISE EXCEPTION 'the state is not that of the last step' USING ERRCODE = 'check_violation',
                            CONSTRAINT = 'escalation_state_is_that_of_its_last_step';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"E{self.pk:06d}"

    @property
    def is_with_city(self) -> bool:
        return self.state in WITH_CITY

    @property
    def is_open(self) -> bool:
        return self.state != EscalationState.CLOSED

    def may_become(self, state: EscalationState, *, by: User) -> bool:
        """Whether the step fits the state and is this person's: the city takes, answers and returns; the centre sends
        again; either closes, but the centre alone where it owes the caller the answer."""
        if state not in ESCALATION_STEPS[self.state]:
            return False
        if state in _BY_CITY:
            return by.role in CITY_ROLES
        if state == EscalationState.CLOSED and self.state == EscalationState.ANSWERED and not self.is_reply_due:
            return by.role in CENTRE_ROLES | CITY_ROLES
        return by.role in CENTRE_ROLES

    def step(
        self, state: EscalationState, *, by: User, at: datetime, text: str = "", told: Told | None = None
    ) -> "EscalationStep":
        """Moves the escalation on by one step; called on the locked row. Raises `StepNotAllowed`.

        `at` was read before the lock: a step that waited for another one is not earlier than that one.
        """
        if state not in ESCALATION_STEPS[self.state]:
            raise StepNotAllowed(
                f"このエスカレーションは「{self.get_state_display()}」のため、「{state.label}」にできません。"
            )
        if not self.may_become(state, by=by):
            raise StepNotAllowed(
                f"「{state.label}」は、{'市' if state in _BY_CITY else 'コールセンター'}が記録します。"
            )
        if state == EscalationState.CLOSED and self.is_reply_due and told is None:
            raise StepNotAllowed("申出者に伝えたかどうかを記録してから、完了にしてください。")
        last = self.last_step
        at = max(at, last.at)
        step = EscalationStep.objects.create(
            escalation=self, number=last.number + 1, state=state, by=by, at=at, text=text
        )
        self.state = state
        if state == EscalationState.SENT:
            self.sent_at = at
        if state == EscalationState.CLOSED and self.is_reply_due and told is not None:
            self.told, self.told_at, self.told_by = told, at, by
        self.save(update_fields=["state", "sent_at", "told", "told_at", "told_by"])
        return step

    @property
    def answer(self) -> "EscalationStep | None":
        """The city's last words: its answer, or why it sent the matter back."""
        return next((step for step in reversed(self.steps.all()) if step.state in _WITH_WORDS), None)

    @property
    def last_step(self) -> "EscalationStep":
        return list(self.steps.all())[-1]


def _allowed_pairs() -> str:
    return ", ".join(f"('{old}', '{new}')" for old, following in ESCALATION_STEPS.items() for new in following)


class EscalationStep(models.Model):
    """One step of an escalation: who did what when; written once and never changed, in the order of the table."""

    escalation = models.ForeignKey(
        Escalation, on_delete=models.PROTECT, related_name="steps", verbose_name="エスカレーション"
    )
    number = models.PositiveSmallIntegerField("順番")
    state = models.CharField("状態", max_length=10, choices=EscalationState.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="記録者")
    at = models.DateTimeField("日時")
    text = GuardedTextField("内容", max_length=1000, blank=True)

    class Meta:
        verbose_name = "エスカレーションの経過"
        verbose_name_plural = "エスカレーションの経過"
        ordering = ["escalation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["escalation", "number"],
                name="escalationstep_one_at_a_time",
                violation_error_message="ほかの画面で先に記録されています。画面を読み込み直してください。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_WITH_WORDS) | ~Q(text=""),
                name="escalationstep_answer_has_words",
                violation_error_message="回答または差戻しの理由を入力してください。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="in_order",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("last", "record")],
                func=f"""
                    PERFORM 1 FROM callcenter_escalation WHERE id = NEW.escalation_id FOR NO KEY UPDATE;
                    SELECT number, state, at INTO last FROM callcenter_escalationstep
                    WHERE escalation_id = NEW.escalation_id ORDER BY number DESC LIMIT 1;
                    IF NEW.number IS DISTINCT FROM COALESCE(last.number, 0) + 1
                        OR (COALESCE(last.state, ''), NEW.state) NOT IN ({_allowed_pairs()})
                        OR NEW.at < last.at THEN
                        RAISE EXCEPTION 'this step does not follow the last one' USING ERRCODE = 'check_violation',
                            CONSTRAINT = 'escalationstep_in_order';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608 - fixed words
            ),
            pgtrigger.Trigger(
                name="moves_its_escalation",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func="""
                    IF (SELECT state FROM callcenter_escalation WHERE id = NEW.escalation_id) IS DISTINCT FROM (
                        SELECT state FROM callcenter_escalationstep
                        WHERE escalation_id = NEW.escalation_id ORDER BY number DESC LIMIT 1
                    ) THEN
                        RAISE EXCEPTION 'the escalation did not move' USING ERRCODE = 'check_violation',
                            CONSTRAINT = 'escalation_state_is_that_of_its_last_step';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.escalation_id} {self.number} {self.get_state_display()}"
