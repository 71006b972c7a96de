"""What 転送 and 未了 ask for besides, the handover to the leader, the answers used, and who else is there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts import drafts
from apps.callcenter.actions import watch_inquiry
from apps.callcenter.enums import FaqState, Result
from apps.callcenter.models import (
    Callback,
    Escalation,
    FaqEntry,
    FaqUse,
    FaqVersion,
    Inquiry,
    InquiryCategory,
    InquiryWatch,
)
from apps.callcenter.models.inquiries import WATCH_LASTS

from .factories import make_inquiry
from .test_desk import DESK, page_of, posted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
TRANSFER = {
    "result": Result.TRANSFERRED,
    "escalation-kind": "decision",
    "escalation-question": "更新の期限を過ぎた場合の取扱い",
}
PENDING = {
    "result": Result.PENDING,
    "callback-name": "小江戸　花子",
    "callback-phone": "０４９－２２４－８８１１",
    "callback-wish": "午後",
}


# --- 転送 -----------------------------------------------------------------------------------------------------------


def test_transfer_asks_the_city_in_the_same_post(client_of):
    client = client_of("operator")
    assert client.post(DESK, posted(**TRANSFER)).status_code == 303
    escalation = Escalation.objects.get()
    assert escalation.question == "更新の期限を過ぎた場合の取扱い"
    assert escalation.inquiry == Inquiry.objects.get()
    assert escalation.inquiry.transfer_reason == "制度・運用の判断：更新の期限を過ぎた場合の取扱い"


def test_transfer_without_a_question_saves_nothing_and_comes_back_filled(client_of):
    answer = client_of("operator").post(DESK, posted(**TRANSFER | {"escalation-question": ""}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "市に判断を求めること：入力してください。" in page
    assert 'name="escalation-kind" value="decision"' in page
    assert not Inquiry.objects.exists()


def test_number_of_the_citys_form_that_is_taken_saves_nothing(client_of):
    client = client_of("operator")
    sent = TRANSFER | {"escalation-form_number": "LGF-2025-000123"}
    first = client.post(DESK, posted(**sent))
    answer = client.post(DESK, posted(**sent))
    assert (first.status_code, answer.status_code) == (303, 422)
    assert "ほかのエスカレーションで使われています。" in answer.content.decode()
    assert Inquiry.objects.count() == 1


def test_record_becomes_a_transfer_by_correction_and_stays_one(client_of):
    client = client_of("operator")
    inquiry = make_inquiry(client.user, at=timezone.now())
    received = timezone.localtime(inquiry.received_at).strftime("%Y-%m-%dT%H:%M")
    assert client.post(page_of(inquiry), posted(received_at=received, **TRANSFER)).status_code == 303
    inquiry.refresh_from_db()
    assert (inquiry.result, inquiry.escalation.question) == (Result.TRANSFERRED, TRANSFER["escalation-question"])
    back = posted(received_at=received, version=inquiry.version)
    answer = client.post(page_of(inquiry), back)
    assert answer.status_code == 422
    assert "市へ送付済みのため、結果は「転送」から変更できません。" in answer.content.decode()
    same = back | {"result": Result.TRANSFERRED, "summary": "直した文"}
    assert client.post(page_of(inquiry), same).status_code == 303
    inquiry.refresh_from_db()
    assert (inquiry.summary, inquiry.transfer_reason[:4]) == ("直した文", "制度・運")
    with pytest.raises(IntegrityError, match="asked already"), transaction.atomic():
        Inquiry.objects.update(result=Result.COMPLETED, transfer_reason="")


# --- 未了 -----------------------------------------------------------------------------------------------------------


def test_pending_promises_a_call_back_in_the_same_post(client_of):
    client = client_of("operator")
    assert client.post(DESK, posted(**PENDING)).status_code == 303
    callback = Callback.objects.get()
    assert (callback.inquiry, callback.phone, callback.promised_by) == (
        Inquiry.objects.get(), "0492248811", client.user
    )  # fmt: skip


def test_pending_without_a_promise_is_saved(client_of):
    assert client_of("operator").post(DESK, posted(result=Result.PENDING)).status_code == 303
    assert Inquiry.objects.get().result == Result.PENDING
    assert not Callback.objects.exists()


def test_record_leads_to_all_that_follows_from_it(client_of):
    client = client_of("operator")
    for fields in (TRANSFER, PENDING, {}):
        client.post(DESK, posted(**fields))
    transferred, pending, plain = Inquiry.objects.order_by("pk")
    page = client.get(page_of(transferred)).content.decode()
    assert reverse("callcenter:escalation", args=[transferred.escalation.pk]) in page
    page = client.get(page_of(pending)).content.decode()
    assert reverse("callcenter:callback", args=[pending.callbacks.get().pk]) in page
    page = client.get(page_of(plain)).content.decode()
    for name in ("callback_create", "misguidance_create", "faq_propose"):
        assert reverse(f"callcenter:{name}", args=[plain.pk] if name == "callback_create" else []) in page


def test_another_number_to_call_back_is_another_record(client_of):
    client, form = client_of("operator"), posted(**PENDING)
    assert [client.post(DESK, form).status_code for _ in range(20)] == [303] * 20
    assert (Inquiry.objects.count(), Callback.objects.count()) == (1, 1)
    client.post(DESK, form | {"callback-phone": "049-224-8812"})
    assert (Inquiry.objects.count(), Callback.objects.count()) == (2, 2)


# --- the leader inside the centre ------------------------------------------------------------------------------------


def test_handover_to_the_leader_is_inside_the_centre(client_of, user_of):
    client, leader = client_of("operator"), user_of("cc_leader")
    client.post(DESK, posted(handed_to=leader.pk))
    saved = Inquiry.objects.get()
    assert (saved.handed_to, saved.handed_at, saved.result) == (leader, saved.saved_at, Result.COMPLETED)
    assert leader.display_name in client.get(page_of(saved)).content.decode()
    listed = client_of("cc_leader").get(reverse("callcenter:inquiry_checks"), {"of": "handed"}).content.decode()
    assert saved.number in listed


@pytest.mark.parametrize("role", ["operator", "general_manager", "city_staff"])
def test_only_a_leader_of_the_centre_takes_over(client_of, user_of, role):
    assert client_of("operator").post(DESK, posted(handed_to=user_of(role).pk)).status_code == 422
    assert not Inquiry.objects.exists()


def test_correction_of_the_text_keeps_the_moment_of_the_handover(client_of, user_of):
    client, leader = client_of("operator"), user_of("cc_leader")
    at = timezone.now() - timedelta(hours=1)
    inquiry = make_inquiry(client.user, at=at, handed_to=leader, handed_at=at)
    received = timezone.localtime(inquiry.received_at).strftime("%Y-%m-%dT%H:%M")
    fields = posted(summary="直した文", received_at=received, handed_to=leader.pk)
    assert client.post(page_of(inquiry), fields).status_code == 303
    inquiry.refresh_from_db()
    assert (inquiry.summary, inquiry.handed_at) == ("直した文", at)
    client.post(page_of(inquiry), fields | {"handed_to": "", "version": inquiry.version})
    inquiry.refresh_from_db()
    assert (inquiry.handed_to, inquiry.handed_at) == (None, None)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"handed_to": True}, "inquiry_handed_names_the_leader_and_the_moment"),
        ({"handed_at": timedelta()}, "inquiry_handed_names_the_leader_and_the_moment"),
        ({"handed_to": True, "handed_at": -timedelta(seconds=1)}, "inquiry_is_handed_after_it_is_received"),
    ],
)
def test_database_refuses_half_a_handover(operator, user_of, fields, constraint):
    now = timezone.now()
    given = {"handed_to": user_of("cc_leader")} if "handed_to" in fields else {}
    given |= {"handed_at": now + fields["handed_at"]} if "handed_at" in fields else {}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_inquiry(operator, at=now, **given)


def test_database_refuses_a_handover_to_oneself(user_of):
    leader, now = user_of("cc_leader"), timezone.now()
    with pytest.raises(IntegrityError, match="inquiry_is_not_handed_to_its_own_operator"), transaction.atomic():
        make_inquiry(leader, at=now, handed_to=leader, handed_at=now)


# --- the FAQ --------------------------------------------------------------------------------------------------------


@pytest.fixture
def version():
    entry = FaqEntry.objects.create(code="renewal-papers", category=InquiryCategory.objects.get(code="renewal"))
    return FaqVersion.objects.create(
        entry=entry, number=1, question="更新に必要なもの", answer="通知書と本人確認書類です。", source="市の案内",
        written_on=timezone.localdate(), state=FaqState.DRAFT,
    )  # fmt: skip


def test_answers_that_served_are_kept_with_their_version(client_of, version):
    client, form = client_of("operator"), posted(faq_versions=[version.pk])
    assert [client.post(DESK, form).status_code for _ in range(2)] == [303, 303]
    saved = Inquiry.objects.get()
    assert list(saved.faq_versions.all()) == [version]
    assert "更新に必要なもの" in client.get(page_of(saved)).content.decode()


def test_one_answer_is_counted_once_an_inquiry(operator, version):
    inquiry = make_inquiry(operator)
    FaqUse.objects.create(inquiry=inquiry, faq_version=version)
    with pytest.raises(IntegrityError, match="faquse_once_per_inquiry_and_version"), transaction.atomic():
        FaqUse.objects.create(inquiry=inquiry, faq_version=version)


def test_unknown_answer_is_refused(client_of):
    assert client_of("operator").post(DESK, posted(faq_versions=["999999"])).status_code == 422


# --- drafts ---------------------------------------------------------------------------------------------------------


def test_draft_brings_back_what_was_typed_for_the_result(client_of, version):
    client = client_of("operator")
    typed = posted(**TRANSFER, faq_versions=[version.pk], received_at="")
    del typed["submission_key"]
    kept = {
        name: [str(value) for value in (each if isinstance(each, list) else [each])] for name, each in typed.items()
    }
    drafts.keep(user=client.user, form_key="inquiry:new", posted=kept, at=timezone.now())
    page = client.get(DESK, {"draft": "inquiry:new"}).content.decode()
    assert "更新の期限を過ぎた場合の取扱い" in page
    assert "更新に必要なものの案内" in page
    assert f'value="{version.pk}"' in page
    assert "更新に必要なもの" in page


# --- two at one record ----------------------------------------------------------------------------------------------


def test_second_person_at_a_record_is_announced_to_both(client_of):
    operator, leader = client_of("operator"), client_of("cc_leader")
    inquiry = make_inquiry(operator.user, at=timezone.now())
    assert "この記録を開いています" not in operator.get(page_of(inquiry)).content.decode()
    assert operator.user.display_name in leader.get(page_of(inquiry)).content.decode()
    presence = reverse("callcenter:inquiry_presence", args=[inquiry.pk])
    assert leader.user.display_name in operator.get(presence).content.decode()
    assert client_of("operator").get(presence).status_code == 404


def test_who_has_left_is_forgotten(operator, user_of):
    leader, now = user_of("cc_leader"), timezone.now()
    first, second = make_inquiry(operator), make_inquiry(operator)
    watch_inquiry(inquiry=first, by=leader, now=now)
    assert watch_inquiry(inquiry=first, by=operator, now=now + WATCH_LASTS) == []
    watch_inquiry(inquiry=second, by=leader, now=now + WATCH_LASTS)
    assert list(InquiryWatch.objects.filter(user=leader).values_list("inquiry", flat=True)) == [second.pk]


def test_same_key_in_two_windows_of_one_operator_is_one_record(client_of):
    client = client_of("operator")
    form = posted(submission_key=str(uuid4()))
    assert {client.post(DESK, form).status_code for _ in range(20)} == {303}
    assert Inquiry.objects.count() == 1
