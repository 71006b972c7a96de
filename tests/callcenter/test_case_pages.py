"""The pages of escalations, call-backs, mistakes and emergencies: who sees and does what, live, guarded, once."""

import re

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import AccessKind
from apps.accounts.models import AccessEvent
from apps.callcenter import actions
from apps.callcenter.enums import CallbackState, EscalationState
from apps.callcenter.models import (
    Callback,
    CallbackAttempt,
    CallbackClaim,
    Emergency,
    EmergencyTick,
    Escalation,
    Misguidance,
)

from .case_factories import MORNING, NAME, PHONE, alarm, mistake, pending, promise, send_up_to, transferred

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]

HTMX = {"HX-Request": "true"}
PHONE_IN_TEXT = "折り返しは090-1234-5678までとのこと"


@pytest.fixture(autouse=True)
def _half_past_nine():
    with time_machine.travel(MORNING.replace(minute=30), tick=False):
        yield


@pytest.fixture
def city(client_of):
    return client_of("city_staff")


@pytest.fixture
def desk(client_of):
    return client_of("operator")


@pytest.fixture
def leader(client_of):
    return client_of("cc_leader")


@pytest.fixture
def procedures():
    call_command("loaddata", "emergency_procedures", verbosity=0)


def url(name: str, *args: object) -> str:
    return reverse(f"callcenter:{name}", args=args)


def version_on(response) -> str:
    """The version that the page's poll sends along."""
    return re.search(r"[?&;]v=([^\"&]*)", response.content.decode())[1]


class TestEscalations:
    def test_both_sides_see_each_others_step_at_the_next_poll(self, desk, city):
        escalation = send_up_to("sent", desk.user, city.user)
        lists = {client: client.get(url("escalations")) for client in (desk, city)}
        for client, page in lists.items():
            assert client.get(url("escalations"), {"v": version_on(page)}, headers=HTMX).status_code == 204
        assert city.post(url("escalation_take", escalation.pk)).status_code == 303
        changed = desk.get(url("escalations"), {"v": version_on(lists[desk])}, headers=HTMX)
        assert "市が受領" in changed.content.decode()
        assert city.user.display_name in changed.content.decode()
        assert desk.get(url("escalations"), {"v": version_on(changed)}, headers=HTMX).status_code == 204

    def test_list_shows_the_clock_and_what_is_overdue(self, desk, city):
        send_up_to("sent", desk.user, city.user, at=MORNING.replace(day=16))
        page = city.get(url("escalations")).content.decode()
        assert "1080 分" in page  # two whole days of 525 minutes and half an hour of the third
        assert "期限超過" in page

    def test_city_answers_and_the_centre_closes_after_telling(self, desk, city):
        escalation = send_up_to("taken", desk.user, city.user, is_reply_due=True)
        page = url("escalation", escalation.pk)
        version = version_on(desk.get(page))
        assert desk.get(page, {"v": version}, headers=HTMX).status_code == 204
        city.post(url("escalation_answer", escalation.pk), {"answer-text": "2点目は公共料金の領収書で可。"})
        assert "公共料金の領収書" in desk.get(page, {"v": version}, headers=HTMX).content.decode()
        assert "完了にする" not in city.get(page).content.decode()
        refused = desk.post(url("escalation_close", escalation.pk), {})
        assert refused.status_code == 422
        desk.post(url("escalation_close", escalation.pk), {"close-told": "told"})
        closed = Escalation.objects.get()
        assert (closed.state, closed.told, closed.told_by) == ("closed", "told", desk.user)

    def test_words_come_back_where_another_step_was_quicker(self, desk, city, client_of):
        escalation = send_up_to("taken", desk.user, city.user)
        other = client_of("city_approver")
        city.post(url("escalation_answer", escalation.pk), {"answer-text": "領収書で可。"})
        for name, field in (("escalation_answer", "answer-text"), ("escalation_return", "return-text")):
            late = other.post(url(name, escalation.pk), {field: "別の見解を示します。"})
            assert late.status_code == 422
            assert "別の見解を示します。" in late.content.decode()
        answered = other.post(url("escalation_answer", escalation.pk), {"answer-text": "別の見解"}).content.decode()
        assert f"{city.user.display_name}さんが、先に「" in answered

    def test_return_and_sending_again(self, desk, city):
        escalation = send_up_to("taken", desk.user, city.user)
        city.post(url("escalation_return", escalation.pk), {"return-text": "対象の手続きが読み取れません。"})
        assert "対象の手続きが読み取れません" in desk.get(url("escalation", escalation.pk)).content.decode()
        desk.post(url("escalation_resend", escalation.pk), {"resend-text": "更新の手続きです。"})
        assert Escalation.objects.get().state == EscalationState.SENT

    def test_second_officer_reads_who_was_first(self, city, client_of, desk):
        escalation = send_up_to("taken", desk.user, city.user)
        other = client_of("city_approver")
        page = other.post(url("escalation_take", escalation.pk), follow=True).content.decode()
        assert f"{city.user.display_name}さんが、先に「市が受領」を記録しています。" in page
        assert escalation.steps.count() == 2

    @pytest.mark.parametrize(
        ("name", "field", "state"),
        [
            ("escalation_answer", "answer-text", "taken"),
            ("escalation_return", "return-text", "taken"),
            ("escalation_resend", "resend-text", "returned"),
            ("escalation_close", "close-text", "answered"),
        ],
    )
    @pytest.mark.parametrize("text", [PHONE_IN_TEXT, "hanako@example.jp へ", "川越市元町1丁目3番地1の方"])
    def test_personal_data_are_refused_however_often_they_are_sent(self, desk, city, name, field, state, text):
        escalation = send_up_to(state, desk.user, city.user)
        client = desk if name == "escalation_resend" else city
        posted = {field: text, field.replace("text", "confirmed_text"): "on"}
        response = client.post(url(name, escalation.pk), posted)
        assert response.status_code == 422
        assert text in response.content.decode()
        assert Escalation.objects.get().state == state

    def test_an_escalation_names_nobody_and_takes_the_citys_number(self, desk):
        inquiry = transferred(desk.user)
        given = {"escalation-kind": "exception", "escalation-question": PHONE_IN_TEXT}
        refused = desk.post(url("escalation_create", inquiry.pk), given | {"escalation-confirmed_text": "on"})
        assert refused.status_code == 422
        assert "電話番号と思われる数字" in refused.content.decode()
        assert not Escalation.objects.exists()
        given["escalation-question"] = "代理の方の書類が1点のときの扱い"
        for number in ("090-1234-5678", "ab", "R7 0001", "x" * 41):
            response = desk.post(url("escalation_create", inquiry.pk), given | {"escalation-form_number": number})
            assert response.status_code == 422, number
        sent_only = {"escalation-form_sent_at": "2025-06-18T09:10"}
        assert desk.post(url("escalation_create", inquiry.pk), given | sent_only).status_code == 422
        future = {"escalation-form_number": "R7-0001", "escalation-form_sent_at": "2025-06-18T09:31"}
        assert desk.post(url("escalation_create", inquiry.pk), given | future).status_code == 422
        whole = given | {"escalation-form_number": "r7-0001"}
        assert desk.post(url("escalation_create", inquiry.pk), whole).status_code == 303
        escalation = Escalation.objects.get()
        assert (escalation.form_number, escalation.form_sent_at) == ("R7-0001", MORNING.replace(minute=30))

    def test_the_citys_number_is_entered_later_by_the_centre(self, desk, city):
        escalation = send_up_to("sent", desk.user, city.user)
        assert city.post(url("escalation_form", escalation.pk), {"city-form_number": "R7-0009"}).status_code == 403
        assert desk.post(url("escalation_form", escalation.pk), {"city-form_number": ""}).status_code == 422
        assert desk.post(url("escalation_form", escalation.pk), {"city-form_number": "R7-0009"}).status_code == 303
        assert Escalation.objects.get().form_number == "R7-0009"
        again = desk.post(url("escalation_form", escalation.pk), {"city-form_number": "R7-0010"})
        assert again.status_code == 422
        assert "市の電子フォームの受付番号は、すでに記録されています。" in again.content.decode()

    def test_a_number_in_use_is_a_sentence(self, desk, city):
        taken = {"form_number": "R7-0009", "form_sent_at": MORNING}
        send_up_to("sent", desk.user, city.user, **taken)
        other = send_up_to("sent", desk.user, city.user)
        response = desk.post(url("escalation_form", other.pk), {"city-form_number": "R7-0009"})
        assert response.status_code == 422
        assert "ほかのエスカレーションで使われています" in response.content.decode()

    def test_missing_ones_are_listed_and_sent_from_there(self, desk, city):
        inquiry = transferred(desk.user)
        page = desk.get(url("escalations")).content.decode()
        assert inquiry.number in page
        assert url("escalation_create", inquiry.pk) in page
        assert url("escalation_create", inquiry.pk) not in city.get(url("escalations")).content.decode()

    def test_an_operator_has_the_own_ones_and_a_stranger_none(self, desk, city, client_of):
        escalation = send_up_to("taken", desk.user, city.user)
        other = client_of("operator")
        assert str(escalation) not in other.get(url("escalations")).content.decode()
        assert other.get(url("escalation", escalation.pk)).status_code == 404
        assert other.post(url("escalation_resend", escalation.pk), {"resend-text": "補足"}).status_code == 404
        assert other.get(url("escalation_create", transferred(desk.user).pk)).status_code == 404
        for role, status in (
            ("general_manager", 200),
            ("cc_leader", 200),
            ("counter_staff", 403),
            ("site_leader", 403),
        ):
            assert client_of(role).get(url("escalation", escalation.pk)).status_code == status

    def test_city_writes_nothing_of_an_inquiry(self, desk, city):
        inquiry = send_up_to("sent", desk.user, city.user).inquiry
        for name in ("inquiry", "inquiry_note", "escalation_create", "callback_create"):
            assert city.post(url(name, inquiry.pk), {}).status_code == 403

    def test_looks_are_logged_and_polls_are_not(self, desk, city):
        escalation = send_up_to("sent", desk.user, city.user)
        for name, args in (("escalations", []), ("escalation", [escalation.pk])):
            city.get(url(name, *args))
            city.get(url(name, *args), headers=HTMX)
        looks = AccessEvent.objects.filter(user=city.user, kind=AccessKind.VIEW).order_by("pk")
        assert [(look.path, look.target_id) for look in looks] == [
            (url("escalations"), ""),
            (url("escalation", escalation.pk), str(escalation.pk)),
        ]

    def test_list_takes_the_same_queries_for_one_and_for_many(self, desk, city, django_assert_num_queries):
        def grow(number: int) -> None:
            for state in ("sent", "taken", "answered", "returned", "closed"):
                for _ in range(number):
                    send_up_to(state, desk.user, city.user)
            for _ in range(number):
                transferred(desk.user)

        grow(1)
        city.get(url("escalations"))
        with CaptureQueriesContext(connection) as few:
            city.get(url("escalations"))
        grow(6)
        with django_assert_num_queries(len(few)):
            city.get(url("escalations"))


class TestCallbacks:
    def test_list_and_page_are_masked_and_every_look_is_logged(self, desk):
        callback = promise(desk.user)
        for page in (url("callbacks"), url("callback", callback.pk)):
            text = desk.get(page).content.decode()
            assert "川●●●" in text
            assert "090-•••-5678" in text
            assert NAME not in text
            assert PHONE not in text
            assert "090-1234-5678" not in text
        assert AccessEvent.objects.filter(user=desk.user, kind=AccessKind.VIEW).count() == 2

    def test_number_is_shown_to_the_one_who_calls_for_a_reason(self, desk, client_of):
        callback = promise(desk.user)
        refused = desk.post(url("callback_claim", callback.pk), {"claim-reason": ""})
        assert refused.status_code == 422
        assert "090-1234-5678" not in refused.content.decode()
        shown = desk.post(url("callback_claim", callback.pk), {"claim-reason": "折り返しの架電のため"}).content.decode()
        assert NAME in shown
        assert "090-1234-5678" in shown
        look = AccessEvent.objects.get(kind=AccessKind.UNMASK)
        assert (look.user, look.target_id, look.reason) == (desk.user, str(callback.pk), "折り返しの架電のため")
        assert CallbackClaim.objects.get().user == desk.user
        other = client_of("operator")
        denied = other.post(url("callback_claim", callback.pk), {"claim-reason": "折り返しの架電のため"})
        assert denied.status_code == 409
        assert f"{desk.user.display_name}さんが 09:30 から架電しています。" in denied.content.decode()
        assert "090-1234-5678" not in denied.content.decode()
        assert "架電中" in other.get(url("callbacks")).content.decode()

    def test_second_operator_sees_the_claim_at_the_next_poll(self, desk, client_of):
        callback, other = promise(desk.user), client_of("operator")
        before = version_on(other.get(url("callbacks")))
        assert other.get(url("callbacks"), {"v": before}, headers=HTMX).status_code == 204
        actions.claim_callback(callback=callback, by=desk.user, now=MORNING.replace(minute=30))
        assert "架電中" in other.get(url("callbacks"), {"v": before}, headers=HTMX).content.decode()
        desk.post(url("callback_release", callback.pk))
        assert other.get(url("callbacks"), {"v": before}, headers=HTMX).status_code == 204

    def test_reached_is_erased_and_off_the_list(self, desk):
        callback = promise(desk.user)
        desk.post(url("callback_claim", callback.pk), {"claim-reason": "折り返しの架電のため"})
        page = desk.get(url("callback", callback.pk)).content.decode()
        key = re.search(r'name="attempt-submission_key" value="([^"]+)"', page)[1]
        posted = {"attempt-result": "reached", "attempt-submission_key": key}
        for _ in range(3):
            assert desk.post(url("callback_attempt", callback.pk), posted).status_code == 303
        assert CallbackAttempt.objects.count() == 1
        assert Callback.objects.get().erased_at is not None
        assert "消去済み" in desk.get(url("callback", callback.pk)).content.decode()
        assert "川●●●" not in desk.get(url("callbacks")).content.decode()

    def test_promise_from_an_inquiry_saved_without_one(self, desk):
        inquiry = pending(desk.user)
        assert url("callback_create", inquiry.pk) in desk.get(url("callbacks")).content.decode()
        page = desk.get(url("callback_create", inquiry.pk)).content.decode()
        key = re.search(r'name="callback-submission_key" value="([^"]+)"', page)[1]
        given = {
            "callback-submission_key": key,
            "callback-name": "川越 花子",
            "callback-phone": "０９０ー１２３４ー５６７８",
        }
        wrong = desk.post(url("callback_create", inquiry.pk), given | {"callback-phone": "12", "callback-kana": "花"})
        assert wrong.status_code == 422
        assert "川越　花子" in wrong.content.decode() or "川越 花子" in wrong.content.decode()
        past = {"callback-due_at": "2025-06-18T09:29"}
        assert desk.post(url("callback_create", inquiry.pk), given | past).status_code == 422
        for _ in range(20):
            assert desk.post(url("callback_create", inquiry.pk), given).status_code == 303
        assert (Callback.objects.get().name, Callback.objects.get().phone) == (NAME, PHONE)

    def test_end_needs_a_reason_that_names_nobody(self, desk):
        callback = promise(desk.user)
        given = {"end-state": "abandoned", "end-reason": PHONE_IN_TEXT}
        assert desk.post(url("callback_end", callback.pk), given).status_code == 422
        assert desk.post(url("callback_end", callback.pk), given | {"end-reason": "3回とも不通"}).status_code == 303
        assert Callback.objects.get().state == CallbackState.ABANDONED

    def test_city_and_counters_never_see_a_call_back(self, desk, client_of):
        callback = promise(desk.user)
        for role in ("city_staff", "city_approver", "counter_staff", "site_leader", "system_admin"):
            client = client_of(role)
            assert client.get(url("callbacks")).status_code == 403
            assert client.get(url("callback", callback.pk)).status_code == 403
        manager = client_of("general_manager")
        assert manager.get(url("callback", callback.pk)).status_code == 200
        assert manager.post(url("callback_claim", callback.pk), {"claim-reason": "確認"}).status_code == 403

    def test_list_takes_the_same_queries_for_one_and_for_many(self, desk, django_assert_num_queries):
        promise(desk.user)
        pending(desk.user)
        desk.get(url("callbacks"))
        with CaptureQueriesContext(connection) as few:
            desk.get(url("callbacks"))
        for _ in range(12):
            callback = promise(desk.user)
            pending(desk.user)
        actions.claim_callback(callback=callback, by=desk.user, now=MORNING.replace(minute=30))
        with django_assert_num_queries(len(few)):
            desk.get(url("callbacks"))


class TestMisguidances:
    def test_operator_writes_leader_reports_city_watches(self, desk, leader, city):
        before = version_on(city.get(url("misguidances")))
        page = desk.get(url("misguidance_create")).content.decode()
        key = re.search(r'name="misguidance-submission_key" value="([^"]+)"', page)[1]
        inquiry = pending(desk.user)
        given = {
            "misguidance-submission_key": key,
            "misguidance-kind": "wrong_information",
            "misguidance-found_at": "2025-06-18T08:10",
            "misguidance-said": "持ち物を誤って案内した",
            "misguidance-inquiry": inquiry.number,
        }
        assert desk.post(url("misguidance_create"), given | {"misguidance-inquiry": "Q99"}).status_code == 422
        assert desk.post(url("misguidance_create"), given | {"misguidance-said": PHONE_IN_TEXT}).status_code == 422
        for _ in range(20):
            assert desk.post(url("misguidance_create"), given).status_code == 303
        row = Misguidance.objects.get()
        assert row.inquiry == inquiry
        live = city.get(url("misguidances"), {"v": before}, headers=HTMX).content.decode()
        assert "持ち物を誤って案内した" in live
        assert "80 分" in live
        assert "報告の遅れ" in live
        assert desk.post(url("misguidance_report", row.pk)).status_code == 403
        leader.post(url("misguidance_report", row.pk))
        leader.post(
            url("misguidance_measures", row.pk),
            {
                "measure-measure": "訂正の電話をした",
                "measure-prevention": "FAQを改めた",
                "measure-version": row.measures_version,
            },
        )
        assert city.post(url("misguidance_close", row.pk)).status_code == 403
        leader.post(url("misguidance_close", row.pk))
        row.refresh_from_db()
        assert row.minutes_to_report(MORNING) == 80
        assert row.closed_by == leader.user

    def test_measures_come_back_where_somebody_was_quicker(self, desk, leader, client_of):
        row = mistake(desk.user)
        address = url("misguidance_measures", row.pk)
        seen = {"measure-version": row.measures_version}
        assert leader.post(address, seen | {"measure-measure": "訂正の電話をした"}).status_code == 303
        late = client_of("general_manager").post(address, seen | {"measure-prevention": "朝礼で確かめる"})
        assert late.status_code == 422
        version = Misguidance.objects.get().measures_version
        for shown in ("訂正の電話をした", "朝礼で確かめる", f'name="measure-version" value="{version}"'):
            assert shown in late.content.decode()

    def test_words_come_back_from_what_was_closed_meanwhile(self, desk, leader):
        row = mistake(desk.user, measure="訂正の電話をした", prevention="FAQを改めた")
        actions.report_misguidance(misguidance=row, by=leader.user, at=MORNING)
        actions.close_misguidance(misguidance=row, by=leader.user, at=MORNING)
        late = leader.post(url("misguidance_measures", row.pk), {"measure-prevention": "朝礼で確かめる"})
        assert late.status_code == 422
        assert all(shown in late.content.decode() for shown in ("この件は完了しています。", "朝礼で確かめる"))

    def test_what_is_missing_is_said(self, desk, leader):
        row = mistake(desk.user)
        page = leader.post(url("misguidance_close", row.pk), follow=True).content.decode()
        assert "市への報告を記録してから、完了にしてください。" in page

    def test_operators_see_what_they_wrote(self, desk, client_of):
        row = mistake(desk.user)
        assert desk.get(url("misguidance", row.pk)).status_code == 200
        assert client_of("operator").get(url("misguidance", row.pk)).status_code == 404


@pytest.mark.usefixtures("procedures")
class TestEmergencies:
    def given(self, client, **fields):
        page = client.get(url("emergency_create")).content.decode()
        hidden = dict(re.findall(r'name="emergency-(submission_key|opened_at)" value="([^"]+)"', page))
        assert hidden["opened_at"] == "2025-06-18T09:30:00"
        threat = re.search(r'name="emergency-procedure" value="(\d+)"', page)[1]
        return {f"emergency-{name}": value for name, value in ({"procedure": threat} | hidden | fields).items()}

    def test_one_key_raises_the_alarm_until_somebody_takes_note(self, desk, leader, city, client_of):
        watchers = [leader, city, client_of("general_manager")]
        for watcher in watchers:
            assert watcher.get(url("emergency_alarm"), headers=HTMX).status_code == 204
        given = self.given(desk)
        for _ in range(20):
            assert desk.post(url("emergency_create"), given).status_code == 303
        row = Emergency.objects.get()
        for watcher in watchers:
            banner = watcher.get(url("emergency_alarm"), {"v": ""}, headers=HTMX)
            assert "脅迫・犯行予告" in banner.content.decode()
            assert watcher.get(url("emergency_alarm"), {"v": version_on(banner)}, headers=HTMX).status_code == 204
        city.post(url("emergency_acknowledge", row.pk))
        row.refresh_from_db()
        assert row.acknowledged_by == city.user
        cleared = leader.get(url("emergency_alarm"), {"v": version_on(banner)}, headers=HTMX).content.decode()
        assert "脅迫" not in cleared
        assert "hidden" in cleared

    def test_every_own_page_of_those_who_must_know_asks(self, desk, leader, city):
        for client, page in ((leader, url("desk")), (city, url("live")), (leader, reverse("reporting:list"))):
            assert url("emergency_alarm") in client.get(page).content.decode()
        assert url("emergency_alarm") not in desk.get(url("desk")).content.decode()
        assert url("emergency_alarm") not in leader.get(reverse("account_change_password")).content.decode()

    def test_desk_gets_a_part_and_ticks_in_place(self, desk):
        part = desk.get(url("emergency_create"), headers=HTMX).content.decode()
        assert part.lstrip().startswith("<section")
        assert desk.post(url("emergency_create"), {}, headers=HTMX).status_code == 200
        assert not Emergency.objects.exists()
        answer = desk.post(url("emergency_create"), self.given(desk), headers=HTMX).content.decode()
        assert answer.lstrip().startswith("<section")
        assert "110" in answer
        assert "049-224-6178" in answer
        row = Emergency.objects.get()
        step = row.procedure.steps.first()
        ticked = desk.post(url("emergency_tick", row.pk, step.pk), headers=HTMX).content.decode()
        assert "実施" in ticked
        assert EmergencyTick.objects.get().by == desk.user
        assert desk.post(url("emergency_tick", row.pk, 999_999), headers=HTMX).status_code == 404

    @pytest.mark.parametrize("opened_at", ["2025-06-18T09:31:00", "2025-06-17T09:00:00", "x", ""])
    def test_time_is_that_of_the_key(self, desk, opened_at):
        assert desk.post(url("emergency_create"), self.given(desk, opened_at=opened_at)).status_code == 422

    def test_words_are_guarded_and_written_while_it_goes_on(self, desk, leader):
        row = alarm(desk.user)
        assert desk.post(url("emergency_words", row.pk), {"words-words": PHONE_IN_TEXT}).status_code == 422
        said = {"words-words": "庁舎に火をつけると言われた", "words-version": row.words_version}
        assert desk.post(url("emergency_words", row.pk), said).status_code == 303
        late = leader.post(url("emergency_words", row.pk), said | {"words-words": "別の聞き取り"})
        assert late.status_code == 422
        assert "別の聞き取り" in late.content.decode()
        assert "庁舎に火をつけると言われた" in late.content.decode()
        row.refresh_from_db()
        assert f'name="words-version" value="{row.words_version}"' in late.content.decode()
        assert leader.post(url("emergency_close", row.pk), {"end-outcome": "終話"}).status_code == 422
        leader.post(url("emergency_acknowledge", row.pk))
        assert leader.post(url("emergency_close", row.pk), {"end-outcome": "終話"}).status_code == 303
        assert Emergency.objects.get().closed_by == leader.user
        late = desk.post(url("emergency_words", row.pk), {"words-words": "後から思い出した言葉"})
        assert late.status_code == 422
        assert all(shown in late.content.decode() for shown in ("終了しています。", "後から思い出した言葉"))

    def test_operators_see_those_they_raised(self, desk, client_of, city):
        row = alarm(desk.user)
        assert client_of("operator").get(url("emergency", row.pk)).status_code == 404
        assert city.get(url("emergency", row.pk)).status_code == 200
        assert client_of("counter_staff").get(url("emergency", row.pk)).status_code == 403

    def test_list_and_banner_take_the_same_queries_for_one_and_for_many(self, desk, city, django_assert_num_queries):
        alarm(desk.user)
        counts = {}
        for name in ("emergencies", "emergency_alarm"):
            city.get(url(name))
            with CaptureQueriesContext(connection) as few:
                city.get(url(name))
            counts[name] = len(few)
        for _ in range(8):
            alarm(desk.user, kind="illness")
        for name, count in counts.items():
            with django_assert_num_queries(count):
                city.get(url(name))
