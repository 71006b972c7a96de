"""A leader keeps the register and vouches for the lines; a point about the venue goes to the city and back."""

import pytest
from playwright.sync_api import Page, expect

from apps.contracts.models import Site
from apps.counters.enums import EquipmentKind
from apps.counters.models import EquipmentItem
from tests.counters.factories import assign, make_equipment

from .conftest import TABLET, OpenPage, SignIn, barriers, look, press

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]


@pytest.fixture
def site() -> Site:
    site = Site.objects.get(code="honcho")
    for kind in set(EquipmentKind) - {EquipmentKind.CAMERA}:
        make_equipment(site, kind, name=kind.label[2:])
    return site


@pytest.fixture
def leader(site: Site, user_of):
    leader = user_of("site_leader")
    assign(leader, site)
    return leader


def test_leader_completes_the_register_and_vouches_for_the_lines(page: Page, sign_in: SignIn, leader) -> None:
    sign_in(page, leader)
    page.get_by_role("link", name="物品・機器").click()
    assert barriers(page) == []
    look(page, "equipment-overview")
    page.get_by_role("main").get_by_role("link", name="本庁舎").click()
    expect(page.get_by_text("不足 イ 写真撮影機")).to_be_visible()
    assert barriers(page) == []
    look(page, "equipment-list")

    press(page, "n")
    page.get_by_label("品目").select_option("イ 写真撮影機")
    page.get_by_label("名称").fill("デジタルカメラ")
    page.get_by_label("製造番号").fill("ＣＡＭ－１")
    page.get_by_label("調達方法").select_option("購入")
    look(page, "equipment-form")
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_text("CAM-1")).to_be_visible()
    expect(page.get_by_text("そろっています")).to_be_visible()
    assert EquipmentItem.objects.get(serial="CAM-1").removed_daily

    page.get_by_role("button", name="デジタルカメラ（CAM-1）を確認した").click()
    expect(page.get_by_text("確認済み")).to_be_visible()
    page.get_by_role("button", name="6月の確認を記録する").click()
    expect(page.get_by_text("6月の確認は")).to_contain_text("済")
    look(page, "equipment-attested")


def test_a_point_about_the_venue_goes_to_the_city_and_back(
    open_page: OpenPage, sign_in: SignIn, site: Site, leader
) -> None:
    page, city = open_page(), open_page(viewport=TABLET)
    sign_in(page, leader)
    page.get_by_role("link", name="会場の記録").click()
    press(page, "n")
    expect(page.get_by_label("窓口")).to_have_value(str(site.pk))
    page.get_by_label("内容").fill("待ち列が出入口にかかるため、記載台を柱の側へ移す案です。")
    look(page, "venue-create")
    assert barriers(page) == []
    press(page, "Control+Enter")
    expect(page.get_by_text("回答待ち")).to_be_visible()

    sign_in(city, "city_staff")
    city.goto("/counters/venues/")
    city.get_by_role("link", name="回答する").click()
    city.get_by_label("市の回答").fill("記載台の移動を認めます。通路の幅を残してください。")
    look(city, "venue-reply-tablet")
    city.get_by_role("button", name="回答を記録する").click()
    expect(city.get_by_text("回答あり")).to_be_visible()
    assert city.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]
    look(city, "venue-list-tablet")

    page.reload()
    page.get_by_role("button", name="決着にする").click()
    expect(page.get_by_role("button", name="未決着に戻す")).to_be_visible()
    assert barriers(page) == []
    look(page, "venue-list")


def test_the_register_fits_a_tablet_held_upright(open_page: OpenPage, sign_in: SignIn, leader) -> None:
    page = open_page(viewport=TABLET, has_touch=True)
    sign_in(page, leader)
    page.goto("/counters/equipment/honcho/")
    assert page.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]
    look(page, "equipment-list-tablet")
