"""Trainings, offices, requests and readings over HTTP: what is refused, what is given back."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.workforce.enums import Duty, Employment, Office, TrainingKind
from apps.workforce.models import (
    Appointment,
    Attendance,
    ConductNote,
    ReadReceipt,
    ReplacementRequest,
    StaffMember,
    TrainingSession,
)

from .days import make_shift
from .factories import (
    EVERY_TOPIC,
    MONDAY,
    general_manager,
    make_appointment,
    make_staff,
    qualify_as_general_manager,
    train,
    trainer,
    version_in_force,
)

pytestmark = pytest.mark.usefixtures("office")
DAY = timedelta(days=1)


@pytest.fixture
def manager(client_of):
    return client_of(Role.GENERAL_MANAGER)


def address(name: str, *args: object) -> str:
    return reverse(f"workforce:{name}", args=args)


def text_of(response) -> str:
    assert response.status_code in (200, 422), response.status_code
    return response.content.decode()


def queries_of(get) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert get().status_code == 200
    return len(captured)


# --- trainings


def training_form(*people: StaffMember, **fields: object) -> dict[str, object]:
    return {
        "kind": TrainingKind.BASIC,
        "held_on": "2025-06-02",
        "trainer": trainer().pk,
        "version": version_in_force("counter-curriculum").pk,
        "minutes": "120",
        "topics": list(EVERY_TOPIC),
        "attendees": [staff.pk for staff in people],
        "submission_key": uuid.uuid4(),
    } | fields


def test_a_training_is_recorded_with_what_each_completed(manager):
    people = [make_staff(), make_staff()]
    form = training_form(*people, incomplete=[f"{people[1].pk}:{EVERY_TOPIC[2]}"])
    response = manager.post(address("training_create"), form)
    session = TrainingSession.objects.get()
    assert response["Location"] == address("training", session.pk)
    topics = dict(session.attendances.values_list("staff", "topics"))
    assert topics == {people[0].pk: list(EVERY_TOPIC), people[1].pk: list(EVERY_TOPIC[:2])}
    assert people[1].name in text_of(manager.get(address("training", session.pk)))


def test_a_trainer_who_may_not_teach_is_refused_beside_the_field_and_the_ticks_stay(manager):
    staff, other = make_staff(), make_staff(employment=Employment.PERMANENT)
    response = manager.post(address("training_create"), training_form(staff, trainer=other.pk))
    assert response.status_code == 422
    page = text_of(response)
    assert "講師は、正社員で" in page[page.index('id="id_trainer_error"') :]
    assert re.search(rf'name="attendees" value="{staff.pk}" checked', page)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"version": ""}, "版を選んでください"),
        ({"attendees": []}, "受講者を1人以上選んで"),
        ({"topics": []}, "科目を1つ以上"),
        ({"held_on": "2025-06-03"}, "本日までの日"),
    ],
)
def test_a_training_that_is_none_is_refused(manager, fields, sentence):
    response = manager.post(address("training_create"), training_form(make_staff(), **fields))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not TrainingSession.objects.exists()


def test_the_call_centres_leader_trains_own_people_only(client_of):
    client = client_of(Role.CC_LEADER)
    version = version_in_force("callcenter-curriculum").pk
    clerk, operator = make_staff(), make_staff(duty=Duty.OPERATOR)
    refused = client.post(address("training_create"), training_form(clerk, version=version))
    assert refused.status_code == 422
    assert client.post(address("training_create"), training_form(operator, version=version)).status_code == 303
    of_the_counters = train(clerk)
    assert client.get(address("training", of_the_counters.pk)).status_code == 404


# --- offices


def appointment_form(staff: StaffMember, **fields: object) -> dict[str, object]:
    return {
        "staff": staff.pk,
        "starts_on": "2025-06-10",
        "consulted_on": "2025-06-02",
        "document": "協議録2",
        "phone": "０４９ー２２４ー６１７８",
        "submission_key": uuid.uuid4(),
    } | fields


def candidate(**fields: object) -> StaffMember:
    staff = make_staff(**({"employment": Employment.PERMANENT} | fields))
    qualify_as_general_manager(staff)
    return staff


def test_a_successor_is_appointed_on_the_page_and_owes_the_work_history(manager, client_of, time_machine):
    general_manager()
    holder = Appointment.objects.get()
    url = address("appointment_create", "general_manager")
    assert "前任は統括 一さん" in text_of(manager.get(url))
    assert manager.post(url, appointment_form(candidate(name="次の人"), succeeds=holder.pk)).status_code == 303
    first, second = Appointment.objects.order_by("starts_on")
    assert (first.ends_on, second.starts_on) == (MONDAY + 7 * DAY, MONDAY + 8 * DAY)
    assert second.phone == "049-224-6178"
    page = text_of(manager.get(address("appointments")))
    assert "開始前" in page[page.index("次の人") :]
    response = manager.post(address("appointment_history", first.pk), {"submitted_on": "2025-06-02"})
    assert response.status_code == 303
    first.refresh_from_db()
    assert first.history_submitted_on == MONDAY
    assert "業務履歴の提出が済んでいません" not in text_of(manager.get(address("appointments")))
    time_machine.move_to("2025-06-10 10:00+09:00", tick=False)
    later = client_of(Role.GENERAL_MANAGER, user=manager.user)
    assert "業務履歴の提出が済んでいません" in text_of(later.get(address("appointments")))


def test_a_page_that_is_out_of_date_appoints_nobody(manager):
    general_manager()
    response = manager.post(address("appointment_create", "general_manager"), appointment_form(candidate()))
    assert response.status_code == 422
    assert "先に登録されました" in text_of(response)
    assert Appointment.objects.count() == 1


def test_each_thing_the_candidate_lacks_is_said(manager):
    response = manager.post(address("appointment_create", "general_manager"), appointment_form(make_staff()))
    page = text_of(response)
    for sentence in ("正社員に限ります", "経験2年以上", "管理者経験", "マイナンバーカードの知識", "個人情報の取扱い"):
        assert sentence in page
    assert not Appointment.objects.exists()


def test_the_same_person_in_both_offices_is_refused_with_its_sentence(manager):
    holder = general_manager()
    response = manager.post(address("appointment_create", "site_leader"), appointment_form(holder))
    assert "統括責任者と運営責任者は、別の人を選任してください。" in text_of(response)


def test_an_office_of_one_person_is_not_ended_and_a_coming_one_is_taken_back(manager):
    general_manager()
    holder = Appointment.objects.get()
    response = manager.post(address("appointment", holder.pk), {"ends_on": "2025-06-30"})
    assert "後任のいないまま終えられません" in text_of(response)
    assert manager.post(address("appointment_withdraw", holder.pk)).status_code == 303
    manager.post(address("appointment_create", "general_manager"), appointment_form(candidate(), succeeds=holder.pk))
    coming = Appointment.objects.get(ends_on=None)
    assert manager.post(address("appointment_withdraw", coming.pk)).status_code == 303
    assert list(Appointment.objects.values_list("pk", "ends_on")) == [(holder.pk, None)]


def test_a_leaders_office_ends(manager):
    row = make_appointment(Office.SITE_LEADER, make_staff(employment=Employment.PERMANENT))
    assert manager.post(address("appointment", row.pk), {"ends_on": "2025-03-01"}).status_code == 422
    assert manager.post(address("appointment", row.pk), {"ends_on": "2025-06-30"}).status_code == 303
    row.refresh_from_db()
    assert str(row.ends_on) == "2025-06-30"


def test_an_unknown_office_is_not_there(manager):
    assert manager.get(address("appointment_create", "mayor")).status_code == 404


def test_the_city_reads_who_holds_which_office(client_of):
    holder = general_manager()
    page = text_of(client_of(Role.CITY_APPROVER).get(address("appointments")))
    assert holder.name in page
    assert "選任を登録する" not in page
    assert address("appointment_create", "general_manager") not in page


# --- requests and conduct


@pytest.mark.parametrize("role", [Role.CITY_STAFF, Role.GENERAL_MANAGER])
def test_a_request_is_written_down_and_the_manager_answers_it(client_of, manager, role):
    staff = make_staff()
    form = {
        "staff": staff.pk,
        "received_on": "2025-06-02",
        "reason": "言葉遣いが改まりません。",
        "submission_key": uuid.uuid4(),
    }
    client = client_of(role)
    for _ in range(2):
        assert client.post(address("replacements"), form).status_code == 303
    row = ReplacementRequest.objects.get()
    assert "未対応" in text_of(client.get(address("replacements")))
    if role == Role.CITY_STAFF:
        assert client.post(address("replacement", row.pk), {"action": "交代"}).status_code == 403
    refused = manager.post(address("replacement", row.pk), {"action": "", "done_on": "2025-06-02"})
    assert "完了には対応の内容が必要です" in text_of(refused)
    done = {"action": "別の人を配置しました。", "done_on": "2025-06-02"}
    assert manager.post(address("replacement", row.pk), done).status_code == 303
    row.refresh_from_db()
    assert (row.action, row.done_on) == ("別の人を配置しました。", MONDAY)


def test_conduct_is_found_then_guided(manager):
    form = {
        "staff": make_staff().pk,
        "found_on": "2025-06-01",
        "finding": "名札を着けていませんでした。",
        "submission_key": uuid.uuid4(),
    }
    assert manager.post(address("conduct"), form).status_code == 303
    note = ConductNote.objects.get()
    early = {"guided_on": "2025-05-31", "guidance": "着用を指導しました。"}
    assert manager.post(address("conduct_note", note.pk), early).status_code == 422
    assert manager.post(address("conduct_note", note.pk), early | {"guided_on": "2025-06-02"}).status_code == 303
    note.refresh_from_db()
    assert note.guided_on == MONDAY


# --- reading


def test_somebody_confirms_for_themselves_only(client_of):
    client = client_of(Role.OPERATOR)
    version = version_in_force("penalties")
    url = address("reading_confirm", version.pk)
    other = make_staff(duty=Duty.OPERATOR)
    assert client.post(url).status_code == 404, "an account without a person"
    own = make_staff(duty=Duty.OPERATOR, user=client.user)
    for _ in range(2):
        assert client.post(url, {"staff": other.pk})["Location"] == address("my")
    assert list(ReadReceipt.objects.values_list("staff", "version")) == [(own.pk, version.pk)]


def test_who_is_planned_in_the_other_service_confirms_its_papers_too(client_of):
    client = client_of(Role.COUNTER_STAFF)
    staff = make_staff(user=client.user)
    make_shift(staff, code="callcenter", duty=Duty.OPERATOR, draft=True)
    version = version_in_force("incident-plan")
    client.post(address("reading_confirm", version.pk))
    assert ReadReceipt.objects.get().version == version


def test_a_paper_for_others_is_not_confirmed(client_of):
    client = client_of(Role.COUNTER_STAFF)
    make_staff(user=client.user)
    client.post(address("reading_confirm", version_in_force("incident-plan").pk))
    assert not ReadReceipt.objects.exists()
