"""What the tables of outreach refuse, each with a case that they take."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from apps.accounts.enums import Role
from apps.core.db import violated
from apps.outreach.actors import Actor
from apps.outreach.enums import BINDING, TRANSITIONS, VisitStatus
from apps.outreach.models import TransitionNotAllowed, Visit, VisitStep

from .factories import NOW, TUESDAY, at, make_facility, make_user, make_visit, people

DAY = timedelta(days=1)
NOBODY_TWICE = "visit_nobody_twice_at_one_time"


def refused_by(save) -> str | None:
    """Name of the constraint that refused the save; None when it went through."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        return violated(error)
    return None


def test_office_number_names_one_facility():
    facility = make_facility()
    again = {"office_number": facility.office_number}
    assert refused_by(lambda: make_facility(**again)) == "facility_office_number_is_unique"
    assert refused_by(make_facility) is None


@pytest.mark.parametrize(("number", "is_taken"), [("1170403362", True), ("117040336", False), ("117040336X", False)])
def test_office_number_has_ten_digits(number, is_taken):
    rule = None if is_taken else "facility_office_number_has_ten_digits"
    assert refused_by(lambda: make_facility(office_number=number)) == rule


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({}, None),
        ({"starts_at": at(10)}, "visit_period_has_both_ends_in_order"),
        ({"starts_at": at(12), "ends_at": at(12)}, "visit_period_has_both_ends_in_order"),
        ({"status": VisitStatus.COORDINATING}, "visit_in_coordination_has_period"),
        ({"status": VisitStatus.CANCELLED}, "visit_cancelled_with_reason"),
        ({"cancel_reason": "都合"}, "visit_cancelled_with_reason"),
        ({"head_count": 0}, "visit_has_at_least_one_applicant"),
    ],
)
def test_requested_visit_carries_what_its_state_needs(fields, rule):
    visit = make_visit()
    for name, value in fields.items():
        setattr(visit, name, value)
    assert refused_by(visit.save) == rule


@pytest.mark.parametrize("status", BINDING)
@pytest.mark.parametrize("missing", ["leader", "crew", "officer", "starts_at"])
def test_confirmed_visit_has_period_leader_crew_and_officer(status, missing):
    visit = make_visit(VisitStatus.COORDINATING)
    visit.status = status
    assert refused_by(visit.save) is None
    setattr(visit, missing, None)
    if missing == "starts_at":
        visit.ends_at = None
    assert refused_by(visit.save) == "visit_confirmed_has_period_and_people"


def test_leader_and_crew_are_two_people():
    visit = make_visit(VisitStatus.COORDINATING)
    visit.crew = visit.leader
    assert refused_by(visit.save) == "visit_leader_and_crew_differ"


@pytest.mark.parametrize("status", BINDING)
@pytest.mark.parametrize("duty", ["leader", "crew", "officer"])
@pytest.mark.parametrize("other_duty", ["leader", "crew", "officer"])
def test_nobody_is_at_two_visits_at_one_time_whatever_the_duty(status, duty, other_duty):
    person = make_user(Role.SITE_LEADER)
    make_visit(status, **{duty: person})

    def overlap(**fields):
        return refused_by(lambda: make_visit(VisitStatus.CONFIRMED, **({other_duty: person} | fields)))

    assert overlap(starts_at=at(11, 59), ends_at=at(13)) in (NOBODY_TWICE, "visit_leader_once_a_day")
    assert overlap(starts_at=at(10, day=TUESDAY + DAY), ends_at=at(12, day=TUESDAY + DAY)) is None


@pytest.mark.parametrize("duty", ["crew", "officer"])
def test_visits_that_touch_do_not_overlap(duty):
    person = make_user(Role.COUNTER_STAFF)
    make_visit(VisitStatus.CONFIRMED, **{duty: person})
    next_visit = {"starts_at": at(12), "ends_at": at(14), duty: person}
    assert refused_by(lambda: make_visit(VisitStatus.CONFIRMED, **next_visit)) is None


@pytest.mark.parametrize("status", [VisitStatus.COORDINATING, VisitStatus.CANCELLED])
def test_proposed_and_cancelled_visits_hold_nobody(status):
    crew = people()
    reason = "都合" if status == VisitStatus.CANCELLED else ""
    make_visit(status, starts_at=at(10), ends_at=at(12), cancel_reason=reason, **crew)
    assert refused_by(lambda: make_visit(VisitStatus.CONFIRMED, **crew)) is None


def test_leader_leads_one_visit_a_day_in_japan():
    leader = make_user(Role.SITE_LEADER)
    make_visit(VisitStatus.CONFIRMED, leader=leader)
    afternoon = {"starts_at": at(14), "ends_at": at(16), "leader": leader}
    assert refused_by(lambda: make_visit(VisitStatus.CONFIRMED, **afternoon)) == "visit_leader_once_a_day"
    tomorrow_before_nine = {
        "starts_at": at(8, day=TUESDAY + DAY),
        "ends_at": at(9, day=TUESDAY + DAY),
        "leader": leader,
    }
    assert refused_by(lambda: make_visit(VisitStatus.CONFIRMED, **tomorrow_before_nine)) is None


def test_facility_has_one_visit_at_a_time():
    facility = make_facility()
    make_visit(VisitStatus.CONFIRMED, facility=facility)
    rule = "visit_one_per_facility_at_one_time"
    overlap = {"facility": facility, "starts_at": at(11), "ends_at": at(13)}
    assert refused_by(lambda: make_visit(VisitStatus.CONFIRMED, **overlap)) == rule
    touching = {"facility": facility, "starts_at": at(12), "ends_at": at(13)}
    assert refused_by(lambda: make_visit(VisitStatus.CONFIRMED, **touching)) is None


def test_person_taken_is_refused_by_the_model_with_its_sentence():
    officer = make_user(Role.CITY_STAFF)
    make_visit(VisitStatus.CONFIRMED, officer=officer)
    second = make_visit(VisitStatus.COORDINATING, officer=officer)
    second.status = VisitStatus.CONFIRMED
    with pytest.raises(ValidationError) as refusal:
        second.full_clean()
    assert refusal.value.messages == ["この時間には、ほかの訪問に確定している人がいます。"]


@pytest.mark.parametrize("status", VisitStatus)
@pytest.mark.parametrize("to", VisitStatus)
def test_visit_moves_as_the_table_says(status, to):
    visit = make_visit(status, **({"starts_at": at(10), "ends_at": at(12), **people()}))
    by = make_user(Role.GENERAL_MANAGER)
    visit.cancel_reason = "都合" if VisitStatus.CANCELLED in (to, status) else ""
    if to in TRANSITIONS[status]:
        visit.move_to(to, by=Actor.of(by), at=NOW, reason="都合")
        step = visit.steps.get()
        assert (step.status, step.taken_by, step.taken_at) == (to, by, NOW)
    else:
        with pytest.raises(TransitionNotAllowed):
            visit.move_to(to, by=Actor.of(by), at=NOW)
        assert not visit.steps.exists()
    visit.refresh_from_db()
    assert visit.status == (to if to in TRANSITIONS[status] else status)


def test_steps_are_written_once():
    visit = make_visit()
    step = visit.steps.create(status=VisitStatus.REQUESTED, taken_by=make_user(Role.CITY_STAFF), taken_at=NOW)
    for change in (step.delete, lambda: VisitStep.objects.update(reason="別の理由")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert VisitStep.objects.get().reason == ""


def test_visits_starting_between_days_count_both_days_in_japan():
    for moment in (at(0, day=TUESDAY), at(23, 59, day=TUESDAY), at(0, day=TUESDAY + DAY)):
        make_visit(VisitStatus.COORDINATING, starts_at=moment, ends_at=moment + timedelta(hours=1))
    found = Visit.objects.starting_between(TUESDAY, TUESDAY)
    assert [visit.scheduled_day for visit in found] == [date(2025, 6, 10)] * 2


def test_overlapping_counts_a_shared_moment_and_not_a_touch():
    make_visit(VisitStatus.COORDINATING)
    spans = [(at(8), at(10)), (at(8), at(10, 1)), (at(11), at(11, 30)), (at(11, 59), at(13)), (at(12), at(13))]
    assert [Visit.objects.overlapping(*span).exists() for span in spans] == [False, True, True, True, False]
