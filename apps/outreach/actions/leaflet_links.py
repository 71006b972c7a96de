"""The links of a leaflet's letters, closed once their letter is not posted to the facility any more."""

from collections.abc import Collection
from datetime import datetime

from apps.accounts.models import User
from apps.outreach.models import FacilityLink, LeafletCampaign

from .links import revoke_link

CALLED_OFF = "チラシを中止したため"
NOT_POSTED = "チラシをこの施設に発送しないため"


def revoke_letters(
    campaign: LeafletCampaign,
    *,
    by: User | None,
    at: datetime,
    reason: str,
    facilities: Collection[int | None] | None = None,
) -> None:
    """Revokes the links of the locked campaign's letters, those of these facilities or all.

    A revoked link names who revoked it. The night's run is nobody, so it revokes in the name of whoever made the
    letter; the step of the campaign says that it was the night.
    """
    letters = campaign.letters.in_force()
    if facilities is not None:
        letters = letters.filter(facility__in=[pk for pk in facilities if pk is not None])
    held = FacilityLink.objects.filter(leaflet_letter__in=letters, revoked_at__isnull=True).select_related("made_by")
    for link in held.select_for_update(of=("self",), no_key=True).order_by("pk"):
        revoke_link(link=link, by=by or link.made_by, at=at, reason=reason)
