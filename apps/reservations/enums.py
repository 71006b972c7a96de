from collections.abc import Mapping
from typing import Final

from django.db import models


class ReservationStatus(models.TextChoices):
    """Where a reservation stands. A change of slot is no status: it stays 確定, and the change is a row of its own.

    仮 exists only where the city's system is the book (C1): until the city's receipt number is typed in.
    """

    PROVISIONAL = "provisional", "仮"
    CONFIRMED = "confirmed", "確定"
    CANCELLED = "cancelled", "取消"
    CAME = "came", "来所"
    NO_SHOW = "no_show", "不来所"
    UNKNOWN = "unknown", "不明"


OUTCOMES: Final = (ReservationStatus.CAME, ReservationStatus.NO_SHOW, ReservationStatus.UNKNOWN)
OPEN_STATUSES: Final = (ReservationStatus.PROVISIONAL, ReservationStatus.CONFIRMED)

TRANSITIONS: Final[Mapping[ReservationStatus, frozenset[ReservationStatus]]] = {
    ReservationStatus.PROVISIONAL: frozenset({ReservationStatus.CONFIRMED, ReservationStatus.CANCELLED}),
    # A move has to be entered in the city's system again, where that is the book.
    ReservationStatus.CONFIRMED: frozenset({ReservationStatus.PROVISIONAL, ReservationStatus.CANCELLED, *OUTCOMES}),
    # A wrong tick at the desk is put right: somebody came late, or the wrong line was ticked.
    **{outcome: frozenset(OUTCOMES) - {outcome} for outcome in OUTCOMES},
    ReservationStatus.CANCELLED: frozenset(),
}


class BringCase(models.TextChoices):
    """For whom the card is fetched and by whom: what to bring differs."""

    OWN = "own", "本人"
    MINOR = "minor", "15歳未満の方と法定代理人"
    WARD = "ward", "成年被後見人の方と法定代理人"
    PROXY = "proxy", "任意代理人"


class NoticeResult(models.TextChoices):
    """How the call about a stopped slot ended."""

    MOVED = "moved", "日時の変更"
    CANCELLED = "cancelled", "取消"
    PASSED = "passed", "来所日の経過"
    RESUMED = "resumed", "枠の再開"


class WaitingStatus(models.TextChoices):
    """Where an entry of the waiting list stands."""

    WAITING = "waiting", "待機中"
    BOOKED = "booked", "予約済み"
    DECLINED = "declined", "辞退"
    EXPIRED = "expired", "期限切れ"


class WishedTime(models.TextChoices):
    """Which half of the day a waiting caller can come."""

    ANY = "any", "いつでも"
    MORNING = "morning", "午前"
    AFTERNOON = "afternoon", "午後"


class DifferenceKind(models.TextChoices):
    """How our reservations and the city's list of a day disagree (C1)."""

    OURS_ONLY = "ours_only", "市の一覧にない"
    THEIRS_ONLY = "theirs_only", "本システムにない"
    DIFFERENT = "different", "日時か窓口が違う"
