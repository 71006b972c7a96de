"""What a facility changes of its own request as long as nothing is agreed."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.outreach.actors import Actor
from apps.outreach.enums import VisitStatus
from apps.outreach.models import Facility, NotPossible, Visit

from .closed import lock_facility
from .links import hold_link
from .visits import cancel_visit, request_visit

OPEN = (VisitStatus.REQUESTED, VisitStatus.COORDINATING)
"""States in which a request is still the facility's to change and to take back."""

AGREED = "日程が確定した訪問は、この画面では変更できません。お電話でご連絡ください。"


def ask_for_visit(
    *, facility: Facility, wishes: Mapping[str, Any], by: Actor, at: datetime, submission_key: uuid.UUID
) -> Visit:
    """A facility's own request, of today. Raises LinkDead, FacilityClosed, OutsideTerm."""
    with transaction.atomic():
        lock_facility(facility.pk)
        hold_link(by, at)
        return request_visit(
            facility=facility,
            **wishes,
            requested_on=timezone.localdate(at),
            by=by,
            at=at,
            submission_key=uuid.uuid5(submission_key, str(facility.pk)),
        )


def change_wishes(*, visit: Visit, wishes: Mapping[str, Any], by: Actor, at: datetime) -> bool:
    """Writes down what the facility wants now; False where nothing is different. Raises LinkDead, NotPossible."""
    with transaction.atomic():
        locked = _open_visit(visit, by, at)
        changed = [name for name, value in wishes.items() if getattr(locked, name) != value]
        if not changed:
            return False
        before = locked.head_count
        for name in changed:
            setattr(locked, name, wishes[name])
        locked.save(update_fields=changed)
        locked.steps.create(
            status=locked.status, **by.fields("taken"), taken_at=at, reason=_told(changed, before, locked.head_count)
        )
    return True


def withdraw_request(*, visit: Visit, reason: str, by: Actor, at: datetime) -> Visit:
    """Takes a request back; done twice it is the same. Raises LinkDead, NotPossible."""
    with transaction.atomic():
        locked = _open_visit(visit, by, at, or_in=VisitStatus.CANCELLED)
        if locked.status == VisitStatus.CANCELLED:
            return locked
        return cancel_visit(visit=locked, reason=reason, by=by, at=at)


def _open_visit(visit: Visit, by: Actor, at: datetime, *, or_in: VisitStatus | None = None) -> Visit:
    hold_link(by, at)
    locked = Visit.objects.locked().get(pk=visit.pk)
    if locked.status not in (*OPEN, or_in):
        if locked.status == VisitStatus.CONFIRMED:
            raise NotPossible(AGREED)
        raise NotPossible(f"この要請は「{locked.get_status_display()}」のため、変更できません。")
    return locked


def _told(changed: list[str], before: int, after: int) -> str:
    words = [f"申請予定人数を{before}人から{after}人に変更"] if "head_count" in changed else []
    return "、".join([*words, *(["希望などを変更"] if set(changed) - {"head_count"} else [])])
