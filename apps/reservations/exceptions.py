"""The days on which a desk's place differs from its weekly hours, beside the slots of those days."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from apps.contracts.models import Closure, ExtraOpening
from apps.core import clock

from .models import CallNotice, PickupDesk, Slot


@dataclass(frozen=True)
class ExceptionalDay:
    """One desk on one closed or specially opened day."""

    day: date
    desk: PickupDesk
    is_closure: bool
    reason: str
    slots: int
    stopped: int
    to_call: int


def coming_exceptions(*, today: date) -> list[ExceptionalDay]:
    """From `today` on, in order of days; a row of all places counts for each desk."""
    desks = list(PickupDesk.objects.active().select_related("site"))
    coming = Slot.objects.filter(starts_at__gte=clock.day_bounds(today)[0])
    slots: dict[tuple[int, date], Counter[str]] = defaultdict(Counter)
    for desk_id, starts_at, is_closed in coming.values_list("desk_id", "starts_at", "is_closed"):
        slots[desk_id, timezone.localdate(starts_at)].update(slots=1, stopped=int(is_closed))
    to_call = Counter(
        (desk_id, timezone.localdate(starts_at))
        for desk_id, starts_at in CallNotice.objects.unsettled().values_list("slot__desk_id", "slot__starts_at")
    )
    closures = [(each.day, each.site_id, True, each.reason) for each in Closure.objects.filter(day__gte=today)]
    openings = [(each.day, each.site_id, False, each.reason) for each in ExtraOpening.objects.filter(day__gte=today)]
    return [
        ExceptionalDay(
            day=day,
            desk=desk,
            is_closure=is_closure,
            reason=reason,
            slots=slots[desk.pk, day]["slots"],
            stopped=slots[desk.pk, day]["stopped"],
            to_call=to_call[desk.pk, day],
        )
        for day, site_id, is_closure, reason in sorted(closures + openings, key=lambda each: each[0])
        for desk in desks
        if site_id in {None, desk.site_id}
    ]
