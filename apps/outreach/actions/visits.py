import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, ContractTerm, term_of
from apps.core.clock import long_date, month_bounds
from apps.core.submissions import submit_once
from apps.outreach.actors import Actor
from apps.outreach.enums import BINDING, VisitStatus
from apps.outreach.models import Facility, NotPossible, TransitionNotAllowed, Visit
from apps.outreach.outings import keep_outing

PEOPLE = {"leader": "運営責任者", "crew": "従事者", "officer": "同行する市職員"}


class OutsideTerm(NotPossible):
    """No contract term holds the day."""


class Conflict(NotPossible):
    """Somebody or the facility is taken; `errors` holds a sentence for each field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


class Incomplete(NotPossible):
    """A visit is confirmed only with its date, a leader, a second crew member and a city officer (第2-1-(9))."""


class LimitReached(NotPossible):
    """The visits of the term are used up; one more needs an agreement that was decided (第2-1-(1)-②)."""


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
    Raises OutsideTerm, NotPossible for a day that is still to come.
    """
    if requested_on > timezone.localdate(at):
        raise NotPossible("要請を受けた日が今日より後です。")
    term = ContractTerm.objects.filter(ends_on__gte=requested_on).order_by("starts_on").first()
    if term is None:
        raise OutsideTerm(f"{long_date(requested_on)}以降の契約年度が登録されていません。")
    if requested_on < (term.signed_on or term.starts_on):
        raise OutsideTerm(f"{term.title}の契約（{long_date(term.starts_on)}から）より前の日です。")

    def create() -> Visit:
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


def schedule_visit(
    *, visit: Visit, starts_at: datetime, ends_at: datetime, people: dict[str, User | None], by: User, at: datetime
) -> Visit:
    """Proposes a time and people; of `leader`, `crew`, `officer` those that `people` names are set, the others stay.

    A confirmed visit goes back to 調整. Raises Conflict, OutsideTerm, TransitionNotAllowed.
    """
    with transaction.atomic():
        locked = Visit.objects.locked().get(pk=visit.pk)
        term = term_of(timezone.localdate(starts_at))
        if term is None:
            raise OutsideTerm(f"{long_date(timezone.localdate(starts_at))}は契約年度の外です。")
        locked.term, locked.starts_at, locked.ends_at = term, starts_at, ends_at
        for field, person in people.items():
            setattr(locked, field, person)
        locked.timing_reason, locked.limit_agreement = "", None
        _refuse_conflicts(locked)
        locked.move_to(VisitStatus.COORDINATING, by=Actor.of(by), at=at)
        keep_outing(locked, at=at)
    return locked


def confirm_visit(
    *,
    visit: Visit,
    by: User,
    at: datetime,
    calendar: Calendar,
    timing_reason: str = "",
    limit_agreement: Agreement | None = None,
) -> Visit:
    """Confirms a visit; the term's row is locked while its visits are counted, so that no place is given twice.

    Raises TransitionNotAllowed, Incomplete, Conflict, LimitReached, UnusualTiming.
    """
    with transaction.atomic():
        locked = Visit.objects.locked().get(pk=visit.pk)
        if not locked.can_become(VisitStatus.CONFIRMED):
            raise TransitionNotAllowed(f"この訪問は「{locked.get_status_display()}」のため、確定できません。")
        if missing := [label for field, label in PEOPLE.items() if getattr(locked, f"{field}_id") is None]:
            raise Incomplete(f"{'、'.join(missing)}が決まっていません。")
        term = _lock_term(locked.term_id)
        _refuse_conflicts(locked)
        if not limit_agreement and is_limit_reached(term, locked, calendar):
            raise LimitReached(
                "この契約年度の訪問は上限に達しています。さらに訪問するには、決定済みの協議を選んでください。"
            )
        if limit_agreement and limit_agreement.decided_on is None:
            raise LimitReached("決定済みの協議を選んでください。")
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


def is_limit_reached(term: ContractTerm, visit: Visit, calendar: Calendar) -> bool:
    """Whether the term has no place left for this visit; certain only while the term's row is locked."""
    limit: int = calendar.parameters.value("outreach.visits_per_term", visit.scheduled_day)
    return term.visits.binding().exclude(pk=visit.pk).count() >= limit  # type: ignore[attr-defined]


def timing_warnings(visit: Visit, calendar: Calendar) -> list[str]:
    """Why the visit is not on a weekday in the daytime, in sentences; empty when it is (第2-1-(1)-②)."""
    if not visit.starts_at or not visit.ends_at:
        return []
    starts, ends = timezone.localtime(visit.starts_at), timezone.localtime(visit.ends_at)
    day = starts.date()
    earliest: time = calendar.parameters.value("outreach.earliest", day)
    latest: time = calendar.parameters.value("outreach.latest", day)
    warnings = []
    if not calendar.is_business_day(day):
        warnings.append(f"{long_date(day)}は市の休業日です（{calendar.closed_reason('city', day)}）。")
    if starts.time() < earliest or ends.time() > latest or ends.date() != day:
        warnings.append(f"{earliest:%H:%M}から{latest:%H:%M}までの間ではありません。")
    return warnings


def pace(*, term: ContractTerm, year: int, month: int, today: date, calendar: Calendar) -> Pace:
    """Visits of the term and of the month against the contract's figures; expected counts the months begun (C10)."""
    first, last = month_bounds(year, month)
    per_month: int = calendar.parameters.value("outreach.visits_per_month", max(first, term.starts_on))
    limit: int = calendar.parameters.value("outreach.visits_per_term", max(first, term.starts_on))
    begun = sum(1 for month_first in term.months() if month_first <= today)
    binding = Visit.objects.filter(term=term).binding()
    return Pace(
        term=term,
        in_term=binding.count(),
        term_limit=limit,
        in_month=binding.starting_between(first, last).count(),
        month_target=per_month,
        expected=min(limit, per_month * begun),
    )


def _lock_term(pk: int) -> ContractTerm:
    return ContractTerm.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def _refuse_conflicts(visit: Visit) -> None:
    """Names who or what is taken by a confirmed visit, field by field; the table's constraints are the last guard."""
    day = visit.scheduled_day
    others = Visit.objects.filter(status__in=BINDING).exclude(pk=visit.pk).select_related("facility")
    overlapping = list(others.overlapping(visit.starts_at, visit.ends_at))  # type: ignore[arg-type]
    errors = {}
    for field, label in PEOPLE.items():
        person = getattr(visit, f"{field}_id")
        for other in overlapping:
            if person and person in (other.leader_id, other.crew_id, other.officer_id):
                errors[field] = f"{label}は、同じ時間に{other.facility}の訪問が確定しています。"
    if visit.leader_id and "leader" not in errors:
        same_day = others.starting_between(day, day).filter(leader=visit.leader_id).first()
        if same_day:
            errors["leader"] = (
                f"運営責任者は、同じ日に{same_day.facility}の訪問が確定しています。2件目には別の運営責任者が必要です。"
            )
    if any(other.facility_id == visit.facility_id for other in overlapping):
        errors["starts"] = "この施設には、同じ時間に確定した訪問があります。"
    if errors:
        raise Conflict(errors)
