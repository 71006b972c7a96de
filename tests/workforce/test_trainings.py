"""Trainings by who may teach, by a curriculum in force; papers read by each person (第2-1-(5), (6); 第3-2-(4), (5))."""

import uuid
from datetime import date, timedelta

import pytest

from apps.contracts.models import DocumentVersion
from apps.workforce.enums import Duty, Employment, QualificationKind, TrainingKind
from apps.workforce.models import Attendance, ReadReceipt, StaffMember, TrainingSession
from apps.workforce.refusals import NotPossible
from apps.workforce.training_actions import (
    NothingToRead,
    TrainerNotAllowed,
    VersionNotAllowed,
    confirm_reading,
    readings_to_do,
    record_training,
)

from .factories import (
    EVERY_TOPIC,
    MONDAY,
    SPRING,
    approver,
    at,
    clerk,
    general_manager,
    make_staff,
    qualify,
    trainer,
    version_in_force,
)

pytestmark = pytest.mark.usefixtures("office")
DAY = timedelta(days=1)


def recorded(*people: StaffMember, **fields: object) -> TrainingSession:
    given = {
        "kind": TrainingKind.BASIC,
        "held_on": MONDAY,
        "trainer": fields.get("trainer") or trainer(),
        "version": version_in_force("counter-curriculum"),
        "minutes": 120,
        "note": "",
        "attended": {staff: list(EVERY_TOPIC) for staff in people},
        "by": clerk(),
        "today": MONDAY,
        "submission_key": uuid.uuid4(),
    }
    return record_training(**(given | fields))


def test_a_training_keeps_its_version_its_people_and_their_topics():
    people = [make_staff(), make_staff()]
    topics = {people[0]: list(EVERY_TOPIC), people[1]: [EVERY_TOPIC[0]]}
    session = recorded(attended=topics)
    assert session.version == version_in_force("counter-curriculum")
    assert dict(session.attendances.values_list("staff", "topics")) == {
        people[0].pk: list(EVERY_TOPIC),
        people[1].pk: [EVERY_TOPIC[0]],
    }


def test_the_same_submission_twice_is_one_training():
    staff, key = make_staff(), uuid.uuid4()
    assert recorded(staff, submission_key=key) == recorded(staff, submission_key=key)
    assert Attendance.objects.count() == 1


def test_only_the_basic_training_has_topics_and_a_version():
    session = recorded(make_staff(), kind=TrainingKind.CONFIDENTIALITY)
    assert (session.version, session.attendances.get().topics) == (None, [])


@pytest.mark.parametrize("kind", [TrainingKind.BASIC, TrainingKind.RETRAINING])
@pytest.mark.parametrize("employment", Employment)
@pytest.mark.parametrize("verified_on", [None, MONDAY, MONDAY + DAY])
def test_a_trainer_is_permanent_and_has_managed_card_support(kind, employment, verified_on):
    teacher = make_staff(employment=employment)
    qualify(teacher, QualificationKind.COMPARABLE_CONTRACT, QualificationKind.CARD_KNOWLEDGE, years=9)
    if verified_on:
        qualify(teacher, QualificationKind.CARD_SUPPORT_MANAGEMENT, on=verified_on)
    codes = {TrainingKind.BASIC: "counter-curriculum", TrainingKind.RETRAINING: "counter-manual"}
    given = {"kind": kind, "trainer": teacher, "version": version_in_force(codes[kind])}
    if employment == Employment.PERMANENT and verified_on == MONDAY:
        assert recorded(make_staff(), **given).trainer == teacher
        return
    with pytest.raises(TrainerNotAllowed):
        recorded(make_staff(), **given)
    assert not TrainingSession.objects.exists()


def test_leaders_are_taught_by_who_is_general_manager_on_the_day():
    manager = general_manager()
    with pytest.raises(TrainerNotAllowed):
        recorded(make_staff(), kind=TrainingKind.LEADER, trainer=trainer())
    with pytest.raises(TrainerNotAllowed):
        recorded(make_staff(), kind=TrainingKind.LEADER, trainer=manager, held_on=SPRING - DAY)
    assert recorded(make_staff(), kind=TrainingKind.LEADER, trainer=manager).pk


def test_nobody_teaches_themselves():
    teacher = trainer()
    with pytest.raises(TrainerNotAllowed):
        recorded(teacher, make_staff())


@pytest.mark.parametrize(
    ("code", "since", "allowed"),
    [
        ("counter-curriculum", SPRING, True),
        ("counter-curriculum", MONDAY, True),
        ("counter-curriculum", MONDAY + DAY, False),
        ("counter-manual", SPRING, False),
    ],
)
def test_a_basic_training_follows_a_curriculum_in_force_on_the_day(code, since, allowed):
    version = version_in_force(code, since=since)
    if allowed:
        assert recorded(make_staff(), version=version).version == version
        return
    with pytest.raises(VersionNotAllowed):
        recorded(make_staff(), version=version)


def test_a_curriculum_that_was_replaced_is_no_longer_taught():
    old = version_in_force("counter-curriculum")
    version_in_force("counter-curriculum", since=MONDAY)
    with pytest.raises(VersionNotAllowed):
        recorded(make_staff(), version=old)


def test_a_version_that_the_city_has_not_accepted_is_not_taught():
    manual = version_in_force("counter-manual")
    prepared = DocumentVersion.objects.create(
        document=manual.document, number=2, prepared_on=MONDAY, replaces_reason="手順の見直し", location="棚"
    )
    for version in (prepared, version_in_force("penalties"), None):
        with pytest.raises(VersionNotAllowed):
            recorded(make_staff(), kind=TrainingKind.RETRAINING, version=version)
    assert recorded(make_staff(), kind=TrainingKind.RETRAINING, version=manual).version == manual


def test_what_is_no_training_is_refused():
    staff = make_staff()
    for wrong in ({"held_on": MONDAY + DAY}, {"attended": {}}, {"attended": {staff: []}}):
        with pytest.raises(NotPossible):
            recorded(staff, **wrong)
    assert not TrainingSession.objects.exists()


# --- reading


def test_each_person_reads_what_is_meant_for_their_work():
    penalties, plan = version_in_force("penalties"), version_in_force("incident-plan")
    operator, clerk_at_counter = make_staff(duty=Duty.OPERATOR), make_staff()
    assert readings_to_do(operator, MONDAY) == [plan, penalties]
    assert readings_to_do(clerk_at_counter, MONDAY) == [penalties]
    confirm_reading(staff=operator, version=penalties, at=at(10))
    assert readings_to_do(operator, MONDAY) == [plan]
    assert readings_to_do(clerk_at_counter, MONDAY) == [penalties]


def test_a_second_confirmation_is_the_first():
    version, staff = version_in_force("penalties"), make_staff()
    first = confirm_reading(staff=staff, version=version, at=at(10))
    assert confirm_reading(staff=staff, version=version, at=at(11)) == first
    assert ReadReceipt.objects.get().read_at == at(10)


def test_a_new_version_is_read_anew():
    staff = make_staff()
    confirm_reading(staff=staff, version=version_in_force("penalties"), at=at(10))
    newer = version_in_force("penalties", since=MONDAY + DAY)
    assert readings_to_do(staff, MONDAY) == []
    assert readings_to_do(staff, MONDAY + DAY) == [newer]


@pytest.mark.parametrize(("code", "since"), [("incident-plan", SPRING), ("penalties", MONDAY + DAY)])
def test_what_nobody_asked_for_is_not_confirmed(code, since):
    with pytest.raises(NothingToRead):
        confirm_reading(staff=make_staff(), version=version_in_force(code, since=since), at=at(10))


# --- certificates


def test_a_certificate_is_answered_once_and_by_somebody_else():
    from .factories import certify

    waiting = certify(make_staff(), on=SPRING, accepted=None)
    with pytest.raises(NotPossible, match="本人"):
        waiting.accept(by=waiting.submitted_by, on=MONDAY)
    with pytest.raises(NotPossible, match="提出日より前"):
        waiting.accept(by=approver(), on=date(2025, 3, 31))
    waiting.accept(by=approver(), on=MONDAY)
    waiting.save()
    with pytest.raises(NotPossible, match="すでに"):
        waiting.send_back(by=approver(), on=MONDAY, comment="記載が足りません。")
    waiting.refresh_from_db()
    assert (waiting.is_accepted, waiting.decided_on) == (True, MONDAY)
