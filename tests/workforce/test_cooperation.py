"""Improvements of the call centre and the monthly talk about its staffing."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.workforce.enums import StaffingResult
from apps.workforce.models import Improvement, StaffingTalk

from .factories import MONDAY, approver, at, clerk

pytestmark = pytest.mark.usefixtures("office")
MAY = date(2025, 5, 1)


def address(name: str, *args: object) -> str:
    return reverse(f"workforce:{name}", args=args)


def make_talk(month: date = MAY, **fields: object) -> StaffingTalk:
    defaults = {
        "held_on": MONDAY,
        "calls_expected": 2500,
        "calls_actual": 3100,
        "seats": 4,
        "result": StaffingResult.MORE,
        "decision": "6月から1席を増やします。",
        "recorded_by": clerk(),
        "recorded_at": at(9),
    }
    talk = StaffingTalk.objects.create(month=month, **(defaults | fields))
    talk.refresh_from_db()
    return talk


def make_improvement(**fields: object) -> Improvement:
    defaults = {"noted_on": MONDAY, "what": "案内文を見直します。", "recorded_by": clerk()}
    return Improvement.objects.create(**(defaults | fields))


def talk_form(**fields: object) -> dict[str, object]:
    return {
        "month": "2025-05",
        "held_on": "2025-06-02",
        "calls_expected": "2500",
        "calls_actual": "3100",
        "seats": "4",
        "result": "more",
        "decision": "6月から1席を増やします。",
        "submission_key": uuid.uuid4(),
    } | fields


@pytest.mark.parametrize("role", [Role.GENERAL_MANAGER, Role.CC_LEADER])
def test_improvement_is_noted_then_done_with_its_effect(client_of, role):
    client = client_of(role)
    form = {"noted_on": "2025-06-01", "what": "案内文を見直します。", "submission_key": uuid.uuid4()}
    for _ in range(2):
        assert client.post(address("improvement_create"), form).status_code == 303
    row = Improvement.objects.get()
    assert row.recorded_by == client.user
    refused = client.post(address("improvement", row.pk), {"effect": "", "done_on": "2025-06-02"})
    assert refused.status_code == 422
    assert "効果も必要です" in refused.content.decode()
    done = {"effect": "通話が短くなりました。", "done_on": "2025-06-02"}
    assert client.post(address("improvement", row.pk), done).status_code == 303
    row.refresh_from_db()
    assert (row.effect, row.done_on) == ("通話が短くなりました。", MONDAY)
    city = client_of(Role.CITY_STAFF).get(address("cooperation")).content.decode()
    assert "通話が短くなりました。" in city
    assert address("improvement_create") not in city


def test_talk_is_recorded_once_and_proposes_the_calls_of_the_contract(client_of):
    client = client_of(Role.CC_LEADER)
    assert client.get(address("talk_create")).context["form"]["calls_expected"].value() == 2500
    form = talk_form()
    for _ in range(2):
        assert client.post(address("talk_create"), form).status_code == 303
    row = StaffingTalk.objects.get()
    assert (row.month, row.seats, row.result, row.recorded_by) == (MAY, 4, StaffingResult.MORE, client.user)
    second = client.post(address("talk_create"), talk_form(decision="現状のままとします。"))
    assert second.status_code == 422
    assert "この月の協議は、すでに記録されています。" in second.content.decode()
    assert StaffingTalk.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"held_on": "2025-06-03"}, "本日までの日"),
        ({"held_on": "2025-04-30"}, "対象の月の初日以降"),
        ({"month": "2025-13"}, "日付を正しく入力してください"),
        ({"seats": "-1"}, "0 以上"),
        ({"result": "double"}, "一覧から選んでください"),
        ({"decision": "申請者の番号は123456789018です。"}, "マイナンバー"),
    ],
)
def test_talk_is_given_back_with_a_sentence(client_of, fields, sentence):
    response = client_of(Role.GENERAL_MANAGER).post(address("talk_create"), talk_form(**fields))
    assert response.status_code == 422
    assert sentence in response.content.decode(), response.context["form"].errors
    assert not StaffingTalk.objects.exists()


def test_city_confirms_by_name_and_time_what_it_has_read(client_of, time_machine):
    talk, manager, city = make_talk(), client_of(Role.GENERAL_MANAGER), client_of(Role.CITY_STAFF)
    page = city.get(address("cooperation")).content.decode()
    assert talk.recorded_at.isoformat() in page
    seen = {"recorded_at": talk.recorded_at.isoformat()}
    assert manager.post(address("talk_confirm", talk.pk), seen).status_code == 403

    form = talk_form(seats="5")
    assert manager.post(address("talk_edit", talk.pk), form).status_code == 303
    late = city.post(address("talk_confirm", talk.pk), seen, follow=True)
    assert "表示した後に内容が変わりました。" in late.content.decode()
    talk.refresh_from_db()
    assert (talk.seats, talk.recorded_by, talk.confirmed_at) == (5, manager.user, None)

    time_machine.move_to(at(10, 10), tick=False)
    assert city.post(address("talk_confirm", talk.pk), {"recorded_at": talk.recorded_at.isoformat()}).status_code == 303
    talk.refresh_from_db()
    assert (talk.confirmed_by, talk.confirmed_at) == (city.user, at(10, 10))
    again = client_of(Role.CITY_APPROVER).post(
        address("talk_confirm", talk.pk), {"recorded_at": talk.recorded_at.isoformat()}, follow=True
    )
    assert "すでに確認されています" in again.content.decode()
    refused = manager.post(address("talk_edit", talk.pk), form)
    assert "市が確認した記録は、変更できません。" in refused.content.decode()


def test_database_keeps_what_the_city_confirmed():
    talk = make_talk(confirmed_by=approver(), confirmed_at=at(10))
    talk.seats = 9
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        talk.save()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"month": date(2025, 5, 2)}, "staffingtalk_month_is_its_first_day"),
        ({"held_on": date(2025, 4, 30)}, "staffingtalk_held_in_month_or_later"),
        ({"confirmed_at": at(10)}, "staffingtalk_confirmation_is_whole"),
    ],
)
def test_talk_is_refused_by_the_database(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_talk(**fields)


def test_nobody_confirms_their_own_record():
    with pytest.raises(IntegrityError, match="staffingtalk_is_not_confirmed_by_its_author"), transaction.atomic():
        make_talk(confirmed_by=clerk(), confirmed_at=at(10))


def test_month_has_one_talk():
    make_talk()
    make_talk(date(2025, 4, 1))
    with pytest.raises(IntegrityError, match="staffingtalk_one_per_month"), transaction.atomic():
        make_talk()


def test_page_asks_the_same_queries_for_one_row_and_for_many(client_of):
    client = client_of(Role.CITY_APPROVER)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address("cooperation")).status_code == 200
        return len(captured)

    def fill(month: int) -> None:
        make_talk(date(2025, month, 1))
        make_improvement()
        make_improvement(done_on=MONDAY, effect="待ち時間が短くなりました。")

    fill(1)
    queries()
    one = queries()
    for month in (2, 3, 4, 5):
        fill(month)
    assert queries() == one
