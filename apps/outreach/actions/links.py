import uuid
from datetime import datetime, timedelta

from django.db import transaction

from apps.accounts.models import User
from apps.core.submissions import submit_once
from apps.outreach.actors import Actor
from apps.outreach.enums import LinkPurpose
from apps.outreach.models import CalendarFeed, Facility, FacilityLink, FacilityPass, NotPossible
from apps.outreach.models.links import FacilityLinkQuerySet
from apps.outreach.tokens import new_token, token_hash

from .closed import hold_open


class LinkDead(NotPossible):
    """The link is unknown, revoked or at its end; which of them is told to nobody."""


class AlreadyIssued(NotPossible):
    """This very form has issued its link; its address was shown in that answer and is kept nowhere."""


def issue_link(
    *,
    facility: Facility,
    by: User,
    at: datetime,
    days: int,
    purpose: LinkPurpose,
    submission_key: uuid.UUID | None = None,
) -> tuple[FacilityLink, str]:
    """Gives a facility a way in for so many days; the token is returned once and kept nowhere.

    Raises AlreadyIssued for a form that was sent twice, FacilityClosed.
    """
    token, key = new_token(), submission_key or uuid.uuid4()

    def create() -> FacilityLink:
        hold_open(facility)
        return FacilityLink.objects.create(
            facility=facility,
            purpose=purpose,
            token_hash=token_hash(token),
            made_at=at,
            made_by=by,
            expires_at=at + timedelta(days=days),
            submission_key=key,
        )

    link, is_new = submit_once(FacilityLink, key, create)
    if not is_new:
        raise AlreadyIssued("このリンクはすでに発行しました。アドレスは、発行したときの画面にだけ表示します。")
    return link, token


def revoke_link(*, link: FacilityLink, by: User, at: datetime, reason: str) -> FacilityLink:
    """Closes the link and, with it, whatever is open by it. Raises NotPossible when it is revoked already."""
    with transaction.atomic():
        locked = FacilityLink.objects.select_for_update(of=("self",), no_key=True).get(pk=link.pk)
        if locked.revoked_at:
            raise NotPossible("このリンクは、すでに取り消されています。")
        locked.revoked_at, locked.revoked_by, locked.revoke_reason = at, by, reason
        locked.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    return locked


def open_link(*, token: str, at: datetime, minutes: int) -> tuple[FacilityPass, str]:
    """Lets a device in for so many minutes, at most to the link's end: the pass and its secret. Raises LinkDead."""
    secret = new_token()
    with transaction.atomic():
        link = _hold(FacilityLink.objects.filter(token_hash=token_hash(token)), at)
        expires_at = min(at + timedelta(minutes=minutes), link.expires_at)
        opened = FacilityPass.objects.create(
            link=link, secret_hash=token_hash(secret), opened_at=at, expires_at=expires_at
        )
    return opened, secret


def prolong_pass(*, opened: FacilityPass, at: datetime, minutes: int) -> FacilityPass:
    """Moves the end of a pass in use further, at most to the link's end. Raises LinkDead."""
    with transaction.atomic():
        link = _hold(FacilityLink.objects.filter(pk=opened.link_id), at)
        opened.expires_at = min(at + timedelta(minutes=minutes), link.expires_at)
        FacilityPass.objects.living(at).filter(pk=opened.pk).update(expires_at=opened.expires_at)
    return opened


def end_pass(*, opened: FacilityPass, at: datetime) -> None:
    """Gives the pass back; done twice it is the same."""
    FacilityPass.objects.filter(pk=opened.pk, ended_at__isnull=True).update(ended_at=at)


def hold_link(by: Actor, at: datetime) -> None:
    """Keeps the actor's link from being revoked until the transaction ends. Raises LinkDead."""
    if by.link is not None:
        _hold(FacilityLink.objects.filter(pk=by.link.pk), at)


def make_feed(*, user: User, at: datetime) -> tuple[CalendarFeed, str]:
    """Gives somebody the secret address of their calendar; an earlier one ends. The token is kept nowhere."""
    token = new_token()
    with transaction.atomic():
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        revoke_feed(user=user, at=at)
        feed = CalendarFeed.objects.create(user=user, token_hash=token_hash(token), made_at=at)
    return feed, token


def revoke_feed(*, user: User, at: datetime) -> bool:
    """Ends the address of somebody's calendar; False where there was none."""
    return bool(CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=at))


def _hold(links: FacilityLinkQuerySet, at: datetime) -> FacilityLink:
    link = links.living(at).select_for_update(of=("self",), no_key=True).first()
    if link is None:
        raise LinkDead("このリンクは使えません。")
    return link
