"""An inquiry as the database and its actions keep it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.utils import InternalError

from apps.accounts.enums import Role
from apps.callcenter.actions import NotEditable, add_note, record_inquiry, revise_inquiry
from apps.callcenter.enums import Result
from apps.callcenter.models import Inquiry, InquiryCategory, InquiryNote
from apps.callcenter.models.inquiries import OWN_EDIT_SPAN
from apps.core.textguard import ForbiddenText

from .factories import NOON, log, make_inquiry, row, take

pytestmark = pytest.mark.django_db
MY_NUMBER = "123456789018"


def values(**fields):
    return {
        "category": InquiryCategory.objects.get(code="renewal"),
        "summary": "更新の案内",
        "result": Result.COMPLETED,
        "received_at": NOON,
    } | fields


# --- categories -----------------------------------------------------------------------------------------------------


def test_delivered_categories_cover_what_the_contract_names(masters):
    names = {category.full_name for category in InquiryCategory.objects.choosable().select_related("parent")}
    assert names == {
        "新規申請",
        "更新・再交付",
        "電子証明書",
        "通知カード・個人番号通知書",
        "健康保険証利用",
        "公金受取口座",
        "受取予約：予約",
        "受取予約：変更",
        "受取予約：取消",
        "受取予約：確認・持ち物",
        "申請サポート窓口・市独自事業",
        "広報・ホームページ",
        "マイナポータル",
        "その他",
    }


def test_heading_and_retired_category_cannot_be_chosen(masters):
    InquiryCategory.objects.filter(code="other").update(is_active=False)
    codes = set(InquiryCategory.objects.choosable().values_list("code", flat=True))
    assert not codes & {"pickup", "other"}


# --- constraints ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"result": Result.REFERRED, "target_section": "市民税課"},
        {"result": Result.TRANSFERRED, "transfer_reason": "市の判断が必要"},
        {"result": Result.PENDING},
        {"result": Result.COMPLETED, "is_complaint": True},
    ],
)
def test_result_with_what_belongs_to_it_is_saved(operator, fields):
    assert make_inquiry(operator, **fields).pk


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"result": Result.REFERRED}, "inquiry_referred_names_the_section"),
        ({"result": Result.COMPLETED, "target_section": "市民税課"}, "inquiry_referred_names_the_section"),
        ({"result": Result.TRANSFERRED}, "inquiry_transferred_gives_the_reason"),
        ({"result": Result.PENDING, "transfer_reason": "理由"}, "inquiry_transferred_gives_the_reason"),
        ({"summary": ""}, "inquiry_has_a_summary"),
        ({"received_at": NOON + timedelta(seconds=1)}, "inquiry_is_received_before_it_is_saved"),
    ],
)
def test_database_refuses_what_does_not_belong_together(operator, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_inquiry(operator, **fields)


def test_call_has_at_most_one_inquiry(operator):
    call = take(log([row(1)])).run.calls.get()
    make_inquiry(operator, call=call)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_inquiry(operator, call=call)


@pytest.mark.parametrize("field", ["summary", "target_section", "transfer_reason"])
def test_my_number_reaches_no_text_column(operator, field):
    with pytest.raises(ForbiddenText) as caught:
        make_inquiry(operator, **{field: f"番号は{MY_NUMBER}です"})
    assert MY_NUMBER not in str(caught.value)


def test_number_never_has_twelve_digits(operator):
    assert make_inquiry(operator).number.startswith("Q")
    assert Inquiry(pk=7).number == "Q000007"


# --- recording ------------------------------------------------------------------------------------------------------


def test_same_submission_is_one_record(operator):
    key = uuid4()
    first, was_new = record_inquiry(by=operator, at=NOON, submission_key=key, values=values())
    second, again = record_inquiry(by=operator, at=NOON, submission_key=key, values=values(summary="別の文"))
    assert (first.pk, was_new, again) == (second.pk, True, False)
    assert Inquiry.objects.get().summary == "更新の案内"


@pytest.mark.django_db(transaction=True)
def test_same_submission_twenty_times_at_once_is_one_record(operator):
    key, given = uuid4(), values()

    def submit(_):
        try:
            return record_inquiry(by=operator, at=NOON, submission_key=key, values=given)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(submit, range(20)))
    assert {inquiry.pk for inquiry, _ in answers} == {Inquiry.objects.get().pk}
    assert sum(was_new for _, was_new in answers) == 1


@pytest.mark.django_db(transaction=True)
def test_two_operators_in_the_same_second_keep_their_own_words(masters, user_of):
    people = [user_of("operator") for _ in range(8)]
    given = values()

    def submit(person):
        try:
            return record_inquiry(
                by=person, at=NOON, submission_key=uuid4(), values=given | {"summary": f"{person.username}の用件"}
            )[0].pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(submit, people))
    for person, key in zip(people, keys, strict=True):
        saved = Inquiry.objects.get(pk=key)
        assert (saved.operator, saved.summary) == (person, f"{person.username}の用件")


# --- correcting -----------------------------------------------------------------------------------------------------


def test_operator_corrects_own_record_within_24_hours_and_the_former_wording_stays(operator):
    inquiry = make_inquiry(operator, summary="はじめの文")
    at = NOON + OWN_EDIT_SPAN - timedelta(seconds=1)
    revise_inquiry(inquiry=inquiry, by=operator, at=at, values={"summary": "直した文"}, version="")
    inquiry.refresh_from_db()
    assert (inquiry.summary, inquiry.revised_at) == ("直した文", at)
    assert [version.summary for version in inquiry.versions()] == ["はじめの文"]


def test_correction_is_refused_after_24_hours(operator):
    inquiry = make_inquiry(operator, summary="はじめの文")
    with pytest.raises(NotEditable):
        revise_inquiry(
            inquiry=inquiry, by=operator, at=NOON + OWN_EDIT_SPAN, values={"summary": "直した文"}, version=""
        )
    inquiry.refresh_from_db()
    assert inquiry.summary == "はじめの文"


def test_correction_of_a_colleagues_record_is_refused(operator, user_of):
    inquiry = make_inquiry(operator)
    with pytest.raises(NotEditable):
        revise_inquiry(inquiry=inquiry, by=user_of("operator"), at=NOON, values={"summary": "直した文"}, version="")


def test_note_is_added_at_any_time_and_marks_the_record(operator, user_of):
    inquiry, at = make_inquiry(operator), NOON + timedelta(days=90)
    leader, key = user_of("cc_leader"), uuid4()
    for _ in range(2):
        add_note(inquiry=inquiry, by=leader, at=at, text="折り返し済み", submission_key=key)
    inquiry.refresh_from_db()
    assert [(note.by, note.text) for note in inquiry.notes.all()] == [(leader, "折り返し済み")]
    assert inquiry.revised_at == at


def test_former_wordings_are_those_of_corrections_alone(operator):
    inquiry = make_inquiry(operator, summary="はじめの文")

    def note(minute):
        at = NOON + timedelta(minutes=minute)
        add_note(inquiry=inquiry, by=operator, at=at, text="担当課から連絡があった", submission_key=uuid4())
        inquiry.refresh_from_db()

    note(1)
    assert inquiry.versions() == []
    change, at = {"summary": "直した文"}, NOON + timedelta(minutes=2)
    revise_inquiry(inquiry=inquiry, by=operator, at=at, values=change, version=inquiry.version)
    note(3)
    assert [version.summary for version in inquiry.versions()] == ["はじめの文"]


@pytest.mark.parametrize("change", [lambda notes: notes.update(text="別の文"), lambda notes: notes.delete()])
def test_note_is_written_once(operator, change):
    add_note(inquiry=make_inquiry(operator), by=operator, at=NOON, text="追記", submission_key=uuid4())
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        change(InquiryNote.objects.all())
    assert InquiryNote.objects.get().text == "追記"


# --- who sees what --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role.values)
def test_records_are_seen_by_the_roles_of_the_matrix(operator, user_of, role):
    own = make_inquiry(operator)
    other = make_inquiry(user_of("operator"))
    everything = {Role.CC_LEADER, Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.CITY_APPROVER}
    seen = set(Inquiry.objects.for_user(user_of(role)))
    assert seen == ({own, other} if role in everything else set())
    assert set(Inquiry.objects.for_user(operator)) == {own}
