"""The city accepts what it holds or returns it with a comment: once, and only the newest issued revision."""

from datetime import datetime, timedelta

import pytest
from django.db import Error, IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.core.clock import JST
from apps.reporting import actions
from apps.reporting.enums import ReportState
from apps.reporting.models import Report, ReportDecision, ReportRevision, TransitionNotAllowed
from tests.threads import at_once

from .factories import ISSUED_AT, MONDAY, issue, make_next

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
LATER = datetime(2025, 7, 3, 10, 0, tzinfo=JST)
DAY = ("counter_daily", MONDAY.isoformat())
COMMENT = "受付の件数を確認してください。"


@pytest.fixture
def approver(user_of):
    return user_of(Role.CITY_APPROVER)


def decide(report, by, *, accepted=True, comment="", **options):
    return actions.decide_report(
        report=report, accepted=accepted, comment=comment, by=by, at=options.pop("at", LATER), **options
    )


def make_decision(revision, by, **fields):
    values = {"accepted": True, "decided_at": LATER, "decided_by": by} | fields
    return ReportDecision.objects.create(revision=revision, **values)


# --- the database -----------------------------------------------------------------------------------------------------


def test_revision_that_is_not_issued_is_not_decided_on(draft, approver):
    with pytest.raises(IntegrityError, match="only the newest revision"), transaction.atomic():
        make_decision(draft.revisions.get(), approver)


def test_only_the_newest_issued_revision_is_decided_on(issued, manager, approver):
    first = issued.revisions.get()
    decide(issued, approver, accepted=False, comment=COMMENT)
    make_next(issued, manager, LATER)
    issue(issued, manager, LATER)
    other = ReportRevision.objects.get(number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_decision(first, approver)
    assert make_decision(other, approver).revision.number == 2


def test_revision_before_the_one_being_written_is_not_decided_on(issued, manager, approver):
    make_next(issued, manager, LATER, "数値の訂正")
    with pytest.raises(IntegrityError, match="only the newest revision"), transaction.atomic():
        make_decision(issued.revisions.get(number=1), approver)


def test_decision_comes_after_the_issue(issued, approver):
    with pytest.raises(IntegrityError, match="after its issue"), transaction.atomic():
        make_decision(issued.revisions.get(), approver, decided_at=ISSUED_AT - timedelta(seconds=1))
    assert make_decision(issued.revisions.get(), approver, decided_at=ISSUED_AT)


@pytest.mark.parametrize("comment", ["", "　 \n"])
def test_return_needs_a_comment(issued, approver, comment):
    with pytest.raises(IntegrityError, match="return_has_comment"), transaction.atomic():
        make_decision(issued.revisions.get(), approver, accepted=False, comment=comment)


@pytest.mark.parametrize("change", [{"accepted": False}, {"comment": "別の意見"}, {"decided_at": LATER}])
def test_decision_is_final(issued, approver, change):
    decide(issued, approver)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        ReportDecision.objects.update(**change)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        ReportDecision.objects.all().delete()


@pytest.mark.parametrize("state", [ReportState.ACCEPTED, ReportState.RETURNED])
def test_state_says_accepted_or_returned_only_with_the_decision(issued, approver, state):
    with pytest.raises(IntegrityError, match="newest revision is not"), transaction.atomic():
        Report.objects.update(state=state)
    decide(issued, approver)
    with pytest.raises(IntegrityError, match="newest revision is not"), transaction.atomic():
        Report.objects.update(state=ReportState.ISSUED)


def test_state_says_issued_only_when_the_newest_revision_is(draft, manager):
    fields = {"state": ReportState.ISSUED, "confirmed_by": manager, "issued_by": manager}
    with pytest.raises(IntegrityError, match="newest revision is not"), transaction.atomic():
        Report.objects.update(confirmed_at=LATER, issued_at=LATER, **fields)


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [({"drifted_at": LATER}, False), ({"drifted_at": ISSUED_AT - timedelta(days=1)}, True)],
)
def test_drift_is_noticed_after_the_issue(issued, fields, is_refused):
    if is_refused:
        with pytest.raises(IntegrityError, match="report_drift_is_noticed"), transaction.atomic():
            Report.objects.update(**fields)
    else:
        assert Report.objects.update(**fields) == 1


def test_draft_has_no_drift(draft):
    with pytest.raises(IntegrityError, match="report_drift_is_noticed"), transaction.atomic():
        Report.objects.update(drifted_at=LATER)


# --- the action -------------------------------------------------------------------------------------------------------


def test_accepting_leaves_a_decision_and_ends_the_way(issued, approver):
    decision = decide(issued, approver, comment="確認しました。")
    issued.refresh_from_db()
    assert (issued.state, decision.revision.number, decision.decided_by) == (ReportState.ACCEPTED, 1, approver)
    assert decision.comment == "確認しました。"


def test_comment_of_the_city_becomes_the_reason_of_the_next_revision(issued, manager, approver):
    decide(issued, approver, accepted=False, comment=COMMENT)
    make_next(issued, manager, LATER)
    assert issued.state == ReportState.DRAFT
    assert list(issued.revisions.values_list("number", "reason")) == [(2, COMMENT), (1, "")]
    assert issued.revisions.first().content["revision"]["reason"] == COMMENT


def test_reason_stays_when_the_next_revision_is_made_again(issued, manager, approver):
    decide(issued, approver, accepted=False, comment=COMMENT)
    make_next(issued, manager, LATER)
    make_next(issued, manager, LATER)
    assert issued.revisions.first().reason == COMMENT


def test_accepted_report_is_made_anew_only_for_a_reason(issued, manager, approver):
    decide(issued, approver)
    with pytest.raises(TransitionNotAllowed, match="理由が必要"):
        make_next(issued, manager, LATER)
    assert make_next(issued, manager, LATER, "数値の訂正").state == ReportState.DRAFT


def test_return_without_a_comment_is_refused_in_words(issued, approver):
    with pytest.raises(TransitionNotAllowed, match="理由を入力"):
        decide(issued, approver, accepted=False, comment=" ")
    assert not ReportDecision.objects.exists()


@pytest.mark.parametrize("accepted", [True, False])
def test_second_decision_is_refused(issued, approver, accepted):
    decide(issued, approver)
    with pytest.raises(TransitionNotAllowed):
        decide(issued, approver, accepted=accepted, comment=COMMENT)


def test_decision_on_a_revision_that_was_followed_by_another_is_refused(issued, manager, approver):
    make_next(issued, manager, LATER, "数値の訂正")
    issue(issued, manager, LATER)
    with pytest.raises(TransitionNotAllowed, match="新しい版"):
        decide(issued, approver, number=1)
    assert decide(issued, approver, number=2).revision.number == 2


def test_decision_by_a_clock_that_is_behind_is_dated_to_the_issue(issued, approver):
    assert decide(issued, approver, at=ISSUED_AT - timedelta(seconds=2)).decided_at == ISSUED_AT


@pytest.mark.django_db(transaction=True)
def test_of_two_supervisors_who_issue_at_once_one_does(draft, user_of):
    people = [user_of(Role.GENERAL_MANAGER), user_of(Role.GENERAL_MANAGER)]
    actions.confirm_report(report=draft, remarks="", by=people[0], at=ISSUED_AT)
    answers = at_once(
        [lambda by=by: actions.issue_report(report=draft, by=by, at=ISSUED_AT).issued_by_id for by in people]
    )
    refused = [answer for answer in answers if isinstance(answer, TransitionNotAllowed)]
    (issuer,) = [answer for answer in answers if not isinstance(answer, Exception)]
    assert len(refused) == 1
    assert Report.objects.values_list("state", "issued_by_id").get() == (ReportState.ISSUED, issuer)
    assert ReportRevision.objects.filter(issued_at=ISSUED_AT).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_of_two_who_decide_at_once_one_does(issued, user_of, monkeypatch, is_locked):
    """Without the lock both get past the check: then the database takes one decision and refuses the other."""
    if not is_locked:
        monkeypatch.setattr(actions, "_locked", lambda pk: Report.objects.get(pk=pk))
    approver, staff = user_of(Role.CITY_APPROVER), user_of(Role.CITY_STAFF)
    answers = at_once(
        [lambda: decide(issued, approver), lambda: decide(issued, staff, accepted=False, comment=COMMENT)]
    )
    (decision,) = [answer for answer in answers if isinstance(answer, ReportDecision)]
    (refusal,) = [answer for answer in answers if not isinstance(answer, ReportDecision)]
    assert isinstance(refusal, TransitionNotAllowed if is_locked else (TransitionNotAllowed, Error))
    assert Report.objects.get().state == (ReportState.ACCEPTED if decision.accepted else ReportState.RETURNED)


# --- the page ---------------------------------------------------------------------------------------------------------


def page(client):
    return client.get(reverse("reporting:detail", args=DAY))


def post(client, **typed):
    return client.post(reverse("reporting:decide", args=DAY), {"number": 1} | typed)


def test_approver_accepts_on_the_page(client_of, issued):
    client = client_of(Role.CITY_APPROVER)
    assert "受理する" in page(client).content.decode()
    post(client, decision="accepted", comment="")
    issued.refresh_from_db()
    assert issued.state == ReportState.ACCEPTED
    body = page(client).content.decode()
    assert "報告書を受理しました。" in body
    assert "決定を記録する" not in body


def test_staff_may_only_return(client_of, issued):
    client = client_of(Role.CITY_STAFF)
    body = page(client).content.decode()
    assert "差し戻す" in body
    assert "受理する" not in body
    assert post(client, decision="accepted", comment="").status_code == 422
    assert not ReportDecision.objects.exists()
    post(client, decision="returned", comment=COMMENT)
    issued.refresh_from_db()
    assert issued.state == ReportState.RETURNED


def test_return_without_a_comment_gives_the_form_back(client_of, issued):
    answer = post(client_of(Role.CITY_APPROVER), decision="returned", comment="")
    assert (answer.status_code, list(answer.context["decision_form"].errors)) == (422, ["comment"])
    assert not ReportDecision.objects.exists()


def test_comment_that_seems_personal_is_asked_about(client_of, issued):
    client = client_of(Role.CITY_STAFF)
    typed = {"decision": "returned", "comment": "連絡先は 090-1234-5678 です。"}
    answer = post(client, **typed)
    assert (answer.status_code, typed["comment"] in answer.content.decode()) == (422, True)
    post(client, **typed, confirmed_text="on")
    assert ReportDecision.objects.get().comment == typed["comment"]


def test_decision_on_a_page_that_was_left_open_is_told(client_of, issued, manager):
    client = client_of(Role.CITY_APPROVER)
    make_next(issued, manager, LATER, "数値の訂正")
    issue(issued, manager, LATER)
    answer = client.post(
        reverse("reporting:decide", args=DAY), {"number": 1, "decision": "accepted", "comment": ""}, follow=True
    )
    assert "新しい版" in answer.content.decode()
    assert not ReportDecision.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.GENERAL_MANAGER, 403), (Role.SITE_LEADER, 403), (Role.OPERATOR, 403), (Role.CITY_STAFF, 302)],
)
def test_only_the_city_decides(client_of, issued, role, status):
    assert post(client_of(role), decision="returned", comment=COMMENT).status_code == status
    assert ReportDecision.objects.count() == (status == 302)


def test_draft_is_not_there_for_the_city(client_of, draft):
    assert post(client_of(Role.CITY_APPROVER), decision="accepted").status_code == 404


def test_returned_report_leads_both_sides_to_the_next_revision(client_of, issued, approver):
    contractor, city = client_of(Role.GENERAL_MANAGER), client_of(Role.CITY_STAFF)
    decide(issued, approver, accepted=False, comment=COMMENT)
    for client in (contractor, city):
        body = page(client).content.decode()
        assert body.count(COMMENT) == 2  # at the head and in the record of the revisions
        assert ("受託者（次の版）" in body, "次の版を作成する" in body) == (True, client is contractor)
        row = client.get(reverse("reporting:list") + "?kind=counter_daily&due=returned").context["rows"][0]
        assert (row.word, row.next_step) == ("差戻し", "受託者（次の版）")
    issued.refresh_from_db()
    contractor.post(reverse("reporting:make", args=DAY), {"seen": issued.stamp()})
    issued.refresh_from_db()
    assert (issued.state, issued.reason) == (ReportState.REQUESTED, COMMENT)
    assert "受託者（次の版を作成中）" in page(city).content.decode()


def test_history_of_all_revisions_stays_with_what_the_city_said(client_of, issued, manager, approver):
    decide(issued, approver, accepted=False, comment=COMMENT)
    make_next(issued, manager, LATER)
    issue(issued, manager, LATER)
    decide(issued, approver)
    revisions = page(client_of(Role.CITY_STAFF)).context["revisions"]
    found = [(each.number, each.decision.result(), each.decision.comment, each.reason) for each in revisions]
    assert found == [(2, "受理", "", COMMENT), (1, "差戻し", COMMENT, "")]
