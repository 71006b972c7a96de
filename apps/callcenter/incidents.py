"""What the pages of mistakes and emergencies show: versions for their polls, and a procedure with its ticks."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from apps.accounts.enums import CITY_ROLES
from apps.contracts.parameters import Parameters, UnknownParameter
from apps.core.marks import mark_of

from .models import Emergency, EmergencyProcedure, EmergencyStep, EmergencyTick
from .models.incidents import EmergencyQuerySet, MisguidanceQuerySet

_ALARM_SECONDS = 3
_ALARM_SECONDS_OF_CITY = 10


@dataclass(frozen=True)
class StepShown:
    """One thing to do, the number to call as the contract's parameters say it, and whether somebody did it."""

    step: EmergencyStep
    phone: str
    tick: EmergencyTick | None = None


def steps_of(procedure: EmergencyProcedure, on: datetime, emergency: Emergency | None = None) -> list[StepShown]:
    """What to do, in order; with what was done in `emergency` (`with_ticks`). A fixed number of queries."""
    parameters, day = Parameters.load(), timezone.localdate(on)
    ticks = {tick.step_id: tick for tick in emergency.ticks.all()} if emergency else {}

    def phone(key: str) -> str:
        try:
            return str(parameters.value(key, day)) if key else ""
        except UnknownParameter:
            return ""

    return [
        StepShown(step, phone(step.phone_parameter), ticks.get(step.pk))
        for step in procedure.steps.all()
        if step.is_active or step.pk in ticks
    ]


def version_of_misguidances(rows: MisguidanceQuerySet, now: datetime) -> str:
    """Changes when anything the list shows changes; every minute while something is unreported."""
    shown = list(rows.order_by("pk").values_list("pk", "reported_at", "closed_at"))
    runs = any(reported_at is None for _, reported_at, _ in shown)
    return mark_of(shown, f"{timezone.localtime(now):%d%H%M}" if runs else "")


def version_of_emergencies(rows: EmergencyQuerySet) -> str:
    """Changes when anything the list shows changes."""
    return mark_of(list(rows.order_by("pk").values_list("pk", "acknowledged_at", "closed_at")))


def version_of_emergency(emergency: Emergency) -> str:
    """Changes when anything the page of one emergency (`with_ticks`) shows changes."""
    ticks = [tick.pk for tick in emergency.ticks.all()]
    return mark_of(ticks, emergency.acknowledged_at, emergency.closed_at, emergency.words)


def version_of_alarm(rows: EmergencyQuerySet) -> str:
    """Empty where no banner stands."""
    pks = list(rows.unacknowledged().order_by("pk").values_list("pk", flat=True))
    return mark_of(pks) if pks else ""


def alarm_seconds(role: str) -> int:
    """How often the banner's place asks: the city's many viewers as often as the contract's live pages must."""
    return _ALARM_SECONDS_OF_CITY if role in CITY_ROLES else _ALARM_SECONDS
