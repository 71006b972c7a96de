"""The course of one visit: who did what and when, from the steps and from the history of the tables (第2-1-(3)-③)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils import timezone

from apps.accounts.models import User
from apps.core.clock import short_date

from .actors import Actor
from .enums import Party, VisitDuty, VisitStatus
from .gates import PEOPLE
from .models import PHONED, DateProposal, Vehicle, Visit

UNKNOWN = "—"
REASONS = {name: str(Visit._meta.get_field(name).verbose_name) for name in ("timing_reason", "counter_reason")}  # type: ignore[union-attr]


@dataclass(frozen=True)
class Entry:
    """One line of the course."""

    at: datetime
    what: str
    by: str
    note: str = ""


def course_of(visit: Visit) -> list[Entry]:
    """Everything that happened to the visit, the newest first; a fixed number of queries."""
    proposals = list(visit.proposals.select_related("proposed_by", "proposed_by_link"))
    proposed_at = {proposal.proposed_at for proposal in proposals}
    entries = [
        Entry(step.taken_at, step.get_status_display(), step.actor.name, step.reason)
        for step in visit.steps.select_related("taken_by", "taken_by_link")
        if not (step.status == VisitStatus.COORDINATING and step.taken_at in proposed_at and not step.reason)
    ]
    entries += [
        Entry(row.proposed_at, f"日程を提案　{span(row.starts_at, row.ends_at)}", row.proposer) for row in proposals
    ]
    entries += _answers(proposals) + _people(visit)
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def span(starts_at: datetime, ends_at: datetime) -> str:
    """`6/10（火） 10:00–12:00`."""
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return f"{short_date(starts)} {starts:%H:%M}–{ends:%H:%M}"


def _answers(proposals: list[DateProposal]) -> list[Entry]:
    """Every answer, those that were changed later too; the proposer's own is part of the proposal."""
    proposer = {row.pk: Actor(row.proposed_by, row.proposed_by_link).party for row in proposals}
    events = _events("ProposalAnswer").filter(proposal__in=proposer).exclude(pgh_label="delete")
    found = []
    for event in events.select_related("answered_by").order_by("pgh_id"):
        if event.pgh_label == "insert" and event.party == proposer[event.proposal_id]:
            continue
        by = event.answered_by.display_name if event.answered_by else "施設（リンク）"
        phoned = event.party == Party.FACILITY and event.answered_by
        found.append(
            Entry(
                event.answered_at,
                f"{Party(event.party).label}の回答　{'可' if event.is_possible else '不可'}",
                f"{by}（{PHONED}）" if phoned else by,
                event.note,
            )
        )
    return found


def _people(visit: Visit) -> list[Entry]:
    """Changes of who goes and of the vehicle, and the reasons given where a point of the confirmation is missed."""
    users = {user.pk: user.display_name for user in User.objects.all()}
    cars = {car.pk: car.name for car in Vehicle.objects.all()}
    fields = {**{f"{field}_id": (label, users) for field, label in PEOPLE.items()}, "vehicle_id": ("車両", cars)}
    found: list[Entry] = []
    before: dict[str, Any] = dict.fromkeys([*fields, *REASONS])
    for event in _events("Visit").filter(pgh_obj=visit.pk).select_related("pgh_context").order_by("pgh_id"):
        for field, (label, names) in fields.items():
            now = getattr(event, field)
            if now != before[field] and event.pgh_label == "update":
                what = f"{label}　{_change(names, before[field], now)}"
                found.append(Entry(event.pgh_created_at, what, _by(event, users)))
            before[field] = now
        for field in REASONS:
            now = getattr(event, field)
            if now and now != before[field]:
                found.append(Entry(event.pgh_created_at, REASONS[field], _by(event, users), now))
            before[field] = now
    for event in _events("VisitMember").filter(visit=visit.pk).select_related("pgh_context").order_by("pgh_id"):
        if event.pgh_label in ("insert", "delete"):
            joins = "加わる" if event.pgh_label == "insert" else "外れる"
            what = f"{VisitDuty(event.duty).label}　{users.get(event.person_id, UNKNOWN)}が{joins}"
            found.append(Entry(event.pgh_created_at, what, _by(event, users)))
    return found


def _change(names: dict[int, str], before: int | None, now: int | None) -> str:
    old, new = (names.get(key, UNKNOWN) if key else "未定" for key in (before, now))
    return f"{old} → {new}" if before else new


def _by(event: Any, users: dict[int, str]) -> str:
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    return users.get(metadata.get("user") or 0, UNKNOWN)


def _events(model: str) -> Any:
    """The rows that the history keeps of a model of this app."""
    return apps.get_model("outreach", f"{model}Event").objects
