"""The clock: coming, breaks, moving, going, and what is put right afterwards."""

from datetime import date, timedelta

import pytest

from apps.accounts.enums import Role
from apps.contracts.models import Document
from apps.workforce import attendance_actions as actions
from apps.workforce.attendance_actions import ForgottenClockOut, NotFit
from apps.workforce.enums import Duty, LeftAs, QualificationKind
from apps.workforce.models import Presence
from apps.workforce.refusals import NotPossible
from tests.threads import at_once

from .days import make_outing, make_presence, make_shift, moment, site_of
from .factories import MONDAY, clerk, make_staff, make_user, qualify, train, version_in_force

TUESDAY = date(2025, 6, 3)


@pytest.fixture(autouse=True)
def _monday(contract, time_machine):
    time_machine.move_to(moment("09:00"), tick=False)


@pytest.fixture
def staff():
    return make_shift(ready(user=make_user(Role.COUNTER_STAFF)), "09:00-17:00").staff


def ready(*duties, **fields):
    """Somebody who lacks nothing for these duties, the first the main one."""
    duties = duties or (Duty.COUNTER_STAFF,)
    person = make_staff(ready_for=duties[0], **fields)
    if Duty.OPERATOR in duties[1:]:
        train(person, duty=Duty.OPERATOR)
        qualify(person, QualificationKind.MANNERS, QualificationKind.PC_SKILL)
    return person


def step(action, staff, at, *, by=None, **place):
    return action(staff=staff, by=by or staff.user or clerk(), at=moment(at), **place)


def stretches(staff):
    return [
        (f"{row.arrived_at.astimezone(moment('00:00').tzinfo):%H:%M}", row.left_as, row.place_label)
        for row in Presence.objects.filter(staff=staff)
    ]


def test_day_of_somebody_is_its_stretches(staff):
    step(actions.clock_in, staff, "08:55", site=site_of())
    step(actions.start_break, staff, "12:00")
    step(actions.end_break, staff, "13:00")
    step(actions.clock_out, staff, "17:05")
    name = site_of().short_name
    assert stretches(staff) == [("08:55", LeftAs.BREAK, name), ("13:00", LeftAs.OUT, name)]
    assert set(Presence.objects.values_list("duty", "recorded_by")) == {(Duty.COUNTER_STAFF, staff.user_id)}


def test_same_step_twice_is_one(staff):
    for at in ("08:55", "08:56"):
        step(actions.clock_in, staff, at, site=site_of())
    for at in ("12:00", "12:01"):
        step(actions.start_break, staff, at)
    for at in ("13:00", "13:01"):
        step(actions.end_break, staff, at)
    for at in ("17:00", "17:01"):
        step(actions.clock_out, staff, at)
    assert Presence.objects.count() == 2
    assert Presence.objects.last().left_at == moment("17:00")


def test_who_goes_during_the_break_left_when_it_began(staff):
    step(actions.clock_in, staff, "09:00", site=site_of())
    step(actions.start_break, staff, "12:00")
    step(actions.clock_out, staff, "12:30")
    (row,) = Presence.objects.all()
    assert (row.left_at, row.left_as) == (moment("12:00"), LeftAs.OUT)


@pytest.mark.parametrize("name", ["start_break", "end_break", "clock_out"])
def test_step_without_having_come_is_refused(staff, name):
    with pytest.raises(NotPossible):
        step(getattr(actions, name), staff, "10:00")
    assert not Presence.objects.exists()


def test_duty_is_that_of_the_shift_which_lasts_now():
    leader = make_shift(None, "08:30-12:00", code="callcenter", duty=Duty.CC_LEADER, ready=True).staff
    make_shift(leader, "12:00-13:00", code="callcenter", duty=Duty.OPERATOR)
    site = site_of("callcenter")
    assert step(actions.clock_in, leader, "08:25", site=site).duty == Duty.CC_LEADER
    assert step(actions.move_to, leader, "12:00", site=site).duty == Duty.OPERATOR
    assert step(actions.move_to, leader, "12:01", site=site).arrived_at == moment("12:00")


def test_people_clock_in_only_where_they_are_rostered_and_others_may_send_them_elsewhere(staff):
    with pytest.raises(NotPossible, match="勤務がありません"):
        step(actions.clock_in, staff, "09:00", site=site_of("takashina"))
    sent = step(actions.clock_in, staff, "09:00", site=site_of("takashina"), by=clerk())
    assert (sent.site.code, sent.recorded_by) == ("takashina", clerk())


def test_leader_of_the_counters_comes_to_any_of_them():
    leader = ready(Duty.SITE_LEADER, user=make_user(Role.SITE_LEADER))
    make_shift(leader, "09:00-17:00", duty=Duty.SITE_LEADER)
    assert step(actions.clock_in, leader, "09:00", site=site_of("takashina")).duty == Duty.SITE_LEADER


def test_nobody_clocks_in_without_a_published_shift():
    person = make_shift(None, "09:00-17:00", draft=True).staff
    with pytest.raises(NotPossible, match="公開済みの勤務"):
        step(actions.clock_in, person, "09:00", site=site_of())


def test_moving_is_one_moment_at_two_places(staff):
    step(actions.clock_in, staff, "09:00", site=site_of())
    with pytest.raises(NotPossible, match="勤務中"):
        step(actions.clock_in, staff, "10:00", site=site_of("takashina"), by=clerk())
    moved = step(actions.move_to, staff, "10:00", site=site_of("takashina"), by=clerk())
    before = Presence.objects.exclude(pk=moved.pk).get()
    assert (before.left_at, before.left_as, moved.arrived_at) == (moment("10:00"), LeftAs.MOVE, moment("10:00"))


def test_member_of_an_outing_comes_to_it_and_its_leader_as_leader(staff):
    outing = make_outing("10:00-12:00", staff)
    leader = make_shift(ready(Duty.SITE_LEADER), "09:00-17:00", duty=Duty.COUNTER_STAFF).staff
    outing.members.create(staff=leader, leads=True)
    assert step(actions.clock_in, staff, "09:50", outing=outing).duty == Duty.COUNTER_STAFF
    assert step(actions.clock_in, leader, "09:50", outing=outing).duty == Duty.SITE_LEADER
    with pytest.raises(NotPossible, match="出張申請受付の担当"):
        step(actions.clock_in, make_shift().staff, "09:50", outing=outing)


def test_forgotten_clock_out_is_stated_before_the_next_day_begins(staff):
    forgotten = make_presence(staff, "09:00-")
    make_shift(staff, "09:00-17:00", day=TUESDAY)
    tuesday = moment("08:55", day=TUESDAY)
    with pytest.raises(ForgottenClockOut, match="6/2"):
        actions.clock_in(staff=staff, site=site_of(), by=staff.user, at=tuesday)
    given = {"presence": forgotten, "by": staff.user, "at": tuesday, "reason": "打刻漏れ"}
    for wrong in (moment("08:00"), moment("08:00", day=TUESDAY), moment("12:00", day=TUESDAY)):
        with pytest.raises(NotPossible):
            actions.finish_forgotten(left_at=wrong, **given)
    finished = actions.finish_forgotten(left_at=moment("17:10"), **given)
    assert (finished.left_at, finished.left_as, finished.correction) == (moment("17:10"), LeftAs.OUT, "打刻漏れ")
    assert actions.clock_in(staff=staff, site=site_of(), by=staff.user, at=tuesday).left_at is None


# --- corrections ----------------------------------------------------------------------------------------------------


def correct(presence, arrived, left, *, at="18:00", left_as=LeftAs.OUT):
    return actions.correct_presence(
        presence=presence,
        arrived_at=moment(arrived),
        left_at=moment(left) if left else None,
        left_as=left_as,
        reason="打刻の押し間違い",
        by=clerk(),
        at=moment(at),
    )


def test_correction_keeps_what_stood_before_in_the_history(staff):
    presence = correct(make_presence(staff, "09:10-17:00"), "09:00", "17:00")
    events = presence.events.order_by("pgh_id").values_list("arrived_at", "correction")
    assert list(events) == [(moment("09:10"), ""), (moment("09:00"), "打刻の押し間違い")]


@pytest.mark.parametrize(
    ("arrived", "left", "sentence"),
    [
        ("10:00", "09:00", "終了は開始より後"),
        ("09:00", "19:00", "これから先"),
        ("09:00", "13:30", "ほかの場所で在席"),
    ],
)
def test_impossible_correction_is_refused(staff, arrived, left, sentence):
    presence = make_presence(staff, "09:10-12:00", left_as=LeftAs.BREAK)
    make_presence(staff, "13:00-17:00")
    with pytest.raises(NotPossible, match=sentence):
        correct(presence, arrived, left)
    presence.refresh_from_db()
    assert presence.arrived_at == moment("09:10")


def test_stretch_that_nobody_clocked_is_added_and_one_that_never_was_goes_with_its_reason(staff):
    added = actions.add_presence(
        staff=staff,
        site=site_of(),
        duty=Duty.COUNTER_STAFF,
        arrived_at=moment("09:00"),
        left_at=moment("12:00"),
        left_as=LeftAs.OUT,
        reason="端末の不具合",
        by=clerk(),
        at=moment("18:00"),
    )
    history, pk = type(added).events.rel.related_model, added.pk
    actions.remove_presence(presence=added, reason="別の人の打刻", by=clerk())
    assert not Presence.objects.exists()
    assert list(history.objects.filter(pgh_obj_id=pk).order_by("pgh_id").values_list("pgh_label", "correction")) == [
        ("insert", "端末の不具合"),
        ("update", "別の人の打刻"),
        ("delete", "別の人の打刻"),
    ]
    with pytest.raises(NotPossible, match="すでに取り消されています"):
        actions.remove_presence(presence=Presence(pk=pk, staff=staff), reason="二重", by=clerk())


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_are_one_clock_in(contract):
    staff = make_shift(ready=True).staff
    results = at_once([lambda: step(actions.clock_in, staff, "09:00", site=site_of(), by=clerk())] * 10)
    assert all(result == results[0] for result in results)
    assert Presence.objects.count() == 1


# --- the pages of leaders -------------------------------------------------------------------------------------------


def test_leader_clocks_for_somebody_without_an_account(client_of):
    person = make_shift(ready=True).staff
    client = client_of(Role.SITE_LEADER)
    given = {"staff": person.pk, "place": "honcho"}
    assert client.post("/staff/clock/", given | {"step": "in"}).status_code == 303
    page = client.get("/staff/coverage/honcho/").content.decode()
    assert "勤務中" in page
    assert f"{person} 休憩" in page
    row = Presence.objects.get()
    assert (row.staff, row.recorded_by) == (person, client.user)


@pytest.mark.parametrize(
    ("role", "code", "status"),
    [
        (Role.SITE_LEADER, "honcho", 303),
        (Role.SITE_LEADER, "callcenter", 404),
        (Role.CC_LEADER, "callcenter", 303),
        (Role.CC_LEADER, "honcho", 404),
        (Role.GENERAL_MANAGER, "callcenter", 303),
        (Role.CITY_STAFF, "honcho", 403),
        (Role.OPERATOR, "callcenter", 403),
    ],
)
def test_who_clocks_for_others_where(client_of, role, code, status):
    duty = Duty.OPERATOR if code == "callcenter" else Duty.COUNTER_STAFF
    person = make_shift(None, "09:00-17:00", code=code, duty=duty, ready=True).staff
    answer = client_of(role).post("/staff/clock/", {"staff": person.pk, "place": code, "step": "in"})
    assert answer.status_code == status
    assert Presence.objects.exists() == (status == 303)


def test_unknown_step_place_or_person_is_no_page(client_of):
    client, person = client_of(Role.GENERAL_MANAGER), make_shift().staff
    given = {"staff": person.pk, "place": "honcho", "step": "in"}
    for wrong in ({"step": "fly"}, {"place": "nowhere"}, {"place": "outing-9"}, {"staff": "x"}, {"staff": 0}):
        assert client.post("/staff/clock/", given | wrong).status_code == 404


@pytest.mark.parametrize(
    ("role", "code", "duty"),
    [(Role.SITE_LEADER, "callcenter", Duty.OPERATOR), (Role.CC_LEADER, "honcho", Duty.COUNTER_STAFF)],
)
def test_nobody_clocks_for_the_people_of_the_other_service_by_naming_an_own_place(client_of, role, code, duty):
    person = make_shift(None, "09:00-17:00", code=code, duty=duty).staff
    make_presence(person, "08:30-", code=code, duty=duty)
    own = "honcho" if role == Role.SITE_LEADER else "callcenter"
    client = client_of(role)
    for name in ("out", "break", "move", "in"):
        assert client.post("/staff/clock/", {"staff": person.pk, "place": own, "step": name}).status_code == 404
    address = f"/staff/coverage/{own}/people/{person.pk}/presences/add/?date={MONDAY}"
    assert client.get(address).status_code == 404
    assert Presence.objects.get().left_at is None


def test_leader_takes_over_whoever_comes_from_the_other_service(client_of):
    """Who has a shift at both is the business of whoever leads the place where the person is."""
    person = ready(Duty.COUNTER_STAFF, Duty.OPERATOR)
    make_shift(person, "08:30-12:00", code="callcenter", duty=Duty.OPERATOR)
    make_shift(person, "13:00-17:00")
    given = {"staff": person.pk, "place": "honcho", "step": "in"}
    assert client_of(Role.SITE_LEADER).post("/staff/clock/", given).status_code == 303
    assert client_of(Role.CC_LEADER).post("/staff/clock/", given | {"place": "callcenter"}).status_code == 404


@pytest.mark.parametrize("wrong", [{"staff": "9" * 5000}, {"staff": "９"}, {"place": "\0"}, {"place": "outing-²"}])
def test_what_names_no_row_is_no_page(client_of, wrong):
    person = make_shift(make_staff(user=make_user(Role.GENERAL_MANAGER))).staff
    client = client_of(Role.GENERAL_MANAGER, user=person.user)
    given = {"staff": person.pk, "place": "honcho", "step": "in"} | wrong
    assert client.post("/staff/clock/", given).status_code == 404
    if "place" in wrong:
        assert client.post("/staff/my/clock/", given).status_code == 404


def test_correction_by_page_returns_what_was_typed_and_keeps_the_reason(client_of):
    presence = make_presence(make_shift().staff, "08:30-08:50")
    client = client_of(Role.SITE_LEADER)
    given = {"arrived": "08:20", "left": "08:10", "left_as": "out", "reason": "押し間違い"}
    answer = client.post(f"/staff/presences/{presence.pk}/", given)
    assert answer.status_code == 422
    assert 'value="08:10"' in answer.content.decode()
    assert client.post(f"/staff/presences/{presence.pk}/", given | {"left": "08:40"}).status_code == 303
    presence.refresh_from_db()
    assert (presence.left_at, presence.correction) == (moment("08:40"), "押し間違い")
    assert client_of(Role.CC_LEADER).get(f"/staff/presences/{presence.pk}/").status_code == 404
    assert client.post(f"/staff/presences/{presence.pk}/remove/", {"reason": "二重の打刻"}).status_code == 303
    assert not Presence.objects.exists()


def test_stretch_is_added_by_page(client_of):
    person = make_shift(ready=True).staff
    address = f"/staff/coverage/honcho/people/{person.pk}/presences/add/?date={MONDAY}"
    client = client_of(Role.SITE_LEADER)
    assert client.get(address).context["form"].initial == {"duty": Duty.COUNTER_STAFF}
    given = {"duty": "counter_staff", "arrived": "08:30", "left": "", "left_as": "", "reason": "端末の不具合"}
    assert client.post(address, given).status_code == 303
    assert Presence.objects.get().left_at is None


# --- the gate -------------------------------------------------------------------------------------------------------


def test_who_became_unfit_after_publication_is_not_let_in(staff):
    staff.pledge.delete()
    with pytest.raises(NotFit, match=r"誓約書.*統括責任者に連絡"):
        step(actions.clock_in, staff, "08:55", site=site_of())
    assert not Presence.objects.exists()


def test_leader_whose_appointment_ended_does_not_come_as_leader():
    leader = make_shift(None, "09:00-17:00", duty=Duty.SITE_LEADER, ready=True).staff
    leader.appointments.update(ends_on=MONDAY - timedelta(days=1))
    with pytest.raises(NotFit, match="選任されていません"):
        step(actions.clock_in, leader, "08:55", site=site_of())


def test_unread_paper_past_its_grace_is_confirmed_on_the_own_page_and_then_lets_in(staff, client_of):
    client = client_of(Role.COUNTER_STAFF, user=staff.user)
    given = {"step": "in", "place": "honcho"}
    Document.objects.filter(code="counter-manual").update(needs_reading=True)
    version = version_in_force("counter-manual")
    answer = client.post("/staff/my/clock/", given, follow=True)
    assert "「自分の勤務」で文書を確認すると" in answer.content.decode()
    assert client.post(f"/staff/my/readings/{version.pk}/").status_code == 303
    client.post("/staff/my/clock/", given)
    assert Presence.objects.get().staff == staff


@pytest.mark.parametrize("duty", [Duty.SITE_LEADER, Duty.COUNTER_STAFF, Duty.OPERATOR])
def test_stretch_is_added_only_with_a_duty_of_the_place_that_the_person_may_do(client_of, duty):
    person = make_shift(None, "09:00-17:00").staff
    if duty != Duty.COUNTER_STAFF:
        person = make_shift(ready(), "09:00-17:00").staff
    address = f"/staff/coverage/honcho/people/{person.pk}/presences/add/?date={MONDAY}"
    given = {"duty": duty.value, "arrived": "08:30", "left": "", "left_as": "", "reason": "端末の不具合"}
    answer = client_of(Role.SITE_LEADER).post(address, given)
    assert answer.status_code == 422
    assert list(dict(answer.context["form"].fields["duty"].choices)) == [Duty.SITE_LEADER, Duty.COUNTER_STAFF]
    assert ("として勤務できません" in answer.content.decode()) == (duty != Duty.OPERATOR)
    assert not Presence.objects.exists()


def test_operator_is_not_counted_at_a_counter():
    operator = make_shift(None, "09:00-17:00", code="callcenter", duty=Duty.OPERATOR, ready=True).staff
    with pytest.raises(NotPossible, match="オペレーターの役割では"):
        step(actions.clock_in, operator, "09:00", site=site_of(), by=clerk())


def test_place_page_shows_people_their_hours_and_the_forgotten(client_of):
    shift = make_shift(None, "09:00-17:00", "12:00-13:00")
    make_presence(shift.staff, "09:00-", day=date(2025, 6, 1))
    page = client_of(Role.CITY_STAFF).get("/staff/coverage/honcho/").content.decode()
    assert "休憩 12:00–13:00" in page
    assert "打刻漏れ" in page
    assert "不在を記録" not in page
    assert client_of(Role.SITE_LEADER).get("/staff/coverage/callcenter/").status_code == 404


@pytest.mark.parametrize("people", [1, 10])
def test_place_page_asks_the_same_number_of_queries(client_of, people, django_assert_max_num_queries):
    for _ in range(people):
        make_presence(make_shift(None, "09:00-17:00", "12:00-13:00").staff, "08:30-")
    client = client_of(Role.SITE_LEADER)
    with django_assert_max_num_queries(32):
        client.get("/staff/coverage/honcho/")
