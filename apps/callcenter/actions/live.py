"""Keeps what a reader of the live history has looked at."""

from datetime import datetime

from django.db import transaction

from apps.accounts.models import User
from apps.callcenter.models import Inquiry, LiveLook, LiveSeen
from apps.callcenter.models.inquiries import LAST_CHANGE
from apps.callcenter.models.live import SAVE_MAY_TAKE


def open_live_history(*, user: User, at: datetime) -> LiveLook:
    """Somebody asked for a page of the live history: the visit goes on, or the next one begins."""
    with transaction.atomic():
        look = _locked(user, at)
        look.look(at)
        LiveSeen.objects.no_longer_needed(look).delete()
    return look


def open_live_record(*, user: User, inquiry: Inquiry, at: datetime) -> LiveLook:
    """Somebody opened a record beside the list: as it is now, it is no longer new to them."""
    with transaction.atomic():
        look = _locked(user, at)
        look.look(at)
        if inquiry.changed_at > look.since:
            LiveSeen.objects.mark(user, [inquiry])
    return look


def catch_up(*, user: User, shown_at: datetime, at: datetime) -> None:
    """Somebody has looked at all that a list of the moment `shown_at` held.

    What was being saved at that moment stays new, unless it stood in the list already.
    """
    shown_at = min(shown_at, at)
    with transaction.atomic():
        look = _locked(user, at)
        look.catch_up(shown_at - SAVE_MAY_TAKE, at)
        changed = Inquiry.objects.for_user(user).alias(change=LAST_CHANGE)
        LiveSeen.objects.mark(user, changed.filter(change__gt=shown_at - SAVE_MAY_TAKE, change__lte=shown_at))
        LiveSeen.objects.no_longer_needed(look).delete()


def _locked(user: User, at: datetime) -> LiveLook:
    first = {"since": at - SAVE_MAY_TAKE, "looked_at": at}
    look, _ = LiveLook.objects.select_for_update(no_key=True).get_or_create(user=user, defaults=first)
    return look
