"""A facility that is taken out of the visits: it asks for none and gets no link."""

from apps.outreach.models import Facility, NotPossible


class FacilityClosed(NotPossible):
    """A facility that is taken out of the visits asks for none and gets no link."""


def lock_facility(pk: int) -> Facility:
    """Held to the end of the transaction, so that a facility is closed before or after it asks; before its links."""
    return Facility.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def hold_open(facility: Facility) -> None:
    """Keeps the facility from being closed until the transaction ends. Raises FacilityClosed."""
    locked = lock_facility(facility.pk)
    if not locked.is_active:
        raise FacilityClosed(f"休廃止の施設です（{locked.closed_reason}）。訪問の対象に戻すと、受け付けられます。")
