"""How the reports that are due stand between the two parties, as the list and the head of a page print it."""

from datetime import date
from typing import NamedTuple

from django.db.models import Max

from apps.accounts.models import User

from . import permissions
from .duties import DueReport
from .enums import HANDED_OVER, ReportState
from .models import Report
from .standings import Standing, held_state, standing_of

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
    reports = (
        Report.objects.for_user(user)
        .filter(
            first_on__gte=min(due.period.first for due in due_reports),
            last_on__lte=max(due.period.last for due in due_reports),
        )
        .with_issues()
        .annotate(newest_number=Max("revisions__number"))
    )
    by_period = {(report.kind, report.first_on, report.last_on): report for report in reports}
    return [report_row(due, by_period.get((due.kind, *due.period)), user, today) for due in due_reports]


def report_row(due: DueReport, report: Report | None, user: User, today: date) -> ReportRow:
    """One report, read `with_issues`; None where it is not made, or to the city not issued yet."""
    standing, sees_drafts = standing_of(due, report, today), permissions.sees_drafts(user.role)
    if report is None:
        sign, word, next_step = NOT_MADE if sees_drafts else NOT_SUBMITTED
        return ReportRow(standing.due, None, standing, sign, word, next_step, None)
    # the city gets what was issued; of a revision being written it learns that there is one
    held = None if sees_drafts else held_state(report)
    state = held or ReportState(report.state)
    sign, word, next_step = STATES[state][0], state.label, STATES[state][1]
    if state is ReportState.REQUESTED and report.failure:
        sign, word, next_step = NOT_POSSIBLE
    if state in HANDED_OVER and not report.is_handed_over:
        next_step = "受託者（次の版を作成中）"
    number = getattr(report, "newest_number" if sees_drafts else "issued_number", None)
    return ReportRow(standing.due, report, standing, sign, word, next_step, number)
