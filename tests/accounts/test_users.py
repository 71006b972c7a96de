"""Issuing and changing accounts and ranges."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pghistory.models import Events

from apps.accounts.actions import OwnAccount, change_account, issue_account, new_temporary_password, reset_second_factor
from apps.accounts.enums import AccessKind, Role
from apps.accounts.models import AccessEvent, AllowedNetwork, User
from apps.accounts.navigation import DESKS
from tests.accounts.test_sign_in import give_authenticator, is_signed_in, sign_in

NEW = {"username": "counter-7", "display_name": "川越 花子", "role": Role.COUNTER_STAFF, "reason": "依頼 第12号"}


@pytest.fixture
def admin(client_of):
    return client_of(Role.SYSTEM_ADMIN)


def password_on(page):
    return re.search(r"<code[^>]*>([^<]+)</code>", page.content.decode())[1]


def history_of(user):
    return Events.objects.tracks(user).order_by("pgh_id")


def test_issued_account_signs_in_with_the_shown_password_and_must_change_it(admin):
    AllowedNetwork.objects.create(role=Role.COUNTER_STAFF, cidr="127.0.0.0/8", note="試験")
    page = admin.post(reverse("accounts:user_create"), NEW)
    password = password_on(page)
    assert User.objects.get(username="counter-7").must_change_password
    assert sign_in("counter-7", password).get("/")["Location"] == "/accounts/password/change/"


def test_issuing_leaves_author_address_and_reason_in_the_history(admin):
    admin.post(reverse("accounts:user_create"), NEW)
    context = history_of(User.objects.get(username="counter-7")).get().pgh_context
    assert context == {
        "user": admin.user.pk,
        "url": "/accounts/users/new/",
        "address": "127.0.0.1",
        "method": "POST",
        "reason": "依頼 第12号",
    }


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"username": "Operator 1"}, "半角の英小文字"),
        ({"username": "ab"}, "半角の英小文字"),
        ({"username": "20250602"}, "英小文字を1文字以上"),
        ({"username": "123456789018"}, "個人番号"),
        ({"username": "a-1234.5678.9018"}, "個人番号"),
        ({"role": "mayor"}, "一覧から選んでください"),
        ({"reason": ""}, "必須"),
        ({"reason": "番号 123456789018 の方"}, "個人番号"),
        ({"display_name": "123456789018"}, "個人番号"),
    ],
)
def test_faulty_account_comes_back_with_a_sentence(admin, changed, sentence):
    page = admin.post(reverse("accounts:user_create"), NEW | changed).content.decode()
    assert sentence in page
    assert User.objects.count() == 1


PHONE_IN_REASON = "本人090-1234-5678から依頼"


def reason_forms(admin, user_of):
    """Every form with a reason: its address, what else it takes, the name of its reason and of its tick box."""
    user = user_of(Role.OPERATOR)
    give_authenticator(user)
    network = AllowedNetwork.objects.create(role=Role.OPERATOR, cidr="192.0.2.0/24", note="回線")
    edited = {"display_name": "別の名前", "role": user.role, "is_active": "on"}
    network_row = {"role": Role.CITY_STAFF, "cidr": "198.51.100.0/24", "note": "市役所"}
    return [
        (reverse("accounts:user_create"), NEW, ""),
        (reverse("accounts:user_edit", args=[user.pk]), edited, ""),
        (reverse("accounts:user_password", args=[user.pk]), {}, "password-"),
        (reverse("accounts:user_second_factor", args=[user.pk]), {}, "factor-"),
        (reverse("accounts:network_list"), network_row, ""),
        (reverse("accounts:network_delete", args=[network.pk]), {}, ""),
    ]


def test_personal_data_in_a_reason_is_asked_about_before_anything_is_done(admin, user_of):
    for url, data, prefix in reason_forms(admin, user_of):
        before = Events.objects.count(), AccessEvent.objects.count()
        warned = data | {f"{prefix}reason": PHONE_IN_REASON}
        page = admin.post(url, warned).content.decode()
        assert "電話番号と思われる" in page, url
        assert PHONE_IN_REASON in page, url
        assert f'name="{prefix}confirmed_text"' in page, url
        assert (Events.objects.count(), AccessEvent.objects.count()) == before, url
        admin.post(url, warned | {f"{prefix}confirmed_text": "on"})
        assert (Events.objects.count(), AccessEvent.objects.count()) != before, url


def test_login_id_is_taken_once_in_any_case(admin, user_of):
    user_of(Role.OPERATOR, username="counter-7")
    assert "すでに使われています" in admin.post(reverse("accounts:user_create"), NEW).content.decode()


def test_field_that_is_not_in_the_form_is_not_taken(admin):
    admin.post(reverse("accounts:user_create"), NEW | {"must_change_password": "", "is_active": "", "password": "x"})
    user = User.objects.get(username="counter-7")
    assert user.must_change_password
    assert user.is_active


def test_temporary_passwords_are_long_and_differ():
    passwords = {new_temporary_password() for _ in range(100)}
    assert len(passwords) == 100
    assert all(re.fullmatch(r"([a-z2-9]{5}-){3}[a-z2-9]{5}", password) for password in passwords)


def test_new_temporary_password_ends_the_old_one_and_its_sessions(admin, user_of):
    AllowedNetwork.objects.create(role=Role.OPERATOR, cidr="127.0.0.0/8", note="試験")
    user = user_of(Role.OPERATOR, username="someone")
    client = sign_in("someone")
    page = admin.post(reverse("accounts:user_password", kwargs={"pk": user.pk}), {"password-reason": "失念"})
    assert not is_signed_in(client)
    assert not is_signed_in(sign_in("someone"))
    assert sign_in("someone", password_on(page)).get("/")["Location"] == "/accounts/password/change/"
    assert history_of(user).last().pgh_context["reason"] == "失念"


def test_new_temporary_password_needs_a_reason(admin, user_of):
    user = user_of(Role.OPERATOR)
    before = user.password
    admin.post(reverse("accounts:user_password", kwargs={"pk": user.pk}), {"password-reason": ""})
    user.refresh_from_db()
    assert user.password == before


def edit(admin, user, **changed):
    data = {"display_name": user.display_name, "role": user.role, "is_active": "on", "reason": "異動"}
    return admin.post(reverse("accounts:user_edit", kwargs={"pk": user.pk}), {**data, **changed})


def test_role_and_name_are_changed_with_before_and_after(admin, user_of):
    user = user_of(Role.OPERATOR, display_name="高階 太郎")
    edit(admin, user, role=Role.CC_LEADER, display_name="高階 次郎")
    assert history_of(user).last().pgh_diff == {
        "role": ["operator", "cc_leader"],
        "display_name": ["高階 太郎", "高階 次郎"],
    }


def test_disabled_user_is_out_at_once_and_for_good(admin, user_of):
    AllowedNetwork.objects.create(role=Role.OPERATOR, cidr="127.0.0.0/8", note="試験")
    user = user_of(Role.OPERATOR, username="someone")
    client = sign_in("someone")
    edit(admin, user, is_active="")
    assert not is_signed_in(client)
    edit(admin, user)
    assert not is_signed_in(client)
    assert is_signed_in(sign_in("someone"))


def test_nobody_changes_their_own_role_or_disables_themselves(admin):
    page = edit(admin, admin.user, role=Role.GENERAL_MANAGER, is_active="", display_name="新しい名前").content.decode()
    assert page.count("自分の役割と状態は変更できません。") > 2  # beside the fields and as errors
    admin.user.refresh_from_db()
    assert (admin.user.role, admin.user.is_active) == (Role.SYSTEM_ADMIN, True)
    assert edit(admin, admin.user, display_name="新しい名前").status_code == 302
    admin.user.refresh_from_db()
    assert (admin.user.role, admin.user.is_active) == (Role.SYSTEM_ADMIN, True)
    assert admin.user.display_name == "新しい名前"


@pytest.mark.parametrize("change", [{"role": Role.OPERATOR, "is_active": True}, {"is_active": False}])
def test_action_refuses_ones_own_role_and_state(user_of, change):
    user = user_of(Role.SYSTEM_ADMIN)
    with pytest.raises(OwnAccount):
        change_account(user=user, by=user, display_name="同じ", reason="x", **({"role": user.role} | change))
    user.refresh_from_db()
    assert (user.role, user.is_active) == (Role.SYSTEM_ADMIN, True)


def test_lost_second_factor_is_reset_with_a_reason(admin, user_of):
    user = user_of(Role.OPERATOR)
    give_authenticator(user)
    url = reverse("accounts:user_second_factor", kwargs={"pk": user.pk})
    admin.post(url, {"factor-reason": ""})
    assert User.objects.with_second_factor().get(pk=user.pk).has_second_factor
    admin.post(url, {"factor-reason": "端末の紛失"})
    assert not User.objects.with_second_factor().get(pk=user.pk).has_second_factor
    row = AccessEvent.objects.get(kind=AccessKind.SECOND_FACTOR)
    assert (row.user, row.target_id, row.reason) == (admin.user, str(user.pk), "端末の紛失")


def test_nothing_is_said_to_be_removed_where_there_is_no_second_factor(admin, user_of):
    user = user_of(Role.OPERATOR)
    url = reverse("accounts:user_second_factor", kwargs={"pk": user.pk})
    page = admin.post(url, {"factor-reason": "端末の紛失"}, follow=True).content.decode()
    assert "この利用者は二段階認証を設定していません。" in page
    assert not AccessEvent.objects.filter(kind=AccessKind.SECOND_FACTOR).exists()


@pytest.mark.parametrize("is_active", [True, False])
def test_password_of_a_disabled_user_is_said_to_be_of_no_use_yet(admin, user_of, is_active):
    url = reverse("accounts:user_password", kwargs={"pk": user_of(Role.OPERATOR, is_active=is_active).pk})
    page = admin.post(url, {"password-reason": "失念"}).content.decode()
    assert ("この仮パスワードではログインできません" in page) is not is_active


def test_reset_is_not_made_when_its_row_cannot_be_written(rf, user_of):
    user = user_of(Role.OPERATOR)
    give_authenticator(user)
    request = rf.post("/")
    request.user = user
    with pytest.raises(ValueError, match="個人番号"):
        reset_second_factor(request, user=user, reason="123456789018")
    assert User.objects.with_second_factor().get(pk=user.pk).has_second_factor


def test_user_list_takes_the_same_queries_for_one_and_for_fifty(admin, user_of, django_assert_num_queries):
    url = reverse("accounts:user_list")
    with django_assert_num_queries(8):
        admin.get(url)
    for _ in range(49):
        user_of(Role.OPERATOR)
    with django_assert_num_queries(8):
        assert admin.get(url).content.decode().count("<tr>") == 51


def test_user_edit_and_other_pages_are_drawn(admin, user_of):
    user = user_of(Role.OPERATOR)
    give_authenticator(user)
    page = admin.get(reverse("accounts:user_edit", kwargs={"pk": user.pk})).content.decode()
    assert "二段階認証を解除する" in page
    assert user.username in page
    assert admin.get(reverse("accounts:user_edit", kwargs={"pk": 999_999})).status_code == 404


# --- ranges ------------------------------------------------------------------------------------------------------


def test_range_is_added_shown_and_removed_with_reasons(admin):
    url = reverse("accounts:network_list")
    data = {"role": Role.CITY_STAFF, "cidr": " 192.0.2.0/24 ", "note": "市役所 LGWAN", "reason": "回線の開通"}
    assert admin.post(url, data).status_code == 302
    page = admin.get(url).content.decode()
    assert "192.0.2.0/24" in page
    assert "127.0.0.1" in page
    network = AllowedNetwork.objects.get(role=Role.CITY_STAFF)
    delete = reverse("accounts:network_delete", kwargs={"pk": network.pk})
    assert "市役所 LGWAN" in admin.get(delete).content.decode()
    assert admin.post(delete, {"reason": ""}).status_code == 200
    assert admin.post(delete, {"reason": "回線の廃止"}).status_code == 302
    reasons = [event.pgh_context["reason"] for event in Events.objects.tracks(network).order_by("pgh_id")]
    assert reasons == ["回線の開通", "回線の廃止"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"cidr": "192.0.2.1/24"}, "ネットワークアドレスと長さ"),
        ({"cidr": "0.0.0.0/0"}, "範囲が広すぎます"),
        ({"cidr": "127.0.0.0/8", "role": Role.SYSTEM_ADMIN}, "すでに登録されています"),
        ({"note": ""}, "必須"),
    ],
)
def test_faulty_range_comes_back_with_a_sentence(admin, changed, sentence):
    data = {"role": Role.CITY_STAFF, "cidr": "192.0.2.0/24", "note": "市役所", "reason": "開通"} | changed
    assert sentence in admin.post(reverse("accounts:network_list"), data).content.decode()
    assert AllowedNetwork.objects.count() == 1


def test_range_one_works_from_stays(admin):
    network = AllowedNetwork.objects.get(role=Role.SYSTEM_ADMIN)
    url = reverse("accounts:network_delete", kwargs={"pk": network.pk})
    assert "操作できなくなります" in admin.post(url, {"reason": "整理"}).content.decode()
    assert AllowedNetwork.objects.filter(pk=network.pk).exists()


def test_city_reads_the_ranges_without_buttons(client_of):
    client = client_of(Role.CITY_STAFF)
    page = client.get(reverse("accounts:network_list")).content.decode()
    assert "127.0.0.0/8" in page
    assert "削除する" not in page
    assert "範囲を登録する" not in page


# --- start -------------------------------------------------------------------------------------------------------


def create_admin(**changed):
    options = {"login_id": "first-admin", "name": "管理 一郎", "network": "127.0.0.0/8"} | changed
    out = StringIO()
    call_command("create_admin", stdout=out, **options)
    return out.getvalue()


def test_first_administrator_gets_in_on_a_fresh_database(db):
    password = re.search(r": ([a-z2-9-]{23})\n", create_admin())[1]
    client = sign_in("first-admin", password)
    assert client.get("/")["Location"] == "/accounts/password/change/"
    assert User.objects.get().role == Role.SYSTEM_ADMIN


@pytest.mark.parametrize("changed", [{"network": "everywhere"}, {"login_id": "First Admin"}, {"name": ""}])
def test_faulty_first_administrator_is_refused_as_a_whole(db, changed):
    with pytest.raises(CommandError):
        create_admin(**changed)
    assert not User.objects.exists()
    assert not AllowedNetwork.objects.exists()


def test_second_call_with_the_same_login_id_is_refused(db):
    create_admin()
    with pytest.raises(CommandError, match="すでに使われています"):
        create_admin()
    assert User.objects.count() == 1


# --- desks and menu ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role.values)
def test_home_leads_to_a_desk_that_the_role_may_open(role, client_of, contract):
    client = client_of(role)
    assert client.get("/", follow=True).status_code == 200


def test_home_falls_back_where_the_own_desk_is_not_there(client_of, monkeypatch):
    monkeypatch.setitem(DESKS, Role.OPERATOR, "no:such_page")
    assert client_of(Role.OPERATOR).get("/")["Location"] not in {"", "/"}


@pytest.mark.parametrize("role", Role.values)
def test_menu_shows_only_what_opens(role, client_of, contract):
    client = client_of(role)
    rooms = client.get("/accounts/sign-ins/").context["navigation_items"]
    assert {client.get(room.url).status_code for room in rooms} <= {200}


def test_menu_marks_the_current_room(admin):
    rooms = admin.get(reverse("accounts:user_create")).context["navigation_items"]
    assert [room.label for room in rooms if room.is_current] == ["利用者"]


def test_nobody_signed_in_sees_no_menu(db):
    assert Client().get("/accounts/login/").context["navigation_items"] == []


@pytest.mark.parametrize(
    ("role", "is_city"), [(Role.CITY_STAFF, True), (Role.CITY_APPROVER, True), (Role.OPERATOR, False)]
)
def test_city_and_contractor_are_told_apart(role, is_city):
    assert User(role=role).is_city is is_city


def test_issuing_the_same_login_id_twice_makes_no_second_account(db):
    issue_account(username="counter-7", display_name="一", role=Role.OPERATOR, reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        issue_account(username="COUNTER-7", display_name="二", role=Role.OPERATOR, reason="x")
    assert User.objects.count() == 1
