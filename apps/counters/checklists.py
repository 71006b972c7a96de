"""What is checked at a counter every day, and that no counter closes before all of it is (第2-1-(3)-②, (11)).

Whoever ticks, takes a tick back or closes holds the session's row, so that they come one after the other.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from apps.accounts.models import User

from .enums import ChecklistPhase, EquipmentKind, SessionState
from .models import ChecklistItem, ChecklistTick, CounterSession, EquipmentItem, NotPossible, Reception
from .models.checklists import COUNT_MUST_BE_ZERO

MOST_NAMED = 5
_PLACE_OF_KIND = {kind.value: place for place, kind in enumerate(EquipmentKind)}


class ChecklistIncomplete(NotPossible):
    """Something is not checked yet, so the counter cannot close."""


@dataclass(frozen=True)
class Row:
    """One line of a checklist: an item or a device, and its tick once it is checked.

    A count at the closing is outdated by every reception that comes after it: a photo may have been taken since.
    """

    phase: ChecklistPhase
    tick: ChecklistTick | None
    item: ChecklistItem | None = None
    equipment: EquipmentItem | None = None
    is_outdated: bool = False

    @property
    def is_done(self) -> bool:
        return self.tick is not None and not self.is_outdated

    @property
    def key(self) -> str:
        """What names the line in a form: item-3, equipment-12."""
        return f"item-{self.item.pk}" if self.item else f"equipment-{self.equipment.pk}"  # type: ignore[union-attr]

    @property
    def text(self) -> str:
        return self.item.text if self.item else f"持ち帰り・施錠：{self.equipment}"

    @property
    def needs_count(self) -> bool:
        return bool(self.item and self.item.needs_count)


@dataclass(frozen=True)
class Progress:
    """How many lines are ticked, of how many."""

    opening_done: int
    opening_total: int
    closing_done: int
    closing_total: int

    @property
    def is_opening_done(self) -> bool:
        return self.opening_done == self.opening_total

    @property
    def is_closing_done(self) -> bool:
        return self.closing_done == self.closing_total


@dataclass(frozen=True)
class Checklist:
    """Both lists of one session."""

    opening: list[Row]
    closing: list[Row]

    @property
    def unticked(self) -> list[Row]:
        return [row for row in [*self.opening, *self.closing] if not row.is_done]

    @property
    def progress(self) -> Progress:
        opening, closing = ([row.is_done for row in rows] for rows in (self.opening, self.closing))
        return Progress(sum(opening), len(opening), sum(closing), len(closing))


def checklist_of(session: CounterSession) -> Checklist:
    return checklists([session])[session.pk]


def checklists(sessions: Iterable[CounterSession]) -> dict[int, Checklist]:
    """Session pk → its lists, in three queries.

    On the list is what the session's day asks for, and what was ticked. After the closing nothing more is asked for:
    the list stays as it was, whatever becomes of the devices later.
    """
    sessions = list(sessions)
    items = list(ChecklistItem.objects.all())
    devices: dict[int, list[EquipmentItem]] = defaultdict(list)
    for device in EquipmentItem.objects.to_remove().filter(site__in={session.site_id for session in sessions}):
        devices[device.site_id].append(device)
    ticks: dict[int, list[ChecklistTick]] = defaultdict(list)
    since = Reception.objects.counted().filter(session=OuterRef("session"), received_at__gt=OuterRef("ticked_at"))
    for tick in (
        ChecklistTick.objects.filter(session__in=sessions)
        .annotate(is_outdated=Q(item__needs_count=True, item__phase=ChecklistPhase.CLOSING) & Q(Exists(since)))
        .select_related("item", "equipment", "ticked_by")
    ):
        ticks[tick.session_id].append(tick)
    return {session.pk: _checklist(session, items, devices[session.site_id], ticks[session.pk]) for session in sessions}


def checklist_progress(sessions: Iterable[CounterSession]) -> dict[int, Progress]:
    """Session pk → how far its lists are, in three queries."""
    return {pk: checklist.progress for pk, checklist in checklists(sessions).items()}


def tick_row(*, session: CounterSession, key: str, by: User, at: datetime, count: int | None = None) -> ChecklistTick:
    """Ticks one line; ticked already, it stays as it was, but an outdated tick is made anew.

    Raises NotPossible before the setting-up, after the closing, for a line that is not on the list, and for a count
    that is missing or not 0 (第2-1-(11)-③).
    """
    with transaction.atomic():
        locked = _session_to_check(session)
        checklist = checklist_of(locked)
        row = next((row for row in [*checklist.opening, *checklist.closing] if row.key == key), None)
        if row is None:
            raise NotPossible("この項目は、もうチェックの対象ではありません。")
        if row.tick and row.is_done:
            return row.tick
        if row.phase == ChecklistPhase.CLOSING and not locked.is_open:
            raise NotPossible("閉設のチェックは、開設してから行います。")
        if row.needs_count and count is None:
            raise NotPossible(f"「{row.text}」の件数を入力してください。")
        if row.needs_count and count:
            raise NotPossible(f"「{row.text}」が{count}件あります。{COUNT_MUST_BE_ZERO}")
        tick = row.tick or ChecklistTick(session=locked, item=row.item, equipment=row.equipment)
        tick.count, tick.ticked_at, tick.ticked_by = count if row.needs_count else None, at, by
        tick.save()
        return tick


def take_back_tick(*, session: CounterSession, pk: int) -> None:
    """Makes a line unticked again; one that is so already stays so. Raises NotPossible after the closing."""
    with transaction.atomic():
        locked = _session_to_check(session)
        locked.checklist_ticks.filter(pk=pk).delete()


def refuse_incomplete(session: CounterSession) -> None:
    """Raises ChecklistIncomplete with what is missing. The caller holds the session's row until it is closed."""
    checklist = checklist_of(session)
    unticked = [row for row in checklist.unticked if not row.is_outdated]
    if unticked:
        named = "".join(f"「{row.text}」" for row in unticked[:MOST_NAMED])
        rest = f"ほか{len(unticked) - MOST_NAMED}件" if len(unticked) > MOST_NAMED else ""
        raise ChecklistIncomplete(f"チェックが{len(unticked)}件残っているため、閉設できません：{named}{rest}")
    if outdated := "".join(f"「{row.text}」" for row in checklist.unticked):
        raise ChecklistIncomplete(f"{outdated}を確認した後に受付があります。もう一度確認してください。")


def _session_to_check(session: CounterSession) -> CounterSession:
    """The session, locked; refused before it is set up and after it is closed."""
    locked = CounterSession.objects.locked().get(pk=session.pk)
    if locked.state is SessionState.PLANNED:
        raise NotPossible("チェックは、設営完了か開設を記録してから行います。")
    if locked.state not in (SessionState.SET_UP, SessionState.OPEN):
        raise NotPossible(f"この窓口は「{locked.state.label}」のため、チェックを変更できません。")
    return locked


def _checklist(
    session: CounterSession, items: list[ChecklistItem], devices: list[EquipmentItem], ticks: list[ChecklistTick]
) -> Checklist:
    tick_of_item = {tick.item: tick for tick in ticks if tick.item}
    tick_of_device = {tick.equipment: tick for tick in ticks if tick.equipment}
    outdated = {tick.item for tick in ticks if tick.is_outdated}  # type: ignore[attr-defined]
    is_closed = session.closed_at is not None
    listed_items = {item for item in items if not is_closed and item.holds_on(session.held_on)} | tick_of_item.keys()
    listed_devices = {device for device in devices if not is_closed} | tick_of_device.keys()
    rows = [
        *(
            Row(
                ChecklistPhase(item.phase),
                tick_of_item.get(item),
                item=item,
                is_outdated=not is_closed and item in outdated,
            )
            for item in sorted(listed_items, key=lambda item: (item.order, item.pk))
        ),
        *(
            Row(ChecklistPhase.CLOSING, tick_of_device.get(device), equipment=device)
            for device in sorted(
                listed_devices, key=lambda device: (_PLACE_OF_KIND[device.kind], device.name, device.pk)
            )
        ),
    ]
    return Checklist(
        opening=[row for row in rows if row.phase == ChecklistPhase.OPENING],
        closing=[row for row in rows if row.phase == ChecklistPhase.CLOSING],
    )
