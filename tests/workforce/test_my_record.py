"""Somebody's own record: theirs and nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.enums import Role
from apps.workforce.enums import Duty, Office, QualificationKind, TrainingKind, TrainingTopic

from .days import site_of
from .factories import MONDAY, certify, make_appointment, make_staff, post, qualify, read, train, version_in_force

pytestmark = pytest.mark.usefixtures("office")


def text(client) -> str:
    response = client.get("/staff/my/record/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("role", "duty"), [(Role.COUNTER_STAFF, Duty.COUNTER_STAFF), (Role.OPERATOR, Duty.OPERATOR)])
def test_staff_read_what_is_on_record_about_them(client_of, role, duty):
    client = client_of(role)
    staff = make_staff(ready_for=duty, user=client.user, posted_to=site_of())
    qualify(staff, QualificationKind.PERSONAL_DATA, on=MONDAY)
    version = version_in_force("counter-curriculum")
    read(staff, version, on=MONDAY)
    other = make_staff(ready_for=duty)
    page = text(client)
    for word in (
        staff.name,
        QualificationKind.PERSONAL_DATA.label,
        TrainingTopic(TrainingTopic.values[0]).label,
        TrainingKind.CONFIDENTIALITY.label,
        "守秘義務に関する誓約書",
        str(version),
        site_of().short_name,
    ):
        assert word in page
    assert other.name not in page
    assert page.count("<form") == text(client_of(Role.COUNTER_STAFF)).count("<form")
    assert "/staff/people/" not in page
    assert "/staff/my/record/" in client.get("/staff/my/").content.decode()


def test_leader_reads_certificate_and_office(client_of):
    client = client_of(Role.SITE_LEADER)
    staff = make_staff(duty=Duty.SITE_LEADER, user=client.user)
    certify(staff, on=MONDAY)
    make_appointment(Office.SITE_LEADER, staff, starts_on=MONDAY)
    page = text(client)
    assert "経歴証明書" in page
    assert "/staff/certificates/" not in page
    assert Office.SITE_LEADER.label in page


def test_user_without_a_record_is_told_whom_to_ask(client_of):
    make_staff(ready_for=Duty.COUNTER_STAFF)
    assert "統括責任者に連絡してください。" in text(client_of(Role.COUNTER_STAFF))


def test_nothing_is_written_and_the_city_has_no_such_page(client_of):
    assert client_of(Role.COUNTER_STAFF).post("/staff/my/record/").status_code in (403, 405)
    assert client_of(Role.CITY_STAFF).get("/staff/my/record/").status_code == 403


def test_record_asks_the_same_queries_for_one_row_and_for_many(client_of):
    client = client_of(Role.COUNTER_STAFF)
    staff = make_staff(ready_for=Duty.COUNTER_STAFF, user=client.user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            text(client)
        return len(captured)

    qualify(staff, QualificationKind.MANNERS, on=MONDAY)
    post(staff, site_of())
    read(staff, version_in_force("counter-curriculum"), on=MONDAY)
    queries()
    one = queries()
    for kind in (QualificationKind.PC_SKILL, QualificationKind.PERSONAL_DATA):
        qualify(staff, kind, on=MONDAY)
        train(staff, kind=TrainingKind.CONFIDENTIALITY, held_on=MONDAY)
    read(staff, version_in_force("callcenter-curriculum"), on=MONDAY)
    assert queries() == one
