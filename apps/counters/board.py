"""The day board: every place's day in one table, for leaders and the city (第2-1-(8), (9), 第3-9-(5))."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.calendar import Calendar, Hours, NoBusinessDay
from apps.contracts.deadlines import Due, Duty, due_date
from apps.contracts.enums import SiteKind
from apps.contracts.models import Site
from apps.core.marks import mark_of
from apps.workforce.coverage import clock
from apps.workforce.enums import Office
from apps.workforce.models import Appointment

from .board_staffing import Heads, LeaderLine, Leaders, OpenVacancy, Staffing, StateShown
from .checklists import Progress, checklist_progress
from .enums import SessionState
from .equipment import readiness
from .models import EMPTY_TALLY, READERS_OF_EVERY_SITE, CounterSession, Reception
from .permissions import readable_sites

MOST_NAMED = 2


@dataclass(frozen=True)
class Troubles:
    """Hard cases of one counter's day: written down, handed over and not solved, of these not taken over yet."""

    count: int = 0
    open: int = 0
    waiting: int = 0

    @property
    def state(self) -> StateShown | None:
        """Red while nobody has taken over what was handed over (第2-1-(9)-②)."""
        if self.waiting:
            return StateShown("error", f"引受け待ち{self.waiting}")
        return StateShown("warn", f"対応中{self.open}") if self.open else None


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
    handled: Troubles
    heads: Heads | None
    leaders: Leaders
    progress: Progress | None
    missing: list[str] | None

    @property
    def late(self) -> str:
        return f"遅れ{self.late_minutes}分" if self.late_minutes else ""

    @property
    def early(self) -> str:
        return f"早め{self.early_minutes}分" if self.early_minutes else ""

    @property
    def troubles(self) -> int:
        return self.handled.count

    @property
    def missing_named(self) -> list[str]:
        """The kinds of goods that are short: the first by name, then how many more."""
        missing = self.missing or []
        more = len(missing) - MOST_NAMED
        return [*missing[:MOST_NAMED], f"ほか{more}品目"] if more > 0 else missing

    @property
    def signature(self) -> StateShown | None:
        """The day-end report that a leader signs once the counter is closed (第2-1-(9)-② 運営イ)."""
        if self.session is None or self.session.closed_at is None:
            return None
        return StateShown("info", "確認済") if self.session.signed_at else StateShown("warn", "未確認")

    @property
    def shown(self) -> tuple[object, ...]:
        return (
            self.site.code, self.state, self.late_minutes, self.early_minutes, self.tally, self.handled, self.heads,
            self.leaders, self.progress, self.missing, _times(self.session),
        )  # fmt: skip


@dataclass(frozen=True)
class CallCentreLine:
    """Whether the telephone is answered now, and by how many."""

    site: Site
    hours: Hours | None
    state: StateShown
    heads: Heads | None


@dataclass(frozen=True)
class OutingRow:
    """One visit to a facility: a place of its own for its hours (C22)."""

    label: str
    hours: str
    state: StateShown
    heads: Heads | None
    leaders: Leaders


@dataclass(frozen=True)
class Board:
    rows: list[BoardRow]
    total: dict[str, int]
    troubles: int
    call_centres: list[CallCentreLine]
    outings: list[OutingRow]
    leader_line: LeaderLine | None
    vacancies: list[OpenVacancy]
    report_due: Due | None

    @property
    def version(self) -> str:
        """Changes exactly when something that the page shows has changed."""
        rows = [row.shown for row in self.rows]
        lines = [(line.site.code, line.state, line.heads) for line in self.call_centres]
        shown = (rows, lines, self.outings, self.leader_line, self.vacancies)
        return mark_of(shown)


@dataclass(frozen=True)
class ContactCard:
    """The four numbers that a leader must reach at once: city, general manager, venue, staff there (第2-1-(9)-①)."""

    city_section: str
    city_phone: str
    manager: Appointment | None
    sites: list[Site]


def day_board(*, user: User, day: date, now: datetime, calendar: Calendar) -> Board:
    """The board of one day as this user may see it; a fixed number of queries."""
    sites = list(readable_sites(user, day))
    sessions = {
        session.site_id: session
        for session in CounterSession.objects.filter(held_on=day, site__in=sites).annotate(
            trouble_count=Count("troubles"),
            open_count=Count("troubles", filter=Q(troubles__handed_at__isnull=False, troubles__solved_at=None)),
            waiting_count=Count("troubles", filter=Q(troubles__handed_at__isnull=False, troubles__taken_at=None)),
        )
    }
    tallies = Reception.objects.counted().filter(session__in=list(sessions.values())).tally_by_session()
    progress = checklist_progress(sessions.values())
    supplies = readiness(sites, day) if day >= timezone.localdate(now) else {}
    staffing = Staffing.load(day=day, now=now, calendar=calendar)
    sees_all = user.role in READERS_OF_EVERY_SITE
    rows = []
    for site in sites:
        session, hours = sessions.get(site.pk), calendar.hours(site.code, day)
        closed_reason = calendar.closed_reason(site.code, day)
        late, early = punctuality(session, hours)
        rows.append(
            BoardRow(
                site=site,
                hours=hours,
                closed_reason=closed_reason,
                session=session,
                state=shown_state(session=session, day=day, now=now, hours=hours, closed_reason=closed_reason),
                late_minutes=late,
                early_minutes=early,
                tally=tallies.get(session.pk, EMPTY_TALLY) if session else EMPTY_TALLY,
                handled=_troubles(session),
                heads=staffing.heads(site.code),
                leaders=staffing.leaders(site.code),
                progress=progress.get(session.pk) if session else None,
                missing=supplies[site.pk].missing if site.pk in supplies and hours else None,
            )
        )
    return Board(
        rows=rows,
        total={key: sum(row.tally[key] for row in rows) for key in EMPTY_TALLY},
        troubles=sum(row.troubles for row in rows),
        call_centres=[
            _call_centre(site, day, now, calendar, staffing)
            for site in calendar.sites.values()
            if site.kind == SiteKind.CALLCENTER
        ],
        outings=[_outing(row.place.key, staffing) for row in staffing.outings] if sees_all else [],
        leader_line=staffing.leader_line(),
        vacancies=staffing.vacancies(None if sees_all else {site.pk for site in sites}),
        report_due=_report_due(day, calendar) if any(row.hours for row in rows) else None,
    )


def contact_card(*, user: User, day: date, calendar: Calendar) -> ContactCard:
    """The numbers as of the day, for the counters that the user may see."""
    value = calendar.parameters.value
    managers = Appointment.objects.on(day).filter(office=Office.GENERAL_MANAGER).select_related("staff")
    return ContactCard(
        city_section=value("contact.city_section", day),
        city_phone=value("contact.city_phone", day),
        manager=managers.first(),
        sites=list(readable_sites(user, day)),
    )


def shown_state(
    *, session: CounterSession | None, day: date, now: datetime, hours: Hours | None, closed_reason: str | None
) -> StateShown:
    """Red only when somebody must act now: the counter should be open and is not."""
    today = timezone.localdate(now)
    time_now = timezone.localtime(now).time()
    state = session.state if session else SessionState.PLANNED
    if state is SessionState.OPEN:
        if day < today or (hours and time_now >= hours.closes):
            return StateShown("warn", "開設中（終了時刻を過ぎています）")
        return StateShown("ok", state.label)
    if state in (SessionState.CLOSED, SessionState.CLEARED):
        return StateShown("info", state.label)
    if hours is None:
        return StateShown("off", f"休業日（{closed_reason}）")
    if day < today:
        return StateShown("warn", "開設の記録なし")
    if day == today and time_now >= hours.opens:
        return StateShown("error", "未開設")
    return StateShown("off", state.label)


def punctuality(session: CounterSession | None, hours: Hours | None) -> tuple[int, int]:
    """Minutes opened late and closed early against the planned hours (第2-1-(8)-②); zero where nothing was planned."""
    if session is None or hours is None:
        return 0, 0
    return session.late_opening_minutes(hours.opens), session.early_closing_minutes(hours.closes)


def _troubles(session: CounterSession | None) -> Troubles:
    if session is None:
        return Troubles()
    return Troubles(session.trouble_count, session.open_count, session.waiting_count)  # type: ignore[attr-defined]


def _call_centre(site: Site, day: date, now: datetime, calendar: Calendar, staffing: Staffing) -> CallCentreLine:
    hours = calendar.hours(site.code, day)
    if hours is None:
        shown = StateShown("off", f"休業日（{calendar.closed_reason(site.code, day)}）")
    elif day != timezone.localdate(now):
        shown = StateShown("off", "受付日")
    elif calendar.is_open(site.code, now):
        shown = StateShown("ok", "受付中")
    else:
        shown = StateShown("off", "受付時間外")
    return CallCentreLine(site=site, hours=hours, state=shown, heads=staffing.heads(site.code))


def _outing(key: str, staffing: Staffing) -> OutingRow:
    place = next(row.place for row in staffing.outings if row.place.key == key)
    if staffing.is_past or (staffing.is_today and staffing.moment >= place.closes):
        state = StateShown("info", "終了")
    elif staffing.is_today and staffing.moment >= place.opens:
        state = StateShown("ok", "訪問中")
    else:
        state = StateShown("off", "訪問前")
    hours = f"{clock(place.opens)}–{clock(place.closes)}"
    return OutingRow(place.label, hours, state, staffing.heads(key), staffing.leaders(key))


def _report_due(day: date, calendar: Calendar) -> Due | None:
    try:
        return due_date(Duty.COUNTER_DAILY, day, calendar)
    except NoBusinessDay:
        return None


def _times(session: CounterSession | None) -> tuple[datetime | None, ...]:
    if session is None:
        return ()
    return session.setup_done_at, session.opened_at, session.closed_at, session.cleared_at, session.signed_at
