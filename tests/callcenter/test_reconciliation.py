"""Days of calls and inquiries as read from the tables, their page, and the explanations of differences."""

import json
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from apps.callcenter.actions import explain_difference, tie_calls
from apps.callcenter.enums import DifferenceReason
from apps.callcenter.models import Call, Inquiry, LiveCall, ReconciliationNote
from apps.callcenter.reconciled_days import in_minutes, reconciled_days
from apps.contracts.parameters import Parameters
from apps.core.clock import JST
from tests.threads import at_once

from .factories import log, make_inquiry, row, take
from .phone_factories import give_code, make_source

DAY = date(2025, 6, 2)
PAGE = "callcenter:reconciliation"


def at(hour: int, minute: int = 0, second: int = 0, day: int = 2) -> datetime:
    return datetime(2025, 6, day, hour, minute, second, tzinfo=JST)


def logged(number: int, starts: datetime, minutes: int = 5, operator: str = "OP01") -> str:
    """A line of the telephone log: an answered call."""
    text, ended = (f"{each:%Y/%m/%d %H:%M:%S}" for each in (starts, starts + timedelta(minutes=minutes)))
    return row(number, text, answered=text, ended=ended, result="応答", operator=operator, talk=minutes * 60)


@pytest.fixture
def people(masters, user_of):
    first, second = user_of("operator"), user_of("operator")
    give_code(first, "OP01")
    give_code(second, "OP02")
    return first, second


@pytest.fixture
def source(people, user_of):
    return make_source(user_of("cc_leader"))[0]


def announced(source, external_id, starts, operator, *, minutes=5):
    ended = starts + timedelta(minutes=minutes)
    return LiveCall.objects.create(
        source=source, external_id=external_id, rung_at=starts, answered_at=starts, ended_at=ended, operator=operator
    )


def day_of(day=DAY):
    return reconciled_days(day, day, Parameters.load())[0]


# --- days --------------------------------------------------------------------------------------------------------


def test_calls_are_matched_by_operator_and_time_and_the_rest_is_listed(people):
    first, second = people
    take(
        log([logged(1, at(9)), logged(2, at(10)), logged(3, at(11), operator="OP02"), logged(4, at(12), operator="X")])
    )
    matched = make_inquiry(first, at=at(9, 6))
    other = make_inquiry(second, at=at(10, 2))
    found = day_of()
    assert [(row.call.external_id, row.inquiry.pk, row.by_tie) for row in found.matched] == [
        ("C00001", matched.pk, False)
    ]
    assert [(call.external_id, call.operator_id) for call in found.calls_without] == [
        ("C00002", first.pk), ("C00003", second.pk), ("C00004", None),
    ]  # fmt: skip
    assert [inquiry.pk for inquiry in found.inquiries_without] == [other.pk]
    assert (found.calls, found.inquiries, found.tied, found.by_time, found.unexplained) == (4, 2, 0, 1, 4)


def test_unanswered_calls_are_no_answered_calls(people):
    take(log([row(1, "2025/06/02 10:00:00"), row(2, "2025/06/02 10:00:00", result="溢れ")]))
    assert day_of().calls == 0


def test_announced_calls_stand_in_until_the_log_reaches_them(people, source):
    first, _ = people
    take(log([logged(1, at(9)), logged(2, at(10))]))
    announced(source, "C00002", at(10), first)
    announced(source, "not-in-the-log", at(9, 30), first)
    late = announced(source, "C00003", at(11), first)
    make_inquiry(first, at=at(16), live_call=late)
    found = day_of()
    assert [row.call.external_id for row in found.matched] == ["C00003"]
    assert found.matched[0].by_tie
    assert [call.external_id for call in found.calls_without] == ["C00001", "C00002"]
    assert found.announced_only == 1
    take(log([logged(1, at(9)), logged(2, at(10)), logged(3, at(11))]))
    after = day_of()
    assert (after.calls, after.announced_only, len(after.matched), after.tied) == (3, 0, 1, 1)


def test_tied_inquiry_belongs_to_the_day_of_its_call(people):
    first, _ = people
    take(log([logged(1, at(17, 10))]))
    make_inquiry(first, at=at(9, day=3), call=Call.objects.get())
    assert (day_of().tied, day_of(date(2025, 6, 3)).inquiries) == (1, 0)


def test_time_from_call_end_to_record(people):
    first, _ = people
    take(log([logged(1, at(9)), logged(2, at(10)), logged(3, at(11)), logged(4, at(12))]))
    for hour, minutes, seconds in ((9, 6, 0), (10, 4, 0), (11, 15, 0), (12, 15, 1)):
        make_inquiry(first, at=at(hour, 2), saved_at=at(hour, minutes, seconds))
    found = day_of()
    assert sorted(found.delays) == [timedelta(seconds=each) for each in (0, 60, 600, 601)]
    assert (found.median_text, [row.delay_text for row in found.late]) == ("5分30秒", ["10分01秒"])
    assert in_minutes(None) == ""


def test_month_takes_as_many_queries_as_a_day(people, source, django_assert_num_queries):
    first, _ = people
    take(log([logged(n, at(9 + n % 8, day=1 + n % 28)) for n in range(60)]))
    for n in range(40):
        make_inquiry(first, at=at(9 + n % 8, 3, day=1 + n % 28))
        announced(source, f"L{n}", at(17, 1, day=1 + n % 28), first)
    parameters = Parameters.load()
    with django_assert_num_queries(9):
        reconciled_days(DAY, DAY, parameters)
    with django_assert_num_queries(9):
        days = reconciled_days(date(2025, 6, 1), date(2025, 6, 30), parameters)
    assert sum(day.calls for day in days) == 100
    for day in days:
        assert day.calls == len(day.matched) + len(day.calls_without)
        assert day.inquiries == len(day.matched) + len(day.inquiries_without)
    assert sum(day.inquiries for day in days) == 40


# --- ties --------------------------------------------------------------------------------------------------------


def test_log_ties_the_record_of_an_announced_call_once(people, source):
    first, _ = people
    live = announced(source, "C00001", at(9), first)
    inquiry = make_inquiry(first, at=at(9, 6), live_call=live)
    other = make_inquiry(first, at=at(9, 7))
    take(log([logged(1, at(9)), logged(2, at(10))]))
    tie_calls(source.profile)
    inquiry.refresh_from_db()
    other.refresh_from_db()
    assert (inquiry.call, other.call) == (Call.objects.get(external_id="C00001"), None)
    assert tie_calls(source.profile) == 0


def test_two_systems_with_one_log_tie_one_record(people, source, user_of):
    """Both announced the call; the first record keeps it."""
    first, second = people
    another = make_source(user_of("cc_leader"), name="予備の交換機")[0]
    earlier = make_inquiry(first, at=at(9, 6), live_call=announced(source, "C00001", at(9), first))
    later = make_inquiry(second, at=at(9, 7), live_call=announced(another, "C00001", at(9), second))
    take(log([logged(1, at(9))]))
    tie_calls(source.profile)
    assert list(Inquiry.objects.filter(call__isnull=False)) == [earlier]
    assert later.call is None


def test_call_passed_on_after_its_record_was_saved_stops_no_import(people, source):
    first, second = people
    live = announced(source, "C00001", at(9), first)
    make_inquiry(first, at=at(9, 3), live_call=live)
    LiveCall.objects.update(operator=second)
    take(log([logged(1, at(9), operator="OP02")]))
    found = day_of()
    assert (tie_calls(source.profile), found.calls, found.tied, found.differences) == (0, 1, 1, 0)


# --- explanations ------------------------------------------------------------------------------------------------


def sent(reason: str = "wrong_number", text: str = "", key: str = "") -> dict[str, str]:
    return {"reason": reason, "text": text, "submission_key": key or str(uuid4())}


def test_difference_is_explained_by_a_named_person_and_stays_listed(people, client_of):
    take(log([logged(1, at(9))]))
    make_inquiry(people[0], at=at(15))
    leader = client_of("cc_leader")
    for name, pk in (("call_explain", Call.objects.get().pk), ("inquiry_explain", Inquiry.objects.get().pk)):
        answer = leader.post(reverse(f"callcenter:{name}", args=[pk]), sent())
        assert (answer.status_code, answer["Location"]) == (302, f"{reverse(PAGE)}?date=2025-06-02")
    found = day_of()
    assert (found.differences, found.unexplained) == (2, 0)
    assert [note.by for note in found.calls_without[0].notes] == [leader.user]
    page = leader.get(reverse(PAGE), {"date": "2025-06-02"}).content.decode()
    assert page.count("間違い電話・無言") == 3  # two notes and the choice itself
    assert page.count(leader.user.display_name) == 3


def test_explained_inquiry_is_shown_again_where_it_was_listed(people, source, client_of):
    operator, _ = people
    call = announced(source, "L1", at(10), operator)
    take(log([logged(1, at(11))]))
    inquiry = make_inquiry(operator, at=at(10, day=3), live_call=call)
    answer = client_of("cc_leader").post(reverse("callcenter:inquiry_explain", args=[inquiry.pk]), sent())
    assert answer["Location"] == f"{reverse(PAGE)}?date=2025-06-02"


@pytest.mark.parametrize("others", [0, 1])
def test_what_is_no_difference_is_not_explained(people, client_of, others):
    take(log([logged(1, at(9)), row(2, "2025/06/02 10:00:00"), *[logged(3, at(15))] * others]))
    inquiry = make_inquiry(people[0], at=at(9, 6))
    matched, abandoned = (Call.objects.get(external_id=name) for name in ("C00001", "C00002"))
    leader = client_of("cc_leader")
    for name, about in (("call", matched), ("call", abandoned), ("inquiry", inquiry)):
        answer = leader.post(reverse(f"callcenter:{name}_explain", args=[about.pk]), sent())
        assert answer.status_code == 422
        assert answer.content.decode().count("いまは突合の差ではありません。説明は記録していません。") == 1
    assert not ReconciliationNote.objects.exists()


def test_person_with_another_duty_today_is_named_on_old_days(people):
    operator, _ = people
    take(log([logged(1, at(10))]))
    operator.role = "general_manager"
    operator.save()
    assert [call.operator_name for call in day_of().calls_without] == [operator.display_name]


def test_same_form_for_two_differences_is_two_notes_and_twenty_times_for_one_is_one(people, client_of):
    take(log([logged(1, at(9)), logged(2, at(10))]))
    leader, same = client_of("cc_leader"), sent()
    for call in Call.objects.all():
        for _ in range(20):
            leader.post(reverse("callcenter:call_explain", args=[call.pk]), same)
    assert sorted(note.call.external_id for note in ReconciliationNote.objects.all()) == ["C00001", "C00002"]


@pytest.mark.django_db(transaction=True)
def test_note_sent_from_twenty_threads_is_one(people, user_of):
    take(log([logged(1, at(9))]))
    call, leader, key = Call.objects.get(), user_of("cc_leader"), uuid4()

    def explain():
        return explain_difference(
            about=call, reason=DifferenceReason.CUT_OFF, text="", by=leader, at=at(18), submission_key=key
        )[1]

    assert sorted(at_once([explain] * 20)) == [False] * 19 + [True]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": "other"}, "説明を入力してください"), ({"reason": ""}, "理由"), ({"reason": "x"}, "理由"),
        ({"text": "050-1234-5678に折り返し"}, "個人情報ではないことを確認しました"),
    ],
)  # fmt: skip
def test_wrong_explanation_comes_back_filled(people, client_of, fields, said):
    take(log([logged(1, at(9))]))
    leader = client_of("cc_leader")
    address = reverse("callcenter:call_explain", args=[Call.objects.get().pk])
    answer = leader.post(address, sent() | {"text": ""} | fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ReconciliationNote.objects.exists()


def test_who_reads_and_who_explains(people, client_of):
    take(log([logged(1, at(9))]))
    address = reverse("callcenter:call_explain", args=[Call.objects.get().pk])
    allowed = {
        role: (
            client := client_of(role),
            client.get(reverse(PAGE)).status_code,
            client.post(address, sent()).status_code,
        )[1:]
        for role in ("operator", "cc_leader", "general_manager", "city_staff", "system_admin")
    }
    assert allowed == {
        "operator": (403, 403), "cc_leader": (200, 302), "general_manager": (200, 302), "city_staff": (200, 403),
        "system_admin": (403, 403),
    }  # fmt: skip
    assert Client().get(reverse(PAGE)).status_code == 302


def test_note_is_about_one_record_and_never_changed(people, user_of):
    take(log([logged(1, at(9))]))
    call, inquiry, leader = Call.objects.get(), make_inquiry(people[0]), user_of("cc_leader")

    def violated(**fields):
        try:
            with transaction.atomic():
                ReconciliationNote.objects.create(**({"reason": "cut_off", "by": leader, "at": at(18)} | fields))
        except IntegrityError as error:
            return error.__cause__.diag.constraint_name
        return ""

    assert violated() == "reconciliationnote_is_about_one_record"
    assert violated(call=call, inquiry=inquiry) == "reconciliationnote_is_about_one_record"
    assert violated(call=call, reason="other") == "reconciliationnote_other_reason_is_explained"
    assert violated(call=call, reason="other", text="回線の試験") == ""
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        ReconciliationNote.objects.update(text="別の説明")


# --- pages -------------------------------------------------------------------------------------------------------


def test_page_says_how_the_counts_add_up(people, client_of):
    first, _ = people
    take(log([logged(1, at(9)), logged(2, at(10))]))
    make_inquiry(first, at=at(9, 6))
    make_inquiry(first, at=at(15))
    page = client_of("city_staff").get(reverse(PAGE), {"date": "2025-06-02"}).content.decode()
    assert "応答した通話 2 件 ＝ 突合 1 件（通話IDによる 0 件、担当者と時刻による 1 件）＋ 問い合わせなし 1 件" in page
    assert "問い合わせ 2 件 ＝ 突合 1 件 ＋ 通話なし 1 件" in page
    assert "C00002" in page
    assert "この差の説明にする" not in page


def test_month_adds_up_its_days(people, client_of):
    first, _ = people
    take(log([logged(1, at(9)), logged(2, at(10)), logged(3, at(9, day=3))]))
    make_inquiry(first, at=at(9, 6))
    answer = client_of("cc_leader").get(reverse("callcenter:reconciliation_month"), {"month": "2025-06"})
    assert [(day.day.day, day.calls, len(day.matched)) for day in answer.context["days"]] == [(2, 2, 1), (3, 1, 0)]
    totals = [answer.context[name] for name in ("calls", "matched", "calls_without", "inquiries", "unexplained")]
    assert totals == [3, 1, 2, 1, 2]


@pytest.mark.parametrize("asked", ["", "x", "0001-01-01", "9999-12-31", "2025-13-01", "9" * 500])
def test_strange_days_and_months_show_today(people, client_of, asked):
    leader = client_of("cc_leader")
    assert leader.get(reverse(PAGE), {"date": asked}).context["day"] == date(2025, 6, 18)
    month = leader.get(reverse("callcenter:reconciliation_month"), {"month": asked})
    assert month.context["first"] == date(2025, 6, 1)


def test_figure_is_what_the_page_shows(people, capsys):
    take(log([logged(1, at(9)), logged(2, at(10))]))
    make_inquiry(people[0], at=at(9, 6))
    call_command("figure", "reconciliation", "--from", "2025-06-01", "--to", "2025-06-30", "--json")
    assert json.loads(capsys.readouterr().out) == [
        {
            "date": "2025-06-02", "calls": 2, "matched": 1, "matched_by_id": 0, "calls_without": 1, "inquiries": 1,
            "inquiries_without": 0, "unexplained": 1, "median_seconds_to_record": 60, "recorded_late": 0,
        }
    ]  # fmt: skip
