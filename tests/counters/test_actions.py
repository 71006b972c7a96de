import uuid
from datetime import date, timedelta

import pytest

from apps.accounts.enums import Role
from apps.counters import actions
from apps.counters.actions import (
    Circumstances,
    ImpossibleReception,
    NotOpen,
    NotToday,
    ServiceGiven,
    SiteIsClosed,
    UndoIsOver,
)
from apps.counters.enums import AssistMethod, ServiceKind, SessionState
from apps.counters.models import CounterSession, NotPossible, Reception, Service, TransitionNotAllowed, Trouble

from .factories import (
    ASSIST,
    MONDAY,
    SUNDAY,
    after,
    at,
    decided_agreement,
    make_reception,
    make_session,
    make_user,
    record,
    site_of,
    tick_all,
)

SIX = ["honcho", "takashina", "ohigashi", "kasumigaseki", "naguwashi", "station"]


def open_session(calendar, *, code="honcho", day=MONDAY, by=None, reason=""):
    return actions.open_session(
        site=site_of(code),
        day=day,
        by=by or make_user(),
        at=at(9, day=day),
        calendar=calendar,
        override_reason=reason,
        override_agreement=decided_agreement() if reason else None,
    )


# --- opening


@pytest.mark.parametrize(
    ("day", "opening"),
    [
        (date(2025, 6, 2), SIX),
        (date(2025, 6, 7), ["station"]),
        (date(2025, 11, 24), []),
        (date(2025, 12, 30), []),
        (date(2026, 1, 2), []),
        (date(2026, 1, 3), []),
    ],
)
def test_each_counter_opens_on_its_own_days_only(calendar, day, opening):
    clerk = make_user()
    opened = []
    for code in SIX:
        if code in opening:
            opened.append(open_session(calendar, code=code, day=day, by=clerk).site.code)
        else:
            with pytest.raises(SiteIsClosed, match=calendar.closed_reason(code, day)):
                open_session(calendar, code=code, day=day, by=clerk)
    assert opened == opening
    assert CounterSession.objects.count() == len(opening)


@pytest.mark.parametrize("role", Role)
def test_closed_day_is_opened_by_a_leader_with_a_reason(calendar, role):
    someone = make_user(role)
    if role not in (Role.SITE_LEADER, Role.GENERAL_MANAGER):
        with pytest.raises(SiteIsClosed):
            open_session(calendar, day=SUNDAY, by=someone, reason="市の依頼")
        assert not CounterSession.objects.exists()
        return
    with pytest.raises(SiteIsClosed, match=r"日曜日|運営期間外"):
        open_session(calendar, day=SUNDAY, by=someone)
    session = open_session(calendar, day=SUNDAY, by=someone, reason="市の依頼")
    assert (session.state, session.override_reason, session.override_by) == (SessionState.OPEN, "市の依頼", someone)


def test_reason_given_at_setup_holds_for_the_opening(calendar):
    leader, clerk = make_user(Role.SITE_LEADER), make_user()
    day = {"site": site_of(), "day": SUNDAY, "calendar": calendar}
    why = {"override_reason": "市の依頼", "override_agreement": decided_agreement()}
    actions.finish_setup(**day, by=leader, at=at(8, 30, day=SUNDAY), **why)
    session = actions.open_session(**day, by=clerk, at=at(9, day=SUNDAY))
    assert (session.opened_by, session.override_by) == (clerk, leader)


def test_reason_on_an_open_day_is_not_kept(calendar):
    session = open_session(calendar, by=make_user(Role.SITE_LEADER), reason="念のため")
    assert (session.override_reason, session.override_by) == ("", None)


@pytest.mark.parametrize("days", [-1, 1])
def test_session_is_opened_on_its_own_day_only(calendar, days):
    with pytest.raises(NotToday):
        actions.open_session(
            site=site_of(), day=MONDAY + timedelta(days=days), by=make_user(), at=at(9), calendar=calendar
        )
    assert not CounterSession.objects.exists()


def test_session_is_opened_once(calendar):
    open_session(calendar)
    with pytest.raises(TransitionNotAllowed):
        open_session(calendar)
    assert CounterSession.objects.get().state is SessionState.OPEN


def test_day_runs_through_its_four_times(calendar):
    clerk = make_user()
    day = {"site": site_of(), "day": MONDAY, "by": clerk, "calendar": calendar}
    actions.finish_setup(**day, at=at(8, 40))
    session = actions.open_session(**day, at=at(9))
    tick_all(session)
    tick_all(session)
    actions.close_session(session=session, by=clerk, at=at(17))
    session = actions.clear_session(session=session, by=clerk, at=at(17, 30), calendar=calendar)
    assert session.state is SessionState.CLEARED
    assert session.opening_minutes == 480


# --- receptions


def test_plain_assist_is_one_reception_with_one_service():
    session = make_session()
    [reception] = record(session)
    assert (reception.number, reception.group_size, reception.received_by) == (1, 1, session.opened_by)
    assert list(reception.services.values_list("kind", "method")) == [(ServiceKind.ASSIST, AssistMethod.DEVICE)]


def test_group_of_four_is_four_receptions_with_the_same_services():
    session = make_session()
    record(session)
    family = record(session, ASSIST, ServiceGiven(ServiceKind.PHOTO), people=4)
    assert [(person.number, person.place_in_group) for person in family] == [(2, 1), (3, 2), (4, 3), (5, 4)]
    assert len({person.submission_key for person in family}) == 1
    assert Service.objects.filter(reception__in=family).count() == 8


def test_same_form_posted_twice_is_one_record():
    session, key = make_session(), uuid.uuid4()
    first = record(session, people=3, key=key)
    again = record(session, people=3, key=key)
    assert first == again
    assert Reception.objects.count() == Service.objects.count() == 3


def test_resent_form_gets_its_record_even_after_the_closing():
    session, key = make_session(), uuid.uuid4()
    first = record(session, key=key)
    tick_all(session)
    tick_all(session)
    actions.close_session(session=session, by=session.opened_by, at=at(17))
    assert record(session, key=key) == first


def test_reception_after_the_closing_is_refused():
    session = make_session()
    tick_all(session)
    tick_all(session)
    actions.close_session(session=session, by=session.opened_by, at=at(17))
    with pytest.raises(NotOpen):
        record(session, received_at=at(17, 0, 1))
    assert not Reception.objects.exists()


def test_reception_before_the_opening_is_refused():
    with pytest.raises(NotOpen):
        record(make_session(opened=False), by=make_user())


def test_reception_on_another_day_is_refused():
    session = make_session()
    with pytest.raises(NotToday):
        record(session, received_at=at(9, day=MONDAY + timedelta(days=1)))
    record(session, received_at=at(23, 59, 59))
    assert Reception.objects.count() == 1


EXPRESS, GUIDANCE, PHOTO = (
    ServiceGiven(kind) for kind in (ServiceKind.EXPRESS_PHOTO, ServiceKind.GUIDANCE, ServiceKind.PHOTO)
)


@pytest.mark.parametrize(
    ("services", "noted"),
    [
        ([], {}),
        ([ASSIST], {"gave_up": True}),
        ([EXPRESS, ASSIST], {}),
        ([EXPRESS, PHOTO], {}),
        ([GUIDANCE, PHOTO], {}),
        ([ASSIST], {"interpreting": "phone"}),
    ],
)
def test_contradiction_is_refused(services, noted):
    session = make_session()
    with pytest.raises(ImpossibleReception):
        actions.record_reception(
            session=session,
            services=services,
            by=session.opened_by,
            at=at(10),
            submission_key=uuid.uuid4(),
            circumstances=Circumstances(**noted),
        )
    assert not Reception.objects.exists()


def test_form_is_issued_only_where_the_counter_can():
    able, unable = make_session(), make_session(code="station")
    assert (able.site.can_issue_form, unable.site.can_issue_form) == (True, False)
    assert record(able, form_issued_at_window=True)[0].form_issued_at_window
    with pytest.raises(ImpossibleReception):
        record(unable, form_issued_at_window=True)


def test_person_who_gave_up_is_a_reception_without_assist():
    session = make_session()
    record(session, gave_up=True)
    tally = session.receptions.counted().tally()
    assert (tally["receptions"], tally["assists"], tally["gave_up"]) == (1, 0, 1)


# --- undo


@pytest.mark.parametrize(("seconds", "is_taken_back"), [(0, True), (60, True), (60.5, False), (3600, False)])
def test_reception_is_taken_back_only_within_a_minute(seconds, is_taken_back):
    session = make_session()
    reception, clerk = make_reception(session), make_user()
    moment = after(reception.received_at, seconds)
    if is_taken_back:
        actions.undo_reception(reception=reception, by=clerk, at=moment)
        reception.refresh_from_db()
        assert (reception.voided_at, reception.voided_by) == (moment, clerk)
    else:
        with pytest.raises(UndoIsOver):
            actions.undo_reception(reception=reception, by=clerk, at=moment)
    assert session.receptions.counted().tally()["receptions"] == (0 if is_taken_back else 1)


def test_group_is_taken_back_as_a_whole_and_its_numbers_are_not_given_again():
    session = make_session()
    family = record(session, people=3)
    actions.undo_reception(reception=family[1], by=session.opened_by, at=at(10, 0, 30))
    assert not session.receptions.counted().exists()
    assert make_reception(session).number == 4


def test_reception_is_taken_back_once():
    reception = make_reception(make_session())
    actions.undo_reception(reception=reception, by=reception.received_by, at=at(10, 0, 10))
    with pytest.raises(UndoIsOver):
        actions.undo_reception(reception=reception, by=reception.received_by, at=at(10, 0, 20))


def test_nothing_is_taken_back_after_the_closing():
    session = make_session()
    reception = make_reception(session, received_at=at(16, 59, 50))
    tick_all(session)
    tick_all(session)
    actions.close_session(session=session, by=session.opened_by, at=at(17))
    with pytest.raises(NotOpen):
        actions.undo_reception(reception=reception, by=session.opened_by, at=at(17, 0, 5))
    assert session.receptions.counted().count() == 1


# --- closing


def test_closing_lies_after_the_opening_and_the_last_reception():
    session = make_session()
    make_reception(session, received_at=at(12))
    tick_all(session)
    for moment in (at(9), at(11, 59)):
        with pytest.raises(NotPossible):
            actions.close_session(session=session, by=session.opened_by, at=moment)
    tick_all(session)
    assert actions.close_session(session=session, by=session.opened_by, at=at(12)).state is SessionState.CLOSED


def test_session_that_never_opened_is_not_closed():
    with pytest.raises(TransitionNotAllowed):
        actions.close_session(session=make_session(opened=False), by=make_user(), at=at(17))


# --- trouble


def write_trouble(session, **fields):
    words = {"situation": "機器が起動しなかった。", "response": "予備の機器に替えた。", "submission_key": uuid.uuid4()}
    return actions.record_trouble(session=session, by=make_user(), at=at(18), **(words | fields))


def test_trouble_is_written_once_and_after_the_closing_too():
    session, key = make_session(), uuid.uuid4()
    tick_all(session)
    tick_all(session)
    actions.close_session(session=session, by=session.opened_by, at=at(17))
    assert write_trouble(session, submission_key=key) == write_trouble(session, submission_key=key)
    assert Trouble.objects.count() == 1


def test_trouble_needs_a_session_that_was_opened():
    with pytest.raises(NotOpen):
        write_trouble(make_session(opened=False))
    assert not Trouble.objects.exists()


# --- history


def test_every_change_is_in_the_history():
    session = make_session()
    reception = make_reception(session)
    actions.undo_reception(reception=reception, by=session.opened_by, at=at(10, 0, 30))
    tick_all(session)
    tick_all(session)
    actions.close_session(session=session, by=session.opened_by, at=at(17))
    events = {
        model: list(model.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True))
        for model in (CounterSession, Reception)
    }
    assert events == {CounterSession: ["insert", "update"], Reception: ["insert", "update"]}
