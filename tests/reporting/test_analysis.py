"""What the month's report says in words: the facts drafted, what a person must write, whose words they are."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.callcenter.enums import Result
from apps.reporting import actions, analysis
from apps.reporting.content import collect
from apps.reporting.enums import ReportKind
from apps.reporting.models import Report
from apps.reporting.periods import Period, parse_period
from apps.workforce.enums import Duty
from apps.workforce.models import Improvement
from tests.callcenter import faq
from tests.callcenter.factories import answered, log, make_inquiry, row, take
from tests.workforce.days import make_presence, make_shift
from tests.workforce.factories import clerk, make_staff

from .conftest import JUNE
from .factories import MADE_AT, issue, make_next, make_report

pytestmark = pytest.mark.usefixtures("masters")
WORDS = {"remarks": "所見。", "proposal": "特になし。"}
DETAIL = reverse("reporting:detail", args=["call_monthly", "2025-06"])


def june_content():
    return collect(ReportKind.CALL_MONTHLY, Period(*JUNE), made_on=date(2025, 7, 1))


def below_target(user_of):
    """June with one of two calls answered, its report in a draft."""
    take(log([answered(1), row(2, "2025/06/03 09:00:00", ended="2025/06/03 09:00:30")]))
    return make_report(ReportKind.CALL_MONTHLY, "2025-06")


def content_of(report):
    return report.revisions.latest("number").content


def facts():
    return "\n".join(analysis.drafted_facts(june_content()))


def test_month_without_anything_says_so_and_nothing_else():
    said = facts()
    assert "着信がありませんでした" in said
    assert "苦情はありませんでした。" in said
    assert "FAQは、追加・改定はありませんでした" in said
    for word in ("前月", "時間帯", "多かった分類", "最低席数", "改善の取組"):
        assert word not in said


def test_facts_say_rate_busiest_times_and_top_categories(user_of):
    take(
        log(
            [
                answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00"),
                row(2, "2025/06/02 09:30:00", ended="2025/06/02 09:30:30"),
                answered(3, "2025/06/03 10:00:00", "2025/06/03 10:05:00"),
            ]
        )
    )
    operator = user_of(Role.OPERATOR)
    make_inquiry(operator)
    make_inquiry(operator, is_complaint=True, result=Result.TRANSFERRED, transfer_reason="判断")
    said = facts()
    assert "着信3件のうち2件に応答し、応答率は66.6%で、目標の90%を下回りました。" in said
    assert "9時台（2件、応答率50.0%）" in said
    assert "月曜日（1日平均0.4件、応答率50.0%）" in said
    assert "6/2（月）（2件、応答率50.0%）" in said
    assert "（2件、100.0%）" in said
    assert "苦情は1件で、うち1件を転送しました。" in said


@pytest.mark.parametrize(
    ("june", "july", "sentence"),
    [
        (4, 5, "着信は前月の4件より1件（25.0%）増えました。応答率は前月と同じです。"),
        (4, 3, "着信は前月の4件より1件（25.0%）減りました。応答率は前月と同じです。"),
        (2, 2, "着信は前月と同数でした。応答率は前月と同じです。"),
    ],
)
def test_change_on_last_month_is_said_in_count_and_rate(june, july, sentence):
    take(log([answered(n, "2025/06/02 10:00:00") for n in range(june)]))
    take(log([answered(100 + n, "2025/07/01 10:00:00", "2025/07/01 10:05:00") for n in range(july)]))
    content = collect(ReportKind.CALL_MONTHLY, parse_period("call_monthly", "2025-07"), made_on=date(2025, 8, 1))
    assert sentence in analysis.drafted_facts(content)


def test_month_before_a_gap_is_not_called_last_month():
    trend = [{"month": month, "offered": 4, "answer_rate": "100.0"} for month in ("2025-12", "2026-01")]
    assert any("前月" in sentence for sentence in analysis.drafted_facts(june_content() | {"trend": trend}))
    trend[0]["month"] = "2025-11"
    assert not any("前月" in sentence for sentence in analysis.drafted_facts(june_content() | {"trend": trend}))


def test_average_of_a_weekday_is_cut():
    take(log([answered(n, "2025/06/03 09:00:00", "2025/06/03 09:05:00") for n in range(3)]))
    assert "火曜日（1日平均0.7件、" in facts()  # three on four Tuesdays


def test_rate_that_moved_says_by_how_many_points():
    july = answered(3, "2025/07/01 10:00:00", "2025/07/01 10:05:00")
    take(log([answered(1), row(2, ended="2025/06/02 10:00:30"), july]))
    content = collect(ReportKind.CALL_MONTHLY, parse_period("call_monthly", "2025-07"), made_on=date(2025, 8, 1))
    assert "応答率は前月の50.0%から50.0ポイント上がりました。" in "".join(analysis.drafted_facts(content))


def test_seats_below_the_floor_are_said_with_the_longest_stretch():
    for hours in ("08:30-17:15", "09:10-17:15"):
        make_presence(make_staff(duty=Duty.OPERATOR), hours, code="callcenter", duty=Duty.OPERATOR)
    assert (
        "最低席数を下回った時間は1日で計40分、最も長いものは6/2（月）の08:30から09:10まで（40分、1席）でした。"
    ) in facts()


def test_seats_that_never_fell_below_are_said_so():
    people = [make_staff(duty=Duty.OPERATOR) for _ in range(2)]
    for counted in june_content()["seats"]["days"]:
        for person in people:
            day = date.fromisoformat(counted["date"])
            make_presence(person, "08:30-17:15", code="callcenter", duty=Duty.OPERATOR, day=day)
    assert "\n受付時間内の席は、常に最低席数以上でした（同時の席数の最小は2席）。" in facts()


def test_seats_of_the_roster_are_not_said_as_what_was():
    for make, day in ((make_presence, 2), (make_shift, 3), (make_shift, 4)):
        for _ in range(2):
            staff = make_staff(duty=Duty.OPERATOR)
            make(staff, "08:30-17:15", code="callcenter", duty=Duty.OPERATOR, day=date(2025, 6, day))
    said = facts()
    assert "常に" not in said
    assert (
        "席の集計は、開設21日のうち打刻から数えた日が1日、打刻がなく公開済のシフトから数えた日が2日、"
        "どちらもなく集計に含まない日が18日です。この集計では、最低席数を下回る時間はありません"
    ) in said


def test_answers_and_improvements_of_the_month_are_named(user_of):
    leader, city = user_of(Role.CC_LEADER), user_of(Role.CITY_STAFF)
    first = faq.approved(leader, city, since=faq.TODAY)
    faq.approved(leader, city, entry=first.entry, since=faq.TODAY)
    Improvement.objects.create(noted_on=date(2025, 6, 2), what="案内文を短くする。" * 20, recorded_by=clerk())
    Improvement.objects.create(
        noted_on=date(2025, 5, 20), done_on=date(2025, 6, 30), what="席を増やす。", effect="待ちが減った。",
        recorded_by=clerk(),
    )  # fmt: skip
    Improvement.objects.create(noted_on=date(2025, 7, 1), what="来月の件。", recorded_by=clerk())
    period = Period(date(faq.TODAY.year, faq.TODAY.month, 1), faq.TODAY)
    content = collect(ReportKind.CALL_MONTHLY, period, made_on=faq.TODAY)
    assert (content["faq"]["faq_new"], content["faq"]["faq_reworded"], content["faq"]["faq_in_force"]) == (1, 1, 1)
    said = facts()
    assert "改善の取組（取組中）：案内文を短くする。" in said
    assert "改善の取組（6/30（月）実施）：席を増やす。　効果：待ちが減った。" in said
    assert "来月の件" not in said
    assert max(len(line) for line in said.splitlines()) < 150


def test_facts_of_a_busy_month_fit_into_the_remarks(june, user_of):
    for number in range(8):
        Improvement.objects.create(
            noted_on=date(2025, 6, 2), done_on=date(2025, 6, 3), what="長い文。" * 250, effect="効果。" * 300,
            recorded_by=clerk(), submission_key=f"00000000-0000-4000-8000-{number:012}",
        )  # fmt: skip
    assert 200 < len(facts()) <= 2000


def test_first_text_of_the_remarks_is_the_facts_until_a_person_wrote():
    content = june_content()
    assert analysis.first_text(content, "") == "\n".join(analysis.drafted_facts(content))
    assert analysis.first_text(content, "人が書いた文。") == "人が書いた文。"
    assert analysis.first_text({"kind": ReportKind.COUNTER_DAILY}, "") == ""


# --- below the target ---------------------------------------------------------------------------------------------


def test_month_below_the_target_lacks_cause_and_measure_until_both_are_written(user_of):
    content = content_of(below_target(user_of)) | WORDS
    assert set(analysis.missing_words(content)) == {"cause", "measure"}
    assert set(analysis.missing_words(content | {"cause": "欠員。", "measure": "　\n"})) == {"measure"}
    assert analysis.missing_words(content | {"cause": "欠員。", "measure": "採用する。"}) == {}


def test_month_that_met_the_target_or_had_no_calls_lacks_nothing():
    assert analysis.missing_words(june_content() | WORDS) == {}
    take(log([answered(1)]))
    assert analysis.missing_words(june_content() | WORDS) == {}


@pytest.mark.parametrize("field", ["remarks", "proposal"])
def test_no_month_is_confirmed_without_analysis_and_proposal(user_of, client_of, field):
    report, typed = make_report(ReportKind.CALL_MONTHLY, "2025-06"), WORDS | {field: "　\n"}
    answer = client_of(Role.GENERAL_MANAGER).post(f"{DETAIL}confirm/", typed)
    other = next(name for name in WORDS if name != field)
    assert (answer.status_code, answer.context["remarks_form"][other].value()) == (422, WORDS[other])
    assert analysis.WRITTEN[field] in answer.content.decode()
    with pytest.raises(actions.TransitionNotAllowed, match="両方を入力"):
        actions.confirm_report(report=report, by=user_of(Role.CC_LEADER), at=MADE_AT, **typed)
    at_once = {"state": "confirmed", "confirmed_at": MADE_AT, "confirmed_by": user_of(Role.GENERAL_MANAGER)}
    with pytest.raises(IntegrityError, match="report_call_month_is_confirmed_with_words"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**at_once, **(WORDS | {field: ""}))
    assert Report.objects.filter(pk=report.pk).update(**at_once, **WORDS) == 1


def test_month_below_the_target_is_not_issued_without_cause_and_measure(user_of):
    report, manager = below_target(user_of), user_of(Role.GENERAL_MANAGER)
    actions.confirm_report(report=report, by=manager, at=MADE_AT, **WORDS)
    with pytest.raises(actions.IssueStopped) as stopped:
        actions.issue_report(report=report, by=manager, at=MADE_AT)
    assert stopped.value.reasons == list(analysis.BELOW_TARGET.values())
    actions.send_back_report(report=report)
    actions.confirm_report(
        report=report, cause="急な欠員。", measure="応援の席を置く。", by=manager, at=MADE_AT, **WORDS
    )
    issued = actions.issue_report(report=report, by=manager, at=MADE_AT)
    content = content_of(issued)
    assert (content["cause"], content["measure"]) == ("急な欠員。", "応援の席を置く。")
    assert content["remarks_by"] == manager.display_name


def test_page_offers_the_facts_and_says_beside_the_field_what_is_missing(user_of, client_of):
    below_target(user_of)
    client = client_of(Role.GENERAL_MANAGER)
    page = client.get(reverse("reporting:detail", args=["call_monthly", "2025-06"])).content.decode()
    assert "着信2件のうち1件に応答し、応答率は50.0%" in page
    assert 'name="cause"' in page
    assert 'name="measure"' in page
    answer = client.post(
        reverse("reporting:confirm", args=["call_monthly", "2025-06"]), {"remarks": "所見。", "cause": "欠員。"}
    )
    assert answer.status_code == 422
    assert analysis.BELOW_TARGET["measure"] in answer.content.decode()


# --- the facts of the next revision -----------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_facts_that_nobody_changed_give_way_to_those_of_the_next_revision(user_of, client_of, newline):
    manager = user_of(Role.GENERAL_MANAGER)
    take(log([answered(1)]))
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    issue(report, manager, remarks=facts().replace("\n", newline))
    take(log([answered(2)]))
    make_next(report, manager, MADE_AT + timedelta(days=3), "通話の追加")
    form = client_of(Role.GENERAL_MANAGER).get(DETAIL).context["remarks_form"]
    assert form["remarks"].value() == facts()
    assert "着信2件のうち2件に応答し" in form["remarks"].value()
    assert form.facts_not_said() == []


def test_words_of_a_person_stay_in_the_next_revision_and_the_facts_stand_beside_them(user_of, client_of):
    manager = user_of(Role.GENERAL_MANAGER)
    take(log([answered(1)]))
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    written = f"{facts()}\n混雑はありませんでした。"
    issue(report, manager, remarks=written)
    take(log([answered(2)]))
    make_next(report, manager, MADE_AT + timedelta(days=3), "通話の追加")
    page = client_of(Role.GENERAL_MANAGER).get(DETAIL)
    form = page.context["remarks_form"]
    assert form["remarks"].value() == written
    assert any("着信2件のうち2件に応答し" in sentence for sentence in form.facts_not_said())
    assert "苦情はありませんでした。" not in form.facts_not_said()
    assert "文案のうち、上の記載にないもの" in page.content.decode()


def test_other_kinds_have_no_drafted_facts():
    assert analysis.facts_not_said({"kind": ReportKind.COUNTER_DAILY}, "") == []
