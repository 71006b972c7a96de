"""A month of the counters in minutes, judged on hand-made days (第2-1-(3)-②, (8))."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.enums import Role
from apps.counters import actions
from apps.counters.actions import SiteIsClosed
from apps.counters.hours import MonthFigures, month_by_counter, total_of
from apps.counters.models import CounterSession, NotPossible

from .factories import MONDAY, NOW, at, decided_agreement, make_session, make_user, site_of, tick_all

DAY = timedelta(days=1)
PAGE = "/counters/hours/"


def make_day(day, *, setup=(8, 45), opened=(9, 0), closed=(17, 0), cleared=(17, 25), code="honcho", cleared_on=None):
    by = make_user()
    times = {"setup_done": setup, "opened": opened, "closed": closed}
    session = CounterSession(site=site_of(code), held_on=day)
    for step, clock in times.items():
        if clock:
            setattr(session, f"{step}_at", at(*clock, day=day))
            setattr(session, f"{step}_by", by)
    if cleared:
        session.cleared_at, session.cleared_by = at(*cleared, day=cleared_on or day), by
    session.save()
    return session


def june(calendar, *, today=date(2025, 7, 1)):
    months = month_by_counter(
        first=date(2025, 6, 1),
        last=date(2025, 6, 30),
        sites=[site_of(), site_of("station")],
        calendar=calendar,
        today=today,
    )
    return {site.code: figures for site, figures in months} | {"total": total_of(months)}


def test_minutes_of_a_month_add_up_and_setting_up_stays_apart(calendar):
    make_day(MONDAY)
    make_day(MONDAY + DAY, opened=(9, 7), closed=(16, 45))
    make_day(MONDAY + 2 * DAY, setup=None, closed=None, cleared=None)
    make_day(date(2025, 6, 30), cleared=(9, 0), cleared_on=date(2025, 7, 1))
    make_day(date(2025, 7, 1), opened=(9, 30))
    make_day(MONDAY, code="station", opened=(10, 0), closed=(18, 0), setup=(9, 50), cleared=(18, 10))
    figures = june(calendar)
    assert figures["honcho"] == MonthFigures(
        opened_days=4, unopened_days=17, unclosed_days=1, opening=480 + 458 + 480, late=7, late_days=1, early=15,
        early_days=1, setup=15 + 22 + 15, clearing=25 + 40,
    )  # fmt: skip
    assert figures["station"].setup == figures["station"].clearing == 10
    assert figures["total"].opening == 480 + 458 + 480 + 480


def test_days_to_come_are_not_missing_and_today_is_not_yet(calendar):
    make_day(MONDAY)
    assert june(calendar, today=MONDAY + DAY)["honcho"].unopened_days == 0
    assert june(calendar, today=MONDAY + 2 * DAY)["honcho"].unopened_days == 1


def test_voices_of_the_month_stand_beside(calendar):
    session = make_session()
    for kind in ("complaint", "compliment", "compliment"):
        actions.record_voice(session=session, kind=kind, by=session.opened_by, at=NOW, submission_key=uuid.uuid4())
    figures = june(calendar)["honcho"]
    assert (figures.complaints, figures.compliments) == (1, 2)


@pytest.mark.parametrize("month", ["", "2025-13", "0001-01", "9999-12", "x"])
def test_month_that_makes_no_sense_is_this_one(client_of, month):
    response = client_of(Role.CITY_STAFF).get(PAGE, {"month": month})
    assert response.context["first"] == date(2025, 6, 1)


def test_page_takes_the_same_queries_for_few_and_many_days(client_of):
    city = client_of(Role.CITY_APPROVER)
    make_day(MONDAY)
    with CaptureQueriesContext(connection) as few:
        page = city.get(PAGE, {"month": "2025-06"}).content.decode()
    assert "480" in page
    for number in range(1, 5):
        for code in ("honcho", "takashina", "station"):
            make_day(MONDAY + number * DAY, code=code)
    with CaptureQueriesContext(connection) as many:
        city.get(PAGE, {"month": "2025-06"})
    assert len(many) == len(few)


# --- clearing away on a closed day


SATURDAY = date(2025, 6, 7)


def closed_on_friday():
    session = make_session(day=SATURDAY - DAY)
    tick_all(session)
    return actions.close_session(session=session, by=session.opened_by, at=at(17, day=SATURDAY - DAY))


def test_clearing_on_a_closed_day_needs_reason_and_decided_agreement(calendar):
    session, leader = closed_on_friday(), make_user(Role.SITE_LEADER)
    step = {"session": session, "at": at(9, day=SATURDAY), "calendar": calendar}
    why = {"override_reason": "前日に会場が使われていた。", "override_agreement": decided_agreement()}
    undecided = decided_agreement("C901", on=SATURDAY + DAY)
    for by, given in (
        (leader, {}),
        (leader, why | {"override_reason": ""}),
        (leader, why | {"override_agreement": None}),
        (leader, why | {"override_agreement": undecided}),
        (make_user(), why),
    ):
        with pytest.raises(SiteIsClosed):
            actions.clear_session(by=by, **step, **given)
    cleared = actions.clear_session(by=leader, **step, **why)
    assert (cleared.cleared_at, cleared.override_by) == (at(9, day=SATURDAY), leader)


def test_clearing_on_an_open_day_asks_for_nothing(calendar):
    session = closed_on_friday()
    with pytest.raises(NotPossible, match="閉設の時刻より後"):
        actions.clear_session(session=session, by=make_user(), at=at(16, day=SATURDAY - DAY), calendar=calendar)
    cleared = actions.clear_session(session=session, by=make_user(), at=at(18, day=SATURDAY - DAY), calendar=calendar)
    assert cleared.override_agreement is None
