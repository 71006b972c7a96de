"""Offices: exactly one 統括責任者 on every day, chosen after talking with the city, with what the contract asks."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from apps.core.db import violated
from apps.workforce.appointment_actions import (
    AppointmentNotAllowed,
    OfficeVacant,
    StillLeading,
    appoint,
    end_appointment,
    last_appointment,
    shortfalls,
    submit_history,
    withdraw_appointment,
)
from apps.workforce.enums import SINGLE_OFFICES, Duty, Employment, Office, QualificationKind
from apps.workforce.models import Appointment, Shift, StaffMember
from apps.workforce.people_actions import StillInOffice, change_person
from apps.workforce.refusals import NotPossible
from tests.threads import at_once, meeting

from .days import make_absence, make_outing, make_shift
from .factories import (
    MONDAY,
    SPRING,
    general_manager,
    make_appointment,
    make_staff,
    post,
    qualify,
    qualify_as_general_manager,
)

pytestmark = pytest.mark.usefixtures("office")
DAY = timedelta(days=1)
LAST_DAY = date(2026, 3, 31)


def candidate(**fields: object) -> StaffMember:
    staff = make_staff(**({"employment": Employment.PERMANENT} | fields))
    qualify_as_general_manager(staff)
    return staff


def appointed(
    staff: StaffMember,
    *,
    office: Office = Office.GENERAL_MANAGER,
    starts_on: date = MONDAY,
    succeeds: Appointment | None = None,
    **fields: object,
) -> Appointment:
    given = {"consulted_on": starts_on - DAY, "document": "協議録1", "phone": "", "submission_key": uuid.uuid4()}
    return appoint(office=office, staff=staff, starts_on=starts_on, succeeds=succeeds, **(given | fields))


def spans(office: Office = Office.GENERAL_MANAGER) -> list[tuple[date, date | None]]:
    return list(Appointment.objects.filter(office=office).order_by("starts_on").values_list("starts_on", "ends_on"))


def test_the_first_holder_starts_freely_and_a_successor_ends_the_holder_the_day_before():
    first = appointed(candidate(), starts_on=SPRING + DAY)
    second = appointed(candidate(), succeeds=first)
    assert spans() == [(SPRING + DAY, MONDAY - DAY), (MONDAY, None)]
    for n in range(100):
        day = SPRING + DAY + timedelta(days=n)
        expected = first.staff if day < MONDAY else second.staff
        assert Appointment.objects.on(day).get(office=Office.GENERAL_MANAGER).staff == expected


def test_a_successor_of_somebody_else_than_the_author_saw_is_refused():
    first = appointed(candidate(), starts_on=SPRING + DAY)
    appointed(candidate(), succeeds=first)
    with pytest.raises(AppointmentNotAllowed, match="先に登録"):
        appointed(candidate(), starts_on=MONDAY + 5 * DAY, succeeds=first)
    assert len(spans()) == 2


@pytest.mark.parametrize("starts_on", [SPRING, SPRING + DAY])
def test_nobody_succeeds_before_the_holder_has_begun(starts_on):
    first = appointed(candidate(), starts_on=SPRING + DAY)
    with pytest.raises(AppointmentNotAllowed):
        appointed(candidate(), starts_on=starts_on, succeeds=first)
    assert spans() == [(SPRING + DAY, None)]


def test_the_holder_does_not_succeed_themselves():
    first = appointed(candidate(), starts_on=SPRING + DAY)
    with pytest.raises(AppointmentNotAllowed, match="すでに統括責任者"):
        appointed(first.staff, succeeds=first)


def test_the_same_submission_twice_is_one_appointment():
    staff, key = candidate(), uuid.uuid4()
    assert appointed(staff, submission_key=key) == appointed(staff, submission_key=key)
    assert len(spans()) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("with_holder", [False, True])
def test_of_two_successors_at_once_one_is_appointed(with_holder):
    holder = appointed(candidate(), starts_on=SPRING + DAY) if with_holder else None
    people = [candidate() for _ in range(4)]
    jobs = [
        lambda staff=staff, n=n: appointed(staff, starts_on=MONDAY + n * DAY, succeeds=holder)
        for n, staff in enumerate(people)
    ]
    results = at_once(jobs)
    assert [isinstance(result, Appointment) for result in results].count(True) == 1
    assert [isinstance(result, AppointmentNotAllowed) for result in results].count(True) == 3
    assert [ends_on is None for _, ends_on in spans()] == [False] * with_holder + [True]
    if with_holder:
        (_, ended), (begun, _) = spans()
        assert begun == ended + DAY


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_successors_meet_at_the_constraint(monkeypatch):
    """The control: the race is real, and the database is the last guard."""
    holder = appointed(candidate(), starts_on=SPRING + DAY)
    people = [candidate() for _ in range(4)]
    all_have_looked = meeting(len(people))

    def look(office):
        found = last_appointment(office)
        all_have_looked()
        return found

    monkeypatch.setattr("apps.workforce.appointment_actions._lock", lambda office: None)
    monkeypatch.setattr("apps.workforce.appointment_actions.last_appointment", look)
    results = at_once([lambda staff=staff: appointed(staff, succeeds=holder) for staff in people])
    assert not all(isinstance(result, Appointment | AppointmentNotAllowed) for result in results)
    assert len([result for result in results if isinstance(result, Appointment)]) == 1
    assert [ends_on is None for _, ends_on in spans()] == [False, True]


@pytest.mark.parametrize("held", SINGLE_OFFICES)
def test_an_office_of_one_person_does_not_end_without_a_successor(held):
    appointment = make_appointment(held, candidate())
    with pytest.raises(OfficeVacant):
        end_appointment(appointment=appointment, ends_on=LAST_DAY - DAY)
    end_appointment(appointment=appointment, ends_on=LAST_DAY)
    assert spans(held) == [(SPRING, LAST_DAY)]


def test_a_successor_of_who_ended_with_the_term_leaves_no_gap():
    first = make_appointment(Office.GENERAL_MANAGER, candidate())
    end_appointment(appointment=first, ends_on=LAST_DAY)
    first.refresh_from_db()
    with pytest.raises(AppointmentNotAllowed, match="空白"):
        appointed(candidate(), starts_on=LAST_DAY + 2 * DAY, succeeds=first)
    appointed(candidate(), starts_on=LAST_DAY + DAY, succeeds=first)
    assert spans() == [(SPRING, LAST_DAY), (LAST_DAY + DAY, None)]


def test_other_offices_end_on_any_day_from_their_first_on():
    appointment = make_appointment(Office.SITE_LEADER, candidate())
    with pytest.raises(NotPossible):
        end_appointment(appointment=appointment, ends_on=SPRING - DAY)
    end_appointment(appointment=appointment, ends_on=MONDAY)
    assert spans(Office.SITE_LEADER) == [(SPRING, MONDAY)]
    appointment.refresh_from_db()
    with pytest.raises(NotPossible, match="すでに終わって"):
        end_appointment(appointment=appointment, ends_on=MONDAY + DAY)


def commit() -> None:
    """What the database judges when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.parametrize("held", SINGLE_OFFICES)
def test_the_database_refuses_a_gap_and_an_overlap(held):
    first = make_appointment(held, candidate())
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make_appointment(held, candidate(), starts_on=MONDAY)
    assert violated(refusal.value) == "appointment_one_holder_at_a_time"
    first.ends_on = MONDAY - 2 * DAY

    def end_and_succeed(starts_on: date | None) -> None:
        with transaction.atomic():
            first.save()
            if starts_on:
                make_appointment(held, candidate(), starts_on=starts_on)
            commit()

    for starts_on in (None, MONDAY):
        with pytest.raises(IntegrityError) as refusal:
            end_and_succeed(starts_on)
        assert violated(refusal.value) == "appointment_single_office_is_never_vacant"
    end_and_succeed(MONDAY - DAY)

    def delete_the_last() -> None:
        with transaction.atomic():
            Appointment.objects.get(office=held, ends_on=None).delete()
            commit()

    with pytest.raises(IntegrityError):
        delete_the_last()


def test_an_appointment_that_has_not_begun_is_taken_back_and_the_holder_goes_on():
    first = make_appointment(Office.GENERAL_MANAGER, candidate())
    second = appointed(candidate(), starts_on=MONDAY + DAY, succeeds=first)
    withdraw_appointment(appointment=second, today=MONDAY)
    assert spans() == [(SPRING, None)]
    commit()
    with pytest.raises(NotPossible, match="始まった"):
        withdraw_appointment(appointment=first, today=MONDAY)


def test_office_does_not_end_while_the_published_roster_counts_on_its_leader():
    leader = make_staff(ready_for=Duty.SITE_LEADER)
    appointment = leader.appointments.get()
    tomorrow, next_week = MONDAY + DAY, MONDAY + 7 * DAY
    for day in (MONDAY, tomorrow, next_week):
        make_shift(leader, duty=Duty.SITE_LEADER, day=day)
    make_shift(leader, duty=Duty.SITE_LEADER, day=MONDAY + 8 * DAY, draft=True)
    make_shift(leader, duty=Duty.COUNTER_STAFF, day=MONDAY + 9 * DAY)
    with pytest.raises(StillLeading, match=r"2日あります（最初は6/3.*、6/9"):
        end_appointment(appointment=appointment, ends_on=MONDAY)
    make_absence(Shift.objects.get(day=next_week))
    end_appointment(appointment=appointment, ends_on=tomorrow)
    appointment.refresh_from_db()
    assert appointment.ends_on == tomorrow


def test_office_does_not_end_before_an_outing_that_its_holder_leads():
    leader = make_staff(ready_for=Duty.SITE_LEADER)
    make_outing("10:00-12:00", leader=leader)
    with pytest.raises(StillLeading, match="出張申請受付"):
        end_appointment(appointment=leader.appointments.get(), ends_on=MONDAY - DAY)


def test_coming_office_is_not_taken_back_while_the_roster_counts_on_it_unless_another_term_covers_the_day():
    leader = make_staff(ready_for=Duty.CC_LEADER)
    now, tomorrow = leader.appointments.get(), MONDAY + DAY
    end_appointment(appointment=now, ends_on=MONDAY)
    coming = make_appointment(Office.CC_LEADER, leader, starts_on=tomorrow)
    make_shift(leader, code="callcenter", duty=Duty.CC_LEADER, day=tomorrow)
    with pytest.raises(StillLeading):
        withdraw_appointment(appointment=coming, today=MONDAY)
    Appointment.objects.filter(pk=coming.pk).update(starts_on=tomorrow + DAY)
    Appointment.objects.filter(pk=now.pk).update(ends_on=tomorrow)
    withdraw_appointment(appointment=coming, today=MONDAY)
    assert list(leader.appointments.all()) == [now]


@pytest.mark.parametrize(
    "act",
    [
        lambda gone: end_appointment(appointment=gone, ends_on=MONDAY + DAY),
        lambda gone: withdraw_appointment(appointment=gone, today=MONDAY),
        lambda gone: submit_history(appointment=gone, submitted_on=MONDAY, today=MONDAY),
    ],
    ids=["end", "withdraw", "history"],
)
def test_appointment_that_was_taken_back_meanwhile_stays_away(act):
    gone = make_appointment(Office.SITE_LEADER, make_staff(), starts_on=MONDAY + DAY)
    Appointment.objects.filter(pk=gone.pk).delete()
    with pytest.raises(NotPossible, match="すでに取り消されています"):
        act(gone)
    assert not Appointment.objects.filter(office=Office.SITE_LEADER).exists()


# --- who may hold an office


def test_nobody_is_appointed_before_the_city_was_asked():
    with pytest.raises(AppointmentNotAllowed, match="協議"):
        appointed(candidate(), consulted_on=MONDAY + DAY)


def test_a_general_manager_lacks_nothing():
    assert shortfalls(Office.GENERAL_MANAGER, candidate(), MONDAY) == []


@pytest.mark.parametrize(
    "kind",
    [
        QualificationKind.COMPARABLE_CONTRACT,
        QualificationKind.CARD_SUPPORT_MANAGEMENT,
        QualificationKind.CARD_KNOWLEDGE,
        QualificationKind.PERSONAL_DATA,
    ],
)
def test_a_general_manager_needs_every_qualification(kind):
    staff = candidate()
    staff.qualifications.filter(kind=kind).delete()
    with pytest.raises(AppointmentNotAllowed) as refusal:
        appointed(staff)
    assert len(refusal.value.shortfalls) == 1
    qualify(staff, kind, years=2, on=MONDAY)
    assert shortfalls(Office.GENERAL_MANAGER, staff, MONDAY - DAY) != [], "not proven yet"
    appointed(staff)


def test_a_general_manager_needs_two_years_of_a_comparable_contract():
    staff = candidate()
    staff.qualifications.filter(kind=QualificationKind.COMPARABLE_CONTRACT).update(years=1)
    assert shortfalls(Office.GENERAL_MANAGER, staff, MONDAY) == [
        "同様の業務委託の経験2年以上の確認の記録がありません（第2-1-(9)-①）。"
    ]


@pytest.mark.parametrize("held", [Office.GENERAL_MANAGER, Office.SITE_LEADER])
@pytest.mark.parametrize("employment", [kind for kind in Employment if kind != Employment.PERMANENT])
def test_leaders_of_the_counters_are_permanent_employees(held, employment):
    reasons = shortfalls(held, candidate(employment=employment), MONDAY)
    assert reasons == [f"{held.label}は、正社員に限ります（第2-1-(9)-①）。"]


@pytest.mark.parametrize(
    ("kind", "years", "fits"),
    [
        (QualificationKind.CARD_WORK, None, True),
        (QualificationKind.CARD_SUPPORT_MANAGEMENT, None, True),
        (QualificationKind.CALL_CENTRE_MANAGEMENT, 9, False),
    ],
)
def test_who_leads_the_call_centre_as_a_whole_knows_card_work(kind, years, fits):
    staff = make_staff()
    qualify(staff, kind, years=years)
    assert (shortfalls(Office.CC_GENERAL_MANAGER, staff, MONDAY) == []) is fits


@pytest.mark.parametrize(("years", "fits"), [(0, False), (1, True)])
def test_a_call_centre_leader_has_managed_a_call_centre_for_a_year(years, fits):
    staff = make_staff()
    qualify(staff, QualificationKind.CALL_CENTRE_MANAGEMENT, years=years)
    assert (shortfalls(Office.CC_LEADER, staff, MONDAY) == []) is fits


def test_who_has_left_is_not_appointed():
    assert len(shortfalls(Office.GENERAL_MANAGER, candidate(left_on=MONDAY), MONDAY + DAY)) == 1


def test_general_manager_and_site_leader_are_different_people():
    manager = general_manager()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        appointed(manager, office=Office.SITE_LEADER)
    assert violated(refusal.value) == "appointment_manager_is_not_site_leader"


def test_work_history_is_handed_in_from_the_talk_with_the_city_up_to_today():
    first = appointed(candidate(), starts_on=SPRING + DAY)
    for day in (SPRING - DAY, MONDAY + DAY):
        with pytest.raises(NotPossible):
            submit_history(appointment=first, submitted_on=day, today=MONDAY)
    submit_history(appointment=first, submitted_on=MONDAY, today=MONDAY)
    first.refresh_from_db()
    assert first.history_submitted_on == MONDAY


# --- leaving


def test_who_leaves_gives_up_postings_and_offices_with_the_last_day(contract):
    from apps.contracts.models import Site

    staff = candidate()
    make_appointment(Office.SITE_LEADER, staff)
    site, other = Site.objects.counters()[:2]
    post(staff, site)
    post(staff, other, starts_on=MONDAY + 9 * DAY)
    staff.left_on = MONDAY
    change_person(staff=staff, today=MONDAY)
    assert spans(Office.SITE_LEADER) == [(SPRING, MONDAY)]
    assert list(staff.postings.values_list("site", "ends_on")) == [(site.pk, MONDAY)]


def test_the_general_manager_leaves_only_after_a_successor_is_named():
    manager = general_manager()
    manager.left_on = MONDAY
    with pytest.raises(StillInOffice, match="後任"):
        change_person(staff=manager, today=MONDAY)
    appointed(candidate(), starts_on=MONDAY + DAY, succeeds=last_appointment(Office.GENERAL_MANAGER))
    change_person(staff=manager, today=MONDAY)
    assert StaffMember.objects.get(pk=manager.pk).left_on == MONDAY


@pytest.mark.parametrize("held", [Office.GENERAL_MANAGER, Office.SITE_LEADER])
def test_who_holds_such_an_office_stays_a_permanent_employee(held):
    staff = candidate()
    make_appointment(held, staff)
    staff.employment = Employment.CONTRACT
    with pytest.raises(StillInOffice, match="正社員"):
        change_person(staff=staff, today=MONDAY)
