"""What the city orders for the month's report and what the contractor answers, in the database and on the pages."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.core.db import violated
from apps.reporting import actions, analysis, drift, order_actions, order_views
from apps.reporting.enums import PaymentChangeKind, ReportKind
from apps.reporting.models import AnswerRow, OrderAnswer, ReportOrder
from apps.reporting.order_actions import OrderRefused, Row
from apps.reporting.order_forms import read_row
from apps.reporting.periods import Period
from tests.callcenter.factories import answered, log, take
from tests.threads import at_once

from .factories import issue, make_next, make_report
from .invoice_factories import make_change

pytestmark = pytest.mark.usefixtures("masters", "frozen")
NOW = datetime(2025, 7, 2, 10, 0, tzinfo=JST)
JUNE, JULY, AUGUST = (date(2025, month, 1) for month in (6, 7, 8))
ROWS = [Row("電話の件数", Decimal(312), "件"), Row("平均の通話時間", Decimal("6.5"), "分")]


@pytest.fixture
def frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city(user_of):
    return user_of(Role.CITY_STAFF)


@pytest.fixture
def leader(user_of):
    return user_of(Role.CC_LEADER)


def make_order(by, **fields):
    defaults = {
        "subject": "御高齢の方からの問合せ",
        "wish": "件数と主な内容を報告してください。",
        "first_month": JUNE,
        "last_month": None,
        "submission_key": uuid4(),
        "by": by,
        "at": NOW,
    }
    return order_actions.place_order(**(defaults | fields))


def make_answer(order, by, *, month=JUNE, text="おおむね前月と同じです。", rows=(), seen=None, at=NOW):
    return order_actions.answer_order(order=order, month=month, text=text, rows=rows, seen=seen, by=by, at=at)


def url(name, *args):
    return reverse(f"reporting:{name}", args=args)


# --- the database -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"first_month": date(2025, 6, 2)}, "reportorder_months_are_first_days"),
        ({"last_month": date(2025, 7, 2)}, "reportorder_months_are_first_days"),
        ({"last_month": date(2025, 5, 1)}, "reportorder_ends_after_start"),
    ],
)
def test_what_an_order_never_is(city, fields, rule):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make_order(city, **fields)
    assert violated(error.value) == rule


def test_withdrawal_has_moment_and_person(city):
    order = make_order(city)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        ReportOrder.objects.filter(pk=order.pk).update(withdrawn_at=NOW)
    assert violated(error.value) == "reportorder_withdrawn_at_and_by"


@pytest.mark.parametrize("month", [date(2025, 5, 1), date(2025, 8, 1), date(2025, 6, 2)])
def test_database_refuses_an_answer_for_a_month_that_is_not_ordered(city, leader, month):
    order = make_order(city, last_month=JULY)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        OrderAnswer.objects.create(order=order, month=month, text="報告", answered_at=NOW, answered_by=leader)
    assert violated(error.value) in ("orderanswer_month_lies_in_its_order", "orderanswer_month_is_a_first_day")


def test_database_keeps_one_answer_a_month_and_its_lines_in_order(city, leader):
    answer = make_answer(make_order(city), leader, rows=ROWS)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        OrderAnswer.objects.create(order=answer.order, month=JUNE, text="報告", answered_at=NOW, answered_by=leader)
    assert violated(error.value) == "orderanswer_one_per_order_and_month"
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        AnswerRow.objects.create(answer=answer, position=1, label="項目", number=1)
    assert violated(error.value) == "answerrow_position_is_unique_in_answer"


@pytest.mark.parametrize("change", [{"withdrawn_at": NOW}, {"last_month": JUNE}, {"first_month": AUGUST}])
def test_database_keeps_the_months_that_were_answered(city, leader, change):
    order = make_order(city)
    make_answer(order, leader, month=JULY)
    if "withdrawn_at" in change:
        change = change | {"withdrawn_by": city}
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        ReportOrder.objects.filter(pk=order.pk).update(**change)
    assert violated(error.value) == "reportorder_keeps_its_answered_months"


# --- the actions --------------------------------------------------------------------------------------------------


def test_order_sent_twice_is_one_order(city):
    key = uuid4()
    assert make_order(city, submission_key=key) == make_order(city, submission_key=key)
    assert ReportOrder.objects.count() == 1


def test_order_covers_its_months_only(city):
    order = make_order(city, first_month=JULY, last_month=JULY)
    assert [order.covers(month) for month in (JUNE, JULY, AUGUST)] == [False, True, False]
    assert [ReportOrder.objects.for_month(month).count() for month in (JUNE, JULY, AUGUST)] == [0, 1, 0]
    order_actions.end_order(order=order, last_month=None)
    assert ReportOrder.objects.for_month(AUGUST).exists()
    order_actions.withdraw_order(order=order, by=city, at=NOW)
    assert not ReportOrder.objects.for_month(JULY).exists()
    with pytest.raises(OrderRefused, match="取り下げ"):
        order_actions.end_order(order=order, last_month=AUGUST)


def test_answered_order_is_neither_withdrawn_nor_ended_before_its_answer(city, leader):
    order = make_order(city)
    make_answer(order, leader, month=JULY)
    with pytest.raises(OrderRefused, match="報告が記載された月"):
        order_actions.withdraw_order(order=order, by=city, at=NOW)
    with pytest.raises(OrderRefused, match="報告が記載された月"):
        order_actions.end_order(order=order, last_month=JUNE)
    with pytest.raises(OrderRefused, match="最初の月"):
        order_actions.end_order(order=order, last_month=date(2025, 5, 1))
    assert order_actions.end_order(order=order, last_month=JULY).last_month == JULY


def test_answer_written_anew_replaces_text_and_lines(city, leader, user_of):
    order, manager = make_order(city), user_of(Role.GENERAL_MANAGER)
    first = make_answer(order, leader, rows=ROWS)
    later = NOW + timedelta(hours=1)
    again = make_answer(order, manager, text="改めました。", rows=ROWS[:1], seen=first.answered_at, at=later)
    assert (again.pk, again.text, again.answered_by) == (first.pk, "改めました。", manager)
    assert [str(row) for row in again.rows.all()] == ["電話の件数 312件"]


def test_answer_of_somebody_else_is_not_overwritten_unseen(city, leader, user_of):
    order = make_order(city)
    make_answer(order, leader)
    with pytest.raises(OrderRefused, match="ほかの人が先に保存"):
        make_answer(order, user_of(Role.GENERAL_MANAGER), text="別の報告。")
    assert OrderAnswer.objects.get().text == "おおむね前月と同じです。"


def test_answer_for_a_month_that_is_not_ordered_is_refused(city, leader):
    with pytest.raises(OrderRefused, match="対象ではなくなりました"):
        make_answer(make_order(city, last_month=JUNE), leader, month=JULY)


@pytest.mark.django_db(transaction=True)
def test_order_is_not_withdrawn_while_somebody_answers_it(city, leader):
    for _ in range(5):
        order = make_order(city)
        results = at_once(
            [
                lambda order=order: make_answer(order, leader),
                lambda order=order: order_actions.withdraw_order(order=order, by=city, at=NOW),
            ]
        )
        order.refresh_from_db()
        assert sum(isinstance(result, OrderRefused) for result in results) == 1, results
        assert order.answers.exists() is (order.withdrawn_at is None)


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_leave_the_first_answer(city, leader, user_of):
    order, manager = make_order(city), user_of(Role.GENERAL_MANAGER)
    results = at_once(
        [
            lambda: make_answer(order, leader, text="一方の報告。", rows=ROWS),
            lambda: make_answer(order, manager, text="他方の報告。", rows=ROWS[:1]),
        ]
    )
    assert sum(isinstance(result, OrderRefused) for result in results) == 1
    (kept,) = (result for result in results if isinstance(result, OrderAnswer))
    assert (OrderAnswer.objects.get().text, kept.rows.count()) == (kept.text, AnswerRow.objects.count())


# --- the report ---------------------------------------------------------------------------------------------------


def test_unanswered_order_stops_the_issue_until_it_is_answered(city, leader):
    order = make_order(city)
    take(log([answered(1)]))
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    assert analysis.unanswered_orders(report.revisions.get().content) == [
        "市の指示「御高齢の方からの問合せ」への報告が未記載です。"
    ]
    actions.confirm_report(report=report, remarks="所見。", proposal="特になし。", by=leader, at=NOW)
    with pytest.raises(actions.IssueStopped, match="への報告が未記載"):
        actions.issue_report(report=report, by=leader, at=NOW)
    make_answer(order, leader, rows=ROWS)
    actions.request_report(kind=ReportKind.CALL_MONTHLY, period=Period(JUNE, date(2025, 6, 30)), by=leader, at=NOW)
    actions.make_draft(report_id=report.pk, at=NOW)
    actions.confirm_report(report=report, remarks="所見。", proposal="特になし。", by=leader, at=NOW)
    issued = actions.issue_report(report=report, by=leader, at=NOW)
    (item,) = issued.revisions.get().content["orders"]
    assert (item["item"], item["answer"]) == ("御高齢の方からの問合せ", "おおむね前月と同じです。")
    assert item["table"] == [
        {"item": "電話の件数", "number": "312", "unit": "件"},
        {"item": "平均の通話時間", "number": "6.5", "unit": "分"},
    ]


# --- the pages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("電話：12件", Row("電話", Decimal(12), "件")),
        ("電話 : １，２３４", Row("電話", Decimal(1234), "")),
        ("電話\t3.5\t分", Row("電話", Decimal("3.5"), "分")),
        ("午前：午後：7件", Row("午前:午後", Decimal(7), "件")),
        ("差：-3", Row("差", Decimal(-3), "")),
        ("電話", None),
        ("電話：多数", None),
        ("：12", None),
        ("電話：1.25", None),
        (f"{'長' * 61}：1", None),
        ("電話：999999999999", None),
    ],
)
def test_line_of_the_table_is_a_label_and_a_number(line, row):
    assert read_row(line) == row


def test_order_from_the_citys_wish_to_the_printed_answer(client_of, user_of):
    city, leader = client_of(Role.CITY_STAFF), client_of(Role.CC_LEADER)
    form = {"subject": "窓口の混雑", "wish": "混雑の声の件数", "first_month": "2025-06", "last_month": ""}
    sent = city.post(url("order_create"), form | {"submission_key": uuid4()})
    order = ReportOrder.objects.get()
    assert (sent.status_code, sent.headers["Location"]) in [(code, url("order", order.pk)) for code in (302, 303)]
    listed = leader.get(url("orders")).content.decode()
    assert url("order_answer", order.pk, "2025-06") in listed
    assert url("order_answer", order.pk, "2025-08") not in listed
    page = url("order_answer", order.pk, "2025-06")
    wrong = leader.post(page, {"text": "報告します。", "table": "混雑の声\n苦情：2件", "seen": ""})
    assert wrong.status_code == 422
    assert "1行目を「項目：数」の形にしてください。" in wrong.content.decode()
    assert "苦情：2件" in wrong.content.decode()
    saved = leader.post(page, {"text": "報告します。", "table": "混雑の声：11件", "seen": ""}, follow=True)
    assert "報告を保存しました" in saved.content.decode()
    assert "11件" in leader.get(url("order", order.pk)).content.decode()
    unissued = city.get(url("order", order.pk)).content.decode()
    assert "報告します。" not in unissued
    assert "報告書の提出後に" in unissued
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    manager = user_of(Role.GENERAL_MANAGER)
    actions.confirm_report(report=report, remarks="所見。", proposal="特になし。", by=manager, at=NOW)
    actions.issue_report(report=report, by=manager, at=NOW)
    assert "報告します。" in city.get(url("order", order.pk)).content.decode()


def test_city_reads_the_issued_answer_and_not_its_rewriting(client_of, city, leader):
    order, other = make_order(city), make_order(city)
    answer = make_answer(order, leader, text="提出した報告。", rows=ROWS)
    make_answer(other, leader, text="別の指示への報告。")
    report = issue(make_report(ReportKind.CALL_MONTHLY, "2025-06"), leader, NOW)
    make_answer(order, leader, text="書き直している報告。", rows=ROWS[:1], seen=answer.answered_at)

    def read(role):
        return client_of(role).get(url("order", order.pk)).content.decode()

    text = read(Role.CITY_STAFF)
    assert "書き直している報告。" not in text
    assert "別の指示への報告。" not in text
    assert all(part in text for part in ("提出した報告。", "312件", "6.5分"))
    assert "書き直している報告。" in read(Role.CC_LEADER)
    make_next(report, leader, NOW, "報告を改めたため")
    assert "提出した報告。" in read(Role.CITY_STAFF)
    issue(report, leader, NOW)
    assert "書き直している報告。" in read(Role.CITY_STAFF)


def test_page_that_was_opened_before_somebody_else_saved_is_given_back(client_of, city, leader):
    order = make_order(city)
    make_answer(order, leader)
    answer = client_of(Role.GENERAL_MANAGER).post(
        url("order_answer", order.pk, "2025-06"), {"text": "別の報告。", "table": "", "seen": ""}
    )
    assert answer.status_code == 422
    assert "ほかの人が先に保存" in answer.content.decode()
    assert "別の報告。" in answer.content.decode()
    assert "おおむね前月と同じです。" in answer.content.decode()
    hidden = answer.context["form"]["seen"].value()
    again = client_of(Role.GENERAL_MANAGER).post(
        url("order_answer", order.pk, "2025-06"), {"text": "別の報告。", "table": "", "seen": hidden}
    )
    assert again.status_code in (302, 303)
    assert OrderAnswer.objects.get().text == "別の報告。"


def test_same_words_sent_twice_by_the_same_person_are_saved_once(city, leader, user_of):
    order = make_order(city)
    first = make_answer(order, leader, rows=ROWS)
    again = make_answer(order, leader, rows=ROWS, at=NOW + timedelta(minutes=1))
    assert (again.pk, again.answered_at) == (first.pk, NOW)
    with pytest.raises(OrderRefused):
        make_answer(order, user_of(Role.GENERAL_MANAGER), rows=ROWS)


def test_wrong_line_is_named_by_its_place_in_what_was_typed(client_of, city):
    answer = client_of(Role.CC_LEADER).post(
        url("order_answer", make_order(city).pk, "2025-06"),
        {"text": "報告。", "table": "\r\n電話：1件\r\n\r\n混雑\r\n"},
    )
    assert answer.context["form"].errors["table"] == ["4行目を「項目：数」の形にしてください。"]


def test_order_whose_months_have_not_come_is_not_listed_as_answered(client_of, city):
    make_order(city, first_month=AUGUST)
    page = client_of(Role.CITY_STAFF).get(url("orders")).content.decode()
    assert "対象の月の前" in page
    assert "state--ok" not in page


def test_order_and_answer_after_the_issue_ask_for_the_next_revision(client_of, city, leader):
    first = make_order(city)
    answer = make_answer(first, leader, text="提出した報告。")
    report = issue(make_report(ReportKind.CALL_MONTHLY, "2025-06"), leader, NOW)
    assert drift.drift(report, Calendar.load(), NOW).differences == []
    client, wanted = client_of(Role.CC_LEADER), order_views.NEXT_REVISION
    assert wanted not in client.get(url("order", first.pk)).content.decode()
    assert wanted in client.get(url("order_answer", first.pk, "2025-06")).content.decode()
    make_answer(first, leader, text="改めた報告。", seen=answer.answered_at, at=NOW + timedelta(hours=1))
    second = make_order(city, subject="後からの指示", at=NOW + timedelta(hours=1))
    found = {place: (then, now) for place, then, now in drift.drift(report, Calendar.load(), NOW).differences}
    assert ("提出した報告。", "改めた報告。") in found.values()
    assert any("後からの指示" in place for place in found)
    for order in (first, second):
        assert wanted in client.get(url("order", order.pk)).content.decode()
    assert (
        "受託者が次の版を作成すると載ります" in client_of(Role.CITY_STAFF).get(url("order", second.pk)).content.decode()
    )


@pytest.mark.parametrize("period", ["2025-05", "2025-08", "2025-13", "2025-06-01"])
def test_month_that_is_not_ordered_or_not_begun_has_no_page(client_of, city, period):
    order = make_order(city)
    assert client_of(Role.CC_LEADER).get(url("order_answer", order.pk, period)).status_code == 404


def test_city_ends_and_withdraws_its_order_on_the_page(client_of, city):
    order, client = make_order(city), client_of(Role.CITY_STAFF)
    ended = client.post(url("order_end", order.pk), {"last_month": "2025-07"}, follow=True)
    assert "2025年6月から2025年7月まで" in ended.content.decode()
    assert client.post(url("order_end", order.pk), {"last_month": "2024-01"}).status_code == 422
    gone = client.post(url("order_withdraw", order.pk), follow=True).content.decode()
    assert "取り下げられました" in gone


@pytest.mark.parametrize(
    ("end", "today", "waiting"),
    [
        (None, date(2026, 6, 5), [date(2026, 2, 1), date(2026, 3, 1)]),  # the term is over since 31 March
        (date(2025, 9, 10), date(2025, 12, 5), [date(2025, 9, 1)]),
    ],
)
def test_order_without_an_end_asks_for_no_month_without_a_report_and_is_ended_there(
    client_of, user_of, city, end, today, waiting
):
    if end:
        make_change(user_of(Role.CITY_APPROVER), kind=PaymentChangeKind.END, net=None, last_day=end)
    order = make_order(city, first_month=waiting[0])
    with time_machine.travel(datetime.combine(today, NOW.timetz()), tick=False):
        client, last = client_of(Role.CITY_STAFF), waiting[-1]
        assert order_views.order_line(order, order_views.months_reported(), today).open == waiting
        page = client.get(url("order", order.pk))
        assert [line.month for line in page.context["lines"]] == waiting[::-1]
        offered = [value for value, _ in page.context["end_form"].fields["last_month"].choices]
        assert offered == ["", *(f"{month:%Y-%m}" for month in waiting)]
        client.post(url("order_end", order.pk), {"last_month": f"{last:%Y-%m}"})
        beyond = url("order_answer", order.pk, f"{today:%Y-%m}")
        assert client_of(Role.CC_LEADER).get(beyond).status_code == 404
    order.refresh_from_db()
    assert order.last_month == last


def test_answer_of_a_month_after_a_later_agreed_end_is_still_read_and_written(client_of, user_of, city, leader):
    order = make_order(city)
    make_answer(order, leader, month=JULY)
    make_change(
        user_of(Role.CITY_APPROVER),
        month=JUNE,
        kind=PaymentChangeKind.END,
        net=None,
        last_day=date(2025, 6, 30),
    )
    client = client_of(Role.CC_LEADER)
    assert [line.month for line in client.get(url("order", order.pk)).context["lines"]] == [JULY, JUNE]
    assert client.get(url("order_answer", order.pk, "2025-07")).status_code == 200


def test_no_order_is_placed_where_no_report_is_to_come(client_of):
    with time_machine.travel(datetime(2027, 6, 5, 10, tzinfo=JST), tick=False):
        client = client_of(Role.CITY_STAFF)
        page = client.get(url("order_create"))
        assert "指示の対象にできる月はありません" in page.content.decode()
        form = {"subject": "件名", "wish": "内容", "first_month": "2027-06", "last_month": ""}
        assert client.post(url("order_create"), form | {"submission_key": uuid4()}).status_code == 422
    assert not ReportOrder.objects.exists()


def test_order_of_which_no_month_has_a_report_says_so(client_of, user_of, city):
    order = make_order(city, first_month=JULY)
    make_change(
        user_of(Role.CITY_APPROVER), month=JUNE, kind=PaymentChangeKind.END, net=None, last_day=date(2025, 6, 30)
    )
    client = client_of(Role.CITY_STAFF)
    assert "対象の月なし" in client.get(url("orders")).content.decode()
    assert "報告書のある月はありません" in client.get(url("order", order.pk)).content.decode()


def test_form_with_an_end_before_its_start_comes_back_filled(client_of):
    form = {"subject": "件名", "wish": "内容", "first_month": "2025-08", "last_month": "2025-07"}
    answer = client_of(Role.CITY_STAFF).post(url("order_create"), form | {"submission_key": uuid4()})
    assert answer.status_code == 422
    assert "最後の月は、最初の月と同じ月か" in answer.content.decode()
    assert 'value="件名"' in answer.content.decode()
    assert not ReportOrder.objects.exists()


def test_list_takes_the_same_queries_for_one_order_and_for_many(client_of, city, leader):
    client = client_of(Role.CC_LEADER)
    make_answer(make_order(city), leader)
    one = queries_of(client)
    for _ in range(5):
        make_answer(make_order(city), leader)
    assert queries_of(client) == one


def queries_of(client):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url("orders")).status_code == 200
    return len(captured)
