"""Letters of a leaflet that carry a facility's own link, made with the letter (第2-1-(3)-③、(4)-②)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from apps.accounts.models import User
from apps.outreach.enums import LeafletStepKind, LinkPurpose
from apps.outreach.models import Facility, LeafletAddress, LeafletCampaign, LeafletLetter, NotPossible

from .leaflets import lock_open, note
from .links import issue_link, revoke_link

RENEWED = "チラシの手紙を作り直したため"


@dataclass(frozen=True)
class Letter:
    """A letter to print now: its address, and the token that is kept nowhere."""

    address: LeafletAddress
    token: str


def make_letters(*, campaign: LeafletCampaign, renew: bool, by: User, at: datetime, days: int) -> list[Letter]:
    """A link, good for so many days, for each registered facility of the checked list that has none by this leaflet.

    A facility that was closed after the check gets none. With `renew` every facility gets a new one and the links of
    the letters made before are revoked. Raises NotPossible.
    """
    with transaction.atomic():
        locked = lock_open(campaign)
        if not locked.checked_at or not locked.list_is_open:
            raise NotPossible("施設のリンクを載せた手紙は、市が宛先を確認してから発送するまでの間に作れます。")
        wanted = locked.addresses.to_post().filter(facility__in=_hold_open(locked)).select_related("facility")
        made_before = {
            letter.facility_id: letter
            for letter in locked.letters.filter(replaced_at__isnull=True).select_related("link")
        }
        letters = []
        for address in wanted:
            assert address.facility is not None
            earlier = made_before.get(address.facility.pk)
            if earlier and not renew and not earlier.link.revoked_at:
                continue
            if earlier:
                _replace(earlier, by=by, at=at)
            link, token = issue_link(facility=address.facility, by=by, at=at, days=days, purpose=LinkPurpose.LEAFLET)
            LeafletLetter.objects.create(campaign=locked, facility=address.facility, link=link, made_at=at)
            letters.append(Letter(address, token))
        if not letters:
            raise NotPossible(
                "手紙を作る施設がありません。作成済みの手紙をもう一度作るときは、前のリンクの取消しを選んでください。"
                if made_before
                else "宛先に、登録されている施設がありません。"
            )
        note(locked, LeafletStepKind.LETTERS_MADE, by=by, at=at, number=len(letters))
    return letters


def _hold_open(campaign: LeafletCampaign) -> list[int]:
    """The list's facilities in service, kept so: locked before their links, as in closing one."""
    named = Facility.objects.filter(pk__in=campaign.addresses.to_post().values("facility"))
    held = named.select_for_update(of=("self",), no_key=True).order_by("pk")
    return [facility.pk for facility in held if facility.is_active]


def _replace(letter: LeafletLetter, *, by: User, at: datetime) -> None:
    letter.replaced_at = at
    letter.save(update_fields=["replaced_at"])
    if not letter.link.revoked_at:
        revoke_link(link=letter.link, by=by, at=at, reason=RENEWED)
