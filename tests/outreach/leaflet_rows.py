"""Leaflets for the tests, at any step. It is Monday 2 June 2025, 10:00; every name and address is made up."""

import uuid
from datetime import date
from itertools import count

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.outreach.actions import leaflet_lines, leaflets
from apps.outreach.enums import LeafletSource
from apps.outreach.leaflet_file import Line
from apps.outreach.models import LeafletAddress, LeafletCampaign

from .factories import NOW, TODAY, make_user, term

_serial = count(1001)  # of one width, however many tests ran before


def manager() -> User:
    return User.objects.filter(role=Role.GENERAL_MANAGER).first() or make_user(Role.GENERAL_MANAGER)


def city() -> User:
    return User.objects.filter(role=Role.CITY_STAFF).first() or make_user(Role.CITY_STAFF)


def make_campaign(**fields: object) -> LeafletCampaign:
    defaults = {"term": term(), "title": "案内チラシ", "purpose": "出張申請受付の案内", "planned_count": 500}
    given = {"by": manager(), "at": NOW, "submission_key": uuid.uuid4()}
    return leaflets.create_campaign(**(defaults | given | fields))


def line(number: int = 0, **fields: str) -> Line:
    number = number or next(_serial)
    defaults = {"name": f"架空の園{number}", "address": f"埼玉県川越市元町{number}-1", "postal_code": "3500001"}
    return Line(**(defaults | fields)).tidy()


def add(campaign: LeafletCampaign, given: Line | None = None) -> LeafletAddress:
    return leaflet_lines.add_line(
        campaign=campaign,
        line=given or line(),
        source=LeafletSource.HAND,
        by=manager(),
        at=NOW,
        submission_key=uuid.uuid4(),
    )


def agree(campaign: LeafletCampaign) -> LeafletCampaign:
    return leaflets.agree_design(campaign=campaign, shows_tokimo=True, shows_mainachan=True, by=city(), at=NOW)


def tick_all(campaign: LeafletCampaign) -> None:
    seen = seen_of(campaign)
    leaflets.tick_lines(campaign=campaign, ticked=seen, remarks=dict.fromkeys(seen, ""), seen=seen, by=city(), at=NOW)


def seen_of(campaign: LeafletCampaign) -> dict[int, str]:
    """The lines of the list as a page shows them now: the edition of each."""
    return {row.pk: row.edition for row in campaign.addresses.all()}


def check(campaign: LeafletCampaign) -> LeafletCampaign:
    """Asked for, ticked line by line and confirmed by the city."""
    leaflets.ask_check(campaign=campaign, by=manager(), at=NOW)
    tick_all(campaign)
    return leaflets.check_addresses(campaign=campaign, by=city(), at=NOW)


STEPS = ("filled", "checked", "printed", "stuffed", "posted", "completed")


def bring_to(step: str, *, lines: int = 3, on: date = TODAY, **fields: object) -> LeafletCampaign:
    """A leaflet that has reached this step."""
    campaign = make_campaign(**fields)
    for _ in range(lines):
        add(campaign)
    way = {
        "filled": lambda: campaign,
        "checked": lambda: (agree(campaign), check(campaign))[1],
        "printed": lambda: leaflets.record_printing(
            campaign=campaign, printed=lines + 2, printed_on=on, by=manager(), at=NOW
        ),
        "stuffed": lambda: leaflets.record_stuffing(
            campaign=campaign, stuffed=lines + 1, stuffed_on=on, by=manager(), at=NOW
        ),
        "posted": lambda: leaflets.record_posting(campaign=campaign, posted_on=on, by=manager(), at=NOW),
        "completed": lambda: finish(campaign),
    }
    for name in STEPS[: STEPS.index(step) + 1]:
        way[name]()
    campaign.refresh_from_db()
    return campaign


def finish(campaign: LeafletCampaign) -> LeafletCampaign:
    figures = {"printing_yen": 30_000, "postage_yen": 42_000}
    leaflets.correct_figures(campaign=campaign, figures=figures, reason="", by=manager(), at=NOW)
    return leaflets.complete_campaign(campaign=campaign, by=manager(), at=NOW)
