"""The operator's desk and the record's own page."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.callcenter.enums import Result
from apps.callcenter.models import Inquiry, InquiryCategory

from .factories import NOON, make_inquiry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
DESK = reverse("callcenter:desk")
MY_NUMBER = "123456789018"


def posted(**fields):
    return {
        "category": InquiryCategory.objects.get(code="renewal").pk,
        "summary": "更新に必要なものの案内",
        "result": Result.COMPLETED,
        "received_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "submission_key": str(uuid4()),
    } | fields


def test_call_is_saved_and_the_next_form_is_empty(client_of):
    client = client_of("operator")
    answer = client.post(DESK, posted(is_complaint="on"))
    assert (answer.status_code, answer["Location"]) == (303, DESK)
    saved = Inquiry.objects.get()
    assert (saved.operator, saved.category.code, saved.is_complaint) == (client.user, "renewal", True)
    page = client.get(DESK).content.decode()
    assert f"{saved.number} を保存しました。" in page
    assert "本日の自分の記録 1 件" in page
    assert "更新に必要なものの案内" not in page


def test_page_offers_number_keys_and_saving_by_ctrl_enter(client_of):
    page = client_of("operator").get(DESK).content.decode()
    assert re.findall(r'data-key="(\d)"', page)[:9] == list("123456789")
    assert "data-save" in page
    assert "<form" in page
    assert "hx-post" not in page


def test_double_submit_is_one_record(client_of):
    client, form = client_of("operator"), posted()
    assert [client.post(DESK, form).status_code for _ in range(3)] == [303, 303, 303]
    assert Inquiry.objects.count() == 1


def test_changed_text_sent_again_from_the_same_page_is_a_record_of_its_own(client_of):
    client, form = client_of("operator"), posted()
    client.post(DESK, form)
    client.post(DESK, form | {"summary": "更新に必要なものと手数料の案内"})
    assert list(Inquiry.objects.order_by("pk").values_list("summary", flat=True)) == [
        "更新に必要なものの案内", "更新に必要なものと手数料の案内"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"summary": ""}, "入力してください。"),
        ({"category": ""}, "選んでください。"),
        ({"result": Result.REFERRED}, "案内先を入力してください。"),
        ({"result": Result.TRANSFERRED}, "理由の区分：選んでください。"),
        ({"target_section": "市民税課"}, "結果が「案内」でないときは空欄にしてください。"),
        ({"escalation-question": "判断が必要"}, "「転送」の欄に入力があります。"),
        ({"callback-name": "川越　太郎"}, "「未了」の欄に入力があります。"),
        ({"result": Result.PENDING, "callback-name": "川越　太郎"}, "電話番号：入力してください。"),
        ({"live_call": "999999"}, "この通話は、いまはほかの方のものです。"),
        ({"received_at": "2099-01-01T10:00"}, "受付日時が記録した日時より後です。"),
        ({"received_at": "2000-01-01T00:00"}, "31日より前の受付は記録できません。"),
        ({"received_at": "0001-01-01T00:00"}, "日付が正しくありません。"),
        ({"received_at": "9999-12-31T23:59"}, "日付が正しくありません。"),
        ({"reservation_number": "48291357"}, "この受付番号の予約はありません。"),
        ({"submission_key": "x"}, "画面を読み込み直して、もう一度お試しください。"),
        ({"summary": "x" * 2001}, "2000"),
    ],
)
def test_form_comes_back_filled_with_a_sentence(client_of, fields, words):
    answer = client_of("operator").post(DESK, posted(**fields))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert fields.get("summary") == "" or "更新に必要なものの案内" in page or len(fields.get("summary", "")) > 2000
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("field", ["summary", "target_section", "escalation-question", "reservation_number"])
@pytest.mark.parametrize("text", [MY_NUMBER, "１２３４－５６７８－９０１８", "1234 5678 9018"])
def test_my_number_is_refused_in_every_text_box(client_of, field, text):
    result = {"target_section": Result.REFERRED, "escalation-question": Result.TRANSFERRED}.get(field, Result.COMPLETED)
    answer = client_of("operator").post(DESK, posted(**{field: text, "result": result, "escalation-kind": "decision"}))
    assert answer.status_code == 422
    assert "マイナンバー（個人番号）と思われる" in answer.content.decode()
    assert not Inquiry.objects.exists()


def test_phone_in_the_summary_is_saved_only_after_a_second_look(client_of):
    client, form = client_of("operator"), posted(summary="折り返し先 090-1234-5678")
    page = client.post(DESK, form).content.decode()
    assert "電話番号と思われる" in page
    assert 'name="confirmed_text"' in page
    assert client.post(DESK, form | {"confirmed_text": "on"}).status_code == 303


def test_fields_outside_the_form_are_ignored(client_of, user_of):
    other, client = user_of("operator"), client_of("operator")
    client.post(DESK, posted(operator=other.pk, saved_at="2020-01-01T00:00", id=77, revised_at="2020-01-01T00:00"))
    saved = Inquiry.objects.get()
    assert (saved.operator, saved.revised_at) == (client.user, None)
    assert saved.pk != 77
    assert saved.saved_at.year > 2020


def test_category_of_another_kind_cannot_be_posted(client_of):
    heading = InquiryCategory.objects.get(code="pickup").pk
    assert client_of("operator").post(DESK, posted(category=heading)).status_code == 422


def test_desk_takes_the_same_number_of_queries_with_many_records(client_of, django_assert_max_num_queries):
    client = client_of("operator")
    client.get(DESK)
    with django_assert_max_num_queries(40) as before:
        client.get(DESK)
    for _ in range(50):
        make_inquiry(client.user, at=timezone.now())
    with django_assert_max_num_queries(40) as after:
        client.get(DESK)
    assert len(after) == len(before)


@pytest.mark.parametrize(
    "role", ["counter_staff", "site_leader", "city_staff", "city_approver", "system_admin", "general_manager"]
)
def test_desk_is_for_the_call_centre_only(client_of, role):
    client = client_of(role)
    assert client.get(DESK).status_code == 403
    assert client.post(DESK, posted()).status_code == 403
    assert not Inquiry.objects.exists()


# --- one record -----------------------------------------------------------------------------------------------------


def page_of(inquiry):
    return reverse("callcenter:inquiry", args=[inquiry.pk])


def test_operator_corrects_own_record(client_of):
    client = client_of("operator")
    inquiry = make_inquiry(client.user, at=timezone.now() - timedelta(hours=1))
    assert "訂正する" in client.get(page_of(inquiry)).content.decode()
    received = timezone.localtime(inquiry.received_at).strftime("%Y-%m-%dT%H:%M")
    answer = client.post(page_of(inquiry), posted(summary="直した文", received_at=received))
    assert answer.status_code == 303
    inquiry.refresh_from_db()
    assert inquiry.summary == "直した文"
    page = client.get(page_of(inquiry)).content.decode()
    assert "直した文" in page
    assert "更新の手続きに必要なものの案内" in page  # the former wording


def test_wrong_correction_shows_the_saved_record_beside_the_form(client_of):
    client = client_of("operator")
    inquiry = make_inquiry(client.user, at=timezone.now())
    answer = client.post(page_of(inquiry), posted(summary="", result=Result.REFERRED))
    assert answer.status_code == 422
    assert "更新の手続きに必要なものの案内" in answer.content.decode()


def version_in(page):
    return re.search(r'name="version"(?: value="([^"]*)")?', page)[1] or ""


def test_correction_from_a_stale_page_comes_back_beside_the_record_as_it_is(client_of):
    client = client_of("operator")
    inquiry = make_inquiry(client.user, at=timezone.now())
    stale = version_in(client.get(page_of(inquiry)).content.decode())
    received = timezone.localtime(inquiry.received_at).strftime("%Y-%m-%dT%H:%M")
    form = posted(received_at=received, version=stale)
    assert client.post(page_of(inquiry), form | {"summary": "ほかの画面の訂正"}).status_code == 303
    answer = client.post(page_of(inquiry), form | {"summary": "古い画面の訂正"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ほかの画面で訂正または追記されています。" in page
    assert "ほかの画面の訂正" in page
    assert "古い画面の訂正" in page
    inquiry.refresh_from_db()
    assert inquiry.summary == "ほかの画面の訂正"
    again = form | {"summary": "古い画面の訂正", "version": version_in(page)}
    assert client.post(page_of(inquiry), again).status_code == 303
    inquiry.refresh_from_db()
    assert inquiry.summary == "古い画面の訂正"


def test_record_older_than_24_hours_takes_notes_only(client_of):
    client = client_of("operator")
    inquiry = make_inquiry(client.user, at=timezone.now() - timedelta(hours=25))
    assert 'name="summary"' not in client.get(page_of(inquiry)).content.decode()
    client.post(page_of(inquiry), posted(summary="直した文"))
    note = {"note-text": "追記の文", "note-submission_key": str(uuid4())}
    assert client.post(reverse("callcenter:inquiry_note", args=[inquiry.pk]), note).status_code == 303
    inquiry.refresh_from_db()
    assert inquiry.summary == "更新の手続きに必要なものの案内"
    assert [each.text for each in inquiry.notes.all()] == ["追記の文"]


def test_empty_note_comes_back_with_a_sentence(client_of):
    client = client_of("operator")
    inquiry = make_inquiry(client.user, at=NOON)
    answer = client.post(
        reverse("callcenter:inquiry_note", args=[inquiry.pk]), {"note-text": " ", "note-submission_key": str(uuid4())}
    )
    assert answer.status_code == 422
    assert not inquiry.notes.exists()


def test_colleagues_record_is_not_found(client_of, user_of):
    inquiry = make_inquiry(user_of("operator"), at=timezone.now())
    client = client_of("operator")
    assert client.get(page_of(inquiry)).status_code == 404
    assert client.post(page_of(inquiry), posted()).status_code == 404
    assert client.post(reverse("callcenter:inquiry_note", args=[inquiry.pk]), {}).status_code == 404


def test_leader_reads_and_adds_but_does_not_correct(client_of, user_of):
    inquiry, client = make_inquiry(user_of("operator"), at=timezone.now()), client_of("cc_leader")
    page = client.get(page_of(inquiry)).content.decode()
    assert 'name="summary"' not in page
    assert 'name="note-text"' in page
