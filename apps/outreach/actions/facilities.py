"""Writes of the register of facilities by hand: whom to call there, and whether it is still visited."""

from datetime import datetime

from django.db import transaction

from apps.accounts.models import User
from apps.outreach.enums import UNDER_WAY
from apps.outreach.models import Facility, FacilityContact, NotPossible

from .closed import lock_facility
from .links import revoke_link

CLOSED = "休廃止の施設としたため"


def save_contact(*, contact: FacilityContact) -> FacilityContact:
    """Writes a contact; the first one of a facility, and one marked so, is the one to call first."""
    with transaction.atomic():
        lock_facility(contact.facility_id)
        others = FacilityContact.objects.current().filter(facility=contact.facility_id).exclude(pk=contact.pk)
        if contact.is_first:
            others.filter(is_first=True).update(is_first=False)
        elif not others.filter(is_first=True).exists():
            contact.is_first = True
        contact.save()
    return contact


def end_contact(*, contact: FacilityContact, at: datetime) -> None:
    """Keeps a contact that is no longer called; the next one becomes the first."""
    with transaction.atomic():
        lock_facility(contact.facility_id)
        current = FacilityContact.objects.current().filter(facility=contact.facility_id)
        ended = current.filter(pk=contact.pk).first()
        if ended is None:
            return
        was_first, ended.is_first, ended.ended_at = ended.is_first, False, at
        ended.save()
        heir = current.first()
        if was_first and heir:
            heir.is_first = True
            heir.save()


def close_facility(*, facility: Facility, reason: str, by: User, at: datetime) -> None:
    """Takes a facility out of the visits and revokes its links. Raises NotPossible while a visit is under way."""
    with transaction.atomic():
        locked = lock_facility(facility.pk)
        if locked.visits.filter(status__in=UNDER_WAY).exists():
            raise NotPossible("要請・調整中・確定の訪問があります。先に訪問を終えるか、中止にしてください。")
        locked.is_active, locked.closed_reason = False, reason
        locked.save(update_fields=["is_active", "closed_reason"])
        for link in locked.links.living(at):  # type: ignore[attr-defined]
            revoke_link(link=link, by=by, at=at, reason=CLOSED)


def reopen_facility(*, facility: Facility) -> None:
    """Takes a facility into the visits again; its links stay revoked."""
    with transaction.atomic():
        locked = lock_facility(facility.pk)
        locked.is_active, locked.closed_reason = True, ""
        locked.save(update_fields=["is_active", "closed_reason"])
