"""Vacancies follow the plan: at every minute the open ones add up to what is missing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, Closure, Site
from apps.workforce.coverage import DayCoverage, minute_of
from apps.workforce.enums import Duty, VacancyKind
from apps.workforce.models import Outing, RosterPublication, Vacancy
from apps.workforce.tasks import review_imminent_vacancies, review_published_vacancies
from apps.workforce.vacancies import Lack, divide, review_vacancies
from tests.threads import at_once

from .days import COUNTERS, make_absence, make_outing, make_shift, moment, publish, site_of, staff_counter
from .factories import MONDAY

spans = st.tuples(st.integers(0, 20), st.integers(1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def minutes(lacks):
    return {
        minute: sum(lack.missing for lack in lacks if lack.starts <= minute < lack.ends)
        for lack in lacks
        for minute in range(lack.starts, lack.ends)
    }


@given(spans, st.integers(1, 3), st.lists(st.integers(0, 3), min_size=31, max_size=31))
def test_vacancy_is_divided_into_what_stays_what_goes_and_what_is_new(span, missing, wanted):
    had = Lack(*span, missing)
    kept, gone, rest = divide(had, [Lack(m, m + 1, count) for m, count in enumerate(wanted) if count])
    now, filled, new = minutes(kept), minutes(gone), minutes(rest)
    for minute in range(31):
        before = missing if span[0] <= minute < span[1] else 0
        assert now.get(minute, 0) + new.get(minute, 0) == wanted[minute]
        assert now.get(minute, 0) + filled.get(minute, 0) == before


@pytest.fixture
def published(contract):
    """Every counter is staffed and published; a leader is at the main one and at the station."""
    for code in COUNTERS:
        staff_counter(code, "09:00-18:00")
    make_shift(None, "09:00-18:00", duty=Duty.SITE_LEADER)
    for rest in ("11:00-12:00", "12:00-13:00", "13:00-14:00"):
        make_shift(None, "08:30-17:15", rest, code="callcenter", duty=Duty.OPERATOR)
    publish()


def review(text="08:00"):
    review_vacancies(MONDAY, moment(text))


def rows(**wanted):
    return [
        (f"{row.starts_at:%H:%M}", f"{row.ends_at:%H:%M}", row.missing, row.filled_at is None)
        for row in Vacancy.objects.filter(**wanted).order_by("starts_at", "pk")
    ]


def test_covered_day_has_no_vacancy(published):
    review()
    assert not Vacancy.objects.exists()


def test_absence_of_one_of_three_leaves_the_others_breaks_open(published):
    shift = make_shift(None, "09:00-10:00", code="takashina")
    early = shift.site.shifts.filter(breaks__starts_at="11:00").get()
    make_absence(early)
    review("08:10")
    assert rows() == [("12:00", "14:00", 1, True)]
    row = Vacancy.objects.get()
    assert (row.kind, row.site.code, row.detected_at) == (VacancyKind.HEADS, "takashina", moment("08:10"))


def test_unchanged_vacancy_stays_as_it_was_found(published):
    make_absence(staff_of("takashina", "11:00"))
    review("08:10")
    before = Vacancy.objects.get()
    review("09:00")
    assert Vacancy.objects.get() == before
    assert Vacancy.objects.get().detected_at == moment("08:10")


def test_filled_vacancy_says_when_and_how_long_it_was_open(published):
    make_absence(staff_of("takashina", "11:00"))
    review("08:10")
    make_shift(None, "11:30-14:30", code="takashina")
    review("08:52")
    row = Vacancy.objects.get()
    assert (row.filled_at, row.minutes_open) == (moment("08:52"), 42)


def test_vacancy_filled_for_an_hour_is_cut_there(published):
    make_absence(staff_of("takashina", "11:00"))
    review("08:10")
    make_shift(None, "12:00-13:00", code="takashina")
    review("08:30")
    assert rows() == [("12:00", "13:00", 1, False), ("13:00", "14:00", 1, True)]
    assert set(Vacancy.objects.values_list("detected_at", flat=True)) == {moment("08:10")}


def test_second_absence_adds_what_is_missing_besides(published):
    make_absence(staff_of("takashina", "11:00"))
    review("08:10")
    make_absence(staff_of("takashina", "12:00"), "12:00-18:00")
    review("09:00")
    found = {
        (row.detected_at, f"{row.starts_at:%H:%M}", f"{row.ends_at:%H:%M}", row.missing)
        for row in Vacancy.objects.all()
    }
    assert (moment("08:10"), "12:00", "14:00", 1) in found
    assert open_minutes(site_of("takashina")) == planned_minutes("takashina")


def test_open_vacancies_add_up_to_the_gaps_after_every_change(published):
    steps = ["11:00", "13:00", "12:00"]
    for place, rest in enumerate(steps):
        make_absence(staff_of("takashina", rest), f"{9 + place:02}:30-16:00")
        review(f"08:{10 + place}")
        assert open_minutes(site_of("takashina")) == planned_minutes("takashina")
    for hour in (12, 9, 14):
        make_shift(None, f"{hour:02}:00-{hour + 2}:30", code="takashina")
        review(f"08:{20 + hour}")
        assert open_minutes(site_of("takashina")) == planned_minutes("takashina")


def test_place_whose_roster_is_not_published_has_no_vacancies(published):
    RosterPublication.objects.filter(site__code="takashina").delete()
    make_absence(staff_of("takashina", "11:00"))
    review()
    assert not Vacancy.objects.exists()


def test_leaders_absence_is_a_vacancy_of_no_place_in_particular(published):
    leader = site_of("honcho").shifts.get(duty=Duty.SITE_LEADER)
    make_absence(leader, "09:00-12:00")
    review()
    row = Vacancy.objects.get(kind=VacancyKind.LEADER)
    assert (row.site, row.outing, rows(kind=VacancyKind.LEADER)) == (None, None, [("09:00", "12:00", 1, True)])


def test_leader_is_judged_only_when_every_open_counter_is_published(published):
    RosterPublication.objects.filter(site__code="station").delete()
    make_absence(site_of("honcho").shifts.get(duty=Duty.SITE_LEADER))
    review()
    assert not Vacancy.objects.filter(kind=VacancyKind.LEADER).exists()


def test_outing_without_people_is_a_vacancy_of_the_outing_and_goes_with_it(published):
    outing = make_outing("10:00-12:00")
    review()
    assert set(Vacancy.objects.values_list("kind", "outing", "missing")) == {
        (VacancyKind.HEADS, outing.pk, 2),
        (VacancyKind.LEADER, outing.pk, 1),
    }
    Outing.objects.all().delete()
    assert not Vacancy.objects.exists()


def staff_of(code, rest):
    return Site.objects.get(code=code).shifts.filter(breaks__starts_at=rest, ends_at="18:00").get()


def open_minutes(site):
    found = [
        Lack(minute_of(row.starts_at), minute_of(row.ends_at, up=True), row.missing)
        for row in Vacancy.objects.filter(site=site, filled_at__isnull=True)
    ]
    return minutes(found)


def planned_minutes(code):
    gaps = DayCoverage.planned(MONDAY, Calendar.load()).find(code).gaps
    return minutes([Lack(gap.starts, gap.ends, gap.missing) for gap in gaps])


# --- what nobody wrote into the roster ------------------------------------------------------------------------------


def test_night_finds_what_a_changed_floor_opens_and_closes_until_the_published_months_end(published, time_machine):
    time_machine.move_to(moment("02:30"), tick=False)
    tuesday, july = date(2025, 6, 3), date(2025, 7, 1)
    staff_counter("honcho", "09:00-18:00", day=tuesday)
    make_shift(None, "09:00-18:00", duty=Duty.SITE_LEADER, day=tuesday)
    agreement = Agreement.objects.first()
    review_published_vacancies()
    lacking = {row.site.code for row in Vacancy.objects.filter(day=tuesday).select_related("site")}
    assert "takashina" in lacking
    assert "honcho" not in lacking
    assert not Vacancy.objects.filter(day=MONDAY).exists()
    assert not Vacancy.objects.filter(day__gte=july).exists()
    before = list(Vacancy.objects.order_by("pk").values())
    review_published_vacancies()
    assert list(Vacancy.objects.order_by("pk").values()) == before
    Closure.objects.create(site=site_of("takashina"), day=tuesday, reason="庁舎の停電", agreement=agreement)
    review_imminent_vacancies()
    assert not Vacancy.objects.filter(site=site_of("takashina"), day=tuesday, filled_at__isnull=True).exists()
    assert Vacancy.objects.filter(site=site_of("takashina"), day=date(2025, 6, 4), filled_at__isnull=True).exists()


# --- the page -------------------------------------------------------------------------------------------------------


@pytest.fixture
def office(published, time_machine):
    time_machine.move_to(moment("10:00"), tick=False)


def make_vacancy(starts, ends, *, code="honcho", day=MONDAY, filled=None):
    return Vacancy.objects.create(
        kind=VacancyKind.HEADS,
        site=site_of(code),
        day=day,
        starts_at=starts,
        ends_at=ends,
        missing=1,
        detected_at=moment("08:00", day=day),
        filled_at=moment(filled, day=day) if filled else None,
    )


def test_list_shows_open_ones_first_then_the_lost_then_the_filled(office, client_of):
    filled, lost, still = (
        make_vacancy("09:00", "12:00", filled="08:25"),
        make_vacancy("08:30", "09:30"),
        make_vacancy("13:00", "14:00"),
    )
    page = client_of(Role.GENERAL_MANAGER).get("/staff/vacancies/")
    assert [line.vacancy for line in page.context["lines"]] == [still, lost, filled]
    text = page.content.decode()
    assert "未補充" in text
    assert "補充できず" in text
    assert (page.context["open_count"], page.context["lost_count"], page.context["longest"]) == (1, 1, 25)


def test_leaders_see_the_vacancies_of_their_own_service(office, client_of):
    make_vacancy("13:00", "14:00")
    make_vacancy("13:00", "14:00", code="callcenter")
    seen = {
        role: [line.vacancy.site.code for line in client_of(role).get("/staff/vacancies/").context["lines"]]
        for role in (Role.SITE_LEADER, Role.CC_LEADER, Role.CITY_STAFF)
    }
    assert seen == {
        Role.SITE_LEADER: ["honcho"],
        Role.CC_LEADER: ["callcenter"],
        Role.CITY_STAFF: ["honcho", "callcenter"],
    }


def test_list_is_of_one_month(office, client_of):
    make_vacancy("13:00", "14:00", day=MONDAY + timedelta(days=30))
    client = client_of(Role.GENERAL_MANAGER)
    assert client.get("/staff/vacancies/").context["lines"] == []
    assert len(client.get("/staff/vacancies/?month=2025-07").context["lines"]) == 1
    assert client.get("/staff/vacancies/?month=nonsense").context["month"] == date(2025, 6, 1)


@pytest.mark.parametrize("count", [1, 20])
def test_list_asks_the_same_number_of_queries(office, client_of, count, django_assert_max_num_queries):
    for number in range(count):
        make_vacancy(f"{number + 1:02}:00", f"{number + 2:02}:00")
    client = client_of(Role.GENERAL_MANAGER)
    with django_assert_max_num_queries(9):
        client.get("/staff/vacancies/")


@pytest.mark.django_db(transaction=True)
def test_two_reviews_at_once_note_a_vacancy_once(published):
    make_absence(staff_of("takashina", "11:00"))
    assert at_once([lambda: review("08:10")] * 4) == [None] * 4
    assert rows() == [("12:00", "14:00", 1, True)]
