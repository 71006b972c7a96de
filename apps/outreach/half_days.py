"""Half days, in which the three parties say when they can: their borders are parameters (第2-1-(3)-③)."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from apps.contracts.calendar import DAY, Calendar, days_between

from .enums import Half

Slot = tuple[date, Half]


def hours_of(slot: Slot, calendar: Calendar) -> tuple[time, time]:
    """From when until when the half day lasts, inside the hours in which visits are made."""
    day, half = slot
    read = calendar.parameters.value
    if half == Half.MORNING:
        return read("outreach.earliest", day), read("outreach.noon_from", day)
    return read("outreach.noon_until", day), read("outreach.latest", day)


def period_of(slot: Slot, calendar: Calendar) -> tuple[datetime, datetime]:
    """The half day as moments."""
    starts, ends = hours_of(slot, calendar)
    return _moment(slot[0], starts), _moment(slot[0], ends)


def usual_period(slot: Slot, calendar: Calendar) -> tuple[datetime, datetime]:
    """The hours that are proposed for this half day: up to noon or from noon on, as long as a visit usually lasts."""
    starts, ends = period_of(slot, calendar)
    length = timedelta(minutes=calendar.parameters.value("outreach.usual_minutes", slot[0]))
    if slot[1] == Half.MORNING:
        return max(starts, ends - length), ends
    return starts, min(ends, starts + length)


def slots_of(starts_at: datetime, ends_at: datetime, calendar: Calendar) -> list[Slot]:
    """The half days that hours belong to; hours around noon alone belong to both."""
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    day, read = starts.date(), calendar.parameters.value
    is_one_day = ends.date() == day
    halves = []
    if starts.time() < read("outreach.noon_from", day):
        halves.append(Half.MORNING)
    if not is_one_day or ends.time() > read("outreach.noon_until", day):
        halves.append(Half.AFTERNOON)
    return [(day, half) for half in halves or list(Half)]


def slots_shown(today: date, calendar: Calendar) -> list[Slot]:
    """The half days of the coming weeks that everybody is asked about: business days of the city, from tomorrow on."""
    weeks = calendar.parameters.value("outreach.plan_weeks", today)
    return slots_between(today + DAY, today + 7 * weeks * DAY, calendar)


def slots_between(first: date, last: date, calendar: Calendar) -> list[Slot]:
    """The half days of the city's business days of a term, both ends included."""
    days = [day for day in days_between(first, last) if calendar.is_in_term(day) and calendar.is_business_day(day)]
    return [(day, half) for day in days for half in Half]


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
