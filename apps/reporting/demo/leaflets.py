"""Leaflets: the first term's, posted and erased long ago, and this term's, which waits for the city's check."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from apps.accounts.models import User
from apps.contracts.models import ContractTerm
from apps.core.clock import JST
from apps.outreach.actions import leaflet_lines, leaflets
from apps.outreach.enums import FacilityKind, LeafletSource
from apps.outreach.leaflet_file import Line
from apps.outreach.models import LeafletAddress, LeafletCampaign

from .rows import key, stream
from .world import World, in_history

FACTS = {"title": "出張申請の案内チラシ", "purpose": "福祉施設等への出張申請受付の案内"}
PRINTED, ADDRESSES, RETURNED = 500, 486, 7
PRINTING_YEN, POSTAGE_YEN = 38_500, 53_460
BEGUN, ASKED, CHECKED, PRINTING, STUFFING, POSTING = 92, 99, 103, 113, 117, 120
"""Days from the start of the term."""
TOWNS = ("元町", "石原町", "的場", "今福", "渋井", "大仙波", "下赤坂", "古谷上", "藤間", "鯨井")
KINDS = ("特別養護老人ホーム", "障害者支援施設", "グループホーム", "デイサービスセンター", "介護老人保健施設")
MORE = (
    "宛名,郵便番号,住所,敬称\n"
    "架空の杜クリニック,350-0001,埼玉県川越市古谷上９０－２,事務室 御中\n"
    "𠮷の里グループホーム,,埼玉県川越市渋井901,御中\n"
    "ひなた作業所（架空）,350-110,埼玉県川越市的場９０３,御中\n"
)


@in_history
def build(world: World) -> None:
    first, current = world.terms[0], world.terms[-1]
    if first.starts_on + timedelta(days=POSTING + 40) <= world.today:
        _finished(world, first)
    if current != first:
        _in_preparation(world, current)


def _finished(world: World, term: ContractTerm) -> None:
    chance, manager, city = stream(world.seed, "leaflets"), world.users["manager1"], world.users["city1"]
    campaign = _begin(term, manager, _at(term, BEGUN), key(chance))
    LeafletAddress.objects.bulk_create(_address(campaign, number) for number in range(1, ADDRESSES + 1))
    _check(campaign, manager, city, _at(term, ASKED), _at(term, CHECKED))
    given: dict[str, Any] = {"campaign": campaign, "by": manager}
    leaflets.record_printing(printed=PRINTED, printed_on=_day(term, PRINTING), at=_at(term, PRINTING), **given)
    leaflets.record_stuffing(stuffed=ADDRESSES, stuffed_on=_day(term, STUFFING), at=_at(term, STUFFING), **given)
    leaflets.record_posting(posted_on=_day(term, POSTING), at=_at(term, POSTING), **given)
    for number, address in enumerate(campaign.addresses.all()[:RETURNED], start=4):
        moment = _at(term, POSTING + number)
        leaflets.record_return(address=address, returned_on=moment.date(), by=manager, at=moment)
    cost = {"printing_yen": PRINTING_YEN, "postage_yen": POSTAGE_YEN}
    leaflets.correct_figures(figures=cost, reason="請求書による", at=_at(term, POSTING + 16), **given)
    leaflets.complete_campaign(at=_at(term, POSTING + 16), **given)
    leaflets.erase_addresses(campaign=campaign, by=None, at=_at(term, POSTING + 30, hour=2))


def _in_preparation(world: World, term: ContractTerm) -> None:
    chance, manager = stream(world.seed, "leaflets", "current"), world.users["manager1"]
    begun = max(world.now - timedelta(days=12), _at(term, 0))
    campaign = _begin(term, manager, begun, key(chance))
    given: dict[str, Any] = {"campaign": campaign, "by": manager, "at": begun}
    leaflet_lines.add_register(kinds=list(FacilityKind), **given)
    leaflet_lines.import_file(content=MORE.encode(), **given)
    leaflets.ask_check(campaign=campaign, by=manager, at=max(world.now - timedelta(days=4), begun))


def _begin(term: ContractTerm, by: User, at: datetime, submission_key: uuid.UUID) -> LeafletCampaign:
    return leaflets.create_campaign(
        term=term, planned_count=PRINTED, by=by, at=at, submission_key=submission_key, **FACTS
    )


def _address(campaign: LeafletCampaign, number: int) -> LeafletAddress:
    town, kind = TOWNS[number % len(TOWNS)], KINDS[number % len(KINDS)]
    line = Line(f"{kind}　架空の園{number}", f"埼玉県川越市{town}{number}-1", "3500001")
    return LeafletAddress(
        campaign=campaign,
        order=number,
        source=LeafletSource.FILE,
        match_key=line.match_key,
        name=line.name,
        address=line.address,
        postal_code=line.postal_code,
        addressee=line.addressee,
    )


def _check(campaign: LeafletCampaign, manager: User, city: User, asked_at: datetime, at: datetime) -> None:
    leaflets.ask_check(campaign=campaign, by=manager, at=asked_at)
    seen = {line.pk: line.edition for line in campaign.addresses.all()}
    leaflets.tick_lines(campaign=campaign, ticked=seen, remarks=dict.fromkeys(seen, ""), seen=seen, by=city, at=at)
    leaflets.agree_design(campaign=campaign, shows_tokimo=True, shows_mainachan=True, by=city, at=at)
    leaflets.check_addresses(campaign=campaign, by=city, at=at)


def _day(term: ContractTerm, days: int) -> date:
    return term.starts_on + timedelta(days=days)


def _at(term: ContractTerm, days: int, *, hour: int = 10) -> datetime:
    return datetime.combine(_day(term, days), time(hour), JST)
