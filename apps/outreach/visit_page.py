"""What the page of one visit shows: where it stands, who acts next, the answers, the dates that suit."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.utils import timezone

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.contracts.calendar import DAY, Calendar

from .actions.wishes import OPEN
from .actors import Actor
from .course import Entry, course_of
from .diary import Diary, diary_of, slots_and_period
from .enums import Need, Party, VenueItem, Verdict, VisitStatus
from .gates import Gate, gates_of, is_limit_reached
from .models import DateProposal, ProposalAnswer, Vehicle, Visit, VisitMember
from .planning import Candidate, possible_dates

CANDIDATES_SHOWN = 6
COURSE_SHOWN = 6


@dataclass(frozen=True)
class AnswerLine:
    """One party's answer to the date that stands, and whether the user may give it."""

    party: Party
    answer: ProposalAnswer | None
    may_answer: bool

    @property
    def is_for_facility(self) -> bool:
        return self.party == Party.FACILITY


class VisitPage:
    """One visit for one user; everything is read once, with a fixed number of queries."""

    def __init__(self, visit: Visit, user: User, now: datetime, calendar: Calendar, *, shows_all: bool = False) -> None:
        self.visit, self.user, self.now, self.calendar = visit, user, now, calendar
        self.shows_all = shows_all

    @cached_property
    def members(self) -> list[VisitMember]:
        return self.visit.people_besides()

    @cached_property
    def proposal(self) -> DateProposal | None:
        return self.visit.proposals.standing().with_answers().first()

    @cached_property
    def can(self) -> dict[str, bool]:
        """What the user may do with the visit as it stands."""
        steps = {
            "propose": ("outreach:visit_propose", VisitStatus.COORDINATING),
            "people": ("outreach:visit_people", VisitStatus.CANCELLED),
            "confirm": ("outreach:visit_confirm", VisitStatus.CONFIRMED),
            "cancel": ("outreach:visit_cancel", VisitStatus.CANCELLED),
        }
        return {
            step: may(self.user.role, url_name, "POST") and self.visit.can_become(status)
            for step, (url_name, status) in steps.items()
        }

    @property
    def is_open(self) -> bool:
        return self.visit.status in OPEN

    @cached_property
    def answers(self) -> list[AnswerLine]:
        proposal = self.proposal
        if proposal is None:
            return []
        may_answer = self.visit.status == VisitStatus.COORDINATING and may(
            self.user.role, "outreach:visit_answer", "POST"
        )
        own = Actor.of(self.user).party
        return [
            AnswerLine(party, proposal.answer_of(party), may_answer and party in (own, Party.FACILITY))
            for party in Party
        ]

    @property
    def may_answer_facility(self) -> bool:
        """Whether the user may write down what the facility said by telephone."""
        return any(line.may_answer and line.is_for_facility for line in self.answers)

    @cached_property
    def diary(self) -> Diary:
        return diary_of(self.visit, self.calendar)

    @cached_property
    def gates(self) -> list[Gate]:
        """The points before the confirmation; none before a date stands and once the visit took place."""
        if not self.visit.starts_at or self.visit.status not in (VisitStatus.COORDINATING, VisitStatus.CONFIRMED):
            return []
        return gates_of(
            self.visit,
            self.members,
            self.proposal,
            self.diary,
            is_limit_reached=is_limit_reached(self.visit.term, self.visit, self.calendar),
        )

    @property
    def stopping(self) -> set[str]:
        """Keys of the points that still stop the confirmation."""
        return {gate.key for gate in self.gates if gate.stops}

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The half days of the coming weeks, the best first; the one that stands is left out."""
        if not self.can["propose"] or self.visit.status not in OPEN:
            return []
        today = timezone.localdate(self.now)
        weeks = self.calendar.parameters.value("outreach.plan_weeks", today)
        found = possible_dates(self.visit, today + DAY, today + timedelta(weeks=weeks), self.calendar, self.now)
        return [row for row in found if row.starts_at != self.visit.starts_at]

    @property
    def best_candidates(self) -> list[Candidate]:
        return [row for row in self.candidates if row.verdict != Verdict.NONE][:CANDIDATES_SHOWN]

    @property
    def other_candidates(self) -> list[Candidate]:
        shown = self.best_candidates
        return [row for row in self.candidates if row not in shown]

    @property
    def needs(self) -> list[str]:
        return [Need(need).label for need in self.visit.needs]

    @property
    def venue(self) -> list[str]:
        return [VenueItem(item).label for item in self.visit.venue]

    @cached_property
    def course(self) -> list[Entry]:
        return course_of(self.visit)

    @property
    def newest_course(self) -> list[Entry]:
        return self.course[:COURSE_SHOWN]

    @property
    def older_course(self) -> list[Entry]:
        return self.course[COURSE_SHOWN:]

    @cached_property
    def next_step(self) -> tuple[str, str]:
        """Who acts next, and what they do."""
        match self.visit.status:
            case VisitStatus.REQUESTED:
                return "市・受託者", "候補の日から日程を提案してください。"
            case VisitStatus.COORDINATING:
                return self._next_of_coordination()
            case VisitStatus.CONFIRMED:
                return "受託者", "訪問日の準備をしてください。"
            case VisitStatus.HELD:
                return "受託者", "書類を市へ引き渡し、結果を記録して完了にしてください。"
        return "", ""

    def _next_of_coordination(self) -> tuple[str, str]:
        rest = self.proposal.parties_without_yes() if self.proposal else list(Party)
        if self.proposal is None or any(self.proposal.answer_of(party) for party in rest):
            return "市・受託者", "別の日程を提案してください。"
        if rest:
            return "・".join(party.label for party in rest), "日程への回答を待っています。"
        stopping = self.stopping
        who = [label for key, label in (("contractor", "受託者"), ("city", "市")) if key in stopping]
        if who:
            return "・".join(who), "訪問する人を決めてください。"
        if stopping & {"free", "second"}:
            return "市・受託者", "空いている人・車両に変えてください。"
        if stopping & {"counter", "timing"}:
            return "市の承認者", "理由を入力すると、訪問を確定できます。"
        if "limit" in stopping:
            return "市の承認者", "決定済みの協議を選ぶと、訪問を確定できます。"
        return "市の承認者", "訪問を確定できます。"

    def state_of(self, row: User | Vehicle) -> str:
        """What stands beside a name in the selection: 可, 未回答, or why not; nothing before there is a date."""
        if not self.visit.starts_at or self.visit.status in (VisitStatus.HELD, VisitStatus.COMPLETED):
            return ""
        slots, period = slots_and_period(self.visit, self.calendar)
        ask = self.diary.vehicle if isinstance(row, Vehicle) else self.diary.person
        state = ask(row.pk, slots, period)
        if state.is_possible is None:
            return "（未回答）"
        return "（可）" if state.is_possible else f"（不可：{state.why}）"

    @property
    def edition(self) -> str:
        """Changes when the forms beside the live part no longer fit the visit."""
        return str(self.visit.status)
