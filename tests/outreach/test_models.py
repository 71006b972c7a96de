"""What the tables of outreach refuse, each with a case that they take."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from apps.accounts.enums import Role
from apps.core.db import violated
from apps.outreach.actors import Actor
from apps.outreach.enums import BINDING, TRANSITIONS, VisitStatus
from apps.outreach.models import TransitionNotAllowed, Visit, VisitStep

from .factories import NOW, TUESDAY, agree, at, make_facility, make_user, make_visit, people, report_on

DAY = timedelta(days=1)
NOT_AGREED = "visit_binding_is_possible_for_all_three"


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
    agree(visit)
    if status == VisitStatus.COMPLETED:
        report_on(visit)
    visit.status = status
    assert refused_by(visit.save) is None
    setattr(visit, missing, None)
    if missing == "starts_at":
        visit.ends_at = None
    rule = NOT_AGREED if missing == "starts_at" else "visit_confirmed_has_period_and_people"
    assert refused_by(visit.save) == rule


def test_leader_and_crew_are_two_people():
    visit = make_visit(VisitStatus.COORDINATING)
    visit.crew = visit.leader
    assert refused_by(visit.save) == "visit_leader_and_crew_differ"


def test_facility_has_one_visit_at_a_time():
    facility = make_facility()
    make_visit(VisitStatus.CONFIRMED, facility=facility)
    rule = "visit_one_per_facility_at_one_time"
    overlap = {"facility": facility, "starts_at": at(11), "ends_at": at(13)}
    assert refused_by(lambda: make_visit(VisitStatus.CONFIRMED, **overlap)) == rule
    touching = {"facility": facility, "starts_at": at(12), "ends_at": at(13)}
    assert refused_by(lambda: make_visit(VisitStatus.CONFIRMED, **touching)) is None


@pytest.mark.parametrize("status", VisitStatus)
@pytest.mark.parametrize("to", VisitStatus)
def test_visit_moves_as_the_table_says(status, to):
    visit = make_visit(status, **({"starts_at": at(10), "ends_at": at(12), **people()}))
    agree(visit)
    if to == VisitStatus.COMPLETED != status:
        report_on(visit)
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
