"""How the reports that are due stand between the two parties, as the list and the head of a page print it."""

from datetime import date
from typing import NamedTuple

from django.db.models import Max, Q

from apps.accounts.models import User

from . import permissions
from .duties import DueReport
from .enums import HANDED_OVER, ReportState
from .models import Report
from .standings import Standing

NOT_MADE = ("off", "未作成", "受託者（作成）")
NOT_SUBMITTED = ("off", "未提出", "受託者（提出）")
NOT_POSSIBLE = ("error", "作成できません", "受託者（もう一度作成）")
STATES = {
    ReportState.REQUESTED: ("off", "システム（作成中）"),
    ReportState.DRAFT: ("warn", "受託者（確認）"),
    ReportState.CONFIRMED: ("ok", "受託者（提出）"),
    ReportState.ISSUED: ("info", "市（確認）"),
    ReportState.ACCEPTED: ("ok", "—"),
    ReportState.RETURNED: ("error", "受託者（次の版）"),
}
"""By state its sign and who acts next."""


class ReportRow(NamedTuple):
    """One report due: when it was handed over, where its newest revision stands, and who acts next."""

    due: DueReport
    report: Report | None
    standing: Standing
    sign: str
    word: str
    next_step: str
    number: int | None


def report_rows(due_reports: list[DueReport], user: User, today: date) -> list[ReportRow]:
    """All of these reports, in their order; one query for any number."""
    if not due_reports:
        return []
    # the latest number a reader may have: the city gets what was issued, and nothing of a revision being written
    readable = Q() if permissions.sees_drafts(user.role) else Q(revisions__issued_at__isnull=False)
    reports = (
        Report.objects.for_user(user)
        .filter(
            first_on__gte=min(due.period.first for due in due_reports),
            last_on__lte=max(due.period.last for due in due_reports),
        )
        .with_issues()
        .annotate(number=Max("revisions__number", filter=readable))
    )
    by_period = {(report.kind, report.first_on, report.last_on): report for report in reports}
    return [report_row(due, by_period.get((due.kind, *due.period)), user, today) for due in due_reports]


def report_row(due: DueReport, report: Report | None, user: User, today: date) -> ReportRow:
    """One report, read `with_issues`; None where it is not made, or to the city not issued yet."""
    if report is None:
        sign, word, next_step = NOT_MADE if permissions.sees_drafts(user.role) else NOT_SUBMITTED
        return ReportRow(due, None, Standing(due, today), sign, word, next_step, None)
    submitted_at, number = getattr(report, "first_issued_at", None), getattr(report, "number", None)
    state = ReportState(report.state) if permissions.sees_drafts(user.role) else held_state(report)
    sign, word, next_step = STATES[state][0], state.label, STATES[state][1]
    if state is ReportState.REQUESTED and report.failure:
        sign, word, next_step = NOT_POSSIBLE
    if state in HANDED_OVER and not report.is_handed_over:
        next_step = "受託者（次の版を作成中）"
    standing = Standing(due, today, submitted_at, state, number or 0)
    return ReportRow(due, report, standing, sign, word, next_step, number)


def held_state(report: Report) -> ReportState:
    """Where the revision stands that the city holds, whatever the contractor writes meanwhile."""
    match getattr(report, "accepted", None):
        case True:
            return ReportState.ACCEPTED
        case False:
            return ReportState.RETURNED
    return ReportState.ISSUED
