"""Asks the city, step by step: sent, taken, answered or sent back, closed (第2-2-(2)-サ, (4)-ス)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.callcenter.enums import EscalationState, Result, Told
from apps.callcenter.models import Escalation, EscalationStep, Inquiry, StepNotAllowed


def escalate(*, inquiry: Inquiry, by: User, at: datetime, values: dict[str, Any]) -> tuple[Escalation, bool]:
    """Sends an inquiry with the result 転送 to the city; one that was sent already is given back, with False.

    `values` are those of `EscalationForm`. Raises `StepNotAllowed` where the result is another one.
    """
    with transaction.atomic():
        inquiry = Inquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.pk)
        if existing := Escalation.objects.filter(inquiry=inquiry).first():
            return existing, False
        if inquiry.result != Result.TRANSFERRED:
            raise StepNotAllowed("結果が「転送」の問い合わせだけを、市にエスカレーションできます。")
        escalation = Escalation.objects.create(inquiry=inquiry, state=EscalationState.SENT, sent_at=at, **values)
        EscalationStep.objects.create(escalation=escalation, number=1, state=EscalationState.SENT, by=by, at=at)
    return escalation, True


def step_escalation(
    *,
    escalation: Escalation,
    state: EscalationState,
    by: User,
    at: datetime,
    text: str = "",
    told: Told | None = None,
) -> Escalation:
    """Takes one step. Of two people at once, the second is told who was first. Raises `StepNotAllowed`."""
    with transaction.atomic():
        escalation = _locked(escalation)
        if escalation.state == state:
            first = escalation.last_step
            raise StepNotAllowed(f"{first.by.display_name}さんが、先に「{state.label}」を記録しています。")
        step = escalation.step(state, by=by, at=at, text=text, told=told)
        # the live history shows it as renewed
        Inquiry.objects.filter(pk=escalation.inquiry_id).update(revised_at=step.at)
    return escalation


def enter_city_form(*, escalation: Escalation, form_sent_at: datetime, form_number: str) -> Escalation:
    """The city's form went out after the call. A number that stands there is not replaced: `StepNotAllowed`."""
    with transaction.atomic():
        escalation = _locked(escalation)
        if escalation.form_number:
            raise StepNotAllowed("市の電子フォームの受付番号は、すでに記録されています。")
        if not escalation.is_open:
            raise StepNotAllowed("このエスカレーションは完了しています。")
        escalation.form_sent_at, escalation.form_number = form_sent_at, form_number
        escalation.save(update_fields=["form_sent_at", "form_number"])
    return escalation


def _locked(escalation: Escalation) -> Escalation:
    return Escalation.objects.select_for_update(of=("self",), no_key=True).get(pk=escalation.pk)
