"""Whether a counter has what it works with (第2-1-(2)-①, (2)-②, (7)-①)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum

from apps.accounts.models import User
from apps.contracts.models import Site

from .enums import METHOD_EQUIPMENT, USAGE_EQUIPMENT, AssistMethod, EquipmentKind
from .models import EquipmentItem, EquipmentRequirement, NetworkAttest, NotPossible

INDISPENSABLE = USAGE_EQUIPMENT.union(*METHOD_EQUIPMENT.values())


@dataclass(frozen=True)
class Supply:
    """One kind at one counter: how many are needed, and how many are there and usable."""

    kind: EquipmentKind
    required: int
    usable: int

    @property
    def is_short(self) -> bool:
        return self.usable < self.required

    @property
    def shortage(self) -> str:
        """コ 翻訳機, or ク 長机・椅子等（1/2） where some are there."""
        return f"{self.kind.label}（{self.usable}/{self.required}）" if self.usable else str(self.kind.label)


@dataclass(frozen=True)
class Readiness:
    """What one counter can do with what it has."""

    supplies: list[Supply]
    methods: dict[AssistMethod, bool]
    usage_ready: bool

    @property
    def missing(self) -> list[str]:
        return [supply.shortage for supply in self.supplies if supply.is_short]

    @property
    def assist_ready(self) -> bool:
        """ア, イ and ウ must all be possible at every place (第2-1-(2)-①)."""
        return all(self.methods.values())

    @property
    def is_ready(self) -> bool:
        return not self.missing


def readiness(sites: Iterable[Site], day: date) -> dict[int, Readiness]:
    """Site pk → what is there now against what the day asks for, in two queries."""
    sites = list(sites)
    minimums = EquipmentRequirement.objects.minimums(sites, day)
    usable: dict[int, dict[str, int]] = defaultdict(dict)
    counted = EquipmentItem.objects.usable().filter(site__in=sites).order_by().values("site_id", "kind")
    for row in counted.annotate(total=Sum("quantity")):
        usable[row["site_id"]][row["kind"]] = row["total"]
    return {site.pk: _readiness(minimums[site.pk], usable[site.pk]) for site in sites}


def attest_network(*, site: Site, statement: str, by: User, at: datetime, today: date) -> NetworkAttest:
    """A leader's word for the running month (第2-1-(11)-②). Raises NotPossible when it was given already."""
    attest, is_new = NetworkAttest.objects.get_or_create(
        site=site,
        month=today.replace(day=1),
        defaults={"statement": statement, "attested_at": at, "attested_by": by},
    )
    if not is_new and (attest.attested_by, attest.statement) != (by, statement):
        raise NotPossible(f"{today.month}月の通信の確認は、{attest.attested_by}がすでに記録しています。")
    return attest


def _readiness(minimums: dict[EquipmentKind, int], usable: dict[str, int]) -> Readiness:
    present = {kind for kind in EquipmentKind if usable.get(kind)}
    return Readiness(
        supplies=[
            Supply(kind, max(minimums.get(kind, 0), kind in INDISPENSABLE), usable.get(kind, 0))
            for kind in EquipmentKind
        ],
        methods={method: present >= needed for method, needed in METHOD_EQUIPMENT.items()},
        usage_ready=present >= USAGE_EQUIPMENT,
    )
