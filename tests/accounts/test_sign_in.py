import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from apps.accounts.actions import issue_temporary_password
from apps.accounts.enums import AccessKind, Role
from apps.accounts.models import AccessEvent, AllowedNetwork, User
from apps.accounts.passwords import OwnWordsValidator
from tests.conftest import PASSWORD

LOGIN = "/accounts/login/"
NEW_PASSWORD = "another-long-phrase-4"
LOCKED = "ログイン失敗が連続しています"
WRONG = "ログインIDまたはパスワードが正しくありません。"


@pytest.fixture
def operator(user_of):
    AllowedNetwork.objects.create(role=Role.OPERATOR, cidr="127.0.0.0/8", note="試験")
    return user_of(Role.OPERATOR, username="operator-1")


def sign_in(login_id, password=PASSWORD, client=None, **extra):
    client = client or Client()
    client.response = client.post(LOGIN, {"login": login_id, "password": password}, **extra)
    return client


def change_password(client, old=PASSWORD, new=NEW_PASSWORD):
    return client.post("/accounts/password/change/", {"oldpassword": old, "password1": new, "password2": new})


def is_signed_in(client):
    return client.get("/accounts/sign-ins/").status_code == 200


def without_tokens(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|data-now="[^"]+"', "", response.content.decode())


def test_login_page_is_japanese_and_offers_no_sign_up(client, db):
    page = client.get(LOGIN).content.decode()
    assert "ログインID" in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "signup" not in page
    assert "Sign" not in page


@pytest.mark.parametrize("path", ["signup", "password/reset", "email", "inactive", "password/set", "confirm-email"])
def test_pages_of_allauth_that_are_not_wanted_do_not_exist(client, db, path):
    assert client.get(f"/accounts/{path}/").status_code == 404
    assert client.post(f"/accounts/{path}/", {"username": "x", "password1": NEW_PASSWORD}).status_code == 404
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_unwanted_pages_have_no_name(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_signing_in_and_out_leaves_rows_and_clears_the_browser(operator):
    client = sign_in("operator-1")
    assert client.response.status_code == 302
    assert is_signed_in(client)
    signed_out = client.post("/accounts/logout/")
    assert signed_out["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_signed_in(client)
    rows = AccessEvent.objects.order_by("id").values_list("kind", "user", "address")
    assert list(rows) == [
        (AccessKind.SIGN_IN, operator.pk, "127.0.0.1"),
        (AccessKind.SIGN_OUT, operator.pk, "127.0.0.1"),
    ]


def test_login_id_is_taken_in_any_case(operator):
    assert is_signed_in(sign_in("Operator-1"))


def test_session_key_changes_at_sign_in(operator):
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in("operator-1", client=client)
    assert client.session.session_key != planted


def test_sign_in_goes_on_to_the_page_that_was_asked_for_but_never_to_another_host(operator):
    own = Client().post(LOGIN + "?next=/accounts/sign-ins/", {"login": "operator-1", "password": PASSWORD})
    foreign = Client().post(LOGIN + "?next=https://example.com/", {"login": "operator-1", "password": PASSWORD})
    assert own["Location"] == "/accounts/sign-ins/"
    assert foreign["Location"] == "/"


def test_unknown_wrong_and_disabled_account_get_the_same_answer(operator, user_of):
    user_of(Role.OPERATOR, username="leaver", is_active=False)
    answers = {
        without_tokens(sign_in(login_id, password).response).replace(login_id, "ID")
        for login_id, password in [("operator-1", "wrong"), ("nobody-here", "wrong"), ("leaver", PASSWORD)]
    }
    assert len(answers) == 1
    assert WRONG in answers.pop()


def test_failed_sign_in_keeps_what_looks_like_a_login_id_and_nothing_else(operator):
    for typed in ["nobody-here", "my secret pass phrase", "123456789018", "秘密の言葉"]:
        sign_in(typed, "wrong")
    rows = AccessEvent.objects.filter(kind=AccessKind.SIGN_IN_FAILED).order_by("id")
    assert [row.login_id for row in rows] == ["nobody-here", "（形式外）", "（形式外）", "（形式外）"]
    assert all(row.user is None and row.address == "127.0.0.1" for row in rows)


def test_five_wrong_passwords_stop_the_sixth_even_if_it_is_right(operator):
    for _ in range(5):
        assert WRONG in sign_in("operator-1", "wrong").response.content.decode()
    locked = sign_in("operator-1")
    assert LOCKED in locked.response.content.decode()
    assert not is_signed_in(locked)
    assert AccessEvent.objects.filter(kind=AccessKind.SIGN_IN_FAILED).count() == 6


def test_somebody_at_another_address_cannot_lock_a_colleague_out(operator):
    for _ in range(6):
        sign_in("operator-1", "wrong", REMOTE_ADDR="127.0.0.66")
    assert LOCKED in sign_in("operator-1", REMOTE_ADDR="127.0.0.66").response.content.decode()
    assert is_signed_in(sign_in("operator-1"))


def test_administrator_unlocks_an_account(operator, client_of):
    for _ in range(6):
        sign_in("operator-1", "wrong")
    admin = client_of(Role.SYSTEM_ADMIN)
    admin.post(reverse("accounts:user_unlock", kwargs={"pk": operator.pk}))
    assert is_signed_in(sign_in("operator-1"))


def test_no_password_is_tried_from_an_address_of_no_range(operator):
    """Right and wrong password, known and unknown account: one answer, and it is no."""
    tries = [("operator-1", PASSWORD), ("operator-1", "wrong"), ("nobody-here", "wrong")]
    answers = [sign_in(*entry, REMOTE_ADDR="203.0.113.9") for entry in tries]
    assert {client.response.status_code for client in answers} == {403}
    rows = AccessEvent.objects.values_list("kind", "address", "login_id").order_by("id")
    assert list(rows) == [(AccessKind.REFUSED, "203.0.113.9", login_id) for login_id, _ in tries]


def test_range_of_another_role_does_not_let_in(operator):
    AllowedNetwork.objects.create(role=Role.CITY_STAFF, cidr="203.0.113.0/24", note="市役所")
    client = sign_in("operator-1", REMOTE_ADDR="203.0.113.9")
    assert client.response.status_code == 403
    row = AccessEvent.objects.get()
    assert (row.kind, row.user, row.address) == (AccessKind.REFUSED, operator, "203.0.113.9")


def test_first_sign_in_leads_to_the_password_and_nowhere_else(operator):
    password = issue_temporary_password(user=operator, reason="初回")
    client = sign_in("operator-1", password)
    for path in ["/", "/accounts/sign-ins/", "/accounts/sessions/", "/accounts/2fa/"]:
        assert client.get(path)["Location"] == "/accounts/password/change/"
    fragment = client.get("/accounts/sign-ins/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment["HX-Redirect"]) == (204, "/accounts/password/change/")
    same_again = change_password(client, password, password)
    assert "現在のパスワードと違うもの" in same_again.content.decode()
    assert change_password(client, password)["Location"] == "/"
    assert is_signed_in(client)
    operator.refresh_from_db()
    assert not operator.must_change_password
    assert timezone.now() - operator.password_changed_at < timedelta(minutes=1)


@pytest.mark.parametrize("role", Role.values)
def test_everybody_changes_their_own_password_and_other_sessions_end(role, user_of):
    AllowedNetwork.objects.create(role=role, cidr="127.0.0.0/8", note="試験")
    user_of(role, username="someone")
    here, elsewhere = sign_in("someone"), sign_in("someone")
    assert "現在のパスワードが正しくありません" in change_password(here, "not-the-old-one").content.decode()
    assert is_signed_in(elsewhere)
    assert change_password(here).status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert not is_signed_in(sign_in("someone"))
    assert is_signed_in(sign_in("someone", NEW_PASSWORD))


def test_weak_password_is_refused(operator):
    client = sign_in("operator-1")
    assert change_password(client, new="password1234").status_code == 200
    assert change_password(client, new="short-1").status_code == 200
    operator.refresh_from_db()
    assert operator.check_password(PASSWORD)


def test_password_change_does_not_undo_a_role_given_in_the_same_moment(operator, rf):
    from apps.accounts.adapter import AccountAdapter

    stale = User.objects.get(pk=operator.pk)
    User.objects.filter(pk=operator.pk).update(role=Role.CC_LEADER)
    AccountAdapter(rf.get("/")).set_password(stale, NEW_PASSWORD)
    operator.refresh_from_db()
    assert operator.role == Role.CC_LEADER
    assert operator.check_password(NEW_PASSWORD)


def test_session_list_shows_and_ends_the_other_sessions(operator):
    here, elsewhere = sign_in("operator-1"), sign_in("operator-1")
    page = here.get("/accounts/sessions/").content.decode()
    assert page.count("127.0.0.1") == 2
    assert page.count("この端末") == 1
    here.post("/accounts/sessions/")
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


# --- second factor -----------------------------------------------------------------------------------------------


@pytest.fixture
def _code_lasts(time_machine):
    """A code is of its half minute: what was read is typed before the next one begins."""
    time_machine.move_to(timezone.now(), tick=False)


def give_authenticator(user):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def code_now(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


@pytest.mark.usefixtures("_code_lasts")
def test_secret_of_the_authenticator_is_sealed_in_the_database(operator):
    secret = give_authenticator(operator)
    stored = Authenticator.objects.get(user=operator).data["secret"]
    assert secret not in stored
    assert Authenticator.objects.get(user=operator).wrap().validate_code(code_now(secret))


@pytest.mark.usefixtures("_code_lasts")
def test_sign_in_with_second_factor(operator):
    secret = give_authenticator(operator)
    client = sign_in("operator-1")
    assert client.response["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)
    assert "確認コード" in client.get("/accounts/2fa/authenticate/").content.decode()
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert AccessEvent.objects.filter(kind=AccessKind.SIGN_IN_FAILED, user=operator).count() == 1
    client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert is_signed_in(client)


@pytest.mark.usefixtures("_code_lasts")
def test_account_disabled_between_password_and_code_does_not_get_in(operator):
    secret = give_authenticator(operator)
    client = sign_in("operator-1")
    User.objects.filter(pk=operator.pk).update(is_active=False)
    client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert not is_signed_in(client)


def test_second_factor_is_asked_of_roles_that_need_it(settings, client_of):
    settings.MFA_REQUIRED_ROLES = [Role.SYSTEM_ADMIN]
    admin, other = client_of(Role.SYSTEM_ADMIN), client_of(Role.OPERATOR)
    assert admin.get("/accounts/users/")["Location"] == "/accounts/2fa/"
    assert "二段階認証が必要です" in admin.get("/accounts/2fa/").content.decode()
    assert is_signed_in(other)
    give_authenticator(admin.user)
    assert admin.get("/accounts/users/").status_code == 200


@pytest.mark.usefixtures("_code_lasts")
def test_setting_up_the_authenticator_asks_for_the_password_again_and_renews_the_session_key(
    operator, django_capture_on_commit_callbacks
):
    client = sign_in("operator-1")
    before = client.session.session_key
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    client.post(asked["Location"], {"password": PASSWORD})
    assert client.session.session_key != before
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    assert Authenticator.objects.filter(user=operator, type="totp").exists()
    assert AccessEvent.objects.filter(kind=AccessKind.SECOND_FACTOR, user=operator).exists()
    for path in ["/accounts/2fa/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/totp/deactivate/"]:
        assert client.get(path).status_code == 200


def test_last_second_factor_stays_where_the_role_needs_it(operator, settings):
    from allauth.mfa.adapter import get_adapter

    give_authenticator(operator)
    authenticator = Authenticator.objects.get(user=operator)
    assert get_adapter().can_delete_authenticator(authenticator)
    settings.MFA_REQUIRED_ROLES = [Role.OPERATOR]
    assert not get_adapter().can_delete_authenticator(authenticator)


# --- headers -----------------------------------------------------------------------------------------------------


def test_security_headers_on_page_redirect_refusal_and_missing_page(client, client_of):
    operator = client_of(Role.OPERATOR)
    answers = {
        200: client.get(LOGIN),
        302: client.get("/accounts/users/"),
        403: operator.get("/accounts/users/"),
        404: client.get("/no-such-page/"),
        405: operator.delete("/accounts/sign-ins/"),
    }
    for status, response in answers.items():
        assert response.status_code == status
        policy = response["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Frame-Options"] == "DENY"
        assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("newop2newop2", "password_has_login_id"),
        ("a long phrase of NewOp2", "password_has_login_id"),
        ("Kawagoe-mynumber-1", "password_has_system_words"),
        ("the river at kawagoe freezes", None),
    ],
)
def test_password_that_anybody_guesses_is_refused(password, refused):
    faults = []
    try:
        OwnWordsValidator().validate(password, User(username="newop2"))
    except ValidationError as error:
        faults.append(error.code)
    assert faults == ([refused] if refused else [])


def test_own_password_must_not_hold_the_login_id(operator):
    AllowedNetwork.objects.get_or_create(role=Role.OPERATOR, cidr="127.0.0.0/8", defaults={"note": "試験"})
    page = change_password(sign_in("operator-1"), new="operator-1operator-1").content.decode()
    assert "ログインIDを含まないパスワードにしてください。" in page
