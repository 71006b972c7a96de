"""A binding visit is an outing: its people count there, and what that leaves open is a vacancy."""

import threading
from datetime import time

import pytest
from django.db import connection

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.outreach import actions
from apps.outreach.actors import Actor
from apps.outreach.enums import VisitDuty
from apps.outreach.models import NotPossible
from apps.workforce import vacancies
from apps.workforce.coverage import DayCoverage
from apps.workforce.enums import Duty, LeftAs, VacancyKind
from apps.workforce.models import (
    Outing,
    OutingMember,
    Presence,
    RosterPublication,
    Shift,
    StaffMember,
    Vacancy,
    month_of,
)
from tests.threads import at_once

from .factories import NOW, TUESDAY, at, confirm, make_user, people, propose, request

HOURS = (time(9), time(17))


def make_staff(user, duty):
    return StaffMember.objects.create(
        code=f"O{user.pk}",
        name="試験",
        name_kana="シケン",
        employment="permanent",
        duty=duty,
        user=user,
        joined_on=NOW.date(),
    )


def crew_with_records():
    crew = people()
    make_staff(crew["leader"], Duty.SITE_LEADER)
    make_staff(crew["crew"], Duty.COUNTER_STAFF)
    return crew


def proposed(crew=None, starts=10, ends=12):
    return propose(request(), starts_at=at(starts), ends_at=at(ends), **(crew or crew_with_records()))


def test_confirmed_visit_is_an_outing_of_its_leader_and_crew(calendar):
    crew = crew_with_records()
    visit = confirm(proposed(crew), calendar)
    outing = visit.outing
    assert (outing.label, outing.day, outing.starts_at, outing.ends_at) == (
        visit.facility.name,
        TUESDAY,
        time(10),
        time(12),
    )
    assert {(member.staff.user, member.leads) for member in outing.members.all()} == {
        (crew["leader"], True),
        (crew["crew"], False),
    }
    covered = DayCoverage.planned(TUESDAY, calendar)
    key = f"outing-{outing.pk}"
    assert covered.find(key).gaps == covered.find(key, VacancyKind.LEADER).gaps == []


def test_proposed_visit_is_no_outing(calendar):
    assert proposed().outing is None
    assert not Outing.objects.exists()


def test_new_time_takes_the_outing_away_until_it_is_confirmed_again(calendar):
    crew = crew_with_records()
    visit = confirm(proposed(crew), calendar)
    visit = propose(visit, starts_at=at(13), ends_at=at(15), **crew)
    assert visit.outing is None
    assert not Outing.objects.exists()
    assert confirm(visit, calendar).outing.starts_at == time(13)


def test_cancelled_visit_takes_its_outing_away(calendar):
    visit = confirm(proposed(), calendar)
    visit = actions.cancel_visit(visit=visit, reason="施設の都合", by=Actor.of(make_user(Role.GENERAL_MANAGER)), at=NOW)
    assert visit.outing is None
    assert not Outing.objects.exists()


def test_visit_on_which_somebody_has_clocked_in_is_not_cancelled(calendar):
    visit = confirm(proposed(), calendar)
    member = visit.outing.members.first()
    Presence.objects.create(
        staff=member.staff,
        outing=visit.outing,
        duty=Duty.SITE_LEADER,
        arrived_at=at(10),
        left_at=at(12),
        left_as=LeftAs.OUT,
        recorded_by=make_user(Role.SITE_LEADER),
    )
    with pytest.raises(NotPossible, match="打刻"):
        actions.cancel_visit(visit=visit, reason="施設の都合", by=Actor.of(make_user(Role.GENERAL_MANAGER)), at=NOW)
    visit.refresh_from_db()
    assert (visit.status, visit.outing is None) == ("confirmed", False)


def test_visit_that_leaves_its_counter_below_the_floor_is_a_vacancy_until_it_is_cancelled():
    site = Site.objects.get(code="honcho")
    crew = crew_with_records()
    manager = make_user(Role.GENERAL_MANAGER)
    RosterPublication.objects.create(site=site, month=month_of(TUESDAY), published_at=NOW, published_by=manager)
    other = make_staff(make_user(Role.COUNTER_STAFF), Duty.COUNTER_STAFF)
    for staff in (crew["crew"].staff_member, other):
        Shift.objects.create(
            staff=staff,
            site=site,
            duty=Duty.COUNTER_STAFF,
            day=TUESDAY,
            starts_at=HOURS[0],
            ends_at=HOURS[1],
            published_at=NOW,
            published_by=manager,
        )
    visit = confirm(proposed(crew), Calendar.load())
    row = Vacancy.objects.get()
    assert (row.site, row.starts_at, row.ends_at, row.missing) == (site, time(10), time(12), 1)
    actions.cancel_visit(visit=visit, reason="施設の都合", by=Actor.of(manager), at=NOW)
    row.refresh_from_db()
    assert row.filled_at == NOW


def test_everybody_who_joins_counts_on_the_outing_and_a_second_leader_leads(calendar):
    crew = crew_with_records()
    visit = confirm(proposed(crew), calendar)
    joining = {VisitDuty.CREW: make_user(Role.COUNTER_STAFF), VisitDuty.LEADER: make_user(Role.SITE_LEADER)}
    for duty, user in joining.items():
        make_staff(user, Duty.SITE_LEADER if duty == VisitDuty.LEADER else Duty.COUNTER_STAFF)
    visit = actions.assign(
        visit=visit,
        people={},
        members={duty: [user] for duty, user in joining.items()} | {VisitDuty.OFFICER: [make_user(Role.CITY_STAFF)]},
        by=Actor.of(make_user(Role.GENERAL_MANAGER)),
        at=NOW,
    )
    assert {member.staff.user: member.leads for member in visit.outing.members.all()} == {
        crew["leader"]: True,
        crew["crew"]: False,
        joining[VisitDuty.CREW]: False,
        joining[VisitDuty.LEADER]: True,
    }
    covered = DayCoverage.planned(TUESDAY, calendar).find(f"outing-{visit.outing.pk}")
    assert {span.heads for span in covered.spans} == {4}


def test_a_day_on_which_every_leader_is_at_visits_lacks_one_at_the_counters(calendar):
    """What the board of the day warns of: nobody leads at a counter while the visit lasts (C22)."""
    site, manager = Site.objects.get(code="honcho"), make_user(Role.GENERAL_MANAGER)
    crew = crew_with_records()
    stays = make_staff(make_user(Role.SITE_LEADER), Duty.SITE_LEADER)
    for staff in (crew["leader"].staff_member, stays):
        Shift.objects.create(
            staff=staff,
            site=site,
            duty=Duty.SITE_LEADER,
            day=TUESDAY,
            starts_at=HOURS[0],
            ends_at=time(18),
            published_at=NOW,
            published_by=manager,
        )
    confirm(proposed(crew), calendar)

    def leaderless():
        gaps = DayCoverage.planned(TUESDAY, calendar).leaders.gaps
        return [(gap.starts_at, gap.ends_at) for gap in gaps]

    assert leaderless() == []
    confirm(proposed(crew_with_records() | {"leader": stays.user}), calendar, counter_reason="統括責任者が代わるため")
    assert leaderless() == [("10:00", "12:00")]


@pytest.mark.django_db(transaction=True)
def test_visit_is_cancelled_though_its_day_is_reviewed_meanwhile(calendar, monkeypatch):
    """The review is about to note what the outing lacks, and the cancellation would take the outing away."""
    visit, by = confirm(proposed(), calendar), Actor.of(make_user(Role.GENERAL_MANAGER))
    OutingMember.objects.all().delete()
    is_judged, settle = threading.Event(), vacancies._settle

    def settle_when_awaited(*args):
        if not is_judged.is_set():
            is_judged.set()
            wait_for_a_waiter()
        return settle(*args)

    def cancel():
        is_judged.wait(timeout=30)
        return actions.cancel_visit(visit=visit, reason="施設の都合", by=by, at=NOW).status

    monkeypatch.setattr(vacancies, "_settle", settle_when_awaited)
    assert at_once([lambda: vacancies.review_vacancies(TUESDAY, NOW, calendar), cancel]) == [None, "cancelled"]
    assert not Outing.objects.exists()
    assert not Vacancy.objects.filter(outing__isnull=False).exists()


def wait_for_a_waiter():
    """Until another connection waits for this one, at most half a minute."""
    waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
    with connection.cursor() as cursor:
        for _ in range(3000):
            cursor.execute(waits)
            if cursor.fetchone()[0]:
                return
            threading.Event().wait(0.01)
