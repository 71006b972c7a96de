"""Dates proposed and answered, half days marked: what the tables and the actions take and refuse."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.accounts.enums import Role
from apps.contracts.models import ContractTerm
from apps.core.db import violated
from apps.outreach import actions
from apps.outreach.actors import Actor
from apps.outreach.enums import Half, Party, VisitStatus
from apps.outreach.models import Availability, NotPossible, ProposalAnswer, TransitionNotAllowed

from .factories import (
    NOW,
    TUESDAY,
    agree,
    at,
    confirm,
    make_facility,
    make_user,
    make_vehicle,
    make_visit,
    propose,
    report_on,
    request,
)
from .link_factories import make_link

NOT_AGREED = "visit_binding_is_possible_for_all_three"
DAY = timedelta(days=1)


def actor(role=Role.GENERAL_MANAGER) -> Actor:
    return Actor.of(make_user(role))


def refused_by(save) -> str | None:
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        return violated(error)
    return None


def put(visit, *, starts=10, ends=12, day=TUESDAY, by=None):
    return actions.propose_date(
        visit=visit, starts_at=at(starts, day=day), ends_at=at(ends, day=day), by=by or actor(), at=NOW
    )


def say(proposal, party, *, is_possible=True, by=None, note=""):
    roles = {Party.CITY: Role.CITY_STAFF, Party.CONTRACTOR: Role.GENERAL_MANAGER, Party.FACILITY: Role.CITY_STAFF}
    return actions.answer_proposal(
        proposal=proposal, party=party, is_possible=is_possible, by=by or actor(roles[party]), at=NOW, note=note
    )


# --- confirmed only for what all three said


@pytest.mark.parametrize("status", [VisitStatus.CONFIRMED, VisitStatus.HELD, VisitStatus.COMPLETED])
@pytest.mark.parametrize("silent", Party)
def test_a_visit_is_not_binding_while_one_of_the_three_is_silent(status, silent):
    visit = make_visit(VisitStatus.COORDINATING)
    agree(visit, parties=[party for party in Party if party != silent])
    if status == VisitStatus.COMPLETED:
        report_on(visit)
    visit.status = status
    assert refused_by(visit.save) == NOT_AGREED
    agree(visit)
    assert refused_by(visit.save) is None


def test_a_visit_is_not_binding_for_other_hours_than_were_answered():
    visit = make_visit(VisitStatus.COORDINATING)
    agree(visit)
    visit.status, visit.ends_at = VisitStatus.CONFIRMED, at(13)
    assert refused_by(visit.save) == NOT_AGREED
    visit.ends_at = at(12)
    assert refused_by(visit.save) is None


def test_a_binding_visit_keeps_its_hours():
    visit = make_visit(VisitStatus.CONFIRMED)
    visit.starts_at = at(9)
    assert refused_by(visit.save) == NOT_AGREED


def test_a_visit_is_never_born_confirmed():
    given = make_visit(VisitStatus.COORDINATING)
    given.pk, given.status = None, VisitStatus.CONFIRMED
    assert refused_by(given.save) == NOT_AGREED


def test_what_a_binding_visit_was_agreed_by_is_not_taken_from_it():
    visit = make_visit(VisitStatus.CONFIRMED)
    proposal = visit.proposals.get()
    answers = ProposalAnswer.objects.filter(proposal=proposal)
    attempts = [
        lambda: answers.update(is_possible=False),
        lambda: answers.first().delete(),
        lambda: visit.proposals.update(withdrawn_at=NOW),
        lambda: visit.proposals.update(starts_at=at(9)),
    ]
    assert [refused_by(attempt) for attempt in attempts] == [NOT_AGREED] * 4
    assert refused_by(lambda: answers.update(note="承知しました")) is None


def test_one_proposal_stands_per_visit():
    visit = make_visit(VisitStatus.COORDINATING)
    agree(visit)
    given = {"starts_at": at(13), "ends_at": at(15), "proposed_at": NOW, "proposed_by": make_user(Role.CITY_STAFF)}
    assert refused_by(lambda: visit.proposals.create(**given)) == "dateproposal_one_stands_per_visit"
    assert refused_by(lambda: visit.proposals.create(**given, withdrawn_at=NOW)) is None


# --- proposing and answering


def test_a_proposal_carries_the_answer_of_its_party_and_asks_the_others():
    proposal = put(request(), by=actor(Role.CITY_STAFF))
    assert [(a.party, a.is_possible) for a in proposal.answers.all()] == [(Party.CITY, True)]
    assert proposal.visit.status == VisitStatus.COORDINATING


def test_another_date_voids_the_answers_and_takes_a_confirmed_visit_back(calendar):
    visit = confirm(propose(request()), calendar)
    proposal = put(visit, starts=13, ends=15)
    visit.refresh_from_db()
    assert visit.status == VisitStatus.COORDINATING
    assert (visit.starts_at, visit.ends_at) == (at(13), at(15))
    assert [answer.party for answer in proposal.answers.all()] == [Party.CONTRACTOR]
    assert visit.proposals.filter(withdrawn_at=NOW).count() == 1
    with pytest.raises(actions.NotAnswered, match="市・施設の回答を待っています"):
        confirm(visit, calendar)


def test_a_facilitys_link_does_not_take_a_confirmed_visit_back(calendar):
    visit = confirm(propose(request()), calendar)
    with pytest.raises(TransitionNotAllowed, match="お電話でご連絡ください"):
        put(visit, starts=13, ends=15, by=Actor.by_link(make_link(visit.facility)[0]))
    visit.refresh_from_db()
    assert (visit.status, visit.starts_at) == (VisitStatus.CONFIRMED, at(10))


def test_the_same_date_proposed_again_keeps_its_answers():
    visit = request()
    first = put(visit)
    say(first, Party.FACILITY)
    second = put(visit, by=actor(Role.CITY_STAFF))
    assert second == first
    assert {answer.party for answer in first.answers.all()} == set(Party)
    assert visit.steps.count() == 2


def test_the_last_word_of_a_party_counts_until_the_confirmation(calendar):
    visit = propose(request())
    proposal = visit.proposals.get()
    say(proposal, Party.FACILITY, is_possible=False, note="行事が入りました")
    with pytest.raises(actions.NotAnswered, match="施設が「不可」"):
        confirm(visit, calendar)
    say(proposal, Party.FACILITY)
    confirm(visit, calendar)
    with pytest.raises(TransitionNotAllowed):
        say(proposal, Party.FACILITY, is_possible=False)
    assert proposal.answers.get(party=Party.FACILITY).is_possible


def test_a_withdrawn_date_is_not_answered():
    visit = request()
    old = put(visit)
    put(visit, starts=13, ends=15)
    with pytest.raises(NotPossible, match="取り下げ"):
        say(old, Party.CITY)


@pytest.mark.parametrize(
    ("role", "party", "is_allowed"),
    [
        (Role.GENERAL_MANAGER, Party.CONTRACTOR, True),
        (Role.GENERAL_MANAGER, Party.CITY, False),
        (Role.GENERAL_MANAGER, Party.FACILITY, True),
        (Role.CITY_STAFF, Party.CITY, True),
        (Role.CITY_STAFF, Party.CONTRACTOR, False),
        (Role.CITY_STAFF, Party.FACILITY, True),
    ],
)
def test_a_party_answers_for_itself_and_staff_for_the_facility(role, party, is_allowed):
    proposal = put(request(), by=actor(Role.CITY_STAFF))
    if not is_allowed:
        with pytest.raises(NotPossible):
            say(proposal, party, by=actor(role))
        return
    answer = say(proposal, party, by=actor(role))
    assert answer.is_by_telephone is (party == Party.FACILITY)
    assert ("電話で確認" in answer.answerer) is (party == Party.FACILITY)


def test_a_facility_answers_by_its_link_for_itself_alone():
    visit = request()
    proposal = put(visit)
    link, _ = make_link(visit.facility)
    answer = say(proposal, Party.FACILITY, by=Actor.by_link(link))
    assert (answer.is_by_telephone, answer.answerer) == (False, "施設（リンク）")
    with pytest.raises(NotPossible):
        say(proposal, Party.CITY, by=Actor.by_link(link))
    strange = Actor.by_link(make_link(make_facility())[0])
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        say(proposal, Party.FACILITY, by=strange)
    assert violated(refusal.value) == "link_acts_for_its_own_facility_while_living"


def test_a_date_of_the_past_or_outside_every_term_is_not_proposed():
    visit = request()
    with pytest.raises(NotPossible, match="これから"):
        put(visit, day=date(2025, 6, 2), starts=9, ends=10)
    with pytest.raises(actions.OutsideTerm):
        put(visit, day=date(2026, 4, 1))
    assert not visit.proposals.exists()


def test_a_facility_with_an_agreed_visit_in_the_hours_is_not_proposed_again():
    taken = make_visit(VisitStatus.CONFIRMED)
    with pytest.raises(actions.Conflict) as refusal:
        put(make_visit(facility=taken.facility), starts=11, ends=13)
    assert refusal.value.errors.keys() == {"starts"}


# --- half days


def mark(is_possible, *, by=None, day=TUESDAY, half=Half.MORNING, calendar, **whose):
    return actions.mark(
        whose=actions.Whose(**whose),
        day=day,
        half=half,
        is_possible=is_possible,
        by=by or actor(),
        at=NOW,
        calendar=calendar,
    )


def test_a_half_day_is_marked_changed_and_taken_back(calendar):
    person = make_user(Role.COUNTER_STAFF)
    mark(True, person=person, calendar=calendar)
    mark(False, person=person, calendar=calendar)
    assert [row.is_possible for row in Availability.objects.all()] == [False]
    mark(None, person=person, calendar=calendar)
    assert not Availability.objects.exists()


def test_the_same_mark_again_is_the_same_row(calendar):
    car, by = make_vehicle(), actor()
    first = mark(False, vehicle=car, by=by, calendar=calendar)
    assert mark(False, vehicle=car, calendar=calendar) == first
    assert Availability.objects.get().marked_by == by.user


def test_a_half_day_is_of_exactly_one():
    given = {"day": TUESDAY, "half": Half.MORNING, "is_possible": True, "marked_at": NOW}
    by, facility = make_user(Role.CITY_STAFF), make_facility()

    def make(**whose):
        return lambda: Availability.objects.create(**given, marked_by=by, **whose)

    rule = "availability_is_of_exactly_one"
    assert refused_by(make()) == rule
    assert refused_by(make(person=by, facility=facility)) == rule
    assert refused_by(make(facility=facility)) is None
    assert refused_by(make(facility=facility)) == "availability_once_per_facility_and_half_day"
    with pytest.raises(ValueError, match="half day"):
        actions.Whose(person=by, facility=facility)


@pytest.mark.parametrize("kind", ["person", "vehicle", "facility"])
def test_a_half_day_with_an_agreed_visit_is_not_taken_back(kind, calendar):
    visit = make_visit(VisitStatus.CONFIRMED, vehicle=make_vehicle())
    whose = {"person": visit.crew, "vehicle": visit.vehicle, "facility": visit.facility}[kind]
    with pytest.raises(NotPossible, match="訪問が確定しています"):
        mark(False, **{kind: whose}, calendar=calendar)
    mark(False, half=Half.AFTERNOON, **{kind: whose}, calendar=calendar)
    mark(True, **{kind: whose}, calendar=calendar)
    assert Availability.objects.count() == 2


def test_days_gone_by_and_outside_every_term_are_not_marked(calendar):
    person = make_user(Role.COUNTER_STAFF)
    for day in (NOW.date() - DAY, date(2026, 4, 1)):
        with pytest.raises(NotPossible):
            mark(True, person=person, day=day, calendar=calendar)
    ContractTerm.objects.update(ends_on=date(2026, 4, 1))
    assert mark(True, person=person, day=date(2026, 4, 1), calendar=calendar)


def test_a_facilitys_link_marks_its_own_half_days_alone(calendar):
    facility = make_facility()
    by = Actor.by_link(make_link(facility)[0])
    assert mark(True, facility=facility, by=by, calendar=calendar).marked_by_link == by.link
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        mark(True, facility=make_facility(), by=by, calendar=calendar)
    assert violated(refusal.value) == "link_acts_for_its_own_facility_while_living"
