"""Cells, copied weeks and publication: what is written, and what is refused with which sentence."""

import threading
from datetime import date, time, timedelta

import pghistory
import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, Closure
from apps.workforce import roster_actions
from apps.workforce.enums import AbsenceReason, Duty
from apps.workforce.gates import Gate
from apps.workforce.models import Absence, Break, RosterPublication, Shift
from apps.workforce.roster_actions import (
    AlreadyPublished,
    CellEdit,
    CellsRefused,
    NothingToPublish,
    NotPublishable,
    ReasonNeeded,
    copy_week,
    publish_month,
)
from apps.workforce.roster_cells import ShiftPlan
from tests.threads import at_once

from .factories import MONDAY, at, clerk, make_staff
from .roster_factories import crew, fill, make_shift, plan, published, save, site_of

JUNE = date(2025, 6, 1)
TUESDAY = MONDAY + timedelta(days=1)
SATURDAY = date(2025, 6, 7)
DAY = plan("9-17", "12-13")


@pytest.fixture
def staff(office):
    return make_staff(ready_for=Duty.COUNTER_STAFF, name="川越 花子", posted_to=site_of())


def plans_of(staff, day=MONDAY):
    return [ShiftPlan.of(shift) for shift in Shift.objects.filter(staff=staff, day=day).order_by("starts_at")]


def refusal_of(edits, **options):
    with pytest.raises(CellsRefused) as refused:
        save(edits, **options)
    return [fault.sentence for fault in refused.value.faults]


def publish(site=None, *, month=JUNE, moment=None):
    return publish_month(site=site or site_of(), month=month, by=clerk(), at=moment or at(10), calendar=Calendar.load())


def june(site=None, first=MONDAY):
    return Calendar.load().open_days((site or site_of()).code, first, date(2025, 6, 30))


# --- cells ----------------------------------------------------------------------------------------------------------


def test_cell_is_filled_changed_and_cleared(staff):
    assert save([CellEdit(staff, MONDAY, (DAY,))]).new == 1
    shift = Shift.objects.get()
    assert (shift.site, shift.duty, shift.published_at, plans_of(staff)) == (site_of(), "counter_staff", None, [DAY])
    later = plan("10-17", "13-14")
    assert save([CellEdit(staff, MONDAY, (later,))]).changed == 1
    assert (plans_of(staff), Shift.objects.get().pk) == ([later], shift.pk)
    assert save([CellEdit(staff, MONDAY, (later,))]).unchanged == 1
    assert save([CellEdit(staff, MONDAY, ())]).removed == 1
    assert not Shift.objects.exists()
    assert not Break.objects.exists()


def test_two_shifts_of_one_day_trade_their_hours(staff):
    save([CellEdit(staff, MONDAY, (plan("9-12"), plan("13-17")))])
    wanted = (plan("9-14"), plan("14-17"))
    assert save([CellEdit(staff, MONDAY, wanted)]).changed == 1
    assert tuple(plans_of(staff)) == wanted
    kept = Shift.objects.get(starts_at=time(9)).pk
    save([CellEdit(staff, MONDAY, (plan("9-14"),))])
    assert Shift.objects.get().pk == kept


def test_one_wrong_cell_keeps_all_from_being_saved(staff):
    untrained = make_staff(name="新人 一郎")
    edits = [CellEdit(staff, MONDAY, (DAY,)), CellEdit(untrained, MONDAY, (DAY,))]
    with pytest.raises(CellsRefused) as refused:
        save(edits)
    (fault,) = refused.value.faults
    assert "新人 一郎 6/2（月）：従事者として配置できません。" in str(fault)
    assert "業務研修を修了していません。（第2-1-(5)）" in str(fault)
    assert not Shift.objects.exists()


def test_faulty_cells_may_be_left_out(staff):
    saved = save([CellEdit(staff, MONDAY, (DAY,)), CellEdit(make_staff(), MONDAY, (DAY,))], skip_faulty=True)
    assert (saved.new, len(saved.faults)) == (1, 1)
    assert plans_of(staff) == [DAY]


def test_duty_of_the_cell_is_what_the_gate_judges(staff):
    leading = plan("9-17", "12-13", duty=Duty.SITE_LEADER)
    (sentence,) = refusal_of([CellEdit(staff, MONDAY, (leading,))])
    assert "運営責任者は、正社員に限ります。（第2-1-(9)-①）" in sentence


def test_closed_day_takes_no_shift(staff):
    agreement = Agreement.objects.first()
    Closure.objects.create(site=site_of(), day=TUESDAY, reason="庁舎の停電", agreement=agreement)
    sentences = refusal_of([CellEdit(staff, SATURDAY, (DAY,)), CellEdit(staff, TUESDAY, (DAY,))])
    assert sentences == ["本庁舎は休みです（土曜日）。", "本庁舎は休みです（臨時休業 庁舎の停電）。"]
    make_shift(staff, SATURDAY)
    assert save([CellEdit(staff, SATURDAY, ())]).removed == 1


def test_nobody_is_at_two_places_at_one_time(staff):
    make_shift(staff, MONDAY, "9-12", site=site_of("takashina"))
    assert refusal_of([CellEdit(staff, MONDAY, (DAY,))]) == ["09:00–12:00 は高階の勤務があります。"]
    assert save([CellEdit(staff, MONDAY, (plan("12-17"),))]).new == 1


def test_same_cell_twice_is_refused(staff):
    assert set(refusal_of([CellEdit(staff, MONDAY, (DAY,)), CellEdit(staff, MONDAY, ())])) == {
        "同じ人の同じ日が、2回指定されています。"
    }


def test_cell_that_changed_since_it_was_seen_is_refused_with_who_and_when(staff, time_machine):
    colleague = User.objects.create(username="colleague", display_name="高階", role="general_manager")
    with pghistory.context(user=colleague.pk):
        save([CellEdit(staff, MONDAY, (DAY,))], by=colleague)
    mine = plan("10-17", "12-13")
    (sentence,) = refusal_of([CellEdit(staff, MONDAY, (mine,), seen=())])
    assert "高階さんが" in sentence
    assert "に変更しています。いまの内容を確かめて" in sentence
    assert plans_of(staff) == [DAY]
    assert save([CellEdit(staff, MONDAY, (DAY,), seen=())]).unchanged == 1  # both meant the same
    assert save([CellEdit(staff, MONDAY, (mine,), seen=(DAY,))]).changed == 1


def test_cell_whose_break_alone_changed_is_refused_too(staff):
    save([CellEdit(staff, MONDAY, (DAY,))])
    with pghistory.context(user=clerk().pk):
        save([CellEdit(staff, MONDAY, (plan("9-17", "11-12"),))])
    (sentence,) = refusal_of([CellEdit(staff, MONDAY, (plan("9-16", "12-13"),), seen=(DAY,))])
    assert sentence.startswith("記録係さんが")


def test_cell_that_was_removed_meanwhile_is_refused(staff):
    save([CellEdit(staff, MONDAY, (DAY,))])
    save([CellEdit(staff, MONDAY, ())])
    (sentence,) = refusal_of([CellEdit(staff, MONDAY, (plan("9-16"),), seen=(DAY,))])
    assert sentence.startswith("ほかの人が")


def test_shift_with_an_absence_stays_as_it_is(staff):
    shift = make_shift(staff)
    Absence.objects.create(
        shift=shift,
        starts_at=time(9),
        ends_at=time(17),
        reason=AbsenceReason.SUDDEN,
        reported_at=at(8),
        reported_by=clerk(),
    )
    assert refusal_of([CellEdit(staff, MONDAY, ())]) == ["不在を記録した勤務は、勤務表では変更できません。"]


def test_draft_may_lack_its_break(staff):
    assert save([CellEdit(staff, MONDAY, (plan("9-17"),))]).new == 1


def test_one_of_two_shifts_goes_and_the_other_stays_the_same_row(staff):
    save([CellEdit(staff, MONDAY, (plan("9-12"), plan("13-17")))])
    afternoon = Shift.objects.get(starts_at=time(13))
    save([CellEdit(staff, MONDAY, (plan("13-17"),))])
    assert Shift.objects.get() == afternoon


def test_saving_takes_the_same_number_of_queries_for_many_cells(office):
    few, many = crew(), [person for _ in range(3) for person in crew()]

    def cost(people):
        edits = [
            CellEdit(person, day, (plan("9-17", "12-13", duty=Duty(person.duty)),))
            for person in people
            for day in june()
        ]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert save(edits).new == len(edits)
        return len(queries)

    assert cost(many) == cost(few)


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_random_roster_is_saved_with_somebody_who_may_not_work(ready_and_unready, data):
    people, unready = ready_and_unready
    days = june()
    chosen = data.draw(
        st.lists(
            st.tuples(st.sampled_from(people), st.sampled_from(days)),
            min_size=1,
            max_size=12,
            unique_by=lambda pair: (pair[0].pk, pair[1]),
        )
    )
    edits = [
        CellEdit(
            person,
            day,
            (plan("9-17", "12-13", duty=data.draw(st.sampled_from([Duty.COUNTER_STAFF, Duty.SITE_LEADER]))),),
        )
        for person, day in chosen
    ]
    gate = Gate.load(days[0], days[-1])
    Shift.objects.all().delete()
    wrong = [edit for edit in edits if not gate.may_work(edit.staff.pk, edit.plans[0].duty, edit.day)]
    if wrong:
        assert len(refusal_of(edits, gate=gate)) == len(wrong)
        assert not Shift.objects.exists()
    assert save(edits, gate=gate, skip_faulty=True).new == len(edits) - len(wrong)
    assert all(gate.may_work(shift.staff_id, shift.duty, shift.day) for shift in Shift.objects.all())
    assert not Shift.objects.filter(staff__in=unready).exists()


@pytest.fixture
def ready_and_unready(office):
    unready = [make_staff(name=f"新人 {number}") for number in range(3)]
    return [*crew(), *unready], unready


# --- copied weeks ---------------------------------------------------------------------------------------------------


def copied(*weeks, site=None, reason="", monday=MONDAY):
    return copy_week(
        site=site or site_of(),
        monday=monday,
        to=[MONDAY + timedelta(weeks=n) for n in weeks],
        by=clerk(),
        at=at(10),
        calendar=Calendar.load(),
        reason=reason,
    )


def test_week_is_copied_to_the_weeks_after_it(staff):
    save([CellEdit(staff, MONDAY, (DAY,)), CellEdit(staff, TUESDAY, (plan("9-12"), plan("13-17")))])
    saved = copied(1, 3)
    assert (saved.new, saved.faults) == (4, [])
    assert plans_of(staff, date(2025, 6, 10)) == plans_of(staff, date(2025, 6, 24)) == [plan("9-12"), plan("13-17")]
    assert not Shift.objects.filter(day__range=(date(2025, 6, 16), date(2025, 6, 22))).exists()


def test_copy_skips_and_reports_filled_and_closed_days_and_who_has_left(staff):
    leaver = make_staff(ready_for=Duty.COUNTER_STAFF, name="退職 済", left_on=date(2025, 6, 8))
    agreement = Agreement.objects.first()
    Closure.objects.create(site=site_of(), day=date(2025, 6, 10), reason="庁舎の停電", agreement=agreement)
    save([CellEdit(staff, MONDAY, (DAY,)), CellEdit(staff, TUESDAY, (DAY,)), CellEdit(leaver, MONDAY, (DAY,))])
    save([CellEdit(staff, date(2025, 6, 9), (plan("9-12"),))])
    saved = copied(1)
    assert (saved.new, {(f.staff.name, f.day, f.sentence) for f in saved.faults}) == (
        0,
        {
            ("川越 花子", date(2025, 6, 9), "すでに入力があります。"),
            ("川越 花子", date(2025, 6, 10), "本庁舎は休みです（臨時休業 庁舎の停電）。"),
            (
                "退職 済",
                date(2025, 6, 9),
                "従事者として配置できません。2025年6月9日（月）は、従事期間の外です。（第2-1-(9)）",
            ),
        },
    )
    assert plans_of(staff, date(2025, 6, 9)) == [plan("9-12")]


def test_copying_again_changes_nothing(staff):
    save([CellEdit(staff, MONDAY, (DAY,))])
    assert copied(1).new == 1
    assert (copied(1).new, Shift.objects.count()) == (0, 2)


# --- publication ----------------------------------------------------------------------------------------------------


def test_month_is_published_when_nothing_is_missing(office):
    fill(crew(), june())
    publication = publish()
    assert (publication.site, publication.month, publication.published_by) == (site_of(), JUNE, clerk())
    assert set(Shift.objects.values_list("published_at", "published_by")) == {(at(10), clerk().pk)}


@pytest.mark.parametrize("month", [date(2020, 1, 1), date(2025, 5, 1)])
def test_month_without_a_day_to_come_is_not_published(office, month):
    with pytest.raises(NothingToPublish):
        publish_month(site=site_of(), month=month, by=clerk(), at=at(10), calendar=Calendar.load())
    assert not RosterPublication.objects.exists()


def test_gap_is_refused_and_explained(office):
    people = crew()
    fill(people, june())
    gone = Shift.objects.get(staff=people[2], day=date(2025, 6, 12))
    save([CellEdit(people[2], gone.day, ())])
    with pytest.raises(NotPublishable) as refused:
        publish()
    faults = refused.value.faults
    assert [(day, gap.starts_at, gap.ends_at, gap.heads, gap.floor) for day, gap in faults.gaps] == [
        (date(2025, 6, 12), "11:00", "13:00", 1, 2)
    ]
    assert (faults.missing_minutes, faults.obstacles, faults.shortages) == (120, [], [])
    assert not RosterPublication.objects.exists()
    assert not Shift.objects.published().exists()


def test_day_without_a_leader_anywhere_is_refused(office):
    people = crew()
    fill(people, june())
    for shift in Shift.objects.filter(duty=Duty.SITE_LEADER, day=MONDAY):
        shift.duty = Duty.COUNTER_STAFF
        shift.save()
    with pytest.raises(NotPublishable) as refused:
        publish()
    assert [(day, gap.place.label) for day, gap in refused.value.faults.gaps] == [
        (MONDAY, "運営責任者（窓口のいずれか）")
    ]
    elsewhere = make_staff(ready_for=Duty.SITE_LEADER)
    make_shift(elsewhere, MONDAY, "9-17", site=site_of("takashina"))
    assert publish().site == site_of()


def test_break_shortage_is_refused(office):
    people = crew()
    fill(people, june())
    make_shift(make_staff(ready_for=Duty.COUNTER_STAFF), MONDAY, "9-17", "12-12:30")
    with pytest.raises(NotPublishable) as refused:
        publish()
    assert [(found.missing, found.shift.day) for found in refused.value.faults.shortages] == [(15, MONDAY)]


def test_untrained_person_is_refused(office):
    fill(crew(), june())
    shift = make_shift(make_staff(name="新人 一郎"), TUESDAY, "9-12")
    with pytest.raises(NotPublishable) as refused:
        publish()
    assert {found.shift for found in refused.value.faults.obstacles} == {shift}


def test_call_centre_needs_its_seats_but_no_leader_of_the_counters(office):
    site = site_of("callcenter")
    people = [make_staff(ready_for=Duty.OPERATOR, posted_to=site) for _ in range(3)]
    edits = [
        CellEdit(person, day, (plan("8:30-17:15", pause, duty=Duty.OPERATOR),))
        for day in june(site)
        for person, pause in zip(people, ("11-12", "12-13", "13-14"), strict=True)
    ]
    save(edits, site=site)
    assert publish(site).site == site


def test_days_before_today_are_not_judged(office):
    fill(crew(), june(first=date(2025, 6, 16)))
    with pytest.raises(NotPublishable):
        publish()
    assert publish(moment=at(10, day=date(2025, 6, 16))).month == JUNE


def test_month_is_published_once(office):
    fill(crew(), june())
    first = publish()
    with pytest.raises(AlreadyPublished) as again:
        publish()
    assert again.value.publication == first


@pytest.fixture
def in_published_june(office):
    people = crew()
    fill(people, june())
    publish()
    return people


def test_published_shift_changes_only_with_a_reason_that_the_history_keeps(in_published_june):
    edit = CellEdit(in_published_june[0], MONDAY, (plan("8:45-17", "11-12", duty=Duty.SITE_LEADER),))
    with pytest.raises(ReasonNeeded):
        save([edit])
    assert save([edit], reason="会場の準備のため").changed == 1
    shift = Shift.objects.get(staff=in_published_june[0], day=MONDAY)
    event = apps.get_model("workforce", "ShiftEvent").objects.filter(pgh_obj=shift).latest("pgh_id")
    assert (shift.starts_at, event.pgh_context.metadata["reason"]) == (time(8, 45), "会場の準備のため")


def test_nothing_is_asked_where_nothing_changes(in_published_june):
    same = CellEdit(in_published_june[0], MONDAY, (plan("9-17", "11-12", duty=Duty.SITE_LEADER),))
    assert save([same]).unchanged == 1


def test_new_shift_in_a_published_month_is_published_at_once(in_published_june):
    helper = make_staff(ready_for=Duty.COUNTER_STAFF)
    save([CellEdit(helper, MONDAY, (plan("9-12"),))], reason="来場者が増えるため", at=at(11))
    assert Shift.objects.get(staff=helper).published_at == at(11)


def test_published_month_takes_no_shift_without_its_break(in_published_june):
    helper = make_staff(ready_for=Duty.COUNTER_STAFF)
    (sentence,) = refusal_of([CellEdit(helper, MONDAY, (plan("9-17"),))], reason="来場者が増えるため")
    assert "休憩が45分足りません" in sentence


def test_stand_in_published_in_a_draft_month_needs_a_reason_too(staff):
    published(make_shift(staff))
    with pytest.raises(ReasonNeeded):
        save([CellEdit(staff, MONDAY, ())])


@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_random_roster_is_published_with_an_untrained_person(filled_june_and_newcomers, data):
    days, newcomers = filled_june_and_newcomers
    Shift.objects.filter(staff__in=newcomers).delete()
    chosen = data.draw(
        st.lists(
            st.tuples(st.sampled_from(newcomers), st.sampled_from(days)),
            unique_by=lambda pair: (pair[0].pk, pair[1]),
            max_size=4,
        )
    )
    for person, day in chosen:
        make_shift(person, day, "9-12")
    RosterPublication.objects.all().delete()
    if chosen:
        with pytest.raises(NotPublishable) as refused:
            publish()
        assert {(found.shift.staff, found.shift.day) for found in refused.value.faults.obstacles} == set(chosen)
    else:
        assert publish().month == JUNE


@pytest.fixture
def filled_june_and_newcomers(office):
    fill(crew(), june())
    return june(), [make_staff(name=f"新人 {number}") for number in range(2)]


# --- two at once ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_publishing_at_once_make_one_publication(office):
    fill(crew(), june())
    results = at_once([publish, publish])
    assert sorted(type(result).__name__ for result in results) == ["AlreadyPublished", "RosterPublication"]
    assert RosterPublication.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_lock_both_try_to_publish(office, monkeypatch):
    fill(crew(), june())
    monkeypatch.setattr(roster_actions, "_lock", lambda site: site)
    both, judged = threading.Barrier(2), roster_actions.faults_of_month

    def judge_together(**options):
        both.wait(timeout=30)
        return judged(**options)

    monkeypatch.setattr(roster_actions, "faults_of_month", judge_together)
    results = at_once([publish, publish])
    assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "RosterPublication"]


@pytest.mark.django_db(transaction=True)
def test_shift_saved_while_the_month_is_published_is_published_with_it_or_needs_a_reason(office):
    fill(crew(), june())
    helper = make_staff(ready_for=Duty.COUNTER_STAFF)
    results = at_once([publish, lambda: save([CellEdit(helper, MONDAY, (plan("9-12"),))])])
    assert isinstance(results[0], RosterPublication)
    if isinstance(results[1], ReasonNeeded):
        assert not Shift.objects.filter(staff=helper).exists()
    else:
        assert Shift.objects.get(staff=helper).published_at == at(10)
