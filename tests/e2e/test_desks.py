"""Each role signs in and stands at its own desk, with no barrier on any page its menu leads to."""

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.enums import Role

from .conftest import SignIn, barriers, look

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contract")]

DESKS = {
    Role.COUNTER_STAFF: "本日の状況",
    Role.SITE_LEADER: "本日の状況",
    Role.GENERAL_MANAGER: "本日の状況",
    Role.OPERATOR: "コールセンター",
    Role.CC_LEADER: "コールセンター",
    Role.CITY_STAFF: "応答履歴",
    Role.CITY_APPROVER: "応答履歴",
    Role.SYSTEM_ADMIN: "利用者",
}


@pytest.mark.parametrize("role", Role)
def test_a_role_stands_at_its_own_desk_and_every_room_of_its_menu_opens(
    page: Page, sign_in: SignIn, role: Role
) -> None:
    sign_in(page, role)
    expect(page.get_by_role("heading", level=1)).to_contain_text(DESKS[role])
    expect(page.get_by_role("banner")).to_contain_text(role.label)
    rooms = page.get_by_role("navigation", name="メニュー").get_by_role("link")
    names = rooms.all_inner_texts()
    assert 1 <= len(names) <= 8
    for name in names:
        rooms.filter(has_text=name).first.click()
        expect(rooms.filter(has_text=name).first).to_have_attribute("aria-current", "page")
        assert barriers(page) == [], name
        look(page, f"desk-{role}-{names.index(name)}")
