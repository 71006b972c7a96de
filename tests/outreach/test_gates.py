"""What stands between a date and its confirmation, one gate after the other (第2-1-(1)-②, (9); C22)."""

from datetime import date, time

import pytest

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.models import Parameter, Site
from apps.core.clock import JST
from apps.outreach import actions
from apps.outreach.actors import Actor
from apps.outreach.course import course_of
from apps.outreach.diary import diary_of
from apps.outreach.enums import Half, VisitDuty, VisitStatus
from apps.outreach.gates import NO_LEADER_LEFT, gates_of, is_limit_reached
from apps.outreach.models import Visit
from apps.workforce.enums import AbsenceReason, Duty
from apps.workforce.models import Absence, Posting, Shift, StaffMember

from .factories import (
    NOW,
    TODAY,
    TUESDAY,
    agree,
    at,
    confirm,
    fill_term,
    make_agreement,
    make_user,
    make_vehicle,
    make_visit,
)


def gates(visit, calendar=None):
    """The gates of the visit as the database has it now, by key."""
    calendar, visit = calendar or Calendar.load(), Visit.objects.get(pk=visit.pk)
    found = gates_of(
        visit,
        visit.people_besides(),
        visit.proposals.standing().with_answers().first(),
        diary_of(visit, calendar),
        is_limit_reached=is_limit_reached(visit.term, visit, calendar),
    )
    return {gate.key: gate for gate in found}


def ready(**fields) -> Visit:
    """A visit that only waits for its confirmation."""
    visit = make_visit(VisitStatus.COORDINATING, **({"vehicle": make_vehicle()} | fields))
    agree(visit)
    return visit


def staff_of(user, duty) -> StaffMember:
    return StaffMember.objects.create(
        code=f"G{user.pk}",
        name="試験",
        name_kana="シケン",
        employment="permanent",
        duty=duty,
        user=user,
        joined_on=TODAY,
    )


def shift_of(user, *, duty=Duty.COUNTER_STAFF, starts=9, ends=17, day=TUESDAY) -> Shift:
    staff = getattr(user, "staff_member", None) or staff_of(user, duty)
    return Shift.objects.create(
        staff=staff,
        site=Site.objects.get(code="honcho"),
        duty=duty,
        day=day,
        starts_at=time(starts),
        ends_at=time(ends),
        published_at=NOW,
        published_by=make_user(Role.GENERAL_MANAGER),
    )


def set_parameter(key, value) -> Calendar:
    Parameter.objects.filter(key=key).update(value=value)
    return Calendar.load()


def test_a_visit_with_everything_stops_at_no_gate(calendar):
    visit = ready()
    assert [gate.sentence for gate in gates(visit).values() if gate.stops] == []
    assert confirm(visit, calendar).status == VisitStatus.CONFIRMED


def test_three_answers_are_needed(calendar):
    visit = make_visit(VisitStatus.COORDINATING)
    assert (gates(visit)["answers"].stops, gates(visit)["answers"].sentence) == (True, "日程が提案されていません。")
    with pytest.raises(actions.NotAnswered):
        actions.confirm_visit(visit=visit, by=make_user(Role.CITY_APPROVER), at=NOW, calendar=calendar)
    agree(visit)
    assert not gates(visit)["answers"].stops


@pytest.mark.parametrize(("duty", "key"), [("leader", "contractor"), ("crew", "contractor"), ("officer", "city")])
def test_a_leader_a_second_head_and_an_officer_are_needed(duty, key, calendar):
    visit = ready(**{duty: None})
    assert [name for name, gate in gates(visit).items() if gate.stops] == [key]
    with pytest.raises(actions.Incomplete):
        confirm(visit, calendar)


@pytest.mark.parametrize(
    ("key", "gate", "duty", "role"),
    [
        ("outreach.minimum_heads", "contractor", VisitDuty.CREW, Role.COUNTER_STAFF),
        ("outreach.minimum_leaders", "contractor", VisitDuty.LEADER, Role.SITE_LEADER),
        ("outreach.minimum_city_staff", "city", VisitDuty.OFFICER, Role.CITY_STAFF),
    ],
)
def test_the_numbers_of_the_contract_are_obeyed_at_the_confirmation(key, gate, duty, role):
    visit = ready()
    needed = 3 if key == "outreach.minimum_heads" else 2
    calendar = set_parameter(key, needed)
    assert gates(visit, calendar)[gate].stops
    with pytest.raises(actions.Incomplete, match=f"{needed}人以上"):
        confirm(visit, calendar)
    visit.members.create(person=make_user(role), duty=duty)
    assert not gates(visit, calendar)[gate].stops
    assert confirm(visit, calendar).status == VisitStatus.CONFIRMED


@pytest.mark.parametrize("duty", ["leader", "crew", "officer", "vehicle"])
def test_who_or_what_is_at_another_visit_stops_it_with_a_sentence(duty, calendar):
    taken = make_visit(VisitStatus.CONFIRMED, vehicle=make_vehicle())
    visit = ready(**{duty: getattr(taken, duty)})
    gate = gates(visit)["free"]
    assert gate.stops
    assert taken.facility.name in gate.sentence
    with pytest.raises(actions.Conflict) as refusal:
        confirm(visit, calendar)
    assert refusal.value.errors.keys() == {duty}


@pytest.mark.parametrize("duty", ["leader", "crew", "officer", "vehicle"])
def test_who_or_what_is_marked_impossible_stops_it_with_a_sentence(duty, calendar):
    visit = ready()
    row = getattr(visit, duty)
    whose = actions.Whose(vehicle=row) if duty == "vehicle" else actions.Whose(person=row)
    given = {"whose": whose, "day": TUESDAY, "by": Actor.of(make_user(Role.GENERAL_MANAGER)), "at": NOW}
    actions.mark(**given, half=Half.AFTERNOON, is_possible=False, calendar=calendar)
    assert not gates(visit)["free"].stops
    actions.mark(**given, half=Half.MORNING, is_possible=False, calendar=calendar)
    assert "不可" in gates(visit)["free"].sentence
    with pytest.raises(actions.Conflict) as refusal:
        confirm(visit, calendar)
    assert refusal.value.errors.keys() == {duty}


def test_a_second_visit_of_the_day_needs_another_leader_both_ways(calendar):
    first = confirm(ready(), calendar)
    afternoon = {"starts_at": at(14), "ends_at": at(16)}
    second = ready(leader=first.leader, **afternoon)
    assert gates(second)["second"].stops
    with pytest.raises(actions.Conflict, match="別の運営責任者が必要です"):
        confirm(second, calendar)
    actions.assign(
        visit=second,
        people={"leader": make_user(Role.SITE_LEADER)},
        by=Actor.of(make_user(Role.GENERAL_MANAGER)),
        at=NOW,
    )
    assert not gates(second)["second"].stops
    assert confirm(second, calendar).status == VisitStatus.CONFIRMED


def test_a_leader_remains_at_a_counter_by_the_roster():
    visit = ready()
    shift_of(visit.leader, duty=Duty.SITE_LEADER)
    gate = gates(visit)["counter"]
    assert (gate.is_met, gate.is_needed) == (False, True)
    stays = make_user(Role.SITE_LEADER)
    late = shift_of(stays, duty=Duty.SITE_LEADER, starts=11)
    assert not gates(visit)["counter"].is_met
    late.starts_at = time(9)
    late.save()
    assert gates(visit)["counter"].is_met


def test_a_leader_who_is_absent_or_at_another_visit_does_not_remain():
    visit, stays = ready(), make_user(Role.SITE_LEADER)
    shift_of(visit.leader, duty=Duty.SITE_LEADER)
    shift = shift_of(stays, duty=Duty.SITE_LEADER)
    absence = Absence.objects.create(
        shift=shift,
        starts_at=time(10),
        ends_at=time(11),
        reason=AbsenceReason.values[0],
        reported_at=NOW,
        reported_by=stays,
    )
    assert not gates(visit)["counter"].is_met
    absence.delete()
    assert gates(visit)["counter"].is_met
    make_visit(VisitStatus.CONFIRMED, leader=stays)
    assert not gates(visit)["counter"].is_met


def test_before_a_roster_is_published_the_postings_tell_who_remains(leader_who_stays):
    leader_who_stays.postings.all().delete()
    visit, honcho = ready(), Site.objects.get(code="honcho")
    Posting.objects.create(staff=staff_of(visit.leader, Duty.SITE_LEADER), site=honcho, starts_on=TODAY)
    assert not gates(visit)["counter"].is_met
    other = staff_of(make_user(Role.SITE_LEADER), Duty.SITE_LEADER)
    posting = Posting.objects.create(staff=other, site=honcho, starts_on=TODAY)
    assert gates(visit)["counter"].is_met
    posting.ends_on = date(2025, 6, 9)
    posting.save()
    assert not gates(visit)["counter"].is_met


def test_nobody_remaining_stops_it_until_somebody_says_why(calendar, leader_who_stays):
    leader_who_stays.postings.all().delete()
    visit = ready()
    gate = gates(visit)["counter"]
    assert (gate.stops, gate.sentence) == (True, f"{NO_LEADER_LEFT}確定には理由が必要です。")
    with pytest.raises(actions.NoLeaderLeft, match="理由を入力してください。"):
        confirm(visit, calendar)
    visit = confirm(visit, calendar, counter_reason="統括責任者が本庁舎窓口に入るため")
    assert visit.counter_reason == "統括責任者が本庁舎窓口に入るため"
    gate = gates(visit)["counter"]
    assert (gate.stops, gate.sentence) == (False, f"{NO_LEADER_LEFT}理由：統括責任者が本庁舎窓口に入るため")
    assert ("窓口に運営責任者が残らない理由", visit.counter_reason) in {
        (entry.what, entry.note) for entry in course_of(visit)
    }


def test_nobody_need_remain_while_no_counter_is_open(calendar, leader_who_stays):
    sunday = date(2025, 6, 8)
    on_sunday = ready(starts_at=at(10, day=sunday), ends_at=at(12, day=sunday))
    assert calendar.closed_reason("honcho", sunday)
    in_the_evening = ready(starts_at=at(16), ends_at=at(20))
    shift_of(leader_who_stays.user or make_user(Role.SITE_LEADER), duty=Duty.SITE_LEADER, ends=18)
    assert gates(in_the_evening)["counter"].is_met
    leader_who_stays.postings.all().delete()
    Shift.objects.all().delete()
    assert gates(on_sunday)["counter"].is_met
    assert gates(in_the_evening)["counter"].stops


def test_a_new_date_asks_for_the_reason_again(calendar, leader_who_stays):
    leader_who_stays.postings.all().delete()
    visit = confirm(ready(), calendar, counter_reason="代わりの者を置くため")
    by = Actor.of(make_user(Role.GENERAL_MANAGER))
    actions.propose_date(visit=visit, starts_at=at(13), ends_at=at(15), by=by, at=NOW)
    assert gates(visit)["counter"].stops


def test_everybody_who_goes_is_away_from_the_counters(leader_who_stays):
    visit = ready()
    assert gates(visit)["counter"].is_met
    leader_who_stays.user = make_user(Role.SITE_LEADER)
    leader_who_stays.save()
    visit.members.create(person=leader_who_stays.user, duty=VisitDuty.LEADER)
    assert gates(visit)["counter"].stops


def test_the_last_leader_joins_a_confirmed_visit_only_with_a_reason(calendar, leader_who_stays):
    leader_who_stays.user = make_user(Role.SITE_LEADER)
    leader_who_stays.save()
    visit, by = confirm(ready(), calendar), Actor.of(make_user(Role.GENERAL_MANAGER))
    joins = {VisitDuty.LEADER: [leader_who_stays.user]}
    with pytest.raises(actions.NoLeaderLeft):
        actions.assign(visit=visit, people={}, members=joins, by=by, at=NOW)
    assert visit.members.count() == 0
    changed = actions.assign(visit=visit, people={}, members=joins, counter_reason="研修のため", by=by, at=NOW)
    assert (changed.status, changed.counter_reason) == (VisitStatus.CONFIRMED, "研修のため")


def test_the_citys_people_and_the_vehicle_change_whoever_remains(calendar, leader_who_stays):
    visit, by = confirm(ready(), calendar), Actor.of(make_user(Role.GENERAL_MANAGER))
    leader_who_stays.postings.all().delete()
    officer, vehicle = make_user(Role.CITY_STAFF), make_vehicle()
    changed = actions.assign(visit=visit, people={"officer": officer, "vehicle": vehicle}, by=by, at=NOW)
    assert (changed.officer, changed.vehicle, changed.counter_reason) == (officer, vehicle, "")


def test_who_is_off_by_the_roster_is_a_warning(calendar):
    visit = ready()
    assert "roster" not in gates(visit)
    shift_of(visit.crew, day=date(2025, 6, 11))
    gate = gates(visit)["roster"]
    assert (gate.stops, gate.sentence) == (False, f"{visit.crew}は、勤務表では「勤務なし」です。")
    shift_of(visit.crew)
    assert "roster" not in gates(visit)


def test_a_day_off_or_an_evening_needs_a_reason(calendar):
    saturday = date(2025, 6, 7)
    visit = ready(starts_at=at(10, day=saturday), ends_at=at(12, day=saturday))
    assert gates(visit)["timing"].stops
    with pytest.raises(actions.UnusualTiming):
        confirm(visit, calendar)
    visit = confirm(visit, calendar, timing_reason="施設の行事")
    assert visit.timing_reason == "施設の行事"
    assert not gates(visit)["timing"].stops


def test_the_twenty_first_visit_waits_for_an_agreement_that_is_decided_by_now(calendar):
    fill_term(20)
    visit = ready()
    assert gates(visit)["limit"].stops
    agreement = make_agreement()
    agreement.decided_on = date(2025, 6, 3)
    agreement.save()
    with pytest.raises(actions.LimitReached):
        confirm(visit, calendar, limit_agreement=agreement)
    tomorrow = NOW.astimezone(JST).replace(day=3)
    assert confirm(visit, calendar, limit_agreement=agreement, at=tomorrow).status == VisitStatus.CONFIRMED


def test_the_twentieth_visit_needs_no_agreement(calendar):
    fill_term(19)
    visit = ready()
    assert not gates(visit)["limit"].stops
    assert confirm(visit, calendar).limit_agreement is None


def test_a_visit_without_a_vehicle_is_a_warning(calendar):
    visit = ready(vehicle=None)
    assert (gates(visit)["vehicle"].is_met, gates(visit)["vehicle"].stops) == (False, False)
    assert confirm(visit, calendar).vehicle is None


def test_people_of_a_confirmed_visit_are_changed_while_the_gates_hold(calendar):
    visit, by = confirm(ready(), calendar), Actor.of(make_user(Role.GENERAL_MANAGER))
    crew = make_user(Role.COUNTER_STAFF)
    changed = actions.assign(visit=visit, people={"crew": crew}, by=by, at=NOW)
    assert (changed.status, changed.crew) == (VisitStatus.CONFIRMED, crew)
    with pytest.raises(actions.Incomplete):
        actions.assign(visit=visit, people={"crew": None}, by=by, at=NOW)
    busy = make_visit(VisitStatus.CONFIRMED).crew
    with pytest.raises(actions.Conflict) as refusal:
        actions.assign(visit=visit, people={}, members={VisitDuty.CREW: [busy]}, by=by, at=NOW)
    assert refusal.value.errors.keys() == {"members"}
    visit.refresh_from_db()
    assert (visit.crew, visit.members.count()) == (crew, 0)


def test_a_person_is_chosen_once():
    visit, by = make_visit(VisitStatus.COORDINATING), Actor.of(make_user(Role.GENERAL_MANAGER))
    with pytest.raises(actions.Conflict, match="2回選ばれています"):
        actions.assign(visit=visit, people={}, members={VisitDuty.CREW: [visit.crew]}, by=by, at=NOW)
    with pytest.raises(actions.Conflict, match="別の人"):
        actions.assign(visit=visit, people={"crew": visit.leader}, by=by, at=NOW)
