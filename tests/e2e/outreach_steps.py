"""Steps that the journeys of outreach share: a facility's link from the printed page, what others see and how soon."""

import time
from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import Locator, Page, expect

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.outreach.models import Facility
from tests.conftest import UserOf
from tests.outreach.factories import make_facility, make_vehicle
from tests.workforce.days import site_of
from tests.workforce.factories import make_staff

from .conftest import within

PHONE = {"width": 390, "height": 844}
SEEN_WITHIN = 3.0


@dataclass
class Sights:
    """How many seconds passed before each change stood on an open page, without a reload."""

    seconds: list[float] = field(default_factory=list)

    def of(self, *places: Locator) -> None:
        """Waits until each place is on its page."""
        began = time.monotonic()
        for place in places:
            expect(place).to_be_visible(timeout=within(SEEN_WITHIN))
            self.seconds.append(time.monotonic() - began)

    @property
    def usual(self) -> float:
        return median(self.seconds)


@dataclass
class Office:
    """The people, the car and the facility of one visit."""

    facility: Facility
    manager: User
    leader: User
    crew: User
    officer: User
    approver: User
    vehicle_pk: int

    @classmethod
    def open(cls, user_of: UserOf, *, name: str) -> "Office":
        """A leader and a clerk who go, one more leader who stays at a counter, an officer and a car."""
        roles = ("general_manager", "site_leader", "counter_staff", "city_staff", "city_approver")
        manager, leader, crew, officer, approver = (user_of(role) for role in roles)
        for user in (leader, crew):
            make_staff(user=user, duty=user.role, name=user.display_name)
        make_staff(duty=Role.SITE_LEADER, posted_to=site_of())
        return cls(make_facility(name=name), manager, leader, crew, officer, approver, make_vehicle().pk)


def printed_address(manager: Page, facility: str) -> str:
    """Issues a link on the facility's page, as the general manager does, and reads its address from the paper."""
    manager.get_by_role("navigation", name="メニュー").get_by_role("link", name="出張申請").click()
    manager.get_by_role("navigation", name="出張申請の画面").get_by_role("link", name="施設").click()
    manager.get_by_role("link", name=facility, exact=True).click()
    manager.get_by_role("link", name="リンクを発行する").click()
    manager.get_by_role("button", name="リンクを発行する").click()
    expect(manager.get_by_role("img", name="施設の画面を開くQRコード")).to_be_visible()
    return manager.locator(".link-sheet__address").inner_text()


def come_by(phone: Page, address: str) -> None:
    """What a facility does with the paper: opens the address and presses the one button."""
    phone.goto(address)
    phone.get_by_role("button", name="施設の画面を開く").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("訪問の要請と日程")


def ask_for_a_visit(phone: Page, heads: int) -> None:
    phone.get_by_role("link", name="訪問を要請する").click()
    phone.get_by_label("申請する方の人数").fill(str(heads))
    phone.get_by_role("button", name="要請を送る").click()
    expect(phone.get_by_text("要請を受け付けました。")).to_be_visible()


def overflow(page: Page) -> int:
    """How many pixels of the page stand beyond the right edge of the window."""
    pixels: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return pixels
