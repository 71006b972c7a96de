"""A page that was left open acts on nothing that came after it, and what was typed on it is not lost."""

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.core.clock import JST
from apps.counters.models import Reception
from apps.reporting import actions, views
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.models import Report, ReportDecision
from apps.reporting.periods import Period
from tests.threads import at_once

from .factories import MONDAY, issue, make_next, make_report, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
LATER = datetime(2025, 7, 3, 10, 0, tzinfo=JST)
DAY = ("counter_daily", MONDAY.isoformat())
TYPED = "番号札の案内を改めました。"
EVENING = datetime(2025, 6, 2, 20, 0, tzinfo=JST)
COMMENT = "受付の件数を確認してください。"


@pytest.fixture(autouse=True)
def _july(time_machine):
    time_machine.move_to(LATER, tick=False)


def post(client, step, **typed):
    return client.post(reverse(f"reporting:{step}", args=DAY), typed)


def make_anew(report, session, by, at=LATER):
    """One more person came to the counter, and the draft says so."""
    Reception.objects.create(session=session, number=9, received_at=session.opened_at, received_by=by)
    return make_next(report, by, at)


def test_numbers_that_came_after_the_page_are_not_confirmed(client_of, draft, session, manager):
    read = seen(draft)
    make_anew(draft, session, manager)
    answer = post(client_of(Role.GENERAL_MANAGER), "confirm", remarks=TYPED, **read)
    draft.refresh_from_db()
    assert (answer.status_code, draft.state, draft.remarks) == (409, ReportState.DRAFT, "")
    assert actions.OVERTAKEN in answer.content.decode()
    assert answer.context["remarks_form"]["remarks"].value() == TYPED
    assert answer.context["content"]["total"]["receptions"] == 4
    post(client_of(Role.GENERAL_MANAGER), "confirm", remarks=TYPED, **seen(draft))
    draft.refresh_from_db()
    assert (draft.state, draft.remarks) == (ReportState.CONFIRMED, TYPED)


def test_numbers_that_came_after_the_page_are_not_issued(client_of, draft, session, manager):
    actions.confirm_report(report=draft, remarks="", by=manager, at=LATER)
    read = seen(draft)
    make_anew(draft, session, manager)
    actions.confirm_report(report=draft, remarks="", by=manager, at=LATER)
    client = client_of(Role.GENERAL_MANAGER)
    post(client, "issue", **read)
    assert actions.OVERTAKEN in client.get(reverse("reporting:detail", args=DAY)).content.decode()
    draft.refresh_from_db()
    assert draft.state == ReportState.CONFIRMED
    post(client, "issue", **seen(draft))
    draft.refresh_from_db()
    assert draft.state == ReportState.ISSUED


@pytest.mark.parametrize("step", ["confirm", "issue"])
def test_step_that_names_nothing_seen_is_not_taken(client_of, draft, manager, step):
    if step == "issue":
        draft = actions.confirm_report(report=draft, remarks="", by=manager, at=LATER)
    before = draft.state
    post(client_of(Role.GENERAL_MANAGER), step, remarks=TYPED)
    draft.refresh_from_db()
    assert draft.state == before


def test_making_that_a_page_asks_for_undoes_nothing_that_came_after_it(client_of, draft, manager):
    client, read = client_of(Role.GENERAL_MANAGER), {"seen": draft.stamp()}
    actions.confirm_report(report=draft, remarks="", by=manager, at=LATER)
    answer = post(client, "make", **read)
    draft.refresh_from_db()
    assert (answer.status_code, draft.state, draft.confirmed_by) == (409, ReportState.CONFIRMED, manager)
    assert actions.CHANGED in answer.content.decode()
    assert post(client, "make", seen=answer.context["make_seen"]).status_code == 302
    draft.refresh_from_db()
    assert draft.state == ReportState.REQUESTED


def test_list_without_the_draft_has_none_made_anew(client_of, draft):
    assert post(client_of(Role.GENERAL_MANAGER), "make").status_code == 409
    assert Report.objects.get().state == ReportState.DRAFT


REASON, ANOTHER = "数値の訂正", "受付の追加"


def test_next_revision_of_somebody_else_stays_confirmed_and_the_reason_comes_back(client_of, issued, manager):
    read = {"seen": issued.stamp()}
    make_next(issued, manager, LATER, REASON)
    actions.confirm_report(report=issued, remarks=TYPED, by=manager, at=LATER)
    answer = post(client_of(Role.GENERAL_MANAGER), "make", reason=ANOTHER, **read)
    issued.refresh_from_db()
    assert (issued.state, issued.reason, issued.confirmed_by) == (ReportState.CONFIRMED, REASON, manager)
    assert (answer.status_code, answer.context["typed"]) == (409, [("作り直す理由", ANOTHER)])
    assert actions.CHANGED in answer.content.decode()


@pytest.mark.parametrize("accepted", [True, False])
def test_reason_that_crosses_the_word_of_the_city_comes_back(client_of, user_of, issued, accepted):
    read, city = {"seen": issued.stamp()}, user_of(Role.CITY_APPROVER)
    actions.decide_report(report=issued, accepted=accepted, comment=COMMENT, by=city, at=LATER)
    client = client_of(Role.GENERAL_MANAGER)
    answer = post(client, "make", reason=ANOTHER, **read)
    issued.refresh_from_db()
    assert (answer.status_code, issued.is_handed_over) == (409, True)
    assert (answer.context["remake_form"]["reason"].value(), bool(answer.context["typed"])) == (ANOTHER, not accepted)
    assert ANOTHER in answer.content.decode()


def test_reason_comes_back_where_the_next_revision_is_being_made(client_of, issued, manager):
    read, day = {"seen": issued.stamp()}, Period(MONDAY, MONDAY)
    actions.request_report(kind=ReportKind.COUNTER_DAILY, period=day, by=manager, at=LATER, reason=REASON)
    client = client_of(Role.GENERAL_MANAGER)
    answer = post(client, "make", reason=ANOTHER, **read)
    assert (answer.status_code, answer.context["typed"]) == (409, [("作り直す理由", ANOTHER)])
    assert actions.ALREADY_BEGUN in answer.content.decode()
    assert "every 2s" not in answer.content.decode()  # the page does not load itself anew under what is to be copied
    assert post(client, "make", reason=REASON, **read).status_code == 302  # nothing is lost
    assert Report.objects.get().reason == REASON


def test_reason_that_looks_personal_is_refused_wherever_the_report_stands(client_of, issued, manager):
    read, client = {"seen": issued.stamp()}, client_of(Role.GENERAL_MANAGER)
    typed = "123456789018 の方の受付の追加"
    answers = [post(client, "make", reason=typed, **read)]
    make_next(issued, manager, LATER, REASON)
    answers.append(post(client, "make", reason=typed, **read))
    assert [answer.status_code for answer in answers] == [422, 422]
    assert [bool(answer.context["typed"]) for answer in answers] == [False, True]
    assert Report.objects.get().reason == REASON


@pytest.mark.django_db(transaction=True)
def test_reason_comes_back_from_a_report_that_somebody_else_holds(client_of, issued):
    client, read = client_of(Role.GENERAL_MANAGER), {"seen": issued.stamp()}
    with transaction.atomic():
        Report.objects.select_for_update().get()
        [answer] = at_once([lambda: impatient(lambda: post(client, "make", reason=REASON, **read))])
    assert (answer.status_code, answer.context["remake_form"]["reason"].value()) == (409, REASON)
    assert (actions.BUSY in answer.content.decode(), Report.objects.get().state) == (True, ReportState.ISSUED)


def test_words_typed_while_the_report_is_made_anew_are_shown_to_be_copied(client_of, draft, manager):
    read = seen(draft)
    actions.request_report(kind=ReportKind.COUNTER_DAILY, period=Period(MONDAY, MONDAY), by=manager, at=LATER)
    answer = post(client_of(Role.GENERAL_MANAGER), "confirm", remarks=TYPED, **read)
    assert (answer.status_code, answer.context["typed"]) == (409, [(ReportKind.COUNTER_DAILY.remarks_name, TYPED)])
    assert TYPED in answer.content.decode()


def test_comment_of_the_city_is_given_back_beside_the_newer_revision(client_of, draft, manager):
    issue(draft, manager)
    make_next(draft, manager, LATER, "数値の訂正")
    issue(draft, manager, LATER)
    city = client_of(Role.CITY_APPROVER)
    answer = post(city, "decide", number=1, decision="returned", comment=COMMENT)
    form = answer.context["decision_form"]
    assert (answer.status_code, form["number"].value(), form["comment"].value()) == (409, "2", COMMENT)
    assert actions.NOT_NEWEST in answer.content.decode()
    assert not ReportDecision.objects.exists()


def test_city_is_told_that_the_next_revision_is_being_written(client_of, draft, manager):
    issue(draft, manager)
    make_next(draft, manager, LATER, "数値の訂正")
    answer = post(client_of(Role.CITY_STAFF), "decide", number=1, decision="returned", comment=COMMENT)
    body = answer.content.decode()
    assert (answer.status_code, answer.context["typed"]) == (409, [("市の意見", COMMENT)])
    assert actions.NEXT_IS_BEGUN in body
    assert "下書き" not in body


# --- a row that somebody else holds -----------------------------------------------------------------------------------


def impatient(job):
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
    return job()


@pytest.mark.django_db(transaction=True)
def test_words_come_back_from_a_report_that_somebody_else_holds(client_of, draft):
    client, read = client_of(Role.GENERAL_MANAGER), seen(draft)
    with transaction.atomic():
        Report.objects.select_for_update().get()
        [answer] = at_once([lambda: impatient(lambda: post(client, "confirm", remarks=TYPED, **read))])
    assert (answer.status_code, answer.context["remarks_form"]["remarks"].value()) == (409, TYPED)
    assert actions.BUSY in answer.content.decode()
    assert Report.objects.get().state == ReportState.DRAFT


@pytest.mark.parametrize("step", ["confirm", "send_back", "issue"])
def test_nobody_waits_for_the_worker(client_of, draft, manager, monkeypatch, step):
    read, client = seen(draft), client_of(Role.GENERAL_MANAGER)
    actions.request_report(kind=ReportKind.COUNTER_DAILY, period=Period(MONDAY, MONDAY), by=manager, at=LATER)
    monkeypatch.setattr(actions, "_locked", lambda pk: pytest.fail("waited for the row"))
    answer = client.post(reverse(f"reporting:{step}", args=DAY), {"remarks": TYPED, **read}, follow=True)
    assert actions.BUSY in answer.content.decode()
    assert (TYPED in answer.content.decode()) == (step == "confirm")


def test_city_does_not_wait_for_the_worker_either(client_of, draft, manager, monkeypatch):
    issue(draft, manager)
    day = Period(MONDAY, MONDAY)
    actions.request_report(kind=ReportKind.COUNTER_DAILY, period=day, by=manager, at=LATER, reason="数値の訂正")
    monkeypatch.setattr(actions, "_locked", lambda pk: pytest.fail("waited for the row"))
    answer = post(client_of(Role.CITY_STAFF), "decide", number=1, decision="returned", comment=COMMENT)
    assert (answer.status_code, answer.context["typed"]) == (409, [("市の意見", COMMENT)])
    assert actions.NEXT_IS_BEGUN in answer.content.decode()


# --- records that have left the draft behind --------------------------------------------------------------------------


def test_page_says_what_has_changed_since_the_draft_before_it_is_confirmed_or_issued(
    client_of, draft, session, manager
):
    client = client_of(Role.GENERAL_MANAGER)

    def page():
        answer = client.get(reverse("reporting:detail", args=DAY))
        return answer.context["outdated"], answer.content.decode().count("最新の記録で作り直す")

    assert page() == ([], 1)
    Reception.objects.create(session=session, number=9, received_at=session.opened_at, received_by=manager)
    differences, buttons = page()
    assert (("合計 受付", 3, 4) in differences, buttons) == (True, 1)
    actions.confirm_report(report=draft, remarks="", by=manager, at=LATER)
    differences, buttons = page()
    assert (("合計 受付", 3, 4) in differences, buttons) == (True, 1)
    make_next(draft, manager, LATER)
    assert page() == ([], 1)


def test_records_are_counted_only_for_whoever_acts_on_them_and_once(client_of, draft, session, manager, monkeypatch):
    asked = []
    monkeypatch.setattr(views, "recount", lambda *given: asked.append(given))
    month = make_report(ReportKind.COUNTER_MONTHLY, "2025-06")
    of_month = reverse("reporting:detail", args=[month.kind, month.period])
    assert client_of(Role.SITE_LEADER).get(of_month).context["outdated"] == []
    actions.confirm_report(report=draft, remarks="", by=manager, at=LATER)
    Reception.objects.create(session=session, number=9, received_at=session.opened_at, received_by=manager)
    answer = post(client_of(Role.GENERAL_MANAGER), "issue", **seen(draft))
    assert ("合計 受付", 3, 4) in answer.context["outdated"]
    assert asked == []


def test_draft_is_shown_although_the_records_of_today_cannot_be_counted(client_of, draft, monkeypatch):
    def fail(*given):
        raise ArithmeticError("the records do not add up")

    monkeypatch.setattr(views, "recount", fail)
    answer = client_of(Role.GENERAL_MANAGER).get(reverse("reporting:detail", args=DAY))
    assert (answer.status_code, answer.context["outdated"]) == (200, [])


# --- a button pressed twice -------------------------------------------------------------------------------------------


def told(answer):
    return [(message.level_tag, str(message)) for message in answer.context["messages"]]


def test_second_press_of_a_button_is_told_what_is_so_and_not_refused(client_of, draft):
    manager, city = client_of(Role.GENERAL_MANAGER), client_of(Role.CITY_APPROVER)
    read = seen(draft)
    typed = {"remarks": TYPED, **read}
    decided = {"number": 1, "decision": "accepted", "comment": "確認しました。"}
    answers = []
    for client, step, fields in ((manager, "confirm", typed), (manager, "issue", None), (city, "decide", decided)):
        fields = fields or seen(draft)
        for _ in range(2):
            answer = client.post(reverse(f"reporting:{step}", args=DAY), fields, follow=True)
        answers += told(answer)
    assert answers == [
        ("info", "すでに確認済です。"), ("info", "すでに提出されています。"), ("info", "すでに受理されています。"),
    ]  # fmt: skip
    draft.refresh_from_db()
    assert (draft.state, ReportDecision.objects.count()) == (ReportState.ACCEPTED, 1)


def test_second_press_for_the_next_revision_is_told_that_it_has_begun(client_of, issued):
    client = client_of(Role.GENERAL_MANAGER)
    typed = {"reason": REASON, "seen": issued.stamp()}
    address = reverse("reporting:make", args=DAY)
    assert told(client.post(address, typed, follow=True)) == [("success", "報告書の作成を始めました。")]
    actions.make_draft(report_id=issued.pk, at=LATER)
    assert told(client.post(address, typed, follow=True)) == [("info", actions.ALREADY_BEGUN)]
    assert Report.objects.get().state == ReportState.DRAFT


def test_second_press_of_the_way_back_is_told_what_is_so(client_of, draft, manager):
    actions.confirm_report(report=draft, remarks="", by=manager, at=LATER)
    client = client_of(Role.GENERAL_MANAGER)
    answers = [told(client.post(reverse("reporting:send_back", args=DAY), follow=True)) for _ in range(2)]
    assert answers == [[("success", "報告書を下書きに戻しました。")], [("info", "すでに下書きに戻しています。")]]


def test_other_words_are_no_second_press(client_of, draft):
    client, read = client_of(Role.GENERAL_MANAGER), seen(draft)
    post(client, "confirm", remarks=TYPED, **read)
    answer = post(client, "confirm", remarks="別の所見。", **read)
    assert (answer.status_code, [text for _, text in answer.context["typed"]]) == (409, ["別の所見。"])


# --- a period that is not over ----------------------------------------------------------------------------------------


def test_day_is_not_issued_before_it_is_over(draft, manager):
    actions.confirm_report(report=draft, remarks="", by=manager, at=EVENING)
    with pytest.raises(actions.IssueStopped, match="2025年6月2日 20:00以後"):
        actions.issue_report(report=draft, by=manager, at=EVENING - timedelta(seconds=1))
    assert actions.issue_report(report=draft, by=manager, at=EVENING).state == ReportState.ISSUED
