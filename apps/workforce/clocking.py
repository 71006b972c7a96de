"""Where somebody stands with the clock on a day: at work, on a break, gone, or forgotten from an earlier day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from .enums import LeftAs
from .models import Presence


@dataclass(frozen=True)
class Standing:
    """One person's clock on one day."""

    stretches: tuple[Presence, ...] = ()
    forgotten: Presence | None = None

    @property
    def last(self) -> Presence | None:
        return self.stretches[-1] if self.stretches else None

    @property
    def at_work(self) -> Presence | None:
        """The stretch that goes on now."""
        return self.last if self.last and self.last.left_at is None else None

    @property
    def resting(self) -> Presence | None:
        """The stretch that the break ended; coming back goes on with its place and duty."""
        return self.last if self.last and self.last.left_as == LeftAs.BREAK else None

    @property
    def has_left(self) -> bool:
        return self.last is not None and self.last.left_as in (LeftAs.OUT, LeftAs.MOVE)

    @property
    def kind(self) -> str:
        """For the state's symbol."""
        if self.at_work:
            return "ok"
        if self.resting:
            return "info"
        return "warn" if self.forgotten else "off"

    @property
    def word(self) -> str:
        if self.at_work:
            return "勤務中"
        if self.resting:
            return "休憩中"
        if self.has_left:
            return "退勤済み"
        return "打刻漏れ" if self.forgotten else "出勤前"


def standings(staff_ids: Iterable[int], day: date) -> dict[int, Standing]:
    """The clock of several people on a day, in one query; who has not clocked in has an empty one."""
    ids = list(staff_ids)
    today: dict[int, list[Presence]] = defaultdict(list)
    forgotten: dict[int, Presence] = {}
    begun = Presence.objects.begun_on(day).values("pk")
    rows = Presence.objects.filter(staff__in=ids).filter(Q(pk__in=begun) | Q(left_at__isnull=True))
    for row in rows.select_related("site", "outing").order_by("arrived_at"):
        arrived = timezone.localdate(row.arrived_at)
        if arrived == day:
            today[row.staff_id].append(row)
        elif arrived < day:
            forgotten[row.staff_id] = row
    return {pk: Standing(tuple(today[pk]), forgotten.get(pk)) for pk in ids}
