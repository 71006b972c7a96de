"""What happened to a reservation, in the order of time, in the words of the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.accounts.models import User

from .enums import ReservationStatus
from .models import Reservation, ReservationChange


@dataclass(frozen=True)
class HistoryLine:
    at: datetime
    by: User
    event: str
    detail: str = ""


def history_of(reservation: Reservation, changes: Sequence[ReservationChange]) -> list[HistoryLine]:
    """Booked, changed, read back, cancelled, came; no personal data. `changes` are the reservation's, oldest first."""
    first_slot = changes[0].old_slot if changes else reservation.slot
    lines = [HistoryLine(reservation.booked_at, reservation.booked_by, "予約", first_slot.desk_and_start)]
    for change in changes:
        moved = f"{change.old_slot.desk_and_start} → {change.new_slot.desk_and_start}（理由：{change.reason}）"
        lines.append(HistoryLine(change.changed_at, change.changed_by, "変更", moved))
    if reservation.city_number_at and reservation.city_number_by:
        lines.append(
            HistoryLine(reservation.city_number_at, reservation.city_number_by, "市の番号", reservation.city_number)
        )
    if reservation.read_back_at and reservation.read_back_by:
        lines.append(HistoryLine(reservation.read_back_at, reservation.read_back_by, "読み上げ"))
    if reservation.cancelled_at and reservation.cancelled_by:
        reason = f"理由：{reservation.cancel_reason}"
        lines.append(HistoryLine(reservation.cancelled_at, reservation.cancelled_by, "取消", reason))
    if reservation.outcome_at and reservation.outcome_by:
        label = ReservationStatus(reservation.status).label
        lines.append(HistoryLine(reservation.outcome_at, reservation.outcome_by, label))
    return sorted(lines, key=lambda line: line.at)
