"""The pages of the call centre below their tabs."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from apps.accounts.matrix import may

_PAGES = (
    ("desk", "受付"),
    ("faq", "FAQ"),
    ("escalations", "エスカレーション"),
    ("callbacks", "折り返し"),
    ("misguidances", "誤案内"),
    ("emergencies", "緊急"),
    ("pace", "ペース"),
    ("inquiry_checks", "要確認"),
    ("reconciliation", "突合"),
    ("import", "通話記録"),
    ("phone_sources", "電話システム"),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_current: bool


def tabs_for(role: str, path: str = "") -> list[Tab]:
    """The pages open to a role, in order; the one whose address begins the current path is marked."""
    found = [(label, url) for name, label in _PAGES if may(role, f"callcenter:{name}") and (url := _address(name))]
    current = max((url for _, url in found if path.startswith(url)), key=len, default="")
    return [Tab(label, url, url == current) for label, url in found]


def _address(name: str) -> str:
    try:
        return reverse(f"callcenter:{name}")
    except NoReverseMatch:
        return ""
