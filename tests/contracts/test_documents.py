"""The register of papers: versions, what the city said to them, which one holds on a day."""

import datetime
import re
import uuid

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts import actions
from apps.contracts.actions import ChangeNotAllowed
from apps.contracts.enums import Decision, DocumentState
from apps.contracts.models import Document, DocumentChangeNotAllowed, DocumentVersion
from apps.contracts.permissions import can_write_document
from apps.core.db import sentence_for, violated
from apps.core.textguard import ForbiddenText
from tests.threads import at_once

from .factories import accepted_version, open_version, submitted_version

JUNE = [datetime.date(2025, 6, day) for day in range(1, 31)]
SECOND, THIRD, FOURTH, TENTH = JUNE[1], JUNE[2], JUNE[3], JUNE[9]
READERS = {"contracts:documents": {}, "contracts:document": {"code": "counter-manual"}}
WRITERS = {Role.GENERAL_MANAGER, Role.CC_LEADER}

pytestmark = pytest.mark.usefixtures("contract")


@pytest.fixture(autouse=True)
def _on_a_tuesday():
    with time_machine.travel("2025-06-10T10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def manager(user_of):
    return user_of(Role.GENERAL_MANAGER)


@pytest.fixture
def approver(user_of):
    return user_of(Role.CITY_APPROVER)


def manual(code="counter-manual"):
    return Document.objects.get(code=code)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page_of(name, code="counter-manual", **arguments):
    return reverse(f"contracts:{name}", kwargs={"code": code, **arguments})


class TestSeeds:
    def test_every_paper_of_the_text_is_there_without_a_version(self):
        clauses = set(Document.objects.values_list("clause", flat=True))
        assert clauses >= {
            "第1-9", "第2-1-(6)", "第2-2-(2)-ア", "第2-2-(4)-キ", "第2-2-(4)-ケ", "第2-2-(6)-③", "第2-2-(7)",
            "第3-2-(5)", "第3-2-(8)", "第3-2-(10)",
        }  # fmt: skip
        assert DocumentVersion.objects.count() == 0
        assert {document.state for document in Document.objects.with_newest_version()} == {DocumentState.MISSING}

    def test_loading_again_changes_nothing(self):
        Document.objects.filter(code="penalties").update(title="罰則規程")
        before = Document.objects.count()
        call_command("load_contract", verbosity=0)
        assert Document.objects.count() == before
        assert manual("penalties").title == "罰則規程"

    def test_manuals_ask_for_training_and_notices_for_reading(self):
        assert set(Document.objects.filter(needs_training=True).values_list("code", flat=True)) == {
            "counter-manual", "reservation-manual", "inquiry-manual",
        }  # fmt: skip
        assert set(Document.objects.filter(needs_reading=True).values_list("code", flat=True)) == {
            "incident-plan", "penalties",
        }  # fmt: skip


class TestConstraints:
    def refused_by(self, version):
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            version.save(force_insert=True)
        sentence = sentence_for(DocumentVersion, error.value)
        assert sentence
        with pytest.raises(ValidationError) as refusal:
            version.full_clean()
        assert sentence in refusal.value.messages
        return violated(error.value)

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"number": 0}, "numbers_begin_at_one"),
            ({"number": 2, "replaces_reason": ""}, "replacement_has_a_reason"),
            ({"prepared_on": datetime.date(1999, 12, 31)}, "is_not_before_2000"),
            ({"submitted_by": None}, "submission_has_day_and_person"),
            ({"submitted_on": SECOND - datetime.timedelta(days=1)}, "submission_follows_preparation"),
            ({"decided_on": None}, "decision_has_day_and_person"),
            ({"decided_by": None}, "decision_has_day_and_person"),
            ({"decision": ""}, "decision_has_day_and_person"),
            ({"decided_on": SECOND}, "decision_follows_submission"),
            ({"submitted_on": None, "submitted_by": None}, "decision_follows_submission"),
            ({"decision": Decision.RETURNED, "in_force_from": None}, "return_has_a_comment"),
            ({"decision": Decision.RETURNED, "comment": "直す"}, "is_in_force_only_when_accepted"),
            ({"in_force_from": None}, "is_in_force_only_when_accepted"),
            ({"in_force_from": THIRD}, "begins_after_its_decision"),
        ],
    )
    def test_a_version_that_cannot_be_is_refused(self, manager, approver, fields, name):
        row = {
            "document": manual(),
            "number": 1,
            "prepared_on": SECOND,
            "location": "書棚1",
            "submitted_on": THIRD,
            "submitted_by": manager,
            "decided_on": FOURTH,
            "decided_by": approver,
            "decision": Decision.ACCEPTED,
            "in_force_from": FOURTH,
        }
        assert self.refused_by(DocumentVersion(**(row | fields))) == f"documentversion_{name}"
        DocumentVersion(**row).save()

    def test_nobody_decides_what_he_submitted(self, manager):
        version = submitted_version(manual(), by=manager)
        version.decided_by, version.decided_on = manager, FOURTH
        version.decision, version.in_force_from = Decision.ACCEPTED, FOURTH
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            version.save()
        assert violated(error.value) == "documentversion_is_not_decided_by_its_submitter"

    def test_two_versions_are_not_open_at_once(self, manager):
        open_version(manual())
        second = DocumentVersion(
            document=manual(), number=2, prepared_on=SECOND, location="書棚1", replaces_reason="改定"
        )
        assert self.refused_by(second) == "documentversion_one_is_open_per_document"
        open_version(manual("penalties"))

    def test_two_versions_do_not_begin_on_one_day(self, manager, approver):
        first = accepted_version(manual(), TENTH, manager, approver)
        second = DocumentVersion(
            document=first.document,
            number=2,
            prepared_on=SECOND,
            location="書棚1",
            replaces_reason="改定",
            submitted_on=THIRD,
            submitted_by=manager,
            decided_on=FOURTH,
            decided_by=approver,
            decision=Decision.ACCEPTED,
            in_force_from=TENTH,
        )
        assert self.refused_by(second) == "documentversion_one_begins_on_a_day"

    def test_where_the_paper_is_holds_no_my_number(self):
        with pytest.raises(ForbiddenText):
            open_version(manual(), location="123456789018")


class TestVersionInForce:
    def test_it_is_the_accepted_one_that_began_last(self, manager, approver):
        first = accepted_version(manual(), FOURTH, manager, approver)
        second = accepted_version(manual(), TENTH, manager, approver)
        submitted_version(manual(), by=manager)
        in_force = {
            day: list(DocumentVersion.objects.in_force(day))
            for day in (THIRD, FOURTH, TENTH - datetime.timedelta(days=1), TENTH, JUNE[-1])
        }
        assert list(in_force.values()) == [[], [first], [first], [second], [second]]

    def test_a_returned_version_never_holds(self, manager, approver):
        version = submitted_version(manual(), by=manager)
        actions.return_version(version, on=FOURTH, comment="手順を直してください。", by=approver)
        assert not DocumentVersion.objects.in_force(JUNE[-1]).exists()

    def test_narrowing_to_some_documents_does_not_change_which_version_holds(self, manager, approver):
        accepted_version(manual(), FOURTH, manager, approver)
        newest = accepted_version(manual(), TENTH, manager, approver)
        rows = DocumentVersion.objects.filter(location__contains="書棚").in_force(TENTH)
        assert list(rows) == [newest]

    def test_documents_bring_it_with_two_queries(self, manager, approver, django_assert_num_queries):
        accepted_version(manual(), FOURTH, manager, approver)
        for code in ("counter-manual", "penalties", "inquiry-manual"):
            accepted_version(manual(code), TENTH, manager, approver)
        with django_assert_num_queries(2):
            found = {
                document.code: document.version_in_force and document.version_in_force.number
                for document in Document.objects.with_version_in_force(TENTH)
            }
        assert found["counter-manual"] == 2
        assert found["penalties"] == 1
        assert found["business-plan"] is None


STEPS = {
    "submit": lambda version, person: version.submit(by=person, on=THIRD),
    "accept": lambda version, person: version.accept(by=person, on=FOURTH, in_force_from=FOURTH),
    "send_back": lambda version, person: version.send_back(by=person, on=FOURTH, comment="直す"),
    "require_unsubmitted": lambda version, person: version.require_unsubmitted(),
}
ALLOWED = {
    DocumentState.PREPARED: {"submit", "require_unsubmitted"},
    DocumentState.SUBMITTED: {"accept", "send_back"},
    DocumentState.ACCEPTED: set(),
    DocumentState.RETURNED: set(),
}


class TestSteps:
    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("state", ALLOWED)
    def test_each_step_is_taken_from_its_own_state_only(self, manager, approver, state, step):
        version = DocumentVersion(document=manual(), number=1, prepared_on=SECOND, location="書棚1")
        if state != DocumentState.PREPARED:
            version.submit(by=manager, on=THIRD)
        if state == DocumentState.ACCEPTED:
            version.accept(by=approver, on=FOURTH, in_force_from=FOURTH)
        elif state == DocumentState.RETURNED:
            version.send_back(by=approver, on=FOURTH, comment="直す")
        assert version.state == state
        if step in ALLOWED[state]:
            STEPS[step](version, approver)
        else:
            with pytest.raises(DocumentChangeNotAllowed):
                STEPS[step](version, approver)
            assert version.state == state

    @pytest.mark.parametrize("step", ["accept", "send_back"])
    def test_the_submitter_does_not_decide(self, manager, step):
        version = submitted_version(manual(), by=manager)
        with pytest.raises(DocumentChangeNotAllowed, match="本人"):
            STEPS[step](version, manager)

    @pytest.mark.parametrize(
        ("state", "actor"),
        [
            (DocumentState.MISSING, "受託者"),
            (DocumentState.PREPARED, "受託者"),
            (DocumentState.SUBMITTED, "市"),
            (DocumentState.RETURNED, "受託者"),
            (DocumentState.ACCEPTED, ""),
        ],
    )
    def test_somebody_acts_next_until_it_is_accepted(self, state, actor):
        assert state.next_actor == actor


class TestActions:
    def prepare(self, manager, **fields):
        values = {
            "key": uuid.uuid4(),
            "document": manual(),
            "prepared_on": SECOND,
            "replaces_reason": "",
            "location": "書棚1",
            "link": "",
        }
        return actions.prepare_version(**(values | fields), by=manager)

    def test_the_same_form_makes_one_version(self, manager):
        key = uuid.uuid4()
        assert self.prepare(manager, key=key) == self.prepare(manager, key=key)
        assert DocumentVersion.objects.count() == 1

    def test_the_next_version_needs_the_decision_and_a_reason(self, manager, approver):
        first = self.prepare(manager)
        with pytest.raises(ChangeNotAllowed, match="第1版がまだ決定していません"):
            self.prepare(manager, replaces_reason="改定")
        actions.submit_version(first, on=THIRD, by=manager)
        actions.accept_version(first, on=FOURTH, in_force_from=FOURTH, comment="", by=approver)
        with pytest.raises(ChangeNotAllowed) as refusal:
            self.prepare(manager)
        assert refusal.value.argument == "replaces_reason"
        assert self.prepare(manager, replaces_reason="改定").number == 2

    def test_a_version_begins_after_the_one_before(self, manager, approver):
        accepted_version(manual(), TENTH, manager, approver)
        second = submitted_version(manual(), by=manager)
        for day in (FOURTH, TENTH):
            with pytest.raises(ChangeNotAllowed) as refusal:
                actions.accept_version(second, on=FOURTH, in_force_from=day, comment="", by=approver)
            assert refusal.value.argument == "in_force_from"
        accepted = actions.accept_version(second, on=FOURTH, in_force_from=JUNE[10], comment="", by=approver)
        assert accepted.state == DocumentState.ACCEPTED

    def test_the_history_says_who_did_what(self, manager, approver):
        version = self.prepare(manager)
        actions.submit_version(version, on=THIRD, by=manager)
        actions.accept_version(version, on=FOURTH, in_force_from=TENTH, comment="", by=approver)
        reasons = [
            (event.pgh_context.metadata["reason"], event.pgh_context.metadata["user"])
            for event in version.events.select_related("pgh_context").order_by("pgh_id")
        ]
        assert reasons == [
            ("文書の版の登録", manager.pk), ("文書の提出", manager.pk), ("文書の承諾", approver.pk),
        ]  # fmt: skip

    def test_a_withdrawn_version_leaves_its_number_free_and_its_history(self, manager):
        version = self.prepare(manager)
        actions.withdraw_version(version, reason="作り直し", by=manager)
        with pytest.raises(DocumentChangeNotAllowed, match="取り消されています"):
            actions.submit_version(version, on=THIRD, by=manager)
        assert self.prepare(manager).number == 1
        assert DocumentVersion.events.rel.related_model.objects.filter(pgh_label="delete").count() == 1


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_two_people_register_one_version(self, manager):
        document = manual()

        def prepare():
            return actions.prepare_version(
                key=uuid.uuid4(),
                document=document,
                prepared_on=SECOND,
                replaces_reason="",
                location="書棚1",
                link="",
                by=manager,
            )

        results = at_once([prepare, prepare])
        assert sorted(type(result).__name__ for result in results) == ["ChangeNotAllowed", "DocumentVersion"]

    def test_a_version_is_not_both_accepted_and_returned(self, manager, approver):
        version = submitted_version(manual(), by=manager)
        results = at_once(
            [
                lambda: actions.accept_version(version, on=FOURTH, in_force_from=TENTH, comment="", by=approver),
                lambda: actions.return_version(version, on=FOURTH, comment="直す", by=approver),
            ]
        )
        assert sorted(type(result).__name__ for result in results) == ["DocumentChangeNotAllowed", "DocumentVersion"]


class TestWhoMayRead:
    @pytest.mark.parametrize("role", Role.values)
    def test_every_role_reads_the_register(self, client_of, role):
        client = client_of(role)
        for name, arguments in READERS.items():
            assert client.get(reverse(name, kwargs=arguments)).status_code == 200

    def test_nobody_reads_without_signing_in(self, client):
        for name, arguments in READERS.items():
            assert client.get(reverse(name, kwargs=arguments)).status_code in {302, 403}

    def test_an_unknown_document_or_version_is_not_found(self, client_of):
        client = client_of(Role.GENERAL_MANAGER)
        assert client.get(page_of("document", "no-such-paper")).status_code == 404
        assert client.get(page_of("version_submit", number=1)).status_code == 404


class TestWhoMayWrite:
    @pytest.mark.parametrize("role", Role.values)
    def test_the_contractors_leaders_prepare_and_submit(self, client_of, role):
        version = open_version(manual("reservation-manual"))
        client = client_of(role)
        for name in ("version_submit", "version_withdraw"):
            status = client.get(page_of(name, "reservation-manual", number=version.number)).status_code
            assert status == (200 if role in WRITERS else 403)
        assert client.get(page_of("version_create", "penalties")).status_code == (200 if role in WRITERS else 403)

    @pytest.mark.parametrize("role", Role.values)
    def test_the_approver_of_the_city_decides(self, client_of, manager, role):
        version = submitted_version(manual(), by=manager)
        status = client_of(role).get(page_of("version_decide", number=version.number)).status_code
        assert status == (200 if role == Role.CITY_APPROVER else 403)

    def test_the_leader_of_the_call_centre_writes_no_paper_of_the_counters(self, client_of):
        client = client_of(Role.CC_LEADER)
        assert client.get(page_of("version_create")).status_code == 403
        assert client.post(page_of("version_create"), {}).status_code == 403
        assert "第1版を登録する" not in text_of(client.get(page_of("document")))
        assert "第1版を登録する" in text_of(client.get(page_of("document", "inquiry-manual")))

    @pytest.mark.parametrize(
        ("role", "code", "may_write"),
        [
            (Role.GENERAL_MANAGER, "counter-manual", True),
            (Role.GENERAL_MANAGER, "inquiry-manual", True),
            (Role.CC_LEADER, "inquiry-manual", True),
            (Role.CC_LEADER, "penalties", True),
            (Role.CC_LEADER, "counter-manual", False),
            (Role.CITY_APPROVER, "penalties", False),
            (Role.OPERATOR, "inquiry-manual", False),
        ],
    )
    def test_who_writes_which_paper(self, user_of, role, code, may_write):
        assert can_write_document(user_of(role), manual(code)) is may_write


class TestPages:
    def test_a_paper_goes_from_nothing_to_a_version_in_force(self, client_of):
        contractor, city = client_of(Role.GENERAL_MANAGER), client_of(Role.CITY_APPROVER)
        address = page_of("version_create")
        form = contractor.get(address).context["form"]
        assert "replaces_reason" not in form.fields
        posted = {"prepared_on": "2025-06-02", "location": "事務所 書棚1", "link": "https://example.test/manual"}
        posted["submission_key"] = form["submission_key"].value()
        assert contractor.post(address, posted).status_code == 302
        assert "未提出" in text_of(contractor.get(page_of("document")))

        contractor.post(page_of("version_submit", number=1), {"submitted_on": "2025-06-03"})
        listed = text_of(city.get(reverse("contracts:documents")))
        assert "● 提出 第1版 市" in listed

        decision = {"decision": "accepted", "decided_on": "2025-06-04", "in_force_from": "2025-06-11"}
        city.post(page_of("version_decide", number=1), decision)
        shown = text_of(city.get(page_of("document")))
        assert "第1版 ✓ 承諾 2025/6/2 2025/6/3 統括責任者1 2025/6/4 市の承認者2 2025/6/11" in shown
        assert "適用中の版 なし" in shown
        with time_machine.travel("2025-06-11T00:00:00+09:00", tick=False):
            page = client_of(Role.CITY_STAFF).get(page_of("document"))
            assert "適用中の版 第1版（2025年6月11日（水）から）" in text_of(page)

    def test_a_returned_version_is_followed_by_the_next_with_its_reason(self, client_of, manager):
        submitted_version(manual(), by=manager)
        city, contractor = client_of(Role.CITY_APPROVER), client_of(Role.GENERAL_MANAGER)
        answer = city.post(page_of("version_decide", number=1), {"decision": "returned", "decided_on": "2025-06-04"})
        assert "差し戻すときは、理由を入力してください。" in text_of(answer)
        city.post(
            page_of("version_decide", number=1),
            {"decision": "returned", "decided_on": "2025-06-04", "comment": "手順の図を加えてください。"},
        )
        assert "手順の図を加えてください。" in text_of(contractor.get(page_of("document")))
        address = page_of("version_create")
        posted = {"prepared_on": "2025-06-05", "location": "書棚1", "submission_key": str(uuid.uuid4())}
        assert contractor.post(address, posted).context["form"].errors["replaces_reason"]
        contractor.post(address, posted | {"replaces_reason": "図を加えた"})
        assert manual().versions.get(number=2).replaces_reason == "図を加えた"

    @pytest.mark.parametrize(
        ("posted", "field"),
        [
            ({"decision": "accepted", "decided_on": "2025-06-04"}, "in_force_from"),
            ({"decision": "accepted", "decided_on": "2025-06-04", "in_force_from": "2025-06-03"}, "in_force_from"),
            ({"decision": "accepted", "decided_on": "2025-06-11", "in_force_from": "2025-06-12"}, "decided_on"),
            ({"decision": "accepted", "decided_on": "2025-06-02", "in_force_from": "2025-06-12"}, "decided_on"),
            ({"decision": "returned", "decided_on": "2025-06-04", "comment": "否", "in_force_from": "2025-06-05"},
             "in_force_from"),
            ({"decided_on": "2025-06-04"}, "decision"),
            ({"decision": "returned", "decided_on": "2025-06-04", "comment": "123456789018"}, "comment"),
        ],
    )  # fmt: skip
    def test_a_wrong_decision_comes_back_beside_its_field(self, client_of, manager, posted, field):
        version = submitted_version(manual(), by=manager)
        response = client_of(Role.CITY_APPROVER).post(page_of("version_decide", number=1), posted)
        assert field in response.context["form"].errors
        version.refresh_from_db()
        assert version.state == DocumentState.SUBMITTED

    def test_a_decision_on_a_page_that_has_aged_is_refused(self, client_of, manager, approver):
        accepted_version(manual(), TENTH, manager, approver)
        response = client_of(Role.CITY_APPROVER).post(
            page_of("version_decide", number=1), {"decision": "returned", "decided_on": "2025-06-09", "comment": "否"}
        )
        assert "提出されている版だけを" in text_of(response)

    def test_a_version_is_not_submitted_before_it_was_prepared_or_in_the_future(self, client_of):
        version = open_version(manual())
        client = client_of(Role.GENERAL_MANAGER)
        for day in ("2025-06-01", "2025-06-11"):
            response = client.post(page_of("version_submit", number=1), {"submitted_on": day})
            assert response.context["form"].errors["submitted_on"]
        version.refresh_from_db()
        assert version.state == DocumentState.PREPARED

    def test_an_unsubmitted_version_is_withdrawn_and_a_submitted_one_is_not(self, client_of, manager):
        open_version(manual())
        client = client_of(Role.GENERAL_MANAGER)
        client.post(page_of("version_withdraw", number=1), {"reason": "作り直し"})
        assert not manual().versions.exists()
        submitted_version(manual(), by=manager)
        response = client.post(page_of("version_withdraw", number=1), {"reason": "作り直し"})
        assert "すでに提出されています" in text_of(response)
        assert manual().versions.exists()

    def test_a_link_leads_to_a_web_page_only(self, client_of):
        posted = {"prepared_on": "2025-06-02", "location": "書棚1", "submission_key": str(uuid.uuid4())}
        response = client_of(Role.GENERAL_MANAGER).post(
            page_of("version_create"), posted | {"link": "javascript:alert(1)"}
        )
        assert response.context["form"].errors["link"]

    def test_the_list_takes_the_same_queries_with_many_versions(
        self, client_of, manager, approver, django_assert_max_num_queries
    ):
        client = client_of(Role.CITY_STAFF)
        with django_assert_max_num_queries(100) as few:
            client.get(reverse("contracts:documents"))
        for code in ("counter-manual", "reservation-manual", "penalties"):
            for day in (FOURTH, TENTH):
                accepted_version(manual(code), day, manager, approver)
        with django_assert_max_num_queries(len(few)):
            client.get(reverse("contracts:documents"))
        address = page_of("document")
        with django_assert_max_num_queries(100) as two:
            client.get(address)
        for day in JUNE[10:20]:
            accepted_version(manual(), day, manager, approver)
        with django_assert_max_num_queries(len(two)):
            client.get(address)
