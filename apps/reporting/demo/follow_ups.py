"""What follows a call: the city is asked, somebody is called back, a mistake is put right, an emergency ends."""

import random
from datetime import datetime, time, timedelta
from typing import Any

from apps.callcenter import actions
from apps.callcenter.enums import (
    AttemptResult,
    CallbackState,
    EscalationKind,
    EscalationState,
    MisguidanceKind,
    Result,
)
from apps.callcenter.models import EmergencyProcedure, Escalation, EscalationStep, Inquiry
from apps.contracts.calendar import DAY
from apps.core.clock import JST

from .bookings import an_applicant
from .rows import key, stream
from .world import World, in_history

CITY = "city"
DAYS_ASKED = 30
DAYS_TO_ANSWER = 4
DAYS_CALLED_BACK = 21
QUESTIONS = (
    (EscalationKind.DECISION, "代理人の書類が一部そろわない場合に、交付できるかどうか。"),
    (EscalationKind.INDIVIDUAL, "申請後2か月を過ぎても交付通知書が届かないとの申出。交付の状況の確認。"),
    (EscalationKind.EXCEPTION, "来庁が難しい方が、郵送での受取を希望。例外の取扱いがあるかどうか。"),
    (EscalationKind.SYSTEM, "予約の確認メールが届かないとの申出。市のシステムの状況の確認。"),
    (EscalationKind.COMPLAINT, "窓口での待ち時間が長いとの申出。市への申入れの希望。"),
)
ANSWERS = (
    "書類を追加で持参いただければ交付できます。持参する書類を案内してください。",
    "交付通知書は今週発送しました。1週間ほどで届くことを案内してください。",
    "例外の取扱いはありません。代理人による受取を案内してください。",
    "状況を確認し、担当課から申出者に連絡しました。",
)
WISHES = ("平日の午後", "夕方以降", "いつでも", "午前中")
NOTES = ("必要な書類を調べて連絡する。", "受取の日程の変更を相談したい。", "窓口の空きが出たら知らせてほしい。")


def build(world: World) -> None:
    ask_the_city(world)
    call_back(world)
    put_right(world)


def office_moment(world: World, moment: datetime) -> datetime:
    """The moment itself while the city is at work, else its next opening."""
    local = moment.astimezone(JST)
    for ahead in range(30):
        day = local.date() + ahead * DAY
        hours = world.calendar.hours(CITY, day)
        if hours is None:
            continue
        opens, closes = (datetime.combine(day, at, JST) for at in (hours.opens, hours.closes))
        if local < closes:
            return max(local, opens)
    return local


@in_history
def ask_the_city(world: World) -> None:
    """Every transferred inquiry went to the city; the newest are in each of the states that the city sees."""
    chance = stream(world.seed, "escalations")
    since = world.now - DAYS_ASKED * DAY
    transferred = Inquiry.objects.filter(result=Result.TRANSFERRED, saved_at__gte=since).select_related("operator")
    newest = [EscalationState.SENT, EscalationState.TAKEN]
    answered = [EscalationState.RETURNED, EscalationState.ANSWERED]
    for place, inquiry in enumerate(transferred.order_by("-saved_at", "-pk")):
        left_open = answered if inquiry.saved_at < world.now - DAYS_TO_ANSWER * DAY else newest
        until = left_open.pop(0) if left_open else EscalationState.CLOSED
        steps = steps_of(world, inquiry, until, chance)
        kind, question = chance.choice(QUESTIONS)
        form_number = f"DEMO-{inquiry.pk:06d}" if place % 5 else ""
        last = steps[-1]
        escalation = Escalation.objects.create(
            inquiry=inquiry,
            kind=kind,
            question=question,
            is_reply_due=until == EscalationState.ANSWERED,
            form_number=form_number,
            form_sent_at=inquiry.saved_at if form_number else None,
            state=last.state,
            sent_at=steps[0].at,
        )
        for step in steps:
            step.escalation = escalation
        EscalationStep.objects.bulk_create(steps)


def steps_of(world: World, inquiry: Inquiry, until: EscalationState, chance: random.Random) -> list[EscalationStep]:
    """Sent at once, then taken, answered (or sent back) and closed in the city's hours: up to `until` and to now."""
    city, state = world.users["city1"], EscalationState
    taken_at = office_moment(world, inquiry.saved_at + timedelta(minutes=chance.randint(5, 60)))
    answered_at = office_moment(world, taken_at + timedelta(minutes=chance.randint(30, 26 * 60)))
    closed_at = answered_at + timedelta(minutes=chance.randint(5, 90))
    returned = until == state.RETURNED
    words = "申出の内容を、もう少し詳しく確かめてください。" if returned else chance.choice(ANSWERS)
    plan: list[dict[str, Any]] = [
        {"state": state.SENT, "by": inquiry.operator, "at": inquiry.saved_at},
        {"state": state.TAKEN, "by": city, "at": taken_at},
        {"state": state.RETURNED if returned else state.ANSWERED, "by": city, "at": answered_at, "text": words},
        {"state": state.CLOSED, "by": inquiry.operator, "at": closed_at},
    ]
    last = next(number for number, each in enumerate(plan, 1) if each["state"] == until)
    so_far = [each for each in plan[:last] if each["at"] <= world.now]
    return [EscalationStep(number=number, **each) for number, each in enumerate(so_far, 1)]


def call_back(world: World) -> None:
    """Promised calls of the last weeks: most were made, one could not be, the newest wait."""
    chance = stream(world.seed, "callbacks")
    since = world.now - DAYS_CALLED_BACK * DAY
    pending = Inquiry.objects.filter(result=Result.PENDING, saved_at__gte=since).select_related("operator")
    for place, inquiry in enumerate(pending.order_by("-saved_at", "-pk")):
        person = an_applicant("", chance)
        values = {
            "name": person.name, "kana": person.kana, "phone": person.phone, "wish": chance.choice(WISHES),
            "note": chance.choice(NOTES), "due_at": inquiry.saved_at + timedelta(hours=3),
        }  # fmt: skip
        callback, _ = actions.promise_callback(
            inquiry=inquiry, by=inquiry.operator, at=inquiry.saved_at, values=values, submission_key=key(chance)
        )
        tried_at = inquiry.saved_at + timedelta(minutes=chance.randint(20, 150))
        if tried_at > world.now or place == 0:
            continue
        result = AttemptResult.ABSENT if place in (1, 2) else AttemptResult.REACHED
        actions.record_callback_attempt(
            callback=callback, by=inquiry.operator, at=tried_at, result=result, due_at=None, submission_key=key(chance)
        )
        if place == 2:
            actions.end_callback(
                callback=callback,
                state=CallbackState.ABANDONED,
                by=inquiry.operator,
                at=min(world.now, tried_at + timedelta(hours=4)),
                reason="希望の時間帯に2度かけたが、つながらなかった。",
            )


@in_history
def put_right(world: World) -> None:
    """Two mistakes, one of them settled, and one emergency that is over."""
    chance = stream(world.seed, "incidents")
    operator, leader = world.users["operator2"], world.users["ccleader1"]
    day = next(each for each in reversed(world.days_so_far()) if each <= world.today - 9 * DAY)
    found_at = datetime.combine(day, time(11, 20), JST)
    settled, _ = actions.record_misguidance(
        by=operator, at=found_at + timedelta(minutes=6), submission_key=key(chance),
        values={
            "kind": MisguidanceKind.WRONG_INFORMATION, "found_at": found_at, "inquiry": None,
            "said": "受取の持ち物に、不要な書類を含めて案内した。",
        },
    )  # fmt: skip
    actions.report_misguidance(misguidance=settled, by=leader, at=found_at + timedelta(minutes=14))
    actions.write_measures(
        misguidance=settled,
        measure="該当の方に電話で訂正した。",
        prevention="持ち物は画面の一覧を読み上げることを、朝礼で全員に確かめた。",
        version=settled.measures_version,
    )
    actions.close_misguidance(misguidance=settled, by=leader, at=found_at + timedelta(hours=5))
    found_at = world.now - timedelta(minutes=25)
    actions.record_misguidance(
        by=operator, at=found_at + timedelta(minutes=3), submission_key=key(chance),
        values={
            "kind": MisguidanceKind.WRONG_INFORMATION, "found_at": found_at, "inquiry": None,
            "said": "休業日を開庁日と案内した。正しい日の連絡が必要。",
        },
    )  # fmt: skip
    end_emergency(world, datetime.combine(day, time(14, 5), JST), chance)


def end_emergency(world: World, opened_at: datetime, chance: random.Random) -> None:
    operator, leader = world.users["operator1"], world.users["ccleader1"]
    procedure = EmergencyProcedure.objects.get(code="illness")
    emergency, _ = actions.raise_emergency(
        by=operator, at=opened_at, submission_key=key(chance),
        values={
            "procedure": procedure, "inquiry": None, "opened_at": opened_at,
            "words": "通話の途中で、急に息が苦しいとの申出があった。",
        },
    )  # fmt: skip
    actions.acknowledge_emergency(emergency=emergency, by=leader, at=opened_at + timedelta(minutes=1))
    for number, step in enumerate(procedure.steps.filter(is_active=True), 1):
        actions.tick_emergency_step(
            emergency=emergency, step=step, by=operator, at=opened_at + timedelta(minutes=1, seconds=40 * number)
        )
    actions.close_emergency(
        emergency=emergency,
        by=leader,
        at=opened_at + timedelta(minutes=25),
        outcome="ご家族が駆けつけ、救急車の到着を確かめて通話を終えた。市に報告した。",
    )
