"""Nobody and no vehicle at two visits at one time, whatever they do there; the database alone keeps it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.accounts.enums import Role
from apps.core.db import sentence_for, violated
from apps.outreach.enums import BINDING, VisitDuty, VisitStatus
from apps.outreach.models import PersonHold, VehicleHold, Visit

from .factories import TUESDAY, agree, at, make_user, make_vehicle, make_visit

DAY = timedelta(days=1)
NOBODY_TWICE = "personhold_nobody_twice_at_one_time"
ONCE_A_DAY = "personhold_leader_once_a_day"
DUTIES = ["leader", "crew", "officer", "member"]


def refused_by(save) -> str | None:
    """Name of the constraint that refused the save; None when it went through."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        return violated(error)
    return None


def visit_with(person, duty, status=VisitStatus.CONFIRMED, **fields) -> Visit:
    """A visit to which the person goes in this duty; as a member the person joins before the confirmation."""
    if duty != "member":
        return make_visit(status, **({duty: person} | fields))
    visit = make_visit(VisitStatus.COORDINATING, **fields)
    visit.members.create(person=person, duty=VisitDuty.CREW)
    if status in BINDING:
        agree(visit)
        visit.status = status
        visit.save()
    return visit


@pytest.mark.parametrize("duty", DUTIES)
@pytest.mark.parametrize("other_duty", DUTIES)
def test_nobody_is_at_two_visits_at_one_time_whatever_the_duty(duty, other_duty):
    person = make_user(Role.SITE_LEADER)
    visit_with(person, duty)
    overlapping = {"starts_at": at(11, 59), "ends_at": at(13)}
    assert refused_by(lambda: visit_with(person, other_duty, **overlapping)) in (NOBODY_TWICE, ONCE_A_DAY)
    tomorrow = {"starts_at": at(10, day=TUESDAY + DAY), "ends_at": at(12, day=TUESDAY + DAY)}
    assert refused_by(lambda: visit_with(person, other_duty, **tomorrow)) is None


@pytest.mark.parametrize("status", BINDING)
def test_every_binding_state_holds_its_people(status):
    person = make_user(Role.COUNTER_STAFF)
    visit_with(person, "crew", status)
    assert refused_by(lambda: visit_with(person, "crew")) == NOBODY_TWICE


@pytest.mark.parametrize("duty", ["crew", "officer", "member"])
def test_visits_that_touch_do_not_overlap(duty):
    person = make_user(Role.COUNTER_STAFF)
    visit_with(person, duty)
    assert refused_by(lambda: visit_with(person, duty, starts_at=at(12), ends_at=at(14))) is None


@pytest.mark.parametrize("status", [VisitStatus.COORDINATING, VisitStatus.CANCELLED])
def test_proposed_and_cancelled_visits_hold_nobody(status):
    person, car = make_user(Role.COUNTER_STAFF), make_vehicle()
    visit = visit_with(person, "crew", vehicle=car)
    visit.status, visit.cancel_reason = status, "都合" if status == VisitStatus.CANCELLED else ""
    visit.save()
    assert not PersonHold.objects.exists()
    assert not VehicleHold.objects.exists()
    assert refused_by(lambda: visit_with(person, "crew", vehicle=car)) is None


def test_a_member_who_joins_a_confirmed_visit_is_held_and_one_who_leaves_is_free():
    person = make_user(Role.COUNTER_STAFF)
    first, second = make_visit(VisitStatus.CONFIRMED), make_visit(VisitStatus.CONFIRMED)
    member = first.members.create(person=person, duty=VisitDuty.CREW)
    assert refused_by(lambda: second.members.create(person=person, duty=VisitDuty.CREW)) == NOBODY_TWICE
    member.delete()
    assert refused_by(lambda: second.members.create(person=person, duty=VisitDuty.CREW)) is None


def test_a_member_who_moves_to_another_visit_is_held_there_alone():
    first, second = make_visit(VisitStatus.CONFIRMED), make_visit(VisitStatus.CONFIRMED)
    member = first.members.create(person=make_user(Role.COUNTER_STAFF), duty=VisitDuty.CREW)
    member.visit = second
    member.save()
    assert [hold.visit for hold in PersonHold.objects.filter(person=member.person)] == [second]


def test_a_person_is_not_twice_at_one_confirmed_visit():
    visit = make_visit(VisitStatus.CONFIRMED)
    twice = {"person": visit.officer, "duty": VisitDuty.OFFICER}
    assert refused_by(lambda: visit.members.create(**twice)) == NOBODY_TWICE


def test_holds_follow_the_people_and_the_hours_of_the_visit():
    visit = make_visit(VisitStatus.CONFIRMED)
    visit.crew = make_user(Role.COUNTER_STAFF)
    visit.save()
    held = PersonHold.objects.filter(visit=visit)
    assert {hold.person for hold in held} == {visit.leader, visit.crew, visit.officer}
    assert {(hold.period.lower, hold.period.upper, hold.day) for hold in held} == {(at(10), at(12), TUESDAY)}
    assert [hold.person for hold in held.filter(leads=True)] == [visit.leader]


def test_leader_leads_one_visit_a_day_in_japan():
    leader = make_user(Role.SITE_LEADER)
    visit_with(leader, "leader")
    afternoon = {"starts_at": at(14), "ends_at": at(16)}
    assert refused_by(lambda: visit_with(leader, "leader", **afternoon)) == ONCE_A_DAY
    assert refused_by(lambda: visit_with(leader, "crew", **afternoon)) is None
    before_nine = {"starts_at": at(8, day=TUESDAY + DAY), "ends_at": at(9, day=TUESDAY + DAY)}
    assert refused_by(lambda: visit_with(leader, "leader", **before_nine)) is None


def test_a_vehicle_is_at_one_visit_at_a_time():
    car = make_vehicle()
    make_visit(VisitStatus.CONFIRMED, vehicle=car)
    rule = "vehiclehold_no_vehicle_twice_at_one_time"
    overlap = {"starts_at": at(11, 59), "ends_at": at(13)}
    assert refused_by(lambda: make_visit(VisitStatus.CONFIRMED, vehicle=car, **overlap)) == rule
    assert refused_by(lambda: make_visit(VisitStatus.CONFIRMED, vehicle=make_vehicle(), **overlap)) is None
    touching = {"starts_at": at(12), "ends_at": at(13)}
    assert refused_by(lambda: make_visit(VisitStatus.CONFIRMED, vehicle=car, **touching)) is None


@pytest.mark.parametrize(("model", "word"), [(PersonHold, "人"), (VehicleHold, "車両")])
def test_what_the_database_refuses_has_a_sentence(model, word):
    person, car = make_user(Role.COUNTER_STAFF), make_vehicle()
    chosen = {"crew": person} if model is PersonHold else {"vehicle": car}
    make_visit(VisitStatus.CONFIRMED, **chosen)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make_visit(VisitStatus.CONFIRMED, **chosen)
    assert word in sentence_for(model, refusal.value)
