from collections.abc import Mapping
from typing import Final

from django.db import models


class ReservationStatus(models.TextChoices):
    """Where a reservation stands. A change of slot is no status: it stays 確定, and the change is a row of its own."""

    CONFIRMED = "confirmed", "確定"
    CANCELLED = "cancelled", "取消"
    CAME = "came", "来所"
    NO_SHOW = "no_show", "不来所"


TRANSITIONS: Final[Mapping[ReservationStatus, frozenset[ReservationStatus]]] = {
    ReservationStatus.CONFIRMED: frozenset(
        {ReservationStatus.CANCELLED, ReservationStatus.CAME, ReservationStatus.NO_SHOW}
    ),
    # A wrong tick at the desk is put right: somebody came late, or the wrong line was ticked.
    ReservationStatus.CAME: frozenset({ReservationStatus.NO_SHOW}),
    ReservationStatus.NO_SHOW: frozenset({ReservationStatus.CAME}),
    ReservationStatus.CANCELLED: frozenset(),
}
