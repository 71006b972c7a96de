"""Who else has a reservation open."""

from datetime import datetime

from apps.accounts.models import User
from apps.reservations.models import RecordWatch, Reservation


def watch(*, reservation: Reservation, by: User, now: datetime) -> list[RecordWatch]:
    """Notes that `by` has the reservation open at this moment; returns the others who have."""
    RecordWatch.objects.update_or_create(reservation=reservation, user=by, defaults={"seen_at": now})
    others = RecordWatch.objects.live(now).filter(reservation=reservation).of_others(by)
    return list(others.select_related("user").order_by("user__display_name", "user_id"))


def forget_watches(*, now: datetime) -> int:
    """Clears away what means nothing any more."""
    stale = RecordWatch.objects.exclude(pk__in=RecordWatch.objects.live(now).values("pk"))
    return stale.delete()[0]
