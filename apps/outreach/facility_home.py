"""What a facility reads of its own requests: where each stands, what comes next, and who acts."""

from dataclasses import dataclass

from django.db.models import Prefetch

from .actions.wishes import OPEN
from .enums import Need, Party, VenueItem, VisitStatus
from .models import DateProposal, Facility, Visit

KINDS = {
    VisitStatus.REQUESTED: "warn",
    VisitStatus.COORDINATING: "warn",
    VisitStatus.CONFIRMED: "ok",
    VisitStatus.HELD: "info",
    VisitStatus.COMPLETED: "info",
    VisitStatus.CANCELLED: "off",
}
LATER = {
    VisitStatus.CONFIRMED: "日程が決まりました。当日まで、施設の操作は必要ありません。",
    VisitStatus.HELD: "訪問が終わりました。受託者が結果をまとめています。",
    VisitStatus.COMPLETED: "この訪問は完了しました。",
    VisitStatus.CANCELLED: "この要請は中止になりました。",
}
OURS = "施設"
THEIRS = "市・受託者"


@dataclass(frozen=True)
class Request:
    """One request of the facility as its page shows it."""

    visit: Visit
    proposal: DateProposal | None
    kind: str
    next_step: str
    who: str

    @property
    def is_open(self) -> bool:
        return self.visit.status in OPEN

    @property
    def has_file(self) -> bool:
        """Whether there is a date to put into one's own calendar."""
        return self.visit.starts_at is not None

    @property
    def needs(self) -> list[str]:
        return [Need(value).label for value in self.visit.needs]

    @property
    def venue(self) -> list[str]:
        return [VenueItem(value).label for value in self.visit.venue]


def requests_of(facility: Facility) -> list[Request]:
    """The facility's requests, open and coming ones first, in a fixed number of queries."""
    standing = Prefetch("proposals", DateProposal.objects.standing().with_answers(), to_attr="standing_proposals")
    visits = facility.visits.prefetch_related(standing).order_by("-requested_on", "-pk")
    found = [_request(visit) for visit in visits]
    return sorted(found, key=lambda request: request.visit.status not in (*OPEN, VisitStatus.CONFIRMED))


def _request(visit: Visit) -> Request:
    proposal: DateProposal | None = next(iter(visit.standing_proposals), None)  # type: ignore[attr-defined]
    status = VisitStatus(visit.status)
    who, sentence = _next(visit, proposal) if status in OPEN else ("", LATER[status])
    return Request(visit, proposal, KINDS[status], sentence, who)


def _next(visit: Visit, proposal: DateProposal | None) -> tuple[str, str]:
    """Who acts next on an open request, and what they do."""
    if proposal is None:
        return THEIRS, "市と受託者が日程の案を作ります。都合のよい日を入力しておくと、早く決まります。"
    answer = proposal.answer_of(Party.FACILITY)
    if answer is None:
        return OURS, "日程の案があります。都合をお知らせください。"
    if not answer.is_possible:
        return THEIRS, "別の日程の案を作ります。"
    return THEIRS, "施設の回答を受け取りました。市と受託者が確定します。"
