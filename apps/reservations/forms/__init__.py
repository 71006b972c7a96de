"""Wording and shape of what this room takes in."""

from .bookings import (
    ApplicantForm,
    AttemptForm,
    AvailabilityForm,
    BookingForm,
    CancelForm,
    ChangeForm,
    DayForm,
    DeskPanelForm,
    HoldForm,
    OutcomeForm,
    ReadBackForm,
    SearchForm,
    UnmaskForm,
    WaitingBookForm,
    WaitingForm,
)
from .city_lists import (
    CityListForm,
    CityListProfileForm,
    CityListSampleForm,
    CityNumberForm,
    DifferenceForm,
)
from .fields import (
    LARGEST_PARTY,
    TermDayField,
)
from .plans import (
    BringListForm,
    GenerateForm,
    SlotDayForm,
    SlotPlanForm,
    SlotStateForm,
)

__all__ = [
    "LARGEST_PARTY",
    "ApplicantForm",
    "AttemptForm",
    "AvailabilityForm",
    "BookingForm",
    "BringListForm",
    "CancelForm",
    "ChangeForm",
    "CityListForm",
    "CityListProfileForm",
    "CityListSampleForm",
    "CityNumberForm",
    "DayForm",
    "DeskPanelForm",
    "DifferenceForm",
    "GenerateForm",
    "HoldForm",
    "OutcomeForm",
    "ReadBackForm",
    "SearchForm",
    "SlotDayForm",
    "SlotPlanForm",
    "SlotStateForm",
    "TermDayField",
    "UnmaskForm",
    "WaitingBookForm",
    "WaitingForm",
]
