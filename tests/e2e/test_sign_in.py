"""Signing in, the forced first password change, and what nobody may see without an account."""

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.models import AllowedNetwork
from tests.conftest import UserOf

from .conftest import OpenPage, SignIn, barriers, look

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

NEW_PASSWORD = "suwa-kita-2025-umi"


def test_someone_unknown_is_led_to_the_sign_in_page_and_told_only_that_it_failed(page: Page) -> None:
    AllowedNetwork.objects.create(role="operator", cidr="127.0.0.0/8", note="試験")
    page.goto("/audit/")
    expect(page.get_by_role("heading", level=1)).to_have_text("ログイン")
    assert barriers(page) == []
    look(page, "login")
    page.get_by_label("ログインID").fill("nobody")
    page.get_by_label("パスワード").fill("wrong-password-1")
    page.get_by_role("button", name="ログインする").click()
    expect(page.get_by_role("alert").filter(has_text="入力内容")).to_be_visible()
    look(page, "login-refused")


def test_first_sign_in_leads_nowhere_but_to_a_new_password(page: Page, user_of: UserOf, sign_in: SignIn) -> None:
    user = user_of("system_admin", must_change_password=True, password="issued-by-admin-1")
    sign_in(page, user, "issued-by-admin-1")
    expect(page.get_by_role("heading", level=1)).to_have_text("パスワード変更")
    page.goto("/accounts/users/")
    expect(page.get_by_role("heading", level=1)).to_have_text("パスワード変更")
    assert barriers(page) == []
    look(page, "password-change")
    page.get_by_label("現在のパスワード").fill("issued-by-admin-1")
    page.get_by_label("新しいパスワード", exact=False).nth(0).fill(NEW_PASSWORD)
    page.get_by_label("新しいパスワード", exact=False).nth(1).fill(NEW_PASSWORD)
    page.locator("main").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("利用者")
    user.refresh_from_db()
    assert not user.must_change_password


def test_a_page_of_another_role_is_refused_in_words(page: Page, sign_in: SignIn, watch) -> None:
    sign_in(page, "operator")
    page.goto("/accounts/users/")
    expect(page.get_by_role("heading", level=1)).to_have_text("この画面は使えません")
    look(page, "refused")
    watch.faults.clear()  # the browser notes the 403


def test_signing_out_ends_the_session_in_the_menu(page: Page, sign_in: SignIn) -> None:
    user = sign_in(page, "system_admin")
    page.get_by_text(user.display_name).first.click()
    look(page, "user-menu")
    page.get_by_role("button", name="ログアウト").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ログイン")
    page.goto("/accounts/users/")
    expect(page.get_by_role("heading", level=1)).to_have_text("ログイン")


def test_an_administrator_issues_an_account_without_scripts(open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "system_admin")
    page.get_by_role("link", name="利用者を登録する").click()
    look(page, "user-create")
    page.get_by_label("氏名").fill("小江戸 花子")
    page.get_by_label("ログインID").fill("operator9")
    page.get_by_label("役割").select_option(label="オペレーター")
    page.get_by_label("理由").fill("人員の追加のため")
    page.locator("main").get_by_role("button", name="登録").click()
    expect(page.locator("main")).to_contain_text("operator9")
    look(page, "password-issued")
