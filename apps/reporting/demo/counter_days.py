"""Sessions, receptions, services and troubles of the six counters."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from apps.accounts.enums import Role
from apps.contracts.enums import SiteKind
from apps.core.clock import JST
from apps.counters.enums import (
    Accommodation,
    AssistMethod,
    Interpreting,
    Language,
    ServiceKind,
    SourceDocument,
    UsageKind,
)
from apps.counters.models import POSTAL_TICKS, CounterSession, Reception, Service, Trouble

from .rows import copy, key, keys_from, settle, stream
from .world import World, in_history

VISITORS = {"honcho": 20, "takashina": 11, "ohigashi": 9, "kasumigaseki": 10, "naguwashi": 8, "station": 17}
WHAT_FOR = (("assist", 58), ("usage", 15), ("express_photo", 5), ("guidance", 13), ("other", 6), ("gave_up", 3))
METHODS = ((AssistMethod.DEVICE, 68), (AssistMethod.POST, 9), (AssistMethod.SMARTPHONE, 23))
USAGES = (
    (UsageKind.HEALTH_INSURANCE, 60),
    (UsageKind.MYNA_PORTAL, 22),
    (UsageKind.PUBLIC_ACCOUNT, 13),
    (UsageKind.OTHER, 5),
)
SPOKEN = (
    (("", ""), 970),
    ((Language.PLAIN_JAPANESE.value, ""), 10),
    ((Language.CHINESE.value, Interpreting.DEVICE.value), 8),
    ((Language.VIETNAMESE.value, Interpreting.PHONE.value), 6),
    ((Language.ENGLISH.value, ""), 6),
)
TROUBLES = (
    ("写真の撮影に何度も失敗し、受付の列が延びた。", "照明の位置を直し、もう1台のカメラに切り替えた。"),
    (
        "交付申請書を持たずに来所し、手続きができないことに納得いただけなかった。",
        "窓口で申請書を交付し、その場で申請まで支援した。",
    ),
    (
        "暗証番号を忘れたとの相談が続き、申請支援の待ち時間が長くなった。",
        "暗証番号の再設定は市の窓口であることを案内板に書き足した。",
    ),
    ("端末の通信が途切れ、オンライン申請が完了しなかった。", "予備の回線に切り替え、約15分で再開した。"),
    ("代理の方が必要書類を持っておらず、申請できなかった。", "必要書類の一覧を渡し、後日の来所を案内した。"),
    ("車いすの方が撮影場所に入りにくかった。", "椅子を片付けて通路を広げ、座ったまま撮影した。"),
)
OUTCOME = "申請まで支援し、窓口の全員に対応の手順を伝えた。"
HANDED_AFTER = SIGNED_AFTER = timedelta(minutes=6)
RECEPTION_FIELDS = (
    "id", "session", "number", "received_at", "received_by", "submission_key", "group_size", "place_in_group",
    "form_issued_at_window", "pickup_explained", "language", "interpreting", "accommodation", "gave_up",
)  # fmt: skip
UNTICKED = [False] * len(POSTAL_TICKS)


def pick(chance: random.Random, weighted: Any) -> Any:
    return chance.choices([item for item, _ in weighted], [weight for _, weight in weighted])[0]


@in_history
def build(world: World) -> None:
    sessions: list[CounterSession] = []
    plans: list[tuple[CounterSession, datetime, datetime]] = []
    for site in world.sites.values():
        if site.kind != SiteKind.COUNTER:
            continue
        staff = world.users["counter1" if site.code == "honcho" else "leader1"]
        for day in world.days_so_far():
            hours = world.calendar.hours(site.code, day)
            if hours is None:
                continue
            opens, closes = datetime.combine(day, hours.opens, JST), datetime.combine(day, hours.closes, JST)
            chance = stream(world.seed, "session", site.code, day)
            session = CounterSession(site=site, held_on=day)
            for step, moment in (
                ("setup_done", opens - timedelta(minutes=chance.randint(8, 25))),
                ("opened", opens - timedelta(seconds=chance.randint(0, 50))),
                ("closed", closes + timedelta(minutes=chance.randint(0, 4))),
                ("cleared", closes + timedelta(minutes=chance.randint(15, 30))),
            ):
                if moment <= world.now:
                    setattr(session, f"{step}_at", moment)
                    setattr(session, f"{step}_by", staff)
            if day < world.today and session.cleared_at:
                session.signed_at, session.signed_by = session.cleared_at + SIGNED_AFTER, world.users["leader1"]
            sessions.append(session)
            if session.opened_at:
                plans.append((session, opens, min(closes, world.now)))
    CounterSession.objects.bulk_create(sessions, batch_size=2000)
    services: list[tuple[Any, ...]] = []
    copy(Reception, RECEPTION_FIELDS, receptions(world, plans, services))
    settle(Reception)
    copy(Service, ("reception", "kind", "method", "source_document", "usage", *POSTAL_TICKS), services)
    Trouble.objects.bulk_create(troubles(world, plans), batch_size=2000)
    hand_over_the_last(world)


def hand_over_the_last(world: World) -> None:
    """The newest trouble waits for the general manager; the one before was taken over and solved."""
    waiting, *others = Trouble.objects.order_by("-recorded_at")[:2]
    handed_at = min(waiting.recorded_at + HANDED_AFTER, world.now)
    waiting.hand_over(to=Role.GENERAL_MANAGER, by=waiting.recorded_by, at=handed_at)
    for trouble in others:
        trouble.hand_over(to=Role.SITE_LEADER, by=trouble.recorded_by, at=trouble.recorded_at + HANDED_AFTER)
        trouble.take(by=world.users["leader1"], at=trouble.recorded_at + 2 * HANDED_AFTER)
        solved_at = trouble.recorded_at + 5 * HANDED_AFTER
        trouble.solve(outcome=OUTCOME, by=world.users["leader1"], at=solved_at)


def receptions(
    world: World, plans: list[tuple[CounterSession, datetime, datetime]], services: list[tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    """One row a person, in the order of arrival; what was done for each is added to `services`."""
    keys = keys_from(Reception)
    for session, opens, until in plans:
        chance = stream(world.seed, "reception", session.site.code, session.held_on)
        planned = max(0, round(chance.gauss(VISITORS[session.site.code], 3.5)))
        whole = timedelta(hours=8)
        arrivals = sorted(opens + whole * chance.betavariate(1.6, 1.8) for _ in range(planned))
        for number, at in enumerate((at for at in arrivals if at < until), start=1):
            reception = next(keys)
            what = pick(chance, WHAT_FOR)
            method = pick(chance, METHODS) if what == "assist" else ""
            language, interpreting = pick(chance, SPOKEN)
            yield (
                reception, session.pk, number, at, session.opened_by_id, key(chance), 1, 1,
                method == AssistMethod.DEVICE and session.site.can_issue_form and chance.random() < 0.12,
                what == "assist" and chance.random() < 0.9,
                language,
                interpreting,
                chance.choice(Accommodation.values) if chance.random() < 0.02 else "",
                what == "gave_up",
            )  # fmt: skip
            services.extend(services_of(reception, what, method, chance))


def services_of(reception: int, what: str, method: str, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    if what == "assist":
        source = ""
        if method == AssistMethod.SMARTPHONE:
            source = pick(chance, ((SourceDocument.APPLICATION_FORM, 80), (SourceDocument.NOTIFICATION_LETTER, 20)))
        yield (
            reception,
            ServiceKind.ASSIST.value,
            method,
            source,
            "",
            *[method == AssistMethod.POST] * len(POSTAL_TICKS),
        )
        if method != AssistMethod.SMARTPHONE or chance.random() < 0.3:
            yield reception, ServiceKind.PHOTO.value, "", "", "", *UNTICKED
    if what == "usage" or (what == "assist" and chance.random() < 0.08):
        yield reception, ServiceKind.USAGE.value, "", "", pick(chance, USAGES), *UNTICKED
    if what in ("express_photo", "guidance", "other"):
        yield reception, ServiceKind(what).value, "", "", "", *UNTICKED


def troubles(world: World, plans: list[tuple[CounterSession, datetime, datetime]]) -> Iterator[Trouble]:
    for session, opens, until in plans:
        chance = stream(world.seed, "trouble", session.site.code, session.held_on)
        at = opens + timedelta(minutes=chance.randint(30, 420))
        if chance.random() < 0.08 and at < until:
            situation, response = chance.choice(TROUBLES)
            yield Trouble(
                session=session, situation=situation, response=response, recorded_at=at,
                recorded_by=session.opened_by, submission_key=key(chance),
            )  # fmt: skip
