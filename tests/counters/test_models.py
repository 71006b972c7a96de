"""What the tables of the counters refuse, each with a case that they take."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.core.db import violated
from apps.core.textguard import ForbiddenText
from apps.counters.enums import (
    TRANSITIONS,
    AssistMethod,
    ServiceKind,
    SessionState,
    SourceDocument,
    UsageKind,
)
from apps.counters.models import (
    POSTAL_TICKS,
    TALLY,
    CounterSession,
    Reception,
    Service,
    TransitionNotAllowed,
    Trouble,
)

from .factories import (
    ASSIST,
    MONDAY,
    SUNDAY,
    ServiceGiven,
    after,
    at,
    decided_agreement,
    make_reception,
    make_session,
    make_user,
    record,
    site_of,
)

DAY = timedelta(days=1)


def refused_by(save) -> str | None:
    """Name of the constraint that refused the save; None when it went through."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        return violated(error)
    return None


# --- session


def test_site_has_one_session_a_day():
    make_session()
    assert refused_by(lambda: make_session(opened=False)) == "countersession_one_per_site_and_day"
    assert refused_by(lambda: make_session(code="station", opened=False)) is None
    assert refused_by(lambda: make_session(day=MONDAY + DAY, opened=False)) is None


def session_with(**times) -> CounterSession:
    clerk = make_user()
    by = {name.replace("_at", "_by"): clerk for name in times}
    return CounterSession(site=site_of(), held_on=MONDAY, **times, **by)


IN_ORDER = {"setup_done_at": at(8, 50), "opened_at": at(9), "closed_at": at(17), "cleared_at": at(17, 20)}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, None),
        ({"setup_done_at": at(9)}, None),
        ({"cleared_at": at(17)}, None),
        ({"setup_done_at": at(9, 1)}, "countersession_times_in_order"),
        ({"closed_at": at(9)}, "countersession_times_in_order"),
        ({"cleared_at": at(16, 59)}, "countersession_times_in_order"),
        ({"cleared_at": at(18), "closed_at": None}, "countersession_steps_follow_each_other"),
        ({"opened_at": None, "cleared_at": None}, "countersession_steps_follow_each_other"),
    ],
)
def test_times_of_a_session_follow_each_other(changes, rule):
    times = {name: moment for name, moment in (IN_ORDER | changes).items() if moment}
    assert refused_by(session_with(**times).save) == rule


@pytest.mark.parametrize("step", ["setup_done", "opened", "closed", "cleared"])
def test_time_of_a_session_names_who_noted_it(step):
    session = session_with(**IN_ORDER)
    setattr(session, f"{step}_by", None)
    assert refused_by(session.save) == f"countersession_{step}_at_with_by"


def test_reason_for_a_closed_day_names_who_gave_it_and_the_agreement():
    full = {"override_reason": "市の依頼", "override_by": make_user(), "override_agreement": decided_agreement()}
    for missing, nothing in (("override_reason", ""), ("override_by", None), ("override_agreement", None)):
        session = CounterSession(site=site_of(), held_on=SUNDAY, **(full | {missing: nothing}))
        assert refused_by(session.save) == "countersession_override_has_reason_by_and_agreement"
    assert refused_by(CounterSession(site=site_of(), held_on=SUNDAY, **full).save) is None


def test_day_is_signed_after_the_closing_only():
    session = session_with(**IN_ORDER)
    session.signed_by, session.signed_at = make_user(), session.closed_at - timedelta(seconds=1)
    assert refused_by(session.save) == "countersession_signed_after_closing"
    session.signed_at = session.closed_at
    assert refused_by(session.save) is None
    session.signed_by = None
    assert refused_by(session.save) == "countersession_signed_at_with_by"


STEPS = {
    SessionState.SET_UP: CounterSession.finish_setup,
    SessionState.OPEN: CounterSession.open,
    SessionState.CLOSED: CounterSession.close,
    SessionState.CLEARED: CounterSession.clear,
}
TIMES_OF = {
    SessionState.PLANNED: [],
    SessionState.SET_UP: ["setup_done_at"],
    SessionState.OPEN: ["setup_done_at", "opened_at"],
    SessionState.CLOSED: ["setup_done_at", "opened_at", "closed_at"],
    SessionState.CLEARED: ["setup_done_at", "opened_at", "closed_at", "cleared_at"],
}


@pytest.mark.parametrize("state", SessionState)
@pytest.mark.parametrize("to", STEPS)
def test_session_steps_as_the_table_says(state, to):
    session = session_with(**{name: IN_ORDER[name] for name in TIMES_OF[state]})
    session.save()
    assert session.state is state
    clerk = make_user()
    if to in TRANSITIONS[state]:
        STEPS[to](session, by=clerk, at=at(18))
        session.refresh_from_db()
        assert session.state is to
    else:
        with pytest.raises(TransitionNotAllowed):
            STEPS[to](session, by=clerk, at=at(18))
        session.refresh_from_db()
        assert session.state is state


def test_late_opening_and_early_closing_are_whole_minutes():
    planned = at(9).time(), at(17).time()
    session = session_with(opened_at=at(9, 12, 59), closed_at=at(16, 50, 1))
    assert session.late_opening_minutes(planned[0]) == 12
    assert session.early_closing_minutes(planned[1]) == 9
    punctual = session_with(opened_at=at(8, 59), closed_at=at(17, 0))
    assert (punctual.late_opening_minutes(planned[0]), punctual.early_closing_minutes(planned[1])) == (0, 0)


def test_setting_up_and_clearing_are_no_opening_time():
    assert session_with(**IN_ORDER).opening_minutes == 480
    assert session_with(opened_at=at(9)).opening_minutes is None


# --- reception


def test_reception_number_is_unique_in_its_session():
    session = make_session()
    first = make_reception(session)
    copy = {"received_at": at(10), "received_by": session.opened_by}
    again = Reception(session=session, number=first.number, **copy)
    assert refused_by(again.save) == "reception_number_is_unique_in_session"
    elsewhere = Reception(session=make_session(code="station"), number=first.number, **copy)
    assert refused_by(elsewhere.save) is None


def test_same_submission_is_in_the_table_once():
    session = make_session()
    first = make_reception(session)
    again = Reception(
        session=session,
        number=99,
        received_at=at(10),
        received_by=session.opened_by,
        submission_key=first.submission_key,
    )
    assert refused_by(again.save) == "reception_submission_is_recorded_once"


def test_place_in_group_is_within_the_group():
    session = make_session()

    def save(place: int) -> str | None:
        reception = Reception(
            session=session,
            number=50 + place,
            received_at=at(10),
            received_by=session.opened_by,
            group_size=2,
            place_in_group=place,
        )
        return refused_by(reception.save)

    assert [save(0), save(1), save(2), save(3)] == [
        "reception_place_is_within_group",
        None,
        None,
        "reception_place_is_within_group",
    ]


@pytest.mark.parametrize(
    ("seconds", "rule"),
    [(0, None), (60, None), (60.001, "reception_voided_within_a_minute"), (-1, "reception_voided_within_a_minute")],
)
def test_table_takes_an_undo_only_within_a_minute(seconds, rule):
    reception = make_reception(make_session())
    reception.voided_at, reception.voided_by = after(reception.received_at, seconds), make_user()
    assert refused_by(reception.save) == rule


def test_undo_names_who_took_it_back():
    reception = make_reception(make_session())
    reception.voided_at = reception.received_at
    assert refused_by(reception.save) == "reception_voided_at_with_by"


# --- service


ASSIST_RULE = "service_method_belongs_to_assist"
USAGE_RULE = "service_usage_belongs_to_usage_support"
DOCUMENT_RULE = "service_source_document_belongs_to_smartphone"


@pytest.mark.parametrize(
    ("service", "rule"),
    [
        ({"kind": ServiceKind.ASSIST, "method": AssistMethod.DEVICE}, None),
        ({"kind": ServiceKind.ASSIST}, ASSIST_RULE),
        ({"kind": ServiceKind.ASSIST, "method": "staff_posts_it"}, ASSIST_RULE),
        ({"kind": ServiceKind.EXPRESS_PHOTO}, None),
        ({"kind": ServiceKind.EXPRESS_PHOTO, "method": AssistMethod.DEVICE}, ASSIST_RULE),
        ({"kind": ServiceKind.PHOTO, "method": AssistMethod.POST}, ASSIST_RULE),
        ({"kind": ServiceKind.USAGE, "usage": UsageKind.MYNA_PORTAL}, None),
        ({"kind": ServiceKind.USAGE}, USAGE_RULE),
        ({"kind": ServiceKind.GUIDANCE, "usage": UsageKind.MYNA_PORTAL}, USAGE_RULE),
        (
            {
                "kind": ServiceKind.ASSIST,
                "method": AssistMethod.SMARTPHONE,
                "source_document": SourceDocument.NOTIFICATION_LETTER,
            },
            None,
        ),
        ({"kind": ServiceKind.ASSIST, "method": AssistMethod.SMARTPHONE}, DOCUMENT_RULE),
        (
            {
                "kind": ServiceKind.ASSIST,
                "method": AssistMethod.POST,
                "source_document": SourceDocument.APPLICATION_FORM,
            },
            DOCUMENT_RULE,
        ),
    ],
)
def test_service_carries_what_belongs_to_its_kind(service, rule):
    reception = record(make_session(), gave_up=True)[0]
    assert refused_by(Service(reception=reception, **service).save) == rule


@pytest.mark.parametrize(
    ("second", "rules"),
    [
        (
            {"kind": ServiceKind.ASSIST, "method": AssistMethod.POST},
            # Both rules refuse a second assist; which one the database names first is its own choice.
            {"service_one_assist_or_express_photo_per_reception", "service_each_kind_once_per_reception"},
        ),
        ({"kind": ServiceKind.EXPRESS_PHOTO}, {"service_one_assist_or_express_photo_per_reception"}),
        ({"kind": ServiceKind.PHOTO}, {None}),
        ({"kind": ServiceKind.USAGE, "usage": UsageKind.PUBLIC_ACCOUNT}, {None}),
    ],
)
def test_person_gets_one_assist_or_one_express_photo(second, rules):
    reception = make_reception(make_session())
    assert refused_by(Service(reception=reception, **second).save) in rules


def test_same_service_stands_once_on_a_reception_and_two_uses_stand_beside_each_other():
    usage = ServiceGiven(ServiceKind.USAGE, usage=UsageKind.MYNA_PORTAL)
    reception = record(make_session(), usage)[0]
    same = Service(reception=reception, kind=ServiceKind.USAGE, usage=UsageKind.MYNA_PORTAL)
    assert refused_by(same.save) == "service_each_kind_once_per_reception"
    other = Service(reception=reception, kind=ServiceKind.USAGE, usage=UsageKind.PUBLIC_ACCOUNT)
    assert refused_by(other.save) is None


def test_interpreting_needs_a_language():
    reception = make_reception(make_session())
    reception.interpreting = "phone"
    assert refused_by(reception.save) == "reception_interpreting_needs_a_language"
    reception.language = "vietnamese"
    assert refused_by(reception.save) is None


@pytest.mark.parametrize("tick", POSTAL_TICKS)
def test_postal_ticks_belong_to_post(tick):
    reception = make_reception(make_session())
    service = reception.services.get()
    setattr(service, tick, True)
    assert refused_by(service.save) == "service_postal_ticks_belong_to_post"
    service.method = AssistMethod.POST
    assert refused_by(service.save) is None


# --- tally


def test_tally_counts_rows_in_one_query(django_assert_num_queries):
    session = make_session()
    photo = ServiceGiven(ServiceKind.PHOTO)
    usage = ServiceGiven(ServiceKind.USAGE, usage=UsageKind.PUBLIC_ACCOUNT)
    phone = ServiceGiven(ServiceKind.ASSIST, AssistMethod.SMARTPHONE, SourceDocument.APPLICATION_FORM)
    record(session, ASSIST, photo, usage, people=4, language="chinese", interpreting="device")
    record(session, ServiceGiven(ServiceKind.ASSIST, AssistMethod.POST), form_issued_at_window=True)
    record(session, phone, accommodation="writing", language="plain_japanese")
    record(session, ServiceGiven(ServiceKind.EXPRESS_PHOTO))
    record(session, ServiceGiven(ServiceKind.GUIDANCE))
    record(session, ServiceGiven(ServiceKind.OTHER))
    record(session, gave_up=True)
    record(make_session(code="station"), ASSIST)
    with django_assert_num_queries(1):
        tally = session.receptions.counted().tally()
    assert {name: number for name, number in tally.items() if number} == {
        "receptions": 10,
        "assists": 6,
        "assists_a": 4,
        "assists_i": 1,
        "assists_u": 1,
        "photos": 4,
        "express_photos": 1,
        "usage": 4,
        "usage_public_account": 4,
        "guidance_only": 1,
        "other": 1,
        "forms_issued": 1,
        "interpreted": 4,
        "accommodated": 1,
        "gave_up": 1,
    }
    assert tally["receptions"] >= tally["assists"]


def test_tally_by_session_equals_each_sessions_own():
    sessions = [make_session(), make_session(code="station")]
    for number, session in enumerate(sessions):
        record(session, people=number + 2)
    tallies = Reception.objects.counted().tally_by_session()
    assert tallies == {session.pk: session.receptions.counted().tally() for session in sessions}


def test_tally_of_no_receptions_is_zero():
    assert make_session().receptions.counted().tally() == dict.fromkeys(TALLY, 0)


# --- words


@pytest.mark.parametrize("field", ["situation", "response"])
def test_my_number_is_refused_in_a_trouble_even_without_a_form(field):
    words = {"situation": "機器が止まった。", "response": "再起動した。"} | {field: "番号は123456789018です"}
    trouble = Trouble(session=make_session(), recorded_at=at(10), recorded_by=make_user(), **words)
    with pytest.raises(ForbiddenText):
        trouble.save()


def test_service_reads_as_what_was_done():
    smartphone = Service(kind=ServiceKind.ASSIST, method=AssistMethod.SMARTPHONE)
    assert [
        str(smartphone),
        str(Service(kind=ServiceKind.USAGE, usage=UsageKind.MYNA_PORTAL)),
        str(Service(kind=ServiceKind.PHOTO)),
    ] == [
        "ウ スマートフォン",
        "マイナポータル",
        "写真撮影",
    ]
