"""A paper from its first version to the one in force, between contractor and city."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import TABLET, OpenPage, SignIn, barriers, look

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]


def open_manual(page: Page) -> None:
    page.goto("/contract/")
    page.get_by_role("navigation", name="契約の画面").get_by_role("link", name="文書").click()
    page.get_by_role("link", name="窓口運営マニュアル").click()


def test_a_manual_is_submitted_returned_replaced_and_accepted(open_page: OpenPage, sign_in: SignIn) -> None:
    contractor, city = open_page(), open_page(viewport=TABLET, has_touch=True)
    sign_in(contractor, "general_manager")
    sign_in(city, "city_approver")

    open_manual(contractor)
    assert barriers(contractor) == []
    contractor.get_by_role("link", name="第1版を登録する").click()
    contractor.get_by_label("文書番号・保管場所").fill("申サ第12号、事務所 書棚1")
    assert barriers(contractor) == []
    contractor.get_by_role("button", name="登録する").click()
    look(contractor, "document-prepared")
    contractor.get_by_role("link", name="第1版を提出する").click()
    look(contractor, "document-submit")
    contractor.get_by_role("button", name="提出を記録する").click()
    expect(contractor.get_by_text("市の決定を待っています")).to_be_visible()

    open_manual(city)
    city.get_by_role("link", name="第1版を承諾・差戻する").click()
    city.get_by_role("radio", name="差戻").check()
    city.get_by_role("button", name="決定を記録する").click()
    look(city, "document-decide-wrong")
    assert barriers(city) == []
    city.get_by_label("市の意見").fill("閉設の手順に、写真データの削除を加えてください。")
    city.get_by_role("button", name="決定を記録する").click()
    expect(city.get_by_text("「差戻」を記録しました")).to_be_visible()

    open_manual(contractor)
    contractor.get_by_role("link", name="次の版を登録する").click()
    contractor.get_by_label("差替理由").fill("写真データの削除を加えた。")
    contractor.get_by_label("文書番号・保管場所").fill("申サ第13号、事務所 書棚1")
    contractor.get_by_role("button", name="登録する").click()
    contractor.get_by_role("link", name="第2版を提出する").click()
    contractor.get_by_role("button", name="提出を記録する").click()

    open_manual(city)
    city.get_by_role("link", name="第2版を承諾・差戻する").click()
    city.get_by_role("radio", name="承諾").check()
    city.get_by_label("適用開始日").fill("2025-06-03")
    city.get_by_role("button", name="決定を記録する").click()
    expect(city.get_by_text("第2版（2025年6月3日（火）から）")).to_be_visible()
    look(city, "document-accepted-tablet")
    assert city.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]

    contractor.goto("/contract/documents/")
    expect(contractor.get_by_role("row", name="窓口運営マニュアル")).to_contain_text("承諾")
    assert barriers(contractor) == []
    look(contractor, "document-list")
    city.goto("/contract/documents/")
    look(city, "document-list-tablet")
    assert city.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]


def test_the_numbers_of_a_place_are_entered(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "general_manager")
    page.goto("/contract/")
    page.get_by_role("link", name=re.compile("電話を変更.*本庁舎")).click()
    page.get_by_label("会場の電話").fill("０４９－２２４－８８１１")
    page.get_by_label("会場の業務用携帯").fill("090")
    page.get_by_role("button", name="保存する").click()
    look(page, "site-contact-wrong")
    assert barriers(page) == []
    page.get_by_label("会場の業務用携帯").fill("090-1234-5678")
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_role("row", name="本庁舎1階")).to_contain_text("049-224-8811")
    look(page, "contract-board")
