"""What several forms of the room share."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from apps.contracts.models import term_of
from apps.core.forms import DayField
from apps.reservations.enums import BringCase

LARGEST_PARTY: Final = 99
PRIVATE: Final = {"autocomplete": "off", "spellcheck": "false"}
NO_NAMES: Final = "氏名や電話番号は書かないでください。"


class TermDayField(DayField):
    """A day of some contract term: outside them nobody comes to a desk of ours."""

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and term_of(day) is None:
            raise ValidationError("どの契約期間にも入っていない日です。", code="outside_terms")
        return day


class CaseField(forms.TypedChoiceField):
    """For whom the card is fetched; who says nothing fetches their own."""

    def __init__(self) -> None:
        super().__init__(
            label="受け取る方",
            choices=BringCase.choices,
            coerce=BringCase,
            required=False,
            empty_value=BringCase.OWN,
            initial=BringCase.OWN,
            widget=forms.RadioSelect,
        )
