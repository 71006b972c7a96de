"""The day board: every site's day in one table, for leaders and the city (第2-1-(8), 第3-9-(5))."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.calendar import Calendar, Hours
from apps.contracts.enums import SiteKind
from apps.contracts.models import Site

from .enums import SessionState
from .models import EMPTY_TALLY, CounterSession, Reception
from .permissions import readable_sites


@dataclass(frozen=True)
class StateShown:
    """A state as the page shows it: kind (symbol and colour) and word."""

    kind: str
    word: str


@dataclass(frozen=True)
class BoardRow:
    """One counter's day."""

    site: Site
    hours: Hours | None
    closed_reason: str | None
    session: CounterSession | None
    state: StateShown
    late_minutes: int
    early_minutes: int
    tally: dict[str, int]
    troubles: int

    @property
    def late(self) -> str:
        return f"遅れ{self.late_minutes}分" if self.late_minutes else ""

    @property
    def early(self) -> str:
        return f"早め{self.early_minutes}分" if self.early_minutes else ""


@dataclass(frozen=True)
class CallCentreLine:
    """Whether the telephone is answered now."""

    site: Site
    hours: Hours | None
    state: StateShown


@dataclass(frozen=True)
class Board:
    rows: list[BoardRow]
    total: dict[str, int]
    troubles: int
    call_centres: list[CallCentreLine]

    @property
    def version(self) -> str:
        """Changes exactly when something that the page shows has changed."""
        shown = [
            (
                row.site.code,
                row.state,
                row.late_minutes,
                row.early_minutes,
                row.tally,
                row.troubles,
                _times(row.session),
            )
            for row in self.rows
        ]
        lines = [(line.site.code, line.state) for line in self.call_centres]
        return hashlib.sha256(repr((shown, lines)).encode()).hexdigest()[:16]


def day_board(*, user: User, day: date, now: datetime, calendar: Calendar) -> Board:
    """The board of one day as this user may see it; a fixed number of queries."""
    sites = list(readable_sites(user, day))
    sessions = {
        session.site_id: session
        for session in CounterSession.objects.filter(held_on=day, site__in=sites).annotate(
            trouble_count=Count("troubles")
        )
    }
    tallies = Reception.objects.counted().filter(session__in=list(sessions.values())).tally_by_session()
    rows = [_row(site, day, now, calendar, sessions.get(site.pk), tallies) for site in sites]
    return Board(
        rows=rows,
        total={key: sum(row.tally[key] for row in rows) for key in EMPTY_TALLY},
        troubles=sum(row.troubles for row in rows),
        call_centres=[
            _call_centre(site, day, now, calendar)
            for site in calendar.sites.values()
            if site.kind == SiteKind.CALLCENTER
        ],
    )


def shown_state(
    *, session: CounterSession | None, day: date, now: datetime, hours: Hours | None, closed_reason: str | None
) -> StateShown:
    """Red only when somebody must act now: the counter should be open and is not."""
    today = timezone.localdate(now)
    clock = timezone.localtime(now).time()
    state = session.state if session else SessionState.PLANNED
    if state is SessionState.OPEN:
        if day < today or (hours and clock >= hours.closes):
            return StateShown("warn", "開設中（終了時刻を過ぎています）")
        return StateShown("ok", state.label)
    if state in (SessionState.CLOSED, SessionState.CLEARED):
        return StateShown("info", state.label)
    if hours is None:
        return StateShown("off", f"休業日（{closed_reason}）")
    if day < today:
        return StateShown("warn", "開設の記録なし")
    if day == today and clock >= hours.opens:
        return StateShown("error", "未開設")
    return StateShown("off", state.label)


def _row(
    site: Site,
    day: date,
    now: datetime,
    calendar: Calendar,
    session: CounterSession | None,
    tallies: dict[int, dict[str, int]],
) -> BoardRow:
    hours = calendar.hours(site.code, day)
    closed_reason = calendar.closed_reason(site.code, day)
    late, early = punctuality(session, hours)
    return BoardRow(
        site=site,
        hours=hours,
        closed_reason=closed_reason,
        session=session,
        state=shown_state(session=session, day=day, now=now, hours=hours, closed_reason=closed_reason),
        late_minutes=late,
        early_minutes=early,
        tally=tallies.get(session.pk, EMPTY_TALLY) if session else EMPTY_TALLY,
        troubles=session.trouble_count if session else 0,  # type: ignore[attr-defined]
    )


def punctuality(session: CounterSession | None, hours: Hours | None) -> tuple[int, int]:
    """Minutes opened late and closed early against the planned hours (第2-1-(8)-②); zero where nothing was planned."""
    if session is None or hours is None:
        return 0, 0
    return session.late_opening_minutes(hours.opens), session.early_closing_minutes(hours.closes)


def _call_centre(site: Site, day: date, now: datetime, calendar: Calendar) -> CallCentreLine:
    hours = calendar.hours(site.code, day)
    if hours is None:
        shown = StateShown("off", f"休業日（{calendar.closed_reason(site.code, day)}）")
    elif day != timezone.localdate(now):
        shown = StateShown("off", "受付日")
    elif calendar.is_open(site.code, now):
        shown = StateShown("ok", "受付中")
    else:
        shown = StateShown("off", "受付時間外")
    return CallCentreLine(site=site, hours=hours, state=shown)


def _times(session: CounterSession | None) -> tuple[datetime | None, ...]:
    if session is None:
        return ()
    return session.setup_done_at, session.opened_at, session.closed_at, session.cleared_at
