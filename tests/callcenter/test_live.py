"""The city's live history: what is saved appears on the next poll, nothing is lost, nobody from the city writes."""

import re
import threading
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts.enums import AccessKind
from apps.accounts.models import AccessEvent
from apps.callcenter.actions import add_note
from apps.callcenter.enums import Result
from apps.callcenter.live_history import PAGE
from apps.callcenter.models import Inquiry, InquiryCategory

from .factories import make_inquiry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
LIVE = reverse("callcenter:live")
HX = {"HX-Request": "true"}


def poll_address(page):
    return unescape(re.search(r'hx-get="([^"]+)" hx-trigger="every 2s"', page)[1])


def polled(client, address):
    return client.get(address, headers=HX)


def shown(answer):
    return [line.row.inquiry for line in answer.context["lines"]]


def opened(client, query=""):
    answer = client.get(LIVE + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_saved_inquiry_is_on_the_citys_next_poll(client_of, operator):
    city = client_of("city_staff")
    address = poll_address(opened(city))
    make_inquiry(operator, at=timezone.now(), summary="いま保存した用件")
    answer = polled(city, address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "いま保存した用件" in page
    assert '<span class="new">新</span>' in page
    assert page.lstrip().startswith("<section")
    assert "HX-Request" in answer["Vary"]


def test_nothing_new_is_an_empty_answer(client_of, operator):
    make_inquiry(operator, at=timezone.now())
    city = client_of("city_staff")
    address = poll_address(opened(city))
    for _ in range(3):
        answer = polled(city, address)
        assert (answer.status_code, answer.content) == (204, b"")


def test_correction_and_note_are_on_the_next_poll(client_of, operator):
    inquiry, city = make_inquiry(operator, at=timezone.now()), client_of("city_staff")
    address = poll_address(opened(city))
    add_note(inquiry=inquiry, by=operator, at=timezone.now(), text="追記", submission_key=uuid4())
    answer = polled(city, address)
    assert "更新あり" in answer.content.decode()
    assert polled(city, poll_address(answer.content.decode())).status_code == 204


@pytest.mark.django_db(transaction=True)
def test_record_committed_late_is_not_lost(client_of, operator):
    """Two connections: the first number handed out is committed last. A cursor `id > last` would never show it."""
    city = client_of("city_staff")
    earlier, saved, commit = timezone.now(), threading.Event(), threading.Event()

    def save_slowly():
        try:
            with transaction.atomic():
                make_inquiry(operator, at=earlier, summary="先に保存し、後で確定した用件")
                saved.set()
                assert commit.wait(60)
        finally:
            connection.close()

    slow = threading.Thread(target=save_slowly)
    slow.start()
    assert saved.wait(60)
    quick = make_inquiry(operator, at=earlier + timedelta(milliseconds=5), summary="後から保存し、先に確定した用件")
    page = opened(city)
    assert "先に確定した用件" in page
    assert "後で確定した用件" not in page
    commit.set()
    slow.join()
    late = Inquiry.objects.exclude(pk=quick.pk).get()
    assert late.pk < quick.pk
    assert list(Inquiry.objects.filter(pk__gt=quick.pk)) == []  # what a cursor would find
    assert "後で確定した用件" in polled(city, poll_address(page)).content.decode()


def test_city_only_reads(client_of, operator):
    inquiry = make_inquiry(operator, at=timezone.now())
    for role in ("city_staff", "city_approver"):
        city = client_of(role)
        for address in (
            LIVE,
            reverse("callcenter:live_detail", args=[inquiry.pk]),
            reverse("callcenter:inquiry", args=[inquiry.pk]),
            reverse("callcenter:inquiry_note", args=[inquiry.pk]),
            reverse("callcenter:desk"),
        ):
            assert city.post(address, {"summary": "書き換え"}).status_code in (403, 405)
        page = opened(city) + city.get(reverse("callcenter:live_detail", args=[inquiry.pk])).content.decode()
        forms = re.findall(r'<form(?! id="draft-discard")[^>]*method="post"[^>]*action="([^"]*)"', page)
        assert set(forms) <= {reverse("account_logout"), reverse("callcenter:live_seen")}
    inquiry.refresh_from_db()
    assert inquiry.revised_at is None


@pytest.mark.parametrize("role", ["operator", "counter_staff", "site_leader", "system_admin"])
def test_others_do_not_see_the_history(client_of, operator, role):
    inquiry, client = make_inquiry(operator, at=timezone.now(), summary="他者の用件"), client_of(role)
    for address in (LIVE, reverse("callcenter:live_detail", args=[inquiry.pk])):
        for headers in ({}, HX):
            answer = client.get(address, headers=headers)
            assert answer.status_code == 403
            assert "他者の用件" not in answer.content.decode()


def test_page_and_detail_leave_a_view_row_but_polls_do_not(client_of, operator):
    inquiry, city = make_inquiry(operator, at=timezone.now()), client_of("city_staff")
    views = AccessEvent.objects.filter(kind=AccessKind.VIEW, user=city.user)
    address = poll_address(opened(city))
    polled(city, address)
    assert views.count() == 1
    city.get(reverse("callcenter:live_detail", args=[inquiry.pk]), headers=HX)
    assert list(views.values_list("target_type", "target_id")[:1]) == [("callcenter.inquiry", str(inquiry.pk))]


def test_words_of_a_caller_are_never_markup(client_of, operator):
    attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    inquiry = make_inquiry(
        operator, at=timezone.now(), summary=attack, result=Result.REFERRED, target_section=attack[:60]
    )
    city = client_of("city_staff")
    for page in (opened(city), city.get(reverse("callcenter:live_detail", args=[inquiry.pk])).content.decode()):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page


# --- filters --------------------------------------------------------------------------------------------------------


@pytest.fixture
def assorted(operator):
    now = timezone.now()
    return {
        "renewal": make_inquiry(operator, at=now, summary="あああ"),
        "pickup": make_inquiry(
            operator, at=now, summary="いいい", category=InquiryCategory.objects.get(code="pickup_change")
        ),
        "referred": make_inquiry(
            operator, at=now, summary="ううう", result=Result.REFERRED, target_section="市民税課 100%"
        ),
        "complaint": make_inquiry(operator, at=now, summary="えええ", is_complaint=True),
        "old": make_inquiry(operator, at=now - timedelta(days=40), summary="おおお ABC"),
    }


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (lambda: {}, {"renewal", "pickup", "referred", "complaint", "old"}),
        (lambda: {"category": InquiryCategory.objects.get(code="pickup_change").pk}, {"pickup"}),
        (lambda: {"category": InquiryCategory.objects.get(code="pickup").pk}, {"pickup"}),
        (lambda: {"result": "referred"}, {"referred"}),
        (lambda: {"is_complaint": "on"}, {"complaint"}),
        (
            lambda: {"first": (timezone.localdate() - timedelta(days=7)).isoformat()},
            {"renewal", "pickup", "referred", "complaint"},
        ),
        (lambda: {"last": (timezone.localdate() - timedelta(days=7)).isoformat()}, {"old"}),
        (lambda: {"text": "市民税"}, {"referred"}),
        (lambda: {"text": "abc"}, {"old"}),
        (lambda: {"text": "100%"}, {"referred"}),
        (lambda: {"text": "%"}, {"referred"}),
        (lambda: {"text": "ａｂｃ　オオオ"}, {"old"}),
        (lambda: {"text": "あああ いいい"}, set()),
        (lambda: {"is_unseen": "on"}, {"renewal", "pickup", "referred", "complaint"}),
    ],
)
def test_history_is_narrowed(client_of, assorted, query, wanted):
    answer = client_of("city_staff").get(LIVE, query())
    assert {name for name, inquiry in assorted.items() if inquiry in shown(answer)} == wanted


def test_poll_keeps_the_filter(client_of, operator):
    city = client_of("city_staff")
    address = poll_address(opened(city, "?result=pending"))
    make_inquiry(operator, at=timezone.now(), summary="完了の用件")
    page = polled(city, address).content.decode()
    assert "完了の用件" not in page
    assert "前回閲覧後 1 件" in page
    make_inquiry(operator, at=timezone.now(), summary="未了の用件", result=Result.PENDING)
    page = polled(city, address).content.decode()
    assert "未了の用件" in page
    assert "完了の用件" not in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"text": "123456789018"}, "マイナンバー（個人番号）と思われる"),
        ({"first": "2025-07-01", "last": "2025-06-01"}, "期間の終わりが始まりより前です。"),
        ({"first": "0001-01-01"}, "日付が正しくありません。"),
        ({"last": "9999-12-31"}, "日付が正しくありません。"),
        ({"first": "きのう"}, "日付"),
        ({"category": "x"}, "一覧から選んで"),
        ({"result": "x"}, "一覧から選んで"),
        ({"text": "a\x00b"}, "文字"),
        ({"text": "、。"}, "文字または数字を入力してください"),
        ({"operator": "x"}, "一覧から選んで"),
    ],
)
def test_nonsense_in_the_filter_gets_a_sentence_and_no_rows(client_of, operator, query, words):
    make_inquiry(operator, at=timezone.now(), summary="見えない用件")
    page = client_of("city_staff").get(LIVE, query).content.decode()
    assert words in page
    assert "見えない用件" not in page


@pytest.mark.parametrize(
    "query",
    [
        "before=x",
        "before=2025-06-01T00:00:00%2B09:00_x",
        "before=0001-01-01T00:00:00%2B09:00_1",
        "before=9999-12-31T23:59:59-12:00_9",
        "before=2025-13-01T00:00_1",
        "before=%00_1",
        "since=x",
        "since=0001-01-01T00:00:00%2B09:00",
        "v=%00",
    ],
)
def test_nonsense_in_the_address_is_harmless(client_of, operator, query):
    make_inquiry(operator, at=timezone.now())
    city = client_of("city_staff")
    assert city.get(f"{LIVE}?{query}").status_code == 200
    assert polled(city, f"{LIVE}?{query}").status_code == 200


# --- since the last look, older pages, cost -------------------------------------------------------------------------


def test_what_came_since_the_last_look_is_counted(client_of, operator):
    city, leader = client_of("city_staff"), client_of("cc_leader")
    old = timezone.now() - timedelta(hours=1)
    make_inquiry(operator, at=old)
    assert "前回閲覧後 0 件" in opened(city)
    for _ in range(3):
        make_inquiry(operator, at=timezone.now())
    page = opened(city)
    assert "前回閲覧後 3 件" in page
    assert page.count('<span class="new">新</span>') == 3
    assert "前回閲覧後 3 件" in opened(leader)  # a first visit knows what is being saved just now


def test_older_records_follow_page_by_page_without_gap_or_repeat(client_of, operator):
    now = timezone.now()
    for number in range(2 * PAGE + 3):
        make_inquiry(operator, at=now - timedelta(seconds=number // 4))  # several of one moment
    city, seen, address = client_of("city_staff"), [], LIVE
    while address:
        answer = city.get(address)
        seen += [inquiry.pk for inquiry in shown(answer)]
        link = re.search(r'rel="next" href="([^"]+)"', answer.content.decode())
        address = unescape(link[1]) if link else None
    assert len(seen) == len(set(seen)) == 2 * PAGE + 3
    assert seen == list(Inquiry.objects.newest_first().values_list("pk", flat=True))


def test_only_the_newest_page_polls(client_of, operator):
    for _ in range(PAGE + 1):
        make_inquiry(operator, at=timezone.now() - timedelta(hours=1))
    city = client_of("city_staff")
    older = unescape(re.search(r'rel="next" href="([^"]+)"', opened(city))[1])
    assert "every 2s" not in city.get(older).content.decode()


def test_list_and_empty_poll_take_the_same_number_of_queries_at_1_and_50_rows(
    client_of, operator, django_assert_max_num_queries
):
    city = client_of("city_staff")

    def cost():
        opened(city)
        with django_assert_max_num_queries(30) as page:
            address = poll_address(opened(city))
        with django_assert_max_num_queries(20) as empty:
            assert polled(city, address).status_code == 204
        with django_assert_max_num_queries(20) as full:
            assert polled(city, f"{LIVE}?v=other").status_code == 200
        return len(page), len(empty), len(full)

    make_inquiry(operator, at=timezone.now())
    few = cost()
    for _ in range(49):
        make_inquiry(operator, at=timezone.now())
    assert cost() == few
    assert few[1] < few[2]


def test_detail_takes_the_same_number_of_queries_with_many_notes(client_of, operator, django_assert_max_num_queries):
    inquiry, city = make_inquiry(operator, at=timezone.now()), client_of("city_staff")
    address = reverse("callcenter:live_detail", args=[inquiry.pk])
    add_note(inquiry=inquiry, by=operator, at=timezone.now(), text="追記", submission_key=uuid4())
    city.get(address, headers=HX)
    with django_assert_max_num_queries(25) as before:
        city.get(address, headers=HX)
    for number in range(20):
        add_note(inquiry=inquiry, by=operator, at=timezone.now(), text=f"追記{number}", submission_key=uuid4())
    with django_assert_max_num_queries(25) as after:
        city.get(address, headers=HX)
    assert len(after) == len(before)


def test_list_tells_why_an_inquiry_was_transferred(client_of, operator):
    make_inquiry(operator, at=timezone.now(), result=Result.TRANSFERRED, transfer_reason="市の判断が必要")
    page = opened(client_of("city_staff"))
    head = re.findall(r'<th scope="col">([^<]+)</th>', page)
    assert head == ["時刻", "分類", "要旨", "結果", "対応者", "予約", "転送"]
    assert "<td>市の判断が必要</td>" in page
