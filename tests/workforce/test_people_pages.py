"""The people over HTTP: who reads and keeps whose record, what is refused, what is given back."""

import re
import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.workforce.enums import Duty, Employment, QualificationKind, TrainingKind
from apps.workforce.models import (
    CareerCertificate,
    Pledge,
    Qualification,
    StaffMember,
)
from apps.workforce.people_actions import AccountTaken, change_person
from tests.threads import at_once

from .days import make_absence, make_shift
from .factories import (
    MONDAY,
    certify,
    general_manager,
    make_staff,
    make_user,
    train,
    version_in_force,
)

pytestmark = pytest.mark.usefixtures("office")
DAY = timedelta(days=1)


@pytest.fixture
def manager(client_of):
    return client_of(Role.GENERAL_MANAGER)


def address(name: str, *args: object) -> str:
    return reverse(f"workforce:{name}", args=args)


def text_of(response) -> str:
    assert response.status_code in (200, 422), response.status_code
    return response.content.decode()


def queries_of(get) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert get().status_code == 200
    return len(captured)


# --- list


def test_the_list_shows_who_may_work_and_counts_what_is_missing(manager):
    ready, bare = make_staff(ready_for=Duty.COUNTER_STAFF), make_staff(name="未研修　一子")
    page = text_of(manager.get(address("people")))
    rows = {name: re.split(r"</tr>", page[page.index(f">{name}</a>") :])[0] for name in (ready.name, bare.name)}
    assert "勤務できる" in rows[ready.name]
    assert "勤務できない" in rows[bare.name]
    assert "（3件）" in rows[bare.name]


def test_a_revised_manual_marks_the_person_as_to_be_retrained(manager):
    staff = make_staff(ready_for=Duty.COUNTER_STAFF)
    version_in_force("counter-manual", since=MONDAY)
    assert "要再研修" in text_of(manager.get(address("person", staff.pk)))
    assert staff.name in text_of(manager.get(address("retraining")))
    version = version_in_force("counter-manual", since=MONDAY)
    train(staff, kind=TrainingKind.RETRAINING, held_on=MONDAY, version=version)
    assert staff.name not in text_of(manager.get(address("retraining")))


@pytest.mark.parametrize("words", ["山川", "ヤマカワ", "やまかわ", "ﾔﾏｶﾜ", "k777", "Ｋ777"])
def test_people_are_found_by_name_kana_or_code_and_the_address_keeps_no_name(manager, words):
    make_staff(name="山川　波子", name_kana="ヤマカワ ナミコ", code="K777")
    make_staff(name="海野　陸子", name_kana="ウミノ リクコ")
    response = manager.post(address("people"), {"words": words})
    page = text_of(response)
    assert "山川　波子" in page
    assert "海野　陸子" not in page
    assert response.wsgi_request.get_full_path() == address("people")
    assert 'method="post"' in page[page.index('class="filters"') - 40 :]


@pytest.mark.parametrize(
    ("state", "expected"), [("ready", {"A"}), ("blocked", {"B"}), ("retraining", {"A"}), ("", {"A", "B"})]
)
def test_people_are_filtered_by_readiness(manager, state, expected):
    make_staff(name="名前A", ready_for=Duty.COUNTER_STAFF)
    make_staff(name="名前B")
    version_in_force("counter-manual", since=MONDAY)
    page = text_of(manager.post(address("people"), {"state": state, "words": "名前"}))
    assert {letter for letter in "AB" if f"名前{letter}" in page} == expected


def test_who_has_left_is_shown_on_request_only(manager):
    make_staff(name="去った人", left_on=MONDAY - DAY)
    assert "去った人" not in text_of(manager.get(address("people")))
    page = text_of(manager.post(address("people"), {"with_left": "on"}))
    assert "従事終了" in page[page.index("去った人") :]


def test_the_list_takes_the_same_queries_for_1_and_50(manager):
    make_staff(ready_for=Duty.SITE_LEADER)
    few = queries_of(lambda: manager.get(address("people")))
    for _ in range(48):
        make_staff()
    assert queries_of(lambda: manager.get(address("people"))) == few


@pytest.mark.parametrize(
    ("role", "counters", "calls"),
    [(Role.GENERAL_MANAGER, True, True), (Role.SITE_LEADER, True, False), (Role.CC_LEADER, False, True)],
)
def test_leaders_see_the_people_of_their_own_service(client_of, role, counters, calls):
    client = client_of(role)
    clerk, operator = make_staff(name="窓口の人"), make_staff(name="電話の人", duty=Duty.OPERATOR)
    page = text_of(client.get(address("people")))
    assert (clerk.name in page, operator.name in page) == (counters, calls)
    opened = [client.get(address("person", staff.pk)).status_code for staff in (clerk, operator)]
    assert opened == [200 if counters else 404, 200 if calls else 404]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.GENERAL_MANAGER, Role.SITE_LEADER, Role.CC_LEADER}))
def test_nobody_else_opens_a_record(client_of, role):
    client, staff = client_of(role), make_staff()
    for name, args in (("people", ()), ("person", (staff.pk,)), ("trainings", ()), ("conduct", ())):
        assert client.get(address(name, *args)).status_code == 403


def test_a_site_leader_reads_trainings_and_nothing_more(client_of):
    staff = make_staff(ready_for=Duty.SITE_LEADER, note="備考の文")
    page = text_of(client_of(Role.SITE_LEADER).get(address("person", staff.pk)))
    assert "守秘義務研修" in page
    for hidden in ("経歴証明書", "資格・経験", "備考の文", "誓約書", "雇用形態", "業務履歴"):
        assert hidden not in page[page.index("<main") :]


# --- person


def staff_form(**fields: object) -> dict[str, object]:
    return {
        "code": "K900",
        "name": "新井 一",
        "name_kana": "あらい はじめ",
        "employment": Employment.CONTRACT,
        "duty": Duty.COUNTER_STAFF,
        "joined_on": "2025-06-02",
        "submission_key": uuid.uuid4(),
    } | fields


def test_somebody_is_taken_on_once_however_often_it_is_sent(manager):
    form = staff_form()
    responses = [manager.post(address("person_create"), form) for _ in range(2)]
    staff = StaffMember.objects.get()
    assert [response["Location"] for response in responses] == [address("person", staff.pk)] * 2
    assert (staff.name, staff.name_kana) == ("新井　一", "アライ ハジメ")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"code": "K001"}, "この社員番号の人は、すでに登録されています。"),
        ({"name_kana": "新井"}, "カタカナかひらがな"),
        ({"employment": Employment.DISPATCHED}, "派遣元・再委託先の名称"),
        ({"left_on": "2025-06-01"}, "従事終了日は、従事開始日以降"),
        ({"note": "番号は123456789018です"}, "マイナンバー"),
    ],
)
def test_what_is_wrong_is_said_and_the_form_given_back(manager, fields, sentence):
    make_staff(code="K001")
    response = manager.post(address("person_create"), staff_form(**fields))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "新井 一" in text_of(response)
    assert StaffMember.objects.count() == 1


def test_an_account_belongs_to_one_person_and_never_to_the_city(manager):
    taken, staff, own = make_staff(user=make_user(Role.COUNTER_STAFF)), make_staff(), make_user(Role.SITE_LEADER)
    for user in (taken.user, make_user(Role.CITY_STAFF), make_user(Role.SYSTEM_ADMIN)):
        assert manager.post(address("person_edit", staff.pk), staff_form(user=user.pk)).status_code == 422
    assert manager.post(address("person_edit", staff.pk), staff_form(user=own.pk)).status_code == 303
    staff.refresh_from_db()
    assert staff.user == own


def test_the_call_centres_leader_takes_on_call_centre_people_only(client_of):
    client = client_of(Role.CC_LEADER)
    assert client.post(address("person_create"), staff_form()).status_code == 422
    assert client.post(address("person_create"), staff_form(duty=Duty.OPERATOR)).status_code == 303
    clerk = make_staff()
    for name in ("person_edit", "qualification_save", "pledge_save", "posting_create"):
        assert client.post(address(name, clerk.pk), {}).status_code == 404


def test_a_change_is_saved_and_tracked(manager):
    staff = make_staff(code="K900")
    response = manager.post(address("person_edit", staff.pk), staff_form(name="改姓 一"))
    assert response.status_code == 303
    staff.refresh_from_db()
    assert staff.name == "改姓　一"
    event = StaffMember.pgh_event_model.objects.filter(pgh_obj_id=staff.pk, pgh_label="update").get()
    assert event.name == "改姓　一"


def test_the_general_manager_does_not_leave_an_empty_chair(manager):
    holder = general_manager()
    form = staff_form(code=holder.code, employment=Employment.PERMANENT, joined_on="2020-04-01", left_on="2025-06-30")
    response = manager.post(address("person_edit", holder.pk), form)
    assert response.status_code == 422
    assert "後任を、先に選任" in text_of(response)
    assert StaffMember.objects.get(pk=holder.pk).left_on is None


def test_nobody_leaves_while_the_roster_counts_on_them(manager):
    staff = make_staff(code="K900")
    shift = make_shift(staff, day=MONDAY + DAY)
    form = staff_form(code="K900", left_on=f"{MONDAY}")
    response = manager.post(address("person_edit", staff.pk), form)
    assert response.status_code == 422
    assert "従事終了日より後の勤務が1件あります（最初は6/3（火））" in text_of(response)
    assert StaffMember.objects.get(pk=staff.pk).left_on is None
    make_absence(shift)
    assert manager.post(address("person_edit", staff.pk), form).status_code == 303


# --- the small forms of a record


def small(prefix: str, **fields: object) -> dict[str, object]:
    return {f"{prefix}-{name}": value for name, value in fields.items()}


def test_a_qualification_is_recorded_and_replaced_by_its_kind(manager):
    staff = make_staff()
    given = {"kind": QualificationKind.COMPARABLE_CONTRACT, "verified_on": "2025-06-01", "evidence": "履歴書"}
    for years in (1, 2):
        form = small("qualification", years=years, **given)
        assert manager.post(address("qualification_save", staff.pk), form).status_code == 303
    entry = Qualification.objects.get()
    assert (entry.years, entry.verified_by) == (2, manager.user)


def test_an_unknown_kind_is_refused_beside_its_field(manager):
    staff = make_staff()
    given = small("qualification", kind="\0", verified_on="2025-06-01", evidence="履歴書の控え")
    response = manager.post(address("qualification_save", staff.pk), given)
    assert response.status_code == 422
    assert set(response.context["form_of"]["qualification"].errors) == {"kind"}


def test_a_day_to_come_proves_nothing(manager):
    staff = make_staff()
    form = small("qualification", kind="manners", verified_on="2025-06-03", evidence="履歴書の控え")
    response = manager.post(address("qualification_save", staff.pk), form)
    assert response.status_code == 422
    assert "本日までの日" in text_of(response)
    assert "履歴書の控え" in text_of(response)
    assert not Qualification.objects.exists()


def test_a_pledge_is_signed_then_submitted(manager):
    staff = make_staff()
    url = address("pledge_save", staff.pk)
    assert manager.post(url, small("pledge", signed_on="2025-05-30")).status_code == 303
    assert manager.post(url, small("pledge", signed_on="2025-05-30", submitted_on="2025-05-29")).status_code == 422
    assert manager.post(url, small("pledge", signed_on="2025-05-30", submitted_on="2025-06-02")).status_code == 303
    assert Pledge.objects.get().submitted_on == MONDAY


def test_a_certificate_goes_to_the_city_and_comes_back_accepted(manager, client_of):
    staff = make_staff(duty=Duty.SITE_LEADER)
    form = small("certificate", submitted_on="2025-06-02", document="第1号", submission_key=uuid.uuid4())
    for _ in range(2):
        assert manager.post(address("certificate_submit", staff.pk), form).status_code == 303
    certificate = CareerCertificate.objects.get()
    assert certificate.submitted_by == manager.user
    city = client_of(Role.CITY_STAFF)
    assert "回答待ち" in text_of(city.get(address("certificates")))
    assert city.post(address("certificate_accept", certificate.pk)).status_code == 403
    approver = client_of(Role.CITY_APPROVER)
    assert "承諾する" in text_of(approver.get(address("certificate", certificate.pk)))
    for _ in range(2):
        assert approver.post(address("certificate_accept", certificate.pk)).status_code == 303
    certificate.refresh_from_db()
    assert (certificate.is_accepted, certificate.decided_by, certificate.decided_on) == (True, approver.user, MONDAY)


def test_a_certificate_is_returned_with_a_reason(client_of):
    certificate, approver = certify(make_staff(), accepted=None), client_of(Role.CITY_APPROVER)
    assert approver.post(address("certificate_return", certificate.pk), {"comment": ""}).status_code == 422
    response = approver.post(address("certificate_return", certificate.pk), {"comment": "期間の記載が足りません。"})
    assert response.status_code == 303
    certificate.refresh_from_db()
    assert (certificate.is_accepted, certificate.comment) == (False, "期間の記載が足りません。")
    response = approver.post(address("certificate_return", certificate.pk), {"comment": "もう一度"})
    assert "すでに回答しています" in text_of(approver.get(response["Location"]))


def test_nobody_answers_a_certificate_of_their_own(client_of):
    approver = client_of(Role.CITY_APPROVER)
    certificate = certify(make_staff(), accepted=None)
    CareerCertificate.objects.filter(pk=certificate.pk).update(submitted_by=approver.user)
    assert "ほかの承認者が回答します" in text_of(approver.get(address("certificate", certificate.pk)))
    approver.post(address("certificate_accept", certificate.pk))
    approver.post(address("certificate_return", certificate.pk), {"comment": "理由"})
    certificate.refresh_from_db()
    assert certificate.decided_on is None


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_stands(client_of):
    certificate, first, second = certify(make_staff(), accepted=None), *(client_of(Role.CITY_APPROVER) for _ in "12")
    reply = {"comment": "期間の記載が足りません。"}
    answers = at_once(
        [
            lambda: first.post(address("certificate_accept", certificate.pk)),
            lambda: second.post(address("certificate_return", certificate.pk), reply),
        ]
    )
    assert [answer.status_code for answer in answers] == [303, 303]
    events = apps.get_model("workforce", "CareerCertificateEvent").objects.filter(decided_on__isnull=False)
    assert events.count() == 1


@pytest.mark.django_db(transaction=True)
def test_pledge_sent_twice_at_once_is_one(client_of):
    staff, client = make_staff(), client_of(Role.GENERAL_MANAGER)
    form = small("pledge", signed_on="2025-05-30")
    answers = at_once([lambda: client.post(address("pledge_save", staff.pk), form)] * 4)
    assert [answer.status_code for answer in answers] == [303] * 4
    assert Pledge.objects.count() == 1


def test_the_pledges_are_listed_for_the_city(client_of):
    make_staff(ready_for=Duty.OPERATOR, name="提出した人")
    make_staff(name="まだの人")
    page = text_of(client_of(Role.CITY_STAFF).get(address("pledges")))
    assert "未提出" not in re.split("</tr>", page[page.index("提出した人") :])[0]
    assert "未提出" in re.split("</tr>", page[page.index("まだの人") :])[0]
    own = text_of(client_of(Role.CC_LEADER).get(address("pledges")))
    assert "提出した人" in own
    assert "まだの人" not in own


@pytest.mark.parametrize("name", ["pledges", "trainings", "certificates", "appointments"])
def test_lists_take_the_same_queries_for_few_and_many(manager, name):
    def fill() -> None:
        staff = make_staff(ready_for=Duty.SITE_LEADER)
        train(staff, make_staff())

    fill()
    few = queries_of(lambda: manager.get(address(name)))
    for _ in range(15):
        fill()
    assert queries_of(lambda: manager.get(address(name))) == few


def test_a_record_takes_the_same_queries_however_much_is_on_it(manager):
    staff = make_staff(ready_for=Duty.SITE_LEADER)
    few = queries_of(lambda: manager.get(address("person", staff.pk)))
    for n in range(20):
        train(staff, held_on=MONDAY - n * DAY)
        certify(staff, accepted=False)
    assert queries_of(lambda: manager.get(address("person", staff.pk))) == few


# --- one account, one record


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False], ids=["with the lock", "control without it"])
def test_account_given_to_two_people_at_once_is_linked_to_one(office, monkeypatch, is_locked):
    account, people = make_user(Role.COUNTER_STAFF), [make_staff(), make_staff()]
    if not is_locked:
        monkeypatch.setattr("apps.workforce.people_actions._refuse_taken_account", lambda staff: None)
    for staff in people:
        staff.user = account
    results = at_once([lambda staff=staff: change_person(staff=staff, today=MONDAY) for staff in people])
    (refusal,) = [result for result in results if result is not None]
    assert isinstance(refusal, AccountTaken if is_locked else IntegrityError)
    assert StaffMember.objects.filter(user=account).count() == 1


def test_taken_account_is_said_beside_the_field(manager, monkeypatch):
    def taken(**given):
        raise AccountTaken("この利用者は、ほかの人の記録と結び付いています。")

    staff, account = make_staff(name_kana="シケン"), make_user(Role.COUNTER_STAFF)
    monkeypatch.setattr("apps.workforce.views.people.change_person", taken)
    fields = ("code", "name", "name_kana", "employment", "duty", "joined_on")
    given = {name: getattr(staff, name) for name in fields} | {"user": account.pk, "submission_key": uuid.uuid4()}
    answer = manager.post(address("person_edit", staff.pk), given)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"user": ["この利用者は、ほかの人の記録と結び付いています。"]}
