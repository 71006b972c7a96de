"""A newcomer becomes ready for work, and a leader's certificate goes to the city and back."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from apps.workforce.enums import Duty
from apps.workforce.models import CareerCertificate
from tests.workforce.factories import make_staff, trainer, version_in_force

from .conftest import TABLET, OpenPage, SignIn, Watch, barriers, look

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

YESTERDAY = "2025-06-02"


@pytest.fixture
def _school(contract: None) -> None:
    """What a training needs: somebody who may teach, and a curriculum in force."""
    trainer()
    version_in_force("counter-curriculum")


def train(page: Page, kind: str, name: str, *, version: str = "用いない") -> None:
    page.goto("/staff/trainings/new/")
    page.get_by_label("種類").select_option(label=kind)
    page.get_by_label("実施日").fill(YESTERDAY)
    page.get_by_label("講師", exact=False).first.select_option(label="講師 一")
    page.get_by_label("カリキュラム・マニュアルの版").select_option(label=version)
    page.get_by_label(name, exact=True).check()
    page.get_by_role("button", name="研修を記録する").click()
    expect(page.get_by_text("研修を記録しました。")).to_be_visible()


@pytest.mark.usefixtures("_school")
def test_a_newcomer_becomes_ready(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "general_manager")
    page.goto("/staff/")
    page.get_by_role("link", name="従事者等を登録する").click()
    assert barriers(page) == []
    page.get_by_label("社員番号").fill("K900")
    page.get_by_label("氏名").fill("久下戸 新")
    page.get_by_label("フリガナ").fill("くげど あらた")
    page.get_by_label("雇用形態").select_option(label="契約社員")
    page.get_by_label("主な役割").select_option(label="従事者")
    page.get_by_label("従事開始日").fill(YESTERDAY)
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_text("勤務できない").first).to_be_visible()
    assert barriers(page) == []
    record = page.url

    train(
        page, "業務研修", "久下戸　新", version="研修カリキュラム（申請サポート窓口） 第1版（2025年4月1日（火）から）"
    )
    train(page, "守秘義務研修", "久下戸　新")
    page.goto(record)
    expect(page.locator(".state--error")).to_have_count(1)
    page.get_by_text("誓約書を記録する").first.click()
    page.get_by_label("署名日").fill(YESTERDAY)
    page.get_by_label("市への提出日").fill(YESTERDAY)
    page.get_by_role("button", name="誓約書を記録する").click()
    expect(page.get_by_text("必要な研修・書類は、すべて揃っています。")).to_be_visible()
    look(page, "person")

    page.goto("/staff/")
    page.get_by_label("氏名・フリガナ・社員番号").fill("くげど")
    page.get_by_role("button", name="表示する").click()
    expect(page.get_by_role("rowheader", name="久下戸　新")).to_be_visible()
    assert page.url.endswith("/staff/"), "a name stays out of the address"
    assert barriers(page) == []
    look(page, "people")


def test_a_certificate_goes_to_the_city_and_back(
    page: Page, sign_in: SignIn, open_page: OpenPage, watch: Watch
) -> None:
    leader = make_staff(name="霞　導", ready_for=Duty.SITE_LEADER, on=date(2025, 6, 3))
    leader.certificates.all().delete()
    sign_in(page, "general_manager")
    page.goto(f"/staff/people/{leader.pk}/")
    expect(page.get_by_text("経歴証明書が、市に承諾されていません。")).to_be_visible()
    page.get_by_text("経歴証明書の提出を記録する").first.click()
    page.get_by_label("文書番号・保管場所", exact=False).last.fill("経歴証明書 第1号")
    page.get_by_role("button", name="経歴証明書の提出を記録する").click()
    expect(page.get_by_text("回答待ち")).to_be_visible()

    city = open_page(viewport=TABLET)
    sign_in(city, "city_approver")
    city.goto("/staff/certificates/")
    city.get_by_role("link", name="霞　導").click()
    assert barriers(city) == []
    look(city, "certificate")
    city.get_by_role("button", name="経歴証明書を承諾する").click()
    expect(city.get_by_text("経歴証明書を承諾しました。")).to_be_visible()
    assert CareerCertificate.objects.get().is_accepted

    page.reload()
    expect(page.get_by_text("必要な研修・書類は、すべて揃っています。")).to_be_visible()
