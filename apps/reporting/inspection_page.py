"""What the pages show of an inspection besides its rounds."""

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import Any, NamedTuple

from django.utils import timezone

from apps.contracts.calendar import Calendar
from apps.contracts.deadlines import Duty, due_date

from . import final_inspections
from .enums import ReportKind
from .invoice_forms import CompletionForm, InspectionForm
from .models import Inspection, Report


class Round(NamedTuple):
    """One round of an inspection, and where the correction stands that it asked for: 未, 提出 or 遅延 (第3-3-(3))."""

    inspection: Inspection
    corrected_on: date | None
    days_late: int
    word: str
    sign: str


def rounds_shown(rounds: Sequence[Inspection], today: date) -> list[Round]:
    """The rounds in their order; the notice that opens the next one says that the correction is done."""
    return [_shown(each, after, today) for each, after in zip_longest(rounds, rounds[1:])]


def _shown(each: Inspection, after: Inspection | None, today: date) -> Round:
    if each.correct_by is None:
        return Round(each, None, 0, "", "")
    corrected_on = after.notified_on if after else None
    days_late = max(((corrected_on or today) - each.correct_by).days, 0)
    if corrected_on:
        return Round(each, corrected_on, days_late, "提出", "warn" if days_late else "info")
    return Round(each, None, days_late, "遅延" if days_late else "未", "error" if days_late else "off")


def empty_form(today: date, calendar: Calendar) -> InspectionForm:
    """As the city finds it: inspected today, and what fails to be corrected by the day of the conditions (C29)."""
    correct_by = due_date(Duty.CORRECTION, today, calendar).nominal
    return InspectionForm(initial={"inspected_on": today, "correct_by": correct_by})


def final_context(report: Report | None) -> dict[str, Any]:
    """Nothing before the city has the completion report, nor for any other report."""
    if report is None or report.kind != ReportKind.COMPLETION or report.issued_at is None:
        return {}
    today, calendar = timezone.localdate(), Calendar.load()
    rounds = final_inspections.rounds_of(report)
    return {
        "inspections": rounds_shown(rounds, today),
        "inspection": rounds[-1] if rounds else None,
        "awaits_notice": final_inspections.awaits_notice(rounds),
        "liable_until": final_inspections.liable_until(rounds, calendar.parameters),
        "completion_form": CompletionForm(initial={"notified_on": today}),
        "inspection_form": empty_form(today, calendar),
    }
