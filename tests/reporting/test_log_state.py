"""What the log of a month lacks: calls without an end, days without calls, calls and inquiries without each other."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.callcenter.counts import CALL_CENTRE, count_calls
from apps.callcenter.enums import Outcome, Result
from apps.callcenter.models import Call, CallProfile, Inquiry, LiveCall, OperatorCode, TelephoneSource
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.reporting import actions, analysis, cells, drift
from apps.reporting.cells.calls import LOGGED, call_key
from apps.reporting.cells.gaps import lacking_key, unpaired_key
from apps.reporting.content import collect
from apps.reporting.enums import ReportKind
from apps.reporting.figures.log_state import Unpaired, log_state, undecided_by_day
from apps.reporting.periods import Period
from tests.callcenter.factories import answered, log, make_inquiry, row, take

from .conftest import JUNE
from .factories import MADE_AT, issue, make_report, seen
from .printed import Printed

pytestmark = pytest.mark.usefixtures("masters")
JULY_1 = date(2025, 7, 1)
MONTH = ("call_monthly", "2025-06")
DETAIL = reverse("reporting:detail", args=MONTH)
CONFIRM = reverse("reporting:confirm", args=MONTH)
TYPED = {"remarks": "所見。", "proposal": "特になし。", "cause": "急な欠員。", "measure": "応援の席を置く。"}


def at(day, hour, minute=0, second=0):
    return datetime(2025, 6, day, hour, minute, second, tzinfo=JST)


def june(kind=ReportKind.CALL_MONTHLY):
    return collect(kind, Period(*JUNE), made_on=JULY_1)


def leave_open(*numbers):
    """As a queue log leaves the calls that were still waiting where it ended."""
    names = [f"C{number:05d}" for number in numbers]
    Call.objects.filter(external_id__in=names).update(outcome=Outcome.OPEN, ended_at=None, answered_at=None)


@pytest.fixture
def undecided():
    """One call answered; one open just before the closing, one just after it, one on a Sunday."""
    moments = ("2025/06/02 17:14:59", "2025/06/02 17:15:00", "2025/06/08 10:00:00")
    take(log([answered(1), *[row(number, moment) for number, moment in enumerate(moments, start=2)]]))
    leave_open(2, 3, 4)


@pytest.fixture
def announce(user_of):
    """Calls of a telephone system that tells of them at once."""
    source = TelephoneSource.objects.create(
        name="電話", profile=CallProfile.objects.get(code="jp_pbx"), token_hash="0" * 64, token_made_at=at(1, 9),
        token_made_by=user_of(Role.CC_LEADER),
    )  # fmt: skip
    return lambda name, moment, **fields: LiveCall.objects.create(
        source=source, external_id=name, rung_at=moment, **fields
    )


# --- calls without an end ---------------------------------------------------------------------------------------------


def test_calls_without_an_end_are_in_no_number_but_their_own(undecided):
    summary = june()["summary"]
    assert (summary["offered"], summary["out_of_hours"], summary["answer_rate"]) == (1, 0, "100.0")
    assert (summary["undecided"], summary["undecided_out_of_hours"]) == (1, 2)


@pytest.mark.parametrize(
    ("measure", "numbers"), [("undecided", "2"), ("undecided_out_of_hours", "34"), ("offered", "1")]
)
def test_number_of_calls_without_an_end_opens_them(undecided, measure, numbers):
    revision = make_report(ReportKind.CALL_MONTHLY, "2025-06").revisions.get()
    found = cells.rows_of(revision, call_key(measure), Calendar.load()).ids
    named = Call.objects.filter(pk__in=found).order_by("external_id").values_list("external_id", flat=True)
    assert [name[-1] for name in named] == list(numbers)


def test_the_delivery_of_all_records_says_which_calls_are_in_no_count(undecided, client_of):
    content = june(ReportKind.RECORDS_MONTHLY)
    assert (content["undecided"], content["undecided_out_of_hours"]) == (1, 2)
    assert {row["rows"] for row in content["files"] if row["subject"] == "通話記録"} == {4}
    revision = make_report(ReportKind.RECORDS_MONTHLY, "2025-06").revisions.get()
    counted = {name: cells.rows_of(revision, call_key(name), Calendar.load()).number for name in ("rows", "undecided")}
    assert counted == {"rows": 4, "undecided": 1}
    page = client_of(Role.GENERAL_MANAGER).get(reverse("reporting:detail", args=["records_monthly", "2025-06"]))
    assert "結果が未確定の通話（単位：件）" in page.content.decode()


def test_month_with_calls_without_an_end_is_confirmed_only_by_whoever_read_them(undecided, client_of, manager):
    typed = TYPED | seen(make_report(ReportKind.CALL_MONTHLY, "2025-06"))
    client = client_of(Role.GENERAL_MANAGER)
    said = "結果が未確定の通話が3件（うち受付時間内1件）あり、着信に含めていません。"
    assert said in client.get(DETAIL).content.decode()
    refused = client.post(CONFIRM, typed)
    assert (refused.status_code, refused.context["remarks_form"]["proposal"].value()) == (422, TYPED["proposal"])
    assert "log_read" in refused.context["remarks_form"].errors
    assert client.post(CONFIRM, typed | {"log_read": "on"}).status_code == 302


def test_month_whose_gaps_nobody_read_is_not_issued(undecided, manager, tmp_path):
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    with pytest.raises(actions.IssueStopped, match="結果が未確定の通話が3件"):
        issue(report, manager, log_read=False)
    actions.send_back_report(report=report)
    issued = issue(report, manager)
    content = issued.revisions.get().content
    assert content["log_checked_by"] == manager.display_name
    paper = Printed(content, tmp_path)
    for said in (paper.pdf, str(paper.sheets["概要"])):
        assert "結果未確定 1件（着信に含めない。ほかに時間外2件）" in said
    assert paper.row("通話記録", "結果未確定（時間外）")[0] == 2
    assert f"確かめて報告した者 {manager.display_name}" in paper.pdf


def test_call_that_ends_later_is_named_where_it_is_counted_now(undecided, manager):
    report = issue(make_report(ReportKind.CALL_MONTHLY, "2025-06"), manager)
    take(log([answered(2, "2025/06/02 17:14:59", "2025/06/02 17:20:00")]))
    rows = cells.because(report.revisions.get(), Calendar.load())
    said = {row["what"] for row in rows if row["label"].startswith("通話　6/2（月） 17:14:59")}
    assert said == {"6/2（月） 17時台 結果未確定 → 6/2（月） 17時台 応答"}


# --- days that the log lacks ------------------------------------------------------------------------------------------


def state(made_on=JULY_1):
    calendar = Calendar.load()
    undecided = undecided_by_day(Period(*JUNE), calendar)
    return log_state(count_calls(*JUNE, calendar), undecided, made_on).as_content()


def test_open_day_with_inquiries_or_announced_calls_and_without_a_log_is_named(user_of, announce):
    take(log([answered(1)]))
    make_inquiry(user_of(Role.OPERATOR), at=at(3, 9))
    announce("a1", at(4, 9))
    announce("sunday", at(8, 9))
    assert state()["lacking"] == [
        {"date": "2025-06-03", "logged": 0, "inquiries": 1, "announced": 0},
        {"date": "2025-06-04", "logged": 0, "inquiries": 0, "announced": 1},
    ]
    assert len(state()["silent"]) == 21 - 3
    assert [row["date"] for row in state(made_on=date(2025, 6, 4))["lacking"]] == ["2025-06-03"]


def test_day_whose_log_ends_before_its_announced_calls_is_named(announce):
    days = ("2025/06/02 09", "2025/06/03 10")
    take(log([answered(number, f"{day}:00:00", f"{day}:05:00") for number, day in enumerate(days, start=1)]))
    announce("C00001", at(2, 9, 0, 1))  # the logged call itself, announced a moment later
    announce("mistaken", at(2, 8, 59))  # before a logged call: the log does not know it as a call
    announce("b1", at(3, 10, 30))
    assert state()["lacking"] == [{"date": "2025-06-03", "logged": 1, "inquiries": 0, "announced": 1}]


@pytest.mark.parametrize("next_day", ["2025/06/04 00:00:00", "2025/06/04 08:35:00", "2025/06/04 10:00:00"])
def test_calls_of_the_next_day_do_not_hide_that_a_log_ends_early(announce, next_day):
    take(log([answered(1, "2025/06/03 09:50:00", "2025/06/03 10:00:00"), row(2, next_day)]))
    announce("b1", at(3, 10, 30))
    assert state()["lacking"] == [{"date": "2025-06-03", "logged": 1, "inquiries": 0, "announced": 1}]


def test_last_call_of_the_local_day_covers_what_was_announced_before_it(announce):
    take(log([row(1, "2025/06/03 23:59:59")]))
    announce("b1", at(3, 10, 30))
    assert state()["lacking"] == []


def test_complete_log_and_a_day_with_calls_only_out_of_hours_lack_nothing(user_of):
    take(log([row(1, "2025/06/02 17:15:00")]))
    make_inquiry(user_of(Role.OPERATOR), at=at(2, 9))
    assert state()["lacking"] == []


def test_numbers_of_a_day_that_the_log_lacks_open_their_records(user_of, announce, client_of):
    take(log([answered(1, "2025/06/03 10:00:00", "2025/06/03 10:05:00")]))
    announced = announce("b1", at(3, 10, 30))
    inquiry = make_inquiry(user_of(Role.OPERATOR), at=at(4, 9))
    revision = make_report(ReportKind.CALL_MONTHLY, "2025-06").revisions.get()
    found = {
        (name, day): cells.rows_of(revision, lacking_key(name, f"2025-06-0{day}"), Calendar.load()).ids
        for name, day in ((LOGGED, 3), ("announced", 3), ("inquiries", 4))
    }
    logged = Call.objects.get().pk
    assert found == {(LOGGED, 3): [logged], ("announced", 3): [announced.pk], ("inquiries", 4): [inquiry.pk]}
    address = f"{reverse('reporting:rows', args=MONTH)}?cell=announced:2025-06-03:lines"
    assert "b1" in client_of(Role.GENERAL_MANAGER).get(address).content.decode()
    partly, missing = analysis.log_doubts(revision.content)
    assert partly.startswith("6/3（火）の通話記録が途中までです（1件）")
    assert missing.startswith("6/4（水）の通話記録がありません。問合せ1件")


def test_announced_call_of_an_issued_month_opens_also_when_it_was_erased(announce, manager, client_of):
    take(log([answered(1)]))
    call = announce("b1", at(3, 10, 30))
    issue(make_report(ReportKind.CALL_MONTHLY, "2025-06"), manager)
    call.delete()
    page = client_of(Role.GENERAL_MANAGER).get(
        f"{reverse('reporting:rows', args=MONTH)}?cell=announced:2025-06-03:lines"
    )
    assert (page.status_code, page.context["number"]) == (200, 1)


# --- calls and inquiries without each other ---------------------------------------------------------------------------


@pytest.fixture
def paired(user_of):
    """Four answered calls and four inquiries: one pair is tied, one found by operator and time, two have no other."""
    operator = user_of(Role.OPERATOR)
    profile = CallProfile.objects.get(code="jp_pbx")
    OperatorCode.objects.create(profile=profile, code="OP01", user=operator, starts_on=JUNE[0])
    hours = ("2025/06/02 09", "2025/06/02 11", "2025/06/03 09", "2025/06/02 18")
    take(log([answered(number, f"{hour}:00:00", f"{hour}:05:00") for number, hour in enumerate(hours, start=1)]))
    calls = {call.external_id[-1]: call for call in Call.objects.all()}
    return {
        "tied": make_inquiry(operator, at=at(2, 9, 5), call=calls["1"]),
        "found": make_inquiry(operator, at=at(2, 11, 3)),
        "alone": make_inquiry(operator, at=at(4, 9), result=Result.PENDING),
        "evening": make_inquiry(operator, at=at(2, 18, 5), call=calls["4"]),
        "unwritten": calls["3"],
    }


def test_pairs_leave_what_was_not_written_down_and_what_nobody_answered(paired):
    unpaired = Unpaired(Period(*JUNE), Calendar.load())
    assert list(unpaired.calls()) == [paired["unwritten"]]
    assert set(unpaired.inquiries()) == {paired["alone"], paired["evening"]}


def test_month_always_says_how_many_have_no_other_and_opens_them(paired, tmp_path):
    revision = make_report(ReportKind.CALL_MONTHLY, "2025-06").revisions.get()
    content = revision.content
    assert (content["answers_without_inquiry"], content["inquiries_without_answer"]) == (1, 2)
    answers, inquiries = content["summary"]["answered"], sum(row["count"] for row in content["inquiries"])
    assert answers - 1 == inquiries - 2
    for name, number in (("answers_without_inquiry", 1), ("inquiries_without_answer", 2)):
        assert cells.rows_of(revision, unpaired_key(name), Calendar.load()).number == number
    paper = Printed(content, tmp_path)
    assert "記録のない応答1件／応答した通話のない問合せ2件" in paper.pdf.replace(" ", "")
    assert paper.row("通話記録", "応答した通話のない問合せ")[0] == 2


def test_pairs_are_counted_for_a_draft_and_not_for_what_was_issued(paired, manager, monkeypatch):
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    counted = []
    counts = Unpaired.counts
    monkeypatch.setattr(Unpaired, "counts", lambda *given: counted.append(given) or counts(*given))
    calendar, content = Calendar.load(), report.revisions.get().content
    assert drift.since_draft(content, drift.recount(report, calendar, MADE_AT)) == []
    assert len(counted) == 1
    issue(report, manager)
    counted.clear()
    assert not drift.drift(report, calendar, MADE_AT)
    assert counted == []


def test_month_is_paired_day_by_day_and_by_whoever_held_the_code_then(user_of):
    """The same as all days apart; a call of a code that nobody held, and one of another day, stay alone."""
    operator, other = user_of(Role.OPERATOR), user_of(Role.CC_LEADER)
    profile = CallProfile.objects.get(code="jp_pbx")
    for user, starts_on, ends_on in ((operator, date(2025, 6, 1), date(2025, 6, 3)), (other, date(2025, 6, 5), None)):
        OperatorCode.objects.create(profile=profile, code="OP01", user=user, starts_on=starts_on, ends_on=ends_on)
    take(log([answered(day, f"2025/06/0{day} 09:00:00", f"2025/06/0{day} 09:05:00") for day in (2, 3, 4, 5)]))
    made = {(user, day): make_inquiry(user, at=at(day, 9, 4)) for user in (operator, other) for day in (2, 3, 4, 5)}
    unpaired = Unpaired(Period(*JUNE), Calendar.load())
    assert [call.external_id[-1] for call in unpaired.calls()] == ["4"]
    found = {made[operator, 2], made[operator, 3], made[other, 5]}
    assert set(unpaired.inquiries()) == set(made.values()) - found
    assert unpaired.counts(4, 8) == {"answers_without_inquiry": 1, "inquiries_without_answer": 5}


def test_inquiry_of_an_announced_call_is_paired_with_the_logs_own(user_of, announce):
    """Nobody holds the code, and the inquiry was written hours later."""
    operator = user_of(Role.OPERATOR)
    live = announce("C00001", at(2, 9), operator=operator)
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00")]))
    make_inquiry(operator, at=at(2, 15), live_call=live)
    assert Inquiry.objects.get().call is None
    assert Unpaired(Period(*JUNE), Calendar.load()).counts(1, 1) == {
        "answers_without_inquiry": 0,
        "inquiries_without_answer": 0,
    }


def test_page_leads_to_the_reconciliation_of_the_month(paired, client_of):
    make_report(ReportKind.CALL_MONTHLY, "2025-06")
    page = client_of(Role.GENERAL_MANAGER).get(DETAIL).content.decode()
    assert f"{reverse('callcenter:reconciliation_month')}?month=2025-06" in page


def test_queries_do_not_grow_with_the_records(paired, user_of, django_assert_max_num_queries):
    operator, calendar = user_of(Role.CC_LEADER), Calendar.load()
    counted = count_calls(*JUNE, calendar)
    for hour in range(9, 17):
        make_inquiry(operator, at=at(5, hour))
    with django_assert_max_num_queries(4):
        log_state(counted, {}, JULY_1)
    with django_assert_max_num_queries(5):
        assert Unpaired(Period(*JUNE), calendar).counts(3, 12) == {
            "answers_without_inquiry": 1,
            "inquiries_without_answer": 10,
        }
    assert calendar.hours(CALL_CENTRE, JUNE[1])
