"""Somebody does not come: who may stand in, how the place is taken, and two leaders who want the same person."""

from datetime import date, time

import pytest
from django.db import IntegrityError, OperationalError
from psycopg.errors import DeadlockDetected

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.workforce import absence_actions as actions
from apps.workforce.absence_actions import NotAvailable, stand_ins_for
from apps.workforce.coverage import DayCoverage
from apps.workforce.enums import AbsenceReason, Duty
from apps.workforce.gates import Gate
from apps.workforce.models import Absence, Shift, StaffMember, Vacancy
from apps.workforce.refusals import NotPossible
from tests.threads import at_once

from .days import make_absence, make_outing, make_presence, make_shift, moment, publish, site_of, staff_counter
from .factories import MONDAY, clerk, make_staff


@pytest.fixture
def day(contract, time_machine):
    """Half past eight on Monday; the main counter has three people with breaks in turns, published."""
    time_machine.move_to(moment("08:30"), tick=False)
    publish("honcho")
    return staff_counter()


def report(shift, hours=None, *, reason=AbsenceReason.SUDDEN, at="08:30"):
    starts, ends = map(time.fromisoformat, hours.split("-")) if hours else (shift.starts_at, shift.ends_at)
    return actions.report_absence(shift=shift, starts_at=starts, ends_at=ends, reason=reason, by=clerk(), at=moment(at))


def assign(absence, staff, **hours):
    return actions.assign_stand_in(
        absence=absence, staff=staff, by=clerk(), at=moment("08:45"), calendar=Calendar.load(), **hours
    )


def ready(**fields):
    return make_staff(ready_for=fields.pop("duty", Duty.COUNTER_STAFF), **fields)


def test_absence_opens_a_vacancy_and_a_stand_in_fills_it(day):
    absence = report(day[0])
    assert [(row.starts_at, row.ends_at) for row in Vacancy.objects.all()] == [(time(12), time(14))]
    shift = assign(absence, ready())
    absence.refresh_from_db()
    assert (absence.stand_in, shift.site, shift.duty, shift.published_at) == (
        shift,
        site_of(),
        Duty.COUNTER_STAFF,
        moment("08:45"),
    )
    assert Vacancy.objects.get().minutes_open == 15
    assert DayCoverage.planned(MONDAY, Calendar.load()).find("honcho").gaps == []


def test_stand_in_takes_over_the_breaks_that_were_in_turn(day):
    shift = assign(report(day[1]), ready())
    assert [(pause.starts_at, pause.ends_at) for pause in shift.breaks.all()] == [(time(12), time(13))]


def test_stand_in_for_a_part_has_the_break_that_the_law_asks_for_and_none_below_it(day):
    short = assign(report(day[0], "13:00-17:00"), ready())
    assert not short.breaks.exists()
    long = assign(report(day[1]), ready(), starts_at=time(9), ends_at=time(16))
    assert sum((p.ends_at.hour - p.starts_at.hour) * 60 for p in long.breaks.all()) == 60


def test_stand_in_after_an_own_shift_has_the_break_of_the_whole_day(day):
    helper = ready()
    make_shift(helper, "08:00-13:00", code="takashina")
    shift = assign(report(day[0], "13:00-17:00"), helper)
    (pause,) = shift.breaks.all()
    assert (pause.ends_at.hour - pause.starts_at.hour) * 60 + pause.ends_at.minute - pause.starts_at.minute == 60


def test_stand_in_is_refused_where_the_days_break_has_no_room(day):
    helper = ready()
    make_shift(helper, "09:00-15:00", code="takashina")
    with pytest.raises(NotAvailable, match="休憩が45分足りなくなる"):
        assign(report(day[0], "15:00-15:30"), helper)
    assert Shift.objects.filter(staff=helper).count() == 1


def test_break_of_a_stand_in_lies_where_it_is_missed_least(day):
    early = make_shift(None, "08:30-15:30", code="takashina")
    make_shift(None, "09:00-17:00", code="takashina")
    make_shift(None, "14:00-17:00", code="takashina")
    shift = assign(report(early, "08:30-15:30"), ready())
    (pause,) = shift.breaks.all()
    assert pause.starts_at >= time(14)
    assert pause.ends_at < shift.ends_at


def test_absence_said_again_is_corrected(day):
    first = report(day[0])
    again = report(day[0], "09:00-12:30", reason=AbsenceReason.LATE, at="08:50")
    assert again.pk == first.pk
    assert (again.ends_at, again.reason, again.reported_at) == (time(12, 30), AbsenceReason.LATE, moment("08:30"))
    assert [(row.starts_at, row.ends_at) for row in Vacancy.objects.filter(filled_at__isnull=True)] == [
        (time(12), time(12, 30))
    ]


@pytest.mark.parametrize("hours", ["08:00-12:00", "12:00-18:00", "12:00-12:00"])
def test_absence_outside_the_shift_is_refused(day, hours):
    with pytest.raises(NotPossible, match="勤務時間"):
        report(day[0], hours)


def test_absence_from_a_shift_that_was_taken_away_is_refused(day):
    Shift.objects.filter(pk=day[0].pk).delete()
    with pytest.raises(NotPossible, match="勤務表から外されています"):
        report(day[0])


def test_absence_of_a_draft_is_refused(day):
    with pytest.raises(NotPossible, match="公開前"):
        report(make_shift(None, "09:00-17:00", draft=True))


def test_cancelled_absence_fills_its_vacancy_and_is_refused_after_a_stand_in(day):
    absence = report(day[0])
    actions.cancel_absence(absence=absence, at=moment("08:40"))
    assert not Absence.objects.exists()
    assert Vacancy.objects.get().minutes_open == 10
    absence = report(day[0])
    assign(absence, ready())
    with pytest.raises(NotPossible, match="代わりの人"):
        actions.cancel_absence(absence=absence, at=moment("08:50"))


# --- the wrong person in the place ----------------------------------------------------------------------------------


def withdraw(absence, at="08:50"):
    actions.withdraw_stand_in(absence=absence, at=moment(at))


def test_wrong_stand_in_is_withdrawn_and_the_place_is_open_again(day):
    absence = report(day[0])
    wrong = assign(absence, ready())
    assert not Vacancy.objects.filter(filled_at__isnull=True).exists()
    withdraw(absence)
    absence.refresh_from_db()
    assert absence.stand_in is None
    assert not Shift.objects.filter(pk=wrong.pk).exists()
    again = Vacancy.objects.get(filled_at__isnull=True)
    assert (again.starts_at, again.ends_at, again.detected_at) == (time(12), time(14), moment("08:50"))
    assert assign(absence, ready()).pk != wrong.pk


def test_stand_in_who_has_come_stays(day):
    absence = report(day[0])
    shift = assign(absence, ready())
    make_presence(shift.staff, "08:45-")
    with pytest.raises(NotPossible, match="すでに出勤しています"):
        withdraw(absence)
    assert Shift.objects.filter(pk=shift.pk).exists()


def test_stand_in_at_work_for_an_own_earlier_shift_has_not_come_for_this_one(day):
    helper = ready()
    make_shift(helper, "08:00-12:00", code="takashina")
    make_presence(helper, "08:00-", code="takashina")
    absence = report(day[0], "13:00-17:00")
    shift = assign(absence, helper)
    with pytest.raises(NotPossible, match="すでに出勤しています"):
        withdraw(absence, "13:05")
    withdraw(absence)
    assert not Shift.objects.filter(pk=shift.pk).exists()


def test_stand_in_of_a_past_day_or_with_an_own_absence_stays_and_none_is_no_stand_in(day):
    absence = report(day[0])
    with pytest.raises(NotPossible, match="決まっていません"):
        withdraw(absence)
    shift = assign(absence, ready())
    with pytest.raises(NotPossible, match="過ぎた日"):
        actions.withdraw_stand_in(absence=absence, at=moment("08:00", day=date(2025, 6, 3)))
    make_absence(shift)
    with pytest.raises(NotPossible, match="不在が記録されています"):
        withdraw(absence)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.SITE_LEADER, 303), (Role.GENERAL_MANAGER, 303), (Role.CC_LEADER, 404), (Role.CITY_STAFF, 403)],
)
def test_who_withdraws_a_stand_in(day, client_of, role, status):
    absence = report(day[0])
    assign(absence, ready())
    address = f"/staff/absences/{absence.pk}/stand-in/withdraw/"
    client = client_of(role)
    if status == 303:
        assert address in client.get(f"/staff/absences/{absence.pk}/").content.decode()
    assert client.post(address).status_code == status
    absence.refresh_from_db()
    assert (absence.stand_in is None) == (status == 303)


def test_deadlock_with_the_roster_is_told_with_a_sentence(day, monkeypatch):
    absence, helper = report(day[0]), ready()

    def meet(self, **options):
        raise OperationalError from DeadlockDetected()

    monkeypatch.setattr(Shift, "save", meet)
    with pytest.raises(NotAvailable, match="同時に登録されました"):
        assign(absence, helper)


# --- who may stand in -----------------------------------------------------------------------------------------------


def offered(absence):
    return [person.staff for person in stand_ins_for(absence, Gate.load(absence.shift.day))]


def test_only_trained_people_who_are_free_are_offered(day):
    absence = report(day[0], "10:00-14:00")
    free, before, busy, drafted, travelling, ill = (ready() for _ in range(6))
    make_shift(before, "08:00-10:00", code="takashina")
    make_shift(busy, "13:00-17:00", code="takashina")
    make_shift(drafted, "13:00-17:00", code="takashina", draft=True)
    make_outing("09:00-11:00", travelling)
    make_absence(make_shift(ill, "15:00-17:00", code="takashina"))
    ready(left_on=date(2025, 6, 1))
    untrained = make_staff()
    assert set(offered(absence)) == {free, before}
    with pytest.raises(NotAvailable, match="業務研修"):
        assign(absence, untrained)


def test_leader_is_replaced_by_a_leader_only(day):
    absence = report(make_shift(None, "09:00-17:00", duty=Duty.SITE_LEADER))
    ready()
    leader = ready(duty=Duty.SITE_LEADER)
    assert offered(absence) == [leader]


def test_people_posted_at_the_place_come_first_then_who_works_least(day):
    absence = report(day[0])
    elsewhere, much, little = ready(), ready(posted_to=site_of()), ready(posted_to=site_of())
    make_shift(much, "09:00-17:00", "12:00-13:00", day=date(2025, 6, 3))
    make_shift(much, "09:00-12:00", day=date(2025, 6, 20))
    people = stand_ins_for(absence, Gate.load(MONDAY))
    assert [person.staff for person in people] == [little, much, elsewhere]
    busiest = people[1]
    assert (busiest.is_posted_here, busiest.hours_of_week, busiest.hours_of_month) == (True, "7時間00分", "10時間00分")


@pytest.mark.parametrize("people", [1, 8])
def test_offer_asks_the_same_number_of_queries(day, people, django_assert_num_queries):
    absence = report(day[0])
    for _ in range(people):
        ready()
    gate = Gate.load(MONDAY)
    with django_assert_num_queries(7):
        assert len(stand_ins_for(absence, gate)) == people


def test_somebody_on_an_outing_or_already_put_in_is_refused_with_a_sentence(day):
    absence = report(day[0])
    person = ready()
    make_outing("10:00-12:00", person)
    with pytest.raises(NotAvailable, match="出張申請受付"):
        assign(absence, person)
    assign(absence, ready())
    with pytest.raises(NotPossible, match="すでに"):
        assign(absence, ready())


# --- two leaders at once --------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["with the lock", "control without it"])
def test_two_leaders_do_not_get_the_same_person(contract, monkeypatch, locked):
    absences = [make_absence(shift) for shift in staff_counter()[:2]]
    person, clerk_ = ready(), clerk()
    if not locked:
        monkeypatch.setattr(type(StaffMember.objects.all()), "select_for_update", lambda self, **options: self)
    calendar = Calendar.load()
    results = at_once(
        [
            lambda absence=absence: actions.assign_stand_in(
                absence=absence, staff=person, by=clerk_, at=moment("08:45"), calendar=calendar
            )
            for absence in absences
        ]
    )
    (refusal,) = [result for result in results if not isinstance(result, Shift)]
    if locked:  # without it both may wait for each other's row, and the database ends one of them
        assert isinstance(refusal, NotAvailable)
        assert "同じ時間にほかの勤務があります" in str(refusal)
    assert Shift.objects.filter(staff=person).count() == 1


def test_control_the_table_itself_refuses_the_second_shift(contract):
    person = make_staff()
    make_shift(person, "09:00-12:00")
    with pytest.raises(IntegrityError):
        make_shift(person, "11:00-15:00", code="takashina")


# --- the pages ------------------------------------------------------------------------------------------------------


def client_for(client_of, role=Role.SITE_LEADER):
    return client_of(role)


def test_leader_notes_an_absence_and_puts_somebody_in_the_place(day, client_of):
    client, person = client_for(client_of), ready(posted_to=site_of())
    page = client.get(f"/staff/shifts/{day[0].pk}/absence/")
    assert "09:00" in page.content.decode()
    answer = client.post(
        f"/staff/shifts/{day[0].pk}/absence/", {"reason": "sudden", "starts_at": "09:00", "ends_at": "17:00"}
    )
    absence = Absence.objects.get()
    assert answer["Location"] == f"/staff/absences/{absence.pk}/"
    page = client.get(answer["Location"])
    assert [found.staff for found in page.context["people"]] == [person]
    assert "12:00–14:00" in page.content.decode()
    client.post(answer["Location"], {"staff": person.pk, "starts_at": "09:00", "ends_at": "17:00"})
    absence.refresh_from_db()
    assert absence.stand_in.staff == person
    board = client.get("/staff/coverage/")
    row = next(row for row in board.context["page"].rows if row.place.key == "honcho")
    assert row.planned.gaps == []


def test_stand_in_of_today_is_offered_from_the_next_five_minutes(day, client_of, time_machine):
    absence = make_absence(day[0])
    time_machine.move_to(moment("09:41"), tick=False)
    page = client_for(client_of).get(f"/staff/absences/{absence.pk}/")
    assert page.context["form"].initial == {"starts_at": time(9, 45), "ends_at": time(17)}


def test_wrong_times_come_back_with_what_was_typed(day, client_of):
    answer = client_for(client_of).post(
        f"/staff/shifts/{day[0].pk}/absence/", {"reason": "late", "starts_at": "07:00", "ends_at": "10:00"}
    )
    assert answer.status_code == 422
    assert 'value="07:00"' in answer.content.decode()
    assert not Absence.objects.exists()


def test_refused_stand_in_is_told_why(day, client_of):
    absence, person = make_absence(day[0]), make_staff()
    answer = client_for(client_of).post(
        f"/staff/absences/{absence.pk}/", {"staff": person.pk, "starts_at": "09:00", "ends_at": "17:00"}
    )
    assert answer.status_code == 422
    assert "この勤務に就けません" in answer.content.decode()


def test_absence_is_taken_back_on_the_page(day, client_of):
    absence = make_absence(day[0])
    assert client_for(client_of).post(f"/staff/absences/{absence.pk}/cancel/").status_code == 303
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("role", "code", "on", "status"),
    [
        (Role.SITE_LEADER, "honcho", MONDAY, 200),
        (Role.SITE_LEADER, "honcho", date(2025, 6, 3), 404),
        (Role.SITE_LEADER, "callcenter", MONDAY, 404),
        (Role.CC_LEADER, "callcenter", date(2025, 6, 3), 200),
        (Role.CC_LEADER, "honcho", MONDAY, 404),
        (Role.GENERAL_MANAGER, "honcho", date(2025, 6, 3), 200),
        (Role.COUNTER_STAFF, "honcho", MONDAY, 403),
        (Role.CITY_STAFF, "honcho", MONDAY, 403),
    ],
)
def test_who_notes_absences_where_and_when(day, client_of, role, code, on, status):
    duty = Duty.OPERATOR if code == "callcenter" else Duty.COUNTER_STAFF
    shift = make_shift(None, "09:00-17:00", code=code, duty=duty, day=on)
    assert client_of(role).get(f"/staff/shifts/{shift.pk}/absence/").status_code == status


def test_leader_of_the_counters_puts_somebody_in_on_the_day_itself_only(day, client_of):
    absence, helper = make_absence(make_shift(None, "09:00-17:00", day=date(2025, 6, 3))), ready(name="代わりの人")
    address = f"/staff/absences/{absence.pk}/"
    given = {"staff": helper.pk, "starts_at": "09:00", "ends_at": "17:00"}
    leader = client_of(Role.SITE_LEADER)
    assert "代わりの人" not in leader.get(address).content.decode().replace("<li>代わりの人</li>", "")
    assert leader.post(address, given).status_code == 403
    assert not Shift.objects.filter(staff=helper).exists()
    assert client_of(Role.GENERAL_MANAGER).post(address, given).status_code == 303


def test_number_of_nobody_is_no_stand_in(day, client_of):
    absence = make_absence(day[0])
    given = {"starts_at": "09:00", "ends_at": "17:00"}
    for number in ("", "x", "9" * 5000):
        answer = client_of(Role.GENERAL_MANAGER).post(f"/staff/absences/{absence.pk}/", given | {"staff": number})
        assert answer.status_code == 404


def test_shift_that_is_not_published_is_no_page(day, client_of):
    shift = make_shift(None, "09:00-17:00", draft=True)
    assert client_of(Role.GENERAL_MANAGER).get(f"/staff/shifts/{shift.pk}/absence/").status_code == 404
