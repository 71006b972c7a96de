"""What waits for the city, and how long by the city's own opening hours (第2-2-(4)-ス)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.business_time import after_minutes, minutes_between
from apps.contracts.calendar import CITY, Calendar, NoBusinessDay
from apps.contracts.parameters import parameter
from apps.core.marks import mark_of

from .enums import EscalationState, Result
from .models import Escalation, Inquiry
from .models.inquiries import InquiryQuerySet

_HOUR = 60


@dataclass(frozen=True)
class Clocked:
    """One escalation with the city's clock: minutes of its opening hours since it was sent, running or stopped."""

    escalation: Escalation
    minutes: int
    allowed: int
    due_at: datetime | None

    @property
    def is_overdue(self) -> bool:
        """The city took, or is taking, longer than allowed."""
        return self.minutes > self.allowed


def clocked(escalations: Sequence[Escalation], now: datetime) -> list[Clocked]:
    """The escalations (`with_steps`) with their clocks; a fixed number of queries, none where there are none."""
    if not escalations:
        return []
    calendar = Calendar.load()
    return [_clocked(escalation, calendar, now) for escalation in escalations]


def _clocked(escalation: Escalation, calendar: Calendar, now: datetime) -> Clocked:
    day = timezone.localdate(escalation.sent_at)
    allowed = calendar.parameters.value("callcenter.escalation_answer_hours", day) * _HOUR
    answered = escalation.answer
    end = answered.at if answered and not escalation.is_with_city else now
    try:
        due_at = after_minutes(calendar, CITY, escalation.sent_at, allowed)
    except NoBusinessDay:
        due_at = None
    return Clocked(escalation, minutes_between(calendar, CITY, escalation.sent_at, end), allowed, due_at)


def waiting_for_city(now: datetime) -> list[Clocked]:
    """Sent, or taken and not answered yet; the longest waiting first."""
    return clocked(list(Escalation.objects.with_city().with_steps().order_by("sent_at", "pk")), now)


def waiting_version(now: datetime) -> str:
    """Changes when `waiting_for_city` shows something else: one cheap query for a poll to compare."""
    rows = list(Escalation.objects.with_city().order_by("sent_at", "pk").values_list("pk", "state", "form_number"))
    return mark_of(rows, f"{timezone.localtime(now):%d%H%M}" if rows else "")


def version_for(user: User, now: datetime) -> str:
    """Changes when anything that the page of escalations shows to this person changes."""
    rows = Escalation.objects.for_user(user).order_by("pk")
    shown = list(rows.open().values_list("pk", "state", "sent_at", "form_number"))
    missing = list(without_escalation(user, now).values_list("pk", flat=True)[:MOST_SHOWN])
    last_closed = rows.filter(state=EscalationState.CLOSED).count()
    runs = any(state in (EscalationState.SENT, EscalationState.TAKEN) for _, state, _, _ in shown)
    return mark_of(shown, missing, last_closed, f"{timezone.localtime(now):%d%H%M}" if runs else "")


MOST_SHOWN = 200


def missing_case_days(now: datetime) -> int:
    """How many days back a record without the escalation or the call-back it needs is still shown."""
    days: int = parameter("callcenter.missing_case_days", timezone.localdate(now))
    return days


def shown_since(now: datetime) -> date:
    """The first day whose records are looked through for a missing escalation or call-back."""
    return timezone.localdate(now) - timedelta(days=missing_case_days(now))


def without_escalation(user: User, now: datetime) -> InquiryQuerySet:
    """Recent inquiries with the result 転送 of which nothing was sent to the city."""
    rows = Inquiry.objects.for_user(user).saved_between(shown_since(now), None)
    return rows.filter(result=Result.TRANSFERRED, escalation__isnull=True).with_names().newest_first()
