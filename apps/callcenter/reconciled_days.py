"""The calls and inquiries of whole days, read with a fixed number of queries and brought together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Max
from django.db.models.functions import TruncDate

from apps.accounts.models import User
from apps.callcenter.enums import Outcome
from apps.callcenter.models import Call, Inquiry, LiveCall, OperatorCode, ReconciliationNote
from apps.callcenter.reconcile import AnsweredCall, Reconciled, WrittenInquiry, reconcile
from apps.contracts.calendar import days_between
from apps.contracts.parameters import Parameters
from apps.core import clock


@dataclass(frozen=True)
class CallRow:
    """One answered call as the page shows it: of the telephone log, or so far only announced."""

    key: str
    pk: int
    is_logged: bool
    external_id: str
    code: str
    operator_id: int | None
    operator_name: str
    answered_at: datetime
    ended_at: datetime | None
    tied_to: int | None
    day: date
    notes: list[ReconciliationNote] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class InquiryRow:
    """One inquiry as the page shows it."""

    pk: int
    number: str
    operator_id: int
    operator_name: str
    category: str
    result: str
    received_at: datetime
    saved_at: datetime
    day: date
    notes: list[ReconciliationNote] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class MatchedRow:
    """One call and its inquiry. `delay`: from the end of the call to the saving of the record; None while it lasts."""

    call: CallRow
    inquiry: InquiryRow
    by_tie: bool

    @property
    def delay(self) -> timedelta | None:
        if self.call.ended_at is None:
            return None
        return max(self.inquiry.saved_at - self.call.ended_at, timedelta(0))

    @property
    def delay_text(self) -> str:
        return in_minutes(self.delay)


@dataclass(frozen=True)
class ReconciledDay:
    """One day: answered calls = matched + without an inquiry, and what is explained of the differences."""

    day: date
    matched: list[MatchedRow]
    calls_without: list[CallRow]
    inquiries_without: list[InquiryRow]
    threshold: timedelta

    @property
    def calls(self) -> int:
        return len(self.matched) + len(self.calls_without)

    @property
    def inquiries(self) -> int:
        return len(self.matched) + len(self.inquiries_without)

    @property
    def tied(self) -> int:
        return sum(row.by_tie for row in self.matched)

    @property
    def by_time(self) -> int:
        return len(self.matched) - self.tied

    @property
    def announced_only(self) -> int:
        """Calls that the telephone log does not hold yet."""
        rows = [*(row.call for row in self.matched), *self.calls_without]
        return sum(not row.is_logged for row in rows)

    @property
    def differences(self) -> int:
        return len(self.calls_without) + len(self.inquiries_without)

    @property
    def unexplained(self) -> int:
        rows: list[CallRow | InquiryRow] = [*self.calls_without, *self.inquiries_without]
        return sum(not row.notes for row in rows)

    @property
    def delays(self) -> list[timedelta]:
        return [row.delay for row in self.matched if row.delay is not None]

    @property
    def median_delay(self) -> timedelta | None:
        """From the end of a call to the saved record (第2-2-(4)-セ); None where no call of the day can say."""
        return timedelta(seconds=int(median(delay.total_seconds() for delay in self.delays))) if self.delays else None

    @property
    def median_text(self) -> str | None:
        return in_minutes(self.median_delay) or None

    @property
    def threshold_minutes(self) -> int:
        return int(self.threshold.total_seconds()) // 60

    @property
    def late(self) -> list[MatchedRow]:
        """Records saved later after the call than the threshold."""
        return [row for row in self.matched if row.delay is not None and row.delay > self.threshold]


def in_minutes(span: timedelta | None) -> str:
    """`3分05秒`; empty for nothing."""
    if span is None:
        return ""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes}分{seconds:02d}秒"


def reconciled_days(first: date, last: date, parameters: Parameters) -> list[ReconciledDay]:
    """Every day first…last, both inclusive, with the parameters of that day."""
    calls, inquiries = _calls(first, last), _inquiries(first, last)
    calls_on: dict[date, list[CallRow]] = defaultdict(list)
    for call in calls:
        calls_on[call.day].append(call)
    inquiries_on: dict[date, list[InquiryRow]] = defaultdict(list)
    for inquiry in inquiries:
        inquiries_on[inquiry.day].append(inquiry)
    found = [_day(day, calls_on[day], inquiries_on[day], parameters) for day in days_between(first, last)]
    _attach_notes(found)
    return found


def _day(day: date, calls: Sequence[CallRow], inquiries: Sequence[InquiryRow], parameters: Parameters) -> ReconciledDay:
    call_by_key = {call.key: call for call in calls}
    inquiry_by_key = {inquiry.pk: inquiry for inquiry in inquiries}
    result: Reconciled = reconcile(
        [
            AnsweredCall(call.key, call.operator_id, call.answered_at, call.ended_at or call.answered_at, call.tied_to)
            for call in calls
        ],
        [WrittenInquiry(inquiry.pk, inquiry.operator_id, inquiry.received_at) for inquiry in inquiries],
        within=timedelta(minutes=parameters.value("callcenter.match_minutes", day)),
    )
    return ReconciledDay(
        day=day,
        matched=[
            MatchedRow(call_by_key[pair.call], inquiry_by_key[pair.inquiry], pair.by_tie) for pair in result.pairs
        ],
        calls_without=[call_by_key[key] for key in result.calls_without],
        inquiries_without=[inquiry_by_key[key] for key in result.inquiries_without],
        threshold=timedelta(minutes=parameters.value("callcenter.record_delay_minutes", day)),
    )


def _calls(first: date, last: date) -> list[CallRow]:
    """Answered calls of the telephone log, and behind the last one logged of a day those announced.

    The log is what counts as soon as it is there: an announced call that lies before the last logged one of its day
    and is not in the log is none.
    """
    begins, ends = clock.day_bounds(first)[0], clock.day_bounds(last)[1]
    announced = list(
        LiveCall.objects.answered()
        .filter(rung_at__gte=begins, rung_at__lt=ends)
        .select_related("source")
        .values_list(
            "pk", "source__profile_id", "external_id", "extension", "operator_id", "rung_at", "answered_at", "ended_at",
            "inquiry__pk",
        )
    )  # fmt: skip
    tie_of = {(profile, external): (operator, tied) for _, profile, external, _, operator, _, _, _, tied in announced}
    in_range = Call.objects.arrived_between(first, last)
    logged = list(
        in_range.filter(outcome=Outcome.ANSWERED).values_list(
            "pk", "profile_id", "external_id", "operator_code", "arrived_at", "answered_at", "ended_at", "inquiry__pk"
        )
    )
    last_logged = {
        (profile, day): arrived
        for profile, day, arrived in in_range.annotate(day=TruncDate("arrived_at", tzinfo=clock.JST))
        .order_by()
        .values("profile_id", "day")
        .annotate(last=Max("arrived_at"))
        .values_list("profile_id", "day", "last")
    }
    holders = OperatorCode.objects.holders({profile for profile, _ in (*tie_of, *last_logged)})
    names = dict(User.objects.values_list("pk", "display_name"))
    rows = []
    for pk, profile, external, code, arrived, answered, ended, tied in logged:
        day = arrived.astimezone(clock.JST).date()
        announced_to, announced_tie = tie_of.get((profile, external), (None, None))
        operator = announced_to or holders.user_id(profile, code, day)
        rows.append(
            CallRow(
                key=f"log:{pk}",
                pk=pk,
                is_logged=True,
                external_id=external,
                code=code,
                operator_id=operator,
                operator_name=names.get(operator, ""),
                answered_at=answered or arrived,
                ended_at=ended,
                tied_to=tied or announced_tie,
                day=day,
            )
        )
    ids_logged = {(profile, external) for _, profile, external, *_ in logged}
    for pk, profile, external, code, announced_to, rung, answered, ended, tied in announced:
        assert answered is not None  # by `answered()`
        day = rung.astimezone(clock.JST).date()
        covered_until = last_logged.get((profile, day))
        if (profile, external) in ids_logged or (covered_until is not None and rung <= covered_until):
            continue
        operator = announced_to or holders.user_id(profile, code, day)
        rows.append(
            CallRow(
                key=f"announced:{pk}",
                pk=pk,
                is_logged=False,
                external_id=external,
                code=code,
                operator_id=operator,
                operator_name=names.get(operator, ""),
                answered_at=answered,
                ended_at=ended,
                tied_to=tied,
                day=day,
            )
        )
    return rows


def day_of(inquiry: Inquiry) -> date:
    """The day of the call it is tied to; untied, the day its caller was spoken to."""
    if inquiry.call:
        moment = inquiry.call.arrived_at
    elif inquiry.live_call:
        moment = inquiry.live_call.rung_at
    else:
        moment = inquiry.received_at
    return moment.astimezone(clock.JST).date()


def is_difference(about: Call | Inquiry, parameters: Parameters) -> bool:
    """Whether its day lists the call without an inquiry, or the inquiry without a call."""
    day = about.arrived_at.astimezone(clock.JST).date() if isinstance(about, Call) else day_of(about)
    found = reconciled_days(day, day, parameters)[0]
    if isinstance(about, Call):
        return any(row.is_logged and row.pk == about.pk for row in found.calls_without)
    return any(row.pk == about.pk for row in found.inquiries_without)


def _inquiries(first: date, last: date) -> list[InquiryRow]:
    """Those whose `day_of` lies in first…last."""
    begins, ends = clock.day_bounds(first)[0], clock.day_bounds(last)[1]
    untied = Inquiry.objects.filter(call=None)
    sources = [
        Inquiry.objects.filter(call__arrived_at__gte=begins, call__arrived_at__lt=ends),
        untied.filter(live_call__rung_at__gte=begins, live_call__rung_at__lt=ends),
        untied.filter(live_call=None, received_at__gte=begins, received_at__lt=ends),
    ]
    return [
        InquiryRow(
            pk=inquiry.pk,
            number=inquiry.number,
            operator_id=inquiry.operator_id,
            operator_name=inquiry.operator.display_name,
            category=inquiry.category.full_name,
            result=inquiry.get_result_display(),
            received_at=inquiry.received_at,
            saved_at=inquiry.saved_at,
            day=day_of(inquiry),
        )
        for rows in sources
        for inquiry in rows.select_related("operator", "category__parent", "call", "live_call").order_by()
    ]


def _attach_notes(days: Iterable[ReconciledDay]) -> None:
    """The explanations of what is different, in one query."""
    days = list(days)
    calls = {row.pk: row for day in days for row in day.calls_without if row.is_logged}
    inquiries = {row.pk: row for day in days for row in day.inquiries_without}
    notes = ReconciliationNote.objects.select_related("by")
    for note in notes.filter(call__in=calls) | notes.filter(inquiry__in=inquiries):
        if note.call_id:
            calls[note.call_id].notes.append(note)
        elif note.inquiry_id:
            inquiries[note.inquiry_id].notes.append(note)
