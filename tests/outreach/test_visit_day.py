"""The day of a visit on a phone: lists, the begin, who may write what, and a page that lives (第2-1-(2)-④)."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.core.db import violated
from apps.outreach import actions
from apps.outreach.enums import METHODS, ItemPhase, VisitCount, VisitStatus
from apps.outreach.models import NotPossible, Visit, VisitCheck, VisitItem, VisitResult
from apps.outreach.visit_day import Day, lines_of, readiness
from tests.threads import at_once

from .day_factories import bring_everything_back, city, complete, count, finished_visit, held_visit, item, tick
from .day_factories import tick_phase as tick_all
from .factories import TUESDAY, at, make_user, make_visit


def address(name: str, visit: Visit) -> str:
    return reverse(f"outreach:{name}", args=[visit.pk])


@pytest.fixture
def visit() -> Visit:
    return make_visit(VisitStatus.CONFIRMED)


@pytest.fixture
def signed_in(client_of):
    """A client of one of the people of a visit."""

    def sign_in(user):
        client = client_of(user.role)
        client.force_login(user)
        client.user = user
        return client

    return sign_in


@pytest.fixture
def on_the_day(time_machine):
    def move(hour: int, minute: int = 0):
        time_machine.move_to(at(hour, minute), tick=False)

    move(10)
    return move


# --- the list


def test_list_holds_the_goods_of_the_contract_in_their_order():
    labels = [line.label for line in VisitItem.objects.valid_on(TUESDAY).filter(phase=ItemPhase.PREPARE)]
    letters = [label[0] for label in labels if label[1] == " "]
    assert letters == sorted(letters, key="アイウエオカキクケコサシスセ".index)
    assert set(letters) == set("アイウエオカキクケコサシスセ")


def test_each_method_needs_something_and_identity_has_its_lines():
    served = {use for line in VisitItem.objects.all() for use in line.serves}
    assert served == {*METHODS, "usage", "identity"}


def test_methods_are_ready_when_what_serves_them_is_packed(visit):
    assert [method.is_ready for method in readiness(visit).methods] == [False, False, False]
    for line in lines_of(visit):
        if "device" in line.item.serves:
            tick(visit, line.item.code)
    device, post, smartphone = readiness(visit).methods
    assert (device.is_ready, post.is_ready) == (True, False)
    assert [line.item.code for line in smartphone.missing] == ["qr_guide"]
    tick_all(visit, "prepare")
    assert readiness(visit).is_ready


def test_readiness_takes_three_queries(visit, django_assert_num_queries):
    tick_all(visit, "prepare")
    with django_assert_num_queries(3):
        readiness(visit)


def test_tick_says_who_and_stays_with_the_first(visit):
    first = tick(visit, "camera", by=visit.crew, moment=at(9))
    again = tick(visit, "camera", by=visit.leader, moment=at(9, 30))
    assert (again.pk, again.done_by, again.done_at) == (first.pk, visit.crew, at(9))


def test_tick_before_the_visit_was_confirmed_anew_is_no_tick(visit):
    tick(visit, "camera", moment=at(9) - timedelta(days=4))
    visit.steps.create(status=VisitStatus.CONFIRMED, taken_at=at(9) - timedelta(days=2), taken_by=visit.leader)
    assert not any(line.is_done for line in lines_of(visit))
    assert tick(visit, "camera", moment=at(9)).done_at == at(9)
    assert [line.item.code for line in lines_of(visit) if line.is_done] == ["camera"]


def test_item_that_is_not_valid_that_day_is_not_on_the_list(visit):
    old = item("camera")
    old.valid_to = TUESDAY - timedelta(days=1)
    old.save()
    assert old not in [line.item for line in lines_of(visit)]
    with pytest.raises(NotPossible, match="一覧にありません"):
        tick(visit, "camera")


@pytest.mark.parametrize("status", [VisitStatus.REQUESTED, VisitStatus.COORDINATING, VisitStatus.CANCELLED])
def test_nothing_is_ticked_on_a_visit_that_is_not_agreed(status):
    visit = make_visit(status)
    with pytest.raises(NotPossible):
        actions.tick_item(visit=visit, item_id=item("camera").pk, by=make_user(Role.SITE_LEADER), at=at(9))
    assert not VisitCheck.objects.exists()


def test_nothing_is_ticked_on_a_completed_visit():
    visit = complete(finished_visit())
    with pytest.raises(NotPossible, match="完了"):
        actions.untick_item(visit=visit, item_id=item("camera").pk)
    assert visit.checks.filter(item=item("camera")).exists()


def test_leaving_is_ticked_only_once_the_visit_is_held(visit):
    with pytest.raises(NotPossible, match="「実施」にしてから"):
        tick(visit, "leave_papers")


def test_only_valuables_that_were_packed_come_back_and_stay_ticked():
    visit = held_visit()
    for code in ("hygiene", "leave_papers"):
        with pytest.raises(NotPossible, match="貴重品ではありません"):
            actions.bring_back(visit=visit, item_id=item(code).pk, by=visit.leader, at=at(12))
    bring_everything_back(visit)
    with pytest.raises(NotPossible, match="先に持ち帰りの確認を取り消して"):
        actions.untick_item(visit=visit, item_id=item("camera").pk)
    actions.bring_back(visit=visit, item_id=item("camera").pk, by=visit.leader, at=at(12), is_back=False)
    actions.untick_item(visit=visit, item_id=item("camera").pk)
    assert not visit.checks.filter(item=item("camera")).exists()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"back_at": at(12)}, "visitcheck_comes_back_after_packing"),
        ({"back_at": at(8), "back_by": "leader"}, "visitcheck_comes_back_after_packing"),
    ],
)
def test_database_refuses_a_return_before_the_packing(visit, fields, name):
    row = tick(visit, "camera")
    given = {key: visit.leader if value == "leader" else value for key, value in fields.items()}
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        VisitCheck.objects.filter(pk=row.pk).update(**given)
    assert violated(error.value) == name


def test_database_refuses_an_item_twice_and_valuables_that_are_not_packed():
    camera = item("camera")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        VisitItem.objects.create(code="camera", phase="prepare", label="二重", order=1, valid_from=TUESDAY)
    assert violated(error.value) == "visititem_does_not_overlap_per_code"
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        VisitItem.objects.filter(pk=camera.pk).update(phase=ItemPhase.LEAVE)
    assert violated(error.value) == "visititem_valuables_are_packed"


@pytest.mark.django_db(transaction=True)
def test_same_line_ticked_by_two_at_once_is_one_tick(visit):
    first, second = at_once([lambda: tick(visit, "camera", by=visit.crew), lambda: tick(visit, "camera")])
    assert first.pk == second.pk
    assert VisitCheck.objects.count() == 1


# --- 実施


def test_visit_is_held_when_everything_is_packed(visit):
    tick_all(visit, "prepare")
    with pytest.raises(NotPossible, match="開始時刻より前"):
        actions.hold_visit(visit=visit, by=visit.leader, at=at(9, 59))
    assert actions.hold_visit(visit=visit, by=visit.leader, at=at(10, 5)).status == VisitStatus.HELD
    result = VisitResult.objects.get()
    assert (result.started_at, result.unready_reason) == (at(10, 5), "")


def test_visit_without_one_method_is_held_only_with_a_reason(visit):
    tick_all(visit, "prepare")
    actions.untick_item(visit=visit, item_id=item("printer").pk)
    with pytest.raises(actions.NotReady, match="イ 郵便：「ウ 写真印刷機」"):
        actions.hold_visit(visit=visit, by=visit.leader, at=at(10))
    actions.hold_visit(visit=visit, by=visit.leader, at=at(10), unready_reason="印刷機が故障したため")
    assert VisitResult.objects.get().unready_reason == "印刷機が故障したため"


@pytest.mark.parametrize("code", ["document_bag", "identity_forms", "partitions", "hygiene"])
def test_visit_without_a_required_thing_of_no_method_is_held_only_with_a_reason(visit, code):
    tick_all(visit, "prepare")
    actions.untick_item(visit=visit, item_id=item(code).pk)
    assert not readiness(visit).is_ready
    with pytest.raises(
        actions.NotReady, match=f"そのほか：「{item(code).label}」".replace("（", ".").replace("）", ".")
    ):
        actions.hold_visit(visit=visit, by=visit.leader, at=at(10))
    actions.hold_visit(visit=visit, by=visit.leader, at=at(10), unready_reason="施設の備品を使うため")
    assert VisitResult.objects.get().unready_reason == "施設の備品を使うため"


def test_things_that_may_stay_behind_need_no_reason(visit):
    tick_all(visit, "prepare")
    for code in ("furniture", "translator"):
        actions.untick_item(visit=visit, item_id=item(code).pk)
    assert actions.hold_visit(visit=visit, by=visit.leader, at=at(10)).status == VisitStatus.HELD


def test_begin_that_is_pressed_on_a_later_day_leaves_the_hour_to_the_report(visit, signed_in, time_machine):
    tick_all(visit, "prepare")
    actions.hold_visit(visit=visit, by=visit.leader, at=at(9) + timedelta(days=1))
    assert VisitResult.objects.get().started_at is None
    time_machine.move_to(at(9) + timedelta(days=1), tick=False)
    page = signed_in(visit.leader).get(address("visit_day", visit))
    assert page.context["report_form"].initial["ended_at"] is None


def test_visit_is_not_held_with_somebody_who_has_left(visit):
    tick_all(visit, "prepare")
    visit.officer.is_active = False
    visit.officer.save()
    with pytest.raises(NotPossible, match="同行する市職員"):
        actions.hold_visit(visit=visit, by=visit.leader, at=at(10))


# --- the page


def test_whole_day_without_scripts(visit, signed_in, on_the_day):
    leader, officer = signed_in(visit.leader), signed_in(visit.officer)
    for line in lines_of(visit):
        if line.item.phase in ("prepare", "arrive"):
            sent = {"item": line.item.pk, "do": "tick"}
            assert leader.post(address("visit_line", visit), sent).status_code == 303
    assert leader.post(address("visit_hold", visit)).status_code == 303
    for what in ("received", "on_site", "photos", "documents_received"):
        sent = {"key": uuid.uuid4(), "count": what, "step": "1"}
        assert leader.post(address("visit_count", visit), sent).status_code == 303
    assert officer.post(address("visit_identity", visit), {"number": "1"}).status_code == 303
    assert leader.post(address("visit_hand_over", visit), {"number": "1"}).status_code == 303
    assert officer.post(address("visit_take_over", visit), {"number": "1"}).status_code == 303
    for line in lines_of(visit):
        do = "tick" if line.item.phase == "leave" else "back"
        if line.item.phase == "leave" or line.item.is_valuable:
            leader.post(address("visit_line", visit), {"item": line.item.pk, "do": do})
    on_the_day(12, 5)
    leader, officer = signed_in(visit.leader), signed_in(visit.officer)
    page = leader.get(address("visit_day", visit))
    assert "報告が入力されていません" in page.content.decode()
    report = {
        "edition": page.context["edition"],
        "started_at": "2025-06-10T10:00",
        "ended_at": "2025-06-10T12:00",
        "report": "予定どおり終えました。",
    }
    assert leader.post(address("visit_complete", visit), report).status_code == 303
    visit.refresh_from_db()
    assert visit.status == VisitStatus.COMPLETED
    for client in (leader, officer):
        assert "予定どおり終えました。" in client.get(address("visit_day", visit)).content.decode()


def test_page_polls_and_shows_the_citys_tick_to_the_crew(visit, signed_in, on_the_day):
    visit = held_visit()
    count(visit, VisitCount.RECEIVED)
    crew, officer = signed_in(visit.crew), signed_in(visit.officer)
    page = crew.get(address("visit_day", visit))
    poll = {"v": page.context["version"]}
    asked = {"headers": {"HX-Request": "true"}}
    assert crew.get(address("visit_day", visit), poll, **asked).status_code == 204
    officer.post(address("visit_identity", visit), {"number": "1"})
    answer = crew.get(address("visit_day", visit), poll, **asked)
    assert answer.status_code == 200
    assert str(visit.officer) in answer.content.decode()
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("name", ["visit_identity", "visit_take_over"])
def test_contractor_cannot_confirm_for_the_city(name, signed_in, on_the_day):
    visit = held_visit()
    page = signed_in(visit.leader).get(address("visit_day", visit)).content.decode()
    assert address(name, visit) not in page
    assert signed_in(visit.leader).post(address(name, visit), {"number": "0"}).status_code == 403
    result = VisitResult.objects.get()
    assert (result.identity_checked_by, result.taken_over_by) == (None, None)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("visit_line", {"item": 1, "do": "tick"}),
        ("visit_count", {"key": uuid.UUID(int=1), "count": "received", "step": "1"}),
        ("visit_hand_over", {"number": "0"}),
        ("visit_report", {"report": "市の報告"}),
        ("visit_hold", {}),
        ("visit_complete", {}),
    ],
)
def test_contractors_part_is_not_for_the_city_nor_for_another_leader(name, sent, signed_in, on_the_day):
    visit = held_visit()
    for other in (visit.officer, make_user(Role.SITE_LEADER)):
        assert signed_in(other).post(address(name, visit), sent).status_code == 403
    assert VisitResult.objects.get().received == 0


def test_staff_who_are_not_at_the_visit_do_not_find_it(visit, signed_in):
    stranger = signed_in(make_user(Role.COUNTER_STAFF))
    assert stranger.get(address("visit_day", visit)).status_code == 404
    assert stranger.post(address("visit_line", visit), {"item": 1, "do": "tick"}).status_code == 404
    assert signed_in(make_user(Role.OPERATOR)).get(address("visit_day", visit)).status_code == 403


def test_refusal_by_htmx_stands_in_its_part_of_the_page(signed_in, on_the_day):
    visit = held_visit()
    sent = {"key": uuid.uuid4(), "count": "photos", "step": "1"}
    answer = signed_in(visit.crew).post(address("visit_count", visit), sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "先に受付の人数を増やしてください。" in answer.content.decode()


def test_button_pressed_twice_on_one_page_counts_once_and_on_the_next_page_again(signed_in, on_the_day):
    visit = held_visit()
    crew = signed_in(visit.crew)
    for pressed in (2, 1):
        key = crew.get(address("visit_day", visit)).context["tap_key"]
        for _ in range(pressed):
            crew.post(address("visit_count", visit), {"key": key, "count": "received", "step": "1"})
    assert VisitResult.objects.get().received == 2


def test_draft_of_the_report_is_offered_and_gone_once_it_is_saved(signed_in, on_the_day):
    visit = held_visit()
    leader = signed_in(visit.leader)
    url = leader.get(address("visit_day", visit)).context["draft"].url
    assert leader.post(url, {"report": "書きかけ", "edition": ""}).status_code in (200, 204)
    page = leader.get(address("visit_day", visit))
    assert page.context["draft"].is_offered
    restored = leader.get(page.context["draft"].restore_url)
    assert "書きかけ" in restored.content.decode()
    saved = {"report": "済み", "started_at": "2025-06-10T10:00", "edition": page.context["edition"]}
    assert leader.post(address("visit_report", visit), saved).status_code == 303
    assert not leader.get(address("visit_day", visit)).context["draft"].is_offered


def test_refused_number_comes_back_as_typed(signed_in, on_the_day):
    visit = held_visit()
    answer = signed_in(visit.officer).post(address("visit_identity", visit), {"number": "7"})
    assert answer.status_code == 422
    assert 'value="7"' in answer.content.decode()
    assert "受付（0人）より多く" in answer.content.decode()


def test_reason_for_a_missing_method_is_asked_beside_its_field(visit, signed_in, on_the_day):
    answer = signed_in(visit.leader).post(address("visit_hold", visit))
    assert answer.status_code == 422
    assert "ア マイナアシスト" in answer.context["hold_form"].errors["unready_reason"][0]
    reason = {"unready_reason": "印刷機が故障したため"}
    assert signed_in(visit.leader).post(address("visit_hold", visit), reason).status_code == 303


def test_hours_on_another_day_are_refused_beside_their_field(signed_in, time_machine):
    visit = held_visit()
    time_machine.move_to(at(9) + timedelta(days=2), tick=False)
    edition = actions.report_edition(VisitResult.objects.get())
    for name, hours in (
        ("started_at", {"started_at": "2025-06-09T10:00", "ended_at": "2025-06-10T12:00"}),
        ("ended_at", {"started_at": "2025-06-10T10:00", "ended_at": "2025-06-11T12:00"}),
    ):
        answer = signed_in(visit.leader).post(address("visit_report", visit), {"edition": edition} | hours)
        assert answer.status_code == 422
        assert "訪問の日（6/10（火））の日時に" in answer.context["report_form"].errors[name][0]


def test_visit_over_midnight_ends_on_the_day_after():
    visit = make_visit(VisitStatus.CONFIRMED, starts_at=at(22), ends_at=at(22) + timedelta(hours=4))
    days = [at(1) + timedelta(days=number) for number in (-1, 0, 1, 2)]
    assert [visit.is_on_its_day(moment) for moment in days] == [False, True, True, False]


def test_report_with_a_my_number_is_refused_and_one_with_a_phone_is_warned(signed_in, on_the_day):
    visit = held_visit()
    leader = signed_in(visit.leader)
    for text in ("番号は123456789018です。", "電話は090-1234-5678です。"):
        answer = leader.post(address("visit_report", visit), {"edition": "", "report": text})
        assert answer.status_code == 422
        assert text in answer.content.decode()
    assert VisitResult.objects.get().report == ""


def test_report_that_somebody_else_saved_meanwhile_is_shown(signed_in, on_the_day):
    visit = held_visit()
    leader, crew = signed_in(visit.leader), signed_in(visit.crew)
    edition = crew.get(address("visit_day", visit)).context["edition"]
    hours = {"started_at": "2025-06-10T10:00", "edition": edition}
    assert leader.post(address("visit_report", visit), hours | {"report": "先の報告"}).status_code == 303
    answer = crew.post(address("visit_report", visit), hours | {"report": "後の報告"})
    assert answer.status_code == 422
    for text in ("ほかの人が先に保存しました", "先の報告", "後の報告"):
        assert text in answer.content.decode()


def test_refusals_on_a_completed_visit_are_said_although_its_forms_are_gone(signed_in, time_machine):
    visit = complete(finished_visit())
    time_machine.move_to(at(13), tick=False)
    leader, officer = signed_in(visit.leader), signed_in(visit.officer)
    tried = [
        (leader, "visit_line", {"item": item("leave_papers").pk, "do": "untick"}),
        (leader, "visit_count", {"key": uuid.uuid4(), "count": "received", "step": "1"}),
        (leader, "visit_hand_over", {"number": "1"}),
        (leader, "visit_report", {"report": "書き直し"}),
        (leader, "visit_hold", {"unready_reason": "理由"}),
        (officer, "visit_identity", {"number": "1"}),
        (officer, "visit_take_over", {"number": "1"}),
    ]
    for client, name, sent in tried:
        answer = client.post(address(name, visit), sent)
        assert answer.status_code == 422, name
        assert "この訪問は「完了」のため" in answer.content.decode(), name


def test_page_of_a_visit_that_is_not_agreed_says_so(signed_in):
    visit = make_visit(VisitStatus.COORDINATING)
    page = signed_in(visit.leader).get(address("visit_day", visit))
    assert "訪問が確定すると" in page.content.decode()


def test_packing_list_names_every_line_and_its_methods(visit, signed_in):
    tick(visit, "camera", by=visit.crew)
    text = signed_in(visit.officer).get(address("visit_packing", visit)).content.decode()
    assert all(line.item.label in text for line in Day(visit, visit.officer).packing)
    assert f"✓ 09:00 {visit.crew}" in text


def test_packing_list_without_a_day_is_not_there(signed_in):
    visit = make_visit(VisitStatus.REQUESTED)
    assert signed_in(city()).get(address("visit_packing", visit)).status_code == 404


def queries_of(client, visit, django_assert_max_num_queries) -> int:
    with django_assert_max_num_queries(60) as counted:
        client.get(address("visit_day", visit))
    return len(counted)


def test_page_takes_as_many_queries_with_every_tick_as_without(
    visit, signed_in, on_the_day, django_assert_max_num_queries
):
    leader = signed_in(visit.leader)
    bare = queries_of(leader, visit, django_assert_max_num_queries)
    tick_all(visit, "prepare", "arrive")
    assert queries_of(leader, visit, django_assert_max_num_queries) == bare
