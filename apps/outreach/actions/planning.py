"""Dates and people of a visit: proposed, answered, chosen; and the half days that everybody marks (第2-1-(3)-③)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.contracts.models import term_of
from apps.core.clock import LAST_DAY, long_date, short_date
from apps.outreach.actors import Actor
from apps.outreach.diary import Diary
from apps.outreach.enums import BINDING, Half, Party, VisitDuty, VisitStatus
from apps.outreach.gates import missing_people
from apps.outreach.half_days import period_of
from apps.outreach.models import (
    Availability,
    DateProposal,
    Facility,
    NotPossible,
    ProposalAnswer,
    TransitionNotAllowed,
    Vehicle,
    Visit,
    VisitMember,
)
from apps.outreach.outings import keep_outing
from apps.outreach.planning import Needs

from .links import hold_link
from .visits import Conflict, Incomplete, OutsideTerm, lock_term, refuse_conflicts, refuse_empty_counter
from .wishes import AGREED


@dataclass(frozen=True)
class Whose:
    """Whose half day it is: exactly one of the three."""

    person: User | None = None
    facility: Facility | None = None
    vehicle: Vehicle | None = None

    def __post_init__(self) -> None:
        if [self.person, self.facility, self.vehicle].count(None) != 2:
            raise ValueError("a half day is a person's, a facility's or a vehicle's")

    @property
    def fields(self) -> dict[str, object]:
        return {"person": self.person, "facility": self.facility, "vehicle": self.vehicle}

    @property
    def kind_and_key(self) -> tuple[str, int]:
        return next((kind, row.pk) for kind, row in self.fields.items() if row)  # type: ignore[attr-defined]


def propose_date(*, visit: Visit, starts_at: datetime, ends_at: datetime, by: Actor, at: datetime) -> DateProposal:
    """Proposes hours for a visit, with the 可 of whoever proposes; what was proposed before is withdrawn.

    The other two are asked anew, and a confirmed visit goes back to 調整: never by a facility's link. The hours that
    stand already stay as they are, with their answers. Raises OutsideTerm, Conflict, NotPossible for the past,
    TransitionNotAllowed.
    """
    if starts_at <= at:
        raise NotPossible("これからの日時を提案してください。")
    with transaction.atomic():
        hold_link(by, at)
        locked = Visit.objects.locked().get(pk=visit.pk)
        if by.link and locked.status in BINDING:
            raise TransitionNotAllowed(AGREED)
        standing = locked.proposals.standing().first()
        if standing and (standing.starts_at, standing.ends_at) == (starts_at, ends_at):
            if locked.status == VisitStatus.COORDINATING:
                _answer(standing, by.party, is_possible=True, note="", by=by, at=at)
            return standing
        term = term_of(timezone.localdate(starts_at))
        if term is None:
            raise OutsideTerm(f"{long_date(timezone.localdate(starts_at))}は契約年度の外です。")
        _refuse_taken_facility(locked, starts_at, ends_at)
        locked.term, locked.starts_at, locked.ends_at = term, starts_at, ends_at
        locked.timing_reason, locked.counter_reason, locked.limit_agreement = "", "", None
        locked.move_to(VisitStatus.COORDINATING, by=by, at=at)
        locked.proposals.standing().update(withdrawn_at=at)
        proposal = locked.proposals.create(
            starts_at=starts_at, ends_at=ends_at, proposed_at=at, **by.fields("proposed")
        )
        _answer(proposal, by.party, is_possible=True, note="", by=by, at=at)
        keep_outing(locked, at=at)
    return proposal


def answer_proposal(
    *, proposal: DateProposal, party: Party, is_possible: bool, by: Actor, at: datetime, note: str = ""
) -> ProposalAnswer:
    """Says for a party whether a proposed date is possible; until the visit is confirmed the last word counts.

    Somebody with an account writes down what the facility said by telephone. Raises NotPossible,
    TransitionNotAllowed once the visit is confirmed or over.
    """
    if by.party != party and not (party == Party.FACILITY and by.user):
        raise NotPossible(f"{party.label}の回答は、{party.label}が入力してください。")
    with transaction.atomic():
        hold_link(by, at)
        visit = Visit.objects.locked().get(pk=proposal.visit_id)
        locked = DateProposal.objects.get(pk=proposal.pk)
        if visit.status in BINDING:
            raise TransitionNotAllowed(
                "訪問が確定しているため、回答を変えられません。日程の変更が必要なときは、ご連絡ください。"
            )
        if visit.status != VisitStatus.COORDINATING or locked.withdrawn_at:
            raise NotPossible("この日程の提案は取り下げられています。画面を読み込み直してください。")
        return _answer(locked, party, is_possible=is_possible, note=note, by=by, at=at)


def assign(
    *,
    visit: Visit,
    people: Mapping[str, User | Vehicle | None],
    by: Actor,
    at: datetime,
    members: Mapping[VisitDuty, Sequence[User]] | None = None,
    counter_reason: str = "",
    calendar: Calendar | None = None,
) -> Visit:
    """Chooses who goes and in which vehicle: of `leader`, `crew`, `officer`, `vehicle` those that are named.

    `members` are the further people of each duty that is named; the others stay. A confirmed visit stays confirmed as
    long as it has everybody it needs; when others go, a leader remains at a counter or `counter_reason` says why not.
    Raises Conflict, Incomplete, NoLeaderLeft, TransitionNotAllowed once it took place.
    """
    calendar = calendar or Calendar.load()
    with transaction.atomic():
        locked = Visit.objects.locked().get(pk=visit.pk)
        if not locked.can_become(VisitStatus.CANCELLED):
            raise TransitionNotAllowed(f"この訪問は「{locked.get_status_display()}」のため、担当者を変えられません。")
        before = locked.people_besides()
        went = _of_the_contractor(locked, before)
        for field, chosen in people.items():
            setattr(locked, field, chosen)
        besides = _besides(locked, before, members or {})
        _refuse_doubles(locked, besides)
        if locked.starts_at:
            lock_term(locked.term_id)
            refuse_conflicts(locked, besides, calendar)
        if locked.status in BINDING:
            if lacking := missing_people(locked, besides, Needs.on(locked.scheduled_day, calendar)):
                raise Incomplete("".join(lacking.values()))
            locked.counter_reason = counter_reason or locked.counter_reason
            if _of_the_contractor(locked, besides) != went:
                refuse_empty_counter(locked, besides, calendar)
        VisitMember.objects.filter(pk__in={row.pk for row in before} - {row.pk for row in besides}).delete()
        locked.save()
        for row in besides:
            if row.pk is None:
                row.save()
        keep_outing(locked, at=at, calendar=calendar)
    return locked


def mark(
    *, whose: Whose, day: date, half: Half, is_possible: bool | None, by: Actor, at: datetime, calendar: Calendar
) -> Availability | None:
    """Marks a half day 可 or 不可; None takes the mark back. The same mark again changes nothing.

    The term of the day is locked, as in a confirmation: of 不可 and a confirmed visit in the same hours only one can
    be. Raises OutsideTerm, NotPossible for the past, for days far away and for a half day with an agreed visit.
    """
    if not timezone.localdate(at) <= day < LAST_DAY:
        raise NotPossible("今日以降の日を選んでください。")
    with transaction.atomic():
        hold_link(by, at)
        term = term_of(day)
        if term is None:
            raise OutsideTerm(f"{long_date(day)}は契約年度の外です。")
        lock_term(term.pk)
        given = {**whose.fields, "day": day, "half": half}
        if is_possible is None:
            Availability.objects.filter(**_only(given)).delete()
            return None
        if not is_possible:
            _refuse_agreed(whose, day, half, calendar)
        row = Availability.objects.filter(**_only(given)).first()
        if row and row.is_possible == is_possible:
            return row
        row = row or Availability(**given)
        row.is_possible, row.marked_at = is_possible, at
        row.marked_by, row.marked_by_link = by.user, by.link
        row.save()
        return row


def _only(given: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in given.items() if value is not None}


def _refuse_agreed(whose: Whose, day: date, half: Half, calendar: Calendar) -> None:
    diary = Diary.load(day, day, calendar)
    starts, ends = period_of((day, half), calendar)
    for busy in diary.busy[whose.kind_and_key]:
        if busy.starts_at < ends and starts < busy.ends_at:
            raise NotPossible(
                f"{short_date(day)}{half.label}は、{busy.label}の訪問が確定しています。先に日程か担当者の変更が必要です。"
            )


def _answer(
    proposal: DateProposal, party: Party, *, is_possible: bool, note: str, by: Actor, at: datetime
) -> ProposalAnswer:
    row = ProposalAnswer.objects.filter(proposal=proposal, party=party).first()
    row = row or ProposalAnswer(proposal=proposal, party=party)
    row.is_possible, row.note, row.answered_at = is_possible, note, at
    row.answered_by, row.answered_by_link = by.user, by.link
    row.save()
    return row


def _besides(
    visit: Visit, before: Sequence[VisitMember], wanted: Mapping[VisitDuty, Sequence[User]]
) -> list[VisitMember]:
    """The members as they are to be: those of the duties that are named anew, those of the others as before.

    Nothing is written yet: the checks come first, then the constraints of the holds.
    """
    known = {(row.person_id, row.duty): row for row in before}
    kept = [row for row in before if row.duty not in wanted]
    named = [
        known.get((person.pk, duty)) or VisitMember(visit=visit, person=person, duty=duty)
        for duty, people in wanted.items()
        for person in people
    ]
    return kept + named


def _of_the_contractor(visit: Visit, members: Sequence[VisitMember]) -> set[int | None]:
    """Who leaves a counter for the visit."""
    besides = {row.person_id for row in members if row.duty != VisitDuty.OFFICER}
    return {visit.leader_id, visit.crew_id} | besides


def _refuse_doubles(visit: Visit, members: Sequence[VisitMember]) -> None:
    chosen = [visit.leader_id, visit.crew_id, visit.officer_id]
    members_twice = [row for row in members if [other.person_id for other in members].count(row.person_id) > 1]
    if visit.leader_id and visit.leader_id == visit.crew_id:
        raise Conflict({"crew": "運営責任者と従事者は、別の人にしてください。"})
    twice = {str(row.person) for row in [*members_twice, *(row for row in members if row.person_id in chosen)]}
    if twice:
        raise Conflict({"members": f"{'、'.join(sorted(twice))}が2回選ばれています。それぞれ別の人にしてください。"})


def _refuse_taken_facility(visit: Visit, starts_at: datetime, ends_at: datetime) -> None:
    others = Visit.objects.binding().filter(facility=visit.facility_id).exclude(pk=visit.pk)
    if others.overlapping(starts_at, ends_at).exists():  # type: ignore[attr-defined]
        raise Conflict({"starts": "この施設には、同じ時間に確定した訪問があります。"})
