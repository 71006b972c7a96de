"""Which records entered, left or changed a report since its issue: when, and by which role; never by whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.callcenter.models import Call, LiveCall
from apps.contracts.calendar import Calendar
from apps.core import textguard
from apps.reporting import reader
from apps.reporting.attestation import NOT_REPEATED
from apps.reporting.models import ReportRevision

from .frozen import frozen_cells, live_cells
from .keys import Cell, Key
from .kinds import KINDS
from .lines import DASH, LISTINGS, Line, Listing, moment
from .names import SOURCES, cell_name, unit, with_every_category

LISTED = 200
"""As many records are named one by one; how many more there are is said in one line."""

OF_THE_TELEPHONE = ("通話ID", "応答", "終了", "待ち時間（秒）", "通話時間（秒）")
"""What names no call: digits of the telephone system, which may look like a My Number, and bare times and seconds. A
call is named by its coming and its result."""

UNKNOWN = "システム"
ADDED, LEFT, GONE = "新しく数える", "数えなくなった", "記録が削除された"
Places = dict[Key, int]
"""Where a record is counted, with its amount."""


@dataclass(frozen=True)
class Event:
    """The last thing that happened to a record."""

    at: datetime
    role: str


def because(revision: ReportRevision, calendar: Calendar) -> list[dict[str, Any]]:
    """The records that an issued revision and the records of today count differently, the latest change first.

    Each with `label` (the record), `what`, `when` (empty where it is not known) and `by` (a role).
    """
    besides = KINDS[revision.report.kind].of_its_day
    frozen, live = (
        {key: cell for key, cell in cells if key.source not in besides}
        for cells in (frozen_cells(revision), live_cells(revision, calendar))
    )
    found: list[tuple[datetime | None, dict[str, Any]]] = []
    moved = _moved(frozen, live)
    content = with_every_category(revision.content) if moved else {}
    for source, (before, after) in moved.items():
        pks = sorted({*before, *after})
        found += _described(source, pks[:LISTED], before, after, content, revision.issued_at)
        if len(pks) > LISTED:
            more = {"label": SOURCES[source], "what": f"ほか{len(pks) - LISTED:,}件の記録", "when": "", "by": ""}
            found.append((None, more))
    dated = sorted(((at, row) for at, row in found if at), key=lambda each: each[0], reverse=True)
    return [row for _, row in dated] + [row for at, row in found if at is None]


def _moved(was: Mapping[Key, Cell], now: Mapping[Key, Cell]) -> dict[str, tuple[dict[int, Places], dict[int, Places]]]:
    """By source, where each record that is counted differently was and is; equal cells are passed over at once."""
    before: dict[str, dict[int, Places]] = defaultdict(lambda: defaultdict(dict))
    after: dict[str, dict[int, Places]] = defaultdict(lambda: defaultdict(dict))
    for key in {*was, *now}:
        old, new = was.get(key), now.get(key)
        if old == new:
            continue
        there, here = (cell.amount_of() if cell else {} for cell in (old, new))
        for pk in {*there, *here}:
            if there.get(pk) != here.get(pk):
                if pk in there:
                    before[key.source][pk][key] = there[pk]
                if pk in here:
                    after[key.source][pk][key] = here[pk]
    return {source: (before[source], after[source]) for source in sorted({*before, *after})}


def _described(
    source: str,
    pks: list[int],
    before: Mapping[int, Places],
    after: Mapping[int, Places],
    content: Mapping[str, Any],
    since: datetime | None,
) -> Iterable[tuple[datetime | None, dict[str, Any]]]:
    """Each record with the moment of its last change."""
    listing = LISTINGS[source]
    with reader.without_personal_data():
        lines = listing.of(pks, Key(source, "", ""))
    events = last_events(listing.model, pks, since)
    for pk in pks:
        event = events.get(pk)
        what = _what(before.get(pk, {}), after.get(pk, {}), content, is_there=pk in lines)
        row = {
            "label": f"{SOURCES[source]}　{_named(listing, pk, lines.get(pk))}",
            "what": NOT_REPEATED if textguard.inspect(what) else what,
            "when": moment(event.at) if event else "",
            "by": event.role if event else "",
        }
        yield event.at if event else None, row


def _named(listing: Listing, pk: int, line: Line | None) -> str:
    """The record by what its list prints; by its number where it is gone or where that looks personal."""
    without = OF_THE_TELEPHONE if listing.model in (Call, LiveCall) else ()
    texts = [
        text
        for column, text in zip(listing.columns, line.texts if line else (), strict=False)
        if text != DASH and column not in without
    ]
    name = " ".join(texts)
    return f"番号 {pk}" if not name or textguard.inspect(name) else name


def _what(before: Places, after: Places, content: Mapping[str, Any], *, is_there: bool) -> str:
    then, now = (_said(places, content) for places in (before, after))
    if not before:
        return f"{ADDED}（{now}）"
    if not after:
        return f"{LEFT if is_there else GONE}（{then}）"
    return f"{then} → {now}"


def _said(places: Places, content: Mapping[str, Any]) -> str:
    """Where a record is counted; amounts are said, a plain count is not."""
    return "、".join(
        cell_name(key, content) + (f" {amount:,}{unit(key)}" if _has_amount(key) else "")
        for key, amount in sorted(places.items())
    )


def _has_amount(key: Key) -> bool:
    return bool(LISTINGS[key.source].amount)


def last_events(
    model: type[Model], pks: Iterable[int], since: datetime | None, *, of_known: bool = False
) -> dict[int, Event]:
    """The last change of each record after a moment, by the database's own history; without one it has none.

    `of_known`: the records were there already, so that their coming is no change.
    """
    if since is None:
        return {}
    if model is ReportRevision:
        rows = ReportRevision.objects.filter(pk__in=pks, issued_at__gt=since).values_list(
            "pk", "issued_at", "report__issued_by__role"
        )
        return {pk: Event(at, _role(role)) for pk, at, role in rows if at}
    if model is LiveCall:  # announced by the telephone system and kept without a history
        return {}
    history = apps.get_model(model._meta.app_label, f"{model._meta.object_name}Event").objects
    events = (
        history.filter(pgh_obj_id__in=list(pks), pgh_created_at__gt=since)
        .exclude(pgh_label="insert" if of_known else "")
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
        .values_list("pgh_obj_id", "pgh_created_at", "pgh_context__metadata")
    )
    who = {pk: (data or {}).get("user") for pk, _, data in events}
    roles = dict(User.objects.filter(pk__in=[user for user in who.values() if user]).values_list("pk", "role"))
    last = {pk: Event(at, _role(roles.get(who[pk] or 0))) for pk, at, _ in events}
    return (_imported(pks, since) | last) if model is Call else last


def _imported(pks: Iterable[int], since: datetime) -> dict[int, Event]:
    """Calls have no row in the history for their coming: the import that wrote them says when it was done."""
    rows = Call.objects.filter(pk__in=pks, call_import__taken_at__gt=since)
    return {
        pk: Event(at, _role(role))
        for pk, at, role in rows.values_list("pk", "call_import__taken_at", "call_import__by__role")
        if at
    }


def _role(role: str | None) -> str:
    return Role(role).label if role else UNKNOWN
