"""The records of a number as a list prints them: what lets a figure be checked, and nothing that names a person."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import F, Model
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils import timezone

from apps.accounts.matrix import may
from apps.callcenter.counts import CALL_CENTRE
from apps.callcenter.enums import Outcome
from apps.callcenter.models import Call, FaqEntry, FaqVersion, Inquiry, LiveCall
from apps.contracts.models import DocumentVersion
from apps.core.clock import JST, short_date
from apps.counters.models import CounterSession, Reception, Service, Trouble, Voice
from apps.outreach.models import LeafletCampaign, Trip, Visit
from apps.reporting.enums import ReportKind
from apps.reporting.figures.calls import full_name
from apps.reporting.models import ReportRevision
from apps.reporting.withheld import Withheld
from apps.reservations.models import Reservation, ReservationChange
from apps.workforce.models import Improvement, Presence, Shift

from . import calls, centre, counters, differences, gaps, issued, outreach, papers
from .keys import Key

DASH = "—"
RESERVATION = "reservations:detail"


class Line(NamedTuple):
    """One record: what the columns print of it, and the page on which it is kept, where there is one."""

    texts: Sequence[str]
    page: str = ""
    arguments: Sequence[Any] = ()
    query: str = ""


@dataclass(frozen=True)
class Listing:
    """How the records of a source are listed: which model they are of, the columns, and what the columns print."""

    model: type[Model]
    columns: Sequence[str]
    lines: Callable[[Sequence[int], Key], Iterable[tuple[int, Line]]]
    amount: str = ""
    """The heading of the amounts, where a number is the sum of what the records say."""

    order: str = "pk"

    def of(self, ids: Sequence[int], key: Key) -> Mapping[int, Line]:
        """The records that are still there, in a fixed number of queries."""
        return dict(self.lines(ids, key))

    def in_order(self, ids: Sequence[int], start: int, stop: int) -> list[int]:
        """Those from `start` to `stop` by their time, the ones that are gone at the end.

        The database sorts: a million numbers go there as one array, and a page of them comes back.
        """
        wanted = RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
        rows = self.model._default_manager.filter(pk__in=wanted)
        found = list(rows.order_by(self.order, "pk").values_list("pk", flat=True)[start:stop])
        missing = min(stop, len(ids)) - start - len(found)
        if not missing:
            return found
        there = set(rows.order_by().values_list("pk", flat=True))
        begins = max(start - len(there), 0)
        return [*found, *sorted(set(ids) - there)[begins : begins + missing]]


def address(line: Line, role: str) -> str:
    """The record's own page, for a role that may open it."""
    return f"{reverse(line.page, args=line.arguments)}{line.query}" if line.page and may(role, line.page) else ""


def moment(at: datetime | None) -> str:
    """The day and the time of a record."""
    return f"{short_date(at)} {timezone.localtime(at, JST):%H:%M:%S}" if at else DASH


def clock(at: datetime | None) -> str:
    """The time alone, where the day stands beside it."""
    return f"{timezone.localtime(at, JST):%H:%M:%S}" if at else DASH


def _calls(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    rows = Call.objects.filter(pk__in=ids).values_list(
        "pk", "arrived_at", "answered_at", "ended_at", "outcome", "wait_seconds", "talk_seconds", "external_id",
        "inquiry__pk",
    )  # fmt: skip
    outcomes = dict(Outcome.choices)
    for pk, arrived, answered, ended, outcome, wait, talk, number, inquiry in rows:
        texts = (
            moment(arrived), clock(answered), clock(ended), outcomes[outcome], f"{wait:,}", f"{talk:,}", number
        )  # fmt: skip
        yield pk, Line(texts, "callcenter:live_detail" if inquiry else "", [inquiry])


def _announced(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in LiveCall.objects.filter(pk__in=ids):
        texts = (moment(row.rung_at), clock(row.answered_at), clock(row.ended_at), row.external_id)
        yield row.pk, Line(texts)


def _inquiries(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for record in Inquiry.objects.filter(pk__in=ids).select_related("category__parent"):
        texts = (
            moment(record.received_at), record.number, full_name(record.category), record.get_result_display(),
            "苦情" if record.is_complaint else DASH,
        )  # fmt: skip
        yield record.pk, Line(texts, "callcenter:live_detail", [record.pk])


def _reservations(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    rows = Reservation.objects.filter(pk__in=ids).values_list("pk", "booked_at", "cancelled_at", "number")
    for pk, booked_at, cancelled_at, number in rows:
        act = cancelled_at if key.source == calls.CANCELLED else booked_at
        yield pk, Line((moment(act), number), RESERVATION, [number])


def _changes(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    rows = ReservationChange.objects.filter(pk__in=ids).select_related("old_slot__desk", "new_slot__desk")
    for row in rows.annotate(number=F("reservation__number")):
        number = row.number
        yield row.pk, Line((moment(row.changed_at), number, f"{row.old_slot} → {row.new_slot}"), RESERVATION, [number])


def _session_page(session: CounterSession) -> tuple[str, list[Any]]:
    return "counters:session", [session.site.code, session.held_on]


def _receptions(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in Reception.objects.filter(pk__in=ids).select_related("session__site"):
        texts = (moment(row.received_at), row.session.site.name, str(row.number))
        yield row.pk, Line(texts, *_session_page(row.session))


def _services(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in Service.objects.filter(pk__in=ids).select_related("reception__session__site"):
        reception = row.reception
        kind = " ".join(filter(None, [row.get_kind_display(), row.get_method_display(), row.get_usage_display()]))
        texts = (moment(reception.received_at), reception.session.site.name, str(reception.number), kind)
        yield row.pk, Line(texts, *_session_page(reception.session))


def _troubles(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in Trouble.objects.filter(pk__in=ids).select_related("session__site"):
        texts = (moment(row.recorded_at), row.session.site.name, row.state.label)
        yield row.pk, Line(texts, *_session_page(row.session))


def _sessions(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in CounterSession.objects.filter(pk__in=ids).select_related("site"):
        texts = (short_date(row.held_on), row.site.name, clock(row.opened_at), clock(row.closed_at))
        yield row.pk, Line(texts, *_session_page(row))


def _voices(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in Voice.objects.filter(pk__in=ids).select_related("session__site"):
        texts = (moment(row.recorded_at), row.session.site.name, row.get_kind_display())
        yield row.pk, Line(texts, *_session_page(row.session))


def _visits(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in Visit.objects.filter(pk__in=ids).select_related("facility"):
        texts = (moment(row.starts_at), row.facility.name, row.get_status_display())
        yield row.pk, Line(texts, "outreach:visit_detail", [row.pk])


def _trips(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in Withheld.now().shown(Trip.objects.filter(pk__in=ids).select_related("vehicle")):
        texts = (moment(row.departed_at or row.opened_at), moment(row.returned_at), row.vehicle.name, row.purpose)
        yield row.pk, Line(texts, "outreach:trip", [row.pk])


def _reports(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    rows = (
        ReportRevision.objects.filter(pk__in=ids)
        .select_related("report")
        .only("number", "issued_at", "report__kind", "report__first_on", "report__last_on")
    )
    for row in rows:
        report = row.report
        inner = issued.inner_key(key) if key.measure else None
        page = "reporting:rows" if inner else "reporting:detail"
        query = f"?revision={row.number}&cell={quote(str(inner), safe=':/*')}" if inner else ""
        texts = (ReportKind(report.kind).label, report.period, f"第{row.number}版", moment(row.issued_at))
        yield row.pk, Line(texts, page, [report.kind, report.period], query)


def _presences(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    """Times without names, which the page of the day has for those who may read them."""
    for row in Presence.objects.filter(pk__in=ids):
        left = row.get_left_as_display() or DASH
        texts = (short_date(row.arrived_at), clock(row.arrived_at), clock(row.left_at), left)
        yield row.pk, Line(texts, *coverage_of(timezone.localdate(row.arrived_at, JST)))


def _shifts(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in Shift.objects.filter(pk__in=ids):
        texts = (short_date(row.day), f"{row.starts_at:%H:%M}", f"{row.ends_at:%H:%M}")
        yield row.pk, Line(texts, *coverage_of(row.day))


def coverage_of(day: date) -> tuple[str, list[Any], str]:
    """The page of the call centre's day with its seats, minute by minute."""
    return "workforce:coverage_place", [CALL_CENTRE], f"?date={day}"


def _answers(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in FaqVersion.objects.filter(pk__in=ids).select_related("entry"):
        texts = (_day(row.approved_on), row.entry.number, str(row.number), row.question)
        yield row.pk, Line(texts, "callcenter:faq_entry", [row.entry_id])


def _ended_answers(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in FaqEntry.objects.filter(pk__in=ids).select_related("category__parent"):
        texts = (_day(row.retired_on), row.number, full_name(row.category))
        yield row.pk, Line(texts, "callcenter:faq_entry", [row.pk])


def _improvements(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in Withheld.now().shown(Improvement.objects.filter(pk__in=ids)):
        yield row.pk, Line((_day(row.noted_on), row.what, _day(row.done_on)), "workforce:cooperation")


def _leaflets(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in LeafletCampaign.objects.filter(pk__in=ids):
        yield row.pk, Line((_day(row.printed_on), row.title, _day(row.posted_on)), "outreach:leaflet", [row.pk])


def _documents(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in DocumentVersion.objects.filter(pk__in=ids).select_related("document"):
        texts = (_day(row.prepared_on), row.document.title, _day(row.submitted_on), _day(row.in_force_from))
        yield row.pk, Line(texts, "contracts:document", [row.document.code])


def _requests(ids: Sequence[int], key: Key) -> Iterable[tuple[int, Line]]:
    for row in Visit.objects.filter(pk__in=ids).select_related("facility"):
        texts = (_day(row.requested_on), row.facility.name, row.get_status_display())
        yield row.pk, Line(texts, "outreach:visit_detail", [row.pk])


def _day(day: date | None) -> str:
    return short_date(day) if day else DASH


_CALLED = Listing(
    Call, ("着信", "応答", "終了", "結果", "待ち時間（秒）", "通話時間（秒）", "通話ID"), _calls, order="arrived_at"
)
_ASKED = Listing(Inquiry, ("受付日時", "番号", "分類", "結果", "苦情"), _inquiries, order="received_at")
_SERVED = ("受付時刻", "窓口", "受付番号")
_ISSUED = Listing(ReportRevision, ("報告書", "対象", "版", "提出"), _reports, "報告書の数", "report__first_on")
_RESERVED = Listing(Reservation, ("日時", "受付番号"), _reservations, order="booked_at")
_TRIP = ("出発（出発前は記録の開始）", "帰着", "車両", "行き先・用務")
_DRIVEN = Listing(Trip, _TRIP, _trips, "距離（km）", "departed_at")
_REQUESTED = Listing(Visit, ("要請日", "施設", "状態"), _requests, "申請予定人数", "requested_on")
_VISITED = Listing(Visit, ("開始", "施設", "状態"), _visits, order="starts_at")
_SEATED = "席の時間（分）"
_PAPER = ("作成日", "文書", "提出日", "適用開始日")
LISTINGS: Mapping[str, Listing] = {
    **dict.fromkeys((calls.CALLS, gaps.UNPAIRED_CALLS), _CALLED),
    **dict.fromkeys((calls.INQUIRIES, gaps.UNPAIRED_INQUIRIES, gaps.DAY_INQUIRIES), _ASKED),
    gaps.ANNOUNCED: Listing(LiveCall, ("着信", "応答", "終了", "通話ID"), _announced, order="rung_at"),
    calls.NEW: _RESERVED,
    calls.CANCELLED: _RESERVED,
    calls.CHANGED: Listing(ReservationChange, ("日時", "受付番号", "変更"), _changes, order="changed_at"),
    counters.RECEPTIONS: Listing(Reception, _SERVED, _receptions, order="received_at"),
    counters.SERVICES: Listing(Service, (*_SERVED, "対応"), _services, order="reception__received_at"),
    counters.TROUBLES: Listing(Trouble, ("記録時刻", "窓口", "状態"), _troubles, order="recorded_at"),
    counters.VISITS: Listing(Visit, ("開始", "施設", "状態"), _visits, "訪問の報告の数", "starts_at"),
    **dict.fromkeys((outreach.BOUND, outreach.TERM_MONTHS, differences.VISITED), _VISITED),
    counters.SESSIONS: Listing(CounterSession, ("日", "窓口", "開設", "閉設"), _sessions, "数", "held_on"),
    counters.VOICES: Listing(Voice, ("記録時刻", "窓口", "内容"), _voices, order="recorded_at"),
    outreach.TRIPS: _DRIVEN,
    outreach.DRIVEN: _DRIVEN,
    outreach.ODOMETER: Listing(Trip, _TRIP, _trips, "距離計（km）", "departed_at"),
    outreach.WAITING: _REQUESTED,
    outreach.LEAFLET_REQUESTS: _REQUESTED,
    outreach.LEAFLETS: Listing(LeafletCampaign, ("印刷日", "件名", "発送日"), _leaflets, "数", "printed_on"),
    centre.PRESENCES: Listing(Presence, ("日", "開始", "終了", "終了の区分"), _presences, _SEATED, "arrived_at"),
    centre.SHIFTS: Listing(Shift, ("日", "開始", "終了"), _shifts, _SEATED, "day"),
    centre.FAQ: Listing(FaqVersion, ("承認日", "番号", "版", "質問"), _answers, order="approved_on"),
    centre.FAQ_ENDED: Listing(FaqEntry, ("廃止日", "番号", "分類"), _ended_answers, order="retired_on"),
    centre.IMPROVEMENTS: Listing(Improvement, ("起票日", "内容", "実施日"), _improvements, order="noted_on"),
    papers.DOCUMENTS: Listing(DocumentVersion, _PAPER, _documents, "版", "prepared_on"),
    papers.REVISIONS: replace(_ISSUED, amount="版"),
    **dict.fromkeys((issued.DAYS, issued.DAY_VISITS, issued.VISIT_DAYS, centre.TREND, gaps.CATEGORIES), _ISSUED),
    **dict.fromkeys((issued.MONTHS, issued.MONTH_VISITS, issued.MONTH_CALLS), _ISSUED),
}
