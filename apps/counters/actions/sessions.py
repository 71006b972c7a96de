"""A counter's day: set up, opened, closed, cleared, and its report signed."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, Site
from apps.counters.checklists import refuse_incomplete
from apps.counters.models import CounterSession, NotPossible, Service

OVERRIDE_ROLES = (Role.SITE_LEADER, Role.GENERAL_MANAGER)
MOST_NAMED = 10


class SiteIsClosed(NotPossible):
    """The calendar closes the counter that day and no leader gave a reason with the agreement behind it."""


class NotToday(NotPossible):
    """A session is set up, opened and served on its own day only."""


class NotOpen(NotPossible):
    """The session is not open, or there is none yet, so nothing is added to it or taken back."""


class PostalUnchecked(NotPossible):
    """An assist by post lacks one of its four ticks, so the counter cannot close."""


def finish_setup(
    *,
    site: Site,
    day: date,
    by: User,
    at: datetime,
    calendar: Calendar,
    override_reason: str = "",
    override_agreement: Agreement | None = None,
) -> CounterSession:
    """Notes that the counter is set up. Refused on a closed day as `open_session` is (第2-1-(3)-②)."""
    with transaction.atomic():
        session = _session_of_today(site, day, at)
        _allow_closed_day(session, by, at, calendar, override_reason, override_agreement)
        session.finish_setup(by=by, at=at)
    return session


def open_session(
    *,
    site: Site,
    day: date,
    by: User,
    at: datetime,
    calendar: Calendar,
    override_reason: str = "",
    override_agreement: Agreement | None = None,
) -> CounterSession:
    """Opens the counter for the day (第2-1-(1)-①).

    Raises SiteIsClosed with the calendar's reason on a closed day, unless a leader gives a reason and a decided
    agreement; NotToday; TransitionNotAllowed when it was opened already.
    """
    with transaction.atomic():
        session = _session_of_today(site, day, at)
        _allow_closed_day(session, by, at, calendar, override_reason, override_agreement)
        session.open(by=by, at=at)
    return session


def close_session(*, session: CounterSession, by: User, at: datetime) -> CounterSession:
    """Closes the counter; who records or checks at the same moment is in before it or refused.

    Raises TransitionNotAllowed; ChecklistIncomplete as long as anything of the day's checklists is not ticked, and
    PostalUnchecked as long as an assist by post lacks a tick.
    """
    with transaction.atomic():
        locked = CounterSession.objects.locked().get(pk=session.pk)
        last = locked.receptions.counted().order_by("received_at").last()
        if locked.opened_at and at <= locked.opened_at:
            raise NotPossible("閉設の時刻は、開設の時刻より後にしてください。")
        if last and at < last.received_at:
            raise NotPossible(
                f"{timezone.localtime(last.received_at):%H:%M}に受付があります。閉設はそれより後の時刻にしてください。"
            )
        if locked.is_open:
            _refuse_unchecked_post(locked)
            refuse_incomplete(locked)
        locked.close(by=by, at=at)
    return locked


def clear_session(
    *,
    session: CounterSession,
    by: User,
    at: datetime,
    calendar: Calendar,
    override_reason: str = "",
    override_agreement: Agreement | None = None,
) -> CounterSession:
    """Notes that everything is cleared away.

    Raises TransitionNotAllowed before the closing, and SiteIsClosed as `open_session` does where `at` lies on a closed
    day (第2-1-(3)-②).
    """
    with transaction.atomic():
        locked = CounterSession.objects.locked().get(pk=session.pk)
        if locked.closed_at and at < locked.closed_at:
            raise NotPossible("撤去完了の時刻は、閉設の時刻より後にしてください。")
        if locked.closed_at and not locked.cleared_at:
            _allow_closed_day(locked, by, at, calendar, override_reason, override_agreement)
        locked.clear(by=by, at=at)
    return locked


def sign_session(*, session: CounterSession, by: User, at: datetime) -> CounterSession:
    """The site leader signs the day's report, which then stands (第2-1-(9)-②-運営イ・エ). Raises NotPossible."""
    if by.role != Role.SITE_LEADER:
        raise NotPossible("日の報告を確認するのは、運営責任者です。")
    with transaction.atomic():
        locked = CounterSession.objects.locked().get(pk=session.pk)
        locked.sign(by=by, at=at)
    return locked


def open_session_of(session: CounterSession) -> CounterSession:
    """The session, locked; raises NotOpen unless it is open."""
    locked = CounterSession.objects.locked().get(pk=session.pk)
    if not locked.is_open:
        raise NotOpen(f"この窓口は「{locked.state.label}」のため、受付を変更できません。")
    return locked


def session_open_today(session: CounterSession, at: datetime) -> CounterSession:
    """The session, locked; raises NotOpen unless it is open, NotToday on another day than its own."""
    locked = open_session_of(session)
    if timezone.localdate(at) != locked.held_on:
        raise NotToday("受付を記録できるのは、開設した当日だけです。")
    return locked


def _session_of_today(site: Site, day: date, at: datetime) -> CounterSession:
    """The day's session, locked, made if it is not there."""
    if timezone.localdate(at) != day:
        raise NotToday("設営完了と開設は、その当日にだけ記録できます。")
    session, _ = CounterSession.objects.get_or_create(site=site, held_on=day)
    return CounterSession.objects.locked().get(pk=session.pk)


def _allow_closed_day(
    session: CounterSession,
    by: User,
    at: datetime,
    calendar: Calendar,
    reason: str,
    agreement: Agreement | None,
) -> None:
    """Notes why a step is taken on a day on which the counter is closed; raises SiteIsClosed without a full reason."""
    today = timezone.localdate(at)
    closed_reason = calendar.closed_reason(session.site.code, today)
    if not closed_reason or session.override_reason:
        return
    if not reason or agreement is None:
        raise SiteIsClosed(
            f"{session.site.name}は、この日は休業日です（{closed_reason}）。理由と、決定した協議が必要です。"
        )
    if by.role not in OVERRIDE_ROLES:
        raise SiteIsClosed(
            f"休業日（{closed_reason}）の設営・開設・撤去は、運営責任者か統括責任者が理由と協議を付けて行います。"
        )
    if not agreement.is_decided(today):
        raise SiteIsClosed("決定の記録がある協議を選んでください。")
    session.override_reason, session.override_by, session.override_agreement = reason, by, agreement


def _refuse_unchecked_post(session: CounterSession) -> None:
    unticked = Service.objects.postal().unticked().filter(reception__session=session)
    numbers = list(unticked.order_by("reception__number").values_list("reception__number", flat=True))
    if numbers:
        named = "、".join(f"{number}番" for number in numbers[:MOST_NAMED])
        rest = f"ほか{len(numbers) - MOST_NAMED}件" if len(numbers) > MOST_NAMED else ""
        raise PostalUnchecked(f"郵便の確認が残っているため、閉設できません（{named}{rest}）。")
