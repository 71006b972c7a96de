"""Who may do what at which counter: right role, wrong role, right role at the wrong counter, nobody signed in."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.counters.models import CounterSession, Reception, Trouble
from apps.counters.permissions import can_undo_reception, readable_sites, works_at

from .factories import MONDAY, SUNDAY, assign, make_reception, make_session, make_user, site_of

CITY = (Role.CITY_STAFF, Role.CITY_APPROVER)
READERS = (Role.SITE_LEADER, Role.GENERAL_MANAGER, *CITY)
OUTSIDERS = (Role.OPERATOR, Role.CC_LEADER, Role.SYSTEM_ADMIN)


def address(name: str, *, code: str = "honcho", number: int | None = None) -> str:
    return reverse(f"counters:{name}", args=[code, MONDAY, *([number] if number else [])])


def form_of_reception() -> dict[str, object]:
    return {
        "service": "device",
        "people": 1,
        "source_document": "application_form",
        "submission_key": uuid.uuid4(),
    }


@pytest.mark.parametrize("role", Role)
def test_sites_that_a_role_reads(role):
    someone = make_user(role)
    assign(someone, site_of("station"))
    codes = set(readable_sites(someone, MONDAY).values_list("code", flat=True))
    if role in READERS:
        assert len(codes) == 6
    else:
        assert codes == ({"station"} if role == Role.COUNTER_STAFF else set())


@pytest.mark.parametrize("role", Role)
def test_sites_that_a_role_works_at(role):
    someone = make_user(role)
    assign(someone, site_of("station"))
    expected = {
        Role.COUNTER_STAFF: (True, False),
        Role.SITE_LEADER: (True, False),
        Role.GENERAL_MANAGER: (True, True),
    }.get(role, (False, False))
    assert (works_at(someone, site_of("station"), MONDAY), works_at(someone, site_of(), MONDAY)) == expected


def test_assignment_that_ended_opens_nothing():
    clerk = make_user()
    assign(clerk, site_of(), ends_on=SUNDAY)
    assert not works_at(clerk, site_of(), MONDAY)
    assert not readable_sites(clerk, MONDAY).exists()
    assert readable_sites(clerk, SUNDAY).exists()


@pytest.mark.parametrize("role", Role)
def test_sessions_in_a_users_scope(role):
    someone = make_user(role)
    assign(someone, site_of())
    own, other = make_session(), make_session(code="station")
    yesterday = make_session(day=SUNDAY - timedelta(days=1))
    seen = set(CounterSession.objects.for_user(someone))
    if role in READERS:
        assert seen == {own, other, yesterday}
    else:
        assert seen == ({own} if role == Role.COUNTER_STAFF else set())


def test_staff_take_back_their_own_and_a_leader_anything():
    reception = make_reception(make_session())
    assert can_undo_reception(reception.received_by, reception)
    assert not can_undo_reception(make_user(), reception)
    assert can_undo_reception(make_user(Role.SITE_LEADER), reception)


def test_nobody_signed_in_is_asked_to_sign_in(client):
    response = client.get(reverse("counters:board"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_nobody_signed_in_records_nothing(client):
    make_session()
    assert client.post(address("reception_record"), form_of_reception()).status_code == 302
    assert not Reception.objects.exists()


@pytest.mark.parametrize("role", READERS)
def test_leaders_and_city_read_every_counter(client_of, role):
    assert client_of(role).get(address("session", code="station")).status_code == 200


@pytest.mark.parametrize("role", OUTSIDERS)
def test_other_roles_see_no_counter(client_of, role):
    client = client_of(role)
    assert client.get(address("session")).status_code == 403
    assert client.get(reverse("counters:board")).status_code == 403


def test_staff_see_their_own_counter_only(client_of):
    client = client_of(Role.COUNTER_STAFF)
    assign(client.user, site_of())
    assert client.get(address("session")).status_code == 200
    assert client.get(address("session", code="station")).status_code == 404
    for name in ("session_open", "session_close", "reception_record", "trouble_record"):
        assert client.post(address(name, code="station")).status_code == 404


@pytest.mark.parametrize("role", CITY)
def test_city_writes_nothing(client_of, role):
    client, session = client_of(role), make_session()
    reception = make_reception(session)
    for name in (
        "session_setup",
        "session_open",
        "session_close",
        "session_clear",
        "reception_record",
        "trouble_record",
    ):
        assert client.post(address(name), form_of_reception()).status_code == 403
    assert client.post(address("reception_undo", number=reception.number)).status_code == 403
    session.refresh_from_db()
    assert session.is_open
    assert Reception.objects.counted().count() == 1
    assert not Trouble.objects.exists()


def test_leader_writes_only_where_assigned(client_of):
    client = client_of(Role.SITE_LEADER)
    assign(client.user, site_of())
    make_session(), make_session(code="station")
    assert client.post(address("reception_record"), form_of_reception()).status_code == 303
    assert client.post(address("reception_record", code="station"), form_of_reception()).status_code == 403
    assert Reception.objects.count() == 1


def test_staff_cannot_take_back_a_colleagues_reception(client_of):
    client = client_of(Role.COUNTER_STAFF)
    assign(client.user, site_of())
    reception = make_reception(make_session())
    assert client.post(address("reception_undo", number=reception.number)).status_code == 403
    assert Reception.objects.counted().exists()
