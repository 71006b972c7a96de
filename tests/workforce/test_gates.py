"""Nobody is rostered who lacks one of the things the contract asks for (第2-1-(5), (6), (9)-①; 第3-2-(4), (5))."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.contracts.enums import Audience, DocumentKind, ValueKind
from apps.contracts.models import Parameter
from apps.contracts.parameters import Parameters
from apps.workforce.enums import (
    CALL_CENTRE_DUTIES,
    COUNTER_DUTIES,
    OFFICE_OF_DUTY,
    Bar,
    Duty,
    Office,
    QualificationKind,
    TrainingKind,
    TrainingTopic,
)
from apps.workforce.gates import Gate, Paper, Papers, Person, Proof, Term, Training

from .factories import (
    MONDAY,
    SPRING,
    make_staff,
    read,
    train,
    version_in_force,
)

DAY = MONDAY
BEFORE = DAY - timedelta(days=7)
WHO, MANAGER = 1, 2
GRACE, YEARS = 7, 1
CURRICULA = {
    Audience.COUNTER: Paper(1, 1, "カリキュラム", 1, "", DocumentKind.TRAINING_CURRICULUM, Audience.COUNTER, SPRING),
    Audience.CALLCENTER: Paper(
        2, 2, "カリキュラム", 1, "", DocumentKind.TRAINING_CURRICULUM, Audience.CALLCENTER, SPRING
    ),
}
PENALTIES = Paper(3, 3, "罰則", 1, "第3-2-(5)", DocumentKind.PENALTIES, Audience.ALL, SPRING, needs_reading=True)
PAPERS = [*CURRICULA.values(), PENALTIES]
DUTIES = st.sampled_from(Duty)


def parameters() -> Parameters:
    values = {"staff.reading_grace_days": GRACE, "callcenter.leader_years": YEARS}
    return Parameters(Parameter(key=key, kind=ValueKind.INTEGER, value=value) for key, value in values.items())


def gate_with(person: Person, *papers: Paper, first: date = DAY, last: date = DAY) -> Gate:
    managers = ((MANAGER, Term(Office.GENERAL_MANAGER, SPRING)),)
    return Gate({WHO: person}, Papers(papers or PAPERS), managers, parameters(), first, last)


def basic_training(duty: Duty, *topics: str, held_on: date = BEFORE, version_id: int | None = None) -> Training:
    curriculum = CURRICULA[Audience.COUNTER if duty in COUNTER_DUTIES else Audience.CALLCENTER]
    done = frozenset(topics or TrainingTopic.values)
    return Training(TrainingKind.BASIC, held_on, MANAGER, version_id or curriculum.pk, done)


def facts_of(duty: Duty) -> dict[str, object]:
    """What the contract asks for, one entry a fact; the entry's name says which."""
    facts: dict[str, object] = {f"topic {topic}": basic_training(duty, topic) for topic in TrainingTopic.values}
    facts["confidentiality"] = Training(TrainingKind.CONFIDENTIALITY, BEFORE, MANAGER)
    facts["pledge"] = BEFORE
    facts["penalties read"] = BEFORE
    kinds: list[QualificationKind] = []
    if duty == Duty.SITE_LEADER:
        facts["permanent"] = True
        facts["certificate"] = BEFORE
        facts["leader training"] = Training(TrainingKind.LEADER, BEFORE, MANAGER)
        kinds += [QualificationKind.SYSTEM_KNOWLEDGE, QualificationKind.PERSONAL_DATA]
    if duty == Duty.CC_LEADER:
        kinds += [QualificationKind.CALL_CENTRE_MANAGEMENT]
    if duty in CALL_CENTRE_DUTIES:
        kinds += [QualificationKind.MANNERS, QualificationKind.PC_SKILL]
    facts |= {f"proof {kind.value}": (kind.value, Proof(BEFORE, YEARS)) for kind in kinds}
    if duty in OFFICE_OF_DUTY:
        facts["office"] = Term(OFFICE_OF_DUTY[duty], BEFORE)
    return facts


def person_with(facts: dict[str, object]) -> Person:
    values = facts.values()
    return Person(
        pk=WHO,
        is_permanent="permanent" in facts,
        joined_on=SPRING,
        trainings=tuple(value for value in values if isinstance(value, Training)),
        pledged_on=facts.get("pledge"),
        certified_on=facts.get("certificate"),
        proofs=dict(value for value in values if isinstance(value, tuple)),
        terms=tuple(value for value in values if isinstance(value, Term)),
        read_on={PENALTIES.pk: BEFORE} if "penalties read" in facts else {},
    )


@pytest.mark.parametrize("duty", Duty)
def test_a_complete_person_passes_and_without_any_one_fact_does_not(duty):
    facts = facts_of(duty)
    assert gate_with(person_with(facts)).obstacles(WHO, duty, DAY) == []
    for name in facts:
        person = person_with({key: value for key, value in facts.items() if key != name})
        obstacles = gate_with(person).obstacles(WHO, duty, DAY)
        assert [obstacle.blocks for obstacle in obstacles] == [True], name
        assert obstacles[0].sentence.endswith("。")
        assert obstacles[0].clause.startswith("第")


@given(duty=DUTIES, data=st.data())
def test_no_random_person_who_lacks_a_fact_passes(duty, data):
    facts = facts_of(duty)
    kept = data.draw(st.sets(st.sampled_from(sorted(facts))))
    person = person_with({name: facts[name] for name in kept})
    assert gate_with(person).may_work(WHO, duty, DAY) == (kept == set(facts))


@given(duty=DUTIES, late=st.integers(0, 30), data=st.data())
def test_a_fact_counts_from_its_day_on_and_never_earlier(duty, late, data):
    """One fact comes `late` days after all others: before it nobody works; on its day, or the day after a training."""
    facts = facts_of(duty)
    dated = [name for name in facts if name not in ("permanent", "penalties read")]
    name = data.draw(st.sampled_from(dated))
    day = BEFORE + timedelta(days=late)
    match facts[name]:
        case Training() as training:
            facts[name] = replace(training, held_on=day)
        case Term() as term:
            facts[name] = replace(term, starts_on=day)
        case (kind, proof):
            facts[name] = (kind, replace(proof, verified_on=day))
        case _:
            facts[name] = day
    works_from = day + timedelta(days=name.startswith("topic"))
    gate = gate_with(person_with(facts), first=BEFORE, last=BEFORE + timedelta(days=40))
    assert not gate.may_work(WHO, duty, max(BEFORE, works_from - timedelta(days=1)))
    assert gate.may_work(WHO, duty, max(works_from, BEFORE + timedelta(days=1)))


def test_topics_of_several_sessions_add_up_only_within_one_version_of_the_curriculum():
    first, second, third = TrainingTopic.values
    newer = replace(CURRICULA[Audience.COUNTER], pk=9, number=2, in_force_from=BEFORE - timedelta(days=1))
    papers = [*PAPERS, newer]
    facts = facts_of(Duty.COUNTER_STAFF)
    others = {name: fact for name, fact in facts.items() if not name.startswith("topic")}
    earlier = BEFORE - timedelta(days=2)

    def may_work(*trainings: Training) -> bool:
        person = person_with(others)
        return gate_with(replace(person, trainings=(*person.trainings, *trainings)), *papers).may_work(
            WHO, Duty.COUNTER_STAFF, DAY
        )

    old = [basic_training(Duty.COUNTER_STAFF, topic, held_on=earlier) for topic in (first, second)]
    assert may_work(*old, basic_training(Duty.COUNTER_STAFF, third, held_on=earlier))
    assert not may_work(*old, basic_training(Duty.COUNTER_STAFF, third, version_id=newer.pk))
    assert not may_work(*old, basic_training(Duty.COUNTER_STAFF, third)), "no longer in force when it was held"
    assert may_work(basic_training(Duty.COUNTER_STAFF, version_id=newer.pk))
    assert not may_work(basic_training(Duty.COUNTER_STAFF, held_on=earlier, version_id=newer.pk)), "not yet in force"


def test_the_training_of_the_call_centre_does_not_open_the_counters():
    facts = facts_of(Duty.COUNTER_STAFF)
    facts |= {f"topic {topic}": basic_training(Duty.OPERATOR, topic) for topic in TrainingTopic.values}
    [obstacle] = gate_with(person_with(facts)).obstacles(WHO, Duty.COUNTER_STAFF, DAY)
    assert obstacle.code == Bar.BASIC_TRAINING


def test_the_sentence_names_the_topics_that_are_missing():
    facts = facts_of(Duty.COUNTER_STAFF)
    del facts["topic manners"]
    [obstacle] = gate_with(person_with(facts)).obstacles(WHO, Duty.COUNTER_STAFF, DAY)
    assert "「接遇」" in obstacle.sentence
    assert obstacle.clause == "第2-1-(5)"


@pytest.mark.parametrize(
    ("joined_on", "left_on", "may"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (DAY + timedelta(days=1), None, False),
        (SPRING, DAY - timedelta(days=1), False),
    ],
)
def test_only_who_is_employed_on_the_day_works(joined_on, left_on, may):
    person = replace(person_with(facts_of(Duty.OPERATOR)), joined_on=joined_on, left_on=left_on)
    assert gate_with(person).may_work(WHO, Duty.OPERATOR, DAY) is may


def test_somebody_unknown_is_not_employed():
    gate = gate_with(person_with({}))
    assert [obstacle.code for obstacle in gate.obstacles(99, Duty.OPERATOR, DAY)] == [Bar.NOT_EMPLOYED]


def test_a_gate_does_not_answer_for_a_day_it_was_not_loaded_for():
    with pytest.raises(ValueError, match="loaded for"):
        gate_with(person_with({})).obstacles(WHO, Duty.OPERATOR, DAY + timedelta(days=1))


@pytest.mark.parametrize("duty", [Duty.COUNTER_STAFF, Duty.OPERATOR])
@pytest.mark.parametrize(("age", "blocks"), [(0, False), (GRACE - 1, False), (GRACE, True), (60, True)])
def test_an_unread_version_warns_while_it_is_new_and_then_blocks(duty, age, blocks):
    newer = replace(PENALTIES, pk=8, number=2, in_force_from=DAY - timedelta(days=age))
    gate = gate_with(person_with(facts_of(duty)), *PAPERS, newer)
    [obstacle] = gate.obstacles(WHO, duty, DAY)
    assert (obstacle.code, obstacle.blocks, obstacle.clause) == (Bar.READING, blocks, "第3-2-(5)")
    assert "罰則 第2版" in obstacle.sentence
    assert gate.may_work(WHO, duty, DAY) is not blocks


@pytest.mark.parametrize("duty", Duty)
def test_a_paper_for_others_need_not_be_read(duty):
    other = Audience.CALLCENTER if duty in COUNTER_DUTIES else Audience.COUNTER
    foreign = replace(PENALTIES, pk=8, document_id=8, audience=other)
    assert gate_with(person_with(facts_of(duty)), *PAPERS, foreign).obstacles(WHO, duty, DAY) == []


def test_the_general_manager_is_never_rostered_as_site_leader():
    person = person_with(facts_of(Duty.SITE_LEADER))
    both = replace(person, terms=(*person.terms, Term(Office.GENERAL_MANAGER, SPRING)))
    [obstacle] = gate_with(both).obstacles(WHO, Duty.SITE_LEADER, DAY)
    assert (obstacle.code, obstacle.blocks) == (Bar.GENERAL_MANAGER, True)


def test_a_leader_trained_by_who_was_not_yet_general_manager_is_not_ready():
    person = person_with(facts_of(Duty.SITE_LEADER))
    gate = replace(gate_with(person), managers=((MANAGER, Term(Office.GENERAL_MANAGER, DAY)),))
    assert [obstacle.code for obstacle in gate.obstacles(WHO, Duty.SITE_LEADER, DAY)] == [Bar.LEADER_TRAINING]


def test_a_call_centre_leader_needs_the_years_not_the_word():
    facts = facts_of(Duty.CC_LEADER)
    facts["proof call_centre_management"] = ("call_centre_management", Proof(BEFORE, YEARS - 1))
    [obstacle] = gate_with(person_with(facts)).obstacles(WHO, Duty.CC_LEADER, DAY)
    assert (obstacle.code, obstacle.clause) == (Bar.QUALIFICATION, "第2-2-(3)-オ")


MANUAL = Paper(5, 5, "マニュアル", 2, "", DocumentKind.COUNTER_MANUAL, Audience.COUNTER, DAY, needs_training=True)


@pytest.mark.parametrize(
    ("began", "duty", "due"),
    [
        (BEFORE + timedelta(days=1), Duty.COUNTER_STAFF, True),
        (BEFORE, Duty.COUNTER_STAFF, False),
        (DAY + timedelta(days=1), Duty.COUNTER_STAFF, False),
        (DAY, Duty.OPERATOR, False),
    ],
    ids=["after the training", "trained by it", "not yet in force", "of the other service"],
)
def test_a_manual_that_came_after_the_training_asks_for_retraining_and_warns_only(began, duty, due):
    manual = replace(MANUAL, in_force_from=began)
    gate = gate_with(person_with(facts_of(duty)), *PAPERS, manual)
    obstacles = gate.obstacles(WHO, duty, DAY)
    assert [(obstacle.code, obstacle.blocks) for obstacle in obstacles] == [(Bar.RETRAINING, False)] * due
    assert gate.may_work(WHO, duty, DAY)
    assert gate.retraining_due(WHO, duty, DAY) == [manual] * due


@pytest.mark.parametrize(("version_id", "done"), [(MANUAL.pk, True), (4, False)])
def test_retraining_counts_for_its_own_version(version_id, done):
    person = person_with(facts_of(Duty.COUNTER_STAFF))
    again = Training(TrainingKind.RETRAINING, DAY, MANAGER, version_id)
    gate = gate_with(replace(person, trainings=(*person.trainings, again)), *PAPERS, MANUAL)
    assert (gate.retraining_due(WHO, Duty.COUNTER_STAFF, DAY) == []) is done


def test_who_was_never_trained_is_not_asked_to_train_again():
    facts = {name: fact for name, fact in facts_of(Duty.COUNTER_STAFF).items() if not name.startswith("topic")}
    obstacles = gate_with(person_with(facts), *PAPERS, MANUAL).obstacles(WHO, Duty.COUNTER_STAFF, DAY)
    assert [obstacle.code for obstacle in obstacles] == [Bar.BASIC_TRAINING]


@pytest.mark.parametrize(("first", "second"), list(combinations(["pledge", "confidentiality", "topic manners"], 2)))
def test_every_reason_is_told_and_warnings_come_last(first, second):
    facts = {name: fact for name, fact in facts_of(Duty.COUNTER_STAFF).items() if name not in (first, second)}
    newer = replace(PENALTIES, pk=8, number=2, in_force_from=DAY)
    obstacles = gate_with(person_with(facts), *PAPERS, newer).obstacles(WHO, Duty.COUNTER_STAFF, DAY)
    assert [obstacle.blocks for obstacle in obstacles] == [True, True, False]


# --- loaded from the records --------------------------------------------------------------------------------------


@pytest.mark.parametrize("duty", Duty)
def test_a_person_with_everything_on_record_passes(duty, office):
    for code in ("counter-manual", "reservation-manual", "incident-plan", "penalties"):
        version_in_force(code)
    staff = make_staff(ready_for=duty)
    assert Gate.load(MONDAY).obstacles(staff.pk, duty, MONDAY) == []


@pytest.mark.parametrize("duty", Duty)
def test_a_person_with_nothing_on_record_does_not(duty, office):
    version_in_force("penalties")
    staff = make_staff(duty=duty)
    codes = {obstacle.code for obstacle in Gate.load(MONDAY).obstacles(staff.pk, duty, MONDAY)}
    assert {Bar.BASIC_TRAINING, Bar.CONFIDENTIALITY, Bar.PLEDGE, Bar.READING} <= codes


@pytest.mark.parametrize("model", ["attendances", "qualifications", "certificates", "appointments", "pledge"])
def test_each_kind_of_record_is_loaded(model, office):
    staff = make_staff(ready_for=Duty.SITE_LEADER)
    rows = getattr(staff, model)
    (rows.all() if hasattr(rows, "all") else rows).delete()
    assert not Gate.load(MONDAY).may_work(staff.pk, Duty.SITE_LEADER, MONDAY)


def test_a_receipt_given_after_the_day_comes_too_late(office):
    version = version_in_force("penalties")
    staff = make_staff(ready_for=Duty.COUNTER_STAFF)
    staff.read_receipts.all().delete()
    read(staff, version, on=MONDAY + timedelta(days=1))
    gate = Gate.load(MONDAY, MONDAY + timedelta(days=1))
    assert not gate.may_work(staff.pk, Duty.COUNTER_STAFF, MONDAY)
    assert gate.may_work(staff.pk, Duty.COUNTER_STAFF, MONDAY + timedelta(days=1))


def test_a_revised_manual_puts_every_operator_on_the_list_until_retrained(office):
    """第2-2-(6)-④: the manual is revised, everybody who was trained by the old one is 要再研修."""
    version_in_force("reservation-manual")
    operators = [make_staff(ready_for=Duty.OPERATOR) for _ in range(3)]
    clerk = make_staff(ready_for=Duty.COUNTER_STAFF)
    revised = version_in_force("reservation-manual", since=MONDAY)
    gate = Gate.load(MONDAY)
    assert [len(gate.retraining_due(staff.pk, Duty.OPERATOR, MONDAY)) for staff in operators] == [1, 1, 1]
    assert gate.retraining_due(clerk.pk, Duty.COUNTER_STAFF, MONDAY) == []
    train(*operators[:2], kind=TrainingKind.RETRAINING, held_on=MONDAY, version=revised)
    gate = Gate.load(MONDAY)
    assert [len(gate.retraining_due(staff.pk, Duty.OPERATOR, MONDAY)) for staff in operators] == [0, 0, 1]


def test_the_number_of_queries_does_not_grow_with_the_people(office, django_assert_num_queries):
    make_staff(ready_for=Duty.SITE_LEADER)
    with django_assert_num_queries(9):
        Gate.load(MONDAY)
    for duty in Duty:
        for _ in range(5):
            make_staff(ready_for=duty)
    with django_assert_num_queries(9):
        gate = Gate.load(MONDAY)
        assert len(gate.people) > 20
        assert all(gate.obstacles(pk, Duty.OPERATOR, MONDAY) is not None for pk in gate.people)
