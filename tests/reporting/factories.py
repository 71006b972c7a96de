"""Reports and counter days for tests, fixed by default."""

from datetime import date, datetime, time
from typing import Any

from apps.accounts.models import User
from apps.contracts.models import Site
from apps.core.clock import JST
from apps.counters.enums import AssistMethod, ServiceKind, SourceDocument
from apps.counters.models import CounterSession, Reception, Service, Trouble
from apps.reporting import actions
from apps.reporting.enums import ReportKind, Span
from apps.reporting.models import Report, TextClearance
from apps.reporting.periods import Period, over_at, parse_period

MONDAY = date(2025, 6, 2)
PERIOD_TEXTS = {Span.DAY: "2025-06-02", Span.MONTH: "2025-06", Span.TERM: "2025-06-01--2026-03-31"}
"""A period of each length that has 2 June 2025 in it."""

MADE_AT = datetime(2025, 7, 1, 5, 30, tzinfo=JST)
ISSUED_AT = datetime(2025, 7, 2, 10, 0, tzinfo=JST)


def make_counter_day(
    by: User, *, site: str = "honcho", day: date = MONDAY, trouble: str = "", signed: bool = True
) -> CounterSession:
    """Four people: ア with a photo, ウ, guidance only, and one who gave up and was taken back at once."""
    opened = datetime.combine(day, time(9), JST)
    session = CounterSession.objects.create(
        site=Site.objects.get(code=site), held_on=day, opened_at=opened, opened_by=by,
        closed_at=datetime.combine(day, time(17), JST), closed_by=by,
    )  # fmt: skip
    if signed:
        session.sign(by=by, at=datetime.combine(day, time(17, 32), JST))
    people = [
        Reception.objects.create(session=session, number=n, received_at=opened, received_by=by) for n in range(1, 5)
    ]
    Service.objects.create(reception=people[0], kind=ServiceKind.ASSIST, method=AssistMethod.DEVICE)
    Service.objects.create(reception=people[0], kind=ServiceKind.PHOTO)
    Service.objects.create(
        reception=people[1], kind=ServiceKind.ASSIST, method=AssistMethod.SMARTPHONE,
        source_document=SourceDocument.APPLICATION_FORM,
    )  # fmt: skip
    Service.objects.create(reception=people[2], kind=ServiceKind.GUIDANCE)
    Service.objects.create(reception=people[3], kind=ServiceKind.EXPRESS_PHOTO)
    Reception.objects.filter(pk=people[3].pk).update(voided_at=opened, voided_by=by)
    if trouble:
        Trouble.objects.create(
            session=session,
            situation=trouble,
            response="椅子をすすめ、順番を説明した。",
            recorded_at=opened,
            recorded_by=by,
        )
    return session


def make_report(kind: ReportKind, period: str, *, at: datetime = MADE_AT, **fields: Any) -> Report:
    """A draft with its first revision."""
    span: Period = parse_period(kind, period)
    report = Report.objects.create(
        kind=kind, first_on=span.first, last_on=span.last, nominal_due_on=date(2025, 7, 7),
        safe_due_on=date(2025, 7, 7), requested_at=at, **fields,
    )  # fmt: skip
    actions.make_draft(report_id=report.pk, at=at)
    report.refresh_from_db()
    return report


def issue(report: Report, by: User, at: datetime | None = None, *, log_read: bool = True, **words: str) -> Report:
    """Confirmed with these words and handed to the city, as soon as its days are over."""
    at = at or max(ISSUED_AT, over_at(ReportKind(report.kind), Period(report.first_on, report.last_on)))
    first = (
        {"remarks": "所見。", "proposal": "特になし。"} if report.kind == ReportKind.CALL_MONTHLY else {"remarks": ""}
    )
    report = actions.confirm_report(report=report, by=by, at=at, log_read=log_read, **(first | words))
    return actions.issue_report(report=report, by=by, at=at)


def clear(report: Report, by: User, at: datetime = ISSUED_AT) -> TextClearance:
    """Another than who will issue has read every place that looks personal."""
    hits = report.revisions.get(issued_at=None).content["guard"]["hits"]
    return actions.clear_texts(report=report, by=by, at=at, places=hits)


def make_next(report: Report, by: User, at: datetime, reason: str = "") -> Report:
    """The draft of the revision after the one that the city holds."""
    period = Period(report.first_on, report.last_on)
    actions.request_report(kind=ReportKind(report.kind), period=period, by=by, at=at, reason=reason)
    actions.make_draft(report_id=report.pk, at=at)
    report.refresh_from_db()
    return report


def seen(report: Report) -> dict[str, str]:
    """What a page of the report as it stands posts besides what a person types."""
    return {"seen": report.revisions.get(issued_at=None).stamp}
