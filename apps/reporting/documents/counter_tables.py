"""Tables that the counters' day, their month and the report of the term print alike."""

from collections.abc import Callable, Mapping
from typing import Any

from apps.reporting.cells.keys import Key
from apps.reporting.comparison import NAMES
from apps.reporting.figures.counters import OTHERS

from .sheets import Table

Content = Mapping[str, Any]
LABELS = tuple(NAMES[name].removeprefix("利活用 ") for name in OTHERS)
WIDTHS = (28, 14, *[9.5] * (len(OTHERS) - 1))
NOTE = (
    "申請支援 エは、協議による方式です。健康保険証利用からその他の利活用までは、利活用の内訳です。"
    "ほかの欄は、受付のうちの人数です。"
)


def others(title: str, content: Content, key: Callable[[str, str], Key], *, total: str) -> Table:
    """What is counted besides the columns of the first table.

    `key`: of a measure at a site, "" for all of them. `total`: what the sum is called.
    """
    return Table(
        title,
        ("窓口", *LABELS),
        WIDTHS,
        [(row["site_name"], *[row[name] for name in OTHERS]) for row in content["sites"]],
        total=(total, *[content["total"][name] for name in OTHERS]),
        notes=[NOTE],
        keys=[(None, *[key(name, row["site"]) for name in OTHERS]) for row in content["sites"]],
        total_keys=(None, *[key(name, "") for name in OTHERS]),
    )
