"""What stands around the calls: who sat at which telephone, answers of the FAQ, what does not match, one surge."""

import random
from collections import defaultdict
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import islice

from apps.callcenter import actions
from apps.callcenter.enums import (
    DifferenceReason,
    EventKind,
    Outcome,
    Result,
    SurgeDecision,
    SurgeReason,
    SurgeSource,
)
from apps.callcenter.models import (
    Call,
    CallProfile,
    FaqEntry,
    FaqUse,
    FaqVersion,
    Inquiry,
    InquiryCategory,
    LiveCall,
    OperatorCode,
    SurgeEvent,
    TelephoneEvent,
    TelephoneSource,
)
from apps.contracts.calendar import DAY
from apps.core.clock import JST

from .phone import CALL_CENTRE, OPERATOR_OF, PROFILE
from .rows import copy, key, stream
from .world import World, in_history

ANNOUNCED = 6
DAYS_EXPLAINED = 7
DAYS_FAQ_IS_READ = 90
LEFT_TO_APPROVE = 3
MISSED_WORDS = ("電子証明書 海外", "顔写真 古い", "スマホ用 証明書")
PROPOSALS = (
    "海外に住む方の更新の手続きについて、問い合わせが続いている。回答がほしい。",
    "受取の予約をインターネットで変更できるかどうかの回答がほしい。",
    "写真の大きさの説明に、背景の条件も加えてほしい。",
)


def build(world: World) -> None:
    seat(world)
    announce(world)
    answer(world)
    explain(world)
    surge(world)


@in_history
def seat(world: World) -> None:
    """Who stands behind the codes of the telephone system."""
    profile = CallProfile.objects.get(code=PROFILE)
    OperatorCode.objects.bulk_create(
        OperatorCode(profile=profile, code=code, user=world.users[name], starts_on=world.terms[0].starts_on)
        for code, name in OPERATOR_OF.items()
    )


@in_history
def announce(world: World) -> None:
    """The telephone system announced the last calls that were written down; its token is known to nobody."""
    chance, at = stream(world.seed, "telephone"), world.now - 30 * DAY
    source = TelephoneSource.objects.create(
        name="コールセンターの電話（デモ）",
        profile=CallProfile.objects.get(code=PROFILE),
        token_hash=f"{chance.getrandbits(256):064x}",
        token_made_at=at,
        token_made_by=world.users["admin1"],
    )
    written = Inquiry.objects.filter(call__isnull=False).select_related("call").order_by("-saved_at", "-pk")
    for inquiry in written[:ANNOUNCED]:
        call = inquiry.call
        assert call is not None
        announced = LiveCall.objects.create(
            source=source, external_id=call.external_id, rung_at=call.arrived_at, answered_at=call.answered_at,
            ended_at=call.ended_at, extension=call.operator_code, operator_id=inquiry.operator_id,
            settled_at=inquiry.saved_at,
        )  # fmt: skip
        moments = {
            EventKind.RINGING: call.arrived_at, EventKind.ANSWERED: call.answered_at, EventKind.ENDED: call.ended_at,
        }  # fmt: skip
        TelephoneEvent.objects.bulk_create(
            TelephoneEvent(
                source=source, live_call=announced, event_id=f"{call.external_id}-{kind}", kind=kind,
                occurred_at=moment, received_at=moment, extension=call.operator_code, operator_id=inquiry.operator_id,
            )
            for kind, moment in moments.items()
            if moment
        )  # fmt: skip
        Inquiry.objects.filter(pk=inquiry.pk).update(live_call=announced)


@in_history
def answer(world: World) -> None:
    """The answers of the first day, approved by the city but for the last ones; read out in calls; what is missing."""
    chance = stream(world.seed, "faq")
    leader, approver = world.users["ccleader1"], world.users["approver1"]
    in_force_from = world.terms[0].starts_on
    drafts = list(FaqVersion.objects.open().order_by("pk"))
    for version in drafts[: -LEFT_TO_APPROVE + 1]:
        actions.submit_answer(version=version, by=leader, on=version.written_on)
    for version in drafts[:-LEFT_TO_APPROVE]:
        actions.approve_answer(version=version, by=approver, on=version.written_on, in_force_from=in_force_from)
    read_out(world, chance)
    for place, text in enumerate(PROPOSALS):
        at = world.now - timedelta(days=3 * place, hours=2)
        proposal, _ = actions.propose_answer(
            by=world.users["operator1"], at=at, submission_key=key(chance), values={"text": text}
        )
        if place == len(PROPOSALS) - 1:
            entry = FaqEntry.objects.filter(is_active=True).first()
            reason = f"{entry}に記載があります。" if entry else "ほかの回答に記載があります。"
            actions.decline_proposal(proposal=proposal, by=leader, at=at + timedelta(hours=1), reason=reason)
    for place, words in enumerate(MISSED_WORDS * 2):
        actions.note_search(
            by=world.users["operator2"], at=world.now - timedelta(days=place, hours=1), text=words, found=False
        )


def read_out(world: World, chance: random.Random) -> None:
    """In a fourth of the calls an answer of the same subject was read out."""
    of_category: dict[int, list[int]] = defaultdict(list)
    in_force = FaqVersion.objects.in_force(world.today)
    for pk, category in in_force.order_by("pk").values_list("pk", "entry__category"):
        of_category[category].append(pk)
    since = world.now - DAYS_FAQ_IS_READ * DAY
    inquiries = Inquiry.objects.filter(saved_at__gte=since).order_by("pk").values_list("pk", "category_id")
    uses = [
        (inquiry, chance.choice(of_category[category]))
        for inquiry, category in inquiries
        if category in of_category and chance.random() < 0.25
    ]
    copy(FaqUse, ("inquiry", "faq_version"), uses)


@in_history
def explain(world: World) -> None:
    """Of the last days' answered calls without a record some are explained; two records stand without a call.

    Where chance put a record beside such a call, there is nothing to explain.
    """
    chance = stream(world.seed, "differences")
    leader, since = world.users["ccleader1"], world.now - DAYS_EXPLAINED * DAY
    lacking = Call.objects.filter(outcome=Outcome.ANSWERED, inquiry=None, arrived_at__gte=since).order_by("pk")
    for place, call in enumerate(lacking[:12]):
        if place % 3 or call.ended_at is None:
            continue
        reason = chance.choice((DifferenceReason.CUT_OFF, DifferenceReason.WRONG_NUMBER, DifferenceReason.CALLED_BACK))
        at = min(world.now, call.ended_at + timedelta(hours=3))
        with suppress(actions.NoDifference):
            actions.explain_difference(about=call, reason=reason, text="", by=leader, at=at, submission_key=key(chance))
    category = InquiryCategory.objects.get(code="pickup_ask")
    for place, day in enumerate(working_days(world, 2)):
        received_at = datetime.combine(day, time(10, 40), JST)
        inquiry = Inquiry.objects.create(
            category=category, summary="折り返しの電話で、受取の持ち物を案内した。", result=Result.COMPLETED,
            operator=world.users["operator1"], received_at=received_at, saved_at=received_at + timedelta(minutes=6),
            submission_key=key(chance),
        )  # fmt: skip
        if place:
            with suppress(actions.NoDifference):
                actions.explain_difference(
                    about=inquiry, reason=DifferenceReason.NOT_BY_PHONE, text="", by=leader,
                    at=received_at + timedelta(hours=4), submission_key=key(chance),
                )  # fmt: skip


@in_history
def surge(world: World) -> None:
    """One surge two weeks ago, for which a seat was added."""
    day = working_days(world, 10)[-1]
    found_at = datetime.combine(day, time(10, 30), JST)
    SurgeEvent.objects.create(
        found_at=found_at, source=SurgeSource.LOG, reason=SurgeReason.VOLUME, window_minutes=30, usual_calls="6.5",
        calls=14, lost=3, seats=3, seats_to_add=1, last_over_at=found_at + timedelta(minutes=50), latest_calls=8,
        latest_lost=0, decision=SurgeDecision.ADDED, seats_added=1, decided_by=world.users["ccleader1"],
        decided_at=found_at + timedelta(minutes=4), ended_at=found_at + timedelta(minutes=80),
    )  # fmt: skip


def working_days(world: World, how_many: int) -> list[date]:
    """The last days before today on which the telephones were answered, newest first."""
    past = (day for day in reversed(world.days_so_far()) if day < world.today)
    return list(islice((day for day in past if world.calendar.hours(CALL_CENTRE, day)), how_many))
