"""Escalations, call-backs, mistakes and emergencies for tests, fixed by default."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from apps.accounts.models import User
from apps.callcenter import actions
from apps.callcenter.enums import EscalationKind, EscalationState, MisguidanceKind, Result, Told
from apps.callcenter.models import Callback, Emergency, EmergencyProcedure, Escalation, Inquiry, Misguidance
from apps.core.clock import JST

from .factories import make_inquiry

MORNING = datetime(2025, 6, 18, 9, 0, tzinfo=JST)  # a Wednesday on which the city is open
NAME, KANA, PHONE = "川越　花子", "カワゴエ ハナコ", "09012345678"
WISH, NOTE = "夕方なら出られます", "カードの交付の件で夫の分も確かめたい"
CALLER = {"name": NAME, "kana": KANA, "phone": PHONE, "wish": WISH, "due_at": None, "note": NOTE}
STATES = {
    "": (),
    "sent": (),
    "taken": ("taken",),
    "answered": ("taken", "answered"),
    "returned": ("taken", "returned"),
    "closed": ("taken", "answered", "closed"),
}


def transferred(operator: User, *, at: datetime = MORNING, **fields: Any) -> Inquiry:
    defaults = {"result": Result.TRANSFERRED, "transfer_reason": "例外の扱いの判断"}
    return make_inquiry(operator, at=at, **(defaults | fields))


def send(inquiry: Inquiry, *, by: User, at: datetime = MORNING, **values: Any) -> Escalation:
    defaults = {
        "kind": EscalationKind.DECISION,
        "question": "代理の方の本人確認書類が1点のときの扱い",
        "is_reply_due": False,
        "form_sent_at": None,
        "form_number": "",
    }
    return actions.escalate(inquiry=inquiry, by=by, at=at, values=defaults | values)[0]


def send_up_to(state: str, operator: User, city: User, *, at: datetime = MORNING, **values: Any) -> Escalation:
    """An escalation in `state`, each step a minute after the last."""
    escalation = send(transferred(operator, at=at), by=operator, at=at, **values)
    for minutes, name in enumerate(STATES[state], start=1):
        step = EscalationState(name)
        escalation = actions.step_escalation(
            escalation=escalation,
            state=step,
            by=operator if step == EscalationState.CLOSED else city,
            at=at + timedelta(minutes=minutes),
            text="本人確認書類は2点をお願いしてください。" if step != EscalationState.TAKEN else "",
            told=Told.TOLD if step == EscalationState.CLOSED and escalation.is_reply_due else None,
        )
    return escalation


def pending(operator: User, *, at: datetime = MORNING, **fields: Any) -> Inquiry:
    return make_inquiry(operator, at=at, **({"result": Result.PENDING} | fields))


def promise(operator: User, *, at: datetime = MORNING, inquiry: Inquiry | None = None, **values: Any) -> Callback:
    inquiry = inquiry or pending(operator, at=at)
    return actions.promise_callback(inquiry=inquiry, by=operator, at=at, values=CALLER | values)[0]


def mistake(operator: User, *, at: datetime = MORNING, **values: Any) -> Misguidance:
    defaults = {
        "kind": MisguidanceKind.WRONG_INFORMATION,
        "found_at": at,
        "said": "受取の持ち物を誤って案内した",
        "measure": "",
        "inquiry": None,
    }
    return actions.record_misguidance(by=operator, at=at, submission_key=uuid.uuid4(), values=defaults | values)[0]


def alarm(operator: User, *, at: datetime = MORNING, kind: str = "threat", **values: Any) -> Emergency:
    defaults = {
        "procedure": EmergencyProcedure.objects.get(code=kind),
        "words": "",
        "inquiry": None,
        "opened_at": at,
    }
    return actions.raise_emergency(by=operator, at=at, submission_key=uuid.uuid4(), values=defaults | values)[0]
