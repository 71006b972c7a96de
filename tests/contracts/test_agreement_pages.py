"""The pages of the points to agree: who writes what, until the decision."""

import datetime
import re
import threading
import uuid

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import reverse

from apps.contracts.models import Agreement

from .factories import decided

pytestmark = pytest.mark.usefixtures("contract")


@pytest.fixture(autouse=True)
def _on_the_first_day():
    with time_machine.travel(datetime.datetime(2025, 6, 2, 1, 0, tzinfo=datetime.UTC), tick=False):
        yield


def text_of(response):
    """What a person reads, without tags and extra blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def errors_beside(response, field):
    return response.context["form"].errors.get(field, [])


class TestAgreementPages:
    address = "/contract/agreements/C8/"

    def test_the_list_is_filtered_by_state(self, client_of):
        decided("C8")
        client = client_of("city_staff")
        page = text_of(client.get(reverse("contracts:agreements"), {"state": "decided"}))
        assert "C8 常設サポート窓口の年末年始" in page
        assert "C9 運営開始日が日曜日" not in page
        assert "決定 1件" in page
        assert "C9 運営開始日が日曜日" in text_of(client.get(reverse("contracts:agreements"), {"state": "nonsense"}))

    def test_the_manager_records_question_and_answer_but_no_decision(self, client_of):
        data = {
            "asked_on": "2025-05-01",
            "answered_on": "2025-05-10",
            "answer": "休みでよい。",
            "decided_on": "2025-05-20",
            "decision": "休みとする。",
        }
        assert client_of("general_manager").post(self.address, data).status_code == 302
        agreement = Agreement.objects.get(code="C8")
        assert (agreement.state, agreement.answer, agreement.decision) == ("answered", "休みでよい。", "")

    def test_the_approver_records_the_decision(self, client_of):
        data = {"asked_on": "2025-05-01", "decided_on": "2025-05-20", "decision": "休みとする。"}
        client = client_of("city_approver")
        assert client.post(self.address, data).status_code == 302
        assert "✓ 決定" in text_of(client.get(self.address))

    def test_the_manager_does_not_touch_a_decided_point(self, client_of):
        decided("C8")
        client = client_of("general_manager")
        assert "data-save" not in client.get(self.address).content.decode()
        assert client.post(self.address, {"answer": "違う"}).status_code == 403
        assert Agreement.objects.get(code="C8").answer == ""

    @pytest.mark.django_db(transaction=True)
    def test_an_answer_posted_while_the_city_decides_waits_and_takes_nothing_back(self, client_of):
        """The decision is written but not committed when the manager's post arrives."""
        manager = client_of("general_manager")
        written, posting, statuses = threading.Event(), threading.Event(), []

        def post():
            try:
                assert written.wait(60)
                posting.set()
                statuses.append(manager.post(self.address, {"asked_on": "2025-05-01"}).status_code)
            finally:
                connection.close()

        thread = threading.Thread(target=post)
        thread.start()
        with transaction.atomic():
            decided("C8")
            written.set()
            assert posting.wait(60)
            thread.join(0.5)
            assert statuses == []
        thread.join(60)
        assert statuses == [403]
        assert Agreement.objects.get(code="C8").decision == "承諾する。"

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"answered_on": "2025-05-10"}, "asked_on"),
            ({"asked_on": "2025-05-10", "answered_on": "2025-05-01"}, "answered_on"),
            ({"decided_on": "2025-05-10"}, "decision"),
            ({"decision": "休みとする。"}, "decided_on"),
            ({"asked_on": "2025-05-10", "decided_on": "2025-05-01", "decision": "休みとする。"}, "decided_on"),
            ({"asked_on": "2025-06-03"}, "asked_on"),
            ({"asked_on": "1999-12-31"}, "asked_on"),
            ({"asked_on": "2025-05-10", "answered_on": "2025-06-03"}, "answered_on"),
            ({"decided_on": "2030-11-20", "decision": "休みとする。"}, "decided_on"),
            ({"decided_on": "0001-01-01", "decision": "休みとする。"}, "decided_on"),
            ({"answer": "123456789018"}, "answer"),
            ({"link": "javascript:alert(1)"}, "link"),
        ],
    )
    def test_a_wrong_entry_comes_back_filled_with_the_sentence_beside_it(self, client_of, data, field):
        response = client_of("city_approver").post(self.address, data | {"document": "会議録第3号"})
        assert response.status_code == 200
        assert errors_beside(response, field)
        assert response.context["form"]["document"].value() == "会議録第3号"
        assert Agreement.objects.get(code="C8").document == ""

    def test_text_that_looks_personal_is_saved_once_confirmed(self, client_of):
        client = client_of("city_approver")
        data = {"asked_on": "2025-05-01", "answer": "担当は090-1234-5678へ"}
        response = client.post(self.address, data)
        assert errors_beside(response, "answer")
        assert client.post(self.address, data | {"confirmed_text": "on"}).status_code == 302

    def test_the_page_lists_what_the_agreement_decides(self, client_of):
        page = text_of(client_of("city_staff").get(self.address))
        assert "川越市民サービスステーションの開設時間" in page
        assert "年末年始の最初の日" in page

    def test_a_new_point_gets_the_next_number(self, client_of):
        key = uuid.uuid4()
        data = {"submission_key": key, "title": "臨時の休業", "place": "第2-2-(1)", "question": "休業してよいか。"}
        client = client_of("general_manager")
        for _ in range(2):
            response = client.post(reverse("contracts:agreement_create"), data)
            assert response["Location"] == "/contract/agreements/C33/"
        assert Agreement.objects.filter(title="臨時の休業").count() == 1

    def test_an_unknown_point_is_not_found(self, client_of):
        assert client_of("city_staff").get("/contract/agreements/C31/").status_code == 404
