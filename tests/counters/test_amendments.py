"""A recorded reception is corrected as long as the day is not closed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.counters import actions
from apps.counters.actions import Circumstances, ImpossibleReception, NotOpen, ServiceGiven
from apps.counters.enums import AssistMethod, ServiceKind, SourceDocument, UsageKind
from apps.counters.models import NotPossible, Reception, Service

from .factories import (
    ASSIST,
    MONDAY,
    after,
    assign,
    at,
    make_reception,
    make_session,
    make_user,
    record,
    site_of,
    tick_all,
)

PHOTO = ServiceGiven(ServiceKind.PHOTO)
POST = ServiceGiven(ServiceKind.ASSIST, AssistMethod.POST)
PHONE = ServiceGiven(ServiceKind.ASSIST, AssistMethod.SMARTPHONE, SourceDocument.NOTIFICATION_LETTER)


def amend(reception, *services, by=None, reason="", **noted):
    return actions.amend_reception(
        reception=reception,
        services=services,
        by=by or reception.received_by,
        at=at(11),
        circumstances=Circumstances(**noted),
        reason=reason,
    )


def services_of(reception):
    return {ServiceGiven.of(service) for service in reception.services.all()}


def test_services_and_circumstances_become_what_was_chosen():
    first, second = record(make_session(), ASSIST, PHOTO, people=2)
    amended = amend(first, PHONE, PHOTO, language="nepali", interpreting="phone", pickup_explained=True)
    assert services_of(amended) == {PHONE, PHOTO}
    amended.refresh_from_db()
    assert (amended.language, amended.interpreting, amended.pickup_explained) == ("nepali", "phone", True)
    assert (amended.number, amended.received_at, amended.group_size) == (1, at(10), 2)
    assert services_of(second) == {ASSIST, PHOTO}


def test_what_stays_keeps_its_row_and_its_ticks():
    [reception] = record(make_session(), POST)
    actions.check_post(reception=reception, ticks={"sealed": True})
    before = reception.services.get()
    amend(reception, POST, PHOTO)
    after_it = reception.services.get(kind=ServiceKind.ASSIST)
    assert (after_it.pk, after_it.sealed) == (before.pk, True)


def test_person_turns_out_to_have_given_up():
    reception = make_reception(make_session())
    amend(reception, gave_up=True)
    tally = reception.session.receptions.counted().tally()
    assert (tally["receptions"], tally["assists"], tally["gave_up"]) == (1, 0, 1)


def test_nothing_is_corrected_after_the_closing():
    session = make_session()
    reception = make_reception(session)
    tick_all(session)
    actions.close_session(session=session, by=session.opened_by, at=at(17))
    with pytest.raises(NotOpen):
        amend(reception, PHONE)
    assert services_of(reception) == {ASSIST}


def test_what_was_taken_back_is_not_corrected():
    reception = make_reception(make_session())
    actions.undo_reception(reception=reception, by=reception.received_by, at=after(reception.received_at, 5))
    with pytest.raises(NotPossible, match="取り消した受付"):
        amend(reception, PHONE)


@pytest.mark.parametrize(
    ("services", "noted"), [((), {}), ((ASSIST, PHOTO), {"gave_up": True}), ((ASSIST,), {"interpreting": "device"})]
)
def test_contradiction_is_refused_and_nothing_is_changed(services, noted):
    reception = make_reception(make_session())
    with pytest.raises(ImpossibleReception):
        amend(reception, *services, **noted)
    assert services_of(reception) == {ASSIST}


def test_general_manager_gives_a_reason_that_the_history_keeps():
    reception, manager = make_reception(make_session()), make_user(Role.GENERAL_MANAGER)
    with pytest.raises(NotPossible, match="理由"):
        amend(reception, PHONE, by=manager)
    amend(reception, PHONE, by=manager, reason="紙の控えとの違い")
    last = Service.pgh_event_model.objects.select_related("pgh_context").latest("pgh_id")
    assert last.pgh_context.metadata["reason"] == "紙の控えとの違い"


def test_history_keeps_both_services():
    reception = make_reception(make_session())
    amend(reception, PHONE)
    labels = Service.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", "method")
    assert list(labels) == [("insert", "device"), ("delete", "device"), ("insert", "smartphone")]


# --- the page


def address(reception: Reception) -> str:
    return reverse("counters:reception_amend", args=["honcho", MONDAY, reception.number])


@pytest.fixture
def people(client_of):
    """Signed-in people by name; all but the manager work at the counter."""
    clients = {
        "clerk": client_of(Role.COUNTER_STAFF),
        "colleague": client_of(Role.COUNTER_STAFF),
        "leader": client_of(Role.SITE_LEADER),
        "manager": client_of(Role.GENERAL_MANAGER),
    }
    for client in list(clients.values())[:3]:
        assign(client.user, site_of())
    return clients


@pytest.fixture
def reception(people):
    session = make_session(by=people["clerk"].user)
    usage = ServiceGiven(ServiceKind.USAGE, usage=UsageKind.PUBLIC_ACCOUNT)
    return record(session, PHONE, usage, language="korean", form_issued_at_window=True)[0]


@pytest.mark.parametrize(
    ("who", "form", "status"),
    [
        ("clerk", {}, 303),
        ("colleague", {}, 403),
        ("leader", {}, 303),
        ("manager", {}, 422),
        ("manager", {"reason": "紙の控えとの違い"}, 303),
    ],
)
def test_who_corrects(people, reception, who, form, status):
    response = people[who].post(address(reception), {"service": "post"} | form)
    assert response.status_code == status
    assert services_of(reception) == ({POST} if status == 303 else services_of(reception))
    assert reception.services.filter(method=AssistMethod.POST).exists() is (status == 303)


def test_leader_of_another_counter_corrects_nothing(client_of, reception):
    leader = client_of(Role.SITE_LEADER)
    assign(leader.user, site_of("station"))
    assert leader.get(address(reception)).status_code == leader.post(address(reception)).status_code == 403


def test_form_shows_what_was_recorded(people, reception):
    form = people["clerk"].get(address(reception)).context["form"]
    assert {name: form[name].value() for name in ("service", "source_document", "usage", "language", "photo")} == {
        "service": "smartphone",
        "source_document": "notification_letter",
        "usage": ["public_account"],
        "language": "korean",
        "photo": False,
    }
    assert form["form_issued_at_window"].value() is True


def test_correction_without_a_service_comes_back_filled(people, reception):
    response = people["clerk"].post(address(reception), {"language": "english", "interpreting": "phone"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "対応内容を選んでください。" in page
    assert '<option value="english" selected>' in page


def test_desk_offers_the_correction_until_the_closing(people, reception):
    desk = reverse("counters:session", args=["honcho", MONDAY])
    assert address(reception) in people["clerk"].get(desk).content.decode()
    assert address(reception) not in people["colleague"].get(desk).content.decode()
    tick_all(reception.session)
    actions.close_session(session=reception.session, by=people["clerk"].user, at=at(10))
    assert address(reception) not in people["clerk"].get(desk).content.decode()
    assert people["clerk"].get(address(reception)).status_code == 303
    response = people["clerk"].post(address(reception), {"service": "post"})
    assert (response.status_code, "「閉設」のため" in response.content.decode()) == (422, True)


def test_list_of_all_receptions_shows_what_was_taken_back(people, reception, client_of):
    [undone] = record(reception.session)
    actions.undo_reception(reception=undone, by=undone.received_by, at=after(undone.received_at, 5))
    page = reverse("counters:reception_list", args=["honcho", MONDAY])
    lines = client_of(Role.CITY_STAFF).get(page).context["receptions"]
    assert [(line.reception.number, line.reception.voided_at is None, line.can_amend) for line in lines] == [
        (1, True, False),
        (2, False, False),
    ]
    own = people["clerk"].get(page).context["receptions"]
    assert [line.can_amend for line in own] == [True, False]


def test_list_takes_the_same_queries_for_few_and_many(people, reception, django_assert_num_queries):
    page = reverse("counters:reception_list", args=["honcho", MONDAY])
    with CaptureQueriesContext(connection) as few:
        people["clerk"].get(page)
    for _ in range(3):
        record(reception.session, people=10)
    with django_assert_num_queries(len(few)):
        people["clerk"].get(page)
