"""The goods of every counter, one of them broken, and the ticks of the checklists."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from apps.contracts.enums import SiteKind
from apps.core.clock import month_bounds
from apps.counters.enums import ChecklistPhase, EquipmentKind, EquipmentSource, EquipmentStatus
from apps.counters.models import ChecklistItem, ChecklistTick, CounterSession, EquipmentItem

from .rosters import months_shown
from .rows import copy, key, stream
from .world import World, in_history

DEVICES = (
    (EquipmentKind.ASSIST_DEVICE, "マイナアシスト端末", 2, EquipmentSource.LEASE),
    (EquipmentKind.CAMERA, "デジタルカメラ", 1, EquipmentSource.BUY),
    (EquipmentKind.PRINTER, "昇華型プリンター", 1, EquipmentSource.BUY),
    (EquipmentKind.TRANSLATOR, "音声翻訳機", 1, EquipmentSource.RENT),
    (EquipmentKind.PORTAL_TERMINAL, "タブレット端末", 1, EquipmentSource.LEASE),
    (EquipmentKind.CARD_READER, "ICカードリーダー", 1, EquipmentSource.BUY),
)
"""Numbered goods: taken away or locked up every evening."""
GOODS = (
    (EquipmentKind.PHOTO_PAPER, "写真用紙・両面テープ", 40, EquipmentSource.BUY),
    (EquipmentKind.PHOTO_CUTTER, "フォトカッター", 2, EquipmentSource.BUY),
    (EquipmentKind.BACKDROP, "背景布・スタンド・照明 一式", 1, EquipmentSource.BUY),
    (EquipmentKind.ENVELOPES, "送付用封筒", 200, EquipmentSource.BUY),
    (EquipmentKind.FURNITURE, "長机・椅子", 6, EquipmentSource.BORROWED),
    (EquipmentKind.PARTITIONS, "パーテーション", 3, EquipmentSource.RENT),
    (EquipmentKind.HYGIENE, "消毒用アルコール", 4, EquipmentSource.BUY),
    (EquipmentKind.OFFICE_SUPPLIES, "事務用品 一式", 1, EquipmentSource.BUY),
)
BROKEN_AT, BROKEN = "kasumigaseki", EquipmentKind.TRANSLATOR
SHORT = {kind: number for number, (kind, *_) in enumerate(DEVICES, start=1)}


@in_history
def build(world: World) -> None:
    register(world)
    ticks(world)


def register(world: World) -> None:
    checked_on = world.today.replace(day=1)
    EquipmentItem.objects.bulk_create(
        EquipmentItem(
            site=site,
            last_checked_on=checked_on,
            last_checked_by=world.users["leader1"],
            submission_key=key(stream(world.seed, "equipment", site.code, number)),
            **fields,
        )
        for site in world.sites.values()
        if site.kind == SiteKind.COUNTER
        for number, fields in enumerate(goods_of(site.code, site.order), start=1)
    )


def goods_of(site: str, order: int) -> Iterator[dict[str, Any]]:
    for kind, name, count, source in DEVICES:
        for number in range(1, count + 1):
            is_broken = (site, kind) == (BROKEN_AT, BROKEN)
            yield {
                "kind": kind, "name": name, "source": source, "removed_daily": True,
                "serial": f"DEMO-{SHORT[kind]}{order:03d}{number}",
                "status": EquipmentStatus.BROKEN if is_broken else EquipmentStatus.USABLE,
                "note": "電源が入らないため、修理を依頼中です。" if is_broken else "",
            }  # fmt: skip
    for kind, name, quantity, source in GOODS:
        yield {"kind": kind, "name": name, "quantity": quantity, "source": source}


def ticks(world: World) -> None:
    """In the months with a roster: what was opened has its opening ticks, what was closed all of them."""
    items = list(ChecklistItem.objects.all())
    devices: dict[int, list[EquipmentItem]] = defaultdict(list)
    for device in EquipmentItem.objects.to_remove():
        devices[device.site_id].append(device)
    rows: list[tuple[Any, ...]] = []
    shown = Q()
    for month in months_shown(world):
        shown |= Q(held_on__range=month_bounds(month.year, month.month))
    for session in CounterSession.objects.filter(shown, opened_at__isnull=False):
        of_the_day = [item for item in items if item.holds_on(session.held_on)]
        opening = [item for item in of_the_day if item.phase == ChecklistPhase.OPENING]
        closing = [item for item in of_the_day if item.phase == ChecklistPhase.CLOSING]
        rows += done(session, opening, [], session.opened_at, session.opened_by_id)
        if session.closed_at:
            rows += done(session, closing, devices[session.site_id], session.closed_at, session.closed_by_id)
    copy(ChecklistTick, ("session", "item", "equipment", "count", "ticked_at", "ticked_by"), rows)


def done(
    session: CounterSession, items: list[ChecklistItem], devices: list[EquipmentItem], by_then: Any, by: int | None
) -> Iterator[tuple[Any, ...]]:
    """One tick after the other, the last half a minute before the step that needs them."""
    assert isinstance(by_then, datetime)
    things: list[tuple[int | None, int | None, int | None]]
    things = [(item.pk, None, 0 if item.needs_count else None) for item in items]
    things += [(None, device.pk, None) for device in devices]
    for number, (item, device, count) in enumerate(reversed(things), start=1):
        yield session.pk, item, device, count, by_then - timedelta(seconds=30 * number), by
