"""The life of an answer: who writes, who approves, what is in force on a day, what never changes."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from apps.accounts.enums import Role
from apps.callcenter import actions
from apps.callcenter.enums import FAQ_STEPS, FaqPhase, FaqState, ProposalState
from apps.callcenter.models import FaqEntry, FaqProposal, FaqStepNotAllowed, FaqVersion, InquiryCategory
from apps.core.db import violated
from tests.threads import at_once

from .factories import make_inquiry
from .faq import NOW, TODAY, WORDS, approved, draft

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def leader(masters, user_of):
    return user_of("cc_leader")


@pytest.fixture
def city(masters, user_of):
    return user_of("city_staff")


def refused_by(error):
    return violated(error.value)


def test_answer_goes_from_draft_to_use(leader, city):
    version = draft(leader)
    assert version.phase(TODAY) == FaqPhase.DRAFT
    version = actions.submit_answer(version=version, by=leader, on=TODAY)
    assert version.phase(TODAY) == FaqPhase.WAITING
    version = actions.approve_answer(version=version, by=city, on=TODAY, in_force_from=TODAY + DAY)
    assert version.phase(TODAY) == FaqPhase.COMING
    assert version.phase(TODAY + DAY) == FaqPhase.IN_FORCE
    assert not FaqVersion.objects.in_force(TODAY)
    assert FaqVersion.objects.in_force(TODAY + DAY).get() == version


def test_city_sends_back_and_the_leader_writes_again(leader, city):
    version = actions.submit_answer(version=draft(leader), by=leader, on=TODAY)
    version = actions.return_answer(version=version, by=city, reason="出典が古い。")
    assert (version.state, version.returned_reason, version.submitted_by) == (FaqState.DRAFT, "出典が古い。", None)
    version = actions.rewrite_draft(version=version, by=leader, on=TODAY, values={"answer": "改めた答え。"})
    version = actions.submit_answer(version=version, by=leader, on=TODAY)
    assert version.returned_reason == ""


STEPS = {
    FaqState.WAITING: lambda version, leader, city: version.submit(by=leader, on=TODAY),
    FaqState.APPROVED: lambda version, leader, city: version.approve(by=city, on=TODAY, in_force_from=TODAY),
    FaqState.DRAFT: lambda version, leader, city: version.send_back(reason="理由"),
}


@pytest.mark.parametrize("state", FaqState.values)
@pytest.mark.parametrize("target", FaqState.values)
def test_every_step_from_every_state(leader, city, state, target):
    version = FaqVersion(state=state)
    if target in FAQ_STEPS[state]:
        STEPS[FaqState(target)](version, leader, city)
        assert version.state == target
    else:
        with pytest.raises(FaqStepNotAllowed):
            STEPS[FaqState(target)](version, leader, city)


def test_approver_is_of_the_city(leader, user_of):
    version = actions.submit_answer(version=draft(leader), by=leader, on=TODAY)
    for role in Role:
        if role in ("city_staff", "city_approver"):
            continue
        with pytest.raises(FaqStepNotAllowed):
            actions.approve_answer(version=version, by=user_of(role), on=TODAY, in_force_from=TODAY)


@pytest.mark.parametrize(("role", "is_city"), [("cc_leader", False), ("general_manager", False), ("city_staff", True)])
def test_database_refuses_an_approver_who_is_not_of_the_city(leader, user_of, role, is_city):
    version = actions.submit_answer(version=draft(leader), by=leader, on=TODAY)
    change = {
        "state": FaqState.APPROVED,
        "approved_by": user_of(role),
        "approved_on": TODAY,
        "in_force_from": TODAY,
    }
    rows = FaqVersion.objects.filter(pk=version.pk)
    if is_city:
        assert rows.update(**change) == 1
    else:
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            rows.update(**change)
        assert refused_by(error) == "faqversion_is_approved_by_the_city"


def test_author_does_not_approve(masters, city, user_of):
    other = user_of("city_approver")
    version = actions.submit_answer(version=draft(city), by=other, on=TODAY)
    for person in (city, other):
        with pytest.raises(FaqStepNotAllowed, match="作成した人と提出した人"):
            actions.approve_answer(version=version, by=person, on=TODAY, in_force_from=TODAY)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        FaqVersion.objects.filter(pk=version.pk).update(
            state=FaqState.APPROVED, approved_by=city, approved_on=TODAY, in_force_from=TODAY
        )
    assert refused_by(error) == "faqversion_is_not_approved_by_its_author"


def test_next_version_ends_the_one_before(leader, city):
    first = approved(leader, city)
    second = approved(leader, city, entry=first.entry, since=TODAY + 10 * DAY, answer="新しい答え。")
    first.refresh_from_db()
    assert first.in_force_until == TODAY + 10 * DAY
    assert FaqVersion.objects.in_force(TODAY + 9 * DAY).get() == first
    assert FaqVersion.objects.in_force(TODAY + 10 * DAY).get() == second
    assert (first.phase(TODAY), first.phase(TODAY + 10 * DAY)) == (FaqPhase.IN_FORCE, FaqPhase.ENDED)


def test_correction_holds_until_what_was_planned_begins(leader, city):
    first = approved(leader, city)
    planned = approved(leader, city, entry=first.entry, since=TODAY + 10 * DAY)
    correction = approved(leader, city, entry=first.entry, since=TODAY)
    days = [TODAY + n * DAY for n in range(20)]
    in_force = [FaqVersion.objects.in_force(day).get().pk for day in days]
    assert in_force == [correction.pk] * 10 + [planned.pk] * 10
    first.refresh_from_db()
    assert first.in_force_until == first.in_force_from
    assert first.phase(TODAY) == FaqPhase.ENDED


def test_database_keeps_one_version_in_force_per_day(leader, city):
    first = approved(leader, city)
    second = actions.submit_answer(version=draft(leader, entry=first.entry), by=leader, on=TODAY)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        FaqVersion.objects.filter(pk=second.pk).update(
            state=FaqState.APPROVED, approved_by=city, approved_on=TODAY, in_force_from=TODAY
        )
    assert refused_by(error) == "faqversion_one_in_force_per_day"


@pytest.mark.parametrize(
    "change", [{"answer": "別の答え"}, {"approved_on": TODAY + DAY}, {"in_force_from": TODAY - DAY}, {"state": "draft"}]
)
def test_approved_version_stays_as_it_is(leader, city, change):
    version = approved(leader, city)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        FaqVersion.objects.filter(pk=version.pk).update(**change)
    assert refused_by(error) == "faqversion_approved_stays"


def test_end_is_not_before_the_beginning(leader, city):
    version = approved(leader, city)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        FaqVersion.objects.filter(pk=version.pk).update(in_force_until=TODAY - DAY)
    assert refused_by(error) == "faqversion_ends_after_it_begins"


def test_end_only_comes_earlier(leader, city):
    version = approved(leader, city)
    rows = FaqVersion.objects.filter(pk=version.pk)
    assert rows.update(in_force_until=TODAY + 5 * DAY) == rows.update(in_force_until=TODAY + 3 * DAY) == 1
    for later in (TODAY + 4 * DAY, None):
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            rows.update(in_force_until=later)


def test_no_version_is_deleted(leader):
    version = draft(leader)
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        FaqVersion.objects.filter(pk=version.pk).delete()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"number": 2}, "faqversion_change_is_described"),
        ({"number": 0}, "faqversion_change_is_described"),
        ({"question": ""}, "faqversion_is_complete"),
        ({"answer": ""}, "faqversion_is_complete"),
        ({"source": ""}, "faqversion_is_complete"),
        ({"source_on": TODAY + DAY}, "faqversion_source_is_not_of_the_future"),
        ({"submitted_on": TODAY}, "faqversion_submission_has_day_and_person"),
        ({"state": FaqState.WAITING}, "faqversion_submission_has_day_and_person"),
        ({"in_force_from": TODAY}, "faqversion_approval_has_day_and_person"),
    ],
)
def test_what_a_version_never_is(leader, change, rule):
    version = draft(leader)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        FaqVersion.objects.filter(pk=version.pk).update(**change)
    assert refused_by(error) == rule


def test_one_open_version_per_entry(leader, city):
    first = approved(leader, city)
    draft(leader, entry=first.entry)
    with pytest.raises(FaqStepNotAllowed, match="下書きか承認待ち"):
        draft(leader, entry=first.entry)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        FaqVersion.objects.create(
            entry=first.entry, number=3, change_note="改めた。", author=leader, written_on=TODAY, **WORDS
        )
    assert refused_by(error) == "faqversion_one_is_open_per_entry"


def test_city_ends_an_answer(leader, city):
    version = approved(leader, city)
    entry = actions.retire_entry(entry=version.entry, by=city, on=TODAY + DAY, reason="制度が終わった。")
    assert FaqVersion.objects.in_force(TODAY).count() == 1
    assert FaqVersion.objects.in_force(TODAY + DAY).count() == 0
    for again in (
        lambda: actions.retire_entry(entry=entry, by=city, on=TODAY, reason="再び"),
        lambda: actions.retire_entry(entry=entry, by=leader, on=TODAY, reason="受託者"),
        lambda: draft(leader, entry=entry),
    ):
        with pytest.raises(FaqStepNotAllowed):
            again()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"is_active": False}, "faqentry_retirement_is_whole"),
        ({"retired_on": TODAY}, "faqentry_retirement_is_whole"),
        ({"source_checked_on": TODAY}, "faqentry_check_has_day_and_person"),
        ({"source_changed_on": TODAY}, "faqentry_source_change_is_described"),
    ],
)
def test_what_an_entry_never_is(leader, change, rule):
    entry = draft(leader).entry
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        FaqEntry.objects.filter(pk=entry.pk).update(**change)
    assert refused_by(error) == rule


def test_operators_see_what_is_in_force_only(leader, city, user_of):
    operator = user_of("operator")
    used = approved(leader, city)
    draft(leader, question="書きかけ")
    approved(leader, city, since=TODAY + DAY, question="来月から")
    assert list(FaqEntry.objects.for_user(operator, TODAY)) == [used.entry]
    assert FaqEntry.objects.for_user(leader, TODAY).count() == 3


def proposal_of(operator, **fields):
    values = {"text": "口座の変更の答えがほしい。", "inquiry": None, "entry": None} | fields
    return actions.propose_answer(by=operator, at=NOW, submission_key=uuid4(), values=values)[0]


def test_proposal_is_adopted_with_the_version_made_of_it(leader, operator):
    proposal = proposal_of(operator, inquiry=make_inquiry(operator))
    version, _ = actions.write_answer(
        by=leader,
        at=NOW,
        submission_key=uuid4(),
        values=WORDS,
        category=InquiryCategory.objects.get(code="account"),
        proposal=proposal,
    )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.version, proposal.decided_by) == (ProposalState.ADOPTED, version, leader)


def test_decided_proposal_is_not_decided_again(leader, operator):
    proposal = actions.decline_proposal(proposal=proposal_of(operator), by=leader, at=NOW, reason="すでにある。")
    with pytest.raises(FaqStepNotAllowed):
        actions.decline_proposal(proposal=proposal, by=leader, at=NOW, reason="再び")
    with pytest.raises(FaqStepNotAllowed):
        actions.write_answer(
            by=leader,
            at=NOW,
            submission_key=uuid4(),
            values=WORDS,
            category=InquiryCategory.objects.get(code="account"),
            proposal=proposal,
        )
    assert not FaqVersion.objects.exists()


@pytest.mark.parametrize(
    "change",
    [{"state": "declined"}, {"state": "adopted"}, {"reason": "理由だけ"}, {"text": ""}],
)
def test_what_a_proposal_never_is(operator, change):
    proposal = proposal_of(operator)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        FaqProposal.objects.filter(pk=proposal.pk).update(**change)
    assert refused_by(error).startswith("faqproposal_")


def test_approval_settles_a_change_of_the_source(leader, city):
    version = approved(leader, city)
    actions.check_source(entry=version.entry, by=leader, on=TODAY, change="手数料が変わった。")
    approved(leader, city, entry=version.entry, answer="新しい手数料。")
    version.entry.refresh_from_db()
    assert (version.entry.source_changed_on, version.entry.source_change) == (None, "")


@pytest.mark.django_db(transaction=True)
def test_two_leaders_writing_at_once_make_one_version(leader, city):
    entry = approved(leader, city).entry
    results = at_once([lambda: draft(leader, entry=entry)] * 6)
    assert len([result for result in results if isinstance(result, FaqVersion)]) == 1
    assert all(isinstance(result, FaqVersion | FaqStepNotAllowed) for result in results)
    assert entry.versions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_approvals_at_once_leave_one_version_a_day(leader, city):
    versions = []
    entry = approved(leader, city).entry
    for _ in range(3):
        version = actions.submit_answer(version=draft(leader, entry=entry), by=leader, on=TODAY)
        results = at_once(
            [lambda version=version: actions.approve_answer(version=version, by=city, on=TODAY, in_force_from=TODAY)]
            * 4
        )
        versions += [result for result in results if isinstance(result, FaqVersion)]
        assert all(isinstance(result, FaqVersion | FaqStepNotAllowed) for result in results)
    assert len(versions) == 3
    assert FaqVersion.objects.in_force(TODAY).get() == versions[-1]
    assert FaqVersion.objects.in_force(date(2030, 1, 1)).get() == versions[-1]
