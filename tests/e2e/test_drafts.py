"""What was typed and not saved comes back: after a reload, after a new sign-in, and not after it was saved."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from apps.accounts.models import Draft, User
from apps.contracts.models import Site
from apps.counters.models import Trouble
from tests.counters.factories import assign

from .conftest import OpenPage, SignIn, Watch, barriers, look, show

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

SITUATION = "端末が起動せず、お客さまを10分お待たせした。"
SAVED = re.compile(r"下書きを保存しました \d\d:\d\d:\d\d")
UNREACHABLE = "下書きを保存できません。通信を確かめてください。"


@pytest.fixture
def clerk(user_of) -> User:
    clerk: User = user_of("counter_staff")
    assign(clerk, Site.objects.get(code="honcho"))
    return clerk


def go_to_desk(page: Page) -> None:
    page.goto("/counters/honcho/2025-06-03/")


def open_trouble_form(page: Page) -> None:
    go_to_desk(page)
    page.get_by_role("button", name="開設する").click()
    page.get_by_text("困難事例・トラブルを書く").click()
    page.wait_for_load_state()  # the scripts hear what is typed from now on


def type_and_wait(page: Page) -> None:
    page.get_by_label("状況").press_sequentially(SITUATION)
    expect(page.get_by_text(SAVED)).to_be_visible()


def test_what_was_typed_comes_back_after_a_reload(page: Page, sign_in: SignIn, clerk: User) -> None:
    sign_in(page, clerk)
    open_trouble_form(page)
    type_and_wait(page)
    look(page, "draft-kept")
    page.reload()
    expect(page.get_by_label("状況")).to_have_value("")
    expect(page.get_by_text(re.compile("下書きがあります（6/3（火） 10:0"))).to_be_visible()
    assert barriers(page) == []
    look(page, "draft-offered")
    page.get_by_role("link", name="復元する").click()
    expect(page.get_by_label("状況")).to_have_value(SITUATION)
    expect(page.get_by_text("復元しました")).to_be_visible()
    look(page, "draft-restored")


def test_a_draft_outlives_the_session_and_is_nobody_elses(
    open_page: OpenPage, sign_in: SignIn, clerk: User, user_of
) -> None:
    page = open_page()
    sign_in(page, clerk)
    open_trouble_form(page)
    type_and_wait(page)
    page.locator("summary.menu__button").click()
    page.get_by_role("button", name="ログアウト").click()
    expect(page.locator("h1")).to_have_text("ログイン")

    colleague = user_of("counter_staff")
    assign(colleague, Site.objects.get(code="honcho"))
    others = open_page()
    sign_in(others, colleague)
    others.goto("/counters/honcho/2025-06-03/?draft=trouble:honcho:2025-06-03")
    expect(others.get_by_text("困難事例・トラブルを書く")).to_be_visible()
    expect(others.get_by_text("下書きが")).to_have_count(0)

    sign_in(page, clerk)
    go_to_desk(page)
    page.get_by_role("link", name="復元する").click()
    expect(page.get_by_label("状況")).to_have_value(SITUATION)


def test_a_saved_form_leaves_no_draft(page: Page, sign_in: SignIn, clerk: User) -> None:
    sign_in(page, clerk)
    open_trouble_form(page)
    type_and_wait(page)
    page.get_by_label(re.compile("^対応")).fill("再起動して復旧した。")
    page.get_by_role("button", name="記録する Ctrl+Enter").last.click()
    expect(page.get_by_text("困難事例・トラブルを記録しました。")).to_be_visible()
    look(page, "draft-saved")
    page.reload()  # what was still to be sent would be sent now
    expect(page.get_by_text("困難事例・トラブルを書く")).to_be_visible()
    expect(page.get_by_text("下書きが")).to_have_count(0)
    assert Trouble.objects.count() == 1
    assert Draft.objects.count() == 0


def test_an_unwanted_draft_is_discarded_without_scripts(open_page: OpenPage, sign_in: SignIn, clerk: User) -> None:
    page = open_page()
    sign_in(page, clerk)
    open_trouble_form(page)
    type_and_wait(page)
    plain = open_page(java_script_enabled=False)
    sign_in(plain, clerk)
    go_to_desk(plain)
    plain.get_by_role("link", name="復元する").click()
    expect(plain.get_by_label("状況")).to_have_value(SITUATION)
    plain.get_by_role("button", name="破棄する").click()
    expect(plain).to_have_url(re.compile("/counters/honcho/2025-06-03/$"))
    expect(plain.get_by_text("下書きが")).to_have_count(0)
    assert Draft.objects.count() == 0


def test_what_was_typed_last_is_kept_when_the_page_is_left(page: Page, sign_in: SignIn, clerk: User) -> None:
    sign_in(page, clerk)
    open_trouble_form(page)
    page.get_by_label("状況").fill(SITUATION)
    go_to_desk(page)
    go_to_desk(page)
    page.get_by_role("link", name="復元する").click()
    expect(page.get_by_label("状況")).to_have_value(SITUATION)


def test_an_operators_inquiry_comes_back(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "operator")
    page.get_by_text("電子証明書", exact=True).click()
    page.get_by_label("内容").fill("暗証番号を忘れた場合の手続き")
    page.get_by_text("苦情である").click()
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.reload()
    look(page, "draft-offered-to-operator")
    page.get_by_role("link", name="復元する").click()
    expect(page.get_by_label("内容")).to_have_value("暗証番号を忘れた場合の手続き")
    expect(page.get_by_role("radio", name="電子証明書")).to_be_checked()
    expect(page.get_by_role("checkbox", name="苦情である")).to_be_checked()
    page.get_by_role("button", name="保存して次へ").click()
    expect(page.get_by_text("を保存しました。")).to_be_visible()
    expect(page.get_by_text("下書きが")).to_have_count(0)


def test_a_my_number_is_not_kept_and_the_page_says_so(page: Page, sign_in: SignIn, clerk: User, watch: Watch) -> None:
    sign_in(page, clerk)
    open_trouble_form(page)
    page.get_by_label("状況").fill("番号は123456789018でした")
    expect(page.get_by_text("下書きを保存していません。マイナンバー")).to_be_visible()
    assert Draft.objects.count() == 0
    assert len(watch.faults) == 1
    assert "422" in watch.faults.pop()


FORM = """<form method="post" action="/sample/saved/">{% csrf_token %}{% include "_components/draft.html" %}
  <input type="hidden" name="submission_key" value="s"><input type="password" name="secret" aria-label="秘密">
  <textarea name="text" aria-label="本文"></textarea><button type="submit">保存</button></form>"""


class Kept:
    """Stands in for the server: what a form's page sent, and whether it can be reached."""

    url = "/drafts/kept/"
    saved_at = None

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.is_reachable = self.is_signed_in = True

    def answer(self, route: Route) -> None:
        if not self.is_reachable:
            route.abort()
            return
        if not self.is_signed_in:
            route.fulfill(status=302, headers={"Location": "/accounts/login/"})
            return
        self.sent.append(route.request.post_data or "")
        route.fulfill(json={"saved_at": "2025-06-03T10:00:05+09:00"})


@pytest.fixture
def kept(page: Page) -> Kept:
    kept = Kept()
    page.route("**/drafts/kept/", kept.answer)
    page.clock.install()
    show(page, FORM, draft=kept)
    return kept


class TestScript:
    """The script alone, on a page made for the purpose."""

    def test_a_server_out_of_reach_is_told_and_tried_again(self, page: Page, kept: Kept, watch: Watch) -> None:
        kept.is_reachable = False
        page.get_by_label("本文").fill("途中")
        page.clock.run_for(3_000)
        expect(page.get_by_text(UNREACHABLE)).to_be_visible()
        kept.is_reachable = True
        page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(page.get_by_text("下書きを保存しました 10:00:05")).to_be_visible()
        assert len(kept.sent) == 1
        assert all("ERR_FAILED" in fault for fault in watch.faults)
        watch.faults.clear()

    def test_a_session_that_has_ended_is_told(self, page: Page, kept: Kept) -> None:
        kept.is_signed_in = False
        page.get_by_label("本文").fill("途中")
        page.clock.run_for(3_000)
        expect(page.get_by_text("ログアウトされたため、下書きを保存できません。")).to_be_visible()

    def test_only_what_was_typed_is_sent(self, page: Page, kept: Kept) -> None:
        page.get_by_label("秘密").fill("hush-hush")
        page.get_by_label("本文").fill("途中")
        page.clock.run_for(3_000)
        expect(page.get_by_text("下書きを保存しました")).to_be_visible()
        [sent] = kept.sent
        assert "途中" in sent
        assert "csrfmiddlewaretoken" in sent
        assert "submission_key" not in sent
        assert "hush-hush" not in sent

    def test_nothing_is_sent_while_a_conversion_is_open(self, page: Page, kept: Kept) -> None:
        box = page.get_by_label("本文")
        box.dispatch_event("compositionstart")
        box.fill("とちゅう")
        page.clock.run_for(10_000)
        assert kept.sent == []
        box.dispatch_event("compositionend")
        page.clock.run_for(3_000)
        expect(page.get_by_text("下書きを保存しました")).to_be_visible()
        assert len(kept.sent) == 1
