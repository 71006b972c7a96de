"""The pages of the call centre below their tabs."""

from dataclasses import dataclass

from django.urls import reverse

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
_FAQ_PAGES = (
    ("faq", "検索・一覧"),
    ("faq_proposals", "提案"),
    ("faq_review", "出典の見直し"),
    ("faq_topics", "足りない話題"),
    ("sections", "案内先"),
    ("faq_disclosures", "第三者提供"),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_current: bool


def tabs_for(role: str, path: str = "") -> list[Tab]:
    """The pages open to a role, in order; the one whose address begins the current path is marked."""
    return _tabs(_PAGES, role, path)


def faq_tabs_for(role: str, path: str = "") -> list[Tab]:
    """The same for the pages of the FAQ, a level below."""
    return _tabs(_FAQ_PAGES, role, path)


def _tabs(pages: tuple[tuple[str, str], ...], role: str, path: str) -> list[Tab]:
    found = [(label, reverse(f"callcenter:{name}")) for name, label in pages if may(role, f"callcenter:{name}")]
    current = max((url for _, url in found if path.startswith(url)), key=len, default="")
    return [Tab(label, url, url == current) for label, url in found]
