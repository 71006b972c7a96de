"""The menu: the rooms that the matrix opens to someone's role, and the desk where each role starts."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from .enums import Role
from .matrix import may

ROOMS = [
    ("本日の状況", "counters:board"),
    ("人員", "workforce:coverage"),
    ("受取予約", "reservations:availability"),
    ("コールセンター", "callcenter:desk"),
    ("応答履歴", "callcenter:live"),
    ("出張申請", "outreach:calendar"),
    ("自分の勤務", "workforce:my"),
    ("報告", "reporting:list"),
    ("契約", "contracts:board"),
    ("監査", "accounts:audit"),
    ("電話システム", "callcenter:phone_sources"),
    ("利用者", "accounts:user_list"),
    ("接続元", "accounts:network_list"),
    ("ログイン記録", "accounts:sign_in_list"),
]
DESKS = {
    Role.COUNTER_STAFF: "counters:board",
    Role.SITE_LEADER: "counters:board",
    Role.GENERAL_MANAGER: "counters:board",
    Role.OPERATOR: "callcenter:desk",
    Role.CC_LEADER: "callcenter:desk",
    Role.CITY_STAFF: "callcenter:live",
    Role.CITY_APPROVER: "callcenter:live",
    Role.SYSTEM_ADMIN: "accounts:user_list",
}
OWN_PAGES = {"accounts:sign_in_list"}


@dataclass(frozen=True)
class Room:
    label: str
    url: str
    is_current: bool


def rooms_for(role: str, current_path: str = "") -> list[Room]:
    """Menu of a role, in order; the room whose address begins the current path is marked."""
    found = [
        (label, url) for label, name in ROOMS if name not in OWN_PAGES and may(role, name) and (url := _address(name))
    ]
    current = max((url for _, url in found if current_path.startswith(url)), key=len, default="")
    return [Room(label, url, url == current) for label, url in found]


def desk_of(role: str) -> str:
    """Where someone of this role starts: their desk, or the first room open to them if it is not there."""
    names = [DESKS[Role(role)], *(name for _, name in ROOMS)]
    return next(url for name in names if may(role, name) and (url := _address(name)))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
