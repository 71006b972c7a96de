"""What each reader of the live history is told, and that its lists miss nothing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.accounts.enums import AccessKind
from apps.accounts.models import AccessEvent
from apps.callcenter import live_history
from apps.callcenter.actions import add_note, catch_up, escalate, open_live_history, open_live_record, step_escalation
from apps.callcenter.enums import EscalationKind, EscalationState, Result
from apps.callcenter.live_history import Place, Wanted
from apps.callcenter.models import Inquiry, InquiryCategory, LiveLook, LiveSeen
from apps.callcenter.models.live import VISIT_ENDS_AFTER

from .factories import make_inquiry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
LIVE = reverse("callcenter:live")
HX = {"HX-Request": "true"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def reader(user_of):
    return user_of("city_staff")


def found(text="", **wanted):
    return live_history.page(Inquiry.objects.all(), Wanted(text=text, **wanted)).numbers


def note(inquiry, by, at):
    return add_note(inquiry=inquiry, by=by, at=at, text="追記", submission_key=uuid4())


# --- new and changed --------------------------------------------------------------------------------------------------


def mark_of(inquiry, look):
    return live_history.marks([Inquiry.objects.get(pk=inquiry.pk)], look).get(inquiry.pk, "")


def test_a_record_is_new_until_opened_and_changed_after_a_note(operator, reader):
    now = timezone.now()
    look = open_live_history(user=reader, at=now - MINUTE)
    inquiry = make_inquiry(operator, at=now)
    assert mark_of(inquiry, look) == "新"
    look = open_live_record(user=reader, inquiry=inquiry, at=now + MINUTE)
    assert mark_of(inquiry, look) == ""
    assert live_history.count_unseen(Inquiry.objects.all(), look) == 0
    note(inquiry, operator, now + 2 * MINUTE)
    assert mark_of(inquiry, look) == "更新"
    assert live_history.count_unseen(Inquiry.objects.all(), look) == 1


def test_an_old_record_that_is_corrected_is_marked_changed(operator, reader):
    now = timezone.now()
    inquiry = make_inquiry(operator, at=now - timedelta(days=3))
    look = open_live_history(user=reader, at=now - MINUTE)
    assert mark_of(inquiry, look) == ""
    note(inquiry, operator, now)
    assert mark_of(inquiry, look) == "更新"
    assert found(unseen_by=look) == [inquiry.pk]


def test_a_step_of_the_citys_escalation_marks_its_inquiry_changed(operator, reader):
    now = timezone.now()
    inquiry = make_inquiry(operator, at=now - MINUTE, result=Result.TRANSFERRED, transfer_reason="市の判断が必要")
    values = {"kind": EscalationKind.DECISION, "question": "更新の期限を過ぎた場合の扱い"}
    escalation, _ = escalate(inquiry=inquiry, by=operator, at=now - MINUTE, values=values)
    look = open_live_record(user=reader, inquiry=inquiry, at=now)
    step_escalation(escalation=escalation, state=EscalationState.TAKEN, by=reader, at=now + MINUTE)
    assert mark_of(inquiry, look) == "更新"


def test_a_visit_ends_after_half_an_hour_without_a_request(operator, reader):
    now = timezone.now()
    first = open_live_history(user=reader, at=now)
    inquiry = make_inquiry(operator, at=now + MINUTE)
    same = open_live_history(user=reader, at=now + 2 * MINUTE)
    assert same.since == first.since
    assert mark_of(inquiry, same) == "新"
    following = open_live_history(user=reader, at=now + 2 * MINUTE + VISIT_ENDS_AFTER)
    assert following.since > inquiry.saved_at
    assert mark_of(inquiry, following) == ""


def test_what_an_open_page_fetched_by_itself_stays_new_in_the_next_visit(operator, reader):
    now = timezone.now()
    open_live_history(user=reader, at=now)
    inquiry = make_inquiry(operator, at=now + 10 * MINUTE)  # polls leave no trace in LiveLook
    following = open_live_history(user=reader, at=now + VISIT_ENDS_AFTER)
    assert mark_of(inquiry, following) == "新"


def test_catching_up_leaves_what_was_saved_after_the_list(operator, reader):
    now = timezone.now()
    open_live_history(user=reader, at=now - MINUTE)
    shown = make_inquiry(operator, at=now - timedelta(seconds=1))
    later = make_inquiry(operator, at=now + timedelta(seconds=1))
    catch_up(user=reader, shown_at=now, at=now + MINUTE)
    look = LiveLook.objects.get(user=reader)
    assert (mark_of(shown, look), mark_of(later, look)) == ("", "新")
    catch_up(user=reader, shown_at=now + MINUTE, at=now + MINUTE)
    assert not LiveSeen.objects.exists()


def test_a_claim_to_have_seen_the_future_is_not_believed(operator, reader):
    now = timezone.now()
    open_live_history(user=reader, at=now)
    catch_up(user=reader, shown_at=now + timedelta(days=1), at=now)
    assert mark_of(make_inquiry(operator, at=now + MINUTE), LiveLook.objects.get(user=reader)) == "新"


def test_each_reader_has_marks_of_their_own(operator, reader, user_of):
    other, now = user_of("city_approver"), timezone.now()
    looks = [open_live_history(user=user, at=now - MINUTE) for user in (reader, other)]
    inquiry = make_inquiry(operator, at=now)
    open_live_record(user=reader, inquiry=inquiry, at=now)
    assert [mark_of(inquiry, look) for look in looks] == ["", "新"]


def test_opening_a_record_takes_its_mark_off_the_list_and_is_logged(client_of, operator):
    city = client_of("city_staff")
    city.get(LIVE)
    inquiry = make_inquiry(operator, at=timezone.now())
    assert "前回閲覧後 1 件" in city.get(LIVE).content.decode()
    page = city.get(reverse("callcenter:live_detail", args=[inquiry.pk]), headers=HX).content.decode()
    assert f'<span class="live-mark" id="mark-{inquiry.pk}" hx-swap-oob="true"></span>' in page
    assert re.search(r'id="live-unseen" hx-swap-oob="true">前回閲覧後 0 件', page)
    assert "hx-swap-oob" not in city.get(reverse("callcenter:live_detail", args=[inquiry.pk])).content.decode()


def test_confirming_all_keeps_the_narrowing_and_changes_no_record(client_of, operator):
    city = client_of("city_staff")
    city.get(LIVE)
    inquiry = make_inquiry(operator, at=timezone.now(), result=Result.PENDING)
    page = city.get(f"{LIVE}?result=pending").content.decode()
    shown_at = re.search(r'name="shown_at" value="([^"]+)"', page)[1]
    answer = city.post(f"{reverse('callcenter:live_seen')}?result=pending&v=1&x=2", {"shown_at": shown_at})
    assert (answer.status_code, answer["Location"]) == (303, f"{LIVE}?result=pending")
    assert "前回閲覧後 0 件" in city.get(LIVE).content.decode()
    inquiry.refresh_from_db()
    assert inquiry.revised_at is None


@pytest.mark.parametrize("shown_at", ["", "x", "\x00", "9" * 5000, "0001-01-01T00:00:00+09:00"])
def test_nonsense_in_confirming_is_harmless(client_of, shown_at):
    answer = client_of("city_staff").post(reverse("callcenter:live_seen"), {"shown_at": shown_at})
    assert (answer.status_code, answer["Location"]) == (303, LIVE)


def test_a_search_is_logged_without_its_words(client_of, operator):
    city = client_of("city_staff")
    city.get(LIVE, {"text": "暗証番号"})
    event = AccessEvent.objects.get(kind=AccessKind.VIEW, user=city.user)
    assert (event.reason, event.path) == ("応答履歴（語句で検索）", LIVE)


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["カード", "ｶｰﾄﾞ", "かーど", "カード暗証", "暗証番号 カード", "ＰＩＮ", "pin", "24時", "２４時", "番"],
)
@pytest.mark.parametrize("newest_read", [0, 10_000])
def test_spellings_are_found_alike(operator, monkeypatch, typed, newest_read):
    """Among the newest by reading, and below them by the index."""
    monkeypatch.setattr(live_history, "NEWEST_READ", newest_read)
    now = timezone.now()
    inquiry = make_inquiry(operator, at=now - MINUTE, summary="カード暗証番号（PIN）の問い合わせ。24時間後に再度")
    make_inquiry(operator, at=now, summary="更新の手続き")
    assert found(typed) == [inquiry.pk]


@pytest.mark.parametrize("typed", ["証暗", "暗証番号カード", "鯨", "市民税課 鯨"])
@pytest.mark.parametrize("newest_read", [0, 10_000])
def test_pairs_that_do_not_follow_one_another_are_no_hit(operator, monkeypatch, typed, newest_read):
    monkeypatch.setattr(live_history, "NEWEST_READ", newest_read)
    make_inquiry(operator, at=timezone.now(), summary="カードの暗証番号。証と暗", result=Result.REFERRED,
                 target_section="市民税課")  # fmt: skip
    assert found(typed) == []


def test_a_correction_is_found_by_its_new_words_alone(operator):
    inquiry = make_inquiry(operator, at=timezone.now(), summary="点字の案内")
    Inquiry.objects.filter(pk=inquiry.pk).update(summary="駐車場の案内")
    assert (found("点字"), found("駐車場")) == ([], [inquiry.pk])


def test_a_word_and_all_filters_meet_in_the_index(operator, user_of, monkeypatch):
    monkeypatch.setattr(live_history, "NEWEST_READ", 0)
    now, heading = timezone.now(), InquiryCategory.objects.get(code="pickup")
    changes = heading.children.get(code="pickup_change")
    wanted = make_inquiry(operator, at=now, summary="点字", category=changes, is_complaint=True, result=Result.PENDING)
    for other in (
        {"category": InquiryCategory.objects.get(code="renewal")},
        {"result": Result.COMPLETED},
        {"is_complaint": False},
        {"summary": "駐車場"},
    ):
        fields = {"summary": "点字", "category": changes, "is_complaint": True, "result": Result.PENDING} | other
        make_inquiry(operator, at=now, **fields)
    make_inquiry(
        user_of("operator"), at=now, summary="点字", category=changes, is_complaint=True, result=Result.PENDING
    )
    for category in (heading, changes):
        hits = found("点字", category=category, result=Result.PENDING, is_complaint=True, operator=operator)
        assert hits == [wanted.pk]


def test_the_history_of_changes_does_not_carry_the_searched_text():
    names = {field.name for field in Inquiry.pgh_event_model._meta.get_fields()}
    assert "summary" in names
    assert "search_text" not in names


# --- pages ------------------------------------------------------------------------------------------------------------


def test_pages_of_a_heading_follow_without_gap_or_repeat(operator, monkeypatch):
    monkeypatch.setattr(live_history, "PAGE", 4)
    now, heading = timezone.now(), InquiryCategory.objects.get(code="pickup")
    children = list(heading.children.all())
    for number in range(21):
        make_inquiry(operator, at=now - timedelta(seconds=number // 3), category=children[number % len(children)])
        make_inquiry(operator, at=now - timedelta(seconds=number // 3))
    seen, before = [], None
    for _ in range(6):
        page = live_history.page(Inquiry.objects.all(), Wanted(category=heading), before)
        seen += page.numbers
        before = page.next_before and Place.parse(str(page.next_before))
    assert before is None
    assert seen == list(Inquiry.objects.filter(category__parent=heading).newest_first().values_list("pk", flat=True))


def test_a_page_is_found_without_counting_or_sorting_the_table(operator):
    make_inquiry(operator, at=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        found("点字", category=InquiryCategory.objects.get(code="renewal"))
    assert 0 < len(queries) <= 6
    assert not [query for query in queries if "COUNT(" in query["sql"].upper()]


# --- the stamp --------------------------------------------------------------------------------------------------------


def test_the_stamp_stays_until_something_changes(operator):
    rows, now = Inquiry.objects.all(), timezone.now()
    inquiry = make_inquiry(operator, at=now)
    known = live_history.stamp(rows, now)
    assert live_history.stamp(rows, now + timedelta(hours=5), known) == known
    note(inquiry, operator, now + MINUTE)
    renewed = live_history.stamp(rows, now + 2 * MINUTE, known)
    assert renewed != known
    make_inquiry(operator, at=now - timedelta(days=1))  # saved long ago, committed now
    assert live_history.stamp(rows, now + 2 * MINUTE, renewed) != renewed


@pytest.mark.parametrize("known", ["", "x", "-", "12-", "99999999999-a", "\x00", "１-a", "-1-a"])
def test_a_stamp_that_is_not_ours_never_matches(operator, known):
    make_inquiry(operator, at=timezone.now())
    assert live_history.stamp(Inquiry.objects.all(), timezone.now(), known) != known


def test_a_stamp_of_yesterday_is_renewed(operator):
    rows, now = Inquiry.objects.all(), timezone.now()
    old = live_history.stamp(rows, now - timedelta(hours=25))
    assert live_history.stamp(rows, now, old) != old
