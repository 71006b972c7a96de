import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.calendar import Calendar, days_between
from apps.contracts.enums import SiteKind
from apps.contracts.models import Agreement, ContractTerm
from apps.core.clock import long_date, month_bounds
from apps.core.submissions import submit_once
from apps.outreach.actors import Actor
from apps.outreach.diary import diary_of
from apps.outreach.enums import VisitStatus
from apps.outreach.gates import (
    NO_LEADER_LEFT,
    conflicts,
    is_leader_left,
    is_limit_reached,
    missing_people,
    timing_warnings,
    unanswered,
)
from apps.outreach.models import Facility, NotPossible, Visit, VisitMember
from apps.outreach.outings import keep_outing
from apps.outreach.planning import Needs

from .closed import hold_open


class OutsideTerm(NotPossible):
    """No contract term holds the day."""


class Conflict(NotPossible):
    """Somebody or the facility is taken; `errors` holds a sentence for each field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


class NotAnswered(NotPossible):
    """City, contractor and facility have not all said 可 to the date (第2-1-(3)-③)."""


class Incomplete(NotPossible):
    """A visit is confirmed only with its date, a leader, a second crew member and a city officer (第2-1-(9))."""


class LimitReached(NotPossible):
    """The visits of the term are used up; one more needs an agreement that was decided (第2-1-(1)-②)."""


class NoLeaderLeft(NotPossible):
    """No leader remains at a counter while the visit lasts and nobody said why (第2-1-(9)-①; C22)."""


class UnusualTiming(NotPossible):
    """The visit is not on a weekday in the daytime and nobody said why (第2-1-(1)-②)."""


@dataclass(frozen=True)
class Pace:
    """How far the visits of a term and of a month have come, confirmed or later ones only (C10)."""

    term: ContractTerm
    in_term: int
    term_limit: int
    in_month: int
    month_target: int
    expected: int
    months_open: int

    @property
    def is_behind(self) -> bool:
        return self.in_term < self.expected


def request_visit(
    *,
    facility: Facility,
    head_count: int,
    wish: str,
    requested_on: date,
    by: Actor,
    at: datetime,
    submission_key: uuid.UUID,
    needs: Sequence[str] = (),
    venue: Sequence[str] = (),
) -> Visit:
    """Writes down what a facility asks for.

    A request that came between the signing and the beginning of a term belongs to that term.
    Raises OutsideTerm, FacilityClosed, NotPossible for a day that is still to come.
    """
    if requested_on > timezone.localdate(at):
        raise NotPossible("要請を受けた日が今日より後です。")
    term = ContractTerm.objects.filter(ends_on__gte=requested_on).order_by("starts_on").first()
    if term is None:
        raise OutsideTerm(f"{long_date(requested_on)}以降の契約年度が登録されていません。")
    if requested_on < (term.signed_on or term.starts_on):
        raise OutsideTerm(f"{term.title}の契約（{long_date(term.starts_on)}から）より前の日です。")

    def create() -> Visit:
        hold_open(facility)
        visit = Visit.objects.create(
            facility=facility,
            term=term,
            requested_on=requested_on,
            head_count=head_count,
            wish=wish,
            needs=list(needs),
            venue=list(venue),
            submission_key=submission_key,
        )
        visit.steps.create(status=VisitStatus.REQUESTED, **by.fields("taken"), taken_at=at)
        return visit

    visit, _ = submit_once(Visit, submission_key, create)
    return visit


def confirm_visit(
    *,
    visit: Visit,
    by: User,
    at: datetime,
    calendar: Calendar,
    timing_reason: str = "",
    counter_reason: str = "",
    limit_agreement: Agreement | None = None,
) -> Visit:
    """Confirms a visit; the term's row is locked while its visits are counted, so that no place is given twice.

    Raises TransitionNotAllowed, NotAnswered, Incomplete, Conflict, LimitReached, NoLeaderLeft, UnusualTiming.
    """
    with transaction.atomic():
        locked = Visit.objects.locked().get(pk=visit.pk)
        locked.refuse_wrong_step(VisitStatus.CONFIRMED)
        if sentence := unanswered(locked.proposals.standing().with_answers().first()):
            raise NotAnswered(sentence)
        members = locked.people_besides()
        if lacking := missing_people(locked, members, Needs.on(locked.scheduled_day, calendar)):
            raise Incomplete("".join(lacking.values()))
        term = lock_term(locked.term_id)
        refuse_conflicts(locked, members, calendar)
        if not limit_agreement and is_limit_reached(term, locked, calendar):
            raise LimitReached(
                "この契約年度の訪問は上限に達しています。さらに訪問するには、決定済みの協議を選んでください。"
            )
        if limit_agreement and not limit_agreement.is_decided(timezone.localdate(at)):
            raise LimitReached("決定済みの協議を選んでください。")
        locked.counter_reason = counter_reason
        refuse_empty_counter(locked, members, calendar)
        if timing_warnings(locked, calendar) and not timing_reason:
            raise UnusualTiming("平日の日中以外の訪問です。理由を入力してください。")
        locked.timing_reason, locked.limit_agreement = timing_reason, limit_agreement
        locked.move_to(VisitStatus.CONFIRMED, by=Actor.of(by), at=at)
        keep_outing(locked, at=at, calendar=calendar)
    return locked


def cancel_visit(*, visit: Visit, reason: str, by: Actor, at: datetime) -> Visit:
    """Cancels a visit that has not taken place; its people and its place in the term are free again."""
    with transaction.atomic():
        locked = Visit.objects.locked().get(pk=visit.pk)
        locked.cancel_reason = reason
        locked.move_to(VisitStatus.CANCELLED, by=by, at=at, reason=reason)
        keep_outing(locked, at=at)
    return locked


def pace(*, term: ContractTerm, year: int, month: int, today: date, calendar: Calendar) -> Pace:
    """Visits of the term and of the month against the contract's figures; expected counts the months begun (C10).

    A term holds only the months in which a counter really opens.
    """
    first, last = month_bounds(year, month)
    per_month: int = calendar.parameters.value("outreach.visits_per_month", max(first, term.starts_on))
    limit: int = calendar.parameters.value("outreach.visits_per_term", max(first, term.starts_on))
    opened = [month_first for month_first in term.months() if _opens(month_first, calendar)]
    begun = sum(1 for month_first in opened if month_first <= today)
    binding = Visit.objects.filter(term=term).binding()
    return Pace(
        term=term,
        in_term=binding.count(),
        term_limit=limit,
        in_month=binding.starting_between(first, last).count(),
        month_target=per_month,
        expected=min(limit, per_month * begun),
        months_open=len(opened),
    )


def _opens(month_first: date, calendar: Calendar) -> bool:
    """Whether any counter is open in this month: the pace is of the months of operation (C10)."""
    days = days_between(*month_bounds(month_first.year, month_first.month))
    counters = [site.code for site in calendar.sites.values() if site.kind == SiteKind.COUNTER]
    return any(calendar.hours(code, day) for day in days for code in counters)


def lock_term(pk: int) -> ContractTerm:
    """Held to the end of the transaction: visits of the term are confirmed, and half days taken back, one by one."""
    return ContractTerm.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def refuse_conflicts(visit: Visit, members: Sequence[VisitMember], calendar: Calendar) -> None:
    """Names who or what is taken or marked 不可, field by field; the holds' constraints are the last guard."""
    if found := conflicts(visit, members, diary_of(visit, calendar)):
        raise Conflict(found)


def refuse_empty_counter(visit: Visit, members: Sequence[VisitMember], calendar: Calendar) -> None:
    """Asks why, when no leader remains at a counter and the visit does not say so yet."""
    if not visit.counter_reason and not is_leader_left(visit, members, diary_of(visit, calendar)):
        raise NoLeaderLeft(f"{NO_LEADER_LEFT}理由を入力してください。")
